// Package store keeps every story that a feed has brought and all that the reader did with it, in one SQLite file. It is
// the only package that says SQL. It fetches nothing and knows no screen; time comes in as a value.
//
// One connection writes, a few read; readers see the last committed state and never wait for the writer. What the
// reader did is on the disk when a method returns; what a refresh brought can be fetched again and may be lost by a
// power cut, but never in part.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"modernc.org/sqlite" // and the driver of that name
)

// Options say how a store is opened; the zero value is what the reader wants.
type Options struct {
	Now      func() time.Time // nil: time.Now
	ReadOnly bool             // look, change nothing
	Keep     Retention        // how long stories are kept (see Clean)
	Rewrite  Rewrite          // how files of the reader's are changed; nil: they are not
}

// DB is an open store. Its methods may be called from several goroutines at once.
type DB struct {
	path     string
	now      func() time.Time
	rewrite  Rewrite
	keep     Retention
	readOnly bool
	unclean  bool
	full     bool // there was no room on the disk when it was opened
	fresh    bool // the file was empty
	rollback bool // the file is not in the mode of the log: it is new, or a copy
	read     *sql.DB
	search   *sql.DB // one connection for lists with words: what they need of the index is in memory once
	write    *sql.DB // one connection; nil when read only
	stored   func() (*shelfStatements, error)
	sound    func() error // whether the store may be written: looked at once, if the last program did not end by itself
	labels   atomic.Pointer[labeller]
	counted  counted
	sifting  sifting
	grouping grouping
	own      own
}

// readers is how many connections may read at once, besides the one that searches: the list, the reader pane, counts.
const readers = 3

// searchKept is how long what a search has in memory is kept for the next.
const searchKept = time.Minute

// Open opens the store in the file at path and makes it, and its folder, when there is none. In a place that cannot be
// written it opens what is there for reading (see ReadOnly). A file that is not a store, or a newer one, is not touched.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	if err := patterns(); err != nil {
		return nil, err
	}
	db := &DB{path: path, now: o.Now, rewrite: o.Rewrite, keep: o.Keep, readOnly: o.ReadOnly}
	if db.now == nil {
		db.now = time.Now
	}
	if err := db.prepareFile(); err != nil {
		return nil, err
	}
	err = db.wrong("open store", db.connect(ctx))
	if errors.Is(err, ErrFull) && !db.readOnly && !db.fresh {
		err = db.openFull(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// openFull opens a store for reading on a disk that has no room for what a writer needs beside it.
func (db *DB) openFull(ctx context.Context) error {
	if err := db.Close(); err != nil {
		return err
	}
	db.readOnly, db.full, db.write = true, true, nil
	if err := db.connect(ctx); err != nil {
		return db.wrong("open store", err)
	}
	return nil
}

// Full reports that the disk had no room when the store was opened: it is open for reading only, until it is opened again.
func (db *DB) Full() bool { return db.full }

// prepareFile makes the folder and the file, looks whether it may be written, and refuses what is no store.
func (db *DB) prepareFile() error {
	if !db.readOnly {
		if err := os.MkdirAll(filepath.Dir(db.path), 0o700); err != nil && !unwritable(err) {
			return fmt.Errorf("make the folder of the store: %w", err)
		}
	}
	mode := os.O_RDWR | os.O_CREATE
	if db.readOnly {
		mode = os.O_RDONLY
	}
	f, err := os.OpenFile(db.path, mode, 0o600)
	if unwritable(err) {
		db.readOnly = true
		f, err = os.Open(db.path)
	}
	if err != nil {
		return fmt.Errorf("open store: %w", err)
	}
	defer f.Close()
	if err := db.checkHeader(f); err != nil {
		return err
	}
	if !db.readOnly {
		db.readOnly = !folderWritable(filepath.Dir(db.path))
	}
	if wal, err := os.Stat(db.path + "-wal"); err == nil {
		db.unclean = wal.Size() > 0
	}
	return nil
}

func unwritable(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, errReadOnlyPlace)
}

// folderWritable reports that SQLite can put its log beside the store.
func folderWritable(dir string) bool {
	f, err := os.CreateTemp(dir, ".dateline-*")
	if err != nil {
		return !unwritable(err)
	}
	f.Close()
	return os.Remove(f.Name()) == nil
}

// checkHeader refuses a file that is something else, before SQLite is let near it.
func (db *DB) checkHeader(f *os.File) error {
	if st, err := f.Stat(); err == nil && !st.Mode().IsRegular() {
		return fmt.Errorf("%s: %w", db.path, ErrNotStore)
	}
	head := make([]byte, 100)
	n, err := io.ReadFull(f, head)
	switch {
	case n == 0 && errors.Is(err, io.EOF) && db.readOnly:
		return fmt.Errorf("%s is empty: %w", db.path, ErrNotStore)
	case n == 0 && errors.Is(err, io.EOF):
		db.fresh = true
		return nil // a store to be
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("read store %s: %w", db.path, err)
	case n < len(head), string(head[:16]) != "SQLite format 3\x00", bigEndian(head[68:]) != applicationID:
		return fmt.Errorf("%s: %w", db.path, ErrNotStore)
	case int(bigEndian(head[60:])) > len(migrations()):
		return fmt.Errorf("%s: %w", db.path, ErrNewer)
	}
	db.rollback = head[18] == 1
	return nil
}

func bigEndian(b []byte) uint32 {
	return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
}

// connect opens the connections and brings the schema up to date.
func (db *DB) connect(ctx context.Context) error {
	var err error
	if !db.readOnly {
		if db.write, err = sql.Open("sqlite", db.address(
			"_txlock=immediate", "_pragma=synchronous(normal)", "_pragma=cache_size(-8000)", "_pragma=cache_spill(8000)",
			"_pragma=temp_store(2)", "_pragma=foreign_keys(1)", "_pragma=journal_size_limit(8388608)", "_pragma=wal_autocheckpoint(4000)")); err != nil {
			return err
		}
		db.write.SetMaxOpenConns(1)
		db.write.SetMaxIdleConns(1)
		if err := errors.Join(db.migrate(ctx), db.leaveLog(ctx)); err != nil {
			return err
		}
		db.sound = sync.OnceValue(db.lookForRot)
		db.stored = sync.OnceValues(func() (*shelfStatements, error) { return prepareShelf(db.write) })
	}
	if err := db.connectReaders(); err != nil {
		return err
	}
	if db.readOnly {
		return db.checkVersion(ctx)
	}
	return nil
}

// connectReaders opens the connections that read. Of a store on a full disk that was not closed there is one (see unwritten).
func (db *DB) connectReaders() error {
	pragmas := []string{"_pragma=query_only(1)", "_pragma=cache_size(-1000)", "_pragma=temp_store(2)"}
	if db.readOnly {
		pragmas = append(pragmas, db.unwritten()...)
	}
	open := func(most int) (*sql.DB, error) {
		pool, err := sql.Open("sqlite", db.address(pragmas...))
		if err == nil {
			pool.SetMaxOpenConns(most)
			pool.SetMaxIdleConns(most)
		}
		return pool, err
	}
	var err error
	if db.full && db.unclean {
		db.read, err = open(1)
		db.search = db.read
		return err
	}
	if db.read, err = open(readers); err != nil {
		return err
	}
	if db.search, err = open(1); err == nil {
		db.search.SetConnMaxIdleTime(searchKept)
	}
	return err
}

// leaveLog lets the log and its index stay beside the store when it is closed, empty: the next to open it finds them even when the
// disk has no room for new ones.
func (db *DB) leaveLog(ctx context.Context) error {
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return err
	}
	err = conn.Raw(func(driver any) error {
		if file, ok := driver.(sqlite.FileControl); ok {
			_, err := file.FileControlPersistWAL("main", 1)
			return err
		}
		return nil
	})
	return errors.Join(err, conn.Close())
}

// unwritten are the settings to read a store without writing beside it. On a full disk, what the log of a store holds that was
// not closed is read over one connection, which keeps its index of the log to itself; elsewhere it goes unseen.
func (db *DB) unwritten() []string {
	if db.full && db.unclean {
		return nil // see address
	}
	return []string{"mode=ro", "immutable=1"}
}

// address is the file as SQLite's driver wants to hear it, with settings that every connection shares.
func (db *DB) address(settings ...string) string {
	u := url.URL{Scheme: "file", Path: db.path, OmitHost: true}
	s := u.String() + "?"
	if db.full && db.unclean { // the first in the order of the alphabet, in which the driver goes, before anything looks into the file
		s += "_pragma=%22locking_mode%22(exclusive)&"
	}
	s += "_defensive=1&_dqs=0&_error_rc=1&_pragma=busy_timeout(5000)&_pragma=trusted_schema(0)&_pragma=mmap_size(0)"
	for _, setting := range settings {
		s += "&" + setting
	}
	return s
}

// lookForRot looks through a store that was not closed, before anything is written to it: into one that is damaged, nothing is.
// It takes about a second a gigabyte.
func (db *DB) lookForRot() error {
	if !db.unclean {
		return nil
	}
	var verdict string
	if err := db.read.QueryRow("PRAGMA quick_check(1)").Scan(&verdict); err != nil { //nolint:noctx // for whoever comes first, and all after
		return db.wrong("check store", err)
	}
	if verdict != "ok" {
		return db.damaged(verdict)
	}
	return nil
}

// Path is the file of the store.
func (db *DB) Path() string { return db.path }

// ReadOnly reports that nothing can be changed: the place cannot be written, or Options said so. What another program
// writes meanwhile may go unseen.
func (db *DB) ReadOnly() bool { return db.readOnly }

// Unclean reports that the program that last wrote here did not end by itself, or is still running. Nothing is lost by
// that; whether the disk did its part is looked at before the first change.
func (db *DB) Unclean() bool { return db.unclean }

// Close ends the connections, when what they are at has ended: whoever wants that soon cancels it before. The last program to close a
// store also empties its log.
func (db *DB) Close() error {
	var errs []error
	for _, pool := range []*sql.DB{db.read, db.search, db.write} {
		if pool != nil {
			letEnd(pool)
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}

// letEnd waits until none of a pool's connections is used: one that is closed later leaves the log as it is.
func letEnd(pool *sql.DB) {
	ctx, cancel := context.WithTimeout(context.Background(), lastWait)
	defer cancel()
	open := pool.Stats().OpenConnections
	pool.SetMaxOpenConns(max(open, 1)) // so that no new one comes instead
	for range open {
		conn, err := pool.Conn(ctx)
		if err != nil {
			return
		}
		defer conn.Close()
	}
}

// lastWait is how long a store that is closed waits for what it is at.
const lastWait = 2 * time.Second

// durable says whether a change must be on the disk when it is acknowledged.
type durable bool

const (
	onDisk durable = true  // what the reader did
	soon   durable = false // what can be fetched again
)

// change runs f in one transaction of the writer. Once begun it is not interrupted by ctx: it is short, and half of
// it would be worth nothing.
func (db *DB) change(ctx context.Context, d durable, doing string, f func(context.Context, *sql.Tx) error) error {
	defer db.own.begin()()
	err := db.writing(ctx, d, doing, func(ctx context.Context, tx *sql.Tx) error {
		if err := f(ctx, tx); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE edition SET n = n + 1")
		return err
	})
	if err == nil {
		db.own.changes.Add(1)
	}
	return err
}

// quietly is change for what no list and no count shows.
func (db *DB) quietly(ctx context.Context, doing string, f func(context.Context, *sql.Tx) error) error {
	return db.writing(ctx, soon, doing, f)
}

func (db *DB) writing(ctx context.Context, d durable, doing string, f func(context.Context, *sql.Tx) error) error {
	if db.write == nil {
		return fmt.Errorf("%s: %s: %w", doing, db.path, ErrReadOnly)
	}
	if err := db.sound(); err != nil {
		return err
	}
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return db.wrong(doing, err)
	}
	defer conn.Close()
	ctx = context.WithoutCancel(ctx)
	level := "PRAGMA synchronous = NORMAL"
	if d == onDisk {
		level = "PRAGMA synchronous = FULL"
	}
	if _, err := conn.ExecContext(ctx, level); err != nil {
		return db.wrong(doing, err)
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return db.wrong(doing, err)
	}
	if err := f(ctx, tx); err != nil {
		return errors.Join(db.wrong(doing, err), ignoreDone(tx.Rollback()))
	}
	return db.wrong(doing, tx.Commit())
}

// look runs f in one reading transaction, so that everything it asks is answered from the same moment.
func (db *DB) look(ctx context.Context, doing string, f func(*sql.Tx) error) error {
	return db.lookIn(ctx, db.read, doing, f)
}

func (db *DB) lookIn(ctx context.Context, from *sql.DB, doing string, f func(*sql.Tx) error) error {
	tx, err := from.BeginTx(ctx, nil)
	if err != nil {
		return db.wrong(doing, err)
	}
	err = f(tx)
	return errors.Join(db.wrong(doing, err), ignoreDone(tx.Rollback()))
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}
