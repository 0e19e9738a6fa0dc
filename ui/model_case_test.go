package ui

import (
	"strings"
	"testing"
	"time"
)

// The story the reader is built for, as three outlets give it: a page full of clutter behind a summary, a feed body with its
// markup, and a feed body whose clutter is glued together without any. Each shows the lead, "What To Know" and six bullets, and
// nothing of what follows, which is counted and one key away.
func TestModelCase(t *testing.T) {
	kept := []string{
		"would send her chief mediator",
		"What To Know",
		"• No deadline is attached to the plan any longer.",
		"• A recording leaked in October",
		"• Kestorian Prime Minister Oksa Maretin said",
		"• Maretin may travel to Lindqvist's capital",
		"• Army Secretary Paul Dessen is expected",
		"• European governments are preparing a force",
	}
	clutter := []string{
		"Reprint", "Licensing", "Correction", "Editorial & AI", "preferred source", "Recommended For You", "Trending", "Top Stories", "min read", "live coverage",
		"Related Podcasts", "newsletter", "cookie", "Share",
	}
	for _, outlet := range []string{"The Meridian Post", "The Monsoon Standard", "The Rift Courier"} {
		t.Run(outlet, func(t *testing.T) {
			inSession(t, 120, 100, nil, func(t *testing.T, s *session) {
				s.Keys("/")
				s.Type(`source:"` + outlet + `" title:kestoria "peace plan"`)
				s.Keys("enter", "enter")
				s.Wait(5 * time.Second)
				text := rightPane(s.Text())
				body, hidden, ok := strings.Cut(text, "▸ ")
				if !ok {
					t.Fatalf("nothing is said to be hidden:\n%s", text)
				}
				flowed := strings.Join(strings.Fields(body), " ")
				for _, k := range kept {
					if !strings.Contains(flowed, k) {
						t.Errorf("%q is missing:\n%s", k, body)
					}
				}
				if n := strings.Count(body, "•"); n != 6 {
					t.Errorf("%d bullets, want 6:\n%s", n, body)
				}
				for _, c := range clutter {
					if strings.Contains(strings.ToLower(flowed), strings.ToLower(c)) {
						t.Errorf("%q was left:\n%s", c, body)
					}
				}
				for _, kind := range []string{"blocks hidden", "Recommended", "Trending", "Top stories", "Licensing", "Preferred source", "Live coverage", "H to show"} {
					if !strings.Contains(hidden, kind) {
						t.Errorf("%q is not among what was hidden:\n%s", kind, hidden)
					}
				}
				s.Keys("H")
				s.Wait(time.Second)
				for range 12 {
					hidden += rightPane(s.Text())
					s.Keys("pgdown")
				}
				for _, c := range clutter[:9] {
					if !strings.Contains(strings.ToLower(strings.Join(strings.Fields(hidden), " ")), strings.ToLower(c)) {
						t.Errorf("%q is nowhere to be looked at", c)
					}
				}
			})
		})
	}
}

// rightPane is the text beside the list.
func rightPane(screen string) string {
	var b strings.Builder
	for _, line := range strings.Split(screen, "\n") {
		if _, right, ok := strings.Cut(line, "│"); ok {
			b.WriteString(strings.TrimSpace(right) + "\n")
		}
	}
	return b.String()
}
