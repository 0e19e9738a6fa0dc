package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/feeds"
	"dateline/feeds/article"
	"dateline/feeds/topics"
	"dateline/store"
)

// Desk is where the reader's configuration is changed, its comments kept. Every change is an act of the journal, which undo takes
// back; errors are in the reader's words.
type Desk interface {
	// Setup is what the configuration says now.
	Setup(ctx context.Context) (Setup, error)
	// Find finds the feeds of what a reader typed: an address, a site, a handle, a name of the catalogue.
	Find(ctx context.Context, typed string) ([]feeds.Candidate, error)
	// AddFeed follows a feed that was found for what was typed; title is what it is called in the journal, region where it goes in the
	// file, "" anywhere.
	AddFeed(ctx context.Context, typed, title string, s feeds.Source, region string) (store.Act, error)
	RemoveFeed(ctx context.Context, s feeds.Source) (store.Act, error)
	RenameFeed(ctx context.Context, s feeds.Source, name string) (store.Act, error)
	PauseFeed(ctx context.Context, s feeds.Source, on bool) (store.Act, error)
	MoveFeed(ctx context.Context, s feeds.Source, to string) (store.Act, error)
	// KeepView keeps a view, in the place of one of that name.
	KeepView(ctx context.Context, v View) (store.Act, error)
	DropView(ctx context.Context, name string) (store.Act, error)
	// KeepTheme puts on a theme by its name, its side, or both.
	KeepTheme(ctx context.Context, words string) (store.Act, error)
	// KeepTopic keeps a topic, in the place of one of that name.
	KeepTopic(ctx context.Context, t topics.Topic) (store.Act, error)
	// ChangeSite makes or lifts a rule for a site.
	ChangeSite(ctx context.Context, c RuleChange) (store.Act, error)
	// Trouble is what is wrong with a feed; "" when it is well.
	Trouble(f store.FeedState, now time.Time) string
}

// Setup is what of the configuration may change while it is read.
type Setup struct {
	Fetcher *feeds.Fetcher
	Sources []feeds.Source
	Topics  []topics.Topic
	Views   []View
	Sites   article.Sites
	Theme   string
}

// setupMsg is the configuration after it was changed.
type setupMsg struct {
	setup Setup
	err   error
}

// setup reads the configuration again.
func (w world) setup(d Desk) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		s, err := d.Setup(ctx)
		return setupMsg{s, err}
	}
}

// with is the world under another configuration.
func (w world) with(s Setup) world {
	w.fetcher, w.sources, w.topics, w.views, w.sites = s.Fetcher, s.Sources, s.Topics, s.Views, s.Sites
	return w
}

// gotSetup goes on with what the configuration says now: feeds that are new are asked, topics that are new are looked for.
func (m *Model) gotSetup(msg setupMsg) tea.Cmd {
	if msg.err != nil {
		return m.status.warn(m.errorText(msg.err))
	}
	sites := m.world.sites
	m.world = m.world.with(msg.setup)
	m.world.sites = sites // they change with the text
	cmds := []tea.Cmd{m.world.counts(), m.world.label(), m.changeSites(msg.setup.Sites), m.leaveLostView()}
	if t := msg.setup.Theme; t != m.opt.Theme {
		m.opt.Theme = t
		cmds = append(cmds, m.dress(t))
	}
	if _, ok := m.sheet().(*feedRoom); ok {
		cmds = append(cmds, m.world.feeds())
	}
	return tea.Batch(cmds...)
}

// readOnlyText says why nothing can be kept.
func (o Options) readOnlyText() string {
	if o.DB.Full() {
		return "Disk full: you can read on, nothing can be kept · free some space and start again"
	}
	return "The store is open for reading only"
}

// noDesk says why the configuration cannot be changed, or nothing when it can.
func (o Options) noDesk() string {
	switch {
	case o.ReadOnly:
		return o.readOnlyText()
	case o.Desk == nil:
		return "The configuration cannot be changed from here"
	}
	return ""
}

// edit changes the configuration.
func (m *Model) edit(do func(ctx context.Context) (store.Act, error)) tea.Cmd {
	if no := m.opt.noDesk(); no != "" {
		return m.status.warn(no)
	}
	return m.world.act(0, "", do)
}
