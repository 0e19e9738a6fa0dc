package article

import (
	"slices"
	"strings"
	"testing"
)

// What was learned of a site hides a line where it may stand on every page, never what is the story's own.
func TestStanding(t *testing.T) {
	const line = "From the desk that never sleeps"
	learned := Rules{Standing: []Standing{{Text: line, Pages: 7}}}
	const one = `<p>The tide mill of Holm will grind again from May, the owner said on Monday, after a winter in which the wheel was rebuilt.</p>`
	const two = `<p>Flour from the mill goes to the school and to two bakeries, which had bought from the mainland for more than thirty years.</p>`
	for _, c := range []struct {
		name, story, summary string
		rules                Rules
		shown                bool
	}{
		{name: "below the text", story: one + two + `<p>` + line + `</p>`, rules: learned},
		{name: "above the text", story: `<p>` + line + `</p>` + one + two, rules: learned},
		{name: "a link amid the text", story: one + `<p>From the desk that <a href="/desk">never sleeps</a></p>` + two, rules: learned},
		{name: "capitals and signs make no difference", story: one + two + `<p>FROM THE DESK THAT NEVER SLEEPS:</p>`, rules: learned},
		{name: "nothing was learned", story: one + two + `<p>` + line + `</p>`, shown: true},
		{name: "a sentence amid the text", story: one + `<p>` + line + `.</p>` + two, rules: learned, shown: true},
		{name: "a heading", story: one + `<h2>` + line + `</h2>` + two, rules: learned, shown: true},
		{name: "a bullet", story: one + `<ul><li>` + line + `</li><li>From another one, which does</li></ul>` + two, rules: learned, shown: true},
		{name: "a quotation", story: one + `<blockquote><p>` + line + `</p></blockquote>` + two, rules: learned, shown: true},
		{name: "the summary has it", story: one + two + `<p>` + line + ` in Holm</p>`, summary: line + " in Holm", rules: Rules{Standing: []Standing{{Text: line + " in Holm", Pages: 3}}}, shown: true},
		{name: "the reader keeps it", story: one + two + `<p>` + line + `</p>`, rules: Rules{Keep: []Rule{{Text: "never sleeps"}}, Standing: learned.Standing}, shown: true},
		{name: "there is next to nothing else", story: `<p>` + line + `</p><p>Closed today.</p>`, rules: learned, shown: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := Read(Page{HTML: []byte(framed(c.story)), URL: "https://paper.example/story", Summary: c.summary, Rules: c.rules})
			if err != nil {
				t.Fatal(err)
			}
			text := strings.ToLower(a.Text)
			if got := strings.Contains(text, strings.ToLower(line)); got != c.shown {
				t.Errorf("shown %v:\n%s", got, a.Text)
			}
			hidden := slices.ContainsFunc(a.Hidden, func(h Hidden) bool {
				return h.Kind == KindStanding && h.Reason == "stands on 7 pages of this site"
			})
			if hidden == c.shown {
				t.Errorf("hidden %v: %+v", hidden, a.Hidden)
			}
		})
	}
}

// An article names the lines that may be learned, also those that are hidden already, so that they stay known.
func TestMayStand(t *testing.T) {
	const story = `<p>The tide mill of Holm will grind again from May, the owner said on Monday, after a winter in which the wheel was rebuilt.</p>
<h2>The wheel</h2><p>It has forty buckets.</p><p><a href="/mill">More about the mill and its wheel</a>, for those who have time</p>
<ul><li>Oak and larch</li><li>Iron</li></ul>
<p>Flour from the mill goes to the school and to two bakeries, which had bought from the mainland for more than thirty years.</p>
<p>Set by hand in Holm</p><p>Kept by the almanac's own press</p>`
	rules := Rules{Standing: []Standing{{Text: "Set by hand in Holm", Pages: 3}}}
	a, err := Read(Page{HTML: []byte(framed(story)), URL: "https://paper.example/story", Rules: rules})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Set by hand in Holm", "Kept by the almanac's own press"} {
		if !slices.Contains(a.Standing, want) {
			t.Errorf("%q is not named: %q", want, a.Standing)
		}
	}
	for _, line := range a.Standing {
		if slices.Contains([]string{"The wheel", "It has forty buckets.", "Oak and larch", "Iron"}, line) {
			t.Errorf("%q is named", line)
		}
	}
}
