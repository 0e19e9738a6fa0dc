package newsroom

import (
	"strings"
	"testing"
)

func TestModelCaseHasAllItsParts(t *testing.T) {
	n := open()
	parts := []string{
		"What To Know", "for live coverage", "Request Reprint & Licensing", "Submit Correction", "View Editorial & AI Guidelines",
		"as a preferred source on Google", "Recommended For You", "Related Podcasts", "Trending", "Top Stories", "3 min read",
	}
	glued, marked, pages := 0, 0, 0
	for _, e := range n.events {
		for _, r := range e.reports {
			if r.as != "model" && r.as != "glued" {
				continue
			}
			bullets := 0
			for _, b := range r.blocks {
				bullets += len(b.items)
			}
			if bullets != 6 {
				t.Errorf("%s: %d bullets", r.url(), bullets)
			}
			page, _, _ := n.report(r)
			summary, content := n.bodies(r)
			texts := map[string]string{"page": visible(t, page)}
			pages++
			if r.as == "glued" {
				texts["feed"] = summary
				glued++
				for _, run := range []string{"LicensingSubmit CorrectionView", "when you search.Recommended For You", "min readRelated Podcasts", "min readTop Stories"} {
					if !strings.Contains(summary, run) {
						t.Errorf("the feed's text does not run together as in %q", run)
					}
				}
			} else if content != "" {
				texts["feed"] = visible(t, []byte(content))
				marked++
			}
			for where, text := range texts {
				for _, part := range parts {
					if !strings.Contains(text, part) {
						t.Errorf("%s of %s: no %q", where, r.url(), part)
					}
				}
			}
		}
	}
	if glued != 1 || marked != 1 || pages < 3 {
		t.Errorf("%d glued feed bodies, %d with markup, %d pages", glued, marked, pages)
	}
}
