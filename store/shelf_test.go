package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/article"
	"dateline/feeds/topics"
)

func titles(t testing.TB, db *DB, q Query) []string {
	t.Helper()
	p, err := db.Page(context.Background(), q, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range p.Stories {
		out = append(out, s.Title)
	}
	return out
}

var latest = Query{Room: Latest}

func TestIdentity(t *testing.T) {
	link := func(i feeds.Item, l string) feeds.Item { i.Link = l; return i }
	h := time.Hour
	for _, c := range []struct {
		name           string
		first, second  []feeds.Item
		added, updated int // by the second
		want           []string
	}{
		{"the same again", []feeds.Item{item("1", "a", h)}, []feeds.Item{item("1", "a", h)}, 0, 0, []string{"a"}},
		{"another title", []feeds.Item{item("1", "a", h)}, []feeds.Item{item("1", "b", h)}, 0, 1, []string{"b"}},
		{"another date changes nothing", []feeds.Item{item("1", "a", 2*h), item("2", "b", h)}, []feeds.Item{item("1", "a", 0)}, 0, 0, []string{"b", "a"}},
		{"what has gone stays", []feeds.Item{item("1", "a", h)}, []feeds.Item{item("2", "b", 0)}, 1, 0, []string{"b", "a"}},
		{"an ID twice in a document: the first", []feeds.Item{item("1", "a", h), item("1", "b", 0)}, nil, 0, 0, []string{"a"}},
		{
			"a new ID at a known address",
			[]feeds.Item{link(item("1", "a", h), "https://x.example/a")},
			[]feeds.Item{link(item("2", "b", 0), "https://x.example/a")},
			0, 1,
			[]string{"b"},
		},
		{
			"and once more",
			[]feeds.Item{link(item("2", "a", h), "https://x.example/a")},
			[]feeds.Item{link(item("2", "a", h), "https://x.example/a")},
			0, 0,
			[]string{"a"},
		},
		{
			"many items at one address",
			[]feeds.Item{link(item("1", "a", h), "https://x.example/live"), link(item("2", "b", 2*h), "https://x.example/live")},
			[]feeds.Item{link(item("3", "c", 0), "https://x.example/live"), link(item("1", "a", h), "https://x.example/live")},
			1, 0,
			[]string{"c", "a", "b"},
		},
		{
			"items at the address of the site",
			[]feeds.Item{link(item("1", "a", h), "https://a.example/")},
			[]feeds.Item{link(item("2", "b", 0), "https://a.example/")},
			1, 0,
			[]string{"b", "a"},
		},
		{"no ID: the address", []feeds.Item{link(item("", "a", h), "https://x.example/1")}, []feeds.Item{link(item("", "b", 0), "https://x.example/1")}, 0, 1, []string{"b"}},
		{"neither: title and date", []feeds.Item{link(item("", "a", h), "")}, []feeds.Item{link(item("", "a", h), ""), link(item("", "a", 0), "")}, 1, 0, []string{"a", "a"}},
		{"an empty item", []feeds.Item{{}}, []feeds.Item{{}}, 0, 0, []string{""}},
		{"document order at the same moment", []feeds.Item{item("1", "a", h), item("2", "b", h), item("3", "c", h)}, nil, 0, 0, []string{"a", "b", "c"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := fresh(t)
			keep(t, db, answer("A", c.first...))
			if added, updated := keep(t, db, answer("A", c.second...)); added != c.added || updated != c.updated {
				t.Errorf("%d added, %d updated; want %d, %d", added, updated, c.added, c.updated)
			}
			if got := titles(t, db, latest); !slices.Equal(got, c.want) {
				t.Errorf("%q; want %q", got, c.want)
			}
		})
	}
}

func TestSameIDInTwoFeeds(t *testing.T) {
	db := fresh(t)
	keep(t, db, answer("A", item("1", "a", 0)))
	if added, _ := keep(t, db, answer("B", item("1", "b", time.Hour))); added != 1 {
		t.Errorf("%d added", added)
	}
}

func TestDates(t *testing.T) {
	db := fresh(t)
	at := func(id string, when time.Time) feeds.Item {
		return feeds.Item{ID: id, Title: id, Published: when}
	}
	updated := at("updated only", time.Time{})
	updated.Updated = noon.Add(-time.Hour)
	keep(t, db, answer("A", at("none", time.Time{}), at("year 1", time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Add(1)),
		at("1989", time.Date(1989, 12, 31, 0, 0, 0, 0, time.UTC)), at("2125", time.Date(2125, 1, 1, 0, 0, 0, 0, time.UTC)),
		at("99999", time.Date(99999, 1, 1, 0, 0, 0, 0, time.UTC)), at("tomorrow", noon.Add(23*time.Hour)),
		at("1990", time.Date(1990, 1, 2, 0, 0, 0, 0, time.UTC)), updated))
	p, err := db.Page(t.Context(), latest, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]time.Time{
		"tomorrow": noon.Add(23 * time.Hour), "1990": time.Date(1990, 1, 2, 0, 0, 0, 0, time.UTC), "updated only": noon.Add(-time.Hour),
	}
	for _, s := range p.Stories {
		w, ok := want[s.Title]
		if !ok {
			w = noon
		}
		if !s.Published.Equal(w) {
			t.Errorf("%s: %v; want %v", s.Title, s.Published, w)
		}
	}
}

func TestNewestThousand(t *testing.T) {
	db := fresh(t)
	var items []feeds.Item
	for i := range 1500 {
		items = append(items, item(fmt.Sprint(i), fmt.Sprint(i), time.Duration(1500-i)*time.Minute))
	}
	if added, _ := keep(t, db, answer("A", items...)); added != 1000 {
		t.Errorf("%d added", added)
	}
	p, err := db.Page(t.Context(), latest, 999, 10)
	if err != nil || len(p.Stories) != 1 || p.Stories[0].Title != "500" {
		t.Error(p, err)
	}
}

func TestUpdateKeepsWhatTheReaderDid(t *testing.T) {
	db := fresh(t)
	ctx := t.Context()
	i := item("1", "Bank holds rates", time.Hour)
	i.Summary = "<p>Nothing moves.</p>"
	keep(t, db, answer("A", i))
	for _, f := range []func() (Act, error){
		func() (Act, error) { return db.MarkRead(ctx, []ID{1}, true) },
		func() (Act, error) { return db.Save(ctx, 1, true) },
	} {
		if _, err := f(); err != nil {
			t.Fatal(err)
		}
	}
	i.Image = "https://example.org/i.jpg"
	if _, updated := keep(t, db, answer("A", i)); updated != 0 {
		t.Error("another picture is no news")
	}
	if s, _ := db.Story(ctx, 1); s.Updated || s.Image == "" {
		t.Errorf("%+v", s)
	}
	i.Title, i.Content = "Bank raises rates", "<p>By a half.</p><script>evil()</script>"
	keep(t, db, answer("A", i))
	s, err := db.Story(ctx, 1)
	if err != nil || !s.Read || !s.Saved || !s.Updated || s.Title != "Bank raises rates" || s.Words != 3 {
		t.Errorf("%+v, %v", s, err)
	}
	for words, want := range map[string]int{"raises": 1, "holds": 0, "half": 1, "moves": 1, "evil": 0} {
		if got := titles(t, db, Query{Room: Latest, Words: words}); len(got) != want {
			t.Errorf("%s: %q", words, got)
		}
	}
}

func TestSummary(t *testing.T) {
	db := fresh(t)
	i := item("1", "t", 0)
	i.Summary = `<p>One &amp; <b>two</b>three</p><ul><li>four</li></ul>&amp;lt;<br>five` + "&#27;[31m"
	long := item("2", "t", 0)
	long.Summary = strings.Repeat("wörter ", 100)
	only := item("3", "t", 0)
	only.Content = "<p>From the text</p>"
	keep(t, db, answer("A", i, long, only))
	p, err := db.Page(t.Context(), latest, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Stories[0].Summary; got != "One & twothree four &lt; five[31m" && got != "One & twothree four &lt; five [31m" {
		t.Errorf("%q", got)
	}
	if n := len([]rune(p.Stories[1].Summary)); n > 400 || n < 380 || !strings.HasSuffix(p.Stories[1].Summary, "wörter…") {
		t.Errorf("%d: %q", n, p.Stories[1].Summary)
	}
	if got := p.Stories[2].Summary; got != "From the text" {
		t.Errorf("%q", got)
	}
}

func TestArticle(t *testing.T) {
	db := fresh(t)
	ctx := t.Context()
	i := item("1", "Storm", 0)
	i.Content = "short"
	keep(t, db, answer("A", i))
	if err := db.KeepArticleError(ctx, 1, "answered 403"); err != nil {
		t.Fatal(err)
	}
	b, err := db.Body(ctx, 1)
	if err != nil || b.Article != nil || b.ArticleErr != "answered 403" || !b.ArticleAt.Equal(noon) || b.Content != "short" || b.Story.Title != "Storm" {
		t.Fatalf("%+v, %v", b, err)
	}
	a := article.Article{URL: i.Link, Title: "Storm", Text: "The harbour of Zeebrugge is shut", Hidden: []article.Hidden{{Kind: "Trending", Text: "x"}}}
	if err := db.KeepArticle(ctx, 1, a); err != nil {
		t.Fatal(err)
	}
	b, err = db.Body(ctx, 1)
	if err != nil || b.ArticleErr != "" || b.Article == nil || b.Article.Text != a.Text || len(b.Article.Hidden) != 1 || b.Story.Words != 6 || b.Story.Updated {
		t.Fatalf("%+v, %v", b, err)
	}
	i.Title = "Storm ends"
	keep(t, db, answer("A", i))
	for words, want := range map[string]int{"zeebrugge": 1, "text:zeebrugge": 1, "title:zeebrugge": 0, "ends": 1} {
		if got := titles(t, db, Query{Room: Latest, Words: words}); len(got) != want {
			t.Errorf("%s: %q", words, got)
		}
	}
	if _, err := db.Body(ctx, 99); !errors.Is(err, ErrNoStory) {
		t.Error(err)
	}
	if err := db.KeepArticle(ctx, 99, a); !errors.Is(err, ErrNoStory) {
		t.Error(err)
	}
}

func TestSubscription(t *testing.T) {
	db := fresh(t)
	ctx := t.Context()
	src := feeds.Source{URL: "https://a.example/feed", Name: "A"}
	if s, err := db.Subscription(ctx, src); err != nil || s != (feeds.Subscription{Source: src}) {
		t.Errorf("%+v, %v", s, err)
	}
	a := answer("A", item("1", "a", 0))
	a.Validators = feeds.Validators{ETag: `W/"x y"`, LastModified: "Mon, 23 Nov 2026 11:00:00 GMT"}
	a.Hash, a.Next, a.Quiet = "abc", noon.Add(time.Hour), noon.Add(time.Minute)
	keep(t, db, a)
	s, err := db.Subscription(ctx, src)
	if err != nil || s.Validators != a.Validators || s.Hash != "abc" || !s.Next.Equal(a.Next) || !s.Quiet.Equal(a.Quiet) || !s.Checked.Equal(noon) || s.Failures != 0 || s.Gone {
		t.Errorf("%+v, %v", s, err)
	}
	keep(t, db, feeds.Answer{Source: src, Asked: noon, Status: 503, Failures: 3, Gone: true, Err: errors.New("answered 503"), Validators: a.Validators, Hash: "abc"})
	s, _ = db.Subscription(ctx, src)
	if s.Hash != "abc" || s.Failures != 3 || !s.Gone {
		t.Errorf("%+v", s)
	}
	f, err := db.Feeds(ctx)
	if err != nil || len(f) != 1 || f[0].LastError != "answered 503" || f[0].Status != 503 || f[0].Stories != 1 || f[0].Unread != 1 || f[0].Title != "A news" {
		t.Errorf("%+v, %v", f, err)
	}
	if c, err := db.Counts(ctx); err != nil || c != (Counts{Stories: 1, Unread: 1, Feeds: 1, Failing: 1}) {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestFollow(t *testing.T) {
	db := fresh(t)
	ctx := t.Context()
	keep(t, db, answer("A", item("1", "a", 0)))
	moved := answer("B", item("1", "b", 0))
	moved.MovedTo = "https://new.example/feed"
	keep(t, db, moved)
	follow := func(s ...feeds.Source) {
		t.Helper()
		if err := db.Follow(ctx, s); err != nil {
			t.Fatal(err)
		}
	}
	follow(feeds.Source{URL: "https://a.example/feed", Name: "Renamed"}, feeds.Source{URL: "https://c.example/feed"})
	if s, _ := db.Story(ctx, 1); s.Source != "Renamed" {
		t.Errorf("%+v", s)
	}
	if c, _ := db.Counts(ctx); c.Feeds != 2 || c.Stories != 2 {
		t.Errorf("%+v", c)
	}
	follow()
	if c, _ := db.Counts(ctx); c.Feeds != 0 || c.Stories != 2 {
		t.Errorf("an empty config took something: %+v", c)
	}
	follow(feeds.Source{URL: "https://new.example/feed"})
	b := answer("B", item("1", "b", 0))
	b.Source = feeds.Source{URL: "https://new.example/feed"}
	if added, _ := keep(t, db, b); added != 0 {
		t.Error("a feed that moved brought its stories twice")
	}
	var names []string
	list, err := db.Feeds(ctx)
	for _, f := range list {
		names = append(names, fmt.Sprint(f.URL, " ", f.Followed))
	}
	if want := []string{"https://new.example/feed true", "https://c.example/feed false", "https://a.example/feed false"}; !slices.Equal(names, want) {
		t.Errorf("%q, %v", names, err)
	}
}

// That a feed's host has been public is remembered, also where it has moved, until the feed is given up.
func TestPublicHosts(t *testing.T) {
	db := fresh(t)
	ctx := t.Context()
	old, now := feeds.Source{URL: "https://a.example/feed", Name: "A"}, feeds.Source{URL: "https://b.example/feed", Name: "A"}
	a := answer("A", item("1", "a", 0))
	a.Public, a.MovedTo = true, now.URL
	keep(t, db, a)
	for _, c := range []struct {
		follow []feeds.Source
		want   bool
	}{{[]feeds.Source{old}, true}, {[]feeds.Source{now}, true}, {nil, false}, {[]feeds.Source{now}, false}} {
		if err := db.Follow(ctx, c.follow); err != nil {
			t.Fatal(err)
		}
		var public []bool
		list, err := db.Feeds(ctx)
		for _, f := range list {
			public = append(public, f.Public)
		}
		if err != nil || !slices.Equal(public, []bool{c.want}) {
			t.Errorf("following %v: %v, %v", c.follow, public, err)
		}
	}
}

func TestWhy(t *testing.T) {
	all := []topics.Topic{
		{Name: "Climate", Any: []string{"climate", "global warming", "emission*", "CO2"}, Not: []string{"climate of fear"}, Sections: []string{"Environment"}},
		{Name: "Migration", Any: []string{"immigra*"}, All: []string{"border*"}},
		{Name: "Café", Any: []string{"élan"}, Feeds: []string{"Guardian"}},
		{Name: "Odd", Any: []string{`"`, "*", "a b*", "NEAR(", `x" OR y`, ""}},
		{Name: "Only all", All: []string{"gold", "silver"}},
	}
	for _, c := range []struct {
		title, summary, source, sections string
		want                             []Hit
	}{
		{"Emissions fall again", "", "A", "", []Hit{{"Climate", true, `title "emissions"`}}},
		{"CLIMATES differ", "", "A", "", []Hit{{"Climate", true, `title "climate"`}}},
		{"Rates held", "On the climate.", "A", "", []Hit{{"Climate", false, `summary "climate"`}}},
		{"Rates held", "On climate and co2.", "A", "", []Hit{{"Climate", true, `summary "climate", "CO2"`}}},
		{"Climate talks", "About the climate", "A", "", []Hit{{"Climate", true, `title "climate", summary "climate"`}}},
		{"Global warming", "", "A", "", []Hit{{"Climate", true, `title "global warming"`}}},
		{"Warming global", "global. Warming", "A", "", []Hit{{"Climate", false, `summary "global warming"`}}},
		{"A climate of fear", "emissions", "A", "", nil},
		{"Nothing", "", "A", "Sport\nenvironment", []Hit{{"Climate", true, `section environment`}}},
		{"Nothing", "", "A", "climate", []Hit{{"Climate", true, `section climate`}}},
		{"Immigration at the borders", "", "A", "", []Hit{{"Migration", true, `title "immigration"`}}},
		{"Immigrants", "border", "A", "", []Hit{{"Migration", true, `title "immigrants"`}}},
		{"Immigration", "", "A", "", nil},
		{"Elan", "", "A", "", []Hit{{"Café", true, `title "élan"`}}},
		{"Nothing", "", "Guardian", "", []Hit{{"Café", true, "feed Guardian"}}},
		{"ab", "a bc", "A", "", []Hit{{"Odd", false, `summary "a bc"`}}},
		{"Gold", "silver", "A", "", []Hit{{"Only all", true, `title "gold", summary "silver"`}}},
		{"Gold", "", "A", "", nil},
	} {
		t.Run(c.title+" "+c.summary+" "+c.sections, func(t *testing.T) {
			ctx := t.Context()
			i := item("1", c.title, 0)
			i.Summary, i.Categories = c.summary, strings.Split(c.sections, "\n")
			// The same whether the topics were there first or the story.
			before, after := fresh(t), fresh(t)
			if _, err := before.SetTopics(ctx, all); err != nil {
				t.Fatal(err)
			}
			for _, db := range []*DB{before, after} {
				keep(t, db, answer(c.source, i, item("2", "Something else", 0)))
			}
			if again, err := after.SetTopics(ctx, all); err != nil || !again {
				t.Fatal(again, err)
			}
			for _, db := range []*DB{before, after} {
				if got, err := db.Why(ctx, 2); err != nil || !slices.Equal(got, c.want) {
					t.Errorf("%+v, %v; want %+v", got, err, c.want)
				}
			}
		})
	}
}

func TestSetTopics(t *testing.T) {
	db := fresh(t)
	ctx := t.Context()
	keep(t, db, answer("A", item("1", "Gold falls", 0), item("2", "Silver rises", time.Hour), item("3", "Gold and silver", 2*time.Hour)))
	if _, err := db.MarkRead(ctx, []ID{1}, true); err != nil { // the oldest
		t.Fatal(err)
	}
	set := func(want bool, list ...topics.Topic) {
		t.Helper()
		if got, err := db.SetTopics(ctx, list); err != nil || got != want {
			t.Errorf("relabelled %t, %v", got, err)
		}
	}
	gold, silver := topics.Topic{Name: "Gold", Any: []string{"gold"}}, topics.Topic{Name: "Silver", Any: []string{"silver"}}
	set(true, gold, silver)
	set(false, gold, silver)
	check := func(want ...TopicCount) {
		t.Helper()
		if got, err := db.TopicCounts(ctx, latest); err != nil || !slices.Equal(got, want) {
			t.Errorf("%+v, %v; want %+v", got, err, want)
		}
	}
	check(TopicCount{"Gold", 2, 1, "Gold falls"}, TopicCount{"Silver", 2, 1, "Silver rises"})
	set(false, silver, gold)
	check(TopicCount{"Silver", 2, 1, "Silver rises"}, TopicCount{"Gold", 2, 1, "Gold falls"})
	if s, _ := db.Story(ctx, 1); !slices.Equal(s.Topics, []string{"Silver", "Gold"}) {
		t.Errorf("%q", s.Topics)
	}
	gold.Not = []string{"silver"}
	set(true, silver, gold)
	check(TopicCount{"Silver", 2, 1, "Silver rises"}, TopicCount{"Gold", 1, 1, "Gold falls"})
	set(false, gold)
	check(TopicCount{"Gold", 1, 1, "Gold falls"})
	keep(t, db, answer("A", item("1", "Silver falls", 0)))
	check(TopicCount{"Gold", 0, 0, ""})
	set(false)
	check()
}

func TestReaderNeverWaits(t *testing.T) {
	db := fresh(t)
	keep(t, db, answer("A", item("1", "a", 0)))
	inside, done := make(chan bool), make(chan bool)
	finished := make(chan error)
	go func() {
		finished <- db.change(context.Background(), soon, "hold", func(context.Context, *sql.Tx) error {
			inside <- true
			<-done
			return nil
		})
	}()
	<-inside
	if got := titles(t, db, latest); len(got) != 1 {
		t.Error(got)
	}
	done <- true
	if err := <-finished; err != nil {
		t.Error(err)
	}
}

// One refresh at a time, whatever program it is in; when it has ended, or its program has, the next may begin.
func TestEnter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	one, other := open(t, path, nil), open(t, path, nil)
	leave, err := one.Enter()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Enter(); !errors.Is(err, feeds.ErrRefreshing) {
		t.Error(err)
	}
	leave()
	if leave, err = other.Enter(); err != nil {
		t.Fatal(err)
	}
	leave()
}

// Started three times in an hour, the reader asks a feed once.
func TestRestarts(t *testing.T) {
	path, c, asked := filepath.Join(t.TempDir(), "news.db"), &clock{noon}, 0
	for range 3 {
		db := open(t, path, c)
		f := &feeds.Fetcher{Now: c.Now, Client: feeds.NewClient(feeds.ClientOptions{Transport: answering(func(r *http.Request) string {
			asked++
			return "<rss><channel><item><title>One</title></item></channel></rss>"
		})})}
		for r := range feeds.Refresh(t.Context(), f, db, []feeds.Source{{URL: "https://a.example/feed"}}, false) {
			if r.Err != nil {
				t.Error(r.Err)
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		c.now = c.now.Add(9 * time.Minute)
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

// answering is a network of which every answer is fine.
type answering func(*http.Request) string

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(a(r))), Request: r}, nil
}
