// Package newsroom is a small world of invented news outlets: it turns a clock into feeds, article pages, pictures and
// the troubles of real servers (a slow one, a broken feed, walls, missing pages, a live page that grows), all served
// by one http.Handler from memory. The demo and the tests read it through the very code that reads real feeds.
//
// The texts are data files written for this purpose: events/*.txt tell what happened and who reported it how,
// outlets.txt says who the outlets are, words.txt holds the furniture of their pages. Nothing in them is true.
// The package opens no connection and keeps nothing: the same clock gives the same bytes.
package newsroom

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"
)

// Newsroom is all outlets with all their reports. It is safe for concurrent use.
type Newsroom struct {
	clock   func() time.Time
	opened  time.Time // UTC, whole seconds; ages of reports count back from here
	outlets []*outlet
	events  []*event
	pages   *template.Template
}

// Source is the address of a feed and the name of its outlet.
type Source struct {
	URL  string
	Name string
}

// Report is what the newsroom knows of one of its reports: the truth that a test compares a reader's list with.
type Report struct {
	URL       string
	Title     string
	Outlet    string // name of the outlet
	Language  string // BCP 47
	Event     string // reports with the same Event tell of the same thing, in whatever language
	Storyline string // events with the same Storyline belong to one running story; usually the same as Event
	Agency    string // the invented news agency whose text it is; empty: the outlet's own
	Published time.Time
}

// New opens the newsroom at the time the clock shows now. Reports are up to three days old; a few appear in the first
// half hour after opening, and a live page grows for two hours.
func New(clock func() time.Time) *Newsroom {
	n := &Newsroom{clock: clock, opened: clock().UTC().Truncate(time.Second), outlets: readOutlets()}
	n.events = readEvents(n.outlets, n.opened)
	n.pages = readPages()
	second := 0 // ages are whole minutes; no two reports come out at the same moment
	for _, e := range n.events {
		for _, r := range e.reports {
			second = (second + 1) % 59
			r.published = n.opened.Add(-r.age - time.Duration(second)*time.Second)
			r.outlet.reports = append(r.outlet.reports, r)
		}
	}
	for _, o := range n.outlets {
		slices.SortStableFunc(o.reports, func(a, b *report) int { return b.published.Compare(a.published) })
	}
	return n
}

// Sources returns the feeds of all outlets, in the order of outlets.txt.
func (n *Newsroom) Sources() []Source {
	var s []Source
	for _, o := range n.outlets {
		s = append(s, Source{URL: o.url(o.feed), Name: o.name})
	}
	return s
}

// Config returns a configuration file (TOML) with the feeds of all outlets and nothing else.
func (n *Newsroom) Config() string {
	var b strings.Builder
	b.WriteString("# The demo: invented outlets, answered from memory. None of this is news.\n")
	for _, s := range n.Sources() {
		fmt.Fprintf(&b, "\n[[feeds]]\nurl = %q\nname = %q\n", s.URL, s.Name)
	}
	return b.String()
}

// Reports returns every report, also those that are not published yet, event by event.
func (n *Newsroom) Reports() []Report {
	var all []Report
	for _, e := range n.events {
		for _, r := range e.reports {
			all = append(all, Report{
				URL: r.url(), Title: r.title, Outlet: r.outlet.name, Language: r.outlet.language,
				Event: e.name, Storyline: e.storyline, Agency: r.agency, Published: r.published,
			})
		}
	}
	return all
}

// elapsed is the time since the newsroom opened, never negative.
func (n *Newsroom) elapsed() time.Duration {
	return max(0, n.clock().Sub(n.opened))
}

// news returns what an outlet has published by now, newest first.
func (n *Newsroom) news(o *outlet) []*report {
	now := n.opened.Add(n.elapsed())
	var out []*report
	for _, r := range o.reports {
		if !r.published.After(now) {
			out = append(out, r)
		}
	}
	return out
}
