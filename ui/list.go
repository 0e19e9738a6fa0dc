package ui

import (
	"context"

	"github.com/charmbracelet/x/ansi"

	"dateline/store"
)

// list is one room of stories: a window of a list that may be very long, and a cursor in it. It is made at a moment; stories
// that come in later are announced, not shoved under the cursor.
type list struct {
	query   store.Query // what is shown
	page    store.Page  // the stories at hand
	loaded  bool
	cursor  int // position in the whole list
	top     int // position of the first story on the screen
	moved   bool
	arrived int // stories that came in since the list was made
	asking  bool
	open    bool // the story under the cursor is to be opened as soon as it is at hand
	stale   bool // marks have changed since it was read
	regroup bool // it was made before the first stories were put into events
	closing int  // lines that close the list; they are seen with its last story
	err     error
	giveUp  context.CancelFunc // ends the search for what was typed before; nil: there is none
}

// windowSize is how many stories are at hand at once, for a screen that shows n.
func windowSize(n int) int { return max(6*n, 120) }

// at returns the story at a position, when it is at hand.
func (l *list) at(i int) (store.Story, bool) {
	i -= l.page.First
	if i < 0 || i >= len(l.page.Stories) {
		return store.Story{}, false
	}
	return l.page.Stories[i], true
}

// selected is the story under the cursor.
func (l *list) selected() (store.Story, bool) { return l.at(l.cursor) }

// edit changes a story that is at hand, wherever it stands.
func (l *list) edit(id store.ID, change func(*store.Story)) {
	for i := range l.page.Stories {
		if s := &l.page.Stories[i]; s.ID == id {
			change(s)
		}
	}
}

// move puts the cursor at a position, as near as there is one, and scrolls as little as needed.
func (l *list) move(to int, g layout) {
	l.cursor = max(0, min(to, l.page.Total-1))
	l.scroll(g)
}

// step moves the cursor as a key does. Beside a text, where a terminal cannot shift lines but has to draw the list anew, the list
// scrolls by half a screen: most steps then touch two rows only. Nothing is passed over unseen.
func (l *list) step(to int, g layout) {
	from, first, half := l.cursor, l.top, l.seen(g)/2
	l.move(to, g)
	if !g.two || l.top == first || max(l.cursor-from, from-l.cursor) > half {
		return
	}
	if l.cursor > from {
		for l.top < l.cursor && l.span(l.top, l.cursor, g) > g.rows/2 {
			l.top++
		}
		return
	}
	for l.top > 0 && l.span(l.top-1, l.cursor, g) <= g.rows/2 {
		l.top--
	}
}

// scroll keeps the cursor's story on the screen, whole; with the last one, the lines that close the list.
func (l *list) scroll(g layout) {
	rows := g.rows
	if l.cursor == l.page.Total-1 && rows > l.closing+3 {
		rows -= l.closing
	}
	l.top = max(0, min(l.top, l.cursor), l.cursor-rows) // a story takes a line at least
	for used := l.span(l.top, l.cursor, g); used > rows && l.top < l.cursor; l.top++ {
		used -= l.height(l.top, g)
	}
}

// height is how many lines the story at a position takes.
func (l *list) height(at int, g layout) int {
	s, ok := l.at(at)
	switch {
	case g.compact:
		return 1
	case ok && ansi.StringWidth(s.Title) > g.titleWidth(s):
		return 3
	}
	return 2
}

// span is how many lines the stories from one position to another take. Positions further apart than a screen are not counted out.
func (l *list) span(from, to int, g layout) int {
	if to-from > g.rows {
		return 3 * (to - from + 1)
	}
	n := 0
	for i := from; i <= to; i++ {
		n += l.height(i, g)
	}
	return n
}

// seen is how many stories are on the screen.
func (l *list) seen(g layout) int {
	n, used := 0, 0
	for i := l.top; i < l.page.Total && used < g.rows; i++ {
		used += l.height(i, g)
		n++
	}
	return max(n, 1)
}

// storyAt is the position of the story on a line of the list; ok is false below the last.
func (l *list) storyAt(line int, g layout) (at int, ok bool) {
	for at = l.top; at < l.page.Total; at++ {
		if line -= l.height(at, g); line < 0 {
			return at, true
		}
	}
	return 0, false
}

// missing says which window to ask for: when the screen, or the one after it, is not at hand.
func (l *list) missing(rows int) (first int, need bool) {
	if !l.loaded || l.asking || l.page.Total == 0 {
		return 0, false
	}
	from := max(0, l.top-rows)
	to := min(l.page.Total, l.top+2*rows)
	if from >= l.page.First && to <= l.page.First+len(l.page.Stories) {
		return 0, false
	}
	return max(0, l.cursor-windowSize(rows)/2), true
}

// take accepts a window; it reports false when the answer is to a question that is no longer asked.
func (l *list) take(m listMsg, g layout) bool {
	if m.asked != l.query {
		return false
	}
	l.asking = false
	l.err = m.err
	if m.err != nil {
		return true
	}
	shift := l.cursor - l.top
	l.query, l.page, l.loaded, l.stale = m.page.Query, m.page, true, false
	if m.reset {
		l.arrived = 0
		l.top = max(0, m.cursor-shift)
		l.move(m.cursor, g)
		l.fill(g)
		if l.span(0, l.cursor, g) <= g.rows {
			l.top = 0
		}
		return true
	}
	l.move(l.cursor, g)
	return true
}

// fill scrolls back as long as the end of the list leaves room on the screen.
func (l *list) fill(g layout) {
	for l.top > 0 && l.span(l.top-1, l.page.Total-1, g)+l.closing <= g.rows {
		l.top--
	}
}

// restless reports that new stories may come in by themselves: nobody has moved yet, or there is room on the screen.
func (l *list) restless(rows int) bool {
	return !l.loaded || l.page.Total < rows || !l.moved && l.cursor == 0
}

// lines draws the list, exactly n lines, the closing ones after its last story.
func (l *list) lines(s rowStyle, n int, closing []string) []string {
	out := make([]string, 0, n+3)
	i := l.top
	for ; i < l.page.Total && len(out) < n; i++ {
		story, ok := l.at(i)
		if !ok {
			out = append(out, s.waiting()...)
			continue
		}
		out = append(out, s.row(story, i == l.cursor)...)
	}
	if i == l.page.Total && len(out)+len(closing) <= n {
		out = append(out, closing...)
	}
	for len(out) < n {
		out = append(out, "")
	}
	return out[:n]
}
