package ui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

// keyGroups are the headings of help; a group begins with an action of the table of keys and goes on to the next group's.
func keyGroups() map[action]string {
	return map[action]string{
		down: "Move", open: "Read", toggleRead: "Mark", goFront: "Rooms", pickTopics: "Narrow", why: "The story", refreshAll: "Feeds", undo: "The program",
	}
}

// helpScreen lists the keys of the place one is in, out of the table of keys. What is typed behind / narrows it, and finds the keys
// of the other places too.
type helpScreen struct {
	input  textinput.Model
	typing bool
	top    int
	lines  int // of the whole list, and of what is seen of it
	room   int
}

func newHelp(t theme) *helpScreen {
	return &helpScreen{input: newInput("/", t)}
}

// key takes a key; it reports true when help is to be closed.
func (h *helpScreen) key(msg tea.KeyPressMsg, a action) (bool, tea.Cmd) {
	k := msg.String()
	switch {
	case h.typing && k == "enter":
		h.typing = false
	case k == "esc" && (h.typing || h.input.Value() != ""):
		h.input.SetValue("")
		h.typing, h.top = false, 0
	case h.typing && k != "up" && k != "down" && k != "pgup" && k != "pgdown":
		return false, h.edit(msg)
	case k == "/":
		h.typing, h.top = true, 0
	default:
		return h.move(a), nil
	}
	return false, nil
}

// edit hands a key or a paste to the line of input.
func (h *helpScreen) edit(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	h.input, cmd = h.input.Update(msg)
	h.top = 0
	return cmd
}

// move scrolls; it reports true for a key that leaves.
func (h *helpScreen) move(a action) bool {
	switch a {
	case down:
		h.top++
	case up:
		h.top--
	case onward, pageDown, halfDown:
		h.top += max(h.room-2, 1)
	case pageUp, halfUp:
		h.top -= max(h.room-2, 1)
	case top:
		h.top = 0
	case bottom:
		h.top = 1 << 20
	case back, leave, help, open:
		return true
	}
	return false // view keeps it within the lines
}

// view draws help for a screen of the given size.
func (h *helpScreen) view(t theme, keys keymap, where place, width, height int) []string {
	wide := min(width-2, 72)
	if width >= 120 {
		wide = min(width-8, 132)
	}
	lines := h.list(t, keys, where, wide-4, width >= 120)
	h.lines, h.room = len(lines), max(height-pick(height < 16, 5, 7), 1)
	h.top = max(0, min(h.top, h.lines-h.room))
	shown := lines[h.top:min(h.lines, h.top+h.room)]
	foot := t.faint.Render(cut(h.foot(len(shown)), wide-4))
	if h.typing || h.input.Value() != "" {
		foot = h.input.View()
	}
	return box(t, "Keys "+titleOf(where), append(append([]string{}, shown...), rule, foot), wide)
}

func (h *helpScreen) foot(shown int) string {
	if shown < h.lines {
		return fmt.Sprintf("/ search · j k scroll · esc back · %d–%d of %d", h.top+1, h.top+shown, h.lines)
	}
	return "/ search · esc back"
}

func titleOf(where place) string {
	for _, p := range places {
		if p.place == where {
			return p.title
		}
	}
	return ""
}

// list is the lines of help: those of the place in groups, or of all places what was looked for.
func (h *helpScreen) list(t theme, keys keymap, where place, width int, columns bool) []string {
	sought := strings.ToLower(strings.TrimSpace(h.input.Value()))
	if sought == "" {
		groups := keyLines(t, keys, where, pick(columns, (width-3)/2, width))
		if columns {
			return inColumns(groups, (width-3)/2)
		}
		var lines []string
		for i, g := range groups {
			if i > 0 {
				lines = append(lines, "")
			}
			lines = append(lines, g...)
		}
		return lines
	}
	var lines []string
	seen := place(0)
	for _, p := range append([]struct {
		place place
		title string
	}{{where, ""}}, places...) {
		var found []string
		for _, b := range keys.bound {
			if b.where&p.place != 0 && b.where&seen == 0 && b.sought(sought) {
				found = append(found, keyLine(t, b, width)...)
			}
		}
		if len(found) > 0 && p.title != "" {
			found = append([]string{t.title.Render(upperFirst(p.title))}, found...)
		}
		lines = append(lines, found...)
		seen |= p.place
	}
	if len(lines) == 0 {
		lines = []string{t.faint.Render("No key is called that.")}
	}
	return lines
}

// sought reports that a binding is what somebody looks for: its key, its name or its help.
func (b binding) sought(words string) bool {
	for _, k := range b.keys {
		if strings.ToLower(keyName(k)) == words {
			return true
		}
	}
	return strings.Contains(strings.ToLower(b.help), words) || len(words) > 1 && strings.Contains(b.name, words)
}

// keyLines are the lines of a place, a group each.
func keyLines(t theme, keys keymap, where place, width int) [][]string {
	headings := keyGroups()
	var groups [][]string
	title := ""
	for _, b := range keys.bound {
		if h, ok := headings[b.action]; ok {
			title = h
		}
		if b.where&where == 0 || len(b.keys) == 0 {
			continue
		}
		if title != "" {
			groups = append(groups, []string{t.title.Render(title)})
			title = ""
		}
		if len(groups) == 0 {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], keyLine(t, b, width)...)
	}
	return groups
}

// keyLine is a binding on as many lines as it needs.
func keyLine(t theme, b binding, width int) []string {
	keys := pick(width < 44, 12, 18)
	var lines []string
	for i, words := range wrapped(b.help, width-keys) {
		name := ""
		if i == 0 {
			name = b.all()
		}
		lines = append(lines, t.key.Render(pad(cut(name, keys-1), keys))+t.text.Render(words))
	}
	return lines
}

// inColumns puts groups into two columns of about the same height.
func inColumns(groups [][]string, width int) []string {
	total := 0
	for _, g := range groups {
		total += len(g) + 1
	}
	var left, right []string
	for _, g := range groups {
		to := &left
		if len(right) > 0 || len(left) > 0 && len(left)+len(g)/2 >= total/2 {
			to = &right
		}
		if len(*to) > 0 {
			*to = append(*to, "")
		}
		*to = append(*to, g...)
	}
	out := make([]string, max(len(left), len(right)))
	for i := range out {
		l, r := "", ""
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		out[i] = pad(l, width) + "   " + r
	}
	return out
}
