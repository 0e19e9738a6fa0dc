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

// What a topic is found by. FTS5 cuts texts into words and says which are the same; the rules are the same for a small
// index of what has just come in and for the whole store. Where an entry is a prefix, the text itself is looked at
// again, because the index holds stems: "immigra*" has to find "immigration", which is kept as "immigr".

// indexed is an index of words with titles and summaries.
type indexed struct {
	table    string
	term     func(stem string) []instance                           // where a term is; nil: ask the table
	prefixed func(context.Context, entry) ([]int64, error)          // what may have words that begin so, and more
	holds    func(stem string) bool                                 // false: no text has that term
	read     func(place int64) (title, summary []string, err error) // what was indexed, as folded words
}

// instance is a term in a title, or else in a summary.
type instance struct {
	place int64
	title bool
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
	switch {
	case len(e.stems) == 0:
		return nil, nil
	case e.prefix:
		return in.findPrefix(ctx, tx, e)
	case len(e.stems) > 1 || in.term == nil:
		return in.findPhrase(ctx, tx, e)
	}
	out := make(map[int64]where)
	for _, i := range in.term(e.stems[0]) {
		out[i.place] = out[i.place].with(i.title, e.text)
	}
	return out, nil
}

func (w where) with(title bool, word string) where {
	if title {
		w.title = word
	} else {
		w.summary = word
	}
	return w
}

func (in indexed) findPhrase(ctx context.Context, tx *sql.Tx, e entry) (map[int64]where, error) {
	for _, stem := range e.stems {
		if !in.holds(stem) {
			return nil, nil
		}
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
		var i instance
		if err := rows.Scan(&i.place, &i.title); err != nil {
			return nil, err
		}
		out[i.place] = out[i.place].with(i.title, e.text)
	}
	return out, rows.Err()
}

// findPrefix finds candidates by the vocabulary, or by the words before the last of a phrase, and reads their texts.
func (in indexed) findPrefix(ctx context.Context, tx *sql.Tx, e entry) (map[int64]where, error) {
	places := make(map[int64]bool)
	if cut := strings.LastIndexByte(e.words, ' '); cut > 0 {
		before := entry{words: e.words[:cut], stems: e.stems[:len(e.stems)-1]}
		if len(before.stems) == 0 {
			return nil, nil
		}
		found, err := in.find(ctx, tx, before)
		if err != nil {
			return nil, err
		}
		for place := range found {
			places[place] = true
		}
	} else {
		found, err := in.prefixed(ctx, e)
		if err != nil {
			return nil, err
		}
		for _, place := range found {
			places[place] = true
		}
	}
	out := make(map[int64]where)
	want := foldedWords(e.words)
	for place := range places {
		title, summary, err := in.read(place)
		if err != nil {
			return nil, err
		}
		if w := (where{beginning(title, want), beginning(summary, want)}); w != (where{}) {
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

// beginning is the first place in a text where the words of a prefix stand in a row and the last may go on; "" when there
// is none.
func beginning(text, prefix []string) string {
	if len(prefix) == 0 {
		return ""
	}
	last := len(prefix) - 1
	for i := range len(text) - last {
		if slices.Equal(text[i:i+last], prefix[:last]) && strings.HasPrefix(text[i+last], prefix[last]) {
			return strings.Join(text[i:i+last+1], " ")
		}
	}
	return ""
}

func foldedWords(s string) []string { return strings.FieldsFunc(fold(s), notOfWord) }

func notOfWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.Co, r)
}
