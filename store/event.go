package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// An event is what stories of one or more outlets tell of. It is called by one of its stories, which was grouped first, so
// that its name stays whatever comes in later. On Front an event is a row; everywhere else, and in what a search finds, a story is.

// ofEvent selects the stories of the event that story %[1]s tells of.
const ofEvent = `SELECT id FROM story WHERE id = %[1]s UNION SELECT o.id FROM story m JOIN story o INDEXED BY story_event
	ON o.event = m.event WHERE m.id = %[1]s AND m.event > 0`

// eventID is the SQL of the event of story s.
const eventID = "iif(s.event > 0, s.event, s.id)"

// MarkEventRead marks all stories of a story's event read or unread, as one act. Those that are already are not part of
// it; Count is the others, Title that of the story.
func (db *DB) MarkEventRead(ctx context.Context, id ID, read bool) (Act, error) {
	m := db.readMark(read)
	m.story = id
	var b binder
	return db.do(ctx, m, fmt.Sprintf(ofEvent, b.add(int64(id))), b)
}

// EventStories are all stories of a story's event, newest first.
func (db *DB) EventStories(ctx context.Context, id ID) ([]Story, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT "+storyColumns+" FROM "+storyTables+" WHERE s.id IN ("+
		fmt.Sprintf(ofEvent, "?1")+") ORDER BY s.place DESC", id)
	if err != nil {
		return nil, db.wrong("read stories of an event", err)
	}
	out, err := readStories(rows)
	return out, db.wrong("read stories of an event", err)
}

// countEvent fills in how many stories and outlets there are of a story's event.
func countEvent(ctx context.Context, tx *sql.Tx, s *Story) error {
	return tx.QueryRowContext(ctx, "SELECT count(*), count(DISTINCT feed) FROM story WHERE id IN ("+
		fmt.Sprintf(ofEvent, "?1")+")", s.ID).Scan(&s.Reports, &s.Outlets)
}

// EventWhy tells in words what an event's rank rests on: "9 outlets, 6 independent, 4 in the last 3 h, first 06:10", and what the reader's
// rules add to it or take away.
func (db *DB) EventWhy(ctx context.Context, id ID) (string, error) {
	var out string
	err := db.look(ctx, "read event", func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT place, feed, event, read, aside, copied, language, score, fetched FROM story WHERE id IN ("+
			fmt.Sprintf(ofEvent, "?1")+") ORDER BY place", id)
		if err != nil {
			return err
		}
		e := event{}
		if e.reports, err = readReports(rows); err != nil || len(e.reports) == 0 {
			return err
		}
		if err := housed(ctx, tx, e.reports); err != nil {
			return err
		}
		out = e.why(db.now())
		return nil
	})
	return out, err
}

func (e *event) why(now time.Time) string {
	t := e.outlets(now.Unix())
	parts := []string{plural(len(t.feeds), "outlet")}
	if t.own < len(t.feeds) {
		parts = append(parts, fmt.Sprintf("%d independent", max(t.own, 1)))
	}
	if t.recent > 0 {
		parts = append(parts, fmt.Sprintf("%d in the last %d h", t.recent, lately/3600))
	}
	parts = append(parts, "first "+clockTime(time.Unix(e.first(), 0), now))
	if b := e.boost(); b != 0 {
		parts = append(parts, fmt.Sprintf("your rules %+.0f", fullBoost*b))
	}
	return strings.Join(parts, ", ")
}

// clockTime is a moment as one would say it now: "06:10", "Sun 06:10", "2 Nov 06:10".
func clockTime(t, now time.Time) string {
	t = t.In(now.Location())
	switch {
	case t.YearDay() == now.YearDay() && t.Year() == now.Year():
		return t.Format("15:04")
	case now.Sub(t) < 6*24*time.Hour:
		return t.Format("Mon 15:04")
	}
	return t.Format("2 Jan 15:04")
}

// eventAt is the event of a story; 0 when there is no such story.
func eventAt(ctx context.Context, tx *sql.Tx, id ID) (int64, error) {
	var e int64
	err := tx.QueryRowContext(ctx, "SELECT coalesce((SELECT "+eventID+" FROM story s WHERE s.id = ?), 0)", id).Scan(&e)
	return e, err
}

// firstRead is when the first story of each event was read, in unix milliseconds; events of which none was are not in it,
// nor is anything for a list whose rows are stories.
func (l *list) firstRead(ctx context.Context, tx *sql.Tx, events []int64) (map[int64]int64, error) {
	if !l.Events() {
		return nil, nil
	}
	list, err := json.Marshal(events)
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT e.value, min(s.read) FROM json_each(?) e CROSS JOIN story s INDEXED BY story_event
		ON s.event = e.value WHERE s.read > 0 GROUP BY e.value`, string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make(map[int64]int64)
	for rows.Next() {
		var event, read int64
		if err := rows.Scan(&event, &read); err != nil {
			return nil, err
		}
		out[event] = read
	}
	return out, rows.Err()
}

// storiesOf are the stories of the rows' events that came in no later than upTo; 0: all.
func storiesOf(ctx context.Context, tx *sql.Tx, rows []row, upTo ID) ([]ID, error) {
	events := make([]int64, len(rows))
	for i, r := range rows {
		events[i] = r.event
	}
	list, err := json.Marshal(events)
	if err != nil {
		return nil, err
	}
	found, err := readPlaces(tx.QueryContext(ctx, `SELECT s.id FROM json_each(?1) e CROSS JOIN story s INDEXED BY story_event
		ON s.event = e.value WHERE ?2 = 0 OR s.id <= ?2
		UNION SELECT s.id FROM json_each(?1) e CROSS JOIN story s ON s.id = e.value WHERE s.event = 0`, string(list), int64(upTo)))
	ids := make([]ID, len(found))
	for i, id := range found {
		ids[i] = ID(id)
	}
	return ids, err
}

// standFor makes a story the row of its event.
func (s *Story) standFor(ctx context.Context, tx *sql.Tx, r row) error {
	s.Read, s.Reports, s.Outlets, s.Last = r.read > 0, r.reports, len(r.feeds), time.Unix(r.last, 0)
	s.Arrived = fromMillis(r.fetched)
	for _, feed := range r.feeds {
		var name string
		if err := tx.QueryRowContext(ctx, "SELECT shown FROM feed WHERE id = ?", feed).Scan(&name); err != nil {
			return err
		}
		s.OutletNames = append(s.OutletNames, name)
	}
	return nil
}
