package article

import (
	"slices"
	"strings"
	"testing"
)

// kinsman is one case of testdata/family.txt or boxes.txt.
type kinsman struct {
	name, how, input string
	keep, hide       []string
}

func kinsmen(t *testing.T, file string) []kinsman {
	t.Helper()
	var out []kinsman
	for part := range strings.SplitSeq("\n"+string(fixture(t, file)), "\n=== ") {
		name, rest, ok := strings.Cut(part, "\n")
		if !ok || strings.HasPrefix(name, "#") || name == "" {
			continue
		}
		how, rest, _ := strings.Cut(rest, "\n")
		input, rest, _ := strings.Cut(rest, "\n--- keep\n")
		keep, hide, _ := strings.Cut(rest, "--- hide")
		split := func(s string) []string {
			return slices.DeleteFunc(strings.Split(s, "\n"), func(s string) bool { return s == "" })
		}
		out = append(out, kinsman{name, how, input, split(keep), split(hide)})
	}
	return out
}

// framed sets a story into a page with the usual things around it.
func framed(story string) string {
	return `<!DOCTYPE html><html><head><title>What happened - The Paper</title><meta property="og:site_name" content="The Paper"></head><body>
<header class="site-header"><nav class="nav"><ul><li><a href="/w">World</a></li><li><a href="/s">Sports</a></li><li><a href="/c">Culture</a></li></ul></nav></header>
<main><article class="story"><h1>What happened</h1><div class="byline">By Una Person</div><div class="story-body">` + story + `</div></article></main>
<footer class="site-footer"><ul><li><a href="/about">About us</a></li><li><a href="/jobs">Jobs</a></li></ul><p>© 2031 The Paper</p></footer></body></html>`
}

func TestFamily(t *testing.T) {
	cases := kinsmen(t, "family.txt")
	if len(cases) < 30 {
		t.Fatalf("only %d cases", len(cases))
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { c.check(t) })
	}
}

func TestBoxes(t *testing.T) {
	for _, c := range kinsmen(t, "boxes.txt") {
		t.Run(c.name, func(t *testing.T) { c.check(t) })
	}
}

// check reads the case and returns the article: every line to keep has to be a line of the text, every one to hide among the hidden.
func (c kinsman) check(t *testing.T) Article {
	t.Helper()
	var a Article
	if c.how == "page" {
		var err error
		if a, err = Read(Page{HTML: []byte(framed(c.input)), URL: "https://paper.example/story"}); err != nil {
			t.Fatal(err)
		}
	} else {
		a = Fragment(Page{HTML: []byte(c.input), URL: "https://paper.example/story"})
	}
	text := strings.Split(a.Text, "\n")
	for _, line := range c.keep {
		if !slices.Contains(text, line) {
			t.Errorf("lost: %q\ntext:\n%s", line, a.Text)
		}
	}
	hidden := ""
	for _, h := range append(a.Hidden, a.Doubtful...) {
		hidden += h.Text + "\n"
	}
	for _, line := range c.hide {
		if strings.Contains(a.Text, line) {
			t.Errorf("shown: %q", line)
		}
		if !strings.Contains(hidden, line) {
			t.Errorf("gone without a trace: %q\nhidden:\n%s", line, hidden)
		}
	}
	return a
}

// TestHardFamily wants the whole text of each case, line by line.
func TestHardFamily(t *testing.T) {
	for _, c := range kinsmen(t, "family-hard.txt") {
		t.Run(c.name, func(t *testing.T) {
			a := c.check(t)
			if want := strings.Join(c.keep, "\n"); a.Text != want {
				t.Errorf("got\n%s\nwant\n%s", a.Text, want)
			}
		})
	}
}
