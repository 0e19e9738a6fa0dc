package store

import (
	"slices"
	"strings"

	"dateline/feeds/topics"
	"dateline/store/terms"
)

// Topics are found in a story in one pass over its words, which are cut as the index of words does it. A word of an entry finds itself
// and its plural; a search finds more, for its stems make "recess" of "recession".

// labeller holds the topics of a store ready to be looked for. It does not change; each goroutine has a reading of its own.
type labeller struct {
	fingerprint string
	topics      []subject // in the order of the config
	from        []topics.Topic
	entries     []entry
	begins      beginnings       // of all that the next three hold
	words       map[string][]int // entries by their first word, and by its plural
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
	prefix  bool     // the last word may go on
	pattern []string // words
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
		any = ofOneForm(any)
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

// ofOneForm are words without the plurals of earlier ones: "Kenyans" after "Kenyan". One mention is one hit.
func ofOneForm(words []string) []string {
	seen := make(map[string]bool, len(words))
	return slices.DeleteFunc(words, func(w string) bool {
		key := strings.Join(terms.All(w), " ")
		known := seen[key]
		for _, form := range append(terms.Plurals(key), key) {
			seen[form] = true
		}
		return known && !strings.HasSuffix(w, "*")
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
		e.pattern = terms.All(e.text)
		b.entries = append(b.entries, e)
		if len(e.pattern) == 0 { // it finds nothing
			continue
		}
		b.begins.add(e.pattern[0])
		switch {
		case !e.prefix:
			for _, w := range append(terms.Plurals(e.pattern[0]), e.pattern[0]) {
				b.words[w] = append(b.words[w], n)
			}
		case len(e.pattern) == 1:
			b.prefixes[e.pattern[0][0]] = append(b.prefixes[e.pattern[0][0]], n)
		default:
			b.phrases[e.pattern[0]] = append(b.phrases[e.pattern[0]], n)
		}
	}
	return numbers
}
