package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/dustin/go-humanize"

	"dateline/feeds/topics"
	"dateline/store"
)

// What the reader knows better: which reports are one story, and what a story is about. All of it can be undone.

// joinStory marks the story under the cursor, or joins it with the one that is marked.
func (m *Model) joinStory() tea.Cmd {
	s, ok := m.list().selected()
	switch {
	case !ok:
		return nil
	case m.joining == s.ID:
		m.joining = 0
		return m.status.say("No longer marked: " + cut(s.Title, 40))
	case m.joining == 0:
		m.joining = s.ID
		does := " · " + m.keys.hint(join, "on another story makes both one")
		return m.status.hold("Marked: " + cut(s.Title, max(min(m.layout.width-ansi.StringWidth(does)-11, 40), 12)) + does)
	}
	both := []store.ID{m.joining, s.ID}
	m.joining = 0
	return m.world.act(0, "", func(ctx context.Context) (store.Act, error) { return m.world.db.JoinStories(ctx, both) })
}

// openGiveTopic lists the topics, those of the story marked: one that is chosen is given or taken away.
func (m *Model) openGiveTopic(s store.Story) tea.Cmd {
	if s.ID == 0 {
		return nil
	}
	c := newChooser(m.theme, "Topics of the story", nil)
	c.says = s.Title
	c.empty = "No topics yet. " + m.keys.hint(newTopic, "makes one of words of a headline.")
	c.hint = "enter gives it, or takes it away · esc back"
	for _, t := range m.world.topics {
		on := slices.Contains(s.Topics, t.Name)
		name := t.Name
		c.lines = append(c.lines, option{name: name, on: on, do: func(m *Model) tea.Cmd {
			return m.world.act(0, "", func(ctx context.Context) (store.Act, error) { return m.world.db.CorrectTopic(ctx, s.ID, name, !on) })
		}})
	}
	slices.SortStableFunc(c.lines, func(a, b option) int { return pick(a.on, 0, 1) - pick(b.on, 0, 1) })
	m.chooser = c
	return nil
}

// topicTryMsg is how much the words of a topic would find.
type topicTryMsg struct {
	words   string
	stories int
	err     error
}

// topicTry counts what a topic of some words, which stand between commas, would catch.
func (w world) topicTry(words string) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		any := commaWords(words)
		if len(any) == 0 {
			return topicTryMsg{words: words}
		}
		n, err := w.db.TopicPreview(ctx, topics.Topic{Name: "new", Any: any})
		return topicTryMsg{words: words, stories: n.Stories, err: err}
	}
}

func commaWords(text string) []string {
	var out []string
	for w := range strings.SplitSeq(text, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// askForTopic asks for the words of a new topic, beginning with one of the headline, and counts as they are typed.
func (m *Model) askForTopic(s store.Story) tea.Cmd {
	if no := m.opt.noDesk(); no != "" {
		return m.status.warn(no)
	}
	words := tellingWords(s.Title, 12)
	first := ""
	if len(words) > 0 {
		first = strings.ToLower(words[0])
	}
	q := newQuestion(m.theme, "Topic of the words", first, "grain deal, wheat*")
	q.offer = func(typed string) []string {
		at := strings.LastIndex(typed, ",") + 1
		before, begun := typed[:at], strings.ToLower(strings.TrimSpace(typed[at:]))
		var out []string
		for _, w := range words {
			if l := strings.ToLower(w); l != begun && strings.HasPrefix(l, begun) && !slices.Contains(commaWords(before), l) {
				out = append(out, before+pick(before == "", "", " ")+l)
			}
		}
		return out
	}
	q.typed = func(m *Model, text string) tea.Cmd { return m.world.topicTry(text) }
	q.done = func(m *Model, text string) tea.Cmd { return m.askForTopicName(commaWords(text)) }
	m.ask = q
	return m.world.topicTry(first)
}

// gotTopicTry says how much the words that are typed find; words that are in much of all are no topic.
func (m *Model) gotTopicTry(msg topicTryMsg) tea.Cmd {
	q := m.ask
	if q == nil || q.label != "Topic of the words" || strings.TrimSpace(q.input.Value()) != strings.TrimSpace(msg.words) {
		return nil
	}
	all := m.status.counts.Stories
	q.wrong = false
	switch {
	case msg.err != nil:
		q.says, q.wrong = m.errorText(msg.err), true
	case all > 0 && float64(msg.stories) > float64(all)*store.BroadShare:
		q.says, q.wrong = fmt.Sprintf("%s %s, %d %% of all: too common", humanize.Comma(int64(msg.stories)), plural(msg.stories, "story", "stories"), msg.stories*100/all), true
	default:
		q.says = fmt.Sprintf("%s %s", humanize.Comma(int64(msg.stories)), plural(msg.stories, "story", "stories"))
	}
	return nil
}

// askForTopicName asks what a topic of these words is to be called.
func (m *Model) askForTopicName(words []string) tea.Cmd {
	if len(words) == 0 {
		return nil
	}
	q := newQuestion(m.theme, "Name", upperFirst(strings.TrimSuffix(words[0], "*")), "")
	q.says = "of " + strings.Join(words, ", ")
	q.done = func(m *Model, text string) tea.Cmd {
		if text == "" {
			return nil
		}
		t := topics.Topic{Name: text, Any: words}
		return m.edit(func(ctx context.Context) (store.Act, error) { return m.opt.Desk.KeepTopic(ctx, t) })
	}
	m.ask = q
	return nil
}
