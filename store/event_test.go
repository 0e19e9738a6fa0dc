package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/topics"
)

// told is a report with a summary, without which the grouper is careful.
func told(id, title, summary string, before time.Duration) feeds.Item {
	i := item(id, title, before)
	i.Summary = summary
	return i
}

// Reports of three events: a storm (three outlets and a live page), a court (two outlets), a bank (one).
var (
	stormA = told("a1", "Storm shuts North Sea ports and cuts power to two million homes",
		"A storm closed ports on the North Sea and left two million homes in Denmark without power overnight.", 5*time.Hour)
	stormB = told("b1", "North Sea storm closes ports, two million homes without power",
		"Ports along the North Sea were closed by the storm; grid operators in Denmark count two million homes without power.", 4*time.Hour)
	stormC = told("c1", "Two million homes without power as storm closes ports on the North Sea",
		"The storm on the North Sea has closed ports from Esbjerg to Hull, and two million homes are without power in Denmark.", 30*time.Minute)
	stormLive = told("b2", "North Sea storm live: ports closed, two million homes without power – live updates",
		"Follow the North Sea storm: ports are closed and two million homes in Denmark are without power.", 4*time.Hour+30*time.Minute)
	courtA = told("a2", "Court orders release of two jailed reporters in Tavria",
		"An appeals court in Tavria ordered the release of two reporters who were jailed for publishing minutes of a meeting.", 2*time.Hour)
	courtB = told("b3", "Appeals court in Tavria frees two reporters jailed over minutes of a meeting",
		"Two reporters jailed in Tavria for publishing minutes of a meeting were released on the orders of an appeals court.", time.Hour)
	bankC = told("c2", "Central bank of Norland holds rates for a third month",
		"The central bank of Norland kept its rate unchanged for the third month in a row, citing prices.", 50*time.Minute)
)

// desk is a store with these reports, grouped: 1 storm A, 2 court A, 3 live page B, 4 storm B, 5 court B, 6 bank C, 7 storm C.
func desk(t *testing.T) (*DB, *clock) {
	t.Helper()
	c := &clock{noon}
	db := open(t, filepath.Join(t.TempDir(), "news.db"), c)
	if _, err := db.SetTopics(t.Context(), []topics.Topic{{Name: "Power", Any: []string{"power"}}, {Name: "Late", Any: []string{"as storm closes"}}, {Name: "Live", Any: []string{"live updates"}}}); err != nil {
		t.Fatal(err)
	}
	keep(t, db, answer("A", stormA, courtA))
	keep(t, db, answer("B", stormLive, stormB, courtB))
	keep(t, db, answer("C", bankC, stormC))
	group(t, db, 7)
	return db, c
}

func group(t *testing.T, db *DB, want int) {
	t.Helper()
	if n, err := db.Group(t.Context()); n != want || err != nil {
		t.Fatalf("grouped %d, %v; want %d", n, err, want)
	}
}

// events are the events of all stories, by ID.
func events(t *testing.T, db *DB) []ID {
	t.Helper()
	rows, err := db.read.Query("SELECT event FROM story ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []ID
	for rows.Next() {
		var id ID
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		out = append(out, id)
	}
	return out
}

func front(t *testing.T, db *DB, q Query) Page {
	t.Helper()
	p, err := db.Page(t.Context(), q, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// line is a row of the front page in short: "● 4 of 4 by 3: B, A, C".
func line(s Story) string {
	dot := "●"
	if s.Read {
		dot = "○"
	}
	return fmt.Sprintf("%s %d of %d by %d: %s", dot, s.ID, s.Reports, s.Outlets, strings.Join(s.OutletNames, ", "))
}

func expectFront(t *testing.T, db *DB, q Query, want ...string) {
	t.Helper()
	var got []string
	p := front(t, db, q)
	unread := 0
	for _, s := range p.Stories {
		got = append(got, line(s))
		if !s.Read {
			unread++
		}
	}
	if !slices.Equal(got, want) || p.Total != len(want) || p.Unread != unread {
		t.Errorf("%+v: %d, %d unread\n%s\nwant\n%s", q, p.Total, p.Unread, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

var frontQuery = Query{Room: Front, Since: noon.Add(-48 * time.Hour).Unix()}

func TestARowAnEvent(t *testing.T) {
	db, _ := desk(t)
	const storm, court, bank = "● 4 of 4 by 3: B, A, C", "● 2 of 2 by 2: A, B", "● 6 of 1 by 1: C"
	expectFront(t, db, frontQuery, storm, court, bank)
	p := front(t, db, frontQuery)
	if s := p.Stories[0]; !s.Last.Equal(noon.Add(-30*time.Minute)) || s.Event != p.Stories[0].Event {
		t.Errorf("%+v", s)
	}
	for _, c := range []struct {
		name string
		q    Query
		want []string
	}{
		{"as it was before the last outlet", Query{UpTo: 5}, []string{court, "● 4 of 3 by 2: B, A"}},
		{"the filter forces another report", Query{Include: "Late"}, []string{"● 7 of 1 by 1: C"}},
		{"a live page, where there is no other", Query{Include: "Live"}, []string{"● 3 of 1 by 1: B"}},
		{"what is searched is found story by story", Query{Words: "denmark"}, []string{"● 7 of 0 by 0: ", "● 4 of 0 by 0: ", "● 1 of 0 by 0: ", "● 3 of 0 by 0: "}},
		{"one source", Query{Words: "source:b"}, []string{"● 5 of 0 by 0: ", "● 4 of 0 by 0: ", "● 3 of 0 by 0: "}},
		{"the events of one source", Query{Words: "source:b", Wide: true}, []string{storm, "● 5 of 2 by 2: B, A"}},
		{"of one that has no headline of it", Query{Words: "source:c", Wide: true}, []string{"● 7 of 4 by 3: C, A, B", bank}},
		{"without a source", Query{Words: "-source:b", Wide: true}, []string{"● 1 of 4 by 3: A, B, C", court, bank}},
		{"of one source and a topic", Query{Words: "source:c", Wide: true, Include: "Power"}, []string{"● 7 of 4 by 3: C, A, B"}},
		{"of words, by any of their reports", Query{Words: "esbjerg", Wide: true}, []string{"● 7 of 4 by 3: C, A, B"}},
		{"nothing", Query{Words: "zeppelin"}, nil},
		{"no event", Query{Words: "zeppelin", Wide: true}, nil},
		{"too old", Query{Since: noon.Unix()}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.q.Room = Front
			if c.q.Since == 0 {
				c.q.Since = frontQuery.Since
			}
			expectFront(t, db, c.q, c.want...)
		})
	}
	if p := front(t, db, Query{Room: Latest}); p.Total != 7 || p.Stories[0].Outlets != 0 || p.Stories[0].Event != p.Stories[len(p.Stories)-1].Event {
		t.Errorf("latest: %+v", p)
	}
}

func TestEventsAreFoundByAnyOfTheirStories(t *testing.T) {
	db, _ := desk(t)
	ctx := t.Context()
	for _, c := range []struct {
		id ID
		at int
	}{{1, 0}, {3, 0}, {4, 0}, {7, 0}, {2, 1}, {5, 1}, {6, 2}} {
		if at, ok, err := db.Position(ctx, frontQuery, c.id); at != c.at || !ok || err != nil {
			t.Errorf("story %d stands at %d, %t, %v; want %d", c.id, at, ok, err, c.at)
		}
	}
	if _, ok, err := db.Position(ctx, frontQuery, 99); ok || err != nil {
		t.Error("a story that is not there has a place", err)
	}
	q := frontQuery
	q.UpTo = 5
	if at, ok, err := db.Position(ctx, q, 7); at != 1 || !ok || err != nil {
		t.Errorf("a story that came in later is of an event at %d, %t, %v", at, ok, err)
	}
	for after, want := range map[ID]int{0: 3, 5: 2, 6: 1, 7: 0} {
		if n, err := db.Arrived(ctx, frontQuery, after); n != want || err != nil {
			t.Errorf("%d events came in after story %d, %v; want %d", n, after, err, want)
		}
	}
	counts, err := db.TopicCounts(ctx, frontQuery)
	if err != nil || counts[0] != (TopicCount{"Power", 1, 1, stormC.Title}) || counts[1] != (TopicCount{"Late", 1, 1, stormC.Title}) {
		t.Error(counts, err)
	}
	b, err := db.Body(ctx, 4)
	if err != nil || b.Story.Reports != 4 || b.Story.Outlets != 3 {
		t.Errorf("%+v, %v", b.Story, err)
	}
	wide := frontQuery
	wide.Words, wide.Wide = "source:c", true
	if at, ok, err := db.Position(ctx, wide, 1); at != 0 || !ok || err != nil {
		t.Errorf("a report of another source is of an event at %d, %t, %v", at, ok, err)
	}
	if n, err := db.Arrived(ctx, wide, 6); n != 1 || err != nil {
		t.Errorf("%d events of a source came in, %v", n, err)
	}
	list, err := db.EventStories(ctx, 4)
	if err != nil || !slices.Equal(ids(list), []ID{7, 4, 3, 1}) {
		t.Error(ids(list), err)
	}
}

func TestAnEventIsReadAtOnce(t *testing.T) {
	db, c := desk(t)
	ctx := t.Context()
	act, err := db.MarkEventRead(ctx, 4, true)
	if want := (Act{Kind: "read", Count: 4, Title: stormB.Title}); act != want || err != nil {
		t.Fatal(act, err)
	}
	const court, bank = "● 2 of 2 by 2: A, B", "● 6 of 1 by 1: C"
	expectFront(t, db, frontQuery, "○ 4 of 4 by 3: B, A, C", court, bank)
	unread := frontQuery
	unread.Unread = true
	expectFront(t, db, unread, court, bank)
	unread.Read = c.now.Add(-time.Minute).UnixMilli()
	expectFront(t, db, unread, "○ 4 of 4 by 3: B, A, C", court, bank)
	if at, ok, err := db.NextUnread(ctx, frontQuery, -1, false); at != 1 || !ok || err != nil {
		t.Errorf("next unread %d, %t, %v", at, ok, err)
	}
	if counts, err := db.TopicCounts(ctx, frontQuery); err != nil || counts[0].Stories != 1 || counts[0].Unread != 0 {
		t.Error(counts, err)
	}
	if act, ok, err := db.Undo(ctx); act != (Act{Kind: "read", Count: 4, Title: stormB.Title}) || !ok || err != nil {
		t.Error(act, ok, err)
	}
	expectFront(t, db, frontQuery, "● 4 of 4 by 3: B, A, C", court, bank)
	if _, err := db.MarkRead(ctx, []ID{7}, true); err != nil {
		t.Fatal(err)
	}
	expectFront(t, db, frontQuery, "○ 4 of 4 by 3: B, A, C", court, bank)
	live := frontQuery
	live.Include = "Live"
	expectFront(t, db, live, "○ 3 of 1 by 1: B") // any story of the event was read, also one that does not pass
	found := frontQuery
	found.Words = "denmark"
	expectFront(t, db, found, "○ 7 of 0 by 0: ", "● 4 of 0 by 0: ", "● 1 of 0 by 0: ", "● 3 of 0 by 0: ")
	if at, ok, err := db.Position(ctx, found, 4); at != 1 || !ok || err != nil {
		t.Errorf("a story that was found stands at %d, %t, %v", at, ok, err)
	}
	if act, err := db.MarkEventRead(ctx, 1, true); act != (Act{Kind: "read", Count: 3, Title: stormA.Title}) || err != nil {
		t.Error(act, err)
	}
	if act, err := db.MarkEventRead(ctx, 1, false); act != (Act{Kind: "unread", Count: 4, Title: stormA.Title}) || err != nil {
		t.Error(act, err)
	}
	if act, err := db.MarkEventRead(ctx, 1, false); act != (Act{Kind: "unread"}) || err != nil {
		t.Error(act, err)
	}
	page := frontQuery
	page.UpTo = 6 // what the reader has not been shown stays unread
	if act, err := db.MarkListRead(ctx, page); act.Count != 6 || err != nil {
		t.Error(act, err)
	}
	expectFront(t, db, frontQuery, "○ 4 of 4 by 3: B, A, C", "○ 2 of 2 by 2: A, B", "○ 6 of 1 by 1: C")
	if s, err := db.Story(ctx, 7); s.Read || err != nil {
		t.Error("a story that was not shown is read", err)
	}
}

func TestUntilGroupedAStoryIsAnEvent(t *testing.T) {
	db := fresh(t)
	keep(t, db, answer("A", stormA))
	keep(t, db, answer("B", stormB))
	expectFront(t, db, frontQuery, "● 2 of 1 by 1: B", "● 1 of 1 by 1: A")
	if act, err := db.MarkEventRead(t.Context(), 2, true); act.Count != 1 || err != nil {
		t.Error(act, err)
	}
	expectFront(t, db, frontQuery, "○ 2 of 1 by 1: B", "● 1 of 1 by 1: A")
	if act, err := db.MarkListRead(t.Context(), frontQuery); act.Count != 1 || err != nil {
		t.Error(act, err)
	}
	group(t, db, 2)
	expectFront(t, db, frontQuery, "○ 1 of 2 by 2: A, B")
}

func TestGroupingGoesOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	c := &clock{noon}
	db := open(t, path, c)
	group(t, db, 0)
	keep(t, db, answer("B", stormB))
	keep(t, db, answer("Old", told("o1", stormA.Title, stormA.Summary, 73*time.Hour)))
	group(t, db, 1)
	if got := events(t, db); !slices.Equal(got, []ID{1, 2}) {
		t.Error("what is older than the window is not an event of its own:", got)
	}
	group(t, db, 0)
	keep(t, db, answer("A", stormA, courtA)) // the storm earlier than what is known of it
	group(t, db, 2)
	want := []ID{1, 2, 1, 4}
	if got := events(t, db); !slices.Equal(got, want) {
		t.Fatal(got)
	}
	expectFront(t, db, frontQuery, "● 4 of 1 by 1: A", "● 3 of 2 by 2: A, B")
	other := open(t, path, c) // another program, or the same on another day
	keep(t, other, answer("C", stormC))
	group(t, other, 1)
	keep(t, db, answer("D", told("d1", courtB.Title, courtB.Summary, time.Hour)))
	group(t, db, 1)
	if got := events(t, db); !slices.Equal(got, []ID{1, 2, 1, 4, 1, 4}) {
		t.Error(got)
	}
	if db.grouping.grouper.Len() != 5 {
		t.Error("the grouper knows", db.grouping.grouper.Len(), "stories of 5")
	}
}

func TestALivePageBeforeTheFirstReport(t *testing.T) {
	for _, c := range []struct {
		name  string
		grown int // stories that find their event with the first report
		after func(db *DB)
	}{
		{"came with it", 2, func(*DB) {}},
		{"was there before", 2, func(db *DB) { group(t, db, 1) }},
		{"was there on another day", 2, func(db *DB) { group(t, db, 1); db.grouping.grouper = nil }},
	} {
		db := fresh(t)
		keep(t, db, answer("B", stormLive))
		c.after(db)
		keep(t, db, answer("A", told("late", stormA.Title, stormA.Summary, 10*time.Minute)))
		group(t, db, c.grown)
		if got := events(t, db); !slices.Equal(got, []ID{2, 2}) {
			t.Errorf("%s: events %v", c.name, got)
		}
		expectFront(t, db, frontQuery, "● 2 of 2 by 2: A, B")
		group(t, db, 0)
	}
}

// Whoever builds the grouper anew, the stories keep the events they have, also those it would decide otherwise.
func TestStoredEventsOutrankTheGrouper(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	db := open(t, path, nil)
	keep(t, db, answer("A", stormA, bankC))
	keep(t, db, answer("B", stormB))
	group(t, db, 3)
	if _, err := db.write.Exec("UPDATE story SET event = 2 WHERE id IN (1, 2, 3)"); err != nil { // all the bank's
		t.Fatal(err)
	}
	db = open(t, path, nil)
	keep(t, db, answer("C", stormC))
	group(t, db, 1)
	if got := events(t, db); !slices.Equal(got[:3], []ID{2, 2, 2}) {
		t.Error(got)
	}
}

// Feeds come in, two programs group, readers look: nobody gets an error, and in the end every story has its event.
func TestGroupingBesideOthers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	db, other := open(t, path, nil), open(t, path, nil)
	ctx := t.Context()
	errs := make(chan error)
	begin := func(times int, do func(i int) error) {
		go func() {
			var err error
			for i := 0; i < times && err == nil; i++ {
				err = do(i)
			}
			errs <- err
		}()
	}
	w := newWorld(3)
	begin(20, func(i int) error {
		_, _, err := db.Keep(ctx, answer(fmt.Sprint("Outlet", i), append(w.items(i, 20, 60*time.Hour, 50), stormA, courtB)...))
		return err
	})
	for _, d := range []*DB{db, other} {
		begin(20, func(int) error { _, err := d.Group(ctx); return err })
		begin(40, func(int) error { _, err := d.Page(ctx, frontQuery, 0, 60); return err })
	}
	for range 5 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if _, err := db.Group(ctx); err != nil {
		t.Error(err)
	}
	if slices.Contains(events(t, db), 0) {
		t.Error("a story has no event")
	}
	if p := front(t, db, frontQuery); p.Stories[0].Outlets < 15 {
		t.Errorf("twenty outlets report the same, and the first row has %d", p.Stories[0].Outlets)
	}
}

func TestGroupingIsCutShort(t *testing.T) {
	db := fresh(t)
	keep(t, db, answer("A", stormA, courtA))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if n, err := db.Group(ctx); n != 0 || err == nil {
		t.Error(n, err)
	}
	if got := events(t, db); !slices.Equal(got, []ID{0, 0}) {
		t.Error(got)
	}
	group(t, db, 2)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, db.Path(), nil)
	if group(t, again, 0); again.grouping.grouper != nil {
		t.Error("the stories of the last days were read although none waits for its event")
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	ro, err := Open(t.Context(), db.Path(), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer ro.Close()
	group(t, ro, 0)
}

func TestWhyAnEventStandsWhereItStands(t *testing.T) {
	db, c := desk(t)
	wire := "QUITO (Reuters) - The wreck of a galleon with coins aboard was found by divers near the Galápagos, the navy said on Monday."
	keep(t, db, answer("D", told("d1", "Divers find wreck of galleon with coins near the Galápagos", wire, time.Hour)))
	keep(t, db, answer("E", told("e1", "Divers find wreck of galleon with coins near the Galápagos", wire, time.Hour)))
	group(t, db, 2)
	for _, k := range []struct {
		id   ID
		now  time.Time
		want string
	}{
		{1, noon, "3 outlets, 1 in the last 3 h, first 07:00"},
		{5, noon, "2 outlets, 2 in the last 3 h, first 10:00"},
		{6, noon, "1 outlet, 1 in the last 3 h, first 11:10"},
		{8, noon, "2 outlets, 1 independent, 2 in the last 3 h, first 11:00"},
		{6, noon.Add(20 * time.Hour), "1 outlet, first Mon 11:10"},
		{6, noon.AddDate(0, 0, 9), "1 outlet, first 23 Nov 11:10"},
		{99, noon, ""},
	} {
		c.now = k.now
		if got, err := db.EventWhy(t.Context(), k.id); got != k.want || err != nil {
			t.Errorf("%d: %q, %v; want %q", k.id, got, err, k.want)
		}
	}
}

// reported is an event with a report of each feed, so many minutes before noon; a negative feed has a copy.
func reported(id int64, reports ...int64) *event {
	e := &event{id: id}
	for i := 0; i < len(reports); i += 2 {
		at := noon.Unix() - 60*reports[i+1]
		e.reports = append(e.reports, report{place: at<<idBits | id*100 + int64(i), feed: max(reports[i], -reports[i]), copied: reports[i] < 0})
	}
	return e
}

func TestRanks(t *testing.T) {
	for _, c := range []struct {
		name          string
		better, worse *event
	}{
		{"more outlets", reported(1, 1, 60, 2, 50, 3, 40), reported(2, 1, 60, 2, 40)},
		{"one outlet counts once", reported(1, 1, 60, 2, 50), reported(2, 1, 60, 1, 55, 1, 52, 1, 51, 1, 50)},
		{"copies count a quarter", reported(1, 1, 60, 2, 50, 3, 50), reported(2, 1, 60, -2, 55, -3, 52, -4, 51, -5, 50)},
		{"but they count", reported(1, 1, 60, -2, 50), reported(2, 1, 50)},
		{"lately", reported(1, 1, 600, 2, 100, 3, 90), reported(2, 1, 600, 2, 500, 3, 90)},
		{"news before what many told half a day ago", reported(1, 1, 5), reported(2, 1, 900, 2, 840, 3, 830, 4, 820)},
		{"what many tell before news of one", reported(1, 1, 300, 2, 200, 3, 190, 4, 185), reported(2, 1, 5)},
		{"what began days ago sinks", reported(1, 1, 120, 2, 10), reported(2, 1, 2800, 2, 10)},
		{"the future is now", reported(1, 1, 0, 2, 0), reported(2, 1, -600)},
		{"one house counts once", reported(1, 1, 60, 2, 50), ofOneHouse(reported(2, 1, 60, 2, 50, 3, 50))},
		{"what the reader likes", scored(10, reported(1, 1, 60, 2, 50)), reported(2, 1, 60, 2, 50, 3, 50)},
		{"but not for ever", reported(1, 1, 60), scored(30, reported(2, 1, 3600, 2, 3000))},
		{"what he does not like", reported(1, 1, 60), scored(-10, reported(2, 1, 60, 2, 50))},
		{"whatever he says, there are limits", reported(1, 1, 60), scored(-1000, reported(2, 1, 60))},
	} {
		c.better.judge(noon.Unix())
		c.worse.judge(noon.Unix())
		if c.better.rank <= c.worse.rank {
			t.Errorf("%s: %.3f is not above %.3f", c.name, c.better.rank, c.worse.rank)
		}
	}
}

func ofOneHouse(e *event) *event {
	for i := range e.reports {
		e.reports[i].house = 7
	}
	return e
}

func scored(score int64, e *event) *event {
	e.reports[len(e.reports)-1].score = score
	return e
}

// Two feeds of one site are one house, and so are the sites of one publisher.
func TestHouses(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"https://feeds.bbci.co.uk/news/world/rss.xml", "https://feeds.bbci.co.uk/news/world/africa/rss.xml", true},
		{"https://www.thetimes.com/rss", "https://nypost.com/feed/", true},
		{"https://www.theguardian.com/world/rss", "https://feeds.bbci.co.uk/news/world/rss.xml", false},
		{"https://a.example/world", "https://www.a.example/sport", true},
		{"https://a.example/world", "https://b.example/world", false},
	} {
		if got := houseOf(c.a, "") == houseOf(c.b, ""); got != c.same {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
	if houseOf("https://feeds.example/a", "https://a.example") == houseOf("https://feeds.example/b", "https://b.example") {
		t.Error("two sites whose feeds a third one serves are one house")
	}
}

// Of a storyline one event stands among the first ten, the best; the others come right after.
func TestOneOfAStorylineOnTop(t *testing.T) {
	db := fresh(t)
	for i, w := range strings.Fields("amber birch cedar delta ember fjord grove heath ivory jetty kelp larch maple nettle") {
		keep(t, db, answer(fmt.Sprint("O", i), item(fmt.Sprint(i), strings.Repeat(w+"x ", 3)+w+" "+w+"ing "+w+"town", time.Duration(i+1)*time.Hour)))
	}
	group(t, db, 14)
	if _, err := db.write.Exec("INSERT INTO storyline (id, name) VALUES (1, 'x'); INSERT INTO chapter (event, line) VALUES (2, 1), (3, 1), (9, 1), (14, 1)"); err != nil {
		t.Fatal(err)
	}
	if got := rowIDs(front(t, db, frontQuery)); !slices.Equal(got, []ID{1, 2, 4, 5, 6, 7, 8, 10, 11, 12, 3, 9, 13, 14}) {
		t.Error(got)
	}
}

func TestFaces(t *testing.T) {
	const no, aside = false, true
	for _, c := range []struct {
		name string
		of   []report
		want int64
	}{
		{"the first", []report{{place: 1}, {place: 2}}, 1},
		{"a report rather than a live page", []report{{place: 1, aside: aside}, {place: 2, aside: aside}, {place: 3}}, 3},
		{"the first live page", []report{{place: 1, aside: aside}, {place: 2, aside: aside}}, 1},
		{"the language of most", []report{{place: 1, language: "de"}, {place: 2, language: "en"}, {place: 3, language: "en"}}, 2},
		{"live pages have no say in it", []report{{place: 1, language: "de"}, {place: 2, language: "en", aside: aside}, {place: 3, language: "en", aside: aside}}, 1},
		{"as many: the first", []report{{place: 1, language: "de"}, {place: 2, language: "en", aside: no}}, 1},
	} {
		if got := (&event{reports: c.of}).face(nil).place; got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// titled is an event whose reports come from an outlet each, so many hours after noon; a title in brackets is a live page's.
func titled(reports ...any) (e *event, titles map[int64]string) {
	e, titles = &event{}, make(map[int64]string)
	for i := 0; i < len(reports); i += 2 {
		hours, title := reports[i].(float64), reports[i+1].(string)
		place := (noon.Unix()+int64(3600*hours))<<idBits | int64(i+1)
		bare := strings.Trim(title, "[]")
		e.reports = append(e.reports, report{place: place, feed: int64(i), language: "en", aside: bare != title})
		titles[place] = bare
	}
	return e, titles
}

func TestTheHeadlineOfAnEvent(t *testing.T) {
	for _, c := range []struct {
		name, want string
		of         []any
	}{
		{"one report", "Mill burns down", []any{0., "Mill burns down"}},
		{"two: the first", "Mill burns down", []any{0., "Mill burns down", 1., "Fire destroys mill"}},
		{"two of one minute: by title", "Fire destroys mill", []any{0., "Mill burns down", 0., "Fire destroys mill"}},
		{"what most say, not the first", "Storm shuts ports along the Grey Sea", []any{
			0., "Ten families, one house, thirty-two tides", 1., "Storm shuts ports along the Grey Sea", 2., "Ships wait as Grey Sea storm shuts ports",
		}},
		{"not the longest because it is long", "Storm closes ports", []any{
			0., "Storm closes ports", 1., "Ports closed by storm",
			2., "Storm closes ports, and what that means for fishermen, for tourists, for trains and for everybody else this weekend",
		}},
		{"endings do not matter", "Ports closing after storms", []any{
			0., "Night on the quay", 1., "Ports closing after storms", 2., "Storm closes port",
		}},
		{"a live page never", "Envoy flies to capital", []any{
			0., "Envoy flies to capital", 1., "[Envoy flies to capital with peace plan]", 2., "[Peace plan: envoy flies]",
		}},
		{"a live page has its say", "Runoff in Marenia: neck and neck as count begins", []any{
			0., "[Live: Marenia counts votes in runoff]", 1., "Every sheet online: how Marenia counts", 1., "Runoff in Marenia: neck and neck as count begins",
		}},
		{"of a long event the newest that many tell", "Dam holds as siphons lower lake", []any{
			0., "Twelve thousand flee as dam cracks", 1., "Dam cracks, twelve thousand flee", 24., "Dam holds as siphons lower lake", 25., "Siphons lower lake behind dam",
		}},
		{"but no straggler's aside", "Court frees reporters", []any{
			0., "Court frees reporters", 1., "Reporters freed by court", 2., "Court frees two reporters", 9., "The cook who wrote down everything",
		}},
		{"two, a day apart: the later", "Siphons lower lake", []any{0., "Dam cracks", 24., "Siphons lower lake"}},
		{"no titles at all", "", []any{0., "", 1., "", 2., ""}},
	} {
		e, titles := titled(c.of...)
		if got := titles[e.face(titles).place]; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestNoOutletFloodsTheFrontPage(t *testing.T) {
	db := fresh(t)
	var many []feeds.Item
	for i := range 80 {
		many = append(many, item(fmt.Sprint("m", i), fmt.Sprintf("Subject%d happens at place%d", i, i), time.Duration(i)*time.Minute))
	}
	keep(t, db, answer("Many", many...))
	keep(t, db, answer("Few", item("f1", "Elections announced in spring", 2*time.Hour), item("f2", "Museum reopens", 90*time.Minute)))
	if _, err := db.Group(t.Context()); err != nil {
		t.Fatal(err)
	}
	p := front(t, db, frontQuery)
	var few []int
	for i, s := range p.Stories {
		if s.Source == "Few" {
			few = append(few, i)
		}
	}
	if p.Total != frontEvents || len(few) != 2 || few[1] > 8 {
		t.Errorf("%d stories, those of the small outlet at %d", p.Total, few)
	}
}

// A page that goes back for weeks is what it would be if all of them were looked at.
func TestFrontOfAMonth(t *testing.T) {
	for _, c := range []struct {
		name         string
		recent, long int
	}{{"much lately", 90, 60}, {"little lately", 20, 200}, {"nothing lately", 0, 100}} {
		t.Run(c.name, func(t *testing.T) {
			db := fresh(t)
			for i := range c.recent + c.long {
				before := time.Duration(i) * 11 * time.Minute
				if i >= c.recent {
					before = time.Duration(i) * 3 * time.Hour
				}
				keep(t, db, answer(fmt.Sprint("O", i%23), item(fmt.Sprint(i), fmt.Sprintf("Subject%d happens at place%d", i, i), before)))
			}
			l, err := db.parsed(t.Context(), db.read, Query{Room: Front}, inIndex)
			if err != nil {
				t.Fatal(err)
			}
			err = db.look(t.Context(), "test", func(tx *sql.Tx) error {
				best, err := l.best(t.Context(), tx)
				if err != nil {
					return err
				}
				all, err := l.ranked(t.Context(), tx)
				if !slices.Equal(eventIDs(best), eventIDs(all)) || len(all) != frontEvents {
					t.Errorf("%v; want %v", eventIDs(best), eventIDs(all))
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// The page is the same whichever feed was faster.
func TestTheOrderOfArrivalDoesNotMatter(t *testing.T) {
	answers := []feeds.Answer{
		answer("A", stormA, courtA, item("x", "Zebra crossing moved", time.Hour)),
		answer("B", stormLive, stormB, courtB, item("y", "Aqueduct repaired", time.Hour)),
		answer("C", bankC, stormC, item("z", "Museum reopens", time.Hour)),
	}
	var want []string
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 0, 2}, {1, 2, 0}} {
		db := fresh(t)
		for _, i := range order {
			keep(t, db, answers[i])
		}
		group(t, db, 10)
		var got []string
		for _, s := range front(t, db, frontQuery).Stories {
			got = append(got, fmt.Sprintf("%s %d %v", s.Title, s.Reports, s.OutletNames))
		}
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("feeds in the order %v:\n%s\nwant\n%s", order, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// A store of version 1 gets its events; nothing of it is lost.
func TestFromVersion1(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	first, err := schema.ReadFile("schema/1.sql")
	if err != nil {
		t.Fatal(err)
	}
	statements := []string{
		fmt.Sprintf("PRAGMA application_id = %d", applicationID), string(first), "PRAGMA user_version = 1",
		"INSERT INTO feed (id, url, name, shown) VALUES (1, 'https://a.example/feed', 'A', 'A'), (2, 'https://b.example/feed', 'B', 'B')",
		"INSERT INTO act (kind, value, count, at) VALUES ('read', 5, 1, 5)",
	}
	for i, it := range []feeds.Item{stormA, stormB, told("o", "Long ago", "", 1000*time.Hour)} {
		statements = append(statements,
			fmt.Sprintf("INSERT INTO story (id, place, feed, key, digest, fetched, language, read) VALUES (%d, %d, %d, %d, 0, 0, 'en', %d)",
				i+1, placeOf(it.Published, ID(i+1)), 1+i%2, i, 5*(i%2)),
			fmt.Sprintf("INSERT INTO headline (id, title, url, author, summary, image) VALUES (%d, '%s', '', '', '%s', '')", i+1, it.Title, it.Summary),
			fmt.Sprintf("INSERT INTO body (id, guid, summary, content) VALUES (%d, '', '', '')", i+1))
	}
	statements = append(statements, "INSERT INTO change (act, story, old) VALUES (1, 2, 0)")
	for _, s := range statements {
		if _, err := raw.Exec(s); err != nil {
			t.Fatalf("%.60s: %v", s, err)
		}
	}
	if err := raw.Close(); err != nil {
		t.Fatal(err)
	}
	db := open(t, path, nil)
	if got := titles(t, db, latest); !slices.Equal(got, []string{stormB.Title, stormA.Title, "Long ago"}) {
		t.Error(got)
	}
	expectFront(t, db, frontQuery, "○ 2 of 1 by 1: B", "● 1 of 1 by 1: A")
	group(t, db, 2)
	expectFront(t, db, frontQuery, "○ 1 of 2 by 2: A, B")
	if got := events(t, db); !slices.Equal(got, []ID{1, 1, 3}) {
		t.Error(got)
	}
	if act, ok, err := db.Undo(t.Context()); act != (Act{Kind: "read", Count: 1, Title: stormB.Title}) || !ok || err != nil {
		t.Error(act, ok, err)
	}
	if list, err := filepath.Glob(path + ".v1-*"); err != nil || len(list) != 1 {
		t.Error("no copy was kept of the store as it was:", list, err)
	} else if st, err := os.Stat(list[0]); err != nil || st.Size() == 0 {
		t.Error(st, err)
	}
}
