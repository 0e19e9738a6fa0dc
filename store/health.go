package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"
)

// Health is how a store is: what it holds, and what that takes.
type Health struct {
	Path                          string
	Version                       int   // of its form
	Size, Log, Free               int64 // bytes: the file, what waits in its log, and what of the file is empty
	Stories, Unread, Saved, Muted int
	Noted, Tagged, Places         int // stories with a note, with tags, left in the middle
	Pages, Versions               int // pages kept, earlier versions of stories
	Feeds, Followed               int // all, and those in the configuration
	Acts                          int // that can be undone or redone
	Oldest, Newest                time.Time
	Copies                        []Copy // beside it, oldest first
	Cleaned                       time.Time
	Over                          int // stories that the next cleaning will remove, if it is due
	Unclean                       bool
	ReadOnly                      bool
}

// Copy is a copy of the store as it was before it got another form, or before another was restored.
type Copy struct {
	Path string
	Size int64
	At   time.Time
}

// Health reads how the store is. It counts, which takes a moment in a large store, but does not look for damage: see Check.
func (db *DB) Health(ctx context.Context) (Health, error) {
	h := Health{Path: db.path, Unclean: db.unclean, ReadOnly: db.readOnly}
	err := db.look(ctx, "look at the store", func(tx *sql.Tx) error {
		var pageSize, pages, free int64
		for _, q := range []struct {
			text string
			to   any
		}{
			{"PRAGMA user_version", &h.Version},
			{"PRAGMA page_size", &pageSize},
			{"PRAGMA page_count", &pages},
			{"PRAGMA freelist_count", &free},
			{"SELECT count(*) FROM story", &h.Stories},
			{"SELECT count(*) FROM story WHERE read = 0", &h.Unread},
			{"SELECT count(*) FROM story WHERE saved > 0", &h.Saved},
			{"SELECT count(*) FROM story WHERE muted > 0", &h.Muted},
			{"SELECT count(*) FROM note", &h.Noted},
			{"SELECT count(DISTINCT story) FROM tag", &h.Tagged},
			{"SELECT count(*) FROM left_at", &h.Places},
			{"SELECT count(*) FROM version", &h.Versions},
			{"SELECT count(*) FROM body WHERE article_at > 0 AND article <> ''", &h.Pages},
			{"SELECT count(*) FROM feed", &h.Feeds},
			{"SELECT count(*) FROM feed WHERE followed = 1", &h.Followed},
			{"SELECT count(*) FROM act", &h.Acts},
		} {
			if err := tx.QueryRowContext(ctx, q.text).Scan(q.to); err != nil {
				return err
			}
		}
		h.Size, h.Free = pages*pageSize, free*pageSize
		var oldest, newest, cleaned sql.NullInt64
		err := tx.QueryRowContext(ctx, `SELECT (SELECT min(place) FROM story) >> ?1, (SELECT max(place) FROM story) >> ?1,
			(SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'cleaned')`, idBits).Scan(&oldest, &newest, &cleaned)
		if oldest.Valid {
			h.Oldest, h.Newest = time.Unix(oldest.Int64, 0), time.Unix(newest.Int64, 0)
		}
		h.Cleaned = fromMillis(cleaned.Int64)
		if err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, "SELECT count(*) FROM story s CROSS JOIN feed f ON f.id = s.feed WHERE ("+over+") AND NOT ("+spared+")",
			db.periods(db.now())...).Scan(&h.Over)
	})
	if err != nil {
		return h, err
	}
	if log, err := os.Stat(db.path + "-wal"); err == nil {
		h.Log = log.Size()
	}
	h.Copies, err = db.copies()
	return h, err
}

// copies are the files beside the store that are older states of it.
func (db *DB) copies() ([]Copy, error) {
	var out []Copy
	for _, stem := range []string{db.path + ".v", db.path + asideMark} {
		names, err := copiesOf(stem)
		if err != nil {
			return nil, fmt.Errorf("look beside the store: %w", err)
		}
		for _, name := range names {
			if st, err := os.Stat(name); err == nil {
				out = append(out, Copy{Path: name, Size: st.Size(), At: st.ModTime()})
			}
		}
	}
	return out, nil
}

// Check reads the whole file and returns ErrDamaged when it is not in order: pages, indexes, what belongs to what, and the
// index of words. It takes a few seconds a gigabyte.
func (db *DB) Check(ctx context.Context) error {
	var verdict string
	if err := db.read.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return db.wrong("check store", err)
	}
	if verdict != "ok" {
		return db.damaged(verdict)
	}
	var table string
	err := db.read.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&table)
	if err == nil {
		return db.damaged("rows of " + table + " belong to nothing")
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return db.wrong("check store", err)
	}
	var words int
	if err := db.read.QueryRowContext(ctx, "SELECT count(*) FROM story s WHERE NOT EXISTS (SELECT 1 FROM words_docsize d WHERE d.id = s.place)").
		Scan(&words); err != nil {
		return db.wrong("check store", err)
	}
	if words > 0 {
		return db.damaged(fmt.Sprintf("%d stories cannot be found by their words", words))
	}
	return nil
}

func (db *DB) damaged(how string) error {
	return fmt.Errorf("check store: %s: %w (%s)", db.path, ErrDamaged, how)
}

// Compact gives the disk back what of the file is empty, and puts the index of words in order. Nobody can write meanwhile;
// it needs as much space again as the store has.
func (db *DB) Compact(ctx context.Context) error {
	if db.write == nil {
		return fmt.Errorf("compact store: %s: %w", db.path, ErrReadOnly)
	}
	for _, s := range []string{
		"INSERT INTO words (words) VALUES ('optimize')",
		"DELETE FROM sections WHERE NOT EXISTS (SELECT 1 FROM story s WHERE s.sections = sections.id)",
		"VACUUM", "PRAGMA optimize", "PRAGMA wal_checkpoint(truncate)",
	} {
		if _, err := db.write.ExecContext(ctx, s); err != nil {
			return db.wrong("compact store", err)
		}
	}
	return nil
}
