package ui

import (
	"bytes"
	"strings"

	glamour "charm.land/glamour/v2/ansi"
	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"dateline/internal/safe"
)

// Glamour sets running text. It prints the address behind every link, which in a news text is most of the ink: here links are marked
// with characters of no width, that cleaned text cannot contain, and the marks become OSC 8 hyperlinks afterwards, whatever line
// breaks came between. The mark of a link is linkStart and four digits in base 16, as variation selectors.
const (
	linkStart = '\u2061'
	linkEnd   = '\u2062'
	digitZero = '\ufe00'
	maxMarked = 1 << 16
)

// base is the part of a manner that a whole paragraph has.
const base = dim | headed | quoted

// byHand reports text that Glamour does not set well: columns that are to be justified, scripts without spaces, in which it lets a line
// begin with a full stop, words wider than a line, which it breaks anywhere, and manners that are mixed.
func (s *setter) byHand(pieces []piece) bool {
	if s.justify || len(pieces) == 0 {
		return true
	}
	room, word := s.room(), 0
	for _, p := range pieces {
		if p.words != "" && p.manner&base != pieces[0].manner&base || p.link >= maxMarked {
			return true
		}
		for _, r := range p.words {
			if r == ' ' {
				word = 0
			} else if word++; word > room/2 {
				return true
			}
			if breaksAnywhere(r) {
				return true
			}
		}
	}
	return false
}

// glamourLines has Glamour set pieces as a paragraph. starts are the links that begin in each line. A Glamour renderer keeps state, and
// what a block costs grows with all that it has set before: one for each.
func (s *setter) glamourLines(pieces []piece) (lines []string, starts [][]int) {
	t := typist{}
	doc := ast.NewDocument()
	doc.AppendChild(doc, t.paragraph(pieces))
	r := renderer.NewRenderer(renderer.WithNodeRenderers(util.Prioritized(glamour.NewRenderer(glamour.Options{
		WordWrap: s.room(), PreserveNewLines: true, Styles: s.styles.glamour(pieces[0].manner & base),
	}), 1000)))
	var out bytes.Buffer
	if err := r.Render(&out, t.source, doc); err != nil {
		return []string{s.styles.theme.warning.Render(cut("This part cannot be shown: "+safe.Line(err.Error()), s.room()))}, [][]int{nil}
	}
	current := 0
	for _, raw := range strings.Split(hyphensBack(out.String()), "\n") {
		var begun []int
		raw, current, begun = s.hyperlinks(raw, current)
		if raw = tidied(raw); raw == "" {
			continue
		}
		lines, starts = append(lines, raw), append(starts, begun)
	}
	return lines, starts
}

// typist writes pieces down as the tree of a Markdown text. Nodes of text are parts of a source.
type typist struct{ source []byte }

// glamourEscapes undoes beforehand what Glamour does to words once more: it reads entities and escapes.
var glamourEscapes = strings.NewReplacer("&", "&amp;", `\`, `\\`)

func (t *typist) text(words string) *ast.Text {
	from := len(t.source)
	t.source = append(t.source, words...)
	return ast.NewTextSegment(text.NewSegment(from, len(t.source)))
}

func (t *typist) paragraph(pieces []piece) ast.Node {
	p := ast.NewParagraph()
	for i := 0; i < len(pieces); {
		if pieces[i].link == 0 {
			p.AppendChild(p, t.piece(pieces[i]))
			i++
			continue
		}
		n := pieces[i].link
		p.AppendChild(p, t.text(startMark(n)))
		for ; i < len(pieces) && pieces[i].link == n; i++ {
			p.AppendChild(p, t.piece(pieces[i]))
		}
		p.AppendChild(p, t.text(string(linkEnd)))
	}
	return p
}

// piece is a piece within the nodes that give it its manner.
func (t *typist) piece(p piece) ast.Node {
	if p.words == "" && p.manner == 0 && p.link == 0 {
		end := t.text("")
		end.SetHardLineBreak(true)
		return end
	}
	var n ast.Node = t.text(glamourEscapes.Replace(hyphensAway(p.words)))
	within := func(outer ast.Node) {
		outer.AppendChild(outer, n)
		n = outer
	}
	if p.manner&mono != 0 {
		within(ast.NewCodeSpan())
	}
	if p.manner&struck != 0 {
		within(extast.NewStrikethrough())
	}
	if p.manner&italic != 0 {
		within(ast.NewEmphasis(1))
	}
	if p.manner&linked != 0 {
		link := ast.NewLink()
		link.Destination = []byte("#") // one within the page, which Glamour does not print
		within(link)
	}
	if p.manner&bold != 0 && p.manner&headed == 0 { // a heading is bold as a whole
		within(ast.NewEmphasis(2))
	}
	return n
}

func startMark(n int) string {
	return string([]rune{linkStart, digit(n >> 12), digit(n >> 8), digit(n >> 4), digit(n)})
}

func digit(n int) rune { return digitZero + rune(n&15) }

// hyperlinks replaces the marks of a line; current is the link that began on an earlier line, 0 when none did, and what the next
// line has to be called with comes back with those that begin in this one.
func (s *setter) hyperlinks(line string, current int) (string, int, []int) {
	if current == 0 && !strings.ContainsRune(line, linkStart) {
		return line, 0, nil
	}
	var b strings.Builder
	var begun []int
	if current > 0 {
		b.WriteString(ansi.SetHyperlink(s.out.links[current-1].address))
	}
	for {
		i := strings.IndexAny(line, string([]rune{linkStart, linkEnd}))
		if i < 0 {
			break
		}
		b.WriteString(line[:i])
		if line = line[i:]; strings.HasPrefix(line, string(linkEnd)) {
			line = line[len(string(linkEnd)):]
			b.WriteString(ansi.ResetHyperlink())
			current = 0
			continue
		}
		current, line = readMark(line)
		begun = append(begun, current)
		b.WriteString(ansi.SetHyperlink(s.out.links[current-1].address))
	}
	b.WriteString(line)
	if current > 0 {
		b.WriteString(ansi.ResetHyperlink())
	}
	return b.String(), current, begun
}

// readMark reads the number of a mark that the typist wrote.
func readMark(s string) (n int, rest string) {
	s = s[len(string(linkStart)):]
	for range 4 {
		r, size := decode(s)
		n, s = n<<4|int(r-digitZero), s[size:]
	}
	return n, s
}

// tidied is a line without the spaces with which Glamour fills it, and with one sequence where the style changes: Glamour styles words,
// line breaks and spaces one by one.
func tidied(s string) string {
	width := ansi.StringWidth(strings.TrimRight(ansi.Strip(s), " "))
	if width == 0 {
		return ""
	}
	s = ansi.Truncate(s, width, "")
	var b strings.Builder
	var state byte
	wanted, now := "", "" // styles since the last reset
	for s != "" {
		seq, cells, n, next := ansi.DecodeSequence(s, state, nil)
		state, s = next, s[n:]
		switch {
		case seq == ansi.ResetStyle:
			wanted = ""
		case cells == 0 && ansi.HasCsiPrefix(seq):
			wanted += seq
		case cells == 0:
			b.WriteString(seq) // a hyperlink
		default:
			if wanted != now {
				b.WriteString(pick(now != "", ansi.ResetStyle, "") + wanted)
				now = wanted
			}
			b.WriteString(seq)
		}
	}
	return b.String() + pick(now != "", ansi.ResetStyle, "")
}

// glamour is the theme for text of a base.
func (t *textStyles) glamour(m manner) glamour.StyleConfig {
	yes, zero := true, uint(0)
	p := t.theme.p
	words := p.Text
	switch {
	case m&dim != 0:
		words = p.Faint
	case m&headed != 0:
		words = p.Heading
	case m&quoted != 0:
		words = p.Quote
	}
	in := func(c string) glamour.StylePrimitive {
		if c == "" {
			return glamour.StylePrimitive{}
		}
		return glamour.StylePrimitive{Color: &c}
	}
	link := in(pick(m&dim != 0, p.Faint, p.Link))
	link.Underline = &yes
	whole := in(words)
	if m&headed != 0 {
		whole.Bold = &yes
	}
	return glamour.StyleConfig{
		Document:      glamour.StyleBlock{StylePrimitive: whole, Margin: &zero},
		Strikethrough: glamour.StylePrimitive{CrossedOut: &yes},
		Emph:          glamour.StylePrimitive{Italic: &yes},
		Strong:        glamour.StylePrimitive{Bold: &yes},
		LinkText:      link,
		Code:          glamour.StyleBlock{StylePrimitive: in(pick(m&dim != 0, p.Faint, p.Code))},
	}
}
