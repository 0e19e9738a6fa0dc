package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/store"
)

// readStory opens a story: its text is asked for, and it counts as read.
func (m *Model) readStory(s store.Story) tea.Cmd {
	m.reading = true
	var cmds []tea.Cmd
	if m.reader.want.id != s.ID {
		m.reader.show(s, m.layout.textWidth(m.opt.Width), m.look, false)
		cmds = append(cmds, m.world.text(m.reader.want))
	} else {
		m.reader.preview = false
		cmds = append(cmds, m.wantPage())
	}
	if !s.Read {
		m.status.counts.Unread = max(m.status.counts.Unread-max(s.Reports, 1), 0)
		cmds = append(cmds, m.markRead(s, true))
	}
	return tea.Batch(cmds...)
}

// markRead marks a story, or on the front page all stories of its event, here at once and then in the store.
func (m *Model) markRead(s store.Story, read bool) tea.Cmd {
	whole := m.list().query.Events()
	for i := range m.lists {
		l := &m.lists[i]
		events := l.query.Events() // its rows are events, not reports
		for j := range l.page.Stories {
			o := &l.page.Stories[j]
			switch same := o.Event == s.Event; {
			case whole && same, events && same && read, !events && o.ID == s.ID:
				o.Read = read
			case events && same: // of the event, others may have been read
				l.stale = true
			}
		}
	}
	if m.reader.story.ID == s.ID || whole && m.reader.story.Event == s.Event {
		m.reader.story.Read = read
	}
	if whole {
		return m.world.markEvent(s.ID, read)
	}
	return m.world.markRead(s.ID, read)
}

// mirror changes a story in every place where it is shown.
func (m *Model) mirror(id store.ID, change func(*store.Story)) {
	for i := range m.lists {
		m.lists[i].edit(id, change)
	}
	if m.reader.story.ID == id {
		change(&m.reader.story)
	}
}

// wantPage asks for the page of the story that is read, when the feed gave too little.
func (m *Model) wantPage() tea.Cmd {
	r := &m.reader
	if r.preview || !r.set || m.opt.ReadOnly || r.fetch || !m.world.needsPage(r.body, r.article) {
		return nil
	}
	return m.fetchPage()
}

// inReader does what a key stands for while reading.
func (m *Model) inReader(a action, times int) tea.Cmd {
	r, rows := &m.reader, m.layout.rows
	switch a {
	case down:
		r.scroll(times, rows)
	case up:
		r.scroll(-times, rows)
	case top:
		r.scroll(-len(r.lines), rows)
	case bottom:
		r.scroll(len(r.lines), rows)
	case halfDown:
		r.scroll(times*rows/2, rows)
	case halfUp:
		r.scroll(-times*rows/2, rows)
	case pageDown:
		r.scroll(times*max(rows-2, 1), rows)
	case pageUp:
		r.scroll(-times*max(rows-2, 1), rows)
	case onward:
		if r.set && r.atEnd(rows) {
			return m.world.nextUnread(m.list().query, m.list().cursor, false, true)
		}
		r.scroll(max(rows-2, 1), rows)
	case back, leave:
		m.reading = false
		if l := m.list(); l.regroup {
			l.regroup = false
			return m.renew()
		}
		return m.rest()
	case nextStory:
		return m.neighbour(times)
	case prevStory:
		return m.neighbour(-times)
	case showHidden:
		r.want.hidden = !r.want.hidden
		r.jump = r.want.hidden
		return m.setAgain()
	case refreshPage:
		if r.story.URL == "" || r.fetch || m.opt.ReadOnly {
			return nil
		}
		return m.fetchPage()
	default:
		return m.anywhere(a)
	}
	return nil
}

// neighbour opens the story after or before the one that is read.
func (m *Model) neighbour(by int) tea.Cmd {
	l := m.list()
	to := l.cursor + by
	if to < 0 || to >= l.page.Total {
		return m.status.say(pick(by > 0, "This is the last story of the list", "This is the first story of the list"))
	}
	cmd := m.goTo(to)
	s, ok := l.selected()
	if !ok { // far away: its part of the list comes first
		l.open = true
		return cmd
	}
	return tea.Batch(cmd, m.readStory(s))
}

// reset sets the story in the reader again when its width or theme has changed.
func (m *Model) reset() tea.Cmd {
	r := &m.reader
	want := r.want
	want.width, want.look = m.layout.textWidth(m.opt.Width), m.look
	if r.want.id == 0 || want == r.want || m.layout.tooSmall() {
		return nil
	}
	r.want = want
	return m.setAgain()
}

// setAgain asks for the text in the setting that is wanted now: of what is at hand, unless that is older than what is in the store.
func (m *Model) setAgain() tea.Cmd {
	r := &m.reader
	if !r.set || r.have.round != r.want.round {
		return m.world.text(r.want)
	}
	return m.world.set(r.want, r.body, r.article)
}
