package feeds

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"dateline/internal/safe"

	gofeedatom "github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

// told reads the elements that gofeed keeps apart, by the prefixes that mended gives them.
type told ext.Extensions

// first is the first text of the first of the elements that has one; names are prefix:local.
func (e told) first(names ...string) string {
	for _, name := range names {
		for _, x := range e.all(name) {
			if x.Value != "" {
				return x.Value
			}
		}
	}
	return ""
}

func (e told) all(name string) []ext.Extension {
	prefix, local, _ := strings.Cut(name, ":")
	return e[prefix][local]
}

func (e told) texts(names ...string) (list []string) {
	for _, name := range names {
		for _, x := range e.all(name) {
			list = append(list, x.Value)
		}
	}
	return list
}

// when is the first date; dates were made RFC 3339 before.
func (e told) when(names ...string) time.Time { return moment(e.first(names...)) }

func (e told) people(names ...string) (list []Person) {
	for _, name := range names {
		for _, x := range e.all(name) {
			list = append(list, Person{Name: x.Attrs["name"], Email: x.Attrs["email"]})
		}
	}
	return list
}

func (e told) categories() (list []string) {
	for _, x := range e.all("d:category") {
		list = append(list, either(x.Attrs["term"], x.Attrs["label"]))
	}
	return list
}

// link is the address of a kind of Atom link.
func (e told) link(rel string) string {
	for _, x := range e.all("atom:link") {
		if either(x.Attrs["rel"], "alternate") == rel {
			return x.Attrs["href"]
		}
	}
	return ""
}

// texts are what mended set aside.
type texts []string

// first is the text that the first of the numbers that are there stands for.
func (t texts) first(numbers ...string) string {
	n, err := strconv.Atoi(either(numbers...))
	if err != nil || n < 1 || n > len(t) {
		return ""
	}
	return t[n-1]
}

func either(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

func moment(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

func earliest(list ...time.Time) time.Time {
	for _, t := range list {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

func fromRSS(r *rss.Feed, t texts) *Feed {
	e := told(r.Extensions)
	f := &Feed{
		Title:       either(r.Title, e.first("atom:title", "dc:title", "itunes:title")),
		Link:        safe.Link(either(r.Link, e.link("alternate"))),
		Language:    language(either(r.Language, e.first("dc:language", "d:lang"))),
		Description: t.first(r.Description, e.first("atom:subtitle", "dc:description", "itunes:summary", "itunes:subtitle", "d:info")),
		Copyright:   either(r.Copyright, e.first("atom:rights", "dc:rights", "media:copyright")),
		Image:       e.first("d:image", "d:picture", "atom:logo", "atom:icon"),
		Published:   earliest(moment(r.PubDate), e.when("dc:date", "atom:published", "dcterms:issued", "dcterms:created")),
		Updated:     earliest(moment(r.LastBuildDate), e.when("atom:updated", "dcterms:modified")),
	}
	f.Authors = people(e.people("d:author"), named(r.ManagingEditor), named(e.texts("dc:creator", "dc:author", "itunes:author")...),
		e.people("d:owner"), named(r.WebMaster))
	f.Categories = topics(rssCategories(r.Categories), e.texts("dc:subject", "itunes:keywords", "media:category", "media:keywords"), e.categories())
	f.Wish = wish(r, e)
	for _, i := range r.Items {
		f.Items = append(f.Items, rssItem(i, f, t))
	}
	return f
}

func rssCategories(list []*rss.Category) (names []string) {
	for _, c := range list {
		names = append(names, c.Value)
	}
	return names
}

func rssItem(r *rss.Item, f *Feed, t texts) Item {
	e := told(r.Extensions)
	i := Item{
		Title:     either(r.Title, e.first("atom:title", "media:title", "dc:title", "itunes:title")),
		Summary:   t.first(r.Description, e.first("atom:summary", "dc:description", "itunes:summary", "media:description", "itunes:subtitle")),
		Content:   t.first(r.Content, e.first("atom:content")),
		Comments:  r.Comments,
		Published: earliest(moment(r.PubDate), e.when("dc:date", "atom:published", "dcterms:issued", "dcterms:created", "dcterms:available", "d:created", "dcterms:date")),
		Updated:   e.when("atom:updated", "dcterms:modified"),
	}
	guid := ""
	if r.GUID != nil {
		guid = r.GUID.Value
	}
	i.ID = identifier(either(guid, e.first("atom:id", "d:about", "dc:identifier")))
	i.Enclosures = attached(r, e)
	permalink := ""
	if r.GUID != nil && r.GUID.IsPermalink != "false" {
		permalink = safe.URL(guid)
	}
	i.Link = safe.Link(either(e.first("d:origlink"), r.Link, e.link("alternate"), permalink, safe.URL(e.first("d:about")), e.link("related"), firstURL(i.Enclosures)))
	i.Authors = people(e.people("d:author"), named(e.texts("dc:creator", "dc:author", "itunes:author", "media:credit")...))
	i.Categories = topics(rssCategories(r.Categories), e.texts("dc:subject", "media:category", "media:keywords", "itunes:keywords"), e.categories())
	i.Image = picture(e, i.Enclosures)
	i.inherit(f)
	return i
}

// inherit gives an item the people and labels of its feed, where it has none of its own.
func (i *Item) inherit(f *Feed) {
	if len(i.Authors) == 0 {
		i.Authors = f.Authors
	}
	if len(i.Categories) == 0 {
		i.Categories = f.Categories
	}
}

// attached lists the files of an item, each address once.
func attached(r *rss.Item, e told) (list []Enclosure) {
	add := func(address, kind, length string) {
		for _, have := range list {
			if have.URL == address {
				return
			}
		}
		n, _ := strconv.ParseInt(strings.TrimSpace(length), 10, 64)
		list = append(list, Enclosure{URL: address, Type: safe.Line(kind), Length: max(n, 0)})
	}
	for n, x := range r.Enclosures {
		address := x.URL
		if original := e.first("d:origenclosurelink"); original != "" && n == 0 {
			address = original
		}
		add(address, x.Type, x.Length)
	}
	for _, x := range e.all("atom:link") {
		if x.Attrs["rel"] == "enclosure" {
			add(x.Attrs["href"], x.Attrs["type"], x.Attrs["length"])
		}
	}
	for _, x := range e.all("media:content") {
		add(x.Attrs["url"], mediaType(x.Attrs), x.Attrs["length"])
	}
	return list
}

// mediaType is the type of a media:content, from its medium where it has none.
func mediaType(attrs map[string]string) string {
	if attrs["type"] == "" && attrs["medium"] != "" {
		return attrs["medium"] + "/*"
	}
	return attrs["type"]
}

func firstURL(list []Enclosure) string {
	if len(list) == 0 {
		return ""
	}
	return list[0].URL
}

// identifier is an id in one clean line; of one that is too long to be kept, a hash.
func identifier(s string) string {
	s = safe.Line(s)
	if len(s) <= maxHeadline {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// picture is the image of an item: its thumbnail, or else a file that is one.
func picture(e told, files []Enclosure) string {
	if s := e.first("d:image", "media:thumbnail", "d:picture"); s != "" {
		return s
	}
	for _, x := range files {
		if strings.HasPrefix(x.Type, "image/") {
			return x.URL
		}
	}
	return ""
}

func fromAtom(a *gofeedatom.Feed, t texts) *Feed {
	e := told(a.Extensions)
	f := &Feed{
		Title:       either(a.Title, e.first("dc:title", "itunes:title")),
		Link:        safe.Link(atomLink(a.Links)),
		Language:    language(either(e.first("d:lang"), e.first("dc:language"))),
		Description: t.first(a.Subtitle, e.first("dc:description", "itunes:summary", "d:info")),
		Copyright:   either(a.Rights, e.first("dc:rights", "media:copyright")),
		Image:       either(a.Logo, e.first("d:image", "d:picture"), a.Icon),
		Updated:     earliest(moment(a.Updated), e.when("dcterms:modified", "dc:date")),
		Published:   e.when("atom:published", "dcterms:issued", "dc:date"),
		Authors:     people(e.people("d:author"), named(e.texts("dc:creator", "itunes:author")...)),
		Categories:  topics(e.categories(), e.texts("dc:subject", "itunes:keywords")),
		Wish:        wish(&rss.Feed{}, e),
	}
	for _, entry := range a.Entries {
		f.Items = append(f.Items, atomItem(entry, f, t))
	}
	return f
}

func atomItem(a *gofeedatom.Entry, f *Feed, t texts) Item {
	e := told(a.Extensions)
	i := Item{
		ID:        identifier(either(a.ID, e.first("dc:identifier"))),
		Title:     either(a.Title, e.first("media:title", "dc:title")),
		Summary:   t.first(a.Summary, e.first("dc:description", "media:description")),
		Published: earliest(moment(a.Published), e.when("d:created", "dcterms:issued", "dcterms:created", "dc:date")),
		Updated:   earliest(moment(a.Updated), e.when("dcterms:modified")),
	}
	if a.Content != nil {
		i.Content = t.first(a.Content.Value)
	}
	for _, l := range a.Links {
		if l.Rel == "enclosure" {
			n, _ := strconv.ParseInt(l.Length, 10, 64)
			i.Enclosures = append(i.Enclosures, Enclosure{URL: l.Href, Type: safe.Line(l.Type), Length: max(n, 0)})
		}
		if l.Rel == "replies" && i.Comments == "" && strings.Contains(l.Type, "html") {
			i.Comments = l.Href
		}
	}
	i.Enclosures = append(i.Enclosures, attached(&rss.Item{}, e)...)
	i.Link = safe.Link(either(e.first("d:origlink"), atomLink(a.Links), e.first("d:src"), safe.URL(a.ID), firstURL(i.Enclosures)))
	i.Authors = people(e.people("d:author"), named(e.texts("dc:creator", "itunes:author", "media:credit")...))
	if len(i.Authors) == 0 {
		i.Authors = people(e.people("d:sourceauthor"))
	}
	i.Categories = topics(e.categories(), e.texts("dc:subject", "media:category", "media:keywords"))
	i.Image = picture(e, i.Enclosures)
	i.inherit(f)
	return i
}

// atomLink is the page among links: an alternate one in HTML before others, then what is related, then the feed's own.
func atomLink(list []*gofeedatom.Link) string {
	best, rank := "", 0
	for _, l := range list {
		r := 0
		switch kind := strings.ToLower(l.Type); {
		case l.Rel == "alternate" && (kind == "" || strings.Contains(kind, "html")):
			r = 4
		case l.Rel == "alternate":
			r = 3
		case l.Rel == "related", l.Rel == "via":
			r = 1
		}
		if r > rank {
			best, rank = l.Href, r
		}
	}
	return best
}

// topics joins lists of labels, each label once, in order.
func topics(lists ...[]string) (out []string) {
	seen := map[string]bool{}
	for _, list := range lists {
		for _, s := range list {
			if k := strings.ToLower(s); s != "" && !seen[k] {
				seen[k] = true
				out = append(out, s)
			}
		}
	}
	return out
}

// language is a language tag with the usual separator; words that are no tag are left out.
func language(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	if len(s) > 35 || strings.ContainsAny(s, " <>&") {
		return ""
	}
	return safe.Line(s)
}

// wish reads how often a feed wants to be asked.
func wish(r *rss.Feed, e told) Wish {
	var w Wish
	if n, err := strconv.Atoi(r.TTL); err == nil && n > 0 {
		w.Every = time.Duration(min(n, 10_000)) * time.Minute
	}
	every := map[string]time.Duration{
		"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour, "monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
	}
	if period := every[strings.ToLower(e.first("sy:updateperiod"))]; period > 0 && w.Every == 0 {
		times, err := strconv.Atoi(e.first("sy:updatefrequency"))
		if err != nil || times < 1 {
			times = 1
		}
		w.Every = period / time.Duration(times)
	}
	for _, h := range r.SkipHours {
		if n, err := strconv.Atoi(h); err == nil && n >= 0 && n <= 24 {
			w.SkipHours = append(w.SkipHours, n%24)
		}
	}
	for _, d := range r.SkipDays {
		for day := time.Sunday; day <= time.Saturday; day++ {
			if strings.EqualFold(d, day.String()) {
				w.SkipDays = append(w.SkipDays, day)
			}
		}
	}
	return w
}
