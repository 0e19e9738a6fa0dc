package article

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// choose keeps the blocks that the judge thinks likely, and then what belongs to them: the rest of a list or table of
// which half is kept, a paragraph or heading between two that are kept.
func (r *reading) choose() {
	v := r.view
	for i, b := range v.blocks {
		inBody := v.body.words > 60 && v.body.share(v.words[i]) >= 0.8 && !b.linkOnly() && !v.says[i].has(familyClosed)
		b.told = inBody || len(v.words[i]) >= 8 && v.lead.share(v.words[i]) >= 0.9
		b.keep = b.p > 0.5 && b.choosable()
	}
	v.noteCaptions()
	v.dropConsent()
	if r.newsLike() {
		v.dropComments()
		v.dropOtherArticles()
	}
	v.rescue()
	v.together(atom.Ul, 0.5, 0.1)
	v.together(atom.Ol, 0.5, 0.1)
	v.together(atom.Table, 0.3, 0)
	v.together(atom.Blockquote, 0.3, 0.03)
	v.between()
	v.credits()
	v.signOffs()
}

// signOffs keeps the lines that end a story and belong to it, where they follow its last paragraph in the same part of the
// page.
func (v *view) signOffs() {
	last := -1
	for i, b := range v.blocks {
		if b.keep && b.long() {
			last = i
		}
	}
	if last < 0 {
		return
	}
	part := v.blocks[last].in
	for level := 0; level < 2 && part.up != nil; level++ {
		part = part.up
	}
	for i := last + 1; i < min(part.last, last+9); i++ {
		b := v.blocks[i]
		if dated := b.words < 14 && looksDated(v.words[i]); !dated && !b.keep && b.choosable() && b.words > 2 && b.words <= 60 && b.linked*2 <= b.words && b.p > 0.01 && isSignOff(b.text) {
			b.keep, b.told = true, true
		}
	}
}

// credits keeps the lines that say whose the pictures of a story are, where they stand among its paragraphs.
func (v *view) credits() {
	var last *block
	for _, b := range v.blocks {
		if b.keep && b.long() {
			last = b
		}
		if !b.keep && last != nil && b.links > 0 && b.in.up == last.in.up && b.choosable() && b.words < 60 && isCredit(b.text) {
			b.keep, b.told = true, true
		}
	}
}

// newsLike reports that the page says of itself that it is an article, rather than a forum, a shop or a front page.
func (r *reading) newsLike() bool {
	return r.header.ld.isArticle || r.header.meta["og:type"] == "article"
}

// noteCaptions finds lines that say what the alternative text of a picture nearby says, and copies of captions.
func (v *view) noteCaptions() {
	captions := map[string]bool{}
	for i, b := range v.blocks {
		if b.shape == media {
			alt := wordsOf(altOf(b.nodes[0]))
			if len(alt) < 5 {
				continue
			}
			w := newWitness(strings.Join(alt, " "))
			for k := max(0, i-3); k < min(len(v.blocks), i+4); k++ {
				if c := v.blocks[k]; c.words >= 5 && c.words < 80 && c.shape != heading && w.share(v.words[k]) >= 0.7 {
					c.isCaption = true
				}
			}
		} else if b.words >= 6 && isCaption(b) {
			captions[b.text] = true
		}
	}
	for _, b := range v.blocks {
		if b.words >= 6 && captions[b.text] {
			b.isCaption = true
		}
		if b.isCaption {
			b.keep = false
		}
	}
}

// dropComments takes out what readers wrote, where the story stands outside of their part of the page.
func (v *view) dropComments() {
	v.dropInside(KindComments, "in the part of the page for comments", func(e *element, level int) bool {
		return level < 8 && e.groups&gComment != 0 && e.groups&(gBody|gArticle) != gBody|gArticle
	})
}

// dropConsent takes out dialogs about consent.
func (v *view) dropConsent() {
	v.dropInside(KindCookies, "in a dialog about consent", func(e *element, _ int) bool {
		if e.groups&gConsent == 0 || e.node.DataAtom == atom.Body || e.node.DataAtom == atom.Article {
			return false
		}
		names := strings.ToLower(attr(e.node, "id") + " " + attr(e.node, "class"))
		return strings.Contains(names, "cookie") || strings.Contains(names, "consent") || strings.Contains(names, "onetrust") ||
			strings.Contains(names, "didomi") || strings.Contains(names, "gdpr")
	})
}

// dropInside takes out what stands in elements for which ok holds, where sixty words of the story stand outside of them.
func (v *view) dropInside(kind, reason string, ok func(e *element, level int) bool) {
	inside := map[*block]bool{}
	outside := 0
	for _, b := range v.blocks {
		if !b.keep {
			continue
		}
		level := 0
		for e := b.in; e != nil && !inside[b]; e, level = e.up, level+1 {
			inside[b] = ok(e, level)
		}
		if !inside[b] {
			outside += b.words
		}
	}
	if outside < 60 {
		return
	}
	for _, b := range v.blocks {
		if inside[b] && !b.told {
			b.keep = false
			b.p = min(b.p, 0.04)
			b.kind, b.reason = kind, reason
		}
	}
}

// dropOtherArticles takes out article elements after the one that has the title and a story of its own.
func (v *view) dropOtherArticles() {
	if v.mainArticle == nil || v.titleAt < 0 || !v.mainArticle.holds(v.blocks[v.titleAt]) {
		return
	}
	kept := 0
	for _, b := range v.blocks[v.mainArticle.first:v.mainArticle.last] {
		if b.keep && b.long() {
			kept += b.words
		}
	}
	if kept < 100 {
		return
	}
	for i, b := range v.blocks {
		if b.keep && !b.told && i >= v.mainArticle.last && v.articleFeature(b) == 3 {
			b.keep = false
			b.p = min(b.p, 0.04)
			b.kind, b.reason = KindMore, "in another article of the page"
		}
	}
}

// choosable reports a block of text; captions go with their pictures.
func (b *block) choosable() bool {
	return b.shape != media && !b.isCaption && !(b.shape == caption && !b.inside(atom.Table))
}

// rescue lowers the bar where the judge has kept next to nothing of the element that holds most long paragraphs.
func (v *view) rescue() {
	kept, best := 0, 0
	for _, b := range v.blocks {
		if b.keep && b.long() {
			kept += b.words
		}
	}
	for e := v.best; e != nil; e = e.up {
		if e.groups&gComment != 0 {
			return
		}
	}
	for _, b := range v.blocks[v.best.first:v.best.last] {
		if b.long() && b.p > 0.06 {
			best += b.words
		}
	}
	if kept*3 > best {
		return
	}
	for _, b := range v.blocks[v.best.first:v.best.last] {
		if b.choosable() && (b.long() && b.p > 0.06 || b.p > 0.12) {
			b.keep = true
		}
	}
}

// together keeps all of a list or table when the part that is kept, by words, is at least share; single blocks below
// least stay out.
func (v *view) together(tag atom.Atom, share, least float64) {
	seen := map[*element]bool{}
	for _, b := range v.blocks {
		if !b.keep && !(tag == atom.Table && b.shape == cell) && tag != atom.Blockquote {
			continue
		}
		e := b.within(func(e *element) bool { return e.node.DataAtom == tag })
		if e == nil || seen[e] {
			continue
		}
		seen[e] = true
		kept, sum, all := 0, 0.0, 0
		for _, o := range v.blocks[e.first:e.last] {
			all += o.words
			sum += o.p * float64(o.words)
			if o.keep {
				kept += o.words
			}
		}
		if all == 0 || e.linked*2 > all && tag != atom.Table {
			continue
		}
		enough := float64(kept) >= share*float64(all)
		if tag == atom.Blockquote && v.inStory(e) && e.linked*2 < e.words && e.words < 300 {
			enough = enough || sum/float64(all) > 0.08
		}
		if tag == atom.Table && v.inStory(e) && e.linked*10 < all*7 && e.last-e.first >= 4 && !e.hidden {
			enough = enough || sum/float64(all) > 0.12
		}
		if !enough {
			continue
		}
		for k := e.first; k < e.last; k++ {
			if o := v.blocks[k]; o.choosable() && o.p >= least && !v.says[k].has(familyClosed) {
				o.keep = true
			}
		}
	}
}

// inStory reports that kept text stands before and after e, or before it in the same container.
func (v *view) inStory(e *element) bool {
	before, after := false, false
	for i := e.first - 1; i >= 0 && i > e.first-12; i-- {
		before = before || v.blocks[i].keep
	}
	for i := e.last; i < len(v.blocks) && i < e.last+12; i++ {
		after = after || v.blocks[i].keep
	}
	return before && (after || e.up != nil && e.up.long > 0)
}

// between keeps a doubtful block between two that are kept, when all stand in the same element.
func (v *view) between() {
	prev := -1
	for i, b := range v.blocks {
		if b.keep {
			prev = i
			continue
		}
		if prev < 0 || !b.choosable() || b.words == 0 || v.says[i].has(familyClosed) ||
			v.says[i].has(familyHeading) || v.says[i].has(familyPrompt) {
			continue
		}
		next := i + 1
		for next < len(v.blocks) && next < i+4 && !v.blocks[next].keep {
			next++
		}
		if next >= len(v.blocks) || !v.blocks[next].keep {
			continue
		}
		p, n := v.blocks[prev], v.blocks[next]
		home := func(x *block) *element {
			if x.in.up != nil {
				return x.in.up
			}
			return x.in
		}
		same := home(p) == home(b) && home(n) == home(b) || p.in == b.in && n.in == b.in
		switch {
		case b.shape == heading && !b.linkOnly() && b.words <= 25 && b.p > 0.1 && n.long() && n.p > 0.6 &&
			next-i <= 3 && i-prev <= 8:
			b.keep = true
			prev = i
		case !same || b.linkOnly():
		case b.long() && b.p > 0.15 && b.shape == p.shape, b.shape == heading && n.long() && b.p > 0.06,
			b.shape == para && b.p > 0.35 && b.in.groups&noisy == 0:
			b.keep = true
			prev = i
		}
	}
}
