package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/internal/safe"
	"dateline/store"
)

// changeRoom is what became different in a story, the latest first: words that came and went, marked by shape as well as colour.
type changeRoom struct {
	of      store.Story
	changes []store.Change
	loaded  bool
	top     int
	rows    int // seen at once

	lines []string // as set for look and width
	look  *theme
	width int
}

// changesMsg is what became different in a story.
type changesMsg struct {
	id      store.ID
	changes []store.Change
	err     error
}

func (w world) changes(id store.ID) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		c, err := w.db.Changes(ctx, id)
		return changesMsg{id, c, err}
	}
}

// openChanges opens the room over the story that a key is about.
func (m *Model) openChanges() tea.Cmd {
	s := m.current()
	if s.ID == 0 {
		return nil
	}
	m.lay(&changeRoom{of: s})
	return m.world.changes(s.ID)
}

func (m *Model) gotChanges(msg changesMsg) tea.Cmd {
	r, ok := m.sheet().(*changeRoom)
	switch {
	case !ok || r.of.ID != msg.id:
		return nil
	case msg.err != nil:
		return tea.Batch(m.lift(), m.status.warn(m.errorText(msg.err)))
	}
	r.changes, r.loaded, r.lines = msg.changes, true, nil
	return nil
}

func (r *changeRoom) name() string               { return "What changed" }
func (r *changeRoom) place() place               { return inChanges }
func (r *changeRoom) whole() bool                { return true }
func (r *changeRoom) story() (store.Story, bool) { return r.of, true }
func (r *changeRoom) point(int) (again, ok bool) { return false, false }
func (r *changeRoom) hints() []hint              { return []hint{{down, "scroll"}, {browse, "browser"}} }

func (r *changeRoom) view(m *Model, g pane) []string {
	t := m.theme
	switch {
	case !r.loaded:
		return []string{"", centre(t.faint.Render("looking …"), g.width)}
	case len(r.changes) == 0:
		return emptySheet(t, g, cut(r.of.Title, g.width-4), "Nothing that matters has changed since it was first seen.", "Corrections, other numbers and other words would stand here.")
	}
	if r.lines == nil || r.look != m.look || r.width != g.width {
		r.lines, r.look, r.width = r.set(m, min(g.width-4, 90)), m.look, g.width
	}
	r.rows = g.rows
	r.top = max(0, min(r.top, len(r.lines)-g.rows))
	margin := strings.Repeat(" ", max((g.width-min(g.width-4, 90))/2, 0))
	var out []string
	for _, l := range r.lines[r.top:min(len(r.lines), r.top+g.rows)] {
		out = append(out, margin+l)
	}
	return out
}

// set sets all changes, width columns wide.
func (r *changeRoom) set(m *Model, width int) []string {
	t, now := m.theme, m.world.now()
	var out []string
	for _, l := range wrapped(r.of.Title, width) {
		out = append(out, t.title.Render(l))
	}
	out = append(out, t.faint.Render(cut(r.of.Source, width/2)+" · ")+t.added.Render("+came+")+t.faint.Render(" ")+t.removed.Render("−went−"))
	for _, c := range r.changes {
		when := moment(now, c.At.In(now.Location())) + " (" + ago(now, c.At) + ")"
		out = append(out, "", t.rule.Render(strings.Repeat("─", width)))
		for _, l := range wrapped(when+pick(c.Summary == "", "", " · "+c.Summary), width) {
			out = append(out, t.key.Render(l))
		}
		if c.Title != nil {
			out = append(out, "")
			out = append(out, runLines(t, c.Title, width)...)
		}
		for _, p := range c.Paragraphs {
			out = append(out, "")
			out = append(out, runLines(t, p, width)...)
		}
	}
	return out
}

// runLines sets a paragraph of which pieces came and went: what came stands between +, what went between −.
func runLines(t theme, runs []store.Run, width int) []string {
	type word struct {
		text string
		op   store.Op
	}
	var words []word
	for _, r := range runs {
		fields := strings.Fields(safe.Line(r.Text))
		for i, f := range fields {
			if mark := map[store.Op]string{store.Added: "+", store.Removed: "−"}[r.Op]; mark != "" {
				f = pick(i == 0, mark, "") + f + pick(i == len(fields)-1, mark, "")
			}
			words = append(words, word{f, r.Op})
		}
	}
	styles := map[store.Op]func(string) string{store.Same: t.text.Render, store.Added: t.added.Render, store.Removed: t.removed.Render}
	var lines []string
	var b strings.Builder
	used := 0
	last := store.Same
	for _, w := range words {
		n := ansi.StringWidth(w.text)
		if n > width {
			w.text = cut(w.text, width)
			n = ansi.StringWidth(w.text)
		}
		switch {
		case used > 0 && used+1+n > width:
			lines = append(lines, b.String())
			b.Reset()
			used = 0
		case used > 0:
			b.WriteString(styles[pick(last == w.op, w.op, store.Same)](" "))
			used++
		}
		b.WriteString(styles[w.op](w.text))
		used += n
		last = w.op
	}
	return append(lines, b.String())
}

func (r *changeRoom) do(m *Model, a action, n int) (tea.Cmd, bool) {
	switch a {
	case down:
		r.top += n
	case up:
		r.top -= n
	case top:
		r.top = 0
	case bottom:
		r.top = len(r.lines)
	case halfDown:
		r.top += n * r.rows / 2
	case halfUp:
		r.top -= n * r.rows / 2
	case pageDown, onward:
		r.top += n * max(r.rows-2, 1)
	case pageUp:
		r.top -= n * max(r.rows-2, 1)
	case changed:
		return m.lift(), true
	default:
		return nil, false
	}
	r.top = max(0, min(r.top, len(r.lines)-r.rows))
	return nil, true
}
