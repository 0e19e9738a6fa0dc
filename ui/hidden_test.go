package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dateline/feeds/article"
)

// What was taken out is counted in one line, and can be looked at: what is sure first, then what is not.
func TestHiddenLines(t *testing.T) {
	trend := article.Hidden{Kind: "Trending", Reason: "under the heading \"Trending\"", Text: "A storm of likes"}
	share := article.Hidden{Kind: "Sharing", Reason: "a button for sharing", Text: "Copy link"}
	doubt := article.Hidden{Kind: "Other", Reason: "does not read like the story", Text: "The author owns a boat."}
	for _, c := range []struct {
		name         string
		sure, unsure []article.Hidden
		closed       string
		open         []string
	}{
		{"nothing", nil, nil, "", nil},
		{"one", []article.Hidden{trend}, nil, "▸ 1 block hidden: Trending 1  H to show", []string{"A storm of likes"}},
		{
			"sure and not",
			[]article.Hidden{trend, share, trend},
			[]article.Hidden{doubt},
			"▸ 3 blocks hidden: Trending 2 · Sharing 1 · not sure about 1 more  H to show",
			[]string{"A storm of likes", "Copy link", "Not sure about these:", "Other · does not read", "The author owns a boat."},
		},
		{
			"only doubtful", nil,
			[]article.Hidden{doubt, doubt},
			"▸ 2 blocks left out, not for sure  H to show",
			[]string{"Not sure about these:", "The author owns"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := article.Article{Hidden: c.sure, Doubtful: c.unsure}
			lines := hiddenLines(page{width: 80}, a, newTheme(true))
			text := strings.Join(strings.Fields(ansi.Strip(strings.Join(lines, "\n"))), " ")
			if got := strings.TrimSpace(strings.Trim(text, "─ ")); got != strings.Join(strings.Fields(c.closed), " ") {
				t.Errorf("closed: %q, want %q", got, c.closed)
			}
			shown := ansi.Strip(strings.Join(hiddenLines(page{width: 80, hidden: true}, a, newTheme(true)), "\n"))
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
