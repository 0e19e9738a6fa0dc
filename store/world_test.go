package store

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/topics"
)

// noon is the moment at which tests take place.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// clock is a time that tests move.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

// open opens a store in a folder of the test and closes it at its end.
func open(t testing.TB, path string, c *clock) *DB {
	t.Helper()
	if c == nil {
		c = &clock{noon}
	}
	db, err := Open(t.Context(), path, Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// fresh is a new store.
func fresh(t testing.TB) *DB {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "news.db"), nil)
}

// answer is what a feed of that name brought.
func answer(name string, items ...feeds.Item) feeds.Answer {
	return feeds.Answer{
		Source: feeds.Source{URL: "https://" + strings.ToLower(name) + ".example/feed", Name: name},
		Asked:  noon, Status: 200,
		Feed: &feeds.Feed{Title: name + " news", Link: "https://" + strings.ToLower(name) + ".example/", Language: "en", Items: items},
	}
}

// item is a report published so long before noon.
func item(id, title string, before time.Duration) feeds.Item {
	return feeds.Item{ID: id, Title: title, Link: "https://example.org/" + id, Published: noon.Add(-before)}
}

func keep(t testing.TB, db *DB, a feeds.Answer) (added, updated int) {
	t.Helper()
	added, updated, err := db.Keep(context.Background(), a)
	if err != nil {
		t.Fatal(err)
	}
	return added, updated
}

// world makes up outlets that write news in a language of invented words, the same for the same seed.
type world struct {
	r     *rand.Rand
	words []string
}

func newWorld(seed uint64) *world {
	w := &world{r: rand.New(rand.NewPCG(seed, 1))}
	syllables := strings.Fields("ba ke li mo nu ra se ti vo za pre con der mar ter sol bri gan est ion ing ed er ly ment")
	seen := make(map[string]bool)
	for len(w.words) < 30_000 {
		var b strings.Builder
		for range 1 + w.r.IntN(4) {
			b.WriteString(syllables[w.r.IntN(len(syllables))])
		}
		if s := b.String(); !seen[s] && len(s) > 1 {
			seen[s] = true
			w.words = append(w.words, s)
		}
	}
	return w
}

// word is one of the vocabulary; the n-th comes about 1/n as often as the first.
func (w *world) word() string {
	return w.words[int(math.Pow(float64(len(w.words)), w.r.Float64()))-1]
}

func (w *world) text(words int) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.word())
	}
	return b.String()
}

// items are reports of an outlet, spread over a time before noon; one in whole has its text of about 5 KB.
func (w *world) items(outlet, n int, over time.Duration, whole int) []feeds.Item {
	out := make([]feeds.Item, n)
	for i := range out {
		out[i] = feeds.Item{
			ID:         fmt.Sprintf("%d-%d", outlet, i),
			Title:      w.text(9),
			Link:       fmt.Sprintf("https://outlet-%d.example/news/%d", outlet, i),
			Summary:    "<p>" + w.text(35) + "</p>",
			Published:  noon.Add(-time.Duration(w.r.Int64N(int64(over)))),
			Authors:    []feeds.Person{{Name: w.word() + " " + w.word()}},
			Categories: []string{w.words[100+w.r.IntN(200)]},
		}
		if i%whole == 0 {
			out[i].Content = "<p>" + strings.Repeat(w.text(80)+"</p>\n<p>", 9) + "</p>"
		}
	}
	return out
}

// topics are n subjects of m entries each, words, phrases and prefixes, of which each has about one story in twenty.
func (w *world) topics(n, m int) []topics.Topic {
	out := make([]topics.Topic, n)
	for i := range out {
		out[i].Name = fmt.Sprintf("Topic %d", i)
		for j := range m {
			e := w.words[150+(i*m+j)*7%20_000]
			switch j % 5 {
			case 3:
				e += " " + w.words[j]
			case 4:
				for n := i*m + j; len(e) < 7; n++ { // nobody watches for "ba*"
					e = w.words[1000+n]
				}
				e = e[:6] + "*"
			}
			out[i].Any = append(out[i].Any, e)
		}
		out[i].Not = []string{w.words[5000+i]}
		out[i].Sections = []string{w.words[100+i]}
	}
	return out
}

// some keeps n stories of three outlets, which is quicker than many of few.
func (w *world) some(t testing.TB, db *DB, n int) {
	t.Helper()
	for o := range 3 {
		keep(t, db, answer(fmt.Sprint("Outlet", o), w.items(o, n/3, 90*24*time.Hour, 5)...))
	}
}

// fill keeps n stories of 300 outlets over three years; a fifth have their text.
func (w *world) fill(t testing.TB, db *DB, n int) {
	const outlets = 300
	per := max(1, n/outlets)
	for o := range outlets {
		for done := 0; done < per; done += keptItems {
			a := answer(fmt.Sprintf("Outlet%d-%d", o, done), w.items(o*1000+done/keptItems, min(keptItems, per-done), 3*365*24*time.Hour, 5)...)
			keep(t, db, a)
		}
	}
}
