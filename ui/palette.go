package ui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/sahilm/fuzzy"

	"dateline/store"
)

// topicPalette is the list of topics over the room: typing narrows it, and each topic can be included or left out.
type topicPalette struct {
	input   textinput.Model
	asked   store.Query
	counts  []store.TopicCount
	loaded  bool
	cursor  int
	before  filter // what esc brings back
	touched bool   // something was included or left out since it was opened
}

func newInput(prompt string, t theme) textinput.Model {
	in := textinput.New()
	in.Prompt = prompt
	in.SetVirtualCursor(false)
	dressInput(&in, t)
	in.Focus()
	return in
}

// dressInput gives a line of input the colours of a theme.
func dressInput(in *textinput.Model, t theme) {
	st := in.Styles()
	for _, s := range []*textinput.StyleState{&st.Focused, &st.Blurred} {
		s.Prompt, s.Text, s.Placeholder = t.key, t.text, t.faint
	}
	in.SetStyles(st)
}

// inputs are the lines of input that are open.
func (m *Model) inputs() []*textinput.Model {
	var all []*textinput.Model
	if m.palette != nil {
		all = append(all, &m.palette.input)
	}
	if m.commands != nil {
		all = append(all, &m.commands.input)
	}
	if m.search != nil {
		all = append(all, &m.search.input)
	}
	if m.help != nil {
		all = append(all, &m.help.input)
	}
	return all
}

// match is a topic of the palette, with the places of its name that were typed.
type match struct {
	store.TopicCount
	at []int
}

func (p *topicPalette) matches() []match {
	typed := strings.TrimSpace(p.input.Value())
	if typed == "" {
		out := make([]match, len(p.counts))
		for i, c := range p.counts {
			out[i] = match{TopicCount: c}
		}
		return out
	}
	names := make([]string, len(p.counts))
	for i, c := range p.counts {
		names[i] = c.Name
	}
	var out []match
	for _, m := range fuzzy.Find(typed, names) {
		out = append(out, match{p.counts[m.Index], m.MatchedIndexes})
	}
	return out
}

// view draws the palette for a screen of the given size.
func (p *topicPalette) view(t theme, f filter, width, height int) []string {
	w := min(width-2, 64)
	all := p.matches()
	room := max(height-8, 4)
	first := max(0, min(p.cursor-room/2, len(all)-room))
	lines := []string{p.input.View()}
	for i := first; i < len(all) && i < first+room; i++ {
		lines = append(lines, p.row(t, f, all[i], i == p.cursor, w-4))
	}
	switch {
	case !p.loaded:
		lines = append(lines, t.faint.Render("counting …"))
	case len(p.counts) == 0:
		lines = append(lines, t.faint.Render("No topics yet. Name some as [[topics]] in the config."))
	case len(all) == 0:
		lines = append(lines, t.faint.Render("No topic of that name."))
	}
	lines = append(lines, rule)
	hints := []string{"enter only this · + include · - exclude", "space toggle · ctrl+x clear · esc as before"}
	if w < 48 {
		hints = []string{"enter · + − · ctrl+x all · esc"}
	}
	for _, h := range hints {
		lines = append(lines, t.faint.Render(cut(h, w-4)))
	}
	return box(t, "Topics", lines, w)
}

func (p *topicPalette) row(t theme, f filter, m match, selected bool, width int) string {
	sign := "  "
	switch {
	case f.has(chip{includeChip, m.Name}):
		sign = "+ "
	case f.has(chip{excludeChip, m.Name}):
		sign = "− "
	}
	bar := " "
	if selected {
		bar = "▌"
	}
	counts := fmt.Sprintf("%5d", m.Stories)
	switch {
	case m.Unread > 0 && width < 44:
		counts = fmt.Sprintf("%4d ●%d", m.Stories, m.Unread)
	case m.Unread > 0:
		counts += fmt.Sprintf(" %4d unread", m.Unread)
	}
	nameWidth := min(26, width-3-ansi.StringWidth(counts))
	name := t.text
	if selected {
		name = t.title
	}
	var b strings.Builder
	b.WriteString(t.bar.Render(bar) + t.key.Render(sign))
	shown := cut(m.Name, nameWidth)
	hit := map[int]bool{}
	for _, i := range m.at {
		hit[i] = true
	}
	for i, r := range shown {
		if hit[i] {
			b.WriteString(t.match.Render(string(r)))
		} else {
			b.WriteString(name.Render(string(r)))
		}
	}
	b.WriteString(strings.Repeat(" ", nameWidth-ansi.StringWidth(shown)))
	b.WriteString(t.faint.Render(counts))
	if room := width - ansi.StringWidth(b.String()) - 3; room > 10 && m.Newest != "" {
		b.WriteString(t.faint.Render("  " + cut(m.Newest, room)))
	}
	return b.String()
}

// key acts on the palette. It returns the filter that holds now, and whether the palette is done.
func (p *topicPalette) key(msg tea.KeyPressMsg, f filter) (filter, bool, tea.Cmd) {
	all := p.matches()
	var chosen string
	if p.cursor < len(all) {
		chosen = all[p.cursor].Name
	}
	switch k := msg.String(); k {
	case "esc", "ctrl+c":
		return p.before, true, nil
	case "enter":
		if !p.touched && chosen != "" {
			f = f.only(chosen)
		}
		return f, true, nil
	case "down", "ctrl+n", "tab":
		p.cursor = min(p.cursor+1, max(len(all)-1, 0))
	case "up", "ctrl+p", "shift+tab":
		p.cursor = max(p.cursor-1, 0)
	case "ctrl+x":
		p.touched = true
		return f.without(aboutTopics), false, nil
	case "+", "-", "space":
		if chosen != "" {
			p.touched = true
			return toggleTopic(f, chosen, k), false, nil
		}
	default:
		var cmd tea.Cmd
		before := p.input.Value()
		p.input, cmd = p.input.Update(msg)
		if p.input.Value() != before {
			p.cursor = 0
		}
		return f, false, cmd
	}
	return f, false, nil
}

// toggleTopic includes, leaves out, or goes round: included, left out, neither.
func toggleTopic(f filter, name, key string) filter {
	in, out := chip{includeChip, name}, chip{excludeChip, name}
	wasIn, wasOut := f.has(in), f.has(out)
	f = f.set(in, false).set(out, false)
	switch {
	case key == "+" && !wasIn, key == "space" && !wasIn && !wasOut:
		return f.set(in, true)
	case key == "-" && !wasOut, key == "space" && wasIn:
		return f.set(out, true)
	}
	return f
}
