package store

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/topics"
	"dateline/store/query"
)

// shelf fills a store with 700 stories of 7 outlets over three days, some read, some saved, under three topics.
func shelf(t *testing.T, c *clock) (*DB, []Story, map[ID]int64) {
	t.Helper()
	db := open(t, t.TempDir()+"/news.db", c)
	if _, err := db.SetTopics(t.Context(), []topics.Topic{
		{Name: "Climate", Any: []string{"climate", "emission*"}},
		{Name: "Sport", Any: []string{"match", "league"}},
		{Name: "Empty", Any: []string{"zeppelin"}},
		{Name: "Peace", Any: []string{"peace plan", "envoy"}},
	}); err != nil {
		t.Fatal(err)
	}
	titles := []string{
		"Envoy heads east", "Climate talks end", "Match postponed", "Emissions fall", "Peace plan signed", "Bank holds rates",
		"Climate league match", "Envoy on climate", "Storm shuts ports",
	}
	for o := range 7 {
		var items []feeds.Item
		for i := range 100 {
			n := o*100 + i
			items = append(items, feeds.Item{
				ID: fmt.Sprint(n), Title: fmt.Sprintf("%s %d", titles[n*7%len(titles)], n), Link: fmt.Sprintf("https://o%d.example/%d", o, n),
				Published: noon.Add(-time.Duration(n*37%4320) * time.Minute), // some at the same minute as others
			})
		}
		keep(t, db, answer(fmt.Sprintf("Outlet %d", o), items...))
	}
	readAt := make(map[ID]int64)
	for id := ID(1); id <= 700; id += 3 {
		c.now = c.now.Add(time.Minute)
		if _, err := db.MarkRead(t.Context(), []ID{id}, true); err != nil {
			t.Fatal(err)
		}
		readAt[id] = c.now.UnixMilli()
	}
	for id := ID(5); id <= 700; id += 45 {
		c.now = c.now.Add(time.Minute)
		if _, err := db.Save(t.Context(), id, true); err != nil {
			t.Fatal(err)
		}
	}
	var all []Story
	for id := ID(1); id <= 700; id++ {
		s, err := db.Story(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return db, all, readAt
}

// expect is what a list should be, by the plainest means.
func expect(all []Story, readAt map[ID]int64, now time.Time, q Query, words func(Story) bool) []Story {
	var out []Story
	for _, s := range all {
		has := func(n string) bool { return slices.Contains(s.Topics, n) }
		switch {
		case q.Include != "" && !slices.ContainsFunc(q.Include.Names(), has), slices.ContainsFunc(q.Exclude.Names(), has),
			q.UpTo > 0 && s.ID > q.UpTo, q.Room == Saved && !s.Saved, q.Room == Front && s.Published.Unix() < q.Since,
			words != nil && !words(s):
			continue
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Story) int {
		if q.Room == Saved {
			return cmp.Compare(b.ID, a.ID) // they were saved in that order
		}
		return cmp.Or(b.Published.Compare(a.Published), cmp.Compare(b.ID, a.ID))
	})
	if q.Room == Front {
		if q.Read > 0 {
			now = time.UnixMilli(q.Read)
		}
		rank, nth := make(map[ID]float64), make(map[string]float64)
		for _, s := range out { // each is an event of its own
			hours := max(now.Sub(s.Published).Hours(), 0)
			rank[s.ID] = math.Exp2(-hours / 8)
			if hours < 3 {
				rank[s.ID] *= 1.5
			}
		}
		byRank := func(a, b Story) int {
			return cmp.Or(cmp.Compare(rank[b.ID], rank[a.ID]), b.Published.Compare(a.Published), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
		}
		slices.SortFunc(out, byRank)
		for _, s := range out {
			rank[s.ID] *= math.Exp2(-.75 * nth[s.Source] / 8)
			nth[s.Source]++
		}
		slices.SortFunc(out, byRank)
		out = out[:min(len(out), 60)]
	}
	return slices.DeleteFunc(out, func(s Story) bool {
		return q.Unread && s.Read && (q.Read == 0 || readAt[s.ID] <= q.Read)
	})
}

func TestLists(t *testing.T) {
	c := &clock{noon}
	db, all, readAt := shelf(t, c)
	ctx := t.Context()
	since := noon.Add(-48 * time.Hour).Unix()
	lately := readAt[400]
	title := func(w string) func(Story) bool {
		return func(s Story) bool { return strings.Contains(strings.ToLower(s.Title), strings.ToLower(w)) }
	}
	for _, k := range []struct {
		q     Query
		words func(Story) bool
	}{
		{Query{Room: Latest}, nil},
		{Query{Room: Latest, UpTo: 333}, nil},
		{Query{Room: Latest, Unread: true}, nil},
		{Query{Room: Latest, Unread: true, Read: lately}, nil},
		{Query{Room: Latest, Unread: true, Read: lately, UpTo: 500}, nil},
		{Query{Room: Latest, Include: "Climate"}, nil},
		{Query{Room: Latest, Include: "Climate\nSport"}, nil},
		{Query{Room: Latest, Include: "Climate\nSport\nPeace", Exclude: "Empty"}, nil},
		{Query{Room: Latest, Include: "Climate\nSport", Unread: true}, nil},
		{Query{Room: Latest, Include: "Climate\nSport", Unread: true, Read: lately, UpTo: 600}, nil},
		{Query{Room: Latest, Include: "Climate", Exclude: "Sport"}, nil},
		{Query{Room: Latest, Exclude: "Sport"}, nil},
		{Query{Room: Latest, Exclude: "Sport\nPeace", UpTo: 400}, nil},
		{Query{Room: Latest, Exclude: "Sport", Unread: true, Read: lately}, nil},
		{Query{Room: Latest, Include: "No such topic"}, nil},
		{Query{Room: Latest, Exclude: "No such topic"}, nil},
		{Query{Room: Latest, Include: "Empty"}, nil},
		{Query{Room: Front, Since: since}, nil},
		{Query{Room: Front, Since: since, Unread: true}, nil},
		{Query{Room: Front, Since: since, Unread: true, Read: lately, UpTo: 650}, nil},
		{Query{Room: Front, Since: since, Include: "Climate", Exclude: "Peace"}, nil},
		{Query{Room: Front, Since: since, Words: "envoy"}, title("Envoy")},
		{Query{Room: Saved}, nil},
		{Query{Room: Saved, Unread: true}, nil},
		{Query{Room: Saved, Include: "Climate"}, nil},
		{Query{Room: Saved, Words: "climate"}, title("Climate")},
		{Query{Room: Latest, Words: "envoy"}, title("Envoy")},
		{Query{Room: Latest, Words: "envoy -climate"}, title("Envoy heads")},
		{Query{Room: Latest, Words: "emission", Unread: true}, title("Emissions")},
		{Query{Room: Latest, Words: "emission", Unread: true, Read: lately}, title("Emissions")},
		{Query{Room: Latest, Words: `"peace plan" OR storm`, UpTo: 500}, func(s Story) bool {
			return strings.Contains(s.Title, "Peace plan") || strings.Contains(s.Title, "Storm")
		}},
		{Query{Room: Latest, Words: "clima", Typing: true, Exclude: "Sport"}, title("Climate")},
		{Query{Room: Latest, Words: "-climate"}, func(s Story) bool { return !title("climate")(s) }},
		{Query{Room: Latest, Words: "-climate OR source:\"outlet 3\""}, func(s Story) bool {
			return !title("climate")(s) || s.Source == "Outlet 3"
		}},
		{Query{Room: Latest, Words: "source:\"outlet 3\"", Unread: true}, func(s Story) bool { return s.Source == "Outlet 3" }},
		{Query{Room: Latest, Words: "feed:9.example"}, func(Story) bool { return false }},
		{Query{Room: Latest, Words: "topic:sport"}, func(s Story) bool { return slices.Contains(s.Topics, "Sport") }},
		{Query{Room: Latest, Words: "topic:spo", Include: "Climate"}, func(s Story) bool { return slices.Contains(s.Topics, "Sport") }},
		{Query{Room: Latest, Words: "topic:nothing"}, func(Story) bool { return false }},
		{Query{Room: Latest, Words: "is:saved"}, func(s Story) bool { return s.Saved }},
		{Query{Room: Latest, Words: "is:unread -is:saved"}, func(s Story) bool { return !s.Read && !s.Saved }},
		{Query{Room: Latest, Words: "is:read title:climate"}, func(s Story) bool { return s.Read && title("climate")(s) }},
		{Query{Room: Latest, Words: "url:o4.example"}, func(s Story) bool { return strings.Contains(s.URL, "o4.example") }},
		{Query{Room: Latest, Words: "lang:en"}, func(Story) bool { return true }},
		{Query{Room: Latest, Words: "lang:de"}, func(Story) bool { return false }},
		{Query{Room: Latest, Words: "on:2026-11-22"}, func(s Story) bool { return s.Published.UTC().Day() == 22 }},
		{Query{Room: Latest, Words: "older:2026-11-22 envoy"}, func(s Story) bool {
			return s.Published.UTC().Day() < 22 && strings.Contains(s.Title, "Envoy")
		}},
	} {
		t.Run(fmt.Sprintf("%+v", k.q), func(t *testing.T) {
			want := expect(all, readAt, c.now, k.q, k.words)
			for range 2 { // the second time from what was counted
				compare(t, db, k.q, want)
			}
			topicless := k.q
			topicless.Include, topicless.Exclude = "", ""
			checkTopicCounts(t, db, k.q, expect(all, readAt, c.now, topicless, k.words))
			q := k.q
			q.UpTo = 0
			n, err := db.Arrived(ctx, q, 300)
			later := 0
			for _, s := range expect(all, readAt, c.now, q, k.words) {
				if s.ID > 300 {
					later++
				}
			}
			if n != later || err != nil {
				t.Errorf("arrived %d, %v; want %d", n, err, later)
			}
		})
	}
}

func unreadOf(stories []Story) int {
	n := 0
	for _, s := range stories {
		if !s.Read {
			n++
		}
	}
	return n
}

// compare reads the list in pages, forth and back, and asks for positions.
func compare(t *testing.T, db *DB, q Query, want []Story) {
	t.Helper()
	ctx := t.Context()
	for _, first := range []int{0, 40, 80, 200, 690, 460, 420, 120, 81, 0} {
		p, err := db.Page(ctx, q, first, 40)
		if err != nil {
			t.Fatal(err)
		}
		if p.Total != len(want) || p.Unread != unreadOf(want) {
			t.Fatalf("total %d, unread %d; want %d, %d", p.Total, p.Unread, len(want), unreadOf(want))
		}
		var stretch []Story
		if first < len(want) {
			stretch = want[first:min(first+40, len(want))]
		}
		if !slices.EqualFunc(p.Stories, stretch, func(a, b Story) bool { return a.ID == b.ID && a.Title == b.Title }) {
			t.Fatalf("from %d: %v; want %v", first, ids(p.Stories), ids(stretch))
		}
	}
	for at := -1; at <= len(want); at += 1 + len(want)/17 {
		checkPosition(t, db, q, want, at)
	}
	checkPosition(t, db, q, want, len(want)-1)
	checkPosition(t, db, q, want, len(want)+5)
}

func ids(stories []Story) []ID {
	var out []ID
	for _, s := range stories {
		out = append(out, s.ID)
	}
	return out
}

func checkPosition(t *testing.T, db *DB, q Query, want []Story, at int) {
	t.Helper()
	if at >= 0 && at < len(want) {
		if n, ok, err := db.Position(t.Context(), q, want[at].ID); n != at || !ok || err != nil {
			t.Errorf("position of %d: %d, %t, %v", at, n, ok, err)
		}
	}
	next, found := -1, false
	for i := max(at+1, 0); i < len(want) && !found; i++ {
		next, found = i, !want[i].Read
	}
	if n, ok, err := db.NextUnread(t.Context(), q, at, false); ok != found || found && n != next || err != nil {
		t.Errorf("next unread after %d: %d, %t, %v; want %d, %t", at, n, ok, err, next, found)
	}
	found = false
	for i := min(at, len(want)) - 1; i >= 0 && !found; i-- {
		next, found = i, !want[i].Read
	}
	if n, ok, err := db.NextUnread(t.Context(), q, at, true); ok != found || found && n != next || err != nil {
		t.Errorf("last unread before %d: %d, %t, %v; want %d, %t", at, n, ok, err, next, found)
	}
}

func checkTopicCounts(t *testing.T, db *DB, q Query, list []Story) {
	t.Helper()
	counts, err := db.TopicCounts(t.Context(), q)
	if err != nil || len(counts) != 4 {
		t.Fatal(counts, err)
	}
	if q.Room == Front && q.Unread { // the front page of a topic is not that part of the front page
		return
	}
	for _, c := range counts {
		want := TopicCount{Name: c.Name}
		var newest Story
		for _, s := range list {
			if slices.Contains(s.Topics, c.Name) {
				want.Stories++
				want.Unread += unreadOf([]Story{s})
				if s.Published.After(newest.Published) || s.Published.Equal(newest.Published) && s.ID > newest.ID {
					newest = s
				}
			}
		}
		want.Newest = newest.Title
		if q.Room != Front && c != want {
			t.Errorf("topic count %+v; want %+v", c, want)
		}
		if q.Room == Front && c.Stories < want.Stories {
			t.Errorf("topic count of the front page %+v; want %+v or more", c, want)
		}
	}
}

func TestPositionOfWhatIsNotThere(t *testing.T) {
	db, _, _ := shelf(t, &clock{noon})
	for _, c := range []struct {
		q  Query
		id ID
	}{
		{Query{Room: Latest}, 9999},
		{Query{Room: Latest, UpTo: 10}, 11},
		{Query{Room: Latest, Include: "Sport"}, 1},
		{Query{Room: Latest, Unread: true}, 1},
		{Query{Room: Saved}, 1},
		{Query{Room: Latest, Words: "envoy -envoy"}, 1},
	} {
		if n, ok, err := db.Position(t.Context(), c.q, c.id); ok || err != nil {
			t.Errorf("%+v: %d, %t, %v", c.q, n, ok, err)
		}
	}
}

// Whatever is typed, nothing reaches SQL or FTS5 that was not meant to: there is a page, or an error of the query.
func TestSearchAbuse(t *testing.T) {
	db, _, _ := shelf(t, &clock{noon})
	for _, words := range []string{
		`"`, `""`, `"""`, `'`, `';--`, `" OR 1=1 --`, `NEAR(a b)`, `NEAR(a b, 5)`, `a NEAR b`, `title : a`, `{title} : a`, `-{title}:a`,
		`^a`, `a + b`, `a AND`, `AND a`, `a NOT`, `NOT`, `OR`, `(`, `)`, `(((((`, `a*b*`, `*`, `**`, `a**`, `"a"*"b"`, `title:`, `title:"`,
		`title:*`, "a\x00b", "\x00", "\xff\xfe", `words MATCH a`, `rank:a`, `rowid:1`, `url:%`, `url:_`, `url:\`, `source:%`, `lang:'`,
		`topic:"'"`, `is:unread'`, `newer:99999999999999999999h`, `on:0000-00-00`, `since:9999y`, `older:100000y`, `🦆`, `평화*`, "٣", "a\u0301*",
		strings.Repeat("a", 1990), strings.Repeat("(a OR ", 19) + "b" + strings.Repeat(")", 19), strings.Repeat("-", 50) + "a",
		strings.Repeat("(", 500), strings.Repeat("a OR ", 400), strings.Repeat("x* ", 60), "-a -b -c", "a OR -b", "(-a) (b OR (-c d))", "--(a b)",
		"-(a OR -b)", "NOT NOT a", "not", "a not",
	} {
		for _, room := range []Room{Latest, Front, Saved} {
			for _, typing := range []bool{false, true} {
				q := Query{Room: room, Words: words, Typing: typing, Unread: typing}
				p, err := db.Page(t.Context(), q, 0, 10)
				var e *query.Error
				if err != nil && !errors.As(err, &e) {
					t.Errorf("%.60q: %v", words, err)
				}
				if err == nil && len(p.Stories) != min(p.Total, 10) {
					t.Errorf("%.60q: %d of %d", words, len(p.Stories), p.Total)
				}
				if _, err := db.TopicCounts(t.Context(), q); err != nil && !errors.As(err, &e) {
					t.Errorf("%.60q: topic counts: %v", words, err)
				}
			}
		}
	}
}

// The index holds stems; what is typed on the way to a word must not fall between them.
func TestTypingAWord(t *testing.T) {
	db := fresh(t)
	keep(t, db, answer("A", item("1", "Negotiations are running late over immigration policies", 0)))
	for _, word := range []string{"running", "negotiations", "immigration", "policies"} {
		for n := 2; n <= len(word); n++ {
			p, err := db.Page(t.Context(), Query{Room: Latest, Words: word[:n], Typing: true}, 0, 10)
			if err != nil || p.Total != 1 {
				t.Errorf("%q: %d stories, %v", word[:n], p.Total, err)
			}
		}
	}
}

func TestTopicsValue(t *testing.T) {
	var s Topics
	s = s.With("a").With("b c").With("a").With("")
	if s != "a\nb c" || !s.Has("b c") || s.Has("b") || s.Without("a") != "b c" || s.Without("a").Without("b c") != "" || len(Topics("").Names()) != 0 {
		t.Errorf("%q", s)
	}
}
