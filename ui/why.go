package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dateline/store"
)

// whyBox tells what the rank of a story's event rests on, and which words gave the story its topics.
func whyBox(t theme, s store.Story, rank string, hits []store.Hit, topic func(string) int, g layout) *scrollBox {
	w := min(g.width-2, 72)
	title := strings.Split(ansi.Wrap(s.Title, w-4, ""), "\n")
	if g.compact {
		title = []string{cut(s.Title, w-4)}
	}
	var lines []string
	for _, l := range title {
		lines = append(lines, t.title.Render(l))
	}
	if rank != "" {
		for _, l := range strings.Split(ansi.Wrap(upperFirst(rank), w-4, ""), "\n") {
			lines = append(lines, t.text.Render(l))
		}
	}
	if !g.compact {
		lines = append(lines, "")
	}
	if len(hits) == 0 {
		lines = append(lines, t.faint.Render("No topic's words are in its title or summary."))
	}
	for _, h := range hits {
		name := t.topic(topic(h.Topic)).Render(h.Topic)
		if !h.Strong {
			name = t.faint.Render(h.Topic + " (weak: not shown in the list)")
		}
		lines = append(lines, name)
		for _, l := range strings.Split(ansi.Wrap(h.Why, w-6, ""), "\n") {
			lines = append(lines, "  "+t.text.Render(l))
		}
	}
	return &scrollBox{title: "Why it is here", lines: lines, width: w}
}
