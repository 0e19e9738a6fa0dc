package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestColumnKeepsItsRowOnTheScreen(t *testing.T) {
	draw := func(i int, selected bool) []string {
		lines := []string{string(rune('a' + i)), "-"}
		if selected {
			lines[0] = strings.ToUpper(lines[0])
			lines = append(lines, "+", "+")
		}
		return lines
	}
	var c column
	for _, step := range []struct {
		a    action
		want string
	}{
		{none, "A-++b-"}, {down, "a-B-++"}, {down, "b-C-++"}, {up, "B-++c-"}, {bottom, "i-J-++"}, {top, "A-++b-"},
	} {
		c.act(step.a, 1, 10, 3)
		if got := strings.Join(c.view(10, 6, draw), ""); got != step.want {
			t.Errorf("after %v: %s, want %s", step.a, got, step.want)
		}
	}
}

// unstyled is what lines look like without their styles.
func unstyled(lines []string) string { return ansi.Strip(strings.Join(lines, "\n")) }
