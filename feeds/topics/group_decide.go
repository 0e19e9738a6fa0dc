package topics

import "math"

// The clues by which a report and a story are compared. All but the gaps lie between 0 and 1.
const (
	clueCentroid   = iota // cosine with the sum of the members
	clueBest              // cosine with the nearest member
	clueMean              // mean cosine with the members
	clueTitle             // cosine of the titles, nearest member
	clueJaccard           // shared words of the titles, nearest member
	clueHeld              // weight of the title's words that the story knows
	clueSinceLast         // days since its last report, at most 4
	clueSinceFirst        // days since its first report, at most 4
	clueUndated           // 1: no gap is known
	clueBare              // 1: neither has a summary
	clueRival             // cosine of the best other story
	clueRarest            // weight in the lexicon of the rarest word shared with a member, a tenth of it
	clueBeyond            // cosine with the nearest member, but for the two words that weigh most in it
	clueAgain             // share of the members that are of the same outlet
	clues
)

// Clues are the numbers that a decision rests on, in the order of the constants above.
type Clues [clues]float32

// guards that a story puts before every newcomer.
const quorumOf = 12

// judged is a story with what speaks for it.
type judged struct {
	story   *story
	clues   Clues
	quorum  float64 // share of the members that are near enough
	near    *entry  // the nearest member
	p       float64
	refusal Refusal
}

// bench is the place where reports are compared: the newcomer's weights by term.
type bench struct {
	w, title, idf []float32
	rarest        float32 // weight in the lexicon of the rarest word of the title
	e             *entry
}

func (b *bench) lay(e *entry, l *lexicon) {
	if b.e != nil {
		for _, w := range b.e.words {
			b.w[w.id], b.title[w.id], b.idf[w.id] = 0, 0, 0
		}
	}
	if k := len(l.df); k > len(b.w) {
		k += k / 2
		b.w, b.title, b.idf = make([]float32, k), make([]float32, k), make([]float32, k)
	}
	b.e, b.rarest = e, 0
	for _, w := range e.words {
		b.w[w.id], b.title[w.id] = w.weight(), w.titleWeight()
		b.idf[w.id] = float32(l.idf(w.id))
		if w.title > 0 {
			b.rarest = max(b.rarest, b.idf[w.id])
		}
	}
}

// compare measures a story against the report on the bench.
func (b *bench) compare(s *story, quorumFloor float64) judged {
	j := judged{story: s}
	c := &j.clues
	dot, held := b.overlap(s)
	c[clueHeld] = held
	c[clueCentroid] = dot / float32(s.norm)
	c[clueMean] = dot / float32(len(s.members))
	agree, asked := 0, 0
	for i := len(s.members) - 1; i >= 0 && asked < comparedMembers; i-- {
		m := s.members[i]
		asked++
		a := b.alike(m)
		if asked <= quorumOf && float64(a.cos) >= quorumFloor {
			agree++
		}
		if a.cos > c[clueBest] || j.near == nil {
			c[clueBest], c[clueBeyond], j.near = a.cos, a.cos-a.first-a.second, m
		}
		c[clueRarest] = max(c[clueRarest], a.rarest/10)
		c[clueTitle] = max(c[clueTitle], a.title)
		c[clueJaccard] = max(c[clueJaccard], a.jaccard)
	}
	j.quorum = float64(agree) / float64(min(asked, quorumOf))
	if b.e.at == undated || s.last == undated {
		c[clueUndated] = 1
	} else {
		c[clueSinceLast] = days(b.e.at - s.last)
		c[clueSinceFirst] = days(b.e.at - s.first)
	}
	if b.e.bare && j.near.bare {
		c[clueBare] = 1
	}
	if b.e.source != "" {
		c[clueAgain] = float32(s.of(b.e.source)) / float32(len(s.members)+len(s.guests))
	}
	return j
}

// comparedMembers is how many of a story's reports are compared one by one, the newest first.
const comparedMembers = 40

// overlap returns the product of the report with the sum of a story, and the weight of its title's words that the
// story knows.
func (b *bench) overlap(s *story) (dot, held float32) {
	if len(s.members) == 1 {
		for _, w := range s.members[0].words {
			t := b.title[w.id]
			dot += w.weight() * b.w[w.id]
			held += t * t
		}
		return dot, held
	}
	for _, p := range s.sum {
		t := b.title[p.id]
		dot += p.w * b.w[p.id]
		held += t * t
	}
	return dot, held
}

// likeness is how much two reports have in common; first and second are the shares of the cosine of the two words that
// weigh most in it.
type likeness struct{ cos, title, jaccard, rarest, first, second float32 }

func (b *bench) alike(m *entry) (a likeness) {
	shared := 0
	for _, w := range m.words {
		x := b.w[w.id]
		if x == 0 {
			continue
		}
		part := w.weight() * x
		a.cos += part
		a.first, a.second = max(a.first, part), max(a.second, min(a.first, part))
		a.rarest = max(a.rarest, b.idf[w.id])
		if t := b.title[w.id]; w.title > 0 && t > 0 {
			a.title += w.titleWeight() * t
			shared++
		}
	}
	if all := m.inTitle + b.e.inTitle - shared; all > 0 {
		a.jaccard = float32(shared) / float32(all)
	}
	return a
}

// days turns seconds of either sign into days, at most 4.
func days(seconds int64) float32 { return float32(min(4, math.Abs(float64(seconds))/86400)) }

// model is the fitted pair model: how likely a report belongs to a story with these clues.
type model struct {
	weights [clues]float64
	bias    float64
	join    float64 // join when at least so likely
	mean    float64 // guard: the members lie so near in the mean
	quorum  float64 // guard: half of the members lie so near
}

func (m *model) p(c *Clues) float64 {
	z := m.bias
	for i, w := range m.weights {
		z += w * float64(c[i])
	}
	return 1 / (1 + math.Exp(-z))
}

// fitted returns the weights that TestFit found, and that of clueAgain, which was added to them: the bias and the weights of
// clueUndated and clueBare make up for each other, so that it moves reports that have a date and a summary only. The guards stand in the middle of a range in which the figures hardly
// change, not at the best of one search: mean .05–.09, quorum .03–.07.
func fitted() model {
	return model{
		weights: [clues]float64{-4.76, 3.33, 28.62, -3.52, 7.62, 6.53, 1.92, -2.88, -3.64, 3.77, -4.69, 2.00, 0, -4},
		bias:    -5.71, join: .5, mean: .085, quorum: .060,
	}
}

// judge compares a report with every story that may be its own.
func (g *Grouper) judge(d *desk, e *entry) []judged {
	found := d.index.find(e.top, func(s *story) bool {
		return e.at == undated || s.first == undated || e.at-s.first <= windowSeconds && s.last-e.at <= windowSeconds
	})
	d.bench.lay(e, d.lex)
	js := make([]judged, 0, len(found))
	for _, s := range found {
		js = append(js, d.bench.compare(s, g.model.quorum))
	}
	for i := range js {
		j := &js[i]
		for k := range js {
			if k != i {
				j.clues[clueRival] = max(j.clues[clueRival], js[k].clues[clueCentroid])
			}
		}
		j.p = g.model.p(&j.clues)
		j.refusal = g.refusal(d, e, j)
	}
	return js
}

// choose returns the place of the likeliest story that does not refuse; failing that, of the likeliest; -1: no story.
func choose(js []judged) int {
	best := -1
	for i := range js {
		if best < 0 || (js[i].refusal == "") != (js[best].refusal == "") && js[i].refusal == "" ||
			(js[i].refusal == "") == (js[best].refusal == "") && js[i].p > js[best].p {
			best = i
		}
	}
	return best
}

// Two reports with nothing but common words in common: no member of the story is nearer than commonCos, each headline names something
// rarer than all they share, and one of them something of which that has no more than commonShare of the weight. So two cases that one
// court hears on one day stay apart.
const (
	commonCos   = .20
	commonShare = .57
)

// commonAlone reports that a story has no more than that in common with the report on the bench.
func (b *bench) commonAlone(j *judged, l *lexicon) bool {
	shared := 10 * j.clues[clueRarest]
	if j.clues[clueBare] == 1 || j.clues[clueBest] >= commonCos || shared >= b.rarest {
		return false
	}
	theirs := float32(0)
	for _, w := range j.near.words {
		if w.title > 0 {
			theirs = max(theirs, float32(l.idf(w.id)))
		}
	}
	return shared < theirs && shared < commonShare*max(theirs, b.rarest)
}

// fewWords is how many different words a report needs to be told from another at all: "Update" says nothing of an event.
const fewWords = 3

// refusal says why a story does not take a report in; "": it does.
func (g *Grouper) refusal(d *desk, e *entry, j *judged) Refusal {
	s := j.story
	switch {
	case g.forbidden(e, s):
		return ByReader
	case j.p < g.model.join:
		return Unlike
	case min(len(e.words), len(j.near.words)) < fewWords:
		return TooShort
	case !(e.bare && j.near.bare) && odds(j.p) < g.caution(d, &j.clues):
		return NameAlone
	case d.bench.commonAlone(j, d.lex):
		return CommonAlone
	case float64(j.clues[clueMean]) < g.model.mean:
		return FarFromMost
	case j.quorum < .5:
		return FarFromHalf
	case e.source == "":
		return ""
	}
	switch n := s.of(e.source); {
	case n >= mostOfOutlet:
		return Flood
	case n == len(s.members)+len(s.guests) && e.kind == Template:
		return SameTemplate
	case n == len(s.members)+len(s.guests) && (e.bare || j.near.bare) && j.clues[clueJaccard] < 1:
		return TitleAlone
	}
	return ""
}
