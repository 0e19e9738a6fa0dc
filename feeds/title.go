package feeds

import (
	"strings"

	"dateline/internal/safe"

	"golang.org/x/net/html/atom"
)

// maxHeadline is how much of a title is read, in bytes.
const maxHeadline = 4096

// headline is the plain text of a title, a name or a label that may be written in HTML: tags that HTML knows are taken
// out, entities are decoded once, the rest is one clean line. "a < b" and "<generic>" stay what they are.
func headline(s string) string {
	if len(s) > maxHeadline {
		s = strings.ToValidUTF8(s[:maxHeadline], "")
	}
	if strings.IndexByte(s, '<') >= 0 {
		s = untagged(s)
	}
	if strings.IndexByte(s, '&') >= 0 {
		s = decode([]byte(s))
	}
	return safe.Line(strings.TrimSpace(s))
}

// unescaped is headline for a title whose kind of text was told. Many that say they are plain, or escaped once, were escaped
// twice; titles that are about entities are few.
func unescaped(s string) string {
	if s = headline(s); strings.IndexByte(s, '&') >= 0 {
		s = safe.Line(strings.TrimSpace(decode([]byte(s))))
	}
	return s
}

// untagged takes the tags of HTML out of a text, with the bodies of scripts and styles.
func untagged(s string) string {
	z := scanner{doc: []byte(s)}
	var b strings.Builder
	hidden := ""
	for from := 0; ; from = z.pos {
		kind := z.next()
		if kind == endOfDocument {
			if hidden == "" {
				b.WriteString(s[from:]) // what looked like the start of a tag
			}
			return b.String()
		}
		if kind == textual {
			if hidden == "" {
				b.Write(z.text)
			}
			continue
		}
		name := strings.ToLower(string(localName(z.name)))
		switch a := atom.Lookup([]byte(name)); {
		case a == 0 || !markup(a):
			if hidden == "" {
				b.WriteString(s[from:z.pos])
			}
		case kind == startTag && !z.empty && treated(a) == swallow && hidden == "" && containsFold(s[z.pos:], "</"+name):
			hidden = name
		case kind == endTag && name == hidden:
			hidden = ""
		case a == atom.Br || a == atom.P || a == atom.Div || a == atom.Li:
			b.WriteByte(' ')
		}
	}
}

// markup reports the name of an element; the table of names has those of attributes too.
func markup(a atom.Atom) bool {
	if treated(a) != unwrap {
		return true
	}
	switch a {
	case atom.Html, atom.Body, atom.Input, atom.Button, atom.Form, atom.Label, atom.Link, atom.Meta, atom.Base, atom.Embed,
		atom.Param, atom.Area, atom.Blink, atom.Marquee, atom.Option, atom.Canvas, atom.Svg, atom.Math, atom.Frame, atom.Frameset,
		atom.Data, atom.Fieldset, atom.Legend, atom.Output, atom.Progress, atom.Meter, atom.Track, atom.Basefont:
		return true
	}
	return false
}
