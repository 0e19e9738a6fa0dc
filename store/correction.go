package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/feeds/topics"
)

// What the reader decided otherwise about events. The events are changed at once; beside them is written down which stories are
// to be together or apart, so that whoever makes events anew keeps to it.

// split is added to a story's ID to name the event that it becomes when it is split out of the one that bears its ID: the others
// keep that name.
const splitEvent = 1 << idBits

// SplitStory takes a report out of its event and lets it be one of its own, for ever apart from those that were with it; one act,
// "split". Its Count is 0 when the report was alone. ErrNoStory when there is no such story.
func (db *DB) SplitStory(ctx context.Context, id ID) (Act, error) {
	return db.record(ctx, "split", "split story", id, func(ctx context.Context, d *deed) error {
		event, err := eventAt(ctx, d.tx, id)
		if err != nil || event == 0 {
			return orNoRows(err)
		}
		others, err := eventsStories(ctx, d.tx, event)
		if err != nil {
			return err
		}
		others = slices.DeleteFunc(others, func(o int64) bool { return o == int64(id) })
		if len(others) == 0 {
			return nil
		}
		own := int64(id)
		if event == own {
			own += splitEvent
		}
		if _, err := d.put(ctx, "event", int64(id), strconv.FormatInt(own, 10)); err != nil {
			return err
		}
		return d.correct(ctx, "apart", int64(id), others)
	})
}

// JoinStories makes the events of these stories one, the one that was there first; one act, "joined". Its Count is 0 when they are
// one already. ErrNoStory when one of them is not there.
func (db *DB) JoinStories(ctx context.Context, ids []ID) (Act, error) {
	if len(ids) == 0 {
		return Act{Kind: "joined"}, nil
	}
	return db.record(ctx, "joined", "join stories", ids[0], func(ctx context.Context, d *deed) error {
		var events []int64
		for _, id := range ids {
			event, err := eventAt(ctx, d.tx, id)
			if err != nil || event == 0 {
				return orNoRows(err)
			}
			events = with(events, event)
		}
		if len(events) < 2 {
			return nil
		}
		return d.join(ctx, events)
	})
}

// join makes events one.
func (d *deed) join(ctx context.Context, events []int64) error {
	into := slices.Min(events)
	var all []int64
	for _, e := range events {
		list, err := eventsStories(ctx, d.tx, e)
		if err != nil {
			return err
		}
		all = append(all, list...)
		if err := d.followInto(ctx, e, into); err != nil {
			return err
		}
	}
	for _, s := range all {
		if _, err := d.put(ctx, "event", s, strconv.FormatInt(into, 10)); err != nil {
			return err
		}
	}
	return d.correct(ctx, "together", slices.Min(all), all)
}

// followInto lets the storyline of an event that was joined to another go on with that one.
func (d *deed) followInto(ctx context.Context, from, into int64) error {
	line, err := lineOf(ctx, d.tx, from)
	if err != nil || line == 0 || from == into {
		return err
	}
	if known, err := lineOf(ctx, d.tx, into); err != nil || known != 0 {
		return err
	}
	_, err = d.put(ctx, "chapter", into, strconv.FormatInt(line, 10))
	return err
}

// eventsStories are the stories of an event, by ID.
func eventsStories(ctx context.Context, tx *sql.Tx, event int64) ([]int64, error) {
	return readPlaces(tx.QueryContext(ctx, "SELECT id FROM story INDEXED BY story_event WHERE event = ?1 "+
		"UNION SELECT id FROM story WHERE id = ?1 AND event = 0 ORDER BY id", event))
}

// correct writes down that a story is to be together with others, or apart, and takes back what said the contrary.
func (d *deed) correct(ctx context.Context, kind string, a int64, others []int64) error {
	list, err := json.Marshal(others)
	if err != nil {
		return err
	}
	contrary, err := readPlaces(d.tx.QueryContext(ctx, `SELECT id FROM correction WHERE kind <> ?1
		AND (a = ?2 AND b IN (SELECT value FROM json_each(?3)) OR b = ?2 AND a IN (SELECT value FROM json_each(?3)))`, kind, a, string(list)))
	if err != nil {
		return err
	}
	for _, id := range contrary {
		if _, err := d.put(ctx, "correction", id, ""); err != nil {
			return err
		}
	}
	var next int64
	if err := d.tx.QueryRowContext(ctx, "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'correction'), 0)").Scan(&next); err != nil {
		return err
	}
	for _, b := range others {
		if b == a {
			continue
		}
		next++
		if _, err := d.put(ctx, "correction", next, fmt.Sprintf("%s %d %d", kind, a, b)); err != nil {
			return err
		}
	}
	return nil
}

// eventThing is the event of a story.
func (db *DB) eventThing() thing {
	return thing{
		get: textAt("SELECT nullif(event, 0) FROM story WHERE id = ?"),
		set: func(ctx context.Context, tx *sql.Tx, key int64, value string) error {
			_, err := tx.ExecContext(ctx, "UPDATE story SET event = CAST(? AS INTEGER) WHERE id = ?", value, key)
			return err
		},
		after: func() { db.grouping.stale.Store(true) },
	}
}

// correctionThing is a line of the table of corrections.
func (db *DB) correctionThing() thing {
	return thing{
		get: textAt("SELECT kind || ' ' || a || ' ' || b FROM correction WHERE id = ?"),
		set: func(ctx context.Context, tx *sql.Tx, key int64, value string) error {
			f := strings.Fields(value)
			if len(f) != 3 {
				_, err := tx.ExecContext(ctx, "DELETE FROM correction WHERE id = ?", key)
				return err
			}
			_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO correction (id, kind, a, b) VALUES (?, ?, ?, ?)",
				key, f[0], number64(f[1]), number64(f[2]))
			return err
		},
		after: func() { db.grouping.stale.Store(true) },
	}
}

// chapterThing is the storyline of an event.
func chapterThing() thing {
	return thing{
		get: textAt("SELECT line FROM chapter WHERE event = ?"),
		set: func(ctx context.Context, tx *sql.Tx, key int64, value string) error {
			if value == "" {
				_, err := tx.ExecContext(ctx, "DELETE FROM chapter WHERE event = ?", key)
				return err
			}
			_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO chapter (event, line) VALUES (?, ?)", key, number64(value))
			return err
		},
	}
}

// corrections are what the reader decided about stories of the window, as the grouper wants to hear it.
func corrections(ctx context.Context, tx *sql.Tx, since int64) (c topics.Corrections, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT c.kind, c.a, c.b FROM correction c JOIN story x ON x.id = c.a JOIN story y ON y.id = c.b
		WHERE x.place >= ?1 OR y.place >= ?1 ORDER BY c.id`, since)
	if err != nil {
		return c, err
	}
	defer rows.Close()
	for rows.Next() {
		var kind string
		var a, b int64
		if err := rows.Scan(&kind, &a, &b); err != nil {
			return c, err
		}
		pair := [2]string{name(a), name(b)}
		if kind == "together" {
			c.Together = append(c.Together, pair)
		} else {
			c.Apart = append(c.Apart, pair)
		}
	}
	return c, rows.Err()
}

// rejoin lets stories that are too old to be grouped keep to what the reader decided: each is an event of its own, unless it is to be
// together with another.
const rejoin = `UPDATE story SET event = coalesce((SELECT min(story.id, min(iif(o.event > 0, o.event, o.id)))
		FROM correction c JOIN story o ON o.id = iif(c.a = story.id, c.b, c.a)
		WHERE c.kind = 'together' AND (c.a = story.id OR c.b = story.id)), id)
	WHERE event = 0 AND place < ?`

// CorrectTopic gives a story a topic, or takes it away, whatever its words say; one act, "topic added" or "topic removed". Its Count
// is 0 when that was so already. The topic must be one of the config; ErrNoStory when there is no such story.
func (db *DB) CorrectTopic(ctx context.Context, id ID, topic string, on bool) (Act, error) {
	kind, line := "topic removed", "-"+topic
	if on {
		kind, line = "topic added", "+"+topic
	}
	return db.record(ctx, kind, "correct topic", id, func(ctx context.Context, d *deed) error {
		var known, has bool
		if err := d.tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM topic WHERE name = ?2), EXISTS (SELECT 1 FROM label l
			JOIN topic t ON t.id = l.topic WHERE l.place = s.place AND l.strong = 1 AND t.name = ?2) FROM story s WHERE s.id = ?1`, id, topic).
			Scan(&known, &has); err != nil {
			return err
		}
		if !known {
			return fmt.Errorf("no topic is called %q", topic)
		}
		if has == on {
			return nil
		}
		text, err := db.topicsThing().get(ctx, d.tx, int64(id))
		if err != nil {
			return err
		}
		lines := slices.DeleteFunc(strings.Split(text, "\n"), func(l string) bool { return l == "" || l[1:] == topic })
		lines = append(lines, line)
		slices.SortFunc(lines, func(a, b string) int { return strings.Compare(a[1:], b[1:]) })
		_, err = d.put(ctx, "topics", int64(id), strings.Join(lines, "\n"))
		return err
	})
}

// topicsThing is what the reader said of the topics of a story: "+Climate" or "-Climate", one a line.
func (db *DB) topicsThing() thing {
	return thing{
		get: textAt("SELECT group_concat(iif(given, '+', '-') || topic, char(10) ORDER BY topic) FROM topic_correction WHERE story = ?"),
		set: func(ctx context.Context, tx *sql.Tx, key int64, value string) error {
			if _, err := tx.ExecContext(ctx, "DELETE FROM topic_correction WHERE story = ?", key); err != nil {
				return err
			}
			for line := range strings.SplitSeq(value, "\n") {
				if line == "" {
					continue
				}
				if _, err := tx.ExecContext(ctx, "INSERT INTO topic_correction (story, topic, given) SELECT id, ?, ? FROM story WHERE id = ?",
					line[1:], line[0] == '+', key); err != nil {
					return err
				}
			}
			return db.relabelOne(ctx, tx, key)
		},
	}
}

// readersHits gives the topics that the reader gave a story their reason.
func readersHits(ctx context.Context, tx *sql.Tx, id ID, hits []Hit) error {
	given, err := textAt("SELECT group_concat(topic, char(10)) FROM topic_correction WHERE story = ? AND given = 1")(ctx, tx, int64(id))
	if err != nil || given == "" {
		return err
	}
	for i, h := range hits {
		if slices.Contains(strings.Split(given, "\n"), h.Topic) {
			hits[i].Why = "you"
		}
	}
	return nil
}

// relabelOne labels one story anew.
func (db *DB) relabelOne(ctx context.Context, tx *sql.Tx, id int64) error {
	var s relabelled
	var names string
	err := tx.QueryRowContext(ctx, `SELECT s.place, s.feed, s.read = 0, s.muted > 0, h.title, h.summary, coalesce(x.names, '')
		FROM story s JOIN headline h ON h.id = s.id LEFT JOIN sections x ON x.id = s.sections WHERE s.id = ?`, id).
		Scan(&s.place, &s.feed, &s.unread, &s.muted, &s.title, &s.summary, &names)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	s.sections = sectionsOf(names)
	b, err := db.current(ctx, tx)
	if err != nil {
		return err
	}
	all, err := readPlaces(tx.QueryContext(ctx, "SELECT id FROM topic ORDER BY id"))
	if err != nil || len(all) == 0 {
		return err
	}
	outlets, err := outletsOf(ctx, tx)
	if err != nil {
		return err
	}
	s.labels = b.reading().labels(outlets[s.feed], &s.arrival)
	return writeAnew(ctx, tx, all, []relabelled{s}, func() {})
}

// corrected sees to what the reader said of the topics of a story that has just been labelled.
func (k *keeper) corrected(ctx context.Context, id ID, place int64) error {
	n, err := one(ctx, k.tx, "SELECT count(*) FROM topic_correction WHERE story = ?", []any{id})
	if err != nil || n == 0 {
		return err
	}
	w, err := newLabelWriter(ctx, k.tx)
	if err != nil {
		return err
	}
	defer w.close()
	if err := correctLabels(ctx, k.tx, w, place, place); err != nil {
		return err
	}
	return w.tally.write(ctx, k.tx)
}

// correctLabels makes the labels between two places what the reader said they are.
func correctLabels(ctx context.Context, tx *sql.Tx, w *labelWriter, first, last int64) error {
	type corrected struct {
		label
		relabelled
		given bool
	}
	rows, err := tx.QueryContext(ctx, `SELECT s.place, t.id, c.given, s.read = 0, s.muted > 0 FROM topic_correction c
		JOIN story s ON s.id = c.story JOIN topic t ON t.name = c.topic WHERE s.place BETWEEN ? AND ?`, first, last)
	if err != nil {
		return err
	}
	defer rows.Close()
	var all []corrected
	for rows.Next() {
		c := corrected{label: label{strong: true}}
		if err := rows.Scan(&c.label.place, &c.topic, &c.given, &c.unread, &c.muted); err != nil {
			return err
		}
		all = append(all, c)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, c := range all {
		if err := w.drop(ctx, c.label.place, c.topic); err != nil {
			return err
		}
		if !c.given {
			continue
		}
		if err := w.put(ctx, c.label, &c.relabelled); err != nil {
			return err
		}
	}
	return nil
}
