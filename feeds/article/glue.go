package article

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text that has lost its markup has its lines glued together: "…when you search.Recommended For YouWorldNew bridge opens
// after years of delays3 min readTrending". It is cut where a small letter or the end of a sentence meets a capital;
// cuts that lead nowhere (no known line, no reading time, no two sentences) are undone, so that names with a capital
// inside stay whole.

// unglue gives the lines of a text back. A teaser (section, headline and reading time) is one line.
func unglue(line string) []string {
	if parts := unspaced(line); len(parts) > 1 {
		var out []string
		for _, p := range parts {
			out = append(out, unglue(p)...)
		}
		return out
	}
	parts := splitEverywhere(line)
	if len(parts) == 1 || len(parts) > maxParts {
		return []string{line}
	}
	var out []string
	pending := parts[:0:0]
	flush := func() {
		out = append(out, rejoin(pending)...)
		pending = pending[:0:0]
	}
	for i := 0; i < len(parts); {
		if n := knownAt(parts[i:]); n > 0 {
			flush()
			out = append(out, joinKnown(parts[i:i+n]))
			i += n
			continue
		}
		at := readingTimeAt(parts[i])
		if at > 0 && knownAt([]string{parts[i][:at]}) == 1 && say(parts[i][:at]).has(familyHeading) { // the times stand before the headlines
			flush()
			out = append(out, strings.TrimSpace(parts[i][:at]), parts[i][at:])
			i++
			continue
		}
		pending = append(pending, parts[i])
		if at >= 0 {
			head := teaserStart(pending)
			out = append(out, rejoin(pending[:head])...)
			out = append(out, strings.Join(pending[head:], " "))
			pending = pending[:0:0]
		}
		i++
	}
	flush()
	return out
}

// unspaced cuts a line whose pieces are glued by single spaces: before and after the lines of noise.txt that are written with
// capitals, and after reading times. Three such places it takes at least: no sentence has as many.
func unspaced(line string) []string {
	words := strings.Split(line, " ")
	if len(words) < 12 || len(words) > maxParts || strings.ContainsAny(line, "|·•›»") || strings.Contains(line, " / ") {
		return nil
	}
	if !slices.ContainsFunc(words, func(w string) bool { return w != "" && w[0] >= '0' && w[0] <= '9' }) || !timed(words) {
		return nil
	}
	var out []string
	start, marks := 0, 0
	cut := func(end int) {
		if end > start {
			out = append(out, lastPrompt(strings.Join(words[start:end], " "))...)
		}
		start = end
	}
	for i := 0; i < len(words); {
		if n := timeAt(words[i:]); n > 0 {
			marks++
			i += n
			cut(i)
			continue
		}
		n := lineAt(words[i:], i == start || sentenceEnd(words[i-1]))
		if n == 0 {
			i++
			continue
		}
		marks++
		cut(i)
		i += n
		cut(i)
	}
	cut(len(words))
	if marks < 3 {
		return nil
	}
	return out
}

// lastPrompt cuts the last sentence off a piece when it asks for something.
func lastPrompt(piece string) []string {
	at := strings.LastIndex(strings.TrimRight(piece, ". "), ". ")
	if at < 0 || countWords(piece[at+2:]) > 25 || !say(piece[at+2:]).has(familyPrompt) {
		return []string{piece}
	}
	return []string{piece[:at+1], piece[at+2:]}
}

// timed reports that a reading time is among the words.
func timed(words []string) bool {
	for i := range words {
		if timeAt(words[i:]) > 0 {
			return true
		}
	}
	return false
}

// timeAt is how many of the first words are a reading time: "3 min read"; 0: none.
func timeAt(words []string) int {
	if words[0] == "" || words[0][0] < '0' || words[0][0] > '9' {
		return 0
	}
	for n := 2; n <= min(4, len(words)); n++ {
		if readingTimeAt(strings.Join(words[:n], " ")) == 0 {
			return n
		}
	}
	return 0
}

// lineAt is how many of the first words, written with capitals, are a line that can only be furniture or heads other
// stories; a single word only at the beginning of a piece. 0: none.
func lineAt(words []string, begins bool) int {
	for n := min(6, len(words)); n >= 1; n-- {
		if n == 1 && !begins || !capitals(words[:n], begins) {
			continue
		}
		x := say(strings.Join(words[:n], " "))
		if !x.has(familyKeep) && (x.has(familyHeading) || x.has(familyClosed) && n > 1) {
			return n
		}
	}
	return 0
}

// capitals reports words that all begin with a capital, but for "&" and the like; of those that begin a piece, the first one.
func capitals(words []string, begins bool) bool {
	first, _ := utf8.DecodeRuneInString(words[0])
	if begins {
		return unicode.IsUpper(first)
	}
	last, _ := utf8.DecodeRuneInString(words[len(words)-1])
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) && len(w) > 3 {
			return false
		}
	}
	return unicode.IsUpper(first) && unicode.IsUpper(last)
}

// maxParts is how many seams a line may have; with more it is no text.
const maxParts = 3000

// splitEverywhere cuts a line at every place that may be a seam.
func splitEverywhere(line string) []string {
	var out []string
	start := 0
	prev, before := ' ', ' '
	for i, r := range line {
		if i > start && unicode.IsUpper(r) {
			next, _ := utf8.DecodeRuneInString(line[i+utf8.RuneLen(r):])
			seam := gluesBefore(prev, before) && !camel(line[start:i], r, next) ||
				prev == '.' && unicode.IsUpper(before) && unicode.IsLower(next) || unicode.IsDigit(prev) &&
				unicode.IsLower(next)
			if seam {
				out = append(out, line[start:i])
				start = i
			}
		}
		prev, before = r, prev
	}
	return append(out, line[start:])
}

// knownAt is how many of the first parts make up one line of noise.txt; 0: none.
func knownAt(parts []string) int {
	for n := 1; n <= min(6, len(parts)); n++ {
		line := joinKnown(parts[:n])
		if letters(line) > 200 {
			continue
		}
		x := say(line)
		if x.has(familyKeep) && n == 1 || x.has(familyHeading) && countWords(line) <= 8 || x.has(familyClosed) &&
			(countWords(line) > 1 || n == 1 && len(parts) > 1) ||
			x.has(familyPrompt) && n == 1 && x[familyPrompt] != KindRelated && sentenceEnd(line) && countWords(line) <= 30 {
			return n
		}
	}
	return 0
}

func joinKnown(parts []string) string {
	var b strings.Builder
	for _, p := range parts {
		if s := b.String(); s != "" && !strings.HasSuffix(s, " ") && strings.HasSuffix(s, ".") {
			b.WriteByte(' ')
		}
		b.WriteString(p)
	}
	return strings.TrimSpace(b.String())
}

// teaserStart is where the teaser that ends the parts begins: after the last end of a sentence, at most four parts and
// forty words back.
func teaserStart(parts []string) int {
	words := 0
	i := len(parts)
	for i > 0 && len(parts)-i < 4 {
		p := parts[i-1]
		if i < len(parts) && sentenceEnd(p) && countWords(p) > 6 {
			break
		}
		if words += countWords(p); words > 40 {
			break
		}
		i--
	}
	return min(i, len(parts)-1)
}

// rejoin undoes the cuts that are none: only between two sentences of four words or more the text stays cut.
func rejoin(parts []string) []string {
	var out []string
	for _, p := range parts {
		n := len(out)
		if n > 0 && !(sentenceSeam(out[n-1]) && countWords(out[n-1]) >= 4 && countWords(p) >= 4) {
			out[n-1] += p
			continue
		}
		out = append(out, p)
	}
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// sentenceSeam reports that a part ends like a sentence whose next one follows without a space.
func sentenceSeam(s string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	if strings.ContainsRune("!?…”»)\"", r) {
		return sentenceEnd(s)
	}
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-n])
	return r == '.' && !unicode.IsUpper(before)
}

// withLines returns the body of a feed item with the lines of glued text as paragraphs.
func withLines(body []byte) *html.Node {
	if !hasMarkup(body) {
		return linesAsHTML(html.UnescapeString(string(toUTF8(body))))
	}
	doc := asFragment(body)
	separate(doc, false)
	return doc
}

// separate gives the lines of glued text in a tree elements of their own; with onlyNoise, only where one of the lines is
// a teaser or can only be furniture.
func separate(doc *html.Node, onlyNoise bool) {
	var glued []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && letters(n.Data) > 30 && n.Parent != nil && !mute(n.Parent.DataAtom) &&
			!under(n, atom.Pre) && !under(n, atom.Code) && !under(n, atom.A) {
			glued = append(glued, n)
		}
	}
	for _, n := range glued {
		pieces := unglue(strings.TrimSpace(n.Data))
		if len(pieces) < 2 || onlyNoise && !slices.ContainsFunc(pieces, furniture) {
			continue
		}
		for i, s := range pieces {
			var e *html.Node
			if i == 0 || i == len(pieces)-1 && n.NextSibling != nil && !isBlock(n.NextSibling.DataAtom) {
				e = element0(atom.Span)
				e.AppendChild(textNode(s + " "))
				if i > 0 {
					n.Parent.InsertBefore(element0(atom.Br), n)
					n.Parent.InsertBefore(element0(atom.Br), n)
				}
			} else {
				e = element0(atom.Div)
				e.AppendChild(textNode(s))
			}
			n.Parent.InsertBefore(e, n)
		}
		n.Parent.RemoveChild(n)
	}
}

// furniture reports a line that cannot be text of a story.
func furniture(line string) bool {
	x := say(line)
	return readingTimeAt(line) > 0 || countWords(line) > 1 && (x.has(familyClosed) || x.has(familyHeading)) &&
		!x.has(familyKeep)
}

// hasMarkup reports that a body has a tag of HTML.
func hasMarkup(body []byte) bool {
	z := html.NewTokenizer(bytes.NewReader(body[:min(len(body), 64<<10)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			if atom.Lookup(name) != 0 {
				return true
			}
		}
	}
}

// linesAsHTML sets plain text as paragraphs, headings and bullets.
func linesAsHTML(text string) *html.Node {
	body := element0(atom.Body)
	var list *html.Node
	points := false // after a heading such as "What To Know"
	var all []string
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r", "\n"), "\n") {
		if line = oneLine(line); line != "" {
			all = append(all, unglue(line)...)
		}
	}
	for i, s := range all {
		bare, bullet := cutBullet(s)
		switch {
		case bullet || points && isPoint(s):
			if list == nil {
				list = element0(atom.Ul)
				body.AppendChild(list)
			}
			appendText(list, atom.Li, bare)
			continue
		case say(s).has(familyKeep) && countWords(s) <= 8 && !sentenceEnd(s):
			appendText(body, atom.H2, s)
			points = pointsFollow(all[i+1:])
		default:
			points = false
			appendText(body, atom.P, s)
		}
		list = nil
	}
	return body
}

func appendText(to *html.Node, a atom.Atom, s string) {
	e := element0(a)
	e.AppendChild(textNode(s))
	to.AppendChild(e)
}

// cutBullet takes the sign of a bullet off a line.
func cutBullet(s string) (string, bool) {
	for _, sign := range []string{"• ", "•", "- ", "– ", "* ", "▪ ", "● ", "◦ ", "· ", "‣ "} {
		if rest, ok := strings.CutPrefix(s, sign); ok && rest != "" {
			return strings.TrimSpace(rest), true
		}
	}
	return s, false
}

// isPoint reports a line that can be one of several points: a sentence or a few.
func isPoint(s string) bool {
	x := say(s)
	return countWords(s) >= 5 && countWords(s) <= 90 && sentenceEnd(s) && !x.has(familyKeep) &&
		!x.has(familyClosed) && !x.has(familyHeading) && !x.has(familyPrompt) && readingTimeAt(s) < 0
}

// pointsFollow reports that three to ten points follow, and after them nothing that reads on.
func pointsFollow(rest []string) bool {
	n := 0
	for n < len(rest) && isPoint(rest[n]) {
		n++
	}
	if n < 3 || n > 10 {
		return false
	}
	for _, s := range rest[n:] {
		if isPoint(s) && countWords(s) >= 18 && readingTimeAt(s) < 0 {
			return false
		}
	}
	return true
}
