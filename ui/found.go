package ui

import (
	"strings"
	"unicode"

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
func (f found) spans(text string, plain, match pen) []span {
	return spansAt(text, f.at(text), plain, match)
}

// spansAt cuts a text into pieces, those at some places in the style of a match.
func spansAt(text string, at [][2]int, plain, match pen) []span {
	var out []span
	from := 0
	for _, p := range at {
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

// before is how much of a text stands before the first word that is looked for.
const before = 24

// snippet is the part of a text around the first of some places, and where they are in it; "": there is none, or no room.
func snippet(text string, at [][2]int, width int) (string, [][2]int) {
	if len(at) == 0 || width < 24 {
		return "", nil
	}
	from, before := at[0][0], min(before, width/3)
	if from <= before {
		from = 0
	} else if i := strings.IndexByte(text[from-before:from], ' '); i >= 0 {
		from -= len(strings.TrimLeft(text[from-before+i+1:from], "—–-,;:. "))
	}
	dots := pick(from > 0, "…", "")
	shown := cut(dots+text[from:], width)
	var in [][2]int
	for _, p := range at {
		if p = [2]int{p[0] - from + len(dots), p[1] - from + len(dots)}; p[1] <= len(strings.TrimSuffix(shown, "…")) {
			in = append(in, p)
		}
	}
	return shown, in
}

// foundIn is what of a story's summary, else of its text, stands around the first word that is looked for; nil: nothing, or no room.
func (s rowStyle) foundIn(story store.Story, width int) []span {
	text := safe.Line(story.Summary)
	at := s.found.at(text)
	if len(at) == 0 {
		f := s.texts[story.ID]
		text, at = f.Text, f.Marks
	}
	shown, in := snippet(text, at, width)
	if shown == "" {
		return nil
	}
	return spansAt(shown, in, s.t.faint, s.t.match)
}
