package feeds

import (
	"bytes"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxPage is how much of a page is searched for feeds, in bytes.
const maxPage = 2 << 20

// acceptAny asks for a feed or a page.
const acceptAny = "application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, application/xhtml+xml;q=0.9, */*;q=0.5"

// sitePage is what a page says about feeds; all addresses are absolute.
type sitePage struct {
	canonical string
	own       []string // of the channel that a page of YouTube is about
	named     []string // by <link rel=alternate>, feeds of comments last
	linked    []string // by links that look like feeds
	empty     bool     // hardly a word on it
}

// pageReader goes through a page tag by tag.
type pageReader struct {
	sitePage
	base    *url.URL
	based   bool // a <base> was seen
	links   []pageLink
	anchors []string
	words   int
}

type pageLink struct {
	address string
	rank    int // 0: a feed, 1: perhaps one, 2: comments
}

// readPage reads a page that was found at base.
func readPage(doc []byte, base *url.URL) sitePage {
	doc = doc[:min(len(doc), maxPage)]
	r := pageReader{base: base}
	z := html.NewTokenizer(bytes.NewReader(doc))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		switch kind {
		case html.TextToken:
			r.words += len(bytes.Fields(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			switch a := atom.Lookup(name); a {
			case atom.Link, atom.A, atom.Base:
				r.tag(a, attributes(z, more))
			}
		}
	}
	slices.SortStableFunc(r.links, func(a, b pageLink) int { return a.rank - b.rank })
	for _, l := range r.links {
		r.named = append(r.named, l.address)
	}
	r.named = r.named[:min(len(r.named), maxCandidates)]
	r.linked = r.anchors[:min(len(r.anchors), 3)]
	r.empty = r.words < 400
	if base != nil && strings.HasSuffix(strings.ToLower(base.Hostname()), "youtube.com") && len(r.named) == 0 {
		if m := youTubeChannel()(doc); m != nil {
			r.own = []string{"https://www.youtube.com/feeds/videos.xml?channel_id=" + string(m[1])}
		}
	}
	return r.sitePage
}

// youTubeChannel finds the channel that a page of YouTube is about. Compiled when the first one is looked for.
var youTubeChannel = sync.OnceValue(func() func([]byte) [][]byte {
	return regexp.MustCompile(`(?:"channelId":"|"externalId":"|itemprop="(?:channelId|identifier)" content="|/channel/)(UC[A-Za-z0-9_-]{22})`).FindSubmatch
})

func attributes(z *html.Tokenizer, more bool) map[string]string {
	list := map[string]string{}
	for more {
		var key, value []byte
		if key, value, more = z.TagAttr(); list[string(key)] == "" {
			list[string(key)] = string(value)
		}
	}
	return list
}

func (r *pageReader) tag(a atom.Atom, attr map[string]string) {
	href := strings.TrimSpace(attr["href"])
	if href == "" {
		return
	}
	if a == atom.Base {
		if !r.based {
			r.based, r.base = true, resolve(r.base, href)
		}
		return
	}
	rel := strings.Fields(strings.ToLower(attr["rel"]))
	address := wired(absolute(href, r.base))
	if strings.HasPrefix(strings.ToLower(href), "feed:") {
		address, _ = WebAddress(href)
	}
	switch {
	case address == "":
	case a == atom.Link && slices.Contains(rel, "canonical"):
		r.canonical = address
	case slices.Contains(rel, "alternate") && !slices.Contains(rel, "stylesheet") || slices.Contains(rel, "feed"):
		r.alternate(address, attr["type"], attr["title"], slices.Contains(rel, "feed"))
	case a == atom.A && looksLikeFeed(address) && !slices.Contains(r.anchors, address):
		r.anchors = append(r.anchors, address)
	}
}

// alternate takes another form of the page when its type is that of a feed.
func (r *pageReader) alternate(address, kind, title string, feed bool) {
	kind, _, _ = strings.Cut(strings.ToLower(kind), ";")
	rank := 0
	switch strings.TrimSpace(kind) {
	case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/x.atom+xml":
	case "application/json", "text/xml", "application/xml", "text/rss", "text/rdf":
		rank = 1
	case "":
		if !feed {
			return
		}
	default:
		return
	}
	if aboutComments(address, headline(title)) {
		rank = 2
	}
	if strings.Contains(address, "/wp-json/") || strings.Contains(address, "/oembed") {
		return
	}
	if !slices.ContainsFunc(r.links, func(l pageLink) bool { return l.address == address }) {
		r.links = append(r.links, pageLink{address, rank})
	}
}

// looksLikeFeed reports an address that has a feed's name.
func looksLikeFeed(address string) bool {
	u := parsedURL(address)
	if u == nil {
		return false
	}
	path := strings.ToLower(strings.Trim(u.Path, "/"))
	last := path[strings.LastIndexByte(path, '/')+1:]
	switch last {
	case "feed", "rss", "atom", "rss2", "rdf", "feed.json":
		return true
	case "":
		return strings.HasPrefix(strings.ToLower(u.Hostname()), "feeds.")
	}
	for _, end := range []string{".rss", ".rdf", ".atom", "rss.xml", "atom.xml", "feed.xml", "index.xml"} {
		if strings.HasSuffix(last, end) {
			return true
		}
	}
	return false
}
