package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dateline/feeds"
	"dateline/store"
)

// A feed that has moved for good says where to, and how to go along; one that may have, says nothing yet.
func TestFeedsBoxOffersMoves(t *testing.T) {
	sure := store.FeedState{MovedTo: "https://new.example/feed", Confirmations: 3}
	sure.Source = feeds.Source{URL: "https://a.example/feed", Name: "Courier"}
	unsure := store.FeedState{Confirmations: 2}
	unsure.Source = feeds.Source{URL: "https://b.example/feed", Name: "Lantern"}
	b := feedsBox(newTheme(true), []store.FeedState{unsure, sure}, func(store.FeedState) string { return "asked now" }, 90)
	text := ansi.Strip(strings.Join(b.lines, "\n"))
	if !strings.HasPrefix(text, "! Courier") || !strings.Contains(text, "Moved for good to https://new.example/feed · dateline feeds move takes it there") || strings.Count(text, "Moved") != 1 {
		t.Error(text)
	}
}
