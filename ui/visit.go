package ui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/dustin/go-humanize"

	"dateline/store"
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
		m.world.lastVisit = t.UnixMilli()
		return m.world.counts()
	}
	return nil
}

// fresh counts the unread rows of the front page that are new: those that rowStyle.fresh marks.
func (w world) fresh(ctx context.Context) (int, error) {
	if w.lastVisit == 0 {
		return 0, nil
	}
	all, err := w.db.ViewCounts(ctx, []store.Query{{
		Room: store.Front, Since: w.now().Add(-w.front).Unix(), Unread: true, Words: "is:new", Wide: true, Visit: w.lastVisit,
	}})
	if err != nil {
		return 0, err
	}
	return all[0].Stories, nil
}

// freshLine says how much is new on the front page, and since when; "" elsewhere, and when nothing is.
func (m *Model) freshLine() string {
	if m.room != store.Front || len(m.filter) > 0 || m.status.fresh == 0 {
		return ""
	}
	return fmt.Sprintf("↑ %s new since %s", humanize.Comma(int64(m.status.fresh)), shortMoment(m.world.now(), time.UnixMilli(m.world.lastVisit)))
}

// shortMoment is a time as one would say it now: "06:10", "Sun 06:10", "2 Nov".
func shortMoment(now, t time.Time) string {
	switch t = t.In(now.Location()); {
	case t.YearDay() == now.YearDay() && t.Year() == now.Year():
		return t.Format("15:04")
	case now.Sub(t) < 6*24*time.Hour:
		return t.Format("Mon 15:04")
	}
	return t.Format("2 Jan")
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
