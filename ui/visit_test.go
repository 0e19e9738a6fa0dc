package ui

import (
	"testing"
	"time"
)

// What came in since the last visit is marked until it is read; the first visit marks nothing.
func TestNewSinceTheLastVisit(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Lacks("↑ new")
	})
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Send(visitMsg(opening.Add(-10 * time.Hour)))
		s.Has("↑ new")
		s.Keys("m")
		before := s.Text()
		s.Send(visitMsg(opening.Add(time.Hour)))
		s.Lacks("↑ new")
		if before == s.Text() {
			t.Error("nothing has changed")
		}
	})
}
