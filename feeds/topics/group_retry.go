package topics

import "slices"

// early is a live page that came before the first report of its event, and stays alone until there is one.
type early struct {
	desk  *desk
	entry *entry
}

// waits notes a report that Retry is to ask for again.
func (g *Grouper) waits(d *desk, e *entry) {
	if e.kind == Live && e.story.closed && e.story.alone() {
		g.early = append(g.early, early{d, e})
	}
}

// alone reports that a story has one report.
func (s *story) alone() bool { return len(s.members)+len(s.guests) == 1 }

// Moved is a report that was a story of its own and has joined another.
type Moved struct{ ID, Story string }

// Retry asks once more for each live page that is alone whether a story takes it in now, and returns those that went.
func (g *Grouper) Retry() (moved []Moved) {
	g.early = slices.DeleteFunc(g.early, func(w early) bool {
		e := w.entry
		if g.reports[e.id] != e || !e.story.alone() {
			return true
		}
		e.top = heavy(e.words)
		js := g.judge(w.desk, e)
		e.top = nil
		k := choose(js)
		if k < 0 || js[k].refusal != "" {
			return false
		}
		g.move(w.desk, e, &js[k])
		moved = append(moved, Moved{e.id, e.story.id})
		return true
	})
	return moved
}

// move takes a report out of the story that it is alone in and lets it join another.
func (g *Grouper) move(d *desk, e *entry, to *judged) {
	old := e.story
	d.stories = slices.DeleteFunc(d.stories, func(s *story) bool { return s == old })
	if g.placed[old.id] == old {
		delete(g.placed, old.id)
	}
	e.why = verdict{because: Alike}
	e.why.tell(to, d)
	e.copyOf = to.story.original(e)
	to.story.take(d, e)
}
