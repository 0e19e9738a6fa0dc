package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/dustin/go-humanize"

	"dateline/store"
)

// View composes the screen; every line of it was cleaned when it was made.
func (m *Model) View() tea.View {
	over := m.overlayBox()
	v := tea.NewView(strings.Join(m.screen(over), "\n"))
	v.AltScreen = true
	v.WindowTitle = "dateline"
	if n := m.status.counts.Unread; n > 0 {
		v.WindowTitle = "dateline · " + humanize.Comma(int64(n)) + " unread"
	}
	if m.opt.Mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.ReportFocus = true
	v.ProgressBar = m.refresh.bar()
	v.BackgroundColor = m.theme.background()
	v.Cursor = m.cursor(over)
	return v
}

// screen is the lines of the screen, as many as it is high, with a box over them (nil: none).
func (m *Model) screen(over []string) []string {
	l := m.layout
	if l.tooSmall() {
		return smallScreen(l)
	}
	out := make([]string, 0, l.height)
	if z := m.readerLayout(); z.bare {
		return m.zenScreen(z, over)
	}
	out = append(out, m.masthead(), m.tabs())
	for len(out) < l.top {
		out = append(out, "")
	}
	out = append(out, m.panes()...)
	for len(out) < l.height-1 {
		out = append(out, "")
	}
	return m.overlaid(append(out, m.footer()), over)
}

// zenScreen is the text and nothing else; messages and inputs still have the last line.
func (m *Model) zenScreen(l layout, over []string) []string {
	out := make([]string, l.top, l.height)
	out = append(out, m.reader.view(l, m.theme, m.keys)...)
	return m.overlaid(append(out, m.zenFooter()), over)
}

// overlaid is a screen with what lies over it.
func (m *Model) overlaid(out, over []string) []string {
	if over != nil {
		x, y := m.layout.overlayAt(over)
		overlay(out, over, x, y)
	}
	return out
}

func smallScreen(l layout) []string {
	out := make([]string, max(l.height, 1))
	out[len(out)/2] = centre(cut("Window too small", l.width), l.width)
	return out
}

// panes are list and reader, side by side or one of them.
func (m *Model) panes() []string {
	l := m.layout
	s := m.sheet()
	if s != nil && !m.reading && (s.whole() || !l.two) {
		return m.sheetLines(pane{l.width, l.rows})
	}
	if !l.two {
		if m.reading {
			return m.reader.view(l, m.theme, m.keys)
		}
		return m.listLines()
	}
	left, right := m.listLines, m.reader.view(l, m.theme, m.keys)
	if s != nil && !s.whole() {
		left = func() []string { return m.sheetLines(pane{l.listWidth, l.rows}) }
	}
	bar := m.theme.rule.Render("│")
	lines := beside(left(), right, bar, l.listWidth)
	if l.side == 0 {
		return lines
	}
	return beside(m.sidePane(l.rows), lines, bar, l.side-1)
}

// beside puts lines next to lines, which begin behind width columns and a bar.
func beside(left, right []string, bar string, width int) []string {
	for i := range left {
		left[i] = pad(left[i], width) + bar + right[i]
	}
	return left
}

// sheetLines are the lines of the sheet on top, as many as fit.
func (m *Model) sheetLines(g pane) []string {
	out := m.sheet().view(m, g)
	for len(out) < g.rows {
		out = append(out, "")
	}
	return out[:g.rows]
}

func (m *Model) listLines() []string {
	l, room := m.layout, m.list()
	if room.page.Total == 0 {
		out := make([]string, l.rows)
		at := l.rows / 3
		for _, s := range m.emptyLines() {
			for _, w := range wrapped(s, l.listWidth-2) {
				if at < len(out) {
					out[at] = m.theme.faint.Render(centre(w, l.listWidth))
				}
				at++
			}
		}
		return out
	}
	places := make(map[string]int, len(m.world.topics))
	for i, t := range m.world.topics {
		places[t.Name] = i
	}
	s := rowStyle{t: m.theme, topics: places, now: m.world.now(), g: l, active: !m.reading || !l.two, visit: m.world.lastVisit, tags: m.room == store.Saved, found: wordsFound(m.filter.words()), texts: m.texts.in}
	return room.lines(s, l.rows, m.closing())
}

// closing are the lines after the last story: the front page is finite, and says so.
func (m *Model) closing() []string {
	if m.room != store.Front || len(m.filter) > 0 || m.list().page.Total == 0 {
		return nil
	}
	words := "That's the news. You are caught up."
	if n := m.status.counts.Stories; n > m.list().page.Total {
		words += " All " + humanize.Comma(int64(n)) + " stories: " + m.keys.of(nextRoom)
	}
	if n := m.list().page.Muted; n > 0 {
		words += " " + humanize.Comma(int64(n)) + " hidden by mutes: " + m.keys.of(showMutes)
	}
	lines := []string{""}
	for _, l := range wrapped(words, m.layout.listWidth-4) {
		lines = append(lines, m.theme.faint.Render(centre(l, m.layout.listWidth)))
	}
	return lines
}

// overlayBox is what lies over the rooms, if anything does.
func (m *Model) overlayBox() []string {
	l := m.layout
	switch {
	case l.tooSmall():
		return nil
	case m.hintBox != nil:
		return m.hintBox.view(m.theme, l.width, l.height)
	case m.mute != nil:
		return m.mute.view(m.theme, l.width, l.height)
	case m.chooser != nil:
		return m.chooser.view(m.theme, l.width, l.height)
	case m.palette != nil:
		return m.palette.view(m.theme, m.filter, l.width, l.height)
	case m.commands != nil:
		return m.commands.view(m.theme, m.choices(), l.width, l.height)
	case m.help != nil:
		return m.help.view(m.theme, m.keys, m.place(), l.width, l.height)
	case m.box != nil:
		return m.box.view(m.theme, l.width, l.height)
	}
	return nil
}

// cursor is where text is typed, in the box over the rooms where there is one.
func (m *Model) cursor(over []string) *tea.Cursor {
	if m.layout.tooSmall() {
		return nil
	}
	switch {
	case m.ask != nil:
		return m.ask.cursor(m.layout.height - 1)
	case m.mute != nil:
		return m.boxCursor(m.mute.input.Cursor(), over)
	case m.chooser != nil:
		return m.boxCursor(m.chooser.input.Cursor(), over)
	case m.help != nil && m.help.typing:
		c := m.boxCursor(m.help.input.Cursor(), over)
		c.Y += len(over) - 3
		return c
	case m.palette != nil:
		return m.boxCursor(m.palette.input.Cursor(), over)
	case m.commands != nil:
		return m.boxCursor(m.commands.input.Cursor(), over)
	case m.reader.find != nil && m.reader.find.typing:
		c := m.reader.find.input.Cursor()
		if c != nil {
			c.X++
			c.Y = m.layout.height - 1
		}
		return c
	case m.search != nil:
		c := m.search.input.Cursor()
		if c != nil {
			c.X++
			c.Y = m.layout.height - 1
		}
		return c
	}
	return nil
}

// boxCursor is a cursor in the first line of the box that lies over the rooms.
func (m *Model) boxCursor(c *tea.Cursor, over []string) *tea.Cursor {
	if c != nil {
		x, y := m.layout.overlayAt(over)
		c.X += x + 2
		c.Y += y + 1
	}
	return c
}
