package feeds

import (
	"bytes"
	"encoding/base64"
	"errors"
	"net/url"
	"strings"
	"unicode/utf8"
)

// Limits of one document. What lies beyond is not read.
const (
	maxItems  = 10_000
	maxFields = 400 // of one item, or of the feed itself
	maxInside = 400 // elements inside one field that has parts
	maxParts  = 6   // how deep parts may lie in parts
	maxTags   = 64  // how deep markup may lie in one field
)

// mended rewrites an almost well-formed document as one that gofeed reads without loss: RSS 2.0 or Atom 1.0 with the usual
// prefixes, every element known and closed, every item whole. On the way each field becomes what the reader's side needs,
// as only here it is known what its element said: texts are sanitised HTML, titles plain text, dates RFC 3339, addresses
// absolute. What gofeed has no place for goes into elements of our own (prefix d). Items that a cut left unfinished are
// left out. The texts themselves are handed out beside the document, where only their numbers stand: they may be long, and
// nobody has to read them twice. cut tells that the document ended in the middle.
func mended(doc []byte, base *url.URL) (clean []byte, texts []string, cut bool, err error) {
	m := mender{z: scanner{doc: doc}, item: -1}
	m.out = make([]byte, 0, len(doc)/4+4096)
	m.scope.base = base
	if err := m.root(); err != nil {
		return nil, nil, false, err
	}
	m.body()
	return m.finish(), m.texts, m.cut, nil
}

type mender struct {
	z     scanner
	out   []byte
	names []binding // namespace declarations in force
	atom  bool      // the document is Atom
	top   string    // the name of the root
	own   string    // the class of the root's namespace: its elements are the native ones

	scope   scope // of the element whose children are being read
	outer   scope // of the feed, while an item is read
	item    int   // where the open item starts in out; -1: none is open
	items   int
	fields  int
	parts   int  // how deep in parts the reading is
	dropped bool // a field of the open item was cut
	full    bool // maxItems reached
	cut     bool // the document ended in an item, or in a tag
	lang    string

	site, page *url.URL // the feed's page, and that of the open item
	texts      []string // sanitised HTML; in out stand their numbers
	seen, had  []string // fields that were written: of the feed, of the open item
}

// scope is what elements inherit.
type scope struct {
	base  *url.URL
	told  bool // base comes from xml:base, not from the document's address
	names int  // of m.names
}

type binding struct{ prefix, class string }

// errNoFeed is the reason when a document has no element that a feed starts with.
var errNoFeed = errors.New("no feed")

// root reads up to the element a feed starts with.
func (m *mender) root() error {
	for first := true; ; {
		switch m.z.next() {
		case endOfDocument:
			return errNoFeed
		case startTag:
			_, local := m.split(m.z.name)
			switch local = strings.ToLower(local); local {
			case "rss", "rdf", "feed", "channel":
				m.enter(&m.scope)
				m.own, _ = m.split(m.z.name)
				m.atom, m.top = local == "feed", local
				m.lang = m.z.attr("xml:lang")
				m.open(local)
				return nil
			}
			if first && !wrapper(local) {
				return refusedRoot(local, m.z.doc)
			}
			first = false
		}
	}
}

// wrapper reports elements that may lie around a feed.
func wrapper(local string) bool {
	return local == "xml" || local == "soap" || local == "envelope" || local == "body" || local == "response"
}

// open starts the document. Prefixes are not declared: gofeed takes them for what they are, and copying declarations is a
// fifth of its work.
func (m *mender) open(root string) {
	if m.atom {
		m.out = append(m.out, "<feed>"...)
	} else {
		m.out = append(m.out, `<rss version="2.0"><channel>`...)
	}
	if root == "channel" {
		m.about()
	}
}

func (m *mender) finish() []byte {
	m.cut = m.z.cut || m.item >= 0
	if m.item >= 0 {
		m.endItem(true)
	}
	m.value("d", "lang", m.lang)
	if m.atom {
		m.out = append(m.out, "</feed>"...)
	} else {
		m.out = append(m.out, "</channel></rss>"...)
	}
	return m.out
}

// body reads the feed's fields and items until the document ends.
func (m *mender) body() {
	for {
		switch m.z.next() {
		case endOfDocument:
			return
		case startTag:
			m.element()
		case endTag:
			if m.ended() {
				return
			}
		}
	}
}

// element reads what a start tag opens on the level of fields and items.
func (m *mender) element() {
	mark := len(m.names)
	outer := m.scope
	inner := m.scope
	m.enter(&inner)
	class, local := m.split(m.z.name)
	local = strings.ToLower(local)
	switch {
	case class == "" && (local == "channel" || local == "rss" || local == "rdf" || local == "feed"):
		if m.item >= 0 {
			m.endItem(false)
		}
		m.scope = inner
		if l := m.z.attr("xml:lang"); l != "" {
			m.lang = l
		}
		return
	case itemTag(class, local):
		m.startItem(inner)
		return
	case class == "" && local == "items", m.full:
		m.skip()
	default:
		m.scope = inner
		m.field(class, local)
		m.scope = outer
	}
	m.names = m.names[:mark]
}

func itemTag(class, local string) bool {
	return (class == "" || class == "atom") && (local == "item" || local == "entry")
}

// ended acts on an end tag on the level of fields and items; one that closes a field has been read with the field. It
// tells whether that was the end of the feed. What follows then is junk, or the feed once more.
func (m *mender) ended() bool {
	class, local := m.split(m.z.name)
	local = strings.ToLower(local)
	if !m.structural(class, local) {
		return false
	}
	if m.item >= 0 {
		m.endItem(false)
	}
	return class == "" && local == m.top
}

func (m *mender) startItem(inner scope) {
	if m.item >= 0 {
		m.endItem(false)
		inner.base = m.outer.base
	}
	if m.items >= maxItems {
		m.full = true
		m.skip()
		return
	}
	m.outer, m.scope = m.scope, inner
	m.items++
	m.item, m.fields, m.dropped = len(m.out), 0, false
	m.page, m.had = nil, m.had[:0]
	if m.atom {
		m.out = append(m.out, "<entry>"...)
	} else {
		m.out = append(m.out, "<item>"...)
	}
	m.about()
	if m.z.empty {
		m.endItem(false)
	}
}

// about keeps the name that RDF gives to an element.
func (m *mender) about() {
	for _, a := range m.z.attrs {
		if string(localName(a.name)) == "about" {
			m.value("d", "about", decode(a.value))
		}
	}
}

// endItem closes the open item; one that was cut is taken back.
func (m *mender) endItem(cut bool) {
	switch {
	case cut || m.dropped:
		m.out = m.out[:m.item]
	case m.atom:
		m.out = append(m.out, "</entry>"...)
	default:
		m.out = append(m.out, "</item>"...)
	}
	m.item, m.page = -1, nil
	m.scope = m.outer
	m.names = m.names[:min(len(m.names), m.scope.names)]
}

// enter reads the namespaces and the base of a start tag into the scope of what lies in it.
func (m *mender) enter(s *scope) {
	for _, a := range m.z.attrs {
		switch {
		case len(a.name) < 5:
		case string(a.name) == "xml:base":
			s.base, s.told = resolve(s.base, decode(a.value)), true
		case string(a.name) == "xmlns":
			m.names = append(m.names, binding{"", namespace(decode(a.value), "")})
		case bytes.HasPrefix(a.name, []byte("xmlns:")):
			prefix := string(a.name[len("xmlns:"):])
			m.names = append(m.names, binding{prefix, namespace(decode(a.value), prefix)})
		}
	}
	s.names = len(m.names)
}

// base is what relative addresses are resolved against: what xml:base says, else the address of the document. A feed that is
// served from another host than its site's means its own pages, those of the item or of the site.
func (m *mender) base() *url.URL {
	if m.scope.told {
		return m.scope.base
	}
	doc := m.scope.base
	switch {
	case doc != nil && (m.site == nil || m.site.Host == doc.Host):
		return doc
	case m.page != nil:
		return m.page
	case m.site != nil:
		return m.site
	}
	return doc
}

// linked remembers the page of the feed or of the open item.
func (m *mender) linked(address string) {
	u := parsedURL(address)
	switch {
	case u == nil:
	case m.item >= 0 && m.page == nil:
		m.page = u
	case m.item < 0 && m.site == nil:
		m.site = u
	}
}

// resolve is the base that xml:base sets within another.
func resolve(base *url.URL, ref string) *url.URL {
	ref = strings.TrimSpace(ref)
	u, err := url.Parse(ref)
	switch {
	case err != nil:
		return base
	case base != nil:
		return base.ResolveReference(u)
	case u.IsAbs():
		return u
	}
	return nil
}

// split returns the class of a name's namespace and the name without its prefix. Native elements have the class "".
func (m *mender) split(name []byte) (class, local string) {
	prefix := ""
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		prefix, name = string(name[:i]), name[i+1:]
	}
	local = string(name)
	class = m.class(prefix)
	if class == m.own {
		class = ""
	}
	return class, local
}

func (m *mender) class(prefix string) string {
	for i := len(m.names) - 1; i >= 0; i-- {
		if m.names[i].prefix == prefix {
			return m.names[i].class
		}
	}
	if prefix == "" {
		return ""
	}
	return knownPrefix(strings.ToLower(prefix))
}

// namespace is the class of a namespace: the prefix that most feeds use for it, "" for RSS itself and for what is made the
// default without being known, "?" for the unknown.
func namespace(uri, prefix string) string {
	uri = strings.ToLower(strings.TrimSpace(uri))
	uri = strings.TrimSuffix(strings.TrimSuffix(uri, "/"), "#")
	_, uri, _ = strings.Cut(uri, "://")
	switch uri {
	case "www.w3.org/2005/atom", "purl.org/atom/ns", "purl.org/net/atom", "www.w3.org/2005/atom10":
		return "atom"
	case "purl.org/rss/1.0", "purl.org/net/rss1.1", "my.netscape.com/rdf/simple/0.9", "channel.netscape.com/rdf/simple/0.9",
		"backend.userland.com/rss", "backend.userland.com/rss2", "blogs.law.harvard.edu/tech/rss", "purl.org/rss/2.0",
		"www.rssboard.org/rss-specification", "cyber.law.harvard.edu/rss", "my.netscape.com/publish/formats/rss-0.91.dtd":
		return ""
	case "www.w3.org/1999/02/22-rdf-syntax-ns":
		return "rdf"
	case "purl.org/rss/1.0/modules/content":
		return "content"
	case "purl.org/dc/elements/1.1", "purl.org/dc/elements/1.0", "purl.org/metadata/dublin_core":
		return "dc"
	case "purl.org/dc/terms":
		return "dcterms"
	case "search.yahoo.com/mrss", "search.yahoo.com/mrss/rss", "video.search.yahoo.com/mrss", "tools.search.yahoo.com/mrss",
		"www.rssboard.org/media-rss":
		return "media"
	case "www.itunes.com/dtds/podcast-1.0.dtd", "example.com/dtds/podcast-1.0.dtd":
		return "itunes"
	case "www.google.com/schemas/play-podcasts/1.0":
		return "googleplay"
	case "rssnamespace.org/feedburner/ext/1.0":
		return "feedburner"
	case "www.pheedo.com/namespace/pheedo":
		return "pheedo"
	case "purl.org/rss/1.0/modules/syndication":
		return "sy"
	case "www.w3.org/1999/xhtml":
		return "xhtml"
	}
	if prefix == "" {
		return ""
	}
	return knownPrefix(strings.ToLower(prefix))
}

func knownPrefix(prefix string) string {
	switch prefix {
	case "atom", "rdf", "content", "dc", "dcterms", "media", "itunes", "googleplay", "feedburner", "pheedo", "sy", "xhtml":
		return prefix
	case "rss":
		return ""
	case "atom10", "a10":
		return "atom"
	}
	return "?"
}

// part is a field read whole: its text, its markup, its elements.
type part struct {
	class, local string
	attrs        []attr
	base         *url.URL
	text         []byte // with entities decoded, without tags
	tags         bool   // there were tags in it, and it was to be read with them
	markup       []byte // with tags, text escaped; only if there were any
	inside       []part // elements inside; only where they were asked for

	as   shape
	open [][]byte // tags that were not closed yet, while it is read
}

func (p *part) attr(name string) string { return attribute(p.attrs, name) }

func (p *part) trimmed() string { return strings.TrimSpace(string(p.text)) }

// shape is what a field is read as.
type shape int

const (
	plainShape shape = iota
	richShape        // a text that may hold markup
	partsShape       // elements with a meaning of their own
)

// capture reads the element whose start tag is the current token. It ends at its end tag, or where something starts or
// ends that cannot lie in it. ok is false when the document was cut inside.
func (m *mender) capture(class, local string, as shape) (p part, ok bool) {
	p = part{class: class, local: local, as: as, attrs: append([]attr(nil), m.z.attrs...), base: m.base()}
	if m.z.empty {
		return p, true
	}
	outer := append([]byte(nil), m.z.name...)
	for {
		done := false
		switch m.z.next() {
		case endOfDocument:
			return p, false
		case textual:
			m.captureText(&p)
		case startTag:
			done = m.captureStart(&p)
		case endTag:
			done = m.captureEnd(&p, outer)
		}
		if done {
			return p, true
		}
	}
}

// captureStart reads a start tag inside a field, and tells whether it shows that the field has ended.
func (m *mender) captureStart(p *part) bool {
	class, local := m.split(m.z.name)
	local = strings.ToLower(local)
	if class == "" && itemTag(class, local) || len(p.open) == 0 && unlikelyInside(p.as, p.local, class, local) {
		m.z.unread()
		return true
	}
	switch {
	case p.as == partsShape && len(p.inside) < maxInside:
		m.capturePart(p, local)
		return false
	case p.as == richShape:
		m.captureTag(p)
	}
	if !m.z.empty && len(p.open) < maxTags && !(p.as == richShape && voidTag(local)) {
		p.open = append(p.open, m.z.name)
	}
	return false
}

// captureEnd reads an end tag inside a field, and tells whether it ends the field, whose start tag was called outer.
func (m *mender) captureEnd(p *part, outer []byte) bool {
	if n := lastIndex(p.open, m.z.name); n >= 0 {
		for p.as == richShape && len(p.open) > n {
			p.markup = append(append(append(p.markup, "</"...), localName(p.open[len(p.open)-1])...), '>')
			p.open = p.open[:len(p.open)-1]
		}
		p.open = p.open[:n]
		return false
	}
	if bytes.EqualFold(m.z.name, outer) {
		return true
	}
	class, local := m.split(m.z.name)
	if m.structural(class, strings.ToLower(local)) {
		m.z.unread()
		return true
	}
	return false
}

func (m *mender) captureText(p *part) {
	from := len(p.text)
	if m.z.cdata {
		p.text = append(p.text, m.z.text...)
	} else {
		p.text = appendDecoded(p.text, m.z.resolved(m.z.text))
	}
	if p.tags {
		p.markup = appendEscaped(p.markup, p.text[from:])
	}
}

// capturePart reads an element inside a field that has parts.
func (m *mender) capturePart(p *part, local string) {
	outer, mark := m.scope, len(m.names)
	m.enter(&m.scope)
	class, _ := m.split(m.z.name)
	as := plainShape
	switch local {
	case "group", "content", "category", "author", "owner":
		if m.parts < maxParts {
			as = partsShape
		}
	}
	m.parts++
	in, ok := m.capture(class, local, as)
	m.parts--
	if ok {
		p.inside = append(p.inside, in)
	}
	m.scope, m.names = outer, m.names[:mark]
}

// captureTag writes a start tag into the markup of a field.
func (m *mender) captureTag(p *part) {
	if !p.tags {
		p.tags, p.markup = true, appendEscaped(nil, p.text)
	}
	p.markup = append(append(p.markup, '<'), localName(m.z.name)...)
	for _, a := range m.z.attrs {
		if bytes.HasPrefix(a.name, []byte("xmlns")) {
			continue
		}
		p.markup = append(append(append(p.markup, ' '), a.name...), `="`...)
		p.markup = append(appendEscaped(p.markup, []byte(decode(a.value))), '"')
	}
	if m.z.empty && !voidTag(strings.ToLower(string(localName(m.z.name)))) {
		p.markup = append(append(append(p.markup, "></"...), localName(m.z.name)...), '>')
		return
	}
	p.markup = append(p.markup, '>')
}

// unlikelyInside reports that a native element starts a new field although the one before was never closed: names that HTML
// does not have cannot lie in a text.
func unlikelyInside(as shape, within, class, local string) bool {
	if class != "" || as == partsShape {
		return false
	}
	switch local {
	case "description", "pubdate", "guid", "enclosure", "published", "updated", "comments":
		return within != local
	case "title", "link", "category", "author":
		return as == plainShape && within != local && within != "author"
	}
	return false
}

func (m *mender) structural(class, local string) bool {
	return itemTag(class, local) || class == "" && (local == "channel" || local == "rss" || local == "rdf" || local == "feed")
}

func voidTag(name string) bool {
	switch name {
	case "br", "img", "hr", "input", "meta", "col", "wbr", "area", "base", "embed", "param", "source":
		return true
	}
	return false
}

func lastIndex(open [][]byte, name []byte) int {
	for i := len(open) - 1; i >= 0; i-- {
		if bytes.Equal(open[i], name) {
			return i
		}
	}
	return -1
}

// skip passes over the element whose start tag is the current token.
func (m *mender) skip() {
	if m.z.empty {
		return
	}
	name := append([]byte(nil), m.z.name...)
	inner := 0 // items inside: some extensions carry old versions of an item
	for depth := 1; depth > 0; {
		k := m.z.next()
		if k == endOfDocument {
			return
		}
		if k == textual || m.z.empty && k == startTag {
			continue
		}
		if bytes.Equal(m.z.name, name) {
			depth += map[kind]int{startTag: 1, endTag: -1}[k]
			continue
		}
		c, l := m.split(m.z.name)
		if m.full || !m.structural(c, strings.ToLower(l)) {
			continue
		}
		switch {
		case k == startTag && m.item >= 0:
			inner++
		case k == endTag && inner > 0:
			inner--
		case k == startTag && c == "", k == endTag && m.item >= 0:
			m.z.unread()
			return
		}
	}
}

func appendEscaped(dst, text []byte) []byte {
	for _, c := range text {
		switch c {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		case '"':
			dst = append(dst, "&#34;"...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// html is the text of a field as HTML, whatever way the field was written in.
func (p *part) html(atom bool) string {
	if !atom {
		if p.tags {
			return string(p.markup)
		}
		return string(p.text)
	}
	kind, mode := strings.ToLower(p.attr("type")), strings.ToLower(p.attr("mode"))
	switch {
	case mode == "base64" || binary(kind):
		raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(string(p.text)), ""))
		if err != nil || !utf8.Valid(raw) {
			return ""
		}
		return string(raw)
	case p.tags:
		return string(unwrapped(p.markup))
	case strings.Contains(kind, "html"):
		return string(p.text)
	}
	return escapeText(string(p.text))
}

// binary reports media types whose content Atom writes in base64: all but texts and XML.
func binary(kind string) bool {
	return strings.Contains(kind, "/") && !strings.HasPrefix(kind, "text/") && !strings.Contains(kind, "xml") &&
		!strings.Contains(kind, "html") && !strings.Contains(kind, "json")
}

// unwrapped takes off the <div> that Atom wraps around XHTML.
func unwrapped(markup []byte) []byte {
	t := bytes.TrimSpace(markup)
	if !bytes.HasPrefix(t, []byte("<div")) || !bytes.HasSuffix(t, []byte("</div>")) {
		return markup
	}
	start := bytes.IndexByte(t, '>')
	inner := t[start+1 : max(start+1, len(t)-len("</div>"))]
	if depth := 0; start > 0 {
		for i := 0; i+4 < len(inner); i++ { // the first <div> must be closed by the last </div>
			switch {
			case bytes.HasPrefix(inner[i:], []byte("<div")):
				depth++
			case bytes.HasPrefix(inner[i:], []byte("</div")):
				if depth--; depth < 0 {
					return markup
				}
			}
		}
	}
	return inner
}
