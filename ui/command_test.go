package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// chosen is the line of the palette that enter would do.
func (s *session) chosen(t *testing.T) string {
	t.Helper()
	_, rest, ok := strings.Cut(s.Text(), "│ ▌")
	if !ok {
		t.Fatalf("nothing is chosen:\n%s", s.Text())
	}
	line, _, _ := strings.Cut(rest, "│")
	return strings.TrimSpace(line)
}

func TestCommandsDoWhatKeysDo(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys(":")
		s.Type("bookm")
		if got := s.chosen(t); !strings.HasPrefix(got, "bookmark ") || !strings.HasSuffix(got, " b") {
			t.Errorf("chosen: %q", got)
		}
		s.Keys("enter")
		s.Has("★", "Bookmarked")
		s.Keys("ctrl+p")
		if got := s.chosen(t); !strings.HasPrefix(got, "bookmark ") {
			t.Errorf("the last command is not the first: %q", got)
		}
		s.Type("all shown") // by its words
		s.Keys("enter")
		s.Has("stories marked read")
		s.Lacks("●")
		s.Keys("enter", ":")
		s.Type("unread-only")
		s.Keys("enter") // from the text back to the list
		s.Has("[Front page]", "unread ✕")
	})
}

func TestACommandThatIsHeardElsewhereSaysSo(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys(":")
		s.Type("refetch")
		s.Keys("enter")
		s.Has("Refetch: only while reading", "╭ Commands")
		s.Keys("esc")
		s.Lacks("╭ Commands")
	})
}

func TestCommandsWithWords(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys(":")
		s.Type("mark-r")
		s.Keys("enter") // it takes words: they come next
		s.Type("topic:Disasters")
		s.Wait(time.Second)
		s.Has("mark-read topic:Disasters", "22 of 22 stories unread")
		s.Type(" newr:2d")
		s.Wait(time.Second)
		s.Has("did you mean newer")
		s.Keys("enter")
		s.Has(` "newr:2d" · unknown field newr: · did you mean newer:?`)
		s.Keys(":")
		s.Type("mark-read topic:Disasters")
		s.Keys("enter")
		s.Wait(time.Second)
		s.Has("22 stories marked read · u undo", "158 unread")
		s.Keys(":", "down", "enter") // again: the one before
		s.Has("did you mean newer:?")
		s.Keys(":")
		s.Send(tea.PasteMsg{Content: "topic hea"})
		s.Keys("enter")
		s.Has("Health ✕")
		s.Keys(":")
		s.Type("sort sources")
		s.Keys("enter")
		s.Has("Order: most sources first")
		s.Keys(":")
		s.Type("sort rank")
		s.Keys("enter", ":")
		s.Type("find malaria")
		s.Wait(time.Second)
		s.Has("3 stories in all")
		s.Keys("enter")
		s.Has("Health · /malaria ✕")
	})
}

// The stories that are followed are there by their names, and views can be dropped.
func TestCommandsOpenTimelines(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys(":")
		s.Type("timeline ")
		s.Has("There is none yet.")
		s.Keys("esc", "j", "f", ":")
		s.Type("timeline kest")
		s.Keys("enter")
		s.Has("[Kestoria peace]", "Yesterday")
	})
	inFeedRoom(t, 100, 30, func(t *testing.T, s *session, d *testDesk) {
		s.Keys("esc", "!", "=")
		s.Type("Day")
		s.Keys("enter", ":")
		s.Type("drop-view day")
		s.Keys("enter")
		s.Has("View dropped: Day")
	})
}

func TestTabCompletes(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys(":")
		s.Type("topic")
		s.Keys("tab")
		s.Type("sci")
		s.Keys("tab")
		s.Has(": topic Science")
		s.Keys("esc")
		s.Lacks("✕")
	})
}

func TestHelpIsSearched(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("?")
		s.Has("Keys in the list", "Move", "half a page down")
		s.Keys("/")
		s.Type("page")
		s.Has("half a page down", "While reading", "fetch this page again")
		s.Lacks("bookmark, or")
		s.Keys("esc")
		s.Has("Keys in the list", "Move")
		s.Keys("/")
		s.Send(tea.PasteMsg{Content: "ctrl+d"})
		s.Has("half a page down")
		s.Lacks("half a page up")
		s.Keys("backspace", "backspace")
		s.Has("No key is called that.")
		s.Keys("esc", "G")
		s.Has("ctrl+c")
		s.Keys("q")
		s.Lacks("Keys in the list")
		s.Has("[Front page]")
	})
}
