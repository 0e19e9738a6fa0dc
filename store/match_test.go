package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds/topics"
	"dateline/store/terms"
)

// What a word or phrase of a topic finds, in title and summary apart, the index finds too; and where it stands word for word, the topic
// finds it.
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
	type found struct{ title, summary bool }
	hits := 0
	stories := shownIn(t, db)
	for _, entry := range all {
		b := newLabeller()
		b.add(1, topics.Topic{Name: "One", Any: []string{entry}})
		r := b.reading()
		searched := make(map[ID]found)
		for _, column := range []string{"title", "summary"} {
			var places []int64
			var err error
			if match := b.match(); match != "" {
				places, err = readPlaces(db.read.Query("SELECT rowid FROM words WHERE words MATCH ?", column+" : "+strings.TrimPrefix(match, "{title summary} : ")))
			}
			if err != nil {
				t.Fatal(entry, err)
			}
			for _, p := range places {
				f := searched[ID(p&idMask)]
				f.title, f.summary = f.title || column == "title", f.summary || column == "summary"
				searched[ID(p&idMask)] = f
			}
		}
		for _, s := range stories {
			r.story(&outlet{}, &arrival{title: s.Title, summary: s.Summary})
			got := found{r.where[0].title != "", r.where[0].summary != ""}
			if b.match() != "" && (got.title && !searched[s.ID].title || got.summary && !searched[s.ID].summary) {
				t.Errorf("%q: found in %q, which a search does not find", entry, s.Title+" | "+s.Summary)
			}
			if verbatim(s.Title, entry) && !got.title || verbatim(s.Summary, entry) && !got.summary {
				t.Errorf("%q: not found in %q", entry, s.Title+" | "+s.Summary)
			}
			if got != (found{}) {
				hits++
			}
		}
	}
	if hits < 1000 {
		t.Errorf("only %d hits: the test tests nothing", hits)
	}
}

// verbatim reports that a text has all words of another, in a row.
func verbatim(text, piece string) bool {
	words := terms.All(piece)
	return len(words) > 0 && strings.Contains(" "+strings.Join(terms.All(text), " ")+" ", " "+strings.Join(words, " ")+" ")
}

// A word of a topic finds itself and its plural, and what is written with dots; what lies within something longer is no second hit.
func TestWordsOfATopic(t *testing.T) {
	for _, c := range []struct {
		any            []string
		title, summary string
		want           string // strong labels in capitals, "": none
	}{
		{[]string{"tariff"}, "New tariffs on steel", "", "STRONG"},
		{[]string{"economy"}, "Two economies in one country", "", "STRONG"},
		{[]string{"tax"}, "Taxes rise again", "", "STRONG"},
		{[]string{"virus"}, "Two viruses meet", "", "STRONG"},
		{[]string{"jobs"}, "A job well done", "", ""},
		{[]string{"jobs"}, "Jobs are scarce", "", "STRONG"},
		{[]string{"recession"}, "Parliament in recess", "", ""},
		{[]string{"irs"}, "The minister draws ire", "", ""},
		{[]string{"election"}, "An elected mayor", "", ""},
		{[]string{"elect*"}, "An elected mayor", "", "STRONG"},
		{[]string{"epa"}, "E.P.A. drops a rule", "", "STRONG"},
		{[]string{"ai"}, "Who pays for A.I.?", "", "STRONG"},
		{[]string{"ai"}, "Part A. I was there", "", ""},
		{[]string{"u.s."}, "Trust us, says bank", "", ""},
		{[]string{"peace talk"}, "Peace talks begin", "", "STRONG"},
		{[]string{"wages", "minimum wages"}, "", "A shop that paid less than the minimum wages was fined.", "weak"},
		{[]string{"wages", "minimum wages"}, "", "A shop that paid no minimum wages now pays better wages.", "STRONG"},
		{[]string{"storm*", "storms"}, "", "Storms are on the way.", "weak"},
		{[]string{"storm*"}, "", "Storms are on the way, and another storm after them.", "STRONG"},
		{[]string{"storm*"}, "", "The harbour was shut for the whole of the day when the storm came; no storm was like it.", "weak"},
		{[]string{"storm*"}, "", "The harbour was shut for the whole of the day when the storm came; no storm was like this storm.", "STRONG"},
	} {
		b := newLabeller()
		b.add(1, topics.Topic{Name: "T", Any: c.any})
		got := ""
		for _, l := range b.reading().labels(&outlet{}, &arrival{title: c.title, summary: c.summary}) {
			if got = "weak"; l.strong {
				got = "STRONG"
			}
		}
		if got != c.want {
			t.Errorf("%q in %q %q: %q, want %q", c.any, c.title, c.summary, got, c.want)
		}
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
	rows, err := db.read.Query("SELECT l.place, t.name, l.strong, l.strong AND l.unread FROM label l JOIN topic t ON t.id = l.topic ORDER BY 1, 2")
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

// No word is passed by that an entry names, or begins.
func TestBeginnings(t *testing.T) {
	for _, c := range []struct {
		noted string
		has   bool
		words []string
	}{
		{"stone", true, []string{"stone", "stones", "still"}},
		{"stone", false, []string{"tone", "sand", "東京"}},
		{"é", true, []string{"é", "élan"}},
		{"e", true, []string{"e", "east"}},
		{"東京", true, []string{"東京", "東京都"}},
		{"sky", true, []string{"sky", "skies"}},
	} {
		var b beginnings
		b.add(c.noted)
		for _, w := range c.words {
			if b.has([]byte(w)) != c.has {
				t.Errorf("%s noted: %s %v, want %v", c.noted, w, !c.has, c.has)
			}
		}
	}
}
