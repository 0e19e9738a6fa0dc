package feeds

import (
	"bytes"
	"html"
	"strings"
	"unicode/utf8"
)

// A scanner splits a document into tags and text. It never fails: what is no markup is text, what is cut ends where the
// document ends. It knows nothing of structure; that is the mender's part.
type scanner struct {
	doc  []byte // UTF-8
	pos  int
	cut  bool // the document ended inside a tag, a comment or a CDATA section
	back bool // the token is handed out once more

	declared map[string]string // entities that the document declares for itself
	spent    int               // bytes that they have come to

	kind  kind
	name  []byte // of a tag, with its prefix, as written
	attrs []attr
	empty bool   // <tag/>
	text  []byte // of a text, raw
	cdata bool   // the text stood in a CDATA section: it has no entities
}

type kind int

const (
	endOfDocument kind = iota
	startTag
	endTag
	textual
)

// attr is an attribute as written; its value still has its entities.
type attr struct{ name, value []byte }

// next moves to the next token.
func (z *scanner) next() kind {
	if z.back {
		z.back = false
		return z.kind
	}
	for z.pos < len(z.doc) {
		rest := z.doc[z.pos:]
		if rest[0] != '<' {
			return z.run(rest)
		}
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			z.skipPast(rest, "-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			return z.section(rest)
		case len(rest) > 2 && rest[1] == '!' && nameStart(rest[2]):
			z.doctype(rest)
		case bytes.HasPrefix(rest, []byte("<?")):
			z.instruction(rest)
		case len(rest) > 2 && rest[1] == '/' && nameStart(rest[2]):
			return z.closing(rest)
		case len(rest) > 1 && nameStart(rest[1]):
			return z.opening()
		default:
			return z.run(rest)
		}
	}
	z.kind = endOfDocument
	return z.kind
}

// unread makes the next call of next return the same token again.
func (z *scanner) unread() { z.back = true }

// run is text up to the next '<'; one that opens nothing belongs to it.
func (z *scanner) run(rest []byte) kind {
	n := bytes.IndexByte(rest[1:], '<') + 1
	if n == 0 {
		n = len(rest)
	}
	z.pos += n
	z.kind, z.text, z.cdata = textual, rest[:n], false
	return z.kind
}

func (z *scanner) section(rest []byte) kind {
	body := rest[len("<![CDATA["):]
	n := bytes.Index(body, []byte("]]>"))
	if n < 0 {
		z.cut, n = true, len(body)
	}
	z.pos = min(len(z.doc), z.pos+len("<![CDATA[")+n+len("]]>"))
	z.kind, z.text, z.cdata = textual, body[:n], true
	return z.kind
}

func (z *scanner) skipPast(rest []byte, end string) {
	n := bytes.Index(rest, []byte(end))
	if n < 0 {
		if n = bytes.IndexByte(rest, '>'); n < 0 { // a comment that nobody closed hides one tag, not the document
			z.cut, z.pos = true, len(z.doc)
			return
		}
		end = ">"
	}
	z.pos += n + len(end)
}

func (z *scanner) instruction(rest []byte) {
	n := bytes.IndexByte(rest, '>')
	if n < 0 {
		z.cut, z.pos = true, len(z.doc)
		return
	}
	z.pos += n + 1
}

// doctype passes over a declaration with its internal subset, and keeps the entities that stand there for a short text.
func (z *scanner) doctype(rest []byte) {
	depth, from := 0, 0
	for i, c := range rest {
		switch {
		case c == '[':
			depth++
			from = i
		case c == ']' && depth > 0:
			depth--
			z.declare(rest[from:i])
		case c == '>' && depth == 0:
			z.pos += i + 1
			return
		}
	}
	if n := bytes.IndexByte(rest, '>'); n >= 0 {
		z.pos += n + 1
		return
	}
	z.cut, z.pos = true, len(z.doc)
}

// Entities of a document's own are the way in for documents that grow when they are read, and for files of the reader's
// own. So only plain ones count: a short text without references to others, and not much of it in all.
const (
	maxEntities = 64
	maxEntity   = 200
	maxSpent    = 64 << 10
)

// declare keeps the entities of an internal subset: <!ENTITY name "text">.
func (z *scanner) declare(subset []byte) {
	for range 1000 {
		if len(z.declared) >= maxEntities {
			return
		}
		_, after, ok := bytes.Cut(subset, []byte("<!ENTITY"))
		if !ok {
			return
		}
		subset = after
		f := bytes.Fields(after[:min(len(after), maxEntity)])
		if len(f) < 2 || len(f[1]) == 0 || f[1][0] != '"' && f[1][0] != '\'' {
			continue
		}
		start := bytes.IndexByte(after, f[1][0]) + 1
		end := bytes.IndexByte(after[start:], f[1][0])
		if end < 0 || end > maxEntity || bytes.ContainsAny(after[start:start+end], "&%<") {
			continue
		}
		if z.declared == nil {
			z.declared = map[string]string{}
		}
		z.declared[string(f[0])] = string(after[start : start+end])
	}
}

// resolved is a raw text with the document's own entities in their place, and the others still to be decoded.
func (z *scanner) resolved(raw []byte) []byte {
	if len(z.declared) == 0 || bytes.IndexByte(raw, '&') < 0 {
		return raw
	}
	for name, text := range z.declared {
		ref := []byte("&" + name + ";")
		if n := bytes.Count(raw, ref); n > 0 && z.spent < maxSpent {
			z.spent += n * len(text)
			raw = bytes.ReplaceAll(raw, ref, []byte(text))
		}
	}
	return raw
}

func (z *scanner) closing(rest []byte) kind {
	n := 2
	for n < len(rest) && nameByte(rest[n]) {
		n++
	}
	z.kind, z.name = endTag, rest[2:n]
	for n < len(rest) && rest[n] != '>' && rest[n] != '<' {
		n++
	}
	if n < len(rest) && rest[n] == '>' {
		n++
	}
	z.pos += n
	return z.kind
}

func (z *scanner) opening() kind {
	doc, i := z.doc, z.pos+1
	from := i
	for i < len(doc) && nameByte(doc[i]) {
		i++
	}
	z.kind, z.name, z.attrs, z.empty = startTag, doc[from:i], z.attrs[:0], false
	for {
		for i < len(doc) && (space(doc[i]) || doc[i] == '/' && !tagEnds(doc, i)) {
			i++
		}
		switch {
		case i >= len(doc):
			z.cut, z.pos = true, i
			z.kind = endOfDocument
			return z.kind
		case doc[i] == '>':
			z.pos = i + 1
			return z.kind
		case doc[i] == '/':
			z.empty, z.pos = true, i+2
			return z.kind
		case doc[i] == '<': // the tag was never closed
			z.pos = i
			return z.kind
		}
		i = z.attribute(i)
	}
}

func tagEnds(doc []byte, i int) bool { return i+1 < len(doc) && doc[i+1] == '>' }

// attribute reads one attribute at i and returns where it ends.
func (z *scanner) attribute(i int) int {
	doc, from := z.doc, i
	for i < len(doc) && !space(doc[i]) && doc[i] != '=' && doc[i] != '>' && doc[i] != '<' && !(doc[i] == '/' && tagEnds(doc, i)) {
		i++
	}
	if i == from {
		return i + 1
	}
	a := attr{name: doc[from:i]}
	j := i
	for j < len(doc) && space(doc[j]) {
		j++
	}
	if j < len(doc) && doc[j] == '=' {
		a.value, i = quoted(doc, j+1)
	}
	if len(z.attrs) < 64 {
		z.attrs = append(z.attrs, a)
	}
	return i
}

// quoted reads an attribute's value at i, in quotes or bare, and returns where it ends.
func quoted(doc []byte, i int) ([]byte, int) {
	for i < len(doc) && space(doc[i]) {
		i++
	}
	if i < len(doc) && (doc[i] == '"' || doc[i] == '\'') {
		n := bytes.IndexByte(doc[i+1:], doc[i])
		if n < 0 {
			return nil, len(doc)
		}
		return doc[i+1 : i+1+n], i + n + 2
	}
	from := i
	for i < len(doc) && !space(doc[i]) && doc[i] != '>' && doc[i] != '<' {
		i++
	}
	return doc[from:i], i
}

// attr returns an attribute of the tag by its name in lower case, with entities decoded; "" when it has none.
func (z *scanner) attr(name string) string { return attribute(z.attrs, name) }

func attribute(list []attr, name string) string {
	for _, a := range list {
		if len(a.name) == len(name) && equalFold(a.name, name) {
			return decode(a.value)
		}
	}
	return ""
}

// equalFold compares with a name in lower-case ASCII.
func equalFold(b []byte, lower string) bool {
	if len(b) != len(lower) {
		return false
	}
	for i := range b {
		c := b[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

func nameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= utf8.RuneSelf
}

func nameByte(c byte) bool {
	return nameStart(c) || c >= '0' && c <= '9' || c == '-' || c == '.' || c == ':'
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// decode resolves the entities of a raw text, each once. What only looks like one, such as the & of an address, stays.
func decode(raw []byte) string {
	if bytes.IndexByte(raw, '&') < 0 {
		return string(raw)
	}
	return string(appendDecoded(make([]byte, 0, len(raw)), raw))
}

// longestEntity is the length of &CounterClockwiseContourIntegral;.
const longestEntity = 33

func appendDecoded(dst, raw []byte) []byte {
	for {
		i := bytes.IndexByte(raw, '&')
		if i < 0 {
			return append(dst, raw...)
		}
		dst = append(dst, raw[:i]...)
		raw = raw[i:]
		end := bytes.IndexByte(raw[:min(len(raw), longestEntity)], ';')
		if end < 0 {
			dst, raw = append(dst, '&'), raw[1:]
			continue
		}
		s, ok := entity(string(raw[1:end]))
		if !ok {
			dst, raw = append(dst, '&'), raw[1:]
			continue
		}
		dst, raw = append(dst, s...), raw[end+1:]
	}
}

// entity is what a reference stands for, without its & and ;. References to characters that XML does not allow
// stand for nothing.
func entity(name string) (string, bool) {
	switch name {
	case "amp":
		return "&", true
	case "lt":
		return "<", true
	case "gt":
		return ">", true
	case "quot":
		return `"`, true
	case "apos", "#39":
		return "'", true
	}
	if name == "" || strings.ContainsAny(name, " \t\r\n&<") {
		return "", false
	}
	whole := "&" + name + ";"
	s := html.UnescapeString(whole)
	switch {
	case name[0] == '#' && s == "\ufffd":
		return "", true
	case s == whole, strings.HasSuffix(s, ";") && s == html.UnescapeString(whole[:len(whole)-1])+";":
		return "", false
	}
	return s, true
}
