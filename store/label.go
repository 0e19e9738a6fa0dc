package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/feeds/topics"
)

// labelRules is raised when labels are given by other rules, so that every store is labelled anew.
const labelRules = "1"

// Hit is a topic of a story and what gave it.
type Hit struct {
	Topic  string
	Strong bool   // only strong ones are shown in lists and filtered by
	Why    string // e.g. `title "emissions", summary "co2"` or `feed Guardian` or `section Environment`
}

// Why tells the topics of a story, weak ones too, in the order of the config.
func (db *DB) Why(ctx context.Context, id ID) ([]Hit, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT t.name, l.strong, r.why FROM story s JOIN label l ON l.place = s.place
		JOIN reason r ON r.place = l.place AND r.topic = l.topic JOIN topic t ON t.id = l.topic WHERE s.id = ? ORDER BY t.position`, id)
	if err != nil {
		return nil, db.wrong("read topics", err)
	}
	defer rows.Close()
	var out []Hit
	for rows.Next() {
		var h Hit
		if err := rows.Scan(&h.Topic, &h.Strong, &h.Why); err != nil {
			return nil, db.wrong("read topics", err)
		}
		out = append(out, h)
	}
	return out, db.wrong("read topics", rows.Err())
}

// SetTopics makes t the topics of the store. Stories are labelled anew for topics that are not as they were; relabelled
// tells whether there were any. Each topic is a transaction of its own, so that what the reader does meanwhile waits
// for one at most; if it is cut short, the next call goes on.
func (db *DB) SetTopics(ctx context.Context, t []topics.Topic) (relabelled bool, err error) {
	if db.readOnly {
		return false, nil
	}
	t = distinct(t)
	print := fingerprint(t)
	var same bool
	if err := db.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM meta WHERE name = 'topics' AND value = ?)
		AND NOT EXISTS (SELECT 1 FROM topic WHERE labelled = 0)`, print).Scan(&same); err != nil || same {
		return false, db.wrong("set topics", err)
	}
	var stale []int64
	err = db.change(ctx, soon, "set topics", func(ctx context.Context, tx *sql.Tx) error {
		if err := syncTopics(ctx, tx, t); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO meta (name, value) VALUES ('topics', ?)", print); err != nil {
			return err
		}
		stale, err = readPlaces(tx.QueryContext(ctx, "SELECT id FROM topic WHERE labelled = 0 ORDER BY position"))
		return err
	})
	for _, id := range stale {
		if err != nil {
			break
		}
		err = db.change(ctx, soon, "label stories", func(ctx context.Context, tx *sql.Tx) error { return db.labelAll(ctx, tx, id) })
	}
	return len(stale) > 0 && err == nil, err
}

// distinct drops topics without a name and all but the first of a name.
func distinct(t []topics.Topic) []topics.Topic {
	seen := make(map[string]bool)
	var out []topics.Topic
	for _, topic := range t {
		if topic.Name != "" && !seen[topic.Name] {
			seen[topic.Name] = true
			out = append(out, topic)
		}
	}
	return out
}

func fingerprint(v any) string {
	text, _ := json.Marshal(v) // strings and slices of them cannot fail
	sum := sha256.Sum256(append(text, labelRules...))
	return hex.EncodeToString(sum[:16])
}

// definition is what is kept of a topic beside its name.
func definition(t topics.Topic) string {
	text, _ := json.Marshal(struct {
		Rules string
		topics.Topic
	}{labelRules, t})
	return string(text)
}

// syncTopics makes the table of topics what t says and drops the labels of what is gone or different.
func syncTopics(ctx context.Context, tx *sql.Tx, t []topics.Topic) error {
	have, err := knownTopics(ctx, tx)
	if err != nil {
		return err
	}
	for position, topic := range t {
		k, ok := have[topic.Name]
		delete(have, topic.Name)
		d := definition(topic)
		switch {
		case ok && k.definition == d:
			_, err = tx.ExecContext(ctx, "UPDATE topic SET position = ? WHERE id = ?", position, k.id)
		case ok:
			if err = forget(ctx, tx, k.id); err == nil {
				err = insertTopic(ctx, tx, topic.Name, position, d)
			}
		default:
			err = insertTopic(ctx, tx, topic.Name, position, d)
		}
		if err != nil {
			return err
		}
	}
	for _, k := range have {
		if err := forget(ctx, tx, k.id); err != nil {
			return err
		}
	}
	return nil
}

// known is a topic as the store has it.
type known struct {
	id         int64
	definition string
}

func knownTopics(ctx context.Context, tx *sql.Tx) (map[string]known, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, name, definition FROM topic")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	have := make(map[string]known)
	for rows.Next() {
		var k known
		var name string
		if err := rows.Scan(&k.id, &name, &k.definition); err != nil {
			return nil, err
		}
		have[name] = k
	}
	return have, rows.Err()
}

func forget(ctx context.Context, tx *sql.Tx, topic int64) error {
	for _, s := range []string{"DELETE FROM label WHERE topic = ?", "DELETE FROM reason WHERE topic = ?", "DELETE FROM tally WHERE topic = ?", "DELETE FROM topic WHERE id = ?"} {
		if _, err := tx.ExecContext(ctx, s, topic); err != nil {
			return err
		}
	}
	return nil
}

func insertTopic(ctx context.Context, tx *sql.Tx, name string, position int, definition string) error {
	r, err := tx.ExecContext(ctx, "INSERT INTO topic (name, folded, position, definition) VALUES (?, ?, ?, ?)",
		name, fold(name), position, definition)
	if err != nil {
		return err
	}
	id, err := r.LastInsertId()
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO tally (topic) VALUES (?)", id)
	return err
}

// labeller holds the topics of a store ready to be looked for.
type labeller struct {
	fingerprint string
	topics      []subject
}

// subject is a topic ready to be looked for.
type subject struct {
	id              int64
	any, all, not   []entry
	feeds, sections []string // folded
	sectionNames    []string // as written, beside sections
}

// entry is a word, a phrase or a prefix of a topic.
type entry struct {
	text   string // as written
	words  string // without the star
	prefix bool
	stems  []string // of its words, as the index holds them
	ends   []ending // of a prefix: words that begin so but are kept as something that does not
}

// ending is a word that goes on from a prefix, and its stem.
type ending struct{ word, stem string }

// suffixes are what the stemmer takes off, as far as words of the news have it.
const suffixes = "s es ed ing ies ied y er ers or ors ion ions ation ations ization al ally ical ity ities ive ant ants ent ents ance ence " +
	"able ible ment ments ness ful ous ism ist ists ize ized ate ated ator"

// endings are words that begin with prefix and end in a suffix: with the whole of it, or with the rest of one that the
// prefix has begun ("immigra": "immigration").
func endings(prefix string) []string {
	out := []string{prefix}
	for _, s := range strings.Fields(suffixes) {
		out = append(out, prefix+s)
		for n := 1; n < len(s) && n < len(prefix)-2; n++ {
			if strings.HasSuffix(prefix, s[:n]) {
				out = append(out, prefix+s[n:])
			}
		}
	}
	return out
}

// current is the labeller for what is in the table of topics now.
func (db *DB) current(ctx context.Context, tx *sql.Tx) (*labeller, error) {
	var print string
	err := tx.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'topics'").Scan(&print)
	if errors.Is(err, sql.ErrNoRows) {
		return &labeller{}, nil
	}
	if err != nil {
		return nil, err
	}
	if b := db.labels.Load(); b != nil && b.fingerprint == print {
		return b, nil
	}
	b, err := loadLabeller(ctx, tx)
	if err != nil {
		return nil, err
	}
	b.fingerprint = print
	db.labels.Store(b)
	return b, nil
}

// loadLabeller reads the topics and lets the tokenizer of the index say what their words are to it.
func loadLabeller(ctx context.Context, tx *sql.Tx) (*labeller, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, definition FROM topic ORDER BY position")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	b := new(labeller)
	for rows.Next() {
		var id int64
		var text string
		if err := rows.Scan(&id, &text); err != nil {
			return nil, err
		}
		var t topics.Topic
		if err := json.Unmarshal([]byte(text), &t); err != nil {
			return nil, fmt.Errorf("read topic: %w", err)
		}
		b.topics = append(b.topics, newSubject(id, t))
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return b, b.stems(ctx, tx)
}

func newSubject(id int64, t topics.Topic) subject {
	s := subject{id: id, any: entries(t.Any), all: entries(t.All), not: entries(t.Not)}
	if len(s.any) == 0 {
		s.any = s.all
	}
	for _, f := range t.Feeds {
		s.feeds = append(s.feeds, fold(f))
	}
	for _, n := range append(slices.Clone(t.Sections), t.Name) {
		s.sections, s.sectionNames = append(s.sections, fold(n)), append(s.sectionNames, n)
	}
	return s
}

func entries(list []string) []entry {
	var out []entry
	for _, text := range list {
		words := strings.Join(strings.Fields(strings.Trim(text, `"`)), " ")
		e := entry{text: words, words: strings.TrimRight(words, "*")}
		e.prefix = e.words != words
		if e.words != "" {
			out = append(out, e)
		}
	}
	return out
}

// each visits every entry.
func (b *labeller) each(f func(*entry)) {
	for i := range b.topics {
		for _, list := range [][]entry{b.topics[i].any, b.topics[i].all, b.topics[i].not} {
			for j := range list {
				f(&list[j])
			}
		}
	}
}

// stems asks the tokenizer for the words of every entry.
func (b *labeller) stems(ctx context.Context, tx *sql.Tx) error {
	for _, s := range []string{
		"DROP TABLE IF EXISTS temp.entry_word", "DROP TABLE IF EXISTS temp.entry",
		"CREATE VIRTUAL TABLE temp.entry USING fts5 (words, content = '', tokenize = 'porter unicode61 remove_diacritics 2')",
		"CREATE VIRTUAL TABLE temp.entry_word USING fts5vocab (temp, entry, instance)",
	} {
		if _, err := tx.ExecContext(ctx, s); err != nil {
			return err
		}
	}
	insert, err := tx.PrepareContext(ctx, "INSERT INTO temp.entry (rowid, words) VALUES (?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	var asked []question
	ask := func(e *entry, words string, end bool) error {
		asked = append(asked, question{e, words, end})
		_, err := insert.ExecContext(ctx, len(asked), words)
		return err
	}
	b.each(func(e *entry) {
		err = cmp.Or(err, ask(e, e.words, false))
		if !e.prefix || strings.Contains(e.words, " ") {
			return
		}
		for _, w := range endings(fold(e.words)) {
			err = cmp.Or(err, ask(e, w, true))
		}
	})
	if err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, `SELECT doc, term FROM temp.entry_word ORDER BY doc, "offset"`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var i int
		var stem string
		if err := rows.Scan(&i, &stem); err != nil {
			return err
		}
		asked[i-1].answer(stem)
	}
	return rows.Err()
}

// question is what the tokenizer is asked: an entry's words, or a word that goes on from a prefix.
type question struct {
	entry *entry
	words string
	end   bool
}

func (q question) answer(stem string) {
	e := q.entry
	switch known := func(n ending) bool { return n.stem == stem }; {
	case !q.end:
		e.stems = append(e.stems, stem)
	case !strings.HasPrefix(stem, fold(e.words)) && !slices.ContainsFunc(e.ends, known):
		e.ends = append(e.ends, ending{q.words, stem})
	}
}
