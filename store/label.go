package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"dateline/feeds/topics"
)

// labelRules is raised when labels are given by other rules, so that every store is labelled anew.
const labelRules = "3"

// Hit is a topic of a story and what gave it.
type Hit struct {
	Topic  string
	Strong bool   // only strong ones are shown in lists and filtered by
	Why    string // e.g. `title "emissions", summary "co2"` or `feed Guardian` or `section Environment`
}

// Why tells the topics of a story, weak ones too, in the order of the config, and what gave them.
func (db *DB) Why(ctx context.Context, id ID) ([]Hit, error) {
	var out []Hit
	err := db.look(ctx, "read topics", func(tx *sql.Tx) error {
		b, err := db.current(ctx, tx)
		if err != nil {
			return err
		}
		var a arrival
		var o outlet
		var names string
		err = tx.QueryRowContext(ctx, `SELECT s.place, h.title, h.summary, coalesce(x.names, ''), f.url, f.name, f.title, f.shown
			FROM story s JOIN headline h ON h.id = s.id JOIN feed f ON f.id = s.feed LEFT JOIN sections x ON x.id = s.sections
			WHERE s.id = ?`, id).Scan(&a.place, &a.title, &a.summary, &names, &o.url, &o.name, &o.title, &o.shown)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		a.sections = sectionsOf(names)
		if out, err = hits(ctx, tx, a.place, b.reading().story(&o, &a)); err != nil {
			return err
		}
		return readersHits(ctx, tx, id, out)
	})
	return out, err
}

// hits are the labels of a story with what gives them now. A label that nothing gives is from the time when its feed had
// another name.
func hits(ctx context.Context, tx *sql.Tx, place int64, found []evidence) ([]Hit, error) {
	rows, err := tx.QueryContext(ctx, `SELECT l.topic, t.name, l.strong, f.shown FROM label l JOIN topic t ON t.id = l.topic
		JOIN story s ON s.place = l.place JOIN feed f ON f.id = s.feed WHERE l.place = ? ORDER BY t.position`, place)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Hit
	for rows.Next() {
		var h Hit
		var topic int64
		var shown string
		if err := rows.Scan(&topic, &h.Topic, &h.Strong, &shown); err != nil {
			return nil, err
		}
		h.Why = "feed " + shown
		if i := slices.IndexFunc(found, func(v evidence) bool { return v.topic == topic }); i >= 0 {
			h.Why = found[i].why()
		}
		out = append(out, h)
	}
	return out, rows.Err()
}

// SetTopics makes t the topics of the store. Stories are labelled anew for topics that are not as they were; relabelled
// tells whether there were any. It goes through the store piece by piece, so that what the reader does meanwhile waits
// for one piece at most; if it is cut short, the next call does it again.
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
		stale, err = readPlaces(tx.QueryContext(ctx, "SELECT id FROM topic WHERE labelled = 0 ORDER BY id"))
		return err
	})
	if err != nil || len(stale) == 0 {
		return false, err
	}
	if err = db.relabel(ctx, print, stale); err == nil {
		err = db.judgeTopics(ctx)
	}
	return err == nil, err
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

// syncTopics makes the table of topics what t says and drops the labels of what is gone. What is different keeps its own
// until it has been labelled anew.
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
			_, err = tx.ExecContext(ctx, "UPDATE topic SET position = ?, definition = ?, labelled = 0 WHERE id = ?", position, d, k.id)
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
	for _, s := range []string{"DELETE FROM label WHERE topic = ?", "DELETE FROM tally WHERE topic = ?", "DELETE FROM topic WHERE id = ?"} {
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

// querier is a database, or a transaction of it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// current is the labeller for what is in the table of topics now.
func (db *DB) current(ctx context.Context, q querier) (*labeller, error) {
	var print string
	err := q.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'topics'").Scan(&print)
	if errors.Is(err, sql.ErrNoRows) {
		return newLabeller(), nil
	}
	if err != nil {
		return nil, err
	}
	if b := db.labels.Load(); b != nil && b.fingerprint == print {
		return b, nil
	}
	b, err := loadLabeller(ctx, q)
	if err != nil {
		return nil, err
	}
	b.fingerprint = print
	db.labels.Store(b)
	return b, nil
}

func loadLabeller(ctx context.Context, q querier) (*labeller, error) {
	rows, err := q.QueryContext(ctx, "SELECT id, definition FROM topic ORDER BY position")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	b := newLabeller()
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
		b.add(id, t)
	}
	return b, rows.Err()
}
