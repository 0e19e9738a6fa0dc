package ui

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/feeds"
	"dateline/internal/newsroom"
	"dateline/store"
)

// secret stands for words of an article that a panic has in its value.
const secret = "the words of an article"

// fragile is a program that breaks where it is told to, a second after it has shown itself.
type fragile struct {
	where string
	now   bool
}

type breakMsg struct{}

func (f *fragile) Init() tea.Cmd {
	return tea.Batch(tea.Tick(time.Second, func(time.Time) tea.Msg { return breakMsg{} }))
}

func (f *fragile) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(breakMsg); !ok {
		return f, nil
	}
	f.now = true
	f.breakIn("update")
	breaks := func() tea.Msg { f.breakIn("command"); return nil }
	return f, tea.Batch(breaks, func() tea.Msg { return nil })
}

func (f *fragile) View() tea.View {
	f.breakIn("view")
	v := tea.NewView("all is well")
	v.AltScreen = true
	return v
}

func (f *fragile) breakIn(where string) {
	if f.now && f.where == where {
		panic(secret)
	}
}

// listening starts the goroutine with which Go hears signals, which must not begin inside a bubble.
func listening(t *testing.T) {
	heard := make(chan os.Signal, 1)
	signal.Notify(heard, syscall.SIGWINCH)
	t.Cleanup(func() { signal.Stop(heard) })
}

// A mistake anywhere ends the program in good order: the terminal is as before, and what is known of it has no word of an article.
func TestCrash(t *testing.T) {
	listening(t)
	for _, where := range []string{"update", "view", "command"} {
		t.Run(where, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				keys, in := io.Pipe()
				defer in.Close()
				var out bytes.Buffer
				err := runCaught(&fragile{where: where}, onPaper(keys, &out)...)
				checkCrash(t, err, where)
				time.Sleep(2 * time.Minute)
				if s := out.String(); !strings.Contains(s, "all is well") || strings.LastIndex(s, "\x1b[?1049l") < strings.LastIndex(s, "\x1b[?1049h") {
					t.Errorf("the terminal was left as %q", s[max(0, len(s)-200):])
				}
				if strings.Contains(out.String(), secret) {
					t.Error("the panic was printed over the screen")
				}
			})
		})
	}
}

// The goroutine that refreshes is caught as well, and the store can be closed after it.
func TestCrashOfRefresh(t *testing.T) {
	listening(t)
	synctest.Test(t, func(t *testing.T) {
		o := firstStart(t)
		o.Fetcher.Now = func() time.Time { panic(secret) }
		keys, in := io.Pipe()
		defer in.Close()
		_, err := Run(t.Context(), o, onPaper(keys, &bytes.Buffer{})...)
		checkCrash(t, err, "refresh")
		if err := o.DB.Close(); err != nil {
			t.Error(err)
		}
		time.Sleep(2 * time.Minute) // timers that were on their way come to their end
	})
}

// A signal to end (the context that main makes of it) leaves the terminal as it was, also in the middle of a refresh.
func TestLeaveBySignal(t *testing.T) {
	listening(t)
	synctest.Test(t, func(t *testing.T) {
		o := firstStart(t)
		ctx, signal := context.WithCancel(t.Context())
		go func() {
			time.Sleep(200 * time.Millisecond)
			signal()
		}()
		keys, in := io.Pipe()
		defer in.Close()
		var out bytes.Buffer
		_, err := Run(ctx, o, onPaper(keys, &out)...)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("left with %v", err)
		}
		if s := out.String(); strings.LastIndex(s, "\x1b[?1049l") < strings.LastIndex(s, "\x1b[?1049h") {
			t.Errorf("the terminal was left as %q", s[max(0, len(s)-200):])
		}
		if err := o.DB.Close(); err != nil {
			t.Error(err)
		}
		time.Sleep(2 * time.Minute)
	})
}

// firstStart is a reader with an empty store over the newsroom.
func firstStart(t *testing.T) Options {
	t.Helper()
	n := newsroom.New(time.Now)
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "store.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	o := Options{DB: db, Fetcher: &feeds.Fetcher{Client: feeds.NewClient(feeds.ClientOptions{Transport: n.Transport()})}}
	for _, s := range n.Sources() {
		o.Sources = append(o.Sources, feeds.Source{URL: s.URL, Name: s.Name})
	}
	return o
}

// onPaper lets a program run without a terminal.
func onPaper(in io.Reader, out io.Writer) []tea.ProgramOption {
	return []tea.ProgramOption{tea.WithInput(in), tea.WithOutput(out), tea.WithWindowSize(80, 24), tea.WithoutSignals(), tea.WithEnvironment([]string{"TERM=xterm-256color"})}
}

func checkCrash(t *testing.T, err error, where string) {
	t.Helper()
	var crash *Crash
	if !errors.As(err, &crash) || crash.Where != where {
		t.Fatalf("left with %v", err)
	}
	if strings.Contains(crash.What+crash.Stack+crash.Error(), secret) {
		t.Errorf("the report has %q", secret)
	}
	if !strings.Contains(crash.Stack, "dateline/ui.") {
		t.Errorf("the report does not say where:\n%s", crash.Stack)
	}
}
