package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"dateline/internal/safe"
)

// What is taken of tags.
const (
	longestTag = 40 // characters
	mostTags   = 32 // of a story
)

// TagCount is a tag and how many stories have it.
type TagCount struct {
	Name    string
	Stories int
}

// Tags are all tags in use, by name.
func (db *DB) Tags(ctx context.Context) ([]TagCount, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT max(name), count(*) FROM tag GROUP BY folded ORDER BY folded")
	if err != nil {
		return nil, db.wrong("read tags", err)
	}
	defer rows.Close()
	var out []TagCount
	for rows.Next() {
		var t TagCount
		if err := rows.Scan(&t.Name, &t.Stories); err != nil {
			return nil, db.wrong("read tags", err)
		}
		out = append(out, t)
	}
	return out, db.wrong("read tags", rows.Err())
}

// SetTags gives a story these tags and no others, and saves it if it has some and is not saved; one act, "tagged". A "#" in
// front is dropped; names that differ in case or accents only are one tag, written as it was first. Too long a name and
// more than 32 tags are refused. ErrNoStory when there is no such story.
func (db *DB) SetTags(ctx context.Context, id ID, tags []string) (Act, error) {
	names, err := cleanTags(tags)
	if err != nil {
		return Act{}, err
	}
	return db.record(ctx, "tagged", "keep tags", id, func(ctx context.Context, d *deed) error {
		written := make([]string, len(names))
		for i, name := range names {
			known, err := textByName(ctx, d.tx, fold(name))
			if err != nil {
				return err
			}
			if written[i] = known; known == "" {
				written[i] = name
			}
		}
		slices.SortFunc(written, func(a, b string) int { return strings.Compare(fold(a), fold(b)) })
		return d.aboutStory(ctx, id, "tags", strings.Join(written, "\n"))
	})
}

// textByName is how the reader writes a tag already; "": it is new.
func textByName(ctx context.Context, tx *sql.Tx, folded string) (string, error) {
	var name sql.NullString
	err := tx.QueryRowContext(ctx, "SELECT max(name) FROM tag WHERE folded = ?", folded).Scan(&name)
	return name.String, err
}

func cleanTags(tags []string) ([]string, error) {
	var names, seen []string
	for _, t := range tags {
		name := strings.TrimSpace(strings.TrimLeft(safe.Line(t), "# "))
		switch folded := fold(name); {
		case folded == "", slices.Contains(seen, folded):
		case len([]rune(name)) > longestTag:
			return nil, fmt.Errorf("keep tags: a tag has at most %d characters", longestTag)
		default:
			names, seen = append(names, name), append(seen, folded)
		}
	}
	if len(names) > mostTags {
		return nil, fmt.Errorf("keep tags: a story has at most %d tags", mostTags)
	}
	return names, nil
}

func (db *DB) tagsThing() thing {
	return thing{
		get: textAt("SELECT group_concat(name, char(10) ORDER BY folded) FROM tag WHERE story = ?"),
		set: func(ctx context.Context, tx *sql.Tx, key int64, value string) error {
			if _, err := tx.ExecContext(ctx, "DELETE FROM tag WHERE story = ?", key); err != nil || value == "" {
				return err
			}
			for name := range strings.SplitSeq(value, "\n") {
				if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO tag (story, folded, name) SELECT id, ?, ? FROM story WHERE id = ?",
					fold(name), name, key); err != nil {
					return err
				}
			}
			return nil
		},
	}
}
