package ui

import (
	"context"
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/internal/newstest"
	"dateline/store"
)

// fullModel is a reader with a list of 100,000 stories of which a window is at hand, and a long text beside it.
func fullModel(width, height int) *Model {
	now := time.Date(2026, 11, 23, 8, 41, 0, 0, time.UTC)
	m := New(context.Background(), Options{Now: func() time.Time { return now }, Topics: testTopics, Theme: "dark"})
	m.layout = newLayout(width, height)
	m.status.counts = store.Counts{Stories: 100_000, Unread: 98_000, Feeds: 300}
	m.room = store.Latest
	l := m.list()
	l.loaded, l.page.Total, l.page.First = true, 100_000, 50_000
	for i := range windowSize(m.layout.stories()) {
		l.page.Stories = append(l.page.Stories, store.Story{
			ID: store.ID(i + 1), Title: fmt.Sprintf("Report %d: the river has risen by two metres since the rain began on Monday", i),
			Source: "Harbour Ledger", Published: now.Add(-time.Duration(i) * time.Minute), Topics: []string{"Disasters", "Science"},
		})
	}
	l.cursor, l.top = 50_050, 50_050
	m.reader = reader{want: page{id: 1, width: 80}, set: true}
	for range 400 {
		m.reader.lines = append(m.reader.lines, m.theme.text.Render("The ministry said on Monday that the river had risen by two metres since."))
	}
	return m
}

// The budget is 2 ms at 200×50: View runs after every message.
func BenchmarkView(b *testing.B) {
	for _, z := range sizes {
		b.Run(fmt.Sprintf("%dx%d", z.width, z.height), func(b *testing.B) {
			m := fullModel(z.width, z.height)
			b.ReportAllocs()
			for b.Loop() {
				m.View()
			}
		})
	}
}

// The budget is 1 ms a message.
func BenchmarkUpdate(b *testing.B) {
	m := fullModel(200, 50)
	keys := []tea.KeyPressMsg{newstest.Key("j"), newstest.Key("k")}
	for i := 0; b.Loop(); i++ {
		m.Update(keys[i%2])
	}
}
