package newsroom

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/net/html"
)

var morning = time.Date(2026, time.November, 23, 8, 41, 0, 0, time.UTC)

func open() *Newsroom { return New(func() time.Time { return morning }) }

// ask fetches an address from the newsroom and returns the answer with its whole body.
func ask(t *testing.T, n *Newsroom, address string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := n.Transport().RoundTrip(req)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return resp, string(body)
}

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

func TestFeedsAreWellFormed(t *testing.T) {
	n := open()
	for _, o := range n.outlets {
		doc, mediaType, changed := n.document(o)
		var err error
		if o.format == "json" {
			var v any
			err = json.Unmarshal(doc, &v)
		} else {
			err = wellFormed(doc)
		}
		if (err != nil) != (o.trouble == "broken") {
			t.Errorf("%s: %v", o.name, err)
		}
		if changed.IsZero() || mediaType == "" || len(n.news(o)) < 6 {
			t.Errorf("%s: %d reports, changed %v, %q", o.name, len(n.news(o)), changed, mediaType)
		}
		if !bytes.Contains(doc, []byte(o.words.get("invented"))) {
			t.Errorf("%s: the feed does not say that it is invented", o.name)
		}
	}
}

func wellFormed(doc []byte) error {
	d := xml.NewDecoder(bytes.NewReader(doc))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestBrokenFeedHasWholeItems(t *testing.T) {
	n := open()
	for _, o := range n.outlets {
		if o.trouble != "broken" {
			continue
		}
		doc, _, _ := n.document(o)
		begun, ended := bytes.Count(doc, []byte("<item>")), bytes.Count(doc, []byte("</item>"))
		if ended < 5 || begun != ended+1 {
			t.Errorf("%s: %d items begun, %d ended", o.name, begun, ended)
		}
	}
}

func TestSameClockSameBytes(t *testing.T) {
	a, b := open(), open()
	for i, o := range a.outlets {
		docA, _, _ := a.document(o)
		docB, _, _ := b.document(b.outlets[i])
		if !bytes.Equal(docA, docB) {
			t.Errorf("%s: two feeds at one moment", o.name)
		}
		for j, r := range o.reports {
			pageA, _, _ := a.report(r)
			pageB, _, _ := b.report(b.outlets[i].reports[j])
			if !bytes.Equal(pageA, pageB) {
				t.Errorf("%s: two pages at one moment", r.url())
			}
		}
	}
}

func TestPagesAreOfRealisticSize(t *testing.T) {
	n := open()
	least, most := 1<<30, 0
	for _, e := range n.events {
		for _, r := range e.reports {
			page, status, _ := n.report(r)
			if status != http.StatusOK {
				continue
			}
			least, most = min(least, len(page)), max(most, len(page))
			if len(page) < 60<<10 || len(page) > 125<<10 {
				t.Errorf("%d kB: %s (%s)", len(page)>>10, r.url(), r.outlet.page)
			}
		}
	}
	t.Logf("%d to %d kB", least>>10, most>>10)
}

func TestPagesHoldTheirText(t *testing.T) {
	n := open()
	for _, e := range n.events {
		for _, r := range e.reports {
			page, status, _ := n.report(r)
			text := visible(t, page)
			if !strings.Contains(text, r.outlet.words.get("invented")) {
				t.Errorf("%s: does not say that it is invented", r.url())
			}
			if status != http.StatusOK {
				continue
			}
			for _, b := range r.blocks {
				for _, s := range append([]string{b.text}, b.items...) {
					if !strings.Contains(text, plainInline(s)) {
						t.Errorf("%s: %.60q is missing", r.url(), s)
					}
				}
			}
		}
	}
}

// visible is the text of a page without scripts and styles.
func visible(t *testing.T, page []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for node := range root.Descendants() {
		if node.Type == html.TextNode && node.Parent.Data != "script" && node.Parent.Data != "style" {
			b.WriteString(node.Data)
		}
	}
	return b.String()
}

func TestFeedLinksLeadToTheirReports(t *testing.T) {
	n := open()
	for _, e := range n.events {
		for _, r := range e.reports {
			want := map[string]int{"wall": 402, "robots": 403, "missing": 404}[r.as]
			if want == 0 {
				want = 200
			}
			if r.age < 0 {
				want = 404
			}
			if resp, _ := ask(t, n, r.url()); resp.StatusCode != want {
				t.Errorf("%s: answered %d, want %d", r.url(), resp.StatusCode, want)
			}
		}
	}
}

func TestConditionalRequests(t *testing.T) {
	n := open()
	for _, o := range n.outlets {
		if o.trouble == "slow" {
			continue
		}
		for _, coding := range []string{"identity", "gzip"} {
			resp, body := ask(t, n, o.url(o.feed), "Accept-Encoding", coding)
			if resp.StatusCode != 200 || body == "" || (resp.Header.Get("Content-Encoding") == "gzip") != (coding == "gzip") {
				t.Fatalf("%s: answered %d %v", o.name, resp.StatusCode, resp.Header)
			}
			resp, body = ask(t, n, o.url(o.feed), "Accept-Encoding", coding,
				"If-None-Match", resp.Header.Get("ETag"), "If-Modified-Since", resp.Header.Get("Last-Modified"))
			if resp.StatusCode != http.StatusNotModified || body != "" {
				t.Errorf("%s (%s): answered %d to its own validators", o.name, coding, resp.StatusCode)
			}
		}
		resp, _ := ask(t, n, o.url(o.feed), "If-None-Match", `"something else"`, "If-Modified-Since", "Mon, 03 Feb 2020 00:00:00 GMT")
		if resp.StatusCode != 200 {
			t.Errorf("%s: answered %d to the validators of something older", o.name, resp.StatusCode)
		}
	}
}

func TestConfigNamesEverySource(t *testing.T) {
	n := open()
	for _, s := range n.Sources() {
		if !strings.Contains(n.Config(), "url = \""+s.URL+"\"\nname = \""+s.Name+"\"\n") {
			t.Errorf("%s is not in the config", s.Name)
		}
	}
}

func TestUnknownHostCannotBeLookedUp(t *testing.T) {
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://nowhere.example/feed", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := open().Transport().RoundTrip(req)
	if err == nil {
		resp.Body.Close()
	}
	var dns *net.DNSError
	if !errors.As(err, &dns) || !dns.IsNotFound {
		t.Errorf("got %v", err)
	}
}

func TestSlowFeedTakesItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := New(time.Now)
		i := slices.IndexFunc(n.outlets, func(o *outlet) bool { return o.trouble == "slow" })
		address := n.outlets[i].url(n.outlets[i].feed)
		begin := time.Now()
		if resp, _ := ask(t, n, address); resp.StatusCode != 200 || time.Since(begin) != slowness {
			t.Errorf("answered %d after %v", resp.StatusCode, time.Since(begin))
		}

		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		begin = time.Now()
		resp, err := n.Transport().RoundTrip(req)
		if err == nil {
			resp.Body.Close()
		}
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) != time.Second {
			t.Errorf("got %v after %v", err, time.Since(begin))
		}
	})
}

func TestClosingABodyLetsTheHandlerGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // fails when a goroutine stays behind
		n := New(time.Now)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, n.Sources()[0].URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := n.Transport().RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		synctest.Wait()
	})
}

func TestTheDayGoesOn(t *testing.T) {
	now := morning
	n := New(func() time.Time { return now })
	count := func() (items, entries int) {
		for _, o := range n.outlets {
			for _, r := range n.news(o) {
				items++
				entries += len(n.entries(r))
			}
		}
		return items, entries
	}
	items, entries := count()
	now = morning.Add(30 * time.Minute)
	if later, more := count(); later <= items || more <= entries {
		t.Errorf("half an hour brought %d reports and %d entries of live pages", later-items, more-entries)
	}
}

func TestModelCaseHasAllItsParts(t *testing.T) {
	n := open()
	parts := []string{
		"What To Know", "for live coverage", "Request Reprint & Licensing", "Submit Correction", "View Editorial & AI Guidelines",
		"as a preferred source on Google", "Recommended For You", "Related Podcasts", "Trending", "Top Stories", "3 min read",
	}
	glued, marked, pages := 0, 0, 0
	for _, e := range n.events {
		for _, r := range e.reports {
			if r.as != "model" && r.as != "glued" {
				continue
			}
			bullets := 0
			for _, b := range r.blocks {
				bullets += len(b.items)
			}
			if bullets != 6 {
				t.Errorf("%s: %d bullets", r.url(), bullets)
			}
			page, _, _ := n.report(r)
			summary, content := n.bodies(r)
			texts := map[string]string{"page": visible(t, page)}
			pages++
			if r.as == "glued" {
				texts["feed"] = summary
				glued++
				for _, run := range []string{"LicensingSubmit CorrectionView", "when you search.Recommended For You", "min readRelated Podcasts", "min readTop Stories"} {
					if !strings.Contains(summary, run) {
						t.Errorf("the feed's text does not run together as in %q", run)
					}
				}
			} else if content != "" {
				texts["feed"] = visible(t, []byte(content))
				marked++
			}
			for where, text := range texts {
				for _, part := range parts {
					if !strings.Contains(text, part) {
						t.Errorf("%s of %s: no %q", where, r.url(), part)
					}
				}
			}
		}
	}
	if glued != 1 || marked != 1 || pages < 3 {
		t.Errorf("%d glued feed bodies, %d with markup, %d pages", glued, marked, pages)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		open()
	}
}

func BenchmarkPage(b *testing.B) {
	n := open()
	r := n.events[0].reports[0]
	for b.Loop() {
		n.report(r)
	}
}
