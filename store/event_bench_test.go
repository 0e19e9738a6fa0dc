package store

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"dateline/feeds/topics"
)

// BenchmarkGroup groups 300 new stories in a store of 100,000, of which 6,500 are of the last 72 hours; and begins with
// nothing but what is stored, as the first refresh of a day does; and groups the whole window. Then it reads the page that comes of it.
func BenchmarkGroup(b *testing.B) {
	const window, refresh = 6500, 300
	w := newWorld(5)
	path := filepath.Join(b.TempDir(), "news.db")
	db := open(b, path, nil)
	w.fill(b, db, size()-window)
	for o := range 50 {
		keep(b, db, answer(fmt.Sprintf("Window%d", o), w.items(9000+o, window/50, 70*time.Hour, 20)...))
	}
	if _, err := db.Group(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Run("whole window", func(b *testing.B) {
		var groups int
		for b.Loop() {
			b.StopTimer()
			if _, err := db.write.Exec("UPDATE story SET event = 0 WHERE place >= ?", placeOf(noon.Add(-topics.Window), 0)); err != nil {
				b.Fatal(err)
			}
			db.grouping.grouper = nil
			b.StartTimer()
			n, err := db.Group(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			groups += n
		}
		b.ReportMetric(float64(groups)/b.Elapsed().Seconds(), "stories/s")
	})
	arrive := func(i int) {
		for o := range 10 {
			keep(b, db, answer(fmt.Sprintf("Window%d", o), w.items(20_000+i*10+o, refresh/10, 2*time.Hour, 20)...))
		}
	}
	for i, name := range []string{"refresh", "first refresh"} {
		b.Run(name, func(b *testing.B) {
			used := processor()
			for n := 0; b.Loop(); n++ {
				b.StopTimer()
				arrive(i*100_000 + n)
				if i == 1 {
					db.grouping.grouper = nil
				}
				b.StartTimer()
				if got, err := db.Group(b.Context()); got != refresh || err != nil {
					b.Fatal(got, err)
				}
			}
			used.report(b)
		})
	}
	q := Query{Room: Front, Since: noon.Add(-48 * time.Hour).Unix()}
	for name, q := range map[string]Query{"front": q, "front of all": {Room: Front}} {
		b.Run(name, func(b *testing.B) {
			used := processor()
			for b.Loop() {
				page(b, db, q, 0)
			}
			used.report(b)
		})
	}
	b.Run("front, topics", func(b *testing.B) {
		if _, err := db.SetTopics(b.Context(), w.topics(40, 12)); err != nil {
			b.Fatal(err)
		}
		b.ResetTimer()
		for b.Loop() {
			if _, err := db.TopicCounts(b.Context(), q); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("mark event", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			if _, err := db.MarkEventRead(b.Context(), ID(size()-100), n%2 == 0); err != nil {
				b.Fatal(err)
			}
		}
	})
}
