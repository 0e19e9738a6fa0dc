package ui

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/dustin/go-humanize"

	"dateline/internal/safe"
	"dateline/store"
)

// word is a command that takes words behind its name.
type word struct {
	name, args string // "mark-read", "QUERY"
	help       string
	choices    func(m *Model) []string            // what may stand behind it; nil: anything
	effect     func(f foundMsg) string            // what it would do, when its words find something
	try        func(m *Model, arg string) tea.Cmd // shows it before it is done
	run        func(m *Model, arg string) tea.Cmd
}

// commandWords are the commands that take words. Each call makes them anew.
func commandWords() []word {
	return []word{
		{
			name: "mark-read", args: "QUERY", help: "mark all that a query finds as read: older:7d, topic:Sport",
			effect: func(f foundMsg) string {
				return fmt.Sprintf("%s of %s %s unread", humanize.Comma(int64(f.unread)), humanize.Comma(int64(f.total)), plural(f.total, "story", "stories"))
			},
			try: func(m *Model, arg string) tea.Cmd { return m.world.find(arg) },
			run: func(m *Model, arg string) tea.Cmd {
				return m.world.markList(store.Query{Room: store.Latest, Words: arg})
			},
		},
		{
			name: "find", args: "QUERY", help: "show what a query finds, in this room",
			effect: func(f foundMsg) string {
				return fmt.Sprintf("%s %s in all", humanize.Comma(int64(f.total)), plural(f.total, "story", "stories"))
			},
			try: func(m *Model, arg string) tea.Cmd { return m.world.find(arg) },
			run: func(m *Model, arg string) tea.Cmd {
				m.reading = false
				return m.refilter(m.filter.search(arg))
			},
		},
		{
			name: "theme", args: "NAME", help: "other colours; moving through the names shows them",
			choices: (*Model).themeNames,
			try:     (*Model).tryTheme,
			run:     (*Model).chooseTheme,
		},
		{
			name: "sort", args: "ORDER", help: "the order of this room",
			choices: func(*Model) []string { return []string{"rank", "newest", "sources", "source"} },
			run:     (*Model).sortBy,
		},
		{
			name: "view", args: "NAME", help: "show a view",
			choices: (*Model).viewNames,
			run: func(m *Model, arg string) tea.Cmd {
				for _, v := range m.world.views {
					if v.Name == arg {
						return m.showView(v)
					}
				}
				return nil
			},
		},
		{
			name: "drop-view", args: "NAME", help: "take a view out of the config",
			choices: (*Model).viewNames,
			run:     (*Model).dropView,
		},
		{
			name: "timeline", args: "NAME", help: "the timeline of a story you follow",
			choices: func(m *Model) []string {
				var names []string
				for _, l := range m.status.lines {
					names = append(names, safe.Line(l.Name))
				}
				return names
			},
			run: func(m *Model, arg string) tea.Cmd {
				for _, l := range m.status.lines {
					if safe.Line(l.Name) == arg {
						m.reading = false
						return m.openTimeline(l)
					}
				}
				return nil
			},
		},
		{
			name: "topic", args: "NAME", help: "show one topic only",
			choices: func(m *Model) []string {
				var names []string
				for _, t := range m.world.topics {
					names = append(names, t.Name)
				}
				return names
			},
			run: func(m *Model, arg string) tea.Cmd {
				m.reading = false
				return m.refilter(append(m.filter.without(aboutTopics), chip{kind: topicChip, text: arg}))
			},
		},
	}
}

func (m *Model) viewNames() []string {
	var names []string
	for _, v := range m.world.views {
		names = append(names, v.Name)
	}
	return names
}

// sortBy gives the room an order by the name that queries have for it.
func (m *Model) sortBy(name string) tea.Cmd {
	order, _ := orderNamed(name)
	if order == store.Ranked && m.room != store.Front {
		return m.status.say("Only the front page is ranked")
	}
	m.reading = false
	m.order[m.room] = pick(order == usual(m.room), store.Usual, order)
	m.list().moved = false
	return tea.Batch(m.reload(0), m.status.say("Order: "+orderName(order)))
}

// themeNames are the themes there are: first the one that is worn, and its two sides; last the sides of the others.
func (m *Model) themeNames() []string {
	worn := m.wearing
	if m.commands != nil && m.commands.restore != nil {
		worn = m.commands.before
	}
	name, _ := splitTheme(worn)
	name = pick(name == "", defaultTheme().Name, name)
	names, sides := []string{name, name + " dark", name + " light"}, []string{}
	for _, t := range slices.Concat(m.opt.Themes, Themes()) {
		if !slices.Contains(names, t.Name) {
			names = append(names, t.Name)
			sides = append(sides, t.Name+" dark", t.Name+" light")
		}
	}
	return append(names, sides...)
}

// tryTheme puts on a theme until another is tried or the palette is left.
func (m *Model) tryTheme(name string) tea.Cmd {
	if m.commands.restore == nil {
		before := m.wearing
		m.commands.before = before
		m.commands.restore = func() tea.Cmd { return m.dress(before) }
	}
	return m.dress(name)
}

// chooseTheme puts on a theme to stay; where the configuration cannot be changed, it says how to keep it.
func (m *Model) chooseTheme(words string) tea.Cmd {
	worn := m.dress(words)
	switch {
	case words == m.opt.Theme:
		return tea.Batch(worn, m.status.say("Theme "+words))
	case m.opt.noDesk() != "":
		return tea.Batch(worn, m.status.say(fmt.Sprintf("Theme %s · theme = %q in the config keeps it", words, words)))
	}
	return tea.Batch(worn, m.edit(func(ctx context.Context) (store.Act, error) { return m.opt.Desk.KeepTheme(ctx, words) }))
}

// gotFound takes the answer to what the words behind a command find.
func (m *Model) gotFound(msg foundMsg) tea.Cmd {
	if m.commands != nil {
		m.commands.found = msg
	}
	return nil
}
