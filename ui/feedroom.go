package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/dustin/go-humanize"

	"dateline/internal/safe"
	"dateline/store"
)

// feedsBox lists the feeds and what they last answered, those in trouble first.
func feedsBox(t theme, all []store.FeedState, age func(store.FeedState) string, width int) *scrollBox {
	w := min(width-2, 100)
	var trouble, fine []string
	column := min(30, w-22)
	for _, f := range all {
		name := t.text
		if f.LastError != "" || f.Gone {
			name = t.title
		}
		head := name.Render(pad(cut(f.Shown(f.Title), column-1), column))
		counts := fmt.Sprintf("%s %s", humanize.Comma(int64(f.Stories)), plural(f.Stories, "story", "stories"))
		if w < 60 {
			counts = ""
		}
		if f.LastError == "" && !f.Gone && f.MovedTo == "" {
			fine = append(fine, "  "+head+t.faint.Render(spread(counts, age(f), w-6-column)))
			continue
		}
		trouble = append(trouble, t.warning.Render("! ")+head+t.faint.Render(spread(counts, age(f), w-6-column)))
		for _, l := range strings.Split(ansi.Wrap(upperFirst(f.LastError), w-8, ""), "\n") {
			trouble = append(trouble, "    "+t.warning.Render(l))
		}
		if f.MovedTo != "" {
			for _, l := range strings.Split(ansi.Wrap("Moved for good to "+safe.Line(f.MovedTo)+" · dateline feeds move takes it there", w-8, ""), "\n") {
				trouble = append(trouble, "    "+t.text.Render(l))
			}
		}
	}
	if len(trouble) > 0 && len(fine) > 0 {
		trouble = append(trouble, "")
	}
	lines := append(trouble, fine...)
	if len(lines) == 0 {
		lines = []string{t.faint.Render("No feed has been asked yet. r asks them all.")}
	}
	return &scrollBox{title: "Feeds", lines: lines, width: w}
}
