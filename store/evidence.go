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
	times          int      // how often they are in the summary
	lead           bool     // one of them is among its first words
	filed          string   // feed or section
}

// leadWords are the first words of a summary.
const leadWords = 12

// strong is the rule: a hit in the title, two different entries, one three times or in the lead and once more, or where the feed files it.
func (e *evidence) strong() bool {
	return len(e.title) > 0 || e.entries > 1 || e.filed != "" || e.times > 2 || e.times > 1 && e.lead
}

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
