package store

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"dateline/feeds"
)

// TestMain lets the test program be the child that is killed, and the one that may write nowhere.
func TestMain(m *testing.M) {
	switch os.Getenv("STORE_CHILD") {
	case "write":
		writeForEver(os.Getenv("STORE_PATH"))
	case "resident":
		os.Exit(resident(os.Getenv("STORE_PATH")))
	case "full":
		fullDisk(os.Getenv("STORE_PATH"))
		os.Exit(0)
	case "look":
		os.Exit(lookOnly(os.Getenv("STORE_PATH")))
	}
	goleak.VerifyTestMain(m)
}

func child(t *testing.T, what, path string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, "-test.run=^$")
	c.Env = append(os.Environ(), "STORE_CHILD="+what, "STORE_PATH="+path)
	return c
}

// writeForEver keeps feeds and saves stories, and says what is done once it is acknowledged.
func writeForEver(path string) {
	ctx := context.Background()
	db, err := Open(ctx, path, Options{})
	if err != nil {
		fmt.Println("error", err)
		return
	}
	newest, err := db.Newest(ctx)
	for n := int(newest); err == nil; n += 20 {
		var items []feeds.Item
		for i := range 20 {
			items = append(items, feeds.Item{ID: fmt.Sprint(n + i), Title: fmt.Sprintf("Story %d", n+i), Content: strings.Repeat("many words ", 300)})
		}
		if _, _, err = db.Keep(ctx, answer("A", items...)); err != nil {
			break
		}
		fmt.Println("kept", n+20)
		if _, err = db.Save(ctx, ID(n+1), true); err == nil {
			fmt.Println("saved", n+1)
			_, err = db.SetNote(ctx, ID(n+2), fmt.Sprint("note ", n+2))
		}
		if err == nil {
			fmt.Println("noted", n+2)
		}
	}
	fmt.Println("error", err)
}

// Killed at any moment, fifty times, the store opens and has all that was acknowledged.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	kills := 50
	if testing.Short() {
		kills = 5
	}
	stories, saved := 0, make(map[ID]bool)
	for round := range kills {
		c := child(t, "write", path)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		// Once it has answered a few times it is in the middle of the next thing; each round stops at another.
		for answers := 0; lines.Scan(); answers++ {
			var n int
			switch word, rest, _ := strings.Cut(lines.Text(), " "); word {
			case "kept":
				_, err = fmt.Sscan(rest, &n)
				stories = n
			case "saved", "noted": // what has a note is saved
				_, err = fmt.Sscan(rest, &n)
				saved[ID(n)] = word == "noted"
			default:
				err = errors.New(lines.Text())
			}
			if err != nil {
				t.Fatal(err)
			}
			if answers == 1+round%10 {
				_ = c.Process.Kill() // what it said before still comes
			}
		}
		_ = c.Wait() // it was killed
		db, err := Open(t.Context(), path, Options{})
		if err != nil {
			t.Fatalf("after kill %d: %v", round+1, err)
		}
		verify(t, db, stories, saved)
		newest, err := db.Newest(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		stories = int(newest)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func verify(t *testing.T, db *DB, stories int, saved map[ID]bool) {
	t.Helper()
	if err := db.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	c, err := db.Counts(t.Context())
	if err != nil || c.Stories < stories || c.Stories%20 != 0 || c.Saved < len(saved) {
		t.Fatalf("%+v, %v; acknowledged: %d stories, %d saved", c, err, stories, len(saved))
	}
	for id := range saved {
		note := ""
		if saved[id] {
			note = fmt.Sprint("note ", id)
		}
		if b, err := db.Body(t.Context(), id); err != nil || !b.Story.Saved || b.Note != note {
			t.Errorf("story %d was saved: %+v, %v", id, b.Story, err)
		}
	}
	var found int
	if err := db.read.QueryRow("SELECT count(*) FROM words WHERE words MATCH 'many AND words AND story'").Scan(&found); err != nil || found != c.Stories {
		t.Errorf("%d of %d stories can be found, %v", found, c.Stories, err)
	}
	checkTallies(t, db)
}

func TestWhatIsNoStore(t *testing.T) {
	other := func(t *testing.T, path string) {
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec("CREATE TABLE precious (x); INSERT INTO precious VALUES (1)"); err != nil {
			t.Fatal(err)
		}
	}
	newer := func(t *testing.T, path string) {
		open(t, path, nil).Close()
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec("PRAGMA user_version = 99; PRAGMA wal_checkpoint(truncate)"); err != nil {
			t.Fatal(err)
		}
	}
	text := func(content string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range []struct {
		name string
		make func(*testing.T, string)
		want error
	}{
		{"a text", text("feeds I like:\nhttps://example.org/feed\n"), ErrNotStore},
		{"one byte", text("x"), ErrNotStore},
		{"a long text", text(strings.Repeat("all work and no play\n", 5000)), ErrNotStore},
		{"zeros", text(strings.Repeat("\x00", 4096)), ErrNotStore},
		{"half a header", text("SQLite format 3\x00\x10\x00"), ErrNotStore},
		{"another program's database", other, ErrNotStore},
		{"a newer store", newer, ErrNewer},
		{"a folder", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o755); err != nil {
				t.Fatal(err)
			}
		}, nil},
	} {
		for _, readOnly := range []bool{false, true} {
			t.Run(fmt.Sprint(c.name, " ", readOnly), func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "news.db")
				c.make(t, path)
				before, _ := os.ReadFile(path)
				db, err := Open(t.Context(), path, Options{ReadOnly: readOnly})
				if err == nil {
					db.Close()
					t.Fatal("opened")
				}
				if c.want != nil && !errors.Is(err, c.want) {
					t.Error(err)
				}
				if !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "\n") {
					t.Errorf("%q", err)
				}
				if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
					t.Error("the file was changed")
				}
				if list, _ := os.ReadDir(filepath.Dir(path)); len(list) != 1 {
					t.Errorf("left behind: %v", list)
				}
			})
		}
	}
}

func TestNewPlaces(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a b#?%", "ü", "news.db")
	db := open(t, path, nil)
	keep(t, db, answer("A", item("1", "a", 0)))
	for name, want := range map[string]os.FileMode{path: 0o600, path + "-wal": 0o600, filepath.Dir(path): 0o700} {
		if st, err := os.Stat(name); err != nil || st.Mode().Perm() != want {
			t.Errorf("%s: %v, %v; want %v", name, st, err, want)
		}
	}
	empty := filepath.Join(dir, "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := open(t, empty, nil).Counts(t.Context()); err != nil || c != (Counts{}) {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	db := open(t, path, nil)
	keep(t, db, answer("A", item("1", "a", 0)))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if got := titles(t, db, latest); len(got) != 1 || !db.ReadOnly() {
		t.Errorf("%q, read only %t", got, db.ReadOnly())
	}
	_, save := db.Save(t.Context(), 1, true)
	_, _, kept := db.Keep(t.Context(), answer("A"))
	_, _, undo := db.Undo(t.Context())
	for _, err := range []error{save, kept, undo} {
		if !errors.Is(err, ErrReadOnly) {
			t.Error(err)
		}
	}
	if _, err := Open(t.Context(), filepath.Join(t.TempDir(), "none.db"), Options{ReadOnly: true}); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// lookOnly is run as a user who may not write where the store lies.
func lookOnly(path string) int {
	ctx := context.Background()
	db, err := Open(ctx, path, Options{})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer db.Close()
	p, err := db.Page(ctx, latest, 0, 10)
	_, saveErr := db.Save(ctx, 1, true)
	fmt.Println(db.ReadOnly(), p.Total, err, errors.Is(saveErr, ErrReadOnly))
	return 0
}

func TestReadOnlyFolder(t *testing.T) {
	dir, err := os.MkdirTemp("", "store")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "news.db")
	db := open(t, path, nil)
	keep(t, db, answer("A", item("1", "a", 0)))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	self, err := os.ReadFile(must(os.Executable()))
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "store.test")
	if err := os.WriteFile(program, self, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, mode := range map[string]os.FileMode{path: 0o444, program: 0o755, dir: 0o555} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	c := child(t, "look", path)
	c.Path = program
	if os.Getuid() == 0 { // nothing is read only to root
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, err := c.CombinedOutput()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(string(out)); got != "true 1 <nil> true" || err != nil {
		t.Errorf("%s, %v", got, err)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestDiskFull(t *testing.T) {
	db := fresh(t)
	keep(t, db, answer("A", item("1", "a", 0)))
	if _, err := db.write.Exec("PRAGMA max_page_count = 60"); err != nil {
		t.Fatal(err)
	}
	big := item("2", "b", 0)
	big.Content = strings.Repeat("word ", 1_000_000)
	if _, _, err := db.Keep(t.Context(), answer("A", big)); !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), "disk full") {
		t.Error(err)
	}
	if got := titles(t, db, latest); len(got) != 1 {
		t.Errorf("%q", got)
	}
	if _, err := db.Save(t.Context(), 1, true); err != nil {
		t.Error(err)
	}
}

func TestDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	db := open(t, path, nil)
	newWorld(1).fill(t, db, 600)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 20 * 4096; i < len(b)/2; i += 7 {
		b[i] ^= 0x55
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err = Open(t.Context(), path, Options{}) // it may be seen at once, or when looked for
	if err == nil {
		defer db.Close()
		err = db.Check(t.Context())
	}
	if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), path) {
		t.Error(err)
	}
}

// After a program was killed, nothing is written to a store in which the disk has rotted meanwhile.
func TestDamagedAfterAKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	db := open(t, path, nil)
	newWorld(1).some(t, db, 900)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = open(t, path, nil)
	if db.Unclean() {
		t.Error("it was closed")
	}
	if _, err := db.Save(t.Context(), 1, true); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(t.TempDir(), "left.db") // as a kill leaves it
	for _, tail := range []string{"", "-wal"} {
		if err := copyFile(path+tail, left+tail); err != nil {
			t.Fatal(err)
		}
	}
	sound := open(t, left, nil)
	if a, err := sound.Save(t.Context(), 2, true); !sound.Unclean() || err != nil || a.Count != 1 {
		t.Errorf("unclean %t, %+v, %v", sound.Unclean(), a, err)
	}
	sound.Close()
	rotten := filepath.Join(t.TempDir(), "rotten.db")
	if err := errors.Join(copyFile(path, rotten), copyFile(path+"-wal", rotten+"-wal")); err != nil {
		t.Fatal(err)
	}
	b := must(os.ReadFile(rotten))
	for i := len(b) / 2; i < len(b)*3/4; i += 5 {
		b[i] ^= 0x55
	}
	if err := os.WriteFile(rotten, b, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), rotten, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, save := db.Save(t.Context(), 3, true)
	_, _, kept := db.Keep(t.Context(), answer("A", item("1", "a", 0)))
	for _, err := range []error{save, kept} {
		if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), rotten) {
			t.Error(err)
		}
	}
	if !bytes.Equal(b, must(os.ReadFile(rotten))) {
		t.Error("it was written all the same")
	}
}

// Two programs at once: both work, nothing is lost.
func TestTwoPrograms(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	var wg sync.WaitGroup
	for p := range 2 {
		db := open(t, path, nil)
		wg.Go(func() {
			for n := range 40 {
				a := answer(fmt.Sprintf("P%d", p), item(fmt.Sprint(n), fmt.Sprint(n), time.Duration(n)*time.Minute))
				if _, _, err := db.Keep(context.Background(), a); err != nil {
					t.Error(err)
					return
				}
				newest, err := db.Newest(context.Background())
				if err != nil {
					t.Error(err)
				}
				if _, err := db.Save(context.Background(), newest, true); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	db := open(t, path, nil)
	if c, err := db.Counts(t.Context()); err != nil || c.Stories != 80 {
		t.Errorf("%+v, %v", c, err)
	}
	checkTallies(t, db)
}

func TestManyReadersOneWriter(t *testing.T) {
	db := fresh(t)
	w := newWorld(3)
	done := make(chan bool)
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if _, err := db.Page(context.Background(), latest, 10, 20); err != nil {
					t.Error(err)
					return
				}
				if _, err := db.TopicCounts(context.Background(), latest); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for o := range 20 {
		keep(t, db, answer(fmt.Sprint("O", o), w.items(o, 20, time.Hour, 5)...))
		if _, err := db.MarkRead(t.Context(), []ID{ID(o*20 + 1)}, true); err != nil {
			t.Error(err)
		}
	}
	close(done)
	wg.Wait()
}

func TestCancelled(t *testing.T) {
	db := fresh(t)
	keep(t, db, answer("A", item("1", "a", 0)))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, page := db.Page(ctx, latest, 0, 10)
	_, save := db.Save(ctx, 1, true)
	_, _, kept := db.Keep(ctx, answer("A", item("2", "b", 0)))
	for _, err := range []error{page, save, kept} {
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	if c, err := db.Counts(t.Context()); err != nil || c.Stories != 1 || c.Saved != 0 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestCopyBeforeMigration(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	c := &clock{noon}
	db := open(t, path, c)
	keep(t, db, answer("A", item("1", "a", 0)))
	conn, err := db.write.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for range 4 {
		c.now = c.now.Add(time.Hour)
		if err := db.keepCopy(t.Context(), conn, 1); err != nil {
			t.Fatal(err)
		}
	}
	list, err := copiesOf(path + ".v")
	if err != nil || len(list) != 2 || !strings.HasSuffix(list[1], ".v1-20261123T160000") {
		t.Fatal(list, err)
	}
	if got := titles(t, open(t, list[1], nil), latest); len(got) != 1 {
		t.Errorf("%q", got)
	}
}
