package store

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"
	"strings"
)

// arrival is a story that has just come in or changed, as far as topics are concerned.
type arrival struct {
	place          int64
	title, summary string
	sections       []string
}

// outlet is a feed as far as topics are concerned.
type outlet struct{ url, name, title, shown string }

// labelNew labels stories of one feed. It fills a small index with them, so that its cost does not depend on the store.
func (b *labeller) labelNew(ctx context.Context, tx *sql.Tx, from outlet, stories []arrival) error {
	if len(b.topics) == 0 || len(stories) == 0 {
		return nil
	}
	in, err := probe(ctx, tx, stories)
	if err != nil {
		return err
	}
	write, err := prepareLabels(ctx, tx)
	defer write.close()
	if err != nil {
		return err
	}
	for i := range b.topics {
		s := &b.topics[i]
		found, err := s.look(ctx, tx, in, s.filedNew(from, stories))
		if err != nil {
			return err
		}
		if err := write.keep(ctx, s.id, found); err != nil {
			return err
		}
	}
	return nil
}

// labelStatements write a label and its reason.
type labelStatements struct{ label, reason *sql.Stmt }

func prepareLabels(ctx context.Context, tx *sql.Tx) (labelStatements, error) {
	var s labelStatements
	var err error
	if s.label, err = tx.PrepareContext(ctx, `INSERT OR IGNORE INTO label (place, topic, strong, unread, muted)
		SELECT place, ?, ?, read = 0, muted > 0 FROM story WHERE place = ?`); err != nil {
		return s, err
	}
	s.reason, err = tx.PrepareContext(ctx, "INSERT OR IGNORE INTO reason (place, topic, why) VALUES (?, ?, ?)")
	return s, err
}

func (s labelStatements) close() {
	for _, stmt := range []*sql.Stmt{s.label, s.reason} {
		if stmt != nil {
			_ = stmt.Close() // the transaction tells what went wrong
		}
	}
}

func (s labelStatements) keep(ctx context.Context, topic int64, found map[int64]*evidence) error {
	for _, place := range slices.Sorted(maps.Keys(found)) {
		v := found[place]
		if _, err := s.label.ExecContext(ctx, topic, v.strong(), place); err != nil {
			return err
		}
		if _, err := s.reason.ExecContext(ctx, place, topic, v.why()); err != nil {
			return err
		}
	}
	return nil
}

// probe indexes stories by themselves.
func probe(ctx context.Context, tx *sql.Tx, stories []arrival) (indexed, error) {
	in := indexed{table: "temp.probe"}
	for _, s := range []string{
		`CREATE VIRTUAL TABLE IF NOT EXISTS temp.probe USING fts5
			(title, summary, content = '', tokenize = 'porter unicode61 remove_diacritics 2')`,
		"CREATE VIRTUAL TABLE IF NOT EXISTS temp.probe_word USING fts5vocab (temp, probe, instance)",
		"INSERT INTO temp.probe (probe) VALUES ('delete-all')",
	} {
		if _, err := tx.ExecContext(ctx, s); err != nil {
			return in, err
		}
	}
	insert, err := tx.PrepareContext(ctx, "INSERT INTO temp.probe (rowid, title, summary) VALUES (?, ?, ?)")
	if err != nil {
		return in, err
	}
	defer insert.Close()
	slices.SortFunc(stories, func(a, b arrival) int { return cmp.Compare(a.place, b.place) })
	for _, s := range stories {
		if _, err := insert.ExecContext(ctx, s.place, s.title, s.summary); err != nil {
			return in, err
		}
	}
	type folded struct{ title, summary []string }
	words := make(map[int64]folded)
	in.read = func(place int64) ([]string, []string, error) {
		w, ok := words[place]
		if !ok {
			i, _ := slices.BinarySearchFunc(stories, place, func(a arrival, p int64) int { return cmp.Compare(a.place, p) })
			w = folded{foldedWords(stories[i].title), foldedWords(stories[i].summary)}
			words[place] = w
		}
		return w.title, w.summary, nil
	}
	v, err := readVocabulary(ctx, tx)
	in.term, in.prefixed, in.holds = v.find, v.prefixed, v.holds
	return in, err
}

// vocabulary is what a small index holds: the terms in order, and where each is.
type vocabulary struct {
	terms     []string
	instances [][]instance
}

func readVocabulary(ctx context.Context, tx *sql.Tx) (*vocabulary, error) {
	rows, err := tx.QueryContext(ctx, "SELECT term, doc, col = 'title' FROM temp.probe_word") // in the order of terms
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	v := new(vocabulary)
	for rows.Next() {
		var term sql.RawBytes
		var i instance
		if err := rows.Scan(&term, &i.place, &i.title); err != nil {
			return nil, err
		}
		last := len(v.terms) - 1
		if last < 0 || v.terms[last] != string(term) {
			v.terms, v.instances = append(v.terms, string(term)), append(v.instances, nil)
			last++
		}
		v.instances[last] = append(v.instances[last], i)
	}
	return v, rows.Err()
}

func (v *vocabulary) holds(term string) bool {
	_, ok := slices.BinarySearch(v.terms, term)
	return ok
}

// find is where a term is.
func (v *vocabulary) find(term string) []instance {
	if i, ok := slices.BinarySearch(v.terms, term); ok {
		return v.instances[i]
	}
	return nil
}

// prefixed is what may have a word that begins as e does.
func (v *vocabulary) prefixed(_ context.Context, e entry) ([]int64, error) {
	var out []int64
	prefix := fold(e.words)
	for i, _ := slices.BinarySearch(v.terms, prefix); i < len(v.terms) && strings.HasPrefix(v.terms[i], prefix); i++ {
		for _, found := range v.instances[i] {
			out = append(out, found.place)
		}
	}
	for _, end := range e.ends {
		for _, found := range v.find(end.stem) {
			out = append(out, found.place)
		}
	}
	return out, nil
}

// wholeIndex is the index of words of the whole store.
func wholeIndex(tx *sql.Tx, text *sql.Stmt) indexed {
	return indexed{
		table: "words",
		holds: func(string) bool { return true },
		read: func(place int64) ([]string, []string, error) {
			var title, summary string
			err := text.QueryRow(place&idMask).Scan(&title, &summary)
			return foldedWords(title), foldedWords(summary), err
		},
		prefixed: func(ctx context.Context, e entry) ([]int64, error) {
			words := []string{ftsQuote(e.words) + " *"}
			for _, end := range e.ends {
				words = append(words, ftsQuote(end.word))
			}
			return readPlaces(tx.QueryContext(ctx, "SELECT rowid FROM words WHERE words MATCH ?",
				"{title summary} : ("+strings.Join(words, " OR ")+")"))
		},
	}
}

// filedNew is what the feed and its sections say of stories that have just come in.
func (s *subject) filedNew(from outlet, stories []arrival) map[int64]string {
	whole := s.ownFeed(from)
	out := make(map[int64]string)
	for _, story := range stories {
		if what := whole; what != "" {
			out[story.place] = what
		} else if what := s.ownSection(story.sections); what != "" {
			out[story.place] = what
		}
	}
	return out
}

func (s *subject) ownFeed(from outlet) string {
	for _, n := range []string{from.url, from.name, from.title} {
		if n != "" && slices.Contains(s.feeds, fold(n)) {
			return "feed " + from.shown
		}
	}
	return ""
}

func (s *subject) ownSection(sections []string) string {
	for _, n := range sections {
		if i := slices.Index(s.sections, fold(n)); i >= 0 {
			return "section " + n
		}
	}
	return ""
}

// labelAll labels the stories of the whole store that a topic has not labelled yet.
func (db *DB) labelAll(ctx context.Context, tx *sql.Tx, topic int64) error {
	b, err := db.current(ctx, tx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(b.topics, func(s subject) bool { return s.id == topic })
	if at < 0 {
		return nil // another program has set other topics
	}
	s := &b.topics[at]
	text, err := tx.PrepareContext(ctx, "SELECT title, summary FROM headline WHERE id = ?")
	if err != nil {
		return err
	}
	defer text.Close()
	write, err := prepareLabels(ctx, tx)
	defer write.close()
	if err != nil {
		return err
	}
	filed, err := s.filedAll(ctx, tx)
	if err != nil {
		return err
	}
	found, err := s.look(ctx, tx, wholeIndex(tx, text), filed)
	if err != nil {
		return err
	}
	if err := write.keep(ctx, topic, found); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE topic SET labelled = 1 WHERE id = ?", topic)
	return err
}

// filedAll is what feeds and sections say of all stories, by place.
func (s *subject) filedAll(ctx context.Context, tx *sql.Tx) (map[int64]string, error) {
	out, err := s.filedBySection(ctx, tx)
	if err != nil || len(s.feeds) == 0 {
		return out, err
	}
	rows, err := tx.QueryContext(ctx, "SELECT id, url, name, title, shown FROM feed")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var feed int64
		var o outlet
		if err := rows.Scan(&feed, &o.url, &o.name, &o.title, &o.shown); err != nil {
			return nil, err
		}
		what := s.ownFeed(o)
		if what == "" {
			continue
		}
		places, err := readPlaces(tx.QueryContext(ctx, "SELECT place FROM story WHERE feed = ?", feed))
		if err != nil {
			return nil, err
		}
		for _, p := range places {
			out[p] = what
		}
	}
	return out, rows.Err()
}

// filedBySection goes through the lists of sections there are, which are far fewer than stories.
func (s *subject) filedBySection(ctx context.Context, tx *sql.Tx) (map[int64]string, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, names FROM sections")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make(map[int64]string)
	for rows.Next() {
		var id int64
		var names string
		if err := rows.Scan(&id, &names); err != nil {
			return nil, err
		}
		what := s.ownSection(strings.Split(names, "\n"))
		if what == "" {
			continue
		}
		places, err := readPlaces(tx.QueryContext(ctx, "SELECT place FROM story INDEXED BY story_sections WHERE sections = ?", id))
		if err != nil {
			return nil, err
		}
		for _, p := range places {
			out[p] = what
		}
	}
	return out, rows.Err()
}
