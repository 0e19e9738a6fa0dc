package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/feeds/topics"
	"dateline/internal/safe"
)

// FollowEvent follows the storyline of a story's event, or lets it go: the events that it is linked to come along, those that
// are there and those to come. One act, "followed" or "unfollowed"; its Count is 0 when it was so already. ErrNoStory when there
// is no such story.
func (db *DB) FollowEvent(ctx context.Context, id ID, on bool) (Act, error) {
	kind := "unfollowed"
	if on {
		kind = "followed"
	}
	return db.record(ctx, kind, "follow story", id, func(ctx context.Context, d *deed) error {
		event, err := eventAt(ctx, d.tx, id)
		if err != nil || event == 0 {
			return orNoRows(err)
		}
		line, err := lineOf(ctx, d.tx, event)
		if err != nil || line == 0 && !on {
			return err
		}
		if line == 0 {
			if line, err = newLine(ctx, d.tx, event); err != nil {
				return err
			}
		}
		value := ""
		if on {
			if value, err = textAt("SELECT nullif(followed, 0) FROM storyline WHERE id = ?")(ctx, d.tx, line); err != nil || value != "" {
				return err
			}
			value = strconv.FormatInt(db.now().UnixMilli(), 10)
		}
		_, err = d.put(ctx, "follow", line, value)
		return err
	})
}

// orNoRows is err, or that there is no such row.
func orNoRows(err error) error {
	if err == nil {
		return sql.ErrNoRows
	}
	return err
}

// RenameStoryline gives a storyline a name of the reader's own, "" for the one it had; one act, "renamed". ErrNoStory when there
// is no such storyline.
func (db *DB) RenameStoryline(ctx context.Context, id int64, name string) (Act, error) {
	return db.changeLine(ctx, "renamed", id, "storyline name", nameLine(safe.Line(name)))
}

// PinStoryline keeps a storyline above the others, or no more; one act, "pinned" or "unpinned".
func (db *DB) PinStoryline(ctx context.Context, id int64, on bool) (Act, error) {
	if !on {
		return db.changeLine(ctx, "unpinned", id, "storyline pin", "")
	}
	return db.changeLine(ctx, "pinned", id, "storyline pin", strconv.FormatInt(db.now().UnixMilli(), 10))
}

func (db *DB) changeLine(ctx context.Context, kind string, id int64, thing, value string) (Act, error) {
	return db.record(ctx, kind, "change storyline", 0, func(ctx context.Context, d *deed) error {
		if err := d.tx.QueryRowContext(ctx, "SELECT iif(given <> '', given, name) FROM storyline WHERE id = ?", id).Scan(&d.Title); err != nil {
			return err
		}
		if thing == "storyline pin" && value != "" {
			was, err := textAt("SELECT nullif(pinned, 0) FROM storyline WHERE id = ?")(ctx, d.tx, id)
			if err != nil || was != "" {
				return err
			}
		}
		_, err := d.put(ctx, thing, id, value)
		return err
	})
}

// SeenStoryline notes that the reader has looked at a storyline: what came in until now is not new any more.
func (db *DB) SeenStoryline(ctx context.Context, id int64) error {
	return db.change(ctx, soon, "look at storyline", func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE storyline SET seen = ? WHERE id = ?", db.now().UnixMilli(), id)
		return err
	})
}

// lineThing is a column of storyline that an act can change.
func lineThing(column string) thing {
	return thing{
		get: textAt("SELECT nullif(nullif(" + column + ", 0), '') FROM storyline WHERE id = ?"),
		set: func(ctx context.Context, tx *sql.Tx, key int64, value string) error {
			var v any = value
			if column != "given" {
				n, err := strconv.ParseInt("0"+value, 10, 64)
				if err != nil {
					return err
				}
				v = n
			}
			_, err := tx.ExecContext(ctx, "UPDATE storyline SET "+column+" = ? WHERE id = ?", v, key)
			return err
		},
	}
}

// lineOf is the storyline of an event; 0: it has none.
func lineOf(ctx context.Context, tx *sql.Tx, event int64) (int64, error) {
	var line int64
	err := tx.QueryRowContext(ctx, "SELECT line FROM chapter WHERE event = ?", event).Scan(&line)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return line, err
}

// newLine begins a storyline with an event, under the words that tell it best.
func newLine(ctx context.Context, tx *sql.Tx, event int64) (int64, error) {
	c, err := coreOf(ctx, tx, event)
	if err != nil {
		return 0, err
	}
	var title, lang string
	if err := tx.QueryRowContext(ctx, `SELECT h.title, s.language FROM story s JOIN headline h ON h.id = s.id WHERE s.event = ?1 OR s.id = ?1
		ORDER BY s.aside, s.place LIMIT 1`, event).Scan(&title, &lang); err != nil {
		return 0, err
	}
	return addLine(ctx, tx, lineName(lang, c.Words, title), event)
}

// addLine adds a storyline and its first events.
func addLine(ctx context.Context, tx *sql.Tx, name string, events ...int64) (int64, error) {
	r, err := tx.ExecContext(ctx, "INSERT INTO storyline (name) VALUES (?)", name)
	if err != nil {
		return 0, err
	}
	line, err := r.LastInsertId()
	if err != nil {
		return 0, err
	}
	for _, e := range events {
		if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO chapter (event, line) VALUES (?, ?)", e, line); err != nil {
			return 0, err
		}
	}
	return line, nil
}

// nameWords is how many words name a storyline.
const nameWords = 3

// aroundWords are marks that are no part of a word.
const aroundWords = ".,:;!?…\"'“”‘’«»()[]–—"

// lineName is the heaviest of words that stand in a title, as they are written there and in that order; without any, the
// title's first that say something.
func lineName(lang string, words []topics.CoreWord, title string) string {
	type found struct {
		at   int
		text string
	}
	var list []found
	fields := strings.Fields(title)
	for _, w := range words {
		at := slices.IndexFunc(fields, func(f string) bool { return slices.Contains(topics.TitleWords(lang, f), w.Stem) })
		if at < 0 || len(list) == nameWords || slices.ContainsFunc(list, func(f found) bool { return f.at == at }) {
			continue
		}
		list = append(list, found{at, strings.Trim(fields[at], aroundWords)})
	}
	for at, f := range fields {
		if len(words) == 0 && len(list) < nameWords && len(topics.TitleWords(lang, f)) > 0 {
			list = append(list, found{at, strings.Trim(f, aroundWords)})
		}
	}
	slices.SortFunc(list, func(a, b found) int { return a.at - b.at })
	out := make([]string, len(list))
	for i, f := range list {
		out[i] = f.text
	}
	return nameLine(cmp.Or(strings.Join(out, " "), title))
}

// coreOf are the words that tell an event; none when they were not kept.
func coreOf(ctx context.Context, tx *sql.Tx, event int64) (topics.Core, error) {
	var text string
	c := topics.Core{ID: name(event)}
	err := tx.QueryRowContext(ctx, "SELECT language, first, last, words FROM core WHERE event = ?", event).
		Scan(&c.Lang, &c.First, &c.Last, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return c, nil
	}
	c.Words = readCore(text)
	return c, err
}

// A core is kept as lines of stem, word, weight and, where the word stands in a title, a mark.
const titleMark = "t"

func readCore(text string) []topics.CoreWord {
	var out []topics.CoreWord
	for line := range strings.SplitSeq(text, "\n") {
		var w topics.CoreWord
		f := strings.Split(line, " ")
		if len(f) < 3 {
			continue
		}
		w.Stem, w.Shown, w.Title = f[0], f[1], len(f) > 3 && f[3] == titleMark
		w.Weight, _ = strconv.ParseFloat(f[2], 64)
		out = append(out, w)
	}
	return out
}

func writeCore(words []topics.CoreWord) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s %s %.4f", w.Stem, w.Shown, w.Weight)
		if w.Title {
			b.WriteString(" " + titleMark)
		}
	}
	return b.String()
}
