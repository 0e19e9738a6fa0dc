package article

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// view is a page as the judge sees it: its blocks and what is known about it.
type view struct {
	*layout
	title   string
	body    *witness // JSON-LD
	lead    *witness // the feed's summary and the page's description
	says    []saying
	words   [][]string
	advised int // words the adviser has

	longWords   int
	best        *element // holds most long paragraphs closely
	wide        *element // the smallest that holds most of them
	titleAt     int      // block with the title; -1: none
	prevLong    []int    // nearest long block before, after; -1: none
	nextLong    []int
	longBefore  []int // words in long paragraphs before
	seen        map[string]int
	linkRun     []int
	sinceNoise  []int // blocks since a heading of noise, capped
	underNoise  []int // levels up to an element that starts with a heading of noise
	firstAdvice int
	lastAdvice  int
	heads       []int            // headings of the first level since the title, before each block
	articles    map[*element]int // the article elements, in order
	mainArticle *element         // the one with the title, else the one with most long paragraphs
	nameless    bool             // in training: the names of the elements are not known
	consent     []int            // words about consent in each block
	comments    []int            // blocks since a line that opens the comments, capped
	kin         map[kinship]int  // words of long paragraphs by the kind of place they stand in
	dates       []int            // lines that look like dates since the title, before each block
}

func newView(l *layout, title string, body, lead *witness) *view {
	n := len(l.blocks)
	v := &view{
		layout: l, title: title, body: body, lead: lead, titleAt: -1,
		says: make([]saying, n), words: make([][]string, n), prevLong: make([]int, n), nextLong: make([]int, n),
		longBefore: make([]int, n), seen: map[string]int{}, linkRun: make([]int, n), sinceNoise: make([]int, n),
		underNoise: make([]int, n), firstAdvice: -1, lastAdvice: -1,
	}
	titleWords := strings.Join(wordsOf(title), " ")
	last, noise := -1, -100
	for i, b := range l.blocks {
		v.words[i] = wordsOf(b.text)
		if b.words <= 60 {
			v.says[i] = say(b.text)
		}
		v.prevLong[i] = last
		v.longBefore[i] = v.longWords
		if b.long() {
			last = i
			v.longWords += b.words
		}
		if b.text != "" {
			v.seen[b.text]++
		}
		if v.says[i].has(familyHeading) && !v.says[i].has(familyKeep) {
			noise = i
		} else if v.says[i].has(familyKeep) {
			noise = -100
		}
		v.sinceNoise[i] = min(30, i-noise)
		if b.advice {
			v.advised += b.words
			v.lastAdvice = i
			if v.firstAdvice < 0 {
				v.firstAdvice = i
			}
		}
		if titleWords != "" && len(v.words[i]) > 1 && strings.Join(v.words[i], " ") == titleWords && (v.titleAt < 0 ||
			b.shape == heading && l.blocks[v.titleAt].shape != heading) {
			v.titleAt = i
		}
	}
	last = -1
	for i := n - 1; i >= 0; i-- {
		v.nextLong[i] = last
		if l.blocks[i].long() {
			last = i
		}
	}
	for i := 0; i < n; {
		j := i
		for j < n && (l.blocks[j].linkOnly() || l.blocks[j].shape == media) {
			j++
		}
		for k := i; k < j; k++ {
			v.linkRun[k] = j - i
		}
		i = max(j, i+1)
	}
	for i, b := range l.blocks {
		v.underNoise[i] = v.levelsToNoise(b, i)
	}
	v.countHeads()
	v.countKin()
	v.findContainers()
	return v
}

// countHeads looks for signs that another story begins: headings of the first level, article elements, datelines.
func (v *view) countHeads() {
	n := len(v.blocks)
	v.heads, v.dates, v.consent = make([]int, n), make([]int, n), make([]int, n)
	v.articles = map[*element]int{}
	heads, dates := 0, 0
	for i, b := range v.blocks {
		v.heads[i], v.dates[i] = heads, dates
		if i > v.titleAt {
			if b.shape == heading && b.level == 1 {
				heads++
			}
			if b.words < 14 && looksDated(v.words[i]) {
				dates++
			}
		}
		for _, w := range v.words[i] {
			if consentWord(w) {
				v.consent[i]++
			}
		}
		for e := b.in; e != nil; e = e.up {
			if e.node.DataAtom == atom.Article {
				if _, ok := v.articles[e]; !ok {
					v.articles[e] = len(v.articles)
				}
				if v.mainArticle == nil || e.long > v.mainArticle.long {
					v.mainArticle = e
				}
			}
		}
	}
	if v.titleAt >= 0 {
		if e := v.blocks[v.titleAt].within(isArticle); e != nil && e.long*4 >= v.longWords {
			v.mainArticle = e
		}
	}
}

func isArticle(e *element) bool { return e.node.DataAtom == atom.Article }

// looksDated reports words with a year, or a number and a month.
func looksDated(words []string) bool {
	year, number, month := false, false, false
	for _, w := range words {
		switch {
		case len(w) == 4 && (w[:2] == "20" || w[:2] == "19") && strings.Trim(w, "0123456789") == "":
			year = true
		case len(w) <= 2 && strings.Trim(w, "0123456789") == "":
			number = true
		case len(w) >= 3 && len(w) < 14 && monthOf(w) != 0:
			month = true
		}
	}
	return year && (number || month)
}

// consentWord reports words that dialogs about consent and terms are made of.
func consentWord(w string) bool {
	for _, p := range []string{
		"cookie", "consent", "privacy", "datenschutz", "einwillig", "zustimm", "vendors",
		"opt", "gdpr", "ccpa", "personenbez", "confidential", "privacid", "privacidad", "traceur", "consentement",
		"unsubscribe", "subscri", "newsletter", "abonn", "paywall",
	} {
		if strings.HasPrefix(w, p) && (p != "opt" || w == "opt") {
			return true
		}
	}
	return false
}

// kinship is the kind of place a block stands in: paragraphs of one story have the same, comments another one.
type kinship struct {
	tag, up     atom.Atom
	class, over string
}

func kinshipOf(b *block, wide bool) kinship {
	e := b.in
	k := kinship{tag: e.node.DataAtom}
	if e.up == nil {
		return k
	}
	k.up, k.over = e.up.node.DataAtom, attr(e.up.node, "class")
	if !wide {
		k.class = attr(e.node, "class")
	}
	return k
}

// countKin notes where the long paragraphs stand, and how far back the comments opened.
func (v *view) countKin() {
	v.kin = map[kinship]int{}
	v.comments = make([]int, len(v.blocks))
	opened := -100
	for i, b := range v.blocks {
		v.comments[i] = min(80, i-opened)
		if v.says[i][familyHeading] == KindComments || v.says[i][familyClosed] == KindComments {
			opened = i
		}
		if b.long() {
			v.kin[kinshipOf(b, false)] += b.words
			v.kin[kinshipOf(b, true)] += b.words
		}
	}
}

// levelsToNoise is how far up an element starts with a heading of noise; 9: nowhere near.
func (v *view) levelsToNoise(b *block, at int) int {
	level := 0
	for e := b.in; e != nil && level < 8; e = e.up {
		level++
		if e.first < len(v.blocks) && e.last-e.first < len(v.blocks)/2 {
			for k := e.first; k <= min(e.first+1, e.last-1); k++ {
				if k != at && v.says[k].has(familyHeading) && !v.says[k].has(familyKeep) && v.blocks[k].words < 8 {
					return level
				}
			}
		}
	}
	return 9
}

// findContainers looks for the elements that hold the long paragraphs.
func (v *view) findContainers() {
	score := map[*element]float64{}
	for _, b := range v.blocks {
		if !b.long() {
			continue
		}
		w := float64(b.words)
		for e, level := b.in, 0; e != nil && level < 4; e, level = e.up, level+1 {
			if level == 0 && e.node.DataAtom == atom.P {
				level--
				continue
			}
			score[e] += w
			w *= 0.6
		}
	}
	top := 0.0
	for _, b := range v.blocks { // in page order, for the same answer every time
		for e, level := b.in, 0; e != nil && level < 5; e, level = e.up, level+1 {
			if score[e] > top {
				v.best, top = e, score[e]
			}
		}
	}
	v.wide = v.root
	for e := v.best; e != nil; e = e.up {
		if e.long*10 >= v.longWords*8 {
			v.wide = e
			break
		}
	}
	if v.best == nil {
		v.best = v.root
	}
}

// holds reports that e is, or stands around, the element of b.
func (e *element) holds(b *block) bool {
	for x := b.in; x != nil; x = x.up {
		if x == e {
			return true
		}
	}
	return false
}
