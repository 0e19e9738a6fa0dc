package ui

import (
	"context"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/store"
)

// road is the way to the newsroom: it counts what is asked for that is no feed, and takes its time.
type road struct {
	to      http.RoundTripper
	feeds   map[string]bool // by address
	robots  string          // what pages say to robots
	down    error           // what asking for a page ends with
	travel  time.Duration
	mu      sync.Mutex
	now     map[string]int // pages on the way, by host, and "" for all
	most    map[string]int
	pages   map[string]int // by address
	unasked int            // pages that were on the way together with a feed
	feedNow int
}

func (r *road) RoundTrip(req *http.Request) (*http.Response, error) {
	if r.feeds[req.URL.String()] {
		r.mu.Lock()
		r.feedNow++
		r.mu.Unlock()
		defer func() { r.mu.Lock(); r.feedNow--; r.mu.Unlock() }()
		return r.to.RoundTrip(req)
	}
	r.count(req.URL.Host, 1)
	defer r.count(req.URL.Host, -1)
	r.mu.Lock()
	r.pages[req.URL.String()]++
	if r.feedNow > 0 {
		r.unasked++
	}
	r.mu.Unlock()
	select {
	case <-time.After(r.travel):
	case <-req.Context().Done():
		return nil, req.Context().Err()
	}
	if r.down != nil {
		return nil, r.down
	}
	resp, err := r.to.RoundTrip(req)
	if err == nil && r.robots != "" {
		resp.Header.Set("X-Robots-Tag", r.robots)
	}
	return resp, err
}

func (r *road) count(host string, by int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, k := range []string{host, ""} {
		r.now[k] += by
		r.most[k] = max(r.most[k], r.now[k])
	}
}

// on puts a road in front of the newsroom.
func (r *road) on(o *Options) {
	r.feeds, r.now, r.most, r.pages = map[string]bool{}, map[string]int{}, map[string]int{}, map[string]int{}
	for _, s := range o.Sources {
		r.feeds[s.URL] = true
	}
	r.to = o.Fetcher.Client.Transport
	o.Fetcher = &feeds.Fetcher{Client: feeds.NewClient(feeds.ClientOptions{Transport: r}), Now: o.Now}
}

// always wants the page of every story.
func always(o *Options) {
	for i := range o.Sources {
		o.Sources[i].FullText = feeds.AlwaysFullText
	}
}

// frontPage is the stories of the front page in the store, as many as are on the first screen.
func (s *session) frontPage(t *testing.T, n int) []store.Body {
	t.Helper()
	p, err := s.opt.DB.Page(context.Background(), store.Query{Room: store.Front, Since: s.opt.Now().Add(-48 * time.Hour).Unix()}, 0, n)
	if err != nil {
		t.Fatal(err)
	}
	var out []store.Body
	for _, story := range p.Stories {
		b, err := s.opt.DB.Body(context.Background(), story.ID)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, b)
	}
	return out
}

// Pages of the first screen are there before they are opened: a few at a time, one a host, each once, after the feeds.
func TestPrefetch(t *testing.T) {
	r := &road{travel: 2 * time.Second}
	inSession(t, 100, 60, func(o *Options) { r.on(o); o.Prefetch = true }, func(t *testing.T, s *session) {
		s.Wait(2 * time.Minute)
		have := 0
		for _, b := range s.frontPage(t, newLayout(100, 60).stories()) {
			if b.Article != nil {
				have++
			}
		}
		if have < 5 {
			t.Errorf("only %d pages of the first screen are there", have)
		}
		for host, most := range r.most {
			if host != "" && most > 1 || most > atATime {
				t.Errorf("%q: %d pages at a time", host, most)
			}
		}
		if r.most[""] < 2 {
			t.Error("one after the other takes long")
		}
		for page, n := range r.pages {
			if n > 1 {
				t.Errorf("%s was fetched %d times", page, n)
			}
		}
		if r.unasked > 0 {
			t.Errorf("%d pages were fetched while feeds were asked", r.unasked)
		}
		before := len(r.pages)
		s.Keys("enter")
		s.Wait(10 * time.Second)
		if s.Lacks("fetching the page"); len(r.pages) != before {
			t.Error("a page that was there was fetched again")
		}
	})
}

// Nothing is fetched ahead without being told to.
func TestNoPrefetch(t *testing.T) {
	r := &road{}
	inSession(t, 100, 60, r.on, func(t *testing.T, s *session) {
		s.Wait(2 * time.Minute)
		if len(r.pages) > 0 {
			t.Errorf("%d pages were fetched", len(r.pages))
		}
	})
}

// A story that is opened while its page is on the way waits for that one; another page of the host waits for its turn.
func TestOnePageOnce(t *testing.T) {
	first, second := store.Story{ID: 1, URL: "https://a.example/1"}, store.Story{ID: 2, URL: "https://a.example/2"}
	other := store.Story{ID: 3, URL: "https://b.example/1"}
	m := &Model{pages: newPages(), world: world{now: time.Now}}
	if !m.pages.start(first) || m.pages.start(first) {
		t.Error("a page starts once")
	}
	if m.pages.busy(first) || !m.pages.busy(second) || m.pages.busy(other) {
		t.Error("a host is busy with one page, for others of its pages")
	}
	m.reader.show(first, page{id: 1, width: 80}, false)
	if cmd := m.fetchPage(); cmd != nil || !m.reader.fetch {
		t.Error("opened, it is asked for again")
	}
	if m.gotPage(fetchedMsg{id: 1}); m.reader.fetch || len(m.pages.flying) != 0 {
		t.Error("it has come, and is still waited for")
	}
	m.reader.show(second, page{id: 2, width: 80}, false)
	if cmd := m.fetchPage(); cmd == nil || !m.reader.fetch {
		t.Error("the next one is not asked for")
	}
}

// A page that cannot be had, of which the store does not say why, is asked for once when its story is opened, and again when the
// reader wants it.
func TestPageInVain(t *testing.T) {
	r := &road{down: &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ENETUNREACH}, travel: time.Second}
	inSession(t, 100, 30, func(o *Options) { r.on(o); always(o) }, func(t *testing.T, s *session) {
		asked := func() int {
			r.mu.Lock()
			defer r.mu.Unlock()
			return r.pages[theOne(r.pages)]
		}
		s.Keys("enter")
		s.Wait(time.Minute)
		once := asked()
		s.Has("the feed's text is shown")
		s.Wait(time.Minute)
		if again := asked(); once == 0 || again != once {
			t.Errorf("%d requests in the first minute, %d in two", once, again)
		}
		s.Keys("R")
		s.Wait(time.Minute)
		if asked() <= once {
			t.Error("R asks for nothing")
		}
	})
}

// A page that its site wants nobody to store is shown and not stored; as long as the reader is open it is not asked for again.
func TestFleetingPage(t *testing.T) {
	r := &road{robots: "noarchive"}
	inSession(t, 100, 30, func(o *Options) { r.on(o); always(o) }, func(t *testing.T, s *session) {
		s.Keys("enter")
		s.Wait(2 * time.Second)
		body := s.Text()
		if len(r.pages) != 1 {
			t.Errorf("%d pages were fetched", len(r.pages))
		}
		s.Keys("esc", "enter")
		s.Wait(2 * time.Second)
		if got := s.Text(); got != body || r.pages[theOne(r.pages)] != 1 {
			t.Errorf("opened again, after %d requests:\n%s\nwas\n%s", r.pages[theOne(r.pages)], got, body)
		}
		p, err := s.opt.DB.Page(context.Background(), store.Query{Room: store.Latest}, 0, 200)
		if err != nil {
			t.Fatal(err)
		}
		for _, story := range p.Stories {
			if b, err := s.opt.DB.Body(context.Background(), story.ID); err != nil || b.Article != nil || b.ArticleErr != "" {
				t.Errorf("%s is stored, %v", story.Title, err)
			}
		}
	})
}

func theOne(m map[string]int) string {
	for k := range m {
		return k
	}
	return ""
}

// The pages of a feed are fetched when the reader has said so, whatever the feed gives.
func TestFullText(t *testing.T) {
	for _, c := range []struct {
		say  string
		text string // what the feed gives
		want bool
	}{
		{"", "short", true},
		{"", "long", false},
		{feeds.AlwaysFullText, "long", true},
		{feeds.NeverFullText, "short", false},
	} {
		w := world{now: time.Now, sources: []feeds.Source{{URL: "https://a.example/feed", FullText: c.say}, {URL: "https://b.example/feed", FullText: "always"}}}
		b := store.Body{Story: store.Story{URL: "https://a.example/1", FeedURL: "https://a.example/feed"}, Content: "<p>Rain.</p>"}
		if c.text == "long" {
			b.Content = "<p>" + strings.Repeat("rain ", enough) + "</p>"
		}
		if got := w.needsPage(b, w.bodyArticle(b, false)); got != c.want {
			t.Errorf("%q, a %s text: %v, want %v", c.say, c.text, got, c.want)
		}
	}
}
