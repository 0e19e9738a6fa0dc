package feeds

import (
	"fmt"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// habit is how a made-up server behaves, and how long it wants to be left alone between two requests for a feed.
type habit struct {
	name string
	wish time.Duration
	most int  // requests for one feed within a day
	tag  bool // it sends a validator: one unconditional request is enough
	send func(rw http.ResponseWriter, r *http.Request, now time.Time)
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
		{"says nothing", soonest, 48, true, feed("")},
		{"ttl of two hours", 2 * time.Hour, 12, true, feed("<ttl>120</ttl>")},
		{"max-age of an hour", time.Hour, 24, true, feed("", "Cache-Control", "max-age=3600")},
		{"max-age of half a day", 12 * time.Hour, 2, true, feed("", "Cache-Control", "max-age=43200")},
		{"asks to wait an hour, always", time.Hour, 24, false, status(429, "Retry-After", "3600")},
		{"closed for a day", 24 * time.Hour, 1, false, status(503, "Retry-After", "86400")},
		{"missing", soonest, 8, false, status(404)},
		{"broken", soonest, 8, false, status(500)},
		{"gone", 24 * time.Hour, 1, false, status(410)},
	}
}

// A day of a reader that is started every ten minutes: no server is asked more often than it wishes, and each is asked
// unconditionally once.
func TestDay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var list []Source
		by := map[string]habit{}
		for n, h := range habits() {
			for k := range 4 {
				s := Source{URL: fmt.Sprintf("https://h%d.example/%d", n, k)}
				list, by[s.URL] = append(list, s), h
			}
		}
		asked := map[string][]time.Time{}
		fresh := map[string]int{}
		n := &traffic{}
		n.answer = func(rw http.ResponseWriter, r *http.Request) {
			u := r.URL.String()
			n.mu.Lock()
			asked[u] = append(asked[u], time.Now())
			if r.Header.Get("If-None-Match") == "" {
				fresh[u]++
			}
			n.mu.Unlock()
			by[u].send(rw, r, time.Now())
		}
		p := &pile{}
		for end := time.Now().Add(24*time.Hour - time.Minute); time.Now().Before(end); time.Sleep(10 * time.Minute) {
			refresh(t, n, p, list, false)
		}
		for u, h := range by {
			times := asked[u]
			t.Logf("%-30s %3d requests", h.name, len(times))
			if len(times) == 0 || len(times) > h.most {
				t.Errorf("%s (%s): asked %d times, at most %d were right", h.name, u, len(times), h.most)
			}
			for i := 1; i < len(times); i++ {
				if gap := times[i].Sub(times[i-1]); gap < h.wish {
					t.Errorf("%s (%s): asked again after %v", h.name, u, gap)
				}
			}
			if h.tag && fresh[u] > 1 {
				t.Errorf("%s (%s): %d unconditional requests", h.name, u, fresh[u])
			}
		}
	})
}
