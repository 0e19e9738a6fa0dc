package topics

import (
	"slices"
	"strings"
	"testing"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"One. Two! Three?", []string{"One.", "Two!", "Three?"}},
		{"Mr. Holt met Dr. A. Berg of the U.S. embassy. They left.", []string{"Mr. Holt met Dr. A. Berg of the U.S. embassy.", "They left."}},
		{"Prices rose 3.5 percent. a second look", []string{"Prices rose 3.5 percent. a second look"}},
		{"No full stop\nbut another line. small letters here", []string{"No full stop", "but another line. small letters here"}},
		{"港が閉鎖された。停電が続く。", []string{"港が閉鎖された。", "停電が続く。"}},
	} {
		if got := Sentences(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestWhatOnlyOneSays(t *testing.T) {
	a := Telling{Lang: "en", CopyOf: -1, Title: "Storm shuts ports along the Grey Sea", Text: "The storm closed eleven ports along the Grey Sea on Monday night.\n" +
		"Harbour master Ilse Brandt counted 84 ships at anchor off Norhaven. Two million homes in Tavria have no power.\n" +
		"Sign up."}
	b := Telling{Lang: "en", CopyOf: -1, Title: "Two million without power after Grey Sea storm", Text: "Two million homes in Tavria are without power. Eleven ports were closed " +
		"on Monday night as the storm crossed the Grey Sea.\nA zoo in Tavria brought its elephants into an empty sports hall."}
	c := Telling{Lang: "en", CopyOf: 0, Title: a.Title, Text: a.Text}
	d := Telling{Lang: "de", CopyOf: -1, Title: "Sturm schließt Häfen", Text: "Elf Häfen an der Grauen See sind nach dem Sturm in der Nacht geschlossen worden."}
	got := Only([]Telling{a, b, c, d})
	want := []string{
		"Harbour master Ilse Brandt counted 84 ships at anchor off Norhaven.",
		"A zoo in Tavria brought its elephants into an empty sports hall.",
		"", "",
	}
	for i := range got {
		if s := strings.Join(got[i], " | "); s != want[i] {
			t.Errorf("%d says alone %q, want %q", i, s, want[i])
		}
	}
}

func TestAtMostFiveSentences(t *testing.T) {
	var own []string
	for _, w := range strings.Fields("amber birch cedar delta ember fjord grove heath") {
		own = append(own, "The "+w+" committee of "+w+"town published the secret "+w+" protocol yesterday.")
	}
	got := Only([]Telling{{Lang: "en", CopyOf: -1, Text: strings.Join(own, " ")}, {Lang: "en", CopyOf: -1, Title: "A committee meets in a town"}})
	if len(got[0]) != onlySentences || got[1] != nil {
		t.Errorf("%d sentences: %q; %q", len(got[0]), got[0], got[1])
	}
}

func TestCopiesInAList(t *testing.T) {
	text := "Rescue teams reached the village of Orlec on Tuesday and brought forty people out of the flooded valley, the mayor said."
	got := Copies([]Report{
		{Title: "Rescue teams reach Orlec", Summary: text, Lang: "en"},
		{Title: "Court frees reporters", Summary: "Two reporters were freed by a court in the capital after a year in prison, their lawyer said.", Lang: "en"},
		{Title: "Rescue teams reach village of Orlec", Summary: text + " More soon.", Lang: "en"},
		{Title: "Rescue teams reach Orlec", Summary: text, Lang: "de"},
		{Title: "Rescue teams reach Orlec", Summary: text, Lang: "en-GB"},
	})
	if !slices.Equal(got, []int{-1, -1, 0, -1, 0}) {
		t.Error(got)
	}
}
