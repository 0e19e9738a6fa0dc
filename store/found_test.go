package store

import (
	"strings"
	"testing"
	"time"
)

// show puts marks into a text.
func show(text string, marks [][2]int) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(text[at:m[0]] + "[" + text[m[0]:m[1]] + "]")
		at = m[1]
	}
	return b.String() + text[at:]
}

func TestFound(t *testing.T) {
	db := fresh(t)
	a := answer("A", item("1", "Müller's envoys RUN late; peace planned", time.Hour))
	a.Feed.Items[0].Summary = "<p>An envoy spoke of the peace plan.</p>"
	a.Feed.Items[0].Content = "<p>" + strings.Repeat("filler words here ", 40) + "</p><p>Then the dam\nbroke in the night of Łódź, and everybody ran</p><p>" +
		strings.Repeat("more of it ", 60) + "</p>"
	keep(t, db, a)
	for _, c := range []struct {
		words        string
		typing       bool
		title, marks string
	}{
		{"envoy", false, "Müller's [envoys] RUN late; peace planned", "An [envoy] spoke of the peace plan."},
		{`"peace plan" -storm`, false, "Müller's envoys RUN late; [peace planned]", "An envoy spoke of the [peace plan]."},
		{"muller", false, "[Müller]'s envoys RUN late; peace planned", ""},
		{"title:running", false, "Müller's envoys [RUN] late; peace planned", ""},
		{"pea", true, "Müller's envoys RUN late; [peace] planned", "An envoy spoke of the [peace] plan."},
		{"/[a-z]+y /", false, "Müller's envoys RUN late; peace planned", "An [envoy ]spoke of the peace plan."},
		{"storm OR dam", false, "Müller's envoys RUN late; peace planned", "filler words here filler words here Then the [dam] broke in the night of Łódź"},
		{"-envoy is:unread", false, "Müller's envoys RUN late; peace planned", ""},
		{"", false, "Müller's envoys RUN late; peace planned", ""},
	} {
		f, err := db.Found(t.Context(), Query{Words: c.words, Typing: c.typing}, 1)
		s, _ := db.Story(t.Context(), 1)
		if got := show(s.Title, f.Title); err != nil || got != c.title {
			t.Errorf("%s: %s, %v; want %s", c.words, got, err, c.title)
		}
		if got := show(f.Text, f.Marks); !strings.HasPrefix(got, c.marks) || (c.marks == "") != (got == "") || len(f.Text) > textBefore+textAfter+20 {
			t.Errorf("%s: %s; want %s", c.words, got, c.marks)
		}
	}
	if _, err := db.Found(t.Context(), Query{Words: "a"}, 99); err == nil {
		t.Error("found in a story that is none")
	}
}
