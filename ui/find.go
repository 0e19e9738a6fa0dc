package ui

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/textinput"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// textFind is a search in the text that is read.
type textFind struct {
	input  textinput.Model
	typing bool // keys go to the input
	from   int  // the line where it began; esc goes back there while typing
	index  *findIndex
	words  string // what hits are of
	last   string // what was looked for before
	hits   []hit
	at     int // of hits
}

// hit is a place where the words stand: parts of one line or of several.
type hit []hitPart

// hitPart is columns start up to end of a line.
type hitPart struct{ line, start, end int }

// findIndex is a set text to search in: all its lines as one text with small letters and no accents, and where each byte of
// that stands on the screen.
type findIndex struct {
	text  string
	lines []int32 // of each byte
	cols  []int16
	ends  []int16 // the column behind its character
}

// newFindIndex reads lines of a set text.
func newFindIndex(lines []string) *findIndex {
	x := &findIndex{}
	var b strings.Builder
	put := func(s string, line, col, end int) {
		b.WriteString(s)
		for range len(s) {
			x.lines, x.cols, x.ends = append(x.lines, int32(line)), append(x.cols, int16(col)), append(x.ends, int16(end)) // #nosec G115 -- lines and columns of a text that was set on a screen
		}
	}
	wide := false // the line before ended with a script that writes no spaces
	for i, styled := range lines {
		plain := ansi.Strip(styled)
		words := strings.TrimLeft(plain, " •▏┊☑☐▨")
		col := ansi.StringWidth(plain[:len(plain)-len(words)])
		words = strings.TrimRight(words, " ")
		if first, _ := utf8.DecodeRuneInString(words); b.Len() > 0 && !(wide && breaksAnywhere(first)) {
			put(" ", i, col, col)
		}
		for words != "" {
			cluster, w := ansi.FirstGraphemeCluster(words, ansi.GraphemeWidth)
			if cluster == "" {
				break
			}
			put(folded(cluster), i, col, col+w)
			words, col = words[len(cluster):], col+w
			last, _ := utf8.DecodeRuneInString(cluster)
			wide = breaksAnywhere(last)
		}
	}
	x.text = b.String()
	return x
}

// folded is s in small letters without accents.
func folded(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ReplaceAll(s, "ß", "ss")) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// maxHits is how many hits are marked.
const maxHits = 5000

// find returns all places where words stand.
func (x *findIndex) find(words string) []hit {
	words = strings.Join(strings.Fields(folded(words)), " ")
	if x == nil || words == "" {
		return nil
	}
	var out []hit
	for from := 0; len(out) < maxHits; {
		i := strings.Index(x.text[from:], words)
		if i < 0 {
			break
		}
		from += i
		if h := x.hit(from, from+len(words)); len(h) > 0 {
			out = append(out, h)
		}
		from += len(words)
	}
	return out
}

func (x *findIndex) hit(from, to int) hit {
	var h hit
	for i := from; i < to; i++ {
		line, start, end := int(x.lines[i]), int(x.cols[i]), int(x.ends[i])
		if n := len(h); n > 0 && h[n-1].line == line {
			h[n-1].end = max(h[n-1].end, end)
			continue
		}
		if start < end {
			h = append(h, hitPart{line, start, end})
		}
	}
	return h
}

// marks are the parts of a line that are marked, the hit where one is in another way.
func (f *textFind) marks(line int, t theme) []lipgloss.Range {
	if f == nil {
		return nil
	}
	var out []lipgloss.Range
	first := sort.Search(len(f.hits), func(i int) bool { return f.hits[i][len(f.hits[i])-1].line >= line })
	for i := first; i < len(f.hits) && f.hits[i][0].line <= line; i++ {
		for _, p := range f.hits[i] {
			if p.line == line {
				out = append(out, lipgloss.NewRange(p.start, p.end, pick(i == f.at, t.hitNow.Bold(true), t.hit.Style).Underline(true)))
			}
		}
	}
	return out
}

// search finds what is typed now; where one is goes to the first hit from a line on.
func (f *textFind) search(words string, from int) {
	f.words, f.hits = words, f.index.find(words)
	f.at = 0
	for i, h := range f.hits {
		if h[0].line >= from {
			f.at = i
			break
		}
	}
}

// step goes to another hit, round at the ends.
func (f *textFind) step(by int) {
	if n := len(f.hits); n > 0 {
		f.at = ((f.at+by)%n + n) % n
	}
}

// line is where the hit is that one is at; false: nothing was found.
func (f *textFind) line() (int, bool) {
	if f.at >= len(f.hits) {
		return 0, false
	}
	return f.hits[f.at][0].line, true
}
