package store

import (
	"context"
	"database/sql"
	"sync"
)

// counted remembers what lists of the present edition of the store were counted to be, so that to move in a list costs
// nothing but the page. The lock is never held while the store is read.
type counted struct {
	mu      sync.Mutex
	edition int64
	lists   map[Query]figures
}

// figures are the counts of a list and a place in it from which others are found.
type figures struct {
	total, unread int
	muted         int
	anchor        int   // a position
	place         int64 // of the story there; 0: none is known
}

// mostLists is how many lists are remembered.
const mostLists = 100

func (c *counted) get(edition int64, q Query) (figures, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.edition != edition {
		return figures{}, false
	}
	f, ok := c.lists[q]
	return f, ok
}

func (c *counted) put(edition int64, q Query, f figures) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lists == nil || edition > c.edition || len(c.lists) >= mostLists {
		c.edition, c.lists = edition, make(map[Query]figures)
	}
	if edition == c.edition {
		c.lists[q] = f
	}
}

// forget forgets all.
func (c *counted) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lists = nil
}

// edition is the state of the store that a transaction sees.
func edition(ctx context.Context, tx *sql.Tx) (int64, error) {
	var n int64
	err := tx.QueryRowContext(ctx, "SELECT n FROM edition").Scan(&n)
	return n, err
}
