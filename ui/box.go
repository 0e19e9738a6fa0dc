package ui

import (
	"fmt"
)

// scrollBox is a box of lines over the screen that can be scrolled: help, why, feeds.
type scrollBox struct {
	title string
	lines []string
	width int // wished, with the frame
	top   int
}

func (b *scrollBox) view(t theme, width, height int) []string {
	w := min(width-2, max(b.width, minWidth-2))
	room := max(height-6, 1)
	b.top = max(0, min(b.top, len(b.lines)-room))
	shown := b.lines[b.top:min(len(b.lines), b.top+room)]
	foot := "esc back"
	if len(b.lines) > room {
		foot = fmt.Sprintf("j k scroll · esc back · %d–%d of %d", b.top+1, b.top+len(shown), len(b.lines))
	}
	lines := append(append([]string{}, shown...), rule, t.faint.Render(cut(foot, w-4)))
	return box(t, b.title, lines, w)
}

// act scrolls; it reports true when the box is to be closed.
func (b *scrollBox) act(a action, height int) bool {
	switch a {
	case down:
		b.top++
	case up:
		b.top--
	case onward, pageDown, halfDown:
		b.top += max(height-7, 1)
	case pageUp, halfUp:
		b.top -= max(height-7, 1)
	case top:
		b.top = 0
	case bottom:
		b.top = len(b.lines)
	default:
		return true
	}
	return false
}
