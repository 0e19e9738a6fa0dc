package ui

import (
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/store"
)

// rowStyle is what a row needs to know of the screen around it.
type rowStyle struct {
	t      theme
	topics map[string]int // the place of a topic in the config
	now    time.Time
	g      layout
	active bool
	visit  int64                    // when the reader was here last, in unix milliseconds; 0: never
	found  found                    // words that are searched for
	texts  map[store.ID]store.Found // where they stand in a text whose summary has none of them
	tags   bool                     // the reader's tags stand where topics stand else
}

// waiting stands for a story that is not at hand yet.
func (s rowStyle) waiting() []string {
	dots := s.t.rule.Render("   …")
	if s.g.compact {
		return []string{dots}
	}
	return []string{dots, ""}
}

// titleWidth is how wide a headline may be to take one line.
func (l layout) titleWidth(s store.Story) int {
	room := l.listWidth - 4
	if n := ansi.StringWidth(sources(s)); n > 0 && l.listWidth >= wideList {
		room -= n + 2
	}
	return room
}

// wideList is the width from which the columns of a row stand below each other.
const wideList = 84

// row draws a story: one line where the screen is low, else its headline on one or two lines and who reports it below.
func (s rowStyle) row(story store.Story, selected bool) []string {
	head := s.t.title
	if story.Read {
		head = s.t.read
	}
	room := s.g.listWidth - 4
	if s.g.compact {
		right := Age(s.now, lastReport(story))
		if s.fresh(story) {
			right = "↑ " + right
		}
		if m := marks(story); m != "" {
			right = m + " " + right
		}
		title := cut(story.Title, max(room-ansi.StringWidth(right)-1, 8))
		return []string{s.line(story, selected, true, s.found.spans(title, head, s.t.match), []span{{right, s.t.faint}})}
	}
	var right []span
	if n := sources(story); n != "" && s.g.listWidth >= wideList {
		right = []span{{n, s.t.faint}}
	}
	first, second := twoLines(story.Title, s.g.titleWidth(story))
	lines := []string{s.line(story, selected, true, s.found.spans(first, head, s.t.match), right)}
	if second != "" {
		lines = append(lines, s.line(story, selected, false, s.found.spans(second, head, s.t.match), nil))
	}
	return append(lines, s.line(story, selected, false, s.meta(story), s.tail(story)))
}

// span is a piece of a line with its style.
type span struct {
	text  string
	style pen
}

// line puts spans at the two ends of a row's line, behind the bar of the selected story and the dot of an unread one.
func (s rowStyle) line(story store.Story, selected, first bool, left, right []span) string {
	// Spaces bear no colour but that of the chosen row: what stays blank from one row to the next is then not written again.
	blank := lipgloss.NewStyle()
	if selected && s.active {
		blank = blank.Background(s.t.selectedBackground)
	}
	paint := func(st pen, text string) string {
		if selected && s.active {
			return st.Background(s.t.selectedBackground).Render(text)
		}
		words := strings.TrimRight(text, " ")
		if words == "" {
			return text
		}
		return st.Render(words) + text[len(words):]
	}
	bar, dot := " ", " "
	if selected {
		bar = "▌"
	}
	if first && !story.Read {
		dot = "●"
	}
	used := 3
	var b strings.Builder
	b.WriteString(paint(s.t.bar, bar))
	b.WriteString(paint(s.t.unread, dot))
	b.WriteString(blank.Render(" "))
	rightWidth := 0
	for _, p := range right {
		rightWidth += ansi.StringWidth(p.text)
	}
	limit := s.g.listWidth - 1 - rightWidth
	for _, p := range left {
		text := p.text
		if w := ansi.StringWidth(text); used+w > limit {
			text = ansi.Truncate(text, max(limit-used, 0), "")
		}
		if text == "" {
			continue
		}
		used += ansi.StringWidth(text)
		b.WriteString(paint(p.style, text))
	}
	b.WriteString(blank.Render(strings.Repeat(" ", max(limit-used, 0))))
	for _, p := range right {
		if p.text != "" {
			b.WriteString(paint(p.style, p.text))
		}
	}
	b.WriteString(blank.Render(" "))
	return b.String()
}

// meta is the last line of a row: who reports the story, and its topics.
func (s rowStyle) meta(story store.Story) []span {
	width := s.g.listWidth
	var source string
	var column int
	if width >= wideList {
		column = min(max(width*2/5, 24), 44)
		source = reporters(story, column-2)
	} else {
		if spans := s.metaFound(story); spans != nil {
			return spans
		}
		source = reporters(story, s.sourceRoom(story))
		column = ansi.StringWidth(source) + 2
	}
	spans := []span{{pad(source, column), s.t.source}}
	room := width - 4 - column - 12
	if around := s.foundIn(story, room); around != nil {
		return append(spans, around...)
	}
	if s.tags {
		for _, name := range story.Tags {
			if room -= ansi.StringWidth(name) + 3; room < 0 {
				break
			}
			spans = append(spans, span{"#" + name + "  ", s.t.key})
		}
	}
	for _, name := range story.Topics {
		if room -= ansi.StringWidth(name) + 2; room < 0 {
			break
		}
		n, ok := s.topics[name]
		if !ok {
			n = -1
		}
		spans = append(spans, span{name + "  ", s.t.topic(n)})
	}
	return spans
}

// metaFound is the last line of a row in a narrow list while words are searched for: who reports the story, short, and the text around
// the first of the words; nil: none is known to stand there.
func (s rowStyle) metaFound(story store.Story) []span {
	if len(s.found) == 0 {
		return nil
	}
	room := s.g.listWidth - 5
	for _, p := range s.tail(story) {
		room -= ansi.StringWidth(p.text)
	}
	source := reporters(story, min(max(12, room/3), ansi.StringWidth(story.Source+others(story.Outlets-1))))
	around := s.foundIn(story, room-ansi.StringWidth(source)-2)
	if around == nil {
		return nil
	}
	return append([]span{{source + "  ", s.t.source}}, around...)
}

// sourceRoom is how wide the sources of a story may be in a narrow list: its age comes behind them, and its first topic
// where there is room for that and one source.
func (s rowStyle) sourceRoom(story store.Story) int {
	all := s.g.listWidth - 4 - 10
	room := all
	if len(story.Topics) > 0 {
		room -= ansi.StringWidth(story.Topics[0]) + 2
	}
	first := ansi.StringWidth(story.Source + others(story.Outlets-1))
	return max(min(max(room, first), all, s.g.listWidth*3/5), 12)
}

// tail is the right end of the last line: what the reader did with the story, and how old it is.
func (s rowStyle) tail(story store.Story) []span {
	out := []span{{" " + Age(s.now, lastReport(story)), s.t.faint}}
	if m := marks(story); m != "" {
		out = append([]span{{" " + m, s.t.saved}}, out...)
	}
	if s.fresh(story) {
		out = append([]span{{pick(s.g.listWidth >= wideList, " ↑ new", " ↑"), s.t.fresh}}, out...)
	}
	return out
}

// fresh reports that a story, or the last report of an event, came in after the visit before this one, and was not read yet.
func (s rowStyle) fresh(story store.Story) bool {
	return s.visit > 0 && !story.Read && max(story.Fetched.UnixMilli(), story.Arrived.UnixMilli()) > s.visit
}

// marks are the signs of a story: ★ saved, ◉ followed, ¶ with a note, ✎ changed since it was first seen.
func marks(story store.Story) string {
	m := ""
	if story.Saved {
		m += "★"
	}
	if story.Followed {
		m += "◉"
	}
	if story.Noted {
		m += "¶"
	}
	if story.Updated {
		m += "✎"
	}
	return m
}

// sources says how many outlets report a story, where more than one does.
func sources(s store.Story) string {
	if s.Outlets < 2 {
		return ""
	}
	return fmt.Sprintf("%d sources", s.Outlets)
}

// reporters are who reports a story, as many as fit into width columns, and how many more there are: "BBC · DW +3".
func reporters(s store.Story, width int) string {
	for n := len(s.OutletNames); n > 1; n-- {
		line := strings.Join(s.OutletNames[:n], " · ") + others(s.Outlets-n)
		if ansi.StringWidth(line) <= width {
			return line
		}
	}
	more := others(s.Outlets - 1)
	return cut(s.Source, width-ansi.StringWidth(more)) + more
}

func others(n int) string {
	if n < 1 {
		return ""
	}
	return fmt.Sprintf(" +%d", n)
}

// lastReport is when a story was reported last: on the front page by any outlet.
func lastReport(s store.Story) time.Time {
	if s.Last.IsZero() {
		return s.Published
	}
	return s.Last
}

// Age says how long ago a moment was, short enough for a column.
func Age(now, then time.Time) string {
	d := now.Sub(then)
	switch {
	case then.IsZero():
		return ""
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 24*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	case d < 7*24*time.Hour:
		return fmt.Sprintf("%d d", int(d.Hours()/24))
	case then.Year() == now.Year():
		return then.In(now.Location()).Format("2 Jan")
	}
	return then.In(now.Location()).Format("2 Jan 2006")
}
