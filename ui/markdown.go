package ui

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	glamour "charm.land/glamour/v2/ansi"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"dateline/internal/safe"
)

// Glamour prints the address behind every link, which in a news text is most of the ink. Here links are marked before
// rendering with characters of no width, that cleaned text cannot contain, and the marks become OSC 8 hyperlinks afterwards,
// whatever line breaks came between. The mark of a link is linkStart and four digits in base 16, as variation selectors.
const (
	linkStart = '\u2061'
	linkEnd   = '\u2062'
	digitZero = '\ufe00'
	maxLinks  = 1 << 16
	// maxDepth is how deep quotes and lists may nest. Wrapping cost grows exponentially with depth: 60 quotes take half a
	// second, 70 take ten.
	maxDepth = 10
	// maxMarkdown is how many bytes are set at once.
	maxMarkdown = 256 << 10
	// maxBlocks is how many paragraphs, headings and the like are set at once.
	maxBlocks = 2000
)

// markdownLines sets Markdown in lines of at most width columns. Colours and hyperlinks open and close within a line. Every line
// has passed safe.Terminal.
func markdownLines(source string, width int, t theme) []string {
	if len(source) > maxMarkdown {
		source = strings.ToValidUTF8(source[:maxMarkdown], "") + "\n\n…\n"
	}
	doc, src, links := parseMarkdown([]byte(source))
	return setter{src, links, t}.blocks(doc, width, false)
}

// setter sets the blocks of a document. Lists and quotes it indents itself: Glamour lets the second line of a bullet start under
// the bullet, and its cost doubles with each level of nesting. Everything else is Glamour's.
type setter struct {
	source []byte
	links  []string
	theme  theme
}

// partSize is how many blocks are handed to Glamour at once: what a block costs there grows with all before it.
const partSize = 20

// blocks sets the blocks below a node, with an empty line between them unless they stand close.
func (s setter) blocks(parent ast.Node, width int, tight bool) []string {
	width = max(width, 10)
	var lines []string
	add := func(more []string) {
		if len(lines) > 0 && len(more) > 0 && !tight {
			lines = append(lines, "")
		}
		lines = append(lines, more...)
	}
	part := ast.NewDocument()
	flush := func() {
		if part.HasChildren() {
			add(s.glamour(part, width))
			part = ast.NewDocument()
		}
	}
	for c := parent.FirstChild(); c != nil; c = parent.FirstChild() {
		parent.RemoveChild(parent, c)
		switch c := c.(type) {
		case *ast.List:
			flush()
			add(s.list(c, width))
			continue
		case *ast.Blockquote:
			flush()
			bar := lipgloss.NewStyle().Foreground(lipgloss.Color(s.theme.p.faintest)).Render("▏ ")
			add(indent(s.quoted().blocks(c, width-2, false), bar, bar))
			continue
		case *ast.TextBlock:
			part.AppendChild(part, paragraph(c))
		default:
			part.AppendChild(part, c)
		}
		if part.ChildCount() >= partSize {
			flush()
		}
	}
	flush()
	return lines
}

// quoted is the setter for what stands in a quote.
func (s setter) quoted() setter {
	s.theme.p.text = s.theme.p.quote
	return s
}

// list sets a list, every line of an item behind its bullet or number.
func (s setter) list(l *ast.List, width int) []string {
	last := fmt.Sprint(l.Start + l.ChildCount() - 1)
	var lines []string
	for n := l.Start; l.HasChildren(); n++ {
		item := l.FirstChild()
		l.RemoveChild(l, item)
		bullet := "• "
		if l.IsOrdered() {
			bullet = fmt.Sprintf("%*d. ", len(last), n)
		}
		if box := takeCheckBox(item); box != "" {
			bullet = box
		}
		set := s.blocks(item, width-ansi.StringWidth(bullet), l.IsTight)
		if len(set) == 0 {
			continue
		}
		if len(lines) > 0 && !l.IsTight {
			lines = append(lines, "")
		}
		lines = append(lines, indent(set, s.theme.faint.Render(bullet), strings.Repeat(" ", ansi.StringWidth(bullet)))...)
	}
	return lines
}

// takeCheckBox takes the check box of a task out of its item.
func takeCheckBox(item ast.Node) string {
	if item.FirstChild() == nil {
		return ""
	}
	box, ok := item.FirstChild().FirstChild().(*extast.TaskCheckBox)
	if !ok {
		return ""
	}
	box.Parent().RemoveChild(box.Parent(), box)
	return pick(box.IsChecked, "☑ ", "☐ ")
}

// paragraph is the text of a list item as a block of its own.
func paragraph(t *ast.TextBlock) ast.Node {
	p := ast.NewParagraph()
	for c := t.FirstChild(); c != nil; c = t.FirstChild() {
		p.AppendChild(p, c)
	}
	return p
}

// indent puts something before the first line and before the others.
func indent(lines []string, first, others string) []string {
	for i := range lines {
		switch {
		case i == 0:
			lines[i] = first + lines[i]
		case lines[i] != "" || strings.TrimSpace(ansi.Strip(others)) != "":
			lines[i] = others + lines[i]
		}
	}
	return lines
}

// glamour has Glamour set blocks. A Glamour renderer is not safe for concurrent use and keeps state: one for each.
func (s setter) glamour(doc ast.Node, width int) []string {
	wrap := true
	r := renderer.NewRenderer(renderer.WithNodeRenderers(util.Prioritized(glamour.NewRenderer(glamour.Options{
		WordWrap: width, TableWrap: &wrap, InlineTableLinks: true, PreserveNewLines: true, Styles: s.theme.markdown(),
	}), 1000)))
	var out bytes.Buffer
	if err := r.Render(&out, s.source, doc); err != nil {
		return []string{s.theme.warning.Render(cut("This part cannot be shown: "+safe.Line(err.Error()), width))}
	}
	return finishLines(out.String(), s.links)
}

// Print sets Markdown in lines of at most width columns for a terminal, as the reader shows it: in colours for a dark or a light
// background, with links as OSC 8 hyperlinks, and harmless.
func Print(source string, width int, dark bool) string {
	return strings.Join(markdownLines(source, width, newTheme(dark)), "\n") + "\n"
}

// parseMarkdown reads Markdown and marks its links. The source it returns is the one given with the marks behind it: text nodes
// are slices of a source.
func parseMarkdown(source []byte) (ast.Node, []byte, []string) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList))
	doc := md.Parser().Parse(text.NewReader(source))
	m := marker{source: bytes.Clone(source)}
	prune(doc)
	m.mark(doc)
	return doc, m.source, m.links
}

// prune keeps a document within what can be set in a moment: raw HTML goes, quotes and lists that lie too deep become a
// paragraph, what comes after maxBlocks blocks goes.
func prune(doc ast.Node) {
	blocks := 0
	var walk func(n ast.Node, depth int)
	walk = func(n ast.Node, depth int) {
		for c := n.FirstChild(); c != nil; {
			next := c.NextSibling()
			switch {
			case c.Kind() == ast.KindHTMLBlock, c.Kind() == ast.KindRawHTML, blocks > maxBlocks:
				n.RemoveChild(n, c)
			case nests(c) && depth >= maxDepth:
				n.ReplaceChild(n, c, flat(c))
				blocks++
			default:
				if c.Type() == ast.TypeBlock {
					blocks++
				}
				if nests(c) {
					walk(c, depth+1)
				} else {
					walk(c, depth)
				}
			}
			c = next
		}
	}
	walk(doc, 0)
}

// flat is one paragraph of all the words below a block.
func flat(block ast.Node) ast.Node {
	p := ast.NewParagraph()
	var gather func(n ast.Node)
	gather = func(n ast.Node) {
		for c := n.FirstChild(); c != nil; {
			next := c.NextSibling()
			if c.Type() == ast.TypeInline {
				p.AppendChild(p, c)
			} else {
				gather(c)
			}
			c = next
		}
	}
	gather(block)
	return p
}

func nests(n ast.Node) bool {
	return n.Kind() == ast.KindBlockquote || n.Kind() == ast.KindList
}

// marker puts marks around links and notes their addresses.
type marker struct {
	source []byte
	links  []string
}

func (m *marker) mark(n ast.Node) {
	for c := n.FirstChild(); c != nil; {
		next := c.NextSibling()
		switch c := c.(type) {
		case *ast.Link:
			m.around(n, c, string(c.Destination))
			c.Destination = inside
		case *ast.Image:
			m.image(n, c)
		case *ast.AutoLink:
			m.autoLink(n, c)
		case *ast.Text:
			m.lineBreak(n, c)
		default:
			m.mark(c)
		}
		c = next
	}
}

// around puts the marks of a link before and after a node.
func (m *marker) around(parent, n ast.Node, address string) {
	if address = safe.URL(address); address == "" || len(m.links) >= maxLinks-1 {
		return
	}
	parent.InsertBefore(parent, n, m.text(startMark(len(m.links))))
	parent.InsertAfter(parent, n, m.text(string(linkEnd)))
	m.links = append(m.links, address)
}

// image leaves the alternative text of a picture, as a link to it; a picture without words says so.
func (m *marker) image(parent ast.Node, n *ast.Image) {
	link := m.link("▨ ")
	if n.FirstChild() == nil {
		link.AppendChild(link, m.text("picture"))
	}
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		link.AppendChild(link, c)
	}
	parent.ReplaceChild(parent, n, link)
	m.around(parent, link, string(n.Destination))
}

// lineBreak keeps the line breaks that were meant: hard ones, and the one between a picture and its caption.
func (m *marker) lineBreak(parent ast.Node, n *ast.Text) {
	if !n.SoftLineBreak() {
		return
	}
	n.SetSoftLineBreak(false)
	if n.Segment.Len() == 0 && n.PreviousSibling() != nil && n.PreviousSibling().Kind() == ast.KindText && m.endsPicture(n.PreviousSibling()) {
		n.SetHardLineBreak(true)
		return
	}
	parent.InsertAfter(parent, n, m.text(" "))
}

// endsPicture reports that a text node is the mark behind a picture.
func (m *marker) endsPicture(n ast.Node) bool {
	link := n.PreviousSibling()
	if link == nil || link.Kind() != ast.KindLink || link.FirstChild() == nil {
		return false
	}
	first, ok := link.FirstChild().(*ast.Text)
	return ok && string(first.Segment.Value(m.source)) == "▨ "
}

// autoLink shows a bare address as a link on itself.
func (m *marker) autoLink(parent ast.Node, n *ast.AutoLink) {
	label := m.text(string(n.Label(m.source)))
	if n.AutoLinkType != ast.AutoLinkURL {
		parent.ReplaceChild(parent, n, label)
		return
	}
	link := m.link("")
	link.AppendChild(link, label)
	parent.ReplaceChild(parent, n, link)
	m.around(parent, link, string(n.URL(m.source)))
}

// inside is an address that Glamour does not print: that of a link within the page.
var inside = []byte("#")

// link is a link whose address is written by hyperlinks, with words before what it will hold.
func (m *marker) link(words string) *ast.Link {
	link := ast.NewLink()
	link.Destination = inside
	if words != "" {
		link.AppendChild(link, m.text(words))
	}
	return link
}

// text is a node of text that the source did not have.
func (m *marker) text(s string) ast.Node {
	from := len(m.source)
	m.source = append(m.source, s...)
	return ast.NewTextSegment(text.NewSegment(from, len(m.source)))
}

func startMark(n int) string {
	return string([]rune{linkStart, digit(n >> 12), digit(n >> 8), digit(n >> 4), digit(n)})
}

func digit(n int) rune { return digitZero + rune(n&15) }

// finishLines turns link marks into hyperlinks, drops the spaces Glamour fills its lines with and the empty lines at both
// ends, and folds more than one empty line into one.
func finishLines(rendered string, links []string) []string {
	var lines []string
	current := ""
	for _, raw := range strings.Split(rendered, "\n") {
		var line string
		line, current = hyperlinks(raw, links, current)
		line = trimRight(safe.Terminal(line))
		if ansi.StringWidth(line) == 0 {
			line = ""
		}
		if line == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		lines = append(lines, line)
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// hyperlinks replaces the marks of a line; current is the address of a link that began on an earlier line, and what the next
// line has to be called with comes back.
func hyperlinks(line string, links []string, current string) (string, string) {
	if current == "" && !strings.ContainsRune(line, linkStart) && !strings.ContainsRune(line, linkEnd) {
		return line, ""
	}
	var b strings.Builder
	if current != "" {
		b.WriteString(ansi.SetHyperlink(current))
	}
	rest := line
	for {
		i := strings.IndexAny(rest, string([]rune{linkStart, linkEnd}))
		if i < 0 {
			break
		}
		b.WriteString(rest[:i])
		if rest = rest[i:]; strings.HasPrefix(rest, string(linkEnd)) {
			rest = rest[len(string(linkEnd)):]
			b.WriteString(ansi.ResetHyperlink())
			current = ""
			continue
		}
		var n int
		n, rest = readMark(rest)
		if n < len(links) {
			current = links[n]
			b.WriteString(ansi.SetHyperlink(current))
		}
	}
	b.WriteString(rest)
	if current != "" {
		b.WriteString(ansi.ResetHyperlink())
	}
	return b.String(), current
}

func readMark(s string) (n int, rest string) {
	s = s[len(string(linkStart)):]
	for range 4 {
		r := []rune(s[:min(len(s), 3)])
		if len(r) == 0 || r[0] < digitZero || r[0] > digitZero+15 {
			return maxLinks, s
		}
		n, s = n<<4|int(r[0]-digitZero), s[3:]
	}
	return n, s
}

// stylesAtEnd are the sequences that styled nothing before a line ended.
var stylesAtEnd = regexp.MustCompile(`(\x1b\[[0-9;:]*m)+$`)

// trimRight drops the spaces at the end of a line, which Glamour styles one by one.
func trimRight(s string) string {
	width := ansi.StringWidth(strings.TrimRight(ansi.Strip(s), " "))
	s = ansi.Truncate(s, width, "")
	if tail := stylesAtEnd.FindString(s); tail != "" {
		s = strings.TrimSuffix(s, tail) + ansi.ResetStyle
	}
	return s
}
