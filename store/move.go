package store

import (
	"context"
	"time"

	"dateline/feeds"
)

// When a permanent redirect is believed. Servers say 301 by mistake, hotels say it on purpose: one answer moves nothing.
const (
	enoughConfirmations = 3
	enoughTime          = 48 * time.Hour
)

// move is a feed on its way to another address, as its answers tell.
type move struct {
	to        string // where permanent redirects lead; "": nowhere
	since     int64  // unix milliseconds: when they first did
	confirmed int    // answers in a row that came from there
}

// after is what an answer makes of a move. Only a feed at the other end counts; an answer that brought nothing says
// neither yes nor no, and a "not modified" can confirm a move but not begin one: it may come from anybody.
func (m move) after(a feeds.Answer) move {
	switch {
	case a.Err != nil:
		return m
	case a.MovedTo == "":
		return move{}
	case a.MovedTo == m.to:
		m.confirmed++
		return m
	case a.NotModified:
		return move{}
	}
	return move{a.MovedTo, millis(a.Asked), 1}
}

// believed is the new address once it is sure at a moment; "": not yet.
func (m move) believed(now time.Time) string {
	if m.to == "" || m.confirmed < enoughConfirmations || now.Sub(fromMillis(m.since)) < enoughTime {
		return ""
	}
	return m.to
}

// moving brings what is known of a feed's move up to date.
func (k *keeper) moving(ctx context.Context, a feeds.Answer) error {
	next := k.move.after(a)
	if next == k.move {
		return nil
	}
	_, err := k.tx.ExecContext(ctx, "UPDATE feed SET moving_to = ?, moving_since = ?, confirmed = ?, moved_to = ? WHERE id = ?",
		next.to, next.since, next.confirmed, next.believed(a.Asked), k.feed)
	return err
}
