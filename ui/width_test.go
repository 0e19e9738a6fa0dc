package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"dateline/internal/newstest"
	"dateline/store"
)

// Headlines in every script and with every kind of emoji: the columns of the list stand below each other, and the terminal agrees.
func TestColumnsStandBelowEachOther(t *testing.T) {
	titles := []string{
		"Storm shuts ports along the North Sea",
		"東京で大雨、新幹線が始発から運転を見合わせ",
		"서울 지하철 2호선 새벽 운행 시작",
		"عاصفة تغلق موانئ بحر الشمال وتقطع الكهرباء",
		"סערה סוגרת נמלים לאורך הים הצפוני",
		"🇪🇺 Europe agrees on a ceiling 🇩🇪🇫🇷",
		"👩‍🚀 first on the far side 👨‍👩‍👧‍👦 watched",
		"नेपाल में भूस्खलन से बनी झील का जलस्तर बढ़ा",
		"Zürich, Kraków, São Paulo: e\u0301te\u0301 sans pluie",
		"ไทยพบผู้ป่วยรายใหม่ในสามจังหวัด",
	}
	onTerminal(t, fetchedLibrary(t), 100, 30, nil, func(s *tty) {
		m := s.m
		l := m.list()
		now := m.world.now()
		stories := make([]store.Story, len(titles))
		for i, title := range titles {
			stories[i] = store.Story{
				ID: store.ID(i + 1), Title: title, Source: []string{"DW", "朝日新聞", "الجزيرة", "Ынтымак 🇰🇬"}[i%4], Outlets: 1,
				Published: now.Add(-time.Hour), Topics: []string{"Disasters"},
			}
		}
		l.page = store.Page{Query: l.query, Total: len(stories), Stories: stories}
		l.cursor, l.top = 0, 0
		s.press("j")
		s.wait(time.Second)
		for i, line := range strings.Split(ansi.Strip(m.View().Content), "\n")[3:23] {
			if w := ansi.StringWidth(line); w > 100 {
				t.Errorf("line %d is %d columns wide: %s", i, w, line)
			}
			if at := strings.Index(line, "Disasters"); i%2 == 1 && ansi.StringWidth(line[:max(at, 0)]) != 43 {
				t.Errorf("the topic stands at column %d: %s", ansi.StringWidth(line[:max(at, 0)]), line)
			}
			if at := strings.Index(line, "1 h"); i%2 == 1 && ansi.StringWidth(line[:max(at, 0)]) != 96 {
				t.Errorf("the age stands at column %d: %s", ansi.StringWidth(line[:max(at, 0)]), line)
			}
		}
		s.cells("a list in every script", 3, 23)
	})
}

// cells fails the test when a word of the screen stands in another column of the terminal than the program believes.
func (s *tty) cells(when string, first, end int) {
	s.t.Helper()
	lines := strings.Split(ansi.Strip(s.m.View().Content), "\n")
	s.mu.Lock()
	defer s.mu.Unlock()
	for y := first; y < end; y++ {
		for _, word := range []string{"Disasters", "1 h"} {
			at := strings.Index(lines[y], word)
			if at < 0 {
				continue
			}
			x := ansi.StringWidth(lines[y][:at])
			var got strings.Builder
			for i := range len(word) {
				if c := s.emu.CellAt(x+i, y); c != nil {
					got.WriteString(c.Content)
				}
			}
			if got.String() != word {
				s.t.Errorf("%s: line %d has %q in the columns of %q: %s", when, y, got.String(), word, lines[y])
			}
		}
	}
}

// Without colours every signal has a shape or a word: unread, chosen, saved, the room, what is typed.
func TestGoldenWithoutColours(t *testing.T) {
	for _, z := range sizes[1:3] {
		inSession(t, z.width, z.height, nil, func(t *testing.T, s *session) {
			golden := func(name string) {
				newstest.Golden(t, fmt.Sprintf("%s-nocolour-%dx%d.ansi", name, z.width, z.height), colourless(t, s))
			}
			golden("front")
			s.Keys("t")
			s.Wait(time.Second)
			golden("topics")
			s.Keys("esc")
			s.openModelCase()
			golden("reader")
		})
	}
}

// colourless is the screen as a terminal without colours gets it.
func colourless(t *testing.T, s *session) string {
	t.Helper()
	var b strings.Builder
	w := colorprofile.Writer{Forward: &b, Profile: colorprofile.ASCII}
	if _, err := w.WriteString(s.View().Content); err != nil {
		t.Fatal(err)
	}
	if out := b.String(); strings.Contains(out, "[38") || strings.Contains(out, ";38") || strings.Contains(out, "[48") {
		t.Errorf("it has colours: %q", out)
	}
	return b.String()
}

// The rooms beside the list, in light colours and without any.
func TestGoldenRoomsInLightAndWithoutColours(t *testing.T) {
	inSession(t, 80, 24, func(o *Options) { o.Theme, o.Desk = "light", &testDesk{opt: o} }, func(t *testing.T, s *session) {
		golden := func(name string) {
			s.Wait(10 * time.Second)
			fits(t, s.View(), 80, 24)
			newstest.Golden(t, name+"-light-80x24.ansi", s.View().Content)
			newstest.Golden(t, name+"-nocolour-80x24.ansi", colourless(t, s))
		}
		s.Keys("j", "c", "j")
		golden("coverage")
		s.Keys("esc", "f", "F")
		golden("storylines")
		s.Keys("enter")
		golden("timeline")
		s.Keys("esc", "esc", "x")
		golden("mute")
		s.Keys("enter", "X")
		golden("mutes")
		s.Keys("esc", "E")
		golden("feeds")
		s.Keys("c")
		golden("catalogue")
		s.Keys("esc", "esc", "g", "#")
		golden("tags")
		s.Keys("esc", "w")
		golden("why")
		s.Keys("esc", "/")
		s.Type("live marenia")
		s.Keys("enter", "enter")
		s.Wait(time.Minute)
		s.Keys("esc")
		s.Wait(6 * time.Hour)
		s.Keys("enter", "R")
		s.Wait(time.Minute)
		s.Keys("d")
		golden("changes")
	})
}
