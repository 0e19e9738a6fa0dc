package ui

import (
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/internal/newstest"
	"dateline/store"
)

// What came in since the last visit is marked until it is read, and counted above the front page; the first visit marks nothing.
func TestNewSinceTheLastVisit(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Lacks("↑ new", "new since")
		s.m.world.endVisit()
		s.Wait(9 * time.Hour)
		arrive(t, s, "Ferry to Aldmoor runs again after eleven years", "Lighthouse keeper of Sorn retires at ninety")
		s.Send(s.m.world.visit()())
		s.Wait(time.Second)
		s.Has("↑ 2 new since 08:42")
		s.Lacks("↑ new") // they came in after the list was made
		s.Send(s.m.renew()())
		s.Wait(time.Second)
		s.Has("Ferry to Aldmoor", "Lighthouse keeper")
		if n := strings.Count(s.Text(), "↑ new"); n != 2 {
			t.Errorf("%d rows are marked as new", n)
		}
		newstest.Golden(t, "visit-100x30.txt", s.Text())
		s.Keys("/")
		s.Type("is:new")
		s.Keys("enter")
		s.Wait(time.Second)
		s.Has("Ferry to Aldmoor", "Lighthouse keeper")
		s.Lacks("new since", "Kestoria")
		s.Keys("m")
		s.Wait(time.Second)
		s.Keys("esc", "esc")
		s.Wait(time.Second)
		s.Has("↑ 1 new since 08:42")
		s.Resize(40, 12)
		s.Lacks("new since")
	})
}

// A visit that begins within half an hour of the last is the same one: what is new stays new.
func TestNewStaysNewThroughAShortBreak(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.m.world.endVisit()
		s.Wait(48 * time.Hour)
		arrive(t, s, "Ferry to Aldmoor runs again after eleven years")
		s.Send(s.m.world.visit()())
		s.Wait(10 * time.Minute)
		s.m.world.endVisit()
		s.Wait(10 * time.Minute)
		s.Send(s.m.world.visit()())
		s.Send(s.m.renew()())
		s.Wait(time.Second)
		s.Has("↑ 1 new since Mon 08:42", "↑ new")
	})
}

// arrive lets an outlet print stories now.
func arrive(t *testing.T, s *session, titles ...string) {
	t.Helper()
	feed := &feeds.Feed{Title: "The Late Post"}
	for _, title := range titles {
		link := "https://late.example/" + strings.ReplaceAll(title, " ", "-")
		feed.Items = append(feed.Items, feeds.Item{ID: link, Link: link, Title: title, Published: s.opt.Now()})
	}
	source := feeds.Source{URL: "https://late.example/feed", Name: "The Late Post"}
	if err := s.opt.DB.Follow(t.Context(), append(s.opt.Sources, source)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.opt.DB.Keep(t.Context(), feeds.Answer{Source: source, Asked: s.opt.Now(), Status: 200, Feed: feed}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.opt.DB.Group(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// The line above the front page counts the rows that are marked: events of which any report is new, and none is read.
func TestFreshCountsWhatIsMarked(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		w := s.m.world
		for _, back := range []time.Duration{time.Minute, 5 * time.Hour, 60 * time.Hour} {
			w.lastVisit = opening.Add(-back).UnixMilli()
			n, err := w.fresh(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			page, err := w.db.Page(t.Context(), store.Query{Room: store.Front, Since: w.now().Add(-w.front).Unix()}, 0, 1000)
			if err != nil {
				t.Fatal(err)
			}
			marked := 0
			for _, row := range page.Stories {
				if (rowStyle{visit: w.lastVisit}).fresh(row) {
					marked++
				}
			}
			if n != marked || n == 0 {
				t.Errorf("since %v before: %d counted, %d marked", back, n, marked)
			}
		}
	})
}
