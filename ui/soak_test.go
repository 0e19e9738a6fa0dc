package ui

import (
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"dateline/internal/newstest"
	"dateline/store"
)

// Whatever is pressed, clicked, pasted and resized: nothing breaks, and the screen has exactly the size of the terminal. The keys are
// random but the same every time; DATELINE_SOAK is another number of them, DATELINE_SEED another sequence.
func TestSoak(t *testing.T) {
	steps := number64(t, "DATELINE_SOAK", 1500)
	seed := number64(t, "DATELINE_SEED", 1)
	inSession(t, 100, 30, func(o *Options) {
		o.Mouse, o.Prefetch, o.Refresh = true, true, time.Hour
		o.Export = func(store.Body) (string, error) { return "x.md", nil }
	}, func(t *testing.T, s *session) {
		k := &soak{Rand: rand.New(rand.NewPCG(uint64(seed), 7)), width: 100, height: 30}
		for i := range steps {
			did := k.step(s)
			if wrong := sized(s.View().Content, k.width, k.height); wrong != "" {
				t.Fatalf("step %d, %s: %s:\n%s", i, did, wrong, s.Text())
			}
		}
		s.Wait(time.Minute)
		t.Logf("%d steps", steps)
	})
}

func number64(t *testing.T, name string, usual int) int {
	t.Helper()
	v := os.Getenv(name)
	if v == "" {
		return usual
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// sized says what is wrong with the size of a screen.
func sized(screen string, width, height int) string {
	lines := strings.Split(screen, "\n")
	if len(lines) != height {
		return strconv.Itoa(len(lines)) + " lines of " + strconv.Itoa(height)
	}
	for i, l := range lines {
		if w := ansi.StringWidth(l); w > width {
			return "line " + strconv.Itoa(i) + " has " + strconv.Itoa(w) + " columns of " + strconv.Itoa(width)
		}
	}
	return ""
}

// soak is somebody who presses anything.
type soak struct {
	*rand.Rand
	width, height int
}

// keys are all keys that mean something somewhere, and some that do not.
func (k *soak) key() string {
	if k.IntN(4) == 0 {
		return string(rune('!' + k.IntN('~'-'!'+1)))
	}
	b := bindings[k.IntN(len(bindings))]
	if len(b.keys) == 0 || b.action == quit {
		return pick(k.IntN(2) == 0, "enter", "esc")
	}
	return b.keys[k.IntN(len(b.keys))]
}

// step does one thing and says what.
func (k *soak) step(s *session) string {
	switch n := k.IntN(100); {
	case n < 4:
		sizes := [][2]int{{40, 10}, {80, 24}, {120, 40}, {200, 50}, {24, 5}, {20, 4}, {1, 1}, {500, 200}, {1 + k.IntN(220), 1 + k.IntN(60)}}
		z := sizes[k.IntN(len(sizes))]
		k.width, k.height = z[0], z[1]
		s.Resize(k.width, k.height)
		return "resized to " + strconv.Itoa(k.width) + "x" + strconv.Itoa(k.height)
	case n < 8:
		m := tea.Mouse{Button: tea.MouseLeft, X: k.IntN(k.width + 1), Y: k.IntN(k.height + 1)}
		s.Send(tea.MouseClickMsg(m))
		return "clicked at " + m.String()
	case n < 10:
		s.Send(tea.MouseWheelMsg{Button: pick(k.IntN(2) == 0, tea.MouseWheelUp, tea.MouseWheelDown), X: k.IntN(k.width), Y: k.IntN(k.height)})
		return "turned the wheel"
	case n < 12:
		text := []string{"topic:", "storm \"", "日本語 🇪🇺 👨‍👩‍👧 قال", "\x1b[31m\r\n\x00", strings.Repeat("x", 500)}[k.IntN(5)]
		s.Send(tea.PasteMsg{Content: text})
		return "pasted " + strconv.Quote(text)
	case n < 13:
		s.Send(tea.BackgroundColorMsg{Color: lipgloss.Color([]string{"#000000", "#ffffff", "#002b36"}[k.IntN(3)])})
		s.Send(tea.ColorProfileMsg{Profile: []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor}[k.IntN(4)]})
		return "changed the terminal"
	case n < 14:
		s.Send(tea.BlurMsg{})
		s.Send(tea.FocusMsg{})
		return "looked away"
	case n < 20:
		d := time.Duration(k.IntN(5000)) * time.Millisecond
		s.Wait(d)
		return "waited " + d.String()
	}
	key := k.key()
	s.Send(newstest.Key(key))
	return "pressed " + key
}
