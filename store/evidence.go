package store

import (
	"slices"
	"strings"
)

// evidence is what speaks for a topic of one story.
type evidence struct {
	topic          int64    // its row
	title, summary []string // the words that hit
	entries        int      // how many different ones
	filed          string   // feed or section
}

// strong is the rule: a hit in the title, or two different entries, or where the feed files it.
func (e *evidence) strong() bool { return len(e.title) > 0 || e.entries > 1 || e.filed != "" }

// why is the evidence in words.
func (e *evidence) why() string {
	var out []string
	if len(e.title) > 0 {
		out = append(out, "title "+quoteList(e.title))
	}
	if len(e.summary) > 0 {
		out = append(out, "summary "+quoteList(e.summary))
	}
	if e.filed != "" {
		out = append(out, e.filed)
	}
	return strings.Join(out, ", ")
}

func quoteList(words []string) string { return `"` + strings.Join(words, `", "`) + `"` }

// add adds a word that hit, once.
func add(words []string, word string) []string {
	if word == "" || slices.Contains(words, word) {
		return words
	}
	return append(words, word)
}
