package feeds

import (
	"bytes"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// field reads the element whose start tag is the current token as a field of the feed or of the open item, and writes it in
// the form gofeed reads. Elements that nobody reads are passed over.
func (m *mender) field(class, local string) {
	if m.fields++; m.fields > maxFields*(1+m.items*m.outsideItem()) {
		m.skip()
		return
	}
	class, local = m.known(class, local)
	as := m.shape(class, local)
	if as < 0 {
		m.skip()
		return
	}
	p, whole := m.capture(class, local, as)
	if !whole {
		m.dropped = m.item >= 0
		return
	}
	m.write(&p)
}

// outsideItem is 1 where the feed's own fields are read: they may be many in all, spread between the items.
func (m *mender) outsideItem() int {
	if m.item < 0 {
		return 1
	}
	return 0
}

// known gives an element the name under which it is written: old names, and names that stand in the wrong format.
func (m *mender) known(class, local string) (string, string) {
	switch class {
	case "":
		if m.atom {
			class = "atom"
		}
	case "googleplay":
		class = "itunes"
	case "pheedo":
		class = "feedburner"
	}
	if name, ok := renamed()[class+":"+local]; ok {
		class, local, _ = strings.Cut(name, ":")
	}
	return class, local
}

// shape is what a field is read as; -1: not at all.
func (m *mender) shape(class, local string) shape {
	as, ok := shapes()[class+":"+local]
	if !ok {
		return -1
	}
	return as
}

// renamed maps names of elements to those under which they are written. The elements of RSS itself have no prefix.
var renamed = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(renames), "\n") {
		f := strings.Fields(line)
		for _, name := range f[1:] {
			m[name] = f[0]
		}
	}
	return m
})

const renames = `
atom:published   atom:issued :published :issued
atom:updated     atom:modified :updated :modified
atom:subtitle    atom:tagline :subtitle :tagline
atom:rights      atom:copyright
atom:created     :created
atom:id          :id
atom:logo        :logo
atom:icon        :icon
content:encoded  :fulltext :fullitem :body :content :content_encoded :content-encoded :encoded
itunes:summary   :summary itunes:description
dc:date          :date
dc:creator       :creator
dc:subject       :subject
dc:rights        :rights
media:thumbnail  :thumbnail
`

// shapes maps the elements that are read to how they are read: as plain text, as a text that may hold markup (rich), or in
// parts.
var shapes = sync.OnceValue(func() map[string]shape {
	kinds := map[string]shape{"plain": plainShape, "rich": richShape, "parts": partsShape}
	m := map[string]shape{}
	for _, line := range strings.Split(strings.TrimSpace(fieldShapes), "\n") {
		f := strings.Fields(line)
		for _, local := range f[2:] {
			m[strings.TrimPrefix(f[0], "rss")+":"+local] = kinds[f[1]]
		}
	}
	return m
})

const fieldShapes = `
rss         rich   title description
rss         plain  link language copyright managingeditor webmaster pubdate lastbuilddate ttl category guid comments enclosure author
rss         parts  image skiphours skipdays categories
atom        rich   title subtitle summary content rights info
atom        plain  link id published updated created logo icon category
atom        parts  author contributor source
dc          rich   title description
dc          plain  creator publisher author language rights date subject identifier contributor
dcterms     rich   title alternative abstract description
dcterms     plain  created issued modified available date creator subject
content     rich   encoded
xhtml       rich   body div
media       rich   title description
media       plain  thumbnail keywords category credit copyright
media       parts  content group
itunes      rich   summary subtitle title
itunes      plain  author image keywords link
itunes      parts  owner category
sy          plain  updateperiod updatefrequency
feedburner  plain  origlink origenclosurelink
`

// write writes a field by what it means.
func (m *mender) write(p *part) {
	switch p.class {
	case "":
		m.writeRSS(p)
	case "atom":
		m.writeAtom(p)
	case "media":
		m.writeMedia(p)
	case "itunes":
		m.writeITunes(p)
	case "content", "xhtml":
		m.html("content", "encoded", p.html(false), p.base)
	case "feedburner":
		m.value("d", p.local, absolute(p.trimmed(), p.base))
	case "sy":
		m.value("sy", p.local, p.trimmed())
	default:
		m.writeDublin(p)
	}
}

func (m *mender) writeRSS(p *part) {
	switch p.local {
	case "title":
		m.value("", "title", headline(p.html(false)))
	case "description":
		m.html("", "description", p.html(false), p.base)
	case "link":
		m.linkText(p)
	case "pubdate", "lastbuilddate":
		m.date("", p.local, p)
	case "comments":
		m.value("", "comments", absolute(p.trimmed(), p.base))
	case "category":
		m.value("", "category", headline(string(p.text)))
	case "enclosure":
		m.enclosure(p, p.attr("url"), p.attr("type"), p.attr("length"))
	case "guid":
		m.guid(p)
	case "image":
		m.image(p)
	case "author":
		m.person("author", p)
	case "categories":
		for _, in := range p.inside {
			m.value("", "category", headline(string(in.text)))
		}
	case "skiphours", "skipdays":
		m.out = append(append(append(m.out, '<'), p.local...), '>')
		for _, in := range p.inside {
			m.value("", in.local, in.trimmed())
		}
		m.out = append(append(append(m.out, "</"...), p.local...), '>')
	default:
		m.value("", p.local, headline(string(p.text)))
	}
}

// linkText is an RSS link; some carry the address in an attribute, as Atom does.
func (m *mender) linkText(p *part) {
	if p.attr("href") != "" && p.trimmed() == "" {
		m.writeAtom(p)
		return
	}
	address := absolute(p.trimmed(), p.base)
	m.value("", "link", address)
	m.linked(address)
}

func (m *mender) guid(p *part) {
	id := p.trimmed()
	if id == "" || m.again("guid") {
		return
	}
	m.tag("", "guid", "isPermaLink", strings.ToLower(strings.TrimSpace(p.attr("ispermalink"))))
	m.text(id)
	m.out = append(m.out, "</guid>"...)
}

// image is the picture of a feed (in parts) or of an item (as text, attribute or in parts).
func (m *mender) image(p *part) {
	address := p.trimmed()
	for _, a := range []string{p.attr("href"), p.attr("url")} {
		if address == "" {
			address = a
		}
	}
	for _, in := range p.inside {
		if in.local == "url" {
			address = in.trimmed()
		}
	}
	m.value("d", "image", absolute(address, p.base))
}

func (m *mender) writeAtom(p *part) {
	prefix := "atom"
	if m.atom {
		prefix = ""
	}
	switch p.local {
	case "title":
		m.value(prefix, "title", unescaped(p.html(true)))
	case "rights":
		m.value(prefix, "rights", headline(p.html(true)))
	case "info":
		m.html("d", "info", p.html(true), p.base)
	case "subtitle", "summary":
		m.html(prefix, p.local, p.html(true), p.base)
	case "content":
		m.html(prefix, "content", p.html(true), p.base)
		if src := absolute(p.attr("src"), p.base); src != "" {
			m.value("d", "src", src)
		}
	case "published", "updated":
		m.date(prefix, p.local, p)
	case "created":
		m.date("d", p.local, p)
	case "id":
		m.value(prefix, "id", identity(p))
	case "logo", "icon":
		m.value(prefix, p.local, absolute(p.trimmed(), p.base))
	case "link":
		m.link(prefix, p)
	case "category":
		m.atomCategory(p)
	case "author", "contributor":
		m.person(p.local, p)
	case "source":
		for _, in := range p.inside {
			if in.local == "author" {
				m.person("sourceauthor", &in)
			}
		}
	}
}

// identity is an Atom id; one that is only a path is completed.
func identity(p *part) string {
	id := p.trimmed()
	if strings.HasPrefix(id, "/") || strings.HasPrefix(id, "./") || strings.HasPrefix(id, "../") ||
		p.base != nil && id != "" && p.attr("xml:base") != "" && !strings.Contains(id, ":") {
		if a := absolute(id, p.base); a != "" {
			return a
		}
	}
	return id
}

func (m *mender) link(prefix string, p *part) {
	href := p.attr("href")
	if href == "" {
		href = p.trimmed()
	}
	rel := strings.ToLower(strings.TrimSpace(p.attr("rel")))
	if i := strings.LastIndexByte(rel, '/'); i >= 0 { // http://www.iana.org/assignments/relation/alternate
		rel = rel[i+1:]
	}
	if href == "" && p.base != nil && m.scope.told {
		href = p.base.String() // an empty address is that of xml:base itself
	}
	if address := absolute(href, p.base); address != "" {
		if rel == "" || rel == "alternate" {
			m.linked(address)
		}
		m.tag(prefix, "link", "href", address, "rel", rel, "type", strings.TrimSpace(p.attr("type")), "length", p.attr("length"))
		m.closeTag(prefix, "link")
	}
}

func (m *mender) atomCategory(p *part) {
	term, label := headline(p.attr("term")), headline(p.attr("label"))
	if term == "" && label == "" {
		term = headline(string(p.text))
	}
	if term == "" && label == "" {
		return
	}
	m.tag("d", "category", "term", term, "label", label)
	m.closeTag("d", "category")
}

func (m *mender) person(local string, p *part) {
	name, email := "", ""
	for _, in := range p.inside {
		switch in.local {
		case "name":
			name = headline(string(in.text))
		case "email":
			email = in.trimmed()
		}
	}
	if name == "" && email == "" {
		name = headline(string(p.text))
	}
	if name != "" || email != "" {
		m.tag("d", local, "name", name, "email", email)
		m.closeTag("d", local)
	}
}

func (m *mender) writeDublin(p *part) {
	switch p.local {
	case "title", "alternative":
		m.value("dc", "title", headline(p.html(false)))
	case "description", "abstract":
		m.html("dc", "description", p.html(false), p.base)
	case "date", "created", "issued", "modified", "available":
		m.date(p.class, p.local, p)
	default:
		m.value("dc", p.local, headline(string(p.text)))
	}
}

func (m *mender) writeMedia(p *part) {
	switch p.local {
	case "content":
		m.mediaContent(p)
		fallthrough
	case "group":
		for i := range p.inside {
			if p.inside[i].class == "media" {
				m.writeMedia(&p.inside[i])
			}
		}
	case "thumbnail":
		address := p.attr("url")
		if address == "" {
			address = p.trimmed()
		}
		m.value("media", "thumbnail", absolute(address, p.base))
	case "title", "credit", "copyright":
		m.value("media", p.local, headline(string(p.text)))
	case "description":
		m.html("media", "description", string(p.text), p.base)
	case "keywords":
		m.keywords("media", p)
	case "category":
		label := headline(p.attr("label"))
		if text := headline(string(p.text)); label == "" && !strings.Contains(text, "/") { // a path is a code for machines
			label = text
		}
		m.value("media", "category", label)
	}
}

func (m *mender) mediaContent(p *part) {
	if address := absolute(p.attr("url"), p.base); address != "" {
		m.tag("media", "content", "url", address, "type", strings.TrimSpace(p.attr("type")), "length", p.attr("filesize"),
			"medium", strings.ToLower(p.attr("medium")))
		m.closeTag("media", "content")
	}
}

// maxKeywords is how many keywords of one list are read.
const maxKeywords = 50

func (m *mender) keywords(prefix string, p *part) {
	for n, k := range strings.FieldsFunc(string(p.text), func(r rune) bool { return r == ',' || r == ';' }) {
		if n == maxKeywords {
			return
		}
		m.value(prefix, "keywords", headline(k))
	}
}

func (m *mender) writeITunes(p *part) {
	switch p.local {
	case "summary", "subtitle":
		m.html("itunes", p.local, p.html(false), p.base)
	case "title":
		m.value("itunes", "title", headline(p.html(false)))
	case "link":
		if p.attr("rel") == "image" {
			m.value("d", "picture", absolute(p.attr("href"), p.base))
		}
	case "image":
		address := p.attr("href")
		for _, a := range []string{p.attr("url"), p.trimmed()} {
			if address == "" {
				address = a
			}
		}
		m.value("d", "picture", absolute(address, p.base))
	case "keywords":
		m.keywords("itunes", p)
	case "owner":
		m.person("owner", p)
	case "category":
		m.itunesCategory(p)
	default:
		m.value("itunes", p.local, headline(string(p.text)))
	}
}

func (m *mender) itunesCategory(p *part) {
	name := p.attr("text")
	if name == "" {
		name = string(p.text)
	}
	m.value("itunes", "keywords", headline(name))
	for i := range p.inside {
		if p.inside[i].local == "category" {
			m.itunesCategory(&p.inside[i])
		}
	}
}

func (m *mender) enclosure(p *part, address, kind, length string) {
	if address = absolute(address, p.base); address != "" {
		m.tag("", "enclosure", "url", address, "type", strings.TrimSpace(kind), "length", strings.TrimSpace(length))
		m.closeTag("", "enclosure")
	}
}

func (m *mender) date(prefix, local string, p *part) {
	if t := when(string(p.text)); !t.IsZero() {
		m.value(prefix, local, t.Format(time.RFC3339Nano))
	}
}

// value writes an element with a text; nothing for an empty one, nor for one that was there before: of two titles the first
// counts.
func (m *mender) value(prefix, local, text string) {
	if text == "" || (prefix == "" || prefix == "content") && m.again(local) {
		return
	}
	m.tag(prefix, local)
	m.text(text)
	m.closeTag(prefix, local)
}

// html writes the number of a text that is sanitised and set aside.
func (m *mender) html(prefix, local, raw string, base *url.URL) {
	if text := sanitized(raw, base); text != "" {
		m.texts = append(m.texts, text)
		m.value(prefix, local, strconv.Itoa(len(m.texts)))
	}
}

// again reports that a field that may be there once has been written, and remembers it.
func (m *mender) again(local string) bool {
	switch local {
	case "category", "hour", "day", "updated", "published":
		return false
	}
	had := &m.seen
	if m.item >= 0 {
		had = &m.had
	}
	if slices.Contains(*had, local) {
		return true
	}
	*had = append(*had, local)
	return false
}

// tag writes a start tag with attributes, names and values in turn; those without a value are left out.
func (m *mender) tag(prefix, local string, attrs ...string) {
	m.out = append(m.out, '<')
	m.name(prefix, local)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			m.out = append(append(append(m.out, ' '), attrs[i]...), `="`...)
			m.out = append(appendEscaped(m.out, legal([]byte(attrs[i+1]))), '"')
		}
	}
	m.out = append(m.out, '>')
}

func (m *mender) closeTag(prefix, local string) {
	m.out = append(m.out, "</"...)
	m.name(prefix, local)
	m.out = append(m.out, '>')
}

func (m *mender) name(prefix, local string) {
	if prefix != "" {
		m.out = append(append(m.out, prefix...), ':')
	}
	m.out = append(m.out, local...)
}

// text writes a text so that gofeed hands it out as it is: in a CDATA section where anything in it has a meaning.
func (m *mender) text(s string) {
	if !strings.ContainsAny(s, "<&>") {
		m.out = append(m.out, legal([]byte(s))...)
		return
	}
	m.out = append(m.out, "<![CDATA["...)
	m.out = append(m.out, bytes.ReplaceAll(legal([]byte(s)), []byte("]]>"), []byte("]]]]><![CDATA[>"))...)
	m.out = append(m.out, "]]>"...)
}

// legal drops what XML does not allow: control characters, broken bytes, two noncharacters.
func legal(s []byte) []byte {
	clean := true
	for _, c := range s {
		if c < ' ' && c != '\n' && c != '\t' || c >= 0xed {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	return bytes.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
}

// parsedURL is the address of a document as a base for those in it; nil when it is none.
func parsedURL(address string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return nil
	}
	return u
}
