package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/topics"
)

// rainy is a store of 6,000 stories, a minute apart; every third speaks of rain, every thousandth of hail, every second is read.
func rainy(t *testing.T) *DB {
	t.Helper()
	db := fresh(t)
	for f := range 6 {
		var items []feeds.Item
		for i := range 1000 {
			n := f + 6*i
			title := fmt.Sprintf("Report %d", n)
			if n%3 == 0 {
				title += " of rain"
			}
			if n%1000 == 999 {
				title += " and hail"
			}
			items = append(items, item(fmt.Sprint(n), title, time.Duration(n)*time.Minute))
		}
		keep(t, db, answer(fmt.Sprintf("Outlet %d", f), items...))
	}
	if _, err := db.MarkList(t.Context(), Query{Room: Latest, Words: `source:"outlet 1" OR source:"outlet 3" OR source:"outlet 5"`}, "read"); err != nil {
		t.Fatal(err)
	}
	return db
}

// searched is what a search should find.
type searched struct {
	words               string
	total, read, hidden int
}

func (s searched) sorted() bool { return strings.Contains(s.words, "sort:") }

// However far a list is looked through at first, page by page it has every story once, in order, and its figures end where
// they are right.
func TestLongSearches(t *testing.T) {
	db := rainy(t)
	ctx := t.Context()
	if _, err := db.Mute(ctx, "/ [0-9]*7( |$)/", time.Time{}); err != nil { // every tenth
		t.Fatal(err)
	}
	for _, c := range []searched{
		{"report", 5400, 2400, 600},
		{"rain", 1800, 800, 200},
		{"hail", 6, 6, 0},
		{"-rain", 3600, 1600, 400},
		{"/report/i", 5400, 2400, 600},
		{"/hail/", 6, 6, 0},
		{"/rain/ -hail", 1798, 798, 200},
		{"-/rain/ title:report", 3600, 1600, 400},
		{"title:/rain$/ has:image", 0, 0, 0},
		{"url:example.org", 5400, 2400, 600},
		{"url:example.org/999", 1, 1, 0},
		{"is:read report", 2400, 2400, 600},
		{"lang:en -lang:de", 5400, 2400, 600},
		{`source:"outlet 2" rain`, 0, 0, 0},
		{`source:"outlet 3" /rain/`, 800, 800, 200},
		{"report sort:source", 5400, 2400, 600},
	} {
		t.Run(c.words, func(t *testing.T) {
			q := Query{Room: Latest, Words: c.words}
			seen := make(map[ID]bool)
			var p Page
			for first := 0; ; first += 400 {
				var err error
				if p, err = db.Page(ctx, q, first, 400); err != nil {
					t.Fatal(err)
				}
				if first == 0 && p.Total > 400+ahead && !c.sorted() {
					t.Errorf("%d stories looked for at first", p.Total)
				}
				for i, s := range p.Stories {
					if seen[s.ID] || !c.sorted() && i > 0 && s.Published.After(p.Stories[i-1].Published) {
						t.Fatalf("%d again, or out of order", s.ID)
					}
					seen[s.ID] = true
				}
				if len(p.Stories) < 400 {
					break
				}
			}
			if len(seen) != c.total || p.Total != c.total || p.More || p.Unread != c.total-c.read || p.Muted != c.hidden {
				t.Errorf("%d stories; %d, %d unread, %d muted, more %v; want %+v", len(seen), p.Total, p.Unread, p.Muted, p.More, c)
			}
		})
	}
}

// Where a list goes on, so do the ways through it.
func TestWaysThroughALongSearch(t *testing.T) {
	db := rainy(t)
	ctx := t.Context()
	q := Query{Room: Latest, Words: "report"}
	first, err := db.Page(ctx, q, 0, 10)
	if err != nil || !first.More || first.Total != 10+ahead {
		t.Fatalf("%d, %v, %v", first.Total, first.More, err)
	}
	last, err := db.Page(ctx, Query{Room: Latest}, 5999, 1)
	if err != nil || len(last.Stories) != 1 {
		t.Fatal(err)
	}
	if n, err := db.Count(ctx, q); err != nil || n != (ListCount{6000, 3000, false}) {
		t.Errorf("%+v, %v", n, err)
	}
	if at, ok, err := db.Position(ctx, q, last.Stories[0].ID); at != 5999 || !ok || err != nil {
		t.Errorf("position %d, %v, %v", at, ok, err)
	}
	if _, ok, err := db.Position(ctx, q, 99_999); ok || err != nil {
		t.Errorf("a story that is none: %v, %v", ok, err)
	}
	// The only unread one stands at the very end.
	if _, err := db.MarkList(ctx, Query{Room: Latest, Words: "report"}, "read"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.MarkRead(ctx, []ID{last.Stories[0].ID}, false); err != nil {
		t.Fatal(err)
	}
	if at, ok, err := db.NextUnread(ctx, q, 3, false); at != 5999 || !ok || err != nil {
		t.Errorf("next unread %d, %v, %v", at, ok, err)
	}
	if _, ok, err := db.NextUnread(ctx, q, 5999, true); ok || err != nil {
		t.Errorf("unread before: %v, %v", ok, err)
	}
	if act, ok, err := db.Undo(ctx); !ok || err != nil || act.Kind != "unread" {
		t.Errorf("%+v, %v", act, err)
	}
	if act, ok, err := db.Undo(ctx); !ok || err != nil || act.Count != 3000 {
		t.Errorf("%+v, %v", act, err)
	}
	c, err := db.TopicCounts(ctx, q)
	if err != nil || len(c) != 0 {
		t.Errorf("%v, %v", c, err)
	}
}

// A regular expression is looked for in so many stories at a time, whatever it is.
func TestDearPatterns(t *testing.T) {
	db := rainy(t)
	for _, words := range []string{"/(a|a)*$/", "/(x+x+)+y/", "/(?i)((((r?)*e)*p)*o)*zzz/", "/^(.*?,){20}z/", "text:/(a*)*b/"} {
		p, err := db.Page(t.Context(), Query{Room: Latest, Words: words, Typing: true}, 0, 10)
		if err != nil {
			t.Errorf("%s: %v", words, err)
		}
		if seen := mostTyped / patternCost; p.Total == 0 && !p.More && seen < 6000 {
			t.Errorf("%s: all was looked at while typing", words)
		}
		if p, err = db.Page(t.Context(), Query{Room: Latest, Words: words}, 0, 10); err != nil || p.Total == 0 && p.More {
			t.Errorf("%s: %d, %v, %v", words, p.Total, p.More, err)
		}
	}
	for words, want := range map[string]int{"title:/^report 17/i": 111, "author:/x/": 0, "text:/./": 0, "/HAIL/": 0, "/hail|report 42 /i": 7} {
		p, err := db.Page(t.Context(), Query{Room: Latest, Words: words}, 0, 10)
		if err != nil || p.Total != want {
			t.Errorf("%s: %d, %v; want %d", words, p.Total, err, want)
		}
	}
}

// Common words are merged with what indexes know, and find the same.
func TestCommonWordsAmongOthers(t *testing.T) {
	db := rainy(t)
	ctx := t.Context()
	if _, err := db.SetTopics(ctx, []topics.Topic{{Name: "Rain", Any: []string{"rain"}}, {Name: "Hail", Any: []string{"hail"}}}); err != nil {
		t.Fatal(err)
	}
	for _, mute := range []bool{false, true} {
		if mute {
			if _, err := db.Mute(ctx, "/ [0-9]*7( |$)/", time.Time{}); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range []struct {
			q            Query
			total, muted int // with no mute; of these a mute hides
		}{
			{Query{Words: "report"}, 6000, 600},
			{Query{Words: "report", Unread: true}, 3000, 0},
			{Query{Words: "report", Unread: true, Read: 1}, 6000, 600},
			{Query{Words: "report", Include: "Rain"}, 2000, 200},
			{Query{Words: "report", Include: "Rain", Unread: true}, 1000, 0},
			{Query{Words: "report", Include: "Rain", Exclude: "Hail"}, 1998, 200},
			{Query{Words: "report", Include: "Rain\nHail"}, 2004, 200},
			{Query{Words: "report", Exclude: "Rain\nHail", Unread: true}, 2000, 0},
			{Query{Words: "report is:read", Exclude: "Rain"}, 2000, 400},
			{Query{Words: "hail", Include: "Rain"}, 2, 0},
		} {
			c.q.Room = Latest
			n, err := db.Count(ctx, c.q)
			want := c.total
			if mute {
				want -= c.muted
			}
			if err != nil || n.Stories != want || n.More {
				t.Errorf("%+v: %+v, %v; want %d", c.q, n, err, want)
			}
		}
	}
}
