package article

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// maxHidden is how many hidden blocks are kept of one page.
const maxHidden = 400

// hidden lists what was taken out in and around the story: all of it inside the element that holds the story, and what
// is known to be noise elsewhere. The page's own navigation, head, sides and foot come apart, beside: they are not counted.
//
// Blocks that only the judge left out, and not for certain, come apart as doubtful: nothing in them says that they are
// noise.
func (s *story) hidden() (sure, doubtful, beside []Hidden) {
	s.measure()
	first, last := -1, -1
	for i, b := range s.blocks {
		if b.keep && b.shape != media {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return s.unwanted(), nil, nil
	}
	region := regionOf(s.blocks[first], s.blocks[last])
	var found []finding
	var sides, maybe around
	var section *block // heading of noise that the blocks stand under
	for i, b := range s.blocks {
		if b.shape == media || b.words == 0 && len(b.text) == 0 {
			continue
		}
		if b.keep {
			section = nil
			continue
		}
		x := s.say(b)
		if x.has(familyHeading) && !x.has(familyKeep) && b.words <= 12 && i > first {
			section = b
		}
		if b.wish == wishHidden {
			found = append(found, finding{block: b, sure: true})
			continue
		}
		if s.title != "" && sameWords(b.text, s.title) {
			continue // it stands above the text
		}
		inside := i >= region.first && i < region.last
		ruled := b.kind != ""
		if ruled && section != nil && (b.reason == teaserReason || strings.HasPrefix(b.reason,
			underHeading)) { // the nearest heading names it
			b.kind, b.reason = s.say(section)[familyHeading], fmt.Sprintf(underHeading+"%q", short(section.text))
		}
		if !ruled {
			b.kind, b.reason = s.kindOf(b, section)
		}
		if !inside && (i < first || b.kind == KindOther || b.kind == KindNavigation || b.kind == KindTags ||
			b.kind == KindRepeated || b.kind == KindVideo) ||
			b.kind == KindNavigation || b.inside(atom.Nav, atom.Footer) && !inside || isCaption(b) &&
			!s.say(b).has(familyClosed) {
			if kind, why := s.partOf(b); kind != "" && s.page {
				if s.surelyAround(b) {
					sides.add(b, kind, why)
				} else {
					maybe.add(b, kind, why)
				}
			}
			continue
		}
		f := finding{block: b, heads: b == section}
		f.sure = !ruled && s.certain(b, section) || ruled && !s.disputed(b)
		f.sure = b.box != nil || b.kind == KindStanding || f.sure && !s.arguable(b, section, i-first, last-i)
		found = append(found, f)
	}
	sure, doubtful = gather(found)
	return sure, append(doubtful, maybe.blocks()...), sides.blocks()
}

// measure notes how much of the text comes before each block.
func (s *story) measure() {
	n := 0
	for _, b := range s.blocks {
		b.above = n
		if b.keep && b.shape != media {
			n += charsOf(b.text)
		}
	}
}

// charsOf counts the characters of a text, spaces not among them.
func charsOf(text string) int {
	n := 0
	for _, r := range text {
		if r != ' ' && r != '\n' {
			n++
		}
	}
	return n
}

// finding is a block that was taken out.
type finding struct {
	*block
	heads bool // other stories
	sure  bool
}

// gather joins findings to the blocks that a reader sees. Links and lines of which one copy is in doubt are so everywhere.
func gather(found []finding) (sure, doubtful []Hidden) {
	var g, doubt gatherer
	unsure := map[string]bool{}
	for _, f := range found {
		if !f.sure && f.words >= 4 {
			unsure[f.text] = true
		}
	}
	for _, f := range found {
		to := &g
		if (!f.sure || unsure[f.text]) && f.wish != wishHidden {
			to = &doubt
		}
		if len(to.out) < maxHidden {
			to.add(f.block, f.heads)
		}
	}
	return g.out, doubt.out
}

// unwanted lists what the reader's own rules hide, where nothing is left besides.
func (s *story) unwanted() []Hidden {
	var g gatherer
	for _, b := range s.blocks {
		if b.wish == wishHidden && b.words > 0 && len(g.out) < maxHidden {
			g.add(b, false)
		}
	}
	return g.out
}

// disputed reports a block that a rule took out for its place, not for its words, and that the judge holds for true.
func (s *story) disputed(b *block) bool {
	x := s.say(b)
	if !s.page || x.has(familyClosed) || x.has(familyHeading) || readingTimeAt(b.text) >= 0 {
		return false
	}
	return b.reason == loneLinkReason && b.p > 0.1 || !b.linkOnly() && !x.has(familyPrompt) &&
		b.kind != KindRepeated && b.p > 0.3
}

// arguable reports a block that may be part of the story whatever speaks against it: what a witness has, figures in a
// table, credits of pictures, a date or a name far from the head, whole sentences amid the text, and most of what a page
// that is no article has in parts for comments and links. It stands after blocks after the first kept one, and before
// blocks before the last.
func (s *story) arguable(b, section *block, after, before int) bool {
	if !s.page {
		return false
	}
	x := s.say(b)
	sentence := b.words >= 6 && plainSentence(b.text) && b.linked*3 <= b.words
	switch {
	case b.told && b.words > 6 && !b.linkOnly(), isCredit(b.text):
		return true
	case x.has(familyClosed):
		return x[familyClosed] == KindAd && sentence && b.words >= 8
	case x.has(familyHeading) && b.words <= 12:
		return b.shape != heading && (sentence || s.leadsOn(b))
	case b.kind == KindRepeated:
		return after > 8 || before < 0
	case !s.news && (b.kind == KindComments && b.words > 3 || b.reason == loneLinkReason):
		return true
	case section != nil, x.has(familyPrompt):
		return false
	case b.kind == KindAuthor && sentence:
		return true
	case b.shape == cell && strings.ContainsAny(b.text, "0123456789"):
		return true
	case b.kind == KindRelated && b.linkOnly() && (after > 0 && before > 0 || strings.HasPrefix(b.reason, inPart)):
		return true // no heading says that it is none of the text
	case after <= 0 || before <= 0:
		return false
	case !sentence:
		return false
	}
	switch b.kind {
	case KindNewsletter, KindCookies, KindAd, KindSubscribe, KindSignIn, KindComments:
		return b.p >= 0.01
	}
	return true
}

// leadsOn reports a line such as "More from the hearing:" which goes on with something that is kept, or with a sentence.
func (s *story) leadsOn(b *block) bool {
	if b.linkOnly() || !strings.HasSuffix(b.text, ":") {
		return false
	}
	at := slices.Index(s.blocks, b)
	next := s.blocks[at+1 : min(len(s.blocks), at+4)]
	return slices.ContainsFunc(next, func(o *block) bool { return o.keep && o.shape != media }) ||
		len(next) > 0 && b.p > 0.1 && plainSentence(next[0].text) && next[0].linked*3 <= next[0].words
}

// plainSentence reports that s ends like a statement or a question, not like the opening of something.
func plainSentence(s string) bool { return sentenceEnd(s) && !strings.HasSuffix(s, ":") }

// isCredit reports a line that says whose a picture is.
func isCredit(s string) bool {
	w := wordsOf(s[:min(len(s), 200)])
	if len(w) < 2 {
		return false
	}
	switch w[0] {
	case "photo", "photos", "photograph", "photographs", "image", "images", "illustration", "illustrations", "foto", "fotos",
		"bild", "bilder", "crédit", "crédits", "fotografía", "picture", "pictures":
		return strings.Contains(" by via courtesy from credit credits von de par di par af av per photo image ", " "+w[1]+" ") ||
			strings.Contains(s[:min(len(s), 24)], ":")
	}
	return false
}

// certain reports that a block which the judge left out is noise: its words say so, or the judge is as good as sure.
func (s *story) certain(b *block, section *block) bool {
	x := s.say(b)
	switch {
	case !s.page:
		return true
	case b.told, b.kind == KindOther:
		return false
	case section != nil && readingTimeAt(b.text) > 0 && b.words < 40:
		return true
	case b.kind == KindRelated && section == nil && b.shape == heading:
		return false
	case b.p < 0.01:
		return true
	case x.has(familyClosed), b == section, gluedClosed(b.text) != "":
		return true
	case section != nil && b.kind == s.say(section)[familyHeading]:
		return b.p < 0.06
	case x.has(familyPrompt) && b.words <= 40 && b.kind == x[familyPrompt]:
		return b.p < 0.1
	case b.kind == KindRepeated:
		return false
	}
	return b.p < 0.03 && (b.linked > 0 || b.words < 12)
}

// regionOf is the smallest element that holds both blocks; an article or main element around it counts as its edge.
func regionOf(a, b *block) *element {
	e := a.in
	for e.up != nil && !e.holds(b) {
		e = e.up
	}
	for x := e; x != nil; x = x.up {
		if x.node.DataAtom == atom.Article || x.node.DataAtom == atom.Main {
			return x
		}
	}
	if e.up != nil && e.up.up != nil {
		return e.up
	}
	return e
}

// gatherer joins the lines of one card, and a heading with the first line under it.
type gatherer struct {
	out     []Hidden
	card    *element
	heading bool // the last entry is a heading that waits for its first line
	ended   bool // the last entry is a teaser that ends with its reading time
}

func (g *gatherer) add(b *block, isHeading bool) {
	card := cardOf(b)
	n := len(g.out)
	if n > 0 && g.out[n-1].Kind == b.kind && (g.heading && !isHeading || card != nil && card == g.card &&
		!isHeading && !g.ended && b.kind != KindLicensing) {
		g.out[n-1].Text += "\n" + b.text
		if g.heading {
			g.out[n-1].Reason = b.reason
		}
	} else {
		g.out = append(g.out, Hidden{Kind: b.kind, Reason: b.reason, Text: b.text, At: b.above})
	}
	g.card, g.heading, g.ended = card, isHeading, readingTimeAt(b.text) > 0
}

// cardOf is the list item, article, link or small box that b is a line of.
func cardOf(b *block) *element {
	if b.box != nil {
		return b.box
	}
	for e := b.in; e != nil; e = e.up {
		switch e.node.DataAtom {
		case atom.Li, atom.Article, atom.Tr:
			return e
		case atom.A:
			if up := e.up; up != nil && up.words > e.words && up.words <= e.words+12 && up.last-up.first <= e.last-e.first+2 {
				return up // with the time or the section beside it
			}
			return e
		}
		if e.words > 90 {
			return nil
		}
		if e.last-e.first > 1 && e.up != nil && e.up.last-e.up.first > e.last-e.first+3 {
			return e
		}
	}
	return nil
}

// kindOf names a block that the judge left out.
func (s *story) kindOf(b, section *block) (kind, reason string) {
	x := s.say(b)
	switch {
	case section != nil && (x[familyClosed] == KindReading || x[familyClosed] == KindRepeated):
		return s.say(section)[familyHeading], fmt.Sprintf(underHeading+"%q", short(section.text))
	case x.has(familyClosed):
		return x[familyClosed], closedReason(x[familyClosed])
	case b == section:
		return x[familyHeading], fmt.Sprintf("heading of other stories: %q", short(b.text))
	}
	if kind := gluedClosed(b.text); kind != "" {
		return kind, closedReason(kind)
	}
	if x.has(familyPrompt) && x[familyPrompt] != KindRelated && b.words <= 40 && (section == nil || !b.linkOnly()) {
		return x[familyPrompt], promptReason(x[familyPrompt])
	}
	if section != nil {
		return s.say(section)[familyHeading], fmt.Sprintf(underHeading+"%q", short(section.text))
	}
	if x.has(familyPrompt) && b.linkOnly() {
		return x[familyPrompt], promptReason(x[familyPrompt])
	}
	if s.isByline(b.text) || b.words < 15 && isDateLine(b.text) {
		return KindRepeated, "byline or date, shown above the text"
	}
	level := 0
	for e := b.in; e != nil && level < 6; e, level = e.up, level+1 {
		for _, g := range groupKinds {
			if e.groups&g.groups != 0 {
				return g.kind, inPart + g.words
			}
		}
		switch e.node.DataAtom {
		case atom.Nav, atom.Header, atom.Footer:
			return KindNavigation, "navigation of the page"
		case atom.Aside:
			return KindRelated, "beside the story"
		case atom.Form:
			return KindOther, "a form"
		}
	}
	if b.linkOnly() && b.words > 3 {
		return KindRelated, "a link to another story"
	}
	if s.title != "" && sameWords(b.text, s.title) {
		return KindRepeated, "the title again"
	}
	return KindOther, "does not read like the story"
}

// inPart starts the reason of what stands in an element whose names speak of furniture.
const inPart = "in a part of the page that is marked as "

// groupKinds says what the names of elements stand for, the surest first.
var groupKinds = []struct {
	groups groups
	kind   string
	words  string
}{
	{gNewsletter, KindNewsletter, "newsletter"},
	{gConsent, KindCookies, "consent"},
	{gTrending, KindTrending, "trending"},
	{gRecommended, KindRecommended, "recommended"},
	{gPopular, KindMostRead, "popular"},
	{gComment, KindComments, "comments"},
	{gPreferred, KindPreferred, "preferred source"},
	{gAd, KindAd, "advertisement"},
	{gRelated, KindRelated, "related"},
	{gShare, KindSharing, "sharing"},
	{gPaywall, KindSubscribe, "subscription"},
	{gLogin, KindSignIn, "sign-in"},
	{gTags, KindTags, "tags"},
	{gAuthor, KindAuthor, "author"},
	{gNav, KindNavigation, "navigation"},
	{gPlayer, KindVideo, "video or audio"},
	{gMeta, KindRepeated, "byline or date"},
}
