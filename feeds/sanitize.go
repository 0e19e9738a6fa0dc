package feeds

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"dateline/feeds/article"
	"dateline/internal/safe"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxNesting is how deep elements may lie in a text. Deeper tags are dropped, their words stay.
const maxNesting = 64

// treatment is what becomes of an element.
type treatment byte

const (
	unwrap  treatment = iota // the tag goes, its words stay
	keep                     // the tag stays
	void                     // the tag stays and never has an end
	swallow                  // the tag goes with everything in it
)

// treated tells for the elements of HTML what becomes of them; what is not in the list is unwrapped.
func treated(a atom.Atom) treatment {
	switch a {
	case atom.A, atom.Abbr, atom.Acronym, atom.Address, atom.Article, atom.Aside, atom.Audio, atom.B, atom.Bdi, atom.Bdo,
		atom.Big, atom.Blockquote, atom.Caption, atom.Center, atom.Cite, atom.Code, atom.Colgroup, atom.Dd, atom.Del,
		atom.Details, atom.Dfn, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Em, atom.Figcaption, atom.Figure, atom.Footer,
		atom.Font, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.I, atom.Ins, atom.Kbd, atom.Li,
		atom.Main, atom.Map, atom.Mark, atom.Menu, atom.Nav, atom.Nobr, atom.Ol, atom.P, atom.Picture, atom.Pre, atom.Q,
		atom.Rp, atom.Rt, atom.Ruby, atom.S, atom.Samp, atom.Section, atom.Small, atom.Span, atom.Strike, atom.Strong,
		atom.Sub, atom.Summary, atom.Sup, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Time,
		atom.Tr, atom.Tt, atom.U, atom.Ul, atom.Var, atom.Video:
		return keep
	case atom.Br, atom.Hr, atom.Img, atom.Col, atom.Source, atom.Wbr:
		return void
	case atom.Script, atom.Style, atom.Head, atom.Noscript, atom.Object, atom.Applet, atom.Iframe, atom.Template,
		atom.Noframes, atom.Title, atom.Textarea, atom.Select:
		return swallow
	}
	return unwrap
}

// attributes that say something about the words. Those with an address are checked apart.
func harmless(name []byte) bool {
	switch string(name) {
	case "alt", "title", "lang", "dir", "datetime", "colspan", "rowspan", "width", "height", "start", "scope", "abbr":
		return true
	}
	return false
}

// sanitized returns the HTML of a text with only elements and attributes that say something about its words: no scripts,
// styles, forms, frames or event handlers; addresses are absolute http or https (or mailto). Every element is closed.
// base resolves relative addresses; nil leaves them out. The result has at most one text's worth of memory more.
func sanitized(raw string, base *url.URL) string {
	if !strings.ContainsAny(raw, "<&") {
		return strings.TrimSpace(escapeText(safe.Text(raw)))
	}
	w := washer{raw: raw, z: html.NewTokenizer(strings.NewReader(raw)), base: base, out: make([]byte, 0, len(raw)+16)}
	w.run()
	return string(bytes.TrimSpace(w.out))
}

// washer carries one text through the sanitiser.
type washer struct {
	raw     string
	at      int // where in raw the next token starts
	z       *html.Tokenizer
	endless []atom.Atom // elements that were found to have no end in the rest of the text
	base    *url.URL
	out     []byte
	open    []atom.Atom // elements to be closed
	deep    int         // elements dropped for lying too deep
	skip    atom.Atom   // the element that is being swallowed
	skipped int         // how many of its kind are open
}

func (w *washer) run() {
	for {
		kind := w.z.Next()
		w.at += len(w.z.Raw())
		switch kind {
		case html.ErrorToken:
			for i := len(w.open) - 1; i >= 0; i-- {
				w.close(w.open[i])
			}
			return
		case html.TextToken:
			if w.skip == 0 {
				w.text(w.z.Raw())
			}
		case html.StartTagToken:
			w.start(false)
		case html.SelfClosingTagToken:
			w.start(true)
		case html.EndTagToken:
			w.end()
		}
	}
}

// text writes a run of text. Printable ASCII without entities, the usual case, needs no work.
func (w *washer) text(raw []byte) {
	for _, c := range raw {
		if c == '&' || c == '<' || c == '>' || c > '~' || c < ' ' && c != '\n' {
			w.out = append(w.out, escapeText(safe.Text(html.UnescapeString(string(raw))))...)
			return
		}
	}
	w.out = append(w.out, raw...)
}

func (w *washer) start(selfClosing bool) {
	name, more := w.z.TagName()
	a := atom.Lookup(localName(name))
	if w.skip != 0 {
		if a == w.skip && !selfClosing {
			w.skipped++
		}
		return
	}
	switch treated(a) {
	case swallow:
		if !selfClosing && w.ends(a) {
			w.skip, w.skipped = a, 1
		}
	case void:
		w.tag(a, more)
	case keep:
		if len(w.open) >= maxNesting {
			w.deep++
			return
		}
		w.closeImplied(a)
		w.tag(a, more)
		if selfClosing {
			w.close(a)
			return
		}
		w.open = append(w.open, a)
	}
}

// ends reports that an element to be swallowed has an end. One that has none would swallow the rest of the story; its words
// are shown instead, but for those of scripts and styles.
func (w *washer) ends(a atom.Atom) bool {
	if a == atom.Script || a == atom.Style {
		return true
	}
	if !slices.Contains(w.endless, a) {
		if containsFold(w.raw[w.at:], "</"+a.String()) {
			return true
		}
		w.endless = append(w.endless, a)
	}
	w.z = html.NewTokenizer(strings.NewReader(w.raw[w.at:])) // forget that a frame's content is no markup
	return false
}

// containsFold is strings.Contains for a lower-case ASCII needle, whatever the case of s.
func containsFold(s, needle string) bool {
	for i := 0; ; i++ {
		n := strings.IndexByte(s[i:], needle[0])
		if n < 0 || len(s)-i-n < len(needle) {
			return false
		}
		if i += n; strings.EqualFold(s[i:i+len(needle)], needle) {
			return true
		}
	}
}

// closeImplied ends a paragraph, list item, row or cell that the next one ends in HTML without saying so.
func (w *washer) closeImplied(a atom.Atom) {
	if len(w.open) == 0 {
		return
	}
	switch top := w.open[len(w.open)-1]; {
	case a == atom.P && top == atom.P, a == atom.Li && top == atom.Li, a == atom.Tr && top == atom.Tr,
		(a == atom.Td || a == atom.Th) && (top == atom.Td || top == atom.Th),
		(a == atom.Dt || a == atom.Dd) && (top == atom.Dt || top == atom.Dd):
		w.close(top)
		w.open = w.open[:len(w.open)-1]
	}
}

func (w *washer) end() {
	name, _ := w.z.TagName()
	a := atom.Lookup(localName(name))
	if w.skip != 0 {
		if a == w.skip {
			if w.skipped--; w.skipped == 0 {
				w.skip = 0
			}
		}
		return
	}
	if treated(a) != keep {
		return
	}
	if w.deep > 0 {
		w.deep--
		return
	}
	for i := len(w.open) - 1; i >= 0; i-- {
		if w.open[i] != a {
			continue
		}
		for j := len(w.open) - 1; j >= i; j-- {
			w.close(w.open[j])
		}
		w.open = w.open[:i]
		return
	}
}

func (w *washer) close(a atom.Atom) {
	w.out = append(w.out, "</"...)
	w.out = append(w.out, a.String()...)
	w.out = append(w.out, '>')
}

// tag writes a start tag with the attributes that may stay.
func (w *washer) tag(a atom.Atom, more bool) {
	w.out = append(w.out, '<')
	w.out = append(w.out, a.String()...)
	whose := false // of a picture it says whose it is
	for more {
		var key, val []byte
		key, val, more = w.z.TagAttr()
		switch {
		case harmless(key):
			w.attr(key, safe.Line(string(val)))
		case string(key) == "class", string(key) == "itemprop":
			whose = whose || slices.Contains(w.open, atom.Figure) && article.SaysWhose(string(val))
		case string(key) == "href" && a == atom.A, string(key) == "src" && a != atom.A, string(key) == "poster",
			string(key) == "cite":
			if u := w.address(string(val), a == atom.A); u != "" {
				w.attr(key, u)
			}
		}
	}
	if whose {
		w.attr([]byte("class"), "credit")
	}
	w.out = append(w.out, '>')
}

func (w *washer) attr(key []byte, val string) {
	w.out = append(w.out, ' ')
	w.out = append(w.out, key...)
	w.out = append(w.out, `="`...)
	w.out = append(w.out, escapeText(val)...)
	w.out = append(w.out, '"')
}

// address is an absolute web address, or for links one of mail, or "".
func (w *washer) address(raw string, mail bool) string {
	raw = strings.TrimSpace(raw)
	if mail && len(raw) > 7 && strings.EqualFold(raw[:7], "mailto:") {
		if s := safe.Line(raw); s == raw && !strings.ContainsAny(s, " <>\"\\`") {
			return s
		}
		return ""
	}
	return absolute(raw, w.base)
}

// localName drops a prefix such as that of <xhtml:div>.
func localName(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

// escapeText escapes what HTML gives a meaning.
func escapeText(s string) string {
	if !strings.ContainsAny(s, `&<>"`) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i := range len(s) {
		switch s[i] {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '"':
			b.WriteString("&#34;")
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// absolute returns raw as an absolute web address, resolved against base when it is relative; "" when it is none.
func absolute(raw string, base *url.URL) string {
	raw = strings.ReplaceAll(strings.TrimSpace(raw), "&amp;", "&")
	if raw == "" {
		return ""
	}
	if base == nil || strings.HasPrefix(raw, "http://") || strings.HasPrefix(raw, "https://") {
		return safe.URL(raw)
	}
	u, err := base.Parse(raw)
	if err != nil || strings.Contains(raw, " ") && !strings.Contains(raw, "/") { // "not yet" is no address
		return ""
	}
	return safe.URL(u.String())
}
