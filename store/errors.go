package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"dateline/store/query"
)

// What can be wrong with a store. Errors that wrap these name the file first; the texts say what to do.
var (
	ErrNotStore = errors.New("not a dateline store, left as it is · choose another file with --store")
	ErrNoBackup = errors.New("this is no backup · dateline backup makes one")
	ErrNewer    = errors.New("written by a newer dateline, left as it is · update dateline, or choose another file with --store")
	ErrBusy     = errors.New("another program keeps the store busy · try again")
	ErrFull     = errors.New("disk full, nothing was changed · free some space and try again")
	ErrReadOnly = errors.New("the store cannot be written here, it is open for reading only")
	ErrDamaged  = errors.New("the store is damaged, left as it is · restore a copy, or choose another file with --store")
	ErrNoStory  = errors.New("no such story")
)

// errReadOnlyPlace is what a file system says that takes no writes.
const errReadOnlyPlace = syscall.EROFS

// wrong says what was being done, in which file, and what is wrong in the reader's words; nil stays nil.
func (db *DB) wrong(doing string, err error) error {
	if err == nil {
		return nil
	}
	for _, known := range []error{
		errNothing, context.Canceled, context.DeadlineExceeded, ErrNotStore, ErrNewer, ErrBusy, ErrFull, ErrReadOnly, ErrDamaged, ErrNoStory,
		ErrStays, ErrNoFurniture,
	} {
		if errors.Is(err, known) {
			return err
		}
	}
	if words := (*query.Error)(nil); errors.As(err, &words) {
		return err
	}
	if file := (fileError{}); errors.As(err, &file) {
		return fmt.Errorf("%s: %w", doing, file.error)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s: %w", doing, ErrNoStory)
	}
	if kind := db.meaning(err); kind != nil {
		return fmt.Errorf("%s: %s: %w (%w)", doing, db.path, kind, err)
	}
	return fmt.Errorf("%s: %s: %w", doing, db.path, err)
}

// meaning is the sentinel for a result code of SQLite; nil when there is none.
func (db *DB) meaning(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return nil
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrBusy
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN: // how it says that its log and the like find no room
		if noRoom(db.path) {
			return ErrFull
		}
	case sqlite3.SQLITE_READONLY:
		return ErrReadOnly
	case sqlite3.SQLITE_CORRUPT:
		return ErrDamaged
	case sqlite3.SQLITE_NOTADB:
		return ErrNotStore
	}
	return nil
}
