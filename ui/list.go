package ui

import (
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/store"
)

// list is one room of stories: a window of a list that may be very long, and a cursor in it. It is made at a moment; stories
// that come in later are announced, not shoved under the cursor.
type list struct {
	query   store.Query // what is shown
	page    store.Page  // the stories at hand
	loaded  bool
	cursor  int // position in the whole list
	top     int // position of the first story on the screen
	moved   bool
	arrived int // stories that came in since the list was made
	asking  bool
	err     error
}

// windowSize is how many stories are at hand at once, for a screen that shows n.
func windowSize(n int) int { return max(6*n, 120) }

// at returns the story at a position, when it is at hand.
func (l *list) at(i int) (store.Story, bool) {
	i -= l.page.First
	if i < 0 || i >= len(l.page.Stories) {
		return store.Story{}, false
	}
	return l.page.Stories[i], true
}

// selected is the story under the cursor.
func (l *list) selected() (store.Story, bool) { return l.at(l.cursor) }

// edit changes a story that is at hand, wherever it stands.
func (l *list) edit(id store.ID, change func(*store.Story)) {
	for i := range l.page.Stories {
		if s := &l.page.Stories[i]; s.ID == id {
			change(s)
		}
	}
}

// move puts the cursor at a position, as near as there is one, and scrolls as little as needed.
func (l *list) move(to, rows int) {
	l.cursor = max(0, min(to, l.page.Total-1))
	l.scroll(rows)
}

func (l *list) scroll(rows int) {
	if l.cursor < l.top {
		l.top = l.cursor
	}
	if l.cursor >= l.top+rows {
		l.top = l.cursor - rows + 1
	}
	l.top = max(0, min(l.top, l.page.Total-1))
}

// missing says which window to ask for: when the screen, or the one after it, is not at hand.
func (l *list) missing(rows int) (first int, need bool) {
	if !l.loaded || l.asking || l.page.Total == 0 {
		return 0, false
	}
	from := max(0, l.top-rows)
	to := min(l.page.Total, l.top+2*rows)
	if from >= l.page.First && to <= l.page.First+len(l.page.Stories) {
		return 0, false
	}
	return max(0, l.cursor-windowSize(rows)/2), true
}

// take accepts a window; it reports false when the answer is to a question that is no longer asked.
func (l *list) take(m listMsg, rows int) bool {
	if m.asked != l.query {
		return false
	}
	l.asking = false
	l.err = m.err
	if m.err != nil {
		return true
	}
	shift := l.cursor - l.top
	l.query, l.page, l.loaded = m.page.Query, m.page, true
	if m.reset {
		l.arrived = 0
		l.top = max(0, m.cursor-shift)
		l.move(m.cursor, rows)
		if l.top+rows > l.page.Total {
			l.top = max(0, l.page.Total-rows)
		}
		return true
	}
	l.move(l.cursor, rows)
	return true
}

// restless reports that new stories may come in by themselves: nobody has moved yet, or there is room on the screen.
func (l *list) restless(rows int) bool {
	return !l.loaded || l.page.Total < rows || !l.moved && l.cursor == 0
}

// rowStyle is what a row needs to know of the screen around it.
type rowStyle struct {
	t      theme
	topics map[string]int // the place of a topic in the config
	now    time.Time
	width  int
	height int // lines of a row
	active bool
}

// lines draws the list, exactly n lines.
func (l *list) lines(s rowStyle, n int, end string) []string {
	out := make([]string, 0, n+s.height)
	for i := l.top; i < l.page.Total && len(out)+s.height <= n; i++ {
		story, ok := l.at(i)
		if !ok {
			out = append(out, s.waiting()...)
			continue
		}
		out = append(out, s.row(story, i == l.cursor)...)
	}
	if l.loaded && l.page.Total > 0 && end != "" && len(out)+2 <= n {
		out = append(out, "", s.t.faint.Render(centre(end, s.width)))
	}
	for len(out) < n {
		out = append(out, "")
	}
	return out[:n]
}

func (s rowStyle) waiting() []string {
	out := make([]string, s.height)
	out[0] = s.t.rule.Render("   …")
	return out
}

// row draws a story in s.height lines.
func (s rowStyle) row(story store.Story, selected bool) []string {
	head, meta := s.headline(story), s.meta(story)
	room := s.width - 4
	switch s.height {
	case 1:
		right := age(s.now, story.Published)
		if marks := marks(story); marks != "" {
			right = marks + " " + right
		}
		title := cut(story.Title, max(room-ansi.StringWidth(right)-1, 8))
		return []string{s.line(story, selected, true, []span{{title, head}}, []span{{right, s.t.faint}})}
	case 2:
		right := sources(story)
		return []string{
			s.line(story, selected, true, []span{{cut(story.Title, room-ansi.StringWidth(right)-1), head}}, []span{{right, s.t.faint}}),
			s.line(story, selected, false, meta, s.tail(story)),
		}
	}
	first, second := twoLines(story.Title, room)
	lines := []string{s.line(story, selected, true, []span{{first, head}}, nil)}
	if second != "" {
		lines = append(lines, s.line(story, selected, false, []span{{second, head}}, nil))
	}
	lines = append(lines, s.line(story, selected, false, meta, s.tail(story)))
	for len(lines) < s.height {
		lines = append(lines, "")
	}
	return lines
}

// span is a piece of a line with its style.
type span struct {
	text  string
	style lipgloss.Style
}

func (s rowStyle) headline(story store.Story) lipgloss.Style {
	if story.Read {
		return s.t.read
	}
	return s.t.title
}

// line puts spans at the two ends of a row's line, behind the bar of the selected story and the dot of an unread one.
func (s rowStyle) line(story store.Story, selected, first bool, left, right []span) string {
	paint := func(st lipgloss.Style, text string) string {
		if selected && s.active {
			st = st.Background(s.t.selectedBackground)
		}
		return st.Render(text)
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
	b.WriteString(paint(s.t.text, " "))
	rightWidth := 0
	for _, p := range right {
		rightWidth += ansi.StringWidth(p.text)
	}
	limit := s.width - 1 - rightWidth
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
	b.WriteString(paint(s.t.text, strings.Repeat(" ", max(limit-used, 0))))
	for _, p := range right {
		if p.text != "" {
			b.WriteString(paint(p.style, p.text))
		}
	}
	b.WriteString(paint(s.t.text, " "))
	return b.String()
}

// meta is the second line of a row: who reports it, and its topics.
func (s rowStyle) meta(story store.Story) []span {
	column := min(max(s.width*2/5, 22), 44)
	spans := []span{{pad(cut(story.Source, column-2), column), s.t.source}}
	if s.height == 3 {
		spans = []span{{cut(story.Source, s.width/2), s.t.source}, {"  ", s.t.source}}
	}
	room := s.width - 4 - column - 14
	for _, name := range story.Topics {
		w := ansi.StringWidth(name) + 2
		if room -= w; room < 0 {
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

// tail is the right end of the second line: how old the story is and what the reader did with it.
func (s rowStyle) tail(story store.Story) []span {
	spans := []span{{" " + age(s.now, story.Published), s.t.faint}}
	if m := marks(story); m != "" {
		return append(spans, span{"  " + m, s.t.saved})
	}
	if s.height == 2 {
		spans = append(spans, span{"   ", s.t.faint})
	}
	return spans
}

// marks are the signs of a story: ★ saved, ✎ changed since it was first seen.
func marks(story store.Story) string {
	m := ""
	if story.Saved {
		m += "★"
	}
	if story.Updated {
		m += "✎"
	}
	return m
}

// sources says how many outlets report a story, where more than one does.
func sources(store.Story) string { return "" }

// age says how long ago a moment was, short enough for a column.
func age(now, then time.Time) string {
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

func centre(s string, width int) string {
	return strings.Repeat(" ", max((width-ansi.StringWidth(s))/2, 0)) + s
}
