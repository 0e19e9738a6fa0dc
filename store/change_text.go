package store

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"dateline/feeds/topics"
)

// Two texts are compared sentence by sentence, and those that stand for each other word by word. What changes by itself,
// such as "5 minutes ago", is left out of the comparison.

const (
	mostCompared = 4000 // sentences of a text, the first; more is no article
	sameSentence = .5   // of the words of the longer of two sentences: one was written from the other
)

// difference is what became different in a text.
type difference struct{ paragraphs []paragraph }

// paragraph is one that is not as it was.
type paragraph struct {
	runs     []Run
	words    int  // that came, or went if these are more
	numbers  int  // sentences in which a number became another
	corrects bool // a word of correction came
}

// whole reports that all of a paragraph came, or went.
func (p paragraph) whole(op Op) bool {
	return !slices.ContainsFunc(p.runs, func(r Run) bool { return r.Op != op })
}

// standing is how much a paragraph matters beside others.
func (p paragraph) standing() int {
	switch {
	case p.corrects:
		return 2
	case p.numbers > 0:
		return 1
	}
	return 0
}

// weigh counts the words that changed, and tells whether a number or a word of correction did.
func (d difference) weigh() (words int, special bool) {
	for _, p := range d.paragraphs {
		words += p.words
		special = special || p.standing() > 0
	}
	return words, special
}

// sentence is one of a text, with the number of its paragraph.
type sentence struct {
	text, key string
	paragraph int
}

// passing is what a page says of the time that passes.
var passing = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(\d+|an?|one) (seconds?|mins?|minutes?|hours?|hrs?|days?) ago\b|` +
		`\bvor \d+ (sekunden?|minuten?|stunden?|tagen?)\b|\bil y a \d+ \p{L}+|\bhace \d+ \p{L}+|` +
		`^(last )?updated:? .{0,40}\d.{0,20}$|^(zuletzt )?aktualisiert:? .{0,40}\d.{0,20}$|^\d{1,2}[:.]\d{2}( ?[ap]\.?m\.?)?$`)
})

func cut(text string) []sentence {
	var out []sentence
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		for _, s := range topics.Sentences(line) {
			key := strings.Join(strings.Fields(passing().ReplaceAllString(s, "")), " ")
			if key = strings.NewReplacer("’", "'", "“", `"`, "”", `"`).Replace(key); key != "" && len(out) < mostCompared {
				out = append(out, sentence{s, key, n})
			}
		}
		n++
	}
	return out
}

// edit is what became of a stretch of a list: it stayed, came or went.
type edit struct {
	op Op
	n  int
}

// edits compares two lists of keys. It is exact: there is no clock in it.
func edits(a, b []string) []edit {
	letters := make(map[string]rune)
	spell := func(list []string) []rune {
		out := make([]rune, len(list))
		for i, key := range list {
			r, ok := letters[key]
			if !ok {
				if r = rune(len(letters) + 1); r >= 0xd800 { // #nosec G115 -- an index of sentences, bounded by the size of a text
					r += 0x800 // these are no characters
				}
				letters[key] = r
			}
			out[i] = r
		}
		return out
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = 0
	var out []edit
	for _, f := range d.DiffMainRunes(spell(a), spell(b), false) {
		op := map[diffmatchpatch.Operation]Op{diffmatchpatch.DiffInsert: Added, diffmatchpatch.DiffDelete: Removed}[f.Type]
		out = append(out, edit{op, utf8.RuneCountInString(f.Text)})
	}
	return out
}

// piece is a sentence of the comparison: one that stayed, came, went or changed.
type piece struct {
	runs    []Run
	new     int // paragraph of the later text; nowhere: it went
	old     int // paragraph of the earlier text; nowhere: it came
	changed bool
}

const nowhere = -1

// differ compares two texts and keeps the paragraphs that are not as they were.
func differ(before, after string) difference {
	if before == after {
		return difference{}
	}
	old, later := cut(before), cut(after)
	var pieces []piece
	i, k := 0, 0
	var went, came []sentence
	for _, e := range edits(keys(old), keys(later)) {
		switch e.op {
		case Removed:
			went = append(went, old[i:i+e.n]...)
			i += e.n
		case Added:
			came = append(came, later[k:k+e.n]...)
			k += e.n
		default:
			pieces = append(pieces, match(went, came)...)
			went, came = nil, nil
			for range e.n {
				s := later[k]
				pieces = append(pieces, piece{[]Run{{s.text, Same}}, s.paragraph, old[i].paragraph, false})
				i, k = i+1, k+1
			}
		}
	}
	return assemble(append(pieces, match(went, came)...))
}

func keys(list []sentence) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = s.key
	}
	return out
}

// match pairs the sentences that went with those that came in their place, in order.
func match(went, came []sentence) []piece {
	var out []piece
	next := 0
	drop := func(upTo int) {
		for ; next < upTo; next++ {
			out = append(out, piece{[]Run{{went[next].text, Removed}}, nowhere, went[next].paragraph, true})
		}
	}
	for _, s := range came {
		at := slices.IndexFunc(went[next:], func(w sentence) bool { return akin(w.key, s.key) })
		if at < 0 {
			out = append(out, piece{[]Run{{s.text, Added}}, s.paragraph, nowhere, true})
			continue
		}
		drop(next + at)
		out = append(out, piece{wordsOf(went[next].text, s.text), s.paragraph, went[next].paragraph, true})
		next++
	}
	drop(len(went))
	return out
}

// house gives what went a paragraph of the later text: that of its neighbour in the earlier one, or one of its own.
func house(pieces []piece) {
	for i := range pieces {
		p := &pieces[i]
		if p.new != nowhere {
			continue
		}
		if i > 0 && pieces[i-1].old == p.old {
			p.new = pieces[i-1].new
			continue
		}
		p.new = nowhere - 1 - p.old
		for _, next := range pieces[i+1:] {
			if next.old != p.old {
				break
			}
			if next.new != nowhere {
				p.new = next.new
				break
			}
		}
	}
}

// akin reports that one sentence was written from the other.
func akin(a, b string) bool {
	x, y := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	if len(x) < 2 && len(y) < 2 { // a script without spaces
		x, y = strings.Split(a, ""), strings.Split(b, "")
	}
	slices.Sort(x)
	slices.Sort(y)
	n := 0
	for i, k := 0, 0; i < len(x) && k < len(y); {
		switch strings.Compare(x[i], y[k]) {
		case -1:
			i++
		case 1:
			k++
		default:
			i, k, n = i+1, k+1, n+1
		}
	}
	return float64(n) >= sameSentence*float64(max(len(x), len(y)))
}

// assemble puts sentences into paragraphs and drops what stayed, but for the neighbours of what did not.
func assemble(pieces []piece) difference {
	house(pieces)
	var d difference
	for from := 0; from < len(pieces); {
		to := from + 1
		for to < len(pieces) && pieces[to].new == pieces[from].new {
			to++
		}
		part := pieces[from:to]
		if slices.ContainsFunc(part, func(p piece) bool { return p.changed }) {
			d.paragraphs = append(d.paragraphs, together(part))
		}
		from = to
	}
	return d
}

// together is a paragraph of its sentences.
func together(part []piece) paragraph {
	var p paragraph
	add := func(r Run) {
		if last := len(p.runs) - 1; last >= 0 && p.runs[last].Op == r.Op {
			p.runs[last].Text += r.Text
			return
		}
		p.runs = append(p.runs, r)
	}
	elided := false
	for i, s := range part {
		near := s.changed || i > 0 && part[i-1].changed || i+1 < len(part) && part[i+1].changed
		if !near {
			if !elided {
				add(Run{"… ", Same})
			}
			elided = true
			continue
		}
		elided = false
		for _, r := range s.runs {
			add(r)
		}
		if end := len(p.runs) - 1; i+1 < len(part) && !strings.HasSuffix(p.runs[end].Text, " ") && !strings.HasSuffix(p.runs[end].Text, "。") {
			p.runs[end].Text += " "
		}
		p.weigh(s)
	}
	p.runs[len(p.runs)-1].Text = strings.TrimRight(p.runs[len(p.runs)-1].Text, " ")
	return p
}

// weigh counts what a changed sentence says anew.
func (p *paragraph) weigh(s piece) {
	came, went := "", ""
	for _, r := range s.runs {
		switch r.Op {
		case Added:
			came += " " + r.Text
		case Removed:
			went += " " + r.Text
		}
	}
	p.words += max(countWords(came), countWords(went))
	if a, b := numbersOf(came), numbersOf(went); came != "" && went != "" && len(a) > 0 && len(b) > 0 && !slices.Equal(a, b) {
		p.numbers++
	}
	p.corrects = p.corrects || came != "" && correction().MatchString(came)
}

func numbersOf(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsNumber(r) && r != '.' && r != ',' }) {
		if w = strings.Trim(w, ".,"); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// correction is how outlets say that they were wrong.
var correction = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\bcorrections?\b|\bcorrected\b|\berratum\b|\bclarifications?\b|\b(an )?earlier version of this\b|` +
		`\b(was|has been|were) amended\b|\bmisstated\b|\bmisidentified\b|\bberichtig|\bkorrektur\b|\bkorrigiert|\bin einer früheren (version|fassung)\b|` +
		`\brectificati(f|on)\b|\bune version précédente\b|\bfe de erratas\b|\buna versión anterior\b|\bcorrección\b|\bcorrezione\b|\bcorreção\b|` +
		`\brättelse\b|\brettelse\b|\brectificatie\b|\bsprostowanie\b|\bисправлен|訂正`)
})

// wordsOf compares two sentences word by word. A mark between two words that changed changed with them.
func wordsOf(before, after string) []Run {
	a, b := tokens(before), tokens(after)
	var out []Run
	var went, came string
	flush := func() {
		for _, r := range []Run{{went, Removed}, {came, Added}} {
			if r.Text != "" {
				out = append(out, r)
			}
		}
		went, came = "", ""
	}
	i, k := 0, 0
	for _, e := range edits(trimmed(a), trimmed(b)) {
		switch e.op {
		case Removed:
			went += strings.Join(a[i:i+e.n], "")
			i += e.n
		case Added:
			came += strings.Join(b[k:k+e.n], "")
			k += e.n
		default:
			same := strings.Join(b[k:k+e.n], "")
			if went != "" && came != "" && k+e.n < len(b) && i+e.n < len(a) && countWords(same) == 0 {
				went, came = went+strings.Join(a[i:i+e.n], ""), came+same
			} else {
				flush()
				out = append(out, Run{same, Same})
			}
			i, k = i+e.n, k+e.n
		}
	}
	flush()
	return out
}

func trimmed(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strings.TrimRight(s, " ")
	}
	return out
}

// tokens are the words of a sentence and the marks around them, each with the space behind it; of a script without spaces,
// the characters.
func tokens(s string) []string {
	var out []string
	kind := func(r rune) int {
		switch {
		case unicode.IsSpace(r):
			return 0
		case r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			return 1
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.M, r) || r == '\'' || r == '’' || r == '-':
			return 2
		}
		return 3
	}
	for i, last := 0, 1; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		k := kind(r)
		inNumber := k == 3 && (r == '.' || r == ',') && last == 2 && digitAfter(s[i+n:])
		if inNumber {
			k = 2
		}
		if len(out) > 0 && (k == 0 || k == last && k != 1) {
			out[len(out)-1] += s[i : i+n]
		} else {
			out = append(out, s[i:i+n])
		}
		last, i = k, i+n
	}
	return out
}

// digitAfter reports that a number goes on.
func digitAfter(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
