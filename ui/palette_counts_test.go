package ui

import (
	"context"
	"testing"
	"time"

	"dateline/store"
)

// What the palette counts for a topic, a view, an outlet or a country is what the list holds when it is chosen: in every room, with what is
// read and without, with a mute.
func TestPaletteCountsWhatItShows(t *testing.T) {
	views := func(o *Options) {
		o.Views = []View{{Name: "Big", Query: "sources:>=3"}, {Name: "Wet", Query: "dam OR storm"}}
	}
	inSession(t, 180, 40, views, func(t *testing.T, s *session) {
		ctx := context.Background()
		for _, body := range s.frontPage(t, 6) {
			if _, err := s.opt.DB.MarkEventRead(ctx, body.Story.ID, true); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.opt.DB.Mute(ctx, "topic:sport", time.Time{}); err != nil {
			t.Fatal(err)
		}
		some := 0
		for _, room := range []store.Room{store.Front, store.Latest, store.Saved} {
			for _, f := range []filter{nil, {{kind: unreadChip}}} {
				asked := f.query(room, s.m.list().query.Since)
				counted, err := s.opt.DB.TopicCounts(ctx, asked)
				if err != nil {
					t.Fatal(err)
				}
				for i, e := range s.m.entries() {
					q := f.only(e.chip).query(room, asked.Since)
					got := store.ListCount{}
					if e.chip.kind == topicChip {
						got = store.ListCount{Stories: counted[i].Stories, Unread: counted[i].Unread}
					} else if all, err := s.opt.DB.ViewCounts(ctx, []store.Query{q}); err != nil {
						t.Fatal(err)
					} else {
						got = all[0]
					}
					page, err := s.opt.DB.Page(ctx, q, 0, 10_000)
					if err != nil {
						t.Fatal(err)
					}
					unread := 0
					for _, row := range page.Stories {
						if !row.Read {
							unread++
						}
					}
					if got.Stories != len(page.Stories) || got.Unread != unread {
						t.Errorf("room %v, %v, %s: %d stories, %d unread; it shows %d, %d", room, f, e.chip.text, got.Stories, got.Unread, len(page.Stories), unread)
					}
					some += len(page.Stories)
				}
			}
		}
		if some < 500 {
			t.Errorf("only %d rows: the test tests nothing", some)
		}
	})
}
