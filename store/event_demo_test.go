package store

import (
	"cmp"
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dateline/feeds"
	"dateline/internal/newsroom"
)

// demo is the newsroom as a store has it after a refresh, and what is true of each report.
type demo struct {
	db    *DB
	truth map[ID]newsroom.Report
	event map[ID]ID
}

// inDemo refreshes from the newsroom on a fake clock, groups as the reader does, and runs the test.
func inDemo(t *testing.T, test func(t *testing.T, d demo)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(noon)) // the clock of the bubble starts in 2000
		now := func() time.Time { return time.Now().UTC() }
		n := newsroom.New(now)
		db, err := Open(t.Context(), filepath.Join(t.TempDir(), "news.db"), Options{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		var sources []feeds.Source
		for _, s := range n.Sources() {
			sources = append(sources, feeds.Source{URL: s.URL, Name: s.Name})
		}
		fetcher := &feeds.Fetcher{Client: &http.Client{Transport: n.Transport()}, Now: now}
		for range feeds.Refresh(t.Context(), fetcher, db, sources, true) {
			continue
		}
		if _, err := db.Group(t.Context()); err != nil {
			t.Fatal(err)
		}
		d := demo{db: db, truth: make(map[ID]newsroom.Report), event: make(map[ID]ID)}
		known := make(map[string]newsroom.Report)
		for _, r := range n.Reports() {
			known[r.URL] = r
		}
		p, err := db.Page(t.Context(), latest, 0, 10_000)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Stories {
			r, ok := known[s.URL]
			if !ok {
				continue // what outlets print that tells of no event
			}
			d.truth[s.ID], d.event[s.ID] = r, s.Event
		}
		test(t, d)
	})
}

// told is what a person would put into one row: one event, in one language.
func (d demo) told(id ID) string { return d.truth[id].Event + " " + d.truth[id].Language[:2] }

// line is the running story that an event belongs to; its chapters may share a row within 72 hours.
func (d demo) line(id ID) string { return d.truth[id].Storyline + " " + d.truth[id].Language[:2] }

// by gathers the reports of the demo by something they have in common.
func by[K comparable](d demo, key func(ID) K) map[K][]ID {
	out := make(map[K][]ID)
	for _, id := range slices.Sorted(maps.Keys(d.truth)) {
		out[key(id)] = append(out[key(id)], id)
	}
	return out
}

// different are the values of a list of reports, each once.
func different[K cmp.Ordered](list []ID, key func(ID) K) []K {
	var out []K
	for _, id := range list {
		out = append(out, key(id))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (d demo) row(id ID) ID { return d.event[id] }

// A report's row should have the reports that tell of the same (recall) and no others (precision), as BCubed counts it.
func TestDemoIsGroupedAsAPersonWould(t *testing.T) {
	inDemo(t, func(t *testing.T, d demo) {
		rows, truly := by(d, d.row), by(d, d.told)
		precision, recall := 0.0, 0.0
		for id := range d.truth {
			row, alike := rows[d.row(id)], 0
			for _, o := range row {
				if d.told(o) == d.told(id) {
					alike++
				}
			}
			precision += float64(alike) / float64(len(row))
			recall += float64(alike) / float64(len(truly[d.told(id)]))
		}
		split, mixed := 0, 0
		for _, name := range slices.Sorted(maps.Keys(truly)) {
			if n := len(different(truly[name], d.row)); n > 1 {
				split++
				t.Logf("%s is %d rows", name, n)
			}
		}
		for _, id := range slices.Sorted(maps.Keys(rows)) {
			if names := different(rows[id], d.line); len(names) > 1 {
				mixed++
				t.Logf("one row has %s", strings.Join(names, " and "))
			}
		}
		n := float64(len(d.truth))
		t.Logf("%d reports, %d events in a language, %d rows: precision %.3f, recall %.3f, %d split, %d mixed",
			len(d.truth), len(truly), len(rows), precision/n, recall/n, split, mixed)
		if n < 150 || precision/n < .985 || recall/n < .91 || split > 15 || mixed > 0 {
			t.Error("too many reports are in a wrong row")
		}
	})
}

func TestDemoPlantedCases(t *testing.T) {
	inDemo(t, func(t *testing.T, d demo) {
		rows := by(d, d.row)
		quakes := make(map[string][]ID)
		for _, name := range []string{"quake-aldana en", "quake-tanelu en"} {
			quakes[name] = different(by(d, d.told)[name], d.row)
		}
		if a, b := quakes["quake-aldana en"], quakes["quake-tanelu en"]; len(a) != 1 || len(b) != 1 || a[0] == b[0] {
			t.Errorf("two earthquakes are the rows %v and %v", a, b)
		}
		copies := 0
		for name, list := range by(d, d.told) {
			wire := slices.DeleteFunc(list, func(id ID) bool { return d.truth[id].Agency == "" })
			if len(wire) > 1 && len(different(wire, d.row)) > 1 {
				t.Errorf("%s: the copies of one wire text are in the rows %v", name, different(wire, d.row))
			}
			copies += max(len(wire)-1, 0)
		}
		marked, err := d.db.marked(t)
		if err != nil || copies < 5 || marked < copies {
			t.Errorf("%d copies of wire texts, %d stories are marked as copies, %v", copies, marked, err)
		}
		for id, list := range rows {
			first, last := d.truth[list[0]].Published, d.truth[list[0]].Published
			for _, o := range list {
				if d.truth[o].Language[:2] != d.truth[id].Language[:2] {
					t.Errorf("row %d has the languages %s and %s", id, d.truth[id].Language, d.truth[o].Language)
				}
				if p := d.truth[o].Published; p.Before(first) {
					first = p
				} else if p.After(last) {
					last = p
				}
			}
			if last.Sub(first) > 72*time.Hour {
				t.Errorf("row %d goes on for %v", id, last.Sub(first))
			}
		}
		chapters := by(d, func(id ID) string { return d.truth[id].Storyline + d.truth[id].Language[:2] })["orlec-damen"]
		if n := len(different(chapters, d.row)); n < 2 {
			t.Errorf("a running story of three days is %d row", n)
		}
	})
}

// marked counts the stories in the words of others.
func (db *DB) marked(t *testing.T) (n int, err error) {
	err = db.read.QueryRowContext(t.Context(), "SELECT count(*) FROM story WHERE copied").Scan(&n)
	return n, err
}

func TestDemoFrontPage(t *testing.T) {
	inDemo(t, func(t *testing.T, d demo) {
		p, err := d.db.Page(t.Context(), frontQuery, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		seen := make(map[ID]bool)
		for i, s := range p.Stories {
			switch {
			case seen[s.Event]:
				t.Errorf("%q has the event of a row above", s.Title)
			case s.Outlets != len(s.OutletNames) || s.OutletNames[0] != s.Source || s.Reports < s.Outlets:
				t.Errorf("%q: %d reports, %d outlets: %q", s.Title, s.Reports, s.Outlets, s.OutletNames)
			case i < 10 && s.Outlets < 2:
				t.Errorf("%q of one outlet is number %d", s.Title, i+1)
			case s.Last.Before(s.Published):
				t.Errorf("%q: last report %v, before its own time %v", s.Title, s.Last, s.Published)
			}
			seen[s.Event] = true
		}
		if p.Total != frontEvents {
			t.Errorf("%d rows", p.Total)
		}
	})
}
