package topics

import (
	"fmt"
	"testing"
	"time"
)

// Two cases that one court hears on one day stay apart, once the grouper has seen how often the court is in the news: each headline
// names something far rarer than all they share. Two reports of one of the cases go together.
func TestCommonWordsAloneJoinNothing(t *testing.T) {
	g := NewGrouper(Corrections{})
	day := time.Date(2025, 3, 2, 9, 0, 0, 0, time.UTC)
	add := func(id, title, summary string, after time.Duration) string {
		return g.Add(Report{ID: id, Title: title, Summary: summary, Source: id, Lang: "en", Published: day.Add(after)})
	}
	for i := range 4000 {
		name := func(n int) string { return fmt.Sprintf("%c%cam%c%co", 'b'+n%7, 'a'+n/7%5, 'k'+n/35%9, 'a'+n/315%26) }
		summary := fmt.Sprintf("The council of %s met %s on the quay, and %s spoke of %s.", name(i+1), name(i+2), name(3*i), name(5*i))
		if i%25 == 0 {
			summary = fmt.Sprintf("The Supreme Court will hear the case of %s, and the judges of %s may move forward.", name(i+1), name(7*i))
		}
		add(fmt.Sprint("old", i), name(i)+" and "+name(11*i)+" at odds", summary, time.Duration(i)*2*time.Hour)
	}
	late := 8100 * time.Hour
	gun := add("gun", "Supreme Court will hear Brackwater families in sapling suit against dealer Tarrowgate",
		"The families may move forward with their case over diseased saplings, the Supreme Court said.", late)
	stay := add("stay", "The Supreme Court will hear my case today, and the ministry will not win on FERRA",
		"I was four when my parents crossed the strait. The judges hear whether ferrymen like me may stay.", late+time.Hour)
	if stay == gun {
		d, _ := g.Why("stay")
		t.Errorf("two cases are one event: p %.2f, cosine %.2f, they share %q", d.P, d.Clues[clueBest], d.Shared)
	} else if d, _ := g.Why("stay"); d.Nearest != "gun" || d.Refusal != CommonAlone {
		t.Errorf("apart because of %q, p %.2f, clues %v, nearest %s", d.Refusal, d.P, d.Clues, d.Nearest)
	}
	if s := add("more", "Brackwater families can sue Tarrowgate over saplings, Supreme Court rules",
		"The dealer Tarrowgate sold diseased saplings to the families.", late+2*time.Hour); s != gun {
		t.Errorf("two reports of one case are apart")
	}
}
