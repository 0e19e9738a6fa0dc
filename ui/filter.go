package ui

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"dateline/store"
)

// chipKind is what a chip filters by.
type chipKind int

const (
	topicChip chipKind = iota
	sourceChip
	countryChip
	viewChip
	risingChip
	unreadChip
	wordsChip
)

// chip is one filter, as the reader sees it above the list.
type chip struct {
	kind  chipKind
	text  string // the name of a topic, an outlet, a country, a view, or the words
	out   bool   // what it names is left out
	query string // of a view
}

// kindName is how a chip of a kind begins where its name alone does not say what it is.
func (k chipKind) kindName() string {
	switch k {
	case sourceChip:
		return "source"
	case countryChip:
		return "country"
	case viewChip:
		return "view"
	case risingChip:
		return "rising"
	}
	return "topic"
}

// filter is what narrows the rooms: chips in the order in which they were set. Of one kind, a story needs one of those that are
// included; of different kinds, all; one that is left out always wins.
type filter []chip

// query is the list of a room under a filter, made at no particular moment.
func (f filter) query(room store.Room, since int64) store.Query {
	q := store.Query{Room: room}
	if room == store.Front {
		q.Since = since
	}
	for _, c := range f {
		switch {
		case c.kind == topicChip && c.out:
			q.Exclude = q.Exclude.With(c.text)
		case c.kind == topicChip:
			q.Include = q.Include.With(c.text)
		case c.kind == unreadChip:
			q.Unread = true
		}
	}
	q.Words = f.language(false)
	q.Wide = q.Words != "" && f.words() == "" // an outlet, a country, a view choose events; what is searched are reports
	return q
}

// language says all that is not a topic or the state of being unread in the language of queries. What is typed comes last, and is left
// open while it is.
func (f filter) language(typing bool) string {
	var parts []string
	for _, kind := range []chipKind{sourceChip, countryChip} {
		var in []string
		for _, c := range f {
			switch word := kind.kindName() + ":" + inQuotes(c.text); {
			case c.kind != kind:
			case c.out:
				parts = append(parts, "-"+word)
			default:
				in = append(in, word)
			}
		}
		parts = append(parts, anyOf(in)...)
	}
	var order []string
	for _, c := range f {
		if c.kind == risingChip {
			parts = append(parts, pick(c.out, "-(", "(")+c.text+")")
		}
		if c.kind == viewChip {
			rest, sort := cutOrder(c.query)
			parts = append(parts, inBrackets(rest)...)
			order = sort
		}
	}
	words := strings.TrimSpace(f.words())
	if words != "" && len(parts) > 0 {
		rest, sort := cutOrder(words)
		if len(sort) > 0 {
			order = sort
		}
		switch {
		case typing && strings.Contains(words, " OR"):
			words = "(" + rest
		case rest != "" && strings.Contains(words, " OR "):
			words = "(" + rest + ")"
		default:
			words = rest
		}
	}
	if words != "" {
		parts = append(parts, words)
	}
	return strings.Join(append(order, parts...), " ")
}

// asQuery is the whole filter in the language of queries, as a view keeps it.
func (f filter) asQuery() string {
	var in, parts []string
	for _, c := range f {
		switch word := "topic:" + inQuotes(c.text); {
		case c.kind == topicChip && c.out:
			parts = append(parts, "-"+word)
		case c.kind == topicChip:
			in = append(in, word)
		case c.kind == unreadChip:
			parts = append(parts, "is:unread")
		}
	}
	parts = append(anyOf(in), parts...)
	if l := f.language(false); l != "" {
		parts = append(parts, inBracketsIf(l, len(parts) > 0)...)
	}
	return strings.Join(parts, " ")
}

// anyOf joins words of which one is enough.
func anyOf(words []string) []string {
	switch len(words) {
	case 0, 1:
		return words
	}
	return []string{"(" + strings.Join(words, " OR ") + ")"}
}

func inBrackets(words string) []string { return inBracketsIf(words, true) }

// inBracketsIf puts words in brackets where an OR in them would reach further than they do; an order stands outside.
func inBracketsIf(words string, needed bool) []string {
	rest, order := cutOrder(words)
	switch {
	case rest == "":
		return order
	case needed && strings.Contains(rest, " OR "):
		return append(order, "("+rest+")")
	}
	return append(order, rest)
}

var orderWord = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(^|\s)sort:\w+`) })

// cutOrder takes the order out of a query.
func cutOrder(words string) (rest string, order []string) {
	for _, o := range orderWord().FindAllString(words, 1) {
		order = []string{strings.TrimSpace(o)}
	}
	return strings.Join(strings.Fields(orderWord().ReplaceAllString(words, " ")), " "), order
}

// inQuotes writes a text in quotes, as the query language takes it.
func inQuotes(s string) string { return `"` + strings.ReplaceAll(s, `"`, " ") + `"` }

func (f filter) has(c chip) bool { return slices.Contains(f, c) }

// without is the filter less the chips that drop says.
func (f filter) without(drop func(chip) bool) filter {
	var out filter
	for _, c := range f {
		if !drop(c) {
			out = append(out, c)
		}
	}
	return out
}

// set is the filter with a chip that is on or off.
func (f filter) set(c chip, on bool) filter {
	out := f.without(func(have chip) bool { return have == c })
	if on {
		out = append(out, c)
	}
	return out
}

// search is the filter with words to look for; without any it is the filter with none.
func (f filter) search(words string) filter {
	out := f.without(func(c chip) bool { return c.kind == wordsChip })
	if strings.TrimSpace(words) != "" {
		out = append(out, chip{kind: wordsChip, text: words})
	}
	return out
}

func (f filter) words() string {
	for _, c := range f {
		if c.kind == wordsChip {
			return c.text
		}
	}
	return ""
}

// view is the view that is shown; "" for none.
func (f filter) view() string {
	for _, c := range f {
		if c.kind == viewChip {
			return c.text
		}
	}
	return ""
}

func aboutTopics(c chip) bool { return c.kind == topicChip }

// chosen are the chips that the palette of topics sets.
func isChosen(c chip) bool { return c.kind < unreadChip }

func aboutViews(c chip) bool { return c.kind == viewChip }

// only is the filter with one chip instead of those that the palette sets.
func (f filter) only(c chip) filter { return append(f.without(isChosen), c) }

// line shows the chips: "Ukraine + Energy − Sport · source BBC · unread · /peace plan ✕".
func (f filter) line() string {
	var parts []string
	for _, kind := range []chipKind{viewChip, topicChip, sourceChip, countryChip, risingChip} {
		var b strings.Builder
		for _, c := range f {
			if c.kind != kind {
				continue
			}
			switch {
			case c.out:
				b.WriteString(pick(b.Len() > 0, " − ", "− "))
			case b.Len() > 0:
				b.WriteString(" + ")
			}
			b.WriteString(c.text)
		}
		if b.Len() > 0 {
			parts = append(parts, pick(kind == topicChip || kind == viewChip, "", kind.kindName()+" ")+b.String())
		}
	}
	for _, c := range f {
		switch c.kind {
		case unreadChip:
			parts = append(parts, "unread")
		case wordsChip:
			parts = append(parts, "/"+c.text)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, " · ") + " ✕"
}

// name is a chip in a sentence: "unread", "topic Sport", "source BBC", "the words peace plan".
func (c chip) name() string {
	switch c.kind {
	case unreadChip:
		return "unread only"
	case wordsChip:
		return "/" + c.text
	}
	return pick(c.out, "− ", "") + c.kind.kindName() + " " + c.text
}

// words are a chip where signs are not heard: "topic Sport", "not source BBC", "words peace plan", "unread only".
func (c chip) words() string {
	switch c.kind {
	case unreadChip:
		return "unread only"
	case wordsChip:
		return "words " + c.text
	}
	return pick(c.out, "not ", "") + c.kind.kindName() + " " + c.text
}
