package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"dateline/feeds/topics"
)

// grouping is the grouper of a store. It is built when stories are grouped for the first time and holds those of the
// last 72 hours; the events that are stored outrank what it would decide.
type grouping struct {
	mu      sync.Mutex // held by one Group at a time; nothing that reads the store needs it
	grouper *topics.Grouper
	upTo    int64       // the grouper knows all stories of its time up to this one
	stale   atomic.Bool // the reader decided otherwise meanwhile
}

// Group finds the event of each story that has none yet and returns how many found theirs. Readers do not wait for it
// meanwhile, the writer for its last moment only. Stories older than topics.Window are events of their own.
func (db *DB) Group(ctx context.Context) (changed int, err error) {
	if db.write == nil {
		return 0, nil
	}
	g := &db.grouping
	g.mu.Lock()
	defer g.mu.Unlock()
	if some, err := db.ungrouped(ctx); err != nil || !some {
		return 0, err
	}
	since := placeOf(db.now().Add(-topics.Window), 0)
	if g.stale.Swap(false) {
		g.grouper = nil
	}
	if g.grouper == nil {
		if err := g.begin(ctx, db, since); err != nil {
			return 0, db.wrong("group stories", err)
		}
	}
	found, old, err := g.decide(ctx, db, since)
	if err == nil && len(found)+old > 0 {
		changed, err = db.keepEvents(ctx, found, since)
	}
	if err == nil && changed == len(found) {
		err = db.linkEvents(ctx, found)
	}
	if err != nil || changed < len(found) {
		g.grouper = nil // another program was faster: what is stored counts
	}
	return changed, db.wrong("group stories", err)
}

// ungrouped reports that stories wait for their event. Where none does, nobody has to read those of the last days.
func (db *DB) ungrouped(ctx context.Context) (some bool, err error) {
	err = db.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM story INDEXED BY story_event WHERE event = 0)").Scan(&some)
	return some, db.wrong("group stories", err)
}

// begin makes a grouper that knows nothing but what the reader decided.
func (g *grouping) begin(ctx context.Context, db *DB, since int64) error {
	return db.look(ctx, "group stories", func(tx *sql.Tx) error {
		c, err := corrections(ctx, tx, since)
		if err == nil {
			g.grouper, g.upTo = topics.NewGrouper(c), 0
		}
		return err
	})
}

// grouped is what the grouper says of a story.
type grouped struct {
	id, event     int64
	was           int64 // the event it has so far; 0: none
	aside, copied bool
	why           topics.Decision
}

// decide shows the grouper the stories it does not know, those that have their event first, and returns what it says of
// the others; old is how many are too old to ask.
func (g *grouping) decide(ctx context.Context, db *DB, since int64) (found []grouped, old int, err error) {
	asked, old, err := g.ask(ctx, db, since)
	for _, q := range asked {
		if err := cmp.Or(err, ctx.Err()); err != nil {
			return nil, 0, err
		}
		g.upTo = max(g.upTo, q.id)
		if q.event > 0 {
			g.grouper.Place(q.Report, name(q.event))
		} else {
			found = append(found, g.add(q))
		}
	}
	if len(asked) > 0 {
		found = g.retry(found)
	}
	return found, old, err
}

// retry lets live pages join the event whose first report came after them.
func (g *grouping) retry(found []grouped) []grouped {
	for _, m := range g.grouper.Retry() {
		id, err := strconv.ParseInt(m.ID, 10, 64)
		event, wrong := strconv.ParseInt(m.Story, 10, 64)
		if err != nil || wrong != nil {
			continue
		}
		i := slices.IndexFunc(found, func(f grouped) bool { return f.id == id })
		if i < 0 {
			i = len(found)
			found = append(found, grouped{id: id, was: id})
		}
		found[i].event = event
		found[i].aside, found[i].copied = g.marks(m.ID)
		found[i].why, _ = g.grouper.Why(m.ID)
	}
	return found
}

// unplaced is a story to be grouped, or, with its event, to be known.
type unplaced struct {
	topics.Report
	id, event int64
}

// ask reads the stories since then that the grouper does not know, and counts the older ones without an event.
func (g *grouping) ask(ctx context.Context, db *DB, since int64) (asked []unplaced, old int, err error) {
	err = db.look(ctx, "group stories", func(tx *sql.Tx) error {
		if old, err = one(ctx, tx, "SELECT count(*) FROM story INDEXED BY story_event WHERE event = 0 AND place < ?",
			[]any{since}); err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `SELECT s.id, s.event, s.place >> ?1, s.feed, s.language, h.title, h.summary, h.url, h.author
			FROM story s CROSS JOIN headline h ON h.id = s.id WHERE s.place >= ?2 AND (s.event = 0 OR s.id > ?3)
			ORDER BY s.event = 0, s.place`, idBits, since, g.upTo)
		if err != nil {
			return err
		}
		defer rows.Close()
		now := db.now().Unix()
		for rows.Next() {
			var u unplaced
			var published, feed int64
			if err := rows.Scan(&u.id, &u.event, &published, &feed, &u.Lang, &u.Title, &u.Summary, &u.Link, &u.Byline); err != nil {
				return err
			}
			u.ID, u.Source, u.Published = name(u.id), name(feed), time.Unix(min(published, now), 0)
			asked = append(asked, u)
		}
		return rows.Err()
	})
	return asked, old, err
}

func (g *grouping) add(u unplaced) grouped {
	out := grouped{id: u.id, event: u.id}
	if n, err := strconv.ParseInt(g.grouper.Add(u.Report), 10, 64); err == nil {
		out.event = n
	}
	out.aside, out.copied = g.marks(u.ID)
	out.why, _ = g.grouper.Why(u.ID)
	return out
}

// marks tells whether a story is a live page or the like, and whether it is in the words of others.
func (g *grouping) marks(name string) (aside, copied bool) {
	d, ok := g.grouper.Why(name)
	return ok && d.Kind != topics.Plain, ok && (d.CopyOf != "" || d.Agency != "")
}

// name is a number as the grouper wants to hear it.
func name(id int64) string { return strconv.FormatInt(id, 10) }

// keepEvents writes down what was found, unless another program has done so, and lets stories before since be events of
// their own.
func (db *DB) keepEvents(ctx context.Context, found []grouped, since int64) (changed int, err error) {
	err = db.change(ctx, soon, "group stories", func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, rejoin, since); err != nil {
			return err
		}
		put, err := tx.PrepareContext(ctx, "UPDATE story SET event = ?, aside = ?, copied = ? WHERE id = ? AND event = ?")
		if err != nil {
			return err
		}
		defer put.Close()
		for _, f := range found {
			r, err := put.ExecContext(ctx, f.event, f.aside, f.copied, f.id, f.was)
			if err != nil {
				return err
			}
			n, err := r.RowsAffected()
			if err != nil {
				return err
			}
			changed += int(n)
		}
		if err := keepDecisions(ctx, tx, found); err != nil {
			return err
		}
		if err := moveChapters(ctx, tx, found); err != nil {
			return err
		}
		return db.judgeEvents(ctx, tx, eventsOf(found))
	})
	if err != nil {
		changed = 0
	}
	return changed, err
}

func eventsOf(found []grouped) []int64 {
	var out []int64
	for _, f := range found {
		out = with(out, f.event)
	}
	return out
}
