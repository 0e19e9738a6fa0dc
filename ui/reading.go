package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"dateline/store"
)

// readStory opens a story: its text is asked for, and it counts as read.
func (m *Model) readStory(s store.Story) tea.Cmd {
	m.reading = true
	var cmds []tea.Cmd
	if m.reader.want.id != s.ID {
		m.showStory(s, false)
		if m.walking.wanted != m.reader.want { // else it is on its way
			cmds = append(cmds, m.world.text(m.reader.want, m.setting(), m.reader.resume.at))
		}
	} else {
		cmds = append(cmds, m.readOn(), m.wantPage())
	}
	if !s.Read {
		m.status.counts.Unread = max(m.status.counts.Unread-max(s.Reports, 1), 0)
		cmds = append(cmds, m.markRead(s, true))
	}
	return tea.Batch(cmds...)
}

// markRead marks a story, or on the front page all stories of its event, here at once and then in the store.
func (m *Model) markRead(s store.Story, read bool) tea.Cmd {
	whole := m.list().query.Events() && m.sheet() == nil
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
	if r.preview || !r.set || m.opt.ReadOnly || r.fetch || r.vain != "" || !m.world.needsPage(r.body, r.article) {
		return nil
	}
	return m.fetchPage()
}

// inReader does what a key stands for while reading.
func (m *Model) inReader(a action, times int) tea.Cmd {
	r, rows := &m.reader, m.readerLayout().rows
	switch a {
	case down, up:
		return m.scrollText(pick(a == down, times, -times))
	case top:
		return m.scrollText(-len(r.lines))
	case bottom:
		return m.scrollText(len(r.lines))
	case halfDown, halfUp:
		return m.scrollText(pick(a == halfDown, times, -times) * rows / 2)
	case pageDown, pageUp:
		return m.scrollText(pick(a == pageDown, times, -times) * max(rows-2, 1))
	case onward:
		if r.set && r.atEnd(rows) {
			return m.world.nextUnread(m.list().query, m.list().cursor, false, true)
		}
		return m.scrollText(max(rows-2, 1))
	case back, leave:
		if a == back && r.find != nil {
			m.endFind()
			return nil
		}
		return m.leaveText()
	case nextStory:
		return m.neighbour(times)
	case prevStory:
		return m.neighbour(-times)
	case search:
		return m.startFind()
	case showHidden:
		return m.toggleHidden()
	case refreshPage:
		if r.story.URL == "" || r.fetch || m.opt.ReadOnly {
			return nil
		}
		return m.fetchPage()
	}
	return m.onText(a, times)
}

// onText does what a key stands for that is about the text as such.
func (m *Model) onText(a action, times int) tea.Cmd {
	switch a {
	case nextHit:
		return m.stepHit(times)
	case prevHit:
		return m.stepHit(-times)
	case nextBlock:
		return m.chooseBlock(times, false)
	case prevBlock:
		return m.chooseBlock(-times, false)
	case nextHiddenBlock:
		return m.chooseBlock(1, true)
	case prevHiddenBlock:
		return m.chooseBlock(-1, true)
	case siteRule:
		return m.ruleForBlock()
	case wider:
		return m.setWidth(4 * times)
	case narrower:
		return m.setWidth(-4 * times)
	case zen:
		return m.toggleZen()
	case links:
		return m.openLinks()
	case exportText:
		return m.exportText()
	case pipeText:
		return m.openPipes()
	case images:
		return m.toggleImages()
	}
	return m.anywhere(a)
}

// leaveText goes back to the list.
func (m *Model) leaveText() tea.Cmd {
	m.reading = false
	m.endFind()
	if l := m.list(); l.regroup {
		l.regroup = false
		return m.renew()
	}
	return m.preview()
}

// scrollText moves the text; where it is set in parts, more of it comes at its end.
func (m *Model) scrollText(by int) tea.Cmd {
	r, rows := &m.reader, m.readerLayout().rows
	r.scroll(by, rows)
	if rest := m.setRest(); rest != nil {
		return rest
	}
	if by <= 0 || !r.more || r.have != r.want || r.offset < r.last(rows) {
		return nil
	}
	switch {
	case !r.cut:
		r.want.parts++
		return m.setAgain()
	case r.want.whole:
		return nil
	case r.body.Article != nil:
		return m.fetchPage()
	}
	r.want.whole = true
	r.want.round++
	return m.setAgain()
}

// neighbour opens the story after or before the one that is read.
func (m *Model) neighbour(by int) tea.Cmd {
	if r, ok := m.sheet().(interface{ neighbour(*Model, int) tea.Cmd }); ok {
		return r.neighbour(m, by)
	}
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

// showStory turns the reader to a story.
func (m *Model) showStory(s store.Story, preview bool) { m.reader.show(s, m.pageOf(s.ID), preview) }

// pageOf is the page of a story as it is set by what was chosen before.
func (m *Model) pageOf(id store.ID) page {
	return page{id: id, width: m.textWidth(), look: m.look, album: m.albumRound()}
}

// readOn goes on reading the story in the reader, which may have stood beside the list so far.
func (m *Model) readOn() tea.Cmd {
	m.reading, m.reader.preview = true, false
	return m.setRest()
}

// setRest sets the rest of a text; beside the list, only when somebody scrolls there.
func (m *Model) setRest() tea.Cmd {
	r := &m.reader
	if r.preview && r.offset < r.last(m.layout.rows) {
		return nil
	}
	rest := r.rest
	r.rest = nil
	return rest
}

// setting is what texts are set by now.
func (m *Model) setting() setting {
	return setting{
		topics: m.world.topics, now: m.world.now(), justify: m.opt.Justify, sites: m.world.sites, pictures: m.album(), keys: m.keys,
		lines: m.layout.height,
	}
}

// reset sets the story in the reader again when its width or theme has changed.
func (m *Model) reset() tea.Cmd {
	r := &m.reader
	want := r.want
	want.width, want.look, want.album = m.textWidth(), m.look, m.albumRound()
	if r.want.id == 0 || want == r.want || m.layout.tooSmall() {
		return nil
	}
	r.want = want
	return m.setAgain()
}

// setAgain asks for the text in the setting that is wanted now: of what is at hand, unless that is older than what is in the store.
func (m *Model) setAgain() tea.Cmd {
	r := &m.reader
	at := r.resume.at
	if at == 0 {
		at = r.place().at
	}
	if !r.set || r.have.round != r.want.round {
		return m.world.text(r.want, m.setting(), at)
	}
	return m.world.set(r.want, r.body, r.article, m.setting(), at)
}

// textWidth is how wide the text is set now.
func (m *Model) textWidth() int { return m.readerLayout().textWidth(m.opt.Width) }

// albumRound says which pictures a text is to be set with.
func (m *Model) albumRound() int {
	if !m.pictures.on {
		return 0
	}
	return m.pictures.round
}

// setWidth makes the text wider or narrower.
func (m *Model) setWidth(by int) tea.Cmd {
	now := m.textWidth()
	m.opt.Width = max(min(now+by, m.readerLayout().readerWidth-4, 200), min(24, now))
	said := m.status.say(fmt.Sprintf("%d columns", m.textWidth()))
	if m.textWidth() == now {
		said = m.status.say(fmt.Sprintf("%d columns: as %s as it gets here", now, pick(by > 0, "wide", "narrow")))
	}
	return tea.Batch(said, m.reset())
}

// toggleZen shows only the text, or all again.
func (m *Model) toggleZen() tea.Cmd {
	m.zen = !m.zen
	return m.reset()
}

// endZen brings the rooms back when the text has been left.
func (m *Model) endZen() tea.Cmd {
	if !m.zen || m.reading {
		return nil
	}
	m.zen = false
	return m.reset()
}

// readerLayout is where the text stands: in its pane, or alone on the screen.
func (m *Model) readerLayout() layout {
	if m.zen && m.reading {
		return zenLayout(m.layout)
	}
	return m.layout
}
