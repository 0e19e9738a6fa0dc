package article

import (
	"net/url"
	"strings"

	"dateline/internal/safe"
)

// Fragment turns the body of a feed item into an article: HTML, or text that has lost its markup. Everything is the
// story unless a rule says that it is noise. A body that cannot be read at all gives a sentence that says so.
func Fragment(p Page) Article {
	a, err := guarded(p, func(p Page) (Article, error) { return fragment(p), nil })
	if err != nil {
		a.Text = err.Error()
		a.Markdown = a.Text
	}
	return a
}

func fragment(p Page) Article {
	a := Article{URL: safe.URL(p.URL), Title: safe.Line(p.Title)}
	doc := withLines(p.HTML)
	base, err := url.Parse(a.URL)
	if err != nil || a.URL == "" {
		base = nil
	}
	l := cut(bodyOf(doc))
	lead := newWitness(summaryText(p.Summary))
	s := &story{blocks: l.blocks, says: map[*block]saying{}, title: a.Title, known: p.Rules.Standing}
	for _, b := range l.blocks {
		b.keep, b.p = b.shape != media && b.shape != caption, 1
		b.told = b.words >= 8 && lead.share(wordsOf(b.text)) >= 0.9
	}
	l.obey(p.Rules)
	s.clean()
	r := &renderer{l: l, base: base, captions: pictures(l, -1000), whole: p.Whole}
	a.Hidden, a.Doubtful, a.Around = s.hidden()
	tree := r.tree(l.root.node)
	a.Cut = r.full
	a.Text = strings.Join(lines(tree, nil), "\n")
	a.Markdown = markdown(tree)
	return a
}
