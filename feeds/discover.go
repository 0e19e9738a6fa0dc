package feeds

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"dateline/internal/safe"
)

// Candidate is a feed that was found, with what is in it at the moment.
type Candidate struct {
	URL       string
	Title     string    // the feed's own, else its host
	Kind      string    // "RSS", "RDF", "Atom" or "JSON Feed"
	Items     int       // in the document
	Newest    time.Time // date of the newest item; zero: unknown
	Headlines []string  // of the first three items
	Comments  bool      // it seems to carry what readers write
}

const (
	maxRequests   = 12               // of one search, redirects included
	wholeSearch   = 60 * time.Second // all requests together
	maxCandidates = 6                // of the feeds that a page names
	headlines     = 3
)

// Discover finds the feeds of what a reader typed: the address of a feed or of a page, with or without a scheme, a handle
// (@user@host of the Fediverse, @name.bsky.social, @channel of YouTube), r/name of Reddit. It looks where the site is known
// to keep its feeds, then whether the address is a feed, then for the feeds that the page names, then at the usual places;
// the first of these that brings something is the answer, feeds of comments last. It makes at most 12 requests, one after
// the other. The error is in the reader's words.
func Discover(ctx context.Context, f *Fetcher, input string) ([]Candidate, error) {
	t, err := typedAddress(input)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, wholeSearch)
	defer cancel()
	s := newSearch(ctx, f, t.address)
	if s.tryFirst(t.first); len(s.found) == 0 && s.fatal == nil {
		s.tryAll(knownFeeds(parsedURL(t.address)))
	}
	if len(s.found) == 0 && s.fatal == nil {
		s.look(t)
	}
	return s.outcome()
}

// typed is what a reader typed, understood.
type typed struct {
	address string
	bare    bool     // without a scheme: https was added
	first   []string // feeds that it names without saying so; the first that exists is meant
}

// search is one search. Its methods are stations in order; each leaves what it found.
type search struct {
	ctx    context.Context
	f      *Fetcher
	client http.Client
	host   string      // host and port the reader typed: that one may be private
	public atomic.Bool // it was reached at a public address
	left   int         // requests
	quick  bool        // what is guessed: a redirect to the home page is no answer

	asked map[string]bool
	dead  map[string]error  // schemes and hosts that do not answer or want to be left alone, and why
	home  [sha256.Size]byte // of the page that was looked at; a site that answers with it everywhere has nothing else
	found []Candidate
	same  map[string]bool // contents found: the same in another format is not offered
	fatal error           // why going on is useless
	why   error           // what was wrong with the page or feed that was asked for

	untrusted bool // a certificate was not valid: no reason to ask without one
}

var (
	errEnough = errors.New("enough was asked")
	errHome   = errors.New("redirected to the home page")
	errAsked  = errors.New("was asked already")
)

func newSearch(ctx context.Context, f *Fetcher, address string) *search {
	s := &search{
		ctx: ctx, f: f, client: *f.client(), host: sourceHost(address), left: maxRequests,
		asked: map[string]bool{}, dead: map[string]error{}, same: map[string]bool{},
	}
	s.client.CheckRedirect = func(r *http.Request, via []*http.Request) error {
		switch {
		case s.left == 0:
			return errEnough
		case s.quick && strings.Trim(r.URL.Path, "/") == "":
			return errHome
		}
		s.left--
		return follow(r, via)
	}
	return s
}

// reply is what came back for one address.
type reply struct {
	address string // where redirects led
	moved   string // the same, when every one of them was permanent
	kind    string // Content-Type
	body    []byte
	status  int
}

// get asks for one address. An answer that is not 200 is an error, and still an answer.
func (s *search) get(address, accept string) (reply, error) {
	host, _, _ := strings.Cut(address, "://")
	host += "://" + sourceHost(address)
	switch {
	case s.fatal != nil:
		return reply{}, s.fatal
	case s.dead[host] != nil:
		return reply{}, s.dead[host]
	case s.left == 0:
		return reply{}, errEnough
	case s.asked[address]:
		return reply{}, errAsked
	}
	s.asked[address] = true
	s.left--
	within, cancel := context.WithTimeout(s.ctx, wholeAnswer)
	defer cancel()
	r, err := s.f.request(withLeave(within, leave{host: s.host, public: &s.public}), address, accept)
	if err == nil {
		r, err = s.f.unlock(r, address)
	}
	if err != nil {
		return reply{}, err
	}
	resp, err := s.client.Do(r)
	if err != nil {
		return reply{}, s.unanswered(within, host, err)
	}
	defer drain(resp.Body)
	a := reply{
		address: safe.URL(resp.Request.URL.String()), moved: permanentlyMoved(resp),
		kind: safe.Line(resp.Header.Get("Content-Type")), status: resp.StatusCode,
	}
	if resp.StatusCode != http.StatusOK {
		err = s.f.unwelcome(resp)
		if resp.StatusCode == http.StatusTooManyRequests {
			s.dead[host] = err
		}
		return a, err
	}
	if a.body, err = readAll(resp); err != nil {
		return a, s.unanswered(within, host, err)
	}
	return a, nil
}

// unanswered says why nothing came. A host that does not answer is not asked again, and without a network nobody is.
func (s *search) unanswered(ctx context.Context, host string, err error) error {
	if errors.Is(err, errEnough) || errors.Is(err, errHome) {
		return err
	}
	if s.ctx.Err() != nil {
		s.fatal = s.ctx.Err()
		if errors.Is(s.fatal, context.DeadlineExceeded) {
			s.fatal = fmt.Errorf("nothing found in %.0f s", wholeSearch.Seconds())
		}
		return s.fatal
	}
	var untrusted *tls.CertificateVerificationError
	s.untrusted = s.untrusted || errors.As(err, &untrusted)
	err = inWords(ctx, err, false)
	for _, own := range []error{errTooLarge, errRedirects, errDowngrade, errScheme, errPrivate} {
		if errors.Is(err, own) {
			return err
		}
	}
	s.dead[host] = err
	if errors.Is(err, ErrOffline) {
		s.fatal = err
	}
	return err
}

// try asks for a feed and keeps it when it is one.
func (s *search) try(address string) (reply, error) {
	a, err := s.get(address, acceptFeed)
	if err == nil {
		err = s.take(address, a)
	}
	return a, err
}

// take keeps an answer when it is a feed.
func (s *search) take(address string, a reply) error {
	feed, err := s.f.parse(a.body, a.address, a.kind)
	if err != nil {
		return err
	}
	if a.moved != "" {
		address = a.moved
	}
	c := candidate(address, feed)
	c.Kind = feedKind(a.body, a.kind)
	content := strings.Join(append([]string{c.Title, fmt.Sprint(c.Items)}, c.Headlines...), "\n")
	if c.Items == 0 {
		content += address
	}
	if !s.same[content] {
		s.same[content] = true
		s.found = append(s.found, c)
	}
	return nil
}

// tryFirst keeps the first of some addresses that is a feed.
func (s *search) tryFirst(addresses []string) {
	for _, address := range addresses {
		if _, err := s.try(address); err == nil {
			return
		}
	}
}

// tryAll keeps all of some addresses that are feeds.
func (s *search) tryAll(addresses []string) {
	for _, address := range addresses {
		if _, err := s.try(address); err != nil && s.why == nil && !ours(err) {
			s.why = err
		}
	}
	if slices.ContainsFunc(s.found, func(c Candidate) bool { return c.Items > 0 }) {
		s.found = slices.DeleteFunc(s.found, func(c Candidate) bool { return c.Items == 0 })
	}
}

// ours reports an error that says nothing about a site.
func ours(err error) bool {
	return errors.Is(err, errAsked) || errors.Is(err, errEnough) || errors.Is(err, errHome)
}

// look asks for the address itself and goes on from what it answers.
func (s *search) look(t typed) {
	a, err := s.get(t.address, acceptAny)
	if err != nil && a.status == 0 && t.bare && s.fatal == nil && !s.untrusted && !ours(err) {
		plain := "http" + strings.TrimPrefix(t.address, "https")
		s.host = sourceHost(plain)
		if b, second := s.get(plain, acceptAny); second == nil || b.status != 0 {
			a, err, t.address = b, second, plain
		}
	}
	if err != nil && !ours(err) {
		s.why = err
	}
	switch {
	case err == nil && s.take(t.address, a) == nil:
		return
	case err == nil:
		s.read(a)
	case a.status == http.StatusNotFound || a.status == http.StatusGone:
		s.startPage(t.address)
	case a.status == 0: // nobody there
		return
	}
	if sameSite(a.address, t.address) { // where every guess would be sent to as well
		t.address = a.address
	}
	if len(s.found) == 0 && s.fatal == nil {
		s.guess(t.address)
	}
}

// sameSite reports addresses of one host, with or without www.
func sameSite(a, b string) bool {
	u, v := parsedURL(a), parsedURL(b)
	return u != nil && v != nil && strings.TrimPrefix(u.Hostname(), "www.") == strings.TrimPrefix(v.Hostname(), "www.")
}

// startPage reads the start page of a site on which the page that was asked for is missing.
func (s *search) startPage(address string) {
	u := parsedURL(address)
	if strings.Trim(u.Path, "/") == "" {
		return
	}
	if a, err := s.get(u.Scheme+"://"+u.Host+"/", acceptAny); err == nil {
		if s.take(a.address, a) != nil {
			s.read(a)
		}
	}
}

// read looks for the feeds that a page names.
func (s *search) read(a reply) {
	p := readPage(utf8Text(a.body, a.kind), parsedURL(a.address))
	s.home = sha256.Sum256(a.body)
	s.why = nil
	s.tryAll(p.own)
	if len(s.found) == 0 && p.canonical != "" && p.canonical != a.address {
		s.tryAll(knownFeeds(parsedURL(p.canonical)))
	}
	if len(s.found) == 0 {
		s.tryAll(p.named)
	}
	switch {
	case len(s.found) > 0:
	case s.why != nil:
		s.why = fmt.Errorf("the page names a feed that cannot be read: %w", s.why)
	case p.empty && wall(a.body):
		s.why = errors.New("the site asks for a browser check instead of sending its page")
	}
	if len(s.found) == 0 {
		s.tryFirst(p.linked)
	}
}

// guess tries the usual places.
func (s *search) guess(address string) {
	s.quick = true
	defer func() { s.quick = false }()
	refused := 0
	for _, place := range usualPlaces(parsedURL(address)) {
		a, err := s.try(place)
		switch {
		case err == nil || s.fatal != nil || errors.Is(err, errEnough):
			return
		case a.status == http.StatusUnauthorized || a.status == http.StatusForbidden || a.status == http.StatusServiceUnavailable:
			if refused++; refused > 1 {
				return
			}
		case len(a.body) > 0 && sha256.Sum256(a.body) == s.home: // it answers so to everything
			return
		}
	}
}

// outcome is what was found, or why nothing was.
func (s *search) outcome() ([]Candidate, error) {
	asked := len(s.asked)
	switch {
	case len(s.found) > 0:
		slices.SortStableFunc(s.found, func(a, b Candidate) int { return rank(a) - rank(b) })
		return s.found, nil
	case s.fatal != nil:
		return nil, s.fatal
	case s.why != nil:
		return nil, s.why
	}
	return nil, fmt.Errorf("no feed was found: the page names none, and none is at the usual places (%d addresses asked)", asked)
}

func rank(c Candidate) int {
	if c.Comments {
		return 1
	}
	return 0
}

// candidate is a feed with a look into it.
func candidate(address string, f *Feed) Candidate {
	c := Candidate{URL: address, Title: f.Title, Items: len(f.Items)}
	if c.Title == "" {
		c.Title = parsedURL(address).Hostname()
	}
	for _, i := range f.Items {
		if at := i.Published; at.After(c.Newest) {
			c.Newest = at
		}
		if i.Published.IsZero() && i.Updated.After(c.Newest) {
			c.Newest = i.Updated
		}
		if len(c.Headlines) < headlines && i.Title != "" {
			c.Headlines = append(c.Headlines, i.Title)
		}
	}
	c.Comments = aboutComments(address, f.Title)
	return c
}

// aboutComments reports the address or the title of a feed of comments.
func aboutComments(address, title string) bool {
	u := parsedURL(address)
	if u == nil {
		return false
	}
	title = strings.ToLower(title)
	return strings.Contains(strings.ToLower(u.Path), "/comments") || strings.HasPrefix(title, "comments ") ||
		strings.HasSuffix(title, " comments feed") || strings.HasPrefix(title, "kommentare ") || strings.HasPrefix(title, "commentaires ")
}

// feedKind names the format of a feed document.
func feedKind(body []byte, contentType string) string {
	doc := bytes.TrimLeft(utf8Text(body, contentType), " \t\r\n\ufeff\x00")
	if len(doc) > 0 && (doc[0] == '{' || doc[0] == '[') {
		return "JSON Feed"
	}
	z := scanner{doc: doc[:min(len(doc), 4096)]}
	for k := z.next(); k != endOfDocument; k = z.next() {
		if k != startTag {
			continue
		}
		switch strings.ToLower(string(localName(z.name))) {
		case "feed", "entry":
			return "Atom"
		case "rdf":
			return "RDF"
		case "rss", "channel", "item":
			return "RSS"
		}
	}
	return "RSS"
}

// usualPlaces are addresses at which sites keep their feeds: next to a page, then at the root.
func usualPlaces(u *url.URL) []string {
	var places []string
	add := func(folder string, names ...string) {
		for _, name := range names {
			places = append(places, u.Scheme+"://"+u.Host+folder+name)
		}
	}
	path := u.EscapedPath()
	if user, ok := strings.CutPrefix(path, "/@"); ok && user != "" && !strings.Contains(strings.Trim(user, "/"), "/") {
		add(strings.TrimRight(path, "/"), ".rss", ".atom")
	}
	if folder := path[:strings.LastIndexByte(path, '/')+1]; len(folder) > 1 {
		add(folder, "feed", "index.xml", "rss.xml", "atom.xml")
	} else if len(path) > 1 { // /blog
		add(path, "/feed", "/index.xml", "/rss.xml", "/atom.xml")
	}
	add("/", "feed", "rss.xml", "atom.xml", "feed.xml", "index.xml", "rss", "feed.json", "feeds/posts/default", "blog/feed", "index.rdf")
	return places
}
