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
	Feeds                  int // followed
	Failing                int // of these: the last answer brought nothing, or the server says the feed is gone
}

// Counts reads them.
func (db *DB) Counts(ctx context.Context) (Counts, error) {
	var c Counts
	err := db.read.QueryRowContext(ctx, `SELECT stories, unread,
		(SELECT count(*) FROM story INDEXED BY story_saved WHERE saved > 0),
		(SELECT count(*) FROM feed WHERE followed = 1),
		(SELECT count(*) FROM feed WHERE followed = 1 AND (failures > 0 OR gone = 1))
		FROM tally WHERE topic = 0`).Scan(&c.Stories, &c.Unread, &c.Saved, &c.Feeds, &c.Failing)
	return c, db.wrong("count stories", err)
}

// TopicCount is how much of a list has a topic.
type TopicCount struct {
	Name            string
	Stories, Unread int
	Newest          string // title of its newest story in the list; "": none
}

// TopicCounts counts the stories of each topic in a list as it were without its topics: what choosing the topic would
// show. All topics of the config are there, in its order.
func (db *DB) TopicCounts(ctx context.Context, q Query) ([]TopicCount, error) {
	q.Include, q.Exclude = "", ""
	l, err := db.list(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []TopicCount
	err = db.look(ctx, "count topics", func(tx *sql.Tx) error {
		names, err := topicNames(ctx, tx)
		if err != nil {
			return err
		}
		counted := make(map[string]found)
		if l.Room != Latest || l.match != "" || len(l.parts) > 0 {
			if counted, err = l.countTopics(ctx, tx); err != nil {
				return err
			}
		}
		for _, name := range names {
			c, err := l.topicCount(ctx, tx, name, counted)
			if err != nil {
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

func topicNames(ctx context.Context, tx *sql.Tx) ([]string, error) {
	rows, err := tx.QueryContext(ctx, "SELECT name FROM topic ORDER BY position")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var n string
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		names = append(names, n)
	}
	return names, rows.Err()
}

// countTopics counts all topics of a list that is narrower than the store in one walk.
func (l *list) countTopics(ctx context.Context, tx *sql.Tx) (map[string]found, error) {
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
			places += " AND (" + l.unreadMarks(&b) + ")"
		}
	}
	rows, err := tx.QueryContext(ctx, fmt.Sprintf(`SELECT t.name, n, u, newest FROM
		(SELECT l.topic AS topic, count(*) AS n, sum(l.unread) AS u, max(p) AS newest
			FROM (%s) CROSS JOIN label l ON l.place = p AND l.strong = 1 GROUP BY l.topic)
		CROSS JOIN topic t ON t.id = topic`, places), b.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make(map[string]found)
	for rows.Next() {
		var name string
		var f found
		if err := rows.Scan(&name, &f.stories, &f.unread, &f.newest); err != nil {
			return nil, err
		}
		if l.Room == Front { // it ends
			f.stories, f.unread = min(f.stories, frontStories), min(f.unread, frontStories)
		}
		out[name] = f
	}
	return out, rows.Err()
}

// topicCount is the count of one topic: out of counted, or where the list is as wide as the store from the tallies.
func (l *list) topicCount(ctx context.Context, tx *sql.Tx, name string, counted map[string]found) (TopicCount, error) {
	out := TopicCount{Name: name}
	f, ok := counted[name]
	if !ok && l.Room == Latest && l.match == "" && len(l.parts) == 0 {
		one := *l
		one.Include = Topics(name)
		var err error
		if f.stories, f.unread, err = one.counts(ctx, tx); err != nil {
			return out, err
		}
		if f.newest, _, err = one.at(ctx, tx, 0); err != nil {
			return out, err
		}
	}
	out.Stories, out.Unread = f.stories, f.unread
	if f.newest == 0 {
		return out, nil
	}
	err := tx.QueryRowContext(ctx, "SELECT title FROM headline WHERE id = ?", f.newest&idMask).Scan(&out.Newest)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return out, err
}
