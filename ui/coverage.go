package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/internal/safe"
	"dateline/store"
)

// coverageRoom is all reports of one story side by side: who they are, how they put it, and what only each of them says.
type coverageRoom struct {
	column
	of     store.Story
	cover  store.Coverage
	before int // how many of its reports stand at the end because they are of earlier events
	loaded bool
}

// coverageMsg is who reports a story.
type coverageMsg struct {
	id      store.ID
	cover   store.Coverage
	earlier []store.Story // what came before in its storyline
	err     error
}

func (w world) coverage(id store.ID) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		c, err := w.db.Coverage(ctx, id)
		if err != nil {
			return coverageMsg{id: id, err: err}
		}
		earlier, err := w.db.Earlier(ctx, id)
		return coverageMsg{id, c, earlier, err}
	}
}

// openCoverage opens the room over the story that a key is about.
func (m *Model) openCoverage() tea.Cmd {
	s := m.current()
	if s.ID == 0 {
		return nil
	}
	m.lay(&coverageRoom{of: s})
	return m.world.coverage(s.ID)
}

func (m *Model) gotCoverage(msg coverageMsg) tea.Cmd {
	r, ok := m.sheet().(*coverageRoom)
	switch {
	case !ok || r.of.ID != msg.id:
		return nil
	case msg.err != nil:
		return tea.Batch(m.lift(), m.status.warn(m.errorText(msg.err)))
	}
	first := !r.loaded
	r.cover, r.loaded, r.before = msg.cover, true, len(msg.earlier)
	for _, s := range msg.earlier {
		r.cover.Reports = append(r.cover.Reports, store.Covered{Story: s})
	}
	if first {
		for i, c := range r.cover.Reports {
			if c.ID == r.of.ID {
				r.cursor = i
			}
		}
	}
	r.fit(len(r.cover.Reports))
	return m.preview()
}

func (r *coverageRoom) name() string {
	if n := len(r.cover.Reports) - r.before; n > 0 {
		return fmt.Sprintf("Coverage · %d %s", n, plural(n, "report", "reports"))
	}
	return "Coverage"
}

func (r *coverageRoom) place() place { return inCoverage }
func (r *coverageRoom) whole() bool  { return false }

func (r *coverageRoom) story() (store.Story, bool) {
	if r.cursor >= len(r.cover.Reports) {
		return store.Story{}, false
	}
	return r.cover.Reports[r.cursor].Story, true
}

func (r *coverageRoom) hints() []hint {
	return []hint{{open, "read"}, {markAll, "mark all read"}, {bookmark, "bookmark"}, {browse, "browser"}}
}

func (r *coverageRoom) view(m *Model, g pane) []string {
	t := m.theme
	if !r.loaded {
		return []string{"", centre(t.faint.Render("looking …"), g.width)}
	}
	head := r.heading(t, g)
	r.head = len(head)
	reports := r.cover.Reports
	lines := r.column.view(len(reports), g.rows-len(head), func(i int, selected bool) []string {
		row := r.row(m, g, reports[i], selected)
		if r.before > 0 && i == len(reports)-r.before && g.rows >= 10 {
			row = append([]string{" " + t.key.Render("Earlier in this story"), ""}, row...)
		}
		return row
	})
	if n := r.over - r.skip; n > 0 {
		more := fmt.Sprintf("↓ %d more %s", n+1, plural(n+1, "line", "lines"))
		lines[len(lines)-1] = t.bar.Render("▌") + "  " + t.key.Render(m.keys.of(down)) + " " + t.faint.Render(more)
	}
	return append(head, lines...)
}

// heading is the story that is covered, and what its rank rests on.
func (r *coverageRoom) heading(t theme, g pane) []string {
	if g.rows < 10 {
		return nil
	}
	first, second := twoLines(r.of.Title, g.width-2)
	lines := []string{" " + t.title.Render(first)}
	if second != "" {
		lines = append(lines, " "+t.title.Render(second))
	}
	if r.cover.Why != "" {
		for _, l := range wrapped(upperFirst(r.cover.Why), g.width-2) {
			lines = append(lines, " "+t.faint.Render(l))
		}
	}
	return append(lines, " "+t.rule.Render(strings.Repeat("─", max(g.width-2, 1))))
}

// row is a report: who, where, when; its headline; what only it says.
func (r *coverageRoom) row(m *Model, g pane, c store.Covered, selected bool) []string {
	t, now := m.theme, m.world.now()
	bar := t.bar.Render(pick(selected, "▌", " ")) + t.unread.Render(pick(c.Read, " ", "●")) + " "
	room := g.width - 4
	age := Age(now, c.Published)
	if s := marks(c.Story); s != "" {
		age = s + " " + age
	}
	about := []string{}
	for _, a := range []string{c.Country, c.Owner} {
		if a = safe.Line(a); a != "" {
			about = append(about, a)
		}
	}
	left := t.source.Render(cut(c.Source, room-ansi.StringWidth(age)-1))
	if len(about) > 0 {
		if w := room - ansi.StringWidth(left) - ansi.StringWidth(age) - 4; w > 6 {
			left += t.faint.Render(" · " + cut(strings.Join(about, " · "), w))
		}
	}
	head := pick(c.Read, t.read, t.title)
	if g.rows < 10 && !selected { // the chosen one alone is told at length
		name := cut(c.Source, min(room/3, 16))
		return []string{bar + t.source.Render(pad(name, min(room/3, 16)+1)) + head.Render(cut(c.Title, room-min(room/3, 16)-1))}
	}
	lines := []string{bar + spread(left, t.faint.Render(age), room)}
	rest := t.bar.Render(pick(selected, "▌", " ")) + "  "
	first, second := twoLines(c.Title, room)
	lines = append(lines, rest+head.Render(first))
	if second != "" {
		lines = append(lines, rest+head.Render(second))
	}
	if c.CopyOf != "" {
		lines = append(lines, rest+t.faint.Render(cut("the words of "+safe.Line(c.CopyOf), room)))
	}
	if g.rows < 10 {
		if len(c.Only) > 0 {
			lines = append(lines, rest+t.text.Render(cut("only here: "+safe.Line(c.Only[0]), room)))
		}
		return lines
	}
	for i, o := range c.Only {
		if i > 0 && !selected {
			lines = append(lines, rest+t.faint.Render(fmt.Sprintf("  + %d more only here", len(c.Only)-1)))
			break
		}
		said := wrapped("only here: "+safe.Line(o), room-2)
		if !selected {
			said = []string{cut(said[0]+pick(len(said) > 1, " …", ""), room)}
		}
		for j, l := range said {
			if j > 0 {
				l = "  " + l
			}
			lines = append(lines, rest+t.text.Render(cut(l, room)))
		}
	}
	return append(lines, "")
}

func (r *coverageRoom) do(m *Model, a action, n int) (tea.Cmd, bool) {
	if r.act(a, n, len(r.cover.Reports), max(m.layout.rows/4, 2)) {
		return m.walk(), true
	}
	s, ok := r.story()
	if !ok {
		return nil, false
	}
	switch a {
	case open:
		r.mark(s.ID, true)
		return m.readStory(s), true
	case toggleRead:
		r.mark(s.ID, !s.Read)
		m.stale()
		return m.world.markRead(s.ID, !s.Read), true
	case bookmark:
		r.cover.Reports[r.cursor].Saved = !s.Saved
		return nil, false
	case markAll:
		for i := range r.cover.Reports[:len(r.cover.Reports)-r.before] {
			r.cover.Reports[i].Read = true
		}
		s = r.of
		m.stale()
		return m.world.act(0, "", func(ctx context.Context) (store.Act, error) { return m.world.db.MarkEventRead(ctx, s.ID, true) }), true
	case split:
		m.stale()
		return m.world.act(0, "", func(ctx context.Context) (store.Act, error) { return m.world.db.SplitStory(ctx, s.ID) }), true
	case covers:
		return m.lift(), true
	}
	return nil, false
}

func (r *coverageRoom) mark(id store.ID, read bool) {
	for i := range r.cover.Reports {
		if r.cover.Reports[i].ID == id {
			r.cover.Reports[i].Read = read
		}
	}
}

// neighbour opens the report after or before the one that is read.
func (r *coverageRoom) neighbour(m *Model, by int) tea.Cmd {
	to := r.cursor + by
	if to < 0 || to >= len(r.cover.Reports) {
		return m.status.say(pick(by > 0, "This is the earliest report", "This is the latest report"))
	}
	r.cursor = to
	s, _ := r.story()
	r.mark(s.ID, true)
	return m.readStory(s)
}

// stale notes that lists were made before a change in a sheet.
func (m *Model) stale() {
	for i := range m.lists {
		m.lists[i].stale = true
	}
}
