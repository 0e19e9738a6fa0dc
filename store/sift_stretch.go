package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
)

// siftStretch looks at the next n stories for at most so many hits.
func (l *list) siftStretch(ctx context.Context, tx *sql.Tx, s *sifted, n, most int) error {
	bottom, last := int64(0), true
	if n < math.MaxInt32 {
		err := tx.QueryRowContext(ctx, "SELECT place FROM story WHERE place < ? ORDER BY place DESC LIMIT 1 OFFSET ?", s.next, n-1).Scan(&bottom)
		last = err == sql.ErrNoRows //nolint:errorlint // Scan returns it bare
		if err != nil && !last {
			return err
		}
	}
	b := binder{whole: n == math.MaxInt32}
	bounds := "%[1]s >= " + b.add(bottom) + " AND %[1]s < " + b.add(s.next)
	sift := l.siftIndexes
	if l.match != "" && !l.common {
		sift = l.siftWords
	}
	found, hidden, err := sift(ctx, tx, &b, bounds, most)
	if err != nil {
		return err
	}
	top := s.next
	s.hits = append(slices.Clip(s.hits), found...)
	for _, h := range found {
		if h.read == 0 {
			s.unread++
		}
	}
	switch {
	case len(found) == most:
		s.next = found[len(found)-1].place
	case last:
		s.next, s.done = 0, true
	default:
		s.next = bottom
	}
	if hidden < 0 {
		hidden, err = l.countMutedBetween(ctx, tx, s.next, top)
	}
	s.muted += hidden
	return err
}

// notCounted says that it is not known what mutes keep out of what was sifted.
const notCounted = -1

// siftIndexes looks for hits by the indexes that the list can be merged from.
func (l *list) siftIndexes(ctx context.Context, tx *sql.Tx, b *binder, bounds string, most int) (found []hit, hidden int, err error) {
	places := l.merged(b, bounds).sql() + " ORDER BY p DESC LIMIT " + b.add(most)
	rows, err := tx.QueryContext(ctx, fmt.Sprintf("SELECT p, s.read, s.feed, s.outlets, 0 FROM (%s) CROSS JOIN story s ON s.id = (p & %d)",
		places, idMask), b.args...)
	if err != nil {
		return nil, 0, err
	}
	found, _, err = readHits(rows, most)
	return found, notCounted, err
}

// siftWords looks for hits by the index of words, in one pass with those that mutes keep out.
func (l *list) siftWords(ctx context.Context, tx *sql.Tx, b *binder, bounds string, most int) (found []hit, hidden int, err error) {
	rows, err := tx.QueryContext(ctx, l.searched(b, bounds), b.args...)
	if err != nil {
		return nil, 0, err
	}
	return readHits(rows, most)
}

// searched selects the hits of words, newest first, those that mutes keep out among them.
func (l *list) searched(b *binder, bounds string) string {
	const x = "words.rowid"
	muted, and := "s.muted", ""
	if l.sight != seen {
		muted, and = "0", l.sight.of("s")
	}
	if l.Unread {
		and += " AND (" + l.unreadMarks(b, "s") + ")"
	}
	return fmt.Sprintf("SELECT %[1]s, s.read, s.feed, s.outlets, %[2]s FROM words CROSS JOIN story s ON s.id = (%[1]s & %[3]d) "+
		"WHERE words.words MATCH %[4]s AND ", x, muted, idMask, b.add(l.match)) + fmt.Sprintf(bounds, x) + and + l.conditions(b, x, l.parts) + l.excluded(x) + l.included(x) +
		" ORDER BY " + x + " DESC"
}

// readHits reads so many hits at most, and counts those that are muted for themselves.
func readHits(rows *sql.Rows, most int) (found []hit, muted int, err error) {
	defer rows.Close()
	for len(found) < most && rows.Next() {
		var h hit
		var hidden int
		if err := rows.Scan(&h.place, &h.read, &h.feed, &h.outlets, &hidden); err != nil {
			return nil, 0, err
		}
		if hidden > 0 {
			muted++
			continue
		}
		found = append(found, h)
	}
	return found, muted, rows.Err()
}

// countMutedBetween counts what mutes keep out of the list from a place on and below another.
func (l *list) countMutedBetween(ctx context.Context, tx *sql.Tx, from, below int64) (int, error) {
	if !l.hides || l.sight != seen {
		return 0, nil
	}
	var b binder
	bounds := "%[1]s >= " + b.add(from) + " AND %[1]s < " + b.add(below)
	them := *l
	them.sight = unseen
	if l.match == "" {
		return one(ctx, tx, "SELECT count(*) FROM ("+them.merged(&b, bounds).whole()+")", b.args)
	}
	them.sight = both
	return one(ctx, tx, "SELECT count(*) FROM ("+them.arms(&b, bounds).sql()+" INTERSECT SELECT place FROM story INDEXED BY story_muted "+
		"WHERE muted > 0 AND "+fmt.Sprintf(bounds, "place")+" ORDER BY p DESC LIMIT 1000000000)", b.args)
}
