package ui

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/store"
)

// key hears a key where the reader is: in a box, on a line of input, in the text, in the list.
func (m *Model) key(msg tea.KeyPressMsg) tea.Cmd {
	k := msg.String()
	if k == "ctrl+c" {
		return m.leave()
	}
	if a, _ := m.keys.look(inList, k); a == suspend && msg.Text == "" { // over whatever is open
		return tea.Suspend
	}
	switch {
	case m.help != nil:
		a, _ := m.keys.look(m.place(), k)
		done, cmd := m.help.key(msg, a)
		if done {
			m.help = nil
		}
		return cmd
	case m.ask != nil:
		return m.keyAnswer(msg)
	case m.chooser != nil:
		return m.keyChooser(msg)
	case m.hintBox != nil:
		return m.keyHints(k)
	case m.mute != nil:
		return m.keyMute(msg)
	case m.box != nil:
		a, _ := m.keys.look(inList, k)
		if m.box.act(a, m.layout.height) {
			m.box, m.boxFor = nil, 0
		}
		return nil
	case m.palette != nil:
		return m.keyPalette(msg)
	case m.commands != nil:
		return m.commandKey(msg)
	case m.reader.find != nil && m.reader.find.typing:
		return m.findKey(msg)
	case m.search != nil:
		f, done, cmd := m.search.key(msg, m.filter)
		if done {
			m.search = nil
			return tea.Batch(cmd, m.refilter(f))
		}
		return tea.Batch(cmd, m.change(f))
	}
	return m.press(k)
}

// place is where a key is heard now, when nothing lies over the rooms.
func (m *Model) place() place {
	if s := m.sheet(); s != nil && !m.reading {
		return s.place()
	}
	return pick(m.reading, inReader, inList)
}

// here are all places of which keys are heard now.
func (m *Model) here() place {
	p := m.place()
	if m.inFind() {
		p |= inHits
	}
	if m.reading && m.reader.want.hidden {
		p |= inHidden
	}
	return p
}

// lookUp is what the keys pressed so far mean here; what is on in a text comes before the text itself.
func (m *Model) lookUp(pressed string) (a action, more bool) {
	if m.inFind() {
		if a, more = m.keys.look(inHits, pressed); a != none || more {
			return a, more
		}
	}
	if m.reading && m.reader.want.hidden {
		if a, more = m.keys.look(inHidden, pressed); a != none || more {
			return a, more
		}
	}
	return m.keys.look(m.place(), pressed)
}

// press takes a key that is no text: alone, as part of a sequence, or as a digit of a count.
func (m *Model) press(k string) tea.Cmd {
	pressed := k
	if m.pending != "" {
		pressed = m.pending + " " + k
	}
	a, more := m.lookUp(pressed)
	switch {
	case more:
		m.pending = pressed
		m.digits++
		return digitAfter(m.digits, countPause)
	case m.pending != "":
		m.pending = ""
		m.digits++
	default:
		if n, err := strconv.Atoi(k); err == nil && (m.count > 0 || n > 0 && (a == number || a == none)) {
			return m.digit(n)
		}
	}
	if a == number {
		return m.pickTopic(m.keys.nth[pressed])
	}
	if a == none {
		if words := m.aliveIn(pressed); words != "" {
			m.count = 0
			return m.status.say(words)
		}
	}
	return m.perform(a)
}

// aliveIn says where a key that means nothing here is alive, and what it does there; "": nowhere.
func (m *Model) aliveIn(pressed string) string {
	for _, p := range places {
		if a, _ := m.keys.look(p.place, pressed); a != none {
			return keyName(pressed) + " is a key " + p.title + ": " + m.keys.bound[m.keys.at[a]].help
		}
	}
	return ""
}

// namesTopics reports that a digit alone is a topic here.
func (m *Model) namesTopics() bool { return !m.reading && m.sheet() == nil }

// digit gathers a count; a single digit that no movement follows names a topic.
func (m *Model) digit(n int) tea.Cmd {
	m.count = min(m.count*10+n, 9999)
	m.digits++
	if m.count < 10 && m.namesTopics() {
		return digitAfter(m.digits, digitPause)
	}
	return digitAfter(m.digits, countPause)
}

// digitOver ends the wait for a movement: one digit over a list names a topic, any other count is forgotten.
func (m *Model) digitOver() tea.Cmd {
	if m.count > 0 && m.count < 10 && m.namesTopics() {
		return m.pickDigit()
	}
	m.count, m.pending = 0, ""
	return nil
}

// pickDigit shows only the topic that a digit names, or all again; a digit that has become another key's names none.
func (m *Model) pickDigit() tea.Cmd {
	n := m.keys.nth[strconv.Itoa(m.count)]
	m.count = 0
	if n == 0 {
		return nil
	}
	return m.pickTopic(n)
}

// pickTopic shows only the n-th topic of the config, or all again.
func (m *Model) pickTopic(n int) tea.Cmd {
	if n > len(m.world.topics) {
		return m.status.say(fmt.Sprintf("The config has %d %s", len(m.world.topics), plural(len(m.world.topics), "topic", "topics")))
	}
	return m.oneTopic(m.world.topics[n-1].Name)
}

// perform does what a key stands for.
func (m *Model) perform(a action) tea.Cmd {
	times := max(m.count, 1)
	switch a {
	case back, leave:
		if m.count > 0 {
			m.count = 0
			m.digits++
			return nil
		}
	case down, up, nextStory, prevStory, halfDown, halfUp, pageDown, pageUp, nextHit, prevHit, nextBlock, prevBlock, wider, narrower:
		m.count = 0
		m.digits++
	default:
		if m.count > 0 && m.count < 10 && m.namesTopics() {
			m.digits++
			return tea.Batch(m.pickDigit(), m.perform(a))
		}
		m.count = 0
	}
	switch {
	case m.reading:
		return m.inReader(a, times)
	case m.sheet() != nil:
		return m.inSheet(a, times)
	}
	return m.inList(a, times)
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
	case goFront:
		return m.enter(store.Front)
	case goLatest:
		return m.enter(store.Latest)
	case goFollowing:
		return m.enter(store.Following)
	case goSaved:
		return m.enter(store.Saved)
	case nextRoom:
		return m.stepTab(1)
	case prevRoom:
		return m.stepTab(-1)
	case search: // over the list, from the text too
		m.clear()
		m.reading = false
		m.search = newSearch(m.theme, m.filter)
	case pickTopics:
		return m.openPalette()
	case why:
		if s.ID == 0 {
			return nil
		}
		m.boxFor = s.ID
		return m.world.why(s.ID)
	case follow:
		return m.toggleFollow(s)
	case showFeeds:
		return m.layOnce(&feedRoom{}, m.world.feeds)
	case showLines:
		return m.layOnce(&lineRoom{}, m.world.storylines)
	case giveTopic:
		return m.openGiveTopic(s)
	case newTopic:
		return m.askForTopic(s)
	case covers:
		return m.openCoverage()
	case changed:
		return m.openChanges()
	case mute:
		return m.openMute()
	case showMutes:
		return m.layOnce(&muteRoom{}, m.world.mutes)
	case note:
		return m.askNote(s)
	case tag:
		return m.askTags(s)
	case browse:
		if s.URL == "" {
			return m.status.say("This story has no address")
		}
		return m.browseTo(s.URL)
	case copyLink:
		if s.URL == "" {
			return m.status.say("This story has no address")
		}
		return m.copyText(s.URL)
	case undo:
		return m.world.undo()
	case redo:
		return m.world.redo()
	case help:
		m.help = newHelp(m.theme)
	case commands:
		return m.openCommands()
	case suspend:
		return tea.Suspend
	case quit:
		return m.leave()
	}
	return nil
}

func (m *Model) toggleRead(s store.Story) tea.Cmd {
	if s.ID == 0 {
		return nil
	}
	return m.markRead(s, !s.Read)
}

func (m *Model) toggleSaved(s store.Story) tea.Cmd {
	if s.ID == 0 {
		return nil
	}
	saved := !s.Saved
	m.mirror(s.ID, func(s *store.Story) { s.Saved = saved })
	return m.world.save(s.ID, saved)
}

// oneTopic shows one topic only; the same again brings back what was shown before.
func (m *Model) oneTopic(name string) tea.Cmd {
	one := chip{kind: topicChip, text: name}
	if m.filter.only(one).line() == m.filter.line() && m.filter.has(one) {
		return m.refilter(m.back.without(func(c chip) bool { return c == one }))
	}
	m.back = m.filter
	return m.refilter(m.filter.only(one))
}

// change shows another filter when it is another.
func (m *Model) change(f filter) tea.Cmd {
	if f.line() == m.filter.line() {
		m.filter = f
		return nil
	}
	return m.refilter(f)
}

// current is the story that a key is about: the one that is read, else the one under the cursor.
func (m *Model) current() store.Story {
	if m.reading {
		return m.reader.story
	}
	if sh := m.sheet(); sh != nil {
		s, _ := sh.story()
		return s
	}
	s, _ := m.list().selected()
	return s
}

// host is the site of an address, for a message.
func host(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	h, _, _ := strings.Cut(rest, "/")
	return h
}
