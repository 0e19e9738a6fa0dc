package newsroom

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestThereIsEnoughToRead(t *testing.T) {
	n := open()
	events, outlets, languages := map[string]int{}, map[string]int{}, map[string]int{}
	published := 0
	for _, r := range n.Reports() {
		events[r.Event]++
		outlets[r.Outlet]++
		languages[r.Language[:2]]++
		if !r.Published.After(morning) {
			published++
		}
	}
	for what, got := range map[string][2]int{
		"outlets": {len(outlets), 12}, "events": {len(events), 60}, "reports": {published, 150}, "languages": {len(languages), 4},
	} {
		if got[0] < got[1] {
			t.Errorf("%d %s, want at least %d", got[0], what, got[1])
		}
	}
	t.Logf("%d reports (%d later) on %d events: %v %v", published, len(n.Reports())-published, len(events), outlets, languages)
}

func TestReportsReadLikeReports(t *testing.T) {
	titles := map[string]string{}
	for _, e := range open().events {
		if len(e.reports) == 0 {
			t.Errorf("%s: nobody reported it", e.name)
		}
		for _, r := range e.reports {
			if n := len([]rune(r.title)); n < 45 || n > 95 {
				t.Errorf("%s: headline of %d characters: %s", e.name, n, r.title)
			}
			if n := r.words(); r.as != "live" && (n < 110 || n > 520) {
				t.Errorf("%s: %d words: %s", e.name, n, r.title)
			}
			if n := len(strings.Fields(r.lead)); n < 18 || n > 60 {
				t.Errorf("%s: lead of %d words: %s", e.name, n, r.lead)
			}
			if r.age > 72*time.Hour {
				t.Errorf("%s: older than three days: %s", e.name, r.title)
			}
			if other := titles[r.title+r.outlet.key]; other != "" {
				t.Errorf("%s: the same headline as in %s", e.name, other)
			}
			titles[r.title+r.outlet.key] = e.name
		}
	}
}

func TestPlantedDuplicatesAreThere(t *testing.T) {
	copies, translated, chapters := 0, 0, map[string]map[string]time.Duration{}
	for _, e := range open().events {
		leads, languages := map[string]int{}, map[string]bool{}
		for _, r := range e.reports {
			languages[r.outlet.speaks()] = true
			if r.agency != "" {
				leads[r.lead]++
			}
			if chapters[e.storyline] == nil {
				chapters[e.storyline] = map[string]time.Duration{}
			}
			chapters[e.storyline][e.name] = max(chapters[e.storyline][e.name], r.age)
		}
		for _, n := range leads {
			if n > 1 {
				copies++
			}
		}
		if len(languages) > 1 {
			translated++
		}
	}
	if copies < 5 || translated < 12 {
		t.Errorf("%d events with copies of one wire text, %d in several languages", copies, translated)
	}
	if story := chapters["orlec-dam"]; len(story) != 3 || story["orlec-crack"]-story["orlec-return"] < 48*time.Hour {
		t.Errorf("the running story has the chapters %v", story)
	}
	if chapters["quake-aldana"] == nil || chapters["quake-tanelu"] == nil {
		t.Error("two different earthquakes are missing")
	}
}

func TestAddressesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range open().Reports() {
		u, err := url.Parse(r.URL)
		if err != nil || !strings.HasSuffix(u.Host, ".example") || seen[r.URL] {
			t.Errorf("bad or doubled address %s (%v)", r.URL, err)
		}
		seen[r.URL] = true
	}
}
