package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// asideMark stands in the name of a store that was put aside for another: FILE.before-DATE.
const asideMark = ".before-"

// ErrExists says that a file is there that would be overwritten.
var ErrExists = errors.New("there already, left as it is · choose another name")

// Backup writes a copy of the whole store, as it is at this moment, to a new file, for its owner only. Readers and writers go on
// meanwhile. ErrExists when there is such a file.
func (db *DB) Backup(ctx context.Context, file string) error {
	file, err := filepath.Abs(file)
	if err != nil {
		return fmt.Errorf("back up store: %w", err)
	}
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("back up store: %s: %w", file, ErrExists)
	}
	part := file + ".dateline-part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("back up store: %w", err)
	}
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // empty, which VACUUM INTO takes for a new one
	if err != nil {
		return fmt.Errorf("back up store to %s: %w", file, cause(err))
	}
	err = f.Close()
	if err == nil {
		err = db.wrong("back up store to "+file, db.copyInto(ctx, part))
	}
	if err == nil {
		err = moveNew(part, file)
	}
	if err != nil {
		return errors.Join(err, ignoreMissing(os.Remove(part)))
	}
	return nil
}

// copyInto writes the store to an empty file, over a connection of its own: those that read may change nothing, not even that.
func (db *DB) copyInto(ctx context.Context, file string) error {
	settings := []string{"mode=ro"}
	if db.readOnly {
		settings = append(settings, "immutable=1")
	}
	conn, err := sql.Open("sqlite", db.address(settings...))
	if err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "VACUUM INTO ?", file)
	return errors.Join(err, conn.Close())
}

// cause drops the operation and the path from an error of the file system: the caller names them.
func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// moveNew gives a complete file its name, which must be free still.
func moveNew(part, file string) error {
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := cmp.Or(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(part, file); errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s: %w", file, ErrExists)
	} else if err != nil { // a file system without links
		return os.Rename(part, file)
	}
	return os.Remove(part)
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Restore makes the backup in file the store at path. The backup is checked first, whole; what is at path is put aside beside
// it, never overwritten, and aside is its name then, "" when there was none. A backup of an older form gets the present one
// when the store is opened next. ErrBusy when another program has the store open.
func Restore(ctx context.Context, path, file string, now time.Time) (aside string, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("restore: %w", err)
	}
	if err := checkBackup(ctx, file); err != nil {
		return "", err
	}
	if a, err := os.Stat(path); err == nil {
		if b, err := os.Stat(file); err == nil && os.SameFile(a, b) {
			return "", fmt.Errorf("restore %s: this is the store itself", file)
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", fmt.Errorf("make the folder of the store: %w", err)
	}
	part := path + ".dateline-part"
	if err := copyFile(file, part); err != nil {
		return "", errors.Join(fmt.Errorf("restore %s to %s: %w", file, path, cause(err)), ignoreMissing(os.Remove(part)))
	}
	if aside, err = putAside(ctx, path, now); err != nil {
		return "", errors.Join(err, os.Remove(part))
	}
	if aside == "" {
		err = moveNew(part, path)
	} else if err = os.Rename(part, path); err != nil {
		err = errors.Join(err, takeBack(aside, path))
	}
	if err != nil {
		return "", fmt.Errorf("restore %s: %w", file, err)
	}
	return aside, nil
}

// checkBackup reads a backup whole, without writing beside it.
func checkBackup(ctx context.Context, file string) error {
	db := &DB{path: file, now: time.Now, readOnly: true}
	switch err := db.prepareFile(); {
	case errors.Is(err, ErrNotStore):
		return fmt.Errorf("restore %s: %w", file, ErrNoBackup)
	case err != nil:
		return fmt.Errorf("restore %s: %w", file, cause(err))
	}
	read, err := sql.Open("sqlite", db.address("_pragma=query_only(1)", "mode=ro", "immutable=1"))
	if err != nil {
		return err
	}
	defer read.Close()
	var verdict string
	if err := read.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return db.wrong("check the backup", err)
	}
	if verdict != "ok" {
		return fmt.Errorf("check the backup: %s: %w (%s)", file, ErrDamaged, verdict)
	}
	if log, err := os.Stat(file + "-wal"); err == nil && log.Size() > 0 {
		return fmt.Errorf("%s was not closed: part of it is in %s-wal · make a backup with dateline backup", file, filepath.Base(file))
	}
	return nil
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return cmp.Or(err, out.Sync(), out.Close()) // a full disk says so at each
}

// putAside gives the store at path, with what its log holds in it, a second name; "" when there is none. It keeps the first until
// another file takes that, so that there is a store at every moment. One that cannot be read goes aside with its log as it is.
func putAside(ctx context.Context, path string, now time.Time) (string, error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	aside := path + asideMark + now.UTC().Format("20060102T150405")
	if _, err := os.Lstat(aside); err == nil {
		return "", fmt.Errorf("%s: %w", aside, ErrExists)
	}
	if err := alone(ctx, path); errors.Is(err, ErrBusy) {
		return "", err
	}
	for _, tail := range []string{"-wal", "-shm", "-journal"} {
		if err := os.Rename(path+tail, aside+tail); ignoreMissing(err) != nil {
			return "", fmt.Errorf("put the store aside: %w", err)
		}
	}
	err := os.Link(path, aside)
	if err != nil { // a file system without links
		err = os.Rename(path, aside)
	}
	if err != nil {
		return "", fmt.Errorf("put the store aside: %w", err)
	}
	return aside, nil
}

// takeBack leaves a store that was put aside with its first name only.
func takeBack(aside, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return os.Remove(aside)
	}
	return os.Rename(aside, path)
}

// alone empties the log of a store into its file, which only works when nobody else has it open.
func alone(ctx context.Context, path string) error {
	db := &DB{path: path}
	write, err := sql.Open("sqlite", db.address())
	if err != nil {
		return err
	}
	defer write.Close()
	write.SetMaxOpenConns(1)
	if _, err := write.ExecContext(ctx, "PRAGMA busy_timeout = 200"); err != nil {
		return db.wrong("close store", err)
	}
	var mode string
	return db.wrong("close store", write.QueryRowContext(ctx, "PRAGMA journal_mode = DELETE").Scan(&mode))
}
