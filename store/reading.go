package store

import (
	"bytes"
	"cmp"
	"slices"

	"dateline/store/terms"
)

// reading is what one goroutine finds in a story after the other.
type reading struct {
	*labeller
	raw      wordList
	initials []initials
	here     []finding // at the present word
	read     int       // words of the texts before
	until    []int     // by topic: where its last finding ends, counted as read is
	where    []where   // by entry
	hit      []int     // entries that are somewhere
	filed    []string  // by topic
	outlet   outlet    // of the story before
	own      []int     // topics to which all stories of that outlet belong
	touched  []int     // topics that have something
	evidence []evidence
}

func (b *labeller) reading() *reading {
	return &reading{labeller: b, where: make([]where, len(b.entries)), filed: make([]string, len(b.topics)), until: make([]int, len(b.topics))}
}

// finding is an entry at a word.
type finding struct {
	entry, words int // how many it takes
	word         string
}

// initials are words of one letter that dots alone part, as one word; at is the first of them.
type initials struct {
	at   int
	word string
}

// where tells in which texts an entry was found, by the word to show; "": not there.
type where struct {
	title, summary string
	times          int  // in the summary
	lead           bool // once among its first words
}

// story finds the evidence for the topics of a story, in their order; it is good until the next story.
func (r *reading) story(from *outlet, a *arrival) []evidence {
	for _, n := range r.hit {
		r.where[n] = where{}
	}
	r.hit, r.touched, r.evidence = r.hit[:0], r.touched[:0], r.evidence[:0]
	r.text(a.title, true)
	r.text(a.summary, false)
	for _, n := range r.hit {
		if r.entries[n].any {
			r.touched = append(r.touched, r.entries[n].topic)
		}
	}
	r.file(from, a)
	slices.Sort(r.touched)
	for _, t := range slices.Compact(r.touched) {
		if v, ok := r.weigh(&r.topics[t], r.filed[t]); ok {
			r.evidence = append(r.evidence, v)
		}
		r.filed[t] = ""
	}
	return r.evidence
}

// text finds the entries that a text has.
func (r *reading) text(text string, title bool) {
	r.cut(text)
	next := 0
	for i := range r.raw.ends {
		word := r.raw.at(i)
		r.here = r.here[:0]
		if r.begins.has(word) {
			r.word(word, i)
		}
		if next < len(r.initials) && r.initials[next].at == i {
			r.spelt(r.initials[next].word)
			next++
		}
		r.take(i, title)
	}
	r.read += len(r.raw.ends)
}

// cut cuts a text into its words.
func (r *reading) cut(text string) {
	r.raw.reset()
	r.initials = r.initials[:0]
	var buf [64]byte
	var run []byte
	for word, rest := terms.Next(text, buf[:]); len(word) > 0; word, rest = terms.Next(rest, word) {
		dotted := rest != "" && text[len(text)-len(rest)-1] == '.' && letter(rest[0])
		text = rest
		r.raw.add(word)
		if len(word) == 1 {
			run = append(run, word[0])
		}
		if len(word) > 1 || !dotted {
			if len(word) == 1 && len(run) > 1 {
				r.initials = append(r.initials, initials{len(r.raw.ends) - len(run), string(run)})
			}
			run = run[:0]
		}
	}
}

func letter(c byte) bool { return 'a' <= c|' ' && c|' ' <= 'z' }

// word finds the entries that are the i-th word, or begin with it and go on with those that follow.
func (r *reading) word(word []byte, i int) {
	for _, n := range r.words[string(word)] {
		if e := &r.entries[n]; r.raw.are(i, e.pattern) {
			r.here = append(r.here, finding{n, len(e.pattern), e.text})
		}
	}
	for _, n := range r.prefixes[word[0]] {
		if bytes.HasPrefix(word, []byte(r.entries[n].pattern[0])) {
			r.here = append(r.here, finding{n, 1, string(word)})
		}
	}
	for _, n := range r.phrases[string(word)] {
		if whole := r.raw.begin(i, r.entries[n].pattern); whole != "" {
			r.here = append(r.here, finding{n, len(r.entries[n].pattern), whole})
		}
	}
}

// spelt finds the entries that are a word whose letters a text parts by dots.
func (r *reading) spelt(word string) {
	for _, n := range r.words[word] {
		if e := &r.entries[n]; len(e.pattern) == 1 && e.pattern[0] == word {
			r.here = append(r.here, finding{n, len(word), e.text})
		}
	}
}

// take notes what was found at the i-th word of a text. Of entries of one topic the longest counts, and none that lies within another:
// "minimum wage" is one hit, whether or not "wages" is an entry.
func (r *reading) take(i int, title bool) {
	if len(r.here) > 1 {
		slices.SortStableFunc(r.here, func(a, b finding) int { return b.words - a.words })
	}
	for _, f := range r.here {
		if e := &r.entries[f.entry]; e.any {
			if r.read+i < r.until[e.topic] {
				continue
			}
			r.until[e.topic] = r.read + i + f.words
		}
		r.found(f, title, i < leadWords)
	}
}

// found notes an entry and the word to show for it, the first one of a text.
func (r *reading) found(f finding, title, lead bool) {
	w := &r.where[f.entry]
	if *w == (where{}) {
		r.hit = append(r.hit, f.entry)
	}
	switch {
	case title:
		w.title = cmp.Or(w.title, f.word)
	default:
		w.summary = cmp.Or(w.summary, f.word)
		w.times++
		w.lead = w.lead || lead
	}
}

// file notes what the feed, or else its sections, say of a story.
func (r *reading) file(from *outlet, a *arrival) {
	if *from != r.outlet {
		r.outlet, r.own = *from, r.own[:0]
		for t := range r.topics {
			if r.topics[t].ownFeed(from) {
				r.own = append(r.own, t)
			}
		}
	}
	for _, t := range r.own {
		r.filed[t] = "feed " + from.shown
	}
	r.touched = append(r.touched, r.own...)
	for _, n := range a.sections {
		for _, t := range r.sections[fold(n)] {
			if r.filed[t] == "" {
				r.filed[t] = "section " + n
				r.touched = append(r.touched, t)
			}
		}
	}
}

// ownFeed reports that a feed is one of the topic's.
func (s *subject) ownFeed(from *outlet) bool {
	if len(s.feeds) == 0 {
		return false
	}
	for _, n := range []string{from.url, from.name, from.title} {
		if n != "" && slices.Contains(s.feeds, fold(n)) {
			return true
		}
	}
	return false
}

// weigh puts together what was found for a topic; false when it does not do.
func (r *reading) weigh(s *subject, filed string) (evidence, bool) {
	v := evidence{topic: s.id, filed: filed}
	for _, n := range s.any {
		if w := r.where[n]; w != (where{}) {
			v.entries++
			v.title, v.summary = add(v.title, w.title), add(v.summary, w.summary)
			v.times, v.lead = v.times+w.times, v.lead || w.lead
		}
	}
	is := func(n int) bool { return r.where[n] != (where{}) }
	switch {
	case v.entries == 0 && filed == "", slices.ContainsFunc(s.not, is):
		return v, false
	case filed == "" && slices.ContainsFunc(s.all, func(n int) bool { return !is(n) }):
		return v, false
	}
	return v, true
}
