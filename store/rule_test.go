package store

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/store/query"
)

// What is muted stays so as stories come in, change, and find their event; each mute counts what it hid today.
func TestMutesOfWhatArrives(t *testing.T) {
	c := &clock{noon}
	db := open(t, t.TempDir()+"/news.db", c)
	ctx := t.Context()
	keep(t, db, answer("A", item("1", "Quake in the north kills 40 as rescuers search the rubble", time.Hour), item("2", "A goal decides the match", 2*time.Hour)))
	for _, words := range []string{"goal*", "/^Live:/ source:b", "event:2", "author:nobody"} {
		if _, err := db.Mute(ctx, words, time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	shown := func() (titles []string) {
		p, err := db.Page(ctx, Query{Room: Latest}, 0, 100)
		counts, _ := db.Counts(ctx)
		if err != nil || p.Total != counts.Stories || p.Unread != counts.Unread || len(p.Stories) != p.Total {
			t.Errorf("%d of %d, %+v, %v", len(p.Stories), p.Total, counts, err)
		}
		for _, s := range p.Stories {
			titles = append(titles, s.Title)
		}
		return titles
	}
	if got := shown(); len(got) != 0 {
		t.Errorf("shown at first: %v", got)
	}
	c.now = noon.Add(24 * time.Hour)
	b := answer("B", item("3", "Goals galore", 0), item("4", "Live: the goalkeeper speaks", 0), item("5", "Live: markets", 0), item("6", "Quiet day", 0),
		item("7", "Quake in the north kills 40 as rescuers search the rubble", time.Hour))
	keep(t, db, b)
	if got, want := shown(), []string{"Quiet day", "Quake in the north kills 40 as rescuers search the rubble"}; !slices.Equal(got, want) {
		t.Errorf("shown: %v; want %v", got, want)
	}
	c.now = noon
	if _, err := db.Group(ctx); err != nil {
		t.Fatal(err)
	}
	if got, want := shown(), []string{"Quiet day"}; !slices.Equal(got, want) {
		t.Errorf("shown once events are known: %v; want %v", got, want)
	}
	b.Feed.Items[0].Title, b.Feed.Items[3].Title = "Corrected: no score", "The goal of the quiet day"
	keep(t, db, b)
	if got, want := shown(), []string{"Corrected: no score"}; !slices.Equal(got, want) {
		t.Errorf("shown after changes: %v; want %v", got, want)
	}
	c.now = noon.Add(25 * time.Hour)
	list, err := db.Mutes(ctx)
	var got []string
	for _, m := range list {
		got = append(got, m.Query, string(rune('0'+m.Today)), string(rune('0'+m.Stories)))
	}
	if want := "author:nobody 0 0 event:2 1 2 /^Live:/ source:b 2 2 goal* 2 3"; strings.Join(got, " ") != want || err != nil {
		t.Errorf("%v, %v; want %s", got, err, want)
	}
}

// A word that no story had before is known to what a prefix asks of those that come in.
func TestPrefixesOfWhatArrives(t *testing.T) {
	db := fresh(t)
	ctx := t.Context()
	keep(t, db, answer("A", item("1", "Harbour asleep", time.Hour)))
	if err := db.SetRules(ctx, []Rule{{Query: "harb*", Score: 5}}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Mute(ctx, "harbou*", time.Time{}); err != nil {
		t.Fatal(err)
	}
	keep(t, db, answer("A", item("2", "Harbinger comes", 0), item("3", "Harbourmaster sings", 0)))
	if s, err := db.Story(ctx, 2); err != nil || s.Score != 5 {
		t.Errorf("%+v, %v", s, err)
	}
	if c, err := db.Count(ctx, Query{Room: Latest, Words: "harb*"}); err != nil || c.Stories != 1 {
		t.Errorf("%+v, %v; want the one that is not muted", c, err)
	}
}

func TestRules(t *testing.T) {
	c := &clock{noon}
	db := open(t, t.TempDir()+"/news.db", c)
	ctx := t.Context()
	keep(t, db, answer("A", item("1", "Envoy heads east", time.Hour), item("2", "Envoy long ago", 40*24*time.Hour), item("3", "Storm", 2*time.Hour)))
	rules := []Rule{
		{Query: "envoy", Score: 10, Do: []string{"bookmark", "notify"}}, {Query: "storm OR envoy", Score: -3}, {Query: "title:/draw/i", Do: []string{"read"}},
	}
	if err := db.SetRules(ctx, rules); err != nil {
		t.Fatal(err)
	}
	story := func(id ID) Story {
		s, err := db.Story(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	byTitle := func(title string) Story {
		p, err := db.Page(ctx, Query{Room: Latest, Words: `title:"` + title + `"`}, 0, 10)
		if err != nil || len(p.Stories) != 1 {
			t.Fatalf("%s: %d, %v", title, len(p.Stories), err)
		}
		return story(p.Stories[0].ID)
	}
	if s := byTitle("Envoy heads east"); s.Score != 7 || s.Saved {
		t.Errorf("what was there before: %+v", s)
	}
	if s := byTitle("Envoy long ago"); s.Score != 0 {
		t.Errorf("long ago: %d", s.Score)
	}
	after, _ := db.Newest(ctx)
	keep(t, db, answer("A", item("4", "An envoy in the storm", 0), item("5", "It ends in a DRAW", 0), item("6", "Calm", 0)))
	if s := byTitle("An envoy in the storm"); s.Score != 7 || !s.Saved || s.Read {
		t.Errorf("%+v", s)
	}
	if s := byTitle("It ends in a draw"); s.Score != 0 || s.Saved || !s.Read {
		t.Errorf("%+v", s)
	}
	why, err := db.ScoreWhy(ctx, byTitle("An envoy in the storm").ID)
	if err != nil || !slices.Equal(why, []string{"+10 envoy", "-3 storm OR envoy"}) {
		t.Errorf("%v, %v", why, err)
	}
	if told, err := db.Notices(ctx, after); err != nil || len(told) != 1 || told[0].Title != "An envoy in the storm" {
		t.Errorf("%v, %v", told, err)
	}
	if told, _ := db.Notices(ctx, last(t, db)); len(told) != 0 {
		t.Errorf("told twice: %v", told)
	}
	for words, want := range map[string]int{"score:>0": 2, "score:<0": 1, "score:7": 2, "score:0": 3, "score:<=-3 storm": 1, "score:>=7 envoy storm": 1} {
		if p, err := db.Page(ctx, Query{Room: Latest, Words: words}, 0, 10); err != nil || p.Total != want {
			t.Errorf("%s: %d, %v; want %d", words, p.Total, err, want)
		}
	}
	// A story that changes is scored again, and nothing is done to it.
	a := answer("A", item("6", "Calm, says the envoy", 0))
	keep(t, db, a)
	if s := byTitle("Calm, says the envoy"); s.Score != 7 || s.Saved {
		t.Errorf("changed: %+v", s)
	}
	if err := db.SetRules(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if p, _ := db.Page(ctx, Query{Room: Latest, Words: "-score:0"}, 0, 10); p.Total != 0 {
		t.Errorf("%d scored without rules", p.Total)
	}
}

func last(t *testing.T, db *DB) ID {
	id, err := db.Newest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestBadRules(t *testing.T) {
	db := fresh(t)
	for _, c := range []struct {
		r    Rule
		want string
	}{
		{Rule{Query: "a"}, `"a" · a rule that does nothing · give it a score or something to do`},
		{Rule{Query: "a", Do: []string{"shout"}}, `"shout" · no rule does that · do takes bookmark, follow, read, notify`},
		{Rule{Query: "newr:2d", Score: 1}, `"newr:2d" · unknown field newr: · did you mean newer:?`},
	} {
		err := db.SetRules(t.Context(), []Rule{{Query: "b", Score: 1}, c.r})
		var q *query.Error
		if !errors.As(err, &q) || err.Error() != c.want {
			t.Errorf("%+v: %v", c.r, err)
		}
	}
	if same, _ := db.hasRules(t.Context(), nil); !same {
		t.Error("rules were set beside a bad one")
	}
}

// The sources of an event are known to each of its stories, whichever came last.
func TestSources(t *testing.T) {
	db := fresh(t)
	const title = "Quake in the north kills 40 as rescuers search the rubble"
	for _, n := range []string{"A", "B", "C"} {
		keep(t, db, answer(n, item("1"+n, title, time.Hour), item("2"+n, "Something of "+n+" alone", 2*time.Hour)))
		if _, err := db.Group(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for words, want := range map[string]int{"sources:>=3": 3, "sources:>3": 0, "sources:1": 3, "sources:<3": 3, "sources:>1 source:b": 1, "-sources:>=2 source:b": 1, "event:2": 3} {
		if p, err := db.Page(t.Context(), Query{Room: Latest, Words: words}, 0, 10); err != nil || p.Total != want || len(p.Stories) != want {
			t.Errorf("%s: %d, %v; want %d", words, p.Total, err, want)
		}
	}
	p, err := db.Page(t.Context(), Query{Room: Latest, Sort: MostSources}, 0, 10)
	if err != nil || p.Stories[2].Title != title || p.Stories[3].Title == title {
		t.Errorf("%v, %v", ids(p.Stories), err)
	}
	p, err = db.Page(t.Context(), Query{Room: Latest, Words: "sort:source"}, 0, 10)
	var sources []string
	for _, s := range p.Stories {
		sources = append(sources, s.Source)
	}
	if !slices.Equal(sources, []string{"A", "A", "B", "B", "C", "C"}) || err != nil {
		t.Errorf("%v, %v", sources, err)
	}
}

// A rule that follows does so once the event is known, and what the reader lets go later stays so.
func TestRuleFollows(t *testing.T) {
	db := fresh(t)
	ctx := t.Context()
	if err := db.SetRules(ctx, []Rule{{Query: "quake", Do: []string{"follow"}}}); err != nil {
		t.Fatal(err)
	}
	const title = "Quake in the north kills 40 as rescuers search the rubble"
	keep(t, db, answer("A", item("1", title, time.Hour), item("2", "Calm elsewhere", 2*time.Hour)))
	followed := func() (titles []string) {
		p, err := db.Page(ctx, Query{Room: Latest, Words: "is:followed"}, 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Stories {
			titles = append(titles, s.Title)
		}
		return titles
	}
	if _, err := db.Group(ctx); err != nil {
		t.Fatal(err)
	}
	if got := followed(); !slices.Equal(got, []string{title}) {
		t.Errorf("followed: %v", got)
	}
	p, _ := db.Page(ctx, Query{Room: Latest, Words: "quake"}, 0, 1)
	if _, err := db.FollowEvent(ctx, p.Stories[0].ID, false); err != nil {
		t.Fatal(err)
	}
	keep(t, db, answer("A", item("1", title+" in the snow", time.Hour)))
	if _, err := db.Group(ctx); err != nil {
		t.Fatal(err)
	}
	if got := followed(); len(got) != 0 {
		t.Errorf("followed again: %v", got)
	}
}

func TestCountriesOfLists(t *testing.T) {
	db := fresh(t)
	for _, f := range []struct{ name, url, lang string }{{"Kenyan", "https://a.example/feed", "en-KE"}, {"Briton", "https://b.co.uk/feed", "en"}, {"Nobody", "https://c.example/feed", "en"}} {
		a := answer(f.name, item(f.name, "News of "+f.name, 0))
		a.URL, a.Feed.Language, a.Feed.Link = f.url, f.lang, ""
		a.Feed.Items[0].Link = ""
		keep(t, db, a)
	}
	for words, want := range map[string]string{
		"country:kenya": "Kenyan", "country:KE": "Kenyan", `country:"united king"`: "Briton", "country:gb": "Briton", "country:france": "",
		"country:UK": "Briton", "country:africa": "Kenyan", "country:de": "",
		"-country:kenya -country:gb": "Nobody", "country:kenya OR nobody": "Kenyan Nobody", "country:kenya is:unread": "Kenyan",
	} {
		p, err := db.Page(t.Context(), Query{Room: Latest, Words: words + " sort:source"}, 0, 10)
		if strings.Contains(words, " OR ") {
			p, err = db.Page(t.Context(), Query{Room: Latest, Words: words, Sort: BySource}, 0, 10)
		}
		var got []string
		for _, s := range p.Stories {
			got = append(got, s.Source)
		}
		if strings.Join(got, " ") != want || err != nil {
			t.Errorf("%s: %v, %v; want %s", words, got, err, want)
		}
	}
}
