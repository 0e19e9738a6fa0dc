package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"dateline/store/query"
)

// Order is the order of a list.
type Order int

// The orders.
const (
	Usual       Order = iota // the room's own: Front Ranked, Latest Newest, Saved by bookmark, the latest first
	Ranked                   // as on Front; in other rooms, where nothing is ranked, as Newest
	Newest                   // by date; on Front by that of the last report
	MostSources              // by how many outlets report the same
	BySource                 // by name of the outlet
)

// orderOf is the order that words ask for.
func orderOf(o query.Order) Order {
	switch o {
	case query.Newest:
		return Newest
	case query.MostSources:
		return MostSources
	case query.BySource:
		return BySource
	}
	return Ranked
}

// takeOrder takes the order out of an expression.
func takeOrder(e query.Expr) (query.Expr, Order) {
	switch e := e.(type) {
	case query.Order:
		return nil, orderOf(e)
	case query.And:
		at := slices.IndexFunc(e, func(p query.Expr) bool { _, ok := p.(query.Order); return ok })
		if at < 0 {
			return e, Usual
		}
		o := orderOf(e[at].(query.Order))
		rest := slices.Delete(slices.Clone(e), at, at+1)
		if len(rest) == 1 {
			return rest[0], o
		}
		return rest, o
	}
	return e, Usual
}

// arrange puts the rows of a short list, which are in the order of their room, in the order that is wanted.
func (l *list) arrange(ctx context.Context, tx *sql.Tx, rows []row) error {
	when := func(r row) int64 { return cmp.Or(r.last, r.place>>idBits) }
	newest := func(a, b row) int { return cmp.Or(cmp.Compare(when(b), when(a)), cmp.Compare(b.place, a.place)) }
	switch {
	case l.order == Newest, l.order == Ranked && l.Room != Front:
		slices.SortStableFunc(rows, newest)
	case l.order == MostSources:
		if err := spreads(ctx, tx, rows); err != nil {
			return err
		}
		slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(b.outlets, a.outlets) })
	case l.order == BySource:
		names, err := feedNames(ctx, tx)
		if err != nil {
			return err
		}
		slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(names[a.feed], names[b.feed]) })
	}
	return nil
}

// sorted reports that the list is not in the order of time, which its indexes have.
func (l *list) sorted() bool {
	return l.Room == Latest && (l.order == MostSources || l.order == BySource)
}

// sort puts hits, those of an outlet or with as many sources newest first, in the order that is wanted.
func (l *list) sort(ctx context.Context, tx *sql.Tx, hits []hit) error {
	newest := func(a, b hit) int { return cmp.Compare(b.place, a.place) }
	if l.order == MostSources {
		slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(b.outlets, a.outlets), newest(a, b)) })
		return nil
	}
	names, err := feedNames(ctx, tx)
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(names[a.feed], names[b.feed]), newest(a, b)) })
	return err
}

// spreads fills in how many outlets report what the rows tell of, where that is not known.
func spreads(ctx context.Context, tx *sql.Tx, rows []row) error {
	read, err := tx.PrepareContext(ctx, "SELECT outlets FROM story WHERE id = ?")
	if err != nil {
		return err
	}
	defer read.Close()
	for i, r := range rows {
		if r.outlets > 0 {
			continue
		}
		if err := read.QueryRowContext(ctx, r.place&idMask).Scan(&rows[i].outlets); err != nil {
			return err
		}
	}
	return nil
}

// feedNames are the positions of feeds in the order of their names.
func feedNames(ctx context.Context, tx *sql.Tx) (map[int64]int, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, shown FROM feed")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	type feed struct {
		id   int64
		name string
	}
	var all []feed
	for rows.Next() {
		var f feed
		if err := rows.Scan(&f.id, &f.name); err != nil {
			return nil, err
		}
		f.name = fold(f.name)
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b feed) int { return cmp.Or(strings.Compare(a.name, b.name), cmp.Compare(a.id, b.id)) })
	out := make(map[int64]int, len(all))
	for i, f := range all {
		out[f.id] = i
	}
	return out, rows.Err()
}
