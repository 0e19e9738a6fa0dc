package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

// mark is a column of story that the reader sets, and what it is set to.
type mark struct {
	kind   string
	column string // "read" or "saved"
	value  int64  // unix milliseconds; 0: not
	story  ID     // whose event is marked; 0: stories are, one by one
}

func (db *DB) readMark(read bool) mark {
	if read {
		return mark{kind: "read", column: "read", value: db.now().UnixMilli()}
	}
	return mark{kind: "unread", column: "read"}
}

func (db *DB) savedMark(saved bool) mark {
	if saved {
		return mark{kind: "saved", column: "saved", value: db.now().UnixMilli()}
	}
	return mark{kind: "unsaved", column: "saved"}
}

// MarkRead marks stories read or unread. Those that are already are not part of the act.
func (db *DB) MarkRead(ctx context.Context, ids []ID, read bool) (Act, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return Act{}, fmt.Errorf("mark stories: %w", err)
	}
	var b binder
	return db.do(ctx, db.readMark(read), "SELECT value FROM json_each("+b.add(string(list))+")", b)
}

// MarkListRead marks all stories of a list read; on Front, all that its events had when the list was made.
func (db *DB) MarkListRead(ctx context.Context, q Query) (Act, error) {
	q.Unread, q.Read = q.Unread || q.Room == Latest, 0
	return db.markList(ctx, q, db.readMark(true))
}

// SaveList saves all stories of a list, or lets them go, as one act; on Front, those that stand for their events.
func (db *DB) SaveList(ctx context.Context, q Query, saved bool) (Act, error) {
	return db.markList(ctx, q, db.savedMark(saved))
}

// MarkList marks all stories of a list "read", "unread", "saved" or "unsaved", as one act.
func (db *DB) MarkList(ctx context.Context, q Query, kind string) (Act, error) {
	switch kind {
	case "read":
		return db.MarkListRead(ctx, q)
	case "unread":
		return db.markList(ctx, q, db.readMark(false))
	case "saved", "unsaved":
		return db.SaveList(ctx, q, kind == "saved")
	}
	return Act{}, fmt.Errorf("mark stories: nothing is called %q", kind)
}

// markList sets a mark on all stories of a list; mutes that are over by now end before.
func (db *DB) markList(ctx context.Context, q Query, m mark) (Act, error) {
	if _, err := db.mutes(ctx); err != nil {
		return Act{}, db.wrong("read mutes", err)
	}
	return db.record(ctx, m.kind, "mark stories "+m.kind, m.story, func(ctx context.Context, d *deed) error {
		l, err := db.parsed(ctx, d.tx, q, inIndex)
		if err != nil {
			return err
		}
		l.hides = true
		var b binder
		ids, err := l.toMark(ctx, d.tx, m, &b)
		if err != nil {
			return err
		}
		return d.mark(ctx, m, ids, b)
	})
}

// toMark selects the stories of a list that a mark is for: of events that are marked read, all that they have.
func (l *list) toMark(ctx context.Context, tx *sql.Tx, m mark, b *binder) (string, error) {
	if l.Room == Latest {
		return fmt.Sprintf("SELECT p & %d FROM (%s)", idMask, l.arms(b, "").sql()), nil
	}
	rows, err := l.rows(ctx, tx)
	if err != nil {
		return "", err
	}
	var ids []ID
	if l.Events() && m.column == "read" {
		if ids, err = storiesOf(ctx, tx, rows, l.UpTo); err != nil {
			return "", err
		}
	} else {
		for _, r := range rows {
			ids = append(ids, ID(r.place&idMask))
		}
	}
	list, err := json.Marshal(ids)
	return "SELECT value FROM json_each(" + b.add(string(list)) + ")", err
}

// Save keeps a story among the saved ones, or lets it go.
func (db *DB) Save(ctx context.Context, id ID, saved bool) (Act, error) {
	var b binder
	return db.do(ctx, db.savedMark(saved), "SELECT "+b.add(int64(id)), b)
}

// do is an act that sets a mark on the selected stories that do not have it.
func (db *DB) do(ctx context.Context, m mark, ids string, b binder) (Act, error) {
	return db.record(ctx, m.kind, "mark stories "+m.kind, m.story, func(ctx context.Context, d *deed) error {
		return d.mark(ctx, m, ids, b)
	})
}

// mark sets a mark on the selected stories that do not have it; an act sets one mark at most, that of its kind.
func (d *deed) mark(ctx context.Context, m mark, ids string, b binder) error {
	if m.column == "saved" && m.value > 0 {
		var err error
		if m.value, err = savedNow(ctx, d.tx, d.db.now()); err != nil {
			return err
		}
	}
	d.value = m.value
	r, err := d.tx.ExecContext(ctx, fmt.Sprintf(`INSERT INTO change (act, story, old) SELECT %s, s.id, s.%s FROM story s
		WHERE s.id IN (%s) AND (s.%[2]s = 0) <> (%[4]s = 0)`, b.add(d.id), m.column, ids, b.add(m.value)), b.args...)
	if err != nil {
		return err
	}
	n, err := r.RowsAffected()
	if err != nil || n == 0 {
		return err
	}
	d.Count += int(n)
	return turnMarks(ctx, d.tx, d.id, m.column, m.value, false)
}

// savedNow is the mark of a story that is saved now: later than those of all others, even when the clock was set back since.
func savedNow(ctx context.Context, tx *sql.Tx, now time.Time) (int64, error) {
	var last int64
	err := tx.QueryRowContext(ctx, "SELECT coalesce(max(saved), 0) FROM story INDEXED BY story_saved WHERE saved > 0").Scan(&last)
	return max(now.UnixMilli(), last+1), err
}

// turnMarks gives the stories of an act its mark, or back what they had.
func turnMarks(ctx context.Context, tx *sql.Tx, act int64, column string, value int64, undo bool) error {
	mark, turn := "?2", "UPDATE story SET %s = ?2 WHERE id IN (SELECT story FROM change WHERE act = ?1)"
	if undo {
		mark, turn = "c.old", "UPDATE story SET %s = c.old FROM change c WHERE c.act = ?1 AND c.story = story.id"
	}
	var read, unread string // places of stories that become so
	if column == "read" {
		if err := tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT json_group_array(place) FILTER (WHERE mark > 0),
			json_group_array(place) FILTER (WHERE mark = 0) FROM (SELECT s.place, %[1]s AS mark FROM change c CROSS JOIN story s ON s.id = c.story
				WHERE c.act = ?1 AND (s.read = 0) <> (%[1]s = 0))`, mark), act, value).Scan(&read, &unread); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf(turn, column), act, value); err != nil {
		return err
	}
	if err := labelRead(ctx, tx, read, true); err != nil {
		return err
	}
	return labelRead(ctx, tx, unread, false)
}

// labelRead brings it to the labels and the tallies that stories were marked read, or unread; places is a JSON array of theirs, ""
// for none.
func labelRead(ctx context.Context, tx *sql.Tx, places string, read bool) error {
	if places == "" || places == "[]" {
		return nil
	}
	more := 1
	if read {
		more = -1
	}
	for _, s := range []string{
		`UPDATE tally SET unread = unread + ?2 * (SELECT count(*) FROM json_each(?1) e CROSS JOIN story s ON s.place = e.value WHERE s.muted = 0)
			WHERE topic = 0`,
		`UPDATE tally SET unread = unread + ?2 * n FROM (SELECT l.topic AS its, count(*) AS n FROM json_each(?1) e
			CROSS JOIN label l ON l.place = e.value WHERE l.strong = 1 AND l.muted = 0 GROUP BY l.topic) WHERE topic = its`,
		"UPDATE label SET unread = (?2 > 0) WHERE strong = 1 AND place IN (SELECT value FROM json_each(?1))",
	} {
		if _, err := tx.ExecContext(ctx, s, places, more); err != nil {
			return err
		}
	}
	return nil
}

// columnOf is the mark that an act of that kind sets; "": none.
func columnOf(kind string) string {
	switch kind {
	case "read", "unread":
		return "read"
	case "saved", "unsaved":
		return "saved"
	}
	return ""
}
