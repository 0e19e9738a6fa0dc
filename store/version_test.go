package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/article"
)

// What a story said before stays to be looked up, with the time when it said so.
func TestVersions(t *testing.T) {
	c := &clock{noon}
	db := open(t, filepath.Join(t.TempDir(), "news.db"), c)
	say := func(title, summary, content string) {
		t.Helper()
		i := item("1", title, 0)
		i.Summary, i.Content = summary, content
		keep(t, db, answer("A", i))
		c.now = c.now.Add(time.Hour)
	}
	say("Ten hurt", "<p>In a fire.</p>", "<p>Ten people were hurt.</p>")
	say("Ten hurt", "<p>In a fire.</p>", "<p>Ten people were hurt.</p>") // the same again
	say("Twelve hurt", "<p>In a fire.</p>", "<p>Ten people were hurt.</p>")
	say("Twelve hurt", "<p>In a fire.</p>", "<p>Twelve people were hurt.</p>")
	say("Twelve hurt", "<p>In a big fire.</p>", "<p>Twelve people were hurt.</p>")
	want := []Version{
		{noon.Add(3 * time.Hour), "Twelve hurt", "In a fire.", "Twelve people were hurt."},
		{noon.Add(2 * time.Hour), "Twelve hurt", "In a fire.", "Ten people were hurt."},
		{noon, "Ten hurt", "In a fire.", "Ten people were hurt."},
	}
	got, err := db.Versions(t.Context(), 1)
	for i := range got {
		got[i].At = got[i].At.UTC()
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	if _, err := db.Versions(t.Context(), 9); !errors.Is(err, ErrNoStory) {
		t.Errorf("no such story: %v", err)
	}
}

// What differs only in what a reader does not read is no version.
func TestNoVersion(t *testing.T) {
	for _, change := range []func(i *feeds.Item){
		func(i *feeds.Item) { i.ID = "2" },
		func(i *feeds.Item) { i.Image = "https://example.org/other.jpg" },
		func(i *feeds.Item) { i.Authors = []feeds.Person{{Name: "Jane"}} },
		func(i *feeds.Item) { i.Summary = "<p><b>In</b> a fire.</p>" },
	} {
		db := fresh(t)
		i := item("1", "a", 0)
		i.Summary = "<p>In a fire.</p>"
		keep(t, db, answer("A", i))
		change(&i)
		keep(t, db, answer("A", i))
		if got, err := db.Versions(t.Context(), 1); err != nil || len(got) != 0 {
			t.Errorf("%+v, %v", got, err)
		}
	}
}

func TestVersionsEnd(t *testing.T) {
	db := fresh(t) // whose clock stands still: the order stays all the same
	for n := range 30 {
		i := item("1", fmt.Sprintf("%d hurt", n), 0)
		i.Content = fmt.Sprintf("<p>%d were hurt.</p>", n/2)
		keep(t, db, answer("A", i))
	}
	got, err := db.Versions(t.Context(), 1)
	if err != nil || len(got) != keptVersions {
		t.Fatalf("%d versions, %v", len(got), err)
	}
	for n, v := range got {
		if k := 28 - n; v.Title != fmt.Sprintf("%d hurt", k) || v.Text != fmt.Sprintf("%d were hurt.", k/2) {
			t.Errorf("version %d: %+v", n, v)
		}
	}
}

// A page that is fetched again and says something else is a new version; one that is fetched first is none.
func TestVersionsOfPages(t *testing.T) {
	db := fresh(t)
	keep(t, db, answer("A", item("1", "a", 0)))
	for _, text := range []string{"Ten were hurt.", "Ten were hurt.", "Twelve were hurt."} {
		if err := db.KeepArticle(t.Context(), 1, article.Article{Title: "a", Text: text, Markdown: text}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := db.Versions(t.Context(), 1)
	if err != nil || len(got) != 1 || got[0].Text != "Ten were hurt." {
		t.Errorf("%+v, %v", got, err)
	}
}

// A rule for a site that shows a line or hides it has not changed what the page says.
func TestNoVersionOfAnotherRule(t *testing.T) {
	text := func(lines string, hides ...string) article.Article {
		a := article.Article{Title: "a", Text: lines, Markdown: lines}
		for _, h := range hides {
			a.Hidden = append(a.Hidden, article.Hidden{Kind: article.KindYours, Text: h})
		}
		return a
	}
	const rain = "It rained for four days.\nThe river rose by two metres."
	shown := "Follow us\n" + rain + "\nSet by hand at the Vale"
	for name, c := range map[string]struct {
		first, second article.Article
		versions      int
	}{
		"now shown":          {text(rain, "Follow us", "Set by hand at  the Vale"), text(shown), 0},
		"now hidden":         {text(shown), text(rain, "Follow us\nSet by hand at the Vale"), 0},
		"another is hidden":  {text("Follow us\n"+rain, "Set by hand at the Vale"), text(rain+"\nSet by hand at the Vale", "Follow us"), 0},
		"new, and hidden":    {text(shown), text("Follow us\n"+rain+" Now it falls.", "Set by hand at the Vale"), 1},
		"gone, hidden by no": {text(shown), text(rain), 1},
	} {
		db := fresh(t)
		keep(t, db, answer("A", item("1", "a", 0)))
		for _, a := range []article.Article{c.first, c.second} {
			if err := db.KeepArticle(t.Context(), 1, a); err != nil {
				t.Fatal(err)
			}
		}
		got, err := db.Versions(t.Context(), 1)
		if err != nil || len(got) != c.versions {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
