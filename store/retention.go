package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"
)

// Forever is how long what has no end is kept.
const Forever time.Duration = math.MaxInt64

// Keeping is how long stories are kept after they came in, or were read; 0: it is not said.
type Keeping struct{ Read, Unread time.Duration }

// Retention is how long stories are kept: those the reader has read, those not, and saved ones after they were saved. What is
// not said is for ever.
type Retention struct {
	Keeping
	Saved time.Duration
	Feeds map[string]Keeping // of single feeds, by address: what is not said there holds as above
}

// Cleaning.
const (
	cleanEvery  = 24 * time.Hour
	cleanAhead  = 30 * 24 * time.Hour  // a clock that jumps ahead costs no more than the stories of so long
	cleanAtOnce = 500                  // stories in a transaction: readers and the reader's acts go between
	cleanedFor  = 400 * 24 * time.Hour // a feed that has not shown a story for so long will not show it again
)

// Clean removes the stories that are kept no longer (Options.Keep), a few at a time, and returns how many; it does so once a
// day, whenever it is called. It never touches a story with a note or a tag, nor one of an event that is followed, nor one whose bookmark, note or tags were
// taken away by an act that can still be undone. That a feed is followed no more means nothing: what it was kept for
// last holds.
func (db *DB) Clean(ctx context.Context) (int, error) {
	if db.write == nil {
		return 0, nil
	}
	until, due, err := db.cleaningDue(ctx)
	if err != nil || !due {
		return 0, err
	}
	if err := db.keepFeeds(ctx); err != nil {
		return 0, err
	}
	n, err := db.cleanUntil(ctx, until)
	if err != nil {
		return n, err
	}
	return n, db.quietly(ctx, "clean store", func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM cleaned WHERE at < ?", until.Add(-cleanedFor).UnixMilli()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO meta (name, value) VALUES ('cleaned', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
			strconv.FormatInt(until.UnixMilli(), 10))
		return err
	})
}

// cleaningDue tells up to which moment is to be cleaned. It is now, unless the clock has jumped: then the last time, and a
// while. In a new store it is not due for a day.
func (db *DB) cleaningDue(ctx context.Context) (until time.Time, due bool, err error) {
	now := db.now()
	var text string
	err = db.read.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'cleaned'").Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return now, false, db.quietly(ctx, "clean store", func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO meta (name, value) VALUES ('cleaned', ?)", strconv.FormatInt(now.UnixMilli(), 10))
			return err
		})
	}
	if err != nil {
		return now, false, db.wrong("clean store", err)
	}
	ms, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return now, false, db.wrong("clean store", err)
	}
	last := time.UnixMilli(ms)
	if now.Before(last) { // the clock was set back, or was ahead then
		return now, true, nil
	}
	if latest := last.Add(cleanAhead); now.After(latest) {
		return latest, true, nil
	}
	return now, now.Sub(last) >= cleanEvery, nil
}

// keepFeeds writes down what single feeds are kept for, of those that are in the configuration.
func (db *DB) keepFeeds(ctx context.Context) error {
	return db.quietly(ctx, "keep feeds", func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE feed SET keep = 0, keep_unread = 0 WHERE followed = 1 AND keep + keep_unread > 0"); err != nil {
			return err
		}
		for url, k := range db.keep.Feeds {
			if _, err := tx.ExecContext(ctx, "UPDATE feed SET keep = ?, keep_unread = ? WHERE url = ?",
				int64(k.Read/time.Second), int64(k.Unread/time.Second), url); err != nil {
				return err
			}
		}
		return nil
	})
}

// over is the condition that story s of feed f is kept no longer: ?1 is now in seconds, ?2 to ?4 how long read, unread and saved
// stories are kept. A story counts from the last thing that happened to it.
const over = `CASE
	WHEN s.saved > 0 THEN s.saved / 1000 < ?1 - ?4
	WHEN s.read > 0 THEN max(s.fetched, s.read) / 1000 < ?1 - iif(f.keep > 0, f.keep, ?2)
	ELSE s.fetched / 1000 < ?1 - iif(f.keep_unread > 0, f.keep_unread, ?3) END`

// spared is the condition that nothing of story s may go.
const spared = `EXISTS (SELECT 1 FROM note n WHERE n.story = s.id) OR EXISTS (SELECT 1 FROM tag g WHERE g.story = s.id)
	OR EXISTS (SELECT 1 FROM chapter c JOIN storyline l ON l.id = c.line WHERE c.event = ` + eventID + ` AND (l.followed > 0 OR l.pinned > 0))
	OR s.id IN (SELECT c.story FROM act a JOIN change c ON c.act = a.id WHERE a.kind = 'unsaved')
	OR s.id IN (SELECT key FROM effect WHERE thing IN ('note', 'tags', 'saved'))`

// periods are the first four arguments of over.
func (db *DB) periods(now time.Time) []any {
	args := []any{now.Unix()}
	for _, d := range []time.Duration{db.keep.Read, db.keep.Unread, db.keep.Saved} {
		if d <= 0 {
			d = Forever
		}
		args = append(args, int64(d/time.Second))
	}
	return args
}

// cleanUntil removes what is over by then.
func (db *DB) cleanUntil(ctx context.Context, now time.Time) (removed int, err error) {
	args := db.periods(now)
	for after := ID(0); ; {
		if err := ctx.Err(); err != nil {
			return removed, err
		}
		ids, err := readPlaces(db.read.QueryContext(ctx, `SELECT s.id FROM story s CROSS JOIN feed f ON f.id = s.feed
			WHERE s.id > ?5 AND (`+over+") AND NOT ("+spared+") ORDER BY s.id LIMIT ?6", append(args, int64(after), cleanAtOnce)...))
		if err != nil || len(ids) == 0 {
			return removed, db.wrong("clean store", err)
		}
		n, err := db.remove(ctx, ids, args)
		if removed += n; err != nil {
			return removed, err
		}
		after = ID(ids[len(ids)-1])
	}
}

// remove removes stories, unless something was said of them meanwhile.
func (db *DB) remove(ctx context.Context, ids []int64, args []any) (removed int, err error) {
	still := fmt.Sprintf(`SELECT s.id FROM story s JOIN feed f ON f.id = s.feed WHERE s.id IN (%s) AND (%s) AND NOT (%s)`,
		numbers(ids), over, spared)
	err = db.change(ctx, soon, "clean store", func(ctx context.Context, tx *sql.Tx) error {
		ids, err := readPlaces(tx.QueryContext(ctx, still, args...))
		if err != nil {
			return err
		}
		list := numbers(ids)
		if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO cleaned (key, at) SELECT key, ? FROM story WHERE id IN ("+list+")",
			db.now().UnixMilli()); err != nil {
			return err
		}
		removed = len(ids)
		_, err = tx.ExecContext(ctx, "DELETE FROM story WHERE id IN ("+list+")")
		return err
	})
	if err != nil {
		removed = 0
	}
	return removed, err
}

// wasCleaned reports that an item was a story once and is kept no longer.
func (k *keeper) wasCleaned(ctx context.Context, key int64) (bool, error) {
	var at int64
	err := k.tx.QueryRowContext(ctx, "SELECT at FROM cleaned WHERE key = ?", key).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err == nil && k.now.Sub(time.UnixMilli(at)) > cleanAhead {
		_, err = k.tx.ExecContext(ctx, "UPDATE cleaned SET at = ? WHERE key = ?", k.now.UnixMilli(), key)
	}
	return err == nil, err
}
