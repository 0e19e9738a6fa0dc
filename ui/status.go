package ui

import (
	"errors"
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
	views   []store.ListCount // of the views of the config
	lines   []store.Storyline // those that are followed
	fresh   int               // unread rows of the front page that are new since the last visit
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
	n := m.status.counts.Feeds
	unread := fmt.Sprintf("%s unread · %d %s", humanize.Comma(int64(m.status.counts.Unread)), n, plural(n, "feed", "feeds"))
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

// footer is the last line: what just happened, what goes on, and a few keys.
func (m *Model) footer() string {
	if m.ask != nil {
		return m.ask.line(m.theme, m.layout.width)
	}
	switch {
	case m.search != nil:
		return m.searchLine()
	case m.reader.find != nil && m.reader.find.typing:
		return m.findLine()
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

// some is a number, with a + where there may be more.
func some(n int, more bool) string { return humanize.Comma(int64(n)) + pick(more, "+", "") }

// searchLine is the last line while words are typed: at its right what they find, or what is wrong with them.
func (m *Model) searchLine() string {
	l, right := m.list(), ""
	switch {
	case m.search.input.Value() == "":
	case l.err != nil:
		right = m.theme.warning.Render(m.searchTrouble(l.err))
	case l.asking:
	case l.loaded:
		right = m.theme.faint.Render(some(l.page.Total, l.page.More) + " found")
	}
	return spread(" "+inputView(m.search.input, m.search.example, m.theme), right+" ", m.layout.width)
}

// searchTrouble is what is wrong with the words, in the room that they leave: what would be right stands at its end and goes last.
func (m *Model) searchTrouble(err error) string {
	words := m.errorText(err)
	room := max(m.layout.width-ansi.StringWidth(m.search.input.View())-3, m.layout.width*3/5)
	for ansi.StringWidth(words) > room {
		_, rest, more := strings.Cut(words, " · ")
		if !more {
			break
		}
		words = rest
	}
	return cut(words, room)
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
	switch {
	case m.inFind():
		return []hint{{help, "help"}, {nextHit, "next"}, {prevHit, "previous"}, {back, "end"}, {search, "other words"}}
	case m.reading && m.reader.want.hidden:
		return []hint{{help, "help"}, {nextHiddenBlock, "next hidden"}, {siteRule, m.reader.ruleWord()}, {showHidden, "hide again"}, {nextBlock, "next block"}}
	case m.reading:
		return []hint{{help, "help"}, {back, "back"}, {onward, "page"}, {nextStory, "next story"}, {bookmark, "bookmark"}, {browse, "browser"}, {search, "find"}, {links, "links"}}
	}
	return []hint{{help, "help"}, {open, "read"}, {pickTopics, "topics"}, {search, "search"}, {bookmark, "bookmark"}, {nextRoom, "rooms"}}
}

// hintLine puts help at the end, where screens of this kind have it.
func (m *Model) hintLine(hints []hint) string {
	var parts []string
	for _, h := range append(append([]hint{}, hints[1:]...), hints[0]) {
		if m.keys.of(h.action) == "" {
			continue
		}
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

func (m *Model) errorText(err error) string {
	if errors.Is(err, store.ErrFull) { // what was done, and where, would push the reason off the line
		return upperFirst(store.ErrFull.Error())
	}
	return upperFirst(err.Error())
}

// zenFooter is the last line when only the text is shown.
func (m *Model) zenFooter() string {
	switch {
	case m.search != nil || m.reader.find != nil && m.reader.find.typing, m.status.message != "", m.pending != "":
		return m.footer()
	}
	return ""
}
