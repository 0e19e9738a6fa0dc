package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/store"
)

// A topic of the box that a title earns is right in nine of ten cases, and most that belong to it are found. The
// headlines are our own and many are traps.
func TestDefaultTopicsOnHeadlines(t *testing.T) {
	c, err := parseConfig(Config{}, "config.example.toml", defaultConfig)
	if err != nil {
		t.Fatal(err)
	}
	lines := headlines(t)
	got := labels(t, c, lines)
	right, wrong, missed := 0, 0, 0
	for _, h := range lines {
		for _, topic := range got[h.title] {
			switch {
			case slices.Contains(h.wanted, topic):
				right++
			case !slices.Contains(h.fine, topic):
				wrong++
				t.Logf("wrong: %s is no %s", h.title, topic)
			}
		}
		for _, topic := range h.wanted {
			if !slices.Contains(c.topicNames(), topic) {
				t.Errorf("no topic %q", topic)
			}
			if !slices.Contains(got[h.title], topic) {
				missed++
				t.Logf("missed: %s is %s", h.title, topic)
			}
		}
	}
	precision, recall := float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
	t.Logf("%d headlines: precision %.3f, recall %.3f", len(lines), precision, recall)
	if precision < .97 || recall < .95 {
		t.Errorf("precision %.3f, recall %.3f: want .97 and .95", precision, recall)
	}
}

func (c Config) topicNames() []string {
	var names []string
	for _, t := range c.Topics {
		names = append(names, t.Name)
	}
	return names
}

type headline struct {
	title        string
	wanted, fine []string
}

func headlines(t *testing.T) []headline {
	t.Helper()
	f, err := os.Open("testdata/headlines.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []headline
	for s := bufio.NewScanner(f); s.Scan(); {
		if s.Text() == "" || strings.HasPrefix(s.Text(), "#") {
			continue
		}
		title, topics, ok := cutLast(s.Text(), " : ")
		wanted, fine, both := strings.Cut(topics, "|")
		if !ok || !both {
			t.Fatalf("not a headline: %s", s.Text())
		}
		all = append(all, headline{title, names(wanted), names(fine)})
	}
	return all
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// names splits "A, B" and takes "-" for nothing.
func names(s string) []string {
	var out []string
	for n := range strings.SplitSeq(s, ",") {
		if n = strings.TrimSpace(n); n != "" && n != "-" {
			out = append(out, n)
		}
	}
	return out
}

// labels stores the headlines as stories of one feed and returns the topics that the store gave them, by title.
func labels(t *testing.T, c Config, lines []headline) map[string][]string {
	t.Helper()
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "store.db"), store.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	source := feeds.Source{URL: "https://courier.example/feed", Name: "Courier"}
	feed := &feeds.Feed{Title: "Courier"}
	for i, h := range lines {
		feed.Items = append(feed.Items, feeds.Item{ID: fmt.Sprint(i), Title: h.title, Link: fmt.Sprintf("https://courier.example/%d", i), Published: now})
	}
	err = db.Follow(t.Context(), []feeds.Source{source})
	if err == nil {
		_, err = db.SetTopics(t.Context(), c.Topics)
	}
	if err == nil {
		_, _, err = db.Keep(t.Context(), feeds.Answer{Source: source, Asked: now, Status: 200, Feed: feed})
	}
	if err != nil {
		t.Fatal(err)
	}
	page, err := db.Page(t.Context(), store.Query{Room: store.Latest}, 0, len(lines)+1)
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Stories) != len(lines) {
		t.Fatalf("%d stories of %d headlines", len(page.Stories), len(lines))
	}
	got := map[string][]string{}
	for _, s := range page.Stories {
		got[s.Title] = s.Topics
	}
	return got
}
