package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// The journal holds what the reader did, newest last, with all that is needed to take it back: for marks what each
// story had before (change), for other things their text before and after (effect), for a file the lines that became
// others (hunk). An act, what it changed, and its journal row are one transaction.

// keptActs is how many acts can be undone.
const keptActs = 2000

// Act is something the reader did, or undid.
type Act struct {
	Kind  string // "read", "unread", "saved", "unsaved", "noted", "tagged", and whatever else is written into the journal
	Count int    // stories it changed, or 1 where it is about something else; 0: nothing, and nothing was written down
	Title string // of the story, when it is one, or of one of the event; else the name of what it is about; "": many stories
	File  string // the file that it changed as well; "": none
}

// deed is an act while it is written down: whatever it changes goes through mark, put and file, which keep what was there.
type deed struct {
	Act
	db      *DB
	tx      *sql.Tx
	id      int64
	value   int64 // of its mark
	hunk    string
	effects int
	after   []func()
}

// record makes an act: f changes what it changes, by the methods of its deed, in one transaction with the journal. Story is
// what the act was asked for, 0 for none. An act that changes nothing is not kept; its Count is 0.
func (db *DB) record(ctx context.Context, kind, doing string, story ID, f func(context.Context, *deed) error) (Act, error) {
	d := deed{Act: Act{Kind: kind}, db: db}
	err := db.change(ctx, onDisk, doing, func(ctx context.Context, tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, "INSERT INTO act (kind, value, count, at, story) VALUES (?, 0, 0, ?, ?)",
			kind, db.now().UnixMilli(), int64(story))
		if err != nil {
			return err
		}
		if d.id, err = r.LastInsertId(); err != nil {
			return err
		}
		d.tx = tx
		if err := f(ctx, &d); err != nil {
			return err
		}
		return d.settle(ctx)
	})
	if errors.Is(err, errNothing) {
		return Act{Kind: kind}, nil
	}
	if err != nil {
		return Act{Kind: kind}, err
	}
	for _, f := range d.after {
		f()
	}
	return d.Act, nil
}

// errNothing ends a transaction that would change nothing, and takes the act back.
var errNothing = errors.New("nothing to change")

// settle completes a new act: what was undone before it cannot be redone any more, and the oldest are forgotten.
func (d *deed) settle(ctx context.Context) error {
	if d.effects > 0 || d.File != "" {
		d.Count = max(d.Count, 1)
	}
	if d.Count == 0 {
		return errNothing
	}
	if _, err := d.tx.ExecContext(ctx, "UPDATE act SET value = ?, count = ?, title = ?, file = ?, hunk = ? WHERE id = ?",
		d.value, d.Count, d.Title, d.File, d.hunk, d.id); err != nil {
		return err
	}
	if _, err := d.tx.ExecContext(ctx, "DELETE FROM act WHERE undone = 1 OR id <= ?", d.id-keptActs); err != nil {
		return err
	}
	var err error
	d.Title, err = titleOf(ctx, d.tx, d.id, d.Count)
	return err
}

func titleOf(ctx context.Context, tx *sql.Tx, act int64, count int) (string, error) {
	var title string
	err := tx.QueryRowContext(ctx, `SELECT coalesce((SELECT nullif(title, '') FROM act WHERE id = ?1),
		(SELECT h.title FROM act a JOIN headline h ON h.id = a.story WHERE a.id = ?1),
		(SELECT h.title FROM change c JOIN headline h ON h.id = c.story WHERE c.act = ?1 AND ?2 = 1), '')`, act, count).Scan(&title)
	return title, err
}

// put makes a thing what value says, "" for not there, and keeps what it was; it reports whether that was something else.
func (d *deed) put(ctx context.Context, name string, key int64, value string) (bool, error) {
	t, err := d.db.thing(name)
	if err != nil {
		return false, err
	}
	before, err := t.get(ctx, d.tx, key)
	if err != nil || before == value {
		return false, err
	}
	if err := t.set(ctx, d.tx, key, value); err != nil {
		return false, err
	}
	if t.after != nil {
		d.after = append(d.after, t.after)
	}
	d.effects++
	_, err = d.tx.ExecContext(ctx, "INSERT INTO effect (act, n, thing, key, before, after) VALUES (?, ?, ?, ?, ?, ?)",
		d.id, d.effects, name, key, before, value)
	return true, err
}

// Undo takes back the latest act that still stands; false when there is none. Kind says what was taken back. An act whose
// file has been changed at that place since cannot be: it is dropped from the journal, and the error wraps ErrStays.
func (db *DB) Undo(ctx context.Context) (Act, bool, error) {
	return db.turn(ctx, "undo", "WHERE undone = 0 ORDER BY id DESC LIMIT 1", true)
}

// Redo does again what was undone last; false when there is nothing, or when another act came in between. ErrStays: as in Undo.
func (db *DB) Redo(ctx context.Context) (Act, bool, error) {
	return db.turn(ctx, "redo", "WHERE undone = 1 ORDER BY id LIMIT 1", false)
}

func (db *DB) turn(ctx context.Context, doing, choose string, undo bool) (Act, bool, error) {
	d := deed{db: db}
	var stays error
	err := db.change(ctx, onDisk, doing, func(ctx context.Context, tx *sql.Tx) error {
		d.tx = tx
		err := tx.QueryRowContext(ctx, "SELECT id, kind, value, count, file, hunk FROM act "+choose).
			Scan(&d.id, &d.Kind, &d.value, &d.Count, &d.File, &d.hunk)
		if errors.Is(err, sql.ErrNoRows) {
			return errNothing
		}
		if err != nil {
			return err
		}
		if d.Title, err = titleOf(ctx, tx, d.id, d.Count); err != nil {
			return err
		}
		if err := d.turnFile(undo); errors.Is(err, ErrStays) {
			stays = fmt.Errorf("%s: %s stays: %w", d.Kind, d.File, err)
			_, err = tx.ExecContext(ctx, "DELETE FROM act WHERE id = ?", d.id)
			return err
		} else if err != nil {
			return err
		}
		if err := d.turn(ctx, undo); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "UPDATE act SET undone = ? WHERE id = ?", undo, d.id)
		return err
	})
	switch {
	case errors.Is(err, errNothing):
		return Act{}, false, nil
	case err != nil:
		return Act{}, false, err
	case stays != nil:
		return d.Act, false, stays
	}
	for _, f := range d.after {
		f()
	}
	return d.Act, true, nil
}

// turn takes an act's marks and effects back, or does them again.
func (d *deed) turn(ctx context.Context, undo bool) error {
	effects, err := d.read(ctx, undo)
	if err != nil {
		return err
	}
	for _, f := range effects {
		t, err := d.db.thing(f.thing)
		if err != nil {
			return err
		}
		if err := t.set(ctx, d.tx, f.key, f.value); err != nil {
			return err
		}
		if t.after != nil {
			d.after = append(d.after, t.after)
		}
	}
	if column := columnOf(d.Kind); column != "" {
		return turnMarks(ctx, d.tx, d.id, column, d.value, undo)
	}
	return nil
}

// effect is what a thing is to become.
type effect struct {
	thing string
	key   int64
	value string
}

// read are the effects of an act in the order in which they are to happen.
func (d *deed) read(ctx context.Context, undo bool) ([]effect, error) {
	value, order := "after", "n"
	if undo {
		value, order = "before", "n DESC"
	}
	rows, err := d.tx.QueryContext(ctx, fmt.Sprintf("SELECT thing, key, %s FROM effect WHERE act = ? ORDER BY %s", value, order), d.id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []effect
	for rows.Next() {
		var f effect
		if err := rows.Scan(&f.thing, &f.key, &f.value); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, rows.Err()
}
