package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"sync"

	"dateline/store/query"
)

// Lists that no index can count, or that stand in another order, are sifted: stories are looked at from the newest on, until the page and a good stretch after
// it are found, or until so many were passed by that the reader should be shown what there is. What was found is remembered
// for as long as the store stays as it is, and gone on with when more is asked for.

// sifted is what was found of a list: it is a value, what is added makes another.
type sifted struct {
	hits   []hit
	unread int   // of hits
	next   int64 // where to go on: below this place
	done   bool  // there are no more
	muted  int   // stories down to next that mutes keep out of the list
}

// hit is a story that was found.
type hit struct {
	place   int64
	read    int64 // unix milliseconds; 0: unread
	feed    int64
	outlets int32 // that report the same
}

// How much is looked at, in stories; a regular expression counts as several.
const (
	ahead        = 2000      // hits that are looked for beyond the page
	aheadTyped   = 200       // the same, as the reader types
	stretch      = 20_000    // looked at in one statement
	patternCost  = 20        // of a story that a regular expression is looked for in
	manyHits     = 1000      // of words that are common
	firstStretch = 2000      // looked at first for an address
	enoughSeen   = 100_000   // where the page is found
	mostSeen     = 2_000_000 // where it is not
	mostTyped    = 100_000   // the same, as the reader types
	mostCounted  = 6         // topics that are counted together
)

// counted reports that indexes can count the list: there are no words in it but days and one part that has an index.
func (l *list) counted() bool {
	if l.match != "" || len(l.include) > mostCounted || l.sorted() {
		return false
	}
	indexed := 0
	for _, p := range l.parts {
		_, span := p.(query.Span)
		switch {
		case span:
		case l.sight == both && p == query.Expr(query.Saved), l.sight != both && l.include == nil && plenty(p) < none:
			indexed++
		default:
			return false
		}
	}
	return indexed <= 1
}

// sift makes sure that want stories of the list are found, if there are so many.
func (db *DB) sift(ctx context.Context, tx *sql.Tx, l *list, want int) (sifted, error) {
	e, err := edition(ctx, tx)
	if err != nil {
		return sifted{}, err
	}
	s, known := db.sifting.get(e, l.Query)
	if !known {
		s.next = math.MaxInt64
	}
	if s.done || known && (len(s.hits) >= want || l.sorted()) {
		return s, nil
	}
	if l.sorted() {
		want = math.MaxInt32
	}
	if err := l.siftOn(ctx, tx, &s, want); err != nil {
		return s, err
	}
	if l.sorted() {
		if err := l.sort(ctx, tx, s.hits); err != nil {
			return s, err
		}
	}
	if !l.passing {
		db.sifting.put(e, l.Query, s)
	}
	return s, nil
}

// siftOn goes on until enough is found.
func (l *list) siftOn(ctx context.Context, tx *sql.Tx, s *sifted, want int) error {
	cost, most, enough := 1, mostSeen, want+ahead
	if l.pattern {
		cost = patternCost
	}
	if l.Typing {
		most, enough = mostTyped, want+aheadTyped
	}
	if l.match != "" && l.narrowed() {
		n, err := one(ctx, tx, "SELECT count(*) FROM (SELECT rowid FROM words WHERE words MATCH ? LIMIT ?)", []any{l.match, manyHits})
		if err != nil {
			return err
		}
		l.common = n == manyHits
	}
	address := slices.ContainsFunc(l.parts, asksAddress)
	for seen := 0; !s.done; {
		n := stretch / cost
		switch {
		case l.pattern:
		case address && s.next == math.MaxInt64:
			n = firstStretch
		case address, l.match != "", l.include != nil:
			n = math.MaxInt32 // indexes pass by the others themselves; addresses are looked through as a whole
		}
		if err := l.siftStretch(ctx, tx, s, n, enough-len(s.hits)); err != nil {
			return err
		}
		seen += min(n, stretch) * cost
		if address {
			seen = max(seen, enoughSeen)
		}
		if found := len(s.hits); found >= enough || found >= want && seen >= enoughSeen || seen >= most {
			return nil
		}
	}
	return nil
}

func asksAddress(e query.Expr) bool {
	return holdsAny(e, func(e query.Expr) bool { f, ok := e.(query.Field); return ok && f.Name == query.URL })
}

// siftedPage reads list positions first to first+limit.
func (db *DB) siftedPage(ctx context.Context, tx *sql.Tx, l *list, page *Page, limit int) error {
	s, err := db.sift(ctx, tx, l, max(page.First, 0)+limit)
	if err != nil {
		return err
	}
	page.Total, page.Unread, page.Muted, page.More = len(s.hits), s.unread, s.muted, !s.done
	from := min(max(page.First, 0), len(s.hits))
	places := make([]int64, 0, limit)
	for _, h := range s.hits[from:min(from+max(limit, 0), len(s.hits))] {
		places = append(places, h.place)
	}
	page.Stories, err = storiesAt(ctx, tx, places)
	return err
}

// storiesAt reads stories in the order in which they are named.
func storiesAt(ctx context.Context, tx *sql.Tx, places []int64) ([]Story, error) {
	if len(places) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(places)
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, fmt.Sprintf("SELECT %s FROM json_each(?) e CROSS JOIN story s ON s.id = (e.value & %d) "+
		"CROSS JOIN headline h ON h.id = s.id CROSS JOIN feed f ON f.id = s.feed ORDER BY e.key", storyColumns, idMask), string(list))
	if err != nil {
		return nil, err
	}
	return readStories(rows)
}

// siftedPosition tells where a story stands in the list, looking as far as it goes on.
func (db *DB) siftedPosition(ctx context.Context, tx *sql.Tx, l *list, id ID) (int, bool, error) {
	place, err := placeAt(ctx, tx, id)
	if place == 0 || err != nil {
		return 0, false, err
	}
	for want := 1; ; {
		s, err := db.sift(ctx, tx, l, want)
		if err != nil {
			return 0, false, err
		}
		if at := slices.IndexFunc(s.hits, func(h hit) bool { return h.place == place }); at >= 0 {
			return at, true, nil
		}
		if s.done || s.next <= place || len(s.hits) < want {
			return 0, false, nil
		}
		want = len(s.hits) + 1
	}
}

// placeAt is the place of a story; 0 when there is none.
func placeAt(ctx context.Context, tx *sql.Tx, id ID) (int64, error) {
	var place int64
	err := tx.QueryRowContext(ctx, "SELECT coalesce(max(place), 0) FROM story WHERE id = ?", id).Scan(&place)
	return place, err
}

// siftedUnread finds the first unread story after position from, or the last before it.
func (db *DB) siftedUnread(ctx context.Context, tx *sql.Tx, l *list, from int, back bool) (int, bool, error) {
	s, err := db.sift(ctx, tx, l, max(from, 0)+1)
	if err != nil {
		return 0, false, err
	}
	if back {
		for i := min(from, len(s.hits)) - 1; i >= 0; i-- {
			if s.hits[i].read == 0 {
				return i, true, nil
			}
		}
		return 0, false, nil
	}
	for i := max(from+1, 0); ; {
		for ; i < len(s.hits); i++ {
			if s.hits[i].read == 0 {
				return i, true, nil
			}
		}
		known := len(s.hits)
		if s.done {
			return 0, false, nil
		}
		if s, err = db.sift(ctx, tx, l, known+1); err != nil || len(s.hits) == known {
			return 0, false, err
		}
	}
}

// siftedTopics counts the topics of what is found of the list.
func (db *DB) siftedTopics(l *list) func(context.Context, *sql.Tx) (map[int64]found, error) {
	return func(ctx context.Context, tx *sql.Tx) (map[int64]found, error) {
		want := 1
		if l.Typing {
			want = ahead
		}
		s, err := db.sift(ctx, tx, l, want)
		if err != nil {
			return nil, err
		}
		places := make([]int64, len(s.hits))
		for i, h := range s.hits {
			places[i] = h.place
		}
		list, err := json.Marshal(places)
		if err != nil {
			return nil, err
		}
		return readFound(tx.QueryContext(ctx, `SELECT l.topic, count(*), sum(l.unread), max(l.place) FROM json_each(?) e
			CROSS JOIN label l ON l.place = e.value AND l.strong = 1 GROUP BY l.topic`, string(list)))
	}
}

// sifting remembers what was sifted of the present edition of the store. The lock is never held while the store is read.
type sifting struct {
	mu      sync.Mutex
	edition int64
	lists   map[Query]sifted
}

// How much is remembered.
const (
	mostSifted = 16      // lists
	mostHits   = 200_000 // of all of them, but for the last
)

func (c *sifting) get(edition int64, q Query) (sifted, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.edition != edition {
		return sifted{}, false
	}
	s, ok := c.lists[q]
	return s, ok
}

func (c *sifting) put(edition int64, q Query, s sifted) {
	c.mu.Lock()
	defer c.mu.Unlock()
	hits := len(s.hits)
	for _, known := range c.lists {
		hits += len(known.hits)
	}
	if c.lists == nil || edition > c.edition || len(c.lists) >= mostSifted || hits > mostHits {
		c.edition, c.lists = edition, make(map[Query]sifted)
	}
	if edition == c.edition {
		c.lists[q] = s
	}
}

// forget forgets all.
func (c *sifting) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lists = nil
}
