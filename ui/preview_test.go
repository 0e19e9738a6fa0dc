package ui

import (
	"testing"
	"time"
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
