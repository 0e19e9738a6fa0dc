package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"dateline/internal/safe"
)

// longestNote is how long a note may be, in bytes.
const longestNote = 1 << 20

// SetNote makes markdown the reader's note on a story, "" for none, and saves the story if it is not; one act, "noted". A note
// over 1 MB is refused. ErrNoStory when there is no such story.
func (db *DB) SetNote(ctx context.Context, id ID, markdown string) (Act, error) {
	if len(markdown) > longestNote {
		return Act{}, fmt.Errorf("keep note: it is longer than %d KB", longestNote>>10)
	}
	text := strings.TrimSpace(safe.Text(markdown))
	return db.record(ctx, "noted", "keep note", id, func(ctx context.Context, d *deed) error {
		return d.aboutStory(ctx, id, "note", text)
	})
}

// aboutStory puts what the reader says of a story, and saves the story when that is something.
func (d *deed) aboutStory(ctx context.Context, id ID, thing, value string) error {
	var there int
	if err := d.tx.QueryRowContext(ctx, "SELECT 1 FROM story WHERE id = ?", id).Scan(&there); err != nil {
		return err
	}
	changed, err := d.put(ctx, thing, int64(id), value)
	if err != nil || !changed || value == "" {
		return err
	}
	var saved bool
	if err := d.tx.QueryRowContext(ctx, "SELECT saved > 0 FROM story WHERE id = ?", id).Scan(&saved); err != nil || saved {
		return err
	}
	now, err := savedNow(ctx, d.tx, d.db.now())
	if err != nil {
		return err
	}
	_, err = d.put(ctx, "saved", int64(id), strconv.FormatInt(now, 10))
	return err
}

func (db *DB) noteThing() thing {
	return thing{
		get: textAt("SELECT text FROM note WHERE story = ?"),
		set: func(ctx context.Context, tx *sql.Tx, key int64, value string) error {
			if value == "" {
				_, err := tx.ExecContext(ctx, "DELETE FROM note WHERE story = ?", key)
				return err
			}
			_, err := tx.ExecContext(ctx, `INSERT INTO note (story, text, at) SELECT id, ?2, ?3 FROM story WHERE id = ?1
				ON CONFLICT (story) DO UPDATE SET text = excluded.text, at = excluded.at`, key, value, db.now().UnixMilli())
			return err
		},
	}
}
