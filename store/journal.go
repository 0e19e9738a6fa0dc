package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// keptActs is how many acts can be undone.
const keptActs = 2000

// Act is something the reader did, or undid.
type Act struct {
	Kind  string // "read", "unread", "saved", "unsaved"
	Count int    // stories it changed; 0: none, and nothing was written down
	Title string // of the story, when it is one, or of one of the event; "": many
}

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
	l, err := db.list(ctx, q)
	if err != nil {
		return Act{}, err
	}
	m := db.readMark(true)
	if l.Room == Latest {
		l.Unread, l.Read = true, 0
		var b binder
		return db.do(ctx, m, fmt.Sprintf("SELECT p & %d FROM (%s)", idMask, l.arms(&b, "").sql()), b)
	}
	var ids []ID
	err = db.look(ctx, "read list", func(tx *sql.Tx) error {
		rows, err := l.rows(ctx, tx)
		if l.Events() && err == nil {
			ids, err = storiesOf(ctx, tx, rows, l.UpTo)
			return err
		}
		for _, r := range rows {
			ids = append(ids, ID(r.place&idMask))
		}
		return err
	})
	if err != nil {
		return Act{}, err
	}
	return db.MarkRead(ctx, ids, true)
}

// Save keeps a story among the saved ones, or lets it go.
func (db *DB) Save(ctx context.Context, id ID, saved bool) (Act, error) {
	m := mark{kind: "unsaved", column: "saved"}
	if saved {
		m = mark{kind: "saved", column: "saved", value: db.now().UnixMilli()}
	}
	var b binder
	return db.do(ctx, m, "SELECT "+b.add(int64(id)), b)
}

// do sets a mark on the selected stories that do not have it, and writes down what it changed, in one transaction.
func (db *DB) do(ctx context.Context, m mark, ids string, b binder) (Act, error) {
	act := Act{Kind: m.kind}
	err := db.change(ctx, onDisk, "mark stories "+m.kind, func(ctx context.Context, tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, "INSERT INTO act (kind, value, count, at, story) VALUES (?, ?, 0, ?, ?)",
			m.kind, m.value, db.now().UnixMilli(), int64(m.story))
		if err != nil {
			return err
		}
		id, err := r.LastInsertId()
		if err != nil {
			return err
		}
		r, err = tx.ExecContext(ctx, fmt.Sprintf(`INSERT INTO change (act, story, old) SELECT %s, s.id, s.%s FROM story s
			WHERE s.id IN (%s) AND (s.%[2]s = 0) <> (%[4]s = 0)`, b.add(id), m.column, ids, b.add(m.value)), b.args...)
		if err != nil {
			return err
		}
		n, err := r.RowsAffected()
		if err != nil {
			return err
		}
		if act.Count = int(n); n == 0 {
			return errNothing // takes the act back
		}
		if err := settle(ctx, tx, id, act.Count); err != nil {
			return err
		}
		if err := set(ctx, tx, m, id, false); err != nil {
			return err
		}
		act.Title, err = titleOf(ctx, tx, id, act.Count)
		return err
	})
	if errors.Is(err, errNothing) {
		err = nil
	}
	return act, err
}

// errNothing ends a transaction that would change nothing.
var errNothing = errors.New("nothing to change")

// settle completes a new act: what was undone before it cannot be redone any more, and the oldest are forgotten.
func settle(ctx context.Context, tx *sql.Tx, id int64, count int) error {
	if _, err := tx.ExecContext(ctx, "UPDATE act SET count = ? WHERE id = ?", count, id); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "DELETE FROM act WHERE undone = 1 OR id <= ?", id-keptActs)
	return err
}

// set gives the stories of an act its mark, or back what they had.
func set(ctx context.Context, tx *sql.Tx, m mark, act int64, undo bool) error {
	if undo {
		_, err := tx.ExecContext(ctx, fmt.Sprintf(`UPDATE story SET %s = c.old FROM change c WHERE c.act = ? AND c.story = story.id`,
			m.column), act)
		return err
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf(`UPDATE story SET %s = ? WHERE id IN (SELECT story FROM change WHERE act = ?)`, m.column),
		m.value, act)
	return err
}

func titleOf(ctx context.Context, tx *sql.Tx, act int64, count int) (string, error) {
	var title string
	err := tx.QueryRowContext(ctx, `SELECT coalesce((SELECT h.title FROM act a JOIN headline h ON h.id = a.story WHERE a.id = ?1),
		(SELECT h.title FROM change c JOIN headline h ON h.id = c.story WHERE c.act = ?1 AND ?2 = 1), '')`, act, count).Scan(&title)
	return title, err
}

// Undo takes back the latest act that still stands; false when there is none. Kind says what was taken back.
func (db *DB) Undo(ctx context.Context) (Act, bool, error) {
	return db.turn(ctx, "undo", "SELECT id, kind, value, count FROM act WHERE undone = 0 ORDER BY id DESC LIMIT 1", true)
}

// Redo does again what was undone last; false when there is nothing, or when another act came in between.
func (db *DB) Redo(ctx context.Context) (Act, bool, error) {
	return db.turn(ctx, "redo", "SELECT id, kind, value, count FROM act WHERE undone = 1 ORDER BY id LIMIT 1", false)
}

func (db *DB) turn(ctx context.Context, doing, choose string, undo bool) (Act, bool, error) {
	var act Act
	err := db.change(ctx, onDisk, doing, func(ctx context.Context, tx *sql.Tx) error {
		var id int64
		var m mark
		err := tx.QueryRowContext(ctx, choose).Scan(&id, &m.kind, &m.value, &act.Count)
		if errors.Is(err, sql.ErrNoRows) {
			return errNothing
		}
		if err != nil {
			return err
		}
		act.Kind, m.column = m.kind, columnOf(m.kind)
		if err := set(ctx, tx, m, id, undo); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE act SET undone = ? WHERE id = ?", undo, id); err != nil {
			return err
		}
		act.Title, err = titleOf(ctx, tx, id, act.Count)
		return err
	})
	if errors.Is(err, errNothing) {
		return Act{}, false, nil
	}
	return act, err == nil, err
}

// columnOf is the mark that an act of that kind sets.
func columnOf(kind string) string {
	if kind == "saved" || kind == "unsaved" {
		return "saved"
	}
	return "read"
}
