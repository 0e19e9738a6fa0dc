package store

import (
	"context"
	"database/sql"
	"slices"
)

// row is a story of a short list; on Front it stands for its event.
type row struct {
	place int64
	read  int64 // unix milliseconds; 0: unread
	feed  int64

	event   int64
	reports int
	feeds   []int64 // that report the event, its own first
	last    int64   // unix seconds of the last report
	newest  ID      // the report that came in last
	fetched int64   // unix milliseconds: when that was
	outlets int     // that report the same; 0: not looked up
}

// short reports that the list is read as a whole each time: there is an end to it.
func (l *list) short() bool { return l.Room != Latest }

// keeps reports that the list has room for what was read then.
func (l *list) keeps(read int64) bool { return !l.Unread || read == 0 || l.Read > 0 && read > l.Read }

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

// rows reads the whole of a short list, in order.
func (l *list) rows(ctx context.Context, tx *sql.Tx) ([]row, error) {
	all := *l
	all.Unread = false // of the page as it stands, not of what would come up instead
	var rows []row
	var err error
	switch l.Room {
	case Front:
		rows, err = all.front(ctx, tx)
	case Following:
		rows, err = all.following(ctx, tx)
	default:
		rows, err = all.saved(ctx, tx)
	}
	if err == nil {
		err = l.arrange(ctx, tx, rows)
	}
	return slices.DeleteFunc(rows, func(r row) bool { return !l.keeps(r.read) }), err
}

func (l *list) saved(ctx context.Context, tx *sql.Tx) ([]row, error) {
	var b binder
	s := "SELECT s.place, s.read, s.feed, s.outlets FROM story s INDEXED BY story_saved WHERE s.saved > 0" + l.conditions(&b, "s.place", l.parts) +
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
		if err := rows.Scan(&r.place, &r.read, &r.feed, &r.outlets); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
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
		if err == nil && l.Events() {
			err = s.standFor(ctx, tx, r)
		}
		if err != nil {
			return 0, 0, nil, err
		}
		stories = append(stories, s)
	}
	return total, unread, stories, nil
}
