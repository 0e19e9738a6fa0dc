package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"dateline/feeds/article"
	"dateline/store"
)

// At the end of what is set of a long text, going on sets more of it, and the line that is read stays where it is; a text that
// was cut when it was cleaned is made anew, whole.
func TestLongTextGoesOn(t *testing.T) {
	a := article.Article{Markdown: strings.Repeat("Boats came home.\n\n", maxBlocks+300), Cut: true}
	m := New(context.Background(), Options{Now: func() time.Time { return time.Unix(0, 0) }})
	m.reading = true
	m.reader.show(store.Story{ID: 1, Title: "Boats"}, page{id: 1, width: 40}, false)
	take := func() setText {
		t.Helper()
		set := setPage(m.reader.want, store.Body{}, a, m.setting(), -1)
		if !m.reader.take(textMsg{page: m.reader.want, article: a, set: set}, m.layout.rows) {
			t.Fatal("the text was not wanted")
		}
		return set
	}
	first := take()
	if !first.more || first.cut || !strings.Contains(first.lines[len(first.lines)-1], "more…") {
		t.Fatalf("the beginning ends with %q", first.lines[len(first.lines)-1])
	}
	if cmd := m.inReader(down, 1); cmd != nil || m.reader.want.parts != 0 {
		t.Error("more was wanted before its time")
	}
	if cmd := m.inReader(bottom, 1); cmd == nil || m.reader.want.parts != 1 {
		t.Fatal("at the end nothing more was wanted")
	}
	line := m.reader.lines[m.reader.offset]
	second := take()
	if got := m.reader.lines[m.reader.offset]; got != line || len(second.lines) <= len(first.lines) || !second.cut {
		t.Errorf("%q begins the screen, %q did; %d lines after %d", got, line, len(second.lines), len(first.lines))
	}
	if cmd := m.inReader(bottom, 1); cmd == nil || !m.reader.want.whole {
		t.Error("the whole text was not wanted")
	}
	if m.reader.atEnd(m.layout.rows) {
		t.Error("a text that goes on has an end")
	}
}
