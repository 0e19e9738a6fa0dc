package ui

import (
	"testing"

	"dateline/store"
)

func TestFilterLine(t *testing.T) {
	for _, c := range []struct {
		f    filter
		want string
	}{
		{nil, ""},
		{filter{{includeChip, "Ukraine"}}, "Ukraine ✕"},
		{filter{{includeChip, "Ukraine"}, {includeChip, "Energy"}, {excludeChip, "Sport"}}, "Ukraine + Energy − Sport ✕"},
		{filter{{excludeChip, "Sport"}}, "− Sport ✕"},
		{filter{{unreadChip, ""}, {wordsChip, "peace plan"}}, "unread · /peace plan ✕"},
	} {
		if got := c.f.line(); got != c.want {
			t.Errorf("%v: line = %q, want %q", c.f, got, c.want)
		}
	}
}

func TestFilterOnly(t *testing.T) {
	f := filter{{unreadChip, ""}, {includeChip, "Energy"}, {excludeChip, "Sport"}}
	f = f.only("Ukraine")
	if got := f.line(); got != "Ukraine · unread ✕" {
		t.Errorf("only Ukraine: %q", got)
	}
	if got := f.only("Ukraine").line(); got != "unread ✕" {
		t.Errorf("the same topic again shows all: %q", got)
	}
}

func TestToggleTopicGoesRound(t *testing.T) {
	var f filter
	for _, c := range []struct{ key, want string }{
		{"space", "Sport ✕"}, {"space", "− Sport ✕"}, {"space", ""}, {"+", "Sport ✕"}, {"-", "− Sport ✕"}, {"-", ""}, {"+", "Sport ✕"}, {"+", ""},
	} {
		f = toggleTopic(f, "Sport", c.key)
		if got := f.line(); got != c.want {
			t.Errorf("after %q: %q, want %q", c.key, got, c.want)
		}
	}
}

func TestFilterQuery(t *testing.T) {
	f := filter{{includeChip, "Ukraine"}, {excludeChip, "Sport"}, {unreadChip, ""}, {wordsChip, "grain"}}
	q := f.query(store.Latest, 7)
	if !q.Include.Has("Ukraine") || !q.Exclude.Has("Sport") || !q.Unread || q.Words != "grain" || q.Since != 0 {
		t.Errorf("query = %+v", q)
	}
	if q := f.query(store.Front, 7); q.Since != 7 {
		t.Errorf("the front page asks since %d, want 7", q.Since)
	}
}
