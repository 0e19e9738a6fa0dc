package topics

import (
	"fmt"
	"testing"
)

func TestALivePageJoinsTheReportThatCameLater(t *testing.T) {
	live := with(quake, func(r *Report) { r.ID, r.Title = "l1", "Valmora earthquake kills twelve – live" })
	for _, c := range []struct {
		name  string
		order Corrections
		add   func(g *Grouper)
		want  string
	}{
		{"nothing came", Corrections{}, func(g *Grouper) { g.Add(live) }, "[]"},
		{"another event came", Corrections{}, func(g *Grouper) { g.Add(live); g.Add(strike) }, "[]"},
		{"its report came", Corrections{}, func(g *Grouper) { g.Add(live); g.Add(strike); g.Add(quakeToo) }, "[{l1 b1}]"},
		{"the window was loaded again", Corrections{}, func(g *Grouper) { g.Place(live, "l1"); g.Place(quakeToo, "b1") }, "[{l1 b1}]"},
		{"an opinion stays", Corrections{}, func(g *Grouper) {
			g.Add(with(live, func(r *Report) { r.Title = "Opinion: Valmora earthquake kills twelve" }))
			g.Add(quakeToo)
		}, "[]"},
		{"the reader wants it apart", Corrections{Apart: [][2]string{{"l1", "b1"}}}, func(g *Grouper) { g.Add(live); g.Add(quakeToo) }, "[]"},
		{"the reader put another one to it", Corrections{Together: [][2]string{{"l1", "d1"}}}, func(g *Grouper) {
			g.Add(live)
			g.Add(strike)
			g.Add(quakeToo)
		}, "[]"},
	} {
		g := NewGrouper(c.order)
		c.add(g)
		n := g.Len()
		if got := fmt.Sprint(g.Retry()); got != c.want {
			t.Errorf("%s: moved %s, want %s", c.name, got, c.want)
		}
		if got := g.Retry(); got != nil || g.Len() != n {
			t.Errorf("%s: asked again, moved %v, %d reports of %d", c.name, got, g.Len(), n)
		}
	}
}

func TestAMovedLivePageIsAGuest(t *testing.T) {
	g := NewGrouper(Corrections{})
	g.Add(with(quake, func(r *Report) { r.ID, r.Title = "l1", "Valmora earthquake kills twelve – live" }))
	g.Add(quakeToo)
	g.Retry()
	if got := g.Add(with(quake, func(r *Report) { r.Source = "C" })); got != "b1" {
		t.Errorf("the next report is in story %s", got)
	}
	if w, ok := g.Why("l1"); !ok || w.Story != "b1" || w.Because != Alike || w.Refusal != "" {
		t.Errorf("why of the live page: %+v", w)
	}
	if s := g.reports["b1"].story; len(s.members) != 2 || len(s.guests) != 1 {
		t.Errorf("%d members, %d guests", len(s.members), len(s.guests))
	}
}
