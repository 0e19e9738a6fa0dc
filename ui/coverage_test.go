package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"dateline/internal/newstest"
	"dateline/store"
)

func TestGoldenCoverage(t *testing.T) {
	for _, z := range sizes {
		t.Run(fmt.Sprintf("%dx%d", z.width, z.height), func(t *testing.T) {
			inSession(t, z.width, z.height, nil, func(t *testing.T, s *session) {
				s.Keys("j", "c")
				s.Wait(time.Second)
				fits(t, s.View(), z.width, z.height)
				newstest.Golden(t, fmt.Sprintf("coverage-%dx%d.txt", z.width, z.height), s.Text())
			})
		})
	}
}

// Reports are read one by one out of the room, and back leads to it and then to where it was opened.
func TestCoverageReads(t *testing.T) {
	inSession(t, 80, 30, nil, func(t *testing.T, s *session) {
		s.Keys("j", "c")
		s.Has("‹ Front page [Coverage · 4 reports]", "only here: ")
		s.Keys("j", "enter")
		s.Wait(time.Second)
		s.Has("also: 3 other sources (c)")
		s.Keys("J")
		s.Wait(time.Second)
		s.Keys("esc")
		s.Has("[Coverage")
		s.Keys("u", "A")
		s.Wait(time.Second)
		s.Has("Marked read: ")
		s.Keys("esc")
		s.Has("[Front page]")
		s.Keys("k", "enter", "c", "esc")
		s.Has("The Rift Courier")
		s.Lacks("[Coverage")
		s.Keys("esc")
		s.Has("[Front page]")
	})
}

func TestRunsAreMarkedByShape(t *testing.T) {
	runs := []store.Run{{Text: "The toll rose to "}, {Text: "41 people", Op: store.Removed}, {Text: "43", Op: store.Added}, {Text: ", officials said."}}
	got := unstyled(runLines(newTheme(true), runs, 24))
	if want := "The toll rose to −41\npeople− +43+ , officials\nsaid."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// What changed in a story that the newsroom corrects while the reader is open.
func TestChanges(t *testing.T) {
	inSession(t, 100, 30, func(o *Options) { o.Refresh = 10 * time.Minute }, func(t *testing.T, s *session) {
		s.Keys("d")
		s.Has("[What changed]", "Nothing that matters has changed")
		s.Keys("d")
		s.Lacks("[What changed]")
		s.Keys("/")
		s.Type("live marenia")
		s.Keys("enter", "enter")
		s.Wait(time.Minute)
		s.Keys("esc")
		s.Wait(6 * time.Hour)
		s.Keys("enter", "R")
		s.Wait(time.Minute)
		s.Keys("d")
		s.Wait(time.Second)
		s.Has("[What changed]", "+came+ −went−")
		s.Lacks("Nothing that matters")
	})
}

func TestMuteHidesAndLifts(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("j", "x")
		s.Has("╭ Mute", "this story", "topic Diplomacy", "outlet The Meridian Post", "[1 day]")
		s.Keys("tab", "tab", "tab")
		s.Has("[for ever]")
		s.Keys("enter")
		s.Wait(time.Second)
		s.Has("Muted: one story", "u undo")
		s.Lacks("Kestoria signals")
		s.Keys("G")
		s.Has("4 hidden by mutes: X")
		s.Keys("X")
		s.Has("Mutes · 1", "for ever", "4 in all")
		s.Keys("enter")
		s.Has("is:muted", "Kestoria signals")
		s.Keys("u")
		s.Wait(time.Second)
		s.Keys("esc", "esc")
		s.Has("[Front page]", "Kestoria signals")
	})
}

func TestMuteOfWordsUntilADay(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("x")
		s.Type("quake OR earthquake")
		s.Has("all that has quake OR earthquake")
		s.Keys("tab", "tab", "enter")
		s.Has("Mute until", "2026-12-23")
		s.Keys("ctrl+u")
		s.Type("2026-11-01")
		s.Has("2026-11-01 is over")
		s.Keys("ctrl+u")
		s.Type("2026-11-30")
		s.Keys("enter")
		s.Wait(time.Second)
		s.Has("Muted: quake OR earthquake")
		s.Lacks("Magnitude 7.4")
		s.Keys("X")
		s.Has("until Tue 1 Dec 2026, 00:00")
		s.Keys("D")
		s.Wait(time.Second)
		s.Has("Mute lifted", "Nothing is muted")
	})
}

func TestTagsAndNotesShowInSaved(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		s.Keys("j", "#")
		s.Has("Tags ")
		s.Type("peace, to read")
		s.Keys("enter")
		s.Wait(time.Second)
		s.Has("Tags kept")
		s.Keys("j", "#")
		s.Type("pe")
		s.Has("tab peace")
		s.Keys("tab", "enter")
		s.Wait(time.Second)
		s.Keys("B")
		s.Has("Saved 2", "#peace  #to read")
		other, err := store.Open(context.Background(), s.opt.DB.Path(), store.Options{Now: s.opt.Now})
		if err != nil {
			t.Fatal(err)
		}
		_, err = other.SetNote(context.Background(), newest(t, s), "Compare with the treaty.")
		if err = errors.Join(err, other.Close()); err != nil {
			t.Fatal(err)
		}
		s.Wait(5 * time.Second) // another program's change is seen by itself
		s.Keys("g")
		s.Has("¶")
	})
}

// newest is the story that was saved last.
func newest(t *testing.T, s *session) store.ID {
	t.Helper()
	p, err := s.opt.DB.Page(context.Background(), store.Query{Room: store.Saved}, 0, 1)
	if err != nil || len(p.Stories) == 0 {
		t.Fatal(err)
	}
	return p.Stories[0].ID
}

func TestTellingWords(t *testing.T) {
	for title, want := range map[string]string{
		"North Sea storm closes ports": "[North Sea North Sea storm closes ports]",
		"A scale that can weigh":       "[scale weigh]",
		"EU's new rules for AI":        "[rules]",
	} {
		if got := fmt.Sprint(tellingWords(title, 8)); got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
}

func TestGoldenSheets(t *testing.T) {
	for _, z := range sizes {
		t.Run(fmt.Sprintf("%dx%d", z.width, z.height), func(t *testing.T) {
			inSession(t, z.width, z.height, nil, func(t *testing.T, s *session) {
				golden := func(name string) {
					s.Wait(10 * time.Second)
					fits(t, s.View(), z.width, z.height)
					newstest.Golden(t, fmt.Sprintf("%s-%dx%d.txt", name, z.width, z.height), s.Text())
				}
				s.Keys("X")
				golden("mutes-none")
				s.Keys("esc", "j", "x")
				golden("mute")
				s.Keys("down", "enter", "x")
				s.Type("storm")
				s.Keys("tab", "enter", "X")
				golden("mutes")
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
		})
	}
}

// A note is handed to the editor in a file for its owner only, kept when the editor is left, and the file is gone.
func TestNoteByEditor(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		m := New(t.Context(), s.opt)
		story, err := s.opt.DB.Page(t.Context(), store.Query{Room: store.Latest}, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		ready, ok := m.world.noteFile(story.Stories[0].ID)().(noteFileMsg)
		if !ok || ready.err != nil {
			t.Fatal(ready.err)
		}
		if info, err := os.Stat(ready.file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info, err)
		}
		if err := os.WriteFile(ready.file, []byte("Ask the harbour master.\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if act, ok := m.gotNoted(notedMsg{noteFileMsg: ready})().(actMsg); !ok || act.err != nil || act.act.Kind != "noted" {
			t.Errorf("%+v", act)
		}
		body, err := s.opt.DB.Body(t.Context(), ready.id)
		if err != nil || body.Note != "Ask the harbour master." || !body.Story.Saved {
			t.Errorf("note %q, saved %v, %v", body.Note, body.Story.Saved, err)
		}
		if _, err := os.Stat(ready.file); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the file is still there: %v", err)
		}
	})
}
