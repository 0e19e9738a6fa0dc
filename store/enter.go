package store

import (
	"errors"
	"fmt"
	"os"
)

// Enter begins a refresh: one at a time, whatever program it is in (feeds.Shelf). When a program dies, its refresh is over.
func (db *DB) Enter() (leave func(), err error) {
	if db.write == nil {
		return nil, fmt.Errorf("refresh: %s: %w", db.path, ErrReadOnly)
	}
	f, err := os.OpenFile(db.path+"-refresh", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("refresh: %w", err)
	}
	if err := lock(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() { _ = f.Close() }, nil // which unlocks it; nothing was written
}
