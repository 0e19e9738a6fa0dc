package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// thing is something besides the marks of stories that an act can change. Its whole state is a text: "" says that it is not
// there. Set may be given any text that get has returned.
type thing struct {
	get   func(ctx context.Context, tx *sql.Tx, key int64) (string, error)
	set   func(ctx context.Context, tx *sql.Tx, key int64, value string) error
	after func() // what follows once the change is on the disk; nil: nothing
}

// thing is what an effect of that name is about.
func (db *DB) thing(name string) (thing, error) {
	switch name {
	case "saved":
		return db.savedThing(), nil
	case "note":
		return db.noteThing(), nil
	case "event":
		return db.eventThing(), nil
	case "correction":
		return db.correctionThing(), nil
	case "chapter":
		return chapterThing(), nil
	case "topics":
		return db.topicsThing(), nil
	case "follow":
		return lineThing("followed"), nil
	case "storyline name":
		return lineThing("given"), nil
	case "storyline pin":
		return lineThing("pinned"), nil
	case "tags":
		return db.tagsThing(), nil
	case "mute":
		return db.muteThing(), nil
	}
	return thing{}, fmt.Errorf("the journal speaks of %q, which nobody knows here", name)
}

// textAt reads one text; no row is "".
func textAt(query string) func(context.Context, *sql.Tx, int64) (string, error) {
	return func(ctx context.Context, tx *sql.Tx, key int64) (string, error) {
		var s sql.NullString
		err := tx.QueryRowContext(ctx, query, key).Scan(&s)
		if errors.Is(err, sql.ErrNoRows) {
			err = nil
		}
		return s.String, err
	}
}

// savedThing is the bookmark of a story, for acts that set it beside something else.
func (db *DB) savedThing() thing {
	return thing{
		get: textAt("SELECT nullif(saved, 0) FROM story WHERE id = ?"),
		set: func(ctx context.Context, tx *sql.Tx, key int64, value string) error {
			_, err := tx.ExecContext(ctx, "UPDATE story SET saved = CAST(? AS INTEGER) WHERE id = ?", value, key)
			return err
		},
	}
}
