package topics

import (
	"cmp"
	"math"
	"slices"
)

// A storyline is what goes on for days: stories that are linked and stay stories of their own. A story goes on from an
// earlier one when the words that tell them best are the same, and when it is near to most of what that one is linked to: one
// word that is everywhere for a week makes no line.

// LineWindow is how many seconds after the last report of a story another may still go on from it.
const LineWindow = 10 * 24 * 3600

const (
	coreWords  = 16  // of a story are kept,
	moreWords  = 8   // and so many more while it is not known which are rare
	linkCos    = .22 // of the core words of two stories that are linked
	linkMean   = .05 // of all pairs of their reports
	linkBeyond = .11 // cosine without the heaviest word in common: one name is not enough
	linkShared = 3   // words in common
	linkRecent = 6   // latest stories of a line to which a new one is compared …
	linkHalf   = .5  // … of which so many must be near
	linkNear   = .10 // cosine that is near
	longLine   = 60  // stories
	lineTerms  = 200 // latest stories under a word that are looked at
)

// CoreWord is a word that tells a story from others: without its ending, as it was first written, and what it weighs in the
// mean of the story's reports, whose lengths are 1.
type CoreWord struct {
	Stem, Shown string
	Weight      float64
	Title       bool // it stands in a title
}

// Core is what a story is about, in the words that weigh most, heaviest first.
type Core struct {
	ID          string
	Lang        string
	First, Last int64 // Unix seconds of its first and last report
	Words       []CoreWord
}

// Core is what the story of a report is about; false when the report is not in the window, or its story tells of no event of
// its own: a live page alone, a briefing, a quiz; nor when it has no date.
func (g *Grouper) Core(report string) (Core, bool) {
	e := g.reports[report]
	if e == nil || e.story.closed || e.story.first == undated {
		return Core{}, false
	}
	s := e.story
	c := Core{ID: s.id, Lang: s.desk.lang, First: s.first, Last: s.last}
	shown := s.desk.lex.shown
	titled := s.titled()
	add := func(id uint32, weight float64) {
		c.Words = append(c.Words, CoreWord{Shown: shown[id], Weight: weight, Title: titled[id]})
	}
	if len(s.members) == 1 {
		for _, w := range s.members[0].words {
			add(w.id, float64(w.weight()))
		}
	} else {
		for _, p := range s.sum {
			add(p.id, float64(p.w)/float64(len(s.members)))
		}
	}
	slices.SortFunc(c.Words, func(a, b CoreWord) int { return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Shown, b.Shown)) })
	kept := coreWords + int(moreWords*s.desk.lex.unknown())
	c.Words = slices.Clone(c.Words[:min(len(c.Words), kept)])
	for i := range c.Words {
		c.Words[i].Stem = stem(c.Lang, c.Words[i].Shown)
	}
	return c, true
}

// titled are the words that stand in a title of the story.
func (s *story) titled() map[uint32]bool {
	out := map[uint32]bool{}
	for _, m := range s.members {
		for _, w := range m.words {
			if w.title > 0 {
				out[w.id] = true
			}
		}
	}
	return out
}

// Lines knows the stories of the last days and the lines they belong to.
type Lines struct {
	stories map[string]*chapter
	index   map[string][]*chapter // language and stem → stories, in the order they were put
	lines   map[int64][]*chapter
}

// chapter is a story as a part of a line.
type chapter struct {
	Core
	line   int64
	length float64
	weight map[string]float64
	title  map[string]bool
}

// NewLines returns lines that know nothing.
func NewLines() *Lines {
	return &Lines{stories: map[string]*chapter{}, index: map[string][]*chapter{}, lines: map[int64][]*chapter{}}
}

// Put makes a story known, or known anew, as part of a line; 0: of none.
func (l *Lines) Put(c Core, line int64) {
	if old := l.stories[c.ID]; old != nil {
		for _, w := range old.Words {
			key := old.Lang + " " + w.Stem
			l.index[key] = slices.DeleteFunc(l.index[key], func(o *chapter) bool { return o == old })
		}
		l.lines[old.line] = slices.DeleteFunc(l.lines[old.line], func(o *chapter) bool { return o == old })
	}
	ch := &chapter{Core: c, line: line, weight: make(map[string]float64, len(c.Words)), title: map[string]bool{}}
	for _, w := range c.Words {
		ch.weight[w.Stem] = w.Weight
		ch.title[w.Stem] = w.Title
		ch.length += w.Weight * w.Weight
		key := c.Lang + " " + w.Stem
		l.index[key] = append(l.index[key], ch)
	}
	ch.length = math.Sqrt(ch.length)
	l.stories[c.ID] = ch
	if line != 0 {
		l.lines[line] = append(l.lines[line], ch)
	}
}

// Join makes a story that was put part of a line.
func (l *Lines) Join(id string, line int64) {
	c := l.stories[id]
	if c == nil || c.line == line {
		return
	}
	l.lines[c.line] = slices.DeleteFunc(l.lines[c.line], func(o *chapter) bool { return o == c })
	c.line = line
	l.lines[line] = append(l.lines[line], c)
}

// Link is the story from which another goes on.
type Link struct {
	Story  string
	Line   int64 // of that story; 0: it has none yet
	Cos    float64
	Shared []CoreWord // what they have in common, heaviest first
}

// Merge makes all stories of a line those of another.
func (l *Lines) Merge(from, into int64) {
	for _, c := range slices.Clone(l.lines[from]) {
		l.Join(c.ID, into)
	}
}

// Link finds the story from which one goes on that has been put and is in no line, or alone in one; false when there is none.
func (l *Lines) Link(id string) (Link, bool) {
	c := l.stories[id]
	if c == nil || c.line != 0 && len(l.lines[c.line]) > 1 {
		return Link{}, false
	}
	var best Link
	seen := map[*chapter]bool{}
	for _, w := range c.Words {
		list := l.index[c.Lang+" "+w.Stem]
		for _, o := range list[max(0, len(list)-lineTerms):] {
			if seen[o] || o == c || !before(o, c) {
				continue
			}
			seen[o] = true
			n := near(o, c)
			if n.Cos > best.Cos && l.holds(o, c, n) {
				best = n
			}
		}
	}
	return best, best.Story != ""
}

// before reports that c may go on from o.
func before(o, c *chapter) bool {
	return (o.First < c.First || o.First == c.First && o.ID < c.ID) && c.First-o.Last <= LineWindow
}

// near compares two stories.
func near(o, c *chapter) Link {
	n := Link{Story: o.ID, Line: o.line}
	dot := 0.0
	for _, w := range c.Words {
		if x := o.weight[w.Stem]; x > 0 {
			dot += x * w.Weight
			n.Shared = append(n.Shared, CoreWord{w.Stem, w.Shown, x * w.Weight, w.Title && o.title[w.Stem]})
		}
	}
	slices.SortStableFunc(n.Shared, func(a, b CoreWord) int { return cmp.Compare(b.Weight, a.Weight) })
	if all := o.length * c.length; all > 0 {
		n.Cos = dot / all
	}
	return n
}

// holds reports that two stories have enough in common, and that c is near to most of the line of o.
func (l *Lines) holds(o, c *chapter, n Link) bool {
	if n.Cos < linkCos || len(n.Shared) < linkShared {
		return false
	}
	all := 0.0
	for _, w := range n.Shared {
		all += w.Weight
	}
	if !slices.ContainsFunc(n.Shared, func(w CoreWord) bool { return w.Title }) {
		return false
	}
	everyday := everydayStems(c.Lang)
	if !slices.ContainsFunc(n.Shared, func(w CoreWord) bool { return !everyday[w.Stem] }) {
		return false
	}
	if all < linkMean || n.Cos*(1-n.Shared[0].Weight/all) < linkBeyond {
		return false
	}
	line := l.lines[o.line]
	if o.line == 0 || len(line) == 0 {
		return true
	}
	if len(line) >= longLine {
		return false
	}
	line = slices.Clone(line)
	slices.SortFunc(line, func(a, b *chapter) int { return cmp.Or(cmp.Compare(b.First, a.First), cmp.Compare(a.ID, b.ID)) })
	line = line[:min(len(line), linkRecent)]
	agree := 0
	for _, x := range line {
		if near(x, c).Cos >= linkNear {
			agree++
		}
	}
	return float64(agree) >= linkHalf*float64(len(line))
}
