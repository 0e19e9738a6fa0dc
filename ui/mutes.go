package ui

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/dustin/go-humanize"

	"dateline/internal/safe"
	"dateline/store"
)

// muteRoom is the list of mutes: what each hides, until when, and a key that lifts it.
type muteRoom struct {
	column
	all    []store.MuteState
	loaded bool
}

// mutesMsg are the mutes that hold.
type mutesMsg struct {
	mutes []store.MuteState
	err   error
}

func (w world) mutes() tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		all, err := w.db.Mutes(ctx)
		return mutesMsg{all, err}
	}
}

func (m *Model) gotMutes(msg mutesMsg) tea.Cmd {
	if msg.err != nil {
		return m.status.warn(m.errorText(msg.err))
	}
	if r, ok := m.sheet().(*muteRoom); ok {
		r.all, r.loaded = msg.mutes, true
		r.fit(len(r.all))
	}
	return nil
}

func (r *muteRoom) place() place               { return inMutes }
func (r *muteRoom) whole() bool                { return true }
func (r *muteRoom) story() (store.Story, bool) { return store.Story{}, false }

func (r *muteRoom) name() string {
	if len(r.all) == 0 {
		return "Mutes"
	}
	today := 0
	for _, s := range r.all {
		today += s.Today
	}
	return fmt.Sprintf("Mutes · %d · %s hidden today", len(r.all), humanize.Comma(int64(today)))
}

func (r *muteRoom) hints() []hint {
	if len(r.all) == 0 {
		return []hint{{mute, "mute something"}}
	}
	return []hint{{lookInto, "look into it"}, {liftMute, "lift"}, {mute, "mute something"}, {undo, "undo"}}
}

func (r *muteRoom) view(m *Model, g pane) []string {
	t := m.theme
	switch {
	case !r.loaded:
		return []string{"", centre(t.faint.Render("looking …"), g.width)}
	case len(r.all) == 0:
		return emptySheet(t, g, "Nothing is muted: what you hide for a while, or for ever, stands here.", m.keys.hint(mute, "on a story hides a word of it, its outlet, its topic"))
	}
	r.head = 0
	return r.column.view(len(r.all), g.rows, func(i int, selected bool) []string {
		s := r.all[i]
		bar := t.bar.Render(pick(selected, "▌ ", "  "))
		room := g.width - 4
		hid := fmt.Sprintf("%s today · %s in all", humanize.Comma(int64(s.Today)), humanize.Comma(int64(s.Stories)))
		name := muteName(s.Query)
		if s.Headline != "" {
			name = "the story “" + s.Headline + "”"
		}
		name = cut(safe.Line(name), max(room-ansi.StringWidth(hid)-2, 12))
		style := pick(selected, t.title, t.text)
		first := bar + spread(style.Render(name), t.faint.Render(hid), room)
		if g.rows < 10 {
			return []string{first}
		}
		from := ""
		if s.FromConfig {
			from = " · from the config"
		}
		return []string{first, bar + t.faint.Render(cut(muteEnd(s.Until, m.world.now())+from, room))}
	})
}

// muteName says what a mute hides.
func muteName(query string) string {
	for _, p := range []struct{ field, name string }{{"topic:", "topic "}, {"source:", "outlet "}, {"event:", "one story"}} {
		if rest, ok := strings.CutPrefix(query, p.field); ok && strings.Count(rest, `"`) <= 2 && (!strings.Contains(rest, " ") || strings.HasPrefix(rest, `"`) && strings.HasSuffix(rest, `"`)) {
			if p.field == "event:" { // its number says nothing to anybody
				return p.name
			}
			return p.name + strings.Trim(rest, `"`)
		}
	}
	return query
}

// mutedFilter shows what a mute hides.
func mutedFilter(s store.MuteState) filter {
	return filter{{kind: wordsChip, text: strings.Join(inBrackets(s.Query), " ") + " is:muted"}}
}

// muteEnd says until when a mute holds.
func muteEnd(until, now time.Time) string {
	if until.IsZero() {
		return "for ever"
	}
	return "until " + until.In(now.Location()).Format("Mon 2 Jan 2006, 15:04")
}

func (r *muteRoom) do(m *Model, a action, n int) (tea.Cmd, bool) {
	if r.act(a, n, len(r.all), m.layout.rows/2) {
		return nil, true
	}
	if a == mute {
		return m.openMute(), true
	}
	if r.cursor >= len(r.all) {
		return nil, false
	}
	s := r.all[r.cursor]
	switch a {
	case lookInto:
		m.clear()
		m.room = store.Latest
		return m.refilter(mutedFilter(s)), true
	case liftMute:
		return m.world.act(0, "", func(ctx context.Context) (store.Act, error) { return m.world.db.Lift(ctx, s.ID) }), true
	}
	return nil, false
}
