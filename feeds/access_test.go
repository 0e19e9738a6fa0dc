package feeds

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// What opens a source goes to its own scheme, host and port, and to nobody that its server points at.
func TestAccess(t *testing.T) {
	for _, c := range []struct {
		to   string // where the source redirects; "": nowhere
		want bool   // the secrets are sent there
	}{
		{"", true},
		{"https://example.org/moved.xml", true},
		{"https://example.org:8443/moved.xml", false},
		{"https://sub.example.org/moved.xml", false},
		{"https://other.example/moved.xml", false},
	} {
		w := &wire{}
		w.answer = func(rw http.ResponseWriter, r *http.Request) {
			if c.to != "" && r.URL.Path == "/feed.xml" {
				http.Redirect(rw, r, c.to, http.StatusFound)
				return
			}
			_, _ = fmt.Fprint(rw, item("<title>A</title>"))
		}
		f := fetcher(w)
		f.Access = map[string]Access{"https://example.org/feed.xml": func(context.Context) (http.Header, error) {
			return http.Header{"Authorization": {"Basic x"}, "x-auth-token": {"secret"}}, nil
		}}
		a := f.Ask(context.Background(), source("https://example.org/feed.xml"))
		if a.Err != nil {
			t.Errorf("%s: %v", c.to, a.Err)
		}
		if h := w.asked[0].Header; h.Get("Authorization") != "Basic x" || h.Get("X-Auth-Token") != "secret" {
			t.Errorf("%s: the source itself got %v", c.to, h)
		}
		if got := w.last().Get("Authorization") != "" && w.last().Get("X-Auth-Token") != ""; got != c.want {
			t.Errorf("%s: sent on: %v, want %v", c.to, got, c.want)
		}
		if !c.want && (w.last().Get("Authorization") != "" || w.last().Get("X-Auth-Token") != "") {
			t.Errorf("%s got %v", c.to, w.last())
		}
		if strings.Contains(fmt.Sprintf("%+v", a), "secret") {
			t.Errorf("the answer holds the secret: %+v", a)
		}
	}
}

// A redirect back to the source brings nothing back either way: what it says there is its own.
func TestAccessOfOthers(t *testing.T) {
	w := &wire{answer: fine}
	f := fetcher(w)
	f.Access = map[string]Access{"https://example.org/a": func(context.Context) (http.Header, error) { return nil, errors.New("the keyring is locked") }}
	if a := f.Ask(context.Background(), source("https://example.org/a")); a.Err == nil || a.Err.Error() != "the keyring is locked" || len(w.asked) != 0 {
		t.Errorf("%v, asked %d times", a.Err, len(w.asked))
	}
	if a := f.Ask(context.Background(), source("https://example.org/b")); a.Err != nil || w.last().Get("Authorization") != "" {
		t.Errorf("another source of the host: %v, %v", a.Err, w.last())
	}
}
