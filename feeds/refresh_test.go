package feeds

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pile is a shelf in memory. It is used by one goroutine only, as Refresh promises: the race detector watches.
type pile struct {
	known  map[string]Subscription
	kept   []Answer
	full   error
	unfit  string        // the address of a source of which nothing can be kept
	slow   time.Duration // that it takes to write
	writes int
	busy   bool
}

func (p *pile) Subscription(_ context.Context, s Source) (Subscription, error) {
	sub := p.known[s.URL]
	sub.Source = s
	return sub, nil
}

func (p *pile) Enter() (leave func(), err error) {
	if p.busy {
		return nil, ErrRefreshing
	}
	p.busy = true
	return func() { p.busy = false }, nil
}

func (p *pile) Prepare(_ context.Context, a *Answer) { a.Prepared = len(a.Feed.Items) }

func (p *pile) KeepAll(_ context.Context, answers []Answer) ([]Kept, error) {
	for _, a := range answers {
		if p.full != nil {
			return nil, p.full
		}
		if a.URL == p.unfit {
			return nil, errors.New("unfit")
		}
	}
	time.Sleep(p.slow)
	p.writes++
	kept := make([]Kept, len(answers))
	for i, a := range answers {
		p.kept = append(p.kept, a)
		if p.known == nil {
			p.known = map[string]Subscription{}
		}
		p.known[a.URL] = again(a)
		if n, ok := a.Prepared.(int); ok {
			kept[i].New = n
		}
	}
	return kept, nil
}

// traffic is a network with a travel time that counts who is on the way.
type traffic struct {
	mu        sync.Mutex
	travel    time.Duration
	answer    http.HandlerFunc
	now, most map[string]int // requests under way by host, and "" for all
	total     int
}

func (n *traffic) RoundTrip(r *http.Request) (*http.Response, error) {
	n.count(r.URL.Host, 1)
	defer n.count(r.URL.Host, -1)
	select {
	case <-time.After(n.travel):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	return (&wire{answer: n.answer}).RoundTrip(r)
}

func (n *traffic) count(host string, by int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.now == nil {
		n.now, n.most = map[string]int{}, map[string]int{}
	}
	n.total += max(by, 0)
	for _, k := range []string{host, ""} {
		n.now[k] += by
		n.most[k] = max(n.most[k], n.now[k])
	}
}

func fine(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("ETag", `"1"`)
	if r.Header.Get("If-None-Match") == `"1"` {
		rw.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = io.WriteString(rw, item("<title>A</title><guid>1</guid>"))
}

func sources(hosts, each int) (list []Source) {
	for n := range hosts * each {
		list = append(list, Source{URL: fmt.Sprintf("https://h%d.example/%d", n%hosts, n)})
	}
	return list
}

// refresh runs a whole refresh and returns its reports.
func refresh(t *testing.T, n http.RoundTripper, p *pile, list []Source, force bool) (reports []Report) {
	f := &Fetcher{Client: NewClient(ClientOptions{Transport: n})}
	for r := range Refresh(t.Context(), f, p, list, force) {
		reports = append(reports, r)
	}
	return reports
}

// What has come in while other answers were written is written together; when that fails, what is in order is kept.
func TestRefreshKeepsTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &pile{slow: 3 * time.Second, unfit: "https://h7.example/7"}
		failed, kept := 0, 0
		for _, r := range refresh(t, &traffic{travel: time.Second, answer: fine}, p, sources(30, 1), false) {
			kept += r.New
			if r.Err != nil {
				failed++
				if r.URL != p.unfit || r.Err.Error() != "keep the answer: unfit" {
					t.Errorf("%s: %v", r.URL, r.Err)
				}
			}
		}
		if failed != 1 || kept != 29 || len(p.kept) != 29 {
			t.Errorf("%d failed, %d new, %d kept", failed, kept, len(p.kept))
		}
		if p.writes > 29-8 {
			t.Errorf("written in %d goes", p.writes)
		}
	})
}

func TestRefresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, p := &traffic{travel: time.Second, answer: fine}, &pile{}
		list := sources(5, 10)
		start := time.Now()
		reports := refresh(t, n, p, list, false)
		if len(reports) != 50 || len(p.kept) != 50 {
			t.Fatalf("%d reports, %d kept", len(reports), len(p.kept))
		}
		for i, r := range reports {
			if r.Err != nil || r.New != 1 || r.Done != i+1 || r.Total != 50 {
				t.Errorf("report %d: %+v", i, r)
			}
		}
		if n.most["h0.example"] != perHost || n.most[""] != 10 {
			t.Errorf("at a time: %v", n.most)
		}
		if took := time.Since(start); took != 6*time.Second { // the first of each host goes alone
			t.Errorf("took %v", took)
		}
		if reports := refresh(t, n, p, list, false); len(reports) != 0 || n.total != 50 {
			t.Errorf("nothing is due, but %d were asked", n.total-50)
		}
		for _, r := range refresh(t, n, p, list, true) {
			if !r.NotModified || r.New != 0 {
				t.Errorf("the reader insists, yet only asks for news: %+v", r)
			}
		}
		time.Sleep(time.Hour)
		if reports := refresh(t, n, p, list, false); len(reports) != 50 {
			t.Errorf("after an hour %d are due", len(reports))
		}
	})
}

func TestRefreshManyWorkers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &traffic{travel: time.Second, answer: fine}
		refresh(t, n, &pile{}, sources(40, 1), false)
		if n.most[""] != workers {
			t.Errorf("%d at a time, want %d", n.most[""], workers)
		}
		own := &traffic{travel: time.Second, answer: fine}
		var list []Source
		for i := range 24 {
			list = append(list, Source{URL: fmt.Sprintf("http://127.0.0.1:8077/%d", i)})
		}
		refresh(t, own, &pile{}, list, false)
		if own.most[""] != workers {
			t.Errorf("%d at a time on this machine, want %d", own.most[""], workers)
		}
	})
}

// Breaking out, or ending the context, stops everything: synctest fails when a goroutine is left.
func TestRefreshBreak(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, p := &traffic{travel: time.Second, answer: fine}, &pile{}
		f := &Fetcher{Client: NewClient(ClientOptions{Transport: n})}
		for range Refresh(t.Context(), f, p, sources(20, 5), true) {
			break
		}
		if len(p.kept) == 0 || len(p.kept) > answersTogether || n.now[""] != 0 {
			t.Errorf("%d kept, %d under way", len(p.kept), n.now[""])
		}
		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		p = &pile{}
		for r := range Refresh(ctx, f, p, sources(20, 5), true) {
			if r.Err != nil {
				t.Errorf("a refresh that was ended is nobody's failure: %v", r.Err)
			}
		}
		if len(p.kept) == 0 || len(p.kept) > 2*workers {
			t.Errorf("%d kept", len(p.kept))
		}
	})
}

// A slow host holds up nobody else.
func TestRefreshSlowHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &traffic{answer: func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.Host == "h0.example" {
				<-r.Context().Done()
				return
			}
			fine(rw, r)
		}}
		start := time.Now()
		for r := range Refresh(t.Context(), &Fetcher{Client: NewClient(ClientOptions{Transport: n})}, &pile{}, sources(4, 5), false) {
			if r.Err == nil && time.Since(start) > time.Second {
				t.Errorf("%s came after %v", r.URL, time.Since(start))
			}
		}
	})
}

// What a server says about when to come again is stronger than the reader, for its whole host and over restarts.
func TestRefreshQuiet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &traffic{answer: func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.Host == "h0.example" {
				rw.Header().Set("Retry-After", "7200")
				rw.WriteHeader(http.StatusTooManyRequests)
				return
			}
			fine(rw, r)
		}}
		p := &pile{}
		one := []Source{{URL: "https://h0.example/1"}}
		both := append(one, Source{URL: "https://h0.example/2"}, Source{URL: "https://h1.example/3"})
		refresh(t, n, p, one, true)
		if reports := refresh(t, n, p, both, false); len(reports) != 1 || reports[0].URL != both[2].URL {
			t.Errorf("not forced: %d reports", len(reports))
		}
		asked := n.total
		held := 0
		for _, r := range refresh(t, n, p, both, true) {
			if r.Err != nil && strings.Contains(r.Err.Error(), "wants to be asked again in 2 h") || r.Err != nil && strings.Contains(r.Err.Error(), "in 3 h") {
				held++
			}
		}
		if held != 2 || n.total != asked+1 {
			t.Errorf("forced: %d held back, %d asked", held, n.total-asked)
		}
		time.Sleep(2 * time.Hour)
		asked = n.total
		if refresh(t, n, p, both, true); n.total != asked+2 { // one of the two is told to wait again, and that holds for both
			t.Errorf("two hours later %d asked", n.total-asked)
		}
	})
}

func TestRefreshGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &traffic{answer: func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusGone) }}
		p := &pile{}
		list := sources(1, 1)
		refresh(t, n, p, list, false)
		time.Sleep(30 * 24 * time.Hour)
		if reports := refresh(t, n, p, list, false); len(reports) != 0 {
			t.Error("a feed that is gone is left alone")
		}
		if reports := refresh(t, n, p, list, true); len(reports) != 1 {
			t.Error("unless the reader insists")
		}
	})
}

func TestRefreshFullShelf(t *testing.T) {
	p := &pile{full: errors.New("disk full")}
	for _, r := range refresh(t, &wire{answer: fine}, p, sources(1, 1), false) {
		if r.Err == nil || r.Err.Error() != "keep the answer: disk full" {
			t.Errorf("%v", r.Err)
		}
	}
}

// The first request to a host goes alone, and when it is told to wait, the others are not sent at all.
func TestRefreshFirstAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &traffic{travel: time.Second, answer: func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Retry-After", "7200")
			rw.WriteHeader(http.StatusServiceUnavailable)
		}}
		p := &pile{}
		reports := refresh(t, n, p, sources(2, 30), false)
		if len(reports) != 60 || n.total != 2 || len(p.kept) != 2 {
			t.Errorf("%d reports, %d asked, %d kept", len(reports), n.total, len(p.kept))
		}
		for _, r := range reports {
			if r.Err == nil || r.Total != 60 {
				t.Errorf("%+v", r)
			}
		}
		if reports := refresh(t, n, p, sources(2, 30), false); len(reports) != 0 || n.total != 2 {
			t.Errorf("at once again: %d reports, %d asked", len(reports), n.total)
		}
	})
}

// A host with many feeds is not asked for all of them in one go, however fast it is.
func TestRefreshNoBurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &traffic{travel: time.Millisecond, answer: fine}
		start := time.Now()
		if reports := refresh(t, n, &pile{}, sources(1, 60), false); len(reports) != 60 {
			t.Errorf("%d reports", len(reports))
		}
		if took := time.Since(start); took < 20*time.Second || took > 21*time.Second {
			t.Errorf("60 feeds of a host took %v", took)
		}
	})
}

// Reddit gives one feed a minute: the others wait, and the one that has waited longest is next.
func TestRefreshSparing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, p := &traffic{answer: fine}, &pile{}
		var list []Source
		for _, u := range []string{"https://www.reddit.com/r/a/.rss", "https://www.reddit.com/r/b/.rss", "https://old.reddit.com/r/c/.rss", "https://notreddit.com/"} {
			list = append(list, Source{URL: u})
		}
		asked := func(force bool) (got string, later int) {
			for _, r := range refresh(t, n, p, list, force) {
				if strings.Contains(r.URL, ".reddit.com") {
					got += string(strings.TrimSuffix(r.URL, "/.rss")[len(r.URL)-6])
				}
				later = r.Later
			}
			return got, later
		}
		for _, c := range []struct {
			after time.Duration
			force bool
			want  string
			later int
		}{
			{0, false, "a", 2},
			{30 * time.Second, true, "", 3}, // the other site alone
			{30 * time.Second, false, "b", 1},
			{time.Minute, false, "c", 0},
			{time.Hour, false, "a", 2},
			{time.Minute, true, "b", 2},
		} {
			time.Sleep(c.after)
			if got, later := asked(c.force); got != c.want || later != c.later {
				t.Errorf("after %v: asked %q, %d later; want %q, %d", c.after, got, later, c.want, c.later)
			}
		}
	})
}
