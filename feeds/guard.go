package feeds

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// errPrivate is why an address in the reader's own network is not asked: whoever can put a link into a feed could
// otherwise reach what only the reader should.
var errPrivate = errors.New("the address is private: refused")

// private reports addresses that are not on the public internet.
func private(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsValid() || a.IsLoopback() || a.IsPrivate() || a.IsUnspecified() || a.IsMulticast() ||
		a.IsLinkLocalUnicast() || a.IsInterfaceLocalMulticast() {
		return true
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return true
		}
	}
	// Addresses that carry an IPv4 address inside lead where that one leads.
	b := a.As16()
	switch {
	case a.Is6() && nat64.Contains(a):
		return private(netip.AddrFrom4([4]byte(b[12:])))
	case a.Is6() && sixToFour.Contains(a):
		return private(netip.AddrFrom4([4]byte(b[2:6])))
	}
	return false
}

var (
	reserved = []netip.Prefix{
		netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
		netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
		netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("::/96"),
		netip.MustParsePrefix("100::/64"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("fec0::/10"),
		netip.MustParsePrefix("2001::/32"),
	}
	nat64     = netip.MustParsePrefix("64:ff9b::/96")
	sixToFour = netip.MustParsePrefix("2002::/16")
)

// publicOnly is a net.Dialer.Control that refuses private addresses. It sees what a name was resolved to, in whatever
// spelling, at the moment of connecting: there is no time left for the name to change its mind.
func publicOnly(_, address string, _ syscall.RawConn) error {
	a, err := netip.ParseAddrPort(address)
	if err != nil || private(a.Addr()) {
		return errPrivate
	}
	return nil
}

// leave says which private hosts a request may go to, and what is for whom; it travels in the request's context.
type leave struct {
	host  string // host and port the request was made for, because the reader typed it
	typed bool   // hosts of all sources the reader typed
	// secret are the headers that are for that host only.
	secret []string
}

type leaveKey struct{}

func withLeave(ctx context.Context, l leave) context.Context {
	return context.WithValue(ctx, leaveKey{}, l)
}

// gate sends requests through one of two transports: the guarded one, which connects to public addresses only, and the open
// one for hosts that the reader typed. They share no connection, so nothing that is refused by one gets in by the other.
type gate struct {
	guarded, open *http.Transport
	typed         map[string]bool // host and port of every source
}

// RoundTrip implements http.RoundTripper.
func (g *gate) RoundTrip(r *http.Request) (*http.Response, error) {
	l, _ := r.Context().Value(leaveKey{}).(leave)
	host := hostPort(r.URL)
	if l.host == host || l.typed && g.typed[host] {
		return g.open.RoundTrip(r)
	}
	if a, err := netip.ParseAddr(r.URL.Hostname()); err == nil && private(a) {
		return nil, errPrivate
	}
	if g.proxied(r) { // the address that is connected to is the proxy's, and the reader's own choice
		return g.open.RoundTrip(r)
	}
	return g.guarded.RoundTrip(r)
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
	// Sources are what the reader typed: pages on their hosts may be read even if those are private.
	Sources []Source
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
		g := &gate{guarded: transport(publicOnly, o.Proxy), open: transport(nil, o.Proxy), typed: map[string]bool{}}
		for _, s := range o.Sources {
			g.typed[sourceHost(s.URL)] = true
		}
		c.Transport = g
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
