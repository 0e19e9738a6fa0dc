package store

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"dateline/feeds/topics"
	"dateline/store/terms"
)

// Topics are found in a story in one pass over its words, which are cut and stemmed as the index of words does it: an
// entry of a topic finds what a search for it finds. Where it is a prefix, the words themselves are looked at, because
// terms are stems: "immigra*" has to find "immigration", which is kept as "immigr".

// labeller holds the topics of a store ready to be looked for. It does not change; each goroutine has a reading of its own.
type labeller struct {
	fingerprint string
	topics      []subject // in the order of the config
	from        []topics.Topic
	entries     []entry
	begins      beginnings       // of all that the next three hold
	words       map[string][]int // entries by their first term
	prefixes    [256][]int       // entries that are one open-ended word, by its first byte
	phrases     map[string][]int // entries of several words with an open end, by the first word
	sections    map[string][]int // topics by the folded names of sections
}

// subject is a topic ready to be looked for.
type subject struct {
	id            int64
	any, all, not []int    // entries
	feeds         []string // folded
}

// entry is a word, a phrase or a prefix of a topic.
type entry struct {
	text    string // as written, without the star
	topic   int
	any     bool
	prefix  bool     // the last word may go on; words are no terms then
	pattern []string // terms, or words
}

func newLabeller() *labeller {
	return &labeller{words: make(map[string][]int), phrases: make(map[string][]int), sections: make(map[string][]int)}
}

// add makes a topic, with its row's id, the last one.
func (b *labeller) add(id int64, t topics.Topic) {
	any, not := slices.Clone(t.Any), slices.Clone(t.Not)
	for _, c := range t.Countries {
		words, other, _ := topics.CountryWords(c)
		any, not = append(any, words...), append(not, other...)
	}
	if len(any) == 0 {
		any = t.All
	}
	if len(t.Countries) > 0 {
		any = ofOneStem(any)
	}
	s := subject{id: id, any: b.list(any, true), all: b.list(t.All, false), not: b.list(not, false)}
	for _, f := range t.Feeds {
		s.feeds = append(s.feeds, fold(f))
	}
	for _, n := range append(slices.Clone(t.Sections), t.Name) {
		if f := fold(n); !slices.Contains(b.sections[f], len(b.topics)) {
			b.sections[f] = append(b.sections[f], len(b.topics))
		}
	}
	b.topics, b.from = append(b.topics, s), append(b.from, t)
}

// ofOneStem are words without those that are found where an earlier one is: "Kenyans" after "Kenyan". One mention is one hit.
func ofOneStem(words []string) []string {
	seen := make(map[string]bool, len(words))
	return slices.DeleteFunc(words, func(w string) bool {
		key := fmt.Sprint(terms.Stems(w))
		known := seen[key] && !strings.HasSuffix(w, "*")
		seen[key] = true
		return known
	})
}

// only looks for some of the topics.
func (b *labeller) only(ids []int64) *labeller {
	some := newLabeller()
	for i, s := range b.topics {
		if slices.Contains(ids, s.id) {
			some.add(s.id, b.from[i])
		}
	}
	return some
}

// list adds the entries of the next topic.
func (b *labeller) list(texts []string, any bool) (numbers []int) {
	for _, text := range texts {
		words := strings.Join(strings.Fields(strings.Trim(text, `"`)), " ")
		e := entry{text: strings.TrimRight(words, "*"), topic: len(b.topics), any: any}
		e.prefix = e.text != words
		n := len(b.entries)
		numbers = append(numbers, n)
		e.pattern = terms.Stems(e.text)
		if e.prefix {
			e.pattern = terms.All(e.text)
		}
		b.entries = append(b.entries, e)
		if len(e.pattern) == 0 { // it finds nothing
			continue
		}
		b.begins.add(e.pattern[0])
		switch {
		case !e.prefix:
			b.words[e.pattern[0]] = append(b.words[e.pattern[0]], n)
		case len(e.pattern) == 1:
			b.prefixes[e.pattern[0][0]] = append(b.prefixes[e.pattern[0][0]], n)
		default:
			b.phrases[e.pattern[0]] = append(b.phrases[e.pattern[0]], n)
		}
	}
	return numbers
}

// reading is what one goroutine finds in a story after the other.
type reading struct {
	*labeller
	read     wordList // of the text
	term     []byte
	where    []where  // by entry
	hit      []int    // entries that are somewhere
	filed    []string // by topic
	outlet   outlet   // of the story before
	own      []int    // topics to which all stories of that outlet belong
	touched  []int    // topics that have something
	evidence []evidence
}

func (b *labeller) reading() *reading {
	return &reading{labeller: b, where: make([]where, len(b.entries)), filed: make([]string, len(b.topics))}
}

// where tells in which texts an entry was found, by the word to show; "": not there.
type where struct{ title, summary string }

// wordList is words one after the other in one piece of memory.
type wordList struct {
	text []byte
	ends []int
}

func (l *wordList) add(word []byte) {
	l.text = append(l.text, word...)
	l.ends = append(l.ends, len(l.text))
}

func (l *wordList) reset() { l.text, l.ends = l.text[:0], l.ends[:0] }

func (l *wordList) at(i int) []byte {
	from := 0
	if i > 0 {
		from = l.ends[i-1]
	}
	return l.text[from:l.ends[i]]
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
	r.read.reset()
	var buf [64]byte
	for word, rest := terms.Next(text, buf[:]); len(word) > 0; word, rest = terms.Next(rest, word) {
		r.read.add(word)
	}
	for i := range r.read.ends {
		word := r.read.at(i)
		if !r.begins.has(word) {
			continue
		}
		for _, n := range r.words[string(r.stem(i))] {
			if p := r.entries[n].pattern; len(p) == 1 || r.goOn(i, p) {
				r.found(n, title, r.entries[n].text)
			}
		}
		for _, n := range r.prefixes[word[0]] {
			if p := r.entries[n].pattern[0]; len(word) >= len(p) && string(word[:len(p)]) == p {
				r.found(n, title, string(word))
			}
		}
		for _, n := range r.phrases[string(word)] {
			if whole := r.read.begin(i, r.entries[n].pattern); whole != "" {
				r.found(n, title, whole)
			}
		}
	}
}

// stem is the term of the i-th word, until the next is asked for.
func (r *reading) stem(i int) []byte {
	r.term = append(r.term[:0], r.read.at(i)...)
	return terms.Stem(r.term)
}

// goOn reports that the terms from the i-th on are those of a pattern.
func (r *reading) goOn(i int, pattern []string) bool {
	if i+len(pattern) > len(r.read.ends) {
		return false
	}
	for j, p := range pattern {
		if string(r.stem(i+j)) != p {
			return false
		}
	}
	return true
}

// begin is the words from the i-th on if they are those of a pattern, the last of which may go on; else "".
func (l *wordList) begin(i int, pattern []string) string {
	last := len(pattern) - 1
	if i+last >= len(l.ends) || !bytes.HasPrefix(l.at(i+last), []byte(pattern[last])) {
		return ""
	}
	for j, p := range pattern[:last] {
		if string(l.at(i+j)) != p {
			return ""
		}
	}
	var words []string
	for j := range pattern {
		words = append(words, string(l.at(i+j)))
	}
	return strings.Join(words, " ")
}

// found notes an entry and the word to show for it, the first one of a text.
func (r *reading) found(n int, title bool, word string) {
	w := &r.where[n]
	if *w == (where{}) {
		r.hit = append(r.hit, n)
	}
	if title && w.title == "" {
		w.title = word
	} else if !title && w.summary == "" {
		w.summary = word
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
