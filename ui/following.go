package ui

import (
	"context"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/dustin/go-humanize"

	"dateline/internal/safe"
	"dateline/store"
)

// lineRoom is the list of storylines that are followed, with what is new in each.
type lineRoom struct {
	column
	all    []store.Storyline
	loaded bool
}

// linesMsg are the storylines that are followed.
type linesMsg struct {
	lines []store.Storyline
	err   error
}

func (w world) storylines() tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		all, err := w.db.Storylines(ctx)
		return linesMsg{all, err}
	}
}

// dropStoryline follows a storyline no more.
func (w world) dropStoryline(line int64) tea.Cmd {
	return w.act(0, "", func(ctx context.Context) (store.Act, error) {
		reports, err := w.db.Timeline(ctx, line)
		if err != nil || len(reports) == 0 {
			return store.Act{}, err
		}
		return w.db.FollowEvent(ctx, reports[0].ID, false)
	})
}

func (m *Model) gotLines(msg linesMsg) tea.Cmd {
	if msg.err != nil {
		return m.status.warn(m.errorText(msg.err))
	}
	m.status.lines = msg.lines
	if r, ok := m.sheet().(*lineRoom); ok {
		s, had := r.selected()
		r.all, r.loaded = msg.lines, true
		if at := slices.IndexFunc(r.all, func(l store.Storyline) bool { return had && l.ID == s.ID }); at >= 0 {
			r.cursor = at
		}
		r.fit(len(r.all))
	}
	return nil
}

func (r *lineRoom) place() place               { return inStorylines }
func (r *lineRoom) whole() bool                { return true }
func (r *lineRoom) story() (store.Story, bool) { return store.Story{}, false }

func (r *lineRoom) name() string {
	n := 0
	for _, l := range r.all {
		n += l.New
	}
	if n > 0 {
		return fmt.Sprintf("Stories you follow · %s new", humanize.Comma(int64(n)))
	}
	return "Stories you follow"
}

func (r *lineRoom) selected() (store.Storyline, bool) {
	if r.cursor >= len(r.all) {
		return store.Storyline{}, false
	}
	return r.all[r.cursor], true
}

func (r *lineRoom) hints() []hint {
	l, ok := r.selected()
	if !ok {
		return nil
	}
	return []hint{{openLine, "timeline"}, {pinLine, pick(l.Pinned, "unpin", "pin")}, {renameLine, "rename"}, {dropLine, "follow no more"}}
}

func (r *lineRoom) view(m *Model, g pane) []string {
	t, now := m.theme, m.world.now()
	switch {
	case !r.loaded:
		return []string{"", centre(t.faint.Render("looking …"), g.width)}
	case len(r.all) == 0:
		return emptySheet(t, g, "You follow no story yet: what goes on for days stands here, with its news.", m.keys.hint(follow, "on a story follows it"))
	}
	r.head = 0
	return r.column.view(len(r.all), g.rows, func(i int, selected bool) []string {
		l := r.all[i]
		bar := t.bar.Render(pick(selected, "▌", " "))
		room := g.width - 5
		mark := t.followed.Render(pick(l.Pinned, "▲ ", "◉ "))
		figures := fmt.Sprintf("%s %s", humanize.Comma(int64(l.Stories)), plural(l.Stories, "report", "reports"))
		last := ""
		if !l.Last.IsZero() {
			last = Age(now, l.Last)
		}
		fresh := ""
		if l.New > 0 {
			fresh = fmt.Sprintf("↑ %d new", l.New)
		}
		right := t.fresh.Render(fresh) + t.faint.Render(pick(fresh == "", "", "  ")+last)
		name := pick(selected, t.title, t.text).Render(cut(safe.Line(l.Name), room-ansi.StringWidth(right)-2))
		first := bar + mark + spread(name, right, room)
		if g.rows < 10 {
			return []string{first}
		}
		return []string{first, bar + "  " + t.faint.Render(cut(figures+pick(l.Pinned, " · pinned", ""), room))}
	})
}

func (r *lineRoom) do(m *Model, a action, n int) (tea.Cmd, bool) {
	if r.act(a, n, len(r.all), m.layout.rows/2) {
		return nil, true
	}
	l, ok := r.selected()
	if !ok {
		return nil, false
	}
	db := m.world.db
	switch a {
	case openLine:
		return m.openTimeline(l), true
	case pinLine:
		return m.world.act(0, "", func(ctx context.Context) (store.Act, error) { return db.PinStoryline(ctx, l.ID, !l.Pinned) }), true
	case dropLine:
		return m.world.dropStoryline(l.ID), true
	case renameLine:
		q := newQuestion(m.theme, "Name", l.Name, "")
		q.done = func(m *Model, text string) tea.Cmd {
			return m.world.act(0, "", func(ctx context.Context) (store.Act, error) { return db.RenameStoryline(ctx, l.ID, text) })
		}
		m.ask = q
		return nil, true
	}
	return nil, false
}

// openTimeline opens the timeline of a storyline.
func (m *Model) openTimeline(l store.Storyline) tea.Cmd {
	m.lay(&timelineRoom{line: l})
	return m.world.timeline(l.ID)
}

// timelineRoom is all reports of a storyline by day, the latest first; what came in since the reader looked last is marked.
type timelineRoom struct {
	column
	line    store.Storyline
	reports []store.Story
	fresh   map[store.ID]bool
	loaded  bool
}

// timelineMsg are the reports of a storyline.
type timelineMsg struct {
	line    int64
	reports []store.Story
	err     error
}

// timeline reads a storyline; from then on nothing in it is new.
func (w world) timeline(line int64) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		reports, err := w.db.Timeline(ctx, line)
		if err == nil {
			err = w.db.SeenStoryline(ctx, line)
		}
		return timelineMsg{line, reports, err}
	}
}

func (m *Model) gotTimeline(msg timelineMsg) tea.Cmd {
	r, ok := m.sheet().(*timelineRoom)
	switch {
	case !ok || r.line.ID != msg.line:
		return nil
	case msg.err != nil:
		return tea.Batch(m.lift(), m.status.warn(m.errorText(msg.err)))
	}
	if !r.loaded {
		r.fresh = latest(msg.reports, r.line.New)
	}
	r.reports, r.loaded = msg.reports, true
	r.fit(len(r.reports))
	return m.preview()
}

// latest are the n stories that came in last.
func latest(all []store.Story, n int) map[store.ID]bool {
	by := slices.Clone(all)
	slices.SortStableFunc(by, func(a, b store.Story) int { return b.Fetched.Compare(a.Fetched) })
	out := map[store.ID]bool{}
	for _, s := range by[:min(n, len(by))] {
		out[s.ID] = true
	}
	return out
}

func (r *timelineRoom) name() string { return cut(safe.Line(r.line.Name), 50) }
func (r *timelineRoom) place() place { return inTimeline }
func (r *timelineRoom) whole() bool  { return false }
func (r *timelineRoom) hints() []hint {
	return []hint{{open, "read"}, {covers, "coverage"}, {bookmark, "bookmark"}, {browse, "browser"}}
}

func (r *timelineRoom) story() (store.Story, bool) {
	if r.cursor >= len(r.reports) {
		return store.Story{}, false
	}
	return r.reports[r.cursor], true
}

func (r *timelineRoom) view(m *Model, g pane) []string {
	t := m.theme
	if !r.loaded {
		return []string{"", centre(t.faint.Render("looking …"), g.width)}
	}
	r.head = 0
	if len(r.reports) == 0 {
		return []string{"", centre(t.faint.Render(cut("No report of it is left.", g.width)), g.width)}
	}
	now := m.world.now()
	return r.column.view(len(r.reports), g.rows, func(i int, selected bool) []string {
		s := r.reports[i]
		var out []string
		day := dayOf(s.Published, now)
		if g.rows >= 10 && (i == 0 || day != dayOf(r.reports[i-1].Published, now)) {
			out = append(out, " "+t.key.Render(day))
		}
		bar := t.bar.Render(pick(selected, "▌", " ")) + t.unread.Render(pick(s.Read, " ", "●")) + " "
		room := g.width - 4
		head := pick(s.Read, t.read, t.title)
		at := s.Published.In(now.Location()).Format("15:04")
		if g.rows < 10 {
			return append(out, bar+t.faint.Render(at+" ")+head.Render(cut(s.Title, room-6)))
		}
		first, second := twoLines(s.Title, room)
		out = append(out, bar+head.Render(first))
		rest := t.bar.Render(pick(selected, "▌", " ")) + "  "
		if second != "" {
			out = append(out, rest+head.Render(second))
		}
		right := pick(r.fresh[s.ID], t.fresh.Render("↑ new "), "") + t.saved.Render(marks(s)) + t.faint.Render(" "+at)
		return append(out, rest+spread(t.source.Render(cut(s.Source, room-ansi.StringWidth(right)-2)), right, room))
	})
}

// dayOf is a day as people say it: "Today", "Yesterday", "Fri 20 Nov 2026".
func dayOf(at, now time.Time) string {
	at = at.In(now.Location())
	day := at.Format("Mon 2 Jan 2006")
	switch day {
	case now.Format("Mon 2 Jan 2006"):
		return "Today"
	case now.AddDate(0, 0, -1).Format("Mon 2 Jan 2006"):
		return "Yesterday"
	}
	return day
}

func (r *timelineRoom) do(m *Model, a action, n int) (tea.Cmd, bool) {
	if r.act(a, n, len(r.reports), max(m.layout.rows/3, 2)) {
		return m.walk(), true
	}
	s, ok := r.story()
	if !ok {
		return nil, false
	}
	switch a {
	case open:
		r.reports[r.cursor].Read = true
		return m.readStory(s), true
	case toggleRead:
		r.reports[r.cursor].Read = !s.Read
		m.stale()
		return m.world.markRead(s.ID, !s.Read), true
	case bookmark:
		r.reports[r.cursor].Saved = !s.Saved
	}
	return nil, false
}

// neighbour opens the report after or before the one that is read.
func (r *timelineRoom) neighbour(m *Model, by int) tea.Cmd {
	to := r.cursor + by
	if to < 0 || to >= len(r.reports) {
		return m.status.say(pick(by > 0, "This is the earliest report", "This is the latest report"))
	}
	r.cursor = to
	r.reports[to].Read = true
	return m.readStory(r.reports[to])
}

// toggleFollow follows what a story tells of for as long as it goes on, or lets it go.
func (m *Model) toggleFollow(s store.Story) tea.Cmd {
	if s.ID == 0 {
		return nil
	}
	on := !s.Followed
	m.mirror(s.ID, func(s *store.Story) { s.Followed = on })
	m.lists[store.Following].stale = true
	return tea.Batch(m.world.act(s.ID, "", func(ctx context.Context) (store.Act, error) { return m.world.db.FollowEvent(ctx, s.ID, on) }))
}
