package store

import (
	"strings"

	"dateline/store/query"
)

// divide takes out of a query what the index of words answers in one go.
func divide(e query.Expr) (match string, rest []query.Expr) {
	parts, ok := e.(query.And)
	if !ok {
		parts = query.And{e}
	}
	var texts query.And
	positive := false
	for _, p := range parts {
		if _, ok := fts(p); ok {
			texts, positive = append(texts, p), true
		} else if n, ok := p.(query.Not); ok && isText(n.Of) {
			texts = append(texts, p)
		} else {
			rest = append(rest, p)
		}
	}
	if !positive {
		return "", parts
	}
	match, _ = fts(texts)
	return match, rest
}

func isText(e query.Expr) bool {
	_, ok := fts(e)
	return ok
}

// fts is a query in FTS5's language, if it is about texts only and says what to find, not only what not to. Whatever
// the reader typed stands between quotes there.
func fts(e query.Expr) (string, bool) {
	switch e := e.(type) {
	case query.Text:
		return ftsText(e), true
	case query.Or:
		return ftsJoin(e, " OR ")
	case query.And:
		var with, without []query.Expr
		for _, p := range e {
			if n, ok := p.(query.Not); ok {
				without = append(without, n.Of)
			} else {
				with = append(with, p)
			}
		}
		if len(with) == 0 {
			return "", false
		}
		s, ok := ftsJoin(with, " AND ")
		if !ok || len(without) == 0 {
			return s, ok
		}
		no, ok := ftsJoin(without, " OR ")
		return "(" + s + " NOT " + no + ")", ok
	}
	return "", false
}

func ftsJoin(parts []query.Expr, operator string) (string, bool) {
	var out []string
	for _, p := range parts {
		s, ok := fts(p)
		if !ok {
			return "", false
		}
		out = append(out, s)
	}
	return "(" + strings.Join(out, operator) + ")", true
}

func ftsText(t query.Text) string {
	column := "{title summary text}"
	if t.In != query.Anywhere {
		column = "{" + string(t.In) + "}"
	}
	s := column + " : " + ftsQuote(t.Words)
	if t.Prefix {
		s += " *"
	}
	return s
}

func ftsQuote(s string) string {
	s = strings.ReplaceAll(s, "\x00", " ")
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}
