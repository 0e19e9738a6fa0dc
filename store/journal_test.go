package store

import (
	"path/filepath"
	"testing"
	"time"

	"dateline/feeds/topics"
)

func TestUndo(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "news.db")
	c := &clock{noon}
	db := open(t, path, c)
	if _, err := db.SetTopics(ctx, []topics.Topic{{Name: "T", Any: []string{"b"}}}); err != nil {
		t.Fatal(err)
	}
	keep(t, db, answer("A", item("1", "a", 3*time.Hour), item("2", "b", 2*time.Hour), item("3", "c", time.Hour)))
	marks := func() string {
		s := ""
		for id := ID(1); id <= 3; id++ {
			story, err := db.Story(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			m := "-"
			switch {
			case story.Read && story.Saved:
				m = "x"
			case story.Read:
				m = "r"
			case story.Saved:
				m = "s"
			}
			s += m
		}
		return s
	}
	act := func(a Act, err error) Act {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	turn := func(a Act, ok bool, err error) Act {
		t.Helper()
		if err != nil || ok != (a != Act{}) {
			t.Fatal(a, ok, err)
		}
		return a
	}
	for _, step := range []struct {
		name string
		do   func() Act
		want Act
		then string
	}{
		{"nothing to undo", func() Act { return turn(db.Undo(ctx)) }, Act{}, "---"},
		{"read one", func() Act { return act(db.MarkRead(ctx, []ID{1}, true)) }, Act{Kind: "read", Count: 1, Title: "a"}, "r--"},
		{"again: no act", func() Act { return act(db.MarkRead(ctx, []ID{1}, true)) }, Act{Kind: "read", Count: 0, Title: ""}, "r--"},
		{"no stories: no act", func() Act { return act(db.MarkRead(ctx, nil, true)) }, Act{Kind: "read", Count: 0, Title: ""}, "r--"},
		{"save", func() Act { return act(db.Save(ctx, 2, true)) }, Act{Kind: "saved", Count: 1, Title: "b"}, "rs-"},
		{"read all", func() Act { return act(db.MarkListRead(ctx, latest)) }, Act{Kind: "read", Count: 2, Title: ""}, "rxr"},
		{"undo reading all", func() Act { return turn(db.Undo(ctx)) }, Act{Kind: "read", Count: 2, Title: ""}, "rs-"},
		{"undo saving", func() Act { return turn(db.Undo(ctx)) }, Act{Kind: "saved", Count: 1, Title: "b"}, "r--"},
		{"redo saving", func() Act { return turn(db.Redo(ctx)) }, Act{Kind: "saved", Count: 1, Title: "b"}, "rs-"},
		{"redo reading all", func() Act { return turn(db.Redo(ctx)) }, Act{Kind: "read", Count: 2, Title: ""}, "rxr"},
		{"nothing to redo", func() Act { return turn(db.Redo(ctx)) }, Act{}, "rxr"},
		{"unread two", func() Act { return act(db.MarkRead(ctx, []ID{1, 3, 3, 77}, false)) }, Act{Kind: "unread", Count: 2, Title: ""}, "-x-"},
		{"unsave", func() Act { return act(db.Save(ctx, 2, false)) }, Act{Kind: "unsaved", Count: 1, Title: "b"}, "-r-"},
		{"undo", func() Act { return turn(db.Undo(ctx)) }, Act{Kind: "unsaved", Count: 1, Title: "b"}, "-x-"},
		{"undo", func() Act { return turn(db.Undo(ctx)) }, Act{Kind: "unread", Count: 2, Title: ""}, "rxr"},
		{"another act", func() Act { return act(db.Save(ctx, 3, true)) }, Act{Kind: "saved", Count: 1, Title: "c"}, "rxx"},
		{"nothing to redo after it", func() Act { return turn(db.Redo(ctx)) }, Act{}, "rxx"},
		{"undo", func() Act { return turn(db.Undo(ctx)) }, Act{Kind: "saved", Count: 1, Title: "c"}, "rxr"},
		{"undo", func() Act { return turn(db.Undo(ctx)) }, Act{Kind: "read", Count: 2, Title: ""}, "rs-"},
		{"unread list by topic", func() Act { return act(db.MarkListRead(ctx, Query{Room: Latest, Include: "T"})) }, Act{Kind: "read", Count: 1, Title: "b"}, "rx-"},
		{"saved list: all read already", func() Act { return act(db.MarkListRead(ctx, Query{Room: Saved})) }, Act{Kind: "read", Count: 0, Title: ""}, "rx-"},
		{"front", func() Act { return act(db.MarkListRead(ctx, Query{Room: Front})) }, Act{Kind: "read", Count: 1, Title: "c"}, "rxr"},
	} {
		c.now = c.now.Add(time.Second)
		if got := step.do(); got != step.want {
			t.Fatalf("%s: %+v; want %+v", step.name, got, step.want)
		}
		if got := marks(); got != step.then {
			t.Fatalf("%s: %s; want %s", step.name, got, step.then)
		}
		checkTallies(t, db)
		if err := db.Close(); err != nil { // every step over a restart
			t.Fatal(err)
		}
		db = open(t, path, c)
	}
}

// checkTallies counts again what is kept count of.
func checkTallies(t *testing.T, db *DB) {
	t.Helper()
	var wrong int
	err := db.read.QueryRow(`SELECT count(*) FROM tally y WHERE
		y.stories <> CASE y.topic WHEN 0 THEN (SELECT count(*) FROM story WHERE muted = 0)
			ELSE (SELECT count(*) FROM label l JOIN story s ON s.place = l.place WHERE l.topic = y.topic AND l.strong = 1 AND s.muted = 0) END OR
		y.unread <> CASE y.topic WHEN 0 THEN (SELECT count(*) FROM story WHERE read = 0 AND muted = 0) ELSE (SELECT count(*) FROM label l
			JOIN story s ON s.place = l.place WHERE l.topic = y.topic AND l.strong = 1 AND s.read = 0 AND s.muted = 0) END`).
		Scan(&wrong)
	if err != nil || wrong != 0 {
		t.Errorf("%d tallies are wrong, %v", wrong, err)
	}
	err = db.read.QueryRow(`SELECT count(*) FROM label l JOIN story s ON s.place = l.place
		WHERE l.strong = 1 AND (l.unread <> (s.read = 0) OR l.muted <> (s.muted > 0))`).Scan(&wrong)
	if err != nil || wrong != 0 {
		t.Errorf("%d labels are not marked as their stories, %v", wrong, err)
	}
}

func TestUndoAThousand(t *testing.T) {
	db := fresh(t)
	ctx := t.Context()
	keep(t, db, answer("A", item("1", "a", 0)))
	for i := range 1100 {
		if _, err := db.Save(ctx, 1, i%2 == 0); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for ; ; n++ {
		if _, ok, err := db.Undo(ctx); err != nil {
			t.Fatal(err)
		} else if !ok {
			break
		}
	}
	if n != 1100 {
		t.Errorf("%d acts undone", n)
	}
	if s, _ := db.Story(ctx, 1); s.Saved {
		t.Error("still saved")
	}
}

func TestJournalForgetsTheOldest(t *testing.T) {
	db := fresh(t)
	keep(t, db, answer("A", item("1", "a", 0)))
	for i := range 3 {
		if _, err := db.Save(t.Context(), 1, i%2 == 0); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.write.Exec("UPDATE sqlite_sequence SET seq = ? WHERE name = 'act'", keptActs+1); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Save(t.Context(), 1, false); err != nil {
		t.Fatal(err)
	}
	var acts, changes int
	if err := db.read.QueryRow("SELECT (SELECT count(*) FROM act), (SELECT count(*) FROM change)").Scan(&acts, &changes); err != nil {
		t.Fatal(err)
	}
	if acts != 2 || changes != 2 {
		t.Errorf("%d acts, %d changes", acts, changes)
	}
}
