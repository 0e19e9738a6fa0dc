package article

import (
	"math"
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
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

// features writes what the judge asks about block i; the order is part of the model.
func (v *view) features(i int, x []float32) []float32 {
	b := v.blocks[i]
	x = v.textFeatures(b, i, x)
	x = v.placeFeatures(b, x)
	x = v.containerFeatures(b, i, x)
	x = v.positionFeatures(b, i, x)
	for _, d := range []int{-3, -2, -1, 1, 2, 3} {
		x = v.neighbour(b, i+d, x)
	}
	return x
}

func (v *view) textFeatures(b *block, i int, x []float32) []float32 {
	upper, lower, digit, punct, comma, other := 0, 0, 0, 0, 0, 0
	for _, r := range b.text {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLetter(r):
			lower++
		case unicode.IsDigit(r):
			digit++
		case r == ',' || r == '،' || r == '、' || r == '，':
			comma++
		case unicode.IsPunct(r):
			punct++
		case r != ' ':
			other++
		}
	}
	n := float32(max(1, utf8.RuneCountInString(b.text)))
	firstRune, _ := utf8.DecodeRuneInString(b.text)
	lastRune, _ := utf8.DecodeLastRuneInString(b.text)
	s := v.says[i]
	return append(x,
		logf(b.words), n/float32(max(1, b.words)), ratio(b.linked, b.words), float32(min(20, b.links)),
		yes(sentenceEnd(b.text)), yes(lastRune == ':'), yes(lastRune == '…'), yes(lastRune == '?'),
		ratio(comma, b.words), float32(upper)/n, float32(digit)/n, float32(punct)/n, float32(other)/n,
		yes(upper > 3 && lower == 0), yes(unicode.IsLower(firstRune)), yes(strings.ContainsAny(b.text, "|•·»›")),
		yes(strings.ContainsAny(b.text, "@©")), yes(strings.ContainsAny(b.text, "\"“”«»„")), yes(b.long()),
		yes(s.has(familyKeep)), yes(s.has(familyHeading)), yes(s.has(familyClosed)), yes(s.has(familyPrompt)),
		float32(min(5, v.seen[b.text])), float32(min(20, v.linkRun[i])),
		yes(readingTimeAt(b.text) >= 0),
	)
}

func (v *view) placeFeatures(b *block, x []float32) []float32 {
	x = append(x, float32(b.shape), float32(b.level))
	var inline bool
	if len(b.nodes) > 0 {
		only := b.nodes[0]
		inline = len(b.nodes) == 1 && only.Type == html.ElementNode
		x = append(x, yes(inline && (only.DataAtom == atom.Strong || only.DataAtom == atom.B)), yes(inline &&
			(only.DataAtom == atom.Em || only.DataAtom == atom.I)),
			yes(inline && only.DataAtom == atom.A), yes(inline && only.DataAtom == atom.Span))
	} else {
		x = append(x, 0, 0, 0, 0)
	}
	tags := []atom.Atom{
		atom.Article, atom.Main, atom.Aside, atom.Nav, atom.Footer, atom.Header, atom.Form, atom.Figure,
		atom.Ul, atom.Ol, atom.Table, atom.Blockquote, atom.Section, atom.A, atom.Details,
	}
	var dist [32]int
	for k := range tags {
		dist[k] = 15
	}
	var gdist [nGroups]int
	for k := range gdist {
		gdist[k] = 10
	}
	negative, level := 0, 0
	seen := groups(0)
	for e := b.in; e != nil; e = e.up {
		if v.nameless {
			e = &element{node: e.node, up: e.up}
		}
		for k, t := range tags {
			if e.node.DataAtom == t && dist[k] == 15 {
				dist[k] = min(14, level)
			}
		}
		if level < 10 {
			for g := e.groups &^ seen; g != 0; g &= g - 1 {
				gdist[bits.TrailingZeros64(uint64(g))] = level
			}
			seen |= e.groups
			if e.groups&noisy != 0 {
				negative++
			}
		}
		level++
	}
	for k := range tags {
		x = append(x, float32(dist[k]))
	}
	for _, d := range gdist {
		x = append(x, float32(d))
	}
	return append(x, float32(level), float32(negative), yes(b.in.hidden))
}

// noisy are the groups that furniture has and text seldom.
const noisy = gRelated | gShare | gAd | gNewsletter | gComment | gNav | gFooter | gSidebar | gPaywall | gTags | gTeaser |
	gConsent | gPopular | gRecommended | gTrending | gCorrection | gModal | gPreferred | gLogin

func (v *view) containerFeatures(b *block, i int, x []float32) []float32 {
	e, n := b.in, 0
	words := -1
	for ; e != nil && n < 5; e = e.up {
		if e.words == words {
			continue
		}
		words = e.words
		n++
		x = append(x, logf(e.words), ratio(e.linked, e.words), ratio(e.long, e.words), ratio(e.long, v.longWords),
			logf(e.last-e.first))
	}
	for ; n < 5; n++ {
		x = append(x, logf(v.root.words), ratio(v.root.linked, v.root.words), ratio(v.root.long, v.root.words), 1,
			logf(len(v.blocks)))
	}
	alike := 0
	tag, class := b.in.node.DataAtom, attr(b.in.node, "class")
	if p := b.in.node.Parent; p != nil {
		k := 0
		for c := p.FirstChild; c != nil && k < 60; c = c.NextSibling {
			k++
			if c.Type == html.ElementNode && c.DataAtom == tag && attr(c, "class") == class {
				alike++
			}
		}
	}
	card := 0
	for e, level := b.in, 0; e != nil && level < 4; e, level = e.up, level+1 {
		if a := e.node.DataAtom; (a == atom.Li || a == atom.Article || a == atom.A || a == atom.Div) &&
			e.words < 60 && e.last-e.first > 1 {
			card++
		}
	}
	return append(x, float32(min(alike, 30)), float32(card), yes(v.best.holds(b)), yes(v.wide.holds(b)),
		yes(v.best.up != nil && v.best.up.holds(b)),
		yes(b.in == v.best || b.in.up == v.best))
}

func (v *view) positionFeatures(b *block, i int, x []float32) []float32 {
	n := len(v.blocks)
	toTitle := float32(-999)
	if v.titleAt >= 0 {
		toTitle = float32(max(-50, min(400, i-v.titleAt)))
	}
	prev, next := float32(60), float32(60)
	if p := v.prevLong[i]; p >= 0 {
		prev = float32(min(60, i-p))
	}
	if q := v.nextLong[i]; q >= 0 {
		next = float32(min(60, q-i))
	}
	advised := 0
	for k := max(0, i-4); k <= min(n-1, i+4); k++ {
		if v.blocks[k].advice {
			advised++
		}
	}
	hasBody := v.body != nil && v.body.words > 60
	return append(x,
		ratio(i, n), ratio(v.longBefore[i], v.longWords), toTitle, prev, next,
		logf(v.longWords), logf(n), ratio(v.advised, v.root.words),
		yes(b.advice), float32(advised), yes(i >= v.firstAdvice && i <= v.lastAdvice &&
			v.lastAdvice >= 0), float32(min(40, max(-10, i-v.lastAdvice))),
		yes(hasBody), float32(v.body.share(v.words[i])), float32(v.lead.share(v.words[i])),
		yes(v.title != "" && len(v.words[i]) > 2 && similar(b.text, v.title)),
		float32(v.sinceNoise[i]), float32(v.underNoise[i]), yes(i < v.titleAt),
		float32(min(5, v.heads[i])), float32(min(20, v.dates[i])), ratio(v.consent[i],
			b.words), yes(looksDated(v.words[i])), v.articleFeature(b),
		float32(min(9, len(v.articles))), float32(v.comments[i]),
		ratio(v.kin[kinshipOf(b, false)], v.longWords), ratio(v.kin[kinshipOf(b, true)], v.longWords),
	)
}

// articleFeature is 0 in the story's article element, 1 outside of all, 2 in one before it, 3 in one after it, 4 in one inside it.
func (v *view) articleFeature(b *block) float32 {
	e := b.within(isArticle)
	switch {
	case e == nil || v.mainArticle == nil:
		return 1
	case e == v.mainArticle:
		return 0
	}
	for x := e.up; x != nil; x = x.up {
		if x == v.mainArticle {
			return 4
		}
	}
	if v.articles[e] < v.articles[v.mainArticle] {
		return 2
	}
	return 3
}

func (v *view) neighbour(b *block, j int, x []float32) []float32 {
	if j < 0 || j >= len(v.blocks) {
		return append(x, -1, -1, -1, -1, -1, -1)
	}
	o := v.blocks[j]
	s := v.says[j]
	noise := 0
	switch {
	case s.has(familyKeep):
		noise = -1
	case s.has(familyHeading):
		noise = 3
	case s.has(familyClosed):
		noise = 2
	case s.has(familyPrompt):
		noise = 1
	}
	return append(x, logf(o.words), ratio(o.linked, o.words), float32(o.shape), yes(o.advice), float32(noise),
		yes(o.in == b.in || o.in.up == b.in.up))
}

func logf(n int) float32 { return float32(math.Log1p(float64(n))) }

func ratio(a, b int) float32 {
	if b <= 0 {
		return 0
	}
	return float32(a) / float32(b)
}

func yes(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

// opinion is what the first judge thinks of every block, added up so that the second one can ask quickly.
type opinion struct {
	p            []float64
	sum, weight  []float64 // of p × words and of words, over the blocks before
	kept         []float64 // words of the blocks before that are likely
	before, next []int     // distance to the next likely block, up to 60
}

func newOpinion(v *view, p []float64) *opinion {
	n := len(p)
	o := &opinion{p, make([]float64, n+1), make([]float64, n+1), make([]float64, n+1), make([]int, n), make([]int, n)}
	last := -60
	for i, q := range p {
		w := float64(v.blocks[i].words)
		o.sum[i+1], o.weight[i+1], o.kept[i+1] = o.sum[i]+q*(w+1), o.weight[i]+w+1, o.kept[i]
		o.before[i] = min(60, i-last)
		if q > 0.5 {
			o.kept[i+1] += w
			last = i
		}
	}
	last = n + 60
	for i := n - 1; i >= 0; i-- {
		o.next[i] = min(60, last-i)
		if p[i] > 0.5 {
			last = i
		}
	}
	return o
}

// context writes what the second judge asks about block i: what the first one thinks of it and its surroundings.
func (v *view) context(o *opinion, i int, x []float32) []float32 {
	b := v.blocks[i]
	for d := -4; d <= 4; d++ {
		if j := i + d; j >= 0 && j < len(o.p) {
			x = append(x, float32(o.p[j]))
		} else {
			x = append(x, -1)
		}
	}
	words, n := -1, 0
	for e := b.in; e != nil && n < 4; e = e.up {
		if e.words == words {
			continue
		}
		words = e.words
		n++
		own := float64(b.words) + 1
		all := o.weight[e.last] - o.weight[e.first] - own
		x = append(x, float32((o.sum[e.last]-o.sum[e.first]-o.p[i]*own)/(all+1e-3)))
	}
	for ; n < 4; n++ {
		x = append(x, -1)
	}
	total := o.kept[len(o.p)]
	return append(x, float32(o.kept[i]/(total+1)), float32((total-o.kept[i+1])/(total+1)), float32(math.Log1p(total)),
		float32(o.before[i]), float32(o.next[i]))
}
