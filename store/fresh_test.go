package store

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
)

// Programs that start at once over no store make one between them, and take none that is half made for an old one.
func TestSeveralMakeTheStoreAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.db")
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			db, err := Open(context.Background(), path, Options{})
			if err != nil {
				t.Error(err)
				return
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if copies, err := copiesOf(path + ".v"); err != nil || len(copies) > 0 {
		t.Errorf("copies of a store that was new: %v, %v", copies, err)
	}
	var version int
	db, err := Open(context.Background(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.read.QueryRow("PRAGMA user_version").Scan(&version); err != nil || version != len(migrations()) {
		t.Errorf("version %d, %v", version, err)
	}
}
