package ui

import (
	"regexp"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"dateline/internal/safe"
)

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
			c.Destination = inside()
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

// captions brings pictures and their captions together: a paragraph of emphasised words under a picture takes the place of its
// alternative text when it says the same and more, else it becomes its second line.
func (m *marker) captions(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		if c.HasChildren() && c.Type() == ast.TypeBlock && c.Kind() != ast.KindParagraph {
			m.captions(c)
		}
		picture, ok := only(c).(*ast.Image)
		if !ok || c.NextSibling() == nil {
			continue
		}
		caption, ok := only(c.NextSibling()).(*ast.Emphasis)
		if !ok {
			continue
		}
		alternative := m.words(picture)
		if strings.HasPrefix(m.words(caption), alternative) {
			picture.RemoveChildren(picture)
			for w := caption.FirstChild(); w != nil; w = caption.FirstChild() {
				picture.AppendChild(picture, w)
			}
		} else {
			end := m.text("")
			end.(*ast.Text).SetHardLineBreak(true)
			c.AppendChild(c, end)
			c.AppendChild(c, caption)
		}
		parent.RemoveChild(parent, c.NextSibling())
	}
}

// only is what a paragraph consists of, when that is one thing.
func only(n ast.Node) ast.Node {
	if n.Kind() != ast.KindParagraph || n.FirstChild() == nil || n.FirstChild() != n.LastChild() {
		return nil
	}
	return n.FirstChild()
}

// words are the words below a node, in lower case, with one space between.
func (m *marker) words(n ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			b.Write(t.Segment.Value(m.source))
			b.WriteByte(' ')
		}
		return ast.WalkContinue, nil
	})
	return strings.ToLower(strings.Join(strings.Fields(b.String()), " "))
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
func inside() []byte { return []byte("#") }

// link is a link whose address is written by hyperlinks, with words before what it will hold.
func (m *marker) link(words string) *ast.Link {
	link := ast.NewLink()
	link.Destination = inside()
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
