package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/feeds"
	"dateline/feeds/article"
	"dateline/feeds/topics"
	"dateline/internal/newstest"
	"dateline/store"
)

// testDesk is a configuration in memory. Its changes are not acts of the store.
type testDesk struct {
	opt   *Options
	found []feeds.Candidate
	asked []string
	sites article.Sites
}

func (d *testDesk) Setup(ctx context.Context) (Setup, error) {
	return Setup{Fetcher: d.opt.Fetcher, Sources: d.opt.Sources, Topics: d.opt.Topics, Views: d.opt.Views, Sites: d.sites, Theme: d.opt.Theme}, d.opt.DB.Follow(ctx, d.opt.Sources)
}

func (d *testDesk) Find(_ context.Context, typed string) ([]feeds.Candidate, error) {
	d.asked = append(d.asked, typed)
	if d.found == nil {
		return nil, fmt.Errorf("%s: there is no feed", typed)
	}
	return d.found, nil
}

// change changes the sources and says so as an act on a file.
func (d *testDesk) change(kind, title, address string, f func(*feeds.Source) bool) (store.Act, error) {
	var rest []feeds.Source
	for _, s := range d.opt.Sources {
		if s.URL != address || f(&s) {
			rest = append(rest, s)
		}
	}
	d.opt.Sources = rest
	return store.Act{Kind: kind, Count: 1, Title: title, File: "/c.toml"}, nil
}

func (d *testDesk) ChangeSite(_ context.Context, c RuleChange) (store.Act, error) {
	s := article.Site{Host: c.Host}
	if list := pick(c.Keep, &s.Keep, &s.Hide); !c.Lift {
		*list = []article.Rule{c.Rule}
	}
	d.sites = article.Sites{s}
	return store.Act{Kind: "rule", Count: 1, Title: c.String(), File: "/sites.toml"}, nil
}

func (d *testDesk) AddFeed(_ context.Context, _, title string, s feeds.Source, _ string) (store.Act, error) {
	d.opt.Sources = append(d.opt.Sources, s)
	return store.Act{Kind: "feed added", Count: 1, Title: title, File: "/c.toml"}, nil
}

func (d *testDesk) RemoveFeed(_ context.Context, s feeds.Source) (store.Act, error) {
	return d.change("feed removed", s.Name, s.URL, func(*feeds.Source) bool { return false })
}

func (d *testDesk) RenameFeed(_ context.Context, s feeds.Source, name string) (store.Act, error) {
	return d.change("feed renamed", name, s.URL, func(s *feeds.Source) bool { s.Name = name; return true })
}

func (d *testDesk) PauseFeed(_ context.Context, s feeds.Source, on bool) (store.Act, error) {
	return d.change("feed paused", s.Name, s.URL, func(s *feeds.Source) bool { s.Paused = on; return true })
}

func (d *testDesk) MoveFeed(_ context.Context, s feeds.Source, to string) (store.Act, error) {
	return d.change("feed moved", s.Name, s.URL, func(s *feeds.Source) bool { s.URL = to; return true })
}

func (d *testDesk) KeepView(_ context.Context, v View) (store.Act, error) {
	d.opt.Views = append(d.opt.Views, v)
	return store.Act{Kind: "view kept", Count: 1, Title: v.Name, File: "/c.toml"}, nil
}

func (d *testDesk) DropView(_ context.Context, name string) (store.Act, error) {
	d.opt.Views = slices.DeleteFunc(d.opt.Views, func(v View) bool { return v.Name == name })
	return store.Act{Kind: "view dropped", Count: 1, Title: name, File: "/c.toml"}, nil
}

func (d *testDesk) KeepTheme(_ context.Context, words string) (store.Act, error) {
	d.opt.Theme = words
	return store.Act{Kind: "theme", Count: 1, Title: words, File: "/c.toml"}, nil
}

func (d *testDesk) KeepTopic(_ context.Context, t topics.Topic) (store.Act, error) {
	d.opt.Topics = append(d.opt.Topics, t)
	return store.Act{Kind: "topic kept", Count: 1, Title: t.Name, File: "/c.toml"}, nil
}

func (d *testDesk) Trouble(f store.FeedState, _ time.Time) string { return f.LastError }

// inFeedRoom runs a test over the feeds of the newsroom, with a configuration that can be changed.
func inFeedRoom(t *testing.T, width, height int, test func(t *testing.T, s *session, d *testDesk)) {
	var d *testDesk
	inSession(t, width, height, func(o *Options) { d = &testDesk{opt: o}; o.Desk = d }, func(t *testing.T, s *session) {
		s.Keys("E")
		test(t, s, d)
	})
}

func TestGoldenFeedRoom(t *testing.T) {
	for _, z := range sizes {
		t.Run(fmt.Sprintf("%dx%d", z.width, z.height), func(t *testing.T) {
			inFeedRoom(t, z.width, z.height, func(t *testing.T, s *session, d *testDesk) {
				fits(t, s.View(), z.width, z.height)
				newstest.Golden(t, fmt.Sprintf("feeds-%dx%d.txt", z.width, z.height), s.Text())
				s.Keys("c")
				fits(t, s.View(), z.width, z.height)
				newstest.Golden(t, fmt.Sprintf("catalogue-%dx%d.txt", z.width, z.height), s.Text())
			})
		})
	}
}

// The feed that breaks off says so, and stands first.
func TestFeedRoomShowsTrouble(t *testing.T) {
	inFeedRoom(t, 80, 24, func(t *testing.T, s *session, d *testDesk) {
		s.Has("1 in trouble", "breaks off in the middle")
		if line := strings.Split(s.Text(), "\n")[3]; !strings.HasPrefix(line, "▌! ") {
			t.Errorf("the first feed is %q", line)
		}
	})
}

func TestFeedRoomKeys(t *testing.T) {
	inFeedRoom(t, 100, 30, func(t *testing.T, s *session, d *testDesk) {
		s.Keys("G")
		s.Keys("n")
		s.Has("Name ")
		s.Keys("ctrl+u")
		s.Type("Evening Wire")
		s.Keys("enter")
		s.Wait(time.Second)
		s.Has("Feed renamed: Evening Wire · u undo", "Evening Wire")
		s.Keys("p")
		s.Wait(time.Second)
		s.Has("‖ Evening Wire", "1 paused")
		s.Keys("R")
		s.Has("Evening Wire is paused · p asks it again")
		s.Keys("p")
		s.Wait(time.Second)
		s.Lacks("1 paused")
		n := len(d.opt.Sources)
		s.Keys("x")
		s.Wait(time.Second)
		s.Has("Feed removed: Evening Wire")
		if len(d.opt.Sources) != n-1 {
			t.Errorf("%d feeds are left of %d", len(d.opt.Sources), n)
		}
		s.Keys("q")
		s.Has("[Front page]")
	})
}

// A feed that is paused goes below the others, and the cursor with it: what is done next is done to the same feed.
func TestFeedRoomKeepsTheFirstFeed(t *testing.T) {
	inFeedRoom(t, 100, 30, func(t *testing.T, s *session, d *testDesk) {
		s.Has("▌! Karst Gazette")
		s.Keys("p")
		s.Wait(time.Second)
		s.Has("▌‖ Karst Gazette")
	})
}

func TestFeedRoomAddsByAddress(t *testing.T) {
	inFeedRoom(t, 100, 30, func(t *testing.T, s *session, d *testDesk) {
		s.Keys("a")
		s.Type("nothing.example")
		s.Keys("enter")
		s.Has(" nothing.example: there is no feed")
		d.found = []feeds.Candidate{
			{URL: "https://vale.example/news.xml", Title: "Vale News", Kind: "RSS", Items: 20, Newest: time.Now().Add(-time.Hour), Headlines: []string{"Mill reopens", "New bridge"}},
			{URL: "https://vale.example/comments.xml", Title: "Vale comments", Kind: "RSS", Items: 4, Comments: true},
		}
		s.Keys("a")
		s.Type("vale.example")
		s.Keys("enter")
		s.Has("Found", "Vale News", "20 stories", "https://vale.example/news.xml · newest 1 h ago", "· Mill reopens", "comments of readers")
		s.Keys("enter")
		s.Wait(time.Second)
		s.Has("▌! https://vale.example/news.", "17 · 2 in trouble") // nobody answers there
		if got := d.opt.Sources[len(d.opt.Sources)-1].URL; got != "https://vale.example/news.xml" {
			t.Errorf("%s was added", got)
		}
	})
}

// A feed of which the server says that it has moved goes along by one key.
func TestFeedRowOffersItsNewAddress(t *testing.T) {
	m := &Model{theme: newTheme(true), keys: newKeymap(nil), world: world{now: time.Now}, layout: newLayout(90, 30)}
	f := feedRow{FeedState: store.FeedState{MovedTo: "https://new.example/feed", Followed: true}, trouble: "it has moved for good"}
	f.Source = feeds.Source{URL: "https://a.example/feed", Name: "Courier"}
	r := &feedRoom{all: []feedRow{f}, loaded: true}
	text := ansi.Strip(strings.Join(r.view(m, pane{90, 20}), "\n"))
	if !strings.HasPrefix(text, "▌! Courier") || !strings.Contains(text, "New address: https://new.example/feed · M takes it") {
		t.Error(text)
	}
}

func TestCatalogueIsChosenByWords(t *testing.T) {
	inFeedRoom(t, 100, 30, func(t *testing.T, s *session, d *testDesk) {
		s.Keys("c")
		s.Type("japan")
		s.Has("Catalogue", "Japan")
		s.Lacks("Nigeria")
		s.Keys("enter")
		s.Wait(time.Second)
		s.Has("Feeds · 17", "▌! Japan Times")
	})
}

func TestFiguresOfAFeed(t *testing.T) {
	for want, f := range map[string]feedRow{
		"no stories yet":             {},
		"1 story · 0.2 a day":        {FeedState: store.FeedState{Stories: 1}, FeedVolume: store.FeedVolume{PerDay: .2}},
		"1,200 stories · 24.3 a day": {FeedState: store.FeedState{Stories: 1200}, FeedVolume: store.FeedVolume{PerDay: 24.26}},
	} {
		if got := f.figures(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
