package feeds

import (
	"net/url"
	"strings"
)

// Spoken is an address for lists and messages: without a user and password, and with "…" for what in its query looks like the
// key to it. It names the feed to whoever knows its address, and lets in nobody who does not.
func Spoken(address string) string {
	before, rest, ok := strings.Cut(address, "?")
	if u, err := url.Parse(before); err == nil && u.User != nil {
		u.User = nil
		before = u.String()
	}
	if !ok {
		return before
	}
	query, fragment, hasFragment := strings.Cut(rest, "#")
	pairs := strings.Split(query, "&")
	for i, p := range pairs {
		if name, value, _ := strings.Cut(p, "="); keyed(strings.ToLower(name), value) {
			pairs[i] = name + "=…"
		}
	}
	spoken := before + "?" + strings.Join(pairs, "&")
	if hasFragment {
		spoken += "#" + fragment
	}
	return spoken
}

// Keyed reports an address with the key to it in its query.
func Keyed(address string) bool { return Spoken(address) != address }

// keyed reports a parameter that is a key by its name, or that is long and random.
func keyed(name, value string) bool {
	if value == "" {
		return false
	}
	for _, word := range []string{"token", "key", "auth", "secret", "pass", "pwd", "sig", "session", "credential"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return len(value) >= 20 && strings.ContainsAny(value, "0123456789") && strings.Trim(strings.ToLower(value), "0123456789abcdefghijklmnopqrstuvwxyz_-") == "" &&
		strings.Trim(value, "0123456789-") != ""
}
