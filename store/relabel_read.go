package store

import (
	"context"
	"database/sql"
	"strings"
)

// storiesBefore reads stories into the end of out, as many as it has room for, in the order of places, and returns that end. They come
// as one text, each with its numbers before its title and summary: row by row, the reading would cost several times as much.
func storiesBefore(ctx context.Context, tx *sql.Tx, before int64, known filings, out []relabelled) ([]relabelled, error) {
	var text string
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(group_concat(line, ''), '') FROM (SELECT s.place || ' ' || s.feed || ' ' || (s.read = 0) ||
		' ' || (s.muted > 0) || ' ' || coalesce(s.sections, 0) || ' ' || octet_length(h.title) || ' ' || octet_length(h.summary) || ' ' ||
		h.title || h.summary AS line
		FROM story s CROSS JOIN headline h ON h.id = s.id WHERE s.place < ? ORDER BY s.place DESC LIMIT ?)`, before, len(out)).Scan(&text); err != nil {
		return nil, err
	}
	at := len(out)
	for text != "" {
		at--
		k := &out[at]
		var n [7]int64
		for i := range n {
			n[i], text = cutNumber(text)
		}
		title, end := n[5], n[5]+n[6]
		k.place, k.feed, k.unread, k.muted = n[0], n[1], n[2] == 1, n[3] == 1
		k.title, k.summary, text = text[:title], text[title:end], text[end:]
		var err error
		if k.sections, err = known.at(ctx, tx, n[4]); err != nil {
			return nil, err
		}
	}
	return out[at:], nil
}

// cutNumber cuts a number that SQL wrote, and the space behind it, off a text.
func cutNumber(text string) (int64, string) {
	digits, rest, _ := strings.Cut(text, " ")
	return number64(digits), rest
}

// filings are lists of sections by their rows, as far as they were read.
type filings map[int64][]string

// mostFilings is how many are kept.
const mostFilings = 10_000

// at is the list of a row; of 0, none.
func (f filings) at(ctx context.Context, tx *sql.Tx, row int64) ([]string, error) {
	if list, ok := f[row]; ok || row == 0 {
		return list, nil
	}
	var names string
	if err := tx.QueryRowContext(ctx, "SELECT names FROM sections WHERE id = ?", row).Scan(&names); err != nil {
		return nil, err
	}
	if len(f) >= mostFilings {
		clear(f)
	}
	f[row] = sectionsOf(names)
	return f[row], nil
}

// sectionsOf cuts a stored list of sections.
func sectionsOf(names string) []string {
	if names == "" {
		return nil
	}
	return strings.Split(names, "\n")
}
