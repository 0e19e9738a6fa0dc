package article

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The reports of a live page come newest first, each under its time; the summary stays on top.
func TestLivePages(t *testing.T) {
	report := func(time, label, text string) string {
		return fmt.Sprintf(`<div class="post"><div class="meta"><time datetime="%s">%s</time></div><p>%s</p></div>`, time, label, text)
	}
	first := "The polling stations opened at seven in the morning, and the queues were long in the towns on the coast."
	second := "Half of the voters had been to the polls by noon, the office for elections said, more than four years ago."
	third := "The count has begun in all nine districts, and the first results are expected within the hour, officials said."
	rising := report("2031-05-04T07:05:00Z", "7:05", first) + report("2031-05-04T12:10:00Z", "12:10", second) + report("2031-05-04T20:01:00Z", "20:01", third)
	falling := report("2031-05-04T20:01:00Z", "20:01", third) + report("2031-05-04T12:10:00Z", "12:10", second) + report("2031-05-04T07:05:00Z", "7:05", first)
	noClock := strings.NewReplacer(` datetime="2031-05-04T12:10:00Z"`, "").Replace(rising)
	says := `<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Election day"}</script>`
	lead := "The country elects a new parliament today, and nobody can say who will govern it in the summer, as all polls are close."
	newest := []string{lead, "20:01", third, "12:10", second, "7:05", first}
	for _, c := range []struct {
		name, head, list string
		want             []string
	}{
		{"oldest first in the page", says, `<div class="posts">` + rising + `</div>`, newest},
		{"newest first in the page", says, `<div class="posts">` + falling + `</div>`, newest},
		{"named in the page only", "", `<div class="liveblog-posts">` + rising + `</div>`, newest},
		{"a time that no machine can read", says, `<div class="posts">` + noClock + `</div>`, []string{lead, "7:05", first, "12:10", second, "20:01", third}},
		{"no live page", "", `<div class="posts">` + rising + `</div>`, []string{lead, first, second, third}},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := "<html><head><title>Election day</title>" + c.head + `</head><body><main><article class="story"><h1>Election day</h1><div class="story-body"><p>` +
				lead + "</p>" + c.list + "</div></article></main></body></html>"
			a, err := Read(Page{HTML: []byte(page), URL: "https://paper.example/election"})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Split(a.Text, "\n"); !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", a.Text, strings.Join(c.want, "\n"))
			}
			if strings.Contains(c.name, "first in") && !strings.Contains(a.Markdown, "#### 20:01\n") {
				t.Errorf("no small heading:\n%s", a.Markdown)
			}
		})
	}
}
