// Package newstest is test furniture: golden files, and a driver that runs a Bubble Tea model on the fake clock of a testing/synctest
// bubble, so that a whole reader with its store and its network can be led through a session and looked at, the same every time.
package newstest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Golden compares got with testdata/NAME of the package under test; with -update it writes the file.
func Golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", filepath.FromSlash(name))
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (run the test with -update to make it)", err)
	}
	if string(want) != got {
		t.Errorf("%s differs (-update rewrites it):\n%s", file, difference(string(want), got))
	}
}

// difference shows the lines in which two texts differ.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	var b strings.Builder
	for i := range max(len(w), len(g)) {
		var was, is string
		if i < len(w) {
			was = w[i]
		}
		if i < len(g) {
			is = g[i]
		}
		if was != is {
			b.WriteString("- " + was + "\n+ " + is + "\n")
		}
	}
	return b.String()
}

// Screen is a model on a terminal of a given size. It has to be used inside a synctest bubble.
type Screen struct {
	t     *testing.T
	model tea.Model
	msgs  chan tea.Msg
	quit  bool
}

// Start shows a model on a terminal of the given size and lets it do all it can at once.
func Start(t *testing.T, m tea.Model, width, height int) *Screen {
	s := &Screen{t: t, model: m, msgs: make(chan tea.Msg, 1024)}
	s.send(tea.WindowSizeMsg{Width: width, Height: height})
	s.run(m.Init())
	s.settle()
	return s
}

// run starts a command; its answer is taken by settle. Commands that print, ask the terminal or copy do nothing here.
func (s *Screen) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() { s.msgs <- cmd() }()
}

func (s *Screen) send(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
		return
	case tea.BatchMsg:
		for _, cmd := range msg {
			s.run(cmd)
		}
		return
	case tea.QuitMsg:
		s.quit = true
		return
	}
	var cmd tea.Cmd
	s.model, cmd = s.model.Update(msg)
	s.run(cmd)
}

// settle takes answers until every goroutine waits for time to pass.
func (s *Screen) settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-s.msgs:
			s.send(msg)
		default:
			return
		}
	}
}

// Wait lets time pass.
func (s *Screen) Wait(d time.Duration) {
	for end := time.Now().Add(d); ; {
		s.settle()
		left := time.Until(end)
		if left <= 0 {
			return
		}
		select {
		case msg := <-s.msgs:
			s.send(msg)
		case <-time.After(left):
		}
	}
}

// Stop takes no more answers and waits for every timer to run out, so that a bubble can end.
func (s *Screen) Stop() {
	time.Sleep(10 * time.Minute)
	synctest.Wait()
}

// Keys presses keys by their names, such as "j", "enter", "ctrl+d", and lets the model act on each.
func (s *Screen) Keys(keys ...string) {
	for _, k := range keys {
		s.send(Key(k))
		s.settle()
	}
}

// Type types a text letter by letter.
func (s *Screen) Type(text string) {
	for _, r := range text {
		s.Keys(string(r))
	}
}

// Send hands the model any other message.
func (s *Screen) Send(msg tea.Msg) {
	s.send(msg)
	s.settle()
}

// Resize changes the size of the terminal.
func (s *Screen) Resize(width, height int) { s.Send(tea.WindowSizeMsg{Width: width, Height: height}) }

// Left reports that the program was quit.
func (s *Screen) Left() bool { return s.quit }

// View is what the terminal shows, with its styles.
func (s *Screen) View() tea.View { return s.model.View() }

// Text is what the terminal shows, without styles and trailing spaces, every line ended.
func (s *Screen) Text() string {
	lines := strings.Split(ansi.Strip(s.View().Content), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// Has fails the test when the screen does not show a text.
func (s *Screen) Has(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		if !strings.Contains(s.Text(), text) {
			s.t.Errorf("%q is not on the screen:\n%s", text, s.Text())
		}
	}
}

// Lacks fails the test when the screen shows a text.
func (s *Screen) Lacks(texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		if strings.Contains(s.Text(), text) {
			s.t.Errorf("%q is on the screen:\n%s", text, s.Text())
		}
	}
}

// Key is the message of a key by its name.
func Key(name string) tea.KeyPressMsg {
	var k tea.Key
	rest := name
	for _, mod := range []struct {
		prefix string
		mod    tea.KeyMod
	}{{"ctrl+", tea.ModCtrl}, {"alt+", tea.ModAlt}, {"shift+", tea.ModShift}} {
		if after, ok := strings.CutPrefix(rest, mod.prefix); ok && after != "" {
			rest, k.Mod = after, k.Mod|mod.mod
		}
	}
	named := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace, "backspace": tea.KeyBackspace,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "f1": tea.KeyF1,
	}
	if code, ok := named[rest]; ok {
		k.Code = code
		if rest == "space" {
			k.Text = " "
		}
		return tea.KeyPressMsg(k)
	}
	k.Code = []rune(rest)[0]
	if k.Mod == 0 {
		k.Text = rest
	}
	return tea.KeyPressMsg(k)
}
