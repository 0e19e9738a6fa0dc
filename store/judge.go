package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/store/query"
)

// judged is a mute or a rule that looks at stories as they arrive.
type judged struct {
	id    int64
	words string
	score int      // of a rule
	acts  []string // of a rule
	list  *list
}

// judge lets mutes and rules look at stories that have come in, those from first on, or changed. What rules do, they do to new
// ones only. It asks an index of these stories alone, so that its cost does not depend on the store.
func (db *DB) judge(ctx context.Context, tx *sql.Tx, places []int64, first ID) error {
	if len(places) == 0 {
		return nil
	}
	mutes, err := db.held(ctx, tx)
	if err != nil {
		return err
	}
	rules, err := db.rules(ctx, tx)
	if err != nil || len(mutes)+len(rules) == 0 {
		return err
	}
	if slices.ContainsFunc(slices.Concat(mutes, rules), func(j judged) bool { return j.list.asksWords() }) {
		if err := indexArrivals(ctx, tx, places); err != nil {
			return err
		}
	}
	if len(mutes) > 0 {
		if err := muteArrivals(ctx, tx, mutes, places); err != nil {
			return err
		}
	}
	if len(rules) > 0 {
		return db.ruleArrivals(ctx, tx, rules, places, first)
	}
	return nil
}

// judgeEvents lets mutes and rules that ask for events look again at the stories of these, once they are known, and follows
// what rules wanted followed.
func (db *DB) judgeEvents(ctx context.Context, tx *sql.Tx, events []int64) error {
	if err := db.followWishes(ctx, tx); err != nil {
		return err
	}
	mutes, err := db.held(ctx, tx)
	if err != nil {
		return err
	}
	rules, err := db.rules(ctx, tx)
	if err != nil || len(events) == 0 || !slices.ContainsFunc(slices.Concat(mutes, rules), func(j judged) bool { return j.list.asksEvents() }) {
		return err
	}
	list, err := json.Marshal(events)
	if err != nil {
		return err
	}
	places, err := readPlaces(tx.QueryContext(ctx, `SELECT s.place FROM json_each(?) e CROSS JOIN story s INDEXED BY story_event
		ON s.event = e.value`, string(list)))
	if err != nil {
		return err
	}
	return db.judge(ctx, tx, places, idMask)
}

// judgeTopics lets mutes and rules that ask for topics look again at what is stored, once topics are others.
func (db *DB) judgeTopics(ctx context.Context) error {
	var mutes []judged
	scored := false
	err := db.look(ctx, "read mutes and rules", func(tx *sql.Tx) error {
		rules, err := db.rules(ctx, tx)
		if err != nil {
			return err
		}
		scored = slices.ContainsFunc(rules, func(j judged) bool { return j.score != 0 && asksTopics(j.words, db.now()) })
		mutes, err = db.held(ctx, tx)
		mutes = slices.DeleteFunc(mutes, func(j judged) bool { return !asksTopics(j.words, db.now()) })
		return err
	})
	if err != nil || len(mutes) == 0 && !scored {
		return err
	}
	return db.change(ctx, soon, "mute stories", func(ctx context.Context, tx *sql.Tx) error {
		for _, m := range mutes {
			if err := muteAnew(ctx, tx, m); err != nil {
				return err
			}
		}
		if !scored {
			return nil
		}
		return db.scoreAnew(ctx, tx, db.now().AddDate(0, 0, -ruleDays))
	})
}

func asksTopics(words string, now time.Time) bool {
	e, err := query.Parse(words, now)
	return err == nil && holdsAny(e, func(e query.Expr) bool { f, ok := e.(query.Field); return ok && f.Name == query.Topic })
}

func (l *list) asksWords() bool {
	return l.match != "" || slices.ContainsFunc(l.parts, has[query.Text])
}

func (l *list) asksEvents() bool {
	return slices.ContainsFunc(l.parts, func(e query.Expr) bool {
		return holdsAny(e, func(e query.Expr) bool {
			f, field := e.(query.Field)
			n, number := e.(query.Number)
			return field && f.Name == query.Event || number && n.Of == query.Sources
		})
	})
}

// held are the mutes that hold.
func (db *DB) held(ctx context.Context, tx *sql.Tx) ([]judged, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, query, 0, '' FROM mute WHERE active = 1 AND (until = 0 OR until > ?) ORDER BY id",
		db.now().UnixMilli())
	return db.judging(ctx, tx, rows, err)
}

func (db *DB) rules(ctx context.Context, tx *sql.Tx) ([]judged, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, query, score, acts FROM rule ORDER BY id")
	return db.judging(ctx, tx, rows, err)
}

// judging reads mutes or rules; those whose words nobody understands any more are left out.
func (db *DB) judging(ctx context.Context, tx *sql.Tx, rows *sql.Rows, err error) ([]judged, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []judged
	for rows.Next() {
		var j judged
		var acts string
		if err := rows.Scan(&j.id, &j.words, &j.score, &acts); err != nil {
			return nil, err
		}
		j.acts = strings.Fields(acts)
		out = append(out, j)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return db.understand(ctx, tx, out)
}

// indexArrivals indexes stories by themselves, in the way of the store's own index of words.
func indexArrivals(ctx context.Context, tx *sql.Tx, places []int64) error {
	for _, s := range []string{
		`CREATE VIRTUAL TABLE IF NOT EXISTS temp.arrived USING fts5
			(title, summary, text, author, content = '', tokenize = 'porter unicode61 remove_diacritics 2')`,
		"INSERT INTO temp.arrived (arrived) VALUES ('delete-all')",
	} {
		if _, err := tx.ExecContext(ctx, s); err != nil {
			return err
		}
	}
	insert, err := tx.PrepareContext(ctx, "INSERT INTO temp.arrived (rowid, title, summary, text, author) VALUES (?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, p := range slices.Sorted(slices.Values(places)) {
		t, err := textsOf(ctx, tx, ID(p&idMask))
		if err != nil {
			return err
		}
		if _, err := insert.ExecContext(ctx, p, t.title, t.summary, t.text, t.author); err != nil {
			return err
		}
	}
	return nil
}

// amongArrivals selects those of the places, a JSON array, of which the list's words hold, as p.
func (l *list) amongArrivals(b *binder, places string) string {
	b.words = "temp.arrived"
	s := "SELECT e.value AS p FROM json_each(" + b.add(places) + ") e WHERE 1" + l.conditions(b, "e.value", l.parts) + l.included("e.value")
	if l.match != "" {
		s += " AND " + inWords(b, "e.value", l.match)
	}
	return s
}

// muteArrivals hides what mutes match of these stories, and shows what they do not match any more.
func muteArrivals(ctx context.Context, tx *sql.Tx, mutes []judged, places []int64) error {
	list, err := json.Marshal(places)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM hidden WHERE story IN (SELECT e.value & ? FROM json_each(?) e)", idMask, string(list)); err != nil {
		return err
	}
	for _, m := range mutes {
		var b binder
		id := b.add(m.id)
		if _, err := tx.ExecContext(ctx, fmt.Sprintf("INSERT OR IGNORE INTO hidden (mute, story) SELECT %s, p & %d FROM (%s)",
			id, idMask, m.list.amongArrivals(&b, string(list))), b.args...); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `UPDATE story SET muted = h.n FROM (SELECT e.value & ?1 AS id, (SELECT count(*) FROM hidden
		WHERE story = (e.value & ?1)) AS n FROM json_each(?2) e) h WHERE h.id = story.id AND story.muted <> h.n`, idMask, string(list))
	return err
}

// understand parses the words of mutes or rules, and leaves out those it cannot.
func (db *DB) understand(ctx context.Context, tx *sql.Tx, all []judged) ([]judged, error) {
	var out []judged
	for _, j := range all {
		l, err := db.parsed(ctx, tx, Query{Room: Latest, Words: j.words}, amongArrivals)
		var wrong *query.Error
		switch {
		case errors.As(err, &wrong):
			continue
		case err != nil:
			return nil, err
		}
		l.sight = both
		j.list = l
		out = append(out, j)
	}
	return out, nil
}
