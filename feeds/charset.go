package feeds

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// utf8Text turns the bytes of a document into UTF-8. A byte order mark decides first, then whether the bytes are valid
// UTF-8 as they stand, whatever a label says; then the label inside the document, then the one of the HTTP header. Bytes
// that are still not valid are read as Windows-1252, one by one, as the few that a careless template leaves are.
func utf8Text(doc []byte, contentType string) []byte {
	if e := marked(doc); e != nil {
		if out, err := e.NewDecoder().Bytes(doc); err == nil {
			return bytes.TrimPrefix(out, []byte("\ufeff"))
		}
	}
	doc = bytes.TrimPrefix(doc, []byte("\xef\xbb\xbf"))
	inside, outside := label(doc), httpCharset(contentType)
	if utf8.Valid(doc) && !(sevenBit(inside) || sevenBit(outside)) {
		return doc
	}
	for _, name := range []string{inside, outside} {
		if out, ok := relabelled(doc, name); ok {
			return out
		}
	}
	return mixed(doc)
}

// marked is the encoding that the first bytes give away: a byte order mark, or the zeros around a first '<'.
func marked(doc []byte) encoding.Encoding {
	has := func(s string) bool { return bytes.HasPrefix(doc, []byte(s)) }
	switch {
	case has("\xff\xfe\x00\x00"), has("<\x00\x00\x00"):
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case has("\x00\x00\xfe\xff"), has("\x00\x00\x00<"):
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case has("\xff\xfe"), has("<\x00"):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case has("\xfe\xff"), has("\x00<"):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	return nil
}

// label is the encoding that the document's own first line names, in lower case: <?xml … encoding="…"?> or <meta charset>.
func label(doc []byte) string {
	head := bytes.ToLower(doc[:min(len(doc), 1024)])
	if bytes.HasPrefix(bytes.TrimSpace(head), []byte("<?xml")) {
		if end := bytes.Index(head, []byte("?>")); end >= 0 {
			head = head[:end]
		}
		return quotedAfter(head, "encoding")
	}
	return quotedAfter(head, "charset")
}

func quotedAfter(head []byte, name string) string {
	i := bytes.Index(head, []byte(name))
	if i < 0 {
		return ""
	}
	rest := bytes.TrimLeft(head[i+len(name):], " \t\r\n=\"'")
	end := bytes.IndexAny(rest, "\"'?>; \t\r\n/")
	if end < 0 {
		return ""
	}
	return string(rest[:end])
}

func httpCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err == nil {
		return strings.ToLower(params["charset"])
	}
	_, after, _ := strings.Cut(strings.ToLower(contentType), "charset=")
	return strings.Trim(after, ` "'`)
}

// sevenBit reports an encoding whose bytes are all valid UTF-8 and mean something else.
func sevenBit(name string) bool {
	return strings.HasPrefix(name, "iso-2022") || name == "hz-gb-2312"
}

// relabelled decodes with the encoding of that name, and is satisfied when next to nothing was undecodable.
func relabelled(doc []byte, name string) ([]byte, bool) {
	if name == "" || name == "utf-8" || name == "utf8" {
		return nil, false
	}
	e, canonical := charset.Lookup(name)
	if e == nil || strings.HasPrefix(canonical, "utf-16") || canonical == "replacement" || canonical == "utf-8" {
		return nil, false
	}
	out, err := e.NewDecoder().Bytes(doc)
	if err != nil || bytes.Count(out, []byte("\ufffd"))*100 > len(out) {
		return nil, false
	}
	return out, true
}

// mixed keeps what is valid UTF-8 and reads every other byte as Windows-1252.
func mixed(doc []byte) []byte {
	out := make([]byte, 0, len(doc)+len(doc)/8)
	for len(doc) > 0 {
		r, n := utf8.DecodeRune(doc)
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(doc[0])
		}
		out = utf8.AppendRune(out, r)
		doc = doc[n:]
	}
	return out
}
