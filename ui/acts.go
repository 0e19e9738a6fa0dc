package ui

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/store"
)

// reload makes the list of the room anew, with the cursor on the story to keep.
func (m *Model) reload(keep store.ID) tea.Cmd {
	l := m.list()
	l.query = m.filter.query(m.room, m.world.now().Add(-m.opt.FrontAge).Unix())
	l.query.Typing = m.search != nil
	l.asking = true
	return m.world.list(l.query, keep, windowSize(m.layout.stories()), true)
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
	m.room, m.reading = room, false
	l := m.list()
	same := m.filter.query(room, l.query.Since)
	same.UpTo, same.Read = l.query.UpTo, l.query.Read
	s, _ := l.selected()
	switch {
	case !l.loaded || l.query != same || room == store.Saved:
		return m.reload(s.ID)
	case l.stale:
		l.asking = true
		return m.world.list(l.query, s.ID, windowSize(m.layout.stories()), false)
	}
	return tea.Batch(m.world.arrived(l.query), m.rest())
}

func (m *Model) resize(width, height int) tea.Cmd {
	m.layout = newLayout(width, height)
	for i := range m.lists {
		l := &m.lists[i]
		l.move(l.cursor, m.layout)
	}
	return tea.Batch(m.more(), m.reset(), m.rest())
}

func (m *Model) retheme(dark bool) tea.Cmd {
	if dark == m.theme.dark {
		return nil
	}
	m.theme = newTheme(dark)
	return m.reset()
}

// reset sets the story in the reader again when its width or theme has changed.
func (m *Model) reset() tea.Cmd {
	r := &m.reader
	want := r.want
	want.width, want.dark = m.layout.textWidth(m.opt.Width), m.theme.dark
	if r.want.id == 0 || want == r.want {
		return nil
	}
	r.want = want
	if !r.set {
		return m.world.text(want)
	}
	return m.world.set(want, r.body, r.article)
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

// rest waits for the cursor to rest, to show the story beside the list.
func (m *Model) rest() tea.Cmd {
	s, ok := m.list().selected()
	if !m.layout.two || !ok || m.reading || s.ID == m.reader.want.id {
		return nil
	}
	return restOn(s.ID)
}

func (m *Model) gotRest(msg restMsg) tea.Cmd {
	s, ok := m.list().selected()
	if !m.layout.two || m.reading || !ok || s.ID != msg.id || m.reader.want.id == msg.id {
		return nil
	}
	m.reader.show(s, m.layout.textWidth(m.opt.Width), m.theme.dark, true)
	return m.world.text(m.reader.want)
}

func (m *Model) gotList(msg listMsg) tea.Cmd {
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
	return tea.Batch(m.more(), m.rest())
}

// readStory opens a story: its text is asked for, and it counts as read.
func (m *Model) readStory(s store.Story) tea.Cmd {
	m.reading = true
	var cmds []tea.Cmd
	if m.reader.want.id != s.ID {
		m.reader.show(s, m.layout.textWidth(m.opt.Width), m.theme.dark, false)
		cmds = append(cmds, m.world.text(m.reader.want))
	} else {
		m.reader.preview = false
		cmds = append(cmds, m.wantPage())
	}
	if !s.Read {
		m.mirror(s.ID, func(s *store.Story) { s.Read = true })
		m.status.counts.Unread = max(m.status.counts.Unread-1, 0)
		cmds = append(cmds, m.world.markRead(s.ID, true))
	}
	return tea.Batch(cmds...)
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
	if r.preview || !r.set || m.opt.ReadOnly || !r.needsPage(m.world.now()) {
		return nil
	}
	r.fetch = true
	return m.world.fetch(r.body)
}

func (m *Model) gotText(msg textMsg) tea.Cmd {
	if msg.err != nil {
		if msg.page == m.reader.want {
			return m.status.warn(m.errorText(msg.err))
		}
		return nil
	}
	if !m.reader.take(msg, m.layout.rows) {
		return nil
	}
	return m.wantPage()
}

func (m *Model) gotPage(msg fetchedMsg) tea.Cmd {
	r := &m.reader
	if r.want.id != msg.id {
		return nil
	}
	r.fetch = false
	r.want.round++
	return m.world.text(r.want)
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
	case msg.inText: // far away: its window comes first, then the key is pressed again by the reader
		m.reading = false
	}
	return tea.Batch(m.more(), m.rest())
}

// gotAct tells what was written, or takes back what could not be.
func (m *Model) gotAct(msg actMsg) tea.Cmd {
	switch {
	case errors.Is(msg.err, errNothing):
		return m.status.say("Nothing to " + pick(msg.verb == "undone", "undo", "redo"))
	case msg.err != nil:
		return tea.Batch(m.status.warn("Not kept: "+msg.err.Error()), m.renewMarks())
	case msg.verb != "":
		return tea.Batch(m.status.say(upperFirst(msg.verb)+": "+actWords(msg.act)), m.renewMarks())
	case msg.act.Kind == "read" && msg.id != 0:
		return m.world.counts()
	case msg.act.Kind == "" || msg.act.Count == 0:
		return m.world.counts()
	}
	cmds := []tea.Cmd{m.status.say(upperFirst(actWords(msg.act)) + " · u undo"), m.world.counts()}
	if msg.id == 0 || m.room == store.Saved {
		cmds = append(cmds, m.renewMarks())
	}
	return tea.Batch(cmds...)
}

// renewMarks reads the marks of the stories at hand again, the list staying what it is.
func (m *Model) renewMarks() tea.Cmd {
	l := m.list()
	cmds := []tea.Cmd{m.world.counts()}
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

// actWords says what an act did: "3 stories marked read".
func actWords(a store.Act) string {
	what := map[string]string{"read": "marked read", "unread": "marked unread", "saved": "bookmarked", "unsaved": "bookmark taken away"}[a.Kind]
	if a.Count == 1 && a.Title != "" {
		return what + ": " + cut(a.Title, 40)
	}
	return fmt.Sprintf("%s %s %s", thousands(a.Count), plural(a.Count, "story", "stories"), what)
}

func (m *Model) gotWhy(msg whyMsg) {
	if m.boxFor != msg.id || msg.err != nil {
		return
	}
	s := m.current()
	m.box = whyBox(m.theme, s, msg.hits, func(name string) int { return topicIndex(m.world.topics, name) }, m.layout.width)
}

func (m *Model) gotFeeds(msg feedsMsg) {
	if msg.err != nil {
		return
	}
	now := m.world.now()
	m.box = feedsBox(m.theme, msg.feeds, func(f store.FeedState) string {
		if f.Checked.IsZero() {
			return "not asked yet"
		}
		return "asked " + ago(now, f.Checked)
	}, m.layout.width)
}

// gotReports counts what a refresh brought. A list that nobody has touched takes new stories in, another announces them.
func (m *Model) gotReports(msg reportsMsg) tea.Cmd {
	if msg.run != m.refresh.run {
		return nil
	}
	news := m.refresh.take(msg.reports)
	var cmds []tea.Cmd
	if msg.done {
		cmds = append(cmds, m.end())
	} else {
		cmds = append(cmds, func() tea.Msg { return msg.run.next() })
	}
	if news || msg.done {
		cmds = append(cmds, m.world.counts())
		l := m.list()
		switch {
		case l.asking && !msg.done:
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
	if m.refresh.run != nil || m.opt.Refresh <= 0 || m.world.now().Sub(m.asked) < m.opt.Refresh {
		return nil
	}
	return m.begin(false)
}

// current is the story that a key is about: the one that is read, else the one under the cursor.
func (m *Model) current() store.Story {
	if m.reading {
		return m.reader.story
	}
	s, _ := m.list().selected()
	return s
}

func (m *Model) paste(msg tea.PasteMsg) tea.Cmd {
	var cmd tea.Cmd
	switch {
	case m.search != nil:
		f, _, c := m.search.edit(msg, m.filter)
		return tea.Batch(c, m.change(f))
	case m.palette != nil:
		m.palette.input, cmd = m.palette.input.Update(msg)
	}
	return cmd
}

// change shows another filter when it is another.
func (m *Model) change(f filter) tea.Cmd {
	if f.line() == m.filter.line() {
		m.filter = f
		return nil
	}
	return m.refilter(f)
}

// key hears a key where the reader is: in a box, on a line of input, in the text, in the list.
func (m *Model) key(msg tea.KeyPressMsg) tea.Cmd {
	k := msg.String()
	if k == "ctrl+c" {
		return tea.Quit
	}
	switch {
	case m.box != nil:
		if m.box.key(k, m.layout.height) {
			m.box, m.boxFor = nil, 0
		}
		return nil
	case m.palette != nil:
		f, done, cmd := m.palette.key(msg, m.filter)
		if done {
			m.palette = nil
		}
		return tea.Batch(cmd, m.change(f))
	case m.search != nil:
		f, done, cmd := m.search.key(msg, m.filter)
		if done {
			m.search = nil
			return tea.Batch(cmd, m.refilter(f))
		}
		return tea.Batch(cmd, m.change(f))
	}
	where := inList
	if m.reading {
		where = inReader
	}
	a := m.keys[where][k]
	if n, err := strconv.Atoi(k); err == nil && len(k) == 1 && (n > 0 || m.count > 0) {
		return m.digit(n)
	}
	return m.perform(a)
}

// digit gathers a count; a single digit that no movement follows names a topic.
func (m *Model) digit(n int) tea.Cmd {
	m.count = min(m.count*10+n, 9999)
	m.digits++
	if m.count < 10 && !m.reading {
		return digitAfter(m.digits)
	}
	return nil
}

// pickDigit shows only the topic that a digit names, or all again.
func (m *Model) pickDigit() tea.Cmd {
	n := m.count
	m.count = 0
	if n > len(m.world.topics) {
		return m.status.say(fmt.Sprintf("The config has %d %s", len(m.world.topics), plural(len(m.world.topics), "topic", "topics")))
	}
	return m.refilter(m.filter.only(m.world.topics[n-1].Name))
}

// perform does what a key stands for.
func (m *Model) perform(a action) tea.Cmd {
	times := max(m.count, 1)
	switch a {
	case down, up, nextStory, prevStory, halfDown, halfUp, pageDown, pageUp:
		m.count = 0
		m.digits++
	default:
		if m.count > 0 && m.count < 10 && !m.reading {
			m.digits++
			return tea.Batch(m.pickDigit(), m.perform(a))
		}
		m.count = 0
	}
	if m.reading {
		return m.inReader(a, times)
	}
	return m.inList(a, times)
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
		if s, ok := l.selected(); ok {
			l.moved = true
			return m.readStory(s)
		}
		return nil
	case back, leave:
		return m.stepBack(a == leave)
	case markAll:
		if l.page.Total > 0 {
			return m.world.markList(l.query)
		}
		return nil
	case search:
		m.search = newSearch(m.theme, m.filter)
		return nil
	case unreadOnly:
		c := chip{kind: unreadChip}
		return m.refilter(m.filter.set(c, !m.filter.has(c)))
	case allTopics:
		return m.change(m.filter.without(aboutTopics))
	case dropChip:
		if n := len(m.filter); n > 0 {
			return m.refilter(m.filter[: n-1 : n-1])
		}
		return nil
	case showArrived:
		return m.renew()
	case refreshAll:
		l.moved = false
		return m.begin(true)
	case openDemo:
		if m.status.counts.Stories == 0 && !m.opt.Demo {
			m.outcome.Demo = true
			return tea.Quit
		}
		return nil
	case showFeeds:
		return m.world.feeds()
	}
	return m.anywhere(a)
}

// goTo puts the cursor at a position of the list.
func (m *Model) goTo(at int) tea.Cmd {
	l := m.list()
	l.moved = true
	l.move(at, m.layout)
	return tea.Batch(m.more(), m.rest())
}

// stepBack peels one layer off: a filter, the room; leaving the front page ends the program.
func (m *Model) stepBack(leaving bool) tea.Cmd {
	switch {
	case len(m.filter) > 0 && !leaving:
		return m.refilter(m.filter[: len(m.filter)-1 : len(m.filter)-1])
	case m.room != store.Front:
		return m.enter(store.Front)
	case leaving:
		return tea.Quit
	}
	return nil
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
		r.offset = 0
	case bottom:
		r.offset = r.last(rows)
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
		return m.rest()
	case nextStory:
		return m.neighbour(times)
	case prevStory:
		return m.neighbour(-times)
	case showHidden:
		r.want.hidden = !r.want.hidden
		return m.world.set(r.want, r.body, r.article)
	case refreshPage:
		if r.story.URL == "" || r.fetch || m.opt.ReadOnly {
			return nil
		}
		r.fetch = true
		return m.world.fetch(r.body)
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
	if s, ok := l.selected(); ok {
		return tea.Batch(cmd, m.readStory(s))
	}
	return cmd
}

// anywhere does what a key stands for in the list and in the text alike.
func (m *Model) anywhere(a action) tea.Cmd {
	l, s := m.list(), m.current()
	switch a {
	case nextUnread:
		return m.world.nextUnread(l.query, l.cursor, false, m.reading)
	case prevUnread:
		return m.world.nextUnread(l.query, l.cursor, true, m.reading)
	case toggleRead:
		return m.toggleRead(s)
	case bookmark:
		return m.toggleSaved(s)
	case goSaved:
		return m.enter(store.Saved)
	case nextRoom:
		return m.enter(store.Room((int(m.room) + 1) % len(rooms)))
	case prevRoom:
		return m.enter(store.Room((int(m.room) + len(rooms) - 1) % len(rooms)))
	case pickTopics:
		m.palette = &topicPalette{input: newInput("> ", m.theme), before: m.filter, asked: l.query}
		return m.world.topicCounts(l.query)
	case why:
		if s.ID == 0 {
			return nil
		}
		m.boxFor = s.ID
		return m.world.why(s.ID)
	case browse:
		if s.URL == "" {
			return m.status.say("This story has no address")
		}
		return tea.Batch(m.world.open(s.URL), m.status.say("Opened in the browser: "+host(s.URL)))
	case copyLink:
		if s.URL == "" {
			return m.status.say("This story has no address")
		}
		return tea.Batch(tea.SetClipboard(s.URL), m.status.say("Link copied: "+host(s.URL)))
	case undo:
		return m.world.undo()
	case redo:
		return m.world.redo()
	case help:
		m.box = helpBox(m.theme, pick2(m.reading, inReader, inList), m.layout.width)
	case quit:
		return tea.Quit
	}
	return nil
}

func (m *Model) toggleRead(s store.Story) tea.Cmd {
	if s.ID == 0 {
		return nil
	}
	read := !s.Read
	m.mirror(s.ID, func(s *store.Story) { s.Read = read })
	return m.world.markRead(s.ID, read)
}

func (m *Model) toggleSaved(s store.Story) tea.Cmd {
	if s.ID == 0 {
		return nil
	}
	saved := !s.Saved
	m.mirror(s.ID, func(s *store.Story) { s.Saved = saved })
	return m.world.save(s.ID, saved)
}

func pick2(yes bool, a, b place) place {
	if yes {
		return a
	}
	return b
}

// host is the site of an address, for a message.
func host(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	h, _, _ := strings.Cut(rest, "/")
	return h
}

func lineWidth(lines []string) int {
	w := 0
	for _, l := range lines {
		w = max(w, ansi.StringWidth(l))
	}
	return w
}
