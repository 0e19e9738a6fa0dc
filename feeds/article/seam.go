package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// splitGlue cuts a line where a small letter, a digit or the end of a sentence meets a capital without a space.
func splitGlue(line string) []string {
	var out []string
	start := 0
	prev, before := ' ', ' '
	for i, r := range line {
		if i > 0 && unicode.IsUpper(r) && gluesBefore(prev, before) {
			next, _ := utf8.DecodeRuneInString(line[i+utf8.RuneLen(r):])
			if !camel(line[start:i], r, next) {
				out = append(out, strings.TrimSpace(line[start:i]))
				start = i
			}
		}
		prev, before = r, prev
	}
	return append(out, strings.TrimSpace(line[start:]))
}

// gluesBefore reports that a capital cannot follow here in plain writing.
func gluesBefore(prev, before rune) bool {
	switch {
	case unicode.IsLower(prev), prev == ')' || prev == '”' || prev == '»' || prev == '!' || prev == '?' || prev == '…':
		return true
	case prev == '.':
		return !unicode.IsUpper(before) // U.S.A stays
	case unicode.IsDigit(prev):
		return false
	}
	return false
}

// camel reports names that have a capital inside, such as McDonald, MacKenzie, YouTube, iPhone, eBay.
func camel(part string, r, next rune) bool {
	w := part[strings.LastIndexFunc(part, unicode.IsSpace)+1:]
	low := strings.ToLower(w)
	if n := letters(w); n <= 1 || n == 2 && (low == "mc" || low == "de" || low == "di" || low == "la" ||
		low == "le" || low == "o'") || low == "mac" || low == "fitz" {
		return true
	}
	for _, brand := range []string{
		"you", "face", "linked", "tik", "whats", "git", "pay", "snap", "open", "mid",
		"you", "hub", "deep", "space", "data", "black", "master", "air",
	} {
		if low == brand && unicode.IsLower(next) {
			return brandTail(brand, r)
		}
	}
	return false
}

func brandTail(brand string, r rune) bool {
	tails := map[string]string{
		"you": "TG", "face": "T", "linked": "I", "tik": "T", "whats": "A", "git": "HL",
		"pay": "P", "snap": "C", "open": "A", "mid": "J", "hub": "S", "deep": "MS", "space": "X", "data": "B",
		"black": "RB", "master": "C", "air": "BTP",
	}
	return strings.ContainsRune(tails[brand], r)
}

// isGlued reports that a capital follows a small letter somewhere.
func isGlued(line string) bool { return len(splitGlue(line)) > 1 }
