// Package terms cuts a text into the terms under which the index of words knows it: those of SQLite's FTS5 with the
// tokenizers unicode61 (remove_diacritics 2) and porter. It knows no database; a test holds it to what the real one says.
package terms

import (
	"sort"
	"unicode"
	"unicode/utf8"
)

// longest is how many bytes a word may have and still be stemmed.
const longest = 64

// Next cuts the first word off a text: in small letters, without accents, in buf, which grows as it needs. A text without
// a word gives none, and no rest.
func Next(text string, buf []byte) (word []byte, rest string) {
	buf = buf[:0]
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			if f := small[c]; f != 0 {
				buf = append(buf, f)
			} else if len(buf) > 0 {
				return buf, text[i:]
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case len(buf) > 0 && unicode.Is(accents, r):
		case unicode.Is(letters, r):
			buf = utf8.AppendRune(buf, folded(r))
		case len(buf) > 0:
			return buf, text[i+n:]
		}
		i += n
	}
	return buf, ""
}

// All are the words of a text.
func All(text string) []string {
	var out []string
	for word, rest := Next(text, nil); len(word) > 0; word, rest = Next(rest, word) {
		out = append(out, string(word))
	}
	return out
}

// Stems are the terms of a text.
func Stems(text string) []string {
	var out []string
	for word, rest := Next(text, nil); len(word) > 0; word, rest = Next(rest, word) {
		out = append(out, string(Stem(word)))
	}
	return out
}

// small has the letters and digits of ASCII as they are kept, and 0 for what separates words.
var small = func() (t [utf8.RuneSelf]byte) {
	for c := range byte(utf8.RuneSelf) {
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			t[c] = c
		case 'A' <= c && c <= 'Z':
			t[c] = c - 'A' + 'a'
		}
	}
	return t
}()

// fold is a range of letters, each stride-th of which is kept as the one that is delta further on.
type fold struct {
	lo, hi        rune
	stride, delta rune
}

func folded(r rune) rune {
	i := sort.Search(len(folds), func(i int) bool { return folds[i].hi >= r })
	if i < len(folds) && r >= folds[i].lo && (r-folds[i].lo)%folds[i].stride == 0 {
		return r + folds[i].delta
	}
	return r
}
