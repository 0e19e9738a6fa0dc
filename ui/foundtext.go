package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/internal/safe"
	"dateline/store"
)

// foundTexts is where the words of a search stand in the texts of stories whose summaries have none of them.
type foundTexts struct {
	words string
	in    map[store.ID]store.Found // those that were asked about
	soon  bool                     // it is about to be asked
}

// foundPause is how long a list has to stay before its texts are looked into: somebody may be typing.
const foundPause = 120 * time.Millisecond

type (
	// lookIntoMsg says that the pause is over.
	lookIntoMsg struct{}
	// foundTextsMsg is where words stand in texts.
	foundTextsMsg struct {
		words string
		in    map[store.ID]store.Found
	}
)

// foundTexts looks for words in texts. Those that cannot be read have none.
func (w world) foundTexts(q store.Query, ids []store.ID) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		msg := foundTextsMsg{q.Words, make(map[store.ID]store.Found, len(ids))}
		for _, id := range ids {
			f, err := w.db.Found(ctx, q, id)
			if err != nil {
				continue
			}
			msg.in[id] = f
		}
		return msg
	}
}

// lookSoon looks into the texts on the screen after a pause, where words are searched.
func (m *Model) lookSoon() tea.Cmd {
	if m.texts.soon || m.filter.words() == "" || m.layout.compact {
		return nil
	}
	m.texts.soon = true
	return tea.Tick(foundPause, func(time.Time) tea.Msg { return lookIntoMsg{} })
}

// lookInto asks about the stories that are on the screen or come next, each once.
func (m *Model) lookInto() tea.Cmd {
	m.texts.soon = false
	words, l := m.filter.words(), m.list()
	if words != m.texts.words {
		m.texts = foundTexts{words: words, in: map[store.ID]store.Found{}}
	}
	if words == "" || l.query.Events() {
		return nil
	}
	var ids []store.ID
	found, seen := wordsFound(words), l.seen(m.layout)
	for i := l.top; i < l.top+2*seen; i++ {
		s, ok := l.at(i)
		if _, asked := m.texts.in[s.ID]; !ok || asked || len(found.at(safe.Line(s.Summary))) > 0 {
			continue
		}
		m.texts.in[s.ID] = store.Found{}
		ids = append(ids, s.ID)
	}
	if len(ids) == 0 {
		return nil
	}
	return m.world.foundTexts(store.Query{Words: words, Typing: m.search != nil}, ids)
}

// gotTexts keeps what was found, unless something else is searched by now.
func (m *Model) gotTexts(msg foundTextsMsg) tea.Cmd {
	if msg.words == m.texts.words {
		for id, f := range msg.in {
			m.texts.in[id] = f
		}
	}
	return nil
}
