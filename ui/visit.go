package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// visitMsg is when the visit before this one ended.
type visitMsg time.Time

// visit says that the reader is here.
func (w world) visit() tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		at, err := w.db.Visit(ctx)
		if err != nil {
			return nil // nothing is marked new then
		}
		return visitMsg(at)
	}
}

// endVisit says that the reader leaves: what comes in from now on is new the next time. A store that cannot be written keeps the last end.
func (w world) endVisit() {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.ctx), time.Second)
	defer cancel()
	_, _ = w.db.Visit(ctx)
}

// gotVisit marks what is new since then. The list that was made before is the same but for that.
func (m *Model) gotVisit(msg visitMsg) tea.Cmd {
	if t := time.Time(msg); !t.IsZero() {
		m.visit = t.UnixMilli()
	}
	return nil
}

// elsewhereEvery is how often is asked whether another program has changed the store.
const elsewhereEvery = 3 * time.Second

// elsewhereMsg counts the changes that other programs have made.
type elsewhereMsg struct {
	n   int64
	err error
}

func (w world) elsewhere() tea.Cmd {
	return tea.Tick(elsewhereEvery, func(time.Time) tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		n, err := w.db.Elsewhere(ctx)
		return elsewhereMsg{n, err}
	})
}

// gotElsewhere reads marks again when another program, such as a second reader, has changed something; what is announced as new stays
// announced. Errors are left to what the reader does next.
func (m *Model) gotElsewhere(msg elsewhereMsg) tea.Cmd {
	again := m.world.elsewhere()
	if msg.err != nil || msg.n == m.elsewhere || m.refresh.run != nil {
		return again
	}
	m.elsewhere = msg.n
	return tea.Batch(again, m.renewMarks(), m.world.arrived(m.list().query))
}
