package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/internal/safe"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// textBuilder collects the text of inline nodes; a line break is a line feed.
type textBuilder struct {
	all, linked strings.Builder
	links       int
	pieces      bool // elements side by side are sentences of their own, as in captions: what is seen, and whose picture it is
	last        rune // of the text so far
	credit      bool // whose the picture is comes next
}

// isWhose reports an element of a caption that says whose the picture is.
func isWhose(n *html.Node) bool { return SaysWhose(attr(n, "class")) || SaysWhose(attr(n, "itemprop")) }

// SaysWhose reports that a class or a property of an element is about whose a picture is.
func SaysWhose(v string) bool {
	if v == "" || len(v) >= 400 {
		return false
	}
	v = strings.ToLower(v)
	return strings.Contains(v, "credit") || strings.Contains(v, "copyright") || strings.Contains(v, "photographer")
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
		for len(rest) > 3 && strings.EqualFold(rest[:3], "amp") { // encoded more than once; the semicolon may be missing
			rest = strings.TrimPrefix(rest[3:], ";")
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
