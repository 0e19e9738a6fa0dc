package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/sahilm/fuzzy"
)

// commandPalette is everything one can do, over the rooms: typing narrows it, enter does what the key would do. Some commands take
// words behind their name; then the words that fit are the list.
type commandPalette struct {
	input   textinput.Model
	cursor  int
	found   foundMsg // how many stories the words behind a command find
	shown   string   // the words whose effect is shown behind the palette
	restore func() tea.Cmd
	before  string // the theme that restore puts on again
}

// choice is one line of the palette.
type choice struct {
	name, does, key string
	at              []int  // the places of the name that were typed
	action          action // what it does, unless it is a word
	word            *word
	arg             string // what stands behind the word
	away            bool   // nothing to be done from here
}

// mostRecent is how many commands are remembered.
const mostRecent = 8

func (m *Model) openCommands() tea.Cmd {
	m.commands = &commandPalette{input: newInput(": ", m.theme)}
	m.commands.input.Placeholder = "what to do"
	return nil
}

// choices are the lines of the palette for what is typed: words behind a command, else the commands themselves.
func (m *Model) choices() []choice {
	typed := strings.TrimLeft(m.commands.input.Value(), " ")
	if w, arg, ok := m.typedWord(typed); ok {
		return m.wordChoices(w, arg)
	}
	all := m.allChoices()
	if typed = strings.TrimSpace(typed); typed == "" {
		return append(m.recentChoices(all), all...)
	}
	return narrow(typed, all)
}

// typedWord is the command that takes words, when its name and a space are typed.
func (m *Model) typedWord(typed string) (*word, string, bool) {
	name, arg, ok := strings.Cut(typed, " ")
	if !ok {
		return nil, "", false
	}
	for _, w := range commandWords() {
		if w.name == name {
			return &w, strings.TrimSpace(arg), true
		}
	}
	return nil, "", false
}

// allChoices are all commands: those with words first, movements and what cannot be done here last.
func (m *Model) allChoices() []choice {
	var here, moves, away []choice
	for _, w := range commandWords() {
		here = append(here, choice{name: w.name, does: w.help, key: w.args, word: &w})
	}
	moving := false
	for _, b := range m.keys.bound {
		if title, ok := keyGroups()[b.action]; ok {
			moving = title == "Move"
		}
		if b.action == number || b.action == commands {
			continue
		}
		c := choice{name: b.name, does: b.help, action: b.action}
		if len(b.keys) > 0 {
			c.key = keyName(b.keys[0])
		}
		if c.away = b.where&(m.here()|inList) == 0; c.away {
			if !slices.ContainsFunc(here, func(have choice) bool { return have.name == c.name }) { // no word does it from here
				away = append(away, c)
			}
			continue
		}
		if moving {
			moves = append(moves, c)
			continue
		}
		here = append(here, c)
	}
	return slices.Concat(here, moves, away)
}

// recentChoices are the commands that were given last, with their words.
func (m *Model) recentChoices(all []choice) []choice {
	var out []choice
	for _, line := range m.recent {
		name, arg, _ := strings.Cut(line, " ")
		i := slices.IndexFunc(all, func(c choice) bool { return c.name == name })
		if i < 0 || all[i].away {
			continue
		}
		c := all[i]
		c.name, c.arg = line, arg
		out = append(out, c)
	}
	return out
}

// narrow are the choices whose names match what is typed, then those whose words do.
func narrow(typed string, all []choice) []choice {
	names, words := make([]string, len(all)), make([]string, len(all))
	for i, c := range all {
		names[i], words[i] = hyphened(c.name), c.does
	}
	var out []choice
	taken := map[int]bool{}
	for _, f := range fuzzy.Find(hyphened(typed), names) {
		c := all[f.Index]
		c.at = f.MatchedIndexes
		out, taken[f.Index] = append(out, c), true
	}
	for i, w := range words {
		if !taken[i] && strings.Contains(strings.ToLower(w), strings.ToLower(typed)) {
			out = append(out, all[i])
		}
	}
	slices.SortStableFunc(out, func(a, b choice) int { return pick(a.away, 1, 0) - pick(b.away, 1, 0) })
	return out
}

// hyphened is a name as the names of commands are written, so that either is found when the other is typed.
func hyphened(name string) string { return strings.ReplaceAll(name, " ", "-") }

// wordChoices are the words that fit behind a command; a command that takes anything has one line, with what is typed.
func (m *Model) wordChoices(w *word, arg string) []choice {
	if w.choices == nil {
		return []choice{{name: strings.TrimSpace(w.name + " " + arg), does: m.wordEffect(w, arg), word: w, arg: arg}}
	}
	var all []choice
	for _, o := range w.choices(m) {
		all = append(all, choice{name: o, word: w, arg: o})
	}
	if arg == "" {
		return all
	}
	return narrow(arg, all)
}

// wordEffect says what a command with words would do.
func (m *Model) wordEffect(w *word, arg string) string {
	f := m.commands.found
	switch {
	case arg == "":
		return w.args
	case f.words != arg || f.err != nil:
		return w.help
	}
	return w.effect(f)
}

// commandKey takes a key while the palette is open.
func (m *Model) commandKey(msg tea.KeyPressMsg) tea.Cmd {
	p, all := m.commands, m.choices()
	switch msg.String() {
	case "esc", "ctrl+c":
		return m.closeCommands(true)
	case "enter":
		if p.cursor < len(all) {
			return m.choose(all[p.cursor])
		}
		return nil
	case "tab":
		if p.cursor < len(all) {
			m.complete(all[p.cursor])
		}
	case "down", "ctrl+n":
		p.cursor = min(p.cursor+1, max(len(all)-1, 0))
	case "up", "ctrl+p", "shift+tab":
		p.cursor = max(p.cursor-1, 0)
	case "pgdown":
		p.cursor = min(p.cursor+8, max(len(all)-1, 0))
	case "pgup":
		p.cursor = max(p.cursor-8, 0)
	default:
		return m.editCommand(msg)
	}
	return m.showEffect()
}

// editCommand hands a key or a paste to the line of input.
func (m *Model) editCommand(msg tea.Msg) tea.Cmd {
	p, before := m.commands, m.commands.input.Value()
	var cmd tea.Cmd
	p.input, cmd = p.input.Update(msg)
	if p.input.Value() == before {
		return cmd
	}
	p.cursor = 0
	return tea.Batch(cmd, m.showEffect())
}

// complete puts a choice on the line of input, to go on from there.
func (m *Model) complete(c choice) {
	line := c.name
	if c.word != nil && c.word.choices != nil && c.arg != "" {
		line = c.word.name + " " + c.arg
	}
	if c.word != nil && c.arg == "" {
		line = c.word.name + " "
	}
	m.commands.input.SetValue(line)
	m.commands.input.CursorEnd()
	m.commands.cursor = 0
}

// choose does what a line of the palette says.
func (m *Model) choose(c choice) tea.Cmd {
	switch {
	case c.away:
		return m.status.say(upperFirst(c.name) + ": only " + m.whereHeard(c.action))
	case c.word != nil && c.arg == "":
		m.complete(c)
		return nil
	case c.word != nil:
		m.remember(c.word.name + " " + c.arg)
		m.closeCommands(false)
		return c.word.run(m, c.arg)
	}
	m.remember(c.name)
	m.closeCommands(false)
	if b := m.keys.bound[m.keys.at[c.action]]; b.where&m.place() == 0 {
		m.reading = false
	}
	return m.perform(c.action)
}

// whereHeard says where an action can be done.
func (m *Model) whereHeard(a action) string {
	b := m.keys.bound[m.keys.at[a]]
	for _, p := range places {
		if b.where&p.place != 0 {
			return p.title
		}
	}
	return "elsewhere"
}

// closeCommands closes the palette; what it showed for a try is taken back.
func (m *Model) closeCommands(takeBack bool) tea.Cmd {
	back := m.commands.restore
	m.commands = nil
	if takeBack && back != nil {
		return back()
	}
	return nil
}

// showEffect tries what the chosen words would do, where that can be seen: a theme, a count.
func (m *Model) showEffect() tea.Cmd {
	p, all := m.commands, m.choices()
	if p.cursor >= len(all) || all[p.cursor].word == nil || all[p.cursor].arg == "" {
		return m.unshow()
	}
	c := all[p.cursor]
	if line := c.word.name + " " + c.arg; line == p.shown {
		return nil
	}
	p.shown = c.word.name + " " + c.arg
	if c.word.try == nil {
		return m.unshow()
	}
	return c.word.try(m, c.arg)
}

// unshow takes back what the palette shows for a try.
func (m *Model) unshow() tea.Cmd {
	back := m.commands.restore
	m.commands.restore, m.commands.shown = nil, ""
	if back == nil {
		return nil
	}
	return back()
}

// remember puts a command before the others the next time.
func (m *Model) remember(line string) {
	rest := slices.DeleteFunc(slices.Clone(m.recent), func(s string) bool { return s == line })
	m.recent = append([]string{line}, rest[:min(len(rest), mostRecent-1)]...)
}

// view draws the palette for a screen of the given size.
func (p *commandPalette) view(t theme, all []choice, width, height int) []string {
	w := min(width-2, 84)
	room := max(height-pick(height < 16, 5, 8), 3)
	first := max(0, min(p.cursor-room/2, len(all)-room))
	names := 0
	for _, c := range all {
		names = max(names, min(ansi.StringWidth(c.name), w/2))
	}
	p.input.SetWidth(w - 7)
	lines := []string{p.input.View()}
	for i := first; i < len(all) && i < first+room; i++ {
		lines = append(lines, all[i].row(t, i == p.cursor, names, w-4))
	}
	if len(all) == 0 {
		lines = append(lines, t.faint.Render(pick(strings.HasSuffix(p.input.Value(), " "), "There is none yet.", "Nothing of that name.")))
	}
	foot := t.faint.Render(cut("enter do it · tab complete · esc back", w-4))
	if p.found.err != nil && strings.HasSuffix(p.input.Value(), p.found.words) && p.found.words != "" {
		foot = t.warning.Render(cut(upperFirst(p.found.err.Error()), w-4))
	}
	return box(t, "Commands", append(lines, rule, foot), w)
}

func (c choice) row(t theme, selected bool, names, width int) string {
	bar, name := " ", t.text
	if selected {
		bar, name = "▌", t.title
	}
	if c.away {
		name = t.faint
	}
	var b strings.Builder
	b.WriteString(t.bar.Render(bar))
	b.WriteString(marked(c.name, c.at, max(min(names, width-2), 1), name, t.match))
	left := width - 1 - names
	if c.key != "" && left > ansi.StringWidth(c.key)+1 {
		left -= ansi.StringWidth(c.key) + 1
	} else {
		c.key = ""
	}
	does := ""
	if left > 12 {
		does = cut(c.does, left-3)
	}
	b.WriteString(t.faint.Render(pad("  "+does, left)))
	if c.key != "" {
		b.WriteString(pick(c.word != nil, t.faint, t.key).Render(" " + c.key))
	}
	return b.String()
}
