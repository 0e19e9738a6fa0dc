package article

import "strings"

// prompts drops what asks the reader for something.
func (s *story) prompts() {
	k := s.kept()
	total, before := 0, 0
	for _, b := range k {
		total += b.words
	}
	for i, b := range k {
		before += b.words
		x := s.say(b)
		if b.told && !(x[familyPrompt] == KindRelated && startsRelated(b.text)) {
			continue // articleBody often has the links to other stories as well
		}
		if late := (before-b.words)*100 >= total*80; late && i > 1 && b.words <= 70 && b.shape != heading &&
			b.shape != cell && (b.links > 0 || s.p(b) < 0.6) {
			if kind := asksInside(b.text, false); kind != "" {
				s.drop(b, kind, promptReason(kind))
				continue
			}
		}
		if !x.has(familyPrompt) || x.has(familyKeep) || b.words > 40 {
			continue
		}
		kind := x[familyPrompt]
		late := (before-b.words)*100 >= total*85 || i == len(k)-1
		var gone bool
		switch kind {
		case KindLive:
			gone = b.words <= 30 && (late || b.linked > 0 || b.words <= 16) && !(b.shape == item && i < len(k)-1 &&
				!b.linkOnly())
		case KindRelated:
			gone = b.linkOnly() && b.words <= 30 || b.words <= 40 && startsRelated(b.text) &&
				(b.linked*2 >= b.words || strings.ContainsAny(firstWords(b.text, 5), ":»|>"))
		case KindDonate, KindFollow, KindCookies:
			gone = b.linkOnly() || late && b.words <= 30 && (s.p(b) < 0.8 || b.linked > 0) || b.shape == button
		default:
			gone = b.words <= 16 && (b.linkOnly() || late || s.p(b) < 0.7 || !s.page) || b.linkOnly() ||
				b.shape == heading && b.words <= 12 && s.p(b) < 0.9
		}
		if gone {
			s.drop(b, kind, promptReason(kind))
		}
	}
}

func (s *story) p(b *block) float64 {
	if !s.page {
		return 0.75
	}
	return b.p
}

// asksInside returns the kind of a longer prompt, one that says somewhere in it to sign up or to follow, or "". In a box
// with something to press, more counts: to donate, to listen, to play.
func asksInside(text string, inBox bool) string {
	low := " " + strings.Join(wordsOf(text), " ") + " "
	for _, a := range phrases().asks {
		if (inBox || !a.inBox) && strings.Contains(low, a.words) {
			return a.kind
		}
	}
	return ""
}

// startsRelated reports a line that starts like "Read also" and goes on.
func startsRelated(line string) bool {
	words := strings.Fields(line)
	for n := 1; n <= 4 && n < len(words); n++ {
		if say(strings.Join(words[:n], " "))[familyClosed] == KindRelated && (n > 1 || strings.ContainsAny(words[0], ":»")) {
			return true
		}
	}
	return false
}

func firstWords(s string, n int) string {
	f := strings.Fields(s)
	return strings.Join(f[:min(n, len(f))], " ")
}

func promptReason(kind string) string {
	switch kind {
	case KindLive:
		return "an invitation to the live coverage"
	case KindNewsletter:
		return "an invitation to a newsletter"
	case KindSubscribe:
		return "an invitation to subscribe"
	case KindSignIn:
		return "an invitation to sign in"
	case KindApp:
		return "an invitation to get the app"
	case KindFollow:
		return "an invitation to follow"
	case KindDonate:
		return "an invitation to donate"
	case KindPodcast:
		return "an invitation to listen"
	case KindEvent:
		return "an invitation to an event"
	case KindQuiz:
		return "an invitation to play"
	case KindCookies:
		return "a line about cookies or consent"
	case KindRelated:
		return "a link to another story"
	}
	return "an invitation"
}
