package article

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// frontPage reports a page that only leads to stories: the front page of a site, or of one of its sections. Its headings
// are links to many places, and no paragraphs follow each other in one box. Its address, what it says of itself, or the
// sheer number of headings have to agree.
func (r *reading) frontPage() bool {
	kind := r.header.meta["og:type"]
	if r.header.ld.isArticle || strings.HasPrefix(kind, "video") {
		return false
	}
	least, most := 20, 80 // headings, words of paragraphs in one box
	switch {
	case r.header.ld.collection || r.atRoot():
		least, most = 8, 120
	case kind == "article":
		return false
	}
	return r.view.linkedHeadings(least) >= least && r.view.longestBox() < most
}

// atRoot reports that the address is that of the site itself, or of a language of it: paper.example/es/.
func (r *reading) atRoot() bool {
	u := addressOf(r.URL, r.header)
	if u == nil || u.RawQuery != "" {
		return false
	}
	return len(strings.Trim(u.Path, "/")) <= 2
}

// linkedHeadings counts the places that headings lead to, up to enough; not those of navigation.
func (v *view) linkedHeadings(enough int) int {
	places := map[string]bool{}
	for _, b := range v.blocks {
		if b.shape != heading || !b.linkOnly() || b.inside(atom.Nav, atom.Footer, atom.Aside) {
			continue
		}
		for e := b.in; e != nil; e = e.up {
			if e.node.DataAtom == atom.A {
				places[attr(e.node, "href")] = true
			}
		}
		for _, n := range b.nodes {
			if n.DataAtom == atom.A {
				places[attr(n, "href")] = true
			}
			for c := range n.Descendants() {
				if c.DataAtom == atom.A {
					places[attr(c, "href")] = true
				}
			}
		}
		if len(places) >= enough {
			break
		}
	}
	return len(places)
}

// longestBox is how many words of long kept paragraphs stand closest together: in one element, or two levels below it.
func (v *view) longestBox() int {
	words := map[*element]int{}
	most := 0
	for _, b := range v.blocks {
		if !b.keep || !b.long() {
			continue
		}
		for e, level := b.in, 0; e != nil && level < 3; e, level = e.up, level+1 {
			words[e] += b.words
			most = max(most, words[e])
		}
	}
	return most
}
