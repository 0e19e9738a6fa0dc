package article

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// entry is one report of a live page.
type entry struct {
	node *html.Node // what holds it
	head *html.Node // the heading with its time
	at   time.Time  // zero: not known
	ours bool       // it was put into the page, from JSON-LD
}

// minEntries is how many reports make a live page.
const minEntries = 3

// liveEntries finds the reports of a live page, sets the newest first, and gives each a small heading with its time in
// place of what the page has. A page is live when it says so, to machines or in the names of the elements around.
func liveEntries(body *html.Node, says bool) []entry {
	groups := map[*html.Node][]entry{}
	seen := map[*html.Node]bool{}
	var order []*html.Node
	times := 0
	for n := range body.Descendants() {
		if n.DataAtom != atom.Time {
			continue
		}
		if times++; times > 2000 {
			break
		}
		for e, level := n.Parent, 0; e != nil && e.Parent != nil && e != body && level < 8; e, level = e.Parent, level+1 {
			if seen[e] {
				continue // its time is the first in it
			}
			seen[e] = true
			if groups[e.Parent] == nil {
				order = append(order, e.Parent)
			}
			groups[e.Parent] = append(groups[e.Parent], entry{node: e, head: n, at: parseTime(attr(n, "datetime"))})
		}
	}
	var best []entry
	for _, list := range order {
		if len(groups[list]) <= max(len(best), minEntries-1) || !says && !namedLive(list) {
			continue
		}
		g := slices.DeleteFunc(groups[list], func(e entry) bool { return !isReport(e) })
		if len(g) >= minEntries && len(g) > len(best) {
			best = g
		}
	}
	for i := range best {
		best[i].head = timeHeading(best[i])
	}
	newestFirst(best)
	return best
}

// isReport reports that an entry has a time of its own and a text of some length.
func isReport(e entry) bool {
	label := oneLine(nodeText(e.head))
	return (label != "" || !e.at.IsZero()) && len(label) < 60 && wordsLeft(e.node, 12) <= 0
}

// wordsLeft is how many words of want the text of n lacks; it stops as soon as there are enough.
func wordsLeft(n *html.Node, want int) int {
	if n.Type == html.TextNode {
		return want - countWords(n.Data[:min(len(n.Data), 1000)])
	}
	for c := n.FirstChild; c != nil && want > 0; c = c.NextSibling {
		if !mute(c.DataAtom) {
			want = wordsLeft(c, want)
		}
	}
	return want
}

// namedLive reports that the names of an element, or of one of those around it, speak of live coverage.
func namedLive(n *html.Node) bool {
	for level := 0; n != nil && n.DataAtom != atom.Body && level < 4; n, level = n.Parent, level+1 {
		if groupsOf(n)&gLive != 0 {
			names := strings.ToLower(attr(n, "class") + " " + attr(n, "id") + " " + attr(n, "data-component"))
			if strings.Contains(names, "live") || strings.Contains(names, "ticker") {
				return true
			}
		}
	}
	return false
}

// timeHeading puts the time of an entry above it, and takes it out of its old place.
func timeHeading(e entry) *html.Node {
	label := oneLine(nodeText(e.head))
	if label == "" || strings.ContainsFunc(label, func(r rune) bool { return r == '<' }) {
		label = liveTime(e.at)
	}
	h := element0(atom.H4)
	h.AppendChild(textNode(label))
	e.head.Parent.RemoveChild(e.head)
	e.node.InsertBefore(h, e.node.FirstChild)
	return h
}

// newestFirst sets entries in the order of their times, the last one first, where all of them are known.
func newestFirst(list []entry) {
	if len(list) == 0 || slices.ContainsFunc(list, func(e entry) bool { return e.at.IsZero() }) {
		return
	}
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b entry) int { return b.at.Compare(a.at) })
	places := make([]*html.Node, len(list)) // marks where the entries stand
	for i, e := range list {
		places[i] = &html.Node{Type: html.CommentNode}
		e.node.Parent.InsertBefore(places[i], e.node)
	}
	for i, e := range sorted {
		e.node.Parent.RemoveChild(e.node)
		places[i].Parent.InsertBefore(e.node, places[i])
		places[i].Parent.RemoveChild(places[i])
	}
}

// keepTimes keeps the headings of the entries of which something is kept, and no others.
func (r *reading) keepTimes() {
	if len(r.live) == 0 {
		return
	}
	heads := map[*html.Node]*block{} // heading → block
	kept := map[*html.Node]bool{}
	for _, b := range r.view.blocks {
		for e := b.in; e != nil; e = e.up {
			if b.shape == heading && e.node.DataAtom == atom.H4 {
				heads[e.node] = b
				break
			}
			if b.keep && b.shape != media {
				kept[e.node] = true
			}
		}
	}
	for _, e := range r.live {
		if b := heads[e.head]; b != nil && b.wish == noWish {
			b.keep, b.told, b.kind, b.reason = kept[e.node], true, "", ""
		}
	}
}
