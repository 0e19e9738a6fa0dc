package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"dateline/internal/safe"
)

// plain is sanitised HTML as plain text in one line: tags are gone, entities decoded, scripts and styles dropped.
func plain(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return safe.Line(s)
	}
	return safe.Line(untagged(s, ' '))
}

// paragraphs is the same with a line for each paragraph.
func paragraphs(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return safe.Line(s)
	}
	var out []string
	for line := range strings.SplitSeq(untagged(s, '\v'), "\v") {
		if line = safe.Line(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// untagged is HTML without its tags, with a mark where an element stands for a break.
func untagged(s string, mark byte) string {
	var b strings.Builder
	b.Grow(len(s))
	z := html.NewTokenizer(strings.NewReader(s))
	skip := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if skip == "" {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			skip = startTag(&b, string(name), skip, mark)
		case html.EndTagToken:
			name, _ := z.TagName()
			if string(name) == skip {
				skip = ""
			}
			separate(&b, string(name), mark)
		case html.SelfClosingTagToken:
			name, _ := z.TagName()
			separate(&b, string(name), mark)
		}
	}
}

// startTag separates words and returns the element whose content is to be skipped.
func startTag(b *strings.Builder, name, skip string, mark byte) string {
	separate(b, name, mark)
	if skip == "" && (name == "script" || name == "style" || name == "template") {
		return name
	}
	return skip
}

// separate writes the mark for an element that stands for a break; inline ones do not cut words.
func separate(b *strings.Builder, name string, mark byte) {
	switch name {
	case "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
		"strong", "sub", "sup", "time", "u", "var", "wbr":
	default:
		b.WriteByte(mark)
	}
}

// summaryLength is how many characters of a summary a list may show.
const summaryLength = 400

// short cuts s to summaryLength characters, at a word where there is one.
func short(s string) string {
	if len(s) <= summaryLength || utf8.RuneCountInString(s) <= summaryLength {
		return s
	}
	end, n := 0, 0
	for i := range s {
		if n == summaryLength-1 {
			end = i
			break
		}
		n++
	}
	cut := s[:end]
	if space := strings.LastIndexByte(cut, ' '); space > end*3/4 {
		cut = cut[:space]
	}
	return strings.TrimRightFunc(cut, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == ',' }) + "…"
}

// countWords counts words between spaces; of scripts that write none, two characters are a word.
func countWords(s string) int {
	n, wide, inside := 0, 0, false
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf && (r == ' ' || r == '\n' || r == '\t'), r >= utf8.RuneSelf && unicode.IsSpace(r):
			inside = false
		case r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana), r >= 0xe00 && r < 0xe80:
			wide++
			inside = false
		case !inside && (unicode.IsLetter(r) || unicode.IsNumber(r)):
			n++
			inside = true
		}
	}
	return n + (wide+1)/2
}
