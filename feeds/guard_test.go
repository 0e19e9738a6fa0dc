package feeds

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

func TestPrivate(t *testing.T) {
	for _, s := range strings.Fields(`127.0.0.1 127.9.9.9 ::1 0.0.0.0 :: 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1
		fe80::1 fd00::1 fc00::1 ff02::1 224.0.0.1 255.255.255.255 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1
		2002:7f00:1:: 2002:a00:1:: 192.0.2.1 198.18.0.1 240.0.0.1 2001:db8::1 fec0::1`) {
		if !private(netip.MustParseAddr(s)) {
			t.Errorf("%s counts as public", s)
		}
	}
	for _, s := range strings.Fields("93.184.215.14 8.8.8.8 172.32.0.1 172.15.0.1 2606:2800:220::1 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::") {
		if private(netip.MustParseAddr(s)) {
			t.Errorf("%s counts as private", s)
		}
	}
}

// Only what the reader typed may be private: its own host, and no other that it points to.
func TestGate(t *testing.T) {
	asked := 0
	secret := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		_, _ = w.Write([]byte(item("<title>Secret</title>")))
	}))
	defer secret.Close()
	typed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, secret.URL+"/x", http.StatusFound)
		case "/within":
			http.Redirect(w, r, "/feed", http.StatusFound)
		default:
			_, _ = w.Write([]byte(item("<title>Mine</title>")))
		}
	}))
	defer typed.Close()
	port := typed.URL[strings.LastIndexByte(typed.URL, ':'):]
	f := &Fetcher{Client: NewClient(ClientOptions{Sources: []Source{{URL: typed.URL + "/feed"}}})}
	ctx := context.Background()
	ask := func(u string) func() error {
		return func() error { return f.Ask(ctx, Subscription{Source: Source{URL: u}}).Err }
	}
	page := func(u string) func() error {
		return func() error { _, err := f.Page(ctx, u); return err }
	}
	const through, refused, unreachable = "through", "refused as private", "not reached, whatever the reason"
	cases := []struct {
		name string
		do   func() error
		want string
	}{
		{"a feed the reader typed", ask(typed.URL + "/feed"), through},
		{"redirected within its host", ask(typed.URL + "/within"), through},
		{"redirected to another private host", ask(typed.URL + "/away"), refused},
		{"a page on a typed host", page(typed.URL + "/page"), through},
		{"a page elsewhere", page(secret.URL + "/page"), refused},
		{"a page that leads elsewhere", page(typed.URL + "/away"), refused},
		{"by name", page("http://localhost" + port + "/"), refused},
		{"mapped", page("http://[::ffff:127.0.0.1]" + port + "/"), refused},
		{"as one number", page("http://2130706433" + port + "/"), unreachable},
		{"short", page("http://127.1" + port + "/"), unreachable},
		{"in circled digits", page("http://①②⑦.⓪.⓪.①" + port + "/"), unreachable},
	}
	for _, c := range cases {
		err := c.do()
		ok := map[string]bool{through: err == nil, refused: errors.Is(err, errPrivate), unreachable: err != nil}[c.want]
		if !ok {
			t.Errorf("%s: %v, want it %s", c.name, err, c.want)
		}
	}
	if asked > 0 {
		t.Errorf("the secret server was asked %d times", asked)
	}
}
