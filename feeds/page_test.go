package feeds

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestPage(t *testing.T) {
	w := &wire{answer: func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/1":
			http.Redirect(rw, r, "/2", http.StatusFound)
		case "/2":
			rw.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
			_, _ = io.WriteString(rw, "<p>caf\xe9</p>")
		case "/pdf":
			rw.Header().Set("Content-Type", "application/pdf")
		default:
			rw.WriteHeader(404)
		}
	}}
	cases := []struct{ path, html, final, err string }{
		{"/1", "<p>café</p>", "https://example.org/2", ""},
		{"/pdf", "", "https://example.org/pdf", "the page is no text but application/pdf"},
		{"/none", "", "https://example.org/none", "answered 404: the page is gone"},
	}
	for _, c := range cases {
		p, err := fetcher(w).Page(context.Background(), "https://example.org"+c.path, Subscription{})
		said := ""
		if err != nil {
			said = err.Error()
		}
		if string(p.HTML) != c.html || p.URL != c.final || said != c.err {
			t.Errorf("%s: %q %q %q", c.path, p.HTML, p.URL, said)
		}
	}
	if _, err := fetcher(w).Page(context.Background(), "file:///etc/passwd", Subscription{}); err == nil {
		t.Error("a file is no page")
	}
}

// A page that is not to be stored says so in a header or in its head; what is said to one robot is not said to us.
func TestFleeting(t *testing.T) {
	for _, c := range []struct {
		tag, page string
		want      bool
	}{
		{"", "<head><title>A</title></head>", false},
		{"noarchive", "", true},
		{"noindex, NoArchive", "", true},
		{"googlebot: noarchive", "", false},
		{"none", "", false},
		{"", `<META NAME="Robots" content="noimageindex,noarchive">`, true},
		{"", `<meta content=" noarchive " name=robots>`, true},
		{"", `<meta name="robots" content="max-snippet:-1">`, false},
		{"", `<meta name="googlebot" content="noarchive">`, false},
		{"", `<body><meta name="robots" content="noarchive">`, false},
		{"", `<script>"<meta name='robots' content='noarchive'>"</script>`, false},
	} {
		w := &wire{answer: func(rw http.ResponseWriter, _ *http.Request) {
			if c.tag != "" {
				rw.Header().Set("X-Robots-Tag", c.tag)
			}
			_, _ = io.WriteString(rw, c.page)
		}}
		p, err := fetcher(w).Page(context.Background(), "https://example.org/1", Subscription{})
		if err != nil || p.Fleeting != c.want {
			t.Errorf("%s %s: %v, %v", c.tag, c.page, p.Fleeting, err)
		}
	}
}

// A host is asked for one page at a time; another host does not wait for it.
func TestPagesInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &traffic{travel: time.Second, answer: func(rw http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(rw, "<p>A</p>") }}
		f := &Fetcher{Client: NewClient(ClientOptions{Transport: n})}
		start := time.Now()
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				if _, err := f.Page(t.Context(), fmt.Sprintf("https://h%d.example/%d", i%2, i), Subscription{}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n.most["h0.example"] != 1 || n.most[""] != 2 || time.Since(start) != 4*time.Second {
			t.Errorf("at a time: %v; took %v", n.most, time.Since(start))
		}
		ctx, cancel := context.WithCancel(t.Context())
		all.Go(func() { _, _ = f.Page(t.Context(), "https://h0.example/", Subscription{}) })
		synctest.Wait()
		cancel()
		if _, err := f.Page(ctx, "https://h0.example/", Subscription{}); err == nil {
			t.Error("it waits for its turn although it is not wanted any more")
		}
		all.Wait()
	})
}

// A host that has had enough is not asked for pages until it wants to be.
func TestPageQuiet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		status := http.StatusTooManyRequests
		w := &wire{answer: func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Retry-After", "600")
			rw.WriteHeader(status)
		}}
		f := &Fetcher{Client: NewClient(ClientOptions{Transport: w})}
		for _, c := range []struct {
			url, want string
			asked     int
		}{
			{"https://a.example/1", "answered 429: asked too often", 1},
			{"https://a.example/2", "the server wants to be asked again in 11 min", 1},
			{"https://b.example/1", "answered 429: asked too often", 2},
		} {
			if _, err := f.Page(t.Context(), c.url, Subscription{}); err == nil || err.Error() != c.want || len(w.asked) != c.asked {
				t.Errorf("%s: %v, %d asked", c.url, err, len(w.asked))
			}
		}
		time.Sleep(10 * time.Minute)
		status = http.StatusOK
		if _, err := f.Page(t.Context(), "https://a.example/2", Subscription{}); err != nil {
			t.Error(err)
		}
	})
}
