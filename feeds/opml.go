package feeds

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"dateline/internal/safe"
)

// Outline is one subscription of an OPML list.
type Outline struct {
	URL   string   // absolute http or https address
	Title string   // what the list calls it; plain text, may be empty
	Name  string   // the reader's own name for it, as in Source; of other programs' lists it is the title
	Site  string   // the outlet's page; may be empty
	Path  []string // folders it lies in, outermost first; shared between outlines: not to be changed
	// As in Source; only lists that we wrote have them. What opens a feed that is not for everybody is in no list.
	FullText string
	Paused   bool
}

const (
	maxOutlines = 20_000
	maxFolders  = 200 // levels; what lies deeper counts to the last of them

	// opmlSpace names our own attributes in a list that we wrote: name, title where it is not what is shown, fulltext, paused.
	opmlSpace = "urn:dateline:opml"
)

// ErrCut is what ReadOPML returns besides the outlines of a list that ends in the middle.
var ErrCut = errors.New("the list ends in the middle")

// List is what an OPML list holds.
type List struct {
	Outlines []Outline
	Refused  []string // addresses, as written, of what is there called a feed and is none of the web: commands, files
}

// ReadOPML is ReadList for those who want the subscriptions only.
func ReadOPML(doc []byte) ([]Outline, error) {
	list, err := ReadList(doc)
	return list.Outlines, err
}

// ReadList reads the subscriptions of an OPML list in any encoding, well-formed or nearly so: bare ampersands, entities of
// HTML, stray quotes, names in any case. Outlines that are no subscriptions (links, notes, comments) are left out, and of
// two at the same address the second one. A list that was cut gives what it held, and ErrCut. The error of what is
// no list says what it is.
func ReadList(doc []byte) (List, error) {
	if len(doc) > MaxDocument {
		return List{}, errors.New("the list is larger than 10 MB")
	}
	doc = bytes.TrimLeft(utf8Text(doc, ""), " \t\r\n\ufeff\x00")
	if len(doc) == 0 {
		return List{}, errors.New("the list is empty")
	}
	if !bytes.ContainsRune(doc, '<') {
		return List{}, errors.New("this is no OPML list but plain text or data")
	}
	r := opmlReader{scanner: scanner{doc: straightened(doc)}, seen: map[string]bool{}}
	if err := r.root(); err != nil {
		return List{}, err
	}
	err := r.read()
	return List{r.outlines, r.refused}, err
}

// opmlReader walks through the outlines of a list.
type opmlReader struct {
	scanner
	outlines []Outline
	refused  []string
	seen     map[string]bool
	own      bool // the list is ours: titles are what they are
	flat     bool // outlines have no ends, so that none can lie in another
	folders  []folder
	ignored  int // open outlines inside one that is commented out, itself included
}

// folder is an open outline.
type folder struct{ path []string }

// root goes to the start of the list.
func (r *opmlReader) root() error {
	for {
		switch r.next() {
		case endOfDocument:
			return errors.New("this is no OPML list")
		case startTag:
			name := strings.ToLower(string(localName(r.name)))
			if name != "opml" {
				return notOPML(name)
			}
			r.own = r.attr("xmlns:dateline") == opmlSpace
			r.flat = !bytes.Contains(bytes.ToLower(r.doc), []byte("</outline"))
			return nil
		}
	}
}

// notOPML says what a document is by its first element.
func notOPML(root string) error {
	switch root {
	case "html", "head", "body", "script", "meta", "title", "div", "p":
		return errors.New("this is a web page, not an OPML list")
	case "rss", "rdf", "feed":
		return errors.New("this is a feed, not an OPML list of feeds")
	}
	return errors.New("this is XML but no OPML list")
}

func (r *opmlReader) read() error {
	body, ended := false, false
	for {
		kind := r.next()
		name := strings.ToLower(string(localName(r.name)))
		switch {
		case kind == endOfDocument && !body && (ended || !r.cut):
			return errors.New("the OPML list has no body")
		case kind == endOfDocument && !ended:
			return ErrCut
		case kind == endOfDocument:
			return nil
		case kind == startTag && name == "body":
			body = true
		case kind == endTag && name == "opml":
			ended = true
		case kind == startTag && name == "outline" && body:
			if r.outline(); len(r.outlines) > maxOutlines {
				r.outlines = r.outlines[:maxOutlines]
				return fmt.Errorf("the list has more than %d feeds", maxOutlines)
			}
		case kind == endTag && name == "outline":
			r.leave()
		}
	}
}

// outline takes the outline whose tag was just read.
func (r *opmlReader) outline() {
	inside := !r.empty && !r.flat
	if r.ignored > 0 || strings.EqualFold(strings.TrimSpace(r.attr("iscomment")), "true") {
		if inside {
			r.ignored++
		}
		return
	}
	var path []string
	if n := len(r.folders); n > 0 {
		path = r.folders[n-1].path
	}
	o := Outline{Title: r.label("title"), Path: path}
	if o.Title == "" {
		o.Title = r.label("text")
	}
	if inside {
		r.folders = append(r.folders, folder{deeper(path, o.Title)})
	}
	if o.URL = r.address(); o.URL == "" || r.seen[o.URL] {
		return
	}
	r.seen[o.URL] = true
	o.Site, _ = WebAddress(r.attr("htmlurl"))
	r.naming(&o)
	if len(path) == 0 {
		o.Path = r.category()
	}
	r.outlines = append(r.outlines, o)
}

// naming settles what a subscription is called: by the reader, and by the feed itself.
func (r *opmlReader) naming(o *Outline) {
	if address, _ := WebAddress(o.Title); address == o.URL {
		o.Title = ""
	}
	o.Name = o.Title
	if r.own {
		o.Name, o.Paused = r.label("dateline:name"), r.label("dateline:paused") == "true"
		if s := r.label("dateline:fulltext"); s == AlwaysFullText || s == NeverFullText {
			o.FullText = s
		}
		if title := r.label("dateline:title"); title != "" || o.Title == o.Name {
			o.Title = title
		}
	}
}

// deeper is a path with one more folder; one without a name is none.
func deeper(path []string, name string) []string {
	if name == "" || len(path) >= maxFolders {
		return path
	}
	return append(path[:len(path):len(path)], name)
}

func (r *opmlReader) leave() {
	switch {
	case r.ignored > 0:
		r.ignored--
	case len(r.folders) > 0:
		r.folders = r.folders[:len(r.folders)-1]
	}
}

// label is an attribute as one line of plain text. Other programs put HTML there, and some escape it twice.
func (r *opmlReader) label(name string) string {
	s := strings.Map(func(c rune) rune {
		if c < ' ' && !space(byte(c)) { // #nosec G115 -- below a space
			return -1 // headline makes a space of a form feed
		}
		return c
	}, r.attr(name))
	if r.own {
		return safe.Line(strings.TrimSpace(s))
	}
	return headline(s)
}

// address is where the feed is, "" when the outline is none.
func (r *opmlReader) address() string {
	raw := r.attr("xmlurl")
	if strings.TrimSpace(raw) == "" {
		switch strings.ToLower(strings.TrimSpace(r.attr("type"))) {
		case "rss", "atom", "feed", "rdf", "json":
			raw = r.attr("url")
		}
	}
	address, _ := WebAddress(strings.ReplaceAll(raw, "&amp;", "&"))
	if raw = safe.Line(strings.TrimSpace(raw)); address == "" && raw != "" && len(r.refused) < maxOutlines {
		r.refused = append(r.refused, raw)
	}
	return address
}

// category is the first path that the attribute of that name gives: category="/World/Asia,tech".
func (r *opmlReader) category() []string {
	first, _, _ := strings.Cut(r.attr("category"), ",")
	var path []string
	for name := range strings.SplitSeq(first, "/") {
		path = deeper(path, headline(name))
	}
	return path
}

// WebAddress returns what somebody wrote for the address of a feed as an http or https address, or "" when it is none:
// feed:// and feed:https:// are understood, a bare host gets https. bare reports that the scheme was guessed.
func WebAddress(raw string) (address string, bare bool) {
	s := strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return -1
		}
		return r
	}, strings.TrimSpace(raw))
	lower := strings.ToLower(s)
	if strings.HasPrefix(lower, "feed:") { // feed://host/… and feed:https://host/…
		if s = s[len("feed:"):]; strings.HasPrefix(s, "//") {
			s = "http:" + s
		}
		lower = strings.ToLower(s)
	}
	switch {
	case strings.HasPrefix(lower, "http://"), strings.HasPrefix(lower, "https://"):
		return wired(s), false
	case strings.HasPrefix(s, "//"):
		return wired("https:" + s), true
	case !bareHost(lower):
		return "", false
	}
	return wired("https://" + s), true
}

// wired is safe.URL where the outcome can be read again; a host with escapes in it cannot.
func wired(s string) string {
	if s = safe.URL(s); s != safe.URL(s) {
		return ""
	}
	return s
}

// bareHost reports text that begins with the name of a host: example.org, example.org:8080/feed, localhost/feed.
func bareHost(s string) bool {
	host := s
	if i := strings.IndexAny(s, "/?#"); i >= 0 {
		host = s[:i]
	}
	name, port, hasPort := strings.Cut(host, ":")
	if hasPort && (port == "" || strings.Trim(port, "0123456789") != "") {
		return false
	}
	if name == "localhost" {
		return true
	}
	last := name[strings.LastIndexByte(name, '.')+1:]
	return strings.Contains(name, ".") && name[0] != '.' && len(last) > 1 && !strings.ContainsAny(name, " |@\\\"'`$;&()<>*%") ||
		numeric(name)
}

// numeric reports four numbers with dots between.
func numeric(name string) bool {
	return strings.Count(name, ".") == 3 && strings.Trim(name, "0123456789.") == "" && name[0] != '.' && !strings.HasSuffix(name, ".")
}

// straightened mends the quotes of outlines. A quote that stands inside a value is escaped, and a value that lacks its
// last quote gets it.
func straightened(doc []byte) []byte {
	out := make([]byte, 0, len(doc)+len(doc)/16)
	for {
		i := indexOutline(doc)
		if i < 0 {
			return append(out, doc...)
		}
		out, doc = append(out, doc[:i]...), doc[i:]
		out, doc = straightTag(out, doc)
	}
}

// indexOutline is where the inside of the next outline's tag begins, -1: there is none.
func indexOutline(doc []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(doc[at:], '<')
		if i < 0 {
			return -1
		}
		at += i + 1
		if name := doc[at:min(len(doc), at+len("outline"))]; equalFold(name, "outline") {
			return at + len("outline")
		}
	}
}

// straightTag appends the rest of a tag to out and returns what comes behind.
func straightTag(out, doc []byte) (longer, rest []byte) {
	for i := 0; i < len(doc); i++ {
		switch doc[i] {
		case '>', '<':
			return append(out, doc[:i]...), doc[i:]
		case '=':
			start := i + 1
			for start < len(doc) && space(doc[start]) {
				start++
			}
			if start >= len(doc) || doc[start] != '"' && doc[start] != '\'' {
				continue
			}
			quote, value := doc[start], doc[start+1:]
			end, next := valueEnd(value, quote)
			if end < 0 {
				return append(out, doc...), nil
			}
			out = append(out, doc[:start+1]...)
			escaped := []byte("&quot;")
			if quote == '\'' {
				escaped = []byte("&apos;")
			}
			out = append(append(out, bytes.ReplaceAll(value[:end], []byte{quote}, escaped)...), quote)
			doc, i = value[next:], -1
		}
	}
	return append(out, doc...), nil
}

// valueEnd is where a value ends and where its tag goes on; -1: it does not end. The quote that ends it is the first one
// after which a tag can go on, or there is none and the next attribute begins.
func valueEnd(value []byte, quote byte) (end, next int) {
	const patience = 12 // quotes
	first := bytes.IndexByte(value, quote)
	for i, tries := first, 0; i >= 0 && tries < patience; tries++ {
		if begin := attributeBefore(value[:i]); begin >= 0 {
			return begin, begin
		}
		if continues(value[i+1:]) {
			return i, i + 1
		}
		n := bytes.IndexByte(value[i+1:], quote)
		if n < 0 {
			break
		}
		i += n + 1
	}
	return first, first + 1
}

// continues reports what may stand behind a value: the next attribute or the end of the tag.
func continues(doc []byte) bool {
	doc = bytes.TrimLeft(doc, " \t\r\n")
	if len(doc) == 0 || doc[0] == '>' || bytes.HasPrefix(doc, []byte("/>")) || indexOutline(doc[:min(len(doc), 9)]) > 0 {
		return true
	}
	n := 0
	for n < len(doc) && nameByte(doc[n]) {
		n++
	}
	rest := bytes.TrimLeft(doc[n:], " \t\r\n")
	return n > 0 && nameStart(doc[0]) && len(rest) > 0 && rest[0] == '='
}

// attributeBefore is where the last thing in a text begins when that is ` xmlUrl=` or another attribute of outlines; -1: it
// is not.
func attributeBefore(text []byte) int {
	text = bytes.TrimRight(text[max(0, len(text)-64):], " \t\r\n")
	name, ok := bytes.CutSuffix(text, []byte("="))
	if !ok {
		return -1
	}
	begin := bytes.LastIndexAny(name, " \t\r\n")
	if begin < 0 {
		return -1
	}
	switch strings.ToLower(string(name[begin+1:])) {
	case "text", "title", "type", "xmlurl", "htmlurl", "url", "description", "version", "language", "category":
		return begin
	}
	return -1
}

// WriteOPML writes a list of subscriptions as OPML 2.0, each in its folders. Text and title are what the reader calls a
// feed, so that every program shows that; attributes of our own keep what ReadOPML gives back: name and title apart.
func WriteOPML(w io.Writer, outlines []Outline, title string) error {
	top := &opmlFolder{}
	for _, o := range outlines {
		f := top
		for _, name := range o.Path {
			f = f.folder(name)
		}
		f.entries = append(f.entries, opmlEntry{outline: o})
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<opml version="2.0" xmlns:dateline="%s">`+"\n", opmlSpace)
	fmt.Fprintf(out, "  <head>\n    <title>%s</title>\n  </head>\n  <body>\n", escapedXML(title))
	top.write(out, 2)
	fmt.Fprint(out, "  </body>\n</opml>\n")
	return out.Flush()
}

// opmlFolder is a folder on its way into a list: feeds and folders in the order in which they came.
type opmlFolder struct {
	name    string
	entries []opmlEntry
	byName  map[string]*opmlFolder
}

type opmlEntry struct {
	folder  *opmlFolder // nil: a feed
	outline Outline
}

func (f *opmlFolder) folder(name string) *opmlFolder {
	if inner := f.byName[name]; inner != nil {
		return inner
	}
	if f.byName == nil {
		f.byName = map[string]*opmlFolder{}
	}
	inner := &opmlFolder{name: name}
	f.byName[name] = inner
	f.entries = append(f.entries, opmlEntry{folder: inner})
	return inner
}

func (f *opmlFolder) write(out *bufio.Writer, level int) {
	indent := strings.Repeat("  ", min(level, 16))
	for _, e := range f.entries {
		if e.folder == nil {
			fmt.Fprintf(out, "%s%s\n", indent, e.outline.tag())
			continue
		}
		name := escapedXML(e.folder.name)
		fmt.Fprintf(out, `%s<outline text="%s" title="%s">`+"\n", indent, name, name)
		e.folder.write(out, level+1)
		fmt.Fprintf(out, "%s</outline>\n", indent)
	}
}

// tag is the outline as an element.
func (o *Outline) tag() string {
	shown := o.Name
	if shown == "" {
		shown = o.Title
	}
	if shown == "" {
		shown = o.URL
	}
	var b strings.Builder
	attribute := func(name, value string) { fmt.Fprintf(&b, ` %s="%s"`, name, escapedXML(value)) }
	b.WriteString("<outline")
	attribute("text", shown)
	attribute("title", shown)
	attribute("type", "rss")
	attribute("xmlUrl", o.URL)
	if o.Site != "" {
		attribute("htmlUrl", o.Site)
	}
	if o.Name != "" {
		attribute("dateline:name", o.Name)
	}
	if o.Title != "" && o.Title != shown || o.Title != "" && o.Title == o.Name {
		attribute("dateline:title", o.Title)
	}
	if o.FullText != "" {
		attribute("dateline:fulltext", o.FullText)
	}
	if o.Paused {
		attribute("dateline:paused", "true")
	}
	b.WriteString("/>")
	return b.String()
}

func escapedXML(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(safe.Line(s))) // a buffer takes everything
	return b.String()
}
