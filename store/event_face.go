package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"

	"dateline/feeds/topics"
)

// The headline of an event is the one that says what the others say, so that a row is called neither by a first guess nor
// by a side of it; of an event that goes on, by what is new.
const (
	longEvent = 6 * 3600 // seconds after which the later half speaks for the event
	newer     = 1.5      // what a word shared with others counts in the later half
	mostFaces = 60       // newest titles that are asked
)

// lead is the earliest report in the language of most, but no live page or briefing where there is another.
func (e *event) lead() report {
	var best report
	most, plain := 0, false
	for _, r := range e.reports {
		n := 0
		for _, o := range e.reports {
			if o.language == r.language && o.aside == r.aside {
				n++
			}
		}
		if !r.aside && !plain || n > most && r.aside != plain {
			best, most, plain = r, n, !r.aside
		}
	}
	return best
}

// voices are the reports whose titles are asked, in order of time: those in the language of lead, or lead where it stands
// for the event anyway.
func (e *event) voices() []report {
	lead := e.lead()
	if lead.aside || len(e.reports) == 1 {
		return []report{lead}
	}
	out := slices.DeleteFunc(slices.Clone(e.reports), func(r report) bool { return r.language != lead.language })
	if late := out[max(0, len(out)-mostFaces):]; slices.ContainsFunc(late, func(r report) bool { return !r.aside }) {
		return late
	}
	return []report{lead}
}

// face is the report that stands for the event: the one whose title shares most with those of other outlets, where the
// later half of a long event counts more; among equals the earliest, then by title. It is no live page or briefing, but
// for lead; their titles are shared, too.
func (e *event) face(titles map[int64]string) report {
	voices := e.voices()
	if len(voices) == 1 {
		return voices[0]
	}
	words, told, all := make([][]string, len(voices)), make(map[string][]int64), 0
	for i, r := range voices {
		words[i] = topics.TitleWords(r.language, titles[r.place])
		all += len(words[i])
		for _, w := range words[i] {
			told[w] = with(told[w], r.feed)
		}
	}
	first, last := voices[0].at(), voices[len(voices)-1].at()
	type candidate struct {
		report
		shared float64
		late   int // 1: in the later half of a long event
	}
	var list []candidate
	for i, r := range voices {
		if r.aside {
			continue
		}
		c := candidate{report: r}
		for _, w := range words[i] {
			c.shared += float64(len(told[w]) - 1)
		}
		if len(voices) > 2 { // of two, each shares as much with the other, however long it is
			c.shared /= float64(max(1, len(words[i])*len(voices)+all))
		}
		if last-first > longEvent && r.at() > first+(last-first)/2 {
			c.late = 1
			c.shared *= newer
		}
		list = append(list, c)
	}
	return slices.MinFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(b.late, a.late), cmp.Compare(a.at(), b.at()),
			strings.Compare(titles[a.place], titles[b.place]), cmp.Compare(a.place, b.place))
	}).report
}

// titlesFor are the titles that face wants to see, by place.
func titlesFor(ctx context.Context, tx *sql.Tx, events []*event) (map[int64]string, error) {
	var places []int64
	for _, e := range events {
		if voices := e.asked().voices(); len(voices) > 1 {
			for _, r := range voices {
				places = append(places, r.place)
			}
		}
	}
	out := make(map[int64]string, len(places))
	if len(places) == 0 {
		return out, nil
	}
	list, err := json.Marshal(places)
	if err != nil {
		return nil, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT e.value, h.title FROM json_each(?) e CROSS JOIN headline h ON h.id = (e.value & ?)`,
		string(list), idMask)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var place int64
		var title string
		if err := rows.Scan(&place, &title); err != nil {
			return nil, err
		}
		out[place] = title
	}
	return out, rows.Err()
}
