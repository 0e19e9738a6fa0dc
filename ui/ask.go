package ui

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// question is a line of input at the bottom of the screen, for an answer of a few words.
type question struct {
	input          textinput.Model
	label, example string
	says           string // at the right end: what the answer would do
	wrong          bool   // says what is wrong with it

	offer func(typed string) []string         // what tab fills in, the best first; nil: nothing
	typed func(m *Model, text string) tea.Cmd // after every change; nil: nothing
	done  func(m *Model, text string) tea.Cmd // enter
}

// newQuestion asks for a line, beginning with what is there already.
func newQuestion(t theme, label, value, example string) *question {
	q := &question{label: label, input: newInput("", t), example: example}
	q.input.SetValue(value)
	q.input.CursorEnd()
	return q
}

// key takes a key while a question is asked.
func (m *Model) keyAnswer(msg tea.KeyPressMsg) tea.Cmd {
	q := m.ask
	switch msg.String() {
	case "esc":
		m.ask = nil
		return nil
	case "enter":
		m.ask = nil
		return q.done(m, strings.TrimSpace(q.input.Value()))
	case "tab":
		if q.offer == nil {
			return nil
		}
		if all := q.offer(q.input.Value()); len(all) > 0 {
			q.input.SetValue(all[0])
			q.input.CursorEnd()
			return q.changed(m)
		}
		return nil
	}
	return m.editAnswer(msg)
}

// editAnswer hands anything else to the input: letters, a paste.
func (m *Model) editAnswer(msg tea.Msg) tea.Cmd {
	q := m.ask
	var cmd tea.Cmd
	before := q.input.Value()
	q.input, cmd = q.input.Update(msg)
	if q.input.Value() == before {
		return cmd
	}
	return tea.Batch(cmd, q.changed(m))
}

func (q *question) changed(m *Model) tea.Cmd {
	q.says, q.wrong = "", false
	if q.typed == nil {
		return nil
	}
	return q.typed(m, strings.TrimSpace(q.input.Value()))
}

// line is the question as the last line of the screen.
func (q *question) line(t theme, width int) string {
	right := q.says
	if right == "" && q.offer != nil {
		if all := q.offer(q.input.Value()); len(all) > 0 && all[0] != q.input.Value() {
			right = "tab " + strings.Join(all[:min(len(all), 3)], " · ")
		}
	}
	style := pick(q.wrong, t.warning, t.faint)
	left := " " + t.key.Render(q.label+" ") + inputView(q.input, q.example, t)
	room := width - ansi.StringWidth(left) - 3
	if room < 8 {
		return ansi.Truncate(left, width-1, "…")
	}
	return spread(left, style.Render(cut(right, room))+" ", width)
}

// cursor is where the answer is typed.
func (q *question) cursor(y int) *tea.Cursor {
	c := q.input.Cursor()
	if c != nil {
		c.X += ansi.StringWidth(q.label) + 2
		c.Y = y
	}
	return c
}
