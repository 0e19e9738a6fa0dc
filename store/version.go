package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"dateline/feeds/article"
)

// keptVersions is how many earlier versions of a story are kept.
const keptVersions = 20

// Version is what a story said before it was changed; all of it plain text.
type Version struct {
	At                   time.Time // when the story first said so, as far as it was asked
	Title, Summary, Text string    // Text: the longest there was; Summary: at most 400 characters
}

// keepVersion keeps what a story said before a change, and drops the oldest beyond keptVersions. The text is kept only
// where it is about to change: it is long, and what is edited is mostly the title.
func keepVersion(ctx context.Context, tx *sql.Tx, id ID, old, changed texts) error {
	var text any
	if old.text != changed.text {
		text = old.text
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO version (story, at, title, summary, text)
		SELECT id, max(fetched, changed, (SELECT coalesce(max(at), 0) + 1 FROM version WHERE story = ?1)), ?2, ?3, ?4
		FROM story WHERE id = ?1`, id, old.title, short(old.summary), text); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM version WHERE story = ?1
		AND at < (SELECT at FROM version WHERE story = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)`, id, keptVersions-1)
	return err
}

// saysTheSame reports that the texts of a page differ only by lines that one of them hides: a rule for the site, or what was
// learned of it, is another; the page is not.
func saysTheSame(a, b article.Article) bool {
	return slices.Equal(linesBut(a.Text, b), linesBut(b.Text, a))
}

// linesBut are the lines of a text, as words, without those that an article hides.
func linesBut(text string, a article.Article) []string {
	hidden := map[string]bool{"": true}
	for _, h := range slices.Concat(a.Hidden, a.Doubtful, a.Around) {
		for line := range strings.SplitSeq(h.Text, "\n") {
			hidden[strings.Join(strings.Fields(line), " ")] = true
		}
	}
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.Join(strings.Fields(line), " "); !hidden[line] {
			out = append(out, line)
		}
	}
	return out
}

// Versions are the earlier versions of a story, newest first, at most 20; what it says now is not among them.
// ErrNoStory when there is none of that ID.
func (db *DB) Versions(ctx context.Context, id ID) ([]Version, error) {
	var out []Version
	err := db.look(ctx, "read versions", func(tx *sql.Tx) error {
		now, err := textsOf(ctx, tx, id)
		if err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, "SELECT at, title, summary, text FROM version WHERE story = ? ORDER BY at DESC", id)
		if err != nil {
			return err
		}
		defer rows.Close()
		text := now.text
		for rows.Next() {
			var v Version
			var at int64
			var own sql.NullString
			if err := rows.Scan(&at, &v.Title, &v.Summary, &own); err != nil {
				return err
			}
			if own.Valid {
				text = own.String
			}
			v.At, v.Text = fromMillis(at), text
			out = append(out, v)
		}
		return rows.Err()
	})
	return out, err
}
