package newsroom

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// document returns an outlet's feed as it stands now, its media type and the time of its last change.
func (n *Newsroom) document(o *outlet) (doc []byte, mediaType string, changed time.Time) {
	news := n.news(o)
	for _, r := range news {
		if t := r.updated(n); t.After(changed) {
			changed = t
		}
	}
	switch o.format {
	case "json":
		return n.jsonFeed(o, news), "application/feed+json; charset=utf-8", changed
	case "atom":
		return n.atom(o, news, changed), "application/atom+xml; charset=utf-8", changed
	}
	doc = n.rss(o, news, changed)
	if o.trouble == "broken" {
		doc = cutInside(doc, "</item>", 6)
	}
	return doc, "application/rss+xml; charset=utf-8", changed
}

// cutInside returns doc up to the middle of what follows the n-th mark: some whole items, then half of one.
func cutInside(doc []byte, mark string, n int) []byte {
	s := string(doc)
	at := 0
	for range n {
		i := strings.Index(s[at:], mark)
		if i < 0 {
			return doc
		}
		at += i + len(mark)
	}
	next := strings.Index(s[at:], mark)
	if next < 0 {
		return doc
	}
	return []byte(strings.ToValidUTF8(s[:at+next/2], ""))
}

func (n *Newsroom) rss(o *outlet, news []*report, changed time.Time) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
		` xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
`)
	tag(&b, "title", o.name)
	tag(&b, "link", o.url("/"))
	tag(&b, "description", o.motto+". "+o.words.get("invented"))
	tag(&b, "language", o.language)
	tag(&b, "lastBuildDate", changed.Format(time.RFC1123Z))
	tag(&b, "ttl", "30")
	fmt.Fprintf(&b, "<atom:link href=%q rel=\"self\" type=\"application/rss+xml\"/>\n", o.url(o.feed))
	for _, r := range news {
		b.WriteString("<item>\n")
		tag(&b, "title", r.title)
		tag(&b, "link", r.url())
		if o.body == "summary" {
			fmt.Fprintf(&b, "<guid isPermaLink=\"false\">%s-%d</guid>\n", o.key, r.number)
		} else {
			tag(&b, "guid", r.url())
		}
		tag(&b, "pubDate", r.published.Format(time.RFC1123Z))
		for _, a := range r.authors {
			tag(&b, "dc:creator", a)
		}
		for _, c := range append([]string{r.section()}, r.tags()...) {
			tag(&b, "category", c)
		}
		summary, content := n.bodies(r)
		tag(&b, "description", summary)
		if content != "" {
			b.WriteString("<content:encoded><![CDATA[" + content + "]]></content:encoded>\n")
		}
		if p := r.picture(); p != "" {
			fmt.Fprintf(&b, "<media:thumbnail url=%q width=\"640\" height=\"360\"/>\n", p)
		}
		b.WriteString("</item>\n")
	}
	b.WriteString("</channel>\n</rss>\n")
	return []byte(b.String())
}

func (n *Newsroom) atom(o *outlet, news []*report, changed time.Time) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=%q>\n", o.language)
	tag(&b, "id", "tag:"+o.host+",2024:feed")
	tag(&b, "title", o.name)
	tag(&b, "subtitle", o.motto+". "+o.words.get("invented"))
	tag(&b, "updated", changed.Format(time.RFC3339))
	fmt.Fprintf(&b, "<link rel=\"self\" href=%q/>\n<link rel=\"alternate\" type=\"text/html\" href=%q/>\n", o.url(o.feed), o.url("/"))
	for _, r := range news {
		b.WriteString("<entry>\n")
		tag(&b, "id", fmt.Sprintf("tag:%s,2024:%d", o.host, r.number))
		tag(&b, "title", r.title)
		fmt.Fprintf(&b, "<link rel=\"alternate\" type=\"text/html\" href=\"%s\"/>\n", escape(r.url()))
		tag(&b, "published", r.published.Format(time.RFC3339))
		tag(&b, "updated", r.updated(n).Format(time.RFC3339))
		for _, a := range r.authors {
			b.WriteString("<author>")
			tag(&b, "name", a)
			b.WriteString("</author>\n")
		}
		for _, c := range append([]string{r.section()}, r.tags()...) {
			fmt.Fprintf(&b, "<category term=\"%s\"/>\n", escape(c))
		}
		summary, content := n.bodies(r)
		b.WriteString("<summary type=\"text\">" + escape(summary) + "</summary>\n")
		if content != "" {
			b.WriteString("<content type=\"html\">" + escape(content) + "</content>\n")
		}
		b.WriteString("</entry>\n")
	}
	b.WriteString("</feed>\n")
	return []byte(b.String())
}

func (n *Newsroom) jsonFeed(o *outlet, news []*report) []byte {
	type author struct {
		Name string `json:"name"`
	}
	type item struct {
		ID        string    `json:"id"`
		URL       string    `json:"url"`
		Title     string    `json:"title"`
		Summary   string    `json:"summary,omitempty"`
		HTML      string    `json:"content_html,omitempty"`
		Text      string    `json:"content_text,omitempty"`
		Image     string    `json:"image,omitempty"`
		Published time.Time `json:"date_published"`
		Modified  time.Time `json:"date_modified"`
		Authors   []author  `json:"authors,omitempty"`
		Tags      []string  `json:"tags,omitempty"`
	}
	feed := struct {
		Version     string `json:"version"`
		Title       string `json:"title"`
		Home        string `json:"home_page_url"`
		Feed        string `json:"feed_url"`
		Description string `json:"description"`
		Language    string `json:"language"`
		Items       []item `json:"items"`
	}{
		"https://jsonfeed.org/version/1.1", o.name, o.url("/"), o.url(o.feed), o.motto + ". " + o.words.get("invented"), o.language, nil,
	}
	for _, r := range news {
		it := item{
			ID: r.url(), URL: r.url(), Title: r.title, Image: r.picture(), Published: r.published, Modified: r.updated(n),
			Tags: append([]string{r.section()}, r.tags()...),
		}
		for _, a := range r.authors {
			it.Authors = append(it.Authors, author{a})
		}
		it.Summary, it.HTML = n.bodies(r)
		if it.HTML == "" {
			it.Text, it.Summary = it.Summary, ""
		}
		feed.Items = append(feed.Items, it)
	}
	doc, err := json.MarshalIndent(feed, "", " ")
	if err != nil {
		panic(err) // strings and times only
	}
	return doc
}

// bodies is what a feed says of a report: a summary in plain text, and the whole text as HTML or "".
func (n *Newsroom) bodies(r *report) (summary, content string) {
	summary = r.dateline() + r.lead
	if entries := n.entries(r); len(entries) > 0 {
		summary += " " + entries[0].title + "."
	}
	switch {
	case r.as == "glued":
		return r.glued(), ""
	case r.outlet.body == "summary", r.as == "wall":
		return summary, ""
	case r.outlet.body == "full":
		return summary, r.whole()
	}
	return summary, r.whole() + r.signoff()
}

// whole is the text of a report as HTML, with the place it is from and, for wire copies, the agency.
func (r *report) whole() string {
	var b strings.Builder
	for i, block := range r.blocks {
		if i == 0 {
			block.text = r.dateline() + block.text
		}
		b.WriteString(r.html(block))
		b.WriteString("\n")
	}
	if r.as == "model" {
		b.WriteString(r.clutter())
	}
	return b.String()
}

// dateline is how wire copies begin: PLACE (Agency) — .
func (r *report) dateline() string {
	if r.agency == "" || r.event.place == "" {
		return ""
	}
	return r.event.place + " (" + r.agency + ") — "
}

// signoff is the line that weblogs put under every item of their feeds.
func (r *report) signoff() string {
	return `<p>The post <a href="` + r.url() + `">` + escape(r.title) + `</a> appeared first on <a href="` + r.outlet.url("/") + `">` +
		escape(r.outlet.name) + "</a>.</p>\n"
}

// picture is the address of the report's first picture, or "".
func (r *report) picture() string {
	for _, b := range r.blocks {
		if b.kind == "picture" {
			return r.outlet.url("/pictures/" + slug(b.text) + ".png")
		}
	}
	return ""
}

func tag(b *strings.Builder, name, text string) {
	b.WriteString("<" + name + ">" + escape(text) + "</" + name + ">\n")
}

var escapeXML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func escape(s string) string { return escapeXML.Replace(s) }
