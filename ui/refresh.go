package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/feeds"
)

// refreshing is a refresh as the reader sees it: how far it is and what came of it.
type refreshing struct {
	run         *refreshRun // nil: none on its way
	done, total int
	added       int
	failed      int
	unreached   int  // failed without any answer
	forced      bool // the reader asked for it
	offline     bool // the last one reached nobody
	last        feeds.Report
}

// begin starts a refresh unless one is on its way.
func (m *Model) begin(force bool) tea.Cmd {
	if m.refresh.run != nil {
		return m.status.say("Already refreshing: " + m.refresh.line())
	}
	if len(m.world.sources) == 0 || m.opt.ReadOnly {
		if force {
			return m.status.warn(pick(m.opt.ReadOnly, "The store is open for reading only", "No feeds yet: name some as [[feeds]] in the config"))
		}
		return nil
	}
	run, cmd := m.world.refresh(force)
	m.asked = m.world.now()
	m.refresh = refreshing{run: run, total: len(m.world.sources), forced: force, offline: m.refresh.offline}
	return cmd
}

// take counts the reports of a refresh.
func (r *refreshing) take(reports []feeds.Report) (news bool) {
	for _, rep := range reports {
		r.done, r.total = rep.Done, rep.Total
		r.added += rep.New
		news = news || rep.New > 0 || rep.Updated > 0
		if rep.Err != nil {
			r.failed++
			r.last = rep
			if rep.Status == 0 {
				r.unreached++
			}
		}
	}
	return news
}

// line is how far a refresh is: "Refreshing 23/34 · 118 new · 2 failed (E)".
func (r *refreshing) line() string {
	parts := []string{fmt.Sprintf("Refreshing %d/%d", r.done, r.total)}
	if r.added > 0 {
		parts = append(parts, thousands(r.added)+" new")
	}
	if r.failed > 0 {
		parts = append(parts, fmt.Sprintf("%d failed (E)", r.failed))
	}
	return strings.Join(parts, " · ")
}

// end says what came of a refresh.
func (m *Model) end() tea.Cmd {
	r := &m.refresh
	r.run.cancel()
	broken := r.run.err
	r.run = nil
	r.offline = r.done > 0 && r.unreached == r.done
	switch {
	case broken != nil:
		return m.status.warn(m.errorText(broken))
	case r.offline && m.status.counts.Stories+r.added == 0:
		return nil // the empty room says it, and what to press
	case r.offline:
		return m.status.warn("No feed could be reached: is there a network? What is stored is shown · r try again")
	case r.failed == 1:
		return m.status.warn(fmt.Sprintf("%s: %s · E feeds", sourceName(r.last.Source), r.last.Err))
	case r.failed > 1:
		return m.status.warn(fmt.Sprintf("%s new · %d feeds did not answer as they should · E feeds", thousands(r.added), r.failed))
	case r.added > 0 && r.forced:
		return m.status.say(fmt.Sprintf("%s new %s", thousands(r.added), plural(r.added, "story", "stories")))
	case r.forced:
		return m.status.say("Nothing new")
	}
	return nil
}

func sourceName(s feeds.Source) string {
	if s.Name != "" {
		return s.Name
	}
	return s.URL
}
