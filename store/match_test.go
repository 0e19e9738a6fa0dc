package store

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds/topics"
	"dateline/store/terms"
)

// A word or phrase of a topic is in a story when a search for it finds the story, in title and summary apart; a prefix
// when a word of the story begins so.
func TestTopicsFindWhatSearchFinds(t *testing.T) {
	db, w := fresh(t), newWorld(7)
	items := w.items(1, 400, 24*time.Hour, 50)
	odd := []string{
		"Élan vital, naïvement", "U.S.-made e-mails", "the 1,000 policies' end", "İstanbul STRASSE Straße", "Київ сьогодні", "東京 大阪",
		"running runs ran runner", "“quoted phrases” follow", "don’t can't won't", "a\u0301 b", "co₂ CO2", "हिन्दी भाषा", "🤖robots rise",
	}
	for i, s := range odd {
		items[i].Title = s
		items[i+50].Summary = "<p>" + s + "</p>"
	}
	keep(t, db, answer("A", items...))
	var texts []string
	for _, i := range items {
		texts = append(texts, i.Title, plain(i.Summary))
	}
	var all []string
	for range 400 {
		words := strings.Fields(texts[w.r.IntN(len(texts))])
		from := w.r.IntN(len(words))
		all = append(all, strings.Join(words[from:min(from+1+w.r.IntN(3), len(words))], " "))
	}
	all = append(all, "policy", "elan", "us made", "email", "e mail", "1 000", "strasse", "STRASSE", "киев", "東京", "run", "runners", "dont", "don t", "robot", "NEAR(", `x" OR y`)
	b := newLabeller()
	b.add(1, topics.Topic{Name: "All", Any: all})
	r := b.reading()
	type found struct{ title, summary bool }
	got := make([]map[ID]found, len(all))
	for n := range got {
		got[n] = make(map[ID]found)
	}
	stories := make(map[ID]arrival)
	for _, s := range shownIn(t, db) {
		stories[s.ID] = arrival{title: s.Title, summary: s.Summary}
		a := stories[s.ID]
		r.story(&outlet{}, &a)
		for _, n := range r.hit {
			got[n][s.ID] = found{r.where[n].title != "", r.where[n].summary != ""}
		}
	}
	hits := 0
	for n, entry := range all {
		want := make(map[ID]found)
		for _, column := range []string{"title", "summary"} {
			places, err := readPlaces(db.read.Query("SELECT rowid FROM words WHERE words MATCH ?", column+" : "+ftsQuote(entry)))
			if err != nil {
				t.Fatal(entry, err)
			}
			for _, p := range places {
				f := want[ID(p&idMask)]
				f.title, f.summary = f.title || column == "title", f.summary || column == "summary"
				want[ID(p&idMask)] = f
			}
		}
		hits += len(want)
		if !maps.Equal(got[n], want) {
			t.Errorf("%q: found in %v, searched %v", entry, got[n], want)
		}
	}
	if hits < 1000 {
		t.Errorf("only %d hits: the test tests nothing", hits)
	}
}

func shownIn(t *testing.T, db *DB) []Story {
	p, err := db.Page(t.Context(), latest, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	return p.Stories
}

// Labels that are given when a story comes in, when topics change one by one, and when all are new at once, are the same;
// so are the counts.
func TestLabelsAreTheSameOnEveryWay(t *testing.T) {
	w := newWorld(3)
	all := w.topics(12, 10)
	all[3].Feeds = []string{"B"}
	a, b := answer("A", w.items(1, 300, 24*time.Hour, 20)...), answer("B", w.items(2, 50, 24*time.Hour, 20)...)
	first, step, last := fresh(t), fresh(t), fresh(t)
	set := func(db *DB, list []topics.Topic) {
		t.Helper()
		if _, err := db.SetTopics(t.Context(), list); err != nil {
			t.Fatal(err)
		}
	}
	both := func(db *DB) {
		keep(t, db, a)
		keep(t, db, b)
		if _, err := db.MarkRead(t.Context(), []ID{3, 5, 8, 13, 320}, true); err != nil {
			t.Fatal(err)
		}
	}
	set(first, all)
	both(first)
	both(last)
	set(last, all)
	both(step)
	for n := range all {
		other := slices.Clone(all[:n+1])
		other[n].Any = other[n].Any[:3]
		set(step, other)
		set(step, all[:n+1])
	}
	want := labelsIn(t, first)
	if len(want) < 300 {
		t.Errorf("only %d labels: the test tests nothing", len(want))
	}
	for _, db := range []*DB{step, last} {
		if got := labelsIn(t, db); !slices.Equal(got, want) {
			t.Errorf("%d labels, want %d", len(got), len(want))
		}
	}
	for _, db := range []*DB{first, step, last} {
		checkTallies(t, db)
	}
}

func labelsIn(t *testing.T, db *DB) (out []string) {
	rows, err := db.read.Query("SELECT l.place, t.name, l.strong, l.unread FROM label l JOIN topic t ON t.id = l.topic ORDER BY 1, 2")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var place int64
		var name string
		var strong, unread bool
		if err := rows.Scan(&place, &name, &strong, &unread); err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(place, name, strong, unread))
	}
	return out
}

// BenchmarkLabel finds 44 topics of 30 entries in headlines with summaries.
func BenchmarkLabel(b *testing.B) {
	w := newWorld(1)
	l := newLabeller()
	for i, t := range w.topics(44, 30) {
		l.add(int64(i), t)
	}
	var stories []arrival
	for range 1000 {
		stories = append(stories, arrival{title: w.text(9), summary: w.text(50)})
	}
	r := l.reading()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		r.labels(&outlet{}, &stories[i%1000])
	}
}

// BenchmarkSetTopics labels a store of 100,000 anew: after one topic has changed, after all of 44 have, and for 44 new
// ones.
func BenchmarkSetTopics(b *testing.B) {
	w := newWorld(2)
	db := open(b, filled(b, w), nil)
	all := w.topics(44, 30)
	less := slices.Clone(all)
	for i := range less {
		less[i].Any = less[i].Any[1:]
	}
	set := func(b *testing.B, list []topics.Topic) {
		if _, err := db.SetTopics(b.Context(), list); err != nil {
			b.Fatal(err)
		}
	}
	for _, c := range []struct {
		what     string
		from, to []topics.Topic
	}{
		{"one changed", all, append(less[:1:1], all[1:]...)},
		{"44 changed", all, less},
		{"44 new", nil, all},
	} {
		b.Run(c.what, func(b *testing.B) {
			var spent usage
			for b.Loop() {
				b.StopTimer()
				set(b, c.from)
				used := processor()
				b.StartTimer()
				set(b, c.to)
				spent += processor() - used
			}
			b.ReportMetric(float64(spent)/1e6/float64(b.N), "cpu-ms/op")
		})
	}
}

// No word is passed by whose term, or whose own beginning, an entry has.
func TestBeginnings(t *testing.T) {
	words := strings.Fields("aying ays yying ating bling izing aed eed a y é hopping 東京 выборы ies sses ation")
	r := rand.New(rand.NewPCG(5, 5))
	for range 200_000 {
		var b strings.Builder
		for range 1 + r.IntN(4) {
			b.WriteByte("aeiybltsz"[r.IntN(9)])
		}
		words = append(words, b.String()+[]string{"", "", "s", "es", "ed", "ing", "ies", "y", "ly", "ness", "eed", "ational", "e", "ll"}[r.IntN(14)])
	}
	for _, w := range words {
		var terse, whole beginnings
		terse.add(string(terms.Stem([]byte(w))))
		whole.add(w)
		if !terse.has([]byte(w)) || !whole.has([]byte(w)) {
			t.Errorf("%q is passed by where %q is looked for", w, terms.Stem([]byte(w)))
		}
	}
	var none beginnings
	if none.add("stone"); none.has([]byte("tone")) || none.has([]byte("sand")) || !none.has([]byte("still")) {
		t.Error("beginnings tell nothing apart")
	}
}
