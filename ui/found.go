package ui

import (
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"
	"golang.org/x/text/unicode/norm"

	"dateline/internal/safe"
	"dateline/store"
)

// found is the words that a list is searched for: where they stand in a row, they are marked.
type found []string

// wordsFound are the words of a query that a story has in its text: no fields, nothing that is left out. Endings are dropped, as the
// index does it.
func wordsFound(query string) found {
	var out found
	words := strings.FieldsFunc(query, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"()`, r) })
	skip := false
	for _, w := range words {
		switch {
		case w == "OR" || w == "AND":
			continue
		case w == "NOT" || w == "not":
			skip = true
			continue
		case skip || strings.HasPrefix(w, "-") || strings.HasPrefix(w, "/"):
			skip = false
			continue
		}
		field, value, ok := strings.Cut(w, ":")
		if ok && field != "title" && field != "text" {
			continue
		}
		if ok {
			w = value
		}
		if s := stemOf(foldedWord(strings.Trim(w, "*,.;!?"))); len(s) > 1 {
			out = append(out, s)
		}
	}
	return out
}

// stemOf is a word without the usual English endings, as far as three letters are left.
func stemOf(w string) string {
	for _, end := range []string{"ing", "ies", "ed", "es", "s", "e", "y"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) >= 3 {
			return s
		}
	}
	return w
}

// foldedWord is a word in lower case without accents.
func foldedWord(w string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(w))
}

// at tells where words of a text begin and end that are looked for, in bytes.
func (f found) at(text string) [][2]int {
	if len(f) == 0 {
		return nil
	}
	var out [][2]int
	begin := -1
	end := func(i int) {
		if begin < 0 {
			return
		}
		word := foldedWord(text[begin:i])
		for _, w := range f {
			if strings.HasPrefix(word, w) && len(word)-len(w) <= max(4, len(w)) {
				out = append(out, [2]int{begin, i})
				break
			}
		}
		begin = -1
	}
	for i, r := range text {
		switch word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r); {
		case word && begin < 0:
			begin = i
		case !word:
			end(i)
		}
	}
	end(len(text))
	return out
}

// spans cuts a text into pieces, those that are looked for in the style of a match.
func (f found) spans(text string, plain, match lipgloss.Style) []span {
	var out []span
	from := 0
	for _, p := range f.at(text) {
		if p[0] > from {
			out = append(out, span{text[from:p[0]], plain})
		}
		out = append(out, span{text[p[0]:p[1]], match})
		from = p[1]
	}
	if from < len(text) {
		out = append(out, span{text[from:], plain})
	}
	return out
}

// around is how much of a text stands before the first word that is looked for.
const around = 24

// snippet is the part of a story's summary around the first word that is looked for; "": there is none in it.
func (f found) snippet(s store.Story, width int) string {
	text := safe.Line(s.Summary)
	hits := f.at(text)
	if len(hits) == 0 || width < 24 {
		return ""
	}
	from, around := hits[0][0], min(around, width/3)
	if from > around {
		if i := strings.IndexByte(text[from-around:from], ' '); i >= 0 {
			text = "…" + strings.TrimLeft(text[from-around+i+1:], "—–-,;:. ")
		} else {
			text = "…" + text[from:]
		}
	}
	return cut(text, width)
}
