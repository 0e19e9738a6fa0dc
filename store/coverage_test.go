package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestCoverage(t *testing.T) {
	db, _ := desk(t)
	wire := "ESBJERG (Reuters) - A ferry with 312 people broke loose in the harbour of Esbjerg while the North Sea storm closed ports and cut power to two million homes in Denmark."
	d := answer("D", told("d1", "North Sea storm: ferry breaks loose, two million homes without power", wire, time.Hour))
	d.URL = "https://feeds.bbci.co.uk/news/world/rss.xml"
	keep(t, db, d)
	e := answer("E", told("e1", "North Sea storm: ferry breaks loose, two million homes without power", wire, 50*time.Minute))
	e.Feed.Language = "en-KE"
	keep(t, db, e)
	group(t, db, 2)
	c, err := db.Coverage(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range c.Reports {
		got = append(got, fmt.Sprintf("%s, %s, %s, copy of %q: %q", r.Source, r.Country, r.Owner, r.CopyOf, r.Only))
	}
	want := []string{
		`C, , , copy of "": []`,
		`E, Kenya, , copy of "D": []`,
		`D, United Kingdom, public, copy of "Reuters": ["ESBJERG (Reuters) - A ferry with 312 people broke loose in the harbour of Esbjerg while the North Sea storm closed ports and cut power to two million homes in Denmark."]`,
		`B, , , copy of "": []`,
		`B, , , copy of "": []`,
		`A, , , copy of "": []`,
	}
	if !slices.Equal(got, want) || c.Why != "5 outlets, 3 independent, 3 in the last 3 h, first 07:00" {
		t.Errorf("%s\n%s\nwant\n%s", c.Why, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if _, err := db.Coverage(t.Context(), 99); !errors.Is(err, ErrNoStory) {
		t.Error(err)
	}
}

func TestCountries(t *testing.T) {
	for _, c := range []struct {
		story          Story
		country, owner string
	}{
		{Story{FeedURL: "https://www.theguardian.com/world/rss"}, "United Kingdom", "trust · Guardian Media Group"},
		{Story{FeedURL: "https://feeds.feedburner.com/ndtvnews-world-news", URL: "https://www.ndtv.com/world-news/1"}, "India", "listed · Adani Group"},
		{Story{FeedURL: "https://example.fr/rss"}, "France", ""},
		{Story{FeedURL: "https://example.co.uk/rss"}, "United Kingdom", ""},
		{Story{FeedURL: "https://example.io/rss", Language: "de-at"}, "Austria", ""},
		{Story{FeedURL: "https://example.io/rss", Language: "zh-hans"}, "", ""},
		{Story{}, "", ""},
	} {
		if country, owner := newsroomOf(c.story); country != c.country || owner != c.owner {
			t.Errorf("%+v: %q, %q", c.story.FeedURL, country, owner)
		}
	}
}
