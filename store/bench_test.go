package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"dateline/feeds"
)

// size is how many stories the generated store of the benchmarks has: STORIES=1000000 go test -bench Store.
func size() int {
	if n, err := strconv.Atoi(os.Getenv("STORIES")); err == nil {
		return n
	}
	return 100_000
}

// BenchmarkColdRefresh keeps 100 feeds of 50 stories, two in five with their text, in an empty store with 30 topics of
// 15 entries.
func BenchmarkColdRefresh(b *testing.B) {
	w := newWorld(1)
	topics := w.topics(30, 15)
	var answers []feeds.Answer
	for f := range 100 {
		answers = append(answers, answer(fmt.Sprintf("Feed%d", f), w.items(f, 50, 14*24*time.Hour, 3)...))
	}
	used := processor()
	for b.Loop() {
		db := open(b, filepath.Join(b.TempDir(), "news.db"), nil)
		if _, err := db.SetTopics(b.Context(), topics); err != nil {
			b.Fatal(err)
		}
		for _, a := range answers {
			keep(b, db, a)
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
	used.report(b)
}

func BenchmarkStore(b *testing.B) {
	ctx := context.Background()
	w := newWorld(2)
	path := filled(b, w)

	b.Run("open to first page", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			db, err := Open(ctx, path, Options{Now: (&clock{noon}).Now})
			if err != nil {
				b.Fatal(err)
			}
			page(b, db, Query{Room: Latest}, 0)
			b.StopTimer()
			db.Close()
			b.StartTimer()
		}
	})

	db := open(b, path, nil)
	half := noon.UnixMilli()
	since := noon.Add(-48 * time.Hour).Unix()
	end := size() / 300 * 300
	for _, c := range []struct {
		name  string
		q     Query
		first int
	}{
		{"latest", Query{}, 0},
		{"latest at nine tenths", Query{}, end * 9 / 10},
		{"latest in the middle", Query{}, end / 2},
		{"latest up to", Query{UpTo: ID(end - 100)}, 1000},
		{"front", Query{Room: Front, Since: since}, 0},
		{"front of a month", Query{Room: Front, Since: noon.AddDate(0, -1, 0).Unix()}, 0},
		{"front, topic, unread", Query{Room: Front, Since: noon.AddDate(0, -1, 0).Unix(), Include: "Topic 0", Unread: true}, 0},
		{"unread", Query{Unread: true}, 0},
		{"unread at nine tenths", Query{Unread: true, Read: half}, end / 2 * 9 / 10},
		{"topic", Query{Include: "Topic 0"}, 0},
		{"topic, unread", Query{Include: "Topic 0", Unread: true, Read: half}, 100},
		{"three topics", Query{Include: "Topic 0\nTopic 1\nTopic 2"}, 1000},
		{"three topics without another, unread", Query{Include: "Topic 0\nTopic 1\nTopic 2", Exclude: "Topic 3", Unread: true}, 0},
		{"without a topic", Query{Exclude: "Topic 0"}, 0},
		{"without two topics, deep", Query{Exclude: "Topic 0\nTopic 1"}, end / 2},
		{"saved", Query{Room: Saved}, 0},
		{"search rare", Query{Words: w.words[20_000]}, 0},
		{"search common", Query{Words: w.words[10]}, 0},
		{"search very common", Query{Words: w.words[0]}, 0},
		{"search two common", Query{Words: w.words[5] + " " + w.words[6]}, 0},
		{"search typed, one letter", Query{Words: "b", Typing: true}, 0},
		{"search typed, two letters", Query{Words: "ba", Typing: true}, 0},
		{"search typed, three letters", Query{Words: "bak", Typing: true}, 0},
		{"search typed, five letters", Query{Words: "baker", Typing: true}, 0},
		{"search title", Query{Words: "title:" + w.words[10]}, 0},
		{"search unread newer", Query{Words: w.words[10] + " is:unread newer:30d"}, 0},
		{"search source", Query{Words: "source:outlet77"}, 0},
		{"search topic", Query{Words: `topic:"topic 1"`}, 0},
		{"search without", Query{Words: "-" + w.words[10]}, 0},
		{"search url", Query{Words: "url:outlet-7000"}, 0},
	} {
		if c.q.Since == 0 && c.q.Room == Front {
			c.q.Room = Latest
		}
		b.Run("page/"+c.name, func(b *testing.B) { // as if nothing had been counted before
			p := page(b, db, c.q, c.first)
			used := processor()
			for b.Loop() {
				db.counted.forget()
				db.sifting.forget()
				page(b, db, c.q, c.first)
			}
			used.report(b)
			b.ReportMetric(float64(p.Total), "total")
		})
	}
	b.Run("scroll", func(b *testing.B) { // through the worst of these, from its middle
		q := Query{Room: Latest, Exclude: "Topic 0\nTopic 1"}
		page(b, db, q, end/2)
		used := processor()
		for i := 0; b.Loop(); i++ {
			page(b, db, q, end/2+i%1000)
		}
		used.report(b)
	})
	b.Run("counts", func(b *testing.B) {
		for b.Loop() {
			if _, err := db.Counts(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
	for name, q := range map[string]Query{
		"latest": {Room: Latest}, "latest up to": {Room: Latest, UpTo: ID(end - 1000)}, "front": {Room: Front, Since: since},
		"search": {Room: Latest, Words: w.words[10]}, "unread": {Room: Latest, Unread: true, Read: half},
	} {
		b.Run("topic counts/"+name, func(b *testing.B) {
			used := processor()
			for b.Loop() {
				db.counted.forget()
				db.sifting.forget()
				if _, err := db.TopicCounts(ctx, q); err != nil {
					b.Fatal(err)
				}
			}
			used.report(b)
		})
	}
	b.Run("position", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := db.Position(ctx, Query{Room: Latest}, 500); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("next unread", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := db.NextUnread(ctx, Query{Room: Latest}, end*9/10, false); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("body", func(b *testing.B) {
		for b.Loop() {
			if _, err := db.Body(ctx, 501); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("feeds", func(b *testing.B) {
		for b.Loop() {
			if _, err := db.Feeds(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("mark read and undo", func(b *testing.B) {
		for b.Loop() {
			act, err := db.MarkRead(ctx, []ID{1}, true)
			if err != nil || act.Count == 0 {
				b.Fatal(act, err)
			}
			if _, _, err := db.Undo(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("mark 10000 read", func(b *testing.B) {
		var ids []ID
		for i := range min(10_000, end/4) {
			ids = append(ids, ID(1+2*i))
		}
		used := processor()
		for b.Loop() {
			if _, err := db.MarkRead(ctx, ids, true); err != nil {
				b.Fatal(err)
			}
			b.StopTimer()
			if _, _, err := db.Undo(ctx); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
		used.report(b)
	})
	b.Run("relabel all topics", func(b *testing.B) {
		used := processor()
		for i := 0; b.Loop(); i++ {
			t := w.topics(24, 12)
			for j := range t {
				t[j].Not = append(t[j].Not, fmt.Sprint("never", i))
			}
			if _, err := db.SetTopics(ctx, t); err != nil {
				b.Fatal(err)
			}
		}
		used.report(b)
	})
	b.Run("relabel one topic", func(b *testing.B) {
		t := w.topics(24, 12)
		used := processor()
		for i := 0; b.Loop(); i++ {
			t[5].Not = []string{fmt.Sprint("never", i)}
			if _, err := db.SetTopics(ctx, t); err != nil {
				b.Fatal(err)
			}
		}
		used.report(b)
	})
}

// filled is the file of a store of size stories, half of them read, some saved. With STORE=file it is made once and kept.
func filled(b *testing.B, w *world) string {
	path := os.Getenv("STORE")
	if path == "" {
		path = filepath.Join(b.TempDir(), "news.db")
	}
	if _, err := os.Stat(path); err == nil {
		return path
	}
	db := open(b, path, nil)
	if _, err := db.SetTopics(b.Context(), w.topics(24, 12)); err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	w.fill(b, db, size())
	b.Logf("filled in %v", time.Since(start).Round(time.Millisecond))
	markHalf(b, db)
	if err := db.Close(); err != nil {
		b.Fatal(err)
	}
	if st, err := os.Stat(path); err == nil {
		b.Logf("%d MB, %d bytes a story", st.Size()>>20, st.Size()/int64(size()))
	}
	return path
}

// usage is processor time: on a busy machine it says more than the clock.
type usage time.Duration

func processor() usage {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return usage(r.Utime.Nano() + r.Stime.Nano())
}

func (u usage) report(b *testing.B) {
	b.ReportMetric(float64(processor()-u)/1e6/float64(b.N), "cpu-ms/op")
}

// markHalf marks every second story read and saves every hundredth of the first 20,000.
func markHalf(b *testing.B, db *DB) {
	var ids []ID
	for i := 2; i <= size(); i += 2 {
		ids = append(ids, ID(i))
	}
	ctx := context.Background()
	if _, err := db.MarkRead(ctx, ids, true); err != nil {
		b.Fatal(err)
	}
	for i := 100; i <= min(size(), 20_000); i += 100 {
		if _, err := db.Save(ctx, ID(i), true); err != nil {
			b.Fatal(err)
		}
	}
}

func page(b *testing.B, db *DB, q Query, first int) Page {
	b.Helper()
	p, err := db.Page(context.Background(), q, first, 50)
	if err != nil {
		b.Fatal(err)
	}
	return p
}
