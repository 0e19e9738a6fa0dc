package ui

import (
	"net/url"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/feeds"
	"dateline/feeds/article"
	"dateline/store"
)

// pages is which pages are on their way, and which are fetched before anybody opens their stories: those of the first screen
// of the front page, when the reader wants that, one at a time a host, and none while feeds are asked.
type pages struct {
	flying   map[store.ID]string           // the host that is asked, by story
	tried    map[store.ID]bool             // fetched ahead in this session, or found to need nothing
	queue    []store.Story                 // to be fetched ahead
	fleeting map[store.ID]*article.Article // pages that their sites want nobody to store
}

func newPages() pages {
	return pages{flying: map[store.ID]string{}, tried: map[store.ID]bool{}, fleeting: map[store.ID]*article.Article{}}
}

const (
	atATime      = 4  // pages on their way
	mostFleeting = 50 // pages kept in memory
	settling     = 3 * time.Second
)

// settledMsg comes when the front page has been the same for a moment.
type settledMsg struct{ query store.Query }

// settle waits until the front page has come to rest.
func (m *Model) settle() tea.Cmd {
	if !m.opt.Prefetch || m.opt.ReadOnly {
		return nil
	}
	query := m.lists[store.Front].query
	return tea.Tick(settling, func(time.Time) tea.Msg { return settledMsg{query} })
}

// gotSettled lines up the stories of the first screen.
func (m *Model) gotSettled(msg settledMsg) tea.Cmd {
	l := &m.lists[store.Front]
	if msg.query != l.query || l.page.First != 0 {
		return nil
	}
	m.pages.queue = nil
	for _, s := range l.page.Stories[:min(len(l.page.Stories), m.layout.stories())] {
		if s.URL != "" && !m.pages.tried[s.ID] {
			m.pages.queue = append(m.pages.queue, s)
		}
	}
	return m.fetchAhead()
}

// fetchAhead starts what may be fetched now of what is lined up; the rest is started when something has come.
func (m *Model) fetchAhead() tea.Cmd {
	if m.refresh.run != nil {
		return nil
	}
	var cmds []tea.Cmd
	var rest []store.Story
	for _, s := range m.pages.queue {
		switch {
		case len(m.pages.flying) >= atATime || m.pages.busy(s):
			rest = append(rest, s)
		case m.pages.start(s):
			m.pages.tried[s.ID] = true
			cmds = append(cmds, m.world.fetchAhead(s))
		}
	}
	m.pages.queue = rest
	return tea.Batch(cmds...)
}

// busy reports that the host of a story is being asked for another page.
func (p *pages) busy(s store.Story) bool {
	for id, host := range p.flying {
		if id != s.ID && host == hostOf(s.URL) {
			return true
		}
	}
	return false
}

// start notes that the page of a story is on its way; it is false when it was already.
func (p *pages) start(s store.Story) bool {
	if _, on := p.flying[s.ID]; on {
		return false
	}
	p.flying[s.ID] = hostOf(s.URL)
	return true
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// fetchPage asks for the page of the story that is read, unless it is on its way.
func (m *Model) fetchPage() tea.Cmd {
	r := &m.reader
	r.fetch = true
	if !m.pages.start(r.story) {
		return nil
	}
	return m.world.fetch(r.body, r.cut)
}

// gotPage shows a page that has come, and starts the next one.
func (m *Model) gotPage(msg fetchedMsg) tea.Cmd {
	delete(m.pages.flying, msg.id)
	next := m.fetchAhead()
	if msg.fleeting != nil {
		if len(m.pages.fleeting) >= mostFleeting {
			clear(m.pages.fleeting)
		}
		m.pages.fleeting[msg.id] = msg.fleeting
	}
	r := &m.reader
	if r.want.id != msg.id || msg.unneeded && !r.fetch {
		return next
	}
	if r.fetch, r.vain = false, ""; msg.err != nil {
		r.vain = m.errorText(msg.err)
	}
	r.want.round++
	return tea.Batch(next, m.world.text(r.want, m.setting(), r.place().at))
}

// remembered gives the story in the reader a page that is only in memory; nil: there is none, or it has it.
func (m *Model) remembered() tea.Cmd {
	r := &m.reader
	a := m.pages.fleeting[r.want.id]
	if a == nil || r.body.Article == a {
		return nil
	}
	r.body.Article, r.body.ArticleErr, r.note = a, "", ""
	r.want.round++
	return m.world.set(r.want, r.body, m.world.bodyArticle(r.body, r.want.whole), m.setting(), r.place().at)
}

// needsPage reports that a story's page is worth asking for: the feed gave little, or its reader always wants the page.
func (w world) needsPage(body store.Body, a article.Article) bool {
	full := w.fullText(body.Story.FeedURL)
	switch {
	case body.Article != nil, body.Story.URL == "", full == feeds.NeverFullText:
		return false
	case body.ArticleErr != "" && w.now().Sub(body.ArticleAt) < time.Hour:
		return false
	}
	return full == feeds.AlwaysFullText || words(a.Text) < enough
}

// fullText is what the config says of the pages of a feed.
func (w world) fullText(feedURL string) string {
	for _, s := range w.sources {
		if s.URL == feedURL {
			return s.FullText
		}
	}
	return ""
}

// enough is how many words of a feed make a whole text; feeds that give summaries stay far below.
const enough = 200
