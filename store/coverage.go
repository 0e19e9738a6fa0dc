package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"strings"

	"dateline/feeds"
	"dateline/feeds/topics"
)

// mostCovered is how many reports of an event are compared with each other, the newest; more are listed only.
const mostCovered = 60

// Coverage is an event by all who report it.
type Coverage struct {
	Why     string    // what its rank rests on: "9 outlets, 6 independent, 4 in the last 3 h, first 06:10"
	Reports []Covered // newest first
}

// Covered is one report of an event.
type Covered struct {
	Story
	Country string   // of the outlet's newsroom, its English name; "": unknown
	Owner   string   // the kind of owner in a word (see feeds.Outlet) and, where it has another name, the house; "": unknown
	CopyOf  string   // whose words these are: the outlet that had them first, or a news agency; "": its own
	Only    []string // sentences of which no other report has a counterpart, at most five
}

// Coverage tells who reports the event of a story, and what each says alone. ErrNoStory when there is none of that ID.
func (db *DB) Coverage(ctx context.Context, id ID) (Coverage, error) {
	var c Coverage
	stories, err := db.EventStories(ctx, id)
	if err == nil && len(stories) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return c, db.wrong("read coverage", err)
	}
	if c.Why, err = db.EventWhy(ctx, id); err != nil {
		return c, err
	}
	bodies := make([]Body, min(len(stories), mostCovered))
	err = db.look(ctx, "read coverage", func(tx *sql.Tx) error {
		for i, s := range stories[:len(bodies)] {
			bodies[i].Story = s
			if err := bodies[i].readText(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return c, err
	}
	tellings := make([]topics.Telling, len(stories))
	for i, b := range bodies {
		tellings[i] = topics.Telling{Lang: b.Story.Language, Title: b.Story.Title, Text: b.Best().Text}
	}
	copies := copiesAmong(stories)
	for i := range tellings {
		tellings[i].CopyOf = copies[i]
	}
	only := topics.Only(tellings[:len(bodies)])
	for i, s := range stories {
		r := Covered{Story: s}
		r.Country, r.Owner = newsroomOf(s)
		if r.CopyOf = topics.Agency(s.Author, s.Summary); copies[i] >= 0 {
			r.CopyOf = stories[copies[i]].Source
		}
		if i < len(only) {
			r.Only = only[i]
		}
		c.Reports = append(c.Reports, r)
	}
	return c, nil
}

// copiesAmong tells for each story the place of the one whose words it has, the earliest of them; -1: its own. The stories
// are newest first.
func copiesAmong(stories []Story) []int {
	reports := make([]topics.Report, len(stories))
	last := len(stories) - 1
	for i, s := range stories {
		reports[last-i] = topics.Report{Title: s.Title, Summary: s.Summary, Lang: s.Language}
	}
	out := make([]int, len(stories))
	for i, k := range topics.Copies(reports) {
		if k >= 0 {
			k = last - k
		}
		out[last-i] = k
	}
	return out
}

// newsroomOf tells where a story was written and for whom. An outlet that nobody has described has the country of its
// language, if its feed says one ("en-KE"), or of its address.
func newsroomOf(s Story) (country, owner string) {
	o, ok := feeds.OutletAt(s.FeedURL)
	if !ok {
		o, ok = feeds.OutletAt(s.URL)
	}
	if !ok {
		return cmp.Or(regionOf(s.Language), hostCountry(s.FeedURL), hostCountry(s.URL)), ""
	}
	owner = o.Owner
	if !strings.EqualFold(o.Family, o.Name) && !strings.Contains(o.Name, o.Family) {
		owner = fmt.Sprintf("%s · %s", o.Owner, o.Family)
	}
	return topics.CountryName(o.Country), owner
}

// regionOf is the country that a language tag names.
func regionOf(tag string) string {
	_, region, _ := strings.Cut(tag, "-")
	if len(region) != 2 {
		return ""
	}
	return topics.CountryName(region)
}

// hostCountry is the country of the last part of an address's host, unless that part is sold to everybody.
func hostCountry(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	last := u.Hostname()[strings.LastIndexByte(u.Hostname(), '.')+1:]
	switch last {
	case "", "ac", "ad", "ag", "ai", "am", "as", "cc", "cd", "co", "cx", "dj", "fm", "gg", "io", "is", "la", "li", "ly", "me", "ms", "nu", "pw", "sh",
		"st", "su", "tk", "to", "tv", "vc", "ws":
		return ""
	case "uk":
		last = "gb"
	}
	if len(last) != 2 {
		return ""
	}
	return topics.CountryName(last)
}
