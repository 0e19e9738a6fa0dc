package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// hinted is a line of it: what it is, and at the right what goes with it.
type hinted struct{ words, more string }

// hintBox is a box with a few things of which one is chosen: by the letter before it, by its number, or with the cursor.
type hintBox struct {
	title  string
	lines  []hinted
	cursor int
	top    int
	typed  int    // digits of a number
	foot   string // what its keys do
	choose func(i int) tea.Cmd
	copy   func(i int) tea.Cmd // nil: y does nothing
}

// hintLetters are the letters that choose: those that do nothing else here.
const hintLetters = "asdfgweruiopzxcvbnmt"

// rows is how many choices are seen at once.
func (c *hintBox) rows(height int) int { return max(min(len(c.lines), height-6), 1) }

// settle scrolls so that the cursor is seen.
func (c *hintBox) settle(height int) {
	rows := c.rows(height)
	c.cursor = max(0, min(c.cursor, len(c.lines)-1))
	c.top = max(0, min(c.top, len(c.lines)-rows))
	c.top = min(max(c.top, c.cursor-rows+1), c.cursor)
}

func (c *hintBox) view(t theme, width, height int) []string {
	c.settle(height)
	w := min(width-2, 76)
	var lines []string
	for i := c.top; i < min(c.top+c.rows(height), len(c.lines)); i++ {
		lines = append(lines, c.line(i, t, w-4))
	}
	foot := c.foot
	if c.typed > 0 {
		foot = fmt.Sprintf("number %d …  enter", c.typed)
	}
	lines = append(lines, rule, t.faint.Render(cut(foot, w-4)))
	return box(t, c.title, lines, w)
}

// line is a thing as it is shown.
func (c *hintBox) line(i int, t theme, width int) string {
	hint := " "
	if n := i - c.top; n < len(hintLetters) {
		hint = hintLetters[n : n+1]
	}
	number := fmt.Sprintf("%*d", len(fmt.Sprint(len(c.lines))), i+1)
	used := 2 + len(number) + 2 + 2
	more := cut(c.lines[i].more, max((width-used)*2/5, 8))
	room := width - used
	words := cut(c.lines[i].words, max(room-ansi.StringWidth(more)-2, 8))
	style := t.text.Style
	bar := "  "
	if i == c.cursor {
		style, bar = t.tabOn.Underline(false), t.bar.Render("▌ ")
	}
	left := bar + t.key.Render(hint) + " " + t.faint.Render(number) + "  " + style.Render(words)
	return spread(left, t.faint.Render(more), width)
}

// key takes a key; it reports true when the box is to be closed.
func (c *hintBox) key(k string, height int) (done bool, cmd tea.Cmd) {
	page := max(c.rows(height)-1, 1)
	switch k {
	case "esc", "q", "left", "h":
		return true, nil
	case "j", "down", "tab", "ctrl+n":
		c.cursor++
	case "k", "up", "shift+tab", "ctrl+p":
		c.cursor--
	case "pgdown", "space", "ctrl+d", "ctrl+f":
		c.cursor += page
	case "pgup", "ctrl+u", "ctrl+b":
		c.cursor -= page
	case "home":
		c.cursor = 0
	case "end", "G":
		c.cursor = len(c.lines) - 1
	case "backspace":
		c.typed /= 10
	case "y":
		if c.copy != nil {
			return true, c.copy(c.cursor)
		}
	case "enter", "l", "right":
		if c.typed > 0 {
			return c.number()
		}
		return true, c.choose(c.cursor)
	default:
		return c.hint(k)
	}
	c.settle(height)
	return false, nil
}

// hint takes a letter or a digit.
func (c *hintBox) hint(k string) (bool, tea.Cmd) {
	if len(k) != 1 {
		return false, nil
	}
	if k[0] >= '0' && k[0] <= '9' {
		c.typed = min(c.typed*10+int(k[0]-'0'), 99999)
		if c.typed*10 > len(c.lines) {
			return c.number()
		}
		return false, nil
	}
	if n := strings.Index(hintLetters, k); n >= 0 && c.top+n < len(c.lines) {
		return true, c.choose(c.top + n)
	}
	return false, nil
}

// number chooses what was typed.
func (c *hintBox) number() (bool, tea.Cmd) {
	n := c.typed
	c.typed = 0
	if n < 1 || n > len(c.lines) {
		return false, nil
	}
	return true, c.choose(n - 1)
}

// wheel moves the cursor.
func (c *hintBox) wheel(by, height int) {
	c.cursor += by
	c.settle(height)
}

// keyHints takes a key while such a box is open.
func (m *Model) keyHints(k string) tea.Cmd {
	b := m.hintBox
	done, cmd := b.key(k, m.layout.height)
	if done && m.hintBox == b {
		m.hintBox = nil
	}
	return cmd
}
