package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"slices"
)

// The rules of the front page: it ends; an event ranks by how many houses report it in words of their own, the more when outlets
// do so lately, and by what the reader's rules say of it; it sinks with the hours since its last report, and more slowly since its
// first; no outlet floods it, and no storyline its top.
const (
	frontEvents = 60
	lately      = 3 * 3600  // seconds
	lastHalves  = 8 * 3600  // seconds after the last report in which the rank halves
	firstHalves = 36 * 3600 // seconds after the first report in which the highest possible rank halves
	copyCounts  = .25       // of a house that has copies only
	fullBoost   = 10        // points of the reader's rules that are worth twice as many outlets
	mostBoost   = 3         // times that they are, or half as many
	topEvents   = 10        // of different storylines
	frontStep   = 45 * 60   // seconds by which each further story that an outlet alone has ranks as if older

	// An event of which reports are older than nearSpan goes on for three days and a little; so its last is older than 46
	// hours, and two thousand outlets give it no better rank than (11 + mostBoost) × 2^(-46/8).
	nearSpan = 120 * 3600
	mostOld  = .27
)

// report is a story as far as the front page is concerned.
type report struct {
	place, feed, event, read int64
	aside, copied            bool
	language                 string
	unasked                  bool  // the words do not find it, but another report of its event
	score                    int64 // by the reader's rules
	fetched                  int64 // unix milliseconds
	house                    int64 // of its outlet; 0: its own
}

func (r report) at() int64 { return r.place >> idBits }

// event has those of its reports that pass the filter, in order of time.
type event struct {
	id      int64
	reports []report
	rank    float64
	title   string // where two rank the same
}

func (e *event) first() int64 { return e.reports[0].at() }
func (e *event) last() int64  { return e.reports[len(e.reports)-1].at() }

// turnout is who reports an event.
type turnout struct {
	feeds  []int64 // in the order in which they came to report it
	own    int     // houses that have words of their own
	houses int
	recent int // outlets that reported it lately
}

func (e *event) outlets(now int64) (t turnout) {
	var own, houses, late []int64
	for _, r := range e.reports {
		t.feeds = with(t.feeds, r.feed)
		house := cmp.Or(r.house, r.feed)
		houses = with(houses, house)
		if !r.copied {
			own = with(own, house)
		}
		if now-r.at() < lately {
			late = with(late, r.feed)
		}
	}
	t.own, t.houses, t.recent = len(own), len(houses), len(late)
	return t
}

// boost is what the reader's rules say of the event, from -mostBoost to mostBoost: the most that speaks for it, and the most against.
func (e *event) boost() float64 {
	best, worst := int64(0), int64(0)
	for _, r := range e.reports {
		best, worst = max(best, r.score), min(worst, r.score)
	}
	return max(-mostBoost, min(mostBoost, float64(best+worst)/fullBoost))
}

func with(list []int64, n int64) []int64 {
	if slices.Contains(list, n) {
		return list
	}
	return append(list, n)
}

// judge gives the event its rank.
func (e *event) judge(now int64) {
	t := e.outlets(now)
	count := max(float64(t.own)+copyCounts*float64(t.houses-t.own), 1)
	fade := math.Exp2(-float64(max(now-e.last(), 0)) / lastHalves)
	most := math.Exp2(-float64(max(now-e.first(), 0)) / firstHalves)
	sum := math.Log2(1+count) + math.Log2(1+float64(t.recent))/2 + e.boost()
	e.rank = max(sum, .01) * min(fade, most)
}

// front ranks the events of which a report passes the filter; where words are searched, each report by itself.
func (l *list) front(ctx context.Context, tx *sql.Tx) ([]row, error) {
	events, err := l.best(ctx, tx)
	if err != nil {
		return nil, err
	}
	return l.eventRows(ctx, tx, events)
}

// eventRows are events as rows, in their order.
func (l *list) eventRows(ctx context.Context, tx *sql.Tx, events []*event) ([]row, error) {
	now := l.now.Unix()
	read, err := l.firstRead(ctx, tx, eventIDs(events))
	if err != nil {
		return nil, err
	}
	titles, err := titlesFor(ctx, tx, events)
	if err != nil {
		return nil, err
	}
	rows := make([]row, len(events))
	for i, e := range events {
		rows[i] = e.row(now, read[e.id], titles)
	}
	return rows, nil
}

// best are the events of the page, in order. Those of the last days are looked at first: what ended before them cannot
// rank better than mostOld.
func (l *list) best(ctx context.Context, tx *sql.Tx) ([]*event, error) {
	near := *l
	near.Since = max(l.Since, l.now.Unix()-nearSpan)
	events, err := near.ranked(ctx, tx)
	if err != nil || near.Since == l.Since || len(events) == frontEvents && events[frontEvents-1].rank > mostOld {
		return events, err
	}
	return l.ranked(ctx, tx)
}

// ranked gathers, ranks and cuts the whole list.
func (l *list) ranked(ctx context.Context, tx *sql.Tx) ([]*event, error) {
	reports, err := l.reports(ctx, tx)
	if err != nil {
		return nil, err
	}
	events := gather(reports)
	for _, e := range events {
		e.judge(l.now.Unix())
	}
	if err := order(ctx, tx, events); err != nil {
		return nil, err
	}
	spread(events)
	if err := order(ctx, tx, events); err != nil {
		return nil, err
	}
	if l.Events() {
		if err := oneOfALine(ctx, tx, events); err != nil {
			return nil, err
		}
	}
	return events[:min(len(events), frontEvents)], nil
}

// oneOfALine lets only the best event of a storyline stand among the first; the others follow after these.
func oneOfALine(ctx context.Context, tx *sql.Tx, events []*event) error {
	lines, err := linesOf(ctx, tx, eventIDs(events[:min(len(events), frontEvents)]))
	if err != nil || len(lines) == 0 {
		return err
	}
	var top, later []*event
	seen := make(map[int64]bool)
	n := 0
	for ; n < min(len(events), frontEvents) && len(top) < topEvents; n++ {
		line := lines[events[n].id]
		if line != 0 && seen[line] {
			later = append(later, events[n])
			continue
		}
		seen[line] = true
		top = append(top, events[n])
	}
	copy(events, append(top, later...))
	return nil
}

// linesOf are the storylines of events; those that have none are not in it.
func linesOf(ctx context.Context, tx *sql.Tx, events []int64) (map[int64]int64, error) {
	list, err := json.Marshal(events)
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, "SELECT c.event, c.line FROM json_each(?) e CROSS JOIN chapter c ON c.event = e.value", string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make(map[int64]int64)
	for rows.Next() {
		var event, line int64
		if err := rows.Scan(&event, &line); err != nil {
			return nil, err
		}
		out[event] = line
	}
	return out, rows.Err()
}

// spread lets each further event that one outlet alone reports rank as if it were older.
func spread(events []*event) {
	nth := make(map[int64]float64)
	for _, e := range events {
		feeds := e.outlets(0).feeds
		if len(feeds) > 1 {
			continue
		}
		e.rank *= math.Exp2(-frontStep * nth[feeds[0]] / lastHalves)
		nth[feeds[0]]++
	}
}

// order sorts events by rank, those of the same rank by time, title and age in the store, so that it matters little in
// which order the feeds came in.
func order(ctx context.Context, tx *sql.Tx, events []*event) error {
	byRank := func(a, b *event) int { return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(b.last(), a.last())) }
	slices.SortFunc(events, func(a, b *event) int { return cmp.Or(byRank(a, b), cmp.Compare(a.id, b.id)) })
	for from := 0; from < len(events); {
		to := from + 1
		for to < len(events) && byRank(events[from], events[to]) == 0 {
			to++
		}
		if to-from > 1 {
			if err := byTitle(ctx, tx, events[from:to]); err != nil {
				return err
			}
		}
		from = to
	}
	return nil
}

func byTitle(ctx context.Context, tx *sql.Tx, events []*event) error {
	for _, e := range events {
		if e.title != "" {
			continue
		}
		var err error
		if e.title, err = titleAt(ctx, tx, e.asked().lead().place); err != nil {
			return err
		}
	}
	slices.SortStableFunc(events, func(a, b *event) int { return cmp.Compare(a.title, b.title) })
	return nil
}

// asked is the event with those of its reports alone that words find: its headline is one of theirs.
func (e *event) asked() *event {
	if !slices.ContainsFunc(e.reports, func(r report) bool { return r.unasked }) {
		return e
	}
	own := slices.DeleteFunc(slices.Clone(e.reports), func(r report) bool { return r.unasked })
	return &event{id: e.id, reports: own}
}

// row is the event on the page; read is when the first of its stories was, where it has more than those that pass.
func (e *event) row(now, read int64, titles map[int64]string) row {
	face := e.asked().face(titles)
	feeds := e.outlets(now).feeds
	feeds = slices.Insert(slices.DeleteFunc(feeds, func(f int64) bool { return f == face.feed }), 0, face.feed)
	r := row{
		place: face.place, event: e.id, read: read, reports: len(e.reports), feed: face.feed, feeds: feeds, last: e.last(),
		outlets: len(feeds),
	}
	for _, o := range e.reports {
		if o.read > 0 && (r.read == 0 || o.read < r.read) {
			r.read = o.read
		}
		r.newest, r.fetched = max(r.newest, ID(o.place&idMask)), max(r.fetched, o.fetched)
	}
	return r
}

// countEventTopics counts the events of each topic.
func (l *list) countEventTopics(ctx context.Context, tx *sql.Tx) (map[int64]found, error) {
	all := *l
	all.Unread = false
	var b binder
	rows, err := tx.QueryContext(ctx, fmt.Sprintf("SELECT k.topic, p, "+l.rowID()+", s.read FROM (%s) CROSS JOIN story s "+
		"ON s.id = (p & %d) CROSS JOIN label k ON k.place = p AND k.strong = 1", all.arms(&b, "").sql(), idMask), b.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	type pair struct{ topic, event int64 }
	newest, read := make(map[pair]int64), make(map[int64]int64)
	var events []int64
	for rows.Next() {
		var p pair
		var place, at int64
		if err := rows.Scan(&p.topic, &place, &p.event, &at); err != nil {
			return nil, err
		}
		if _, known := read[p.event]; !known {
			events = append(events, p.event)
		}
		newest[p], read[p.event] = max(newest[p], place), max(read[p.event], at)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	first, err := l.firstRead(ctx, tx, events)
	if err != nil {
		return nil, err
	}
	out := make(map[int64]found)
	for p, place := range newest {
		at := cmp.Or(first[p.event], read[p.event])
		if !l.keeps(at) {
			continue
		}
		f := out[p.topic]
		f.stories, f.newest = f.stories+1, max(f.newest, place)
		if at == 0 {
			f.unread++
		}
		out[p.topic] = f
	}
	for topic, f := range out {
		if l.Room != Front {
			break
		}
		out[topic] = found{min(f.stories, frontEvents), min(f.unread, frontEvents), f.newest} // it ends
	}
	return out, nil
}
