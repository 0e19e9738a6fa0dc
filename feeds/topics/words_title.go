package topics

import (
	"slices"
	"strings"
)

// TitleWords are the different words of a title that carry a subject, without their endings, sorted. lang is what the feed
// says ("en-GB"); "" is guessed.
func TitleWords(lang, title string) []string {
	lang = language(lang, title)
	var out []string
	eachWord(title, func(w string) {
		if !slices.Contains(smallWords()[w], lang) {
			out = append(out, strings.Clone(stem(lang, w)))
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}
