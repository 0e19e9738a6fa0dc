package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// The rules of the front page: it ends, and no outlet floods it. Each further story of an outlet ranks as if it were
// so much older.
const (
	frontStories = 100
	frontStep    = 45 * 60 // seconds
)

// row is a story of a short list.
type row struct {
	place int64
	read  int64 // unix milliseconds; 0: unread
}

func countUnread(rows []row) int {
	n := 0
	for _, r := range rows {
		if r.read == 0 {
			n++
		}
	}
	return n
}

func nextUnread(rows []row, from int, back bool) (int, bool) {
	step := 1
	if back {
		step, from = -1, min(from, len(rows))
	}
	for i := from + step; i >= 0 && i < len(rows); i += step {
		if rows[i].read == 0 {
			return i, true
		}
	}
	return 0, false
}

// rows reads the whole of Front or Saved, in order.
func (l *list) rows(ctx context.Context, tx *sql.Tx) ([]row, error) {
	all := *l
	all.Unread = false // of the page as it stands, not of what would come up instead
	var rows []row
	var err error
	if l.Room == Front {
		rows, err = all.front(ctx, tx)
	} else {
		rows, err = all.saved(ctx, tx)
	}
	if l.Unread {
		rows = slices.DeleteFunc(rows, func(r row) bool { return r.read > 0 && (l.Read == 0 || r.read <= l.Read) })
	}
	return rows, err
}

func (l *list) saved(ctx context.Context, tx *sql.Tx) ([]row, error) {
	var b binder
	s := "SELECT s.place, s.read FROM story s INDEXED BY story_saved WHERE s.saved > 0" + l.conditions(&b, "s.place", l.parts) +
		l.excluded("s.place") + l.included("s.place")
	if l.match != "" {
		s += " AND " + inWords(&b, "s.place", l.match)
	}
	rows, err := tx.QueryContext(ctx, s+" ORDER BY s.saved DESC, s.id DESC", b.args...)
	if err != nil {
		return nil, err
	}
	return readRows(rows)
}

func readRows(rows *sql.Rows) ([]row, error) {
	defer rows.Close()
	var out []row
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.place, &r.read); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

// front ranks the newest stories. A story never ranks better than its age, so once the last story of the page ranks
// better than the oldest that was looked at is old, no older one can get in.
func (l *list) front(ctx context.Context, tx *sql.Tx) ([]row, error) {
	for newest := 4 * frontStories; ; newest *= 8 {
		rows, enough, err := l.rank(ctx, tx, newest)
		if err != nil || enough {
			return rows, err
		}
	}
}

// rank makes the front page out of the newest so many stories, and tells whether more would not change it.
func (l *list) rank(ctx context.Context, tx *sql.Tx, newest int) ([]row, bool, error) {
	var b binder
	s := fmt.Sprintf(`WITH recent AS (%s ORDER BY p DESC LIMIT %s),
		ranked AS (SELECT p, s.read AS read, (p >> %d) - %d * (row_number() OVER (PARTITION BY s.feed ORDER BY p DESC) - 1) AS rank
			FROM recent CROSS JOIN story s ON s.id = (p & %d))
		SELECT p, read, rank, (SELECT count(*) FROM recent), (SELECT min(p) >> %d FROM recent)
		FROM ranked ORDER BY rank DESC, p DESC LIMIT %d`,
		l.arms(&b, "").sql(), b.add(newest), idBits, frontStep, idMask, idBits, frontStories)
	rows, err := tx.QueryContext(ctx, s, b.args...)
	if err != nil {
		return nil, false, err
	}
	defer rows.Close()
	var out []row
	var rank, looked, oldest int64
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.place, &r.read, &rank, &looked, &oldest); err != nil {
			return nil, false, err
		}
		out = append(out, r)
	}
	enough := looked < int64(newest) || len(out) == frontStories && rank >= oldest
	return out, enough, rows.Err()
}

// shortPage reads Front or Saved and of it positions first to first+limit.
func (l *list) shortPage(ctx context.Context, tx *sql.Tx, first, limit int) (total, unread int, stories []Story, err error) {
	rows, err := l.rows(ctx, tx)
	if err != nil {
		return 0, 0, nil, err
	}
	total, unread = len(rows), countUnread(rows)
	first = min(max(first, 0), total)
	read, err := tx.PrepareContext(ctx, "SELECT "+storyColumns+" FROM "+storyTables+" WHERE s.id = ?")
	if err != nil {
		return 0, 0, nil, err
	}
	defer read.Close()
	for _, r := range rows[first:min(first+max(limit, 0), total)] {
		s, err := scanStory(read.QueryRowContext(ctx, r.place&idMask))
		if err != nil {
			return 0, 0, nil, err
		}
		stories = append(stories, s)
	}
	return total, unread, stories, nil
}
