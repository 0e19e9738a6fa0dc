package article

import (
	"net/url"
	"strconv"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// advice is what go-readability says about a page.
type advice struct {
	title, byline, date string
	found               bool
}

// mark is the attribute by which elements are found again in the adviser's copy of the page.
const mark = "data-dateline"

// ask asks go-readability for its opinion and notes it at the blocks.
func ask(doc *html.Node, l *layout, address *url.URL) (a advice) {
	at := map[*element]int{}
	var marked []*element
	for _, b := range l.blocks {
		if _, ok := at[b.in]; !ok {
			at[b.in] = len(marked)
			marked = append(marked, b.in)
			b.in.node.Attr = append(b.in.node.Attr, html.Attribute{Key: mark, Val: strconv.Itoa(at[b.in])})
		}
	}
	defer func() {
		for _, e := range marked {
			e.node.Attr = e.node.Attr[:len(e.node.Attr)-1]
		}
		if recover() != nil { // a page that breaks the adviser is judged without
			a = advice{}
		}
	}()
	parser := readability.NewParser()
	got, err := parser.ParseDocument(doc, address)
	if err != nil {
		return advice{}
	}
	a = advice{title: oneLine(got.Title()), byline: oneLine(got.Byline())}
	if t, err := got.PublishedTime(); err == nil {
		a.date = t.Format("2006-01-02T15:04:05Z07:00")
	}
	if got.Node == nil {
		return a
	}
	a.found = true
	yes := make([]bool, len(marked))
	noteAdvice(got.Node, -1, yes)
	for _, b := range l.blocks {
		b.advice = yes[at[b.in]]
	}
	return a
}

// noteAdvice sets yes for the nearest marked element around every text and picture.
func noteAdvice(n *html.Node, around int, yes []bool) {
	if v := attr(n, mark); v != "" {
		if i, err := strconv.Atoi(v); err == nil && i < len(yes) {
			around = i
		}
	}
	if around >= 0 && (n.Type == html.TextNode || n.Data == "img" || n.Data == "video") {
		for _, r := range n.Data {
			if r > ' ' {
				yes[around] = true
				break
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		noteAdvice(c, around, yes)
	}
}
