package ui

import (
	"cmp"
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/feeds"
	"dateline/internal/safe"
	"dateline/store"
)

// View is a list of the reader's own: a name for a query.
type View struct{ Name, Query string }

// entryCountsMsg is how much some lines of the palette show.
type entryCountsMsg struct {
	blame  bool // they are chips of the filter, and this is what is there without each
	asked  store.Query
	chips  []chip
	counts []store.ListCount
	err    error
}

func (w world) entryCounts(asked store.Query, chips []chip, queries []store.Query) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		counts, err := w.db.ViewCounts(ctx, queries)
		return entryCountsMsg{asked: asked, chips: chips, counts: counts, err: err}
	}
}

// blame asks what is there without each of some chips.
func (w world) blame(asked store.Query, chips []chip, queries []store.Query) tea.Cmd {
	count := w.entryCounts(asked, chips, queries)
	return func() tea.Msg {
		msg := count().(entryCountsMsg)
		msg.blame = true
		return msg
	}
}

// gotEntryCounts fills the palette in. A view that cannot be understood shows nothing.
func (m *Model) gotEntryCounts(msg entryCountsMsg) tea.Cmd {
	if msg.blame {
		return m.gotBlame(msg)
	}
	p := m.palette
	if p == nil || p.asked != msg.asked {
		return nil
	}
	for i := range p.all {
		if at := slices.Index(msg.chips, p.all[i].chip); at >= 0 && at < len(msg.counts) {
			p.all[i].counted = true
			p.all[i].counts.Stories, p.all[i].counts.Unread = msg.counts[at].Stories, msg.counts[at].Unread
		}
	}
	return nil
}

// gotTopics fills in how much the topics of the palette show.
func (m *Model) gotTopics(msg topicsMsg) tea.Cmd {
	p := m.palette
	switch {
	case p == nil || p.asked != msg.asked:
		return nil
	case msg.err != nil:
		m.palette = nil
		return m.status.warn(m.errorText(msg.err))
	}
	p.loaded = true
	for _, c := range msg.counts {
		for i := range p.all {
			if p.all[i].chip.kind == topicChip && p.all[i].chip.text == c.Name {
				p.all[i].counts, p.all[i].counted = c, true
			}
		}
	}
	return nil
}

// sourceNames are what the feeds that are followed are called, each once, by name.
func (m *Model) sourceNames() []string {
	var names []string
	for _, s := range m.world.sources {
		name := safe.Line(s.Shown(m.titles[s.URL]))
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	return names
}

// countries are those of the outlets that are followed, as far as the catalogue knows them.
func (m *Model) countries() []string {
	var names []string
	for _, l := range feeds.Catalogue() {
		if l.Country != "" && m.follows(l.URL) && !slices.Contains(names, l.Country) {
			names = append(names, l.Country)
		}
	}
	slices.Sort(names)
	return names
}

// askForView asks under which name the present filter is kept.
func (m *Model) askForView() tea.Cmd {
	query := m.filter.asQuery()
	switch no := m.opt.noDesk(); {
	case no != "":
		return m.status.warn(no)
	case query == "":
		return m.status.say("Nothing to keep: the list is not narrowed · " + m.keys.hint(pickTopics, "narrows it"))
	}
	q := newQuestion(m.theme, "Keep as view", m.filter.view(), strings.Trim(m.filter.line(), "/ ✕"))
	q.says = query
	q.typed = func(m *Model, text string) tea.Cmd {
		q.says = query
		if slices.ContainsFunc(m.world.views, func(v View) bool { return strings.EqualFold(v.Name, text) }) {
			q.says = "replaces the view of that name"
		}
		return nil
	}
	q.done = func(m *Model, text string) tea.Cmd {
		if text = cmp.Or(text, q.example); text == "" { // enter alone takes the name that was proposed
			return nil
		}
		return m.edit(func(ctx context.Context) (store.Act, error) { return m.opt.Desk.KeepView(ctx, View{text, query}) })
	}
	m.ask = q
	return nil
}

// showView shows a view.
func (m *Model) showView(v View) tea.Cmd {
	m.clear()
	m.room, m.reading = store.Latest, false
	return m.refilter(filter{{kind: viewChip, text: v.Name, query: v.Query}})
}

// leaveLostView shows the words of a view that the configuration has no more, so that what narrows the list can be seen.
func (m *Model) leaveLostView() tea.Cmd {
	at := slices.IndexFunc(m.filter, aboutViews)
	if at < 0 || slices.ContainsFunc(m.world.views, func(v View) bool { return v.Name == m.filter[at].text }) {
		return nil
	}
	return m.refilter(m.filter.without(aboutViews).search(m.filter[at].query))
}

// dropView takes a view out of the configuration.
func (m *Model) dropView(name string) tea.Cmd {
	return m.edit(func(ctx context.Context) (store.Act, error) { return m.opt.Desk.DropView(ctx, name) })
}
