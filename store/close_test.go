package store

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
)

// A store that is closed while somebody reads it is as clean as any other: its log is empty, and the next program has nothing to look
// through.
func TestCloseWaitsForReaders(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	synctest.Test(t, func(t *testing.T) {
		db := open(t, path, nil)
		keep(t, db, answer("A", stormA, courtA))
		end, closed := make(chan struct{}), make(chan error, 1)
		go func() {
			_ = db.look(context.Background(), "read", func(*sql.Tx) error {
				<-end
				return nil
			})
		}()
		synctest.Wait()
		go func() { closed <- db.Close() }()
		synctest.Wait()
		select {
		case <-closed:
			t.Error("closed while somebody read")
		default:
		}
		close(end)
		if err := <-closed; err != nil {
			t.Error(err)
		}
	})
	if wal, err := os.Stat(path + "-wal"); err == nil && wal.Size() > 0 {
		t.Errorf("the log has %d bytes", wal.Size())
	}
}
