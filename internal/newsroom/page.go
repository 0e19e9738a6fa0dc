package newsroom

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"
)

//go:embed pages/*.html
var pageFiles embed.FS

// page is what the templates see. Fields are in the words of a newspaper; W is the furniture.
type page struct {
	Outlet, Home, Host, Lang, Motto, FeedURL, FeedType, Section, SectionURL string
	Sections                                                                []teaser // of the navigation, with an address each
	W                                                                       map[string]string
	Footer                                                                  []string
	Menu                                                                    []menu

	Title, Lead, Canonical, Published, Updated, PublishedISO, UpdatedISO, Picture string
	Authors, Tags                                                                 []string
	Minutes                                                                       int
	Agency                                                                        bool
	Model                                                                         bool
	Blocks                                                                        []template.HTML
	Live                                                                          []liveEntry
	LinkedData                                                                    template.JS
	State                                                                         template.JS
	Furniture                                                                     furniture
	Related, MostRead, Latest                                                     []teaser
	Comments                                                                      []comment
	Number                                                                        int
}

type menu struct {
	Title string
	Links []teaser
}

type comment struct{ Name, Text string }

type liveEntry struct {
	Title, Time, ISO, ID string
	Blocks               []template.HTML
}

func readPages() *template.Template {
	grid := template.CSS(gridRules()) //nolint:gosec // our own
	return template.Must(template.New("").Funcs(template.FuncMap{
		"add":    func(a, b int) int { return a + b },
		"first":  first,
		"grid":   func() template.CSS { return grid },
		"srcset": srcset,
		"class":  className,
	}).ParseFS(pageFiles, "pages/*.html"))
}

// page returns the page at an address of an outlet, its status and the time of its last change.
func (n *Newsroom) page(o *outlet, u *url.URL) (body []byte, status int, changed time.Time) {
	for _, r := range n.news(o) {
		if where, err := url.Parse(r.url()); err == nil && where.RequestURI() == u.RequestURI() {
			return n.report(r)
		}
	}
	p := n.furnish(&report{outlet: o, event: &event{}})
	changed = n.opened
	if p.Title = p.list(u.Path); p.Title != "" {
		return n.render("front", p), http.StatusOK, changed
	}
	p.Title = p.W["missing_title"]
	return n.render("missing", p), http.StatusNotFound, changed
}

// list is the title of a page that lists reports: the front page, a section or a topic. Other paths give "".
func (p *page) list(path string) string {
	if topic, ok := strings.CutPrefix(path, "/topic/"); ok || path == "/" {
		return strings.TrimSpace(p.Outlet + " " + topic)
	}
	for _, s := range p.Sections {
		if strings.HasSuffix(s.Href, path) {
			return s.Title
		}
	}
	return ""
}

// report returns the page of a report, or what stands in its way.
func (n *Newsroom) report(r *report) (body []byte, status int, changed time.Time) {
	p := n.furnish(r)
	changed = r.updated(n)
	switch r.as {
	case "wall":
		p.Blocks = p.Blocks[:1]
		return n.render("wall", p), http.StatusPaymentRequired, changed
	case "robots":
		p.Title = p.W["robots_title"]
		return n.render("robots", p), http.StatusForbidden, changed
	case "missing":
		p.Title = p.W["missing_title"]
		return n.render("missing", p), http.StatusNotFound, changed
	}
	return n.render(r.outlet.page, p), http.StatusOK, changed
}

func (n *Newsroom) render(name string, p *page) []byte {
	var b bytes.Buffer
	if err := n.pages.ExecuteTemplate(&b, name+".html", p); err != nil {
		panic(err) // the templates are ours and tested
	}
	return b.Bytes()
}

// furnish fills a page for a report, or the frame of one when the report is empty.
func (n *Newsroom) furnish(r *report) *page {
	o := r.outlet
	updated := r.updated(n)
	p := &page{
		Outlet: o.name, Home: o.url("/"), Host: o.host, Lang: o.language, Motto: o.motto, FeedURL: o.url(o.feed),
		FeedType: map[string]string{"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}[o.format],
		Section:  r.section(), SectionURL: o.url("/section/" + slug(r.section())), W: map[string]string{}, Footer: o.words["footer"],
		Title: r.title, Lead: r.lead, Published: o.date(r.published), Updated: o.date(updated),
		PublishedISO: r.published.Format(time.RFC3339), UpdatedISO: updated.Format(time.RFC3339), Picture: r.picture(),
		Authors: r.authors, Tags: r.tags(), Minutes: r.minutes, Agency: r.agency != "", Model: r.as == "model" || r.as == "glued",
		Number: r.number,
	}
	fill := r.filler()
	for name, lines := range o.words {
		p.W[name] = fill.Replace(lines[0])
	}
	for _, s := range o.sections {
		p.Sections = append(p.Sections, teaser{Title: s, Href: o.url("/section/" + slug(s))})
	}
	for _, other := range n.news(o) {
		if other != r {
			p.Latest = append(p.Latest, o.teaser(other.section(), other.title, other.url(), other.minutes))
		}
	}
	p.MostRead = first(o.teasers("teaser"), 5)
	p.Menu = menus(p)
	for _, line := range o.words["comment"] {
		name, text, _ := strings.Cut(line, " | ")
		p.Comments = append(p.Comments, comment{name, text})
	}
	p.State = n.state(o)
	if r.title == "" {
		return p
	}
	p.Canonical = r.url()
	p.Furniture = r.furniture()
	p.Related = n.related(r)
	p.LinkedData = n.linkedData(r)
	for i, b := range r.blocks {
		if i == 0 {
			b.text = r.dateline() + b.text
		}
		p.Blocks = append(p.Blocks, template.HTML(r.html(b))) //nolint:gosec // our own text, escaped
	}
	for _, e := range n.entries(r) {
		at := n.opened.Add(e.after)
		l := liveEntry{Title: e.title, Time: at.Format("15:04"), ISO: at.Format(time.RFC3339), ID: slug(e.title)}
		for _, b := range e.blocks {
			l.Blocks = append(l.Blocks, template.HTML(r.html(b))) //nolint:gosec // our own text, escaped
		}
		p.Live = append(p.Live, l)
	}
	return p
}

// menus are the folded-out navigation: under each section some headlines.
func menus(p *page) []menu {
	var out []menu
	for i, s := range p.Sections {
		m := menu{Title: s.Title}
		for j := range min(6, len(p.Latest)) {
			m.Links = append(m.Links, p.Latest[(i*6+j)%len(p.Latest)])
		}
		out = append(out, m)
	}
	return out
}

// related are the outlet's other reports of the same desk.
func (n *Newsroom) related(r *report) []teaser {
	var out []teaser
	for _, other := range n.news(r.outlet) {
		if other != r && other.event.desk == r.event.desk && len(out) < 4 {
			out = append(out, r.outlet.teaser(other.section(), other.title, other.url(), other.minutes))
		}
	}
	return out
}

// linkedData is the page's JSON-LD, with the text as articleBody where the outlet gives its text away anyway.
func (n *Newsroom) linkedData(r *report) template.JS {
	type thing map[string]any
	var authors []thing
	for _, a := range r.authors {
		kind := "Person"
		if a == r.agency {
			kind = "NewsMediaOrganization"
		}
		authors = append(authors, thing{"@type": kind, "name": a})
	}
	d := thing{
		"@context": "https://schema.org", "@type": "NewsArticle", "headline": r.title, "description": r.lead,
		"datePublished": r.published.Format(time.RFC3339), "dateModified": r.updated(n).Format(time.RFC3339),
		"inLanguage": r.outlet.language, "articleSection": r.section(), "keywords": r.tags(), "author": authors,
		"mainEntityOfPage": r.url(), "publisher": thing{"@type": "NewsMediaOrganization", "name": r.outlet.name, "url": r.outlet.url("/")},
		"isAccessibleForFree": r.as != "wall",
	}
	if p := r.picture(); p != "" {
		d["image"] = []string{p}
	}
	if r.outlet.body == "full" && r.as == "" {
		var text []string
		for _, b := range r.blocks {
			if b.text != "" && b.kind != "picture" {
				text = append(text, plainInline(b.text))
			}
			for _, item := range b.items {
				text = append(text, plainInline(item))
			}
		}
		d["articleBody"] = strings.Join(text, "\n")
	}
	return script(d)
}

// state is what single-page sites leave in their pages: the whole front page once more, for a script to read.
func (n *Newsroom) state(o *outlet) template.JS {
	type card struct {
		ID      int               `json:"id"`
		Type    string            `json:"__typename"`
		Section string            `json:"section"`
		Title   string            `json:"headline"`
		Text    string            `json:"summary"`
		Href    string            `json:"canonicalUrl"`
		Crops   map[string]string `json:"crops"`
		Flags   map[string]bool   `json:"flags"`
	}
	var cards []card
	for i, r := range n.news(o) {
		if i == 30 {
			break
		}
		c := card{
			ID: r.number, Type: "ArticleCard", Section: r.section(), Title: r.title, Text: r.lead, Href: r.url(),
			Crops: map[string]string{}, Flags: map[string]bool{"isLive": r.as == "live", "isPremium": r.as == "wall", "commentsOpen": true},
		}
		for _, size := range []string{"square", "landscape", "portrait", "ultrawide"} {
			c.Crops[size] = o.url("/pictures/" + r.slug + ".png?crop=" + size + "&quality=75&auto=webp&disable=upscale")
		}
		cards = append(cards, c)
	}
	return script(map[string]any{"cards": cards, "config": map[string]any{
		"edition": o.language, "build": "7f3c1e", "experiments": []string{"sticky-header", "two-column-footer", "lazy-comments"},
	}})
}

func script(v any) template.JS {
	doc, err := json.Marshal(v) // escapes <, > and &: safe inside a script element
	if err != nil {
		panic(err) // plain values only
	}
	return template.JS(doc) //nolint:gosec // see above
}
