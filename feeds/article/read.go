package article

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/internal/safe"
)

// reading is a page on its way to an article.
type reading struct {
	Page
	doc    *html.Node
	base   *url.URL
	header *header
	advice advice
	title  string
	view   *view
	next   string  // address of the next page of the same article
	live   []entry // the reports of a live page
}

// maxAsked is how many nodes a page may have for the adviser to be asked: it needs its own copy, and time.
const maxAsked = 60_000

// open parses a page and looks at it; what belongs to the story is not decided yet.
func open(p Page) (*reading, error) {
	doc, err := parse(p.HTML)
	if err != nil {
		return nil, err
	}
	r := &reading{Page: p, doc: doc}
	nodes := countNodes(doc, maxNodes)
	if nodes >= maxNodes {
		return nil, errLarge
	}
	r.header = readHeader(doc)
	r.base = baseOf(doc, p.URL, r.header)
	if !r.header.ld.live { // the other pages of a live page are what is old
		r.next = nextOf(doc, addressOf(p.URL, r.header))
	}
	unwrapLazy(bodyOf(doc))
	separate(bodyOf(doc), true)
	if r.live = liveEntries(bodyOf(doc), r.header.ld.live); len(r.live) == 0 {
		r.live = ldEntries(bodyOf(doc), r.header.ld.reports)
	}
	l := cut(bodyOf(doc))
	if nodes < maxAsked && len(p.HTML) < 3<<20 {
		r.advice = ask(doc, l, r.base)
	}
	site := r.header.siteName(p.URL)
	r.title = r.header.titleOf(r.advice.title, safe.Line(p.Title), site)
	lead := strings.Join([]string{
		summaryText(p.Summary), r.header.meta["description"],
		r.header.meta["og:description"], r.header.ld.description,
	}, "\n")
	r.view = newView(l, r.title, newWitness(r.header.ld.body), newWitness(lead))
	return r, nil
}

func summaryText(s string) string {
	if strings.ContainsAny(s, "<&") {
		return plainText([]byte(s))
	}
	return s
}

func bodyOf(doc *html.Node) *html.Node {
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Body {
			return n
		}
	}
	return doc
}

// baseOf is the address against which the links of the page are resolved.
func baseOf(doc *html.Node, address string, h *header) *url.URL {
	u := addressOf(address, h)
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Base && u != nil {
			if b, err := u.Parse(attr(n, "href")); err == nil && b.Host != "" {
				return b
			}
		}
		if n.DataAtom == atom.Body {
			break
		}
	}
	return u
}

// addressOf is where the page is: where it came from, else what it says; nil: not known.
func addressOf(address string, h *header) *url.URL {
	u, err := url.Parse(first(safe.URL(address), safe.URL(h.canon), safe.URL(h.meta["og:url"])))
	if err != nil || u.Host == "" {
		return nil
	}
	return u
}

// about fills in what the page says of the article.
func (r *reading) about(a *Article) {
	h := r.header
	a.URL = first(safe.URL(r.URL), safe.URL(h.canon))
	a.Title, a.Next = r.title, r.next
	a.Site = h.siteName(r.URL)
	a.Language = h.language()
	a.Section = oneLine(first(h.ld.section, h.meta["article:section"]))
	head := r.headText()
	a.Authors = h.authorsOf(r.advice.byline, a.Site, head)
	a.Published = h.publishedOf(first(r.URL, h.canon), r.advice.date, head)
	a.Updated = h.updatedOf(a.Published)
	a.Image = resolve(r.base, first(h.meta["og:image"], h.meta["og:image:url"], h.meta["twitter:image"], h.ld.image))
	a.Locked = h.ld.locked || h.meta["article:content_tier"] == "locked"
	if a.Updated.Sub(a.Published) < time.Minute {
		a.Updated = time.Time{}
	}
}

// headText is the text around the title and before the story, where a page without machine-readable dates writes them.
func (r *reading) headText() string {
	v := r.view
	start := 0
	for start < len(v.blocks)-1 && !v.blocks[start].keep {
		start++
	}
	var out strings.Builder
	for i, b := range v.blocks {
		if b.words < 30 && (v.titleAt >= 0 && i >= v.titleAt-4 && i < v.titleAt+12 || i >= start-8 && i < start+2) {
			out.WriteString(b.text + "\n")
		}
	}
	return out.String()
}

// Read turns a whole page into an article. When there is none it returns what the page says about itself and
// ErrNoArticle; of a front page also the teasers that it has, as its text.
func Read(p Page) (Article, error) { return guarded(p, read) }

func read(p Page) (Article, error) {
	if what := whatIs(p.HTML); what != "" {
		return Article{URL: safe.URL(p.URL), Title: safe.Line(p.Title)}, NoArticle{What: what, Feed: what == isFeed}
	}
	r, err := open(p)
	if err != nil {
		return readPlain(p)
	}
	var a Article
	r.view.judge()
	r.choose()
	r.keepReports()
	r.about(&a)
	front := r.frontPage() && len(p.Rules.Keep) == 0
	r.view.obey(p.Rules)
	r.keepTimes()
	s := r.story(a)
	s.clean()
	r.keepTimes()
	if r.onlyConsent() {
		return a, NoArticle{What: isConsent}
	}
	if r.onlyRobots() {
		return a, NoArticle{What: isRobots}
	}
	r.write(&a, s)
	if front { // without a story nothing beside it is noise for sure
		a.Front, a.Doubtful, a.Hidden, a.Around = true, slices.Concat(a.Hidden, a.Doubtful, a.Around), nil, nil
		return a, NoArticle{What: isFront}
	}
	if countWords(a.Text) < minWords {
		if fromBody := r.fromWitness(a); countWords(fromBody.Text) >= minWords {
			return fromBody, nil
		}
		if r.gallery() {
			r.write(&a, s)
			return a, nil
		}
		if body := scriptText(r.doc); body != "" {
			return r.fromText(a, body), nil
		}
		if a.Text == "" {
			return a, ErrNoArticle
		}
	}
	return a, nil
}

// story puts the chosen blocks under the rules.
func (r *reading) story(a Article) *story {
	s := &story{
		blocks: r.view.blocks, says: map[*block]saying{}, title: a.Title, site: a.Site, authors: a.Authors, page: true, news: r.newsLike(),
		known: r.Rules.Standing,
	}
	for i, b := range s.blocks {
		s.says[b] = r.view.says[i]
	}
	return s
}

// onlyConsent reports a page of which nothing is left but a dialog about consent.
func (r *reading) onlyConsent() bool {
	consent, all := 0, 0
	for i, b := range r.view.blocks {
		if b.wish == wishKept {
			return false
		}
		if !b.keep || b.shape == media {
			continue
		}
		all += b.words
		x := r.view.says[i]
		if x[familyPrompt] == KindCookies || x[familyClosed] == KindCookies || r.view.consent[i] > 1 ||
			r.view.consent[i]*30 > b.words {
			consent += b.words
		}
	}
	return all > 0 && all < 500 && consent*10 >= all*7 && !r.header.ld.isArticle
}

// minWords is how short a text may be before other sources are tried.
const minWords = 25

// write renders what is kept.
func (r *reading) write(a *Article, s *story) {
	l := r.view.layout
	rr := &renderer{l: l, base: r.base, captions: pictures(l, r.view.titleAt), whole: r.Whole}
	a.Hidden, a.Doubtful, a.Around = s.hidden()
	a.Standing = s.mayStand()
	tree := rr.tree(l.root.node)
	a.Cut = rr.full
	a.Text = strings.Join(lines(tree, nil), "\n")
	a.Markdown = markdown(tree)
	a.Locked = a.Locked || r.walled(s, countWords(a.Text))
}

// walled reports that a short text is followed by an invitation to subscribe, as behind a wall.
func (r *reading) walled(s *story, words int) bool {
	if words > 250 {
		return false
	}
	last := -1
	for i, b := range s.blocks {
		if b.keep && b.shape != media {
			last = i
		}
	}
	for i := last + 1; last >= 0 && i < min(len(s.blocks), last+10); i++ {
		b := s.blocks[i]
		if s.say(b)[familyPrompt] == KindSubscribe && countWords(b.text) > 3 && !b.inside(atom.Footer, atom.Nav, atom.Header) {
			return true
		}
	}
	return false
}

// fromWitness makes the article of JSON-LD's articleBody, where the page itself has next to nothing.
func (r *reading) fromWitness(a Article) Article { return r.fromText(a, r.header.ld.body) }

// fromText makes the article of a text that does not stand in the page itself.
func (r *reading) fromText(a Article, text string) Article {
	body := fragment(Page{HTML: []byte(text), URL: r.URL, Title: first(r.Title, a.Title), Summary: r.Summary})
	a.Markdown, a.Text, a.Hidden = body.Markdown, body.Text, append(a.Hidden, body.Hidden...)
	return a
}

// readPlain reads a page that is too large or too broken for a tree: its text without judgement.
func readPlain(p Page) (Article, error) {
	a := Article{URL: safe.URL(p.URL), Title: safe.Line(p.Title)}
	body := fragment(Page{HTML: []byte(html.EscapeString(plainText(p.HTML))), URL: p.URL, Title: p.Title})
	a.Markdown, a.Text, a.Hidden, a.Cut = body.Markdown, body.Text, body.Hidden, true
	if a.Text == "" {
		return a, ErrNoArticle
	}
	return a, nil
}
