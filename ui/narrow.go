package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"dateline/feeds"
	"dateline/store"
)

// facets are what a key narrows the list by, one after the other: what the story under the cursor is about.
type facets struct {
	chips []chip
	at    int
}

// facetsOf are the topics of a story, its outlet, and the outlet's country.
func facetsOf(s store.Story) []chip {
	var out []chip
	for _, t := range s.Topics {
		out = append(out, chip{kind: topicChip, text: t})
	}
	out = append(out, chip{kind: sourceChip, text: s.Source})
	if c := countryOf(s.FeedURL); c != "" {
		out = append(out, chip{kind: countryChip, text: c})
	}
	return out
}

// countryOf is where the outlet of a feed is at home; "" when the catalogue does not know it.
func countryOf(address string) string {
	for _, l := range feeds.Catalogue() {
		if l.URL == address {
			return l.Country
		}
	}
	return ""
}

// byStory narrows the list by what the story under the cursor is about, or leaves that out; pressed again before anything else, it
// takes the next thing instead, and after the last none.
func (m *Model) byStory(out bool) tea.Cmd {
	l, f := m.list(), &m.facets
	before := m.filter
	if again := f.at < len(f.chips) && f.chips[f.at].out == out && m.filter.has(f.chips[f.at]); again && !l.moved {
		before = m.filter.set(f.chips[f.at], false)
		f.at++
	} else {
		s, ok := l.selected()
		if !ok {
			return nil
		}
		*f = facets{chips: facetsOf(s)}
		for i := range f.chips {
			f.chips[i].out = out
		}
	}
	for f.at < len(f.chips) && slices.Contains(before, f.chips[f.at]) {
		f.at++
	}
	if f.at >= len(f.chips) {
		f.chips = nil
		return tea.Batch(m.refilter(before), m.status.say("Narrowed no more by this story"))
	}
	c := f.chips[f.at]
	says := pick(out, "Left out: ", "Only ") + c.kind.kindName() + " " + c.text
	if f.at+1 < len(f.chips) {
		next := f.chips[f.at+1]
		says += " · " + m.keys.hint(pick(out, notThis, onlyThis), next.kind.kindName()+" "+next.text)
	}
	return tea.Batch(m.refilter(before.set(c, true)), m.status.say(says))
}

// orders are what the orders of a list are called.
func orderName(o store.Order) string {
	switch o {
	case store.Ranked:
		return "by rank"
	case store.Newest:
		return "newest first"
	case store.MostSources:
		return "most sources first"
	case store.BySource:
		return "by source"
	}
	return ""
}

// usual is the order that a room has by itself.
func usual(room store.Room) store.Order {
	switch room {
	case store.Front:
		return store.Ranked
	case store.Latest:
		return store.Newest
	}
	return store.Usual
}

// orderNamed is the order that queries have a name for.
func orderNamed(name string) (o store.Order, ok bool) {
	o, ok = map[string]store.Order{"rank": store.Ranked, "newest": store.Newest, "sources": store.MostSources, "source": store.BySource}[name]
	return o, ok
}

// nextOrder is the order of a room that comes after one.
func nextOrder(room store.Room, now store.Order) store.Order {
	round := []store.Order{store.Ranked, store.Newest, store.MostSources, store.BySource}
	switch room {
	case store.Front:
	case store.Latest:
		round = round[1:]
	default:
		round = append([]store.Order{store.Usual}, round[1:]...)
	}
	if now == store.Usual {
		now = usual(room)
	}
	next := round[(slices.Index(round, now)+1)%len(round)]
	return pick(next == usual(room), store.Usual, next)
}

// sortNext gives the list its next order.
func (m *Model) sortNext() tea.Cmd {
	next := nextOrder(m.room, m.order[m.room])
	says := orderName(pick(next == store.Usual, usual(m.room), next))
	if says == "" {
		says = "latest bookmark first"
	}
	m.order[m.room] = next
	m.list().moved = false
	return tea.Batch(m.reload(0), m.status.say("Order: "+says))
}

// blame finds out which chip takes how much away, when together they leave nothing.
func (m *Model) blame() tea.Cmd {
	l := m.list()
	if l.page.Total > 0 || !l.loaded || l.err != nil || len(m.filter) == 0 || m.search != nil {
		return nil
	}
	m.blamed = nil
	var chips []chip
	var queries []store.Query
	for _, c := range m.filter {
		q := m.filter.set(c, false).query(m.room, l.query.Since)
		q.Visit = l.query.Visit
		chips, queries = append(chips, c), append(queries, q)
	}
	return m.world.blame(l.query, chips, queries)
}

// blamed is a chip, and how many stories there are without it.
type blamed struct {
	chip    chip
	stories int
}

// gotBlame keeps what each chip takes away; the one that takes most is dropped first.
func (m *Model) gotBlame(msg entryCountsMsg) tea.Cmd {
	if msg.err != nil || m.list().query != msg.asked {
		return nil
	}
	m.blamed = nil
	for i, c := range msg.chips {
		m.blamed = append(m.blamed, blamed{c, msg.counts[i].Stories})
	}
	slices.SortStableFunc(m.blamed, func(a, b blamed) int { return b.stories - a.stories })
	return nil
}
