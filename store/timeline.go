package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// A list in order of time may be as long as the store: it is never read as a whole. Front and Saved are short and are
// (see short.go).

// counts are the stories of a list, and those never read.
func (l *list) counts(ctx context.Context, tx *sql.Tx) (total, unread int, err error) {
	if l.Room != Latest {
		rows, err := l.rows(ctx, tx)
		return len(rows), countUnread(rows), err
	}
	if l.match != "" {
		return l.countMatches(ctx, tx)
	}
	strictly := *l
	strictly.Unread, strictly.Read = true, 0
	if unread, err = strictly.count(ctx, tx); err != nil {
		return 0, 0, err
	}
	if l.Unread && l.Read == 0 {
		return unread, unread, nil
	}
	total, err = l.count(ctx, tx)
	return total, unread, err
}

// countMatches walks what the index of words finds once.
func (l *list) countMatches(ctx context.Context, tx *sql.Tx) (total, unread int, err error) {
	var b binder
	sel := l.arms(&b, "").sql()
	err = tx.QueryRowContext(ctx, fmt.Sprintf(
		"SELECT count(*), coalesce(sum(s.read = 0), 0) FROM (%s) CROSS JOIN story s ON s.id = (p & %d)", sel, idMask), b.args...).
		Scan(&total, &unread)
	return total, unread, err
}

// count counts a list, by the tallies where they know it.
func (l *list) count(ctx context.Context, tx *sql.Tx) (int, error) {
	if l.Unread && l.Read > 0 {
		return l.countWithJustRead(ctx, tx)
	}
	if n, ok, err := l.tallied(ctx, tx); ok || err != nil {
		return n, err
	}
	var b binder
	a := l.arms(&b, "")
	if len(a.selects) > 1 && !a.disjoint {
		// An order that is asked for makes SQLite merge the arms rather than fill a table with them.
		return one(ctx, tx, "SELECT count(*) FROM ("+a.sql()+" ORDER BY p DESC LIMIT -1)", b.args)
	}
	return one(ctx, tx, "SELECT count(*) FROM ("+a.sql()+")", b.args)
}

// countWithJustRead counts an unread list and what was read since it was opened, which is never much.
func (l *list) countWithJustRead(ctx context.Context, tx *sql.Tx) (int, error) {
	strictly := *l
	strictly.Read = 0
	n, err := strictly.count(ctx, tx)
	if err != nil {
		return 0, err
	}
	all := *l
	all.Unread = false
	var b binder
	more, err := one(ctx, tx, "SELECT count(*) FROM ("+l.justRead(&b)+all.conditions(&b, "s.place", all.parts)+
		all.excluded(&b, "s.place")+all.included(&b, "s.place")+")", b.args)
	return n + more, err
}

func one(ctx context.Context, tx *sql.Tx, text string, args []any) (int, error) {
	var n int
	err := tx.QueryRowContext(ctx, text, args...).Scan(&n)
	return n, err
}

// tallied takes the count from the tallies, less what came in after UpTo, for lists without words, with no topic or one.
func (l *list) tallied(ctx context.Context, tx *sql.Tx) (int, bool, error) {
	with, without := l.Include.Names(), l.Exclude.Names()
	if l.match != "" || len(l.parts) > 0 || len(with)+len(without) > 1 {
		return 0, false, nil
	}
	column := "stories"
	if l.Unread {
		column = "unread"
	}
	of := func(name string) (int, error) {
		return one(ctx, tx, "SELECT coalesce(max(y."+column+"), 0) FROM tally y JOIN topic t ON t.id = y.topic WHERE t.name = ?",
			[]any{name})
	}
	var n int
	var err error
	switch {
	case len(with) == 1:
		n, err = of(with[0])
	default:
		n, err = one(ctx, tx, "SELECT "+column+" FROM tally WHERE topic = 0", nil)
	}
	if err == nil && len(without) == 1 {
		var less int
		less, err = of(without[0])
		n -= less
	}
	if err == nil && l.UpTo > 0 {
		later := *l
		later.UpTo = 0
		var less int
		less, err = later.arrived(ctx, tx, l.UpTo)
		n -= less
	}
	return n, true, err
}

// arrived counts the stories of a list that came in after a story.
func (l *list) arrived(ctx context.Context, tx *sql.Tx, after ID) (int, error) {
	var b binder
	s := "SELECT count(*) FROM story s WHERE s.id > " + b.add(int64(after)) + l.conditions(&b, "s.place", l.parts) +
		l.excluded(&b, "s.place") + l.included(&b, "s.place")
	if l.Unread {
		s += " AND (" + l.unreadMarks(&b) + ")"
	}
	if l.Room == Saved {
		s += " AND s.saved > 0"
	}
	if l.match != "" {
		s += " AND " + inWords(&b, "s.place", l.match)
	}
	return one(ctx, tx, s, b.args)
}

// stories reads list positions first to first+limit.
func (l *list) stories(ctx context.Context, tx *sql.Tx, first, limit, total int) ([]Story, error) {
	limit = min(limit, total-first)
	if limit <= 0 || first < 0 {
		return nil, nil
	}
	if l.Room != Latest {
		return l.shortStories(ctx, tx, first, limit)
	}
	// Of a long list the end is nearer from the end.
	order, offset := "DESC", first
	if back := total - first - limit; back < first {
		order, offset = "ASC", back
	}
	var b binder
	places := fmt.Sprintf("SELECT p FROM (%s) ORDER BY p %s LIMIT %s OFFSET %s", l.arms(&b, "").sql(), order, b.add(limit), b.add(offset))
	rows, err := tx.QueryContext(ctx, "SELECT "+storyColumns+" FROM ("+places+") CROSS JOIN "+
		fmt.Sprintf("story s ON s.id = (p & %d) CROSS JOIN headline h ON h.id = s.id CROSS JOIN feed f ON f.id = s.feed", idMask)+
		" ORDER BY p DESC", b.args...)
	if err != nil {
		return nil, err
	}
	return readStories(rows)
}

// readStories reads the rows and closes them.
func readStories(rows *sql.Rows) ([]Story, error) {
	defer rows.Close()
	var out []Story
	for rows.Next() {
		s, err := scanStory(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// position tells where a story stands in the list and whether it does.
func (l *list) position(ctx context.Context, tx *sql.Tx, id ID) (int, bool, error) {
	if l.Room != Latest {
		rows, err := l.rows(ctx, tx)
		at := slices.IndexFunc(rows, func(r row) bool { return r.place&idMask == int64(id) })
		return max(at, 0), at >= 0, err
	}
	var place int64
	if err := tx.QueryRowContext(ctx, "SELECT place FROM story WHERE id = ?", id).Scan(&place); errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	} else if err != nil {
		return 0, false, err
	}
	n, err := l.between(ctx, tx, "%s = ", place)
	if n == 0 || err != nil {
		return 0, false, err
	}
	at, err := l.between(ctx, tx, "%s > ", place)
	return at, true, err
}

// between counts the places of the list that compare with place as told.
func (l *list) between(ctx context.Context, tx *sql.Tx, compare string, place int64) (int, error) {
	var b binder
	mark := b.add(place)
	return one(ctx, tx, "SELECT count(*) FROM ("+l.arms(&b, compare+mark).sql()+" ORDER BY p DESC LIMIT -1)", b.args)
}

// nextUnread finds the first unread story after position from, or the last before it.
func (l *list) nextUnread(ctx context.Context, tx *sql.Tx, from int, back bool) (int, bool, error) {
	if l.Room != Latest {
		rows, err := l.rows(ctx, tx)
		at, ok := nextUnread(rows, from, back)
		return at, ok, err
	}
	here, inside, err := l.at(ctx, tx, from)
	if err != nil {
		return 0, false, err
	}
	compare, order := " AND p < ", "DESC"
	switch {
	case back && from < 0, !back && !inside && from >= 0:
		return 0, false, nil
	case back:
		compare, order = " AND p > ", "ASC"
	case from < 0:
		here = 1<<63 - 1
	}
	strictly := *l
	strictly.Unread, strictly.Read = true, 0
	var b binder
	mark := b.add(here)
	var next int64
	err = tx.QueryRowContext(ctx, "SELECT p FROM ("+strictly.arms(&b, "%s "+compare[len(" AND p "):]+mark).sql()+
		") ORDER BY p "+order+" LIMIT 1", b.args...).Scan(&next)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, err
	}
	at, err := l.between(ctx, tx, "%s > ", next)
	return at, true, err
}

// at is the place at a position; below a list's end it is the oldest possible.
func (l *list) at(ctx context.Context, tx *sql.Tx, position int) (place int64, inside bool, err error) {
	if position < 0 {
		return 0, false, nil
	}
	var b binder
	err = tx.QueryRowContext(ctx, "SELECT p FROM ("+l.arms(&b, "").sql()+") ORDER BY p DESC LIMIT 1 OFFSET "+b.add(position), b.args...).
		Scan(&place)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return place, err == nil, err
}
