package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

// applicationID marks a SQLite file as a store: "DtLn".
const applicationID = 0x44744c6e

//go:embed schema/*.sql
var schema embed.FS

// migrations are the files of schema in order; the n-th leads from version n-1 to n. A file that has been released is
// never changed.
func migrations() []string {
	entries, _ := schema.ReadDir("schema")
	var names []string
	for n := range entries {
		names = append(names, "schema/"+strconv.Itoa(n+1)+".sql")
	}
	return names
}

// checkVersion refuses a store of a version this program does not know.
func (db *DB) checkVersion(ctx context.Context) error {
	var version int
	if err := db.read.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	switch newest := len(migrations()); {
	case version > newest:
		return fmt.Errorf("%s: %w", db.path, ErrNewer)
	case version < newest && db.full:
		return fmt.Errorf("%s has to get a new form: %w", db.path, ErrFull)
	case version < newest:
		return fmt.Errorf("%s is of an older version and %w", db.path, ErrReadOnly)
	}
	return nil
}

// migrate brings the schema to the newest version, each step in its own transaction, with a copy of the store as it was beside
// it. A new store is made in one: another program sees all of it or nothing, and takes none for an old one.
func (db *DB) migrate(ctx context.Context) error {
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	steps := migrations()
	version, err := number(ctx, conn, "PRAGMA user_version")
	switch {
	case err != nil:
		return err
	case version > len(steps):
		return fmt.Errorf("%s: %w", db.path, ErrNewer)
	case version > 0 && db.rollback: // a copy, which was in no need of a log
		if _, err := conn.ExecContext(ctx, "PRAGMA journal_mode = "+journalMode(db.path)); err != nil {
			return err
		}
	}
	switch {
	case version == len(steps):
		return nil
	case version == 0:
		// The mark goes into the file itself before there is a log, so that it is there whatever happens next.
		if _, err := conn.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
			return err
		}
		if _, err := conn.ExecContext(ctx, "PRAGMA journal_mode = "+journalMode(db.path)); err != nil {
			return err
		}
		if err := step(ctx, conn, 0, len(steps)); err != nil {
			return fmt.Errorf("make the store: %w", err)
		}
		return nil
	default:
		if err := db.keepCopy(ctx, conn, version); err != nil {
			return err
		}
	}
	for n := version; n < len(steps); n++ {
		if err := step(ctx, conn, n, n+1); err != nil {
			return fmt.Errorf("bring the store to version %d: %w", n+1, err)
		}
	}
	return nil
}

func number(ctx context.Context, conn *sql.Conn, query string) (int, error) {
	var n int
	err := conn.QueryRowContext(ctx, query).Scan(&n)
	return n, err
}

// step brings a store from one version to a later one, if it is still of the first: another program may have been faster.
func step(ctx context.Context, conn *sql.Conn, from, to int) error {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // says that it is done already, after a commit
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version != from {
		return nil
	}
	for _, name := range migrations()[from:to] {
		text, err := schema.ReadFile(name)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(text)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", to)); err != nil {
		return err
	}
	return tx.Commit()
}

// keepCopy writes the store as it is to FILE.vN-DATE, and drops all but the two newest such copies.
func (db *DB) keepCopy(ctx context.Context, conn *sql.Conn, version int) error {
	stem := db.path + ".v"
	name := fmt.Sprintf("%s%d-%s", stem, version, db.now().UTC().Format("20060102T150405"))
	if _, err := conn.ExecContext(ctx, "VACUUM INTO ?", name); err != nil {
		return fmt.Errorf("copy the store before changing its form: %w", err)
	}
	if err := os.Chmod(name, 0o600); err != nil {
		return fmt.Errorf("copy the store before changing its form: %w", err)
	}
	copies, err := copiesOf(stem)
	if err != nil {
		return err
	}
	var errs []error
	for _, old := range copies[:max(0, len(copies)-2)] {
		errs = append(errs, os.Remove(old))
	}
	return errors.Join(errs...)
}

// copiesOf lists the copies of a store, oldest first.
func copiesOf(stem string) ([]string, error) {
	dir, base := filepath.Split(stem)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	type copied struct {
		name string
		at   time.Time
	}
	var found []copied
	for _, e := range entries {
		if len(e.Name()) <= len(base) || e.Name()[:len(base)] != base {
			continue
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			found = append(found, copied{dir + e.Name(), info.ModTime()})
		}
	}
	slices.SortFunc(found, func(a, b copied) int { return a.at.Compare(b.at) })
	names := make([]string, len(found))
	for i, f := range found {
		names[i] = f.name
	}
	return names, nil
}
