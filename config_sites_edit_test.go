package main

import (
	"strings"
	"testing"

	"dateline/feeds/article"
	"dateline/ui"
)

func TestChangeSite(t *testing.T) {
	heading := func(s string) article.Rule { return article.Rule{Heading: s} }
	words := func(s string) article.Rule { return article.Rule{Text: s} }
	full := `# my rules
[[sites]]
host = "paper.example" # the good one
hide = [{ heading = "From our shop" }, { class = "house-ad" }] # noise
keep = [
  { text = "Corrections, [and] more" }, # wanted
]

[[sites]]
host = "other.example"
hide = [{ text = "Buy" }]
`
	for _, c := range []struct {
		name, text string
		change     ui.RuleChange
		want       string
	}{
		{
			"the first rule of all", "",
			ui.RuleChange{Host: "a.example", Rule: words(`Say "hi"`)},
			"[[sites]]\nhost = \"a.example\"\nhide = [{ text = \"Say \\\"hi\\\"\" }]\n",
		},
		{
			"a new site", full,
			ui.RuleChange{Host: "a.example", Rule: heading("Shop"), Keep: true},
			full + "\n[[sites]]\nhost = \"a.example\"\nkeep = [{ heading = \"Shop\" }]\n",
		},
		{
			"one more in a line", full,
			ui.RuleChange{Host: "paper.example", Rule: words("Buy a boat")},
			strings.Replace(full, `{ class = "house-ad" }]`, `{ class = "house-ad" }, { text = "Buy a boat" }]`, 1),
		},
		{
			"one more in a list of lines", full,
			ui.RuleChange{Host: "paper.example", Rule: words("Boats"), Keep: true},
			strings.Replace(full, "more\" }, #", "more\" },\n  { text = \"Boats\" }, #", 1),
		},
		{
			"the first of its kind at a site", full,
			ui.RuleChange{Host: "other.example", Rule: words("Boats"), Keep: true},
			strings.Replace(full, "host = \"other.example\"\n", "host = \"other.example\"\nkeep = [{ text = \"Boats\" }]\n", 1),
		},
		{
			"what is there already", full,
			ui.RuleChange{Host: "other.example", Rule: words("Buy")},
			full,
		},
		{
			"lift the first", full,
			ui.RuleChange{Host: "paper.example", Rule: heading("From our shop"), Lift: true},
			strings.Replace(full, `{ heading = "From our shop" }, `, "", 1),
		},
		{
			"lift the last of several", full,
			ui.RuleChange{Host: "paper.example", Rule: article.Rule{Class: "house-ad"}, Lift: true},
			strings.Replace(full, `, { class = "house-ad" }`, "", 1),
		},
		{
			"lift the only one of its kind", full,
			ui.RuleChange{Host: "paper.example", Rule: words("Corrections, [and] more"), Keep: true, Lift: true},
			strings.Replace(full, "keep = [\n  { text = \"Corrections, [and] more\" }, # wanted\n]\n", "", 1),
		},
		{
			"lift the only one of a site", full,
			ui.RuleChange{Host: "other.example", Rule: words("Buy"), Lift: true},
			strings.Replace(full, "\n[[sites]]\nhost = \"other.example\"\nhide = [{ text = \"Buy\" }]\n", "", 1),
		},
		{
			"lift what is not there", full,
			ui.RuleChange{Host: "other.example", Rule: words("Sell"), Lift: true},
			full,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := changeSite("sites.toml", c.change)(c.text)
			if err != nil || got != c.want {
				t.Errorf("%v\n%s\nwant\n%s", err, got, c.want)
			}
		})
	}
	odd := "[[sites]]\nhost = \"a.example\"\nhide = [{ text = \"\"\"Boats\"\"\" }]\n"
	if _, err := changeSite("sites.toml", ui.RuleChange{Host: "a.example", Rule: words("Oars")})(odd); err == nil || !strings.Contains(err.Error(), "nothing was changed") {
		t.Errorf("a text that is written otherwise: %v", err)
	}
}
