package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"dateline/feeds"
)

// keptAnswers is how many answers of a feed are remembered.
const keptAnswers = 50

// FeedAnswer is what became of asking a feed once.
type FeedAnswer struct {
	At           time.Time
	Took         time.Duration
	Status       int    // of HTTP; 0: there was no answer
	Bytes        int64  // of the document, decoded
	Same         bool   // not modified, or the same bytes again
	New, Updated int    // stories
	Reason       string // why nothing came; "": it did
}

// remember keeps an answer in the history of its feed, and drops the oldest beyond keptAnswers.
func (k *keeper) remember(ctx context.Context, a feeds.Answer) error {
	reason := ""
	if a.Err != nil {
		reason = a.Err.Error()
	}
	if _, err := k.at.remember.ExecContext(ctx, k.feed, millis(a.Asked), a.Took.Milliseconds(), a.Status, a.Bytes, a.NotModified,
		k.added, k.updated, reason); err != nil {
		return err
	}
	_, err := k.at.forget.ExecContext(ctx, k.feed, keptAnswers-1)
	return err
}

// FeedHistory is the last answers of a feed, newest first, at most 50; none for a feed that was never asked.
func (db *DB) FeedHistory(ctx context.Context, address string) ([]FeedAnswer, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT at, took, status, bytes, same, added, updated, reason FROM answer
		WHERE feed = (SELECT id FROM feed WHERE url = ?) ORDER BY at DESC`, address)
	if err != nil {
		return nil, db.wrong("read the history of a feed", err)
	}
	defer rows.Close()
	var out []FeedAnswer
	for rows.Next() {
		var a FeedAnswer
		var at, took int64
		if err := rows.Scan(&at, &took, &a.Status, &a.Bytes, &a.Same, &a.New, &a.Updated, &a.Reason); err != nil {
			return nil, db.wrong("read the history of a feed", err)
		}
		a.At, a.Took = fromMillis(at), time.Duration(took)*time.Millisecond
		out = append(out, a)
	}
	return out, db.wrong("read the history of a feed", rows.Err())
}

// FeedVolume is how much a feed brings.
type FeedVolume struct {
	Newest time.Time // date of its newest story: it is silent since; zero: it has none
	PerDay float64   // stories a day, over the last 30 days, or since the oldest of them
}

// volumeDays is the time over which the volume of a feed is measured.
const volumeDays = 30

// FeedVolume measures a feed by the dates of its stories. A feed that is not known is silent.
func (db *DB) FeedVolume(ctx context.Context, address string) (FeedVolume, error) {
	now := db.now()
	from := now.Add(-volumeDays*24*time.Hour).Unix() << idBits
	var newest, oldest, recent sql.NullInt64
	err := db.read.QueryRowContext(ctx, `SELECT
		(SELECT max(place) FROM story INDEXED BY story_feed WHERE feed = f.id),
		(SELECT min(place) FROM story INDEXED BY story_feed WHERE feed = f.id AND place >= ?2),
		(SELECT count(*) FROM story INDEXED BY story_feed WHERE feed = f.id AND place >= ?2)
		FROM feed f WHERE url = ?1`, address, from).Scan(&newest, &oldest, &recent)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !newest.Valid {
		return FeedVolume{}, nil
	}
	v := FeedVolume{Newest: time.Unix(newest.Int64>>idBits, 0)}
	if recent.Int64 > 0 {
		days := now.Sub(time.Unix(oldest.Int64>>idBits, 0)).Hours() / 24
		v.PerDay = float64(recent.Int64) / max(days, 1)
	}
	return v, db.wrong("measure a feed", err)
}
