package ui

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/dustin/go-humanize"

	"dateline/internal/safe"
	"dateline/store"
)

// side is the pane at the left of very wide screens: the topics with what is unread in the room, the views, what is rising.
type side struct {
	asked  store.Query
	topics []store.TopicCount
}

// sideMsg is how much the topics of a room have.
type sideMsg struct {
	asked  store.Query
	topics []store.TopicCount
	err    error
}

// risingMsg are words that many outlets have in their headlines now.
type risingMsg []store.Burst

func (w world) sideCounts(q store.Query) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		c, err := w.db.TopicCounts(ctx, q)
		return sideMsg{q, c, err}
	}
}

// rising asks for what is rising; without an answer nothing is.
func (w world) rising() tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		all, err := w.db.Rising(ctx)
		if err != nil {
			return risingMsg(nil)
		}
		return risingMsg(all)
	}
}

// renewSide counts the topics for the list that has come, where they are shown.
func (m *Model) renewSide() tea.Cmd {
	l := m.list()
	q := l.query
	if m.layout.side == 0 || !l.loaded || m.side.asked == q || q.Typing {
		return nil
	}
	m.side.asked = q
	return m.world.sideCounts(q)
}

func (m *Model) gotSide(msg sideMsg) tea.Cmd {
	if msg.err == nil && msg.asked == m.side.asked {
		m.side.topics = msg.topics
	}
	return nil
}

// gotRising takes what is rising, into the palette too when that is open.
func (m *Model) gotRising(msg risingMsg) tea.Cmd {
	m.burst = msg
	if m.palette != nil {
		return m.gotNames(m.titles)
	}
	return nil
}

// sideLine is a line of the pane, and what a click on it shows.
type sideLine struct {
	text string
	chip chip
}

// sideLines are the lines of the pane, at most rows.
func (m *Model) sideLines(rows int) []sideLine {
	t, w := m.theme, m.layout.side-1
	entry := func(key string, c chip, n int, name pen) sideLine {
		on := m.filter.has(c)
		right := ""
		if n > 0 {
			right = humanize.Comma(int64(n))
		}
		shown := cut(safe.Line(c.text), w-6-ansi.StringWidth(right))
		line := t.bar.Render(pick(on, "▌", " ")) + t.key.Render(pad(key, 2)) + pick(on, t.title, name).Render(shown)
		return sideLine{spread(line, t.faint.Render(right)+" ", w), c}
	}
	head := func(s string) sideLine { return sideLine{text: " " + t.faint.Render(s)} }
	var below []sideLine
	if len(m.world.views) > 0 {
		below = append(below, sideLine{}, head("Views"))
		for i, v := range m.world.views {
			n := 0
			if i < len(m.status.views) {
				n = m.status.views[i].Unread
			}
			below = append(below, entry("", chip{kind: viewChip, text: v.Name, query: v.Query}, n, t.text))
		}
	}
	if len(m.burst) > 0 {
		below = append(below, sideLine{}, head("Rising now"))
		for _, b := range m.burst {
			below = append(below, entry("↗", chip{kind: risingChip, text: b.Words}, b.Outlets, t.text))
		}
	}
	below = below[:min(len(below), rows/2)]
	out := []sideLine{head("Topics")}
	for i, c := range m.world.topics {
		if len(out) >= rows-len(below) {
			break
		}
		n := 0
		if at := slices.IndexFunc(m.side.topics, func(s store.TopicCount) bool { return s.Name == c.Name }); at >= 0 {
			n = m.side.topics[at].Unread
		}
		key := ""
		if i < 9 {
			key = fmt.Sprint(i + 1)
		}
		out = append(out, entry(key, chip{kind: topicChip, text: c.Name}, n, t.topic(i)))
	}
	return append(out, below...)
}

// sidePane draws the pane, exactly rows lines.
func (m *Model) sidePane(rows int) []string {
	out := make([]string, rows)
	for i, l := range m.sideLines(rows) {
		if i < rows {
			out[i] = l.text
		}
	}
	return out
}

// clickSide shows what was clicked, or all again.
func (m *Model) clickSide(line int) tea.Cmd {
	lines := m.sideLines(m.layout.rows)
	if line < 0 || line >= len(lines) || lines[line].chip.text == "" {
		return nil
	}
	c := lines[line].chip
	m.clear()
	m.reading = false
	if c.kind == viewChip {
		return m.showView(View{c.text, c.query})
	}
	return m.refilter(m.filter.toggleOnly(c))
}
