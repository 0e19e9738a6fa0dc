package ui

import (
	"dateline/internal/safe"
	"dateline/store"
)

// whyBox tells what the rank of a story's event rests on, why the story is in that event, which rules lift or sink it, and which
// words gave it its topics.
func whyBox(t theme, s store.Story, why whyMsg, topic func(string) int, g layout) *scrollBox {
	w := min(g.width-2, 72)
	var lines []string
	say := func(indent string, render func(string) string, text string) {
		for _, l := range wrapped(text, w-4-len(indent)) {
			lines = append(lines, indent+render(l))
		}
	}
	title := s.Title
	if g.compact {
		title = cut(title, w-4)
	}
	say("", t.title.Render, title)
	if why.rank != "" {
		say("", t.text.Render, upperFirst(why.rank))
	}
	if why.together != "" && s.Reports != 1 {
		say("", t.faint.Render, "Together with the others: "+safe.Line(why.together))
	}
	for _, r := range why.score {
		say("", t.text.Render, "Your rule: "+safe.Line(r))
	}
	if !g.compact {
		lines = append(lines, "")
	}
	if len(why.hits) == 0 {
		lines = append(lines, t.faint.Render("No topic's words are in its title or summary."))
	}
	for _, h := range why.hits {
		name := t.topic(topic(h.Topic)).Render(h.Topic)
		if !h.Strong {
			name = t.faint.Render(h.Topic + " (weak: not shown in the list)")
		}
		lines = append(lines, name)
		say("  ", t.text.Render, h.Why)
	}
	return &scrollBox{title: "Why it is here", lines: lines, width: w}
}
