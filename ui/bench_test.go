package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/feeds"
	"dateline/feeds/article"
	"dateline/internal/newstest"
	"dateline/store"
)

// fullModel is a reader with a list of 100,000 stories of which a window is at hand, and a long text beside it.
func fullModel(width, height int) *Model {
	now := time.Date(2026, 11, 23, 8, 41, 0, 0, time.UTC)
	m := New(context.Background(), Options{Now: func() time.Time { return now }, Topics: testTopics, Theme: "dark"})
	m.layout = newLayout(width, height)
	m.status.counts = store.Counts{Stories: 100_000, Unread: 98_000, Feeds: 300}
	m.room = store.Latest
	l := m.list()
	l.loaded, l.page.Total, l.page.First = true, 100_000, 50_000
	for i := range windowSize(m.layout.stories()) {
		l.page.Stories = append(l.page.Stories, store.Story{
			ID: store.ID(i + 1), Title: fmt.Sprintf("Report %d: the river has risen by two metres since the rain began on Monday", i),
			Source: "Harbour Ledger", Published: now.Add(-time.Duration(i) * time.Minute), Topics: []string{"Disasters", "Science"},
		})
	}
	l.cursor, l.top = 50_050, 50_050
	m.reader = reader{want: page{id: 1, width: 80}, set: true}
	for range 400 {
		m.reader.lines = append(m.reader.lines, m.theme.text.Render("The ministry said on Monday that the river had risen by two metres since."))
	}
	return m
}

// The budget is 2 ms at 200×50: View runs after every message.
func BenchmarkView(b *testing.B) {
	for _, z := range sizes {
		b.Run(fmt.Sprintf("%dx%d", z.width, z.height), func(b *testing.B) {
			m := fullModel(z.width, z.height)
			b.ReportAllocs()
			for b.Loop() {
				m.View()
			}
		})
	}
}

// The budget is 1 ms a message.
func BenchmarkUpdate(b *testing.B) {
	m := fullModel(200, 50)
	keys := []tea.KeyPressMsg{newstest.Key("j"), newstest.Key("k")}
	for i := 0; b.Loop(); i++ {
		m.Update(keys[i%2])
	}
}

// longStory is a store with one story of so many words, its page read.
func longStory(b *testing.B, n int) (world, page) {
	b.Helper()
	ctx := context.Background()
	db, err := store.Open(ctx, filepath.Join(b.TempDir(), "s.db"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	src := feeds.Source{URL: "https://paper.example/feed"}
	if err := db.Follow(ctx, []feeds.Source{src}); err != nil {
		b.Fatal(err)
	}
	item := feeds.Item{ID: "1", Title: "The river", Link: "https://paper.example/1", Content: "<p>The river has risen.</p>", Published: time.Now()}
	if _, _, err := db.Keep(ctx, feeds.Answer{Source: src, Feed: &feeds.Feed{Items: []feeds.Item{item}}}); err != nil {
		b.Fatal(err)
	}
	paragraph := strings.TrimSpace(strings.Repeat("The ministry said on *Monday* that the [river](https://paper.example/2) had risen by two metres since. ", 8))
	var md, text []string
	for i := 0; i*len(strings.Fields(paragraph)) < n; i++ {
		md, text = append(md, paragraph), append(text, paragraph)
	}
	if err := db.KeepArticle(ctx, 1, article.Article{Markdown: strings.Join(md, "\n\n"), Text: strings.Join(text, "\n")}); err != nil {
		b.Fatal(err)
	}
	return world{ctx: ctx, db: db, now: time.Now}, page{id: 1, width: 80}
}

// What lies between the key and the text on the screen: the budget is 100 ms for 3,000 words and 150 ms for 17,000; "whole" is
// the rest of the text, which follows.
func BenchmarkOpen(b *testing.B) {
	for _, n := range []int{3000, 17_000} {
		w, p := longStory(b, n)
		b.Run(fmt.Sprintf("%d/first", n), func(b *testing.B) {
			for b.Loop() {
				if msg := w.text(p, setting{now: time.Now(), lines: 50}, 0)().(textMsg); msg.err != nil || len(msg.set.lines) < 50 {
					b.Fatal(msg.err, len(msg.set.lines))
				}
			}
		})
		b.Run(fmt.Sprintf("%d/whole", n), func(b *testing.B) {
			msg := w.text(p, setting{now: time.Now(), lines: 50}, 0)().(textMsg)
			for b.Loop() {
				if rest := msg.next().(textMsg); rest.set.partial {
					b.Fatal("not whole")
				}
			}
		})
	}
}

// A letter more of what is looked for in 17,000 words: the budget is 1 ms.
func BenchmarkFind(b *testing.B) {
	var lines []string
	for range 1700 {
		lines = append(lines, "The ministry said on Monday that the river had risen by two metres.")
	}
	f := &textFind{index: newFindIndex(lines)}
	for b.Loop() {
		if f.search("river had", 0); len(f.hits) != 1700 {
			b.Fatal(len(f.hits))
		}
	}
}

// A text is scrolled with its hits marked and a picture in half blocks on the screen: the budget of View is 2 ms.
func BenchmarkScroll(b *testing.B) {
	for _, what := range []string{"text", "hits", "picture"} {
		b.Run(what+"/200x50", func(b *testing.B) {
			m := fullModel(200, 50)
			m.reading = true
			m.reader.at = make([]int, len(m.reader.lines))
			switch what {
			case "hits":
				m.reader.find = &textFind{index: newFindIndex(m.reader.lines)}
				m.reader.find.search("river", 0)
			case "picture":
				copy(m.reader.lines[4:], blockLines(quarters(800, 450), 80, 22))
			}
			keys := []tea.KeyPressMsg{newstest.Key("j"), newstest.Key("k")}
			for i := 0; b.Loop(); i++ {
				m.Update(keys[i%2])
				m.View()
			}
		})
	}
}
