package article

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

const twoSections = `<p class="lead">The bridge over the sound opens on Monday after four years of work, the ports office said.</p>
<p>It carries two tracks and four lanes, and the ferries stop in the autumn, when the last tickets are used.</p>
<h3>About the builder</h3>
<p>The builder has worked on bridges in nine countries and was named after the river that flows by its first yard.</p>
<h2>What it cost</h2>
<p>The bridge cost twice what was planned, most of it for the foundations, which had to go down another ten metres.</p>
<p class="promo house-note">Members of our club walk over the bridge with an engineer on the first Sunday of every month.</p>
<figure class="house-figure"><img src="/a.jpg" width="600"><figcaption>The bridge, seen from the old ferry.</figcaption></figure>
<p>The toll stays at three crowns until the debt is paid, which the office expects to take about thirty years.</p>
<h3>Recommended For You</h3>
<ul><li><a href="/1">A harbour wakes up again</a></li><li><a href="/2">The last ferry is for sale</a></li></ul>
<p>Trains run every ten minutes from the first day, and twice an hour at night until the winter timetable comes.</p>`

func TestOwnRules(t *testing.T) {
	cases := []struct {
		name   string
		rules  Rules
		shown  []string // beginnings of lines
		hidden []string
	}{
		{"none", Rules{}, []string{"The bridge over", "The builder", "Trains run"}, nil},
		{
			"a heading with its paragraph",
			Rules{Hide: []Rule{{Heading: "about the builder"}}},
			[]string{"It carries", "What it cost", "The bridge cost", "Trains run"},
			[]string{"About the builder", "The builder has"},
		},
		{
			"a heading takes its smaller headings along, and pictures",
			Rules{Hide: []Rule{{Heading: "What it cost"}}},
			[]string{"The builder has"},
			[]string{"What it cost", "The bridge cost", "The toll stays"},
		},
		{
			"a list under a heading ends where the story goes on",
			Rules{Keep: []Rule{{Heading: "Recommended for you!"}}},
			[]string{"Recommended For You", "A harbour wakes", "The last ferry", "Trains run"},
			nil,
		},
		{"a class", Rules{Hide: []Rule{{Class: "house-note"}}}, []string{"The toll"}, []string{"Members of our club"}},
		{"a class with its dot", Rules{Hide: []Rule{{Class: ".House-Note"}}}, []string{"The toll"}, []string{"Members of our club"}},
		{"a part of a class is none", Rules{Hide: []Rule{{Class: "house"}}}, []string{"Members of our club"}, nil},
		{"a text", Rules{Hide: []Rule{{Text: "members of our CLUB"}}}, []string{"The toll"}, []string{"Members of our club"}},
		{"half a word is no text", Rules{Hide: []Rule{{Text: "bers of our club"}}}, []string{"Members of our club"}, nil},
		{
			"keep comes before hide",
			Rules{Hide: []Rule{{Heading: "What it cost"}}, Keep: []Rule{{Text: "until the debt is paid"}}},
			[]string{"The toll stays"},
			[]string{"The bridge cost"},
		},
	}
	for _, c := range cases {
		for _, how := range []string{"page", "feed"} {
			t.Run(c.name+", "+how, func(t *testing.T) {
				p := Page{HTML: []byte(framed(twoSections)), URL: "https://paper.example/bridge", Rules: c.rules}
				a, err := Read(p)
				if how == "feed" {
					p.HTML = []byte(twoSections)
					a, err = Fragment(p), nil
				}
				if err != nil {
					t.Fatal(err)
				}
				for _, s := range c.shown {
					if !begins(strings.Split(a.Text, "\n"), s) {
						t.Errorf("not shown: %s\n%s", s, a.Text)
					}
				}
				var yours []string
				for _, h := range a.Hidden {
					if h.Kind == KindYours {
						yours = append(yours, h.Text)
						if !strings.HasPrefix(h.Reason, "your rule: ") {
							t.Errorf("reason %q", h.Reason)
						}
					}
				}
				for _, s := range c.hidden {
					if begins(strings.Split(a.Text, "\n"), s) || !begins(yours, s) {
						t.Errorf("not hidden: %s\n%q", s, yours)
					}
				}
				if len(c.hidden) == 0 && len(yours) > 0 {
					t.Errorf("hidden: %q", yours)
				}
			})
		}
	}
}

func begins(lines []string, s string) bool {
	return slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, s) })
}

func TestOwnRulesForPictures(t *testing.T) {
	p := Page{HTML: []byte(framed(twoSections)), URL: "https://paper.example/bridge"}
	if a, err := Read(p); err != nil || !strings.Contains(a.Markdown, "a.jpg") {
		t.Fatalf("%v\n%s", err, a.Markdown)
	}
	p.Rules = Rules{Hide: []Rule{{Class: "house-figure"}}}
	if a, err := Read(p); err != nil || strings.Contains(a.Markdown, "a.jpg") || strings.Contains(a.Text, "old ferry") {
		t.Errorf("%v\n%s", err, a.Markdown)
	}
}

// Glued text has no elements: a heading ends where the next known one begins.
func TestOwnRulesInGluedText(t *testing.T) {
	body := "The bridge opens on Monday, the ports office said in the morning.Key PointsThe toll is three crowns in both directions." +
		"Top StoriesThe last ferry is for sale\nHouse notes\nOne of our writers walked over it."
	a := Fragment(Page{HTML: []byte(body), Rules: Rules{Hide: []Rule{{Heading: "House Notes"}, {Heading: "Key points"}}}})
	if a.Text != "The bridge opens on Monday, the ports office said in the morning." || len(a.Hidden) < 4 {
		t.Errorf("text %q, hidden %+v", a.Text, a.Hidden)
	}
}

// Whoever hides everything sees what was hidden.
func TestOwnRulesThatHideAll(t *testing.T) {
	a, err := Read(Page{HTML: []byte(framed(twoSections)), Rules: Rules{Hide: []Rule{{Class: "story"}}}})
	if a.Text != "" || len(a.Hidden) == 0 || !errors.Is(err, ErrNoArticle) {
		t.Errorf("%q, %d hidden, %v", a.Text, len(a.Hidden), err)
	}
}

func TestSitesFor(t *testing.T) {
	sites := Sites{
		{"paper.example", Rules{Hide: []Rule{{Text: "one"}}}},
		{"www.news.paper.example", Rules{Hide: []Rule{{Text: "two"}}, Keep: []Rule{{Class: "three"}}}},
		{"", Rules{Hide: []Rule{{Text: "never"}}}},
	}
	for address, want := range map[string]string{
		"https://paper.example/a":               "one",
		"https://www.paper.example:8080/a":      "one",
		"https://NEWS.paper.example/a":          "one two three",
		"https://wallpaper.example/a":           "",
		"https://paper.example.evil.example/":   "",
		"https://evil.example/?u=paper.example": "",
		"":                                      "",
		"::":                                    "",
	} {
		r := sites.For(address)
		var got []string
		for _, x := range slices.Concat(r.Hide, r.Keep) {
			got = append(got, x.Text+x.Class)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", address, got, want)
		}
	}
}
