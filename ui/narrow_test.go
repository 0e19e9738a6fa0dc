package ui

import (
	"fmt"
	"testing"
	"time"

	"dateline/internal/newstest"
)

// One key goes through what the story is about; the cursor stays on the story.
func TestOnlyThis(t *testing.T) {
	inSession(t, 120, 30, nil, func(t *testing.T, s *session) {
		s.Keys("j")
		s.Keys("+")
		s.Has("Diplomacy ✕", "Only topic Diplomacy · + source The Meridian Post", "▌● Kestoria signals")
		s.Keys("+")
		s.Has("source The Meridian Post ✕", "▌● Kestoria signals")
		s.Keys("+")
		s.Lacks("✕")
		s.Has("Narrowed no more", "▌● Kestoria signals")
		s.Keys("-")
		s.Has("− Diplomacy ✕", "Left out: topic Diplomacy · - source The Meridian Post")
		s.Lacks("Kestoria signals")
		s.Keys("-")
		s.Has("source − The Meridian Post ✕")
	})
}

// The same digit again brings back what was there before it.
func TestDigitReturns(t *testing.T) {
	inSession(t, 120, 30, nil, func(t *testing.T, s *session) {
		s.Keys("!", "1")
		s.Wait(time.Second)
		s.Keys("2")
		s.Wait(time.Second)
		s.Has("Disasters · unread ✕")
		s.Keys("2")
		s.Wait(time.Second)
		s.Has("Diplomacy · unread ✕")
	})
}

func TestEmptyListNamesTheChip(t *testing.T) {
	inSession(t, 120, 30, nil, func(t *testing.T, s *session) {
		s.Keys("/")
		s.Type("zzyzx")
		s.Keys("enter", "1")
		s.Wait(time.Second)
		s.Has("No story here passes the filter: Diplomacy ·", "backspace drops /zzyzx*: 5 stories", "without topic Diplomacy: 0 stories")
		s.Keys("backspace")
		s.Has("Diplomacy ✕", "Kestoria")
	})
}

func TestSortGoesRound(t *testing.T) {
	inSession(t, 120, 30, nil, func(t *testing.T, s *session) {
		s.Keys("s")
		s.Has("newest first", "Order: newest first")
		s.Keys("s")
		s.Has("most sources first")
		s.Keys("s")
		s.Has("by source")
		s.Keys("s")
		s.Lacks("by source")
		s.Has("Order: by rank")
	})
}

func TestViews(t *testing.T) {
	var d *testDesk
	inSession(t, 120, 40, func(o *Options) {
		d = &testDesk{opt: o}
		o.Desk, o.Views = d, []View{{"Shaking", "earthquake OR quake"}}
	}, func(t *testing.T, s *session) {
		s.Has("Shaking")
		s.Keys("tab", "tab", "tab", "tab")
		s.Has("[Shaking", "quake")
		s.Lacks("✕")
		s.Keys("tab")
		s.Has("[Front page]")
		s.Keys("3")
		s.Wait(time.Second)
		s.Keys("!", "=")
		s.Has("Keep as view", `topic:"Economy" is:unread`)
		s.Type("Money")
		s.Keys("enter")
		s.Wait(time.Second)
		s.Has("View kept: Money", "[Money")
		s.Lacks("✕")
		if d.opt.Views[1] != (View{"Money", `topic:"Economy" is:unread`}) {
			t.Errorf("kept %v", d.opt.Views)
		}
		s.Keys("t")
		s.Type("Money")
		s.Has("delete drops it")
		s.Keys("delete")
		s.Wait(time.Second)
		s.Has("View dropped: Money")
		s.Lacks("[Money")
	})
}

// The palette finds outlets and countries as well as topics, and counts what each would show.
func TestPaletteHasOutlets(t *testing.T) {
	inSession(t, 120, 40, nil, func(t *testing.T, s *session) {
		s.Keys("t")
		s.Type("rift")
		s.Has("The Rift Courier", "unread  source")
		s.Keys("enter")
		s.Has("source The Rift Courier ✕", "Appeals court")
		s.Lacks("Karst Gazette")
	})
}

func TestGoldenNarrow(t *testing.T) {
	for _, z := range sizes {
		t.Run(fmt.Sprintf("%dx%d", z.width, z.height), func(t *testing.T) {
			inSession(t, z.width, z.height, nil, func(t *testing.T, s *session) {
				s.Keys("/")
				s.Type("zzyzx")
				s.Keys("enter", "1")
				s.Wait(10 * time.Second)
				fits(t, s.View(), z.width, z.height)
				newstest.Golden(t, fmt.Sprintf("nothing-%dx%d.txt", z.width, z.height), s.Text())
			})
		})
	}
}

// Beside a text the list scrolls by half a screen when the cursor leaves it, and passes over nothing unseen.
func TestListBesideATextScrollsByHalfAScreen(t *testing.T) {
	m := fullModel(120, 40)
	l, g := m.list(), m.layout
	l.page.First, l.page.Total = 0, len(l.page.Stories)
	l.cursor, l.top = 0, 0
	scrolled := 0
	for range 60 {
		first, end := l.top, l.top+l.seen(g)
		l.step(l.cursor+1, g)
		if l.top == first {
			continue
		}
		scrolled++
		if l.top > end || l.span(l.top, l.cursor, g) > g.rows {
			t.Errorf("from %d–%d to %d with the cursor on %d", first, end, l.top, l.cursor)
		}
	}
	if scrolled > 12 {
		t.Errorf("60 steps scroll %d times", scrolled)
	}
	for l.cursor > 0 {
		first := l.top
		l.step(l.cursor-1, g)
		if l.top > l.cursor || l.top < first && l.span(l.top, first, g) < 6 {
			t.Errorf("back from %d to %d with the cursor on %d", first, l.top, l.cursor)
		}
	}
}

// A view that the configuration loses while it is shown leaves its words, where they can be seen and dropped.
func TestLostView(t *testing.T) {
	var d *testDesk
	inSession(t, 120, 40, func(o *Options) {
		d = &testDesk{opt: o}
		o.Desk, o.Views = d, []View{{"Shaking", "earthquake OR quake"}, {"Other", "storm"}}
	}, func(t *testing.T, s *session) {
		s.Keys("tab", "tab", "tab", "tab")
		s.Has("[Shaking")
		d.opt.Views = d.opt.Views[1:]
		s.Keys("t")
		s.Type("Other")
		s.Keys("delete")
		s.Wait(time.Second)
		s.Has("[Latest]", "/earthquake OR quake ✕")
	})
}

// Enter alone keeps a view under the name that is proposed; where a line is short, the room is named beside what narrows it.
func TestViewOfTheProposedName(t *testing.T) {
	var d *testDesk
	inSession(t, 40, 10, func(o *Options) { d = &testDesk{opt: o}; o.Desk = d }, func(t *testing.T, s *session) {
		s.Keys("3")
		s.Wait(time.Second)
		s.Has("[Front]", "Economy ✕")
		s.Keys("=", "enter")
		s.Wait(time.Second)
		if n := len(d.opt.Views); n == 0 || d.opt.Views[n-1] != (View{"Economy", `topic:"Economy"`}) {
			t.Errorf("kept %v", d.opt.Views)
		}
	})
}

// A key that means nothing where it is pressed says where it does.
func TestKeyOfAnotherRoom(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("e")
		s.Has("e is a key while reading: ")
		s.Keys("E", "s")
		s.Has("s is a key in the list: other order")
		s.Keys("esc", "P")
		s.Has("P is a key over the stories you follow: ")
	})
}

// The feeds, the mutes and the stories one follows are a key away in every room; back leads to where one was.
func TestRoomsFromEverywhere(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("enter", "E")
		s.Has("‹ Story [Feeds")
		s.Keys("E", "F")
		s.Has("[Stories you follow]")
		s.Keys("X")
		s.Has("[Mutes]")
		s.Keys("esc", "esc")
		s.Has("‹ Story [Feeds")
		s.Keys("esc")
		s.Has("page", "next story")
	})
}
