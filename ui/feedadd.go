package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/feeds"
	"dateline/internal/safe"
	"dateline/store"
)

// feedFoundMsg is what was found for an address, or why nothing was.
type feedFoundMsg struct {
	typed string
	found []feeds.Candidate
	err   error
}

func (w world) findFeeds(d Desk, typed string) tea.Cmd {
	return func() tea.Msg {
		found, err := d.Find(w.ctx, typed)
		return feedFoundMsg{typed, found, err}
	}
}

// askForFeed asks for the address of a feed to add.
func (m *Model) askForFeed() tea.Cmd {
	if no := m.opt.noDesk(); no != "" {
		return m.status.warn(no)
	}
	q := newQuestion(m.theme, "Add", "", "address, site, @handle, r/name")
	q.offer = func(typed string) []string {
		if typed == "" {
			return nil
		}
		var names []string
		for _, l := range feeds.Catalogue() {
			if strings.HasPrefix(strings.ToLower(l.Name), strings.ToLower(typed)) {
				names = append(names, l.Name)
			}
		}
		return names
	}
	q.done = func(m *Model, text string) tea.Cmd {
		if text == "" {
			return nil
		}
		m.finding = text
		return tea.Batch(m.status.hold("Looking for the feeds of "+safe.Line(text)+" …"), m.world.findFeeds(m.opt.Desk, text))
	}
	m.ask = q
	return nil
}

// gotFeed shows what was found, with what is in it, to choose from.
func (m *Model) gotFeed(msg feedFoundMsg) tea.Cmd {
	if msg.typed != m.finding {
		return nil
	}
	m.finding = ""
	if msg.err != nil {
		return m.status.warn(m.errorText(msg.err))
	}
	m.status.message = ""
	c := newChooser(m.theme, "Found", nil)
	for _, f := range msg.found {
		c.lines = append(c.lines, m.candidate(msg.typed, f))
	}
	c.hint = "enter follows it · esc back"
	c.width = 100
	if len(msg.found) > 0 {
		c.preview = func(i int) []string { return feedPreview(msg.found[i], m) }
	}
	m.chooser = c
	return nil
}

// candidate is a feed that was found, as a line to choose.
func (m *Model) candidate(typed string, f feeds.Candidate) option {
	line := option{name: safe.Line(f.Title), note: f.Kind}
	if f.Items > 0 {
		line.right = fmt.Sprintf("%d %s", f.Items, plural(f.Items, "story", "stories"))
	}
	if f.Comments {
		line.note += " · comments of readers"
	}
	line.on = m.follows(f.URL)
	line.do = func(m *Model) tea.Cmd {
		return m.follow(typed, safe.Line(f.Title), feeds.Source{URL: f.URL}, "")
	}
	return line
}

// feedPreview is what is in a feed that was found.
func feedPreview(f feeds.Candidate, m *Model) []string {
	lines := []string{safe.Line(feeds.Spoken(f.URL))}
	if !f.Newest.IsZero() {
		lines[0] += " · newest " + ago(m.world.now(), f.Newest)
	}
	for _, h := range f.Headlines {
		lines = append(lines, "· "+safe.Line(h))
	}
	return lines
}

// follows reports that a feed is in the configuration.
func (m *Model) follows(address string) bool {
	for _, s := range m.world.sources {
		if s.URL == address {
			return true
		}
	}
	return false
}

// openCatalogue shows the feeds that come with the program: typing chooses by region, country, language, owner or name.
func (m *Model) openCatalogue() tea.Cmd {
	if no := m.opt.noDesk(); no != "" {
		return m.status.warn(no)
	}
	all := feeds.Catalogue()
	c := newChooser(m.theme, "Catalogue", nil)
	c.hint = "type a region, country, language, owner or name · enter follows · esc back"
	c.width, c.column = 90, 24
	c.typed = func(text string) []option {
		var lines []option
		for _, l := range all {
			if l.Matches(strings.Fields(text)...) {
				lines = append(lines, m.listing(l))
			}
		}
		return lines
	}
	m.chooser = c
	return nil
}

// listing is a feed of the catalogue as a line to choose.
func (m *Model) listing(l feeds.Listing) option {
	about := l.Country + " · " + l.Owner
	if l.Note != "" {
		about += " · " + l.Note
	}
	return option{
		name: l.Name, note: about, right: l.Region + " " + l.Language, on: m.follows(l.URL),
		do: func(m *Model) tea.Cmd {
			if m.follows(l.URL) {
				return m.status.say(l.Name + " is followed already")
			}
			return m.follow("", l.Name, l.Source, l.Region)
		},
	}
}

// follow adds a feed to the configuration; the cursor goes to it.
func (m *Model) follow(typed, title string, s feeds.Source, region string) tea.Cmd {
	if r, ok := m.sheet().(*feedRoom); ok {
		r.seek = s.URL
	}
	return m.edit(func(ctx context.Context) (store.Act, error) { return m.opt.Desk.AddFeed(ctx, typed, title, s, region) })
}
