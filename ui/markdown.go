package ui

import (
	"bytes"
	"fmt"
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
			bar := lipgloss.NewStyle().Foreground(lipgloss.Color(s.theme.p.Rule)).Render("▏ ")
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
	s.theme.p.Text = s.theme.p.Quote
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
	m.captions(doc)
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
