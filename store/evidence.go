package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// What a topic is found by. The index of words does the looking: the same statements run over a small index of what has
// just come in and over the whole store. Only where an entry is a prefix does Go look at the text again, because the
// index holds stems: "immigra*" has to find "immigration", which is kept as "immigr".

// indexed is an index of words with titles and summaries, and its vocabulary.
type indexed struct {
	table, words string
	present      map[string]bool                                      // its terms, where they are few; nil: unknown
	text         func(place int64) (title, summary string, err error) // what was indexed
}

// evidence is what speaks for a topic of one story.
type evidence struct {
	title, summary []string // the words that hit
	entries        int      // how many different ones
	all            int      // how many of those that are needed
	not            bool
	filed          string // feed or section
}

// strong is the rule: a hit in the title, or two different entries, or where the feed files it.
func (e *evidence) strong() bool { return len(e.title) > 0 || e.entries > 1 || e.filed != "" }

// why is the evidence in words.
func (e *evidence) why() string {
	var out []string
	if len(e.title) > 0 {
		out = append(out, "title "+quoteList(e.title))
	}
	if len(e.summary) > 0 {
		out = append(out, "summary "+quoteList(e.summary))
	}
	if e.filed != "" {
		out = append(out, e.filed)
	}
	return strings.Join(out, ", ")
}

func quoteList(words []string) string { return `"` + strings.Join(words, `", "`) + `"` }

// look finds the evidence for a subject, by place; filed is what the feeds say.
func (s *subject) look(ctx context.Context, tx *sql.Tx, in indexed, filed map[int64]string) (map[int64]*evidence, error) {
	out := make(map[int64]*evidence)
	at := func(place int64) *evidence {
		if out[place] == nil {
			out[place] = new(evidence)
		}
		return out[place]
	}
	for _, e := range s.any {
		hits, err := in.find(ctx, tx, e)
		if err != nil {
			return nil, err
		}
		for place, h := range hits {
			v := at(place)
			v.entries++
			v.title, v.summary = add(v.title, h.title), add(v.summary, h.summary)
		}
	}
	for place, what := range filed {
		at(place).filed = what
	}
	if len(out) == 0 {
		return nil, nil
	}
	if err := s.restrict(ctx, tx, in, out); err != nil {
		return nil, err
	}
	maps.DeleteFunc(out, func(_ int64, v *evidence) bool { return v.not || v.filed == "" && v.all < len(s.all) })
	return out, nil
}

// add adds a word that hit, once.
func add(words []string, word string) []string {
	if word == "" || slices.Contains(words, word) {
		return words
	}
	return append(words, word)
}

// restrict looks for the entries that must be there, and for those that must not.
func (s *subject) restrict(ctx context.Context, tx *sql.Tx, in indexed, out map[int64]*evidence) error {
	for _, e := range s.all {
		hits, err := in.find(ctx, tx, e)
		if err != nil {
			return err
		}
		for place := range hits {
			if v := out[place]; v != nil {
				v.all++
			}
		}
	}
	for _, e := range s.not {
		hits, err := in.find(ctx, tx, e)
		if err != nil {
			return err
		}
		for place := range hits {
			if v := out[place]; v != nil {
				v.not = true
			}
		}
	}
	return nil
}

// where tells in which texts an entry was found, by the word to show; "": not there.
type where struct{ title, summary string }

// find looks for one entry.
func (in indexed) find(ctx context.Context, tx *sql.Tx, e entry) (map[int64]where, error) {
	if e.stem == "" || !in.mayHold(e) {
		return nil, nil
	}
	if e.prefix {
		return in.findPrefix(ctx, tx, e)
	}
	match := ftsQuote(e.words)
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(
		"SELECT rowid, 1 FROM %[1]s WHERE %[2]s MATCH ? UNION ALL SELECT rowid, 0 FROM %[1]s WHERE %[2]s MATCH ?",
		in.table, strings.TrimPrefix(in.table, "temp.")), "{title} : "+match, "{summary} : "+match)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make(map[int64]where)
	for rows.Next() {
		var place int64
		var title bool
		if err := rows.Scan(&place, &title); err != nil {
			return nil, err
		}
		w := out[place]
		if title {
			w.title = e.text
		} else {
			w.summary = e.text
		}
		out[place] = w
	}
	return out, rows.Err()
}

// mayHold rules out what cannot be there, where the terms are known.
func (in indexed) mayHold(e entry) bool {
	switch {
	case in.present == nil || in.present[e.stem]:
		return true
	case !e.prefix || strings.Contains(e.words, " "):
		return false
	}
	for term := range in.present {
		if strings.HasPrefix(term, e.stem) {
			return true
		}
	}
	return slices.ContainsFunc(stemsOf(e.stem), func(s string) bool { return in.present[s] })
}

// stemsOf are the terms, shorter than a prefix or as long, that a word which begins with it may be kept as.
func stemsOf(prefix string) []string {
	letters := []rune(prefix)
	var out []string
	for n := min(shortestPrefix, len(letters)); n <= len(letters); n++ {
		s := string(letters[:n])
		short := string(letters[:n-1])
		out = append(out, s, s+"e", short+"i", short+"e")
	}
	return out
}

// findPrefix finds candidates by the vocabulary, or by the words before the last of a phrase, and reads their texts.
func (in indexed) findPrefix(ctx context.Context, tx *sql.Tx, e entry) (map[int64]where, error) {
	var b binder
	var s string
	if before, _, phrase := cutLast(e.words); phrase {
		s = fmt.Sprintf("SELECT rowid FROM %s WHERE %s MATCH %s", in.table, strings.TrimPrefix(in.table, "temp."),
			b.add("{title summary} : "+ftsQuote(before)))
	} else {
		first := b.add(e.stem)
		s = fmt.Sprintf("SELECT doc FROM %[1]s WHERE term >= %[2]s AND term < %[3]s AND col IN ('title', 'summary')",
			in.words, first, b.add(e.stem+"\U0010ffff"))
		for _, stem := range stemsOf(e.stem) {
			s += fmt.Sprintf(" UNION SELECT doc FROM %s WHERE term = %s AND col IN ('title', 'summary')", in.words, b.add(stem))
		}
	}
	places, err := readPlaces(tx.QueryContext(ctx, s, b.args...))
	if err != nil {
		return nil, err
	}
	out := make(map[int64]where)
	for _, place := range places {
		title, summary, err := in.text(place)
		if err != nil {
			return nil, err
		}
		if w := (where{beginning(title, e.words), beginning(summary, e.words)}); w != (where{}) {
			out[place] = w
		}
	}
	return out, nil
}

func readPlaces(rows *sql.Rows, err error) ([]int64, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var place int64
		if err := rows.Scan(&place); err != nil {
			return nil, err
		}
		out = append(out, place)
	}
	return out, rows.Err()
}

// cutLast parts a phrase before its last word.
func cutLast(s string) (before, last string, phrase bool) {
	if i := strings.LastIndexByte(s, ' '); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return "", s, false
}

// beginning is the first place in text where the words of prefix stand in a row and the last may go on, in small
// letters; "" when there is none.
func beginning(text, prefix string) string {
	want := strings.FieldsFunc(fold(prefix), notOfWord)
	have := strings.FieldsFunc(fold(text), notOfWord)
	if len(want) == 0 {
		return ""
	}
	last := len(want) - 1
	for i := range len(have) - last {
		if slices.Equal(have[i:i+last], want[:last]) && strings.HasPrefix(have[i+last], want[last]) {
			return strings.Join(have[i:i+last+1], " ")
		}
	}
	return ""
}

func notOfWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.Co, r)
}
