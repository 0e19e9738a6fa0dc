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

// topicPalette is the list of topics, views, outlets and countries over the room: typing narrows it, and each can be included or left out.
type topicPalette struct {
	input   textinput.Model
	asked   store.Query
	all     []entry
	loaded  bool
	cursor  int
	before  filter // what esc brings back
	touched bool   // something was included or left out since it was opened
}

// entry is a line of the palette: what choosing it filters by, and how much that shows.
type entry struct {
	chip    chip
	about   string // of what is rising: why
	counts  store.TopicCount
	counted bool
	asking  bool
}

// match is an entry with the places of its name that were typed.
type match struct {
	*entry
	at []int
}

// openPalette opens the palette over the room.
func (m *Model) openPalette() tea.Cmd {
	asked := m.list().query
	asked.Typing = false
	m.palette = &topicPalette{input: newInput("> ", m.theme), before: m.filter, asked: asked, all: m.entries()}
	return tea.Batch(m.world.topicCounts(asked), m.world.names(), m.countShown())
}

// gotNames takes what feeds call themselves.
func (m *Model) gotNames(msg namesMsg) tea.Cmd {
	m.titles = msg
	p := m.palette
	if p == nil {
		return nil
	}
	had := p.all
	p.all = m.entries()
	for i := range p.all {
		for _, e := range had {
			if e.chip == p.all[i].chip {
				p.all[i] = e
			}
		}
	}
	return m.countShown()
}

// entries are all lines of the palette, without their figures.
func (m *Model) entries() []entry {
	var out []entry
	for _, t := range m.world.topics {
		out = append(out, entry{chip: chip{kind: topicChip, text: t.Name}})
	}
	for _, v := range m.world.views {
		out = append(out, entry{chip: chip{kind: viewChip, text: v.Name, query: v.Query}})
	}
	for _, b := range m.burst {
		out = append(out, entry{chip: chip{kind: risingChip, text: b.Words}, about: b.Why})
	}
	for _, s := range m.sourceNames() {
		out = append(out, entry{chip: chip{kind: sourceChip, text: s}})
	}
	for _, c := range m.countries() {
		out = append(out, entry{chip: chip{kind: countryChip, text: c}})
	}
	return out
}

// matches are the entries that what is typed leaves, in their order, or the best first.
func (p *topicPalette) matches() []match {
	typed := strings.TrimSpace(p.input.Value())
	var out []match
	if typed == "" {
		var none []match // what would show nothing comes last
		for i := range p.all {
			e := match{entry: &p.all[i]}
			if e.chip.kind == topicChip && e.counted && e.counts.Stories == 0 {
				none = append(none, e)
				continue
			}
			out = append(out, e)
		}
		return append(out, none...)
	}
	names := make([]string, len(p.all))
	for i, e := range p.all {
		names[i] = e.chip.text
	}
	for _, m := range fuzzy.Find(typed, names) {
		out = append(out, match{&p.all[m.Index], m.MatchedIndexes})
	}
	return out
}

// window are the matches on a screen of some height.
func (p *topicPalette) window(all []match, height int) (first, end int) {
	room := max(height-12, 4)
	first = max(0, min(p.cursor-room/2, len(all)-room))
	return first, min(len(all), first+room)
}

// countShown asks for the figures of the lines that are seen and have none yet; topics come by themselves.
func (m *Model) countShown() tea.Cmd {
	p := m.palette
	all := p.matches()
	first, end := p.window(all, m.layout.height)
	var chips []chip
	var queries []store.Query
	for _, e := range all[first:end] {
		if e.counted || e.asking || e.chip.kind == topicChip {
			continue
		}
		e.asking = true
		chips = append(chips, e.chip)
		q := p.before.only(e.chip).query(m.room, p.asked.Since)
		q.UpTo, q.Visit = p.asked.UpTo, p.asked.Visit
		queries = append(queries, q)
	}
	if len(queries) == 0 {
		return nil
	}
	return m.world.entryCounts(p.asked, chips, queries)
}

// view draws the palette for a screen of the given size.
func (p *topicPalette) view(t theme, f filter, width, height int) []string {
	w := min(width-2, 64)
	all := p.matches()
	first, end := p.window(all, height)
	lines := []string{p.input.View()}
	for i := first; i < end; i++ {
		lines = append(lines, p.row(t, f, all[i], i == p.cursor, w-4))
	}
	switch {
	case len(p.all) == 0:
		lines = append(lines, t.faint.Render("No topics yet. Name some as [[topics]] in the config."))
	case len(all) == 0:
		lines = append(lines, t.faint.Render("No topic, view, outlet or country of that name."))
	}
	lines = append(lines, rule)
	hints := []string{"enter only this · + include · - exclude", "space toggle · = save as view · ctrl+x clear · esc as before"}
	if w < 60 {
		hints = []string{"enter · + − · = save · ctrl+x all · esc"}
	}
	if p.cursor < len(all) && all[p.cursor].chip.kind == viewChip {
		hints[0] = "enter shows the view · delete drops it"
	}
	for _, h := range hints {
		lines = append(lines, t.faint.Render(cut(h, w-4)))
	}
	return box(t, "Topics · views · outlets · countries", lines, w)
}

func (p *topicPalette) row(t theme, f filter, m match, selected bool, width int) string {
	in, out := m.chip, m.chip
	out.out = true
	sign := "  "
	switch {
	case f.has(in):
		sign = "+ "
	case f.has(out):
		sign = "− "
	}
	bar := pick(selected, "▌", " ")
	counts := "     …"
	switch n := m.counts; {
	case !m.counted:
	case n.Unread > 0 && width < 44:
		counts = fmt.Sprintf("%4d ●%d", n.Stories, n.Unread)
	case n.Unread > 0:
		counts = fmt.Sprintf("%5d %4d unread", n.Stories, n.Unread)
	default:
		counts = fmt.Sprintf("%5d", n.Stories)
	}
	nameWidth := min(26, width-3-ansi.StringWidth(counts))
	name := t.text
	if selected {
		name = t.title
	}
	line := t.bar.Render(bar) + t.key.Render(sign) + marked(m.chip.text, m.at, nameWidth, name, t.match) + t.faint.Render(counts)
	about := m.counts.Newest
	if m.chip.kind != topicChip {
		about = m.chip.kind.kindName()
		switch m.chip.kind {
		case viewChip:
			about += " " + m.chip.query
		case risingChip:
			about = "↗ " + m.about
		}
	}
	if room := width - ansi.StringWidth(line) - 3; room >= 6 && about != "" {
		line += t.faint.Render("  " + cut(about, room))
	}
	return line
}

// keyPalette acts on the palette; the room behind follows.
func (m *Model) keyPalette(msg tea.KeyPressMsg) tea.Cmd {
	p, f := m.palette, m.filter
	all := p.matches()
	var chosen chip
	if p.cursor < len(all) {
		chosen = all[p.cursor].chip
	}
	switch k := msg.String(); k {
	case "esc":
		m.palette = nil
		return m.change(p.before)
	case "enter":
		m.palette = nil
		if !p.touched && chosen.text != "" {
			return m.change(f.toggleOnly(chosen))
		}
		return m.change(f)
	case "down", "ctrl+n", "tab":
		p.cursor = min(p.cursor+1, max(len(all)-1, 0))
	case "up", "ctrl+p", "shift+tab":
		p.cursor = max(p.cursor-1, 0)
	case "pgdown":
		p.cursor = min(p.cursor+10, max(len(all)-1, 0))
	case "pgup":
		p.cursor = max(p.cursor-10, 0)
	case "ctrl+x":
		p.touched = true
		return m.change(f.without(isChosen))
	case "delete":
		if chosen.kind == viewChip {
			m.palette = nil
			return tea.Batch(m.change(p.before.without(func(c chip) bool { return c == chosen })), m.dropView(chosen.text))
		}
		return nil
	case "=":
		m.palette = nil
		return m.askForView()
	case "+", "-", "space":
		if chosen.text == "" {
			return nil
		}
		p.touched = true
		return m.change(f.toggle(chosen, k))
	default:
		return m.editPalette(msg)
	}
	return m.countShown()
}

// editPalette hands anything else to the input: letters, a paste.
func (m *Model) editPalette(msg tea.Msg) tea.Cmd {
	p := m.palette
	var cmd tea.Cmd
	before := p.input.Value()
	p.input, cmd = p.input.Update(msg)
	if p.input.Value() != before {
		p.cursor = 0
	}
	return tea.Batch(cmd, m.countShown())
}

// toggleOnly shows one thing only, or all again when that was the only one.
func (f filter) toggleOnly(c chip) filter {
	rest := f.without(isChosen)
	if len(f)-len(rest) == 1 && f.has(c) {
		return rest
	}
	return f.only(c)
}

// toggle includes, leaves out, or goes round: included, left out, neither.
func (f filter) toggle(c chip, key string) filter {
	in, out := c, c
	out.out = true
	wasIn, wasOut := f.has(in), f.has(out)
	f = f.set(in, false).set(out, false)
	switch {
	case key == "+" && !wasIn, key == "space" && !wasIn && !wasOut:
		return f.set(in, true)
	case c.kind == viewChip: // a view is not left out
	case key == "-" && !wasOut, key == "space" && wasIn:
		return f.set(out, true)
	}
	return f
}
