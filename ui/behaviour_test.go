package ui

import (
	"context"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/store"

	tea "charm.land/bubbletea/v2"
)

// first is the headline under the cursor.
func (s *session) first(t *testing.T) string {
	t.Helper()
	for _, line := range strings.Split(s.Text(), "\n") {
		if at := strings.LastIndex(line, "│▌"); at >= 0 { // the topics stand at the left
			line = line[at+len("│"):]
		}
		if rest, ok := strings.CutPrefix(line, "▌"); ok {
			rest, _, _ = strings.Cut(rest, "│")
			title, _, _ := strings.Cut(strings.TrimLeft(rest, "● "), "   ") // the number of its sources may follow
			return strings.TrimSpace(title)
		}
	}
	t.Fatalf("no story is selected:\n%s", s.Text())
	return ""
}

func saved(t *testing.T, s *session) []store.Story {
	t.Helper()
	p, err := s.opt.DB.Page(context.Background(), store.Query{Room: store.Saved}, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	return p.Stories
}

func TestBookmarksAreKeptAndUndone(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("j", "j", "b")
		s.Has("★", "Bookmarked", "u undo", "Saved 1")
		title := s.first(t)
		s.Keys("B")
		s.Has("[Saved 1]", title)
		if got := saved(t, s); len(got) != 1 || !strings.HasPrefix(got[0].Title, title[:20]) {
			t.Errorf("saved: %v", got)
		}
		s.Keys("u")
		s.Has("Nothing saved yet.", "Undone")
		if got := saved(t, s); len(got) != 0 {
			t.Errorf("saved after undo: %v", got)
		}
		s.Keys("ctrl+r")
		s.Has("[Saved 1]", title, "Redone")
		s.Keys("q")
		s.Has("[Front page]")
		if got := s.first(t); got != title {
			t.Errorf("back on the front page the cursor is on %q, not on %q", got, title)
		}
	})
}

func TestReadingMarksAndUnreadFilter(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		title := s.first(t)
		s.Keys("enter")
		s.Has("The Rift Courier · Quillwire", "also: 2 other sources (c)", "esc back")
		s.Keys("esc", "!")
		s.Has("unread ✕")
		s.Lacks(title)
		s.Keys("u")
		s.Has("Undone: marked read")
		s.Has(title)
		s.Keys("backspace")
		s.Lacks("unread ✕")
		s.Keys("A")
		s.Has("stories marked read")
		s.Lacks("●")
		s.Keys("u")
		s.Has("●")
	})
}

func TestAnEventIsOneRow(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		title := s.first(t)
		s.Has("3 sources", "The Rift Courier · Cedar Gate News +1", "180 unread")
		s.Keys("m")
		s.Has("177 unread")
		s.Keys("m")
		s.Has("180 unread", "Marked unread: ", "· 3 reports · u undo")
		s.Keys("enter")
		s.Wait(time.Second)
		s.Has("177 unread", "also: 2 other sources (c)")
		s.Keys("esc", "w")
		s.Has("3 outlets, 3 in the last 3 h, first 07:52")
		s.Keys("esc", "tab", "/")
		s.Type("reporters minutes -tram")
		s.Keys("enter")
		s.Wait(time.Second)
		s.Lacks("●", "sources") // all reports of the event, one by one, are read
		s.Has("Cedar Gate News", "The Rift Courier")
		s.Keys("m")
		s.Has("178 unread", "Marked unread: ")
		s.Keys("tab", "tab", "tab") // found on the front page, too, they are reports
		s.Lacks("sources")
		s.Has("●")
		s.Keys("backspace")
		if got := s.first(t); got != title {
			t.Errorf("the cursor is on %q, not on %q", got, title)
		}
		s.Has("3 sources")
		s.Lacks("▌●") // others of the event are still read
		s.Keys("u", "u", "u", "u")
		s.Has("180 unread")
	})
}

func TestReadStoriesStayWhileUnreadOnly(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("!")
		title := s.first(t)
		s.Keys("enter", "esc", "j", "k")
		if got := s.first(t); got != title {
			t.Errorf("the story that was read has gone from under the cursor: %q, want %q", got, title)
		}
	})
}

func TestTopicsByDigit(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("2")
		s.Wait(time.Second)
		s.Has("Disasters ✕", "storm")
		s.Keys("2")
		s.Wait(time.Second)
		s.Lacks("✕")
		s.Keys("3", "t")
		s.Has("Economy ✕", "╭ Topics")
		s.Keys("esc", "0")
		s.Lacks("✕")
		s.Keys("9")
		s.Wait(time.Second)
		s.Has("The config has 5 topics")
	})
}

func TestCountsMoveFurther(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("j", "j", "j")
		third := s.first(t)
		s.Keys("g", "3", "j")
		s.Wait(time.Second)
		if got := s.first(t); got != third {
			t.Errorf("3j went to %q, jjj to %q", got, third)
		}
		s.Lacks("✕")
	})
}

func TestPaletteNarrowsIncludesAndBringsBack(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("t")
		s.Type("eco")
		s.Has("Economy")
		s.Lacks("11 unread")
		s.Keys("+")
		s.Has("+ Economy", "Economy ✕")
		s.Keys("backspace", "backspace", "backspace", "down", "-")
		s.Has("Economy − Disasters ✕")
		s.Keys("esc")
		s.Lacks("✕", "╭ Topics")
		s.Keys("t", "enter")
		s.Has("Diplomacy ✕")
	})
}

func TestSearchAsYouType(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("/")
		s.Type("malaria")
		s.Has("/malaria", "alaria")
		s.Lacks("Orkan")
		s.Keys("enter")
		s.Has("/malaria* ✕", "? help", "alaria")
		s.Keys("/")
		s.Type(" nosuchword")
		s.Has("No story here has:", "Latest has all stories.")
		s.Keys("esc")
		s.Has("/malaria* ✕")
		s.Keys("esc")
		s.Lacks("✕")
		s.Keys("/")
		s.Type("nosuchword")
		s.Keys("enter")
		s.Has("No story here has: nosuchword*", "tab looks through all stories", "backspace ends the search")
	})
}

func TestHalfAWordFindsTheSameAfterEnter(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("/")
		s.Type("mala")
		first := s.first(t)
		s.Keys("enter")
		if got := s.first(t); got != first {
			t.Errorf("typed: %q, after enter: %q", first, got)
		}
		s.Keys("enter", "esc", "/")
		s.Type("storm")
		s.Has("/storm", "found")
	})
}

func TestEventsComeTogetherThoughAKeyWasPressedEarly(t *testing.T) {
	inEmptySession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Wait(time.Second)
		s.Keys("j", "enter")
		s.Wait(20 * time.Second)
		s.Keys("esc")
		s.Wait(time.Second)
		s.Has("3 sources")
	})
}

func TestABadSearchSaysWhatIsWrong(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("/")
		s.Type(`storm "`)
		s.Has("North Sea storm") // the last good result stays while one types
		s.Keys("enter")
		s.Has("quote")
		s.Keys("/", "ctrl+u")
		s.Type("newr:2d")
		s.Keys("enter")
		s.Has("newr", "newer")
	})
}

// What would be right is told also where there is little room.
func TestABadSearchSaysWhatIsRight(t *testing.T) {
	for width, want := range map[int]string{
		100: `  "newr:2d" · unknown field newr: · did you mean newer:?`,
		64:  `  unknown field newr: · did you mean newer:?`,
		40:  `  did you mean newer:?`,
	} {
		inSession(t, width, 20, nil, func(t *testing.T, s *session) {
			s.Keys("/")
			s.Type("rivers newr:2d")
			s.Has(want)
		})
	}
}

func TestTheBrowserGetsTheStory(t *testing.T) {
	inSession(t, 100, 30, func(o *Options) { o.Demo = false }, func(t *testing.T, s *session) {
		s.Keys("o", "enter", "o")
		if len(s.opened) != 2 || s.opened[0] != s.opened[1] || !strings.HasPrefix(s.opened[0], "https://") {
			t.Errorf("opened %q", s.opened)
		}
		s.Has("Opened in the browser: ")
	})
}

func TestNewStoriesAreAnnouncedAndTheCursorStays(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("tab", "j", "j", "j")
		title := s.first(t)
		s.Wait(2 * time.Hour) // the newsroom goes on
		s.Keys("r")
		s.Wait(30 * time.Second)
		if got := s.first(t); got != title {
			t.Errorf("after a refresh the cursor is on %q, not on %q", got, title)
		}
		s.Keys("j", "k")
		s.Has("new", ". to show")
		s.Keys(".")
		if got := s.first(t); got != title {
			t.Errorf("with the new stories the cursor is on %q, not on %q", got, title)
		}
		s.Lacks(". to show")
	})
}

func TestSpaceReadsOnToTheNextUnread(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		before := s.first(t)
		s.Keys("enter", "G", "space")
		s.Wait(time.Second)
		s.Has("esc back")
		s.Keys("esc")
		if got := s.first(t); got == before {
			t.Errorf("still on %q", got)
		}
		s.Has("173 unread") // an event of three reports and one of four
	})
}

func TestStoriesAppearAsFeedsArrive(t *testing.T) {
	inEmptySession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Wait(time.Second) // the slow feed takes three
		s.Has("●", "Refreshing 15/16")
		s.Wait(time.Second)
		s.Has("3 sources", "Refreshing 15/16") // what the others told together waits for no slow one
		s.Wait(10 * time.Second)
		s.Lacks("Refreshing")
	})
}

func TestEmptyStoreWithoutNetworkOffersTheDemo(t *testing.T) {
	inEmptySession(t, 80, 24, func(o *Options) {
		o.Demo = false
		o.Fetcher = &feeds.Fetcher{Client: &http.Client{Transport: unreachable{}}, Now: o.Now}
	}, func(t *testing.T, s *session) {
		s.Wait(10 * time.Second)
		s.Has("No feed could be reached.", "Is there a network?", "D demo newsroom")
		s.Keys("E")
		s.Wait(time.Second)
		s.Has("no network")
		s.Lacks("well")
		s.Keys("esc")
		s.Keys("D")
		if !s.Left() {
			t.Error("D did not leave for the demo")
		}
	})
}

// unreachable is a network without a cable.
type unreachable struct{}

func (unreachable) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ENETUNREACH}
}

func TestResizingKeepsThePlace(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("j", "j", "j", "j", "j", "j", "j", "j", "j")
		title := s.first(t)
		for _, z := range sizes {
			s.Resize(z.width, z.height)
			s.Wait(time.Second)
			fits(t, s.View(), z.width, z.height)
			if got := s.first(t); got[:12] != title[:12] {
				t.Errorf("at %dx%d the cursor is on %q, not on %q", z.width, z.height, got, title)
			}
		}
		s.Resize(20, 4)
		s.Has("Window too small")
		s.Resize(1, 1)
		s.Resize(100, 30)
		if got := s.first(t); got != title {
			t.Errorf("the cursor is on %q, not on %q", got, title)
		}
	})
}

func TestTheFrontPageEnds(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("G")
		s.Wait(time.Second)
		s.Has("That's the news. You are caught up.")
		if n := strings.Count(s.Text(), "●"); n < 8 {
			t.Errorf("%d stories are on the screen with the end of the page:\n%s", n, s.Text())
		}
	})
}

func TestLeaving(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("enter", "q", "tab", "q")
		if s.Left() {
			t.Error("q left the program from the second room")
		}
		s.Keys("q")
		if !s.Left() {
			t.Error("q on the front page did not leave")
		}
	})
}

func TestABookmarkKeepsTheText(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("/")
		s.Type(`source:"The Meridian Post" title:kestoria`) // its feed has summaries
		s.Keys("enter", "b")
		s.Wait(10 * time.Second)
		got := saved(t, s)
		if len(got) != 1 {
			t.Fatalf("saved: %v", got)
		}
		b, err := s.opt.DB.Body(context.Background(), got[0].ID)
		if err != nil || b.Article == nil || !strings.Contains(b.Article.Text, "European governments are preparing a force") {
			t.Errorf("the text of what was saved is not kept: %v, %+v", err, b.Article)
		}
	})
}

func TestAnArticleReopensWhereItWasLeft(t *testing.T) {
	inSession(t, 60, 20, nil, func(t *testing.T, s *session) {
		s.Keys("enter")
		s.Wait(2 * time.Second)
		s.Keys("space", "j", "j", "j")
		_, left, _ := strings.Cut(s.Text(), "\n") // the first line counts what is unread
		s.Keys("esc", "j", "enter")
		s.Wait(2 * time.Second)
		s.Keys("esc", "k", "enter")
		s.Wait(2 * time.Second)
		if _, got, _ := strings.Cut(s.Text(), "\n"); got != left {
			t.Errorf("reopened at\n%s\nleft at\n%s", got, left)
		}
	})
}

func TestTheEndOfAListIsAFullScreen(t *testing.T) {
	inSession(t, 80, 24, nil, func(t *testing.T, s *session) {
		s.Keys("tab", "G")
		s.Wait(time.Second)
		blank := 0
		for _, line := range strings.Split(s.Text(), "\n")[3:22] {
			if line == "" {
				blank++
			}
		}
		if blank > 2 {
			t.Errorf("%d lines are empty:\n%s", blank, s.Text())
		}
	})
}

func TestEscDropsACountFirst(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("tab", "1", "2")
		s.Has(" 12 …")
		s.Keys("esc")
		s.Has("[Latest]")
		s.Lacks(" 12 …")
		s.Keys("1", "0")
		s.Wait(3 * time.Second)
		s.Lacks(" 10 …", "✕")
		s.Keys("enter", "5")
		s.Has(" 5 …")
		s.Wait(3 * time.Second)
		s.Lacks(" 5 …")
	})
}

func TestAPasteChoosesTheFirstMatch(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("t", "down", "down", "down", "down")
		s.Send(tea.PasteMsg{Content: "eco"})
		s.Keys("enter")
		s.Has("Economy ✕")
	})
}

func TestOneDeadFeedIsNoLostNetwork(t *testing.T) {
	inSession(t, 100, 30, func(o *Options) {
		o.Sources = append([]feeds.Source{{URL: "https://nowhere.example/feed", Name: "Nowhere"}}, o.Sources...)
	}, func(t *testing.T, s *session) {
		s.Keys("r")
		s.Wait(30 * time.Second)
		s.Lacks("network")
		s.Keys("E")
		s.Has("! Nowhere", "no such host")
	})
}

func TestStoriesFarAwayAreOpened(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("tab", "A", "G", "m", "g")
		s.Keys("enter")
		s.Wait(time.Second)
		s.Keys("n")
		s.Wait(time.Second)
		s.Has("esc back", " 0 unread")
	})
}
