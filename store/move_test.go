package store

import (
	"errors"
	"testing"
	"time"

	"dateline/feeds"
)

// A permanent redirect is believed after three answers from there over two days, and no sooner.
func TestMove(t *testing.T) {
	const there, elsewhere = "https://new.example/feed", "https://login.example/feed"
	type step struct {
		after time.Duration // since the answer before
		to    string
		err   error
		same  bool
	}
	day := 24 * time.Hour
	down := errors.New("answered 503")
	for _, c := range []struct {
		name  string
		steps []step
		want  string
		count int
	}{
		{"once", []step{{0, there, nil, false}}, "", 1},
		{"three in an hour", []step{{0, there, nil, false}, {30 * time.Minute, there, nil, false}, {30 * time.Minute, there, nil, false}}, "", 3},
		{"two over a week", []step{{0, there, nil, false}, {7 * day, there, nil, false}}, "", 2},
		{"three over two days", []step{{0, there, nil, false}, {day, there, nil, false}, {day, there, nil, false}}, there, 3},
		{"three, not modified", []step{{0, there, nil, false}, {day, there, nil, true}, {day, there, nil, true}}, there, 3},
		{"never anything but not modified", []step{{0, there, nil, true}, {day, there, nil, true}, {day, there, nil, true}}, "", 0},
		{"no feed at the other end", []step{{0, there, down, false}, {day, there, down, false}, {day, there, down, false}}, "", 0},
		{"a failure in between", []step{{0, there, nil, false}, {day, "", down, false}, {day, there, nil, false}, {day, there, nil, false}}, there, 3},
		{"back home in between", []step{{0, there, nil, false}, {day, "", nil, false}, {day, there, nil, false}, {day, there, nil, false}}, "", 2},
		{"elsewhere in between", []step{{0, there, nil, false}, {day, elsewhere, nil, false}, {day, there, nil, false}}, "", 1},
		{"home again after all", []step{{0, there, nil, false}, {day, there, nil, false}, {day, there, nil, false}, {day, "", nil, false}}, "", 0},
		{"down after all", []step{{0, there, nil, false}, {day, there, nil, false}, {day, there, nil, false}, {day, "", down, false}}, there, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := fresh(t)
			at := noon
			for n, s := range c.steps {
				at = at.Add(s.after)
				a := answer("A", item("1", "a", 0))
				a.Asked, a.MovedTo, a.Err, a.NotModified = at, s.to, s.err, s.same
				if s.err != nil || s.same {
					a.Feed = nil
				}
				keep(t, db, a)
				f := feedNamed(t, db, a.URL)
				if n < len(c.steps)-1 && c.want != "" && n < 2 && f.MovedTo != "" {
					t.Errorf("believed after %d answers", n+1)
				}
			}
			if f := feedNamed(t, db, "https://a.example/feed"); f.MovedTo != c.want || f.Confirmations != c.count {
				t.Errorf("moved to %q after %d answers, want %q, %d", f.MovedTo, f.Confirmations, c.want, c.count)
			}
		})
	}
}

func feedNamed(t *testing.T, db *DB, address string) FeedState {
	t.Helper()
	list, err := db.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.URL == address {
			return f
		}
	}
	t.Fatal("no feed " + address)
	return FeedState{}
}

// A feed that was given its new address has no move before it, and goes on with all its stories.
func TestMoveTaken(t *testing.T) {
	db := fresh(t)
	for n := range 3 {
		a := answer("A", item("1", "a", 0))
		a.Asked, a.MovedTo = noon.Add(time.Duration(n)*24*time.Hour), "https://new.example/feed"
		keep(t, db, a)
	}
	if err := db.Follow(t.Context(), []feeds.Source{{URL: "https://new.example/feed"}}); err != nil {
		t.Fatal(err)
	}
	f := feedNamed(t, db, "https://new.example/feed")
	if f.MovedTo != "" || f.Confirmations != 0 || f.Stories != 1 {
		t.Errorf("%+v", f)
	}
}
