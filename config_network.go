package main

import (
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"

	"golang.org/x/net/http/httpguts"

	"dateline/internal/safe"
)

// network is how dateline shows itself to servers, and the way it takes to them.
type network struct {
	Contact   string // where a server's owner may complain; empty: the project
	UserAgent string // instead of name, version and contact; empty: these
	Proxy     string // "off", or an address that may have a user and a password; empty: as the environment says
}

// userAgent is what servers see: who asks, and where to complain.
func (n network) userAgent() string {
	if n.UserAgent != "" {
		return n.UserAgent
	}
	contact := n.Contact
	if contact == "" {
		contact = "dateline"
		if b, ok := debug.ReadBuildInfo(); ok && b.Main.Path != "" {
			contact = b.Main.Path
		}
	}
	return "dateline/" + version + " (terminal news reader; +" + contact + ")"
}

// proxy finds the proxy of a request as http.Transport wants it.
func (n network) proxy() func(*http.Request) (*url.URL, error) {
	switch n.Proxy {
	case "":
		return http.ProxyFromEnvironment
	case "off":
		return func(*http.Request) (*url.URL, error) { return nil, nil }
	}
	u, err := url.Parse(n.Proxy)
	return func(*http.Request) (*url.URL, error) { return u, err }
}

// proxy takes "off" or an address; what it refuses it does not repeat, for it may hold a password.
func (p *configParser) proxy(to *string, v value) {
	s, ok := p.text(v)
	if !ok {
		return
	}
	u, err := url.Parse(s)
	switch {
	case s == "" || s == "off":
	case err != nil || u.Hostname() == "":
		p.wrong(v.line, `proxy: wants "off" or an address such as "http://127.0.0.1:8080" or "socks5://127.0.0.1:9050"`)
		return
	case u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5" && u.Scheme != "socks5h":
		p.wrong(v.line, "proxy: it wants to begin with http://, https:// or socks5://, not %s", quoted(u.Scheme+"://"))
		return
	}
	*to = s
}

// contact takes the address of a person or a page, which goes into every request.
func (p *configParser) contact(to *string, v value) {
	s, ok := p.text(v)
	printable := !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`()<>;\"`, r) })
	switch {
	case !ok:
	case s != "" && (!printable || len(s) > 100 || !strings.Contains(s, "@") && safe.URL(s) == ""):
		p.wrong(v.line, "%s: wants a mail or web address of up to 100 plain characters, not %s", v.path(), quoted(s))
	default:
		*to = s
	}
}

// agent takes the whole of what servers see.
func (p *configParser) agent(to *string, v value) {
	s, ok := p.text(v)
	if !ok {
		return
	}
	if s = strings.TrimSpace(s); !httpguts.ValidHeaderFieldValue(s) || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) {
		p.wrong(v.line, "user_agent: wants printable ASCII in one line")
		return
	}
	*to = s
}
