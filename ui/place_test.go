package ui

import (
	"context"
	"strings"
	"testing"
	"time"
)

// topLine is the first line of the text on the screen.
func (s *session) topLine() string {
	lines := strings.Split(s.Text(), "\n")
	for _, l := range lines[3:] {
		if l = strings.TrimSpace(l); l != "" {
			return l
		}
	}
	return ""
}

// A text that was left is found again where it was: in another width, after other stories, and by the next program.
func TestPlaceIsKept(t *testing.T) {
	inSession(t, 80, 24, nil, func(t *testing.T, s *session) {
		s.openModelCase()
		s.Keys("1", "3", "j")
		at := s.topLine()
		words := strings.Join(strings.Fields(at)[:4], " ")
		s.Resize(50, 24)
		s.Wait(0)
		if got := s.topLine(); !strings.Contains(got, strings.Fields(at)[1]) {
			t.Errorf("in 50 columns: %q, was %q", got, at)
		}
		s.Resize(80, 24)
		s.Wait(0)
		s.Keys("esc")
		s.Wait(0)
		p, err := s.opt.DB.Page(context.Background(), s.m.lists[0].query, 0, 1)
		if err != nil || len(p.Stories) == 0 {
			t.Fatal(err)
		}
		body, err := s.opt.DB.Body(context.Background(), p.Stories[0].ID)
		if err != nil || body.Place == 0 {
			t.Errorf("%d was kept, %v", body.Place, err)
		}
		s.m.reader = reader{} // as for another program
		s.Keys("enter")
		s.Wait(time.Second)
		if got := s.topLine(); !strings.HasPrefix(got, words) {
			t.Errorf("opened again: %q, was %q", got, at)
		}
		s.Keys("G", "esc")
		s.Wait(0)
		if body, err = s.opt.DB.Body(context.Background(), p.Stories[0].ID); err != nil || body.Place != 0 {
			t.Errorf("read to the end, %d was kept, %v", body.Place, err)
		}
	})
}

// z shows only the text, < and > make it slimmer and wider, and the line that is read stays.
func TestZenAndWidth(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.openModelCase()
		s.Keys("6", "j")
		at := strings.Fields(s.topLine())[0]
		s.Keys("z")
		s.Wait(0)
		s.Lacks("DATELINE", "space page", "%")
		fits(t, s.View(), 100, 30)
		s.Keys("<", "<")
		s.Has("72 columns")
		s.Wait(7 * time.Second)
		s.Lacks("72 columns", "DATELINE")
		s.Keys(">")
		s.Wait(0)
		if got := strings.Split(s.Text(), "\n")[1]; !strings.Contains(got, at) {
			t.Errorf("%q begins the screen, %q did", got, at)
		}
		s.Keys("9", "9", "<")
		s.Has("24 columns")
		s.Keys("9", "9", ">")
		s.Has("96 columns")
		s.Keys(">")
		s.Has("as wide as it gets here")
		s.Keys("z")
		s.Has("DATELINE")
		s.Keys("z", "esc")
		s.Has("DATELINE", "[Front page]")
	})
}
