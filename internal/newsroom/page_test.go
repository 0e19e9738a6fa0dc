package newsroom

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestPagesHoldTheirTextAndALotMore(t *testing.T) {
	n := open()
	least, most := 1<<30, 0
	for _, e := range n.events {
		for _, r := range e.reports {
			page, status, _ := n.report(r)
			text := visible(t, page)
			if !strings.Contains(text, r.outlet.words.get("invented")) {
				t.Errorf("%s: does not say that it is invented", r.url())
			}
			if status != http.StatusOK {
				continue
			}
			least, most = min(least, len(page)), max(most, len(page))
			if len(page) < 60<<10 || len(page) > 120<<10 {
				t.Errorf("%d kB: %s (%s)", len(page)>>10, r.url(), r.outlet.page)
			}
			for _, b := range r.blocks {
				for _, s := range append([]string{b.text}, b.items...) {
					if !strings.Contains(text, plainInline(s)) {
						t.Errorf("%s: %.60q is missing", r.url(), s)
					}
				}
			}
		}
	}
	t.Logf("%d to %d kB", least>>10, most>>10)
}

// visible is the text of a page without scripts and styles.
func visible(t *testing.T, page []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for node := range root.Descendants() {
		if node.Type == html.TextNode && node.Parent.Data != "script" && node.Parent.Data != "style" {
			b.WriteString(node.Data)
		}
	}
	return b.String()
}

func BenchmarkPage(b *testing.B) {
	n := open()
	r := n.events[0].reports[0]
	for b.Loop() {
		n.report(r)
	}
}
