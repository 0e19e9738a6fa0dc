package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/internal/newstest"
	"dateline/store"
)

// From 180 columns the topics stand at the left, with what is unread in the room; a click shows one, another all again.
func TestSide(t *testing.T) {
	inSession(t, 180, 40, func(o *Options) { o.Mouse = true }, func(t *testing.T, s *session) {
		line := func(of string) string {
			for _, l := range strings.Split(s.Text(), "\n") {
				if strings.Contains(l, "│") && strings.Contains(strings.Split(l, "│")[0], of) {
					return strings.Join(strings.Fields(strings.Split(l, "│")[0]), " ")
				}
			}
			return ""
		}
		if got := line("Disasters"); got != "2 Disasters 9" {
			t.Errorf("%q", got)
		}
		s.Send(tea.MouseClickMsg{X: 5, Y: 5, Button: tea.MouseLeft})
		s.Wait(time.Second)
		s.Has("Disasters ✕")
		if got := line("Disasters"); got != "▌2 Disasters 9" {
			t.Errorf("%q", got)
		}
		s.Send(tea.MouseClickMsg{X: 5, Y: 5, Button: tea.MouseLeft})
		s.Wait(time.Second)
		s.Lacks("✕")
		s.Resize(179, 40)
		if got := line("Disasters"); strings.HasPrefix(got, "2") {
			t.Errorf("at 179 columns: %q", got)
		}
	})
}

func TestRisingStandsAtTheLeftAndInThePalette(t *testing.T) {
	inSession(t, 180, 40, nil, func(t *testing.T, s *session) {
		s.Send(risingMsg{{Words: "storm ports", Outlets: 4, Why: "4 outlets in 2 days"}})
		s.Has("Rising now", "↗ storm ports")
		newstest.Golden(t, "rising-180x40.txt", s.Text())
		s.Keys("t")
		s.Type("storm")
		s.Has("storm ports", "↗ 4 outle")
		s.Keys("enter")
		s.Has("rising storm ports ✕", "North Sea storm")
		s.Lacks("Kestoria signals")
	})
}

func TestWhyTellsAll(t *testing.T) {
	why := whyMsg{rank: "3 outlets", together: "93 % sure: both speak of storm", score: []string{"+10 topic:climate"}}
	b := whyBox(newTheme(true), store.Story{Title: "Storm", Reports: 3}, why, func(string) int { return -1 }, newLayout(80, 24))
	text := unstyled(b.lines)
	for _, want := range []string{"Storm\n3 outlets\nTogether with the others: 93 % sure", "Your rule: +10 topic:climate"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}
