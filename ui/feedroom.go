package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/dustin/go-humanize"

	"dateline/feeds"
	"dateline/internal/safe"
	"dateline/store"
)

// feedRoom is the list of feeds: how each one is, what it brings, and a key for what helps.
type feedRoom struct {
	column
	all    []feedRow
	loaded bool
	seek   string // the address of a feed that the cursor is to go to, as soon as it is there
}

// feedRow is a feed with its figures and what is wrong with it.
type feedRow struct {
	store.FeedState
	store.FeedVolume
	trouble string // "": it is well
}

// called is what the feed is called.
func (f feedRow) called() string { return safe.Line(f.Source.Shown(f.Title)) }

// named is the feed with what it is called.
func (f feedRow) named() feeds.Source {
	s := f.Source
	s.Name = f.called()
	return s
}

func (r *feedRoom) place() place { return inFeeds }
func (r *feedRoom) whole() bool  { return true }

func (r *feedRoom) story() (store.Story, bool) { return store.Story{}, false }

// name counts the feeds: "Feeds · 48 followed · 2 in trouble".
func (r *feedRoom) name() string {
	if !r.loaded {
		return "Feeds"
	}
	followed, ill, paused := 0, 0, 0
	for _, f := range r.all {
		switch {
		case !f.Followed:
			continue
		case f.Paused:
			paused++
		case f.trouble != "":
			ill++
		}
		followed++
	}
	s := fmt.Sprintf("Feeds · %d", followed)
	if ill > 0 {
		s += fmt.Sprintf(" · %d in trouble", ill)
	}
	if paused > 0 {
		s += fmt.Sprintf(" · %d paused", paused)
	}
	return s
}

func (r *feedRoom) hints() []hint {
	hints := []hint{{addFeed, "add"}, {catalogue, "catalogue"}}
	f, ok := r.selected()
	if !ok || !f.Followed {
		return append(hints, hint{undo, "undo"})
	}
	if f.MovedTo != "" {
		hints = append([]hint{{moveFeed, "take new address"}}, hints...)
	}
	return append(hints, hint{pauseFeed, pick(f.Paused, "ask again", "pause")}, hint{renameFeed, "rename"}, hint{removeFeed, "remove"}, hint{askFeed, "ask now"})
}

func (r *feedRoom) selected() (feedRow, bool) {
	if r.cursor >= len(r.all) {
		return feedRow{}, false
	}
	return r.all[r.cursor], true
}

// take shows what the store knows now, those in trouble first; the cursor stays on its feed.
func (r *feedRoom) take(rows []feedRow) {
	slices.SortStableFunc(rows, func(a, b feedRow) int { return a.rank() - b.rank() })
	f, had := r.selected()
	r.all, r.loaded = rows, true
	address := f.URL
	if at := slices.IndexFunc(rows, func(g feedRow) bool { return r.seek != "" && g.URL == r.seek }); at >= 0 {
		r.cursor, address, r.seek = at, rows[at].URL, ""
	}
	if had {
		if at := slices.IndexFunc(rows, func(g feedRow) bool { return g.URL == address }); at >= 0 {
			r.cursor = at
		}
	}
	r.fit(len(rows))
}

// rank puts feeds in trouble before those that are well, then the paused, then those that are followed no more.
func (f feedRow) rank() int {
	switch {
	case !f.Followed:
		return 3
	case f.Paused:
		return 2
	case f.trouble != "":
		return 0
	}
	return 1
}

// wideFeeds is the width from which a feed stands on one line, its figures in columns.
const wideFeeds = 100

func (r *feedRoom) view(m *Model, g pane) []string {
	t := m.theme
	switch {
	case !r.loaded:
		return []string{"", centre(t.faint.Render("looking …"), g.width)}
	case len(r.all) == 0:
		return emptySheet(t, g, "No feeds yet: the places where your news comes from.", m.keys.hint(addFeed, "add one by its address")+" · "+m.keys.hint(catalogue, "choose from the catalogue"))
	}
	var head []string
	if g.width >= wideFeeds && g.rows > 8 {
		head = []string{t.faint.Render(r.columns(g, "Feed", "Health", "Asked", "Stories", "A day", "Newest", "   "))}
	}
	r.head = len(head)
	return append(head, r.column.view(len(r.all), g.rows-len(head), func(i int, selected bool) []string { return r.row(m, g, i, selected) })...)
}

// columns sets the figures of a feed below each other.
func (r *feedRoom) columns(g pane, name, health, asked, stories, day, newest, mark string) string {
	fixed := 28 + 14 + 9 + 8 + 14 + 4
	wide := max(g.width-fixed-2, 20)
	return mark + pad(cut(name, 27), 28) + pad(cut(health, wide-2), wide) + pad(asked, 14) + left(stories, 7) + left(day, 8) + left(newest, 14)
}

// left fills s up at the left.
func left(s string, width int) string {
	return strings.Repeat(" ", max(width-ansi.StringWidth(s), 0)) + s
}

func (r *feedRoom) row(m *Model, g pane, i int, selected bool) []string {
	t, f, now := m.theme, r.all[i], m.world.now()
	mark, style := "  ", t.text
	switch {
	case f.Followed && f.Paused:
		mark = "‖ "
	case !f.Followed:
		mark = "− "
	case f.trouble != "":
		mark, style = "! ", t.warning
	}
	health, asked, newest := f.health(), "", ""
	if !f.Checked.IsZero() {
		asked = ago(now, f.Checked)
	}
	if !f.Newest.IsZero() {
		newest = ago(now, f.Newest)
	}
	day := fmt.Sprintf("%.1f", f.PerDay)
	bar := t.bar.Render(pick(selected, "▌", " "))
	if g.width >= wideFeeds {
		line := r.columns(g, f.called(), health, asked, humanize.Comma(int64(f.Stories)), day, newest, mark)
		lines := []string{bar + r.paint(t, style, line, selected, g.width-1)}
		if selected {
			lines = append(lines, r.details(m, f, g)...)
		}
		return lines
	}
	room := g.width - 4
	if g.rows < 10 {
		name := cut(f.called(), room*3/5)
		right := cut(pick(f.trouble != "", health, asked), room-ansi.StringWidth(name)-2)
		return []string{bar + r.paint(t, style, mark+spread(name, right, room), selected, g.width-1)}
	}
	figures := f.figures()
	if newest != "" {
		figures += " · newest " + newest
	}
	lines := []string{bar + r.paint(t, style, mark+spread(cut(f.called(), max(room-ansi.StringWidth(asked)-2, 10)), asked, room), selected, g.width-1)}
	ill := f.trouble != "" && f.Followed && !f.Paused
	if !selected || !ill {
		lines = append(lines, bar+r.paint(t, pick(ill, t.warning, t.faint), "  "+cut(pick(ill, health, figures), room), selected, g.width-1))
	}
	if selected {
		lines = append(lines, r.details(m, f, g)...)
	}
	if selected && ill {
		lines = append(lines, bar+r.paint(t, t.faint, "  "+cut(figures, room), true, g.width-1))
	}
	return lines
}

// paint gives a line its style, on the background of the cursor's row when it is that.
func (r *feedRoom) paint(t theme, style pen, line string, selected bool, width int) string {
	line = pad(ansi.Truncate(line, width, "…"), width)
	if selected {
		return style.Background(t.selectedBackground).Render(line)
	}
	return style.Render(line)
}

// figures say what a feed brings: "120 stories · 24.3 a day".
func (f feedRow) figures() string {
	if f.Stories == 0 {
		return "no stories yet"
	}
	return fmt.Sprintf("%s %s · %.1f a day", humanize.Comma(int64(f.Stories)), plural(f.Stories, "story", "stories"), f.PerDay)
}

// health says in a few words how a feed is.
func (f feedRow) health() string {
	switch {
	case !f.Followed:
		return "followed no more, its stories stay"
	case f.Paused:
		return "paused"
	case f.trouble != "":
		return f.trouble
	case f.Checked.IsZero():
		return "not asked yet"
	case f.LastError != "": // which is nothing that the feed has, such as no network
		return safe.Line(f.LastError)
	}
	return "well"
}

// details are shown below the feed under the cursor: its trouble in full, where it is, where it has moved to.
func (r *feedRoom) details(m *Model, f feedRow, g pane) []string {
	t, room := m.theme, max(g.width-6, 10)
	bar := t.bar.Render("▌")
	var out []string
	say := func(style pen, text string) {
		for _, l := range wrapped(text, room) {
			out = append(out, bar+r.paint(t, style, "  "+l, true, g.width-1))
		}
	}
	if f.trouble != "" && f.Followed && !f.Paused {
		say(t.text, upperFirst(f.trouble)+".")
	}
	if f.MovedTo != "" {
		say(t.text, "New address: "+safe.Line(f.MovedTo)+" · "+m.keys.hint(moveFeed, "takes it"))
	}
	say(t.faint, safe.Line(feeds.Spoken(f.URL)))
	if !f.Next.IsZero() && f.Followed && !f.Paused && !f.Gone && f.Next.After(m.world.now()) {
		say(t.faint, "Asked again in "+until(m.world.now(), f.Next)+" · "+m.keys.hint(askFeed, "asks it now")+" · "+m.keys.hint(feedStories, "shows its stories"))
	}
	return out
}

// emptySheet says what a sheet is for and which key fills it.
func emptySheet(t theme, g pane, lines ...string) []string {
	out := make([]string, g.rows/3)
	for _, l := range lines {
		for _, w := range wrapped(l, g.width-4) {
			out = append(out, t.faint.Render(centre(w, g.width)))
		}
	}
	return out
}

func (r *feedRoom) do(m *Model, a action, n int) (tea.Cmd, bool) {
	if r.act(a, n, len(r.all), m.layout.rows/2) {
		return nil, true
	}
	switch a {
	case addFeed:
		return m.askForFeed(), true
	case catalogue:
		return m.openCatalogue(), true
	case refreshAll:
		return m.begin(true), true
	case undo, redo, help:
		return nil, false
	}
	f, ok := r.selected()
	if !ok {
		return nil, false
	}
	s := f.named()
	switch a {
	case feedStories:
		return m.showOutlet(f), true
	case askFeed:
		return m.askAgain(f), true
	case pauseFeed:
		if !f.Followed {
			return m.status.say(f.called() + " is followed no more"), true
		}
		return m.edit(func(ctx context.Context) (store.Act, error) { return m.opt.Desk.PauseFeed(ctx, s, !f.Paused) }), true
	case renameFeed:
		return m.askForName(f), true
	case moveFeed:
		if f.MovedTo == "" {
			return m.status.say(f.called() + " has not moved, as far as its server has said"), true
		}
		return m.edit(func(ctx context.Context) (store.Act, error) { return m.opt.Desk.MoveFeed(ctx, s, safe.URL(f.MovedTo)) }), true
	case removeFeed:
		if !f.Followed {
			return m.status.say(f.called() + " is followed no more"), true
		}
		return m.edit(func(ctx context.Context) (store.Act, error) { return m.opt.Desk.RemoveFeed(ctx, s) }), true
	}
	return nil, false
}

// showOutlet shows the stories of one feed.
func (m *Model) showOutlet(f feedRow) tea.Cmd {
	m.room = store.Latest
	m.clear()
	return m.refilter(filter{{kind: sourceChip, text: f.called()}})
}

// askForName asks what a feed is to be called.
func (m *Model) askForName(f feedRow) tea.Cmd {
	if no := m.opt.noDesk(); no != "" {
		return m.status.warn(no)
	}
	q := newQuestion(m.theme, "Name", f.Source.Name, f.Title)
	q.done = func(m *Model, text string) tea.Cmd {
		return m.edit(func(ctx context.Context) (store.Act, error) { return m.opt.Desk.RenameFeed(ctx, f.Source, text) })
	}
	m.ask = q
	return nil
}

// askAgain asks the server of one feed now.
func (m *Model) askAgain(f feedRow) tea.Cmd {
	at := slices.IndexFunc(m.world.sources, func(s feeds.Source) bool { return s.URL == f.URL })
	switch {
	case at < 0:
		return m.status.say(f.called() + " is followed no more")
	case f.Paused:
		return m.status.say(f.called() + " is paused · " + m.keys.hint(pauseFeed, "asks it again"))
	}
	return m.beginWith(m.world.sources[at:at+1], true)
}

// until says in how long something is: "25 min", "3 h".
func until(now, then time.Time) string {
	d := then.Sub(now).Round(time.Minute)
	if d < time.Hour {
		return fmt.Sprintf("%d min", max(int(d.Minutes()), 1))
	}
	return fmt.Sprintf("%d h", int(d.Hours()))
}
