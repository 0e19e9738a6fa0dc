package store

import (
	"context"
	"database/sql"
	"strings"

	"dateline/store/query"
	"dateline/store/terms"
)

// The index of words merges all that a prefix finds before it tells the first of it, unless the prefix has two letters or three.
// Of other prefixes the words are looked up that begin so, and each is asked for: their stories come newest first, and only as
// many as are wanted.

const (
	// shortestPrefix is how short an unknown prefix may become, in letters; nor does it lose more than half of them, or a word that
	// is nowhere would find others that merely begin alike.
	shortestPrefix = 3
	// mostWords is how many words stand for a prefix; more cost as much as the merging.
	mostWords = 128
)

// prefixes looks up in the index of words, as a store or a transaction sees it, what prefixes can stand for.
type prefixes struct {
	asker
	in scope
}

// known shortens prefixes that no word in the index begins with, until one does: the index holds stems, so a reader who types
// "runn" on the way to "running" would find nothing where "run" is kept. Then words stand for them, if they can.
func (p prefixes) known(ctx context.Context, e query.Expr) (query.Expr, error) {
	switch e := e.(type) {
	case query.And:
		parts, err := p.each(ctx, e)
		return query.And(parts), err
	case query.Or:
		parts, err := p.each(ctx, e)
		return query.Or(parts), err
	case query.Not:
		of, err := p.known(ctx, e.Of)
		return query.Not{Of: of}, err
	case query.Text:
		if !e.Prefix {
			return e, nil
		}
		cut := strings.LastIndexByte(e.Words, ' ') + 1
		last, err := p.shortened(ctx, e.Words[cut:])
		e.Words = e.Words[:cut] + last
		if err != nil || cut > 0 || p.in == amongArrivals {
			return e, err
		}
		return p.completed(ctx, e)
	}
	return e, nil
}

func (p prefixes) each(ctx context.Context, parts []query.Expr) ([]query.Expr, error) {
	out := make([]query.Expr, len(parts))
	for i, e := range parts {
		var err error
		if out[i], err = p.known(ctx, e); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (p prefixes) shortened(ctx context.Context, s string) (string, error) {
	letters := []rune(fold(s))
	for n := len(letters); n >= max(shortestPrefix, (len(letters)+1)/2); n-- {
		short := string(letters[:n])
		var one int
		err := p.QueryRowContext(ctx, "SELECT 1 FROM word WHERE term >= ? AND term < ? LIMIT 1", short, short+lastLetter).Scan(&one)
		switch {
		case err == nil && n == len(letters):
			return s, nil
		case err == nil:
			return short, nil
		case err != sql.ErrNoRows: //nolint:errorlint // Scan returns it bare
			return "", err
		}
	}
	return s, nil
}

// lastLetter stands behind all that a term can go on with.
const lastLetter = "\U0010ffff"

// completed is what stands for a prefix of one word: the words that begin so, or prefixes that the index has; itself where those
// are too many, or where it is one of these.
func (p prefixes) completed(ctx context.Context, prefix query.Text) (query.Expr, error) {
	stems := terms.Stems(prefix.Words)
	if len(stems) != 1 {
		return prefix, nil
	}
	letters := len([]rune(stems[0]))
	step := "t.term || char(1)" // ">" would go through all that a common word has
	switch letters {
	case 1:
		step = "substr(t.term, 1, 2) || ?3"
	case 2, 3:
		return prefix, nil
	}
	known, err := p.termsFrom(ctx, stems[0], step)
	if err != nil || len(known) > mostWords {
		return prefix, err
	}
	var out query.Or
	for _, term := range known {
		t := query.Text{In: prefix.In}
		if runes := []rune(term); letters == 1 && len(runes) > 1 {
			t.Words, t.Prefix = string(runes[:2]), true
		} else if t.Words = wordOf(term); t.Words == "" {
			return prefix, nil
		}
		out = append(out, t)
	}
	if len(out) == 0 {
		return prefix, nil
	}
	return out, nil
}

// termsFrom are terms that begin with a prefix, one more than mostWords at most: the first, and then the first from each step on.
func (p prefixes) termsFrom(ctx context.Context, prefix, step string) ([]string, error) {
	rows, err := p.QueryContext(ctx, `WITH RECURSIVE t (term) AS (
		SELECT (SELECT term FROM word WHERE term >= ?1 AND term < ?1 || ?3 LIMIT 1) UNION ALL
		SELECT (SELECT term FROM word WHERE term >= `+step+` AND term < ?1 || ?3 LIMIT 1) FROM t WHERE t.term IS NOT NULL)
		SELECT term FROM t WHERE term IS NOT NULL LIMIT ?2`, prefix, mostWords+1, lastLetter)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var term string
		if err := rows.Scan(&term); err != nil {
			return nil, err
		}
		out = append(out, term)
	}
	return out, rows.Err()
}

// wordOf is a word of which the term is the stem; "": none is known.
func wordOf(term string) string {
	for _, w := range []string{term, term + "e", term + "s"} {
		if found := terms.Stems(w); len(found) == 1 && found[0] == term {
			return w
		}
	}
	return ""
}
