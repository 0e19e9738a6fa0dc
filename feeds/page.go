package feeds

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/internal/safe"
)

// Page is what stands at the address of a story.
type Page struct {
	HTML []byte // UTF-8, at most 10 MB
	URL  string // where redirects led
	Type string // as the server says
	// Fleeting says that the site wants no copy of it to be stored (robots: noarchive). It may be shown.
	Fleeting bool
}

// Page fetches the page of a story of a feed. It goes to public addresses only, or to the host of that feed while it has never
// been public. A host is asked for one page at a time, and for none while it wants to be left alone (Retry-After). The error is in the reader's words; the
// Page then tells as much as is known.
func (f *Fetcher) Page(ctx context.Context, address string, of Subscription) (Page, error) {
	var p Page
	host := sourceHost(address)
	done, err := f.pages.turn(ctx, host)
	if err != nil {
		return p, err
	}
	defer done()
	if until := f.pages.until(host); until.After(f.now()) {
		return p, fmt.Errorf("%w %s", ErrHeld, roughly(until.Sub(f.now())))
	}
	within, cancel := context.WithTimeout(ctx, wholeAnswer)
	defer cancel()
	l := leave{public: new(atomic.Bool)}
	if !of.Public {
		l.host = sourceHost(of.URL)
	}
	r, err := f.request(withLeave(within, l), address, acceptPage)
	if err != nil {
		return p, err
	}
	resp, err := f.client().Do(r)
	if err != nil {
		return p, blame(ctx, inWords(within, err, false))
	}
	defer drain(resp.Body)
	p.URL, p.Type = safe.URL(resp.Request.URL.String()), safe.Line(resp.Header.Get("Content-Type"))
	f.pages.hush(host, quietUntil(resp.StatusCode, resp.Header, f.now()))
	switch {
	case resp.StatusCode == http.StatusNotFound, resp.StatusCode == http.StatusGone:
		return p, fmt.Errorf("answered %d: the page is gone", resp.StatusCode)
	case resp.StatusCode != http.StatusOK:
		return p, f.unwelcome(resp)
	case !readable(p.Type):
		return p, fmt.Errorf("the page is no text but %s", either(p.Type, "data"))
	}
	body, err := readAll(resp)
	if err != nil {
		return p, blame(ctx, inWords(within, err, true))
	}
	p.HTML = utf8Text(body, p.Type)
	p.Fleeting = noArchive(resp.Header, p.HTML)
	return p, nil
}

// blame returns the caller's own cancelling as such.
func blame(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// readable reports content that can hold an article.
func readable(contentType string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	kind = strings.TrimSpace(kind)
	return kind == "" || strings.HasPrefix(kind, "text/") || strings.Contains(kind, "html") || strings.Contains(kind, "xml")
}

// noArchive reports that a site wants no copies of a page: by a header for all robots, or a meta element in its head.
func noArchive(h http.Header, page []byte) bool {
	for _, v := range h.Values("X-Robots-Tag") {
		if !strings.Contains(v, ":") && listHas(v, "noarchive") { // with a colon, it is for one robot, and that is not us
			return true
		}
	}
	z := html.NewTokenizer(bytes.NewReader(page[:min(len(page), 256<<10)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.DataAtom == atom.Body {
				return false
			}
			if t.DataAtom == atom.Meta && strings.EqualFold(strings.TrimSpace(tokenValue(t, "name")), "robots") && listHas(tokenValue(t, "content"), "noarchive") {
				return true
			}
		}
	}
}

func tokenValue(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// listHas reports that a word stands in a list with commas.
func listHas(list, word string) bool {
	for w := range strings.SplitSeq(list, ",") {
		if strings.EqualFold(strings.TrimSpace(w), word) {
			return true
		}
	}
	return false
}

// etiquette is who may ask which host for a page, and which host wants to be left alone for now, by feeds, too. The zero value
// knows nobody.
type etiquette struct {
	mu    sync.Mutex
	turns map[string]chan struct{}
	quiet map[string]time.Time
}

// turn waits for the turn to ask a host; done gives it to the next one.
func (e *etiquette) turn(ctx context.Context, host string) (done func(), err error) {
	e.mu.Lock()
	if e.turns == nil {
		e.turns = map[string]chan struct{}{}
	}
	if e.turns[host] == nil {
		e.turns[host] = make(chan struct{}, 1)
	}
	turn := e.turns[host]
	e.mu.Unlock()
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (e *etiquette) until(host string) time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.quiet[host]
}

func (e *etiquette) hush(host string, until time.Time) {
	if until.IsZero() {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.quiet == nil {
		e.quiet = map[string]time.Time{}
	}
	if until.After(e.quiet[host]) {
		e.quiet[host] = until
	}
}
