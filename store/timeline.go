package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
)

// A list in order of time may be as long as the store: it is never read as a whole. Front and Saved are short and are
// (see short.go).

// figures counts a list.
func (l *list) figures(ctx context.Context, tx *sql.Tx, f *figures) (err error) {
	if f.total, f.unread, err = l.counts(ctx, tx); err != nil {
		return err
	}
	f.muted, err = l.countMuted(ctx, tx)
	return err
}

// countMuted counts the stories that mutes keep out of a list.
func (l *list) countMuted(ctx context.Context, tx *sql.Tx) (int, error) {
	if !l.hides || l.sight != seen {
		return 0, nil
	}
	them := *l
	them.sight = unseen
	var b binder
	return one(ctx, tx, "SELECT count(*) FROM ("+them.merged(&b, "").whole()+")", b.args)
}

// counts are the stories of a list, and those never read.
func (l *list) counts(ctx context.Context, tx *sql.Tx) (total, unread int, err error) {
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

// count counts a list, by the tallies where they know it.
func (l *list) count(ctx context.Context, tx *sql.Tx) (int, error) {
	if l.Unread && l.Read > 0 {
		return l.countWithJustRead(ctx, tx)
	}
	if n, ok, err := l.tallied(ctx, tx); ok || err != nil {
		return n, err
	}
	if len(l.exclude) > 0 && l.include == nil && len(l.parts) == 0 && l.match == "" && l.sight == seen {
		return l.countWithout(ctx, tx)
	}
	var b binder
	return one(ctx, tx, "SELECT count(*) FROM ("+l.merged(&b, "").whole()+")", b.args)
}

// countWithout counts all stories less those that have an excluded topic.
func (l *list) countWithout(ctx context.Context, tx *sql.Tx) (int, error) {
	all, them := *l, *l
	all.exclude = nil
	them.include, them.exclude = l.exclude, nil
	n, err := all.count(ctx, tx)
	if err != nil {
		return 0, err
	}
	less, err := them.count(ctx, tx)
	return n - less, err
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
		all.excluded("s.place")+all.included("s.place")+")", b.args)
	return n + more, err
}

func one(ctx context.Context, tx *sql.Tx, text string, args []any) (int, error) {
	var n int
	err := tx.QueryRowContext(ctx, text, args...).Scan(&n)
	return n, err
}

// tallied takes the count from the tallies, less what came in after UpTo, for lists without words, with no topic or one.
func (l *list) tallied(ctx context.Context, tx *sql.Tx) (int, bool, error) {
	if l.match != "" || len(l.parts) > 0 || l.sight != seen || len(l.include) > 1 || len(l.exclude) > 0 {
		return 0, false, nil
	}
	column, topic := "stories", int64(0)
	if l.Unread {
		column = "unread"
	}
	if len(l.include) == 1 {
		topic = l.include[0]
	}
	n, err := one(ctx, tx, "SELECT coalesce(max("+column+"), 0) FROM tally WHERE topic = ?", []any{topic})
	if err != nil || l.UpTo == 0 {
		return n, true, err
	}
	later := *l
	later.UpTo = 0
	less, err := later.arrived(ctx, tx, l.UpTo)
	return n - less, true, err
}

// arrived counts the stories of a list that came in after a story; of Front, the events that have one of them.
func (l *list) arrived(ctx context.Context, tx *sql.Tx, after ID) (int, error) {
	if l.Room == Front || l.Room == Following {
		rows, err := l.rows(ctx, tx)
		return len(slices.DeleteFunc(rows, func(r row) bool { return r.newest <= after })), err
	}
	var b binder
	s := "SELECT count(*) FROM story s WHERE s.id > " + b.add(int64(after)) + l.conditions(&b, "s.place", l.parts) +
		l.excluded("s.place") + l.included("s.place")
	if l.Unread {
		s += " AND (" + l.unreadMarks(&b, "s") + ")"
	}
	if l.Room == Saved {
		s += " AND s.saved > 0"
	}
	s += l.sight.of("s")
	if l.match != "" {
		s += " AND " + inWords(&b, "s.place", l.match)
	}
	return one(ctx, tx, s, b.args)
}

// stories reads list positions first to first+limit, from the nearest place whose position is known: the first, the last
// or the anchor of f, which moves along.
func (l *list) stories(ctx context.Context, tx *sql.Tx, first, limit int, f *figures) ([]Story, error) {
	limit = min(limit, f.total-first)
	if limit <= 0 || first < 0 {
		return nil, nil
	}
	order, offset, more := "DESC", first, ""
	var b binder
	if back := f.total - first - limit; back < offset {
		order, offset = "ASC", back
	}
	known := 0
	if f.place != 0 {
		if down := first - f.anchor; down >= 0 && down < offset {
			order, offset, more = "DESC", down, "%[1]s <= "+b.add(f.place)
		} else if up := f.anchor - first - limit; up >= 0 && up < offset {
			order, offset, more = "ASC", up, "%[1]s > "+b.add(f.place)
		}
		known = len(b.args)
	}
	a := l.arms(&b, more)
	if offset > limit {
		b = binder{args: b.args[:known]}
		a = l.merged(&b, more)
	}
	places := fmt.Sprintf("%s ORDER BY p %s LIMIT %s OFFSET %s", a.sql(), order, b.add(limit), b.add(offset))
	rows, err := tx.QueryContext(ctx, "SELECT "+storyColumns+" FROM ("+places+") CROSS JOIN "+
		fmt.Sprintf("story s ON s.id = (p & %d) CROSS JOIN headline h ON h.id = s.id CROSS JOIN feed f ON f.id = s.feed", idMask)+
		" ORDER BY p DESC", b.args...)
	if err != nil {
		return nil, err
	}
	out, err := readStories(rows)
	if len(out) == limit {
		f.anchor, f.place = first, placeOf(out[0].Published, out[0].ID)
	}
	return out, err
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
	if l.short() {
		rows, err := l.rows(ctx, tx)
		if err != nil {
			return 0, false, err
		}
		event := int64(0)
		if l.Events() {
			if event, err = eventAt(ctx, tx, id); err != nil {
				return 0, false, err
			}
		}
		at := slices.IndexFunc(rows, func(r row) bool { return event > 0 && r.event == event || event == 0 && r.place&idMask == int64(id) })
		return max(at, 0), at >= 0, nil
	}
	var place int64
	if err := tx.QueryRowContext(ctx, "SELECT place FROM story WHERE id = ?", id).Scan(&place); errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	} else if err != nil {
		return 0, false, err
	}
	n, err := l.between(ctx, tx, place-1, place)
	if n == 0 || err != nil {
		return 0, false, err
	}
	at, err := l.between(ctx, tx, place, math.MaxInt64)
	return at, true, err
}

// between counts the stories of the list whose places are above over and not above upTo.
func (l *list) between(ctx context.Context, tx *sql.Tx, over, upTo int64) (int, error) {
	var b binder
	return one(ctx, tx, "SELECT count(*) FROM ("+l.merged(&b, "%[1]s > "+b.add(over)+" AND %[1]s <= "+b.add(upTo)).whole()+")", b.args)
}

// nextUnread finds the first unread story after position from, or the last before it.
func (l *list) nextUnread(ctx context.Context, tx *sql.Tx, from int, back bool) (int, bool, error) {
	if l.short() {
		rows, err := l.rows(ctx, tx)
		at, ok := nextUnread(rows, from, back)
		return at, ok, err
	}
	if back && from <= 0 {
		return 0, false, nil
	}
	here, inside, err := l.at(ctx, tx, from)
	switch {
	case err != nil:
		return 0, false, err
	case from < 0:
		from, here = -1, math.MaxInt64
	case !inside && !back:
		return 0, false, nil
	case !inside: // below the end: here is 0, older than all
		if from, _, err = l.counts(ctx, tx); err != nil {
			return 0, false, err
		}
	}
	strictly := *l
	strictly.Unread, strictly.Read = true, 0
	compare, order := "%[1]s < ", "DESC"
	if back {
		compare, order = "%[1]s > ", "ASC"
	}
	var b binder
	mark := b.add(here)
	var next int64
	err = tx.QueryRowContext(ctx, strictly.arms(&b, compare+mark).sql()+" ORDER BY p "+order+" LIMIT 1", b.args...).
		Scan(&next)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, err
	}
	// The stories in between are few, those from the top many.
	if back {
		n, err := l.between(ctx, tx, here, next)
		return from - n, true, err
	}
	n, err := l.between(ctx, tx, next-1, here-1)
	return from + n, true, err
}

// at is the place at a position; below a list's end it is the oldest possible.
func (l *list) at(ctx context.Context, tx *sql.Tx, position int) (place int64, inside bool, err error) {
	if position < 0 {
		return 0, false, nil
	}
	var b binder
	err = tx.QueryRowContext(ctx, l.arms(&b, "").sql()+" ORDER BY p DESC LIMIT 1 OFFSET "+b.add(position), b.args...).
		Scan(&place)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return place, err == nil, err
}
