package feeds

import (
	"strings"
	"time"
)

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
