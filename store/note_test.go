package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// said is what the reader said of a story, on one line.
func said(t *testing.T, db *DB, id ID) string {
	t.Helper()
	b, err := db.Body(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	s := "-"
	if b.Story.Saved {
		s = "saved"
	}
	if b.Story.Noted != (b.Note != "") {
		t.Errorf("noted %t, but the note is %q", b.Story.Noted, b.Note)
	}
	if b.Note != "" {
		s += " note:" + b.Note
	}
	if len(b.Story.Tags) > 0 {
		s += " #" + strings.Join(b.Story.Tags, " #")
	}
	return s
}

// Notes and tags keep their story, and each can be undone and redone over restarts.
func TestNotesAndTags(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "news.db")
	c := &clock{noon}
	db := open(t, path, c)
	keep(t, db, answer("A", item("1", "a", 3*time.Hour), item("2", "b", 2*time.Hour)))
	for _, step := range []struct {
		name string
		do   func() (Act, error)
		want Act
		then string
	}{
		{"a note", func() (Act, error) { return db.SetNote(ctx, 1, "  *why* ") }, Act{Kind: "noted", Count: 1, Title: "a"}, "saved note:*why*"},
		{"the same", func() (Act, error) { return db.SetNote(ctx, 1, "*why*") }, Act{Kind: "noted"}, "saved note:*why*"},
		{"another", func() (Act, error) { return db.SetNote(ctx, 1, "how") }, Act{Kind: "noted", Count: 1, Title: "a"}, "saved note:how"},
		{
			"tags",
			func() (Act, error) { return db.SetTags(ctx, 1, []string{"#Peace", "later", "PEACE", " "}) },
			Act{Kind: "tagged", Count: 1, Title: "a"},
			"saved note:how #later #Peace",
		},
		{"no note", func() (Act, error) { return db.SetNote(ctx, 1, "\n") }, Act{Kind: "noted", Count: 1, Title: "a"}, "saved #later #Peace"},
		{"undo", undone(t, &db), Act{Kind: "noted", Count: 1, Title: "a"}, "saved note:how #later #Peace"},
		{"undo", undone(t, &db), Act{Kind: "tagged", Count: 1, Title: "a"}, "saved note:how"},
		{"undo", undone(t, &db), Act{Kind: "noted", Count: 1, Title: "a"}, "saved note:*why*"},
		{"undo", undone(t, &db), Act{Kind: "noted", Count: 1, Title: "a"}, "-"},
		{"undo nothing", undone(t, &db), Act{}, "-"},
		{"redo", redone(t, &db), Act{Kind: "noted", Count: 1, Title: "a"}, "saved note:*why*"},
		{"redo", redone(t, &db), Act{Kind: "noted", Count: 1, Title: "a"}, "saved note:how"},
		{"redo", redone(t, &db), Act{Kind: "tagged", Count: 1, Title: "a"}, "saved note:how #later #Peace"},
		{"no bookmark: what was said stays", func() (Act, error) { return db.Save(ctx, 1, false) }, Act{Kind: "unsaved", Count: 1, Title: "a"}, "- note:how #later #Peace"},
		{"nothing to redo after it", redone(t, &db), Act{}, "- note:how #later #Peace"},
	} {
		c.now = c.now.Add(time.Second)
		if got, err := step.do(); got != step.want || err != nil {
			t.Fatalf("%s: %+v, %v; want %+v", step.name, got, err, step.want)
		}
		if got := said(t, db, 1); got != step.then {
			t.Fatalf("%s: %s; want %s", step.name, got, step.then)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		db = open(t, path, c)
	}
	if got := said(t, db, 2); got != "-" {
		t.Errorf("the other story: %s", got)
	}
}

func undone(t *testing.T, db **DB) func() (Act, error) {
	return func() (Act, error) { a, _, err := (*db).Undo(t.Context()); return a, err }
}

func redone(t *testing.T, db **DB) func() (Act, error) {
	return func() (Act, error) { a, _, err := (*db).Redo(t.Context()); return a, err }
}

func TestTags(t *testing.T) {
	db := fresh(t)
	ctx := t.Context()
	keep(t, db, answer("A", item("1", "a", 0), item("2", "b", 0)))
	for id, tags := range map[ID][]string{1: {"Élan", "war"}, 2: {"elan"}} {
		if _, err := db.SetTags(ctx, id, tags); err != nil {
			t.Fatal(err)
		}
	}
	got, err := db.Tags(ctx)
	if err != nil || len(got) != 2 || got[0].Stories != 2 || got[1] != (TagCount{"war", 1}) {
		t.Errorf("%v, %v", got, err)
	}
	if a, b := must(db.Story(ctx, 1)).Tags, must(db.Story(ctx, 2)).Tags; a[0] != b[0] {
		t.Errorf("one tag is written in two ways: %q, %q", a, b)
	}
	for name, tags := range map[string][]string{"long": {strings.Repeat("x", 41)}, "many": many(33)} {
		if _, err := db.SetTags(ctx, 1, tags); err == nil {
			t.Errorf("%s tags were taken", name)
		}
	}
	if a, err := db.SetTags(ctx, 1, []string{"\x1b[31mred\x07", "a\nb"}); err != nil || a.Count != 1 {
		t.Fatal(a, err)
	}
	if got := must(db.Story(ctx, 1)).Tags; !slices.Equal(got, []string{"a b", "red"}) && !slices.Equal(got, []string{"[31mred", "a b"}) {
		t.Errorf("%q", got)
	}
}

func many(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprint("t", i)
	}
	return out
}

func TestNothingIsSaidOfNoStory(t *testing.T) {
	db := fresh(t)
	_, note := db.SetNote(t.Context(), 7, "x")
	_, tags := db.SetTags(t.Context(), 7, []string{"x"})
	for _, err := range []error{note, tags} {
		if !errors.Is(err, ErrNoStory) {
			t.Error(err)
		}
	}
	if err := db.KeepPlace(t.Context(), 7, 100); err != nil {
		t.Error(err)
	}
	if _, err := db.SetNote(t.Context(), 7, strings.Repeat("x", longestNote+1)); err == nil || errors.Is(err, ErrNoStory) {
		t.Error("a note without end:", err)
	}
}

func TestPlaceInAStory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	db := open(t, path, nil)
	keep(t, db, answer("A", item("1", "a", 0)))
	for _, at := range []int{1200, 40, 0, -3, 77} {
		if err := db.KeepPlace(t.Context(), 1, at); err != nil {
			t.Fatal(err)
		}
		db.Close()
		db = open(t, path, nil)
		if b, err := db.Body(t.Context(), 1); err != nil || b.Place != max(0, at) {
			t.Errorf("left at %d: %d, %v", at, b.Place, err)
		}
	}
}

func TestChangesElsewhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	mine, other := open(t, path, nil), open(t, path, nil)
	keep(t, mine, answer("A", item("1", "a", 0)))
	seen := func() int64 {
		t.Helper()
		n, err := mine.Elsewhere(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := seen(); n != 0 {
		t.Errorf("at first: %d", n)
	}
	if _, err := mine.Save(t.Context(), 1, true); err != nil {
		t.Fatal(err)
	}
	if n := seen(); n != 0 {
		t.Errorf("after one's own bookmark: %d", n)
	}
	if _, err := other.MarkRead(t.Context(), []ID{1}, true); err != nil {
		t.Fatal(err)
	}
	if n := seen(); n != 1 || !must(mine.Story(t.Context(), 1)).Read {
		t.Errorf("after another's mark: %d", n)
	}
	if err := other.KeepPlace(t.Context(), 1, 9); err != nil {
		t.Fatal(err)
	}
	if n := seen(); n != 1 {
		t.Errorf("nothing that a list shows: %d", n)
	}
}
