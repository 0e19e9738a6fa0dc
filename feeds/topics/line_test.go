package topics

import (
	"testing"
	"time"
)

// What goes on is linked to what it goes on from: by words of which one stands in both headlines, not by one name, and not by what an
// outlet prints beneath all it writes.
func TestLinesLinkWhatGoesOn(t *testing.T) {
	const dam = "Ostrel dam cracks and seven villages are cleared"
	day := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		earlier, lead, later, follows string
		linked                        bool
	}{
		{dam, "Engineers found the crack in the Ostrel dam at night.", "Villages below the Ostrel dam are lived in again", "The crack was closed with concrete.", true},
		{dam, "Engineers found the crack in the Ostrel dam at night.", "Ostrel choir wins a prize for its winter songs", "The singers practise in a barn.", false},
		{
			"Why the orchard matters", "Dear members of the Thornbury circle, the inbox of our Wednesday letter overflows.",
			"A bridge too many", "Dear members of the Thornbury circle, the inbox of our Wednesday letter overflows again.", false,
		},
	} {
		g, l := NewGrouper(Corrections{}), NewLines()
		var last string
		for i, r := range []Report{
			{ID: "a", Title: c.earlier, Summary: c.lead, Published: day},
			{ID: "b", Title: c.later, Summary: c.follows, Published: day.Add(90 * time.Hour)},
		} {
			r.Source, r.Lang = string(rune('A'+i)), "en"
			if story := g.Add(r); story != r.ID {
				t.Fatalf("%q joined %q", r.Title, c.earlier)
			}
			core, ok := g.Core(r.ID)
			if !ok {
				t.Fatalf("%q has no core", r.Title)
			}
			l.Put(core, 0)
			last = r.ID
		}
		if link, ok := l.Link(last); ok != c.linked || ok && link.Story != "a" {
			t.Errorf("%q after %q: linked %v to %q, want %v", c.later, c.earlier, ok, link.Story, c.linked)
		}
	}
}
