package ui

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// Below these the program says so instead of breaking.
const (
	minWidth  = 24
	minHeight = 5
	// twoPanes is the width from which list and reader stand side by side.
	twoPanes = 120
	// threePanes is the width from which the topics stand at the left as well.
	threePanes = 180
)

// layout is where everything stands on a screen of a given size.
type layout struct {
	width, height int
	two           bool
	side          int // width of the topics at the left, with the bar beside them; 0: they are not shown
	listWidth     int
	readerLeft    int // first column of the reader
	readerWidth   int
	top           int  // first line of list and reader
	rows          int  // lines of list and reader
	compact       bool // a story takes one line of the list; else two or three
	bare          bool // only the text
}

func newLayout(width, height int) layout {
	l := layout{width: width, height: height, listWidth: width, readerWidth: width, top: 2}
	if height >= 16 {
		l.top = 3
	}
	l.rows = max(height-l.top-1, 1)
	if height >= 16 {
		l.rows-- // an empty line above the footer
	}
	if width >= twoPanes {
		l.two = true
		if width >= threePanes && l.rows >= 10 {
			l.side = 30
		}
		l.listWidth = max((width-l.side)*2/5, 50)
		l.readerLeft = l.side + l.listWidth + 1
		l.readerWidth = width - l.readerLeft
	}
	l.compact = l.rows < 10
	return l
}

// zenLayout leaves only the text on a screen: no frame, no list.
func zenLayout(l layout) layout {
	top := pick(l.height >= 16, 1, 0)
	return layout{
		width: l.width, height: l.height, listWidth: l.width, readerWidth: l.width, top: top, rows: max(l.height-top-1, 1), bare: true,
	}
}

func (l layout) tooSmall() bool { return l.width < minWidth || l.height < minHeight }

// stories is how many stories of a list are seen at once, at least.
func (l layout) stories() int {
	if l.compact {
		return l.rows
	}
	return max(l.rows/3, 1)
}

// textWidth is how wide the text of a story is set, given the reader's wish.
func (l layout) textWidth(wish int) int { return max(min(wish, l.readerWidth-4), 16) }

// cut shortens s to width columns, between words where that costs little, and marks the cut with an ellipsis.
func cut(s string, width int) string {
	if ansi.StringWidth(s) <= width {
		return s
	}
	if width <= 1 {
		return strings.Repeat("…", max(width, 0))
	}
	t := ansi.Truncate(s, width-1, "")
	if i := strings.LastIndexByte(t, ' '); i > 0 && ansi.StringWidth(t[i:]) <= max(width/4, 4) && !strings.HasPrefix(s[len(t):], " ") {
		t = t[:i]
	}
	return strings.TrimRight(t, " ,;:–—-") + "…"
}

// twoLines breaks s into at most two lines of width columns; the second is cut.
func twoLines(s string, width int) (string, string) {
	if ansi.StringWidth(s) <= width {
		return s, ""
	}
	lines := wrapped(s, width)
	return lines[0], cut(strings.Join(strings.Fields(strings.Join(lines[1:], " ")), " "), width)
}

// pad fills s up with spaces to width columns.
func pad(s string, width int) string {
	if n := width - ansi.StringWidth(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}

// spread puts left and right at the two ends of a line of width columns; right gives way when both do not fit.
func spread(left, right string, width int) string {
	l, r := ansi.StringWidth(left), ansi.StringWidth(right)
	if l+r+1 > width {
		return pad(ansi.Truncate(left, width, "…"), width)
	}
	return left + strings.Repeat(" ", width-l-r) + right
}

// box draws a titled frame around lines, width columns wide with its frame.
func box(t theme, title string, lines []string, width int) []string {
	border := lipgloss.NewStyle().Foreground(t.boxBorder)
	head := cut(title, width-6)
	out := []string{border.Render("╭ ") + t.boxTitle.Render(head) + border.Render(" "+strings.Repeat("─", width-4-ansi.StringWidth(head))+"╮")}
	for _, l := range lines {
		if l == rule {
			out = append(out, border.Render("├"+strings.Repeat("─", width-2)+"┤"))
			continue
		}
		out = append(out, border.Render("│ ")+pad(ansi.Truncate(l, width-4, "…"), width-4)+border.Render(" │"))
	}
	return append(out, border.Render("╰"+strings.Repeat("─", width-2)+"╯"))
}

// rule is a line that box draws across.
const rule = "\x00"

// overlay lays a box over the lines of a screen, its first corner at column x and line y.
func overlay(screen, box []string, x, y int) {
	for i, b := range box {
		if y+i < 0 || y+i >= len(screen) {
			continue
		}
		line := screen[y+i]
		left := pad(ansi.Truncate(line, x, ""), x)
		end := x + ansi.StringWidth(b)
		right := ansi.TruncateLeft(line, end, "")
		if ansi.StringWidth(line) >= end && ansi.StringWidth(right) > ansi.StringWidth(line)-end { // half a wide character
			right = " " + ansi.TruncateLeft(line, end+1, "")
		}
		screen[y+i] = left + ansi.ResetStyle + b + right
	}
}

// overlayAt is where a box lies over the screen: in the middle, a little above it.
func (l layout) overlayAt(box []string) (x, y int) {
	return max((l.width-lineWidth(box))/2, 0), max((l.height-len(box))/3, 0)
}

// marked is s cut and padded to width columns, with the runes at some places in another style.
func marked(s string, at []int, width int, plain, hit pen) string {
	shown := cut(s, width)
	if len(at) == 0 {
		return plain.Render(pad(shown, width))
	}
	var b strings.Builder
	for i, r := range shown {
		b.WriteString(pick(slices.Contains(at, i), hit, plain).Render(string(r)))
	}
	return b.String() + plain.Render(strings.Repeat(" ", max(width-ansi.StringWidth(shown), 0)))
}

func lineWidth(lines []string) int {
	w := 0
	for _, l := range lines {
		w = max(w, ansi.StringWidth(l))
	}
	return w
}

func centre(s string, width int) string {
	return strings.Repeat(" ", max((width-ansi.StringWidth(s))/2, 0)) + s
}

// pick is a or b.
func pick[T any](yes bool, a, b T) T {
	if yes {
		return a
	}
	return b
}
