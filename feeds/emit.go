package feeds

import (
	"bytes"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

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
