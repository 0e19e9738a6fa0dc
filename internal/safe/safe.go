// Package safe makes text, addresses and rendered screens from outside harmless.
//
// Everything a feed, a page, a server or a file says passes Line or Text at the door, after the last decoding
// (entities, charsets) and before it is stored; addresses pass URL. What goes to a terminal passes Terminal once more,
// because renderers decode entities again and pass escape sequences through.
package safe

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks is how many combining marks one base character may carry. Vietnamese needs 2, Tibetan and pointed Hebrew
// up to 5; more is a prank that paints over its neighbours.
const maxMarks = 8

// Line cleans s for a place of one line, such as a title or a name: controls, bidirectional overrides, tag characters
// and invisible fillers are dropped, invalid bytes become U+FFFD, every run of white space becomes one space.
func Line(s string) string {
	if plain(s) {
		return s
	}
	return scrub(s, true)
}

// Text cleans s for a place of many lines: as Line, but line breaks stay, and a tab becomes four spaces.
func Text(s string) string {
	if plain(s) {
		return s
	}
	return scrub(s, false)
}

// plain reports that s is printable ASCII with single spaces between words: the usual case, which needs no work.
func plain(s string) bool {
	space := true
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c > '~' || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return !space || s == ""
}

// scrub drops what must never reach a terminal; white space becomes spaces and line feeds, or for one line, single spaces
// between words.
func scrub(s string, oneLine bool) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false // one is due before the next word
	marks := 0
	for i := 0; i < len(s); {
		if n := visible(s[i:]); n > 0 {
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(s[i : i+n])
			space, marks, i = false, 0, i+n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == '\n', r == ' ':
			marks = 0
		case r == '\r':
			if i < len(s) && s[i] == '\n' {
				continue
			}
			r, marks = '\n', 0
		case r == '\u0085', r == '\u2028', r == '\u2029', r == '\v', r == '\f':
			r, marks = '\n', 0
		case r == '\t':
			if !oneLine {
				b.WriteString("   ")
			}
			r, marks = ' ', 0
		case Hidden(r):
			continue
		case isMark(r):
			if marks++; marks > maxMarks {
				continue
			}
		case unicode.Is(unicode.Zs, r):
			r, marks = ' ', 0
		default:
			marks = 0
		}
		switch {
		case oneLine && (r == ' ' || r == '\n'):
			space = true
			continue
		case space && b.Len() > 0:
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		space = false
	}
	return b.String()
}

// visible is how many bytes at the start of s are printable ASCII without a space.
func visible(s string) int {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return i
		}
	}
	return len(s)
}

// Hidden reports that r shows nothing itself but changes what is shown, or how: controls other than line breaks and
// tabs, bidirectional marks and overrides, tag characters, fillers, private noncharacters. Joiners (U+200C, U+200D) and
// variation selectors are not among them: Persian, Indic scripts and emoji need them.
func Hidden(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r <= 0x9f:
		return r != '\n' && r != '\t'
	case r < 0xad:
		return false
	case r == 0x00ad, r == 0x034f, r == 0x061c, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r == 0x180e:
		return true
	case r == 0x200b, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return true
	case r == 0x3164, r == 0xfeff, r == 0xffa0, r >= 0xfff0 && r <= 0xfffb, r == 0xfffe, r == 0xffff:
		return true
	case r >= 0x1d173 && r <= 0x1d17a, r >= 0xe0000 && r <= 0xe0fff:
		return true
	}
	return false
}

// isMark reports that r is drawn on the character before it.
func isMark(r rune) bool { return r > 0x2ff && unicode.In(r, unicode.Mn, unicode.Me) }
