package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dateline/store"
)

// scrollBox is a box of lines over the screen that can be scrolled: help, why, feeds.
type scrollBox struct {
	title string
	lines []string
	width int // wished, with the frame
	top   int
}

func (b *scrollBox) view(t theme, width, height int) []string {
	w := min(width-2, b.width)
	room := max(height-6, 1)
	b.top = max(0, min(b.top, len(b.lines)-room))
	shown := b.lines[b.top:min(len(b.lines), b.top+room)]
	foot := "esc back"
	if len(b.lines) > room {
		foot = fmt.Sprintf("j k scroll · esc back · %d–%d of %d", b.top+1, b.top+len(shown), len(b.lines))
	}
	lines := append(append([]string{}, shown...), rule, t.faint.Render(cut(foot, w-4)))
	return box(t, b.title, lines, w)
}

// key scrolls; it reports true when the box is to be closed.
func (b *scrollBox) key(k string, height int) bool {
	switch k {
	case "j", "down":
		b.top++
	case "k", "up":
		b.top--
	case "space", "pgdown", "ctrl+d":
		b.top += max(height-7, 1)
	case "pgup", "ctrl+u":
		b.top -= max(height-7, 1)
	case "g", "home":
		b.top = 0
	case "G", "end":
		b.top = len(b.lines)
	default:
		return true
	}
	return false
}

// helpBox lists the keys of a place, out of the table of keys.
func helpBox(t theme, where place, width int) *scrollBox {
	title := "Keys in the list"
	if where == inReader {
		title = "Keys while reading"
	}
	var lines []string
	keys, wide := 18, min(width-2, 72)
	if wide < 48 {
		keys = 12
	}
	for _, b := range bindings {
		if b.where&where == 0 {
			continue
		}
		for i, words := range strings.Split(ansi.Wrap(b.help, wide-4-keys, ""), "\n") {
			name := ""
			if i == 0 {
				name = keyNames(b.keys)
			}
			lines = append(lines, t.key.Render(pad(cut(name, keys-1), keys))+t.text.Render(words))
		}
		if b.action == pickTopics && where == inList {
			lines = append(lines, t.key.Render(pad("1 … 9", keys))+t.text.Render("one of the first nine topics; again: all"))
		}
	}
	return &scrollBox{title: title, lines: lines, width: wide}
}

// whyBox tells what the rank of a story's event rests on, and which words gave the story its topics.
func whyBox(t theme, s store.Story, rank string, hits []store.Hit, topic func(string) int, width int) *scrollBox {
	w := min(width-2, 72)
	var lines []string
	for _, l := range strings.Split(ansi.Wrap(s.Title, w-4, ""), "\n") {
		lines = append(lines, t.title.Render(l))
	}
	if rank != "" {
		for _, l := range strings.Split(ansi.Wrap(upperFirst(rank), w-4, ""), "\n") {
			lines = append(lines, t.text.Render(l))
		}
	}
	lines = append(lines, "")
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

// feedsBox lists the feeds and what they last answered, those in trouble first.
func feedsBox(t theme, all []store.FeedState, age func(store.FeedState) string, width int) *scrollBox {
	w := min(width-2, 100)
	var trouble, fine []string
	column := min(30, w-14)
	for _, f := range all {
		name := t.text
		if f.LastError != "" || f.Gone {
			name = t.title
		}
		head := name.Render(pad(cut(feedName(f), column-1), column))
		counts := fmt.Sprintf("%s %s", thousands(f.Stories), plural(f.Stories, "story", "stories"))
		if f.LastError == "" && !f.Gone {
			fine = append(fine, "  "+head+t.faint.Render(spread(counts, age(f), w-6-column)))
			continue
		}
		trouble = append(trouble, t.warning.Render("! ")+head+t.faint.Render(spread(counts+" kept", age(f), w-6-column)))
		for _, l := range strings.Split(ansi.Wrap(upperFirst(f.LastError), w-8, ""), "\n") {
			trouble = append(trouble, "    "+t.warning.Render(l))
		}
	}
	if len(trouble) > 0 && len(fine) > 0 {
		trouble = append(trouble, "")
	}
	lines := append(trouble, fine...)
	if len(lines) == 0 {
		lines = []string{t.faint.Render("No feed has been asked yet. r asks them all.")}
	}
	return &scrollBox{title: "Feeds", lines: lines, width: w}
}

func feedName(f store.FeedState) string {
	for _, name := range []string{f.Name, f.Title} {
		if name != "" {
			return name
		}
	}
	return f.URL
}
