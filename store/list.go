package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
)

// Room is a list of its own kind.
type Room int

// The rooms.
const (
	Front     Room = iota // what was published since Query.Since, ranked; it ends
	Latest                // everything, newest first
	Saved                 // what the reader keeps, latest bookmark first
	Following             // events of the storylines that the reader follows, latest report first
)

// Topics is a set of names of topics that can be compared: names joined by "\n".
type Topics string

// Names are the names in the set, in the order in which they were put in.
func (t Topics) Names() []string {
	if t == "" {
		return nil
	}
	return strings.Split(string(t), "\n")
}

// Has reports that name is in the set.
func (t Topics) Has(name string) bool { return slices.Contains(t.Names(), name) }

// With is the set and name.
func (t Topics) With(name string) Topics {
	switch {
	case name == "" || t.Has(name):
		return t
	case t == "":
		return Topics(name)
	}
	return t + "\n" + Topics(name)
}

// Without is the set without name.
func (t Topics) Without(name string) Topics {
	return Topics(strings.Join(slices.DeleteFunc(t.Names(), func(n string) bool { return n == name }), "\n"))
}

// Query names a list. It is a value: two that are equal name the same list.
type Query struct {
	Room             Room
	Include, Exclude Topics // a story needs one of Include, if there are any, and none of Exclude
	Unread           bool
	Sort             Order
	Words            string // in the language of package query; an order in them outranks Sort
	Wide             bool   // Words choose events by their reports: rows of Front and Following stay events, with all that is reported of them
	Typing           bool   // Words is being typed: its last word may go on, open ends are forgiven
	UpTo             ID     // nothing that came in later than this story; 0: all
	Read             int64  // unix milliseconds: what was read later than this still counts as unread in Unread lists; 0: nothing does
	Since            int64  // unix seconds: Front shows what was published since
	Visit            int64  // unix milliseconds: what came in later is:new
}

// Events reports that the rows of the list are events: those of Front and Following, unless words are searched there for reports. Else
// they are stories, one by one.
func (q Query) Events() bool {
	return (q.Room == Front || q.Room == Following) && (q.Words == "" || q.Wide)
}

// Page is a stretch of a list.
type Page struct {
	Query   Query
	First   int  // position of the first of Stories in the list, 0 first
	Total   int  // stories in the whole list
	Unread  int  // of these, never read
	Muted   int  // stories that would be in it, if no mute hid them
	More    bool // there may be more than was looked for so far: Total, Unread and Muted are of that; pages further down know more
	Stories []Story
}

// Page reads list positions first to first+limit. An error of the words is a *query.Error.
func (db *DB) Page(ctx context.Context, q Query, first, limit int) (Page, error) {
	page := Page{Query: q, First: first}
	err := db.ask(ctx, "read list", q, func(tx *sql.Tx, l *list) (err error) {
		if l.short() {
			if page.Muted, err = l.countMuted(ctx, tx); err != nil {
				return err
			}
			page.Total, page.Unread, page.Stories, err = l.shortPage(ctx, tx, first, limit)
			return err
		}
		if !l.counted() {
			return db.siftedPage(ctx, tx, l, &page, limit)
		}
		e, err := edition(ctx, tx)
		if err != nil {
			return err
		}
		f, known := db.counted.get(e, q)
		if !known {
			if err := l.figures(ctx, tx, &f); err != nil {
				return err
			}
		}
		page.Total, page.Unread, page.Muted = f.total, f.unread, f.muted
		if page.Stories, err = l.stories(ctx, tx, first, limit, &f); err != nil {
			return err
		}
		if !l.passing {
			db.counted.put(e, q, f)
		}
		return nil
	})
	return page, err
}

// Position tells where a story stands in a list, and whether it is in it.
func (db *DB) Position(ctx context.Context, q Query, id ID) (int, bool, error) {
	var at int
	var found bool
	err := db.ask(ctx, "find story in list", q, func(tx *sql.Tx, l *list) (err error) {
		if !l.short() && !l.counted() {
			at, found, err = db.siftedPosition(ctx, tx, l, id)
		} else {
			at, found, err = l.position(ctx, tx, id)
		}
		return err
	})
	return at, found, err
}

// NextUnread finds the first unread story after list position from, or with back the last one before it.
func (db *DB) NextUnread(ctx context.Context, q Query, from int, back bool) (int, bool, error) {
	var at int
	var found bool
	err := db.ask(ctx, "find unread story", q, func(tx *sql.Tx, l *list) (err error) {
		if !l.short() && !l.counted() {
			at, found, err = db.siftedUnread(ctx, tx, l, from, back)
		} else {
			at, found, err = l.nextUnread(ctx, tx, from, back)
		}
		return err
	})
	return at, found, err
}

// Newest is the highest ID; 0 in an empty store.
func (db *DB) Newest(ctx context.Context) (ID, error) {
	var id ID
	err := db.read.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM story").Scan(&id)
	return id, db.wrong("read store", err)
}

// Arrived counts the stories of a list that came in after a story; q.UpTo does not matter.
func (db *DB) Arrived(ctx context.Context, q Query, after ID) (int, error) {
	q.UpTo = 0
	n := 0
	err := db.ask(ctx, "count new stories", q, func(tx *sql.Tx, l *list) (err error) {
		n, err = l.arrived(ctx, tx, after)
		return err
	})
	return n, err
}

// ListCount is how much there is in a list.
type ListCount struct {
	Stories, Unread int  // of Front: events
	More            bool // there may be more
}

// Count counts a list to its end, however long it is.
func (db *DB) Count(ctx context.Context, q Query) (ListCount, error) {
	const all = 1 << 30
	p, err := db.Page(ctx, q, all, 1)
	return ListCount{p.Total, p.Unread, p.More}, err
}

// ViewCounts counts lists, in their order. A list that cannot be understood has none; the error is that of the first.
func (db *DB) ViewCounts(ctx context.Context, queries []Query) ([]ListCount, error) {
	out := make([]ListCount, len(queries))
	var wrong error
	for i, q := range queries {
		p, err := db.Page(ctx, q, 0, 0)
		if err != nil && wrong == nil {
			wrong = err
		}
		out[i] = ListCount{p.Total, p.Unread, p.More}
	}
	return out, wrong
}
