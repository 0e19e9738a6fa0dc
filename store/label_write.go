package store

import (
	"context"
	"database/sql"
	"slices"
)

const insertLabel = "INSERT INTO label (place, topic, strong, unread, muted) VALUES (?, ?, ?, ?, ?)"

// labelWriter writes labels and counts them.
type labelWriter struct {
	insert, remove *sql.Stmt
	tally          tally
}

func newLabelWriter(ctx context.Context, tx *sql.Tx) (*labelWriter, error) {
	insert, err := tx.PrepareContext(ctx, insertLabel)
	if err != nil {
		return nil, err
	}
	remove, err := tx.PrepareContext(ctx, "DELETE FROM label WHERE place = ? AND topic = ?")
	if err != nil {
		_ = insert.Close() // the transaction tells what went wrong
		return nil, err
	}
	return &labelWriter{insert: insert, remove: remove, tally: make(tally)}, nil
}

func (w *labelWriter) close() {
	_ = w.insert.Close() // as above
	_ = w.remove.Close()
}

func (w *labelWriter) put(ctx context.Context, l label, s *relabelled) error {
	if l.strong && !s.muted {
		w.tally.add(l.topic, s.unread)
	}
	_, err := w.insert.ExecContext(ctx, l.place, l.topic, l.strong, s.unread, s.muted)
	return err
}

// differ writes what is not as it was.
func (w *labelWriter) differ(ctx context.Context, were []label, s *relabelled) error {
	for _, l := range were {
		if !slices.Contains(s.labels, l) {
			if err := w.drop(ctx, l.place, l.topic); err != nil {
				return err
			}
		}
	}
	for _, l := range s.labels {
		if !slices.Contains(were, l) {
			if err := w.put(ctx, l, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// drop takes a label away; a trigger counts it.
func (w *labelWriter) drop(ctx context.Context, place, topic int64) error {
	_, err := w.remove.ExecContext(ctx, place, topic)
	return err
}

// tally is how many stories have come to topics; topic 0: to the store.
type tally map[int64]*struct{ stories, unread int }

func (t tally) add(topic int64, unread bool) {
	if t[topic] == nil {
		t[topic] = new(struct{ stories, unread int })
	}
	t[topic].stories++
	if unread {
		t[topic].unread++
	}
}

func (t tally) write(ctx context.Context, tx *sql.Tx) error {
	for topic, n := range t {
		if _, err := tx.ExecContext(ctx, "UPDATE tally SET stories = stories + ?, unread = unread + ? WHERE topic = ?",
			n.stories, n.unread, topic); err != nil {
			return err
		}
	}
	return nil
}
