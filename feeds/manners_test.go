package feeds

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// direct is the transport of the reader, over the real loopback, past the guard.
func direct() *http.Transport {
	return transport(nil, func(*http.Request) (*url.URL, error) { return nil, nil })
}

// Several feeds of a host share two connections, which stay open from one to the next. Answers take longer than it takes to connect:
// a request that waits for a connection takes one that becomes free before, and the next request would open another.
func TestConnectionsAreShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, server := newCable(func(rw http.ResponseWriter, r *http.Request) {
			time.Sleep(time.Millisecond) // of the bubble: until nothing else goes on
			fine(rw, r)
		})
		var mu sync.Mutex
		dials := map[string]int{}
		tr := direct()
		tr.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			mu.Lock()
			dials[address]++
			mu.Unlock()
			return c.dial(ctx, network, address)
		}
		client := NewClient(ClientOptions{Transport: tr})
		list := sources(3, 15)
		for i := range list {
			list[i].URL = strings.Replace(list[i].URL, "https", "http", 1)
		}
		reports := 0
		for r := range Refresh(t.Context(), &Fetcher{Client: client}, &pile{}, list, false) {
			if reports++; r.Err != nil {
				t.Error(r.Err)
			}
		}
		for host, n := range dials {
			if n > perHost {
				t.Errorf("%s: %d connections", host, n)
			}
		}
		if reports != 45 || len(dials) != 3 {
			t.Errorf("%d reports over %v", reports, dials)
		}
		client.CloseIdleConnections()
		_ = server.Close()
		synctest.Wait()
	})
}

func TestHTTP2(t *testing.T) {
	proto := ""
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		proto = r.Proto
		fine(rw, r)
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	defer s.Close()
	tr := direct()
	tr.TLSClientConfig = &tls.Config{RootCAs: x509.NewCertPool()}
	tr.TLSClientConfig.RootCAs.AddCert(s.Certificate())
	defer tr.CloseIdleConnections()
	f := &Fetcher{Client: NewClient(ClientOptions{Transport: tr})}
	if a := f.Ask(t.Context(), source(s.URL+"/feed")); a.Err != nil || proto != "HTTP/2.0" {
		t.Errorf("%v over %s", a.Err, proto)
	}
}

// A host of which only the IPv4 address answers is reached by it.
func TestOtherAddressOfHost(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(fine)) // on 127.0.0.1, not on ::1
	defer s.Close()
	tr := direct()
	defer tr.CloseIdleConnections()
	f := &Fetcher{Client: NewClient(ClientOptions{Transport: tr})}
	if a := f.Ask(t.Context(), source(strings.Replace(s.URL, "127.0.0.1", "localhost", 1)+"/feed")); a.Err != nil {
		t.Error(a.Err)
	}
}

// What is known goes along to where a feed is for now.
func TestValidatorsGoAlong(t *testing.T) {
	for _, status := range []int{302, 303, 307, 301, 308} {
		w := &wire{answer: func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.Host == "example.org" {
				http.Redirect(rw, r, "https://now.example/feed", status)
				return
			}
			fine(rw, r)
		}}
		s := source("https://example.org/feed")
		s.Validators = Validators{ETag: `"1"`, LastModified: "then"}
		a := fetcher(w).Ask(t.Context(), s)
		if !a.NotModified || w.last().Get("If-Modified-Since") != "then" || (a.MovedTo != "") != (status == 301 || status == 308) {
			t.Errorf("%d: %+v", status, a)
		}
	}
}

// Days that are skipped: noon of the tests is a Monday.
func TestSkippedDays(t *testing.T) {
	for _, c := range []struct {
		days string
		want time.Time
	}{
		{"<day>Monday</day>", noon.Truncate(24 * time.Hour).Add(24 * time.Hour)},
		{"<day>Monday</day><day>Tuesday</day>", noon.Truncate(24 * time.Hour).Add(48 * time.Hour)},
		{"<day>Sunday</day>", noon.Add(usual)},
	} {
		w := &wire{answer: func(rw http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(rw, rssFeed("<skipDays>"+c.days+"</skipDays><item><title>x</title></item>"))
		}}
		if a := fetcher(w).Ask(t.Context(), source(origin)); a.Next.Before(c.want) || a.Next.After(c.want.Add(time.Hour)) {
			t.Errorf("%s: next at %v", c.days, a.Next)
		}
	}
}

// Every test that docs/manners.md names is there.
func TestMannersNameTheirTests(t *testing.T) {
	var code strings.Builder
	for _, folder := range []string{".", "../store", ".."} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if strings.HasSuffix(e.Name(), "_test.go") {
				text, err := os.ReadFile(folder + "/" + e.Name())
				if err != nil {
					t.Fatal(err)
				}
				code.Write(text)
			}
		}
	}
	names := regexp.MustCompile(`Test[A-Z]\w+`).FindAllString(mannersText, -1)
	if len(names) < 20 {
		t.Errorf("only %q", names)
	}
	for _, n := range names {
		if !strings.Contains(code.String(), "func "+n+"(") {
			t.Errorf("no %s", n)
		}
	}
}
