package store

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/feeds/article"
)

// marked is a text with what came in [+ +] and what went in [- -].
func markedRuns(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		switch r.Op {
		case Same:
			b.WriteString(r.Text)
		case Added:
			b.WriteString("[+" + r.Text + "+]")
		case Removed:
			b.WriteString("[-" + r.Text + "-]")
		}
	}
	return b.String()
}

func TestWhatChanged(t *testing.T) {
	const body = "Ten people were hurt in the fire at Holt mill.\nThe mill was built in 1904 by two brothers."
	for _, c := range []struct {
		name, before, after string
		summary             string // "": not worth telling
		want                []string
	}{
		{"nothing", body, body, "", nil},
		{"spaces and quotes", `He said "no".`, "He  said “no”.", "", nil},
		{"time goes by", "Fire at mill\nUpdated 5 minutes ago", "Fire at mill\nUpdated 2 hours ago", "", nil},
		{
			"two words", body, strings.Replace(body, "two brothers", "three sisters", 1),
			"", nil,
		},
		{
			"three words", body, strings.Replace(body, "two brothers", "the Holt family", 1),
			"1 paragraph changed",
			[]string{"The mill was built in 1904 by [-two brothers-][+the Holt family+]."},
		},
		{
			"a number", body, strings.Replace(body, "1904", "1914", 1),
			"1 number changed",
			[]string{"The mill was built in [-1904 -][+1914 +]by two brothers."},
		},
		{
			"a correction first", body, "Twelve men and women and children were hurt in the fire at Holt mill.\n" + strings.Split(body, "\n")[1] + "\nCorrection: an earlier version gave another year.",
			"1 correction, 1 paragraph changed",
			[]string{
				"[+Correction: an earlier version gave another year.+]",
				"[-Ten people -][+Twelve men and women and children +]were hurt in the fire at Holt mill.",
			},
		},
		{
			"paragraphs come and go", "One stays here with us.\nTwo goes away for good now.\nThree stays as well.",
			"Zero has come before all others.\nOne stays here with us.\nThree stays as well.\nFour is the very last one.",
			"+2 paragraphs, −1 paragraph",
			[]string{"[+Zero has come before all others.+]", "[-Two goes away for good now.-]", "[+Four is the very last one.+]"},
		},
		{
			"what is far from the change is left out", "A a a a. B b b b. C c c c. D d d d. E e e e.", "A a a a. B b b b. C c c c. D d d d. E e e e. F comes as the last.",
			"1 paragraph changed",
			[]string{"… E e e e. [+F comes as the last.+]"},
		},
		{
			"a sentence goes", "Nine came to the meeting. Four of them left early on. The mayor stayed until midnight.", "Nine came to the meeting. The mayor stayed until midnight.",
			"1 paragraph changed",
			[]string{"Nine came to the meeting. [-Four of them left early on. -]The mayor stayed until midnight."},
		},
		{
			"the same text with paragraphs this time", "One is here. Two is here. Three is here.", "One is here.\nTwo is here. Three is here.",
			"", nil,
		},
		{
			"no spaces between words", "港は月曜日に閉鎖された。十一の港がある。", "港は火曜日の夜遅くに再び閉鎖された。十一の港がある。",
			"1 paragraph changed",
			[]string{"港は[-月-][+火+]曜日[+の夜遅く+]に[+再び+]閉鎖された。十一の港がある。"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, worth := changeOf(Version{Title: "Fire", Text: c.before}, Version{Title: "Fire", Text: c.after}, false)
			if worth != (c.summary != "") || d.Summary != c.summary {
				t.Fatalf("%v %q, want %q: %+v", worth, d.Summary, c.summary, d.Paragraphs)
			}
			var got []string
			for _, p := range d.Paragraphs {
				got = append(got, markedRuns(p))
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// A story that changes again and again tells each change once, newest first; what is too little adds up.
func TestChanges(t *testing.T) {
	c := &clock{noon}
	db := open(t, filepath.Join(t.TempDir(), "news.db"), c)
	say := func(title, content string) {
		t.Helper()
		i := item("1", title, 0)
		i.Summary, i.Content = "<p>In a fire.</p>", content
		keep(t, db, answer("A", i))
		c.now = c.now.Add(time.Hour)
	}
	say("Ten hurt in fire at mill", "<p>Ten people were hurt.</p><p>The mill is old.</p>")
	say("Ten hurt in fire at mill", "<p>Ten people were hurt.</p><p>The mill is very old.</p>")
	say("Ten hurt in fire at mill", "<p>Ten people were badly hurt.</p><p>The mill is very, very old.</p>")
	say("Ten hurt in fire at old mill, no one is missing", "<p>Ten people were badly hurt.</p><p>The mill is very, very old.</p><p>Police look for witnesses in the town.</p>")
	got, err := db.Changes(t.Context(), 1)
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	for i, want := range []struct {
		at      time.Time
		summary string
		title   string
	}{
		{noon.Add(3 * time.Hour), "headline changed, +1 paragraph", "Ten hurt in fire at [+old +]mill[+, no one is missing+]"},
		{noon.Add(2 * time.Hour), "2 paragraphs changed", ""},
	} {
		if g := got[i]; !g.At.Equal(want.at) || g.Summary != want.summary || markedRuns(g.Title) != want.title {
			t.Errorf("%d: %v %q %q", i, g.At, g.Summary, markedRuns(g.Title))
		}
	}
	if _, err := db.Changes(t.Context(), 9); err == nil {
		t.Error("changes of no story")
	}
	if list, err := db.Changes(t.Context(), 1); err != nil || fmt.Sprint(list) != fmt.Sprint(got) {
		t.Error("another answer to the same question")
	}
}

// Of a live page only the new entries are told.
func TestChangesOfALivePage(t *testing.T) {
	c := &clock{noon}
	db := open(t, filepath.Join(t.TempDir(), "news.db"), c)
	i := item("1", "Mill fire – live updates", 0)
	keep(t, db, answer("A", i))
	for n := 1; n <= 3; n++ {
		var text []string
		for k := n; k > 0; k-- {
			text = append(text, fmt.Sprintf("Entry %d of the fire brigade says more than before.", k))
		}
		text = append(text, fmt.Sprintf("The brigade began its work at %d o'clock in the morning.", 5+n))
		if err := db.KeepArticle(t.Context(), 1, article.Article{Text: strings.Join(text, "\n"), Markdown: strings.Join(text, "\n\n")}); err != nil {
			t.Fatal(err)
		}
		c.now = c.now.Add(time.Hour)
	}
	got, err := db.Changes(t.Context(), 1)
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	if g := got[0]; g.Summary != "1 new entry" || len(g.Paragraphs) != 1 || markedRuns(g.Paragraphs[0]) != "[+Entry 3 of the fire brigade says more than before.+]" ||
		!g.At.Equal(noon.Add(2*time.Hour)) {
		t.Errorf("%+v", g)
	}
}
