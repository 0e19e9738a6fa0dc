package feeds

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"dateline/internal/safe"
)

const (
	connecting   = 10 * time.Second   // until a server picks up
	firstWord    = 15 * time.Second   // then, until its answer begins
	wholeAnswer  = 30 * time.Second   // all in all, redirects and the last byte included
	doubt        = 8 * 24 * time.Hour // a server that said nothing but "not modified" for so long is asked for all of it once
	acceptFeed   = "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
	acceptPage   = "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.5, */*;q=0.1"
	defaultAgent = "dateline (terminal news reader)"
)

// Fetcher asks servers for feeds and pages. The zero value works, over the real network. It may be used by many at once.
type Fetcher struct {
	Client    *http.Client     // nil: NewClient's
	UserAgent string           // with version and an address to complain to
	Now       func() time.Time // nil: time.Now
	// Access has the key of every source that needs one, by the source's address.
	Access map[string]Access
	// Pictures keeps pictures; nil: they are fetched every time.
	Pictures *PictureShelf

	pages   etiquette
	once    sync.Once
	own     *http.Client  // where Client is nil
	working chan struct{} // holds as many as may keep a processor busy
}

// prepare makes what the zero value lacks.
func (f *Fetcher) prepare() {
	f.once.Do(func() {
		f.own = f.Client
		if f.own == nil {
			f.own = NewClient(ClientOptions{})
		}
		f.working = make(chan struct{}, max(runtime.GOMAXPROCS(0)-1, 1)) // one processor is left to the reader's keys
	})
}

// parse is Parse, when there is a processor to spare.
func (f *Fetcher) parse(body []byte, url, contentType string) (feed *Feed, err error) {
	f.work(func() { feed, err = Parse(body, url, contentType) })
	return feed, err
}

// work does something that takes a processor, when there is one to spare.
func (f *Fetcher) work(do func()) {
	f.prepare()
	f.working <- struct{}{}
	defer func() { <-f.working }()
	do()
}

func (f *Fetcher) now() time.Time {
	if f.Now == nil {
		return time.Now()
	}
	return f.Now()
}

func (f *Fetcher) client() *http.Client {
	f.prepare()
	return f.own
}

// Ask asks a source once, conditionally when its server said how, and reads what it answers. Whatever happens is in the
// Answer, ready to be kept: validators, back-off, the next moment to ask. Err says in the reader's words why nothing came;
// it holds no part of the address that could be secret.
func (f *Fetcher) Ask(ctx context.Context, s Subscription) Answer {
	a := Answer{Source: s.Source, Validators: s.Validators, Hash: s.Hash, Whole: s.Whole, Asked: f.now()}
	within, cancel := context.WithTimeout(ctx, wholeAnswer)
	defer cancel()
	var header http.Header
	header, a.Err = f.ask(within, s, &a)
	a.Took = f.now().Sub(a.Asked)
	if a.Err != nil && ctx.Err() != nil {
		a.Err = ctx.Err() // the reader's doing, not the server's
		return a
	}
	plan(&a, s, header, f.now())
	return a
}

func (f *Fetcher) ask(ctx context.Context, s Subscription, a *Answer) (http.Header, error) {
	var public atomic.Bool
	public.Store(s.Public)
	defer func() { a.Public = public.Load() }()
	r, err := f.request(withLeave(ctx, leave{host: sourceHost(s.URL), public: &public}), s.URL, acceptFeed)
	if err != nil {
		return nil, err
	}
	if r, err = f.unlock(r, s.URL); err != nil {
		return nil, err
	}
	if s.Whole.IsZero() || a.Asked.Sub(s.Whole) < doubt {
		ifNews(r, s.Validators)
	}
	resp, err := f.client().Do(r)
	if err != nil {
		return nil, inWords(ctx, err, false)
	}
	defer drain(resp.Body)
	a.Status = resp.StatusCode
	switch {
	case resp.StatusCode == http.StatusNotModified:
		a.NotModified = true
		a.Validators = renewed(s.Validators, resp.Header)
		a.MovedTo = movedFrom(s.URL, resp)
		if a.Whole.IsZero() {
			a.Whole = a.Asked
		}
		return resp.Header, nil
	case resp.StatusCode == http.StatusGone:
		a.Gone = true
		return resp.Header, errors.New("answered 410: the feed is gone for good")
	case resp.StatusCode != http.StatusOK:
		return resp.Header, f.unwelcome(resp)
	}
	body, err := readAll(resp)
	a.Bytes = int64(len(body))
	if err != nil {
		return resp.Header, inWords(ctx, err, true)
	}
	return resp.Header, f.read(a, s, resp, body)
}

// read takes the body of a good answer.
func (f *Fetcher) read(a *Answer, s Subscription, resp *http.Response, body []byte) error {
	sum := sha256.Sum256(body)
	hash := hex.EncodeToString(sum[:16])
	if hash == s.Hash {
		a.NotModified = true
	} else {
		feed, err := f.parse(body, resp.Request.URL.String(), resp.Header.Get("Content-Type"))
		switch {
		case err == nil:
		case resp.Header.Get("Content-Encoding") != "" && !bytes.ContainsAny(body, "<{"):
			return errPacked
		default:
			return err
		}
		a.Feed, a.Hash = feed, hash
	}
	a.Validators, a.Whole = received(resp.Header), a.Asked
	a.MovedTo = movedFrom(s.URL, resp)
	if a.Feed != nil && a.Feed.Cut { // the rest is still to come
		a.Validators, a.Hash = Validators{}, ""
	}
	return nil
}

func (f *Fetcher) request(ctx context.Context, address, accept string) (*http.Request, error) {
	u := parsedURL(address)
	if u == nil || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errNoAddress
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, errNoAddress
	}
	agent := f.UserAgent
	if agent == "" {
		agent = defaultAgent
	}
	r.Header.Set("User-Agent", agent)
	r.Header.Set("Accept", accept)
	r.Header.Set("Accept-Encoding", "gzip")
	return r, nil
}

// ifNews asks for a document only if it is another than the one with these validators, which go back as they came.
func ifNews(r *http.Request, v Validators) {
	if v.ETag != "" {
		r.Header["If-None-Match"] = []string{v.ETag}
	}
	if v.LastModified != "" {
		r.Header["If-Modified-Since"] = []string{v.LastModified}
	}
}

// received are the validators of a whole answer: both are replaced, and forgotten when the server sends none or asks that
// nothing be stored.
func received(h http.Header) Validators {
	if strings.Contains(strings.ToLower(h.Get("Cache-Control")), "no-store") || strings.TrimSpace(h.Get("Expires")) == "0" {
		return Validators{}
	}
	return Validators{ETag: h.Get("Etag"), LastModified: h.Get("Last-Modified")}
}

// renewed are the validators after "not modified": those sent along replace the old ones, the others stay.
func renewed(v Validators, h http.Header) Validators {
	if s := h.Get("Etag"); s != "" {
		v.ETag = s
	}
	if s := h.Get("Last-Modified"); s != "" {
		v.LastModified = s
	}
	return v
}

// movedFrom is where a source is now, when every redirect on the way from its old address was permanent; "": where it was.
func movedFrom(old string, resp *http.Response) string {
	if to := permanentlyMoved(resp); to != safe.URL(old) {
		return to
	}
	return ""
}

// permanentlyMoved is the address of an answer when redirects led there and every one of them was permanent.
func permanentlyMoved(resp *http.Response) string {
	from := resp.Request.Response
	if from == nil {
		return ""
	}
	for ; from != nil; from = from.Request.Response {
		if from.StatusCode != http.StatusMovedPermanently && from.StatusCode != http.StatusPermanentRedirect {
			return ""
		}
	}
	return safe.URL(resp.Request.URL.String())
}

// unwelcome says what a status means.
func (f *Fetcher) unwelcome(resp *http.Response) error {
	switch resp.StatusCode {
	case http.StatusUnauthorized:
		return errors.New("answered 401: it asks for a password")
	case http.StatusTooManyRequests:
		return errors.New("answered 429: asked too often")
	case http.StatusForbidden, http.StatusServiceUnavailable:
		head, err := io.ReadAll(io.LimitReader(decoded(resp), 32<<10))
		if resp.Header.Get("Cf-Mitigated") != "" || err == nil && bytes.Contains(bytes.ToLower(head), []byte("<html")) && challenge(head) {
			return fmt.Errorf("answered %d: the site asks for a browser check", resp.StatusCode)
		}
	}
	return fmt.Errorf("answered %d", resp.StatusCode)
}

// challenge is wall without the words that plain refusals use too.
func challenge(doc []byte) bool {
	return wall(bytes.ReplaceAll(bytes.ToLower(doc), []byte("access denied"), nil))
}

// errNoAddress is why something is not asked at all.
var errNoAddress = errors.New("the address is no web address")

var errPacked = errors.New("the answer is packed in a way that cannot be read")

var errTooLarge = errors.New("the answer is larger than 10 MB")

// readAll reads a body, decoded, up to MaxDocument bytes.
func readAll(resp *http.Response) ([]byte, error) {
	var b bytes.Buffer
	if n := resp.ContentLength; n > 0 && n < MaxDocument {
		b.Grow(int(n) + bytes.MinRead)
	}
	n, err := b.ReadFrom(io.LimitReader(decoded(resp), MaxDocument+1))
	switch {
	case err != nil:
		return b.Bytes(), err
	case n > MaxDocument:
		return nil, errTooLarge
	}
	return b.Bytes(), nil
}

// decoded is the body of an answer, unpacked when it is gzip, whatever its label says.
func decoded(resp *http.Response) io.Reader {
	body := bufio.NewReader(resp.Body)
	magic, err := body.Peek(3)
	if err != nil || magic[0] != 0x1f || magic[1] != 0x8b || magic[2] != 8 {
		return body
	}
	z, err := gzip.NewReader(body)
	if err != nil {
		return body
	}
	return z
}

// drain reads what little is left of a body, so that its connection can be used again, and closes it.
func drain(body io.ReadCloser) {
	_, _ = io.CopyN(io.Discard, body, 4<<10) // an error here changes nothing
	_ = body.Close()
}

// inWords says why there was no answer, or with begun, no whole one. ctx is the request's.
func inWords(ctx context.Context, err error, begun bool) error {
	for _, known := range []error{errPrivate, errTurned, errRedirects, errDowngrade, errScheme, errTooLarge} {
		if errors.Is(err, known) {
			return known
		}
	}
	var dns *net.DNSError
	switch {
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.As(err, &dns) && dns.IsNotFound:
		return ErrNoHost
	case errors.As(err, &dns), errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return ErrOffline
	case timedOut(err):
		return tooSlow(ctx, err, begun)
	case errors.Is(err, syscall.ECONNREFUSED):
		return errors.New("the server refuses connections")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the answer was cut short")
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, io.EOF), errors.Is(err, syscall.EPIPE):
		return errors.New("the server closed the connection")
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum):
		return errPacked
	}
	return insecure(err)
}

func timedOut(err error) bool {
	var e net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) || errors.As(err, &e) && e.Timeout()
}

// tooSlow tells which of the client's time-outs it was.
func tooSlow(ctx context.Context, err error, begun bool) error {
	var op *net.OpError
	switch {
	case begun:
		return fmt.Errorf("no whole answer in %.0f s", wholeAnswer.Seconds())
	case ctx.Err() != nil:
		return fmt.Errorf("no answer in %.0f s", wholeAnswer.Seconds())
	case errors.As(err, &op) && op.Op == "dial":
		return fmt.Errorf("no connection in %.0f s", connecting.Seconds())
	}
	return fmt.Errorf("no answer in %.0f s", firstWord.Seconds())
}

// insecure says what was wrong with a secure connection, or that there was none at all.
func insecure(err error) error {
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &unknown), errors.As(err, &host), errors.As(err, &invalid):
		return errors.New("the certificate is not valid for this address")
	case strings.Contains(err.Error(), "tls:"):
		return errors.New("no secure connection could be made")
	case strings.Contains(err.Error(), "malformed HTTP"):
		return errors.New("the answer is no HTTP")
	}
	return errors.New("no connection to the server")
}

// ErrNoHost is the Err of an Answer when nothing has the name of its server.
var ErrNoHost = errors.New("no such host")

// ErrOffline is the Err of an Answer when there seems to be no network at all; it is not held against the source.
var ErrOffline = errors.New("no network")
