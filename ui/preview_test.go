package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// The text beside the list comes with a single key; of a key that is held down, for the story where it stops, and nothing is drawn beside
// the list before that.
func TestTheTextBesideTheListComesWithTheKey(t *testing.T) {
	inSession(t, 120, 40, nil, func(t *testing.T, s *session) {
		beside := func() int { return int(s.m.reader.story.ID) }
		under := func() int { return int(s.m.current().ID) }
		for range 3 {
			s.Wait(time.Second)
			if s.Keys("j"); beside() != under() || !s.m.reader.set {
				t.Errorf("beside the list is story %d, under the cursor %d", beside(), under())
			}
		}
		s.Wait(time.Second)
		s.Keys("j")
		first := beside()
		for range 10 {
			s.Wait(33 * time.Millisecond)
			if s.Keys("j"); beside() != first {
				t.Fatalf("story %d is beside the list while the key is held down", beside())
			}
		}
		s.Wait(40 * time.Millisecond)
		if beside() != under() || !s.m.reader.set {
			t.Errorf("40 ms after the key was let go, story %d is beside the list, not %d", beside(), under())
		}
	})
}

// A text that comes too late, for a story that the cursor has left, is not shown; one that is opened meanwhile is on its way already.
func TestALateTextIsNotShownBesideTheList(t *testing.T) {
	inSession(t, 120, 40, nil, func(t *testing.T, s *session) {
		late := s.m.goTo(1)
		was := s.m.walking.wanted
		s.Wait(time.Second)
		s.Keys("j")
		at := s.m.reader.story.ID
		if s.Send(textMsg{page: was}); late == nil || s.m.reader.story.ID != at {
			t.Errorf("story %d is shown, not %d", s.m.reader.story.ID, at)
		}
		s.Wait(time.Second)
		_ = s.m.goTo(4)
		if cmd := s.m.readStory(s.m.current()); !s.m.reading || s.m.reader.want != s.m.walking.wanted || cmd == nil {
			t.Errorf("%+v is read, %+v on its way", s.m.reader.want, s.m.walking.wanted)
		}
	})
}

// A text that was on its way while the terminal's colours changed is set once more, in those.
func TestTheTextBesideTheListIsSetInTheColoursThatAreThereNow(t *testing.T) {
	inSession(t, 120, 40, func(o *Options) { o.Theme = "auto" }, func(t *testing.T, s *session) {
		s.Wait(time.Second)
		asked := s.m.goTo(3)
		s.Send(tea.BackgroundColorMsg{Color: lipgloss.Color("#ffffff")})
		s.Send(asked())
		s.Wait(time.Second)
		if r := &s.m.reader; r.want.id != s.m.current().ID || !r.set || r.have.look != s.m.look {
			t.Errorf("story %d is beside the list (set: %v), %d under the cursor", r.want.id, r.set, s.m.current().ID)
		}
	})
}
