package ui

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"dateline/feeds"
	"dateline/internal/newsroom"
	"dateline/internal/newstest"
	"dateline/store"
)

// inBubble makes a reader over the newsroom, with a copy of a store (nil: an empty one), in a synctest bubble.
func inBubble(t *testing.T, file []byte, change func(*Options), run func(t *testing.T, o Options)) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "store.db")
	if file != nil {
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(opening))
		now := func() time.Time { return time.Now().UTC() }
		n := newsroom.New(now)
		if file != nil {
			time.Sleep(time.Minute)
		}
		db, err := store.Open(t.Context(), path, store.Options{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		o := Options{DB: db, Topics: testTopics, Now: now, Theme: "dark", Browse: func(context.Context, string) error { return nil }}
		o.Fetcher = &feeds.Fetcher{Client: feeds.NewClient(feeds.ClientOptions{Transport: n.Transport()}), Now: now}
		for _, src := range n.Sources() {
			o.Sources = append(o.Sources, feeds.Source{URL: src.URL, Name: src.Name})
		}
		if change != nil {
			change(&o)
		}
		run(t, o)
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		time.Sleep(10 * time.Minute)
	})
}

// tty is the whole program on a terminal that is only thought of: what it writes is drawn by an emulator.
type tty struct {
	t       *testing.T
	m       *Model
	program *tea.Program
	in      *io.PipeWriter
	done    chan error

	mu    sync.Mutex
	emu   *vt.Emulator
	wrote int             // bytes
	drew  strings.Builder // what was said of pictures
}

func (s *tty) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wrote += len(p)
	for _, part := range bytes.SplitAfter(p, []byte("\x1b\\")) {
		if at := bytes.Index(part, []byte("\x1b_G")); at >= 0 {
			s.drew.Write(part[at:])
		}
	}
	_, err := s.emu.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))) // as a terminal's driver does
	return len(p), err
}

// onTerminal runs the program on a terminal.
func onTerminal(t *testing.T, file []byte, width, height int, change func(*Options), test func(s *tty)) {
	t.Helper()
	inBubble(t, file, change, func(t *testing.T, o Options) {
		in, typed := io.Pipe()
		s := &tty{t: t, m: New(t.Context(), o), in: typed, done: make(chan error, 1), emu: vt.NewEmulator(width, height)}
		go func() { _, _ = io.Copy(io.Discard, s.emu) }() // what the terminal answers
		s.program = tea.NewProgram(
			s.m, tea.WithInput(in), tea.WithOutput(s), tea.WithWindowSize(width, height), tea.WithoutSignalHandler(),
			tea.WithColorProfile(colorprofile.TrueColor), tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithFilter(s.suspending),
		)
		go func() {
			_, err := s.program.Run()
			s.done <- err
		}()
		s.wait(time.Second)
		test(s)
		s.program.Quit()
		if err := <-s.done; err != nil {
			t.Error(err)
		}
		_ = typed.Close()
		_ = s.emu.Close()
		s.m.close()
	})
}

// suspending does what the program does when it is sent to the shell and back, without stopping this process.
func (s *tty) suspending(_ tea.Model, msg tea.Msg) tea.Msg {
	if _, ok := msg.(tea.SuspendMsg); !ok {
		return msg
	}
	if err := s.program.ReleaseTerminal(); err != nil {
		s.t.Error(err)
	}
	if strings.Contains(s.text(), "DATELINE") {
		s.t.Errorf("the shell does not get its screen back:\n%s", s.text())
	}
	time.Sleep(time.Second) // one is in the shell for a while
	if err := s.program.RestoreTerminal(); err != nil {
		s.t.Error(err)
	}
	return tea.ResumeMsg{}
}

func (s *tty) wait(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// press types keys as a terminal sends them, and lets the program draw.
func (s *tty) press(keys ...string) {
	for _, k := range keys {
		_, _ = io.WriteString(s.in, k)
		s.wait(200 * time.Millisecond)
	}
}

func (s *tty) resize(width, height int) {
	s.mu.Lock()
	s.emu.Resize(width, height)
	s.mu.Unlock()
	s.program.Send(tea.WindowSizeMsg{Width: width, Height: height})
	s.wait(500 * time.Millisecond)
}

// text is what the terminal shows.
func (s *tty) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return trimmed(s.emu.String())
}

func trimmed(screen string) string {
	lines := strings.Split(strings.ReplaceAll(screen, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// drawn fails the test when the terminal does not show what the program wants to show.
func (s *tty) drawn(when string) {
	s.t.Helper()
	want := trimmed(ansi.Strip(s.m.View().Content))
	if got := s.text(); got != want {
		s.t.Errorf("%s the terminal shows\n%s\nand should\n%s", when, got, want)
	}
}

func (s *tty) has(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		if !strings.Contains(s.text(), text) {
			s.t.Errorf("%q is not on the screen:\n%s", text, s.text())
		}
	}
}

func TestTheProgramStarts(t *testing.T) {
	onTerminal(t, nil, 100, 30, nil, func(s *tty) {
		s.has("DATELINE", "Refreshing 15/16", "●")
		s.drawn("while feeds arrive")
		s.wait(30 * time.Second)
		s.has("180 unread", "3 sources")
		s.drawn("with all feeds")
	})
}

func TestStoriesArriveUnderTheCursor(t *testing.T) {
	onTerminal(t, fetchedLibrary(t), 100, 30, nil, func(s *tty) {
		s.press("\t", "j", "j", "j")
		row := func() string {
			_, rest, _ := strings.Cut(s.text(), "▌")
			line, _, _ := strings.Cut(rest, "\n")
			return line[:40]
		}
		before := row()
		s.wait(3 * time.Hour)
		s.press("r")
		s.wait(40 * time.Second)
		s.press("j", "k")
		s.has(". to show")
		if got := row(); got != before {
			t.Errorf("the cursor was on %q, is on %q", before, got)
		}
		s.press(".")
		s.drawn("with the new stories")
		if got := row(); got != before {
			t.Errorf("with the new stories the cursor is on %q, was on %q", got, before)
		}
	})
}

func TestResizingInEveryRoom(t *testing.T) {
	rooms := map[string][]string{
		"front": nil, "latest": {"\t"}, "saved": {"b", "B"}, "reader": {"\r"}, "hidden": {"\r", "H"}, "topics": {"t"}, "search": {"/", "storm"},
		"feeds": {"E"}, "help": {"?"}, "commands": {":"}, "why": {"w"}, "filtered": {"!"},
	}
	for name, keys := range rooms {
		t.Run(name, func(t *testing.T) {
			onTerminal(t, fetchedLibrary(t), 100, 30, nil, func(s *tty) {
				s.press(keys...)
				s.wait(8 * time.Second)
				s.drawn("at first")
				before := s.text()
				for _, z := range append(append([]struct{ width, height int }{}, sizes...), []struct{ width, height int }{{500, 200}, {1, 1}, {20, 4}}...) {
					s.resize(z.width, z.height)
					s.wait(2 * time.Second)
					s.drawn("resized")
				}
				s.resize(100, 30)
				s.wait(2 * time.Second)
				if got := s.text(); got != before {
					t.Errorf("back at its size it shows\n%s\nand showed\n%s", got, before)
				}
			})
		})
	}
}

func TestQuittingDuringARefresh(t *testing.T) {
	onTerminal(t, nil, 100, 30, nil, func(s *tty) {
		s.has("Refreshing")
		s.press("q")
		select {
		case err := <-s.done:
			s.done <- err
		default:
			t.Error("it goes on")
		}
		if strings.Contains(s.text(), "DATELINE") {
			t.Errorf("the screen is left behind:\n%s", s.text())
		}
	})
}

func TestSuspendAndResume(t *testing.T) {
	onTerminal(t, fetchedLibrary(t), 100, 30, nil, func(s *tty) {
		s.press("j", "\r")
		s.wait(2 * time.Second)
		before := s.text()
		s.press("\x1a") // ctrl+z
		s.wait(3 * time.Second)
		s.drawn("back from the shell")
		if got := s.text(); got != before {
			t.Errorf("back from the shell it shows\n%s\nand showed\n%s", got, before)
		}
		s.press("\x1b")
		s.drawn("after a key")
	})
}

// One can go to the shell from wherever one is.
func TestSuspendOverAnything(t *testing.T) {
	inSession(t, 100, 30, nil, func(t *testing.T, s *session) {
		for _, over := range []string{"", "t", ":", "x", "?", "/", "c", "w", "E", "F", "X", "d", "#", "enter"} {
			if over != "" {
				s.Keys(over)
			}
			before := s.Text()
			cmd := s.m.key(newstest.Key("ctrl+z"))
			if cmd == nil {
				t.Errorf("over %q nothing happens", over)
			} else if _, ok := cmd().(tea.SuspendMsg); !ok {
				t.Errorf("over %q something else happens", over)
			}
			if s.Text() != before {
				t.Errorf("over %q the screen changes", over)
			}
			if over != "" {
				s.Keys("esc")
			}
		}
	})
}

func TestUndoOfMarkAll(t *testing.T) {
	onTerminal(t, fetchedLibrary(t), 100, 30, nil, func(s *tty) {
		before := strings.Count(s.text(), "●")
		s.press("A")
		s.has("stories marked read", "u undo")
		if n := strings.Count(s.text(), "●"); n != 0 {
			t.Errorf("%d are unread", n)
		}
		s.press("u")
		s.has("Undone")
		if n := strings.Count(s.text(), "●"); n != before {
			t.Errorf("%d are unread, were %d", n, before)
		}
		s.drawn("after undo")
	})
}

// A key writes little: a terminal over a slow line follows.
func TestAKeyWritesLittle(t *testing.T) {
	for _, c := range []struct {
		width, height int
		keys          []string // before
		pause         time.Duration
		most          int // bytes a j
	}{
		{80, 24, []string{"\t"}, 200 * time.Millisecond, 1280},
		{120, 40, []string{"\t"}, 50 * time.Millisecond, 1280}, // before the text beside the list comes
		{200, 50, []string{"\t"}, 50 * time.Millisecond, 1280},
		{200, 50, []string{"\r"}, 200 * time.Millisecond, 1280},
		{80, 24, []string{"\r"}, 200 * time.Millisecond, 1280},
	} {
		onTerminal(t, fetchedLibrary(t), c.width, c.height, nil, func(s *tty) {
			s.press(c.keys...)
			s.wait(8 * time.Second)
			before := s.wrote
			for range 20 {
				_, _ = io.WriteString(s.in, "j")
				s.wait(c.pause)
			}
			n := (s.wrote - before) / 20
			t.Logf("%dx%d %q: %d bytes a j", c.width, c.height, c.keys, n)
			if n > c.most {
				t.Errorf("%dx%d %q: a j writes %d bytes", c.width, c.height, c.keys, n)
			}
		})
	}
}
