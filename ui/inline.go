package ui

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"dateline/internal/safe"
)

// manner is how words are set, as a set of bits.
type manner uint16

const (
	bold manner = 1 << iota
	italic
	struck
	mono   // code
	linked // part of a link
	dim    // a caption, or what was hidden
	headed // a heading
	quoted
)

// textStyles are the styles of running text, each as the sequences before and after its words.
type textStyles struct {
	theme theme
	rule  pen
	ready map[manner][2]string
}

func newTextStyles(t theme) *textStyles {
	return &textStyles{theme: t, rule: t.rule, ready: map[manner][2]string{}}
}

// of are the sequences before and after words set in a manner.
func (t *textStyles) of(m manner) (before, after string) {
	if s, ok := t.ready[m]; ok {
		return s[0], s[1]
	}
	st := t.theme.text.Style
	switch {
	case m&linked != 0 && m&dim == 0:
		st = t.theme.link.Style
	case m&dim != 0:
		st = t.theme.faint.Style
	case m&mono != 0:
		st = t.theme.code.Style
	case m&headed != 0:
		st = t.theme.title.Style
	case m&quoted != 0:
		st = t.theme.quote.Style
	}
	if m&bold != 0 {
		st = st.Bold(true)
	}
	if m&italic != 0 {
		st = st.Italic(true)
	}
	if m&struck != 0 {
		st = st.Strikethrough(true)
	}
	if m&linked != 0 {
		st = st.Underline(true).UnderlineSpaces(true)
	}
	before, after, _ = strings.Cut(st.Render("x"), "x")
	t.ready[m] = [2]string{before, after}
	return before, after
}

// piece is words set in one manner; link is the number of the link that they are part of, from 1. A piece without words
// ends the line.
type piece struct {
	words string
	manner
	link int
}

// pieces are the words below a node.
func (s *setter) pieces(n ast.Node, m manner, link int) []piece {
	var out []piece
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			out = append(out, piece{textOf(c, s.source), m, link})
			switch {
			case c.HardLineBreak():
				out = append(out, piece{})
			case c.SoftLineBreak():
				out = append(out, piece{" ", m, link})
			}
		case *ast.String:
			out = append(out, piece{clean(string(c.Value)), m, link})
		case *ast.Emphasis:
			out = append(out, s.pieces(c, m|pick(c.Level > 1, bold, italic), link)...)
		case *extast.Strikethrough:
			out = append(out, s.pieces(c, m|struck, link)...)
		case *ast.CodeSpan:
			out = append(out, s.pieces(c, m|mono, link)...)
		case *ast.Link:
			out = append(out, s.linkPieces(c, string(c.Destination), m, link)...)
		case *ast.AutoLink:
			out = append(out, s.autoLink(c, m, link)...)
		case *ast.Image:
			out = append(out, s.inlinePicture(c, m, link)...)
		case *extast.TaskCheckBox:
			out = append(out, piece{pick(c.IsChecked, "☑ ", "☐ "), m, link})
		case *ast.RawHTML:
		default:
			out = append(out, s.pieces(c, m, link)...)
		}
	}
	return out
}

// textOf are the words of a node of text, its escapes and entities read; what an entity turns into is made harmless.
func textOf(t *ast.Text, source []byte) string {
	b := t.Segment.Value(source)
	if t.IsRaw() || t.Parent() != nil && t.Parent().Kind() == ast.KindCodeSpan {
		return clean(string(b))
	}
	return clean(string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(b)))))
}

// clean makes a piece of a line harmless; white space at its ends stays, as one space.
func clean(s string) string {
	line := safe.Line(s)
	if line == "" {
		return pick(s != "", " ", "")
	}
	if s[0] == ' ' || s[0] == '\n' || s[0] == '\t' {
		line = " " + line
	}
	if e := s[len(s)-1]; e == ' ' || e == '\n' || e == '\t' {
		line += " "
	}
	return line
}

// atom is a part of a word, or a word, that is not broken.
type atom struct {
	s     string
	width int
	manner
	link  int
	space bool // stands before it
	join  bool // belongs to the atom before it: no line ends between them
	ends  bool // a line ends before it
}

// atoms cuts pieces into what lines are made of: words, and each character of scripts that break anywhere.
func atoms(pieces []piece) []atom {
	var out []atom
	space, ends, glue := false, false, false
	add := func(s string, width int, p piece, join bool) {
		out = append(out, atom{s, width, p.manner, p.link, space && !ends && len(out) > 0, join && glue && !space && !ends, ends && len(out) > 0})
		space, ends, glue = false, false, true
	}
	for _, p := range pieces {
		if p.words == "" && p.manner == 0 && p.link == 0 {
			ends = true
			continue
		}
		for rest := p.words; rest != ""; {
			n := strings.IndexByte(rest, ' ')
			if n == 0 {
				space, rest = true, rest[1:]
				continue
			}
			word := rest
			if n > 0 {
				word = rest[:n]
			}
			rest = rest[len(word):]
			cutWord(word, func(s string, width int, join bool) { add(s, width, p, join) })
		}
	}
	return out
}

// cutWord hands over a word in parts between which a line may end; join says that it may not end before that part.
func cutWord(word string, add func(s string, width int, join bool)) {
	if isASCII(word) {
		add(word, len(word), true)
		return
	}
	start, width := 0, 0
	before := rune(0) // the wide character before
	flush := func(end int) {
		if end > start {
			add(word[start:end], width, before == 0 || !mayEnd(before))
		}
	}
	for at := 0; at < len(word); {
		cluster, w := ansi.FirstGraphemeCluster(word[at:], ansi.GraphemeWidth)
		if len(cluster) == 0 {
			break
		}
		r, _ := decode(cluster)
		if w < 2 || !breaksAnywhere(r) {
			at, width = at+len(cluster), width+w
			if before != 0 && isClosing(r) && start == at-len(cluster) { // clings to the character before
				add(cluster, w, true)
				start, width = at, 0
			}
			continue
		}
		if end := at; end > start {
			flush(end)
			before = 0
			add(cluster, w, isClosing(r))
		} else {
			add(cluster, w, before == 0 || isClosing(r) || !mayEnd(before))
		}
		at += len(cluster)
		start, width, before = at, 0, r
	}
	flush(len(word))
}

func decode(s string) (rune, int) {
	for _, r := range s {
		return r, len(string(r))
	}
	return 0, 0
}

// breaksAnywhere reports characters of scripts that write no spaces between words.
func breaksAnywhere(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef
}

// isClosing reports characters that begin no line.
func isClosing(r rune) bool {
	return strings.ContainsRune("、。，．：；？！」』）】〉》〕］｝・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々”’…—,.:;?!)]}", r)
}

// mayEnd reports characters after which a line may end.
func mayEnd(r rune) bool { return !strings.ContainsRune("「『（【〈《〔［｛", r) }

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
