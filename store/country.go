package store

import (
	"context"
	"strings"

	"dateline/feeds/topics"
	"dateline/store/query"
)

// ofCountries puts the numbers of the feeds in place of the countries that an expression asks for.
func (db *DB) ofCountries(ctx context.Context, e query.Expr) (query.Expr, error) {
	each := func(parts []query.Expr) ([]query.Expr, error) {
		out := make([]query.Expr, len(parts))
		for i, p := range parts {
			var err error
			if out[i], err = db.ofCountries(ctx, p); err != nil {
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
		of, err := db.ofCountries(ctx, e.Of)
		return query.Not{Of: of}, err
	case query.Field:
		if e.Name != query.Country {
			return e, nil
		}
		feeds, err := db.feedsIn(ctx, e.Value)
		e.Value = numbers(feeds)
		return e, err
	}
	return e, nil
}

// feedsIn are the feeds whose outlets are at home in a country, named by its name, the beginning of it, or its two letters.
func (db *DB) feedsIn(ctx context.Context, country string) ([]int64, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT id, url, site, language FROM feed")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	want, code := fold(country), ""
	if len(want) == 2 {
		code = fold(topics.CountryName(strings.ToUpper(want)))
	}
	var out []int64
	for rows.Next() {
		var id int64
		var s Story
		if err := rows.Scan(&id, &s.FeedURL, &s.URL, &s.Language); err != nil {
			return nil, err
		}
		name, _ := newsroomOf(s)
		if name = fold(name); name != "" && (strings.HasPrefix(name, want) || name == code) {
			out = append(out, id)
		}
	}
	return out, rows.Err()
}
