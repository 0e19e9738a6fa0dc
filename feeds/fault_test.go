package feeds

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// cable is a network of pipes to one server, under the real client with its time-outs.
type cable struct {
	ends chan net.Conn
	done chan struct{}
	once sync.Once
}

func newCable(answer http.HandlerFunc) (*cable, *http.Server) {
	c := &cable{ends: make(chan net.Conn), done: make(chan struct{})}
	s := &http.Server{Handler: answer} //nolint:gosec // no stranger comes here
	go func() { _ = s.Serve(c) }()     // it says that it was closed
	return c, s
}

func (c *cable) Accept() (net.Conn, error) {
	select {
	case conn := <-c.ends:
		return conn, nil
	case <-c.done:
		return nil, net.ErrClosed
	}
}

func (c *cable) Close() error   { c.once.Do(func() { close(c.done) }); return nil }
func (c *cable) Addr() net.Addr { return &net.TCPAddr{} }

func (c *cable) dial(ctx context.Context, _, address string) (net.Conn, error) {
	fail := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	switch host, _, _ := strings.Cut(address, ":"); host {
	case "unknown.example":
		return nil, fail(&net.DNSError{Name: host, IsNotFound: true})
	case "refusing.example":
		return nil, fail(syscall.ECONNREFUSED)
	case "nowhere.example":
		<-ctx.Done()
		return nil, fail(ctx.Err())
	}
	near, far := net.Pipe()
	select {
	case c.ends <- far:
		return near, nil
	case <-ctx.Done():
		return nil, fail(ctx.Err())
	}
}

func (c *cable) client() *http.Client {
	t := transport(nil, func(*http.Request) (*url.URL, error) { return nil, nil })
	t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		ctx, cancel := context.WithTimeout(ctx, connecting)
		defer cancel()
		return c.dial(ctx, network, address)
	}
	return NewClient(ClientOptions{Transport: t})
}

// fault is a way in which a feed may misbehave.
type fault struct {
	name   string
	host   string // "": bad.example
	answer http.HandlerFunc
	want   string // the reason that the reader is given; "": there is none
	items  int
}

func faults() []fault {
	feed := rssFeed("<item><title>One</title><guid>1</guid></item><item><title>Two</title><guid>2</guid></item>")
	text := func(s string, headers ...string) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(headers); i += 2 {
				rw.Header().Set(headers[i], headers[i+1])
			}
			_, _ = io.WriteString(rw, s)
		}
	}
	status := func(n int, headers ...string) http.HandlerFunc {
		return func(rw http.ResponseWriter, r *http.Request) {
			for i := 0; i < len(headers); i += 2 {
				rw.Header().Set(headers[i], headers[i+1])
			}
			rw.WriteHeader(n)
		}
	}
	raw := func(s string) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) {
			conn, _, err := http.NewResponseController(rw).Hijack()
			if err == nil {
				_, _ = io.WriteString(conn, s)
				_ = conn.Close()
			}
		}
	}
	silent := func(rw http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	return []fault{
		{"never begins", "", silent, "no answer in 15 s", 0},
		{"half a body, then silence", "", func(rw http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(rw, feed[:len(feed)/2])
			_ = http.NewResponseController(rw).Flush()
			silent(rw, r)
		}, "no whole answer in 30 s", 0},
		{"a byte a second", "", func(rw http.ResponseWriter, r *http.Request) {
			for i := range feed {
				_, _ = io.WriteString(rw, feed[i:i+1])
				_ = http.NewResponseController(rw).Flush()
				select {
				case <-time.After(time.Second):
				case <-r.Context().Done():
					return
				}
			}
		}, "no whole answer in 30 s", 0},
		{"without end", "", func(rw http.ResponseWriter, _ *http.Request) {
			for err := error(nil); err == nil; {
				_, err = rw.Write(bytes.Repeat([]byte("<item/>"), 10_000))
			}
		}, "the answer is larger than 10 MB", 0},
		{"a bomb of gzip", "", func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(rw)
			for err := error(nil); err == nil; {
				_, err = z.Write(make([]byte, 1<<20))
			}
		}, "the answer is larger than 10 MB", 0},
		{"no gzip", "", text("this was never packed", "Content-Encoding", "gzip"), "the answer is packed in a way that cannot be read", 0},
		{"a bomb of entities", "", text(`<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>` +
			rssFeed("<item><title>&c;&c;&c;</title><guid>1</guid></item>")), "", 1},
		{"less than was promised", "", raw("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + feed), "the answer was cut short", 0},
		{"closed", "", raw(""), "the server closed the connection", 0},
		{"another protocol", "", raw("220 mail.example ready\r\n"), "the answer is no HTTP", 0},
		{"cut in the middle", "", text(feed[:strings.Index(feed, "Two")]), "", 1},
		{"empty", "", text(""), "the answer is empty", 0},
		{"a page", "", text("<!doctype html><html><body>Welcome</body></html>"), "the answer is a web page, not a feed", 0},
		{"no ids", "", text(strings.NewReplacer("<guid>", "<!--", "</guid>", "-->").Replace(feed)), "", 2},
		{"escapes", "", text(rssFeed("<item><title>A\u009b31m &#27;]0;owned&#7;</title><guid>1</guid></item>")), "", 1},
		{"in circles", "", func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/feed", http.StatusFound) }, "redirected more than five times", 0},
		{"far away", "", func(rw http.ResponseWriter, r *http.Request) {
			if len(r.URL.Path) > 8 {
				text(feed)(rw, r)
				return
			}
			http.Redirect(rw, r, r.URL.Path+"x", http.StatusMovedPermanently)
		}, "", 2},
		{"missing", "", status(404), "answered 404", 0},
		{"gone", "", status(410), "answered 410: the feed is gone for good", 0},
		{"broken", "", status(500), "answered 500", 0},
		{"closed for an hour", "", status(503, "Retry-After", "3600"), "answered 503", 0},
		{"asked too often", "", status(429, "Retry-After", "120"), "answered 429: asked too often", 0},
		{"no such host", "unknown.example", nil, "no such host", 0},
		{"nobody there", "refusing.example", nil, "the server refuses connections", 0},
		{"nobody picks up", "nowhere.example", nil, "no connection in 10 s", 0},
	}
}

// Whatever one feed does, the others are complete within the time of the slowest time-out, and it has its reason in words.
func TestEveryFaultBesideGoodFeeds(t *testing.T) {
	for _, f := range faults() {
		t.Run(f.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, server := newCable(func(rw http.ResponseWriter, r *http.Request) {
					if r.Host == "bad.example" {
						f.answer(rw, r)
						return
					}
					fine(rw, r)
				})
				host := f.host
				if host == "" {
					host = "bad.example"
				}
				client, p, start := c.client(), &pile{}, time.Now()
				list := []Source{{URL: "http://" + host + "/feed"}}
				for n := range 40 {
					list = append(list, Source{URL: fmt.Sprintf("http://h%d.example/%d", n%20, n)})
				}
				good := 0
				for r := range Refresh(t.Context(), &Fetcher{Client: client}, p, list, false) {
					switch took := time.Since(start); {
					case r.URL != list[0].URL && r.Err == nil && r.New == 1:
						good++
					case r.URL != list[0].URL:
						t.Errorf("%s: %v", r.URL, r.Err)
					case r.New != f.items || f.want == "" && r.Err != nil || f.want != "" && (r.Err == nil || r.Err.Error() != f.want):
						t.Errorf("%d stories, %v; want %d, %q", r.New, r.Err, f.items, f.want)
					case took > wholeAnswer:
						t.Errorf("it took %v", took)
					}
				}
				if good != 40 || len(p.kept) != 41 {
					t.Errorf("%d good feeds, %d answers kept", good, len(p.kept))
				}
				client.CloseIdleConnections()
				_ = server.Close()
				synctest.Wait()
			})
		})
	}
}

// Without a network no feed is to blame: none is counted as failing, and all are asked again soon.
func TestNoNetworkBlamesNobody(t *testing.T) {
	for _, c := range []struct {
		what  string
		hosts []string
		want  error
	}{
		{"no names at all", []string{"unknown.example", "unknown.example:81"}, ErrOffline},
		{"one name that does not exist", []string{"unknown.example"}, ErrNoHost},
		{"a name that does not exist, and a server", []string{"unknown.example", "unknown.example:81", "refusing.example"}, ErrNoHost},
	} {
		t.Run(c.what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				net, server := newCable(fine)
				defer server.Close()
				p := &pile{}
				var list []Source
				for _, h := range c.hosts {
					list = append(list, Source{URL: "http://" + h + "/"})
				}
				reports := 0
				for r := range Refresh(t.Context(), &Fetcher{Client: net.client()}, p, list, false) {
					reports++
					if strings.Contains(r.URL, "unknown") && r.Err != c.want { //nolint:errorlint // this very one
						t.Errorf("%s: %v", r.URL, r.Err)
					}
					if soon := time.Since(r.Asked.Add(-r.Next.Sub(r.Asked))); c.want == ErrOffline && (r.Failures > 0 || soon > 12*time.Minute) {
						t.Errorf("%d failures, asked again in %v", r.Failures, soon)
					}
				}
				if reports != len(list) || len(p.kept) != len(list) {
					t.Errorf("%d reports, %d kept", reports, len(p.kept))
				}
			})
		})
	}
}

// A second program does not ask what the first is asking already.
func TestRefreshOneAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, p := &traffic{travel: time.Second, answer: fine}, &pile{}
		inside := false
		for range Refresh(t.Context(), &Fetcher{Client: NewClient(ClientOptions{Transport: n})}, p, sources(2, 1), false) {
			if inside {
				continue
			}
			inside = true
			if r := refresh(t, n, p, sources(2, 1), true); len(r) != 1 || r[0].Err != ErrRefreshing || r[0].URL != "" { //nolint:errorlint // this very one
				t.Errorf("%+v", r)
			}
		}
		if n.total != 2 || p.busy {
			t.Errorf("asked %d times, busy %t", n.total, p.busy)
		}
	})
}

// What a server says about when to come again to a feed holds for its pages, too, after a restart as well.
func TestQuietHoldsForPages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &traffic{answer: func(rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("Retry-After", "600")
			rw.WriteHeader(http.StatusServiceUnavailable)
		}}
		p, list := &pile{}, sources(1, 1)
		refresh(t, n, p, list, false)
		f := &Fetcher{Client: NewClient(ClientOptions{Transport: n})} // of the next start
		for range Refresh(t.Context(), f, p, list, false) {
			t.Error("it is not due")
		}
		if _, err := f.Page(t.Context(), "https://h0.example/story", Subscription{}); err == nil || !strings.HasPrefix(err.Error(), ErrHeld.Error()) {
			t.Errorf("%v", err)
		}
		if n.total != 1 {
			t.Errorf("asked %d times", n.total)
		}
		time.Sleep(11 * time.Minute)
		if _, err := f.Page(t.Context(), "https://h0.example/story", Subscription{}); err == nil || err.Error() != "answered 503" {
			t.Errorf("%v", err)
		}
		// And what a server says to a page holds for its feeds.
		for _, r := range reportsOf(t, f, p, list) {
			if r.Err == nil || !strings.HasPrefix(r.Err.Error(), ErrHeld.Error()) {
				t.Errorf("%v", r.Err)
			}
		}
	})
}

func reportsOf(t *testing.T, f *Fetcher, p *pile, list []Source) (reports []Report) {
	for r := range Refresh(t.Context(), f, p, list, true) {
		reports = append(reports, r)
	}
	return reports
}
