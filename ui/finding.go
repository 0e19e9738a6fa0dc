package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
	"github.com/dustin/go-humanize"

	"dateline/store"
)

// findMsg is a text made ready to be searched.
type findMsg struct {
	page  page
	lines int
	index *findIndex
}

// readIndex makes a text ready to be searched.
func readIndex(p page, lines []string) tea.Cmd {
	return func() tea.Msg { return findMsg{p, len(lines), newFindIndex(lines)} }
}

// startFind opens the line where words are typed that are looked for in the text.
func (m *Model) startFind() tea.Cmd {
	r := &m.reader
	if !r.set {
		return nil
	}
	words := ""
	if r.find != nil {
		words = r.find.words
	}
	r.find = &textFind{input: newInput("/", m.theme), typing: true, from: r.offset}
	r.find.input.Placeholder = pick(words == "", "find in this text", words+"   ↑ to change it")
	r.find.last = words
	return readIndex(r.have, r.lines)
}

// gotIndex finds what was typed meanwhile.
func (m *Model) gotIndex(msg findMsg) tea.Cmd {
	r := &m.reader
	if r.find == nil || msg.page != r.have || msg.lines != len(r.lines) {
		return nil
	}
	at := r.find.at
	r.find.index = msg.index
	words := r.find.words
	if r.find.typing {
		words = r.find.input.Value()
	}
	r.find.search(words, r.find.from)
	if r.find.typing {
		m.showHit()
	} else if at < len(r.find.hits) {
		r.find.at = at
	}
	return nil
}

// refind makes a text that was set anew ready for the search that is on.
func (m *Model) refind() tea.Cmd {
	r := &m.reader
	if r.find == nil {
		return nil
	}
	r.find.hits = nil
	return readIndex(r.have, r.lines)
}

// findKey takes a key while words are typed.
func (m *Model) findKey(msg tea.KeyPressMsg) tea.Cmd {
	f := m.reader.find
	switch msg.String() {
	case "esc":
		m.reader.offset = min(f.from, m.reader.last(m.readerLayout().rows))
		m.reader.find = nil
		return nil
	case "enter":
		f.typing = false
		if len(f.hits) == 0 {
			m.endFind()
			return pick(f.words == "", nil, m.status.say("“"+f.words+"” is not in this text"))
		}
		return nil
	case "down", "up":
		if f.input.Value() == "" && f.last != "" {
			f.input.SetValue(f.last)
			f.input.CursorEnd()
			return m.findTyped()
		}
		return m.stepHit(pick(msg.String() == "down", 1, -1))
	}
	return m.findEdit(msg)
}

// findEdit hands a key or a paste to the input.
func (m *Model) findEdit(msg tea.Msg) tea.Cmd {
	f := m.reader.find
	before := f.input.Value()
	var cmd tea.Cmd
	if f.input, cmd = f.input.Update(msg); f.input.Value() != before {
		return tea.Batch(cmd, m.findTyped())
	}
	return cmd
}

func (m *Model) findTyped() tea.Cmd {
	f := m.reader.find
	f.search(f.input.Value(), f.from)
	m.showHit()
	return nil
}

// stepHit goes to the next hit or the one before, round at the ends.
func (m *Model) stepHit(by int) tea.Cmd {
	m.reader.find.step(by)
	m.showHit()
	return nil
}

// showHit scrolls to the hit where one is, unless it is on the screen.
func (m *Model) showHit() {
	r, rows := &m.reader, m.readerLayout().rows
	line, ok := r.find.line()
	switch {
	case !ok:
		return
	case line < r.offset || line >= r.offset+rows-2:
		r.offset = max(0, min(line-rows/3, r.last(rows)))
	}
	r.moved()
}

// inFind reports that words found in the text are marked, and keys walk from one to the next.
func (m *Model) inFind() bool { return m.reading && m.reader.find != nil && !m.reader.find.typing }

// endFind forgets what was found.
func (m *Model) endFind() { m.reader.find = nil }

// findLine is the last line of the screen while words are typed.
func (m *Model) findLine() string {
	f := m.reader.find
	right := ""
	if f.input.Value() != "" && f.index != nil {
		right = m.theme.faint.Render(f.count())
		if len(f.hits) == 0 {
			right = m.theme.warning.Render("not in this text")
		}
	}
	return spread(" "+f.input.View(), right+" ", m.layout.width)
}

// count says which of the hits one is at: "3/17".
func (f *textFind) count() string {
	if len(f.hits) == 0 {
		return "0"
	}
	more := pick(len(f.hits) == maxHits, "+", "")
	return fmt.Sprintf("%s/%s%s", humanize.Comma(int64(f.at+1)), humanize.Comma(int64(len(f.hits))), more)
}

// leaving is where a text is left.
type leaving struct {
	id store.ID
	at int
}

// leaving is where the text would be left that is read now; zero: none is.
func (m *Model) leaving() leaving {
	r := &m.reader
	if !m.reading || !r.set || m.opt.ReadOnly {
		return leaving{}
	}
	return leaving{r.want.id, m.leftAt()}
}

// keepPlace remembers where a text was left, once it has been.
func (m *Model) keepPlace(was leaving) tea.Cmd {
	if was.id == 0 || m.reading && m.reader.want.id == was.id {
		return nil
	}
	return func() tea.Msg { return m.world.keepPlaceNow(was.id, was.at) }
}

// leftAt is the place to come back to; at the end of a text there is none.
func (m *Model) leftAt() int {
	r := &m.reader
	if r.resume.at > 0 {
		return r.resume.at
	}
	if r.atEnd(m.readerLayout().rows) {
		return 0
	}
	return r.place().at
}
