package feeds

import (
	"bytes"
	"encoding/base64"
	"net/url"
	"strings"
	"unicode/utf8"
)

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
	text := m.z.text
	if room := max(maxText-from, 0); len(text) > room {
		for room > 0 && !utf8.RuneStart(text[room]) {
			room--
		}
		text = text[:room]
	}
	if m.z.cdata {
		p.text = append(p.text, text...)
	} else {
		p.text = appendDecoded(p.text, m.z.resolved(text))
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
