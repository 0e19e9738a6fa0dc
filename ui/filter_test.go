package ui

import (
	"strings"
	"testing"

	"dateline/store"
	"dateline/store/query"
)

func TestFilterLine(t *testing.T) {
	for _, c := range []struct {
		f    filter
		want string
	}{
		{nil, ""},
		{filter{{kind: topicChip, text: "Ukraine"}}, "Ukraine ✕"},
		{filter{{kind: topicChip, text: "Ukraine"}, {kind: topicChip, text: "Energy"}, {kind: topicChip, text: "Sport", out: true}}, "Ukraine + Energy − Sport ✕"},
		{filter{{kind: topicChip, text: "Sport", out: true}}, "− Sport ✕"},
		{filter{{kind: unreadChip, text: ""}, {kind: wordsChip, text: "peace plan"}}, "unread · /peace plan ✕"},
	} {
		if got := c.f.line(); got != c.want {
			t.Errorf("%v: line = %q, want %q", c.f, got, c.want)
		}
	}
}

func TestFilterOnly(t *testing.T) {
	f := filter{{kind: unreadChip, text: ""}, {kind: topicChip, text: "Energy"}, {kind: topicChip, text: "Sport", out: true}}
	f = f.toggleOnly(chip{kind: topicChip, text: "Ukraine"})
	if got := f.line(); got != "Ukraine · unread ✕" {
		t.Errorf("only Ukraine: %q", got)
	}
	if got := f.toggleOnly(chip{kind: topicChip, text: "Ukraine"}).line(); got != "unread ✕" {
		t.Errorf("the same topic again shows all: %q", got)
	}
}

func TestToggleTopicGoesRound(t *testing.T) {
	var f filter
	for _, c := range []struct{ key, want string }{
		{"space", "Sport ✕"}, {"space", "− Sport ✕"}, {"space", ""}, {"+", "Sport ✕"}, {"-", "− Sport ✕"}, {"-", ""}, {"+", "Sport ✕"}, {"+", ""},
	} {
		f = f.toggle(chip{kind: topicChip, text: "Sport"}, c.key)
		if got := f.line(); got != c.want {
			t.Errorf("after %q: %q, want %q", c.key, got, c.want)
		}
	}
}

func TestFilterQuery(t *testing.T) {
	f := filter{{kind: topicChip, text: "Ukraine"}, {kind: topicChip, text: "Sport", out: true}, {kind: unreadChip, text: ""}, {kind: wordsChip, text: "grain"}}
	q := f.query(store.Latest, 7)
	if !q.Include.Has("Ukraine") || !q.Exclude.Has("Sport") || !q.Unread || q.Words != "grain" || q.Since != 0 {
		t.Errorf("query = %+v", q)
	}
	if q := f.query(store.Front, 7); q.Since != 7 {
		t.Errorf("the front page asks since %d, want 7", q.Since)
	}
}

// The chips and the view that is made of them say the same, and the store's parser takes it.
func TestFilterSpeaksTheLanguage(t *testing.T) {
	source := func(name string) chip { return chip{kind: sourceChip, text: name} }
	country := chip{kind: countryChip, text: "Kenya"}
	no := source("Sport Daily")
	no.out = true
	topic := chip{kind: topicChip, text: "Middle East"}
	view := chip{kind: viewChip, text: "Fuel", query: "oil OR gas sort:newest"}
	for _, c := range []struct {
		f            filter
		words, saved string
		open         string // while the words are typed; "": as words
	}{
		{f: filter{source("BBC"), source(`The "Post"`), no, country}, words: `-source:"Sport Daily" (source:"BBC" OR source:"The  Post ") country:"Kenya"`},
		{f: filter{topic, {kind: unreadChip}}, saved: `topic:"Middle East" is:unread`},
		{f: filter{topic, {kind: wordsChip, text: "a OR b"}}, words: "a OR b", saved: `topic:"Middle East" (a OR b)`},
		{f: filter{source("BBC"), {kind: wordsChip, text: "a OR b"}}, words: `source:"BBC" (a OR b)`, open: `source:"BBC" (a OR b`},
		{f: filter{view}, words: "sort:newest (oil OR gas)"},
		{f: filter{view, {kind: wordsChip, text: "price sort:sources"}}, words: "sort:sources (oil OR gas) price"},
	} {
		if c.saved == "" {
			c.saved = c.words
		}
		if c.open == "" {
			c.open = c.words
		}
		if got := strings.Join(strings.Fields(c.f.language(false)), " "); got != strings.Join(strings.Fields(c.words), " ") {
			t.Errorf("%v: %s, want %s", c.f, got, c.words)
		}
		if got := c.f.language(true); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(c.open), " ") {
			t.Errorf("%v typed: %s, want %s", c.f, got, c.open)
		}
		if got := strings.Join(strings.Fields(c.f.asQuery()), " "); got != strings.Join(strings.Fields(c.saved), " ") {
			t.Errorf("%v kept: %s, want %s", c.f, got, c.saved)
		}
		for _, words := range []string{c.f.language(false), c.f.asQuery()} {
			if _, err := query.Parse(words, opening); err != nil {
				t.Errorf("%s: %v", words, err)
			}
		}
		if _, err := query.ParseTyping(c.f.language(true), opening); err != nil {
			t.Errorf("%s: %v", c.f.language(true), err)
		}
	}
}

// An outlet chooses events on the front page, whole; what is searched there are its reports.
func TestAnOutletOnTheFrontPage(t *testing.T) {
	inSession(t, 100, 24, nil, func(t *testing.T, s *session) {
		s.Keys("t")
		s.Type("skerry")
		s.Keys("enter")
		s.Has("source Skerry Observer ✕", "▌● Kestoria agrees in principle", "Skerry Observer · The Meridian Post +2", "4 sources")
		s.Keys("/")
		s.Type("kestoria")
		s.Keys("enter")
		s.Has("Kestoria agrees in principle")
		s.Lacks("4 sources")
	})
}
