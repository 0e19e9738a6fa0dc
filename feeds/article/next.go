package article

import (
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxLinks is how many links of a page are looked at in search of the one to its next part.
const maxLinks = 5000

// nextOf returns the address of the next page of the same article, or "". Links named "next" mostly lead to another
// story, so only an address counts that is the page's own but for the number of the page, one more than here.
func nextOf(doc *html.Node, base *url.URL) string {
	if base == nil {
		return ""
	}
	seen := 0
	for n := range doc.Descendants() {
		if n.DataAtom != atom.A && n.DataAtom != atom.Link || attr(n, "href") == "" {
			continue
		}
		isNext := strings.EqualFold(attr(n, "rel"), "next")
		if n.DataAtom == atom.Link && !isNext {
			continue
		}
		if seen++; seen > maxLinks {
			return ""
		}
		address := resolve(base, attr(n, "href"))
		u, err := url.Parse(address)
		if err != nil || address == "" || u.Host != base.Host || !isNext && !numbered(n) || inComments(n) {
			continue
		}
		here, mine := pageOf(base)
		there, its := pageOf(u)
		if here == there && its == mine+1 {
			u.Fragment = ""
			return u.String()
		}
	}
	return ""
}

// numbered reports a link that reads like one to another page: a number, an arrow, a word or three.
func numbered(n *html.Node) bool {
	text := nodeText(n)
	return text != "" && len(text) < 40 && countWords(text) <= 4
}

// inComments reports that a link stands among the comments, which have pages of their own.
func inComments(n *html.Node) bool {
	for ; n != nil && n.DataAtom != atom.Body; n = n.Parent {
		if n.Type == html.ElementNode && groupsOf(n)&gComment != 0 {
			return true
		}
	}
	return false
}

// pageOf takes the number of the page out of an address: /story/2, /story/page/2, /story-2.html, ?page=2. An address
// without one is page 1.
func pageOf(u *url.URL) (rest string, page int) {
	q := u.Query()
	for _, key := range []string{"page", "p", "pg", "seite", "pagina", "paged"} {
		if n, ok := small(q.Get(key)); ok {
			q.Del(key)
			return strings.TrimSuffix(u.Path, "/") + "?" + q.Encode(), n
		}
	}
	query := "?" + q.Encode()
	path := strings.TrimSuffix(u.Path, "/")
	ending := ""
	for _, e := range []string{".html", ".htm", ".php"} {
		if p, ok := strings.CutSuffix(path, e); ok {
			path, ending = p, e
		}
	}
	if i := strings.LastIndexAny(path, "/-_,="); i > 0 {
		if n, ok := small(path[i+1:]); ok {
			head := path[:i]
			for _, word := range []string{"page", "seite", "pagina", "p"} {
				head = strings.TrimRight(strings.TrimSuffix(head, word), "/-_,=")
			}
			return head + ending + query, n
		}
	}
	return path + ending + query, 1
}

// small reads the number of a page, 1 to 99.
func small(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n > 0 && n < 100 && s[0] != '0' && s[0] != '+'
}

// Join appends the next page of an article: its text, and what was taken out of it. What is known of a as a whole stays.
func Join(a, next Article) Article {
	if next.Text != "" {
		a.Markdown = strings.TrimRight(a.Markdown, "\n") + "\n\n" + next.Markdown
		a.Text += "\n" + next.Text
	}
	a.Hidden = append(a.Hidden[:len(a.Hidden):len(a.Hidden)], next.Hidden...)
	a.Doubtful = append(a.Doubtful[:len(a.Doubtful):len(a.Doubtful)], next.Doubtful...)
	a.Around = append(a.Around[:len(a.Around):len(a.Around)], next.Around...)
	a.Standing = append(a.Standing[:len(a.Standing):len(a.Standing)], next.Standing...)
	a.Cut = a.Cut || next.Cut
	a.Next = next.Next
	return a
}

// maxPages is how many pages of one article are read.
const maxPages = 5

// ReadAll reads an article and the pages that go on with it, five in all; page fetches the one at an address. Where one
// cannot be had the article ends there, and its Next says where it would go on.
func ReadAll(p Page, page func(address string) (Page, error)) (Article, error) {
	a, err := Read(p)
	seen := map[string]bool{"": true, a.URL: true}
	for n := 1; err == nil && n < maxPages && !seen[a.Next]; n++ {
		seen[a.Next] = true
		q, err := page(a.Next)
		if err != nil {
			break
		}
		q.Rules, q.Whole, q.Title = p.Rules, p.Whole, a.Title
		next, err := Read(q)
		if err != nil {
			break
		}
		a = Join(a, next)
	}
	return a, err
}
