package article

import (
	"golang.org/x/net/html/atom"
)

// pictures decides which pictures belong to the kept text, and which lines are their captions.
func pictures(l *layout, titleAt int) map[*block][]*block {
	out := map[*block][]*block{}
	first, last := -1, -1
	for i, b := range l.blocks {
		if b.keep && b.shape != media {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return out
	}
	kept := make([]int, len(l.blocks)+1)
	for i, b := range l.blocks {
		kept[i+1] = kept[i]
		if b.keep && b.shape != media && !isCaption(b) {
			kept[i+1]++
		}
	}
	end := l.galleryEnd(last)
	for i, b := range l.blocks {
		if b.shape != media || b.wish == wishHidden {
			continue
		}
		b.keep = i > first && i < last || i < first && first-i < 15 && i > titleAt-6 || i > last && i-last < 3 || i > last && i < end
		outer := outerOf(b, kept)
		if b.wish == wishKept {
			b.keep = true
		} else if !b.keep || outer == nil || !plainPicture(b, outer) || i < first && b.inside(atom.Header, atom.Nav) &&
			!b.inside(atom.Article, atom.Main) {
			b.keep = false
			continue
		}
		out[b] = l.captionsOf(b, i, outer)
		for _, c := range out[b] {
			c.keep = false
		}
	}
	return out
}

// outerOf is the largest element around b that has none of the kept text; kept counts the kept blocks before each.
func outerOf(b *block, kept []int) *element {
	for e := b.in; e.up != nil; e = e.up {
		if kept[e.up.last] > kept[e.up.first] {
			return e
		}
	}
	return nil
}

// plainPicture reports that nothing but pictures and captions stands in outer, and no name in it speaks of furniture.
func plainPicture(b *block, outer *element) bool {
	for e := b.in; ; e = e.up {
		if e.groups&(noisy&^gTeaser&^gShare&^gTags&^gAd&^gModal) != 0 && e.groups&gCaption == 0 &&
			e.node.DataAtom != atom.Figure && e.node.DataAtom != atom.Img {
			return false
		}
		switch e.node.DataAtom {
		case atom.Aside, atom.Nav, atom.Footer, atom.Form:
			return false
		case atom.A:
			if e.words > 0 {
				return false
			}
		}
		if e == outer {
			return true
		}
	}
}

// galleryEnd is where the figures with captions end that follow the last kept block in the same part of the page.
func (l *layout) galleryEnd(last int) int {
	part := l.blocks[last].in
	for level := 0; level < 2 && part.up != nil; level++ {
		part = part.up
	}
	end := last + 1
	for ; end < part.last; end++ {
		b := l.blocks[end]
		if fig := b.within(isFigure); fig == nil || fig.words == 0 || fig.linked*2 > fig.words {
			break
		}
	}
	return end
}

func isFigure(e *element) bool { return e.node.DataAtom == atom.Figure }

// gallery makes the captions of a page its text where there is next to no other: three figures of one part of the page.
func (r *reading) gallery() bool {
	v := r.view
	part := v.root
	if v.mainArticle != nil {
		part = v.mainArticle
	}
	var captions []*block
	words := 0
	for _, b := range v.blocks[part.first:part.last] {
		fig := b.within(isFigure)
		if b.shape == media || fig == nil || b.words < 4 || b.inside(atom.Aside, atom.Nav, atom.Footer) || b.linkOnly() ||
			v.blocks[fig.first].shape != media && v.blocks[fig.last-1].shape != media {
			continue
		}
		captions = append(captions, b)
		words += b.words
	}
	if len(captions) < 3 || words < minWords {
		return false
	}
	for _, b := range captions {
		b.keep, b.told, b.plain, b.kind, b.reason = true, true, true, "", ""
	}
	return true
}

func isCaption(b *block) bool {
	if b.plain {
		return false
	}
	if b.shape == caption || b.isCaption {
		return true
	}
	level := 0
	for e := b.in; e != nil && level < 3; e, level = e.up, level+1 {
		if e.groups&gCaption != 0 && b.words < 80 && e.words < 120 {
			return true
		}
		if e.node.DataAtom == atom.Figure {
			return true
		}
	}
	return false
}

// captionsOf are the lines that describe picture b.
func (l *layout) captionsOf(b *block, at int, outer *element) []*block {
	var out []*block
	from, to := at+1, min(len(l.blocks), at+6)
	if fig := b.within(func(e *element) bool { return e.node.DataAtom == atom.Figure }); fig != nil {
		from, to = fig.first, fig.last
	}
	for i := from; i < to; i++ {
		c := l.blocks[i]
		if c.shape == media {
			if i > at && c != b {
				break
			}
			continue
		}
		if !isCaption(c) {
			if i > at {
				break
			}
			continue
		}
		s := say(c.text)
		if c.words > 1 && c.wish != wishHidden && !s.has(familyClosed) && !c.linkOnly() {
			out = append(out, c)
		}
	}
	return out
}
