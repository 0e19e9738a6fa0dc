package article

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/internal/safe"
)

// renderer builds a clean tree of the kept blocks out of the page's own elements: paragraphs, headings, lists, quotes,
// tables, code, figures, and in them links, emphasis and line breaks; nothing else.
type renderer struct {
	l        *layout
	base     *url.URL
	captions map[*block][]*block // of pictures
	shown    map[string]bool     // pictures, alone and with their captions
	blocks   int
	bytes    int
	full     bool // a limit is reached
	whole    bool // there is no limit
	depth    int  // open lists and quotes
}

// maxNested is how deep lists and quotes may stand in each other.
const maxNested = 12

// tree renders everything under root.
func (r *renderer) tree(root *html.Node) *html.Node {
	out := element0(atom.Div)
	r.shown = map[string]bool{}
	r.children(root, out)
	return out
}

func element0(a atom.Atom) *html.Node {
	return &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
}

func (r *renderer) children(n, out *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if r.full {
			return
		}
		if b := r.l.owner[c]; b != nil {
			if b.keep && b.nodes[0] == c {
				r.block(b, out)
			}
			continue
		}
		if c.Type == html.ElementNode && !mute(c.DataAtom) && !forEars(c) {
			r.element(c, out)
		}
	}
}

// element renders an element that holds blocks.
func (r *renderer) element(n, out *html.Node) {
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Blockquote:
		if r.depth >= maxNested {
			r.children(n, out)
			return
		}
		r.depth++
		r.wrap(n, out, n.DataAtom)
		r.depth--
	case atom.Li:
		if out.DataAtom != atom.Ul && out.DataAtom != atom.Ol {
			r.children(n, out)
			return
		}
		r.wrap(n, out, atom.Li)
	case atom.Table:
		if !r.table(n, out) {
			r.children(n, out)
		}
	default:
		r.children(n, out)
	}
}

// wrap renders the children of n into a new element, which is left out when it stays empty.
func (r *renderer) wrap(n, out *html.Node, a atom.Atom) {
	e := element0(a)
	if start := attr(n, "start"); a == atom.Ol && start != "" {
		if k, err := strconv.Atoi(start); err == nil && k >= 0 && k < 1e6 {
			e.Attr = []html.Attribute{{Key: "start", Val: start}}
		}
	}
	r.children(n, e)
	if e.FirstChild != nil {
		out.AppendChild(e)
	}
}

// block renders one kept block.
func (r *renderer) block(b *block, out *html.Node) {
	r.blocks++
	r.bytes += len(b.text) + 8
	if !r.whole && (r.blocks > maxBlocks || r.bytes > maxOutput) {
		r.full = true
		return
	}
	var e *html.Node
	switch b.shape {
	case media:
		r.figure(b, out)
		return
	case code:
		e = element0(atom.Pre)
		c := element0(atom.Code)
		c.AppendChild(textNode(b.text))
		e.AppendChild(c)
		out.AppendChild(e)
		return
	case heading:
		e = element0(headingAtom(b.level))
	case term:
		e = element0(atom.P)
		if b.inside(atom.Dt) {
			s := element0(atom.Strong)
			e.AppendChild(s)
			r.inline(b.nodes, s)
			out.AppendChild(e)
			return
		}
	default:
		e = element0(atom.P)
	}
	r.inline(b.nodes, e)
	trimInline(e)
	if e.FirstChild != nil {
		out.AppendChild(e)
	}
}

func headingAtom(level int) atom.Atom {
	switch {
	case level <= 2:
		return atom.H2
	case level == 3:
		return atom.H3
	case level == 4:
		return atom.H4
	}
	return atom.H5
}

func textNode(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

// inline renders inline nodes.
func (r *renderer) inline(nodes []*html.Node, out *html.Node) {
	for _, n := range nodes {
		r.inlineNode(n, out)
	}
}

func (r *renderer) inlineNode(n, out *html.Node) {
	switch {
	case n.Type == html.TextNode:
		if s := inlineText(n.Data); s != "" {
			out.AppendChild(textNode(s))
		}
		return
	case n.Type != html.ElementNode || mute(n.DataAtom) || forEars(n):
		return
	}
	var e *html.Node
	switch n.DataAtom {
	case atom.Br:
		out.AppendChild(element0(atom.Br))
		return
	case atom.Img:
		if isEmoji(n) {
			out.AppendChild(textNode(inlineText(attr(n, "alt"))))
		}
		return
	case atom.A:
		if href := resolve(r.base, attr(n, "href")); href != "" && !under(out, atom.A) {
			e = element0(atom.A)
			e.Attr = []html.Attribute{{Key: "href", Val: href}}
		}
	case atom.Strong, atom.B:
		if !under(out, atom.Strong) {
			e = element0(atom.Strong)
		}
	case atom.Em, atom.I, atom.Cite, atom.Dfn:
		if !under(out, atom.Em) {
			e = element0(atom.Em)
		}
	case atom.Code, atom.Kbd, atom.Samp, atom.Tt:
		if s := strings.TrimSpace(inlineText(nodeText(n))); s != "" {
			e = element0(atom.Code)
			e.AppendChild(textNode(s))
			out.AppendChild(e)
		}
		return
	case atom.Q:
		out.AppendChild(textNode("“"))
		r.inlineChildren(n, out)
		out.AppendChild(textNode("”"))
		return
	case atom.Rp:
		return
	case atom.Rt:
		out.AppendChild(textNode("("))
		r.inlineChildren(n, out)
		out.AppendChild(textNode(")"))
		return
	}
	if e == nil {
		r.inlineChildren(n, out)
		return
	}
	out.AppendChild(e) // first, so that under sees what is around
	r.inlineChildren(n, e)
	if strings.TrimSpace(rawText(e)) == "" {
		s := rawText(e)
		out.RemoveChild(e)
		if s != "" {
			out.AppendChild(textNode(" "))
		}
	}
}

func (r *renderer) inlineChildren(n, out *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.inlineNode(c, out)
	}
}

func under(n *html.Node, a atom.Atom) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == a {
			return true
		}
	}
	return false
}

// inlineText cleans the text of a node; white space at its ends stays, as one space.
func inlineText(s string) string {
	clean := oneLine(s)
	if clean == "" {
		if s != "" {
			return " "
		}
		return ""
	}
	if spaceAt(s, true) {
		clean = " " + clean
	}
	if spaceAt(s, false) {
		clean += " "
	}
	return clean
}

func spaceAt(s string, start bool) bool {
	if start {
		return strings.TrimLeft(s, " \t\r\n\f\u00a0\u2003\u2009") != s
	}
	return strings.TrimRight(s, " \t\r\n\f\u00a0\u2003\u2009") != s
}

// trimInline takes line breaks and white space off both ends.
func trimInline(e *html.Node) {
	for c := e.FirstChild; c != nil && blankNode(c); c = e.FirstChild {
		e.RemoveChild(c)
	}
	for c := e.LastChild; c != nil && blankNode(c); c = e.LastChild {
		e.RemoveChild(c)
	}
}

func blankNode(n *html.Node) bool {
	return n.DataAtom == atom.Br || n.Type == html.TextNode && strings.TrimSpace(n.Data) == ""
}

// rawText is the text of a clean node.
func rawText(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if n.DataAtom == atom.Br {
		return " "
	}
	var out strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out.WriteString(rawText(c))
	}
	return out.String()
}

// figure renders a picture with its captions.
func (r *renderer) figure(b *block, out *html.Node) {
	n := b.nodes[0]
	src := resolve(r.base, pictureOf(n))
	key, _, _ := strings.Cut(src, "?")
	var words []string
	label := ""
	for _, c := range r.captions[b] {
		if !slices.Contains(words, c.text) {
			words = append(words, c.text)
			between := " "
			if first, _ := utf8.DecodeRuneInString(c.text); apart(label, first) {
				between = " · "
			}
			label = strings.TrimSpace(label + between + c.text)
		}
	}
	if src == "" || r.shown[key] && (label == "" || r.shown[key+"\n"+label]) {
		return // the same picture again, with nothing new to say
	}
	r.shown[key], r.shown[key+"\n"+label] = true, true
	e := element0(atom.Figure)
	img := element0(atom.Img)
	img.Attr = []html.Attribute{{Key: "src", Val: src}, {Key: "alt", Val: oneLine(altOf(n))}}
	e.AppendChild(img)
	if label != "" {
		c := element0(atom.Figcaption)
		c.AppendChild(textNode(label))
		e.AppendChild(c)
	}
	out.AppendChild(e)
}

// altOf is the alternative text of a picture.
func altOf(n *html.Node) string {
	if n.DataAtom != atom.Picture {
		return attr(n, "alt")
	}
	for c := range n.Descendants() {
		if c.DataAtom == atom.Img {
			return attr(c, "alt")
		}
	}
	return ""
}

// table renders a table of data; false: it is none, its cells are set as paragraphs.
func (r *renderer) table(n, out *html.Node) bool {
	var rows [][]*html.Node
	columns, cells, kept := 0, 0, 0
	for tr := range n.Descendants() {
		if tr.DataAtom == atom.Table {
			return false
		}
		if tr.DataAtom != atom.Tr {
			continue
		}
		var row []*html.Node
		for td := tr.FirstChild; td != nil; td = td.NextSibling {
			if td.DataAtom != atom.Td && td.DataAtom != atom.Th {
				continue
			}
			cell := element0(atom.Td)
			cells++
			if r.cell(td, cell) {
				kept++
			}
			row = append(row, cell)
			for span, _ := strconv.Atoi(attr(td, "colspan")); span > 1 && len(row) < 40; span-- {
				row = append(row, element0(atom.Td))
			}
		}
		if len(row) > 0 {
			columns = max(columns, len(row))
			rows = append(rows, row)
		}
	}
	if len(rows) < 2 || columns < 2 || kept == 0 || columns > 40 {
		return false
	}
	for c := range n.Descendants() {
		if c.DataAtom == atom.Ul || c.DataAtom == atom.Ol || c.DataAtom == atom.Blockquote ||
			c.DataAtom == atom.Figure || c.DataAtom == atom.Pre {
			return false
		}
	}
	t := element0(atom.Table)
	for _, row := range rows {
		tr := element0(atom.Tr)
		text := ""
		for _, cell := range row {
			tr.AppendChild(cell)
			text += rawText(cell)
		}
		for range columns - len(row) {
			tr.AppendChild(element0(atom.Td))
		}
		if strings.TrimSpace(text) != "" {
			t.AppendChild(tr)
			r.blocks++
			r.bytes += len(text)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Caption {
			r.children(c, out)
		}
	}
	out.AppendChild(t)
	return true
}

// cell renders the kept blocks of a cell as one line and reports that there are any.
func (r *renderer) cell(td, out *html.Node) bool {
	found := false
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if b := r.l.owner[c]; b != nil {
				if b.keep && b.nodes[0] == c && b.shape != media {
					if found {
						out.AppendChild(textNode(" "))
					}
					found = true
					r.inline(b.nodes, out)
				}
			} else if c.Type == html.ElementNode && !mute(c.DataAtom) {
				walk(c)
			}
		}
	}
	walk(td)
	for c := out.FirstChild; c != nil; {
		next := c.NextSibling
		if c.DataAtom == atom.Br {
			out.InsertBefore(textNode(" "), c)
			out.RemoveChild(c)
		}
		c = next
	}
	trimInline(out)
	return found
}

// lines is a clean tree as plain text, one block a line. Pictures and captions are no text.
func lines(n *html.Node, out []string) []string {
	switch n.DataAtom {
	case atom.Figure:
		return out
	case atom.P, atom.H2, atom.H3, atom.H4, atom.H5:
		if s := safe.Line(rawText(n)); s != "" {
			out = append(out, s)
		}
		return out
	case atom.Pre:
		for s := range strings.SplitSeq(rawText(n), "\n") {
			if s = strings.TrimRight(s, " "); s != "" {
				out = append(out, s)
			}
		}
		return out
	case atom.Tr:
		var cells []string
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if s := safe.Line(rawText(c)); s != "" {
				cells = append(cells, s)
			}
		}
		return append(out, strings.Join(cells, " | "))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = lines(c, out)
	}
	return out
}
