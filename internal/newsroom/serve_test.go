package newsroom

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

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

func TestTheDoors(t *testing.T) {
	n := open()
	for _, c := range []struct {
		method, address string
		want            int
		kind            string
	}{
		{"GET", "https://meridianpost.example/", 200, "text/html; charset=utf-8"},
		{"GET", "https://meridianpost.example/section/science", 200, "text/html; charset=utf-8"},
		{"GET", "https://meridianpost.example/topic/moon-shadow", 200, "text/html; charset=utf-8"},
		{"GET", "https://meridianpost.example/pictures/harbour.png", 200, "image/png"},
		{"HEAD", "https://meridianpost.example/rss/world.xml", 200, "application/rss+xml; charset=utf-8"},
		{"GET", "https://meridianpost.example:443/rss/world.xml", 200, "application/rss+xml; charset=utf-8"},
		{"GET", "https://www.meridianpost.example/rss/world.xml", 301, "text/html; charset=utf-8"},
		{"GET", "https://meridianpost.example/no-such-page", 404, "text/html; charset=utf-8"},
		{"POST", "https://meridianpost.example/", 405, "text/plain; charset=utf-8"},
	} {
		req, err := http.NewRequestWithContext(t.Context(), c.method, c.address, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := n.Transport().RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != c.want || resp.Header.Get("Content-Type") != c.kind || (len(body) == 0) != (c.method == "HEAD") {
			t.Errorf("%s %s: answered %s, %s, %d bytes, %v", c.method, c.address, resp.Status, resp.Header.Get("Content-Type"), len(body), err)
		}
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
