package ui

import (
	"bytes"
	"iter"
	"regexp"
	"strings"

	glamour "charm.land/glamour/v2/ansi"
	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
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
	var lines []string
	for part := range parts(doc) {
		set, err := setPart(part, src, width, t)
		if err != nil {
			set = ansi.Wrap(safe.Text(string(src)), width, "")
		}
		if more := finishLines(set, links); len(more) > 0 {
			if len(lines) > 0 {
				lines = append(lines, "")
			}
			lines = append(lines, more...)
		}
	}
	return lines
}

// partSize is how many top blocks are handed to Glamour at once: what a block costs there grows with all before it.
const partSize = 20

// parts are the top blocks of a document, a few at a time.
func parts(doc ast.Node) iter.Seq[ast.Node] {
	return func(yield func(ast.Node) bool) {
		for doc.FirstChild() != nil {
			part := ast.NewDocument()
			for range partSize {
				if c := doc.FirstChild(); c != nil {
					part.AppendChild(part, c)
				}
			}
			if !yield(part) {
				return
			}
		}
	}
}

// setPart has Glamour set a document. A Glamour renderer is not safe for concurrent use and keeps state: one for each.
func setPart(doc ast.Node, source []byte, width int, t theme) (string, error) {
	wrap := true
	r := renderer.NewRenderer(renderer.WithNodeRenderers(util.Prioritized(glamour.NewRenderer(glamour.Options{
		WordWrap: max(width, 10), TableWrap: &wrap, InlineTableLinks: true, PreserveNewLines: true, Styles: t.markdown(),
	}), 1000)))
	var out bytes.Buffer
	err := r.Render(&out, source, doc)
	return out.String(), err
}

// Print sets Markdown in lines of at most width columns for a terminal, as the reader shows it: coloured by a theme ("light", else
// dark), with links as OSC 8 hyperlinks, and harmless.
func Print(source string, width int, themeName string) string {
	return strings.Join(markdownLines(source, width, newTheme(themeName != "light")), "\n") + "\n"
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
