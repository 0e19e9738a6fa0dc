package article

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Live pages whose times stand only in JSON-LD (liveBlogUpdate): each report that the page shows gets its time, and when the
// page shows next to none of them, they are put into it.

// ldReport is one report of a live page as JSON-LD has it.
type ldReport struct {
	title string
	body  string // plain text
	at    time.Time
}

// maxReports is how many reports of JSON-LD are looked at.
const maxReports = 300

// ldReports reads liveBlogUpdate. Reports without a time or without text are left out.
func ldReports(v any) []ldReport {
	var out []ldReport
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	for _, x := range list[:min(len(list), maxReports)] {
		o, ok := x.(map[string]any)
		if !ok {
			continue
		}
		r := ldReport{
			title: oneLine(first(ldText(o["headline"]), ldText(o["name"]))), body: ldBody(o["articleBody"]),
			at: parseTime(first(ldText(o["datePublished"]), ldText(o["dateModified"]))),
		}
		if !r.at.IsZero() && (r.title != "" || r.body != "") {
			out = append(out, r)
		}
	}
	return out
}

// keysOf are the beginnings by which a report is found in a page: of its text, and of its title.
func (r ldReport) keysOf() []string {
	var out []string
	for _, s := range []string{firstLine(r.body), r.title} {
		if k := startOf(s); k != "" {
			out = append(out, k)
		}
	}
	return out
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

// startOf is the first eight words of a line of three or more; shorter ones say too little.
func startOf(line string) string {
	w := wordsOf(line[:min(len(line), 400)])
	if len(w) < 3 {
		return ""
	}
	return strings.Join(w[:min(len(w), 8)], " ")
}

// ldEntries finds the reports in the page and gives each its time; of which the page has less than half, all are put at
// the end of the story. The newest comes first.
func ldEntries(body *html.Node, reports []ldReport) []entry {
	if len(reports) < minEntries {
		return nil
	}
	places := placesOf(body, reports)
	var out []entry
	if len(places)*2 >= len(reports) && len(places) >= minEntries {
		out = entriesAt(places, reports)
	}
	if len(out) == 0 {
		out = addReports(body, reports)
	}
	for i := range out {
		out[i].node.InsertBefore(out[i].head, out[i].node.FirstChild)
	}
	inPageOrder(body, out)
	newestFirst(out)
	return out
}

// inPageOrder sorts entries as they stand in the page.
func inPageOrder(body *html.Node, list []entry) {
	at, n := map[*html.Node]int{}, 0
	for e := range body.Descendants() {
		at[e] = n
		n++
	}
	slices.SortFunc(list, func(a, b entry) int { return at[a.node] - at[b.node] })
}

// placesOf finds the paragraph or heading in which each report begins; where a line stands twice, the last counts: a list
// of the most important ones stands above the reports.
func placesOf(body *html.Node, reports []ldReport) map[int]*html.Node {
	starts := map[string]*html.Node{}
	for n := range body.Descendants() {
		switch n.DataAtom {
		case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.Div:
			if n.DataAtom == atom.Div && slices.ContainsFunc(children(n), func(c *html.Node) bool { return isBlock(c.DataAtom) }) {
				continue
			}
			if k := startOf(oneLine(nodeText(n))); k != "" {
				starts[k] = n
			}
		}
	}
	out := map[int]*html.Node{}
	for i, r := range reports {
		for _, k := range r.keysOf() {
			if n := starts[k]; n != nil {
				out[i] = n
				break
			}
		}
	}
	return out
}

func children(n *html.Node) []*html.Node {
	var out []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, c)
	}
	return out
}

// entriesAt makes entries of the places where reports begin: the element that holds one report and no other, or a new one
// around its paragraphs.
func entriesAt(places map[int]*html.Node, reports []ldReport) []entry {
	around := map[*html.Node]int{} // element → reports in it
	for _, n := range places {
		for e := n; e != nil; e = e.Parent {
			around[e]++
		}
	}
	var out []entry
	for i := range reports {
		n := places[i]
		if n == nil || around[n] > 1 {
			continue
		}
		for n.Parent != nil && around[n.Parent] == 1 {
			n = n.Parent
		}
		if n.DataAtom == atom.Body || n.Parent == nil {
			return nil
		}
		if n == places[i] {
			n = gatherReport(n, reports[i], around)
		}
		h := element0(atom.H4)
		h.AppendChild(textNode(liveTime(reports[i].at)))
		out = append(out, entry{node: n, head: h, at: reports[i].at})
	}
	return out
}

// gatherReport puts the paragraphs of a report that stand beside those of others into an element of their own, with the
// title before them.
func gatherReport(n *html.Node, r ldReport, around map[*html.Node]int) *html.Node {
	box := element0(atom.Div)
	start := n
	for p := n.PrevSibling; p != nil; p = p.PrevSibling {
		if p.Type == html.ElementNode {
			if isHeading(p.DataAtom) && r.title != "" && sameWords(nodeText(p), r.title) {
				start = p
			}
			break
		}
	}
	n.Parent.InsertBefore(box, start)
	for c := start; c != nil; {
		next := c.NextSibling
		c.Parent.RemoveChild(c)
		box.AppendChild(c)
		for next != nil && next.Type != html.ElementNode && strings.TrimSpace(next.Data) == "" {
			next = next.NextSibling
		}
		if next == nil || c != start && c != n && around[c] > 0 {
			break
		}
		switch next.DataAtom {
		case atom.P, atom.Ul, atom.Ol, atom.Blockquote, atom.Figure:
			if around[next] > 0 && next != n {
				return box
			}
			c = next
		default:
			if next != n {
				return box
			}
			c = next
		}
	}
	return box
}

func liveTime(t time.Time) string { return t.Format("2 Jan 2006, 15:04") }

// addReports puts all reports at the end of the story.
func addReports(body *html.Node, reports []ldReport) []entry {
	to := body
	for _, tag := range []atom.Atom{atom.Article, atom.Main} {
		for n := range body.Descendants() {
			if n.DataAtom == tag {
				to = n
				break
			}
		}
		if to != body {
			break
		}
	}
	list := element0(atom.Section)
	to.AppendChild(list)
	var out []entry
	for _, r := range reports {
		box := element0(atom.Div)
		if r.title != "" {
			appendText(box, atom.H5, r.title)
		}
		for line := range strings.SplitSeq(r.body, "\n") {
			if line = oneLine(line); line != "" {
				appendText(box, atom.P, line)
			}
		}
		list.AppendChild(box)
		h := element0(atom.H4)
		h.AppendChild(textNode(liveTime(r.at)))
		out = append(out, entry{node: box, head: h, at: r.at, ours: true})
	}
	return out
}

// keepReports keeps what was put into the page from JSON-LD: nothing around it says that it belongs to the story.
func (r *reading) keepReports() {
	ours := map[*html.Node]bool{}
	for _, e := range r.live {
		if e.ours {
			ours[e.node] = true
		}
	}
	if len(ours) == 0 {
		return
	}
	for _, b := range r.view.blocks {
		if b.within(func(e *element) bool { return ours[e.node] }) != nil {
			b.keep, b.told, b.p = true, true, 1
		}
	}
}
