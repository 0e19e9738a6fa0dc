package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dustin/go-humanize"

	"dateline/store"
)

func backupCommand() command {
	return command{
		name: "backup", args: "FILE", short: "copy the whole store to a new file",
		long: `
Writes all stories, and all that you did with them, to FILE, which must not be
there yet. It can be done while the reader is open. dateline restore FILE brings
it back.`,
		run: (*program).backup,
	}
}

func (p *program) backup(ctx context.Context, args []string) error {
	file, err := p.oneFile("backup", args)
	if err != nil {
		return err
	}
	db, err := p.lookInto(ctx, store.Retention{})
	if err != nil {
		return err
	}
	err = db.Backup(ctx, file)
	if h, wrong := db.Health(ctx); err == nil && wrong == nil {
		fmt.Fprintf(p.out, "%s: %s, %s\n", file, count(h.Stories, "story", "stories"), sizeOf(file))
	}
	return errors.Join(err, db.Close())
}

func restoreCommand() command {
	return command{
		name: "restore", args: "FILE", short: "bring a backup back as the store",
		long: `
Checks FILE, a backup, from end to end and makes a copy of it the store. The store
that is there is put aside, beside the new one, and its new name is printed;
nothing is ever written over. No reader may be open meanwhile.`,
		run: (*program).restore,
	}
}

func (p *program) restore(ctx context.Context, args []string) error {
	file, err := p.oneFile("restore", args)
	if err != nil {
		return err
	}
	path := p.storePath()
	aside, err := store.Restore(ctx, path, file, p.now())
	if err != nil {
		return err
	}
	db, err := p.lookInto(ctx, store.Retention{})
	if err != nil {
		return err
	}
	h, err := db.Health(ctx)
	if err == nil {
		fmt.Fprintf(p.out, "%s: %s from %s\n", path, count(h.Stories, "story", "stories"), file)
		if aside != "" {
			fmt.Fprintf(p.out, "the store that was there is now %s\n", aside)
		}
	}
	return errors.Join(err, db.Close())
}

// oneFile reads the arguments of a command that takes a file.
func (p *program) oneFile(name string, args []string) (string, error) {
	words, err := p.mixed(p.flags(name), args)
	switch {
	case err != nil:
		return "", err
	case len(words) == 0:
		return "", usage("which file? · dateline %s FILE", name)
	case len(words) > 1:
		return "", usage("one file only, not %s and %s", quoted(words[0]), quoted(words[1]))
	}
	file, err := filepath.Abs(words[0])
	if err != nil {
		return words[0], nil //nolint:nilerr // as it was written
	}
	return file, nil
}

// lookInto opens the store as it is: no feeds are told to it, and none is made where there is none.
func (p *program) lookInto(ctx context.Context, keep store.Retention) (*store.DB, error) {
	path := p.storePath()
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open store: %s: %w", path, plainCause(err))
	}
	return store.Open(ctx, path, store.Options{Now: p.now, Keep: keep})
}

// sizeOf is the size of a file in words.
func sizeOf(file string) string {
	st, err := os.Stat(file)
	if err != nil {
		return "? B"
	}
	return bytesIn(st.Size())
}

func bytesIn(n int64) string { return humanize.IBytes(uint64(max(n, 0))) }
