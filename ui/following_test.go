package ui

import (
	"fmt"
	"testing"
	"time"

	"dateline/internal/newstest"
)

// What is followed has a tab, a list of storylines and a timeline of each.
func TestFollowing(t *testing.T) {
	inSession(t, 100, 30, func(o *Options) { o.Desk = &testDesk{opt: o} }, func(t *testing.T, s *session) {
		s.Keys("tab", "tab", "tab")
		s.Has("[Following]", "You follow no story yet.")
		s.Keys("tab", "j", "f")
		s.Wait(time.Second)
		s.Has("Followed: Kestoria", "◉", "Following 1")
		s.Keys("F")
		s.Has("[Stories you follow]", "7 reports")
		s.Keys("n", "ctrl+u")
		s.Type("The river war")
		s.Keys("enter")
		s.Wait(time.Second)
		s.Has("◉ The river war")
		s.Keys("P")
		s.Wait(time.Second)
		s.Has("▲ The river war", "pinned")
		s.Keys("enter")
		s.Has("[The river war]", "Today", "Skerry Observer")
		s.Keys("enter")
		s.Wait(2 * time.Second)
		s.Has("also: 3 other sources (c)")
		s.Keys("esc", "esc", "x")
		s.Wait(time.Second)
		s.Has("Followed no more", "You follow no story yet")
		s.Keys("u")
		s.Wait(time.Second)
		s.Has("▲ The river war")
	})
}

// The coverage of a story that goes on shows what came before it, and leads there.
// A room that was opened before an act was written shows what the act did.
func TestFollowedAfterTheRoomWasOpened(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		story, _ := s.m.list().selected()
		s.Keys("F")
		s.Has("You follow no story yet")
		a, err := s.m.world.db.FollowEvent(t.Context(), story.ID, true)
		if err != nil {
			t.Fatal(err)
		}
		s.Send(actMsg{act: a, id: story.ID})
		s.Has("Followed: ", "3 reports")
	})
}

func TestCoverageShowsEarlier(t *testing.T) {
	inSession(t, 100, 40, nil, func(t *testing.T, s *session) {
		s.Keys("j", "f", "c", "G")
		s.Has("[Coverage · 4 reports]", "Earlier in this story", "swap 316 prisoners")
		s.Keys("enter")
		s.Wait(2 * time.Second)
		s.Has("exchange of the war")
		s.Keys("esc")
		s.Has("[Coverage")
	})
}

func TestSplitAndJoin(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Has("4 sources")
		s.Keys("j", "c", "S")
		s.Wait(time.Second)
		s.Has("Split out: ", "u undo")
		s.Keys("esc")
		s.Has("Envoy to fly to Dravenia") // the others are called by another headline now
		s.Keys("u")
		s.Wait(time.Second)
		s.Has("4 sources")
		s.Keys("g", "M")
		s.Has("Marked: Appeals court", "M on another story makes both one")
		s.Keys("j", "M")
		s.Wait(time.Second)
		s.Has("Made one story: ", "6 sources")
	})
}

func TestTopicsByHand(t *testing.T) {
	inSession(t, 100, 30, func(o *Options) { o.Desk = &testDesk{opt: o} }, func(t *testing.T, s *session) {
		s.Keys("a")
		s.Has("╭ Topics of the story", "Diplomacy")
		s.Type("science")
		s.Keys("enter")
		s.Wait(time.Second)
		s.Has("Science")
		s.Keys("a")
		s.Has("✓ Science")
		s.Keys("esc", "T")
		s.Has("Topic of the words")
		s.Keys("ctrl+u")
		s.Type("court*, prison")
		s.Has("stories")
		s.Keys("enter")
		s.Has("Name Court")
		s.Keys("enter")
		s.Wait(time.Second)
		s.Has("Topic kept: Court", "Court")
	})
}

func TestGoldenFollowing(t *testing.T) {
	for _, z := range sizes {
		t.Run(fmt.Sprintf("%dx%d", z.width, z.height), func(t *testing.T) {
			inSession(t, z.width, z.height, nil, func(t *testing.T, s *session) {
				golden := func(name string) {
					s.Wait(10 * time.Second)
					fits(t, s.View(), z.width, z.height)
					newstest.Golden(t, fmt.Sprintf("%s-%dx%d.txt", name, z.width, z.height), s.Text())
				}
				s.Keys("F")
				golden("storylines-none")
				s.Keys("esc", "j", "f", "j", "f", "F")
				golden("storylines")
				s.Keys("enter")
				golden("timeline")
			})
		})
	}
}
