package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// click clicks on the first place where the screen shows a text.
func (s *session) click(t *testing.T, text string) {
	t.Helper()
	for y, line := range strings.Split(s.Text(), "\n") {
		if i := strings.Index(line, text); i >= 0 {
			s.Send(tea.MouseClickMsg{Button: tea.MouseLeft, X: ansi.StringWidth(line[:i]), Y: y})
			return
		}
	}
	t.Fatalf("%q is nowhere to be clicked at:\n%s", text, s.Text())
}

func withMouse(o *Options) { o.Mouse = true }

func TestTheMouseChoosesAndOpensStories(t *testing.T) {
	inSession(t, 100, 30, withMouse, func(t *testing.T, s *session) {
		s.click(t, "North Sea storm closes")
		if got := s.first(t); !strings.HasPrefix(got, "North Sea storm closes") {
			t.Errorf("chosen: %q", got)
		}
		s.click(t, "North Sea storm closes")
		s.Wait(time.Second)
		s.Has("esc back")
		before := s.Text()
		s.Send(tea.MouseWheelMsg{Button: tea.MouseWheelDown, X: 5, Y: 10})
		if s.Text() == before {
			t.Error("the wheel does not move the text")
		}
		s.Keys("esc")
		before = s.first(t)
		s.Send(tea.MouseWheelMsg{Button: tea.MouseWheelDown, X: 5, Y: 10})
		if s.first(t) == before {
			t.Error("the wheel does not move the list")
		}
		s.click(t, "Latest")
		s.Has("[Latest]")
	})
}

func TestTheMouseTakesFiltersAway(t *testing.T) {
	inSession(t, 100, 30, withMouse, func(t *testing.T, s *session) {
		s.Keys("3")
		s.Wait(time.Second)
		s.Keys("!")
		s.Has("Economy · unread ✕")
		s.click(t, "Economy · unread")
		s.Has("unread ✕")
		s.Lacks("Economy · unread")
		s.click(t, "✕")
		s.Lacks("✕")
	})
}

func TestTheMouseInBoxes(t *testing.T) {
	inSession(t, 100, 30, withMouse, func(t *testing.T, s *session) {
		s.Keys(":")
		s.Type("unread")
		s.click(t, "unread-only")
		s.Has("unread ✕")
		s.Lacks("╭ Commands")
		s.Keys("backspace", "t")
		s.Wait(time.Second)
		s.click(t, "Health ")
		s.Has("+ Health", "Health ✕")
		s.Send(tea.MouseClickMsg{Button: tea.MouseLeft, X: 1, Y: 28})
		s.Lacks("╭ Topics")
		s.Has("Health ✕")
		s.Keys("?")
		s.Send(tea.MouseWheelMsg{Button: tea.MouseWheelDown, X: 40, Y: 10})
		s.Lacks("│ Move")
		s.Send(tea.MouseClickMsg{Button: tea.MouseLeft, X: 1, Y: 28})
		s.Lacks("╭ Keys")
	})
}

// What hides news takes two clicks: one chooses it, as one chooses for how long.
func TestTheMouseMutes(t *testing.T) {
	inSession(t, 100, 30, withMouse, func(t *testing.T, s *session) {
		s.Keys("x")
		s.click(t, "outlet The Rift")
		s.Has("▌ outlet The Rift", "[1 day]")
		s.click(t, "[1 day]")
		s.Has("[1 week]")
		s.click(t, "outlet The Rift")
		s.Lacks("╭ Mute")
		s.Has("Muted: outlet The Rift Courier")
	})
}

func TestTheMouseInTheBoxOfLinks(t *testing.T) {
	inSession(t, 100, 30, func(o *Options) { o.Mouse, o.Demo = true, false }, func(t *testing.T, s *session) {
		s.Keys("/")
		s.Type("malaria nurse")
		s.Keys("enter", "enter")
		s.Wait(2 * time.Second)
		s.Keys("L")
		s.Has("╭ Links")
		s.click(t, "1  ▨ A nurse")
		if s.Lacks("╭ Links"); len(s.opened) != 1 {
			t.Errorf("opened %q", s.opened)
		}
	})
}

func TestTheMouseOpensLinks(t *testing.T) {
	line := "see \x1b]8;;https://a.example/x\x1b\\\x1b[4m二 here\x1b[m\x1b]8;;\x1b\\ now"
	for x, want := range map[int]string{0: "", 3: "", 4: "https://a.example/x", 5: "https://a.example/x", 10: "https://a.example/x", 11: "", 40: ""} {
		if got := linkAt(line, x); got != want {
			t.Errorf("at %d: %q, want %q", x, got, want)
		}
	}
	inSession(t, 100, 30, func(o *Options) { o.Mouse, o.Demo = true, false }, func(t *testing.T, s *session) {
		s.openModelCase()
		s.Keys("esc", "backspace", "G") // a story with links in its text is found by its mark
		for range 40 {
			s.Keys("K", "enter")
			s.Wait(2 * time.Second)
			for y, l := range strings.Split(s.View().Content, "\n") {
				for x := range 100 {
					if linkAt(l, x) == "" {
						continue
					}
					s.Send(tea.MouseClickMsg{Button: tea.MouseLeft, X: x, Y: y})
					if len(s.opened) != 1 || s.opened[0] != linkAt(l, x) {
						t.Errorf("opened %q, want %q", s.opened, linkAt(l, x))
					}
					return
				}
			}
			s.Keys("esc", "k")
		}
		t.Error("no story has a link")
	})
}

func TestTheMouseIsLeftAlone(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		if m := s.View().MouseMode; m != tea.MouseModeNone {
			t.Errorf("mode %v", m)
		}
	})
	inSession(t, 100, 30, withMouse, func(t *testing.T, s *session) {
		if m := s.View().MouseMode; m != tea.MouseModeCellMotion {
			t.Errorf("mode %v", m)
		}
	})
}

// The terminal is told how far a refresh is, what is unread, and, back in front, asks again only for what is due.
func TestTheTerminalsFrame(t *testing.T) {
	inEmptySession(t, 100, 30, func(o *Options) { o.Refresh = time.Hour }, func(t *testing.T, s *session) {
		s.Wait(time.Second)
		if b := s.View().ProgressBar; b == nil || b.State != tea.ProgressBarDefault || b.Value != 15*100/16 {
			t.Errorf("bar while refreshing: %+v", b)
		}
		for s.m.refresh.run != nil {
			s.Wait(barTime / 4)
		}
		if b := s.View().ProgressBar; b == nil || b.Value != 100 {
			t.Errorf("bar just after refreshing: %+v", b)
		}
		s.Wait(30 * time.Second)
		if v := s.View(); v.ProgressBar != nil || v.WindowTitle != "dateline · 180 unread" || !v.ReportFocus {
			t.Errorf("at rest: bar %v, title %q, focus %v", v.ProgressBar, v.WindowTitle, v.ReportFocus)
		}
		s.Send(tea.BlurMsg{})
		s.Send(tea.FocusMsg{})
		if s.View().ProgressBar != nil {
			t.Error("feeds were asked again though none was due")
		}
	})
}
