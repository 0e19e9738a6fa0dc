package article

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/internal/safe"
)

// header is what a page says about itself outside its text.
type header struct {
	meta  map[string]string // by lower case name or property; the first one counts
	title string            // of <title>
	h1    []string
	lang  string
	ld    ldArticle
	times []string // datetime of <time>, in order
	pub   []string // of those, which say that they are the time of publishing
	by    []string // texts of what looks like a byline
	canon string
}

// readHeader collects what a page says about itself.
func readHeader(doc *html.Node) *header {
	h := &header{meta: map[string]string{}, ld: readLD(doc)}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			h.lang = first(h.lang, attr(n, "lang"), attr(n, "xml:lang"))
		case atom.Meta:
			h.addMeta(n)
			continue
		case atom.Title:
			if h.title == "" && n.FirstChild != nil && n.Parent.DataAtom == atom.Head {
				h.title = oneLine(n.FirstChild.Data)
			}
			continue
		case atom.H1:
			if s := nodeText(n); s != "" && len(h.h1) < 5 {
				h.h1 = append(h.h1, s)
			}
		case atom.Link:
			if attr(n, "rel") == "canonical" {
				h.canon = attr(n, "href")
			}
			continue
		case atom.Time:
			h.addTime(n)
		}
		h.addByline(n)
	}
	return h
}

func (h *header) addMeta(n *html.Node) {
	content := oneLine(first(attr(n, "content"), attr(n, "value")))
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		for name := range strings.FieldsSeq(strings.ToLower(attr(n, key))) {
			if h.meta[name] == "" {
				h.meta[name] = content
			} else if name == "article:author" || name == "author" {
				h.meta[name] += "; " + content
			}
		}
	}
}

func (h *header) addTime(n *html.Node) {
	d := first(attr(n, "datetime"), nodeText(n))
	h.times = append(h.times, d)
	names := attr(n, "itemprop") + " " + attr(n, "class")
	if hasAttr(n, "pubdate") || strings.Contains(strings.ToLower(names), "publish") || strings.Contains(names, "entry-date") {
		h.pub = append(h.pub, d)
	}
}

// addByline notes the text of elements that are marked as a byline.
func (h *header) addByline(n *html.Node) {
	if len(h.by) > 12 {
		return
	}
	rel, prop := attr(n, "rel"), attr(n, "itemprop")
	if rel == "author" || strings.Contains(prop, "author") {
		if s := nodeText(n); s != "" && letters(s) < 100 {
			h.by = append([]string{s}, h.by...)
		}
		return
	}
	names := strings.ToLower(attr(n, "class") + " " + attr(n, "id") + " " + attr(n, "data-testid"))
	if names == "  " || n.DataAtom == atom.Body {
		return
	}
	if strings.Contains(names, "byline") || strings.Contains(names, "author") || strings.Contains(names, "autor") {
		if s := nodeText(n); s != "" && letters(s) < 100 {
			h.by = append(h.by, s)
		}
	}
}

// nodeText is the text of a node on one line.
func nodeText(n *html.Node) string {
	var t textBuilder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		t.add(c, false)
		if c.Type == html.ElementNode && isBlock(c.DataAtom) {
			t.all.WriteByte(' ')
		}
		if t.all.Len() > 4000 {
			break
		}
	}
	return oneLine(t.all.String())
}

// siteName is the name of the site.
func (h *header) siteName(address string) string {
	if s := first(h.meta["og:site_name"], h.ld.site, h.meta["application-name"], h.meta["al:android:app_name"]); s != "" {
		return safe.Line(s)
	}
	if u, err := url.Parse(address); err == nil {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return ""
}

// language is a BCP 47 tag, as far as the page keeps to it.
func (h *header) language() string {
	s := first(h.lang, h.meta["og:locale"], h.meta["content-language"], h.meta["language"], h.ld.language)
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	if len(s) > 12 || strings.ContainsFunc(s, func(r rune) bool {
		return r != '-' && (r > 'z' ||
			!unicode.IsLetter(r) && !unicode.IsDigit(r))
	}) {
		return ""
	}
	return s
}

// titleOf lets the names that the page has for itself vote: its headings of the first level, JSON-LD, the titles for
// other sites and for the window. A name that another one ends with (after a kicker) gets some of that one's votes.
func (h *header) titleOf(advised, feed, site string) string {
	var v ballot
	firstOne := 2.0
	for _, s := range h.h1 {
		if n := letters(s); n < 240 && (n > 10 || countWords(s) > 1) {
			v.add(s, firstOne)
			firstOne = 0.9
		}
	}
	v.add(stripSite(h.ld.headline, site), 1.3)
	v.add(stripSite(h.meta["og:title"], site), 1.0)
	v.add(stripSite(h.meta["twitter:title"], site), 0.5)
	v.add(stripSite(h.title, site), 0.7)
	v.add(stripSite(advised, site), 0.3)
	v.add(feed, 0.8)
	return v.winner()
}

// ballot counts votes for names that are the same but for case and punctuation.
type ballot struct {
	names, keys []string
	votes       []float64
}

func (b *ballot) add(name string, votes float64) {
	name = oneLine(html.UnescapeString(name))
	key := strings.Join(wordsOf(name), " ")
	if key == "" {
		return
	}
	if i := slices.Index(b.keys, key); i >= 0 {
		b.votes[i] += votes
		return
	}
	b.names, b.keys, b.votes = append(b.names, name), append(b.keys, key), append(b.votes, votes)
}

func (b *ballot) winner() string {
	best, top := "", 0.0
	for i, key := range b.keys {
		v := b.votes[i]
		for k, other := range b.keys {
			if strings.HasSuffix(other, " "+key) && strings.Count(key, " ") >= 3 {
				v += 0.3 * b.votes[k]
			}
		}
		if v > top {
			best, top = b.names[i], v
		}
	}
	return best
}

// similar reports that one string has most words of the other.
func similar(a, b string) bool {
	x, y := wordsOf(a), wordsOf(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	in := map[string]bool{}
	for _, w := range y {
		in[w] = true
	}
	n := 0
	for _, w := range x {
		if in[w] {
			n++
		}
	}
	return n*10 >= len(x)*7
}

// stripSite takes the name of the site off the end, or the beginning, of a title.
func stripSite(title, site string) string {
	title = strings.TrimSpace(title)
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", " / "} {
		i := strings.LastIndex(title, sep)
		if i <= 0 {
			continue
		}
		head, tail := strings.TrimSpace(title[:i]), strings.TrimSpace(title[i+len(sep):])
		if sameSite(tail, site) && countWords(head) > 0 {
			return stripSite(head, site)
		}
		if countWords(tail) <= 4 && countWords(head) >= 3 && sep != " - " && sep != " – " && sep != " — " && sep != " / " {
			return stripSite(head, site)
		}
		j := strings.Index(title, sep)
		if sameSite(strings.TrimSpace(title[:j]), site) {
			return strings.TrimSpace(title[j+len(sep):])
		}
	}
	return title
}

// sameSite compares names of sites by their letters.
func sameSite(a, b string) bool {
	fold := func(s string) string {
		s = strings.ToLower(s)
		for _, end := range []string{".com", ".org", ".net", ".co.uk", ".de", ".fr", ".es", ".it", ".news"} {
			s = strings.TrimSuffix(s, end)
		}
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, strings.TrimPrefix(s, "the "))
	}
	x, y := fold(a), fold(b)
	return x != "" && y != "" && (x == y || len(x) > 3 && strings.Contains(y, x) || len(y) > 3 && strings.Contains(x,
		y) && len(x) < 3*len(y))
}

// authorsOf chooses among what the page says of its authors; head is the text around the title. People come before
// the names of the site and of its desks.
func (h *header) authorsOf(advised, site, head string) []string {
	var house []string
	for rank, list := range [][]string{
		h.ld.authors,
		{h.meta["article:author"]},
		{h.meta["author"]},
		{h.meta["parsely-author"]},
		{h.meta["sailthru.author"]},
		{h.meta["dc.creator"]},
		{h.meta["byl"]},
		h.bylines(),
		{advised},
		headBylines(head),
	} {
		var people []string
		for _, s := range list {
			for _, name := range splitNames(s) {
				switch name = cleanName(name); {
				case name == "":
				case isHouse(name, site) || rank >= 7 && len(house) > 0 && !strings.Contains(name, " "):
					house = append(house, name)
				case !slices.Contains(people, name) && len(people) < 12:
					people = append(people, name)
				}
			}
		}
		if len(people) > 0 {
			return people
		}
	}
	return slices.Compact(house[:min(1, len(house))])
}

// bylines are the first text that is marked as a byline and, when it names several people in pieces, those after it.
func (h *header) bylines() []string {
	for i, s := range h.by {
		for _, name := range splitNames(s) {
			if cleanName(name) != "" {
				return h.by[i : i+1]
			}
		}
	}
	return nil
}

// headBylines are the lines around the title that start like a byline.
func headBylines(head string) []string {
	for line := range strings.SplitSeq(head, "\n") {
		if countWords(line) <= 14 && byWords().MatchString(line) {
			rest := byWords().ReplaceAllString(line, "")
			if r := []rune(rest); len(r) > 3 && (unicode.IsUpper(r[0]) || unicode.Is(unicode.Han, r[0])) &&
				countWords(rest) >= 2 {
				return []string{rest}
			}
		}
	}
	return nil
}

// isHouse reports the name of a site or a desk rather than of a person.
func isHouse(name, site string) bool {
	if sameSite(name, site) {
		return true
	}
	low := strings.ToLower(name)
	if !strings.Contains(name, " ") && strings.Contains(strings.Trim(name, "."), ".") {
		return true
	}
	for _, w := range []string{
		"redaktion", "redacción", "redacao", "redação", "redazione", "redactie", "rédaction",
		"newsroom", "no author", "web desk", "agencies", "agenturen",
	} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

var nameSplits = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\s*(?:;|\||\n|,\s|\s(?:and|und|et|y|e|en|och|og|i|и)\s|\s&\s|\s+·\s+|\s+•\s+|／|、)\s*`)
})

func splitNames(s string) []string {
	if s == "" {
		return nil
	}
	return nameSplits().Split(s, -1)
}

var byWords = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:(?:written|reported|posted|published|story|text|words|article|report)\s+)?(?:by|von|par|por|di|da|door|av|af|przez|автор|от|بقلم|yazan|作者|文|記者|记者|autor|autore|auteur|author|from|text)\b[:\s]\s*`)
})

// cleanName returns a person's name, or "" when it is none.
func cleanName(s string) string {
	s = oneLine(html.UnescapeString(s))
	for range 2 {
		s = strings.TrimSpace(byWords().ReplaceAllString(s, ""))
	}
	if rest, ok := strings.CutPrefix(s, "By"); ok && rest != "" && unicode.IsUpper([]rune(rest)[0]) {
		s = rest
	}
	if i := strings.Index(s, "http"); i > 0 {
		s = s[:i]
	}
	if i := strings.IndexAny(s, "0123456789@"); i > 3 {
		s = strings.TrimSpace(s[:i])
		for {
			cutAt := strings.LastIndexByte(s, ' ')
			if last := strings.ToLower(s[cutAt+1:]); cutAt < 0 || monthOf(last) == 0 && !dateWord(last) {
				break
			}
			s = strings.TrimRight(s[:cutAt], " ,")
		}
	}
	if parts := splitGlue(s); len(parts) > 1 && strings.Contains(parts[0], " ") {
		s = parts[0]
	}
	if cutAt := strings.LastIndexByte(s, ' '); cutAt > 0 && isWeekday(s[cutAt+1:]) {
		s = s[:cutAt]
	}
	s = strings.Trim(s, " ,;:|·•-–—/()@")
	low := strings.ToLower(s)
	switch {
	case s == "" || letters(s) > 60 || countWords(s) > 8 || letters(s) < 2:
		return ""
	case strings.Contains(s, "://") || strings.Contains(s, "www.") || strings.HasPrefix(low, "http") ||
		strings.Contains(low, "facebook.com"):
		return ""
	case strings.ContainsAny(s, "0123456789{}<>=:"), monthOf(s) != 0 && !strings.Contains(s, " ") &&
		len(wordsOf(s)) == 1 && isMonth(low):
		return ""
	case slices.Contains([]string{
		"admin", "administrator", "editor", "null", "undefined", "none", "staff", "author",
		"by", "von", "par", "por",
	}, low) || dateWord(low) && !strings.Contains(low, " "):
		return ""
	}
	return s
}

func isWeekday(s string) bool {
	return slices.Contains([]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}, s)
}

func isMonth(low string) bool {
	return slices.Contains([]string{
		"january", "february", "march", "april", "june", "july", "august", "september",
		"october", "november", "december",
	}, low)
}

// publishedOf chooses among what the page says of its time.
func (h *header) publishedOf(address, advised, head string) time.Time {
	m := h.meta
	for _, s := range []string{
		m["article:published_time"], h.ld.published, m["article:published"], m["og:published_time"],
		m["og:article:published_time"], m["datepublished"], m["parsely-pub-date"],
		m["sailthru.date"], m["dc.date.issued"], m["dcterms.created"], m["dcterms.issued"], m["dc.date.created"],
		m["dc.date"], m["dcterms.date"], m["pubdate"], m["publishdate"], m["publish-date"],
		m["publication_date"], m["article_date_original"], m["originalpublicationdate"],
		m["cxenseparse:recs:publishtime"], m["article.published"], m["displaydate"], m["date"],
		m["last-modified-date"], m["bt:pubdate"], m["rnews:datepublished"], m["analyticsattributes.articledate"],
		m["citation_publication_date"], m["citation_date"],
	} {
		if t := parseTime(s); !t.IsZero() {
			return t
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if strings.Contains(name, "publi") && (strings.Contains(name, "date") || strings.Contains(name, "time")) ||
			strings.HasSuffix(name, "articledate") {
			if t := parseTime(m[name]); !t.IsZero() {
				return t
			}
		}
	}
	for _, s := range h.pub {
		if t := parseTime(s); !t.IsZero() {
			return t
		}
	}
	if t := urlDate(address); !t.IsZero() {
		return t
	}
	for _, s := range h.times {
		if t := parseTime(s); !t.IsZero() {
			return t
		}
	}
	for _, s := range []string{m["article:modified_time"], m["og:updated_time"], h.ld.modified, m["datemodified"], advised} {
		if t := parseTime(s); !t.IsZero() {
			return t
		}
	}
	return textDate(head)
}

// updatedOf is when the page says that it was changed, zero when not after it was published.
func (h *header) updatedOf(published time.Time) time.Time {
	for _, s := range []string{
		h.ld.modified, h.meta["article:modified_time"], h.meta["og:updated_time"],
		h.meta["datemodified"], h.meta["lastmod"],
	} {
		if t := parseTime(s); !t.IsZero() && t.After(published) {
			return t
		}
	}
	return time.Time{}
}
