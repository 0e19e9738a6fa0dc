package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds/topics"
)

// A dam, over five days: four events, the last two of which come in one by one; beside it a court.
var (
	damA = told("dam1", "Cracks in Orlec dam: thousands leave the Halva valley",
		"Engineers found cracks in the wall of the Orlec dam; twelve thousand people in the Halva valley were told to leave.", 190*time.Hour)
	damB = told("dam2", "Orlec dam: army pumps water out of the lake above the Halva valley",
		"The army began to pump water out of the lake behind the cracked Orlec dam above the emptied Halva valley.", 90*time.Hour)
	damC = told("dam3", "Minister resigns over the cracks in the Orlec dam",
		"The minister of water resigned after papers showed that the cracks in the Orlec dam above the Halva valley were known for a year.", 20*time.Minute)
)

// river is a store in which the first dam event is older than the second, which is followed by nobody yet.
func river(t *testing.T) (*DB, *clock) {
	t.Helper()
	c := &clock{noon.Add(-188 * time.Hour)}
	db := open(t, filepath.Join(t.TempDir(), "news.db"), c)
	if _, err := db.SetTopics(t.Context(), []topics.Topic{{Name: "Water", Any: []string{"dam"}}}); err != nil {
		t.Fatal(err)
	}
	keep(t, db, answer("A", damA))
	group(t, db, 1)
	c.now = noon.Add(-88 * time.Hour)
	keep(t, db, answer("B", damB))
	group(t, db, 1)
	c.now = noon
	return db, c
}

func TestFollowAStory(t *testing.T) {
	db, c := river(t)
	ctx := t.Context()
	if got := events(t, db); !slices.Equal(got, []ID{1, 2}) {
		t.Fatalf("events %v", got)
	}
	if list, err := db.Earlier(ctx, 2); err != nil || len(list) != 1 || list[0].ID != 1 || list[0].Outlets != 1 || list[0].Reports != 1 {
		t.Fatalf("earlier: %+v, %v", list, err)
	}
	if list, err := db.Earlier(ctx, 1); err != nil || len(list) != 0 {
		t.Errorf("earlier than the first: %+v, %v", list, err)
	}
	act, err := db.FollowEvent(ctx, 2, true)
	if act != (Act{Kind: "followed", Count: 1, Title: damB.Title}) || err != nil {
		t.Errorf("%+v, %v", act, err)
	}
	if act, err := db.FollowEvent(ctx, 1, true); act.Count != 0 || err != nil {
		t.Errorf("followed twice: %+v, %v", act, err)
	}
	c.now = noon.Add(time.Minute)
	keep(t, db, answer("C", damC, courtA))
	group(t, db, 2)
	expectLines(t, db, "Orlec dam Halva: 3 stories, 1 new")
	p := front(t, db, Query{Room: Following})
	if got := rowIDs(p); !slices.Equal(got, []ID{4, 2, 1}) || p.Total != 3 || p.Unread != 3 || !p.Stories[0].Followed || p.Stories[0].Outlets != 1 {
		t.Errorf("following: %v, %+v", got, p)
	}
	for _, q := range []Query{{Room: Latest, Words: "is:followed"}, {Room: Front, Words: "is:followed dam"}, {Room: Following, Words: "halva"}, {Room: Following, Include: "Water"}, {Room: Following, Unread: true}} {
		if p := front(t, db, q); p.Total != 3 {
			t.Errorf("%+v: %d", q, p.Total)
		}
	}
	if n, err := db.Counts(ctx); n.Following != 1 || err != nil {
		t.Error(n, err)
	}
	if counts, err := db.TopicCounts(ctx, Query{Room: Following}); err != nil || counts[0].Stories != 3 {
		t.Error(counts, err)
	}
	line := lines(t, db)[0].ID
	if got, err := db.Timeline(ctx, line); err != nil || len(got) != 3 || got[0].Title != damC.Title || got[2].Title != damA.Title {
		t.Errorf("timeline: %+v, %v", got, err)
	}
	if err := db.SeenStoryline(ctx, line); err != nil {
		t.Error(err)
	}
	expectLines(t, db, "Orlec dam Halva: 3 stories, 0 new")
	for _, do := range []func() (Act, error){
		func() (Act, error) { return db.RenameStoryline(ctx, line, " The \x1b[31mdam ") },
		func() (Act, error) { return db.PinStoryline(ctx, line, true) },
	} {
		if act, err := do(); act.Count != 1 || err != nil {
			t.Error(act, err)
		}
	}
	expectLines(t, db, "* The [31mdam: 3 stories, 0 new")
	for range 2 {
		if _, ok, err := db.Undo(ctx); !ok || err != nil {
			t.Error(ok, err)
		}
	}
	expectLines(t, db, "Orlec dam Halva: 3 stories, 0 new")
	if _, err := db.MarkListRead(ctx, Query{Room: Following}); err != nil {
		t.Error(err)
	}
	if p := front(t, db, Query{Room: Following}); p.Unread != 0 || p.Total != 3 {
		t.Errorf("%+v", p)
	}
	if act, err := db.FollowEvent(ctx, 4, false); act.Kind != "unfollowed" || act.Count != 1 || err != nil {
		t.Error(act, err)
	}
	expectLines(t, db)
	if act, ok, err := db.Undo(ctx); act.Kind != "unfollowed" || !ok || err != nil {
		t.Error(act, ok, err)
	}
	expectLines(t, db, "Orlec dam Halva: 3 stories, 0 new")
	if _, err := db.FollowEvent(ctx, 99, true); !errors.Is(err, ErrNoStory) {
		t.Error(err)
	}
	if act, err := db.FollowEvent(ctx, 3, false); act.Count != 0 || err != nil {
		t.Error(act, err)
	}
}

// An event that is followed before it is grouped is followed still when its story turns out to be one of another event.
func TestFollowBeforeGrouping(t *testing.T) {
	db := fresh(t)
	keep(t, db, answer("A", stormA))
	group(t, db, 1)
	keep(t, db, answer("B", stormB))
	if _, err := db.FollowEvent(t.Context(), 2, true); err != nil {
		t.Fatal(err)
	}
	expectLines(t, db, "North Sea storm: 1 stories, 0 new")
	group(t, db, 1)
	expectLines(t, db, "North Sea storm: 2 stories, 0 new")
	if s, err := db.Story(t.Context(), 1); !s.Followed || err != nil {
		t.Errorf("%+v, %v", s, err)
	}
}

func lines(t *testing.T, db *DB) []Storyline {
	t.Helper()
	list, err := db.Storylines(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func expectLines(t *testing.T, db *DB, want ...string) {
	t.Helper()
	var got []string
	for _, s := range lines(t, db) {
		mark := ""
		if s.Pinned {
			mark = "* "
		}
		got = append(got, fmt.Sprintf("%s%s: %d stories, %d new", mark, s.Name, s.Stories, s.New))
	}
	if !slices.Equal(got, want) {
		t.Helper()
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func rowIDs(p Page) []ID {
	var out []ID
	for _, s := range p.Stories {
		out = append(out, s.ID)
	}
	return out
}
