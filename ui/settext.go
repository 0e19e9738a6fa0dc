package ui

import (
	"bytes"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"dateline/feeds/article"
	"dateline/internal/safe"
)

// setText is a text set in lines. Every line has passed safe.Terminal, but those of pictures, which are made here.
type setText struct {
	lines   []string
	at      []int // characters of the text above each line, spaces not counted: where one is, whatever the width
	links   []textLink
	blocks  []textBlock
	shown   []shownPicture // by the graphics protocol
	chars   int
	partial bool // the rest follows in a moment
	more    bool // it goes on beyond what is set at once
	cut     bool // it goes on beyond what was kept of it
}

// textLink is a link of a text.
type textLink struct {
	words, address string
	picture        bool
	line           int // where it begins
}

// textBlock is a block of a text that can be chosen, from line first up to line end.
type textBlock struct {
	first, end int
	words      string // of its text, one line of the page a line
	hidden     *hiddenBlock
}

// wish is how a text is to be set.
type wish struct {
	width    int
	theme    theme
	justify  bool
	parts    int           // of what is at most set at once, see chunks
	hidden   []hiddenBlock // what was taken out, in the order of the text
	shows    bool          // what was taken out is shown in place
	rules    article.Rules // what the reader wants hidden and kept of the site
	lines    int           // enough of them: the rest is set later; 0: all
	at       int           // so many lines from this place in the text on
	pictures album
}

// setMarkdown sets Markdown. A text on which this program or a library stumbles is set as it stands, without what Markdown means.
func setMarkdown(source string, w wish) (set setText) {
	defer func() {
		if recover() != nil {
			set = asItStands(source, w)
		}
	}()
	return setParts(source, w)
}

// asItStands sets the first part of a text in wrapped lines of its own words.
func asItStands(source string, w wish) setText {
	first := chunks(source)[0]
	set := setText{more: len(first) < len(source)}
	for _, l := range wrapped(safe.Text(first), max(w.width, 1)) {
		set.lines, set.at = append(set.lines, safe.Terminal(strings.ReplaceAll(l, "\t", " "))), append(set.at, set.chars)
		set.chars += charsOf(l)
	}
	return set
}

// setParts is setMarkdown without its net.
func setParts(source string, w wish) setText {
	all := chunks(source)
	parts := min(max(w.parts, 1), len(all))
	s := &setter{wish: w, styles: newTextStyles(w.theme), out: &setText{}, gapAt: -1}
	for i, c := range all[:parts] {
		if s.document([]byte(c)); s.full() {
			return *s.out
		}
		s.out.more = i == parts-1 && parts < len(all)
	}
	if !s.out.more {
		s.hiddenBefore(atEnd)
	}
	return *s.out
}

// markdownLines sets all of a Markdown text in lines of at most width columns. Colours and hyperlinks open and close within a line.
func markdownLines(source string, width int, t theme) []string {
	set := setMarkdown(source, wish{width: width, theme: t})
	if set.more {
		set.lines = append(set.lines, "", "…")
	}
	return set.lines
}

// Print sets Markdown in lines of at most width columns for a terminal, as the reader shows it: in colours for a dark or a light
// background, with links as OSC 8 hyperlinks, and harmless.
func Print(source string, width int, dark bool) string {
	return strings.Join(markdownLines(source, width, newTheme(dark)), "\n") + "\n"
}

const (
	// maxMarkdown is how many bytes are read at once.
	maxMarkdown = 256 << 10
	// maxBlocks is how many paragraphs, headings and the like stand in what is read at once.
	maxBlocks = 2000
)

// chunks cuts a text between blocks into parts of at most maxMarkdown bytes and about maxBlocks blocks.
func chunks(source string) []string {
	var out []string
	for len(source) > 0 {
		n := chunk(source)
		out = append(out, strings.ToValidUTF8(source[:n], ""))
		source = source[n:]
	}
	if len(out) == 0 {
		return []string{""}
	}
	return out
}

// chunk is how many bytes of a text go into its first part.
func chunk(source string) int {
	end, blocks, last := min(len(source), maxMarkdown), 0, 0
	for at := 0; at < end; {
		i := strings.Index(source[at:end], "\n\n")
		if i < 0 {
			break
		}
		at += i + 2
		last = at
		if blocks++; blocks >= maxBlocks {
			return at
		}
	}
	if end == len(source) || last < end/2 {
		return end
	}
	return last
}

// setter sets the blocks of a document.
type setter struct {
	wish
	styles  *textStyles
	out     *setText
	source  []byte
	inset   []inset // of the lists and quotes that are open
	quoted  bool
	silent  bool   // what is set now is no text of the article: captions, what was hidden
	gapAt   int    // how many insets there are around an empty line that is due before the next one; -1: none is
	hides   int    // so many of hidden have been set
	head    string // of what was hidden right above; "": nothing was
	started bool   // something of the document has been set
}

// inset is what stands before the lines of a list item or a quote.
type inset struct {
	first, others string
	width         int
	used          bool
}

// full reports that enough has been set for now.
func (s *setter) full() bool {
	if s.lines == 0 || s.out.chars < s.at {
		return false
	}
	from, _ := slices.BinarySearch(s.out.at, s.at)
	s.out.partial = len(s.out.lines) > 0 && len(s.out.lines)-from >= s.lines
	return s.out.partial
}

// document sets a document.
func (s *setter) document(source []byte) {
	doc := parseMarkdown(source)
	s.source = source
	for c := doc.FirstChild(); c != nil; {
		next := c.NextSibling()
		s.hiddenBefore(s.out.chars)
		if !isCaption(c) {
			s.gap()
		}
		s.topBlock(c)
		if c = next; c != nil && s.full() {
			return
		}
	}
}

// topBlock sets a block that stands in no other, or shows it as hidden when a new rule of the reader says so.
func (s *setter) topBlock(n ast.Node) {
	defer func() { s.head = "" }()
	first, words := len(s.out.lines), ""
	if s.shows || len(s.rules.Hide) > 0 {
		words = strings.TrimSpace(blockWords(n, s.source))
		if r, ok := hides(s.rules, words); ok {
			s.out.chars += charsOf(words)
			if s.shows {
				s.setHidden(hiddenBlock{Hidden: article.Hidden{Kind: article.KindYours, Reason: "your rule: " + r.String(), Text: words}})
			}
			return
		}
	}
	s.block(n)
	if words != "" {
		s.noteBlock(first, words, nil)
	}
}

// block sets a block.
func (s *setter) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.List:
		s.list(n)
	case *ast.Blockquote:
		s.quote(n)
	case *ast.Heading:
		s.words(n, bold|headed)
	case *ast.Paragraph:
		s.paragraph(n)
	case *ast.TextBlock, *extast.DefinitionTerm:
		s.words(n, pick(n.Kind() == extast.KindDefinitionTerm, bold, 0))
	case *extast.DefinitionDescription:
		s.within(inset{"  ", "  ", 2, false}, func() { s.children(n, n.IsTight) })
	case *extast.DefinitionList:
		s.children(n, true)
	case *ast.FencedCodeBlock:
		s.code(n.Lines(), string(n.Language(s.source)))
	case *ast.CodeBlock:
		s.code(n.Lines(), "")
	case *extast.Table:
		s.table(n)
	case *ast.ThematicBreak:
		s.line(s.styles.rule.Render(strings.Repeat("─", min(8, s.room()))), s.out.chars)
	case *ast.HTMLBlock: // raw HTML is not shown
	default:
		s.children(n, false)
	}
}

// children sets the blocks in a block, with an empty line between them unless they stand close.
func (s *setter) children(n ast.Node, close bool) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.PreviousSibling() != nil && !close && !isCaption(c) {
			s.gap()
		}
		s.block(c)
	}
}

// room is how many columns there are between the insets.
func (s *setter) room() int {
	w := s.wish.width
	for _, in := range s.inset {
		w -= in.width
	}
	return max(w, minRoom)
}

// minRoom is how many columns text has at least, on a screen that has them.
const minRoom = 8

// gap asks for an empty line before the next one.
func (s *setter) gap() {
	if s.started && (s.gapAt < 0 || s.gapAt > len(s.inset)) {
		s.gapAt = len(s.inset)
	}
}

// line adds a line of the text, above which stand so many characters.
func (s *setter) line(words string, at int) {
	if s.gapAt >= 0 {
		s.add("", at, s.inset[:min(s.gapAt, len(s.inset))])
		s.gapAt = -1
	}
	s.started = true
	s.add(words, at, s.inset)
}

func (s *setter) add(words string, at int, insets []inset) {
	var b strings.Builder
	for i := range insets {
		in := &insets[i]
		if !in.used && words != "" {
			b.WriteString(in.first)
			in.used = true
			continue
		}
		b.WriteString(in.others)
	}
	lead := b.String()
	if words == "" && strings.TrimSpace(ansi.Strip(lead)) == "" {
		lead = ""
	}
	s.out.lines = append(s.out.lines, safe.Terminal(lead+words))
	s.out.at = append(s.out.at, at)
}

// within sets something with an inset before each of its lines, or without one where no room would be left.
func (s *setter) within(in inset, set func()) {
	if s.room()-in.width < minRoom {
		set()
		return
	}
	s.inset = append(s.inset, in)
	set()
	s.inset = s.inset[:len(s.inset)-1]
}

// charsOf counts what a place in a text is measured in: characters without spaces.
func charsOf(s string) int {
	n := 0
	for _, r := range s {
		if r != ' ' && r != '\n' {
			n++
		}
	}
	return n
}

// blockWords are the words of a block, a line for each block in it.
func blockWords(n ast.Node, source []byte) string {
	var b bytes.Buffer
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch t := n.(type) {
		case *ast.Image:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if entering {
				b.WriteString(textOf(t, source))
				if t.SoftLineBreak() || t.HardLineBreak() {
					b.WriteByte(' ')
				}
			}
		case *ast.String:
			if entering {
				b.Write(t.Value)
			}
		default:
			if !entering && n.Type() == ast.TypeBlock && b.Len() > 0 {
				b.WriteByte('\n')
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}
