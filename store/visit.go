package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// apart is how far two looks at the news are apart at least to be two visits.
const apart = 30 * time.Minute

// Visit says that the reader is here, and tells when the visit before this one ended: what came in later is new. Zero: this is the
// first. It is said at the beginning and at the end of each.
func (db *DB) Visit(ctx context.Context) (time.Time, error) {
	if db.readOnly {
		return time.Time{}, nil
	}
	var before int64
	err := db.change(ctx, soon, "keep the visit", func(ctx context.Context, tx *sql.Tx) error {
		now := db.now().UnixMilli()
		var text sql.NullString
		if err := tx.QueryRowContext(ctx, "SELECT max(value) FROM meta WHERE name = 'visit'").Scan(&text); err != nil {
			return err
		}
		var seen int64
		if text.Valid {
			if _, err := fmt.Sscan(text.String, &seen, &before); err != nil {
				seen, before = 0, 0 // somebody has written nonsense there: this is the first visit
			}
		}
		if seen > 0 && now-seen > apart.Milliseconds() {
			before = seen
		}
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO meta (name, value) VALUES ('visit', ?)", fmt.Sprint(now, before))
		return err
	})
	return fromMillis(before), err
}
