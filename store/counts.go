package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Counts are the figures of the whole store.
type Counts struct {
	Stories, Unread, Saved int
	Following              int // storylines
	Feeds                  int // followed
	Failing                int // of these: the last answer brought nothing, or the server says the feed is gone
}

// Counts reads them.
func (db *DB) Counts(ctx context.Context) (Counts, error) {
	var c Counts
	err := db.read.QueryRowContext(ctx, `SELECT stories, unread,
		(SELECT count(*) FROM story INDEXED BY story_saved WHERE saved > 0),
		(SELECT count(*) FROM storyline INDEXED BY storyline_followed WHERE followed > 0),
		(SELECT count(*) FROM feed WHERE followed = 1),
		(SELECT count(*) FROM feed WHERE followed = 1 AND (failures > 0 OR gone = 1))
		FROM tally WHERE topic = 0`).Scan(&c.Stories, &c.Unread, &c.Saved, &c.Following, &c.Feeds, &c.Failing)
	return c, db.wrong("count stories", err)
}

// TopicCount is how much of a list has a topic: stories, on Front events.
type TopicCount struct {
	Name            string
	Stories, Unread int
	Newest          string // title of its newest story in the list; "": none
}

// TopicCounts counts the stories of each topic in a list as it were without its topics: what choosing the topic would
// show. All topics of the config are there, in its order. Of a list that goes on (Page.More), they are those of its newest
// 2,000 stories at least.
func (db *DB) TopicCounts(ctx context.Context, q Query) ([]TopicCount, error) {
	q.Include, q.Exclude, q.Sort = "", "", Usual
	var out []TopicCount
	err := db.ask(ctx, "count topics", q, func(tx *sql.Tx, l *list) error {
		names, err := topicNames(ctx, tx)
		if err != nil {
			return err
		}
		count := l.countTopics
		switch {
		case l.Room == Latest && !l.counted():
			count = db.siftedTopics(l)
		case l.Room == Latest && l.include == nil && len(l.parts) == 0 && l.sight == seen:
			count = l.talliedTopics
		}
		counted, err := count(ctx, tx)
		if err != nil {
			return err
		}
		for _, t := range names {
			f := counted[t.id]
			c := TopicCount{Name: t.name, Stories: f.stories, Unread: f.unread}
			if c.Newest, err = titleAt(ctx, tx, f.newest); err != nil {
				return err
			}
			out = append(out, c)
		}
		return nil
	})
	return out, err
}

// found is what a list has of a topic.
type found struct {
	stories, unread int
	newest          int64 // place
}

// named is a topic and its name.
type named struct {
	id   int64
	name string
}

func topicNames(ctx context.Context, tx *sql.Tx) ([]named, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, name FROM topic ORDER BY position")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []named
	for rows.Next() {
		var n named
		if err := rows.Scan(&n.id, &n.name); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

func titleAt(ctx context.Context, tx *sql.Tx, place int64) (string, error) {
	var title string
	err := tx.QueryRowContext(ctx, "SELECT title FROM headline WHERE id = ?", place&idMask).Scan(&title)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return title, err
}

// countTopics counts all topics of a list that is narrower than the store in one walk.
func (l *list) countTopics(ctx context.Context, tx *sql.Tx) (map[int64]found, error) {
	if l.Room == Front || l.Room == Following {
		return l.countEventTopics(ctx, tx)
	}
	var b binder
	places := l.arms(&b, "").sql()
	if l.Room == Saved {
		b = binder{}
		all := *l
		all.Unread = false
		places = "SELECT s.place AS p FROM story s INDEXED BY story_saved WHERE s.saved > 0" + l.conditions(&b, "s.place", l.parts)
		if l.match != "" {
			places += " AND " + inWords(&b, "s.place", l.match)
		}
		if l.Unread {
			places += " AND (" + l.unreadMarks(&b, "s") + ")"
		}
	}
	return readFound(tx.QueryContext(ctx, "SELECT l.topic, count(*), sum(l.unread), max(p) FROM ("+places+
		") CROSS JOIN label l ON l.place = p AND l.strong = 1 GROUP BY l.topic", b.args...))
}

func readFound(rows *sql.Rows, err error) (map[int64]found, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make(map[int64]found)
	for rows.Next() {
		var topic int64
		var f found
		if err := rows.Scan(&topic, &f.stories, &f.unread, &f.newest); err != nil {
			return nil, err
		}
		out[topic] = f
	}
	return out, rows.Err()
}

// talliedTopics takes the counts of a list as wide as the store from the tallies.
func (l *list) talliedTopics(ctx context.Context, tx *sql.Tx) (map[int64]found, error) {
	out, err := readFound(tx.QueryContext(ctx, fmt.Sprintf(`SELECT y.topic, y.stories, y.unread, coalesce(
		(SELECT l.place FROM label l INDEXED BY label_topic WHERE l.topic = y.topic AND l.strong = 1 AND l.muted = 0
			AND (?1 = 0 OR (l.place & %d) <= ?1) ORDER BY l.place DESC LIMIT 1), 0) FROM tally y`, idMask), int64(l.UpTo)))
	if err != nil {
		return nil, err
	}
	if l.UpTo > 0 {
		later, err := readFound(tx.QueryContext(ctx, `SELECT l.topic, count(*), sum(l.unread), 0
			FROM story s CROSS JOIN label l ON l.place = s.place AND l.strong = 1 AND l.muted = 0 WHERE s.id > ? GROUP BY l.topic`, int64(l.UpTo)))
		if err != nil {
			return nil, err
		}
		for topic, f := range later {
			out[topic] = found{out[topic].stories - f.stories, out[topic].unread - f.unread, out[topic].newest}
		}
	}
	return out, l.unreadTopics(ctx, tx, out)
}

// unreadTopics makes tallied counts those of an unread list, if it is one: the unread, and what was read since it was
// opened.
func (l *list) unreadTopics(ctx context.Context, tx *sql.Tx, out map[int64]found) error {
	if !l.Unread {
		return nil
	}
	more := make(map[int64]found)
	if l.Read > 0 {
		var b binder
		read := l.justRead(&b) + l.conditions(&b, "s.place", nil)
		var err error
		if more, err = readFound(tx.QueryContext(ctx, "SELECT l.topic, count(*), 0, max(p) FROM ("+read+
			") CROSS JOIN label l ON l.place = p AND l.strong = 1 GROUP BY l.topic", b.args...)); err != nil {
			return err
		}
	}
	newest, err := readFound(tx.QueryContext(ctx, fmt.Sprintf(`SELECT y.topic, 0, 0, coalesce(
		(SELECT l.place FROM label l INDEXED BY label_unread WHERE l.topic = y.topic AND l.strong = 1 AND l.unread = 1 AND l.muted = 0
			AND (?1 = 0 OR (l.place & %d) <= ?1) ORDER BY l.place DESC LIMIT 1), 0) FROM tally y`, idMask), int64(l.UpTo)))
	for topic, f := range out {
		out[topic] = found{f.unread + more[topic].stories, f.unread, max(newest[topic].newest, more[topic].newest)}
	}
	return err
}
