package ui

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// pen is a style of which is known what it writes before and after words. A screen has some hundred pieces of words, and it is drawn for
// every key; lipgloss thinks about margins, borders and tabs for each.
type pen struct {
	lipgloss.Style
	before, after string
	known         bool
}

func newPen(s lipgloss.Style) pen {
	p := pen{Style: s}
	p.before, p.after, p.known = strings.Cut(s.Render("x"), "x")
	return p
}

// Render writes words as lipgloss.Style.Render does, and nothing for none. A line under or through them goes through, where lipgloss
// writes letter by letter and so takes flags and families apart.
func (p pen) Render(words string) string {
	switch {
	case !p.known || strings.ContainsAny(words, "\n\r\t"):
		return p.Style.Render(words)
	case words == "":
		return ""
	}
	return p.before + words + p.after
}
