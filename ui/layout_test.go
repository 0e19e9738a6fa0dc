package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

func TestCut(t *testing.T) {
	for _, c := range []struct {
		what, in string
		width    int
		want     string
	}{
		{"what fits stays", "Storm shuts ports", 17, "Storm shuts ports"},
		{"cut between words", "Storm shuts ports along the coast", 20, "Storm shuts ports…"},
		{"cut at the very end of a word", "Storm shuts ports along", 18, "Storm shuts ports…"},
		{"cut inside a word too long to drop", "Donaudampfschifffahrtsgesellschaft sinkt", 12, "Donaudampfs…"},
		{"no comma before the ellipsis", "Storms, floods, fires and more", 16, "Storms, floods…"},
		{"wide characters count twice", "東京で大雨", 7, "東京で…"},
		{"a family is one character", "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 5, "👨‍👩‍👧👨‍👩‍👧…"},
		{"no room", "Storm", 0, ""},
	} {
		if got := cut(c.in, c.width); got != c.want {
			t.Errorf("%s: cut(%q, %d) = %q, want %q", c.what, c.in, c.width, got, c.want)
		}
	}
}

func TestTwoLines(t *testing.T) {
	first, second := twoLines("Storm shuts ports along the coast and leaves two million without power", 30)
	if first != "Storm shuts ports along the" || second != "coast and leaves two million…" {
		t.Errorf("got %q and %q", first, second)
	}
	if _, second := twoLines("Short", 30); second != "" {
		t.Errorf("a short headline got a second line %q", second)
	}
}

func TestAge(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 41, 0, 0, time.UTC)
	for ago, want := range map[time.Duration]string{
		-time.Hour: "now", 20 * time.Second: "now", 14 * time.Minute: "14 min", 90 * time.Minute: "1 h", 30 * time.Hour: "1 d",
		6*24*time.Hour + 23*time.Hour: "6 d", 10 * 24 * time.Hour: "13 Nov", 400 * 24 * time.Hour: "19 Oct 2025",
	} {
		if got := Age(now, now.Add(-ago)); got != want {
			t.Errorf("age of %v = %q, want %q", ago, got, want)
		}
	}
	if got := Age(now, time.Time{}); got != "" {
		t.Errorf("age of an unknown time = %q", got)
	}
}

func TestOverlayKeepsTheLinesAsWideAsTheyWere(t *testing.T) {
	line := "\x1b[31m" + strings.Repeat("界", 10) + "\x1b[m"
	screen := []string{line, line, line}
	overlay(screen, []string{"┌──┐", "└──┘"}, 5, 1)
	if w := ansi.StringWidth(screen[1]); w < 19 || w > 20 {
		t.Errorf("line is %d columns wide: %q", w, ansi.Strip(screen[1]))
	}
	if screen[0] != line {
		t.Error("a line that the box does not touch has changed")
	}
	if got := ansi.Strip(screen[1]); !strings.HasPrefix(got, "界界 ┌──┐") {
		t.Errorf("got %q", got)
	}
}
