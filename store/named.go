package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"dateline/feeds/topics"
	"dateline/store/query"
)

// asker is the store, or a transaction on it.
type asker interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// withFeeds puts the numbers of feeds in place of the outlets and countries that an expression asks for.
func withFeeds(ctx context.Context, from asker, e query.Expr) (query.Expr, error) {
	each := func(parts []query.Expr) ([]query.Expr, error) {
		out := make([]query.Expr, len(parts))
		for i, p := range parts {
			var err error
			if out[i], err = withFeeds(ctx, from, p); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	switch e := e.(type) {
	case query.And:
		parts, err := each(e)
		return query.And(parts), err
	case query.Or:
		parts, err := each(e)
		return query.Or(parts), err
	case query.Not:
		of, err := withFeeds(ctx, from, e.Of)
		return query.Not{Of: of}, err
	case query.Field:
		var ids []int64
		var err error
		switch e.Name {
		case query.Country:
			ids, err = feedsIn(ctx, from, e.Value)
		case query.Source:
			ids, err = readPlaces(from.QueryContext(ctx, "SELECT id FROM feed WHERE instr(folded, ?) > 0", fold(e.Value)))
		default:
			return e, nil
		}
		e.Value = numbers(ids)
		return e, err
	}
	return e, nil
}

// feedsIn are the feeds whose outlets are at home in a country or a region, named by its name, its two letters, another word for
// it, or the beginning of its name.
func feedsIn(ctx context.Context, from asker, country string) ([]int64, error) {
	rows, err := from.QueryContext(ctx, "SELECT id, url, site, language FROM feed")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	want, names := fold(country), topics.CountriesNamed(country)
	var out []int64
	for rows.Next() {
		var id int64
		var s Story
		if err := rows.Scan(&id, &s.FeedURL, &s.URL, &s.Language); err != nil {
			return nil, err
		}
		name, _ := newsroomOf(s)
		if slices.Contains(names, name) || names == nil && name != "" && strings.HasPrefix(fold(name), want) {
			out = append(out, id)
		}
	}
	return out, rows.Err()
}
