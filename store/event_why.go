package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// keepDecisions keeps why stories joined their events.
func keepDecisions(ctx context.Context, tx *sql.Tx, found []grouped) error {
	put, err := tx.PrepareContext(ctx, "INSERT OR REPLACE INTO decision (story, near, why) VALUES (?, ?, ?)")
	if err != nil {
		return err
	}
	defer put.Close()
	for _, f := range found {
		if why := f.why.Words(); why != "" {
			if _, err := put.ExecContext(ctx, f.id, number64(f.why.Near), why); err != nil {
				return err
			}
		}
	}
	return nil
}

// GroupedWhy tells why a story is in its event, in words: "first report of it", "you put it here", or what spoke for it when it came:
// `93 % sure: both speak of storm, ports, power · near to all of its reports · 2 h from its last report · most like “Storm shuts ports”
// (Guardian)`. ErrNoStory when there is none of that ID.
func (db *DB) GroupedWhy(ctx context.Context, id ID) (string, error) {
	var out string
	err := db.look(ctx, "read why", func(tx *sql.Tx) error {
		var event int64
		var alone, together, apart bool
		if err := tx.QueryRowContext(ctx, `SELECT s.event, NOT EXISTS (SELECT 1 FROM story o INDEXED BY story_event WHERE o.event = s.event AND o.id <> s.id),
			EXISTS (SELECT 1 FROM correction c JOIN story o ON o.id = iif(c.a = s.id, c.b, c.a) AND o.event = s.event
				WHERE (c.a = s.id OR c.b = s.id) AND c.kind = 'together'),
			EXISTS (SELECT 1 FROM correction c WHERE (c.a = s.id OR c.b = s.id) AND c.kind = 'apart')
			FROM story s WHERE s.id = ?`, id).Scan(&event, &alone, &together, &apart); err != nil {
			return err
		}
		switch {
		case event == 0:
			out = "not grouped yet"
			return nil
		case together:
			out = "you put them together"
			return nil
		case alone && apart:
			out = "you took it apart"
			return nil
		case alone:
			out = "nothing like it within 72 h"
			return nil
		}
		var err error
		out, err = decisionOf(ctx, tx, id)
		return err
	})
	return out, err
}

func decisionOf(ctx context.Context, tx *sql.Tx, id ID) (string, error) {
	var why, title, outlet string
	err := tx.QueryRowContext(ctx, `SELECT d.why, coalesce(h.title, ''), coalesce(f.shown, '') FROM decision d
		LEFT JOIN headline h ON h.id = d.near LEFT JOIN story s ON s.id = d.near LEFT JOIN feed f ON f.id = s.feed
		WHERE d.story = ?`, id).Scan(&why, &title, &outlet)
	if errors.Is(err, sql.ErrNoRows) {
		return "first report of it", nil
	}
	if title != "" {
		why += fmt.Sprintf(" · most like “%s” (%s)", title, outlet)
	}
	return why, err
}
