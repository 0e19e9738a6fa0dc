package article

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// teaser reports a line such as lists of other stories have.
func (s *story) teaser(b *block) bool {
	return b.linkOnly() || readingTimeAt(b.text) > 0 || isGlued(b.text) && b.words < 25 || !sentenceEnd(b.text) &&
		b.words >= 4 && b.words < 30 || s.say(b).has(familyClosed)
}

// sections drops lists of other stories that stand under a heading of their own.
func (s *story) sections() {
	k := s.kept()
	total, before := 0, 0
	for _, b := range k {
		total += b.words
	}
	for i := 0; i < len(k); i++ {
		b := k[i]
		x := s.say(b)
		if !b.keep || !x.has(familyHeading) || x.has(familyKeep) || b.words > 12 || b.told && b.words > 6 ||
			b.shape == item && !b.linkOnly() && s.page && b.p > 0.6 {
			before += b.words
			continue
		}
		end := i + 1
		for end < len(k) && !s.paragraph(k[end]) && !s.say(k[end]).has(familyKeep) && !(end > i+1 && s.resumes(k[end], k[end-1])) {
			end++
		}
		if end == len(k) && before*10 >= total*4 {
			s.section(b, k[i:end])
			continue
		}
		run := k[i+1 : end]
		if len(run) == 0 && s.emptied(b) {
			s.drop(b, x[familyHeading], fmt.Sprintf("heading of other stories: %q", short(b.text)))
			continue
		}
		teasers, linked := 0, 0
		for _, o := range run {
			if s.teaser(o) {
				teasers++
			}
			if o.linkOnly() || readingTimeAt(o.text) > 0 || isGlued(o.text) {
				linked++
			}
		}
		if teasers >= 2 && teasers*2 >= len(run) && linked > 0 || len(run) == 1 && run[0].linkOnly() {
			s.section(b, k[i:end])
			continue
		}
		if b.linkOnly() && b.words < 5 && !(strings.HasSuffix(b.text, ":") && len(run) > 0 && s.paragraph(run[0])) {
			s.drop(b, x[familyHeading], "a heading of other stories")
		}
		before += b.words
	}
}

// resumes reports that the story goes on with b, a sentence too short for a sure paragraph, after a line that is only a link
// or ends with its reading time.
func (s *story) resumes(b, before *block) bool {
	x := s.say(b)
	return b.words >= 8 && b.linked == 0 && sentenceEnd(b.text) && readingTimeAt(b.text) < 0 && !isGlued(b.text) && b.shape != heading &&
		!x.has(familyHeading) && !x.has(familyClosed) && !x.has(familyPrompt) && (!s.page || b.p > 0.9) &&
		(before.linkOnly() || readingTimeAt(before.text) > 0)
}

// emptied reports a heading of other stories of which the judge has left out all that stood under it, links among it.
func (s *story) emptied(head *block) bool {
	at := slices.Index(s.blocks, head)
	links := 0
	for _, b := range s.blocks[at+1:] {
		if b.shape == media || b.words == 0 {
			continue
		}
		if b.keep {
			break
		}
		if b.linkOnly() && b.words >= 3 || readingTimeAt(b.text) > 0 {
			links++
		}
	}
	return links > 0
}

// underHeading starts the reason of what was taken out because of the heading above it.
const underHeading = "under the heading "

// section drops a heading and what follows it. Headings inside the run start sections of their own.
func (s *story) section(head *block, run []*block) {
	for _, b := range run {
		if !b.keep {
			continue
		}
		x := s.say(b)
		if x.has(familyHeading) && b.words <= 12 {
			head = b
		}
		kind := s.say(head)[familyHeading]
		switch {
		case b == head:
			s.drop(b, kind, fmt.Sprintf("heading of other stories: %q", short(head.text)))
		case x.has(familyClosed) && x[familyClosed] != KindReading && x[familyClosed] != KindRepeated:
			s.drop(b, x[familyClosed], closedReason(x[familyClosed]))
		case x.has(familyPrompt) && x[familyPrompt] != KindRelated && !b.linkOnly():
			s.drop(b, x[familyPrompt], promptReason(x[familyPrompt]))
		default:
			s.drop(b, kind, fmt.Sprintf(underHeading+"%q", short(head.text)))
		}
	}
}

// comments drops what stands under the heading of the comments, when most of the story is before it.
func (s *story) comments() {
	total, before := 0, 0
	for _, b := range s.kept() {
		total += b.words
	}
	opened := false
	for _, b := range s.blocks {
		if b.keep {
			before += b.words
		}
		x := s.say(b)
		opens := x[familyHeading] == KindComments || x[familyClosed] == KindComments && (b.shape == heading ||
			b.text[0] >= '0' && b.text[0] <= '9')
		switch {
		case opens && !b.told && before*100 >= total*45:
			opened = true
			if b.keep {
				s.drop(b, KindComments, "heading of the comments")
			}
		case opened && b.keep && b.shape != media && !b.told && !x.has(familyKeep) && s.p(b) < 0.85:
			s.drop(b, KindComments, "under the heading of the comments")
		}
	}
}

// teaserReason is why headlines with a reading time are taken out.
const teaserReason = "a headline with its reading time"

// teasers drops lines that end with a reading time: the time glued to the headline, or two of them in a row.
func (s *story) teasers() {
	k := s.kept()
	is := func(i int) bool {
		return i >= 0 && i < len(k) && k[i].words <= 30 && k[i].shape != heading && readingTimeAt(k[i].text) > 0
	}
	for i, b := range k {
		if !is(i) || b.told {
			continue
		}
		r, _ := utf8.DecodeLastRuneInString(b.text[:readingTimeAt(b.text)])
		if unicode.IsLetter(r) || is(i-1) || is(i+1) {
			s.drop(b, KindMore, teaserReason)
		}
	}
}
