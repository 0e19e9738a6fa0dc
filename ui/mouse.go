package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// wheelStep is how many lines a turn of the wheel moves a text.
const wheelStep = 3

// wheel scrolls what lies under the pointer.
func (m *Model) wheel(msg tea.MouseWheelMsg) tea.Cmd {
	by := 1
	switch msg.Button {
	case tea.MouseWheelUp:
		by = -1
	case tea.MouseWheelDown:
	default:
		return nil
	}
	switch {
	case m.box != nil:
		m.box.top += by * wheelStep
	case m.hintBox != nil:
		m.hintBox.wheel(by, m.layout.height)
	case m.palette != nil:
		m.palette.cursor = max(0, min(m.palette.cursor+by, len(m.palette.matches())-1))
	case m.chooser != nil:
		m.chooser.move(by)
	case m.overSheet(msg.X):
		return m.inSheet(pick(by > 0, down, up), 1)
	case m.overText(msg.X):
		return m.scrollText(by * wheelStep)
	default:
		return m.goTo(m.list().cursor + by)
	}
	return nil
}

// overText reports that a column belongs to the reader.
func (m *Model) overText(x int) bool {
	if m.layout.two {
		return x >= m.layout.readerLeft
	}
	return m.reading
}

// click chooses what was clicked: a room, a story (a second click opens it), the text. A click beside a box closes it.
func (m *Model) click(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft || m.layout.tooSmall() {
		return nil
	}
	switch {
	case m.box != nil:
		m.box, m.boxFor = nil, 0
	case m.palette != nil || m.search != nil || m.ask != nil || m.chooser != nil || m.hintBox != nil:
	case m.overSheet(msg.X):
		return m.clickSheet(msg.Y - m.layout.top)
	case msg.Y == 1:
		return m.clickTabs(msg.X)
	case m.overText(msg.X):
		m.reading = m.reader.want.id != 0
		if m.reading {
			return m.readStory(m.reader.story)
		}
	case msg.Y >= m.layout.top && msg.Y < m.layout.top+m.layout.rows:
		return m.clickRow(msg.Y - m.layout.top)
	}
	return nil
}

func (m *Model) clickRow(line int) tea.Cmd {
	l := m.list()
	at, ok := l.storyAt(line, m.layout)
	if !ok {
		return nil
	}
	again := at == l.cursor && !m.reading
	m.reading = false
	cmd := m.goTo(at)
	if s, ok := l.selected(); ok && again {
		return tea.Batch(cmd, m.readStory(s))
	}
	return cmd
}

// clickTabs goes to the room whose name was clicked; a click on the filters takes the last one away.
func (m *Model) clickTabs(x int) tea.Cmd {
	at := 1
	for _, t := range m.allTabs() {
		w := ansi.StringWidth(t.name) + 3
		if x >= at && x < at+w {
			return m.openTab(t)
		}
		at += w
	}
	if x > at {
		return m.dropLast()
	}
	return nil
}
