package store

import (
	"context"
	"database/sql"
	"strings"

	"dateline/feeds/topics"
	"dateline/store/query"
)

// Doubt looks through words that find nothing for a topic, a source, a country or a tag that is none: a *query.Error names it, and the one
// that may be meant. Nil: all there is.
func (db *DB) Doubt(ctx context.Context, q Query) error {
	e, err := query.Parse(q.Words, db.now())
	if err != nil {
		return err
	}
	var fields []query.Field
	holdsAny(e, func(e query.Expr) bool {
		if f, ok := e.(query.Field); ok {
			fields = append(fields, f)
		}
		return false
	})
	for _, f := range fields {
		var one, all string
		kind := string(f.Name)
		switch f.Name {
		case query.Topic:
			one, all = "SELECT 1 FROM topic WHERE instr(folded, ?) > 0", "SELECT name FROM topic ORDER BY position"
		case query.Source:
			one, all = "SELECT 1 FROM feed WHERE instr(folded, ?) > 0", "SELECT shown FROM feed ORDER BY followed DESC, id"
		case query.Tag:
			one, all = "SELECT 1 FROM tag WHERE folded = ?", "SELECT DISTINCT name FROM tag"
		case query.Country:
			in, err := feedsIn(ctx, db.read, f.Value)
			if err != nil {
				return db.wrong("search", err)
			}
			if len(in) == 0 && topics.CountriesNamed(f.Value) == nil {
				return &query.Error{Word: kind + ":" + f.Value, Problem: "there is no such country", Hint: "e.g. country:kenya, country:KE or country:africa"}
			}
			continue
		default:
			continue
		}
		var there int
		err := db.read.QueryRowContext(ctx, one+" LIMIT 1", fold(strings.TrimLeft(f.Value, "#"))).Scan(&there)
		if err == nil {
			continue
		}
		if err != sql.ErrNoRows { //nolint:errorlint // Scan returns it bare
			return db.wrong("search", err)
		}
		names, err := readNames(db.read.QueryContext(ctx, all))
		if err != nil {
			return db.wrong("search", err)
		}
		return &query.Error{Word: kind + ":" + f.Value, Problem: "there is no such " + kind, Hint: meant(f, names)}
	}
	return nil
}

// meant is the hint for a name that is none.
func meant(f query.Field, names []string) string {
	folded := make([]string, len(names))
	for i, n := range names {
		folded[i] = fold(n)
	}
	if near := query.Nearest(fold(f.Value), folded); near >= 0 {
		name := names[near]
		if strings.ContainsAny(name, " ()") {
			name = `"` + name + `"`
		}
		return "did you mean " + string(f.Name) + ":" + name + "?"
	}
	return ""
}

func readNames(rows *sql.Rows, err error) ([]string, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}
