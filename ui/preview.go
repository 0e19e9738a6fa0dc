package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// walking is how one walks through a list, with the story under the cursor beside it. Its text comes with a single key. While keys follow
// each other fast, as those of a key that is held down do, only the list moves; where the next key is overdue the walk has ended, and the
// text comes.
type walking struct {
	wanted page          // is being set, and takes the place of the story beside the list when it comes
	on     bool          // a key has followed another fast, and the next one is not overdue
	steps  int           // numbers the timers of steps
	last   time.Time     // when the last step was
	pace   time.Duration // from one step to the next, in this walk
}

const (
	// slowStep is how long after another a step stands for itself.
	slowStep = 120 * time.Millisecond
	// fastStep is the shortest time from one step to the next that is reckoned with.
	fastStep = 20 * time.Millisecond
)

// stepMsg comes when the step after the one with its number is overdue.
type stepMsg struct{ n int }

// walk is a step through a list.
func (m *Model) walk() tea.Cmd {
	w, now := &m.walking, m.world.now()
	gap := now.Sub(w.last)
	w.last = now
	w.steps++
	if gap >= slowStep || !m.layout.two {
		w.on, w.pace = false, 0
		return m.preview()
	}
	w.on, w.pace = true, max(gap, (w.pace+gap)/2, fastStep)
	n := w.steps
	return tea.Tick(w.pace*9/8, func(time.Time) tea.Msg { return stepMsg{n} })
}

// gotStep ends a walk.
func (m *Model) gotStep(msg stepMsg) tea.Cmd {
	if msg.n != m.walking.steps {
		return nil
	}
	m.walking.on = false
	return m.preview()
}

// preview asks for the story under the cursor, where there is room beside the list, unless it stands there or is on its way. While one
// walks it waits for the end of that.
func (m *Model) preview() tea.Cmd {
	s, w := m.current(), &m.walking
	if w.on {
		return nil
	}
	want := page{}
	if m.layout.two && !m.reading && s.ID != 0 && s.ID != m.reader.want.id {
		want = m.pageOf(s.ID)
	}
	if want == w.wanted {
		return nil
	}
	if w.wanted = want; want.id == 0 {
		return nil
	}
	return m.world.text(want, m.setting(), m.reader.places[s.ID].at)
}

// turnTo shows a story beside the list, now that its text has come; until then the one before it stayed. Where the screen has changed
// meanwhile the text is asked for once more.
func (m *Model) turnTo(p page) tea.Cmd {
	m.walking.wanted = page{}
	s := m.current()
	if !m.layout.two || m.reading || p != m.pageOf(s.ID) {
		return m.preview()
	}
	m.showStory(s, true)
	return nil
}
