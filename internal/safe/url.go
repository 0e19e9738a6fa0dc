package safe

import (
	"errors"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// maxURL is the longest address that is kept, in bytes. Browsers take 2,000 to 80,000; a feed has no use for more.
const maxURL = 4096

// URL returns raw as an absolute http or https address in printable ASCII, or "" when it is none: other schemes,
// no host, a user name in front of the host, control characters, longer than 4,096 bytes. The host is in
// lower case, and in punycode where it is not ASCII.
func URL(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Hostname() == "" || u.Opaque != "" {
		return ""
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.User = nil
	host, err := asciiHost(u.Hostname())
	if err != nil {
		return ""
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	u.Host = host
	s := escapeRest(u.String())
	if len(s) > maxURL {
		return ""
	}
	return s
}

// asciiHost returns a host name as it goes on the wire; an IPv6 address gets its brackets back. A name with anything but letters,
// digits, dots, hyphens and underscores is an error.
func asciiHost(host string) (string, error) {
	if strings.Contains(host, ":") {
		a, err := netip.ParseAddr(host)
		if err != nil || a.Zone() != "" {
			return "", errHost
		}
		return "[" + a.String() + "]", nil
	}
	for i := range len(host) {
		if host[i] >= 0x80 {
			var err error
			if host, err = idna.Lookup.ToASCII(host); err != nil {
				return "", errHost
			}
			break
		}
	}
	if strings.Trim(host, ".") == "" {
		return "", errHost // all of it were characters without a meaning in names
	}
	host = strings.ToLower(host)
	for i := range len(host) {
		if c := host[i]; !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_') {
			return "", errHost
		}
	}
	return host, nil
}

var errHost = errors.New("no host name")

// escapeRest percent-escapes what url.URL.String leaves as it was: a query or fragment may hold any byte.
func escapeRest(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '\\' && c != '`' {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

// trackers are the query parameters that only tell a site where a reader came from.
var trackers = []string{"fbclid", "gclid", "dclid", "msclkid", "igshid", "yclid", "_ga", "_gl"}

// Link is URL for an address that a reader will open or that names a story: parameters that only follow the reader
// from site to site (utm_*, mc_*, fbclid, gclid and their kin) are taken out, the others keep their order.
func Link(raw string) string {
	s := URL(raw)
	before, rest, ok := strings.Cut(s, "?")
	if !ok {
		return s
	}
	query, fragment, hasFragment := strings.Cut(rest, "#")
	var kept []string
	for _, pair := range strings.Split(query, "&") {
		if name, _, _ := strings.Cut(pair, "="); !tracker(strings.ToLower(name)) {
			kept = append(kept, pair)
		}
	}
	if len(kept) > 0 {
		before += "?" + strings.Join(kept, "&")
	}
	if hasFragment {
		before += "#" + fragment
	}
	return before
}

func tracker(name string) bool {
	if strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "mc_") {
		return true
	}
	for _, t := range trackers {
		if name == t {
			return true
		}
	}
	return false
}
