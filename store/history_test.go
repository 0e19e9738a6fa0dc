package store

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"dateline/feeds"
)

func TestFeedHistory(t *testing.T) {
	db := fresh(t)
	a := answer("A", item("1", "a", 0), item("2", "b", 0))
	a.Took, a.Bytes = 1200*time.Millisecond, 4096
	keep(t, db, a)
	b := answer("A", item("1", "a, corrected", 0), item("3", "c", 0))
	b.Asked = noon.Add(time.Hour)
	keep(t, db, b)
	keep(t, db, feeds.Answer{Source: a.Source, Asked: noon.Add(2 * time.Hour), Status: 304, NotModified: true})
	keep(t, db, feeds.Answer{Source: a.Source, Asked: noon.Add(3 * time.Hour), Err: errors.New("no such host"), Failures: 1})
	got, err := db.FeedHistory(t.Context(), a.URL)
	want := []FeedAnswer{
		{At: noon.Add(3 * time.Hour), Reason: "no such host"},
		{At: noon.Add(2 * time.Hour), Status: 304, Same: true},
		{At: noon.Add(time.Hour), Status: 200, New: 1, Updated: 1},
		{At: noon, Took: 1200 * time.Millisecond, Status: 200, Bytes: 4096, New: 2},
	}
	for i := range got {
		got[i].At = got[i].At.UTC()
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	if got, err := db.FeedHistory(t.Context(), "https://none.example/"); err != nil || len(got) != 0 {
		t.Errorf("a feed that is not known: %+v, %v", got, err)
	}
}

// A history ends: the oldest answers go, each feed's own.
func TestFeedHistoryEnds(t *testing.T) {
	db := fresh(t)
	keep(t, db, answer("B"))
	src := answer("A").Source
	for n := range 60 {
		keep(t, db, feeds.Answer{Source: src, Asked: noon.Add(time.Duration(n) * time.Hour), Status: 200 + n})
	}
	got, err := db.FeedHistory(t.Context(), src.URL)
	if err != nil || len(got) != keptAnswers || got[0].Status != 259 || got[keptAnswers-1].Status != 210 {
		t.Errorf("%d answers, the newest %+v, %v", len(got), got[0], err)
	}
	if got, _ := db.FeedHistory(t.Context(), answer("B").URL); len(got) != 1 {
		t.Errorf("the other feed has %d answers", len(got))
	}
}

func TestFeedVolume(t *testing.T) {
	day := 24 * time.Hour
	many := func(n int, gap time.Duration) (list []feeds.Item) {
		for i := range n {
			list = append(list, item(fmt.Sprint(i), "a", time.Duration(i)*gap))
		}
		return list
	}
	for _, c := range []struct {
		name   string
		items  []feeds.Item
		newest time.Duration // before noon
		perDay float64
	}{
		{"one a day for ten days", many(11, day), 0, 1.1},
		{"four a day for fifty days", many(200, 6*time.Hour), 0, 4.03},
		{"ten in an hour", many(10, 6*time.Minute), 0, 10},
		{"silent", []feeds.Item{item("1", "a", 40*day), item("2", "b", 50*day)}, 40 * day, 0},
	} {
		db := fresh(t)
		keep(t, db, answer("A", c.items...))
		v, err := db.FeedVolume(t.Context(), "https://a.example/feed")
		if err != nil || !v.Newest.Equal(noon.Add(-c.newest)) || v.PerDay < c.perDay-0.01 || v.PerDay > c.perDay+0.01 {
			t.Errorf("%s: %+v, %v; want %v", c.name, v, err, c.perDay)
		}
	}
	db := fresh(t)
	keep(t, db, answer("A"))
	for _, address := range []string{"https://a.example/feed", "https://none.example/"} {
		if v, err := db.FeedVolume(t.Context(), address); err != nil || v != (FeedVolume{}) {
			t.Errorf("%s, without a story: %+v, %v", address, v, err)
		}
	}
}

// Steps of the schema run in their order, whatever their number; what an older store says of feeds is not lost.
func TestMigrationOfFeeds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	asOfVersion(t, path, 1, `INSERT INTO feed (url, name, etag, checked, moved_to) VALUES
		('https://a.example/feed', 'A', '"1"', 1000, 'https://new.example/feed'), ('https://b.example/feed', 'B', '"2"', 2000, '')`)
	db := open(t, path, nil)
	if f := feedNamed(t, db, "https://a.example/feed"); f.MovedTo != "" || f.Confirmations != 1 || f.Whole.UnixMilli() != 1000 || f.ETag != `"1"` {
		t.Errorf("a move that was seen once is not sure: %+v", f)
	}
	if f := feedNamed(t, db, "https://b.example/feed"); f.Confirmations != 0 || f.Whole.UnixMilli() != 2000 {
		t.Errorf("%+v", f)
	}
}

// asOfVersion makes a store as an older dateline left it, with what the statements put into it.
func asOfVersion(t *testing.T, path string, version int, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	steps := ""
	for _, name := range migrations()[:version] {
		text, err := schema.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		steps += string(text)
	}
	if _, err := db.Exec(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA journal_mode = wal; %s; PRAGMA user_version = %d", applicationID, steps+statements, version)); err != nil {
		t.Fatal(err)
	}
}
