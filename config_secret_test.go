package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"dateline/feeds"
)

// A password comes from a file that only its owner can read, or from the keyring; what is wrong is said without it.
func TestSecrets(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	for name, mode := range map[string]os.FileMode{"good": 0o600, "open": 0o644} {
		if err := os.WriteFile(filepath.Join(home, name), []byte("jane:s3cret\nmore\n"), mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(home, "empty"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	keyring.MockInit()
	if err := keyring.Set("dateline", "jane", "s3cret"); err != nil {
		t.Fatal(err)
	}
	const basic = "Basic amFuZTpzM2NyZXQ="
	for _, c := range []struct{ auth, want, problem string }{
		{auth: `{ file = "~/good" }`, want: basic},
		{auth: `{ file = "~/good", user = "joe" }`, want: "Basic am9lOmphbmU6czNjcmV0"},
		{auth: `{ keyring = "dateline", user = "jane" }`, want: basic},
		{auth: `{ file = "~/open" }`, problem: "the file of its password can be read by others · chmod 600 ~/open"},
		{auth: `{ file = "~/empty" }`, problem: `the file of its password is empty: "~/empty"`},
		{auth: `{ file = "~/none" }`, problem: `the file of its password is not there: "~/none"`},
		{auth: `{ keyring = "dateline", user = "joe" }`, problem: `the keyring has no password of "joe" for "dateline"`},
	} {
		cfg, err := parseConfig(Config{}, "config.toml", []byte("[[feeds]]\nurl = \"https://feed.example/\"\nauth = "+c.auth+"\n"))
		if err != nil {
			t.Errorf("%s: %v", c.auth, err)
			continue
		}
		h, err := cfg.Access["https://feed.example/"](t.Context())
		if c.problem != "" {
			if err == nil || err.Error() != c.problem {
				t.Errorf("%s: it says %v, want %s", c.auth, err, c.problem)
			}
		} else if err != nil || h.Get("Authorization") != c.want {
			t.Errorf("%s: %v, %v; want %s", c.auth, h, err, c.want)
		}
	}
}

func TestSecretsWrong(t *testing.T) {
	for _, auth := range []string{
		`{ user = "jane" }`, `{ keyring = "dateline" }`, `{ file = "" }`, `{ file = "~/x", command = ["y"] }`, `"s3cret"`, `{ password = "s3cret" }`,
	} {
		_, err := parseConfig(Config{}, "config.toml", []byte("[[feeds]]\nurl = \"https://feed.example/\"\nauth = "+auth+"\n"))
		if err == nil || !strings.HasPrefix(err.Error(), "config.toml:3: ") || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: it says %v", auth, err)
		}
	}
}

// A proxy of the config is asked for everything, "off" for nothing, and what servers see can be chosen.
func TestProxyAndAgent(t *testing.T) {
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.String()+" "+r.UserAgent())
	}))
	defer proxy.Close()
	cfg, err := parseConfig(Config{}, "config.toml", []byte("proxy = \""+proxy.URL+"\"\nuser_agent = \"Reader of mine\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := program{}
	f := p.fetcher(cfg)
	if a := f.Ask(t.Context(), feeds.Subscription{Source: feeds.Source{URL: "http://feed.example/a"}}); a.Err == nil || a.Err.Error() != "the answer is empty" {
		t.Errorf("the answer of the proxy: %v", a.Err)
	}
	f.Client.CloseIdleConnections()
	if got := strings.Join(asked, "\n"); got != "http://feed.example/a Reader of mine" {
		t.Errorf("the proxy was asked for %q", got)
	}
	t.Setenv("HTTP_PROXY", proxy.URL)
	r := &http.Request{URL: &url.URL{Scheme: "http", Host: "feed.example"}}
	if u, err := (network{Proxy: "off"}).proxy()(r); u != nil || err != nil {
		t.Errorf("off: %v, %v", u, err)
	}
	for _, wrong := range []string{`proxy = "ftp://jane:s3cret@h"`, `proxy = "s3cret"`, `proxy = 3`, `user_agent = "a\nb"`} {
		_, err := parseConfig(Config{}, "config.toml", []byte(wrong))
		if err == nil || !strings.HasPrefix(err.Error(), "config.toml:1: ") || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: it says %v", wrong, err)
		}
	}
}
