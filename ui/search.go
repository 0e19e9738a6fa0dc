package ui

import (
	"strings"
	"unicode"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
)

// searchLine is where words are typed; the room behind shows what they find at every key.
type searchLine struct {
	input   textinput.Model
	example string // while nothing is typed
	before  filter // what esc brings back
	last    string // what was searched before; up brings it back
}

func newSearch(t theme, f filter) *searchLine {
	s := &searchLine{input: newInput("/", t), before: f, last: f.words()}
	s.example = `words, "a phrase", -without, topic:Climate, is:unread`
	if s.last != "" {
		s.example = s.last + "   ↑ to change it"
	}
	return s
}

// key takes a key. It returns the filter that holds now and whether the search is done.
func (s *searchLine) key(msg tea.KeyPressMsg, f filter) (filter, bool, tea.Cmd) {
	switch msg.String() {
	case "esc", "ctrl+c":
		return s.before, true, nil
	case "enter":
		if typed := s.input.Value(); typed != "" {
			f = f.search(openEnded(typed))
		}
		return f, true, nil
	case "up":
		if s.input.Value() == "" && s.last != "" {
			s.input.SetValue(s.last)
			s.input.CursorEnd()
			return f.search(s.last), false, nil
		}
	}
	return s.edit(msg, f)
}

// edit hands anything else to the input: letters, a paste.
func (s *searchLine) edit(msg tea.Msg, f filter) (filter, bool, tea.Cmd) {
	var cmd tea.Cmd
	before := s.input.Value()
	s.input, cmd = s.input.Update(msg)
	if s.input.Value() != before {
		f = f.search(s.input.Value())
	}
	return f, false, cmd
}

// openEnded is a search that finds what it found while it was typed: a plain last word may go on, and says so by its star.
func openEnded(typed string) string {
	words := strings.Fields(typed)
	if len(words) == 0 || strings.HasSuffix(typed, " ") || strings.Count(typed, `"`)%2 == 1 {
		return typed
	}
	last := words[len(words)-1]
	plain := strings.TrimFunc(last, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) == ""
	if !plain || last == "OR" || last == "AND" || last == "NOT" || last == "not" {
		return typed
	}
	return typed + "*"
}
