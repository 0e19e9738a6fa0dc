package store

import (
	"context"
	"database/sql"
)

// KeepPlace remembers where the reader left an article: at characters (runes) of its plain text stood above the first line
// of the screen; 0 forgets it. It is no act.
func (db *DB) KeepPlace(ctx context.Context, id ID, at int) error {
	return db.quietly(ctx, "keep place in story", func(ctx context.Context, tx *sql.Tx) error {
		if at <= 0 {
			_, err := tx.ExecContext(ctx, "DELETE FROM left_at WHERE story = ?", id)
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO left_at (story, chars, at) SELECT id, ?2, ?3 FROM story WHERE id = ?1
			ON CONFLICT (story) DO UPDATE SET chars = excluded.chars, at = excluded.at`, id, at, db.now().UnixMilli())
		return err
	})
}
