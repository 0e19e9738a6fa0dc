package ui

import (
	"path/filepath"
	"testing"
	"time"

	"dateline/store"
)

// What was typed before the last letter is not looked for any longer, and answers nothing.
func TestSearchGivenUp(t *testing.T) {
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "news.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	m := &Model{world: world{ctx: t.Context(), db: db, now: time.Now}}
	l := &list{query: store.Query{Room: store.Latest, Words: "st", Typing: true}}
	first := m.searching(l).list(l.query, 0, 10, true)
	l.query.Words = "sto"
	second := m.searching(l).list(l.query, 0, 10, true)
	if msg := first(); msg != nil {
		t.Errorf("the former letter answered %+v", msg)
	}
	if msg, ok := second().(listMsg); !ok || msg.err != nil || msg.asked != l.query {
		t.Errorf("%+v", msg)
	}
	l.query.Typing = false
	if m.searching(l); l.giveUp != nil || second() != nil {
		t.Error("the end of typing gives up nothing")
	}
}
