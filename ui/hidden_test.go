package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/feeds/article"
	"dateline/store"
)

// hiddenPage sets an article of two paragraphs with what was taken out of it.
func hiddenPage(shown bool, sites article.Sites, sure, unsure []article.Hidden) setText {
	a := article.Article{Markdown: "Boats came home early.\n\nThe wind had turned.", Hidden: sure, Doubtful: unsure}
	b := store.Body{Story: store.Story{ID: 1, Title: "Boats", URL: "https://paper.example/1"}}
	return setPage(page{width: 80, hidden: shown}, b, a, setting{now: time.Unix(0, 0), sites: sites, keys: newKeymap(nil)}, -1)
}

func oneLine(lines []string) string {
	return strings.Join(strings.Fields(ansi.Strip(strings.Join(lines, "\n"))), " ")
}

var (
	trend = article.Hidden{Kind: "Trending", Reason: "under the heading \"Trending\"", Text: "A storm of likes", At: 19}
	share = article.Hidden{Kind: "Sharing", Reason: "a button for sharing", Text: "Copy link", At: 36}
	doubt = article.Hidden{Kind: "Other", Reason: "does not read like the story", Text: "The author owns a boat.", At: 19}
)

// What was taken out is counted in one line, and can be looked at where it stood.
func TestHidden(t *testing.T) {
	for _, c := range []struct {
		name         string
		sure, unsure []article.Hidden
		closed       string
		open         []string
	}{
		{"nothing", nil, nil, "", nil},
		{
			"one",
			[]article.Hidden{trend},
			nil,
			"▸ 1 block hidden: Trending 1 H to show",
			[]string{"home early.", "Trending · under the heading", "A storm of likes", "The wind"},
		},
		{
			"sure and not",
			[]article.Hidden{trend, share, trend},
			[]article.Hidden{doubt},
			"▸ 3 blocks hidden: Trending 2 · Sharing 1 · not sure about 1 more H to show",
			[]string{"home early.", "A storm of likes", "Other · does not read like the story · not sure", "owns a boat.", "The wind", "Copy link"},
		},
		{
			"only doubtful", nil,
			[]article.Hidden{doubt, doubt},
			"▸ 2 blocks left out, not for sure H to show",
			[]string{"home early.", "The author owns", "The wind"},
		},
		{
			"from before places were noted",
			[]article.Hidden{{Kind: "Trending", Reason: "x", Text: "A storm of likes"}},
			nil,
			"▸ 1 block hidden: Trending 1 H to show",
			[]string{"The wind", "A storm of likes"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			closed := oneLine(hiddenPage(false, nil, c.sure, c.unsure).lines)
			if _, got, _ := strings.Cut(closed, "turned."); strings.TrimSpace(strings.Trim(got, "─ ")) != c.closed {
				t.Errorf("closed: %q, want %q", got, c.closed)
			}
			shown := oneLine(hiddenPage(true, nil, c.sure, c.unsure).lines)
			for _, want := range c.open {
				_, after, ok := strings.Cut(shown, want)
				if !ok {
					t.Errorf("open: %q is not there, or not in its place:\n%s", want, shown)
				}
				shown = after
			}
		})
	}
}

// Rules that were made after a page was read hold for it all the same.
func TestRulesHoldAtOnce(t *testing.T) {
	keep := article.Sites{{Host: "paper.example", Rules: article.Rules{Keep: []article.Rule{{Text: "storm of likes"}}}}}
	hide := article.Sites{{Host: "paper.example", Rules: article.Rules{Hide: []article.Rule{{Text: "the wind had"}}}}}
	sure := []article.Hidden{trend}
	if got := oneLine(hiddenPage(false, keep, sure, nil).lines); !strings.Contains(got, "home early. A storm of likes The wind") {
		t.Errorf("kept: %s", got)
	}
	if got := oneLine(hiddenPage(false, hide, sure, nil).lines); strings.Contains(got, "The wind") {
		t.Errorf("hidden: %s", got)
	}
	if got := oneLine(hiddenPage(true, hide, sure, nil).lines); !strings.Contains(got, `your rule: text "the wind had" ┊ The wind had turned.`) {
		t.Errorf("shown: %s", got)
	}
}

// x does what one expects of it on a block, and again takes it back.
func TestRuleChange(t *testing.T) {
	own := article.Sites{{Host: "example", Rules: article.Rules{
		Hide: []article.Rule{{Text: "buy our boat"}, {Class: "shop"}}, Keep: []article.Rule{{Heading: "Corrections"}},
	}}}
	hidden := func(reason, words string) textBlock {
		return textBlock{words: words, hidden: &hiddenBlock{Hidden: article.Hidden{Reason: reason, Text: words}}}
	}
	for _, c := range []struct {
		name  string
		block textBlock
		want  RuleChange
	}{
		{"a hidden line", hidden("a link", "Boats for sale in June"), RuleChange{"paper.example", article.Rule{Text: "Boats for sale in June"}, true, false}},
		{"a hidden part", hidden("list", "Shop now\nBoats\nOars"), RuleChange{"paper.example", article.Rule{Heading: "Shop now"}, true, false}},
		{"hidden by a rule", hidden(`your rule: class "shop"`, "Oars"), RuleChange{"example", article.Rule{Class: "shop"}, false, true}},
		{"a paragraph", textBlock{words: "The wind had turned."}, RuleChange{"paper.example", article.Rule{Text: "The wind had turned."}, false, false}},
		{"a paragraph that a rule keeps", textBlock{words: "Corrections"}, RuleChange{"example", article.Rule{Heading: "Corrections"}, true, true}},
		{
			"a long one",
			textBlock{words: strings.Repeat("word ", 40)},
			RuleChange{"paper.example", article.Rule{Text: strings.TrimSpace(strings.Repeat("word ", 10))}, false, false},
		},
	} {
		if got := ruleChange(own, "paper.example", "https://paper.example/1", c.block); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// A byline that is to be kept stands above the text, where its page has it, and is shown there.
func TestKeptLineIsShown(t *testing.T) {
	inSession(t, 80, 24, func(o *Options) { o.Desk = &testDesk{opt: o} }, func(t *testing.T, s *session) {
		s.Keys("/")
		s.Type(`title:"quake off northern Chile" source:Meridian`)
		s.Keys("enter", "enter")
		s.Wait(8 * time.Second)
		s.Keys("H", "tab", "tab", "tab", "tab")
		s.Has("▌ ┊ Published 23 November 2026")
		s.Keys("x")
		s.Wait(8 * time.Second)
		s.Has("▌ Published 23 November 2026", "x hide such")
		s.Keys("g")
		s.Lacks("updated")
	})
}

// On a block that was hidden, x makes a rule, which holds at once; undo lifts it.
func TestSiteRuleByKey(t *testing.T) {
	var desk *testDesk
	inSession(t, 80, 24, func(o *Options) { desk = &testDesk{opt: o}; o.Desk = desk }, func(t *testing.T, s *session) {
		s.openModelCase()
		s.Keys("G", "H")
		s.Has("┊", "H hide again", "x keep such")
		s.Keys("x")
		s.Has("Rule: keep ")
		if len(desk.sites) != 1 || len(desk.sites[0].Keep) != 1 {
			t.Fatalf("rules: %+v", desk.sites)
		}
		s.Wait(8 * time.Second)
		s.Has("x hide such")
		s.Keys("x")
		s.Has("Rule: no longer keep ")
		s.Keys("tab", "k", "k", "H")
		s.Lacks("┊")
	})
}
