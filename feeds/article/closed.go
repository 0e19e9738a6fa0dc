package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// closed drops the lines that can only be furniture, also several of them glued together. Those that may also start a
// section of other stories wait for the second time, after the sections.
func (s *story) closed(again bool) {
	for _, b := range s.kept() {
		if b.words > 60 || b.told && b.words > 6 {
			continue
		}
		x := s.say(b)
		if x.has(familyKeep) || x.has(familyHeading) && !again {
			continue
		}
		if x[familyClosed] == KindRelated && b.words == 1 && !b.linkOnly() && !strings.ContainsAny(b.text, ":…»>.") {
			continue // "More" may be a true word
		}
		if x.has(familyClosed) && !(b.shape == heading && b.words < 2 && s.page) {
			s.drop(b, x[familyClosed], closedReason(x[familyClosed]))
			continue
		}
		if kind := gluedClosed(b.text); kind != "" {
			s.drop(b, kind, closedReason(kind))
			continue
		}
		if at := readingTimeAt(b.text); at >= 0 && b.words <= 24 && b.shape != heading && (at == 0 || at < 3 ||
			isGlued(b.text[:at]) || b.linkOnly()) {
			if at < 3 {
				s.drop(b, KindReading, "a reading time")
			}
		}
	}
}

func closedReason(kind string) string {
	switch kind {
	case KindLicensing:
		return "a line about printing, licences or corrections"
	case KindPreferred:
		return "an invitation to prefer this site on Google"
	case KindSharing:
		return "a button for sharing"
	case KindAd:
		return "a mark of an advertisement"
	case KindReading:
		return "a reading time"
	case KindCopyright:
		return "a line about the copyright"
	case KindFollow:
		return "an invitation to follow"
	case KindPlayer:
		return "a button of a player"
	case KindComments:
		return "a button of the comments"
	}
	return "a line of the page, not of the story"
}

// gluedClosed returns the kind of a line that is made of closed lines, glued together or with spaces between, or "".
func gluedClosed(line string) string {
	if letters(line) > 300 {
		return ""
	}
	if kind := barredClosed(line); kind != "" {
		return kind
	}
	for _, parts := range [][]string{splitGlue(line), splitCapitals(line)} {
		if len(parts) < 2 || len(parts) > 12 {
			continue
		}
		if kinds, ok := coverClosed(parts); ok {
			return kinds[0]
		}
	}
	return ""
}

// barredClosed returns the kind of a line of which every piece between bars, dots or slashes is a closed line or a heading
// of other stories, or "".
func barredClosed(line string) string {
	kind := ""
	parts := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("|·•/›»–", r) })
	for _, p := range parts {
		x := say(p)
		k := first(x[familyClosed], x[familyHeading])
		if k == "" || x.has(familyKeep) {
			return ""
		}
		kind = first(kind, k)
	}
	if len(parts) < 2 {
		return ""
	}
	return kind
}

// splitCapitals cuts a line before every word that begins with a capital: where closed lines with spaces between could part.
func splitCapitals(line string) []string {
	var out []string
	for _, w := range strings.Fields(line) {
		if r, _ := utf8.DecodeRuneInString(w); len(out) > 0 && !unicode.IsUpper(r) {
			out[len(out)-1] += " " + w
			continue
		}
		out = append(out, w)
	}
	return out
}

// coverClosed joins parts so that every piece is a closed line, and returns the kinds of the pieces.
func coverClosed(parts []string) ([]string, bool) {
	if len(parts) == 0 {
		return nil, true
	}
	for n := min(6, len(parts)); n >= 1; n-- {
		x := say(strings.Join(parts[:n], " "))
		if !x.has(familyClosed) {
			x = say(strings.Join(parts[:n], ""))
		}
		if !x.has(familyClosed) {
			continue
		}
		if rest, ok := coverClosed(parts[n:]); ok {
			return append([]string{x[familyClosed]}, rest...), true
		}
	}
	return nil, false
}
