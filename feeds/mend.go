package feeds

import (
	"bytes"
	"errors"
	"net/url"
	"strings"
)

// Limits of one document. What lies beyond is not read.
const (
	maxItems  = 10_000
	maxFields = 400     // of one item, or of the feed itself
	maxInside = 400     // elements inside one field that has parts
	maxParts  = 6       // how deep parts may lie in parts
	maxTags   = 64      // how deep markup may lie in one field
	maxText   = 4 << 20 // bytes of one field; a longer text is no news
	maxNames  = 256     // namespace declarations in force at a time
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
			if first && !wrapper(local) && (local == "html" || !junkInFront(m.z.doc)) {
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

// junkInFront reports that a feed starts later in the document, behind a warning that a script printed, say.
func junkInFront(doc []byte) bool {
	head := bytes.ToLower(doc[:min(len(doc), 64<<10)])
	for _, tag := range []string{"<rss", "<rdf:rdf", "<feed"} {
		if bytes.Contains(head, []byte(tag)) {
			return true
		}
	}
	return false
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
	outer, inner, mark := m.scope, m.scope, len(m.names)
	m.enter(&inner)
	class, local := m.split(m.z.name)
	local = strings.ToLower(local)
	if m.item >= 0 && m.structural(class, local) { // the item before was not closed
		m.names = m.names[:mark]
		m.endItem(false)
		m.element()
		return
	}
	switch {
	case itemTag(class, local):
		m.startItem(inner)
		return
	case m.structural(class, local):
		m.scope = inner
		if l := m.z.attr("xml:lang"); l != "" {
			m.lang = l
		}
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

func (m *mender) structural(class, local string) bool {
	return itemTag(class, local) || class == "" && (local == "channel" || local == "rss" || local == "rdf" || local == "feed")
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
			if depth++; k == endTag {
				depth -= 2
			}
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
