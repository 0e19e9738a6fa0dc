package newsroom

import (
	"strings"
)

// The furniture that some sites send along in their feeds: after the report come licensing links, recommendations and
// lists of headlines, marked up as on the page or, where the markup was lost, as one run of words.

// furniture is what stands under a report: three lists of teasers, each with the heading that the list runs into.
type furniture struct {
	Recommended, Trending, Top []teaser
}

// furniture chooses teasers for a report's page: its outlet's other reports and lines of words.txt.
func (r *report) furniture() furniture {
	fixed := r.outlet.teasers("teaser")
	var own []teaser
	for _, other := range r.outlet.reports {
		if other != r && other.age >= 0 {
			own = append(own, r.outlet.teaser(other.section(), other.title, other.url(), other.minutes))
		}
	}
	turn := r.number % len(fixed)
	fixed = append(fixed[turn:len(fixed):len(fixed)], fixed[:turn]...)
	turn = r.number % max(1, len(own))
	own = append(own[turn:len(own):len(own)], own[:turn]...)
	return furniture{
		Recommended: append(first(own, 2), first(fixed, 4)...),
		Trending:    fixed[4:min(8, len(fixed))],
		Top:         append(first(own[min(2, len(own)):], 3), first(fixed[min(8, len(fixed)):], 3)...),
	}
}

func first(t []teaser, n int) []teaser {
	n = min(n, len(t))
	return t[:n:n]
}

// clutter is the furniture as HTML for a feed body that carries it.
func (r *report) clutter() string {
	var b strings.Builder
	b.WriteString("<p>" + escape(r.say("live_prompt")) + "</p>\n")
	b.WriteString(`<div class="tools"><button>` + escape(r.say("licensing")) + `</button><button>` + escape(r.say("correction")) +
		`</button><a href="` + r.outlet.url("/guidelines") + `">` + escape(r.say("guidelines")) + "</a></div>\n")
	b.WriteString("<p>" + escape(r.say("preferred")) + "</p>\n")
	f := r.furniture()
	list := func(heading string, teasers []teaser) {
		b.WriteString("<h3>" + escape(r.say(heading)) + "</h3>\n<ul>\n")
		for _, t := range teasers {
			b.WriteString(`<li><a href="` + t.Href + `"><span>` + escape(t.Section) + `</span><b>` + escape(t.Title) +
				`</b><span>` + t.Read + "</span></a></li>\n")
		}
		b.WriteString("</ul>\n")
	}
	list("recommended", f.Recommended)
	b.WriteString("<h3>" + escape(r.say("podcasts")) + "</h3>\n")
	list("trending", f.Trending)
	list("top", f.Top)
	return b.String()
}

// glued is report and furniture as plain text, the furniture run together as it is where markup was lost.
func (r *report) glued() string {
	var b strings.Builder
	for _, block := range r.blocks {
		switch block.kind {
		case "list":
			for _, item := range block.items {
				b.WriteString("• " + plainInline(item) + "\n")
			}
		case "picture", "table":
		default:
			b.WriteString(plainInline(block.text) + "\n")
		}
	}
	f := r.furniture()
	b.WriteString(r.say("live_prompt") + "\n")
	b.WriteString(r.say("licensing") + r.say("correction") + r.say("guidelines") + "\n")
	b.WriteString(r.say("preferred") + r.say("recommended") + "\n")
	lines := func(teasers []teaser, next string) {
		for i, t := range teasers {
			b.WriteString(t.Section + t.Title + t.Read)
			if i < len(teasers)-1 {
				b.WriteString("\n")
			}
		}
		b.WriteString(next + "\n")
	}
	lines(f.Recommended, r.say("podcasts"))
	b.WriteString(r.say("trending") + "\n")
	lines(f.Trending, r.say("top"))
	lines(f.Top, "")
	return strings.TrimSpace(b.String())
}
