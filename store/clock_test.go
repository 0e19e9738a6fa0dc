package store

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A clock that is set back loses nothing and stops nothing: what came later is later, whatever the clock says of it.
func TestClockSetBack(t *testing.T) {
	ctx := t.Context()
	c := &clock{noon}
	path := filepath.Join(t.TempDir(), "news.db")
	db := open(t, path, c)
	keep(t, db, answer("A", item("1", "first", time.Hour), item("2", "second", time.Minute)))
	if _, err := db.MarkRead(ctx, []ID{1}, true); err != nil {
		t.Fatal(err)
	}
	c.now = noon.Add(-400 * days)
	db.Close()
	db = open(t, path, c)
	a := answer("A", item("2", "second, changed", time.Minute), item("3", "third", -48*time.Hour))
	a.Asked = c.now
	if added, updated := keep(t, db, a); added != 1 || updated != 1 {
		t.Errorf("%d added, %d updated", added, updated)
	}
	if s := must(db.Story(ctx, 3)); !s.Published.Equal(a.Asked) {
		t.Errorf("a report from the future is of %v", s.Published)
	}
	if v := must(db.Versions(ctx, 2)); len(v) != 1 || v[0].Title != "second" {
		t.Errorf("%+v", v)
	}
	for _, do := range []func() (Act, error){
		func() (Act, error) { return db.MarkRead(ctx, []ID{2}, true) },
		func() (Act, error) { return db.Save(ctx, 3, true) },
		func() (Act, error) { return db.SetNote(ctx, 1, "late") },
	} {
		c.now = c.now.Add(-time.Hour) // and back again
		if act, err := do(); err != nil || act.Count != 1 {
			t.Fatal(act, err)
		}
	}
	if n, err := db.Clean(ctx); n != 0 || err != nil {
		t.Errorf("%d cleaned away, %v", n, err)
	}
	for _, want := range []string{"noted", "saved", "read", "read"} {
		if act, ok, err := db.Undo(ctx); act.Kind != want || !ok || err != nil {
			t.Errorf("undid %q, want %q, %v", act.Kind, want, err)
		}
	}
	if c := must(db.Counts(ctx)); c.Stories != 3 || c.Unread != 3 || c.Saved != 0 {
		t.Errorf("%+v", c)
	}
	noOrphans(t, db)
}

// What is saved last stands first among the saved, whatever the clock said in between.
func TestSavedAfterTheClockWasSetBack(t *testing.T) {
	ctx := t.Context()
	c := &clock{noon}
	db := open(t, filepath.Join(t.TempDir(), "news.db"), c)
	keep(t, db, answer("A", item("1", "first", time.Hour), item("2", "second", time.Minute), item("3", "third", time.Second)))
	for _, save := range []func() (Act, error){
		func() (Act, error) { return db.Save(ctx, 3, true) },
		func() (Act, error) { return db.MarkList(ctx, Query{Room: Latest, Words: "first"}, "saved") },
		func() (Act, error) { return db.SetNote(ctx, 2, "late") },
	} {
		if act, err := save(); err != nil || act.Count != 1 {
			t.Fatal(act, err)
		}
		c.now = c.now.Add(-30 * days)
	}
	var got []string
	for _, s := range must(db.Page(ctx, Query{Room: Saved}, 0, 10)).Stories {
		got = append(got, s.Title)
	}
	if want := "second first third"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}
