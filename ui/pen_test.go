package ui

import (
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestPenWritesWhatItsStyleDoes(t *testing.T) {
	red := lipgloss.NewStyle().Foreground(lipgloss.Color("#ff0000"))
	for name, s := range map[string]lipgloss.Style{
		"none": lipgloss.NewStyle(), "red": red, "bold": red.Bold(true), "on red": lipgloss.NewStyle().Background(lipgloss.Color("1")),
	} {
		for _, words := range []string{" ", "Boats", "two words ", "日本語 🇪🇺", "a\tb", "two\nlines", "x\r\ny"} {
			if got, want := newPen(s).Render(words), s.Render(words); got != want {
				t.Errorf("%s, %q: %q, not %q", name, words, got, want)
			}
		}
		if got := newPen(s).Render(""); ansi.StringWidth(got) != 0 {
			t.Errorf("%s: nothing is written as %q", name, got)
		}
	}
}

// A line under or through words leaves what belongs together together.
func TestPenLinesKeepClusters(t *testing.T) {
	for name, s := range map[string]lipgloss.Style{"underlined": lipgloss.NewStyle().Bold(true).Underline(true), "crossed out": lipgloss.NewStyle().Strikethrough(true)} {
		got := newPen(s).Render("two 👨‍👩‍👧 🇪🇺")
		if !strings.Contains(got, "two 👨‍👩‍👧 🇪🇺") || ansi.StringWidth(got) != 9 || got == ansi.Strip(got) {
			t.Errorf("%s: %q", name, got)
		}
	}
}
