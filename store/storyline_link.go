package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strconv"

	"dateline/feeds/topics"
)

// linkEvents looks for the events from which those of newly grouped stories go on, and links them. What was linked stays so.
func (db *DB) linkEvents(ctx context.Context, found []grouped) error {
	cores := db.grouping.cores(found)
	if len(cores) == 0 {
		return nil
	}
	return db.change(ctx, soon, "link events", func(ctx context.Context, tx *sql.Tx) error {
		if err := keepCores(ctx, tx, cores); err != nil {
			return err
		}
		lines, err := readLines(ctx, tx, cores[0].First-topics.LineWindow)
		if err != nil {
			return err
		}
		for _, c := range cores {
			if err := link(ctx, tx, lines, c); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM core WHERE last < ?", db.now().Unix()-2*topics.LineWindow)
		return err
	})
}

// cores are what the events of stories are about, the earliest first.
func (g *grouping) cores(found []grouped) []topics.Core {
	var out []topics.Core
	seen := make(map[int64]bool)
	for _, f := range found {
		if seen[f.event] {
			continue
		}
		seen[f.event] = true
		if c, ok := g.grouper.Core(name(f.id)); ok && c.ID == name(f.event) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b topics.Core) int {
		if a.First != b.First {
			return int(min(max(a.First-b.First, -1), 1))
		}
		return int(min(max(number64(a.ID)-number64(b.ID), -1), 1))
	})
	return out
}

func keepCores(ctx context.Context, tx *sql.Tx, cores []topics.Core) error {
	put, err := tx.PrepareContext(ctx, "INSERT OR REPLACE INTO core (event, first, last, language, words) VALUES (?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer put.Close()
	for _, c := range cores {
		if _, err := put.ExecContext(ctx, number64(c.ID), c.First, c.Last, c.Lang, writeCore(c.Words)); err != nil {
			return err
		}
	}
	return nil
}

// readLines reads what may be gone on from: the events whose last report is no older than that.
func readLines(ctx context.Context, tx *sql.Tx, since int64) (*topics.Lines, error) {
	rows, err := tx.QueryContext(ctx, `SELECT o.event, o.first, o.last, o.language, o.words, coalesce(c.line, 0) FROM core o
		LEFT JOIN chapter c ON c.event = o.event WHERE o.last >= ? ORDER BY o.first, o.event`, since)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	lines := topics.NewLines()
	for rows.Next() {
		var c topics.Core
		var event, line int64
		var words string
		if err := rows.Scan(&event, &c.First, &c.Last, &c.Lang, &words, &line); err != nil {
			return nil, err
		}
		c.ID, c.Words = strconv.FormatInt(event, 10), readCore(words)
		lines.Put(c, line)
	}
	return lines, rows.Err()
}

// link links an event to the one from which it goes on, if there is one.
func link(ctx context.Context, tx *sql.Tx, lines *topics.Lines, c topics.Core) error {
	n, ok := lines.Link(c.ID)
	if !ok {
		return nil
	}
	event, before := number64(c.ID), number64(n.Story)
	own, err := lineOf(ctx, tx, event)
	switch {
	case err != nil:
		return err
	case own != 0 && n.Line != 0:
		return mergeLines(ctx, tx, lines, own, n.Line)
	case own != 0:
		lines.Join(n.Story, own)
		return putChapter(ctx, tx, before, own)
	case n.Line != 0:
		lines.Join(c.ID, n.Line)
		return putChapter(ctx, tx, event, n.Line)
	}
	var title string
	if err := tx.QueryRowContext(ctx, "SELECT coalesce((SELECT h.title FROM story s JOIN headline h ON h.id = s.id WHERE s.event = ? "+
		"ORDER BY s.aside, s.place LIMIT 1), '')", event).Scan(&title); err != nil {
		return err
	}
	line, err := addLine(ctx, tx, lineName(c.Lang, n.Shared, title), before, event)
	if err != nil {
		return err
	}
	lines.Join(n.Story, line)
	lines.Join(c.ID, line)
	return nil
}

func putChapter(ctx context.Context, tx *sql.Tx, event, line int64) error {
	_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO chapter (event, line) VALUES (?, ?)", event, line)
	return err
}

// mergeLines makes the line of an event and the one that it goes on one: that which is followed.
func mergeLines(ctx context.Context, tx *sql.Tx, lines *topics.Lines, own, earlier int64) error {
	followed, err := one(ctx, tx, "SELECT followed > 0 FROM storyline WHERE id = ?", []any{earlier})
	if err != nil {
		return err
	}
	from, into := earlier, own
	if followed > 0 {
		from, into = own, earlier
	}
	lines.Merge(from, into)
	_, err = tx.ExecContext(ctx, "UPDATE chapter SET line = ? WHERE line = ?", into, from)
	return err
}

// moveChapters lets storylines that were begun with a story alone go on with the event that it joined.
func moveChapters(ctx context.Context, tx *sql.Tx, found []grouped) error {
	list, err := json.Marshal(eventsJoined(found))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE OR IGNORE chapter SET event = (SELECT event FROM story WHERE id = chapter.event)
		WHERE event IN (SELECT value FROM json_each(?))`, string(list))
	return err
}

// eventsJoined are the stories that found their event in another's.
func eventsJoined(found []grouped) []int64 {
	out := []int64{}
	for _, f := range found {
		if f.event != f.id {
			out = append(out, f.id)
		}
	}
	return out
}
