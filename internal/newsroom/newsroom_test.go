package newsroom

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

var morning = time.Date(2026, time.November, 23, 8, 41, 0, 0, time.UTC)

func open() *Newsroom { return New(func() time.Time { return morning }) }

// ask fetches an address from the newsroom and returns the answer with its whole body.
func ask(t *testing.T, n *Newsroom, address string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := n.Transport().RoundTrip(req)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return resp, string(body)
}

func TestSameClockSameBytes(t *testing.T) {
	a, b := open(), open()
	for i, o := range a.outlets {
		docA, _, _ := a.document(o)
		docB, _, _ := b.document(b.outlets[i])
		if !bytes.Equal(docA, docB) {
			t.Errorf("%s: two feeds at one moment", o.name)
		}
		pageA, _, _ := a.report(o.reports[0])
		pageB, _, _ := b.report(b.outlets[i].reports[0])
		if !bytes.Equal(pageA, pageB) {
			t.Errorf("%s: two pages at one moment", o.name)
		}
	}
}

func TestManyReadersAtOnce(t *testing.T) {
	n := open()
	var readers sync.WaitGroup
	for _, o := range n.outlets {
		readers.Go(func() {
			n.document(o)
			n.report(o.reports[0])
		})
	}
	readers.Wait()
}

func TestConfigNamesEverySource(t *testing.T) {
	n := open()
	for _, s := range n.Sources() {
		if !strings.Contains(n.Config(), "url = \""+s.URL+"\"\nname = \""+s.Name+"\"\n") {
			t.Errorf("%s is not in the config", s.Name)
		}
	}
}

func TestTheDayGoesOn(t *testing.T) {
	now := morning
	n := New(func() time.Time { return now })
	count := func() (items, entries int) {
		for _, o := range n.outlets {
			for _, r := range n.news(o) {
				items++
				entries += len(n.entries(r))
			}
		}
		return items, entries
	}
	items, entries := count()
	now = morning.Add(30 * time.Minute)
	if later, more := count(); later <= items || more <= entries {
		t.Errorf("half an hour brought %d reports and %d entries of live pages", later-items, more-entries)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		open()
	}
}
