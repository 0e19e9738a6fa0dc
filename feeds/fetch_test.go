package feeds

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// wire is a network in memory: it answers each request by its handler, and remembers what was asked.
type wire struct {
	answer http.HandlerFunc
	asked  []*http.Request
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	w.asked = append(w.asked, r)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	rec := httptest.NewRecorder()
	w.answer(rec, r)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	resp := rec.Result()
	resp.Request = r
	return resp, nil
}

func (w *wire) last() http.Header { return w.asked[len(w.asked)-1].Header }

// noon is when tests are; a clock that stands still.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func fetcher(w *wire) *Fetcher {
	return &Fetcher{Client: NewClient(ClientOptions{Transport: w}), UserAgent: "dateline/test (+https://example.org/)", Now: func() time.Time { return noon }}
}

func source(url string) Subscription { return Subscription{Source: Source{URL: url}} }

// again is what is known of a source after an answer.
func again(a Answer) Subscription {
	return Subscription{Source: a.Source, Validators: a.Validators, Hash: a.Hash, Checked: a.Asked, Next: a.Next, Failures: a.Failures, Gone: a.Gone, Quiet: a.Quiet, Whole: a.Whole}
}

func TestRequest(t *testing.T) {
	w := &wire{answer: func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed" {
			http.SetCookie(rw, &http.Cookie{Name: "a", Value: "b"})
			http.Redirect(rw, r, "https://other.example/f", http.StatusFound)
			return
		}
		_, _ = io.WriteString(rw, item("<title>A</title>"))
	}}
	a := fetcher(w).Ask(context.Background(), source("https://jane:secret@example.org/feed?token=x"))
	if a.Err != nil || a.Status != 200 || len(a.Feed.Items) != 1 || a.MovedTo != "" {
		t.Fatalf("%+v", a)
	}
	first, second := w.asked[0], w.asked[1]
	if got := first.URL.String(); got != "https://jane:secret@example.org/feed?token=x" {
		t.Errorf("asked %s", got)
	}
	h := second.Header
	for _, name := range []string{"Cookie", "Referer", "Authorization", "If-None-Match", "If-Modified-Since"} {
		if h.Get(name) != "" {
			t.Errorf("%s: %s", name, h.Get(name))
		}
	}
	if h.Get("User-Agent") != "dateline/test (+https://example.org/)" || h.Get("Accept-Encoding") != "gzip" || !strings.Contains(h.Get("Accept"), "application/rss+xml") {
		t.Errorf("headers: %v", h)
	}
}

// Validators go back byte for byte, both are replaced by a whole answer, and kept by "not modified".
func TestValidators(t *testing.T) {
	type headers map[string]string
	odd := Validators{`W/"a b'c"`, "mon, 2 MAR 2026 10:00:00 -0000"}
	cases := []struct {
		name   string
		had    Validators
		status int
		sent   headers
		want   Validators
	}{
		{"first", Validators{}, 200, headers{"ETag": odd.ETag, "Last-Modified": odd.LastModified}, odd},
		{"replaced", odd, 200, headers{"ETag": `"2"`, "Last-Modified": "x"}, Validators{`"2"`, "x"}},
		{"one is gone", odd, 200, headers{"ETag": `"2"`}, Validators{ETag: `"2"`}},
		{"both are gone", odd, 200, nil, Validators{}},
		{"not modified, nothing said", odd, 304, nil, odd},
		{"not modified, a new one", odd, 304, headers{"Last-Modified": "y"}, Validators{odd.ETag, "y"}},
		{"not to be stored", odd, 200, headers{"ETag": `"2"`, "Cache-Control": "private, No-Store"}, Validators{}},
		{"old when it comes", odd, 200, headers{"ETag": `"2"`, "Expires": "0"}, Validators{}},
		{"an error", odd, 500, headers{"ETag": `"2"`}, odd},
		{"a wall", odd, 299, headers{"ETag": `"2"`}, odd},
	}
	for _, c := range cases {
		w := &wire{answer: func(rw http.ResponseWriter, _ *http.Request) {
			for k, v := range c.sent {
				rw.Header().Set(k, v)
			}
			body := item("<title>A</title>")
			if c.status == 299 {
				c.status, body = 200, "<html><title>Just a moment...</title></html>"
			}
			rw.WriteHeader(c.status)
			if c.status == 200 {
				_, _ = io.WriteString(rw, body)
			}
		}}
		s := source(origin)
		s.Validators = c.had
		a := fetcher(w).Ask(context.Background(), s)
		if got := (Validators{w.last().Get("If-None-Match"), w.last().Get("If-Modified-Since")}); got != c.had {
			t.Errorf("%s: sent %q, want %q", c.name, got, c.had)
		}
		if a.Validators != c.want {
			t.Errorf("%s: kept %q, want %q", c.name, a.Validators, c.want)
		}
		if a.NotModified != (c.status == 304) {
			t.Errorf("%s: not modified is %v", c.name, a.NotModified)
		}
	}
}

func TestSameBytes(t *testing.T) {
	doc := item("<title>A</title>")
	w := &wire{answer: func(rw http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(rw, doc) }}
	f := fetcher(w)
	a := f.Ask(context.Background(), source(origin))
	b := f.Ask(context.Background(), again(a))
	if a.Feed == nil || a.NotModified || b.Feed != nil || !b.NotModified || b.Err != nil || b.Hash != a.Hash {
		t.Errorf("first %+v\nsecond %+v", a, b)
	}
	doc = item("<title>B</title>")
	if c := f.Ask(context.Background(), again(b)); c.Feed == nil || c.Hash == b.Hash {
		t.Errorf("third %+v", c)
	}
	doc = strings.Split(rssFeed("<item><title>A</title></item><item><title>B"), "B")[0]
	if d := f.Ask(context.Background(), again(a)); d.Feed == nil || d.Hash != "" || d.Validators != (Validators{}) {
		t.Errorf("a cut document must be asked for again: %+v", d)
	}
}

func TestAnswers(t *testing.T) {
	pack := func(s string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = io.WriteString(z, s)
		_ = z.Close()
		return b.String()
	}
	doc := item("<title>A</title>")
	send := func(status int, body string, headers ...string) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(headers); i += 2 {
				rw.Header().Set(headers[i], headers[i+1])
			}
			rw.WriteHeader(status)
			_, _ = io.WriteString(rw, body)
		}
	}
	cases := []struct {
		name   string
		answer http.HandlerFunc
		want   string // "" is a feed
	}{
		{"a feed", send(200, doc), ""},
		{"gzip", send(200, pack(doc), "Content-Encoding", "gzip"), ""},
		{"gzip without a label", send(200, pack(doc)), ""},
		{"a label without gzip", send(200, doc, "Content-Encoding", "gzip"), ""},
		{"gzip cut short", send(200, pack(doc)[:60], "Content-Encoding", "gzip"), "the answer was cut short"},
		{"a bomb", send(200, pack("<rss>"+strings.Repeat(" ", 20<<20)), "Content-Encoding", "gzip"), "the answer is larger than 10 MB"},
		{"too large", send(200, "<rss>"+strings.Repeat(" ", MaxDocument)), "the answer is larger than 10 MB"},
		{"empty", send(200, ""), "the answer is empty"},
		{"a page", send(200, "<html></html>"), "the answer is a web page, not a feed"},
		{"nothing", send(204, ""), "answered 204"},
		{"missing", send(404, "<html>"), "answered 404"},
		{"forbidden", send(403, "<html>Access denied"), "answered 403"},
		{"a wall", send(403, "<html><title>Just a moment...</title>"), "answered 403: the site asks for a browser check"},
		{"a wall by its header", send(403, "", "Cf-Mitigated", "challenge"), "answered 403: the site asks for a browser check"},
		{"password", send(401, ""), "answered 401: it asks for a password"},
		{"broken", send(500, "\x1b[2J"), "answered 500"},
		{"gone", send(410, ""), "answered 410: the feed is gone for good"},
		{"to http", send(302, "", "Location", "http://example.org/x"), "redirected from https to http: refused"},
		{"to a file", send(302, "", "Location", "file:///etc/passwd"), "redirected to something that is no web address: refused"},
		{"in circles", send(302, "", "Location", "/feed.xml"), "redirected more than five times"},
	}
	for _, c := range cases {
		w := &wire{answer: c.answer}
		a := fetcher(w).Ask(context.Background(), source(origin))
		got := ""
		if a.Err != nil {
			got = a.Err.Error()
		}
		if got != c.want || (a.Feed == nil) != (c.want != "") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if a.Gone != (c.name == "gone") || a.Failures != min(len(c.want), 1) {
			t.Errorf("%s: gone %v, failures %d", c.name, a.Gone, a.Failures)
		}
		if len(w.asked) > 6 {
			t.Errorf("%s: asked %d times", c.name, len(w.asked))
		}
	}
}

func TestMoved(t *testing.T) {
	cases := []struct {
		hops []int
		want string
	}{
		{[]int{301}, "https://example.org/1"},
		{[]int{308, 301}, "https://example.org/2"},
		{[]int{301, 302}, ""},
		{[]int{302, 301}, ""},
		{[]int{301, 304}, "https://example.org/1"},
		{[]int{307}, ""},
		{nil, ""},
	}
	for _, c := range cases {
		w := &wire{answer: func(rw http.ResponseWriter, r *http.Request) {
			hop := 0
			_, _ = fmt.Sscanf(r.URL.Path, "/%d", &hop)
			if hop < len(c.hops) && c.hops[hop] == 304 {
				rw.WriteHeader(304)
				return
			}
			if hop < len(c.hops) {
				http.Redirect(rw, r, fmt.Sprintf("/%d", hop+1), c.hops[hop])
				return
			}
			_, _ = io.WriteString(rw, item("<title>A</title>"))
		}}
		if a := fetcher(w).Ask(context.Background(), source("https://example.org/0")); a.MovedTo != c.want {
			t.Errorf("%v: moved to %q, want %q", c.hops, a.MovedTo, c.want)
		}
	}
}

// A server that never begins, or never ends, is given up in time; the fake clock makes it quick.
func TestTimeouts(t *testing.T) {
	hang := func(rw http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	synctest.Test(t, func(t *testing.T) {
		f := fetcher(&wire{answer: hang})
		f.Now = time.Now
		a := f.Ask(t.Context(), source(origin))
		if a.Err == nil || a.Err.Error() != "no answer in 30 s" || a.Took != wholeAnswer || a.Status != 0 {
			t.Errorf("%v after %v", a.Err, a.Took)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if a := f.Ask(ctx, source(origin)); !errors.Is(a.Err, context.DeadlineExceeded) || a.Failures != 0 {
			t.Errorf("the reader's own patience is not the server's fault: %+v", a)
		}
	})
}

func TestInWords(t *testing.T) {
	dial := func(err error) error {
		return &url.Error{Op: "Get", URL: "https://example.org/?token=x", Err: &net.OpError{Op: "dial", Net: "tcp", Err: err}}
	}
	read := func(err error) error { return &net.OpError{Op: "read", Net: "tcp", Err: err} }
	cases := []struct {
		err   error
		begun bool
		want  string
	}{
		{dial(os.ErrDeadlineExceeded), false, "no connection in 10 s"},
		{dial(syscall.ECONNREFUSED), false, "the server refuses connections"},
		{dial(syscall.ENETUNREACH), false, "no network"},
		{dial(errPrivate), false, "the address is private: refused"},
		{dial(&net.DNSError{IsNotFound: true, Name: "example.org"}), false, "no such host"},
		{dial(&net.DNSError{IsTemporary: true, Name: "example.org"}), false, "no network"},
		{dial(&net.DNSError{IsTimeout: true, Name: "example.org"}), false, "no network"},
		{read(os.ErrDeadlineExceeded), false, "no answer in 15 s"},
		{context.DeadlineExceeded, true, "no whole answer in 30 s"},
		{read(syscall.ECONNRESET), true, "the server closed the connection"},
		{io.ErrUnexpectedEOF, true, "the answer was cut short"},
		{x509.UnknownAuthorityError{}, false, "the certificate is not valid for this address"},
		{errors.New("remote error: tls: handshake failure"), false, "no secure connection could be made"},
		{errors.New(`net/http: malformed HTTP response "\x1b"`), false, "the answer is no HTTP"},
		{errors.New("something new"), false, "no connection to the server"},
	}
	for _, c := range cases {
		if got := inWords(context.Background(), c.err, c.begun).Error(); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}

// A server that always says "not modified" is asked for the whole once in eight days, and not more often.
func TestDoubt(t *testing.T) {
	const day = 24 * time.Hour
	for _, c := range []struct {
		name        string
		whole       time.Duration // before noon; -1: unknown
		conditional bool
	}{
		{"never seen whole, as far as is known", -1, true},
		{"yesterday", day, true},
		{"seven days ago", 7 * day, true},
		{"eight days ago", 8 * day, false},
	} {
		w := &wire{answer: func(rw http.ResponseWriter, r *http.Request) {
			if r.Header.Get("If-None-Match") != "" {
				rw.WriteHeader(http.StatusNotModified)
				return
			}
			fine(rw, r)
		}}
		s := source(origin)
		s.Validators = Validators{ETag: `"1"`, LastModified: "x"}
		if c.whole >= 0 {
			s.Whole = noon.Add(-c.whole)
		}
		a := fetcher(w).Ask(context.Background(), s)
		if got := w.last().Get("If-None-Match") != "" && w.last().Get("If-Modified-Since") != ""; got != c.conditional {
			t.Errorf("%s: conditional %v", c.name, got)
		}
		want := noon
		if c.conditional && c.whole >= 0 {
			want = s.Whole
		}
		if !a.Whole.Equal(want) || a.Err != nil {
			t.Errorf("%s: whole at %v, %v", c.name, a.Whole, a.Err)
		}
		if b := fetcher(w).Ask(context.Background(), again(a)); !b.NotModified || w.last().Get("If-None-Match") == "" {
			t.Errorf("%s: and then? %+v", c.name, b)
		}
	}
}
