package article

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// layout is a page cut into blocks.
type layout struct {
	blocks []*block
	root   *element
	owner  map[*html.Node]*block // first level nodes of the blocks
	blocky map[*html.Node]bool   // inline elements that hold blocks or pictures
	bytes  int                   // of text in the blocks
}

// maxText is how many bytes of text of a page are looked at: eight times what is shown of one.
const maxText = 2 << 20

// cut turns a page into its blocks.
func cut(body *html.Node) *layout {
	l := &layout{owner: map[*html.Node]*block{}, blocky: map[*html.Node]bool{}}
	l.markBlocky(body)
	l.root = &element{node: body}
	l.walk(l.root)
	l.sum()
	return l
}

// markBlocky notes the elements that hold blocks or pictures.
func (l *layout) markBlocky(n *html.Node) bool {
	found := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && !mute(c.DataAtom) && l.markBlocky(c) {
			found = true
		}
	}
	if !found && n.DataAtom == atom.A && spansApart(n) && !under(n, atom.P) {
		found = true
	}
	if found {
		l.blocky[n] = true
	}
	return found || n.Type == html.ElementNode && (isBlock(n.DataAtom) || isMedia(n.DataAtom) && !isEmoji(n))
}

func (l *layout) walk(e *element) {
	e.first = len(l.blocks)
	defer func() { e.last = len(l.blocks) }()
	if e.node.DataAtom == atom.Pre {
		l.add(e, []*html.Node{e.node}, code)
		return
	}
	var run []*html.Node
	breaks := 0
	flush := func() {
		if len(run) > 0 {
			l.add(e, run, l.shapeIn(e))
		}
		run, breaks = nil, 0
	}
	apart := spansApart(e.node)
	for c := e.node.FirstChild; c != nil && l.bytes < maxText; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			if breaks > 0 && strings.TrimSpace(c.Data) != "" {
				breaks = 0
			}
			run = append(run, c)
		case c.Type != html.ElementNode || mute(c.DataAtom) || forEars(c):
		case c.DataAtom == atom.Br:
			if breaks++; breaks > 1 {
				flush()
				continue
			}
			run = append(run, c)
		case isMedia(c.DataAtom) && !isEmoji(c):
			flush()
			if pictureOf(c) != "" {
				l.add(l.child(e, c), []*html.Node{c}, media)
			}
		case isBlock(c.DataAtom) || l.blocky[c]:
			flush()
			l.walk(l.child(e, c))
		default:
			if apart && len(run) > 0 {
				flush()
			}
			breaks = 0
			run = append(run, c)
		}
	}
	flush()
}

func (l *layout) child(e *element, n *html.Node) *element {
	c := &element{node: n, up: e, depth: e.depth + 1, first: len(l.blocks), last: len(l.blocks) + 1}
	c.groups = groupsOf(n)
	c.hidden = e.hidden || isHidden(n)
	return c
}

// spansApart reports that the element children of n are pieces of furniture set side by side, such as section, headline
// and reading time of a teaser: no text between them, and each with a class of its own.
func spansApart(n *html.Node) bool {
	if n.DataAtom == atom.P {
		return false
	}
	seen := map[string]bool{}
	count := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) != "":
			return false
		case c.Type == html.ElementNode && !mute(c.DataAtom):
			class := attr(c, "class")
			switch {
			case c.DataAtom == atom.Time:
				class = "time"
			case c.DataAtom == atom.A:
				class = "link " + strconv.Itoa(count)
			}
			if class == "" || isFormat(c.DataAtom) {
				return false
			}
			count++
			seen[class] = true
		}
	}
	return count > 1 && len(seen) == count
}

// add makes a block of a run of nodes, unless it holds no text.
func (l *layout) add(e *element, run []*html.Node, s shape) {
	b := &block{nodes: run, in: e, shape: s}
	if s != media {
		t := textBuilder{pieces: s == caption || e.within(atom.Figure)}
		for _, n := range run {
			t.add(n, false)
		}
		b.text = t.text(s == code)
		if b.text == "" {
			return
		}
		b.words, b.links = countWords(b.text), t.links
		b.linked = min(b.words, countWords(t.linked.String()))
		if e.within(atom.A) {
			b.linked, b.links = b.words, max(1, b.links)
		}
	}
	if s == heading {
		b.level = headingLevel(e)
		if b.links > 0 && pointsHere(e, run) {
			b.links, b.linked = 0, 0
		}
	}
	for _, n := range run {
		l.owner[n] = b
	}
	l.blocks = append(l.blocks, b)
	l.bytes += len(b.text)
}

// pointsHere reports that all links of a heading, around or in it, lead to a place on its own page, as permanent links do.
func pointsHere(e *element, run []*html.Node) bool {
	for ; e != nil; e = e.up {
		if e.node.DataAtom == atom.A && attr(e.node, "href") != "" {
			return isAnchor(e.node)
		}
	}
	for _, n := range run {
		if n.DataAtom == atom.A && attr(n, "href") != "" && !isAnchor(n) {
			return false
		}
		for c := range n.Descendants() {
			if c.DataAtom == atom.A && attr(c, "href") != "" && !isAnchor(c) {
				return false
			}
		}
	}
	return true
}

// shapeIn is the shape of text that stands directly in e.
func (l *layout) shapeIn(e *element) shape {
	for ; e != nil; e = e.up {
		switch e.node.DataAtom {
		case atom.P:
			return para
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return heading
		case atom.Li:
			return item
		case atom.Td, atom.Th:
			return cell
		case atom.Figcaption, atom.Caption:
			return caption
		case atom.Dt, atom.Dd:
			return term
		case atom.Button, atom.Label, atom.Legend, atom.Summary:
			return button
		}
		if isBlock(e.node.DataAtom) {
			if e.up != nil && isHeading(e.up.node.DataAtom) {
				return heading
			}
			return loose
		}
	}
	return loose
}

func headingLevel(e *element) int {
	for ; e != nil; e = e.up {
		if d := e.node.Data; len(d) == 2 && d[0] == 'h' && d[1] >= '1' && d[1] <= '6' {
			return int(d[1] - '0')
		}
	}
	return 2
}

// sum adds up what the blocks of every element have.
func (l *layout) sum() {
	for _, b := range l.blocks {
		long := 0
		if b.long() {
			long = b.words
		}
		for e := b.in; e != nil; e = e.up {
			e.words += b.words
			e.linked += b.linked
			e.long += long
		}
	}
}
