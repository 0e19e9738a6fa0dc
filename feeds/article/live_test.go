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

// Where the times of a live page stand in JSON-LD only, its reports have them all the same, and those that the page does
// not show come from there.
func TestLiveInJSONLD(t *testing.T) {
	const script = `<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Election day","liveBlogUpdate":[
{"@type":"BlogPosting","headline":"The doors are open","datePublished":"2031-05-04T07:05:00Z","articleBody":"The polling stations opened at seven in the morning, and the queues were long in the towns on the coast."},
{"@type":"BlogPosting","headline":"Half have voted","datePublished":"2031-05-04T12:10:00Z","articleBody":"Half of the voters had been to the polls by noon, the office for elections said, more than four years ago.\nMost of them live in the north."},
{"@type":"BlogPosting","headline":"The count begins","datePublished":"2031-05-04T20:01:00Z","articleBody":"The count has begun in all nine districts, and the first results are expected within the hour, officials said."},
{"@type":"BlogPosting","headline":"Nothing to tell"}]}</script>`
	const lead = "The country elects a new parliament today, and nobody can say who will govern it in the summer, as all polls are close."
	one := [2]string{"The doors are open", "The polling stations opened at seven in the morning, and the queues were long in the towns on the coast."}
	two := [2]string{"Half have voted", "Half of the voters had been to the polls by noon, the office for elections said, more than four years ago."}
	three := [2]string{"The count begins", "The count has begun in all nine districts, and the first results are expected within the hour, officials said."}
	const north = "Most of them live in the north."
	boxed := func(r [2]string, more string) string {
		return `<div class="entry"><h3>` + r[0] + `</h3><div><p>` + r[1] + `</p>` + more + `</div></div>`
	}
	flat := func(r [2]string, more string) string { return `<h3>` + r[0] + `</h3><p>` + r[1] + `</p>` + more }
	want := []string{
		lead, "4 May 2031, 20:01", three[0], three[1], "4 May 2031, 12:10", two[0], two[1], north, "4 May 2031, 07:05", one[0], one[1],
	}
	for name, list := range map[string]string{
		"each in an element": boxed(one, "") + boxed(two, "<p>"+north+"</p>") + boxed(three, ""),
		"newest first":       boxed(three, "") + boxed(two, "<p>"+north+"</p>") + boxed(one, ""),
		"one after another":  flat(one, "") + flat(two, "<p>"+north+"</p>") + flat(three, ""),
		"not in the page":    "",
	} {
		t.Run(name, func(t *testing.T) {
			page := "<html><head><title>Election day</title>" + script + `</head><body><main><article class="story"><h1>Election day</h1><div class="story-body"><p>` +
				lead + `</p><div class="posts">` + list + "</div></div></article></main></body></html>"
			a, err := Read(Page{HTML: []byte(page), URL: "https://paper.example/election"})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Split(a.Text, "\n"); !slices.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", a.Text, strings.Join(want, "\n"))
			}
		})
	}
}
