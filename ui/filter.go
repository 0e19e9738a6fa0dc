package ui

import (
	"strings"

	"dateline/store"
)

// chipKind is what a chip filters by.
type chipKind int

const (
	includeChip chipKind = iota
	excludeChip
	unreadChip
	wordsChip
)

// chip is one filter, as the reader sees it above the list.
type chip struct {
	kind chipKind
	text string // a topic's name, or the words
}

// filter is what narrows the rooms: chips in the order in which they were set.
type filter []chip

// query is the list of a room under a filter, made at no particular moment.
func (f filter) query(room store.Room, since int64) store.Query {
	q := store.Query{Room: room}
	if room == store.Front {
		q.Since = since
	}
	for _, c := range f {
		switch c.kind {
		case includeChip:
			q.Include = q.Include.With(c.text)
		case excludeChip:
			q.Exclude = q.Exclude.With(c.text)
		case unreadChip:
			q.Unread = true
		case wordsChip:
			q.Words = c.text
		}
	}
	return q
}

func (f filter) has(c chip) bool {
	for _, have := range f {
		if have == c {
			return true
		}
	}
	return false
}

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
		out = append(out, chip{wordsChip, words})
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

func aboutTopics(c chip) bool { return c.kind == includeChip || c.kind == excludeChip }

// only is the filter with one topic, or with none when it was the only one already.
func (f filter) only(topic string) filter {
	one := chip{includeChip, topic}
	rest := f.without(aboutTopics)
	if len(f)-len(rest) == 1 && f.has(one) {
		return rest
	}
	return append(rest, one)
}

// line shows the chips: "Ukraine + Energy − Sport · unread · "peace plan"".
func (f filter) line() string {
	var topics strings.Builder
	var rest []string
	for _, c := range f {
		switch c.kind {
		case includeChip:
			if topics.Len() > 0 {
				topics.WriteString(" + ")
			}
			topics.WriteString(c.text)
		case excludeChip:
			topics.WriteString(pick(topics.Len() > 0, " − ", "− ") + c.text)
		case unreadChip:
			rest = append(rest, "unread")
		case wordsChip:
			rest = append(rest, "/"+c.text)
		}
	}
	if topics.Len() > 0 {
		rest = append([]string{topics.String()}, rest...)
	}
	if len(rest) == 0 {
		return ""
	}
	return strings.Join(rest, " · ") + " ✕"
}
