package ui

import (
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/dustin/go-humanize"

	"dateline/feeds"
	"dateline/store"
)

// refreshing is a refresh as the reader sees it: how far it is and what came of it.
type refreshing struct {
	run         *refreshRun // nil: none on its way
	done, total int
	added       int
	failed      int
	unreached   int  // there seemed to be no network
	held        int  // their servers want to be left alone for now
	later       int  // due, but their hosts are asked for one feed a minute
	forced      bool // the reader asked for it
	elsewhere   bool // another program is at it already
	first       bool // there was nothing to read when it began
	news        bool // it has brought stories, or changed some
	offline     bool // the last one reached nobody
	barStays    bool // it is over, and the terminal's bar shows it for one more moment
	last        feeds.Report
}

// begin starts a refresh unless one is on its way.
func (m *Model) begin(force bool) tea.Cmd { return m.beginWith(m.world.sources, force) }

// beginWith asks some of the feeds.
func (m *Model) beginWith(sources []feeds.Source, force bool) tea.Cmd {
	if m.refresh.run != nil {
		return m.status.say("Already refreshing: " + m.refresh.line(m.keys))
	}
	if len(sources) == 0 || m.opt.ReadOnly {
		if force {
			return m.status.warn(pick(m.opt.ReadOnly, m.opt.readOnlyText(), "No feeds yet: name some as [[feeds]] in the config"))
		}
		return nil
	}
	run, cmd := m.world.refresh(sources, force)
	m.asked = m.world.now()
	m.refresh = refreshing{run: run, total: len(sources), forced: force, offline: m.refresh.offline, later: m.refresh.later, first: m.lists[store.Front].page.Total == 0}
	return cmd
}

// take counts the reports of a refresh.
func (r *refreshing) take(reports []feeds.Report) (news bool) {
	for _, rep := range reports {
		r.done, r.total, r.later = rep.Done, rep.Total, rep.Later
		r.added += rep.New
		news = news || rep.New > 0 || rep.Updated > 0
		switch {
		case rep.Err == nil:
		case errors.Is(rep.Err, feeds.ErrRefreshing):
			r.elsewhere = true
		case errors.Is(rep.Err, feeds.ErrHeld):
			r.held++
		default:
			r.failed++
			r.last = rep
			if unreached(rep.Err) {
				r.unreached++
			}
		}
	}
	r.news = r.news || news
	return news
}

// line is how far a refresh is: "Refreshing 23/34 · 118 new · 2 failed (E)".
func (r *refreshing) line(k keymap) string {
	parts := []string{fmt.Sprintf("Refreshing %d/%d", r.done, r.total)}
	if r.added > 0 {
		parts = append(parts, humanize.Comma(int64(r.added))+" new")
	}
	if r.failed > 0 {
		parts = append(parts, fmt.Sprintf("%d failed (%s)", r.failed, k.hint(showFeeds, "feeds")))
	}
	return strings.Join(parts, " · ")
}

// bar is how far a refresh is, for the terminal's own bar; nil: none is on its way.
func (r *refreshing) bar() *tea.ProgressBar {
	switch {
	case r.run == nil && r.barStays:
		return tea.NewProgressBar(tea.ProgressBarDefault, 100)
	case r.run == nil:
		return nil
	case r.total == 0:
		return tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
	}
	return tea.NewProgressBar(tea.ProgressBarDefault, r.done*100/r.total)
}

// barTime is how long a finished refresh stays on the terminal's bar: it is seen to have happened, however fast it was.
const barTime = 120 * time.Millisecond

// barOverMsg says that the bar of a finished refresh has been seen.
type barOverMsg struct{}

// end takes leave of a refresh.
func (m *Model) end() tea.Cmd {
	m.refresh.run.cancel()
	broken := m.refresh.run.err
	m.refresh.run, m.refresh.barStays = nil, true
	return tea.Batch(m.summary(broken), tea.Tick(barTime, func(time.Time) tea.Msg { return barOverMsg{} }))
}

// summary says what came of a refresh; broken is what stopped it.
func (m *Model) summary(broken error) tea.Cmd {
	r := &m.refresh
	r.offline = r.reachedNobody(len(m.world.sources))
	switch {
	case broken != nil:
		return m.status.warn(m.errorText(broken))
	case r.failed > 0 && errors.Is(r.last.Err, store.ErrFull):
		return m.status.warn(m.errorText(r.last.Err))
	case r.offline && m.status.counts.Stories+r.added == 0:
		return nil // the empty room says it, and what to press
	case r.offline:
		return m.status.warn("No network? No feed could be reached · " + m.keys.hint(refreshAll, "try again"))
	case r.elsewhere:
		return m.status.say("Another dateline is asking the feeds already")
	case r.failed == 1:
		return m.status.warn(fmt.Sprintf("%s: %s · %s", r.last.Shown(""), r.last.Err, m.keys.hint(showFeeds, "feeds")))
	case r.failed > 1:
		return m.status.warn(fmt.Sprintf("%s new · %d feeds in trouble · %s", humanize.Comma(int64(r.added)), r.failed, m.keys.hint(showFeeds, "feeds")))
	case r.held > 0 && r.forced && r.added == 0:
		return m.status.say(fmt.Sprintf("Nothing new · %d %s to be left alone for now · %s", r.held, plural(r.held, "server wants", "servers want"), m.keys.hint(showFeeds, "feeds")))
	case r.added > 0 && r.forced && m.list().moved:
		return m.status.say(fmt.Sprintf("%s new %s · %s", humanize.Comma(int64(r.added)), plural(r.added, "story", "stories"), m.keys.hint(showArrived, "to show")))
	case r.added > 0 && r.forced:
		return m.status.say(fmt.Sprintf("%s new %s", humanize.Comma(int64(r.added)), plural(r.added, "story", "stories")))
	case r.forced:
		return m.status.say("Nothing new")
	}
	return nil
}

// unreached reports that a feed's server could not be spoken to at all: no network, or no such name, which is how a machine without
// a name server sees it.
func unreached(err error) bool {
	return errors.Is(err, feeds.ErrOffline) || errors.Is(err, feeds.ErrNoHost)
}

// reachedNobody reports that no server was reached, of so many feeds.
func (r refreshing) reachedNobody(sources int) bool {
	return r.unreached > 0 && r.unreached == r.done && (r.done > 1 || sources == 1)
}
