package article

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// Standing lines: what stands on several pages of a site, word for word, belongs to the site and not to the story. One
// page cannot know that; whoever keeps many of them can. An Article names its lines that could be such (Article.Standing),
// and Rules.Standing brings back those that are. Headings, bullets, quotes, tables and code recur in true texts too, and
// whole sentences amid a text as well: they are never named.

// Standing is a line that stands on several pages of a site.
type Standing struct {
	Text  string
	Pages int // on how many pages
}

// The length of a line that may be a standing one, in words, and how many of a page are named.
const (
	minStanding  = 2
	maxStanding  = 25
	mostStanding = 40
)

// mayStand returns the lines that may stand on every page of the site: short lines before and after the paragraphs of the
// story, or with links, or without the end of a sentence; also those that went for standing there already.
func (s *story) mayStand() []string {
	var out []string
	first, last := s.span()
	for i, b := range s.blocks {
		if !b.keep && b.kind != KindStanding || !s.canStand(b) || len(out) == mostStanding {
			continue
		}
		amid := i > first && i < last
		if (!amid || b.links > 0 || !sentenceEnd(b.text)) && !slices.Contains(out, b.text) {
			out = append(out, b.text)
		}
	}
	return out
}

// span is where the paragraphs of the story begin and end.
func (s *story) span() (first, last int) {
	first, last = len(s.blocks), -1
	for i, b := range s.blocks {
		if b.keep && s.paragraph(b) && !(b.words <= maxStanding && b.links > 0) {
			first, last = min(first, i), i
		}
	}
	return first, last
}

// canStand reports a line of the length and shape of a standing one, which no witness has.
func (s *story) canStand(b *block) bool {
	switch {
	case b.words < minStanding, b.words > maxStanding, len(b.text) > 400, b.told, b.wish != noWish:
		return false
	case b.shape != para && b.shape != loose && b.shape != term && b.shape != button:
		return false
	}
	return !s.say(b).has(familyKeep) && !b.inside(atom.Table, atom.Blockquote, atom.Ul, atom.Ol, atom.Pre)
}

// standing drops the lines that are known to stand on other pages of the site; not all that a page has.
func (s *story) standing(known []Standing) {
	if len(known) == 0 {
		return
	}
	pages := map[string]int{}
	for _, k := range known {
		pages[strings.Join(wordsOf(k.Text), " ")] = k.Pages
	}
	var found []*block
	all, gone := 0, 0
	first, last := s.span()
	for i, b := range s.blocks {
		if !b.keep || b.shape == media {
			continue
		}
		all += b.words
		amid := i > first && i < last && b.links == 0 && sentenceEnd(b.text)
		if !amid && s.canStand(b) && pages[strings.Join(wordsOf(b.text), " ")] > 0 {
			found = append(found, b)
			gone += b.words
		}
	}
	if gone*2 > all {
		return
	}
	for _, b := range found {
		s.drop(b, KindStanding, fmt.Sprintf("stands on %d pages of this site", pages[strings.Join(wordsOf(b.text), " ")]))
	}
}
