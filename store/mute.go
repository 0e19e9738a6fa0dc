package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"dateline/store/query"
)

// A mute hides stories: those it matches when it is made, and those that it matches as they arrive or change. What it matched
// is kept (hidden, story.muted, label.muted), so that lists and counts need not ask. It hides nothing that is saved from
// the room of saved stories. Lifted or over, it gives everything back.

// Mute is a query whose stories are hidden.
type Mute struct {
	Query string
	Until time.Time // zero: for ever
}

// MuteState is a mute that holds.
type MuteState struct {
	ID          int64
	Query       string
	Headline    string    // of the story, when the mute is of one: "event:N"
	Made, Until time.Time // Until zero: for ever
	Today       int       // stories that it hid of those that came in today
	Stories     int       // in all
	FromConfig  bool
}

// Mute hides what a query matches, now and as it comes in, until then; zero: for ever. Kind is "muted", Count how many
// stories no mute hid before, but at least 1: the mute is there even when it hides nothing yet. An error of the words is a
// *query.Error.
func (db *DB) Mute(ctx context.Context, words string, until time.Time) (Act, error) {
	if err := db.checkMute(words); err != nil {
		return Act{Kind: "muted"}, err
	}
	if !until.IsZero() && !until.After(db.now()) {
		return Act{Kind: "muted"}, &query.Error{Word: words, Problem: "the mute would be over already", Hint: "choose a later day"}
	}
	return db.record(ctx, "muted", "mute", 0, func(ctx context.Context, d *deed) error {
		id, err := insertMute(ctx, d.tx, Mute{words, until}, db.now(), false)
		if err != nil {
			return err
		}
		d.Title = words
		return d.turnMute(ctx, id, "1")
	})
}

// Lift ends a mute and gives back what it hid. Kind is "lifted", Count how many stories are seen again, but at least 1; 0: there
// is no such mute.
func (db *DB) Lift(ctx context.Context, mute int64) (Act, error) {
	return db.record(ctx, "lifted", "lift mute", 0, func(ctx context.Context, d *deed) error {
		if err := d.tx.QueryRowContext(ctx, "SELECT query FROM mute WHERE id = ?", mute).Scan(&d.Title); errors.Is(err, sql.ErrNoRows) {
			return nil
		} else if err != nil {
			return err
		}
		return d.turnMute(ctx, mute, "")
	})
}

// turnMute switches a mute on or off as a part of an act, and counts the stories that this hides or shows.
func (d *deed) turnMute(ctx context.Context, mute int64, value string) error {
	const shown = "SELECT stories FROM tally WHERE topic = 0"
	before, err := one(ctx, d.tx, shown, nil)
	if err != nil {
		return err
	}
	if _, err := d.put(ctx, "mute", mute, value); err != nil {
		return err
	}
	after, err := one(ctx, d.tx, shown, nil)
	d.Count = max(before-after, after-before)
	return err
}

// checkMute reports what a mute cannot be made of.
func (db *DB) checkMute(words string) error {
	e, err := query.Parse(words, db.now())
	if err != nil {
		return err
	}
	e, order := takeOrder(e)
	switch {
	case e == nil:
		return &query.Error{Word: words, Problem: "nothing to mute", Hint: "say what: a word, source:…, topic:…"}
	case order != Usual:
		return &query.Error{Word: words, Problem: "a mute has no order", Hint: "leave sort: out"}
	case holdsMuted(e):
		return &query.Error{Word: words, Problem: "a mute cannot ask what is muted", Hint: "leave is:muted out"}
	}
	return nil
}

func insertMute(ctx context.Context, tx *sql.Tx, m Mute, now time.Time, config bool) (int64, error) {
	r, err := tx.ExecContext(ctx, "INSERT INTO mute (query, made, until, config) VALUES (?, ?, ?, ?)",
		m.Query, now.UnixMilli(), millis(m.Until), config)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// muteThing is whether a mute holds, as the journal sees it: "1" or "".
func (db *DB) muteThing() thing {
	return thing{
		get: textAt("SELECT iif(active, '1', '') FROM mute WHERE id = ?"),
		set: func(ctx context.Context, tx *sql.Tx, key int64, value string) error {
			if value == "" {
				return endMute(ctx, tx, key)
			}
			return db.beginMute(ctx, tx, key)
		},
	}
}

// beginMute lets a mute hide what it matches; one that is over by now hides nothing.
func (db *DB) beginMute(ctx context.Context, tx *sql.Tx, mute int64) error {
	var words string
	var until int64
	if err := tx.QueryRowContext(ctx, "SELECT query, until FROM mute WHERE id = ?", mute).Scan(&words, &until); err != nil {
		return err
	}
	if until > 0 && until <= db.now().UnixMilli() {
		return nil
	}
	l, err := db.parsed(ctx, tx, Query{Room: Latest, Words: words}, inIndex)
	if err != nil {
		return err
	}
	l.sight = both // what another mute hides already is hidden by this one, too
	var b binder
	id := b.add(mute)
	for _, s := range []struct {
		text string
		args []any
	}{
		{"UPDATE mute SET active = 1 WHERE id = ?", []any{mute}},
		{fmt.Sprintf("INSERT OR IGNORE INTO hidden (mute, story) SELECT %s, p & %d FROM (%s)", id, idMask, l.arms(&b, "").sql()), nil},
		{"UPDATE story SET muted = muted + 1 WHERE id IN (SELECT story FROM hidden WHERE mute = ?)", []any{mute}},
	} {
		if s.args == nil {
			s.args = b.args
		}
		if _, err := tx.ExecContext(ctx, s.text, s.args...); err != nil {
			return err
		}
	}
	return nil
}

// muteAnew lets a mute hide what it matches now, and no more; stories of which that is so already are not touched.
func muteAnew(ctx context.Context, tx *sql.Tx, m judged) error {
	var b binder
	mute := b.add(m.id)
	hidden := "SELECT story AS id FROM hidden WHERE mute = " + mute
	matched := fmt.Sprintf("SELECT p & %d AS id FROM (%s)", idMask, m.list.arms(&b, "").sql())
	var come, gone string
	if err := tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT (SELECT json_group_array(id) FROM (%s EXCEPT %s)),
		(SELECT json_group_array(id) FROM (%[2]s EXCEPT %[1]s))`, matched, hidden), b.args...).Scan(&come, &gone); err != nil {
		return err
	}
	for _, s := range []struct{ text, stories string }{
		{"INSERT INTO hidden (mute, story) SELECT ?1, value FROM json_each(?2)", come},
		{"UPDATE story SET muted = muted + 1 WHERE id IN (SELECT value FROM json_each(?2))", come},
		{"UPDATE story SET muted = muted - 1 WHERE id IN (SELECT value FROM json_each(?2))", gone},
		{"DELETE FROM hidden WHERE mute = ?1 AND story IN (SELECT value FROM json_each(?2))", gone},
	} {
		if _, err := tx.ExecContext(ctx, s.text, m.id, s.stories); err != nil {
			return err
		}
	}
	return nil
}

// endMute gives back what a mute has hidden.
func endMute(ctx context.Context, tx *sql.Tx, mute int64) error {
	for _, s := range []string{
		"UPDATE story SET muted = muted - 1 WHERE id IN (SELECT story FROM hidden WHERE mute = ?)",
		"DELETE FROM hidden WHERE mute = ?",
		"UPDATE mute SET active = 0 WHERE id = ?",
	} {
		if _, err := tx.ExecContext(ctx, s, mute); err != nil {
			return err
		}
	}
	return nil
}

// mutes reports whether there are any that hold, after it has ended those that are over.
func (db *DB) mutes(ctx context.Context) (bool, error) {
	var n int
	var first int64
	err := db.read.QueryRowContext(ctx, "SELECT count(*), coalesce(min(nullif(until, 0)), 0) FROM mute WHERE active = 1").Scan(&n, &first)
	if err != nil || n == 0 || first == 0 || first > db.now().UnixMilli() || db.write == nil {
		return n > 0, err
	}
	err = db.change(ctx, onDisk, "end mutes", func(ctx context.Context, tx *sql.Tx) error {
		over, err := readPlaces(tx.QueryContext(ctx, "SELECT id FROM mute WHERE active = 1 AND until > 0 AND until <= ?", db.now().UnixMilli()))
		for _, id := range over {
			err = cmp.Or(err, endMute(ctx, tx, id))
		}
		return err
	})
	return true, err
}

// Mutes are those that hold, latest first.
func (db *DB) Mutes(ctx context.Context) ([]MuteState, error) {
	if _, err := db.mutes(ctx); err != nil {
		return nil, db.wrong("read mutes", err)
	}
	now := db.now()
	y, m, d := now.Date()
	today := time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	rows, err := db.read.QueryContext(ctx, `SELECT id, query, made, until, config,
		(SELECT count(*) FROM hidden h WHERE h.mute = m.id),
		(SELECT count(*) FROM hidden h WHERE h.mute = m.id
			AND h.story > coalesce((SELECT s.id FROM story s WHERE s.fetched < ? ORDER BY s.id DESC LIMIT 1), 0)),
		CASE WHEN query GLOB 'event:[0-9]*' THEN coalesce((SELECT h.title FROM story n
			JOIN story s INDEXED BY story_event ON s.event = n.event JOIN headline h ON h.id = s.id
			WHERE n.id = CAST(substr(query, 7) AS INTEGER) AND n.event > 0 ORDER BY s.place LIMIT 1),
			(SELECT h.title FROM headline h WHERE h.id = CAST(substr(query, 7) AS INTEGER)), '') ELSE '' END
		FROM mute m WHERE active = 1 ORDER BY made DESC, id DESC`, today.UnixMilli())
	if err != nil {
		return nil, db.wrong("read mutes", err)
	}
	defer rows.Close()
	var out []MuteState
	for rows.Next() {
		var s MuteState
		var made, until int64
		if err := rows.Scan(&s.ID, &s.Query, &made, &until, &s.FromConfig, &s.Stories, &s.Today, &s.Headline); err != nil {
			return nil, db.wrong("read mutes", err)
		}
		s.Made, s.Until = fromMillis(made), fromMillis(until)
		out = append(out, s)
	}
	return out, db.wrong("read mutes", rows.Err())
}

// SetMutes makes these the mutes of the configuration: new ones begin, those that are gone from it end. One that the reader
// has lifted by hand stays lifted until its lines in the configuration say something else. Errors of words are *query.Error.
func (db *DB) SetMutes(ctx context.Context, mutes []Mute) error {
	for _, m := range mutes {
		if err := db.checkMute(m.Query); err != nil {
			return err
		}
	}
	if db.write == nil {
		return nil
	}
	have, err := db.configured(ctx)
	if err != nil {
		return db.wrong("set mutes", err)
	}
	type key struct {
		query string
		until int64
	}
	known := make(map[key]int64)
	for id, m := range have {
		known[key{m.Query, millis(m.Until)}] = id
	}
	var fresh []Mute
	for _, m := range mutes {
		k := key{m.Query, millis(m.Until)}
		switch id, ok := known[k]; {
		case ok:
			delete(have, id)
		case m.Until.IsZero() || m.Until.After(db.now()):
			fresh = append(fresh, m)
			known[k] = 0
		}
	}
	if len(fresh)+len(have) == 0 {
		return nil
	}
	return db.change(ctx, soon, "set mutes", func(ctx context.Context, tx *sql.Tx) error {
		for id := range have {
			if err := endMute(ctx, tx, id); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "DELETE FROM mute WHERE id = ?", id); err != nil {
				return err
			}
		}
		for _, m := range fresh {
			id, err := insertMute(ctx, tx, m, db.now(), true)
			if err == nil {
				err = db.beginMute(ctx, tx, id)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// configured are the mutes that came from the configuration, lifted ones too.
func (db *DB) configured(ctx context.Context) (map[int64]Mute, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT id, query, until FROM mute WHERE config = 1")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make(map[int64]Mute)
	for rows.Next() {
		var id, until int64
		var m Mute
		if err := rows.Scan(&id, &m.Query, &until); err != nil {
			return nil, err
		}
		m.Until = fromMillis(until)
		out[id] = m
	}
	return out, rows.Err()
}
