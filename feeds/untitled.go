package feeds

import (
	"strings"
	"unicode/utf8"
)

// longestTitle is how long a title made of a text may be, in bytes.
const longestTitle = 120

// complete gives names to what has none, so that a list has something to show: a story is called by how its text starts, or
// by its address; a feed by the address of its page. base is where the document came from, "" where that is unknown.
func (f *Feed) complete(base string) {
	f.Link = either(f.Link, base)
	f.Title = either(f.Title, f.Link)
	for n := range f.Items {
		i := &f.Items[n]
		if i.Title == "" {
			i.Title = either(beginning(i.Summary), beginning(i.Content), i.Link)
		}
	}
}

// beginning is how the text of an HTML fragment starts: a whole sentence or line if one is short enough, else some words.
func beginning(html string) string {
	if len(html) > 4000 {
		html = html[:4000]
	}
	s := headline(html)
	if len(s) <= longestTitle {
		return s
	}
	s = s[:longestTitle]
	for !utf8.ValidString(s) {
		s = s[:len(s)-1]
	}
	for _, stop := range []string{". ", "? ", "! ", "。"} {
		if i := strings.Index(s, stop); i > 20 {
			return s[:i+len(strings.TrimSpace(stop))]
		}
	}
	if i := strings.LastIndexByte(s, ' '); i > longestTitle/2 {
		s = s[:i]
	}
	return s + "…"
}
