package store

import (
	"bytes"
	"strings"

	"dateline/store/terms"
)

// wordList is words one after the other in one piece of memory.
type wordList struct {
	text []byte
	ends []int
}

func (l *wordList) add(word []byte) {
	l.text = append(l.text, word...)
	l.ends = append(l.ends, len(l.text))
}

func (l *wordList) reset() { l.text, l.ends = l.text[:0], l.ends[:0] }

func (l *wordList) at(i int) []byte {
	from := 0
	if i > 0 {
		from = l.ends[i-1]
	}
	return l.text[from:l.ends[i]]
}

// are reports that the words from the i-th on are those of a pattern, or their plurals.
func (l *wordList) are(i int, pattern []string) bool {
	if i+len(pattern) > len(l.ends) {
		return false
	}
	for j, p := range pattern {
		if !terms.Names(p, l.at(i+j)) {
			return false
		}
	}
	return true
}

// begin is the words from the i-th on if they are those of a pattern, the last of which may go on; else "".
func (l *wordList) begin(i int, pattern []string) string {
	last := len(pattern) - 1
	if i+last >= len(l.ends) || !l.are(i, pattern[:last]) || !bytes.HasPrefix(l.at(i+last), []byte(pattern[last])) {
		return ""
	}
	var words []string
	for j := range pattern {
		words = append(words, string(l.at(i+j)))
	}
	return strings.Join(words, " ")
}
