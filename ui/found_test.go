package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestWordsFound(t *testing.T) {
	for query, want := range map[string]string{
		`peace "river districts" -sport`: "[peac river district]",
		"title:storms topic:Europe":      "[storm]",
		"NOT war OR Orkane*":             "[orkan]",
		"is:unread /oil|gas/i":           "[]",
	} {
		if got := fmt.Sprint([]string(wordsFound(query))); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}

func TestMatchesAreMarked(t *testing.T) {
	th := newTheme(true)
	f := wordsFound("storm élection")
	got := ""
	for _, s := range f.spans("Storms, a stormy Election; brainstorm", th.text, th.match) {
		got += pick(s.style.GetBold(), "["+s.text+"]", s.text)
	}
	if want := "[Storms], a [stormy] [Election]; brainstorm"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	text := "Far away from where anybody had thought of it, and long before, a storm closed the ports of the north, and a storm is a storm."
	got, at := snippet(text, f.at(text), 40)
	if want := "…before, a storm closed the ports of…"; got != want || len(at) != 1 || got[at[0][0]:at[0][1]] != "storm" {
		t.Errorf("%q %v, want %q", got, at, want)
	}
}

// A search shows where it found its words, beside a text too.
func TestSearchShowsSnippets(t *testing.T) {
	for _, z := range append([]struct{ width, height int }{{100, 30}}, sizes[1:]...) {
		inSession(t, z.width, z.height, nil, func(t *testing.T, s *session) {
			s.Keys("/")
			s.Type("gusts")
			s.Keys("enter")
			s.Wait(time.Second)
			fits(t, s.View(), z.width, z.height)
			found := 0
			for _, line := range strings.Split(s.Text(), "\n") {
				if before, _, ok := strings.Cut(line, "gusts"); ok && strings.Contains(before, "…") {
					found++
				}
			}
			if found == 0 {
				t.Errorf("%dx%d: no row shows the words around:\n%s", z.width, z.height, s.Text())
			}
		})
	}
}

// Words that only the text has are shown with what stands around them there, in every size but the smallest.
func TestSearchShowsTheTextAround(t *testing.T) {
	for _, z := range append([]struct{ width, height int }{{100, 30}}, sizes[1:]...) {
		inSession(t, z.width, z.height, nil, func(t *testing.T, s *session) {
			s.Keys("/")
			s.Type("brass band")
			s.Wait(time.Second)
			fits(t, s.View(), z.width, z.height)
			s.Has("a brass band and")
		})
	}
}
