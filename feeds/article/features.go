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
