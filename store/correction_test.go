package store

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dateline/feeds/topics"
)

func TestSplit(t *testing.T) {
	db, _ := desk(t)
	ctx := t.Context()
	before := events(t, db) // 1 1 … of the storm: 1, 3, 4, 7
	act, err := db.SplitStory(ctx, 4)
	if act != (Act{Kind: "split", Count: 1, Title: stormB.Title}) || err != nil {
		t.Fatal(act, err)
	}
	if got := events(t, db); got[3] != 4 || got[0] != before[0] || got[6] != before[0] {
		t.Fatalf("%v", got)
	}
	if got := rebuilt(t, db); got[3] == got[0] || got[6] != got[0] {
		t.Errorf("grouped anew: %v", got)
	}
	// A later report goes where it is near, and never brings the two together.
	keep(t, db, answer("D", told("d1", stormC.Title, stormC.Summary, 10*time.Minute)))
	group(t, db, 1)
	if got := events(t, db); got[3] == got[0] {
		t.Errorf("a later report: %v", got)
	}
	if _, ok, err := db.Undo(ctx); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if got := rebuilt(t, db); got[3] != got[0] {
		t.Errorf("after undo: %v", got)
	}
	if act, ok, err := db.Redo(ctx); act.Kind != "split" || !ok || err != nil {
		t.Fatal(act, ok, err)
	}
	if got := rebuilt(t, db); got[3] == got[0] {
		t.Errorf("after redo: %v", got)
	}
	if act, err := db.SplitStory(ctx, 4); act.Count != 0 || err != nil {
		t.Errorf("split from nothing: %+v, %v", act, err)
	}
	if _, err := db.SplitStory(ctx, 99); !errors.Is(err, ErrNoStory) {
		t.Error(err)
	}
}

// The story whose ID names the event can go as well; the others keep the name.
func TestSplitTheFirst(t *testing.T) {
	db, _ := desk(t)
	first := events(t, db)[0]
	if _, err := db.SplitStory(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	got := events(t, db)
	if got[first-1] == first || got[3] != first && first != 4 || got[6] != first {
		t.Fatalf("%d split out: %v", first, got)
	}
	list, err := db.EventStories(t.Context(), first)
	if err != nil || len(list) != 1 || list[0].ID != first {
		t.Errorf("%+v, %v", list, err)
	}
	for _, s := range front(t, db, frontQuery).Stories {
		if s.Event == first && s.Reports != 3 || s.ID == first && s.Reports != 1 {
			t.Errorf("%+v", s)
		}
	}
	if got := rebuilt(t, db); got[first-1] == got[6] || got[3] != got[6] {
		t.Errorf("grouped anew: %v", got)
	}
}

func TestJoin(t *testing.T) {
	db, _ := desk(t)
	ctx := t.Context()
	before := events(t, db)
	if _, err := db.FollowEvent(ctx, 6, true); err != nil {
		t.Fatal(err)
	}
	act, err := db.JoinStories(ctx, []ID{6, 2})
	if act != (Act{Kind: "joined", Count: 1, Title: bankC.Title}) || err != nil {
		t.Fatal(act, err)
	}
	for name, got := range map[string][]ID{"at once": events(t, db), "grouped anew": rebuilt(t, db)} {
		if got[5] != got[1] || got[4] != got[1] || got[0] == got[1] {
			t.Errorf("%s: %v", name, got)
		}
	}
	if s, err := db.Story(ctx, 2); !s.Followed || err != nil {
		t.Errorf("what was followed is so no more: %+v, %v", s, err)
	}
	if act, err := db.JoinStories(ctx, []ID{6, 5}); act.Count != 0 || err != nil {
		t.Errorf("joined twice: %+v, %v", act, err)
	}
	// To split what was joined takes the first decision back, and undo brings it again.
	if _, err := db.SplitStory(ctx, 6); err != nil {
		t.Fatal(err)
	}
	if got := rebuilt(t, db); got[5] == got[1] {
		t.Errorf("joined, then split: %v", got)
	}
	if _, _, err := db.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := rebuilt(t, db); got[5] != got[1] {
		t.Errorf("split undone: %v", got)
	}
	if _, _, err := db.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got := rebuilt(t, db); !slices.Equal(got, before) {
		t.Errorf("all undone: %v, want %v", got, before)
	}
	if _, err := db.JoinStories(ctx, []ID{1, 99}); !errors.Is(err, ErrNoStory) {
		t.Error(err)
	}
}

// What is too old to be grouped keeps to corrections as well, and reports in two languages can be joined.
func TestJoinOldAndForeign(t *testing.T) {
	db := fresh(t)
	old := told("x", "Museum reopens after thirty years", "The museum opened its doors again.", 90*24*time.Hour)
	other := told("y", "Musée rouvert", "Le musée a rouvert ses portes après trente ans, selon la ville.", 80*24*time.Hour)
	keep(t, db, answer("A", old, stormA))
	a := answer("B", other, told("z", "Sturm schließt Häfen an der Nordsee", "Der Sturm hat die Häfen an der Nordsee geschlossen, zwei Millionen Haushalte sind ohne Strom.", 5*time.Hour))
	a.Feed.Language = ""
	keep(t, db, a)
	group(t, db, 2)
	for _, pair := range [][]ID{{1, 3}, {2, 4}} {
		if act, err := db.JoinStories(t.Context(), pair); act.Count != 1 || err != nil {
			t.Fatal(act, err)
		}
	}
	for name, got := range map[string][]ID{"at once": events(t, db), "anew": rebuilt(t, db)} {
		if !slices.Equal(got, []ID{1, 2, 1, 2}) {
			t.Errorf("%s: %v", name, got)
		}
	}
	keep(t, db, answer("C", stormC, told("w", "Sturm an der Nordsee: Häfen geschlossen, zwei Millionen ohne Strom", "Zwei Millionen Haushalte sind nach dem Sturm an der Nordsee ohne Strom, die Häfen bleiben geschlossen.", 4*time.Hour)))
	group(t, db, 2)
}

// rebuilt lets all events be made anew and returns them.
func rebuilt(t *testing.T, db *DB) []ID {
	t.Helper()
	if _, err := db.write.Exec("UPDATE story SET event = 0"); err != nil {
		t.Fatal(err)
	}
	db.grouping.grouper = nil
	if _, err := db.Group(t.Context()); err != nil {
		t.Fatal(err)
	}
	return events(t, db)
}

func TestCorrectTopic(t *testing.T) {
	c := &clock{noon}
	db := open(t, filepath.Join(t.TempDir(), "news.db"), c)
	ctx := t.Context()
	list := []topics.Topic{{Name: "Sea", Any: []string{"sea"}}, {Name: "Money", Any: []string{"bank"}}}
	if _, err := db.SetTopics(ctx, list); err != nil {
		t.Fatal(err)
	}
	keep(t, db, answer("A", stormA, bankC))
	expect := func(when string, sea, money string) {
		t.Helper()
		for id, want := range map[ID]string{1: sea, 2: money} {
			s, err := db.Story(ctx, id)
			if got := Topics(""); err == nil {
				for _, n := range s.Topics {
					got = got.With(n)
				}
				if string(got) != want {
					t.Errorf("%s: story %d has %q, want %q", when, id, got, want)
				}
			}
		}
		counts, err := db.TopicCounts(ctx, Query{Room: Latest})
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range counts {
			p := front(t, db, Query{Room: Latest, Include: Topics(n.Name)})
			if n.Stories != p.Total || n.Stories != len(p.Stories) || n.Unread != p.Unread {
				t.Errorf("%s: %+v, and %d are found", when, n, len(p.Stories))
			}
		}
	}
	expect("at first", "Sea", "Money")
	if act, err := db.CorrectTopic(ctx, 1, "Sea", false); act != (Act{Kind: "topic removed", Count: 1, Title: stormA.Title}) || err != nil {
		t.Fatal(act, err)
	}
	if act, err := db.CorrectTopic(ctx, 1, "Money", true); act.Kind != "topic added" || act.Count != 1 || err != nil {
		t.Fatal(act, err)
	}
	expect("corrected", "Money", "Money")
	if hits, err := db.Why(ctx, 1); err != nil || !slices.Equal(hits, []Hit{{"Money", true, "you"}}) {
		t.Error(hits, err)
	}
	if act, err := db.CorrectTopic(ctx, 1, "Money", true); act.Count != 0 || err != nil {
		t.Error(act, err)
	}
	changed := stormA
	changed.Title += ", and the sea is rough for days"
	keep(t, db, answer("A", changed, bankC))
	expect("the story changed", "Money", "Money")
	list[0].Any = append(list[0].Any, "ports")
	if _, err := db.SetTopics(ctx, list); err != nil {
		t.Fatal(err)
	}
	expect("the topic changed", "Money", "Money")
	for range 2 {
		if _, ok, err := db.Undo(ctx); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	expect("undone", "Sea", "Money")
	if _, err := db.CorrectTopic(ctx, 1, "Zebra", true); err == nil {
		t.Error("a topic that is none")
	}
	if _, err := db.CorrectTopic(ctx, 99, "Sea", true); !errors.Is(err, ErrNoStory) {
		t.Error(err)
	}
}

func TestGroupedWhy(t *testing.T) {
	db, _ := desk(t)
	ctx := t.Context()
	for id, want := range map[ID]string{
		1: "first report of it",
		4: `99 % sure: both speak of storm, sea, ports, north, power · near to all of its reports · 1 h from its last report · most like “` + stormA.Title + `” (A)`,
		6: "nothing like it within 72 h",
	} {
		if got, err := db.GroupedWhy(ctx, id); got != want || err != nil {
			t.Errorf("%d: %q, %v\nwant %q", id, got, err, want)
		}
	}
	if _, err := db.JoinStories(ctx, []ID{6, 2}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.SplitStory(ctx, 7); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[ID]string{6: "you put them together", 2: "you put them together", 7: "you took it apart"} {
		if got, err := db.GroupedWhy(ctx, id); got != want || err != nil {
			t.Errorf("%d: %q, %v; want %q", id, got, err, want)
		}
	}
	if _, err := db.GroupedWhy(ctx, 99); !errors.Is(err, ErrNoStory) {
		t.Error(err)
	}
}
