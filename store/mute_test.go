package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"dateline/store/query"
)

// muted tells what a list shows, all of it, and what it says that mutes hide.
func muted(t *testing.T, db *DB, q Query) (total, unread, hidden int) {
	t.Helper()
	p, err := db.Page(t.Context(), q, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if q.Room != Front && len(p.Stories) != p.Total || unreadOf(p.Stories) != p.Unread {
		t.Errorf("%+v: %d stories, %d unread; said %d, %d", q, len(p.Stories), unreadOf(p.Stories), p.Total, p.Unread)
	}
	return p.Total, p.Unread, p.Muted
}

// Whatever a mute is made of, lists and counts are those of a store without the stories it matches; lifted, undone or over, as
// if it had never been.
func TestMutes(t *testing.T) {
	c := &clock{noon}
	db, all, _ := shelf(t, c)
	ctx := t.Context()
	lists := []Query{
		{Room: Latest},
		{Room: Latest, UpTo: 400},
		{Room: Latest, Unread: true},
		{Room: Latest, Include: "Sport"},
		{Room: Latest, Include: "Climate\nPeace", Unread: true},
		{Room: Latest, Exclude: "Sport"},
		{Room: Latest, Exclude: "Sport\nPeace", Unread: true},
		{Room: Latest, Words: "envoy"},
		{Room: Latest, Words: "-envoy"},
		{Room: Latest, Words: `source:"outlet 3"`},
		{Room: Latest, Words: "is:unread climate"},
		{Room: Latest, Words: "topic:sport", Unread: true, Read: 1},
		{Room: Latest, Sort: BySource},
		{Room: Front, Since: noon.Add(-72 * time.Hour).Unix(), Words: "envoy"},
	}
	type seen struct{ total, unread int }
	look := func() (out []seen) {
		for _, q := range lists {
			total, unread, _ := muted(t, db, q)
			out = append(out, seen{total, unread})
		}
		return out
	}
	before := look()
	for _, words := range []string{"climate", `"peace plan" OR storm`, `source:"outlet 2"`, "topic:sport -match", "/^Bank|^Storm/", "title:/ENVOY/i", "event:17", "nothing such"} {
		t.Run(words, func(t *testing.T) {
			them, _, _ := muted(t, db, Query{Room: Latest, Words: words})
			var gone []ID
			for _, s := range all {
				if _, ok, err := db.Position(ctx, Query{Room: Latest, Words: words}, s.ID); ok && err == nil {
					gone = append(gone, s.ID)
				}
			}
			if len(gone) != them {
				t.Fatalf("%d and %d stories", len(gone), them)
			}
			act, err := db.Mute(ctx, words, time.Time{})
			if err != nil || act.Kind != "muted" || act.Count != max(them, 1) || act.Title != words {
				t.Fatalf("%+v, %v; want %d", act, err, them)
			}
			for i, q := range lists {
				total, unread, hidden := muted(t, db, q)
				if q.Room == Latest && total+hidden != before[i].total {
					t.Errorf("%+v: %d of %d, %d hidden", q, total, before[i].total, hidden)
				}
				p, _ := db.Page(ctx, q, 0, 1000)
				for _, s := range p.Stories {
					if slices.Contains(gone, s.ID) || s.Muted {
						t.Fatalf("%+v shows %d", q, s.ID)
					}
				}
				if n, err := db.Arrived(ctx, q, 0); q.UpTo == 0 && n != total || err != nil {
					t.Errorf("%+v: arrived %d of %d, %v", q, n, total, err)
				}
				if _, found, _ := db.NextUnread(ctx, q, -1, false); found != (unread > 0) {
					t.Errorf("%+v: next unread %v of %d", q, found, unread)
				}
				checkTopics(t, db, q)
			}
			counts, _ := db.Counts(ctx)
			if total, unread, hidden := muted(t, db, Query{Room: Latest}); counts.Stories != total || counts.Unread != unread || hidden != them {
				t.Errorf("counts %+v, list %d, %d, %d", counts, total, unread, hidden)
			}
			if n, _, _ := muted(t, db, Query{Room: Latest, Words: "is:muted"}); n != them {
				t.Errorf("is:muted: %d of %d", n, them)
			}
			if n, _, _ := muted(t, db, Query{Room: Latest, Words: "is:muted (" + words + ")"}); n != them {
				t.Errorf("is:muted and its words: %d of %d", n, them)
			}
			if n, _, _ := muted(t, db, Query{Room: Saved}); n != counts.Saved {
				t.Errorf("a mute hides what is saved: %d of %d", n, counts.Saved)
			}
			list, err := db.Mutes(ctx)
			if err != nil || len(list) != 1 || list[0].Stories != them || list[0].Today != them || list[0].Query != words {
				t.Fatalf("%+v, %v", list, err)
			}
			if _, ok, err := db.Undo(ctx); !ok || err != nil || !slices.Equal(look(), before) {
				t.Errorf("undone: %v, %v", ok, err)
			}
			if act, ok, err := db.Redo(ctx); !ok || err != nil || act.Kind != "muted" {
				t.Errorf("redone: %+v, %v, %v", act, ok, err)
			}
			if n, _, _ := muted(t, db, Query{Room: Latest}); n != len(all)-them {
				t.Errorf("redone: %d", n)
			}
			if act, err := db.Lift(ctx, list[0].ID); err != nil || act.Kind != "lifted" || act.Count != max(them, 1) || act.Title != words || !slices.Equal(look(), before) {
				t.Errorf("lifted: %+v, %v", act, err)
			}
		})
	}
}

// checkTopics holds the topic counts of a list against the lists that they announce.
func checkTopics(t *testing.T, db *DB, q Query) {
	t.Helper()
	if q.Room == Front {
		return
	}
	q.Include, q.Exclude = "", ""
	counts, err := db.TopicCounts(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range counts {
		with := q
		with.Include = Topics(c.Name)
		if total, unread, _ := muted(t, db, with); total != c.Stories || unread != c.Unread {
			t.Errorf("%+v: %s has %d, %d, its list %d, %d", q, c.Name, c.Stories, c.Unread, total, unread)
		}
	}
}

func TestMuteEnds(t *testing.T) {
	c := &clock{noon}
	db, all, _ := shelf(t, c)
	c.now = noon.Add(24 * time.Hour)
	if _, err := db.Mute(t.Context(), "envoy", c.now.Add(24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Mute(t.Context(), "climate", time.Time{}); err != nil {
		t.Fatal(err)
	}
	both, _, hidden := muted(t, db, Query{Room: Latest})
	c.now = c.now.Add(24 * time.Hour)
	one, _, still := muted(t, db, Query{Room: Latest})
	if both+hidden != len(all) || one+still != len(all) || one <= both || still == 0 {
		t.Errorf("%d, then %d of %d", both, one, len(all))
	}
	list, err := db.Mutes(t.Context())
	if err != nil || len(list) != 1 || list[0].Query != "climate" || list[0].Today != 0 {
		t.Errorf("%+v, %v", list, err)
	}
	// The act can be undone and redone, and hides nothing any more.
	for range 2 {
		if _, _, err := db.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if _, _, err := db.Redo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if again, _, _ := muted(t, db, Query{Room: Latest}); again != one {
		t.Errorf("%d, redone %d", one, again)
	}
}

func TestBadMutes(t *testing.T) {
	db := fresh(t)
	for words, want := range map[string]string{
		"":              "nothing to mute · say what: a word, source:…, topic:…",
		"a (b":          `"(" · an open bracket · close it with )`,
		"sort:rank a":   `"sort:rank a" · a mute has no order · leave sort: out`,
		"a -is:muted":   `"a -is:muted" · a mute cannot ask what is muted · leave is:muted out`,
		"soruce:nobody": `"soruce:nobody" · unknown field soruce: · did you mean source:?`,
	} {
		_, err := db.Mute(t.Context(), words, time.Time{})
		var q *query.Error
		if !errors.As(err, &q) || err.Error() != want {
			t.Errorf("%q: %v", words, err)
		}
		if err2 := db.SetMutes(t.Context(), []Mute{{Query: words}}); err2 == nil || err2.Error() != want {
			t.Errorf("%q: %v", words, err2)
		}
	}
	if _, err := db.Mute(t.Context(), "a", noon); err == nil {
		t.Error("a mute that is over before it begins")
	}
	if act, err := db.Lift(t.Context(), 77); err != nil || act.Count != 0 {
		t.Errorf("%+v, %v", act, err)
	}
	if _, ok, _ := db.Undo(t.Context()); ok {
		t.Error("there is something to undo")
	}
}

func TestSetMutes(t *testing.T) {
	db, all, _ := shelf(t, &clock{noon})
	set := func(mutes ...Mute) int {
		t.Helper()
		for range 2 { // the second time changes nothing
			if err := db.SetMutes(t.Context(), mutes); err != nil {
				t.Fatal(err)
			}
		}
		total, _, hidden := muted(t, db, Query{Room: Latest})
		if total+hidden != len(all) {
			t.Errorf("%d and %d of %d", total, hidden, len(all))
		}
		return hidden
	}
	envoy := set(Mute{Query: "envoy"})
	if n := set(Mute{Query: "envoy"}, Mute{Query: "envoy"}, Mute{Query: "storm", Until: noon.Add(-time.Hour)}); n != envoy || n == 0 {
		t.Errorf("%d, then %d", envoy, n)
	}
	list, _ := db.Mutes(t.Context())
	if len(list) != 1 || !list[0].FromConfig {
		t.Fatalf("%+v", list)
	}
	if _, err := db.Lift(t.Context(), list[0].ID); err != nil || set(Mute{Query: "envoy"}) != 0 {
		t.Errorf("what was lifted by hand is muted again, %v", err)
	}
	if n := set(Mute{Query: "envoy", Until: noon.Add(48 * time.Hour)}); n != envoy {
		t.Errorf("%d, then %d", envoy, n)
	}
	if n := set(); n != 0 {
		t.Errorf("%d hidden by nothing", n)
	}
}

func TestSaveList(t *testing.T) {
	db, all, _ := shelf(t, &clock{noon})
	was, _ := db.Counts(t.Context())
	act, err := db.SaveList(t.Context(), Query{Room: Latest, Words: "envoy"}, true)
	now, _ := db.Counts(t.Context())
	if err != nil || act.Kind != "saved" || act.Count == 0 || now.Saved != was.Saved+act.Count {
		t.Errorf("%+v, %v: %d, then %d", act, err, was.Saved, now.Saved)
	}
	if act, err = db.SaveList(t.Context(), Query{Room: Saved}, false); err != nil || act.Kind != "unsaved" || act.Count != now.Saved {
		t.Errorf("%+v, %v", act, err)
	}
	if _, _, err := db.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again, _ := db.Counts(t.Context()); again != now || again.Stories != len(all) {
		t.Errorf("%+v, then %+v", now, again)
	}
}

func TestViewCounts(t *testing.T) {
	db, _, _ := shelf(t, &clock{noon})
	views := []Query{{Room: Latest}, {Room: Saved}, {Room: Latest, Words: "envoy is:unread"}, {Room: Latest, Words: "(a"}, {Room: Latest, Include: "Sport"}}
	counts, err := db.ViewCounts(t.Context(), views)
	var q *query.Error
	if !errors.As(err, &q) || len(counts) != len(views) {
		t.Fatalf("%v, %v", counts, err)
	}
	for i, v := range views {
		if i == 3 {
			v.Words = "nothing such"
		}
		if total, unread, _ := muted(t, db, v); counts[i] != (ListCount{total, unread, false}) {
			t.Errorf("%+v: %+v; want %d, %d", v, counts[i], total, unread)
		}
	}
}
