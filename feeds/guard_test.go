package feeds

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

func TestPrivate(t *testing.T) {
	for _, s := range strings.Fields(`127.0.0.1 127.9.9.9 ::1 0.0.0.0 :: 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1
		fe80::1 fd00::1 fc00::1 ff02::1 224.0.0.1 255.255.255.255 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1
		64:ff9b:1::7f00:1 64:ff9b:1::808:808 2002:7f00:1:: 2002:a00:1:: 2001:0:808:808::80ff:fffe ::ffff:0:127.0.0.1 ::ffff:0:8.8.8.8
		2606:2800:220::5efe:10.0.0.1 fe80::5efe:8.8.8.8 2606:2800:220:0:200:5efe:7f00:1 192.0.2.1 192.88.99.1 198.18.0.1 240.0.0.1 2001:db8::1 2001:db8::1%eth0 3fff::1 5f00::1
		100::1 fec0::1 fe80::1%eth0 4000::1 ::8.8.8.8`) {
		if !private(netip.MustParseAddr(s)) {
			t.Errorf("%s counts as public", s)
		}
	}
	for _, s := range strings.Fields("93.184.215.14 8.8.8.8 172.32.0.1 172.15.0.1 2606:2800:220::1 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808:: 2a00:1450::5efe:8.8.8.8 2001:4860::8888") {
		if private(netip.MustParseAddr(s)) {
			t.Errorf("%s counts as private", s)
		}
	}
}

// Names that lead inside by themselves are given to nobody who would look them up, such as a proxy.
func TestInside(t *testing.T) {
	for _, host := range strings.Fields(`127.0.0.1 127.0.0.1. ::1 localhost LOCALHOST. a.localhost 2130706433 0x7f000001 0x7f.1 127.1 0177.0.0.1 127.000.000.001
		0 ①②⑦.⓪.⓪.① 127。0。0。1 ⓛocalhost 10.0.0.1 [::1]`) {
		if !inside(strings.Trim(host, "[]")) {
			t.Errorf("%s counts as outside", host)
		}
	}
	for _, host := range strings.Fields("news.example 1.news.example 93.184.215.14 2606:2800:220::1 xn--e1afmkfd.example localhost.example 4chan.example") {
		if inside(host) {
			t.Errorf("%s counts as inside", host)
		}
	}
}

// A proxy is asked for names of the public internet only, and for what the reader typed.
func TestGateWithProxy(t *testing.T) {
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Host)
		if r.URL.Path == "/away" {
			http.Redirect(w, r, "http://2130706433/", http.StatusFound)
			return
		}
		_, _ = w.Write([]byte(item("<title>Mine</title>")))
	}))
	defer proxy.Close()
	f := &Fetcher{Client: NewClient(ClientOptions{Proxy: func(*http.Request) (*url.URL, error) { return url.Parse(proxy.URL) }})}
	for _, address := range []string{"http://127.1/", "http://2130706433/", "http://①②⑦.⓪.⓪.①/", "http://localhost./", "http://192.168.1.1/", "http://news.example/away"} {
		if _, err := f.Page(t.Context(), address, Subscription{}); !errors.Is(err, errPrivate) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if a := f.Ask(t.Context(), Subscription{Source: Source{URL: "http://192.168.1.1/feed"}, Public: true}); a.Err != nil || !a.Public {
		t.Errorf("a feed that was typed, by a proxy: %v", a.Err)
	}
	if got := strings.Join(asked, " "); got != "news.example 192.168.1.1" {
		t.Errorf("the proxy was asked for %s", got)
	}
}

// That a host is public is seen when it is reached.
func TestMet(t *testing.T) {
	for address, want := range map[string]bool{"93.184.215.14": true, "127.0.0.1": false, "fd00::1": false} {
		l := leave{public: new(atomic.Bool)}
		l.met(httptrace.GotConnInfo{Conn: farConn{addr: net.TCPAddr{IP: net.ParseIP(address), Port: 80}}})
		if l.public.Load() != want {
			t.Errorf("reached at %s: public %v", address, !want)
		}
	}
}

// farConn is a connection of which only the other end is known.
type farConn struct {
	net.Conn
	addr net.TCPAddr
}

func (c farConn) RemoteAddr() net.Addr { return &c.addr }

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
	f := &Fetcher{Client: NewClient(ClientOptions{})}
	mine := Source{URL: typed.URL + "/feed"}
	ctx := context.Background()
	ask := func(u string) func() error {
		return func() error { return f.Ask(ctx, Subscription{Source: Source{URL: u}}).Err }
	}
	page := func(u string) func() error {
		return func() error { _, err := f.Page(ctx, u, Subscription{Source: mine}); return err }
	}
	const through, refused, turned = "through", "refused as private", "refused as private now"
	cases := []struct {
		name string
		do   func() error
		want string
	}{
		{"a feed the reader typed", ask(typed.URL + "/feed"), through},
		{"redirected within its host", ask(typed.URL + "/within"), through},
		{"redirected to another private host", ask(typed.URL + "/away"), refused},
		{"a feed whose host was public before", func() error { return f.Ask(ctx, Subscription{Source: mine, Public: true}).Err }, turned},
		{"a page on the host of its feed", page(typed.URL + "/page"), through},
		{"a page on the host of another feed", func() error { _, err := f.Page(ctx, typed.URL+"/page", Subscription{}); return err }, refused},
		{"a page whose feed was public before", func() error {
			_, err := f.Page(ctx, typed.URL+"/page", Subscription{Source: mine, Public: true})
			return err
		}, refused},
		{"a page elsewhere", page(secret.URL + "/page"), refused},
		{"a page that leads elsewhere", page(typed.URL + "/away"), refused},
		{"by name", page("http://localhost" + port + "/"), refused},
		{"mapped", page("http://[::ffff:127.0.0.1]" + port + "/"), refused},
		{"as one number", page("http://2130706433" + port + "/"), refused},
		{"short", page("http://127.1" + port + "/"), refused},
		{"in circled digits", page("http://①②⑦.⓪.⓪.①" + port + "/"), refused},
	}
	for _, c := range cases {
		err := c.do()
		ok := map[string]bool{through: err == nil, refused: errors.Is(err, errPrivate), turned: errors.Is(err, errTurned)}[c.want]
		if !ok {
			t.Errorf("%s: %v, want it %s", c.name, err, c.want)
		}
	}
	if asked > 0 {
		t.Errorf("the secret server was asked %d times", asked)
	}
}
