package article

import (
	"errors"
	"strconv"
	"strings"
	"testing"
)

func TestNextPage(t *testing.T) {
	for _, c := range []struct{ name, here, head, body, want string }{
		{"a numbered link", "https://paper.example/story", "", `<div class="pager"><b>1</b> <a href="/story/2">2</a> <a href="/story/3">3</a></div>`, "https://paper.example/story/2"},
		{"from the second page", "https://paper.example/story/2", "", `<a href="/story">1</a> <a href="/story/3">Next</a>`, "https://paper.example/story/3"},
		{"with the word page", "https://paper.example/story/", "", `<a href="/story/page/2/">Next page</a>`, "https://paper.example/story/page/2/"},
		{"in the query", "https://paper.example/s?id=7", "", `<a href="?id=7&amp;page=2#top">»</a>`, "https://paper.example/s?id=7&page=2"},
		{"before the ending", "https://paper.example/a/story.html", "", `<a href="story-2.html">2</a>`, "https://paper.example/a/story-2.html"},
		{"in the head", "https://paper.example/story?seite=2", `<link rel="next" href="/story?seite=3">`, "", "https://paper.example/story?seite=3"},
		{"the next story is none", "https://paper.example/story", `<link rel="next" href="/another-story">`, `<a rel="next" href="/another-story">Next</a>`, ""},
		{"the page after the next is none", "https://paper.example/story", "", `<a href="/story/3">3</a>`, ""},
		{"another story of that name is none", "https://paper.example/story-1999", "", `<a href="/story-2000">Next</a>`, ""},
		{"pages of comments are none", "https://paper.example/story", "", `<div class="comments"><a href="/story/2">Next</a></div>`, ""},
		{"another host is none", "https://paper.example/story", "", `<a href="https://evil.example/story/2">2</a>`, ""},
		{"a headline is none", "https://paper.example/story", "", `<a href="/story/2">Ministers agree on nine points after two days</a>`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := "<html><head><title>Story</title>" + c.head + "</head><body><article><h1>Story</h1>" +
				strings.Repeat("<p>The ministers met for two days in the old town hall, and agreed on a list of nine points at the end.</p>", 4) +
				c.body + "</article></body></html>"
			a, err := Read(Page{HTML: []byte(page), URL: c.here})
			if err != nil || a.Next != c.want {
				t.Errorf("next %q, want %q, %v", a.Next, c.want, err)
			}
		})
	}
}

// At most five pages are read, none of them twice, and one that is missing ends the article.
func TestReadAll(t *testing.T) {
	page := func(n int, next string) Page {
		text := strings.Repeat("<p>The ministers met for two days in the old town hall, and agreed on a list of nine points at the end.</p>", 4)
		return Page{
			URL: "https://paper.example/story/" + strconv.Itoa(n),
			HTML: []byte("<html><head><title>Story</title></head><body><article><h1>Story</h1><p>This is what page number " + strconv.Itoa(n) +
				" of the long story begins with, as one can see.</p>" + text + `<a href="` + next + `">Next</a></article></body></html>`),
		}
	}
	for _, c := range []struct {
		name  string
		links []string // of page 1, 2, …
		want  int      // pages read
		next  string
	}{
		{"one page", []string{""}, 1, ""},
		{"three", []string{"2", "3", ""}, 3, ""},
		{"the third is missing", []string{"2", "3"}, 2, "https://paper.example/story/3"},
		{"too many", []string{"2", "3", "4", "5", "6", "7", ""}, 5, "https://paper.example/story/6"},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked := 1
			a, err := ReadAll(page(1, c.links[0]), func(address string) (Page, error) {
				n, err := strconv.Atoi(strings.TrimPrefix(address, "https://paper.example/story/"))
				if err != nil || n > len(c.links) {
					return Page{}, errors.New("not there")
				}
				asked++
				return page(n, c.links[n-1]), nil
			})
			if err != nil || asked != c.want || a.Next != c.next || strings.Count(a.Text, "This is what page number") != c.want {
				t.Errorf("%d pages, next %q, %v\n%s", asked, a.Next, err, a.Text)
			}
		})
	}
}

func TestJoin(t *testing.T) {
	a := Article{Title: "One", Markdown: "first\n", Text: "first", Next: "https://paper.example/2", Hidden: []Hidden{{Text: "x"}}}
	b := Article{Title: "Two", Markdown: "second\n", Text: "second", Hidden: []Hidden{{Text: "y"}}, Cut: true}
	got := Join(a, b)
	if got.Title != "One" || got.Markdown != "first\n\nsecond\n" || got.Text != "first\nsecond" || got.Next != "" || len(got.Hidden) != 2 || !got.Cut {
		t.Errorf("%+v", got)
	}
	if got := Join(a, Article{}); got.Markdown != a.Markdown || got.Text != a.Text {
		t.Errorf("an empty page changes the text: %+v", got)
	}
}
