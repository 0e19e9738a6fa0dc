package topics

import (
	"slices"
	"strings"
	"time"
)

// Report is what the grouper reads of a report.
type Report struct {
	ID, Title, Summary, Source, Lang string
	Published                        time.Time // zero = unknown; the future is the caller's to clamp
	Link, Byline                     string    // if known: they tell live pages, podcasts and wire copy
}

// Window is how long a story takes reports in, counted from its first.
const Window = 72 * time.Hour

const (
	windowSeconds = int64(Window / time.Second)
	graceSeconds  = 6 * 3600 // a story stays so much longer for reports that come late
	sweepEvery    = 256      // reports between two looks for old stories
	mostReports   = 100_000  // are remembered; then the oldest stories go, whatever their dates
	mostOfOutlet  = 30       // reports of one outlet are taken into a story
)

// Corrections are the reader's own decisions, as pairs of report ids. They outrank every number.
type Corrections struct {
	Together [][2]string
	Apart    [][2]string
}

// Grouper puts reports into stories, one after the other, in the order they come: in one language at a time, and within
// Window of the story's first report. What it answers depends on the reports before and on nothing else. It is not safe
// for concurrent use.
type Grouper struct {
	model    model
	desks    map[string]*desk // by language
	reports  map[string]*entry
	placed   map[string]*story   // whose first report may be unknown
	together map[string][]string // report → all reports that the reader put with it
	apart    map[string][]string
	recent   [16]int64 // times of the last dated reports
	dated    int
	began    int64 // when the first of them came, one wrong date aside
	clock    int64 // the latest time that a whole row of reports has reached; one wrong date moves nothing
	early    []early
	sinceNew int
	founded  int
}

// desk is the part of a grouper that works in one language.
type desk struct {
	lang    string
	lex     *lexicon
	index   index
	bench   bench
	stories []*story         // in the order they were founded
	printed map[uint64]uint8 // how often an outlet printed a sentence or a title's template
}

// NewGrouper returns an empty grouper that keeps to the reader's corrections.
func NewGrouper(c Corrections) *Grouper {
	g := &Grouper{
		model: fitted(), desks: map[string]*desk{}, reports: map[string]*entry{}, placed: map[string]*story{},
		together: map[string][]string{}, apart: map[string][]string{},
	}
	for _, p := range c.Apart {
		g.apart[p[0]] = append(g.apart[p[0]], p[1])
		g.apart[p[1]] = append(g.apart[p[1]], p[0])
	}
	for _, p := range c.Together {
		g.tie(p[0], p[1])
	}
	return g
}

// tie puts two reports, and all that were put with either, together.
func (g *Grouper) tie(a, b string) {
	all := []string{a, b}
	all = append(all, g.together[a]...)
	all = append(all, g.together[b]...)
	slices.Sort(all)
	all = slices.Compact(all)
	for _, id := range all {
		g.together[id] = all
	}
}

// Add puts a report into its story and returns the story's id: the id of its first report. A report that is in the
// window already keeps its story.
func (g *Grouper) Add(r Report) (story string) {
	if e := g.reports[r.ID]; e != nil {
		return e.story.id
	}
	d, e := g.read(r)
	s := g.settle(d, e)
	g.seat(d, e, s)
	return s.id
}

// Place puts a report into the story that an earlier grouper chose, so that a window can be loaded again and story ids
// stay.
func (g *Grouper) Place(r Report, story string) {
	if g.reports[r.ID] != nil {
		return
	}
	d, e := g.read(r)
	s := g.placed[story]
	if first := g.reports[story]; first != nil && first.story.id == story {
		s = first.story
	}
	if s == nil {
		s = g.found(d, e)
		s.id = story
		d.stories = append(d.stories, s)
		g.placed[story] = s
	}
	e.why = verdict{because: Placed}
	g.seat(d, e, s)
}

// Why returns the decision about a report that is still in the window.
func (g *Grouper) Why(id string) (Decision, bool) {
	e := g.reports[id]
	if e == nil {
		return Decision{}, false
	}
	return e.decision(), true
}

// Len is the number of reports in the window.
func (g *Grouper) Len() int { return len(g.reports) }

// read turns a report into words and counts them in at the desk of its language.
func (g *Grouper) read(r Report) (*desk, *entry) {
	lang := language(r.Lang, r.Title+" "+clip(r.Summary, summaryBytes))
	d := g.desks[lang]
	if d == nil {
		d = &desk{lang: lang, lex: newLexicon(lang), printed: map[uint64]uint8{}}
		g.desks[lang] = d
	}
	e := &entry{id: r.ID, source: r.Source, kind: KindOf(r.Title, r.Link), agency: Agency(r.Byline, r.Summary)}
	if t := template(r.Source, r.Title); t != 0 && d.again(t, 1) && e.kind == Plain {
		e.kind = Template
	}
	if !r.Published.IsZero() {
		e.at = r.Published.Unix()
	}
	summary := d.fresh(r.Source, r.Summary)
	e.bare = strings.TrimSpace(summary) == ""
	e.words, e.inTitle = d.lex.read(r.Title, summary)
	e.top = heavy(e.words)
	e.sketch = sketch(r.Title, summary)
	return d, e
}

// settle decides which story a report belongs to, a new one if need be, and writes down why.
func (g *Grouper) settle(d *desk, e *entry) *story {
	e.why = verdict{because: First}
	if s := g.ordered(e); s != nil {
		e.why.because, e.why.p = Reader, 1
		return s
	}
	js := g.judge(d, e)
	if k := choose(js); k >= 0 {
		e.why.tell(&js[k], d)
		if js[k].refusal == "" {
			e.why.because = Alike
			return js[k].story
		}
	}
	s := g.found(d, e)
	d.stories = append(d.stories, s)
	return s
}

// ordered returns the story in which the reader wants a report, nil if he said nothing.
func (g *Grouper) ordered(e *entry) *story {
	for _, id := range g.together[e.id] {
		if other := g.reports[id]; other != nil && !g.forbidden(e, other.story) {
			return other.story
		}
	}
	return nil
}

// forbidden reports that the reader wants e apart from somebody in the story.
func (g *Grouper) forbidden(e *entry, s *story) bool {
	for _, id := range g.apart[e.id] {
		if other := g.reports[id]; other != nil && other.story == s {
			return true
		}
	}
	return false
}

func (g *Grouper) found(d *desk, e *entry) *story {
	g.founded++
	return &story{id: e.id, desk: d, number: g.founded, born: g.clock, closed: e.kind != Plain}
}

// seat makes a report a member of its story and moves the window on.
func (g *Grouper) seat(d *desk, e *entry, s *story) {
	if d == s.desk {
		e.copyOf = s.original(e)
	}
	s.take(d, e)
	if !s.closed && e.kind == Plain && d == s.desk {
		d.index.put(s, e.top)
	}
	e.top = nil
	g.reports[e.id] = e
	g.waits(d, e)
	g.tick(e.at)
	if g.sinceNew++; g.sinceNew >= sweepEvery {
		g.sinceNew = 0
		g.sweep()
	}
}

// tick moves the clock to the earliest of the last sixteen dated reports.
func (g *Grouper) tick(at int64) {
	if at == undated {
		return
	}
	g.recent[g.dated%len(g.recent)] = at
	if g.dated++; g.dated == len(g.recent) {
		row := slices.Sorted(slices.Values(g.recent[:]))
		g.began = row[len(row)/2]
	}
	if g.dated >= len(g.recent) {
		g.clock = max(g.clock, slices.Min(g.recent[:]))
	}
}

// sweep forgets the stories that take nobody in any more, and the words that only they had.
func (g *Grouper) sweep() {
	over := len(g.reports) - mostReports
	for _, d := range g.desks {
		d.stories = slices.DeleteFunc(d.stories, func(s *story) bool {
			start := s.first
			if start == undated {
				start = s.born
			}
			if g.clock-start <= windowSeconds+graceSeconds && over <= 0 {
				return false
			}
			over -= len(s.members) + len(s.guests)
			d.index.drop(s)
			delete(g.placed, s.id)
			s.all(func(e *entry) { delete(g.reports, e.id) })
			return true
		})
		d.fade()
	}
	g.early = slices.DeleteFunc(g.early, func(w early) bool { return g.reports[w.entry.id] != w.entry })
}

// fade lets the lexicon forget once it is full.
func (d *desk) fade() {
	if !d.lex.full() {
		return
	}
	clear(d.printed)
	d.lex.fade(func(mark func(uint32)) {
		for _, s := range d.stories {
			s.all(func(e *entry) {
				for _, w := range e.words {
					mark(w.id)
				}
			})
		}
	})
}
