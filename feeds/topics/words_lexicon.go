package topics

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Of a summary, the first so many bytes are read: what most feeds give, and all that helps.
const summaryBytes = 400

// A lexicon is full when it has counted so many reports; then old ones begin to fade.
const lexiconFull = 40_000

// word is one word of a report: its number in the lexicon, its weight in the report's vector, whose length is 1, and
// its weight in the vector of the title alone (0: not in the title), whose length is 1 too. Weights are in units of
// 1/heaviest: a window holds millions of them.
type word struct {
	id    uint32
	w     uint16
	title uint16
}

const heaviest = math.MaxUint16

func (w word) weight() float32      { return float32(w.w) / heaviest }
func (w word) titleWeight() float32 { return float32(w.title) / heaviest }

// counted is a word while a report is read: how often it stands there, and in the title.
type counted struct {
	id       uint32
	n, title int
	weight   float64
	idf      float64
}

// lexicon knows the words of one language and how many reports hold each.
type lexicon struct {
	lang    string
	surface map[string]uint32 // a word as written → its term; noTerm: a stop word
	terms   map[string]uint32 // a stem → its term
	shown   []string          // term → the form it was first seen in
	df      []float32         // term → reports that hold it, those of the table of common words included
	n       float64           // reports counted, likewise
	common  map[string]float32
	free    []uint32

	tf []counted // scratch of read
}

const noTerm = math.MaxUint32

// rareDF is how often a word counts as seen that no table knows.
const rareDF = 1

func newLexicon(lang string) *lexicon {
	l := &lexicon{
		lang: lang, n: usual, common: map[string]float32{},
		surface: map[string]uint32{}, terms: map[string]uint32{},
	}
	l.forget()
	for _, b := range commonWords(lang) {
		for _, w := range strings.Fields(b.words) {
			s := stem(lang, w)
			l.common[s] = max(l.common[s], float32(b.permille/1000*usual))
		}
	}
	return l
}

// forget empties the cache of spellings, but for the stop words; where the language is not known, those of all languages.
func (l *lexicon) forget() {
	clear(l.surface)
	if l.lang == "" {
		for w := range smallWords() {
			l.surface[w] = noTerm
		}
	}
	for _, w := range strings.Fields(stopWords(l.lang)) {
		l.surface[w] = noTerm
	}
}

// term returns the number of a word, a new one if need be; noTerm for words without a subject.
func (l *lexicon) term(w string) uint32 {
	if id, ok := l.surface[w]; ok {
		return id
	}
	if len(w) == 1 && (w[0] < '0' || w[0] > '9') {
		return noTerm
	}
	w = strings.Clone(w)
	s := stem(l.lang, w)
	id, ok := l.terms[s]
	if !ok {
		id = l.add(w, max(rareDF, l.common[s]))
		l.terms[s] = id
	}
	l.surface[w] = id
	return id
}

func (l *lexicon) add(shown string, df float32) uint32 {
	if k := len(l.free); k > 0 {
		id := l.free[k-1]
		l.free = l.free[:k-1]
		l.shown[id], l.df[id] = shown, df
		return id
	}
	l.shown, l.df = append(l.shown, shown), append(l.df, df)
	return uint32(len(l.df) - 1) // #nosec G115 -- words of a window, far fewer than 2^32
}

// idfPower keeps the rarest words from deciding everything; measured, .8 is better than 1 by half a point.
const idfPower = .8

// idf is the weight of a term: the fewer reports hold it, the heavier.
func (l *lexicon) idf(id uint32) float64 {
	return math.Pow(math.Log((l.n+1)/float64(l.df[id])), idfPower)
}

// read turns a title and a summary into words sorted by term, counts them in, and returns them with the number of
// different words of the title.
func (l *lexicon) read(title, summary string) (words []word, inTitle int) {
	tf := l.count(title, summary)
	l.n++
	all, head := 0.0, 0.0
	for i := range tf {
		t := &tf[i]
		l.df[t.id]++
		t.idf = l.idf(t.id)
		t.weight = math.Log1p(float64(t.n+(titleTimes-1)*t.title)) * t.idf
		all += t.weight * t.weight
		if t.title > 0 {
			inTitle++
			head += t.idf * t.idf
		}
	}
	words = make([]word, len(tf))
	for i, t := range tf {
		words[i] = word{id: t.id, w: uint16(heaviest * t.weight / math.Sqrt(all))}
		if t.title > 0 {
			words[i].title = max(1, uint16(heaviest*t.idf/math.Sqrt(head)))
		}
	}
	return words, inTitle
}

// count returns the words of a report by term, each once. It is valid until the next call.
func (l *lexicon) count(title, summary string) []counted {
	l.tf = l.tf[:0]
	eachWord(title, func(w string) {
		if id := l.term(w); id != noTerm {
			l.tf = append(l.tf, counted{id: id, n: 1, title: 1})
		}
	})
	eachWord(clip(summary, summaryBytes), func(w string) {
		if id := l.term(w); id != noTerm {
			l.tf = append(l.tf, counted{id: id, n: 1})
		}
	})
	slices.SortFunc(l.tf, func(a, b counted) int { return cmp.Compare(a.id, b.id) })
	once := l.tf[:0]
	for _, t := range l.tf {
		if k := len(once) - 1; k >= 0 && once[k].id == t.id {
			once[k].n += t.n
			once[k].title += t.title
			continue
		}
		once = append(once, t)
	}
	return once
}

// titleTimes is how often a word of the title counts.
const titleTimes = 2

func (l *lexicon) full() bool { return l.n >= lexiconFull }

// fade halves all counts and gives up the terms that are rare and not in use.
func (l *lexicon) fade(used func(mark func(id uint32))) {
	keep := make([]bool, len(l.df))
	used(func(id uint32) { keep[id] = true })
	l.n /= 2
	for s, id := range l.terms {
		half := l.df[id] / 2
		l.df[id] = max(half, rareDF)
		if half <= rareDF && !keep[id] {
			delete(l.terms, s)
			l.shown[id] = ""
			l.free = append(l.free, id)
		}
	}
	slices.Sort(l.free) // the order of a map must not show
	l.forget()
}

// clip returns the first n bytes of s, without half a character at the end.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n]
}
