package article

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Boxes that ask the reader for something: a newsletter's sign-up, donations, the app, a podcast, an event, a quiz. Such
// a box is small, has something to press (a form, a button, a link of its own), says what it wants, and goes as a whole:
// its heading and its sentence say little without the button.

// The size of a box, and how much of a story has to stand outside of it.
const (
	boxWords   = 90
	boxBlocks  = 14
	outOfBoxes = 60 // words, and twice as many as in the box
)

// boxes drops the boxes that ask for something, also those of which the judge has left out a part or all.
func (s *story) boxes() {
	kept := 0
	for _, b := range s.kept() {
		kept += b.words
	}
	seen := map[*element]bool{}
	for _, b := range s.blocks {
		if b.shape == media || b.box != nil {
			continue
		}
		box, kind := s.boxOf(b, kept, seen)
		if box == nil {
			continue
		}
		for _, o := range s.blocks[box.first:box.last] {
			if o.shape != media && o.wish == noWish {
				o.box = box
				s.drop(o, kind, promptReason(kind))
			}
		}
	}
}

// boxOf is the largest box around b, with what it asks for; kept is how many words are kept, seen what was asked before.
func (s *story) boxOf(b *block, kept int, seen map[*element]bool) (box *element, kind string) {
	for e := b.in; e != nil && e.words <= boxWords && e.last-e.first <= boxBlocks; e = e.up {
		if seen[e] || !mayBox(e) || e.words+max(outOfBoxes, 2*e.words) > kept {
			continue
		}
		seen[e] = true
		if k := s.boxKind(e); k != "" {
			box, kind = e, k
		}
	}
	return box, kind
}

// mayBox reports an element that boxes are made of.
func mayBox(e *element) bool {
	switch e.node.DataAtom {
	case atom.Div, atom.Section, atom.Aside, atom.Form, atom.Fieldset, atom.Figure, atom.Center:
		return e.up != nil && e.last-e.first > 1 || e.node.DataAtom == atom.Form
	}
	return e.up != nil && e.node.DataAtom == 0 // an element of the site's own
}

// boxKind is what a box asks for, or "": it is none. A real paragraph that asks for nothing, a table, a quote, or what a
// witness has make a box part of the story.
func (s *story) boxKind(e *element) string {
	kind, press, asks := "", e.node.DataAtom == atom.Form, 0
	for _, b := range s.blocks[e.first:e.last] {
		if b.shape == media {
			continue
		}
		x := s.say(b)
		k := s.askOf(b, x)
		switch {
		case b.told && b.words > 6, b.wish != noWish, x.has(familyKeep), b.shape == cell, b.shape == code,
			b.inside(atom.Blockquote):
			return ""
		case k == "" && b.long() && e.groups&(gNewsletter|gPaywall) == 0:
			return ""
		case k != "":
			asks++
			if kind == "" || kind == KindSignIn {
				kind = k
			}
		}
		press = press || b.shape == button || b.linkOnly() && b.words <= 8 || b.inside(atom.Form)
	}
	if e.groups&gNewsletter != 0 && e.groups&(gBody|gArticle) == 0 && (press || hasForm(e.node)) {
		return first(kind, KindNewsletter)
	}
	if asks == 0 || !(press || hasForm(e.node)) || s.say(s.blocks[e.first])[familyPrompt] == KindRelated {
		return ""
	}
	return kind
}

// askOf is what a line of a box asks for, or "".
func (s *story) askOf(b *block, x saying) string {
	switch k := x[familyPrompt]; k {
	case KindNewsletter, KindSubscribe, KindApp, KindFollow, KindDonate, KindSignIn:
		return k
	}
	switch k := first(x[familyHeading], x[familyClosed]); k {
	case KindNewsletter, KindPodcast, KindApp, KindFollow:
		return k
	}
	if b.words > 45 {
		return ""
	}
	k, known := s.asks[b]
	if !known {
		k = asksInside(b.text, true)
		if s.asks == nil {
			s.asks = map[*block]string{}
		}
		s.asks[b] = k
	}
	return k
}

// hasForm reports that a box has something to fill in or to press.
func hasForm(n *html.Node) bool {
	for c := range n.Descendants() {
		switch c.DataAtom {
		case atom.Form, atom.Input, atom.Button:
			return true
		}
	}
	return false
}
