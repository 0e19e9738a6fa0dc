package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/dustin/go-humanize"

	"dateline/store"
)

// rooms are the lists one can be in, in the order of tab; views follow them.
var rooms = []roomName{{store.Front, "Front page"}, {store.Latest, "Latest"}, {store.Saved, "Saved"}, {store.Following, "Following"}}

// roomName is a room and what it is called.
type roomName struct {
	room store.Room
	name string
}

// tab is a room or a view on the second line of the screen.
type tab struct {
	name string
	on   bool
	view int // which one, from 1; 0: a room
	room store.Room
}

// allTabs are the rooms, then the views, with how much there is to read in them.
func (m *Model) allTabs() []tab {
	var out []tab
	view := m.filter.view()
	for _, r := range rooms {
		out = append(out, tab{name: m.tabName(r.room, r.name), on: view == "" && r.room == m.room, room: r.room})
	}
	for i, v := range m.world.views {
		t := tab{name: cut(v.Name, 20), on: v.Name == view, view: i + 1}
		if i < len(m.status.views) && m.status.views[i].Unread > 0 {
			t.name += " " + some(m.status.views[i].Unread, m.status.views[i].More)
		}
		out = append(out, t)
	}
	return out
}

// tabs is the second line: the rooms and views, and what narrows them.
func (m *Model) tabs() string {
	if s := m.sheet(); s != nil && !m.reading {
		return m.trail()
	}
	var b strings.Builder
	b.WriteString(" ")
	used := 1
	chips := m.chips()
	room := m.layout.width - min(ansi.StringWidth(chips)+2, m.layout.width/2)
	for _, t := range m.allTabs() {
		if used += ansi.StringWidth(t.name) + 3; t.view > 0 && used > room && !t.on {
			continue
		}
		style, name := m.theme.tab, " "+t.name+" "
		if t.on {
			style, name = m.theme.tabOn, "["+t.name+"]"
		}
		b.WriteString(style.Render(name) + " ")
	}
	left := b.String()
	if chips == "" {
		if line := m.freshLine(); line != "" && ansi.StringWidth(left)+ansi.StringWidth(line)+3 <= m.layout.width {
			return spread(left, m.theme.fresh.Render(line)+" ", m.layout.width)
		}
		return ansi.Truncate(left, m.layout.width, "…")
	}
	room = m.layout.width - ansi.StringWidth(left) - 2
	if room < 12 { // where one is, and what narrows it, come before the other rooms
		left = " " + m.theme.tabOn.Render(m.hereName())
		room = m.layout.width - ansi.StringWidth(left) - 3
	}
	return spread(left, m.theme.chip.Render(cut(chips, room))+" ", m.layout.width)
}

// hereName is the tab that is shown, in its brackets.
func (m *Model) hereName() string {
	for _, t := range m.allTabs() {
		if t.on {
			return "[" + cut(t.name, max(m.layout.width/2-3, 4)) + "]"
		}
	}
	return ""
}

// chips are what narrows the room, and its order where that is not the usual one.
func (m *Model) chips() string {
	f := m.filter
	if v := f.view(); v != "" && len(f) > 1 {
		f = f.without(aboutViews) // its tab says it
	} else if v != "" && len(f) == 1 {
		f = nil
	}
	parts := []string{}
	if o := m.order[m.room]; o != store.Usual {
		parts = append(parts, orderName(o))
	}
	if l := f.line(); l != "" {
		parts = append(parts, l)
	}
	return strings.Join(parts, " · ")
}

// tabName is what a room is called on its tab.
func (m *Model) tabName(room store.Room, name string) string {
	switch {
	case room == store.Saved && m.status.counts.Saved > 0:
		return name + " " + humanize.Comma(int64(m.status.counts.Saved))
	case room == store.Following && len(m.status.lines) > 0:
		return name + " " + humanize.Comma(int64(len(m.status.lines)))
	case room == store.Front && m.layout.width < 60:
		return "Front"
	}
	return name
}

// stepTab goes to the next tab, or the one before.
func (m *Model) stepTab(by int) tea.Cmd {
	all := m.allTabs()
	at := 0
	for i, t := range all {
		if t.on {
			at = i
		}
	}
	return m.openTab(all[(at+by+len(all))%len(all)])
}

// openTab goes to a room, without the view that was shown, or to a view.
func (m *Model) openTab(t tab) tea.Cmd {
	if t.view > 0 {
		return m.showView(m.world.views[t.view-1])
	}
	if m.filter.view() != "" {
		m.filter = m.filter.without(aboutViews)
	}
	return m.enter(t.room)
}

// trail is the second line over a sheet: where back leads, and where one is. Where there is no room for all of it, the rooms left long ago
// are not named.
func (m *Model) trail() string {
	way := []string{m.tabName(m.room, rooms[m.room].name)}
	if m.sheets[0].reading {
		way[0] = "Story"
	}
	for _, s := range m.sheets[:len(m.sheets)-1] {
		way = append(way, s.name())
	}
	here := "[" + m.sheet().name() + "]"
	left := " ‹ " + strings.Join(way, " ‹ ") + " "
	for len(way) > 0 && ansi.StringWidth(left+here) > m.layout.width {
		way = way[1:]
		left = " ‹ " + strings.Join(append([]string{"…"}, way...), " ‹ ") + " "
	}
	return m.theme.tab.Render(left) + m.theme.tabOn.Render(cut(here, m.layout.width-ansi.StringWidth(left)))
}
