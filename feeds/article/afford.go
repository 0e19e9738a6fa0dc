package article

import (
	"bytes"
	"io"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxCost is how many nodes a page may come to in the tree, by the worst estimate. A tree of so many takes some 60 MB.
const maxCost = 250_000

// maxToken is how many bytes a tag, a script or a text may have.
const maxToken = 4 << 20

// textCost is how many bytes of text count as a node: to look at them takes its time.
const textCost = 10

// affordable is how many bytes at the beginning of a page make a tree of at most maxCost nodes. Each tag and each text is one;
// but elements that only format are opened anew by the parser in every block until they are closed, so that a few hundred of them
// make of each later text a few hundred nodes.
func affordable(page []byte) int {
	if n := bytes.Count(page, []byte("<")); n*n < maxCost && len(page) < textCost*maxCost/2 {
		return len(page)
	}
	var f formats
	cost, at := 0, 0
	z := html.NewTokenizer(bytes.NewReader(page))
	z.SetMaxBuf(maxToken)
	for {
		t := z.Next()
		switch {
		case t == html.ErrorToken && z.Err() != io.EOF:
			return at
		case t == html.ErrorToken:
			return len(page)
		}
		raw := z.Raw()
		n := len(raw)
		if cost += f.cost(t, raw, z); cost > maxCost {
			return at
		}
		at += n
	}
}

// cost is how many nodes a token makes, at most.
func (f *formats) cost(t html.TokenType, raw []byte, z *html.Tokenizer) int {
	tag := f.last
	switch t {
	case html.TextToken:
		n := 1 + f.open
		if !mute(tag) {
			n += len(raw) / textCost
		}
		return n
	case html.StartTagToken, html.SelfClosingTagToken:
		n := 1 + f.open
		f.last = tagOf(raw)
		f.start(f.last, raw)
		for more := len(raw) > 200; more; n++ { // attributes take room, too
			_, _, more = z.TagAttr()
		}
		return n
	case html.EndTagToken:
		f.last = 0
		return 1 + f.end(tagOf(raw))
	}
	return 1
}

// tagOf is the name of a raw tag, as an atom.
func tagOf(raw []byte) atom.Atom {
	name := bytes.TrimPrefix(raw[1:], []byte("/"))
	if i := bytes.IndexAny(name, " \t\r\n\f/>"); i >= 0 {
		name = name[:i]
	}
	return atom.Lookup(bytes.ToLower(name[:min(len(name), 8)]))
}

// formats are the formatting elements that have been opened and not closed.
type formats struct {
	tags []format
	same map[string]int
	last atom.Atom // the element that the tag before has opened; 0: none
	open int       // of them, those that are opened anew: the parser takes three of those that are alike
}

type format struct {
	tag atom.Atom
	raw string
}

const alike = 3

func (f *formats) start(tag atom.Atom, raw []byte) {
	switch tag {
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
	default:
		return
	}
	if f.same == nil {
		f.same = map[string]int{}
	}
	f.tags = append(f.tags, format{tag, string(raw)})
	if f.same[string(raw)]++; f.same[string(raw)] <= alike {
		f.open++
	}
}

// end closes the last element of a tag, and returns how many nodes that may make: those that stay open around it are copied.
func (f *formats) end(tag atom.Atom) int {
	for i := len(f.tags) - 1; i >= 0; i-- {
		if f.tags[i].tag != tag {
			continue
		}
		raw := f.tags[i].raw
		f.tags = append(f.tags[:i], f.tags[i+1:]...)
		copies := 4 * min(f.open, 8)
		if f.same[raw]--; f.same[raw] < alike {
			f.open--
		}
		if i == len(f.tags) {
			return 0 // nothing was opened since
		}
		return copies
	}
	return 0
}
