package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// A storyline is what goes on for days: events that follow from each other and stay events of their own. The program links
// them (see storyline_link.go); the reader follows a storyline by following any of its events.

// Storyline is one that the reader follows.
type Storyline struct {
	ID      int64
	Name    string // the reader's, else the words that tell it best
	Pinned  bool
	Stories int       // reports of its events
	New     int       // of these, that came in since the reader last looked, or began to follow it
	Last    time.Time // when its last report was published; zero: it has none any more
}

// followedEvents selects the events of the storylines that are followed.
const followedEvents = "SELECT c.event FROM storyline y INDEXED BY storyline_followed JOIN chapter c ON c.line = y.id WHERE y.followed > 0"

// followedPlaces selects the places of their stories.
const followedPlaces = `SELECT o.place FROM (` + followedEvents + `) e CROSS JOIN story o INDEXED BY story_event ON o.event = e.event
	UNION SELECT o.place FROM (` + followedEvents + `) e CROSS JOIN story o ON o.id = e.event AND o.event = 0`

// Storylines are those that the reader follows: pinned ones first, then by their last report, newest first. What a mute hides
// is not counted.
func (db *DB) Storylines(ctx context.Context) ([]Storyline, error) {
	rows, err := db.read.QueryContext(ctx, `SELECT y.id, iif(y.given <> '', y.given, y.name), y.pinned > 0, count(o.id),
			coalesce(sum(o.fetched > max(y.seen, y.followed)), 0), coalesce(max(o.place) >> ?, 0)
		FROM storyline y INDEXED BY storyline_followed JOIN chapter c ON c.line = y.id
		LEFT JOIN story o ON o.id IN (SELECT id FROM story INDEXED BY story_event WHERE event = c.event AND muted = 0
			UNION SELECT id FROM story WHERE id = c.event AND event = 0 AND muted = 0)
		WHERE y.followed > 0 GROUP BY y.id`, idBits)
	if err != nil {
		return nil, db.wrong("read storylines", err)
	}
	defer rows.Close()
	var out []Storyline
	for rows.Next() {
		var s Storyline
		var last int64
		if err := rows.Scan(&s.ID, &s.Name, &s.Pinned, &s.Stories, &s.New, &last); err != nil {
			return nil, db.wrong("read storylines", err)
		}
		if last > 0 {
			s.Last = time.Unix(last, 0)
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b Storyline) int {
		if a.Pinned != b.Pinned {
			if a.Pinned {
				return -1
			}
			return 1
		}
		return cmp.Or(b.Last.Compare(a.Last), cmp.Compare(a.ID, b.ID))
	})
	return out, db.wrong("read storylines", rows.Err())
}

// mostTimeline is how many reports a timeline has at most, the newest.
const mostTimeline = 1000

// Timeline is all reports of a storyline, newest first, at most 1,000. Event tells which of them are of one event. Muted
// stories are not in it.
func (db *DB) Timeline(ctx context.Context, id int64) ([]Story, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT "+storyColumns+" FROM "+storyTables+` WHERE s.muted = 0 AND s.id IN (
		SELECT o.id FROM chapter c JOIN story o INDEXED BY story_event ON o.event = c.event WHERE c.line = ?1
		UNION SELECT o.id FROM chapter c JOIN story o ON o.id = c.event AND o.event = 0 WHERE c.line = ?1)
		ORDER BY s.place DESC LIMIT ?2`, id, mostTimeline)
	if err != nil {
		return nil, db.wrong("read storyline", err)
	}
	out, err := readStories(rows)
	return out, db.wrong("read storyline", err)
}

// Earlier is what came before a story in its storyline: the events that began before its own, newest first, each as the story
// that stands for it, with its figures as on Front. None when its event goes on from nothing.
func (db *DB) Earlier(ctx context.Context, id ID) ([]Story, error) {
	var out []Story
	err := db.look(ctx, "read what came before", func(tx *sql.Tx) error {
		own, err := eventAt(ctx, tx, id)
		if err != nil || own == 0 {
			return cmp.Or(err, sql.ErrNoRows)
		}
		ids, err := readPlaces(tx.QueryContext(ctx, `SELECT o.event FROM chapter c JOIN chapter o ON o.line = c.line WHERE c.event = ?`, own))
		if err != nil || len(ids) < 2 {
			return err
		}
		events, err := readEvents(ctx, tx, ids)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(events, func(e *event) bool { return e.id == own })
		if at < 0 {
			return nil
		}
		began := events[at].first()
		events = slices.DeleteFunc(events, func(e *event) bool { return e.id == own || e.first() > began })
		slices.SortFunc(events, func(a, b *event) int { return cmp.Or(cmp.Compare(b.first(), a.first()), cmp.Compare(a.id, b.id)) })
		out, err = db.standing(ctx, tx, events)
		return err
	})
	return out, db.wrong("read what came before", err)
}

// readEvents reads events whole, but for muted stories; those that have none left are not in it.
func readEvents(ctx context.Context, tx *sql.Tx, ids []int64) ([]*event, error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT s.place, s.feed, e.value, s.read, s.aside, s.copied, s.language, s.score, s.fetched FROM json_each(?) e
		CROSS JOIN story s INDEXED BY story_event ON s.event = e.value WHERE s.muted = 0`, string(list))
	if err != nil {
		return nil, err
	}
	reports, err := readReports(rows)
	return gather(reports), err
}

// standing are the stories that stand for events, in their order.
func (db *DB) standing(ctx context.Context, tx *sql.Tx, events []*event) ([]Story, error) {
	titles, err := titlesFor(ctx, tx, events)
	if err != nil {
		return nil, err
	}
	var out []Story
	for _, e := range events {
		r := e.row(db.now().Unix(), 0, titles)
		s, err := scanStory(tx.QueryRowContext(ctx, "SELECT "+storyColumns+" FROM "+storyTables+" WHERE s.id = ?", r.place&idMask))
		if err != nil {
			return nil, err
		}
		if err := s.standFor(ctx, tx, r); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// following reads the whole of Following: an event is a row, the one with the newest report first.
func (l *list) following(ctx context.Context, tx *sql.Tx) ([]row, error) {
	reports, err := l.reports(ctx, tx)
	if err != nil {
		return nil, err
	}
	events := gather(reports)
	slices.SortFunc(events, func(a, b *event) int { return cmp.Or(cmp.Compare(b.last(), a.last()), cmp.Compare(a.id, b.id)) })
	return l.eventRows(ctx, tx, events)
}

// longestName is how many characters the reader's name for a storyline may have.
const longestName = 80

// nameLine cuts a name to what a storyline may be called.
func nameLine(name string) string {
	letters := []rune(strings.TrimSpace(name))
	return string(letters[:min(len(letters), longestName)])
}
