package topics

import (
	"cmp"
	"math"
	"slices"
)

// entry is a report inside the window, as the grouper remembers it.
type entry struct {
	id, source string
	at         int64  // Unix seconds; undated: 0
	words      []word // by term
	top        []word // the heaviest; until it is seated
	inTitle    int    // different words of the title
	bare       bool   // no summary
	kind       Kind
	agency     string
	sketch     []uint32
	copyOf     *entry
	story      *story
	why        verdict
}

// story is a group of reports that tell of one event. Its sum is the sum of its members' vectors.
type story struct {
	id          string
	desk        *desk
	number      int      // in the order of founding
	members     []*entry // those that founded it or built it, oldest first; flagged reports are not among them
	guests      []*entry // flagged reports, and those in other languages that the reader put here
	sum         []part   // by term; nil while one member is all there is
	norm        float64  // length of sum
	first, last int64    // Unix seconds of the earliest and latest dated member; 0: none
	born        int64    // the grouper's clock when it was founded
	indexed     []uint32 // terms under which the index knows it; nil while one member is all there is
	closed      bool     // founded by a flagged report: takes nobody in but by the reader's order

	seen int     // number of the question that touched it last
	near float64 // what its words weigh in that question
}

// undated is the time of a report whose feed gives none.
const undated = 0

// take makes e a member. d is the desk of its language.
func (s *story) take(d *desk, e *entry) {
	e.story = s
	if d != s.desk {
		e.words, e.sketch = nil, nil // they are those of another lexicon
	}
	if e.kind != Plain && len(s.members) > 0 || d != s.desk {
		s.guests = append(s.guests, e)
		return
	}
	s.members = append(s.members, e)
	s.add(e.words)
	if e.at == undated {
		return
	}
	if s.first == undated || e.at < s.first {
		s.first = e.at
	}
	s.last = max(s.last, e.at)
}

// part is what a term weighs in the sum of a story.
type part struct {
	id uint32
	w  float32
}

// add adds a vector to the sum.
func (s *story) add(words []word) {
	switch len(s.members) {
	case 1:
		s.norm = 1
		return
	case 2:
		for _, w := range s.members[0].words {
			s.sum = append(s.sum, part{w.id, w.weight()})
		}
	}
	out := make([]part, 0, len(s.sum)+len(words))
	i := 0
	for _, w := range words {
		for i < len(s.sum) && s.sum[i].id < w.id {
			out = append(out, s.sum[i])
			i++
		}
		p := part{w.id, w.weight()}
		if i < len(s.sum) && s.sum[i].id == w.id {
			p.w += s.sum[i].w
			i++
		}
		out = append(out, p)
	}
	s.sum = append(out, s.sum[i:]...)
	sq := 0.0
	for _, p := range s.sum {
		sq += float64(p.w) * float64(p.w)
	}
	s.norm = math.Sqrt(sq)
}

// of counts the reports of a source.
func (s *story) of(source string) int {
	n := 0
	s.all(func(e *entry) {
		if e.source == source {
			n++
		}
	})
	return n
}

// all calls f with members and guests.
func (s *story) all(f func(*entry)) {
	for _, e := range s.members {
		f(e)
	}
	for _, e := range s.guests {
		f(e)
	}
}

// index finds the stories that share heavy words with a report.
type index struct {
	stories [][]*story // term → stories, oldest first
	asked   int
	found   []*story // scratch
}

const (
	heavyWords = 26  // of a report are asked for and indexed
	longest    = 500 // newest stories of one word are looked at
	inVain     = 32  // stories one after the other that are out of the time: the older ones will be, too
	candidates = 20  // stories are compared in full
)

// heavy returns the terms of the heaviest words.
func heavy(words []word) []word {
	if len(words) <= heavyWords {
		return words
	}
	top := slices.Clone(words)
	slices.SortFunc(top, func(a, b word) int {
		return cmp.Or(cmp.Compare(b.w, a.w), cmp.Compare(a.id, b.id))
	})
	return top[:heavyWords]
}

// put indexes a story under the heaviest words of the member it has just taken.
func (x *index) put(s *story, top []word) {
	known := s.terms()
	if len(s.members) < 2 {
		known = nil // those are the terms to put
	}
	for _, w := range top {
		if slices.Contains(known, w.id) {
			continue
		}
		for int(w.id) >= len(x.stories) {
			x.stories = append(x.stories, nil)
		}
		x.stories[w.id] = append(x.stories[w.id], s)
		if len(s.members) > 1 {
			known = append(known, w.id)
		}
	}
	s.indexed = known
}

// terms returns the terms under which the index knows a story. A story of one report, as most are, keeps no list.
func (s *story) terms() []uint32 {
	if s.indexed != nil || len(s.members) == 0 {
		return s.indexed
	}
	var ids []uint32
	for _, w := range heavy(s.members[0].words) {
		ids = append(ids, w.id)
	}
	return ids
}

func (x *index) drop(s *story) {
	for _, id := range s.terms() {
		if int(id) >= len(x.stories) {
			continue
		}
		list := x.stories[id]
		if i := slices.Index(list, s); i >= 0 {
			x.stories[id] = slices.Delete(list, i, i+1)
		}
		if len(x.stories[id]) == 0 {
			x.stories[id] = nil
		}
	}
	s.indexed = nil
}

// find returns the stories that share the most weight with the words asked for and may take a report of that time.
// The answer is valid until the next call.
func (x *index) find(top []word, may func(*story) bool) []*story {
	x.asked++
	x.found = x.found[:0]
	for _, w := range top {
		if int(w.id) >= len(x.stories) {
			continue
		}
		list := x.stories[w.id]
		vain := 0
		for i := len(list) - 1; i >= max(0, len(list)-longest) && vain < inVain; i-- {
			s := list[i]
			if s.seen != x.asked {
				if !may(s) {
					vain++
					continue
				}
				s.seen, s.near, vain = x.asked, 0, 0
				x.found = append(x.found, s)
			}
			s.near += float64(w.weight()) * float64(w.weight())
		}
	}
	slices.SortFunc(x.found, func(a, b *story) int {
		return cmp.Or(cmp.Compare(b.near, a.near), cmp.Compare(b.number, a.number))
	})
	return x.found[:min(len(x.found), candidates)]
}
