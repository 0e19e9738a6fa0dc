package ui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/dustin/go-humanize"

	"dateline/store"
)

// status is the frame around the rooms: masthead, tabs, and the line at the bottom.
type status struct {
	counts  store.Counts
	message string
	warning bool
	number  int // of the message, so that only its own timer clears it
}

// say shows a message for a while.
func (s *status) say(message string) tea.Cmd {
	s.number++
	s.message, s.warning = message, false
	return quietAfter(s.number)
}

// warn shows a message in the colour of a warning.
func (s *status) warn(message string) tea.Cmd {
	cmd := s.say(message)
	s.warning = true
	return cmd
}

// hold shows a message until another comes.
func (s *status) hold(message string) tea.Cmd {
	s.number++
	s.message, s.warning = message, false
	return nil
}

func (s *status) quiet(n int) {
	if n == s.number {
		s.message = ""
	}
}

// masthead is the first line: the name, the day, what is unread.
func (m *Model) masthead() string {
	name := m.theme.masthead.Render(" DATELINE")
	if m.opt.Demo {
		name += m.theme.chip.Render(" demo")
	}
	now := m.world.now()
	day := now.Format("Mon 2 Jan 2006 · 15:04")
	unread := fmt.Sprintf("%s unread · %d feeds", humanize.Comma(int64(m.status.counts.Unread)), m.status.counts.Feeds)
	width := m.layout.width
	if width < 60 {
		day = now.Format("2 Jan · 15:04")
		unread = fmt.Sprintf("%s unread", humanize.Comma(int64(m.status.counts.Unread)))
	}
	right := m.theme.faint.Render(unread + " ")
	line := spread(name, right, width)
	// The day stands in the middle when it does not touch its neighbours.
	at := (width - ansi.StringWidth(day)) / 2
	if left, end := ansi.StringWidth(name), width-ansi.StringWidth(right); at > left+2 && at+ansi.StringWidth(day)+2 < end {
		line = pad(name, at) + m.theme.faint.Render(day) + strings.Repeat(" ", end-at-ansi.StringWidth(day)) + right
	}
	return line
}

// rooms are the lists one can be in, in the order of tab.
var rooms = []struct {
	room store.Room
	name string
}{{store.Front, "Front page"}, {store.Latest, "Latest"}, {store.Saved, "Saved"}}

// tabs is the second line: the rooms, and what narrows them.
func (m *Model) tabs() string {
	if s := m.sheet(); s != nil && !m.reading {
		return m.trail()
	}
	var b strings.Builder
	b.WriteString(" ")
	for _, r := range rooms {
		name := m.tabName(r.room, r.name)
		style := m.theme.tab
		if r.room == m.room {
			style = m.theme.tabOn
			name = "[" + name + "]"
		} else {
			name = " " + name + " "
		}
		b.WriteString(style.Render(name) + " ")
	}
	left := b.String()
	chips := m.filter.line()
	if chips == "" {
		return left
	}
	room := m.layout.width - ansi.StringWidth(left) - 2
	if room < 12 {
		left, room = "", m.layout.width-2
	}
	return spread(left, m.theme.chip.Render(cut(chips, room))+" ", m.layout.width)
}

// trail is the second line over a sheet: where back leads, and where one is.
func (m *Model) trail() string {
	var b strings.Builder
	b.WriteString(" ")
	from := m.tabName(m.room, rooms[m.room].name)
	if m.sheets[0].reading {
		from = "Story"
	}
	b.WriteString(m.theme.tab.Render("‹ " + from + " "))
	for _, s := range m.sheets[:len(m.sheets)-1] {
		b.WriteString(m.theme.tab.Render("‹ " + s.name() + " "))
	}
	left := b.String()
	return left + m.theme.tabOn.Render("["+cut(m.sheet().name(), max(m.layout.width-ansi.StringWidth(left)-3, 8))+"]")
}

// tabName is what a room is called on its tab.
func (m *Model) tabName(room store.Room, name string) string {
	switch {
	case room == store.Saved && m.status.counts.Saved > 0:
		return name + " " + humanize.Comma(int64(m.status.counts.Saved))
	case room == store.Front && m.layout.width < 60:
		return "Front"
	}
	return name
}

// footer is the last line: what just happened, what goes on, and a few keys.
func (m *Model) footer() string {
	if m.ask != nil {
		return m.ask.line(m.theme, m.layout.width)
	}
	if m.search != nil {
		return m.searchLine()
	}
	left := ""
	switch {
	case m.status.message != "" && m.status.warning:
		left = m.theme.warning.Render(" " + cut(m.status.message, m.layout.width-2))
	case m.status.message != "":
		left = m.theme.text.Render(" " + cut(m.status.message, m.layout.width-2))
	case m.pending != "":
		left = m.theme.faint.Render(" " + keyName(m.pending) + " …")
	case m.count > 9 || m.count > 0 && m.reading:
		left = m.theme.faint.Render(fmt.Sprintf(" %d …", m.count))
	case m.list().arrived > 0 && !m.reading:
		left = m.theme.chip.Render(fmt.Sprintf(" %s new %s", humanize.Comma(int64(m.list().arrived)), plural(m.list().arrived, "story", "stories"))) +
			m.theme.faint.Render(" · ") + m.theme.key.Render(m.keys.of(showArrived)) + m.theme.faint.Render(" to show")
	case m.refresh.run != nil:
		left = m.theme.faint.Render(" " + m.refresh.line(m.keys))
	}
	hints := m.hints()
	for len(hints) > 0 {
		right := m.hintLine(hints)
		if ansi.StringWidth(left)+ansi.StringWidth(right)+3 <= m.layout.width {
			return spread(left, right+" ", m.layout.width)
		}
		hints = hints[:len(hints)-1]
	}
	return left
}

// searchLine is the last line while words are typed: at its right what they find, or what is wrong with them.
func (m *Model) searchLine() string {
	l, right := m.list(), ""
	switch {
	case m.search.input.Value() == "":
	case l.err != nil:
		right = m.theme.warning.Render(cut(m.errorText(l.err), m.layout.width*3/5))
	case l.asking:
	case l.loaded:
		right = m.theme.faint.Render(humanize.Comma(int64(l.page.Total)) + " found")
	}
	return spread(" "+m.search.input.View(), right+" ", m.layout.width)
}

// hint is an action worth knowing, and what it does in a word.
type hint struct {
	action action
	does   string
}

// hints are what is worth knowing here, the most useful first: as many are shown as fit.
func (m *Model) hints() []hint {
	if s := m.sheet(); s != nil && !m.reading {
		return append([]hint{{help, "help"}, {back, "back"}}, s.hints()...)
	}
	if m.reading {
		return []hint{{help, "help"}, {back, "back"}, {onward, "page"}, {nextStory, "next story"}, {bookmark, "bookmark"}, {browse, "browser"}}
	}
	return []hint{{help, "help"}, {open, "read"}, {pickTopics, "topics"}, {search, "search"}, {bookmark, "bookmark"}, {nextRoom, "rooms"}}
}

// hintLine puts help at the end, where screens of this kind have it.
func (m *Model) hintLine(hints []hint) string {
	var parts []string
	for _, h := range append(append([]hint{}, hints[1:]...), hints[0]) {
		parts = append(parts, m.theme.key.Render(m.keys.of(h.action))+m.theme.faint.Render(" "+h.does))
	}
	return strings.Join(parts, m.theme.rule.Render(" · "))
}

// hours says a span in hours or days.
func hours(d time.Duration) string {
	if d >= 72*time.Hour {
		return fmt.Sprintf("%d days", int(d.Hours()/24))
	}
	return fmt.Sprintf("%d hours", int(d.Hours()))
}

func plural(n int, one, many string) string { return pick(n == 1, one, many) }

// emptyLines say what an empty room is for and which key fills it.
func (m *Model) emptyLines() []string {
	l := m.list()
	switch {
	case l.err != nil:
		return []string{m.errorText(l.err)}
	case !l.loaded:
		return []string{""}
	case len(m.filter) > 0:
		return []string{"No story here passes the filter: " + strings.TrimSuffix(m.filter.line(), " ✕"), m.keys.hint(dropChip, "takes the last one away")}
	case m.room == store.Saved:
		return []string{"Nothing saved yet.", m.keys.hint(bookmark, "on a story keeps it here, with its text, for ever.")}
	case m.status.counts.Stories > 0:
		return []string{"Nothing new in the last " + hours(m.opt.FrontAge) + ".", m.keys.hint(nextRoom, "latest stories") + " · " + m.keys.hint(refreshAll, "ask every feed again")}
	case m.refresh.run != nil:
		return []string{"Asking your feeds …", "stories appear as they arrive"}
	case m.refresh.offline:
		return []string{"No feed could be reached.", "Is there a network?", m.keys.hint(refreshAll, "try again") + " · " + m.keys.hint(openDemo, "demo newsroom")}
	}
	return []string{"Nothing stored yet.", m.keys.hint(refreshAll, "ask every feed") + " · " + m.keys.hint(openDemo, "demo newsroom")}
}

func (m *Model) errorText(err error) string { return upperFirst(err.Error()) }
