package article

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"

	"dateline/internal/safe"
)

// element is an element of the page with what the judge asks about it.
type element struct {
	node   *html.Node
	up     *element
	depth  int
	groups groups // what its class, id, role and label say
	hidden bool   // by style or attribute, itself or something around it

	first, last int // its blocks: [first, last)
	words       int // of its blocks
	linked      int // of these, in links
	long        int // words of its long paragraphs
}

// shape is what a block is in the page.
type shape uint8

const (
	loose shape = iota // text in a div or the like
	para
	heading
	item
	cell
	code
	caption
	term
	button
	media
)

// block is a line of text, or a picture, with its place in the page.
type block struct {
	above  int          // characters of the text before it; known when it is listed as hidden
	nodes  []*html.Node // neighbouring inline nodes; for code and media the element itself
	in     *element     // the element they stand in
	shape  shape
	level  int // of a heading
	text   string
	words  int
	linked int // words in links
	links  int

	p         float64 // the judge's probability that it belongs to the story
	keep      bool
	kind      string // of the hidden block
	reason    string
	isCaption bool     // it says what a picture nearby shows
	plain     bool     // it is a caption, and text: there is no other
	told      bool     // a witness has it: never dropped by a rule
	advice    bool     // the adviser has it
	wish      wish     // what the reader's own rules say
	box       *element // the box it went with, see boxes.go
}

// long reports a paragraph that reads like one: not a caption, a teaser or a menu.
func (b *block) long() bool {
	return b.words >= 18 && b.linked*2 < b.words && b.shape != code && sentenceEnd(b.text)
}

// linkOnly reports a line that is nothing but links.
func (b *block) linkOnly() bool { return b.words > 0 && b.linked*5 >= b.words*4 }

// within returns the nearest element around b for which ok holds, or nil.
func (b *block) within(ok func(*element) bool) *element {
	for e := b.in; e != nil; e = e.up {
		if ok(e) {
			return e
		}
	}
	return nil
}

// inside reports that b stands in one of the tags.
func (b *block) inside(tags ...atom.Atom) bool {
	return b.within(func(e *element) bool { return slices.Contains(tags, e.node.DataAtom) }) != nil
}

// layout is a page cut into blocks.
type layout struct {
	blocks []*block
	root   *element
	owner  map[*html.Node]*block // first level nodes of the blocks
	blocky map[*html.Node]bool   // inline elements that hold blocks or pictures
	bytes  int                   // of text in the blocks
}

// maxText is how many bytes of text of a page are looked at: eight times what is shown of one.
const maxText = 2 << 20

// cut turns a page into its blocks.
func cut(body *html.Node) *layout {
	l := &layout{owner: map[*html.Node]*block{}, blocky: map[*html.Node]bool{}}
	l.markBlocky(body)
	l.root = &element{node: body}
	l.walk(l.root)
	l.sum()
	return l
}

// markBlocky notes the elements that hold blocks or pictures.
func (l *layout) markBlocky(n *html.Node) bool {
	found := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && !mute(c.DataAtom) && l.markBlocky(c) {
			found = true
		}
	}
	if !found && n.DataAtom == atom.A && spansApart(n) && !under(n, atom.P) {
		found = true
	}
	if found {
		l.blocky[n] = true
	}
	return found || n.Type == html.ElementNode && (isBlock(n.DataAtom) || isMedia(n.DataAtom) && !isEmoji(n))
}

func (l *layout) walk(e *element) {
	e.first = len(l.blocks)
	defer func() { e.last = len(l.blocks) }()
	if e.node.DataAtom == atom.Pre {
		l.add(e, []*html.Node{e.node}, code)
		return
	}
	var run []*html.Node
	breaks := 0
	flush := func() {
		if len(run) > 0 {
			l.add(e, run, l.shapeIn(e))
		}
		run, breaks = nil, 0
	}
	apart := spansApart(e.node)
	for c := e.node.FirstChild; c != nil && l.bytes < maxText; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			if breaks > 0 && strings.TrimSpace(c.Data) != "" {
				breaks = 0
			}
			run = append(run, c)
		case c.Type != html.ElementNode || mute(c.DataAtom) || forEars(c):
		case c.DataAtom == atom.Br:
			if breaks++; breaks > 1 {
				flush()
				continue
			}
			run = append(run, c)
		case isMedia(c.DataAtom) && !isEmoji(c):
			flush()
			if pictureOf(c) != "" {
				l.add(l.child(e, c), []*html.Node{c}, media)
			}
		case isBlock(c.DataAtom) || l.blocky[c]:
			flush()
			l.walk(l.child(e, c))
		default:
			if apart && len(run) > 0 {
				flush()
			}
			breaks = 0
			run = append(run, c)
		}
	}
	flush()
}

func (l *layout) child(e *element, n *html.Node) *element {
	c := &element{node: n, up: e, depth: e.depth + 1, first: len(l.blocks), last: len(l.blocks) + 1}
	c.groups = groupsOf(n)
	c.hidden = e.hidden || isHidden(n)
	return c
}

// spansApart reports that the element children of n are pieces of furniture set side by side, such as section, headline
// and reading time of a teaser: no text between them, and each with a class of its own.
func spansApart(n *html.Node) bool {
	if n.DataAtom == atom.P {
		return false
	}
	seen := map[string]bool{}
	count := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) != "":
			return false
		case c.Type == html.ElementNode && !mute(c.DataAtom):
			class := attr(c, "class")
			switch {
			case c.DataAtom == atom.Time:
				class = "time"
			case c.DataAtom == atom.A:
				class = "link " + strconv.Itoa(count)
			}
			if class == "" || isFormat(c.DataAtom) {
				return false
			}
			count++
			seen[class] = true
		}
	}
	return count > 1 && len(seen) == count
}

func isFormat(a atom.Atom) bool {
	switch a {
	case atom.B, atom.Strong, atom.I, atom.Em, atom.Sup, atom.Sub, atom.Mark, atom.U, atom.S:
		return true
	}
	return false
}

// add makes a block of a run of nodes, unless it holds no text.
func (l *layout) add(e *element, run []*html.Node, s shape) {
	b := &block{nodes: run, in: e, shape: s}
	if s != media {
		t := textBuilder{pieces: s == caption || e.within(atom.Figure)}
		for _, n := range run {
			t.add(n, false)
		}
		b.text = t.text(s == code)
		if b.text == "" {
			return
		}
		b.words, b.links = countWords(b.text), t.links
		b.linked = min(b.words, countWords(t.linked.String()))
		if e.within(atom.A) {
			b.linked, b.links = b.words, max(1, b.links)
		}
	}
	if s == heading {
		b.level = headingLevel(e)
		if b.links > 0 && pointsHere(e, run) {
			b.links, b.linked = 0, 0
		}
	}
	for _, n := range run {
		l.owner[n] = b
	}
	l.blocks = append(l.blocks, b)
	l.bytes += len(b.text)
}

// pointsHere reports that all links of a heading, around or in it, lead to a place on its own page, as permanent links do.
func pointsHere(e *element, run []*html.Node) bool {
	for ; e != nil; e = e.up {
		if e.node.DataAtom == atom.A && attr(e.node, "href") != "" {
			return isAnchor(e.node)
		}
	}
	for _, n := range run {
		if n.DataAtom == atom.A && attr(n, "href") != "" && !isAnchor(n) {
			return false
		}
		for c := range n.Descendants() {
			if c.DataAtom == atom.A && attr(c, "href") != "" && !isAnchor(c) {
				return false
			}
		}
	}
	return true
}

// isAnchor reports a link to a place on its own page: only a fragment, or one that is its own name.
func isAnchor(n *html.Node) bool {
	address, place, ok := strings.Cut(attr(n, "href"), "#")
	return ok && place != "" && (address == "" || attr(n, "id") == place)
}

// within reports that e is or stands in an element with this tag.
func (e *element) within(a atom.Atom) bool {
	for ; e != nil; e = e.up {
		if e.node.DataAtom == a {
			return true
		}
	}
	return false
}

// shapeIn is the shape of text that stands directly in e.
func (l *layout) shapeIn(e *element) shape {
	for ; e != nil; e = e.up {
		switch e.node.DataAtom {
		case atom.P:
			return para
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return heading
		case atom.Li:
			return item
		case atom.Td, atom.Th:
			return cell
		case atom.Figcaption, atom.Caption:
			return caption
		case atom.Dt, atom.Dd:
			return term
		case atom.Button, atom.Label, atom.Legend, atom.Summary:
			return button
		}
		if isBlock(e.node.DataAtom) {
			if e.up != nil && isHeading(e.up.node.DataAtom) {
				return heading
			}
			return loose
		}
	}
	return loose
}

func isHeading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

func headingLevel(e *element) int {
	for ; e != nil; e = e.up {
		if d := e.node.Data; len(d) == 2 && d[0] == 'h' && d[1] >= '1' && d[1] <= '6' {
			return int(d[1] - '0')
		}
	}
	return 2
}

// sum adds up what the blocks of every element have.
func (l *layout) sum() {
	for _, b := range l.blocks {
		long := 0
		if b.long() {
			long = b.words
		}
		for e := b.in; e != nil; e = e.up {
			e.words += b.words
			e.linked += b.linked
			e.long += long
		}
	}
}

// textBuilder collects the text of inline nodes; a line break is a line feed.
type textBuilder struct {
	all, linked strings.Builder
	links       int
	pieces      bool // elements side by side are sentences of their own, as in captions: what is seen, and whose picture it is
	last        rune // of the text so far
	credit      bool // whose the picture is comes next
}

// isWhose reports an element of a caption that says whose the picture is.
func isWhose(n *html.Node) bool {
	for _, key := range []string{"class", "itemprop"} {
		for _, word := range []string{"credit", "copyright", "photographer"} {
			if v := attr(n, key); len(v) < 400 && strings.Contains(strings.ToLower(v), word) {
				return true
			}
		}
	}
	return false
}

// apart reports that a dot belongs between a text and one that begins with next: no sign of either parts them.
func apart(text string, next rune) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(text))
	return unicode.In(next, unicode.Letter, unicode.Digit, unicode.So) &&
		last != utf8.RuneError && (unicode.In(last, unicode.Letter, unicode.Digit) || strings.ContainsRune(`)”»"’'`, last))
}

// part sets a dot between what a picture shows and whose it is, where no sign parts them.
func (t *textBuilder) part(text string) {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(text))
	if !t.credit || r == utf8.RuneError {
		return
	}
	t.credit = false
	if apart(t.all.String(), r) {
		t.all.WriteString(" · ")
		t.last = ' '
	}
}

// begin sets a space before a piece of a caption that is glued to the one before it.
func (t *textBuilder) begin(text string) {
	r, _ := utf8.DecodeRuneInString(text)
	if t.pieces && unicode.IsUpper(r) && strings.ContainsRune(".,;:!?)”»", t.last) {
		t.all.WriteByte(' ')
	}
	t.last, _ = utf8.DecodeLastRuneInString(text)
}

func (t *textBuilder) add(n *html.Node, link bool) {
	switch {
	case n.Type == html.TextNode:
		t.part(n.Data)
		t.begin(n.Data)
		t.all.WriteString(n.Data)
		if link {
			t.linked.WriteString(n.Data)
		}
		return
	case n.Type != html.ElementNode || mute(n.DataAtom) || forEars(n):
		return
	case n.DataAtom == atom.Br:
		t.all.WriteByte('\n')
		return
	case n.DataAtom == atom.Img:
		if isEmoji(n) {
			t.all.WriteString(attr(n, "alt"))
		}
		return
	case n.DataAtom == atom.Rt || n.DataAtom == atom.Rp:
		if n.DataAtom == atom.Rt {
			t.all.WriteString("(")
			defer t.all.WriteString(")")
		} else {
			return
		}
	}
	if n.DataAtom == atom.A && attr(n, "href") != "" {
		link = true
		t.links++
	}
	whose := t.pieces && isWhose(n)
	t.credit = t.credit || whose
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		t.add(c, link)
	}
	t.credit = t.credit && !whose
	if link {
		t.linked.WriteByte(' ')
	}
}

// text is what was collected: lines without needless white space; code as it is.
func (t *textBuilder) text(isCode bool) string {
	s := t.all.String()
	if isCode {
		return strings.Trim(safe.Text(compose(disarm(s))), "\n")
	}
	return oneLine(s)
}

// oneLine cleans a string for a place of one line and composes its letters.
func oneLine(s string) string {
	return strings.TrimSpace(safe.Line(compose(disarm(strings.Map(spaces, s)))))
}

// disarm takes numeric references to control characters out of a text that is decoded already: "&#27;" in it is a trick
// that works when a renderer decodes once more.
func disarm(s string) string {
	if !strings.Contains(s, "&") || !strings.Contains(s, "#") {
		return s
	}
	var out strings.Builder
	for {
		at := strings.IndexByte(s, '&')
		if at < 0 {
			out.WriteString(s)
			return out.String()
		}
		out.WriteString(s[:at])
		rest := s[at+1:]
		for strings.HasPrefix(rest, "amp;") { // encoded more than once
			rest = rest[len("amp;"):]
		}
		end := 0
		if strings.HasPrefix(rest, "#") {
			end = 1
			for end < len(rest) && end < 12 && (rest[end] >= '0' && rest[end] <= '9' || rest[end]|0x20 >= 'a' &&
				rest[end]|0x20 <= 'x') {
				end++
			}
			if end < len(rest) && rest[end] == ';' {
				end++
			}
		}
		if end > 0 && decodesToControl("&"+rest[:end]) {
			s = rest[end:]
			continue
		}
		out.WriteByte('&')
		s = s[at+1:]
	}
}

func decodesToControl(ref string) bool {
	return strings.ContainsFunc(html.UnescapeString(ref), func(r rune) bool {
		return safe.Hidden(r) ||
			r == utf8.RuneError || r < ' '
	})
}

// spaces makes every white space a plain one; without it a no-break space would glue words in comparisons.
func spaces(r rune) rune {
	if r != ' ' && unicode.IsSpace(r) {
		return ' '
	}
	return r
}

func compose(s string) string {
	if norm.NFC.IsNormalString(s) {
		return s
	}
	return norm.NFC.String(s)
}

// countWords counts words; a character of a script without spaces counts half a word.
func countWords(s string) int {
	n, half := 0, 0
	inWord := false
	for _, r := range s {
		switch {
		case r >= 0x2e80 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7af && false || r >= 0x0e00 && r <= 0x0e7f:
			if unicode.IsLetter(r) {
				half++
			}
			inWord = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !inWord {
				n++
			}
			inWord = true
		case r == '\'' || r == '’' || r == '-' || unicode.Is(unicode.M, r):
		default:
			inWord = false
		}
	}
	return n + (half+1)/2
}

// sentenceEnd reports that s ends like a sentence.
func sentenceEnd(s string) bool {
	s = strings.TrimRight(s, "\"'”’»“)]›」』 0123456789")
	r, _ := utf8.DecodeLastRuneInString(s)
	switch r {
	case '.', '!', '?', '…', '。', '！', '？', ':', '؟', '۔', '।', ';', '·', '։':
		return true
	}
	return r >= 0x0e00 && r <= 0x0e7f
}

// attr returns an attribute, or "".
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// isHidden reports that n does not show at first. Pages also hide what a script will show.
func isHidden(n *html.Node) bool {
	if hasAttr(n, "hidden") {
		return true
	}
	style := strings.ToLower(strings.ReplaceAll(attr(n, "style"), " ", ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// forEars reports an element that is only there for screen readers, such as "opens new tab" after a link.
func forEars(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "class":
			for name := range strings.FieldsSeq(a.Val) {
				switch strings.ToLower(name) {
				case "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "screenreader",
					"screen-reader", "screen-reader-only", "u-visually-hidden", "is-visually-hidden", "hidden-visually", "a11y-hidden", "offscreen":
					return true
				}
			}
		case "style":
			style := strings.ToLower(strings.ReplaceAll(a.Val, " ", ""))
			if strings.Contains(style, "clip:rect(0") || strings.Contains(style, "clip:rect(1px") {
				return true
			}
		}
	}
	return false
}

// mute reports an element whose text is no text of the page.
func mute(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Head, atom.Title, atom.Select,
		atom.Textarea, atom.Input, atom.Canvas, atom.Object, atom.Embed, atom.Datalist, atom.Meta, atom.Link, atom.Map,
		atom.Iframe, atom.Audio, atom.Frameset, atom.Frame, atom.Noframes, atom.Option, atom.Optgroup, atom.Progress, atom.Meter:
		return true
	}
	return false
}

// isMedia reports an element that shows a picture.
func isMedia(a atom.Atom) bool { return a == atom.Img || a == atom.Picture || a == atom.Video }

// isBlock reports an element that starts a new line.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Button, atom.Caption, atom.Center,
		atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption,
		atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header,
		atom.Hgroup, atom.Hr, atom.Html, atom.Label, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P,
		atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr,
		atom.Ul:
		return true
	}
	return false
}

// isEmoji reports a picture that stands for a character.
func isEmoji(n *html.Node) bool {
	if n.DataAtom != atom.Img {
		return false
	}
	alt := attr(n, "alt")
	return alt != "" && utf8.RuneCountInString(alt) <= 4 &&
		(strings.Contains(attr(n, "class"), "emoji") || strings.Contains(attr(n, "src"), "/emoji"))
}
