package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// quantiles reports the processor time that calls took: half of them at most, 19 of 20 at most, the worst.
func quantiles(b *testing.B, took []usage) {
	b.Helper()
	slices.Sort(took)
	ms := func(u usage) float64 { return float64(u) / 1e6 }
	b.ReportMetric(ms(took[len(took)/2]), "p50-cpu-ms")
	b.ReportMetric(ms(took[len(took)*95/100]), "p95-cpu-ms")
	b.ReportMetric(ms(took[len(took)-1]), "max-cpu-ms")
	b.ReportMetric(0, "ns/op")
}

func took(f func()) usage {
	start := processor()
	f()
	return processor() - start
}

// withMutes opens a filled store and mutes a word, a phrase, an outlet and a topic.
func withMutes(b *testing.B) (*DB, *world) {
	b.Helper()
	w := newWorld(2)
	db := open(b, filled(b, w), nil)
	mutes := []Mute{{Query: w.words[300]}, {Query: fmt.Sprintf("%q", w.words[40]+" "+w.words[2])}, {Query: "source:outlet77-0"}, {Query: `topic:"topic 23"`}}
	if err := db.SetMutes(b.Context(), mutes); err != nil {
		b.Fatal(err)
	}
	return db, w
}

// BenchmarkViews reads pages of views with topics, unread only or not, while mutes hold: the first page, one a little further
// down, one anywhere.
func BenchmarkViews(b *testing.B) {
	db, w := withMutes(b)
	r := rand.New(rand.NewPCG(7, 7))
	topic := func() string { return fmt.Sprintf("Topic %d", r.IntN(23)) }
	var views []Query
	for i := range 60 {
		q := Query{Room: Latest, Unread: i%2 == 0}
		switch i % 6 {
		case 0, 1:
			q.Include = Topics(topic())
		case 2:
			q.Include, q.Exclude = Topics(topic()).With(topic()), Topics(topic())
		case 3:
			q.Exclude = Topics(topic())
		case 4:
			q.Words = fmt.Sprintf("source:outlet%d", r.IntN(300))
		default:
			q.Include, q.Words = Topics(topic()), w.words[r.IntN(200)]
		}
		views = append(views, q)
	}
	pages := func(forget bool) []usage {
		var out []usage
		for _, q := range views {
			p := page(b, db, q, 0)
			for _, first := range []int{0, 0, 50, 100, 150, 200, 250, r.IntN(p.Total + 1), r.IntN(p.Total + 1)} {
				if forget {
					db.counted.forget()
					db.sifting.forget()
				}
				out = append(out, took(func() { page(b, db, q, first) }))
			}
		}
		return out
	}
	b.Run("pages", func(b *testing.B) { quantiles(b, pages(false)) })
	b.Run("pages counted anew", func(b *testing.B) { quantiles(b, pages(true)) })
	b.Run("tabs and topics", func(b *testing.B) {
		var out []usage
		tabs := []Query{{Room: Front, Since: noon.Add(-48 * time.Hour).Unix()}, {Room: Latest}, {Room: Latest, Unread: true}, {Room: Saved}}
		for range 20 {
			db.counted.forget()
			db.sifting.forget()
			out = append(out, took(func() {
				if _, err := db.Counts(b.Context()); err != nil {
					b.Fatal(err)
				}
				if _, err := db.ViewCounts(b.Context(), tabs); err != nil {
					b.Fatal(err)
				}
				if _, err := db.TopicCounts(b.Context(), Query{Room: Latest}); err != nil {
					b.Fatal(err)
				}
			}))
		}
		quantiles(b, out)
	})
	b.Run("mute a word and lift it", func(b *testing.B) {
		var out []usage
		for range 3 {
			out = append(out, took(func() {
				if _, err := db.Mute(b.Context(), w.words[90], time.Time{}); err != nil {
					b.Fatal(err)
				}
			}))
			list, err := db.Mutes(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(list[0].Stories), "stories")
			out = append(out, took(func() {
				if _, err := db.Lift(b.Context(), list[0].ID); err != nil {
					b.Fatal(err)
				}
			}))
		}
		quantiles(b, out)
	})
}

// BenchmarkTyping searches as a reader types, letter by letter.
func BenchmarkTyping(b *testing.B) {
	db, w := withMutes(b)
	var texts []string
	for _, n := range []int{0, 3, 10, 60, 400, 2000, 9000} {
		texts = append(texts, w.words[n], w.words[n+1]+" "+w.words[n+2], w.words[n]+" -"+w.words[n+5], "title:"+w.words[n]+" is:unread", `"`+w.words[n]+" "+w.words[1])
	}
	texts = append(texts, "url:outlet-7000.example", "source:outlet12", `topic:"topic 3" newer:30d`, "-"+w.words[10], "/"+w.words[4]+"|"+w.words[9]+"/i", "has:fulltext sources:>=2")
	var out []usage
	for _, text := range texts {
		for n := 1; n <= len(text); n++ {
			q := Query{Room: Latest, Words: text[:n], Typing: true}
			out = append(out, took(func() {
				if _, err := db.Page(b.Context(), q, 0, 50); err != nil && n == len(text) {
					b.Fatal(err)
				}
			}))
		}
	}
	quantiles(b, out)
}
