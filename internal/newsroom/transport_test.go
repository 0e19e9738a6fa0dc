package newsroom

import (
	"errors"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

func TestUnknownHostCannotBeLookedUp(t *testing.T) {
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://nowhere.example/feed", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := open().Transport().RoundTrip(req)
	if err == nil {
		resp.Body.Close()
	}
	var dns *net.DNSError
	if !errors.As(err, &dns) || !dns.IsNotFound {
		t.Errorf("got %v", err)
	}
}

func TestClosingABodyLetsTheHandlerGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // fails when a goroutine stays behind
		n := New(time.Now)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, n.Sources()[0].URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := n.Transport().RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		synctest.Wait()
	})
}
