package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func exists(path string) bool { _, err := os.Lstat(path); return err == nil }

// A backup has all that the store had, and comes back as it was.
func TestBackupAndRestore(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	path, file := filepath.Join(dir, "news.db"), filepath.Join(dir, "backup.db")
	db := open(t, path, nil)
	newWorld(4).some(t, db, 300)
	if _, err := db.SetNote(ctx, 7, "why"); err != nil {
		t.Fatal(err)
	}
	if err := db.Backup(ctx, file); err != nil {
		t.Fatal(err)
	}
	if st, err := os.Stat(file); err != nil || st.Mode().Perm() != 0o600 || exists(file+".dateline-part") || exists(file+"-wal") {
		t.Errorf("%v, %v", st, err)
	}
	before := must(os.ReadFile(file))
	if err := db.Backup(ctx, file); !errors.Is(err, ErrExists) || !bytes.Equal(before, must(os.ReadFile(file))) {
		t.Errorf("it was written over: %v", err)
	}
	if _, err := db.SetNote(ctx, 7, "changed since"); err != nil {
		t.Fatal(err)
	}
	if aside, err := Restore(ctx, path, file, noon); !errors.Is(err, ErrBusy) || aside != "" {
		t.Errorf("under an open store: %q, %v", aside, err)
	}
	if b, err := db.Body(ctx, 7); err != nil || b.Note != "changed since" {
		t.Errorf("the open store was harmed: %q, %v", b.Note, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	aside, err := Restore(ctx, path, file, noon)
	if err != nil || aside != path+".before-20261123T120000" {
		t.Fatal(aside, err)
	}
	for name, want := range map[string]string{path: "why", aside: "changed since"} {
		db := open(t, name, nil)
		if b, err := db.Body(ctx, 7); err != nil || b.Note != want {
			t.Errorf("%s: %q, %v", name, b.Note, err)
		}
		if err := db.Check(ctx); err != nil {
			t.Error(err)
		}
		var mode string
		if err := db.write.QueryRow("PRAGMA journal_mode").Scan(&mode); err != nil || mode != "wal" {
			t.Errorf("%s: its journal is %q, %v", name, mode, err)
		}
		if a, ok, err := db.Undo(ctx); err != nil || !ok || a.Kind != "noted" {
			t.Error("its journal is gone:", a, ok, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Restore(ctx, path, file, noon); !errors.Is(err, ErrExists) || !exists(path) {
		t.Errorf("twice in a second: %v", err)
	}
	if list, err := filepath.Glob(filepath.Join(dir, "*-part")); err != nil || list != nil {
		t.Error("left behind:", list, err)
	}
}

// What is no sound backup of a store is refused before anything is touched.
// There is a store at every moment of a restore: what was put aside has its name until the backup takes it.
func TestPutAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	if err := open(t, path, nil).Close(); err != nil {
		t.Fatal(err)
	}
	aside, err := putAside(t.Context(), path, noon)
	if err != nil {
		t.Fatal(err)
	}
	if !os.SameFile(must(os.Stat(path)), must(os.Stat(aside))) {
		t.Error("they are two files")
	}
	if err := takeBack(aside, path); err != nil || exists(aside) || !exists(path) {
		t.Error("it was not taken back", err)
	}
}

func TestRestoreRefuses(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	path := filepath.Join(dir, "news.db")
	db := open(t, path, nil)
	newWorld(4).some(t, db, 600)
	whole := filepath.Join(dir, "whole.db")
	if err := db.Backup(ctx, whole); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	sound := must(os.ReadFile(whole))
	rotten := bytes.Clone(sound)
	for i := 20 * 4096; i < len(rotten)/2; i += 7 {
		rotten[i] ^= 0x55
	}
	for _, c := range []struct {
		name string
		text []byte
		want error
	}{
		{"a text", []byte("notes\n"), ErrNoBackup},
		{"nothing", nil, ErrNoBackup},
		{"half of it", sound[:len(sound)/2], ErrDamaged},
		{"bit rot", rotten, ErrDamaged},
	} {
		file := filepath.Join(dir, "bad.db")
		if err := os.WriteFile(file, c.text, 0o600); err != nil {
			t.Fatal(err)
		}
		before := must(os.ReadFile(path))
		if aside, err := Restore(ctx, path, file, noon); !errors.Is(err, c.want) || aside != "" || !strings.Contains(err.Error(), "bad.db") {
			t.Errorf("%s: %q, %v", c.name, aside, err)
		}
		if !bytes.Equal(before, must(os.ReadFile(path))) || exists(path+".dateline-part") {
			t.Errorf("%s: the store was touched", c.name)
		}
	}
	for _, file := range []string{filepath.Join(dir, "none.db"), path} {
		if _, err := Restore(ctx, path, file, noon); err == nil || !exists(path) {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// A store that is past help goes aside as it is, and an empty place takes a backup.
func TestRestoreOverDamage(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	db := open(t, filepath.Join(dir, "a.db"), nil)
	keep(t, db, answer("A", item("1", "a", 0)))
	file := filepath.Join(dir, "backup.db")
	if err := db.Backup(ctx, file); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(dir, "broken.db")
	if err := os.WriteFile(broken, []byte("no store at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, had := range map[string]bool{broken: true, filepath.Join(dir, "new", "place.db"): false} {
		aside, err := Restore(ctx, path, file, noon)
		if err != nil || (aside != "") != had {
			t.Fatal(path, aside, err)
		}
		if got := titles(t, open(t, path, nil), latest); len(got) != 1 {
			t.Errorf("%s: %q", path, got)
		}
	}
	if b, err := os.ReadFile(broken + ".before-20261123T120000"); err != nil || string(b) != "no store at all" {
		t.Errorf("%q, %v", b, err)
	}
}

func TestHealth(t *testing.T) {
	ctx := t.Context()
	c := &clock{noon}
	path := filepath.Join(t.TempDir(), "news.db")
	db := kept(t, path, c, Retention{Keeping: Keeping{Unread: 30 * days}})
	newWorld(4).some(t, db, 1500)
	for _, do := range []func() (Act, error){
		func() (Act, error) { return db.MarkRead(ctx, []ID{1, 2}, true) },
		func() (Act, error) { return db.SetNote(ctx, 3, "x") },
		func() (Act, error) { return db.SetTags(ctx, 4, []string{"x", "y"}) },
	} {
		if _, err := do(); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.KeepPlace(ctx, 5, 9); err != nil {
		t.Fatal(err)
	}
	h, err := db.Health(ctx)
	if err != nil || h.Stories != 1500 || h.Unread != 1498 || h.Saved != 2 || h.Noted != 1 || h.Tagged != 1 || h.Places != 1 ||
		h.Acts != 3 || h.Feeds != 3 || h.Version != len(migrations()) || h.Over != 0 || h.Size < 1<<20 || h.Log == 0 || h.Oldest.IsZero() {
		t.Errorf("%+v, %v", h, err)
	}
	c.now = noon.Add(31 * days)
	if h, err := db.Health(ctx); err != nil || h.Over != 1496 {
		t.Errorf("%d are over, %v", h.Over, err)
	}
	clean(t, db)
	c.now = c.now.Add(days)
	clean(t, db)
	full := must(db.Health(ctx))
	if err := db.Compact(ctx); err != nil {
		t.Fatal(err)
	}
	if h := must(db.Health(ctx)); h.Stories != 4 || full.Free == 0 || h.Free != 0 || h.Size >= full.Size/2 || h.Log != 0 {
		t.Errorf("before %+v\nafter %+v", full, h)
	}
	if err := db.Check(ctx); err != nil {
		t.Error(err)
	}
	if _, err := db.write.Exec("DELETE FROM words WHERE rowid = (SELECT place FROM story LIMIT 1)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Check(ctx); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	if h := must(db.Health(ctx)); h.Cleaned.Before(noon.Add(time.Hour)) {
		t.Errorf("cleaned %v", h.Cleaned)
	}
}
