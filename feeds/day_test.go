package feeds

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

var update = flag.Bool("update", false, "rewrite docs/manners.md")

// habit is how a made-up server behaves, and how long it wants to be left alone between two requests: for a feed, or with
// whole for anything at all.
type habit struct {
	name        string
	hosts, each int // how many servers are like that, and how many feeds each has
	wish        time.Duration
	whole       bool
	most        int  // requests for one feed within a day
	tag         bool // it sends a validator: one unconditional request is enough
	send        func(rw http.ResponseWriter, r *http.Request, now time.Time)
}

func habits() []habit {
	feed := func(extra string, headers ...string) func(http.ResponseWriter, *http.Request, time.Time) {
		return func(rw http.ResponseWriter, r *http.Request, now time.Time) {
			for i := 0; i < len(headers); i += 2 {
				rw.Header().Set(headers[i], headers[i+1])
			}
			tag := fmt.Sprintf("%q", now.Truncate(3*time.Hour).Format(time.Kitchen)) // news every three hours
			rw.Header().Set("ETag", tag)
			if r.Header.Get("If-None-Match") == tag {
				rw.WriteHeader(http.StatusNotModified)
				return
			}
			_, _ = io.WriteString(rw, rssFeed(extra+"<item><title>"+now.Format(time.RFC3339)+"</title></item>"))
		}
	}
	status := func(code int, headers ...string) func(http.ResponseWriter, *http.Request, time.Time) {
		return func(rw http.ResponseWriter, _ *http.Request, _ time.Time) {
			for i := 0; i < len(headers); i += 2 {
				rw.Header().Set(headers[i], headers[i+1])
			}
			rw.WriteHeader(code)
		}
	}
	return []habit{
		{"nothing about when to come again", 30, 2, soonest, false, 48, true, feed("")},
		{"nothing, and has sixty feeds", 1, 60, soonest, false, 48, true, feed("")},
		{"`ttl` of two hours", 20, 2, 2 * time.Hour, false, 12, true, feed("<ttl>120</ttl>")},
		{"`max-age` of an hour", 20, 2, time.Hour, false, 24, true, feed("", "Cache-Control", "max-age=3600")},
		{"`max-age` of half a day", 10, 2, 12 * time.Hour, false, 2, true, feed("", "Cache-Control", "max-age=43200")},
		{"one request a minute (Reddit)", 1, 10, time.Minute, true, 48, true, feed("")},
		{"429, wait an hour, always", 5, 4, time.Hour, true, 24, false, status(429, "Retry-After", "3600")},
		{"503, closed for a day", 5, 4, 24 * time.Hour, true, 1, false, status(503, "Retry-After", "86400")},
		{"404", 5, 2, soonest, false, 8, false, status(404)},
		{"500", 5, 2, soonest, false, 8, false, status(500)},
		{"410, gone", 5, 2, 24 * time.Hour, false, 1, false, status(410)},
	}
}

// tick is how often the reader of the day looks for feeds that are due.
const tick = 10 * time.Minute

// day is what the servers saw.
type day struct {
	habits  []habit
	of      map[string]int                 // habit by address
	asked   map[string][]time.Time         // by address
	hosts   map[int]map[string][]time.Time // by habit and host
	fresh   map[string]int                 // unconditional requests, by address
	started time.Time
}

// live is a day of a reader that looks every ten minutes.
func live(t *testing.T) *day {
	d := &day{habits: habits(), of: map[string]int{}, asked: map[string][]time.Time{}, hosts: map[int]map[string][]time.Time{}, fresh: map[string]int{}}
	var list []Source
	for n, h := range d.habits {
		d.hosts[n] = map[string][]time.Time{}
		for k := range h.hosts * h.each {
			host := fmt.Sprintf("h%d-%d.example", n, k%h.hosts)
			if strings.Contains(h.name, "Reddit") {
				host = "www.reddit.com"
			}
			s := Source{URL: fmt.Sprintf("https://%s/%d", host, k)}
			list, d.of[s.URL] = append(list, s), n
		}
	}
	if len(list) != 300 {
		t.Fatalf("%d feeds", len(list))
	}
	n := &traffic{travel: 50 * time.Millisecond}
	n.answer = func(rw http.ResponseWriter, r *http.Request) {
		u, now := r.URL.String(), time.Now()
		n.mu.Lock()
		d.asked[u] = append(d.asked[u], now)
		d.hosts[d.of[u]][r.URL.Host] = append(d.hosts[d.of[u]][r.URL.Host], now)
		if r.Header.Get("If-None-Match") == "" {
			d.fresh[u]++
		}
		n.mu.Unlock()
		d.habits[d.of[u]].send(rw, r, now)
	}
	p := &pile{}
	for d.started = time.Now(); time.Since(d.started) < 24*time.Hour-time.Minute; {
		refresh(t, n, p, list, false)
		time.Sleep(tick - time.Since(d.started)%tick)
	}
	for host, most := range n.most {
		if host != "" && most > perHost {
			t.Errorf("%s: %d requests at a time", host, most)
		}
	}
	return d
}

// gap is the shortest time between two of the requests.
func gap(times []time.Time) time.Duration {
	shortest := 24 * time.Hour
	for i := 1; i < len(times); i++ {
		shortest = min(shortest, times[i].Sub(times[i-1]))
	}
	return shortest
}

// busiest is the most requests within an hour.
func (d *day) busiest(times []time.Time) int {
	perTick := make([]int, 24*6)
	for _, t := range times {
		perTick[t.Sub(d.started)/tick]++
	}
	most := 0
	for i := range perTick {
		sum := 0
		for _, n := range perTick[i:min(i+6, len(perTick))] {
			sum += n
		}
		most = max(most, sum)
	}
	return most
}

// No server is asked more often than it wishes, and each for a whole document once; docs/manners.md shows it.
func TestDay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := live(t)
		for u, times := range d.asked {
			h := d.habits[d.of[u]]
			if len(times) > h.most || !h.whole && gap(times) < h.wish {
				t.Errorf("%s (%s): asked %d times, %v apart; at most %d, %v", h.name, u, len(times), gap(times), h.most, h.wish)
			}
			if h.tag && d.fresh[u] > 1 {
				t.Errorf("%s (%s): %d unconditional requests", h.name, u, d.fresh[u])
			}
		}
		for n, h := range d.habits {
			if len(d.hosts[n]) != h.hosts {
				t.Errorf("%s: %d of %d hosts were asked", h.name, len(d.hosts[n]), h.hosts)
			}
			for host, times := range d.hosts[n] {
				if h.whole && gap(times) < h.wish {
					t.Errorf("%s (%s): asked %v apart", h.name, host, gap(times))
				}
			}
		}
		got := d.document()
		if *update {
			if err := os.WriteFile("../docs/manners.md", []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile("../docs/manners.md"); err != nil || string(want) != got {
			t.Errorf("docs/manners.md says otherwise (-update rewrites it): %v\n%s", err, got)
		}
	})
}

// document is docs/manners.md.
func (d *day) document() string {
	var b strings.Builder
	b.WriteString(mannersText)
	b.WriteString("| the server says | hosts | feeds | wishes at least | requests a feed | whole documents a feed | shortest wait | most in an hour at a host |\n")
	b.WriteString("|---|--:|--:|--:|--:|--:|--:|--:|\n")
	requests, whole := 0, 0
	for n, h := range d.habits {
		sum, fresh, wait, most := 0, 0, 24*time.Hour, 0
		for u, times := range d.asked {
			if d.of[u] != n {
				continue
			}
			sum, fresh = sum+len(times), fresh+d.fresh[u]
			if !h.whole {
				wait = min(wait, gap(times))
			}
		}
		for _, times := range d.hosts[n] {
			most = max(most, d.busiest(times))
			if h.whole {
				wait = min(wait, gap(times))
			}
		}
		requests, whole = requests+sum, whole+fresh
		feeds := h.hosts * h.each
		docs := "–"
		if h.tag {
			docs = fmt.Sprintf("%.1f", float64(fresh)/float64(feeds))
		}
		fmt.Fprintf(&b, "| %s | %d | %d | %s | %.1f | %s | %s | %d |\n", h.name, h.hosts, feeds, minutes(h.wish), float64(sum)/float64(feeds), docs, minutes(wait), most)
	}
	fmt.Fprintf(&b, "\nIn all %d requests for 300 feeds, %d of them without a validator to say what is known already.\n", requests, whole)
	return b.String()
}

// minutes is a time in words, to the minute.
func minutes(d time.Duration) string {
	if d = d.Round(time.Minute); d == 24*time.Hour {
		return "a day"
	}
	if d%time.Hour == 0 {
		return fmt.Sprintf("%d h", d/time.Hour)
	}
	if d > time.Hour {
		return fmt.Sprintf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute)
	}
	return fmt.Sprintf("%d min", d/time.Minute)
}

const mannersText = `# How servers are treated

A feed is asked when its server, its own document and good manners allow, and seldom when it seldom has news; what is
remembered is remembered over restarts. The rules are in feeds/pace.go, feeds/lane.go and feeds/page.go:

- Requests are conditional: ETag and Last-Modified go back byte for byte. A server that has said nothing but "not modified"
  for eight days is asked for the whole once.
- A feed is asked every ten minutes at most and once a day at least: about twice in the time between two of its stories, and
  a quarter less often after every answer without news, down to every four hours. Cache-Control, Expires, ttl, sy:update… can
  make that longer, skipHours and skipDays are kept. Up to a tenth is added so that not everybody comes on the hour.
- Retry-After of 429 and 503 holds for all feeds and pages of the host, at once, and for the reader who insists, too. Other
  failures double the wait up to a day. 410 ends it. Where nothing can be reached, no feed is blamed for it.
- One refresh at a time, whatever program it is in: a second dateline over the same store asks nobody.
- The first request to a host goes alone, then there are two at a time; after twenty there is a second between them. Reddit
  gets one a minute.
- A permanent redirect is believed after three answers over two days, and offered: dateline feeds move takes it.
- Pages of stories: one at a time a host, each once, none that the site wants no copies of are stored (robots: noarchive).
- No cookies, no Referer, no requests for icons, and for pictures only when the reader wants them. The User-Agent says who asks and where to complain; contact in
  the configuration makes that yours.

## What holds it

| | tests |
|---|---|
| validators byte for byte; replaced, dropped, kept over a 304; none of what is not to be stored or no feed | TestValidators, TestValidatorsGoAlong |
| all of it once in eight days where a server only says "not modified" | TestDoubt |
| the same bytes again are not parsed | TestSameBytes |
| when next: own rhythm, max-age, Expires, ttl, sy:*, skipHours, skipDays, failures, jitter | TestNext, TestSkippedDays, TestJitter |
| the same after a restart | TestRestarts, TestSubscription |
| no burst at the start, two at a time at a host, shared connections, HTTP/2, IPv4 where IPv6 is dead | TestRefreshFirstAlone, TestRefreshNoBurst, TestConnectionsAreShared, TestHTTP2, TestOtherAddressOfHost |
| Retry-After: seconds, dates, whole hosts, restarts, pages | TestRefreshQuiet, TestQuietHoldsForPages, TestPageQuiet |
| redirects: for now, for good, in circles, to http, to this machine | TestMoved, TestMove, TestAnswers, TestGate |
| 410, 404, 403, 5xx, walls and bombs, slow and silent servers, beside good ones | TestRefreshGone, TestAnswers, TestTimeouts, TestEveryFaultBesideGoodFeeds |
| User-Agent, Accept, gzip, no cookies, no Referer, nothing added; keys go to their own server only | TestRequest, TestAccess, TestAccessOfOthers |
| no network, a second program, Reddit | TestNoNetworkBlamesNobody, TestRefreshOneAtATime, TestEnter, TestRefreshSparing |
| pages in turn, no copies that are not wanted | TestPagesInTurn, TestFleeting |

## A day with 300 feeds

A reader that looks for feeds that are due every ten minutes, for 24 hours on a clock of its own. The servers have something
new every three hours. Made by the test, which fails when a server is asked sooner than it wishes:
go test ./feeds -run TestDay -update

`
