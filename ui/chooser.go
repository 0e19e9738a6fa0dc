package ui

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/sahilm/fuzzy"
)

// chooser is a box with a list to choose from: typing narrows it, enter takes a line.
type chooser struct {
	title   string
	input   textinput.Model
	lines   []option
	cursor  int
	says    string               // below the lines: what is worth knowing
	preview func(i int) []string // below the lines: what is in the one under the cursor, among all; nil: nothing
	empty   string               // when there is no line
	hint    string
	width   int
	column  int                        // how wide names are at least, so that notes stand below each other
	typed   func(text string) []option // makes the lines anew out of what is typed; nil: typing narrows them
}

// option is a line of a chooser.
type option struct {
	name, note, right string
	on                bool // marked, such as what is there already
	fixed             bool // it stays whatever is typed
	do                func(m *Model) tea.Cmd
	n                 int // which one it is among all
}

// picked is a option with the places of its name that were typed.
type picked struct {
	option
	at []int
}

func newChooser(t theme, title string, lines []option) *chooser {
	return &chooser{title: title, input: newInput("> ", t), lines: lines, hint: "enter takes it · esc back", width: 72}
}

// shown are the lines that what is typed leaves.
func (c *chooser) shown() []picked {
	typed := strings.TrimSpace(c.input.Value())
	lines := c.lines
	if c.typed != nil {
		lines = c.typed(typed)
	}
	for i := range lines {
		lines[i].n = i
	}
	var out []picked
	if typed == "" || c.typed != nil {
		for _, l := range lines {
			out = append(out, picked{option: l})
		}
		return out
	}
	names := make([]string, len(lines))
	for i, l := range lines {
		names[i] = l.name
	}
	for _, f := range fuzzy.Find(typed, names) {
		out = append(out, picked{lines[f.Index], f.MatchedIndexes})
	}
	for _, l := range lines {
		if l.fixed && len(out) == 0 {
			out = append(out, picked{option: l})
		}
	}
	return out
}

// keyChooser takes a key while a box with choices is open.
func (m *Model) keyChooser(msg tea.KeyPressMsg) tea.Cmd {
	c := m.chooser
	all := c.shown()
	switch msg.String() {
	case "esc":
		m.chooser = nil
	case "enter":
		m.chooser = nil
		if c.cursor < len(all) {
			return all[c.cursor].do(m)
		}
	case "down", "ctrl+n", "tab":
		c.move(1)
	case "up", "ctrl+p", "shift+tab":
		c.move(-1)
	case "pgdown":
		c.move(10)
	case "pgup":
		c.move(-10)
	default:
		return m.editChooser(msg)
	}
	return nil
}

func (c *chooser) move(by int) { c.cursor = max(0, min(c.cursor+by, len(c.shown())-1)) }

// editChooser hands anything else to the input: letters, a paste.
func (m *Model) editChooser(msg tea.Msg) tea.Cmd {
	c := m.chooser
	var cmd tea.Cmd
	before := c.input.Value()
	c.input, cmd = c.input.Update(msg)
	if c.input.Value() != before {
		c.cursor = 0
	}
	return cmd
}

// view draws the box for a screen of the given size.
func (c *chooser) view(t theme, width, height int) []string {
	w := min(width-2, c.width)
	all := c.shown()
	room := max(height-7, 3)
	var says []string
	if c.says != "" && height >= 16 {
		says = wrapped(c.says, w-4)
	}
	if c.preview != nil && c.cursor < len(all) && height >= 16 {
		says = append(says, c.preview(all[c.cursor].n)...)
	}
	if len(says) > 0 {
		room = max(room-len(says)-1, 3)
	}
	first := max(0, min(c.cursor-room/2, len(all)-room))
	lines := []string{c.input.View()}
	for i := first; i < len(all) && i < first+room; i++ {
		lines = append(lines, all[i].line(t, i == c.cursor, w-4, c.column))
	}
	if len(all) == 0 {
		lines = append(lines, t.faint.Render(pick(len(c.lines) == 0 && c.empty != "", c.empty, "Nothing of that name.")))
	}
	lines = append(lines, rule)
	for _, s := range says {
		lines = append(lines, t.text.Render(cut(s, w-4)))
	}
	if len(says) > 0 {
		lines = append(lines, rule)
	}
	return box(t, c.title, append(lines, t.faint.Render(cut(c.hint, w-4))), w)
}

// line draws a option: its name with what was typed marked, what goes with it, and a figure at the right.
func (c picked) line(t theme, selected bool, width, column int) string {
	mark := pick(c.on, "✓ ", "  ")
	name := pick(selected, t.title, t.text)
	room := width - 3
	right := ""
	if c.right != "" && ansi.StringWidth(c.right) < room/2 {
		right = t.faint.Render(c.right)
		room -= ansi.StringWidth(c.right) + 1
	}
	shown := cut(c.name, room)
	if width >= 60 {
		shown = pad(shown, column)
	}
	line := t.bar.Render(pick(selected, "▌", " ")) + t.key.Render(mark) + marked(shown, c.at, ansi.StringWidth(shown), name, t.match)
	if left := room - ansi.StringWidth(shown) - 2; c.note != "" && left > 8 {
		line += t.faint.Render("  " + cut(c.note, left))
	}
	return spread(line, right, width)
}
