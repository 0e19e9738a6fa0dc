package ui

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"
	"github.com/dustin/go-humanize"

	"dateline/internal/safe"
	"dateline/store"
	"dateline/store/query"
)

// gotList takes a list, or a part of one. After the first, the store is told the topics; then the feeds that are due are asked.
func (m *Model) gotList(msg listMsg) tea.Cmd {
	if m.begun || m.opt.ReadOnly {
		return m.takeList(msg)
	}
	m.begun = true
	return tea.Batch(m.takeList(msg), m.world.label())
}

func (m *Model) takeList(msg listMsg) tea.Cmd {
	l := m.list()
	for i := range m.lists { // an answer may be for a room that was left
		if m.lists[i].query == msg.asked && m.lists[i].query.Room == msg.asked.Room {
			l = &m.lists[i]
		}
	}
	if !l.take(msg, m.layout) {
		return nil
	}
	if msg.err != nil {
		if m.search != nil {
			return nil // while words are typed the last good answer stays
		}
		return m.status.warn(m.errorText(msg.err))
	}
	if s, ok := l.selected(); ok && l.open && l == m.list() {
		l.open = false
		return tea.Batch(m.more(), m.readStory(s))
	}
	cmds := []tea.Cmd{m.more(), m.preview(), m.blame(), m.renewSide(), m.lookSoon()}
	if l == &m.lists[store.Front] {
		cmds = append(cmds, m.settle())
	}
	return tea.Batch(cmds...)
}

func (m *Model) gotText(msg textMsg) tea.Cmd {
	if msg.page == m.walking.wanted {
		if again := m.turnTo(msg.page); again != nil {
			return again
		}
	}
	if msg.err != nil {
		if msg.page == m.reader.want {
			return m.status.warn(m.errorText(msg.err))
		}
		return nil
	}
	if !m.reader.take(msg, m.readerLayout().rows) {
		return nil
	}
	if cmd := m.remembered(); cmd != nil {
		return cmd
	}
	m.reader.rest = msg.next
	return tea.Batch(m.setRest(), m.refind(), m.wantPage(), m.wantPictures(), m.sendPictures())
}

func (m *Model) gotNext(msg nextMsg) tea.Cmd {
	l := m.list()
	if msg.asked != l.query {
		return nil
	}
	if !msg.found {
		return m.status.say(pick(msg.back, "No unread story above", "No unread story below"))
	}
	l.moved = true
	l.move(msg.at, m.layout)
	s, ok := l.selected()
	switch {
	case ok && msg.inText:
		return tea.Batch(m.more(), m.readStory(s))
	case msg.inText: // far away: its part of the list comes first
		l.open = true
	}
	return tea.Batch(m.more(), m.walk())
}

// gotAct tells what was written, or takes back what could not be.
func (m *Model) gotAct(msg actMsg) tea.Cmd {
	switch {
	case errors.Is(msg.err, errNothing):
		return m.status.say("Nothing to " + pick(msg.verb == "undone", "undo", "redo"))
	case msg.err != nil:
		return tea.Batch(m.status.warn(notKept(msg.err)), m.renewMarks())
	case msg.verb != "":
		return tea.Batch(m.status.say(upperFirst(msg.verb)+": "+actWords(msg.act)), m.renewMarks(), m.renewSetup(msg.act))
	case msg.act.Kind == "read" && msg.id != 0:
		return m.world.counts()
	case msg.act.Kind == "" || msg.act.Count == 0:
		return m.world.counts()
	}
	cmds := []tea.Cmd{m.status.say(upperFirst(actWords(msg.act)) + " · " + m.keys.hint(undo, "undo")), m.world.counts()}
	if msg.act.Kind == "saved" && msg.id != 0 {
		cmds = append(cmds, m.world.keepText(msg.id))
	}
	if msg.act.File != "" {
		if query := m.filter.asQuery(); msg.act.Kind == "view kept" && query != "" && !m.reading {
			cmds = append(cmds, m.showView(View{msg.act.Title, query}))
		}
		return tea.Batch(append(cmds, m.renewSetup(msg.act))...)
	}
	if msg.id == 0 || m.room == store.Saved {
		return tea.Batch(append(cmds, m.renewMarks())...)
	}
	return tea.Batch(append(cmds, m.renewSheet())...)
}

// notKept says why nothing was written: the words that were to choose the stories are wrong, or the store is in trouble.
func notKept(err error) string {
	if wrong := (*query.Error)(nil); errors.As(err, &wrong) {
		return wrong.Error()
	}
	return "Not kept: " + err.Error()
}

// renewSetup reads the configuration again when an act has changed it.
func (m *Model) renewSetup(a store.Act) tea.Cmd {
	if a.File == "" || m.opt.Desk == nil {
		return nil
	}
	return m.world.setup(m.opt.Desk)
}

// renewMarks reads the marks of the stories at hand again, the list staying what it is.
func (m *Model) renewMarks() tea.Cmd {
	l := m.list()
	cmds := []tea.Cmd{m.world.counts(), m.renewSheet()}
	if s, ok := l.selected(); ok && l.loaded {
		l.asking = true
		cmds = append(cmds, m.world.list(l.query, s.ID, windowSize(m.layout.stories()), false))
	} else {
		cmds = append(cmds, m.reload(0))
	}
	for i := range m.lists {
		if store.Room(i) != m.room {
			m.lists[i].stale = true
		}
	}
	return tea.Batch(cmds...)
}

// renewSheet reads again what the sheet on top shows.
func (m *Model) renewSheet() tea.Cmd {
	switch r := m.sheet().(type) {
	case *muteRoom:
		return m.world.mutes()
	case *lineRoom:
		return m.world.storylines()
	case *coverageRoom:
		return m.world.coverage(r.of.ID)
	}
	return nil
}

// actWords says what an act did: "3 stories marked read", "marked read: Storm shuts ports · 3 reports".
func actWords(a store.Act) string {
	what, ok := map[string]string{
		"read": "marked read", "unread": "marked unread", "saved": "bookmarked", "unsaved": "bookmark taken away",
		"topic added": "given a topic", "topic removed": "a topic taken away", "noted": "note kept", "tagged": "tags kept", "muted": "muted", "lifted": "mute lifted",
		"unfollowed": "followed no more", "split": "split out", "joined": "made one story", "pinned": "pinned", "unpinned": "pinned no more",
	}[a.Kind]
	if !ok {
		what = a.Kind
	}
	switch n := humanize.Comma(int64(a.Count)); {
	case a.Kind == "muted" || a.Kind == "lifted":
		return fmt.Sprintf("%s: %s · %s %s", what, cut(muteName(a.Title), 40), n, plural(a.Count, "story", "stories"))
	case a.Title != "" && a.Count > 1:
		return fmt.Sprintf("%s: %s · %s reports", what, cut(a.Title, 40), n)
	case a.Title != "":
		return what + ": " + cut(a.Title, 40)
	default:
		return fmt.Sprintf("%s %s %s", n, plural(a.Count, "story", "stories"), what)
	}
}

func (m *Model) gotWhy(msg whyMsg) tea.Cmd {
	if m.boxFor != msg.id {
		return nil
	}
	if msg.err != nil {
		return m.status.warn(m.errorText(msg.err))
	}
	s := m.current()
	m.box = whyBox(m.theme, s, msg, func(name string) int { return topicIndex(m.world.topics, name) }, m.layout)
	return nil
}

// gotFeeds fills the room of feeds.
func (m *Model) gotFeeds(msg feedsMsg) tea.Cmd {
	if msg.err != nil {
		return m.status.warn(m.errorText(msg.err))
	}
	if r, ok := m.sheet().(*feedRoom); ok {
		for i, f := range msg.feeds {
			msg.feeds[i].trouble = m.opt.trouble(f.FeedState)
		}
		r.take(msg.feeds)
	}
	return nil
}

// trouble is what is wrong with a feed, in words.
func (o Options) trouble(f store.FeedState) string {
	if o.Desk == nil {
		return safe.Line(f.LastError)
	}
	return safe.Line(o.Desk.Trouble(f, o.Now()))
}

func (m *Model) gotCounts(msg countsMsg) tea.Cmd {
	if msg.err != nil {
		return m.status.warn(m.errorText(msg.err))
	}
	m.status.counts, m.status.views, m.status.fresh, m.status.lines = msg.counts, msg.views, msg.fresh, msg.lines
	return nil
}

func (m *Model) gotArrived(msg arrivedMsg) tea.Cmd {
	l := m.list()
	switch {
	case msg.asked != l.query:
		return nil
	case msg.err != nil:
		return m.status.warn(m.errorText(msg.err))
	}
	l.arrived = msg.n
	return nil
}

// gotLabels starts the first refresh: what comes in is labelled by the topics that the store knows.
func (m *Model) gotLabels(msg labelledMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return tea.Batch(m.status.warn(m.errorText(msg.err)), m.begin(false))
	case msg.changed:
		return tea.Batch(m.begin(false), m.renew(), m.world.rising())
	}
	return tea.Batch(m.begin(false), m.world.rising())
}

// gotReports counts what a refresh brought. A list that nobody has touched takes new stories in, another announces them.
func (m *Model) gotReports(msg reportsMsg) tea.Cmd {
	if msg.run != m.refresh.run {
		return nil
	}
	news := m.refresh.take(msg.reports)
	var cmds []tea.Cmd
	if msg.done {
		cmds = append(cmds, m.end(), m.fetchAhead(), m.world.counts())
		if m.refresh.news {
			m.side.asked = store.Query{} // what came in has changed it
			cmds = append(cmds, m.world.rising(), m.renewSide())
		}
	} else {
		cmds = append(cmds, func() tea.Msg { return msg.run.next() })
	}
	if _, ok := m.sheet().(*feedRoom); ok {
		cmds = append(cmds, m.world.feeds())
	}
	if news || msg.joined || msg.done && m.refresh.news {
		cmds = append(cmds, m.world.counts())
		l := m.list()
		switch {
		case l.asking && !msg.done:
		case (msg.done || msg.joined) && m.refresh.first:
			cmds = append(cmds, m.renewEvents())
		case l.restless(m.layout.stories()) && !m.reading:
			cmds = append(cmds, m.renew())
		default:
			cmds = append(cmds, m.world.arrived(l.query))
		}
	}
	return tea.Batch(cmds...)
}

// minute lets ages grow and asks feeds that have become due.
func (m *Model) minute() tea.Cmd {
	if m.refresh.run != nil || m.opt.Refresh <= 0 || m.world.now().Sub(m.asked) < m.opt.Refresh && m.refresh.later == 0 {
		return nil
	}
	return m.begin(false)
}

// renewEvents makes the list anew after the first stories of all were put into events: until then each had a row of its own. While one
// reads it waits for the way back.
func (m *Model) renewEvents() tea.Cmd {
	if m.reading {
		m.list().regroup = true
		return nil
	}
	return m.renew()
}
