package article

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// element is an element of the page with what the judge asks about it.
type element struct {
	node   *html.Node
	up     *element
	depth  int
	groups groups // what its class, id, role and label say
	hidden bool   // by style or attribute, itself or something around it

	first, last int // its blocks: [first, last)
	words       int // of its blocks
	linked      int // of these, in links
	long        int // words of its long paragraphs
}

// shape is what a block is in the page.
type shape uint8

const (
	loose shape = iota // text in a div or the like
	para
	heading
	item
	cell
	code
	caption
	term
	button
	media
)

// block is a line of text, or a picture, with its place in the page.
type block struct {
	above  int          // characters of the text before it; known when it is listed as hidden
	nodes  []*html.Node // neighbouring inline nodes; for code and media the element itself
	in     *element     // the element they stand in
	shape  shape
	level  int // of a heading
	text   string
	words  int
	linked int // words in links
	links  int

	p         float64 // the judge's probability that it belongs to the story
	keep      bool
	kind      string // of the hidden block
	reason    string
	isCaption bool     // it says what a picture nearby shows
	plain     bool     // it is a caption, and text: there is no other
	told      bool     // a witness has it: never dropped by a rule
	advice    bool     // the adviser has it
	wish      wish     // what the reader's own rules say
	box       *element // the box it went with, see boxes.go
}

// long reports a paragraph that reads like one: not a caption, a teaser or a menu.
func (b *block) long() bool {
	return b.words >= 18 && b.linked*2 < b.words && b.shape != code && sentenceEnd(b.text)
}

// linkOnly reports a line that is nothing but links.
func (b *block) linkOnly() bool { return b.words > 0 && b.linked*5 >= b.words*4 }

// within returns the nearest element around b for which ok holds, or nil.
func (b *block) within(ok func(*element) bool) *element {
	for e := b.in; e != nil; e = e.up {
		if ok(e) {
			return e
		}
	}
	return nil
}

// inside reports that b stands in one of the tags.
func (b *block) inside(tags ...atom.Atom) bool {
	return b.within(func(e *element) bool { return slices.Contains(tags, e.node.DataAtom) }) != nil
}

// within reports that e is or stands in an element with this tag.
func (e *element) within(a atom.Atom) bool {
	for ; e != nil; e = e.up {
		if e.node.DataAtom == a {
			return true
		}
	}
	return false
}
