package store

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// Every field finds what it says, and denied the rest.
func TestFields(t *testing.T) {
	c := &clock{noon}
	db := open(t, t.TempDir()+"/news.db", c)
	ctx := t.Context()
	a := answer("A", item("1", "One", 1*time.Hour), item("2", "Two", 2*time.Hour), item("3", "Three", 26*time.Hour))
	a.Feed.Items[0].Image = "https://example.org/one.png"
	a.Feed.Items[1].Content = "<p>" + strings.Repeat("many words ", 90) + "</p>"
	keep(t, db, a)
	visit := noon.Add(time.Minute)
	c.now = visit.Add(time.Minute)
	b := answer("B", item("4", "Four", 50*time.Hour), item("5", "Five", 0))
	b.Feed.Language = "de-CH"
	keep(t, db, b)
	b.Feed.Items[0].Title = "Four fallen, 4 more"
	keep(t, db, b)
	id := make(map[string]ID)
	p, err := db.Page(ctx, Query{Room: Latest}, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Stories {
		id[strings.Fields(s.Title)[0]] = s.ID
	}
	for _, err := range []error{
		second(db.SetNote(ctx, id["One"], "to *read*")), second(db.SetTags(ctx, id["Three"], []string{"To read", "Müll"})),
		second(db.MarkRead(ctx, []ID{id["Two"]}, true)), second(db.FollowEvent(ctx, id["Four"], true)),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for words, want := range map[string]string{
		"has:image": "One", "has:fulltext": "Two", "has:note": "One", "tag:mull": "Three", `tag:"#to read"`: "Three", "is:saved": "One Three",
		"is:read": "Two", "is:new": "Five Four", "is:updated": "Four", "is:followed": "Four", "is:unread -is:new": "One Three",
		"lang:de": "Five Four", "lang:de-ch": "Five Four", "lang:en title:two": "Two", "newer:3h": "Five One Two", "older:2d": "Four",
		"on:yesterday": "Three", "between:2026-11-21..yesterday": "Three Four", "since:today": "Five One Two", "event:1": title(p, 1),
		"has:image OR has:note OR tag:müll": "One Three", "-(has:image OR is:new) -is:read": "Three", "/^f/i": "Five Four", "/^F/ -/IVE/i": "Four",
		"text:/(many words ){50}/": "Two", "is:new sort:source": "Five Four", "score:0 -lang:de sort:newest": "One Two Three",
	} {
		q := Query{Room: Latest, Words: words, Visit: visit.UnixMilli()}
		if words == "event:1" && want == "" {
			t.Fatal("no story 1")
		}
		p, err := db.Page(ctx, q, 0, 10)
		var got []string
		for _, s := range p.Stories {
			got = append(got, strings.Fields(s.Title)[0])
		}
		if err != nil || strings.Join(got, " ") != want || p.Total != len(got) {
			t.Errorf("%s: %v of %d, %v; want %s", words, got, p.Total, err, want)
		}
		if strings.Contains(words, "sort:") {
			continue
		}
		q.Words = "-(" + words + ")"
		rest, err := db.Page(ctx, q, 0, 10)
		if err != nil || rest.Total != 5-p.Total {
			t.Errorf("%s: %d, %v; want %d", q.Words, rest.Total, err, 5-p.Total)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// title is the first word of a story's title.
func title(p Page, id ID) string {
	i := slices.IndexFunc(p.Stories, func(s Story) bool { return s.ID == id })
	if i < 0 {
		return ""
	}
	return strings.Fields(p.Stories[i].Title)[0]
}

// Each room takes each order.
func TestOrders(t *testing.T) {
	db, _, _ := shelf(t, &clock{noon})
	for _, room := range []Room{Front, Latest, Saved} {
		for _, c := range []struct {
			words string
			order Order
			less  func(a, b Story) bool
		}{
			{"sort:newest", Newest, func(a, b Story) bool { return a.Published.Before(b.Published) }},
			{"sort:source", BySource, func(a, b Story) bool { return a.Source > b.Source }},
			{"sort:sources", MostSources, func(a, b Story) bool { return a.Outlets < b.Outlets }},
		} {
			q := Query{Room: room, Since: noon.Add(-72 * time.Hour).Unix(), Words: c.words}
			p, err := db.Page(t.Context(), q, 0, 1000)
			if err != nil || p.Total == 0 || len(p.Stories) != p.Total {
				t.Fatalf("%v %s: %d, %v", room, c.words, p.Total, err)
			}
			q.Words, q.Sort = "", c.order
			same, err := db.Page(t.Context(), q, 0, 1000)
			if err != nil || same.Total != p.Total {
				t.Errorf("%v %v: %d, %v; with words %d", room, c.order, same.Total, err, p.Total)
			}
			for i := range same.Stories[1:] {
				if c.less(same.Stories[i], same.Stories[i+1]) {
					t.Errorf("%v %s: %d stands before %d", room, c.words, same.Stories[i].ID, same.Stories[i+1].ID)
					break
				}
			}
			if at, found, err := db.Position(t.Context(), q, same.Stories[3].ID); at != 3 || !found || err != nil {
				t.Errorf("%v %s: position %d, %v, %v", room, c.words, at, found, err)
			}
		}
	}
}

// A name that is none is named, and what may be meant.
func TestDoubt(t *testing.T) {
	db, _, _ := shelf(t, &clock{noon})
	for words, want := range map[string]string{
		"topic:climte":              `"topic:climte" · there is no such topic · did you mean topic:Climate?`,
		"envoy (a OR -topic:qqqq)":  `"topic:qqqq" · there is no such topic`,
		"source:\"outlet 33\"":      `"source:outlet 33" · there is no such source · did you mean source:"Outlet 3"?`,
		"tag:later":                 `"tag:later" · there is no such tag`,
		"country:atlantis":          `"country:atlantis" · there is no such country · e.g. country:kenya, country:KE or country:africa`,
		"country:usa":               "",
		"topic:clim source:\"t 3\"": "",
		"envoy nothing such":        "",
		"newr:2d":                   `"newr:2d" · unknown field newr: · did you mean newer:?`,
	} {
		got := ""
		if err := db.Doubt(t.Context(), Query{Words: words}); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %s; want %s", words, got, want)
		}
	}
}
