package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/store"
)

// sheet is a room that is no list of stories: feeds, mutes, the coverage of a story, what changed in it. It lies over the room, or
// over the text, from which it was opened, and back leads there.
type sheet interface {
	name() string                                 // as it stands above it
	place() place                                 // whose keys are heard
	whole() bool                                  // it takes the reader's pane, too
	view(m *Model, g pane) []string               // at most g.rows lines
	do(m *Model, a action, n int) (tea.Cmd, bool) // false: the action is none of its own
	story() (store.Story, bool)                   // under the cursor
	hints() []hint
	point(line int) (again, ok bool) // a click on one of its lines
}

// pane is a part of the screen.
type pane struct{ width, rows int }

// opened is a sheet with what it was opened from.
type opened struct {
	sheet
	reading bool // a story was read
	was     store.Story
}

// sheet is the sheet on top; nil: there is none.
func (m *Model) sheet() sheet {
	if n := len(m.sheets); n > 0 {
		return m.sheets[n-1].sheet
	}
	return nil
}

// lay opens a sheet.
func (m *Model) lay(s sheet) {
	m.sheets = append(m.sheets, opened{s, m.reading, m.reader.story})
	m.reading = false
}

// layOnce opens a sheet and fills it, unless it is the one on top.
func (m *Model) layOnce(s sheet, fill func() tea.Cmd) tea.Cmd {
	if top := m.sheet(); top != nil && !m.reading && top.place() == s.place() {
		return nil
	}
	m.lay(s)
	return fill()
}

// lift closes the sheet on top and goes back to what it was opened from.
func (m *Model) lift() tea.Cmd {
	n := len(m.sheets) - 1
	top := m.sheets[n]
	m.sheets = m.sheets[:n]
	switch {
	case top.reading && m.reader.want.id != top.was.ID:
		return m.readStory(top.was)
	case top.reading:
		return m.readOn()
	case n > 0:
		return nil
	}
	return tea.Batch(m.renewIfStale(), m.preview())
}

// clear closes all sheets.
func (m *Model) clear() { m.sheets, m.ask = nil, nil }

// renewIfStale reads the list again when what was done in a sheet has changed it.
func (m *Model) renewIfStale() tea.Cmd {
	if l := m.list(); l.stale && l.loaded {
		return m.renewMarks()
	}
	return nil
}

// inSheet does what a key stands for over a sheet.
func (m *Model) inSheet(a action, times int) tea.Cmd {
	s := m.sheet()
	if cmd, ok := s.do(m, a, times); ok {
		return cmd
	}
	switch a {
	case back, leave:
		return m.lift()
	}
	return m.anywhere(a)
}

// column is rows of one or more lines with a cursor, for sheets.
type column struct {
	cursor, top int
	head        int   // lines above the first row
	drawn       []int // the row that stands on each line
	rows        int   // lines that were drawn on
	skip        int   // lines of the cursor's row that are scrolled away, where it is higher than the screen
	over        int   // how many there may be
}

// act moves the cursor over n rows; false: the action is no movement.
func (c *column) act(a action, times, n, page int) bool {
	if c.within(a, times) {
		return true
	}
	was := c.cursor
	if !c.step(a, times, n, page) {
		return false
	}
	if c.cursor != was {
		c.skip = 0
	}
	return true
}

// within scrolls inside a row that is higher than the screen; false: it is not, or its end is reached.
func (c *column) within(a action, times int) bool {
	by := 0
	switch a {
	case down:
		by = times
	case up:
		by = -times
	case halfDown:
		by = max(c.rows/2, 1)
	case halfUp:
		by = -max(c.rows/2, 1)
	case pageDown, onward:
		by = max(c.rows-1, 1)
	case pageUp:
		by = -max(c.rows-1, 1)
	}
	to := max(0, min(c.skip+by, c.over))
	if to == c.skip {
		return false
	}
	c.skip = to
	return true
}

// step moves the cursor over whole rows; false: the action is no movement.
func (c *column) step(a action, times, n, page int) bool {
	switch a {
	case down:
		c.cursor += times
	case up:
		c.cursor -= times
	case top:
		c.cursor = 0
	case bottom:
		c.cursor = n - 1
	case halfDown:
		c.cursor += times * max(page/2, 1)
	case halfUp:
		c.cursor -= times * max(page/2, 1)
	case pageDown, onward:
		c.cursor += times * max(page-1, 1)
	case pageUp:
		c.cursor -= times * max(page-1, 1)
	default:
		return false
	}
	c.fit(n)
	return true
}

// fit keeps the cursor on a row.
func (c *column) fit(n int) { c.cursor = max(0, min(c.cursor, n-1)) }

// view draws as many of n rows as fit, the cursor's among them, whole where it can be.
func (c *column) view(n, rows int, draw func(i int, selected bool) []string) []string {
	c.fit(n)
	c.drawn = c.drawn[:0]
	if n == 0 {
		return nil
	}
	c.rows, c.over = rows, max(len(withoutBlank(draw(c.cursor, true)))-rows, 0)
	c.skip = min(c.skip, c.over)
	c.top = max(0, min(c.top, c.cursor))
	used := 0
	first := c.cursor
	for ; first >= c.top; first-- {
		used += len(draw(first, first == c.cursor))
		if used > rows && first < c.cursor {
			break
		}
	}
	c.top = first + 1
	var out []string
	for i := c.top; i < n && len(out) < rows; i++ {
		lines := draw(i, i == c.cursor)
		if i == c.cursor {
			lines = lines[c.skip:]
		}
		out = append(out, lines...)
		for range lines {
			c.drawn = append(c.drawn, i)
		}
	}
	return out[:min(len(out), rows)]
}

// withoutBlank are lines without blank ones at the end.
func withoutBlank(lines []string) []string {
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// point puts the cursor on the row that was drawn on a line; again: it was there already.
func (c *column) point(line int) (again, ok bool) {
	if line -= c.head; line < 0 || line >= len(c.drawn) {
		return false, false
	}
	again = c.cursor == c.drawn[line]
	c.skip = pick(again, c.skip, 0)
	c.cursor = c.drawn[line]
	return again, true
}

// overSheet reports that a column belongs to a sheet.
func (m *Model) overSheet(x int) bool {
	s := m.sheet()
	switch {
	case s == nil:
		return false
	case m.layout.two && !s.whole():
		return x < m.layout.side+m.layout.listWidth
	}
	return !m.reading
}

// clickSheet puts the cursor on the row that was clicked; a second click opens it, one above the rows goes back.
func (m *Model) clickSheet(line int) tea.Cmd {
	s := m.sheet()
	m.reading = false
	if line < 0 {
		return m.lift()
	}
	if again, ok := s.point(line); ok && again {
		a, _ := m.keys.look(s.place(), "enter")
		return m.inSheet(a, 1)
	}
	return nil
}

// wholeSheet reports that a sheet takes the whole width now.
func (m *Model) wholeSheet() bool {
	s := m.sheet()
	return s != nil && s.whole() && !m.reading
}
