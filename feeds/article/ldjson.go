package article

import (
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ldArticle is what a page says of its article in JSON-LD.
type ldArticle struct {
	headline, body, description, section, site, language, image string
	authors                                                     []string
	published, modified                                         string
	locked                                                      bool
	found                                                       bool
	isArticle                                                   bool
	collection                                                  bool // the page is one of many stories
	live                                                        bool // the page grows, report by report
	reports                                                     []ldReport
}

// readLD reads the JSON-LD scripts of a page. Of several articles the one wins that looks most like the page's own.
func readLD(doc *html.Node) ldArticle {
	var best ldArticle
	score := -1
	collection := false
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Script || n.FirstChild == nil || !strings.Contains(attr(n, "type"), "ld+json") {
			continue
		}
		data := n.FirstChild.Data
		if len(data) > 1<<20 {
			continue
		}
		data = strings.TrimSpace(data)
		data = strings.TrimSuffix(strings.TrimPrefix(data, "<!--"), "-->")
		var v any
		if json.Unmarshal([]byte(data), &v) != nil && json.Unmarshal([]byte(repairJSON(data)), &v) != nil {
			continue
		}
		eachLD(v, 0, func(o map[string]any) {
			collection = collection || slices.Contains(ldStrings(o["@type"]), "CollectionPage")
			a, s := articleOf(o)
			if s > score {
				a.site = first(a.site, best.site)
				best, score = a, s
			}
		})
	}
	best.collection = collection && !best.isArticle
	return best
}

// repairJSON mends what breaks JSON-LD most often: raw control characters in strings and commas at the end.
func repairJSON(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
	s = strings.TrimRight(s, "; ")
	for _, pair := range [][2]string{{",}", "}"}, {",]", "]"}, {", }", "}"}, {", ]", "]"}} {
		s = strings.ReplaceAll(s, pair[0], pair[1])
	}
	return s
}

// eachLD calls f for every object of the tree that has a type.
func eachLD(v any, depth int, f func(map[string]any)) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			eachLD(x, depth+1, f)
		}
	case map[string]any:
		if v["@type"] != nil {
			f(v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"} {
			if x := v[key]; x != nil {
				eachLD(x, depth+1, f)
			}
		}
	}
}

// articleOf reads one object and says how much it looks like the article of the page; -1: not at all.
func articleOf(o map[string]any) (ldArticle, int) {
	score := -1
	for _, t := range ldStrings(o["@type"]) {
		switch {
		case t == "LiveBlogPosting", strings.HasSuffix(t, "NewsArticle"), t == "Article", t == "BlogPosting", t == "Report":
			score = max(score, 10)
		case strings.HasSuffix(t, "Article"), strings.HasSuffix(t, "Posting"):
			score = max(score, 8)
		case t == "WebPage":
			score = max(score, 1)
		case t == "VideoObject":
			score = max(score, 0)
		}
	}
	if score < 0 {
		return ldArticle{}, -1
	}
	a := ldArticle{
		found: true, isArticle: score >= 8, live: slices.Contains(ldStrings(o["@type"]), "LiveBlogPosting"),
		headline: ldText(o["headline"]), body: ldBody(o["articleBody"]), description: ldText(o["description"]),
		section: ldText(o["articleSection"]), language: ldText(o["inLanguage"]), image: ldURL(o["image"]),
		published: ldText(o["datePublished"]), modified: ldText(o["dateModified"]),
		authors: ldNames(o["author"]), site: first(ldNames(o["publisher"])...),
	}
	if a.live {
		a.reports = ldReports(o["liveBlogUpdate"])
	}
	if a.headline == "" && score >= 8 {
		a.headline = ldText(o["name"])
	}
	if len(a.authors) == 0 {
		a.authors = ldNames(o["creator"])
	}
	free := ldText(o["isAccessibleForFree"])
	a.locked = strings.EqualFold(free, "false")
	for _, has := range []bool{a.headline != "", a.published != "", len(a.authors) > 0, a.body != ""} {
		if has {
			score++
		}
	}
	return a, score
}

// ldBody is an articleBody as plain text: some hold escaped HTML.
func ldBody(v any) string {
	s := ldText(v)
	if !strings.Contains(s, "<") && !strings.Contains(s, "&") {
		return s
	}
	return plainText([]byte(s))
}

func ldText(v any) string {
	switch v := v.(type) {
	case string:
		return html.UnescapeString(v)
	case bool:
		if v {
			return "true"
		}
		return "false"
	case []any:
		for _, x := range v {
			if s := ldText(x); s != "" {
				return s
			}
		}
	case map[string]any:
		return first(ldText(v["@value"]), ldText(v["name"]))
	}
	return ""
}

func ldURL(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		for _, x := range v {
			if s := ldURL(x); s != "" {
				return s
			}
		}
	case map[string]any:
		return first(ldURL(v["url"]), ldURL(v["contentUrl"]))
	}
	return ""
}

func ldStrings(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{strings.TrimPrefix(strings.TrimPrefix(v, "https://schema.org/"), "http://schema.org/")}
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, ldStrings(x)...)
		}
		return out
	}
	return nil
}

// ldNames are the names of people or organisations.
func ldNames(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{html.UnescapeString(v)}
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, ldNames(x)...)
		}
		return out
	case map[string]any:
		return ldNames(v["name"])
	}
	return nil
}

// first returns the first string that is not empty.
func first(s ...string) string {
	for _, x := range s {
		if x != "" {
			return x
		}
	}
	return ""
}
