package store

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"
)

// Storylines link the chapters of what goes on for days, all of them and nothing else: no line has reports of two stories that the
// newsroom tells apart.
func TestDemoStorylines(t *testing.T) {
	inDemo(t, func(t *testing.T, d demo) {
		rows, err := d.db.read.QueryContext(t.Context(), "SELECT c.event, c.line, y.name FROM chapter c JOIN storyline y ON y.id = c.line")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		line, names := make(map[ID]int64), make(map[int64]string)
		for rows.Next() {
			var event ID
			var l int64
			var name string
			if err := rows.Scan(&event, &l, &name); err != nil {
				t.Fatal(err)
			}
			line[event], names[l] = l, name
		}
		truth := by(d, d.line)
		events := by(d, d.row)
		told := make(map[int64][]string)
		for event, list := range events {
			if l := line[event]; l != 0 {
				told[l] = append(told[l], d.line(list[0]))
			}
		}
		mixed := 0
		for _, l := range slices.Sorted(maps.Keys(told)) {
			list := slices.Compact(slices.Sorted(slices.Values(told[l])))
			if len(list) > 1 {
				mixed++
				t.Logf("one line, %q, has %s", names[l], strings.Join(list, " and "))
			} else {
				t.Logf("%q: %d events of %s", names[l], len(told[l]), list[0])
			}
		}
		running, apart := 0, 0
		for _, name := range slices.Sorted(maps.Keys(truth)) {
			if strings.HasPrefix(name, " ") || len(different(truth[name], func(id ID) string { return d.truth[id].Event })) < 2 {
				continue
			}
			running++
			if n := len(different(different(truth[name], d.row), func(e ID) int64 { return cmp.Or(line[e], -int64(e)) })); n > 1 {
				apart++
				t.Errorf("%s, which goes on for days, is in %d parts", name, n)
			}
		}
		if mixed > 0 || running < 3 {
			t.Errorf("%d storylines, %d of them of two stories", len(told), mixed)
		}
		t.Logf("%d lines, %d mixed; %d running stories, %d of them in parts", len(told), mixed, running, apart)
	})
}
