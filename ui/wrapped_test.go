package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestWrapped(t *testing.T) {
	for _, s := range []string{"0000| 00000 -", "abcd efghijk - l", "Storm shuts ports - The Meridian Post", "a -b -- c - d", "ein Wort-Paar - und mehr"} {
		for width := 6; width < 20; width++ {
			lines := wrapped(s, width)
			for _, l := range lines {
				if w := ansi.StringWidth(l); w > width {
					t.Errorf("%q is %d columns wide, not %d", l, w, width)
				}
			}
			if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != strings.ReplaceAll(s, " ", "") {
				t.Errorf("%q became %q", s, lines)
			}
		}
	}
}
