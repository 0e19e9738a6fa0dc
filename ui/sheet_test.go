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

// A row that is higher than the screen is scrolled to its end before the cursor goes on; the blank line between rows does not count.
func TestColumnScrollsWithinAHighRow(t *testing.T) {
	draw := func(i int, _ bool) []string {
		if i == 1 {
			return []string{"1", "2", "3", "4", "5", "6", ""}
		}
		return []string{"a", ""}
	}
	var c column
	for _, step := range []struct {
		a    action
		want string
	}{
		{none, "a12"}, {down, "1234"}, {down, "2345"}, {down, "3456"}, {down, "aa"}, {up, "1234"}, {pageDown, "3456"}, {up, "2345"}, {top, "a12"},
	} {
		c.act(step.a, 1, 4, 3)
		if got := strings.Join(c.view(4, 4, draw), ""); got != step.want {
			t.Errorf("after %v: %s, want %s", step.a, got, step.want)
		}
	}
}

// unstyled is what lines look like without their styles.
func unstyled(lines []string) string { return ansi.Strip(strings.Join(lines, "\n")) }
