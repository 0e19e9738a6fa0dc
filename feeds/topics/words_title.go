package topics

import (
	"slices"
	"strings"
	"sync"
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

// Subjects are the different words of a title that tell it from others: not the calendar, nor what stands on every page, nor plain
// numbers; in the order of the title.
func Subjects(lang, title string) []CoreWord {
	lang = language(lang, title)
	everyday := everydayStems(lang)
	var out []CoreWord
	eachWord(title, func(w string) {
		s := stem(lang, w)
		if w[0] >= '0' && w[0] <= '9' || len(w) < 3 || calendar()[w] || everyday[s] || slices.Contains(smallWords()[w], lang) ||
			slices.ContainsFunc(out, func(o CoreWord) bool { return o.Stem == s }) {
			return
		}
		out = append(out, CoreWord{Stem: strings.Clone(s), Shown: strings.Clone(w)})
	})
	return out
}

// everydayWords are the stems of the words of every page, by language.
var everydayWords = sync.OnceValue(func() map[string]func() map[string]bool {
	out := map[string]func() map[string]bool{}
	for _, lang := range strings.Fields("en de fr es it pt nl sv") {
		out[lang] = sync.OnceValue(func() map[string]bool {
			m := map[string]bool{}
			for _, b := range commonWords(lang) {
				for w := range strings.FieldsSeq(b.words) {
					m[stem(lang, w)] = true
				}
			}
			return m
		})
	}
	return out
})

func everydayStems(lang string) map[string]bool {
	if f := everydayWords()[lang]; f != nil {
		return f()
	}
	return nil
}
