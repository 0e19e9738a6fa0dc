package feeds

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// each makes a feed whose items come at intervals, the newest at noon.
func each(gap time.Duration, extra string) string {
	var b strings.Builder
	for n := range 12 {
		fmt.Fprintf(&b, "<item><title>%d</title><pubDate>%s</pubDate></item>", n, noon.Add(-time.Duration(n)*gap).Format(time.RFC1123Z))
	}
	return rssFeed(extra + b.String())
}

// How long after noon a source is asked again; up to a tenth more is jitter.
func TestNext(t *testing.T) {
	date := func(d time.Duration) string { return noon.Add(d).Format(http.TimeFormat) }
	usualFeed := item("<title>A</title>")
	cases := []struct {
		name    string
		status  int
		body    string
		headers []string
		had     Subscription
		want    time.Duration
	}{
		{"no dates", 200, usualFeed, nil, Subscription{}, usual},
		{"news every five minutes", 200, each(5*time.Minute, ""), nil, Subscription{}, soonest},
		{"news every two hours", 200, each(2*time.Hour, ""), nil, Subscription{}, time.Hour},
		{"news once a month", 200, each(30*24*time.Hour, ""), nil, Subscription{}, lazy},
		{"max-age", 200, usualFeed, []string{"Cache-Control", "public, max-age=43200"}, Subscription{}, 12 * time.Hour},
		{"max-age of a year", 200, usualFeed, []string{"Cache-Control", "max-age=31536000"}, Subscription{}, latest},
		{"max-age of nothing", 200, usualFeed, []string{"Cache-Control", "max-age=0", "Expires", date(9 * time.Hour)}, Subscription{}, usual},
		{"Expires", 200, usualFeed, []string{"Expires", date(2 * time.Hour)}, Subscription{}, 2 * time.Hour},
		{"Expires long ago", 200, usualFeed, []string{"Expires", date(-time.Hour)}, Subscription{}, usual},
		{"ttl", 200, each(5*time.Minute, "<ttl>60</ttl>"), nil, Subscription{}, time.Hour},
		{"sy", 200, each(5*time.Minute, "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"), nil, Subscription{}, 6 * time.Hour},
		{"skipped hours", 200, each(5*time.Minute, "<skipHours><hour>12</hour><hour>13</hour></skipHours>"), nil, Subscription{}, 2*time.Hour + soonest},
		{"no news: a quarter longer", 304, "", nil, Subscription{Checked: noon.Add(-time.Hour), Next: noon}, 75 * time.Minute},
		{"no news for long", 304, "", nil, Subscription{Checked: noon.Add(-lazy), Next: noon}, lazy},
		{"no news, and its ttl was a day", 304, "", nil, Subscription{Checked: noon.Add(-latest), Next: noon}, latest},
		{"first failure", 500, "", nil, Subscription{}, 20 * time.Minute},
		{"third failure", 500, "", nil, Subscription{Failures: 2}, 80 * time.Minute},
		{"hundredth failure", 500, "", nil, Subscription{Failures: 99}, latest},
		{"gone", 410, "", nil, Subscription{}, latest},
		{"asked too often", 429, "", []string{"Retry-After", "3600"}, Subscription{}, time.Hour},
		{"asked too often, says a date", 429, "", []string{"Retry-After", date(2 * time.Hour)}, Subscription{}, 2 * time.Hour},
		{"closed for a while", 503, "", []string{"Retry-After", "86400"}, Subscription{}, latest},
		{"closed for ever", 503, "", []string{"Retry-After", "999999999"}, Subscription{}, silentFor},
	}
	for _, c := range cases {
		w := &wire{answer: func(rw http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(c.headers); i += 2 {
				rw.Header().Set(c.headers[i], c.headers[i+1])
			}
			rw.WriteHeader(c.status)
			_, _ = io.WriteString(rw, c.body)
		}}
		c.had.URL = origin
		a := fetcher(w).Ask(context.Background(), c.had)
		wait := a.Next.Sub(noon)
		if wait < c.want || wait > c.want+c.want/10+soonest/10 {
			t.Errorf("%s: next after %v, want %v", c.name, wait, c.want)
		}
		quiet := strings.HasPrefix(c.name, "asked too often") || strings.HasPrefix(c.name, "closed")
		if a.Quiet.IsZero() == quiet {
			t.Errorf("%s: quiet until %v", c.name, a.Quiet)
		}
	}
}

func TestJitter(t *testing.T) {
	seen := map[time.Duration]bool{}
	for n := range 100 {
		d := jitter(fmt.Sprintf("https://example.org/%d", n), time.Hour)
		if d < 0 || d > 6*time.Minute {
			t.Errorf("an hour may become %v longer", d)
		}
		seen[d] = true
	}
	if len(seen) < 50 {
		t.Errorf("100 sources come at %d times", len(seen))
	}
}
