package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"dateline/feeds/topics"
)

// What is rising: words that many outlets have in their headlines these days and few had before.
const (
	risingHours   = 48
	risingBefore  = 15 * 24 // hours before that to which they are compared
	risingKnown   = 3 * 24  // hours of these that the store must know …
	risingDense   = .25     // … with so many reports an hour for one of these days: feeds bring a few old ones when they are new
	risingOutlets = 3       // houses that must have it
	risingTimes   = 3.0     // times as many reports in the same time as before
	risingAsked   = 60      // words that are compared, those of most outlets
	risingShown   = 8
	risingTitles  = 10_000 // headlines that are read, the newest
)

// Burst is what is rising.
type Burst struct {
	Words   string // one to three, which stand in the same headlines; they can be searched for
	Outlets int    // that have them
	Why     string // "5 outlets in 2 days, before that 1 report a week"
}

// rising is a word of the headlines.
type rising struct {
	shown   string
	houses  map[int64]bool
	reports map[int64]bool // places
	earlier int
	order   int
}

// Rising are the words that are rising, the most first, at most eight; none while the store knows less than five days.
func (db *DB) Rising(ctx context.Context) ([]Burst, error) {
	var out []Burst
	err := db.look(ctx, "look what is rising", func(tx *sql.Tx) error {
		now := db.now().Unix()
		recent, before := (now-risingHours*3600)<<idBits, (now-(risingHours+risingBefore)*3600)<<idBits
		oldest, err := one(ctx, tx, "SELECT coalesce(min(place) >> ?2, 0) FROM (SELECT place FROM story WHERE place >= ?1 ORDER BY place LIMIT 1)",
			[]any{before, idBits})
		if err != nil {
			return err
		}
		known := now - risingHours*3600 - int64(oldest)
		if oldest == 0 || known < risingKnown*3600 {
			return nil
		}
		ratio := float64(known) / (risingHours * 3600)
		if dense, err := denseBefore(ctx, tx, before, recent, ratio); err != nil || !dense {
			return err
		}
		words, err := risingWords(ctx, tx, recent)
		if err != nil {
			return err
		}
		words, err = compareBefore(ctx, tx, words, before, recent, ratio)
		if err != nil {
			return err
		}
		out = bursts(words, known)
		return nil
	})
	return out, err
}

// denseBefore reports that the store has enough of the time before to be compared to; ratio is how many times as long that was.
func denseBefore(ctx context.Context, tx *sql.Tx, before, recent int64, ratio float64) (bool, error) {
	earlier, err := one(ctx, tx, "SELECT count(*) FROM story WHERE place >= ? AND place < ?", []any{before, recent})
	if err != nil {
		return false, err
	}
	lately, err := one(ctx, tx, "SELECT count(*) FROM story WHERE place >= ?", []any{recent})
	return float64(earlier) >= risingDense*ratio*float64(lately), err
}

// risingWords are the words of recent headlines that enough houses have, those of most first.
func risingWords(ctx context.Context, tx *sql.Tx, since int64) ([]*rising, error) {
	houses, err := housesOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT s.place, s.feed, s.language, h.title FROM story s CROSS JOIN headline h ON h.id = s.id
		WHERE s.place >= ? AND s.muted = 0 AND s.aside = 0 ORDER BY s.place DESC LIMIT ?`, since, risingTitles)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	known := make(map[string]*rising)
	for rows.Next() {
		var place, feed int64
		var lang, title string
		if err := rows.Scan(&place, &feed, &lang, &title); err != nil {
			return nil, err
		}
		for _, w := range topics.Subjects(lang, title) {
			r := known[w.Stem]
			if r == nil {
				r = &rising{shown: w.Shown, houses: map[int64]bool{}, reports: map[int64]bool{}, order: len(known)}
				known[w.Stem] = r
			}
			r.houses[houses[feed]], r.reports[place] = true, true
		}
	}
	var out []*rising
	for _, r := range known {
		if len(r.houses) >= risingOutlets {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b *rising) int {
		return cmp.Or(cmp.Compare(len(b.houses), len(a.houses)), cmp.Compare(len(b.reports), len(a.reports)), cmp.Compare(a.order, b.order))
	})
	return out[:min(len(out), risingAsked)], rows.Err()
}

// compareBefore keeps the words that were much rarer before; ratio is how many times as long that was.
func compareBefore(ctx context.Context, tx *sql.Tx, words []*rising, before, recent int64, ratio float64) ([]*rising, error) {
	var out []*rising
	for _, r := range words {
		var err error
		if r.earlier, err = one(ctx, tx, "SELECT count(*) FROM words WHERE words MATCH ? AND rowid >= ? AND rowid < ?",
			[]any{"{title} : " + ftsQuote(r.shown), before, recent}); err != nil {
			return nil, err
		}
		if float64(len(r.reports)) >= risingTimes*float64(r.earlier)/ratio {
			out = append(out, r)
		}
	}
	return out, nil
}

// bursts puts words together that stand in the same headlines.
func bursts(words []*rising, known int64) []Burst {
	var out []Burst
	used := make(map[*rising]bool)
	for _, r := range words {
		if used[r] || len(out) == risingShown {
			continue
		}
		parts := []string{r.shown}
		for _, o := range words {
			if o != r && !used[o] && len(parts) < 3 && sameHeadlines(r.reports, o.reports) {
				parts = append(parts, o.shown)
				used[o] = true
			}
		}
		used[r] = true
		week := float64(r.earlier) * 7 * 86400 / float64(known)
		why := plural(len(r.houses), "outlet") + " in 2 days, before that none"
		if r.earlier > 0 {
			why = fmt.Sprintf("%s in 2 days, before that %s a week", plural(len(r.houses), "outlet"), plural(max(int(week+.5), 1), "report"))
		}
		out = append(out, Burst{Words: strings.Join(parts, " "), Outlets: len(r.houses), Why: why})
	}
	return out
}

// sameHeadlines reports that most of the headlines of one word are those of the other.
func sameHeadlines(a, b map[int64]bool) bool {
	n := 0
	for p := range b {
		if a[p] {
			n++
		}
	}
	return 5*n >= 3*max(len(a), len(b))
}
