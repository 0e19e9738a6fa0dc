package store

import (
	"context"
	"database/sql"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/store/query"
	"dateline/store/terms"
)

// Found is where words of a search stand in a story, to be marked. Marks are byte ranges, in order.
type Found struct {
	Title [][2]int // in its title
	Text  string   // one line of plain text around the first that its summary or its text has; "": they have none
	Marks [][2]int // in Text
}

// How much of a text stands around what was found, in bytes.
const (
	textBefore = 50
	textAfter  = 150
)

// Found looks for the words of a query, those that it asks for rather than denies, in a story. An error of the words is a
// *query.Error; ErrNoStory when there is no such story.
func (db *DB) Found(ctx context.Context, q Query, id ID) (Found, error) {
	parse := query.Parse
	if q.Typing {
		parse = query.ParseTyping
	}
	e, err := parse(q.Words, db.now())
	if err != nil {
		return Found{}, err
	}
	var t texts
	var summary string
	err = db.look(ctx, "look into story", func(tx *sql.Tx) error {
		if t, err = textsOf(ctx, tx, id); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, "SELECT summary FROM headline WHERE id = ?", id).Scan(&summary)
	})
	if err != nil {
		return Found{}, err
	}
	f := Found{Title: marksIn(e, query.Title, t.title)}
	for _, text := range []string{summary, t.summary, t.text} {
		if marks := marksIn(e, query.Body, text); len(marks) > 0 {
			f.Text, f.Marks = lineAround(text, marks)
			break
		}
	}
	return f, nil
}

// marksIn are the places in a text of what an expression asks for in it.
func marksIn(e query.Expr, in query.Column, text string) [][2]int {
	var out [][2]int
	here := func(c query.Column) bool { return c == in || c == query.Anywhere }
	switch e := e.(type) {
	case query.And:
		for _, p := range e {
			out = append(out, marksIn(p, in, text)...)
		}
	case query.Or:
		for _, p := range e {
			out = append(out, marksIn(p, in, text)...)
		}
	case query.Text:
		if here(e.In) {
			out = phrases(text, e)
		}
	case query.Regexp:
		if re, err := regexp.Compile(e.Pattern); err == nil && here(e.In) {
			for _, m := range re.FindAllStringIndex(text, 20) {
				if m[0] < m[1] {
					out = append(out, [2]int{m[0], m[1]})
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return a[0] - b[0] })
	return slices.CompactFunc(out, func(a, b [2]int) bool { return b[0] < a[1] })
}

// wordAt is a word of a text: where it stands, as it is written there but for case and accents, and its term.
type wordAt struct {
	from, to   int
	word, term string
}

// phrases are the places in a text where the words stand.
func phrases(text string, t query.Text) [][2]int {
	want, have := wordsAt(t.Words), wordsAt(text)
	if len(want) == 0 {
		return nil
	}
	var out [][2]int
	for i := range have[:max(0, len(have)-len(want)+1)] {
		same := true
		for k, w := range want {
			h := have[i+k]
			begins := t.Prefix && k == len(want)-1 && strings.HasPrefix(h.word, w.word)
			same = same && (begins || h.term == w.term)
		}
		if same {
			out = append(out, [2]int{have[i].from, have[i+len(want)-1].to})
		}
	}
	return out
}

// ofWord reports that a word may begin with the letter.
func ofWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r)
}

func wordsAt(text string) []wordAt {
	var out []wordAt
	for rest := text; rest != ""; {
		from := len(text) - len(rest)
		at := strings.IndexFunc(rest, ofWord)
		word, next := terms.Next(rest, nil)
		if len(word) == 0 || at < 0 {
			break
		}
		w := wordAt{from: from + at, to: len(text) - len(next), word: string(word)}
		w.to = from + len(strings.TrimRightFunc(text[from:w.to], func(r rune) bool { return !ofWord(r) && !unicode.Is(unicode.Mn, r) }))
		w.term = string(terms.Stem(word))
		out = append(out, w)
		rest = next
	}
	return out
}

// lineAround cuts a line out of a text around the first mark, at spaces, and moves the marks that are in it.
func lineAround(text string, marks [][2]int) (string, [][2]int) {
	from, to := max(0, marks[0][0]-textBefore), min(len(text), marks[0][1]+textAfter)
	if from > 0 {
		from += strings.IndexByte(text[from:marks[0][0]], ' ') + 1
	}
	if to < len(text) {
		if at := strings.LastIndexByte(text[marks[0][1]:to], ' '); at >= 0 {
			to = marks[0][1] + at
		}
	}
	for from < marks[0][0] && !utf8.RuneStart(text[from]) {
		from++
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	var in [][2]int
	for _, m := range marks {
		if m[1] <= to {
			in = append(in, [2]int{m[0] - from, m[1] - from})
		}
	}
	line := []byte(text[from:to])
	for i, c := range line {
		if c < ' ' {
			line[i] = ' '
		}
	}
	return string(line), in
}
