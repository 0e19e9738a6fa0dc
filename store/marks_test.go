package store

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// Whatever is marked, muted, undone and arrives, in whatever order: labels and tallies say what their stories do.
func TestMarksReachLabels(t *testing.T) {
	c := &clock{noon}
	db, _, _ := shelf(t, c)
	ctx := t.Context()
	if err := db.SetRules(ctx, []Rule{{Query: "title:/league 7/", Do: []string{"read"}}}); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(8, 8))
	words := []string{"climate", "envoy", "storm", "match", "topic:peace", "source:\"outlet 3\"", "/ [0-9]*7( |$)/"}
	one := func() string { return words[r.IntN(len(words))] }
	for i := range 60 {
		c.now = c.now.Add(time.Minute)
		var err error
		switch r.IntN(7) {
		case 0:
			_, err = db.MarkList(ctx, Query{Room: Latest, Words: one()}, "read")
		case 1:
			_, err = db.MarkList(ctx, Query{Room: Latest, Words: one()}, "unread")
		case 2:
			_, err = db.Mute(ctx, one(), time.Time{})
		case 3:
			if mutes, _ := db.Mutes(ctx); len(mutes) > 0 {
				_, err = db.Lift(ctx, mutes[r.IntN(len(mutes))].ID)
			}
		case 4, 5:
			_, _, err = db.Undo(ctx)
		case 6:
			if _, _, err = db.Redo(ctx); err == nil {
				keep(t, db, answer("Outlet 3", item(fmt.Sprint("new", i), fmt.Sprint("Climate league ", 70+i%3, " of the storm"), time.Hour)))
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		if checkTallies(t, db); t.Failed() {
			t.Fatalf("after act %d", i)
		}
	}
}
