package article

import (
	"fmt"

	"golang.org/x/net/html/atom"
)

// loneLinkReason is why lines that are only links are taken out.
const loneLinkReason = "a link to another story"

// linkLines drops lines that are only links: two or more in a row, or one alone that is a paragraph.
func (s *story) linkLines() {
	s.linkLists()
	k := s.kept()
	for i := 0; i < len(k); {
		if !s.loneLink(k[i]) {
			i++
			continue
		}
		j := i
		for j < len(k) && s.loneLink(k[j]) {
			j++
		}
		run := k[i:j]
		for _, b := range run {
			if len(run) >= 2 && (b.shape != item || s.p(b) < 0.8) || b.shape != item && b.words >= 5 &&
				(s.p(b) < 0.9 || b.linked == b.words && !sentenceEnd(b.text)) {
				s.drop(b, KindRelated, loneLinkReason)
			}
		}
		i = j
	}
}

// linkLists drops the links that stand directly under a heading of other stories which is gone already.
func (s *story) linkLists() {
	var head *block
	for _, b := range s.blocks {
		if b.shape == media || b.words == 0 {
			continue
		}
		x := s.say(b)
		switch {
		case !b.keep && !x.has(familyKeep) && b.words <= 8 && (x.has(familyHeading) ||
			x[familyClosed] == KindRelated && !b.linkOnly()):
			head = b
		case head != nil && b.keep && b.linkOnly() && b.words >= 3:
			s.drop(b, first(s.say(head)[familyHeading], KindRelated), fmt.Sprintf(underHeading+"%q", short(head.text)))
		case b.keep:
			head = nil
		}
	}
}

func (s *story) loneLink(b *block) bool {
	return b.linkOnly() && b.links <= 2 && b.words >= 3 && b.shape != cell && b.shape != heading && b.shape != code &&
		!b.told && !b.inside(atom.Table, atom.Blockquote) && !s.say(b).has(familyKeep)
}

// tail drops what stands after the last real paragraph and is none of the story's own ends.
func (s *story) tail() {
	k := s.kept()
	for i := len(k) - 1; i > 0; i-- {
		b := k[i]
		x := s.say(b)
		switch {
		case s.paragraph(b), b.shape == item && !b.linkOnly() && b.words > 3, b.shape == cell, b.shape == code,
			b.told, x.has(familyKeep):
			return
		case x.has(familyPrompt) && b.words <= 30 && x[familyPrompt] != KindRelated:
			s.drop(b, x[familyPrompt], promptReason(x[familyPrompt]))
		case x.has(familyHeading) && b.words <= 10:
			s.drop(b, x[familyHeading], "a heading of other stories")
		case b.shape == heading:
			s.drop(b, KindOther, "a heading with nothing under it")
		case b.linkOnly() && (b.links <= 2 || s.p(b) < 0.6) && b.words > 1 && !b.inside(atom.Blockquote):
			s.drop(b, KindRelated, loneLinkReason)
		default:
			return
		}
	}
}

// loneHeadings drops headings that lost everything under them.
func (s *story) loneHeadings() {
	k := s.kept()
	for i, b := range k {
		if b.shape != heading || s.say(b).has(familyKeep) {
			continue
		}
		if i == len(k)-1 {
			s.drop(b, KindOther, "a heading with nothing under it")
		}
	}
}
