package store

import (
	"cmp"
	"context"
	"database/sql"
	"runtime"
	"slices"
	"sync"
)

// arrival is a story as far as topics are concerned.
type arrival struct {
	place          int64
	title, summary string
	sections       []string
}

// outlet is a feed as far as topics are concerned.
type outlet struct{ url, name, title, shown string }

// label is a topic of a story.
type label struct {
	place, topic int64
	strong       bool
}

// labels are those of a story.
func (r *reading) labels(from *outlet, a *arrival) []label {
	found := r.story(from, a)
	out := make([]label, len(found))
	for i := range found {
		out[i] = label{a.place, found[i].topic, found[i].strong()}
	}
	return out
}

const (
	aPiece = 4000 // stories that are labelled anew in one transaction
	aChunk = 500  // stories that are read before others are looked through
)

// relabelled is a story that is to be labelled anew.
type relabelled struct {
	arrival
	feed          int64
	unread, muted bool
	labels        []label
}

// relabel labels all stories anew for some topics, from the newest on, unless other topics are set meanwhile.
func (db *DB) relabel(ctx context.Context, print string, stale []int64) error {
	var some *labeller
	known := make(filings)
	for before, done := int64(1)<<62, false; !done; {
		err := db.change(ctx, soon, "label stories", func(ctx context.Context, tx *sql.Tx) error {
			b, err := db.current(ctx, tx)
			if err != nil || b.fingerprint != print {
				done = true // by another program, or this one
				return err
			}
			if some == nil {
				some = b.only(stale)
			}
			stories, labelled, err := some.labelPiece(ctx, tx, before, known)
			defer labelled()
			if err != nil {
				return err
			}
			if len(stories) > 0 {
				before = stories[0].place // lowest first
				if err := writeAnew(ctx, tx, stale, stories, labelled); err != nil {
					return err
				}
			}
			if done = len(stories) < aPiece; !done {
				return nil
			}
			_, err = tx.ExecContext(ctx, "UPDATE topic SET labelled = 1 WHERE id IN ("+numbers(stale)+")")
			return err
		})
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// labelPiece reads a piece of the store, in the order of places, and has the labels of its stories found meanwhile. They are there
// when labelled, which is never nil, has returned.
func (b *labeller) labelPiece(ctx context.Context, tx *sql.Tx, before int64, known filings) (stories []relabelled, labelled func(), err error) {
	var all sync.WaitGroup
	outlets, err := outletsOf(ctx, tx)
	if err != nil {
		return nil, all.Wait, err
	}
	free := make(chan *reading, runtime.GOMAXPROCS(0))
	for range cap(free) {
		free <- b.reading()
	}
	piece := make([]relabelled, aPiece) // from its end
	at := len(piece)
	for at > 0 {
		chunk, err := storiesBefore(ctx, tx, before, known, piece[max(0, at-aChunk):at])
		if err != nil {
			return nil, all.Wait, err
		}
		at -= len(chunk)
		if len(chunk) > 0 {
			before = chunk[0].place
			all.Go(func() {
				r := <-free
				defer func() { free <- r }()
				for i := range chunk {
					chunk[i].labels = r.labels(outlets[chunk[i].feed], &chunk[i].arrival)
				}
			})
		}
		if len(chunk) < aChunk {
			break
		}
	}
	return piece[at:], all.Wait, nil
}

// writeAnew makes the labels of some topics what is found, for stories in the order of their places: once labelled has returned.
func writeAnew(ctx context.Context, tx *sql.Tx, stale []int64, stories []relabelled, labelled func()) error {
	were, err := labelsBetween(ctx, tx, stale, stories[0].place, stories[len(stories)-1].place)
	labelled()
	if err != nil {
		return err
	}
	w, err := newLabelWriter(ctx, tx)
	if err != nil {
		return err
	}
	defer w.close()
	for i := range stories {
		s := &stories[i]
		its, _ := slices.BinarySearchFunc(were, s.place+1, func(l label, place int64) int { return cmp.Compare(l.place, place) })
		if err := w.differ(ctx, were[:its], s); err != nil {
			return err
		}
		were = were[its:]
	}
	if err := correctLabels(ctx, tx, w, stories[0].place, stories[len(stories)-1].place); err != nil {
		return err
	}
	return w.tally.write(ctx, tx)
}

// outletsOf are all feeds, by their rows.
func outletsOf(ctx context.Context, tx *sql.Tx) (map[int64]*outlet, error) {
	rows, err := tx.QueryContext(ctx, "SELECT id, url, name, title, shown FROM feed")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make(map[int64]*outlet)
	for rows.Next() {
		var id int64
		var o outlet
		if err := rows.Scan(&id, &o.url, &o.name, &o.title, &o.shown); err != nil {
			return nil, err
		}
		out[id] = &o
	}
	return out, rows.Err()
}

// labelsBetween are the labels that some topics have in a piece of the store, in the order of places.
func labelsBetween(ctx context.Context, tx *sql.Tx, stale []int64, first, last int64) ([]label, error) {
	rows, err := tx.QueryContext(ctx, "SELECT place, topic, strong FROM label WHERE place BETWEEN ? AND ? AND +topic IN ("+numbers(stale)+
		") ORDER BY place", first, last)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []label
	for rows.Next() {
		var l label
		if err := rows.Scan(&l.place, &l.topic, &l.strong); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, rows.Err()
}

func readPlaces(rows *sql.Rows, err error) ([]int64, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var place int64
		if err := rows.Scan(&place); err != nil {
			return nil, err
		}
		out = append(out, place)
	}
	return out, rows.Err()
}
