package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/feeds"
	"dateline/feeds/topics"
	"dateline/internal/newsroom"
	"dateline/internal/newstest"
	"dateline/store"
)

// testTopics are few enough to read, with words of the demo's stories.
var testTopics = []topics.Topic{
	{Name: "Diplomacy", Any: []string{"peace", "envoy", "treaty", "diplomat*", "summit"}},
	{Name: "Disasters", Any: []string{"earthquake", "quake", "flood*", "storm", "wildfire"}},
	{Name: "Economy", Any: []string{"economy", "inflation", "central bank", "interest rate*", "trade"}},
	{Name: "Health", Any: []string{"health", "hospital*", "vaccine*", "outbreak"}},
	{Name: "Science", Any: []string{"scientist*", "telescope", "research*", "fossil"}},
}

// session is a reader over the newsroom, in a synctest bubble.
type session struct {
	*newstest.Screen
	m      *Model
	opt    Options
	opened []string // addresses given to the browser
}

// opening is when the newsroom opens; sessions begin a minute later.
var opening = time.Date(2026, 11, 23, 8, 41, 0, 0, time.UTC)

// inSession runs a test with a reader that has fetched the whole newsroom.
func inSession(t *testing.T, width, height int, change func(*Options), test func(t *testing.T, s *session)) {
	t.Helper()
	library := fetchedLibrary(t)
	start(t, library, width, height, change, test)
}

// inEmptySession runs a test with a reader that has just been started for the first time.
func inEmptySession(t *testing.T, width, height int, change func(*Options), test func(t *testing.T, s *session)) {
	t.Helper()
	start(t, nil, width, height, change, test)
}

// library is the store of a reader that has fetched the whole newsroom, made once: every session begins with a copy.
var library struct {
	once sync.Once
	file []byte
}

func fetchedLibrary(t *testing.T) []byte {
	t.Helper()
	library.once.Do(func() {
		var path string
		inEmptySession(t, 80, 24, nil, func(t *testing.T, s *session) {
			s.Wait(40 * time.Second)
			path = s.opt.DB.Path()
		})
		var err error
		if library.file, err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	})
	return library.file
}

// start runs a test with a reader over the newsroom, in a synctest bubble, with a copy of a store; nil is an empty one.
func start(t *testing.T, file []byte, width, height int, change func(*Options), test func(t *testing.T, s *session)) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "store.db")
	t.Setenv("TMPDIR", filepath.Dir(path)) // where notes are written that no editor takes
	if file != nil {
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(opening)) // the bubble's clock starts in 2000
		s := &session{}
		now := func() time.Time { return time.Now().UTC() }
		n := newsroom.New(now)
		if file != nil {
			time.Sleep(time.Minute)
		}
		db, err := store.Open(context.Background(), path, store.Options{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		}()
		s.opt = Options{
			DB: db, Topics: testTopics, Now: now, Demo: true, Theme: "dark",
			Browse: func(_ context.Context, url string) error { s.opened = append(s.opened, url); return nil },
		}
		s.opt.Fetcher = &feeds.Fetcher{Client: feeds.NewClient(feeds.ClientOptions{Transport: n.Transport()}), Now: now}
		for _, src := range n.Sources() {
			s.opt.Sources = append(s.opt.Sources, feeds.Source{URL: src.URL, Name: src.Name})
		}
		if err := db.Follow(context.Background(), s.opt.Sources); err != nil {
			t.Fatal(err)
		}
		if change != nil {
			change(&s.opt)
		}
		m := New(t.Context(), s.opt)
		s.m = m
		s.Screen = newstest.Start(t, m, width, height)
		if file != nil {
			s.Wait(time.Second)
		}
		test(t, s)
		m.close()
		s.Stop()
	})
}

var sizes = []struct{ width, height int }{{40, 10}, {80, 24}, {120, 40}, {200, 50}}

func TestGoldenFrontPage(t *testing.T) {
	for _, z := range sizes {
		t.Run(fmt.Sprintf("%dx%d", z.width, z.height), func(t *testing.T) {
			inSession(t, z.width, z.height, nil, func(t *testing.T, s *session) {
				fits(t, s.View(), z.width, z.height)
				newstest.Golden(t, fmt.Sprintf("front-%dx%d.txt", z.width, z.height), s.Text())
			})
		})
	}
}

func TestGoldenReader(t *testing.T) {
	for _, z := range sizes {
		t.Run(fmt.Sprintf("%dx%d", z.width, z.height), func(t *testing.T) {
			inSession(t, z.width, z.height, nil, func(t *testing.T, s *session) {
				s.openModelCase()
				fits(t, s.View(), z.width, z.height)
				newstest.Golden(t, fmt.Sprintf("reader-%dx%d.txt", z.width, z.height), s.Text())
				s.Keys("G", "H", "G")
				fits(t, s.View(), z.width, z.height)
				newstest.Golden(t, fmt.Sprintf("hidden-%dx%d.txt", z.width, z.height), s.Text())
			})
		})
	}
}

// openModelCase opens the story with the bullets and the clutter below them.
func (s *session) openModelCase() {
	s.Keys("/")
	s.Type(`title:kestoria title:envoy "peace plan"`)
	s.Keys("enter", "enter")
	s.Wait(2 * time.Second)
}

func TestGoldenBoxes(t *testing.T) {
	for _, z := range append([]struct{ width, height int }{{100, 24}}, sizes...) {
		t.Run(fmt.Sprintf("%dx%d", z.width, z.height), func(t *testing.T) {
			inSession(t, z.width, z.height, nil, func(t *testing.T, s *session) {
				for _, b := range []struct{ name, key string }{{"topics", "t"}, {"help", "?"}, {"commands", ": r e"}, {"why", "w"}} {
					s.Keys(strings.Fields(b.key)...)
					s.Wait(time.Second)
					fits(t, s.View(), z.width, z.height)
					newstest.Golden(t, fmt.Sprintf("%s-%dx%d.txt", b.name, z.width, z.height), s.Text())
					s.Keys("esc")
				}
			})
		})
	}
}

// The colours of both themes, as the terminal gets them.
func TestGoldenColours(t *testing.T) {
	for _, theme := range []string{"dark", "light"} {
		for _, z := range sizes {
			name := fmt.Sprintf("%s-%dx%d.ansi", theme, z.width, z.height)
			t.Run(name, func(t *testing.T) {
				inSession(t, z.width, z.height, func(o *Options) { o.Theme = theme }, func(t *testing.T, s *session) {
					newstest.Golden(t, "front-"+name, s.View().Content)
					s.Keys("t")
					newstest.Golden(t, "topics-"+name, s.View().Content)
					s.Keys("esc")
					s.openModelCase()
					newstest.Golden(t, "reader-"+name, s.View().Content)
				})
			})
		}
	}
}

// fits fails the test when a screen is not exactly as high as the terminal or somewhere wider.
func fits(t *testing.T, v tea.View, width, height int) {
	t.Helper()
	lines := strings.Split(v.Content, "\n")
	if len(lines) != height {
		t.Errorf("the screen has %d lines, the terminal %d", len(lines), height)
	}
	if w := lineWidth(lines); w > width {
		t.Errorf("the screen is %d columns wide, the terminal %d", w, width)
	}
}

// What lies over or beside a text: what is found, its links, the text alone.
func TestGoldenText(t *testing.T) {
	for _, z := range sizes {
		t.Run(fmt.Sprintf("%dx%d", z.width, z.height), func(t *testing.T) {
			inSession(t, z.width, z.height, nil, func(t *testing.T, s *session) {
				s.Keys("/")
				s.Type("malaria nurse")
				s.Keys("enter", "enter")
				s.Wait(2 * time.Second)
				for _, b := range []struct{ name, keys string }{{"find", "/ d o s e enter n"}, {"links", "esc L"}, {"zen", "esc z"}} {
					s.Keys(strings.Fields(b.keys)...)
					s.Wait(time.Second)
					fits(t, s.View(), z.width, z.height)
					newstest.Golden(t, fmt.Sprintf("%s-%dx%d.txt", b.name, z.width, z.height), s.Text())
				}
			})
		})
	}
}
