package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// reports reads what the front page is made from: the reports that pass the filter; where words choose events, all reports of these.
func (l *list) reports(ctx context.Context, tx *sql.Tx) ([]report, error) {
	found, err := l.passingReports(ctx, tx)
	if err != nil || !l.Wide || l.Words == "" {
		return found, err
	}
	places, events := make(map[int64]bool, len(found)), make(map[int64]bool, len(found))
	for _, r := range found {
		places[r.place], events[r.event] = true, true
	}
	wide := *l
	wide.match, wide.parts = "", nil
	all, err := wide.passingReports(ctx, tx)
	all = slices.DeleteFunc(all, func(r report) bool { return !events[r.event] })
	for i, r := range all {
		all[i].unasked = !places[r.place]
	}
	return all, err
}

// passingReports reads the reports that pass the filter.
func (l *list) passingReports(ctx context.Context, tx *sql.Tx) ([]report, error) {
	var b binder
	rows, err := tx.QueryContext(ctx, fmt.Sprintf("SELECT p, s.feed, "+l.rowID()+", s.read, s.aside, s.copied, s.language, s.score, s.fetched "+
		"FROM (%s) CROSS JOIN story s ON s.id = (p & %d)", l.arms(&b, "").sql(), idMask), b.args...)
	if err != nil {
		return nil, err
	}
	out, err := readReports(rows)
	if err != nil {
		return nil, err
	}
	return out, housed(ctx, tx, out)
}

// housed fills in whose reports they are.
func housed(ctx context.Context, tx *sql.Tx, reports []report) error {
	houses, err := housesOf(ctx, tx)
	for i := range reports {
		reports[i].house = houses[reports[i].feed]
	}
	return err
}

// readReports reads rows of place, feed, event, read, aside, copied, language, score and fetched, and closes them.
func readReports(rows *sql.Rows) ([]report, error) {
	defer rows.Close()
	var out []report
	for rows.Next() {
		var r report
		if err := rows.Scan(&r.place, &r.feed, &r.event, &r.read, &r.aside, &r.copied, &r.language, &r.score, &r.fetched); err != nil {
			return nil, err
		}
		r.language, _, _ = strings.Cut(r.language, "-")
		out = append(out, r)
	}
	return out, rows.Err()
}

// rowID is the SQL of what makes story s part of a row.
func (l *list) rowID() string {
	if l.Events() {
		return eventID
	}
	return "s.id"
}

// gather puts reports together by event.
func gather(reports []report) []*event {
	slices.SortFunc(reports, func(a, b report) int { return cmp.Compare(a.place, b.place) })
	known := make(map[int64]*event, len(reports))
	var out []*event
	for _, r := range reports {
		e := known[r.event]
		if e == nil {
			e = &event{id: r.event}
			known[r.event] = e
			out = append(out, e)
		}
		e.reports = append(e.reports, r)
	}
	return out
}

func eventIDs(events []*event) []int64 {
	out := make([]int64, len(events))
	for i, e := range events {
		out[i] = e.id
	}
	return out
}
