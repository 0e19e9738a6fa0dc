package article

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// A page that only leads to stories is no article; one that has a story is, however many headlines stand around it.
func TestFrontPages(t *testing.T) {
	teasers := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `<section><div class="card"><div><h3><a href="/story/%d">Harbour number %d opens again after the storm</a></h3></div>
<div><div><p>The harbour of number %d was shut for nine days, and the ferries wait at the outer pier until the evening.</p></div></div></div></section>`, i, i, i)
		}
		return b.String()
	}
	paragraph := "<p>The ministers met for two days in the old town hall, and agreed on a list of nine points that each of them has to take home to a parliament by the end of the month.</p>"
	story := "<article><h1>Ministers agree on nine points</h1>" + strings.Repeat(paragraph, 6) + "</article>"
	collection := `<script type="application/ld+json">{"@type":"CollectionPage","name":"World"}</script>`
	for _, c := range []struct {
		name, url, head, body string
		front                 bool
	}{
		{"the root of a site", "https://paper.example/", "", teasers(12), true},
		{"a language of it", "https://paper.example/es/", "", teasers(12), true},
		{"a section that says so", "https://paper.example/world", collection, teasers(12), true},
		{"a section that does not, of many stories", "https://paper.example/world", `<meta property="og:type" content="website">`, teasers(30), true},
		{"a story with many headlines below", "https://paper.example/world/ministers", "", story + teasers(30), false},
		{"a story at the root", "https://paper.example/", "", story + teasers(12), false},
		{"a short list in an article", "https://paper.example/best", `<meta property="og:type" content="article">`, teasers(30), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := "<html><head><title>The Paper</title>" + c.head + "</head><body><main>" + c.body + "</main></body></html>"
			a, err := Read(Page{HTML: []byte(page), URL: c.url})
			if got := errors.Is(err, ErrNoArticle); got != c.front {
				t.Errorf("no article: %v, want %v\n%.400s", got, c.front, a.Text)
			}
			if a.Front != c.front || c.front && (len(a.Hidden) > 0 || a.Title == "") {
				t.Errorf("front %v, title %q, hidden %v", a.Front, a.Title, a.Hidden)
			}
		})
	}
}
