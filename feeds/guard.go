package feeds

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/net/idna"
)

// errPrivate is why an address in the reader's own network is not asked: whoever can put a link into a feed could
// otherwise reach what only the reader should.
var errPrivate = errors.New("the address is private: refused")

// errTurned is why a host that the reader typed is not asked any more.
var errTurned = errors.New("its address was public and is private now: refused · remove the feed and add it again if that is right")

// private reports addresses that are not on the public internet: all but those that are given to somebody there.
func private(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsValid() || a.IsMulticast() || slices.ContainsFunc(reserved(), func(p netip.Prefix) bool { return p.Contains(a) }) {
		return true
	}
	if a.Is4() {
		return a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast()
	}
	b := a.As16()
	switch tail := netip.AddrFrom4([4]byte(b[12:])); { // addresses that have an IPv4 address inside lead where that one leads
	case bytes.HasPrefix(b[:], []byte{0, 0x64, 0xff, 0x9b, 11: 0}): // NAT64
		return private(tail)
	case b[0]>>5 != 1: // not global
		return true
	case b[0] == 0x20 && b[1] == 0x02: // 6to4
		return private(netip.AddrFrom4([4]byte(b[2:6])))
	case b[8]&^2 == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe: // ISATAP
		return private(tail)
	}
	return false
}

// reserved are parts of the public space that belong to nobody there.
var reserved = sync.OnceValue(func() (list []netip.Prefix) {
	for _, p := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"2001::/23", "2001:db8::/32", "3fff::/20", // the first holds Teredo
	} {
		list = append(list, netip.MustParsePrefix(p))
	}
	return list
})

// inside reports a host that says by its name alone that it is in the reader's own network. A proxy would look it up by itself:
// names that it may take for a number are counted in.
func inside(host string) bool {
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii // full stops and digits of other scripts become plain ones
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if a, err := netip.ParseAddr(host); err == nil {
		return private(a)
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	return last == "localhost" || last == "" || last[0] >= '0' && last[0] <= '9'
}

// publicOnly is a net.Dialer.Control that refuses private addresses. It sees what a name was resolved to, in whatever
// spelling, at the moment of connecting: there is no time left for the name to change its mind.
func publicOnly(_, address string, _ syscall.RawConn) error {
	a, err := netip.ParseAddrPort(address)
	if err != nil || private(a.Addr()) {
		return errPrivate
	}
	return nil
}

// leave says which private host a request may go to, and what is for whom; it travels in the request's context.
type leave struct {
	host string // host and port the request was made for, because the reader typed it; "": none
	// public is set once the host has been reached at a public address: a name that leads into the reader's own network after
	// that has changed its mind, and is not believed.
	public *atomic.Bool
	// secret are the headers that are for that host only.
	secret []string
}

// met notes that a host was reached at a public address.
func (l leave) met(c httptrace.GotConnInfo) {
	if a, err := netip.ParseAddrPort(c.Conn.RemoteAddr().String()); err == nil && !private(a.Addr()) {
		l.public.Store(true)
	}
}

type leaveKey struct{}

func withLeave(ctx context.Context, l leave) context.Context {
	return context.WithValue(ctx, leaveKey{}, l)
}

// gate sends requests through one of two transports: the guarded one, which connects to public addresses only, and the open
// one for a host that the reader typed. They share no connection, so nothing that is refused by one gets in by the other.
type gate struct {
	guarded, open *http.Transport
}

// RoundTrip implements http.RoundTripper.
func (g *gate) RoundTrip(r *http.Request) (*http.Response, error) {
	l, _ := r.Context().Value(leaveKey{}).(leave)
	typed := l.host == hostPort(r.URL)
	switch {
	case !typed && inside(r.URL.Hostname()):
		return nil, errPrivate
	case g.proxied(r): // the address that is connected to is the proxy's, and the reader's own choice
		return g.open.RoundTrip(r)
	case typed && !l.public.Load():
		return g.open.RoundTrip(r.WithContext(httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{GotConn: l.met})))
	}
	resp, err := g.guarded.RoundTrip(r)
	if typed && errors.Is(err, errPrivate) {
		err = errTurned
	}
	return resp, err
}

func (g *gate) proxied(r *http.Request) bool {
	if g.open.Proxy == nil {
		return false
	}
	u, err := g.open.Proxy(r)
	return err == nil && u != nil
}

// CloseIdleConnections closes what both transports keep open; http.Client calls it.
func (g *gate) CloseIdleConnections() {
	g.guarded.CloseIdleConnections()
	g.open.CloseIdleConnections()
}

// hostPort is where a URL leads, in lower case, always with its port.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = "80"
		if u.Scheme == "https" {
			port = "443"
		}
	}
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

// sourceHost is hostPort of a source's address, "" when it has none.
func sourceHost(address string) string {
	u := parsedURL(address)
	if u == nil {
		return ""
	}
	return hostPort(u)
}

// ClientOptions says what a client for feeds and pages has to know.
type ClientOptions struct {
	// Transport replaces the network, for the demo and for tests; nil: the real one, with its guard.
	Transport http.RoundTripper
	// Proxy finds the proxy of a request, nil for none; a nil function: as the environment says.
	Proxy func(*http.Request) (*url.URL, error)
}

// NewClient returns a client that asks politely and carefully: no cookies, no Referer, at most five redirects and none from
// https to http, no private addresses but those the reader typed (a proxy is exempt), time-outs for
// every step. Whole requests are limited by Fetcher.
func NewClient(o ClientOptions) *http.Client {
	c := &http.Client{CheckRedirect: follow, Transport: o.Transport}
	if c.Transport == nil {
		c.Transport = &gate{guarded: transport(publicOnly, o.Proxy), open: transport(nil, o.Proxy)}
	}
	return c
}

func transport(control func(network, address string, c syscall.RawConn) error, proxy func(*http.Request) (*url.URL, error)) *http.Transport {
	if proxy == nil {
		proxy = http.ProxyFromEnvironment
	}
	dial := net.Dialer{Timeout: connecting, KeepAlive: 30 * time.Second, Control: control}
	return &http.Transport{
		Proxy:                  proxy,
		DialContext:            dial.DialContext,
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    connecting,
		ResponseHeaderTimeout:  firstWord,
		IdleConnTimeout:        30 * time.Second,
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    workers,
		MaxResponseHeaderBytes: 256 << 10,
		DisableCompression:     true, // Fetcher decodes itself, to count what comes out
	}
}

var (
	errRedirects = errors.New("redirected more than five times")
	errDowngrade = errors.New("redirected from https to http: refused")
	errScheme    = errors.New("redirected to something that is no web address: refused")
)

// follow is the rule for redirects.
func follow(r *http.Request, via []*http.Request) error {
	r.Header.Del("Referer")
	switch {
	case r.URL.Scheme != "http" && r.URL.Scheme != "https":
		return errScheme
	case len(via) > 5:
		return errRedirects
	case r.URL.Scheme == "http" && via[len(via)-1].URL.Scheme == "https":
		return errDowngrade
	}
	lock(r, via[0].URL)
	return nil
}
