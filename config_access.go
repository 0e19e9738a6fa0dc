package main

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/http/httpguts"

	"dateline/feeds"
	"dateline/internal/safe"
)

// Names, passwords and headers of feeds are read here and go from here to the fetcher, beside the addresses and never in
// them: what is stored, listed, exported or logged of a feed has none.

// key is what opens one feed.
type key struct {
	user     string
	password string
	secret   secret // where the password, or user:password, or a token is; nil: nowhere
	headers  http.Header
}

func (k key) empty() bool {
	return k.user == "" && k.password == "" && k.secret == nil && len(k.headers) == 0
}

// access is the key as the fetcher wants it. A secret is fetched when it is needed first, and once.
func (k key) access() feeds.Access {
	var mu sync.Mutex
	var ready http.Header
	return func(ctx context.Context) (http.Header, error) {
		mu.Lock()
		defer mu.Unlock()
		if ready != nil {
			return ready, nil
		}
		h := http.Header{}
		for name, values := range k.headers {
			h[name] = values
		}
		authorization, err := k.authorization(ctx)
		if err != nil {
			return nil, err
		}
		if authorization != "" {
			h.Set("Authorization", authorization)
		}
		ready = h
		return h, nil
	}
}

// authorization is the header of that name; "" when there is none to send.
func (k key) authorization(ctx context.Context) (string, error) {
	secret := k.password
	if k.secret != nil {
		var err error
		if secret, err = k.secret(ctx); err != nil {
			return "", err
		}
	}
	switch {
	case secret == "" && k.user == "":
		return "", nil
	case k.user != "":
		return basic(k.user + ":" + secret), nil
	case strings.Contains(secret, ":"):
		return basic(secret), nil
	}
	if !httpguts.ValidHeaderFieldValue(secret) {
		return "", errors.New("what is kept as its password cannot be sent")
	}
	return "Bearer " + secret, nil
}

func basic(pair string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(pair)) }

// addressParts takes an address apart into what is shown and what is secret. The address is "" when it is none.
func addressParts(raw string) (address string, k key) {
	address = safe.URL(raw)
	if u, err := url.Parse(strings.TrimSpace(raw)); err == nil && u.User != nil {
		k.user = u.User.Username()
		k.password, _ = u.User.Password()
	}
	return address, k
}

// headers takes { Name = "value" } for the requests of a feed.
func (p *configParser) headers(k *key, v value) {
	t, ok := v.data.(table)
	if !ok {
		p.wrong(v.line, `%s: wants { "Name" = "value" }`, v.path())
		return
	}
	for _, h := range t.values {
		name := strings.Trim(h.key, `"`)
		s, text := h.data.(string) // never repeated in a message
		switch {
		case !httpguts.ValidHeaderFieldName(name):
			p.wrong(h.line, "%s: %s is no name of a header", v.path(), quoted(name))
		case slices.Contains(ownHeaders, http.CanonicalHeaderKey(name)):
			p.wrong(h.line, "%s: %s is set by dateline itself", v.path(), http.CanonicalHeaderKey(name))
		case !text || !httpguts.ValidHeaderFieldValue(s):
			p.wrong(h.line, "%s: the value of %s wants to be text of one line in quotes", v.path(), quoted(name))
		default:
			if k.headers == nil {
				k.headers = http.Header{}
			}
			k.headers.Set(name, s)
		}
	}
}

// ownHeaders cannot be chosen: requests would mean something else with them.
var ownHeaders = []string{
	"Accept-Encoding", "Connection", "Content-Length", "Host", "If-Modified-Since", "If-None-Match", "Range", "Referer",
	"Te", "Trailer", "Transfer-Encoding", "Upgrade",
}

// unlocked takes the user and password out of an address that the reader typed. They open it, and are written into the
// configuration with the feed that is found there, if it is on that server.
func (f *configFile) unlocked(input string) (rest string, access map[string]feeds.Access) {
	raw := input
	if inner, ok := strings.CutPrefix(raw, "feed:"); ok && strings.Contains(inner, "://") {
		raw = inner
	}
	address, k := addressParts(raw)
	if address == "" || k.empty() {
		return input, nil
	}
	if u, err := url.Parse(raw); err == nil {
		f.logins = map[string]string{server(address): u.User.String()}
	}
	return address, map[string]feeds.Access{address: k.access()}
}

// unspoken is an address without the user and password it may have.
func unspoken(address string) string {
	if clean, k := addressParts(address); clean != "" && !k.empty() {
		return clean
	}
	return address
}
