package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/internal/safe"
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
	case m.help != nil:
		m.help.top = max(m.help.top+by*wheelStep, 0)
	case m.hintBox != nil:
		m.hintBox.wheel(by, m.layout.height)
	case m.palette != nil:
		m.palette.cursor = max(0, min(m.palette.cursor+by, len(m.palette.matches())-1))
	case m.commands != nil:
		m.commands.cursor = max(0, min(m.commands.cursor+by, len(m.choices())-1))
		return m.showEffect()
	case m.chooser != nil:
		m.chooser.move(by)
	case m.mute != nil:
		m.mute.cursor = max(0, min(m.mute.cursor+by, len(m.mute.lines)-1))
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

// click chooses what was clicked: a room, a story (a second click opens it), a link, a line of a box. A click beside a box closes it.
func (m *Model) click(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft || m.layout.tooSmall() {
		return nil
	}
	if b := m.overlayBox(); b != nil {
		return m.clickBox(b, msg.X, msg.Y)
	}
	g := m.readerLayout()
	switch {
	case m.search != nil || m.ask != nil:
	case g.bare:
		return m.clickText(g, msg.X, msg.Y)
	case msg.Y == 1 && m.sheet() != nil && !m.reading:
		return m.lift()
	case msg.Y == 1:
		return m.clickTabs(msg.X)
	case msg.X < m.layout.side && !m.wholeSheet():
		return m.clickSide(msg.Y - m.layout.top)
	case m.overSheet(msg.X):
		return m.clickSheet(msg.Y - m.layout.top)
	case m.overText(msg.X):
		return m.clickText(g, msg.X, msg.Y)
	case msg.Y >= m.layout.top && msg.Y < m.layout.top+m.layout.rows:
		return m.clickRow(msg.Y - m.layout.top)
	}
	return nil
}

// clickBox does what a click in a box or beside it means.
func (m *Model) clickBox(b []string, x, y int) tea.Cmd {
	left, top := m.layout.overlayAt(b)
	if x < left || x >= left+lineWidth(b) || y < top || y >= top+len(b) {
		if m.palette != nil { // what was chosen in it stays
			m.palette = nil
			return nil
		}
		return m.key(tea.KeyPressMsg{Code: tea.KeyEscape})
	}
	by, ok := boxRow(b, y-top, pick(m.hintBox != nil, 0, 1))
	switch {
	case !ok && m.mute != nil && strings.Contains(ansi.Strip(b[y-top]), "["+muteSpans()[m.mute.span]+"]"): // for how long
		return m.key(tea.KeyPressMsg{Code: tea.KeyTab})
	case !ok:
		return nil
	case m.hintBox != nil:
		m.hintBox.cursor, m.hintBox.typed = m.hintBox.cursor+by, 0
	case m.palette != nil:
		m.palette.cursor += by
		return m.key(tea.KeyPressMsg{Code: tea.KeySpace, Text: " "})
	case m.commands != nil:
		m.commands.cursor += by
	case m.chooser != nil:
		m.chooser.move(by)
	case m.mute != nil && by != 0: // what hides news is clicked twice
		m.mute.cursor += by
		return nil
	case m.mute != nil:
	default:
		return nil
	}
	return m.key(tea.KeyPressMsg{Code: tea.KeyEnter})
}

// boxRow is how far the row on a line of a box, behind its frame and its input, is from the chosen one; ok is false for lines that are
// no rows.
func boxRow(b []string, line, inputs int) (by int, ok bool) {
	chosen, end := -1, len(b)
	for i, l := range b {
		l = ansi.Strip(l)
		switch {
		case strings.HasPrefix(l, "│ ▌"):
			chosen = i
		case strings.HasPrefix(l, "├") && end == len(b):
			end = i
		}
	}
	return line - chosen, chosen > 0 && line > inputs && line < end
}

// clickText opens the link that was clicked, or goes on reading where the text stands beside the list.
func (m *Model) clickText(g layout, x, y int) tea.Cmd {
	r := &m.reader
	if y -= g.top; r.want.id == 0 || y < 0 || y >= g.rows {
		return nil
	}
	if lines := r.view(g, m.theme, m.keys); y < len(lines) {
		if url := safe.URL(linkAt(lines[y], x-g.readerLeft)); url != "" {
			if m.opt.Demo {
				return m.status.say("The demo's stories are invented: there is no page to open")
			}
			return m.world.open(url)
		}
	}
	if m.reading {
		return nil
	}
	m.reading = true
	return m.readStory(r.story)
}

// linkAt is the address of the hyperlink at a column of a line; "": there is none.
func linkAt(line string, x int) string {
	url, at := "", 0
	var state byte
	for line != "" {
		seq, width, n, next := ansi.DecodeSequence(line, state, nil)
		state, line = next, line[n:]
		if link, ok := strings.CutPrefix(seq, "\x1b]8;"); ok {
			_, link, _ = strings.Cut(link, ";")
			url = strings.TrimSuffix(strings.TrimSuffix(link, "\x1b\\"), "\a")
		}
		if at += width; at > x {
			return url
		}
	}
	return ""
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

// clickTabs goes to the room or view whose name was clicked, or takes the filter away that was clicked.
func (m *Model) clickTabs(x int) tea.Cmd {
	line := ansi.Strip(m.tabs())
	at := 0
	for _, t := range m.allTabs() {
		name := pick(t.on, "[", " ") + t.name + pick(t.on, "]", " ")
		i := strings.Index(line[at:], name)
		if i < 0 {
			continue
		}
		first := ansi.StringWidth(line[:at+i])
		if x >= first && x < first+ansi.StringWidth(name) {
			return m.openTab(t)
		}
		at += i + len(name)
	}
	return m.clickChip(line, at, x)
}

// clickChip takes the filter away that stands at a column of a line, somewhere behind byte at; ✕ takes the last one.
func (m *Model) clickChip(line string, at, x int) tea.Cmd {
	for _, c := range m.filter {
		text := pick(c.kind == wordsChip, "/"+c.text, pick(c.kind == unreadChip, "unread", c.text))
		i := strings.Index(line[at:], text)
		if i < 0 {
			continue
		}
		first := ansi.StringWidth(line[:at+i])
		if x >= first && x < first+ansi.StringWidth(text) {
			return m.refilter(m.filter.set(c, false))
		}
	}
	if end := ansi.StringWidth(line); strings.Contains(line[at:], "✕") && x >= end-4 && x < end {
		return m.dropLast()
	}
	return nil
}
