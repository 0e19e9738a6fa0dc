package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/dustin/go-humanize"

	"dateline/store"
)

// muteBox asks what to hide and for how long: something of a story, or any query that is typed.
type muteBox struct {
	input  textinput.Model
	lines  []muteLine
	cursor int
	span   int
}

// muteLine is something that can be hidden, and how many stories that would hide.
type muteLine struct {
	says, query string
	stories     int
	counted     bool
	wrong       string // why the query cannot be understood
}

// muteSpans are for how long: a day first, because a mute ends by itself unless asked otherwise.
func muteSpans() []string { return []string{"1 day", "1 week", "until a date", "for ever"} }

// muteCountMsg is how much a mute would hide.
type muteCountMsg struct {
	query   string
	stories int
	err     error
}

func (w world) muteCount(query string) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(w.ctx, wait)
		defer cancel()
		n, err := w.db.Count(ctx, store.Query{Room: store.Latest, Words: query})
		return muteCountMsg{query: query, stories: n.Stories, err: err}
	}
}

// openMute opens the box over the story that a key is about.
func (m *Model) openMute() tea.Cmd {
	if m.opt.ReadOnly {
		return m.status.warn("The store is open for reading only")
	}
	s := m.current()
	b := &muteBox{input: newInput("> ", m.theme)}
	if s.ID != 0 {
		b.lines = muteLines(s)
	}
	m.mute = b
	var cmds []tea.Cmd
	for _, l := range b.lines {
		cmds = append(cmds, m.world.muteCount(l.query))
	}
	return tea.Batch(cmds...)
}

// muteLines are what can be hidden of a story.
func muteLines(s store.Story) []muteLine {
	lines := []muteLine{{says: "this story", query: fmt.Sprintf("event:%d", max(s.Event, s.ID))}}
	if s.Event == 0 {
		lines[0].query = fmt.Sprintf("event:%d", s.ID)
	}
	for _, t := range s.Topics {
		lines = append(lines, muteLine{says: "topic " + t, query: "topic:" + inQuotes(t)})
	}
	lines = append(lines, muteLine{says: "outlet " + s.Source, query: "source:" + inQuotes(s.Source)})
	for _, w := range tellingWords(s.Title, 8) {
		lines = append(lines, muteLine{says: pick(strings.Contains(w, " "), "the phrase ", "the word ") + w, query: inQuotes(w)})
	}
	return lines
}

// tellingWords are the phrases of a headline that seem to be names, then its longer words, at most n.
func tellingWords(title string, n int) []string {
	fields := strings.FieldsFunc(title, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '’' && r != '\''
	})
	var phrases, words []string
	add := func(to *[]string, w string) {
		if !slices.Contains(*to, w) {
			*to = append(*to, w)
		}
	}
	for i, w := range fields {
		w = strings.TrimSuffix(strings.TrimSuffix(strings.Trim(w, "-'’"), "'s"), "’s")
		capital := unicode.IsUpper([]rune(w + " ")[0])
		if i+1 < len(fields) && capital && unicode.IsUpper([]rune(fields[i+1])[0]) {
			add(&phrases, w+" "+strings.TrimSuffix(strings.TrimSuffix(fields[i+1], "'s"), "’s"))
		}
		if l := len([]rune(w)); l >= 5 || l >= 3 && capital && i > 0 {
			add(&words, w)
		}
	}
	all := append(phrases, words...)
	return all[:min(len(all), n)]
}

// gotMuteCount fills in how much a line would hide.
func (m *Model) gotMuteCount(msg muteCountMsg) tea.Cmd {
	if m.mute == nil {
		return nil
	}
	for i := range m.mute.lines {
		l := &m.mute.lines[i]
		if l.query != msg.query {
			continue
		}
		l.counted, l.stories, l.wrong = true, msg.stories, ""
		if msg.err != nil {
			l.wrong = m.errorText(msg.err)
		}
	}
	return nil
}

// keyMute takes a key while the box is open.
func (m *Model) keyMute(msg tea.KeyPressMsg) tea.Cmd {
	b := m.mute
	switch msg.String() {
	case "esc":
		m.mute = nil
	case "down", "ctrl+n":
		b.cursor = min(b.cursor+1, len(b.lines)-1)
	case "up", "ctrl+p":
		b.cursor = max(b.cursor-1, 0)
	case "tab", "right":
		b.span = (b.span + 1) % len(muteSpans())
	case "shift+tab", "left":
		b.span = (b.span + len(muteSpans()) - 1) % len(muteSpans())
	case "enter":
		if b.cursor >= len(b.lines) || b.lines[b.cursor].wrong != "" {
			return nil
		}
		m.mute = nil
		return m.muteFor(b.lines[b.cursor], b.span)
	default:
		return m.editMute(msg)
	}
	return nil
}

// editMute hands anything else to the input: letters, a paste. What is typed is the first line.
func (m *Model) editMute(msg tea.Msg) tea.Cmd {
	b := m.mute
	var cmd tea.Cmd
	before := b.input.Value()
	b.input, cmd = b.input.Update(msg)
	typed := strings.TrimSpace(b.input.Value())
	if b.input.Value() == before {
		return cmd
	}
	b.cursor = 0
	if len(b.lines) > 0 && b.lines[0].says == "" {
		b.lines = b.lines[1:]
	}
	if typed == "" {
		return cmd
	}
	b.lines = append([]muteLine{{query: typed}}, b.lines...)
	return tea.Batch(cmd, m.world.muteCount(typed))
}

// muteFor hides for one of the spans.
func (m *Model) muteFor(l muteLine, span int) tea.Cmd {
	now := m.world.now()
	switch span {
	case 0:
		return m.hide(l, now.AddDate(0, 0, 1))
	case 1:
		return m.hide(l, now.AddDate(0, 0, 7))
	case 3:
		return m.hide(l, time.Time{})
	}
	q := newQuestion(m.theme, "Mute until", now.AddDate(0, 1, 0).Format(time.DateOnly), "2026-12-24")
	q.typed = func(m *Model, text string) tea.Cmd {
		if _, err := lastDay(text, m.world.now()); err != nil {
			q.says, q.wrong = err.Error(), true
		}
		return nil
	}
	q.done = func(m *Model, text string) tea.Cmd {
		until, err := lastDay(text, m.world.now())
		if err != nil {
			return m.status.warn("Not muted: " + err.Error())
		}
		return m.hide(l, until)
	}
	m.ask = q
	return nil
}

// lastDay is the end of a day that is still to come.
func lastDay(text string, now time.Time) (time.Time, error) {
	day, err := time.ParseInLocation(time.DateOnly, text, now.Location())
	switch {
	case err != nil:
		return day, fmt.Errorf("a day looks like %s", now.AddDate(0, 0, 7).Format(time.DateOnly))
	case !day.AddDate(0, 0, 1).After(now):
		return day, fmt.Errorf("%s is over", text)
	}
	return day.AddDate(0, 0, 1), nil
}

func (m *Model) hide(l muteLine, until time.Time) tea.Cmd {
	return m.world.act(0, "", func(ctx context.Context) (store.Act, error) { return m.world.db.Mute(ctx, l.query, until) })
}

func (b *muteBox) view(t theme, width, height int) []string {
	w := min(width-2, 72)
	foot := []string{b.spans(t, w-4), t.faint.Render(cut("enter hides it · tab how long · esc back", w-4))}
	room := max(height-9, 2)
	if height < 16 {
		foot = []string{b.spanNow(t) + t.faint.Render(cut(" tab longer · enter hides", w-4-ansi.StringWidth(b.spanNow(t))))}
		room = max(height-6, 1)
	}
	first := max(0, min(b.cursor-room/2, len(b.lines)-room))
	lines := []string{inputView(b.input, "anything else: a word, source:…, topic:…", t)}
	for i := first; i < len(b.lines) && i < first+room; i++ {
		lines = append(lines, b.row(t, b.lines[i], i == b.cursor, w-4))
	}
	if len(b.lines) == 0 {
		lines = append(lines, t.faint.Render(cut("Type what is to be hidden.", w-4)))
	}
	return box(t, "Mute", append(append(lines, rule), foot...), w)
}

// counts is what a line counts.
func (l muteLine) counts() string {
	if strings.HasPrefix(l.query, "event:") {
		return plural(l.stories, "report", "reports")
	}
	return plural(l.stories, "story", "stories")
}

func (b *muteBox) row(t theme, l muteLine, selected bool, width int) string {
	says := pick(l.says == "", "all that has "+l.query, l.says)
	right := "…"
	switch {
	case l.wrong != "":
		right = cut(l.wrong, width/2)
	case l.counted:
		right = humanize.Comma(int64(l.stories)) + " " + l.counts()
	}
	style := pick(selected, t.title, t.text)
	name := cut(says, width-ansi.StringWidth(right)-4)
	return t.bar.Render(pick(selected, "▌ ", "  ")) + spread(style.Render(name), pick(l.wrong != "", t.warning, t.faint).Render(right), width-2)
}

// spans are for how long, the chosen one marked.
func (b *muteBox) spans(t theme, width int) string {
	var parts []string
	for i, s := range muteSpans() {
		if i == b.span {
			parts = append(parts, b.spanNow(t))
			continue
		}
		parts = append(parts, t.faint.Render(s))
	}
	line := strings.Join(parts, " ")
	if ansi.StringWidth(line) > width {
		return b.spanNow(t)
	}
	return line
}

// spanNow is the span that is chosen.
func (b *muteBox) spanNow(t theme) string { return t.tabOn.Render("[" + muteSpans()[b.span] + "]") }
