package ui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"
	"github.com/dustin/go-humanize"

	"dateline/store"
)

// reload makes the list of the room anew, with the cursor on the story to keep.
func (m *Model) reload(keep store.ID) tea.Cmd {
	l := m.list()
	l.query = m.filter.query(m.room, m.world.now().Add(-m.world.front).Unix())
	l.query.Sort, l.query.Visit = m.order[m.room], m.world.lastVisit
	if l.query.Typing = m.search != nil; l.query.Typing {
		l.query.Words = m.filter.language(true)
	}
	l.asking = true
	return m.searching(l).list(l.query, keep, windowSize(m.layout.stories()), true)
}

// searching is the world for a list that is made anew: what was typed before is not looked for any longer.
func (m *Model) searching(l *list) world {
	if l.giveUp != nil {
		l.giveUp()
		l.giveUp = nil
	}
	w := m.world
	if l.query.Typing {
		w.ctx, l.giveUp = context.WithCancel(w.ctx)
	}
	return w
}

// renew brings in what came since the list was made, with the cursor on its story.
func (m *Model) renew() tea.Cmd {
	keep := store.ID(0)
	if s, ok := m.list().selected(); ok && (m.list().moved || m.list().cursor > 0) {
		keep = s.ID
	}
	return m.reload(keep)
}

// refilter shows the room under another filter; the cursor stays on its story when that is still there.
func (m *Model) refilter(f filter) tea.Cmd {
	m.filter = f
	keep := store.ID(0)
	if s, ok := m.list().selected(); ok {
		keep = s.ID
	}
	m.list().moved = false
	return m.reload(keep)
}

// enter goes to a room; a list made under the same filter is shown as it was left.
func (m *Model) enter(room store.Room) tea.Cmd {
	m.clear()
	m.room, m.reading = room, false
	l := m.list()
	same := m.filter.query(room, l.query.Since)
	same.UpTo, same.Read, same.Sort, same.Visit = l.query.UpTo, l.query.Read, m.order[room], l.query.Visit
	s, _ := l.selected()
	switch {
	case !l.loaded || l.query != same || room == store.Saved:
		return m.reload(s.ID)
	case l.stale:
		l.asking = true
		return m.world.list(l.query, s.ID, windowSize(m.layout.stories()), false)
	}
	return tea.Batch(m.world.arrived(l.query), m.preview())
}

// more asks for a window of the list when the screen needs one.
func (m *Model) more() tea.Cmd {
	l := m.list()
	first, need := l.missing(m.layout.stories())
	if !need {
		return nil
	}
	l.asking = true
	return m.world.window(l.query, first, windowSize(m.layout.stories()))
}

// inList does what a key stands for in a list.
func (m *Model) inList(a action, times int) tea.Cmd {
	l := m.list()
	switch a {
	case down:
		return m.goTo(l.cursor + times)
	case up:
		return m.goTo(l.cursor - times)
	case top:
		return m.goTo(0)
	case bottom:
		return m.goTo(l.page.Total - 1)
	case halfDown:
		return m.goTo(l.cursor + times*max(l.seen(m.layout)/2, 1))
	case halfUp:
		return m.goTo(l.cursor - times*max(l.seen(m.layout)/2, 1))
	case pageDown:
		return m.goTo(l.cursor + times*max(l.seen(m.layout)-1, 1))
	case pageUp:
		return m.goTo(l.cursor - times*max(l.seen(m.layout)-1, 1))
	case onward:
		if l.cursor >= l.page.Total-1 {
			return m.world.nextUnread(l.query, -1, false, false)
		}
		return m.goTo(l.cursor + max(l.seen(m.layout)-1, 1))
	case open:
		return m.openSelected()
	case back, leave:
		return m.stepBack(a == leave)
	case markAll:
		if l.page.Total > 0 {
			return m.world.markList(l.query)
		}
		return nil
	case join:
		return m.joinStory()
	case sortList:
		return m.sortNext()
	case onlyThis:
		return m.byStory(false)
	case notThis:
		return m.byStory(true)
	case keepView:
		return m.askForView()
	case unreadOnly:
		c := chip{kind: unreadChip}
		return m.refilter(m.filter.set(c, !m.filter.has(c)))
	case allTopics:
		return m.change(m.filter.without(isChosen))
	case dropChip:
		return m.dropLast()
	case showArrived:
		return m.showArrived()
	case refreshAll:
		l.moved = false
		return m.begin(true)
	case openDemo:
		return m.leaveForDemo()
	}
	return m.anywhere(a)
}

// goTo puts the cursor at a position of the list.
func (m *Model) goTo(at int) tea.Cmd {
	l := m.list()
	l.moved = true
	l.closing = len(m.closing())
	l.step(at, m.layout)
	l.fill(m.layout)
	return tea.Batch(m.more(), m.walk(), m.lookSoon())
}

// stepBack peels one layer off: a filter, the room; leaving the front page ends the program.
func (m *Model) stepBack(leaving bool) tea.Cmd {
	switch {
	case len(m.filter) > 0 && !leaving:
		return m.dropLast()
	case m.room != store.Front:
		return m.enter(store.Front)
	case leaving:
		return m.leave()
	}
	return nil
}

// showArrived brings in the stories that were announced. The cursor stays on its story; where that leaves the new ones out of sight,
// a line says so.
func (m *Model) showArrived() tea.Cmd {
	n := m.list().arrived
	if n == 0 {
		return m.status.say("Nothing new has come in")
	}
	where := " · " + m.keys.hint(top, "to the top")
	if m.list().cursor < m.list().seen(m.layout) {
		where = ""
	}
	return tea.Batch(m.renew(), m.status.say(fmt.Sprintf("%s new %s shown%s", humanize.Comma(int64(n)), plural(n, "story is", "stories are"), where)))
}

func (m *Model) openSelected() tea.Cmd {
	l := m.list()
	s, ok := l.selected()
	if !ok {
		return nil
	}
	l.moved = true
	return m.readStory(s)
}

// dropLast takes the last filter away; from an empty list, the one that takes most away.
func (m *Model) dropLast() tea.Cmd {
	n := len(m.filter)
	switch {
	case n == 0:
		return nil
	case m.list().page.Total == 0 && len(m.blamed) > 1 && m.filter.has(m.blamed[0].chip):
		return m.refilter(m.filter.set(m.blamed[0].chip, false))
	}
	return m.refilter(m.filter[: n-1 : n-1])
}

// leaveForDemo ends the reader for the demo, while there is nothing else to read.
func (m *Model) leaveForDemo() tea.Cmd {
	if m.status.counts.Stories > 0 || m.opt.Demo {
		return nil
	}
	m.outcome.Demo = true
	return m.leave()
}
