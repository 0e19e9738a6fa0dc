package ui

import (
	"fmt"
	"strings"

	"github.com/dustin/go-humanize"

	"dateline/store"
)

// emptyLines say what an empty room is for and which key fills it; of a filter that leaves nothing, what is to blame.
func (m *Model) emptyLines() []string {
	l, k := m.list(), m.keys
	switch {
	case l.err != nil:
		return []string{m.errorText(l.err)}
	case !l.loaded:
		return []string{""}
	case len(m.filter) > 0:
		return m.nothingLeft()
	case m.room == store.Saved:
		return []string{"Nothing saved yet.", k.hint(bookmark, "on a story keeps it here, with its text, for ever.")}
	case m.room == store.Following:
		return []string{"You follow no story yet.", k.hint(follow, "on a story follows it for as long as it goes on."), k.hint(showLines, "shows the timelines.")}
	case l.page.Muted > 0:
		return []string{"Your mutes hide all there is here: " + humanize.Comma(int64(l.page.Muted)) + " " + plural(l.page.Muted, "story", "stories") + "."}
	case m.status.counts.Stories > 0:
		return []string{"Nothing new in the last " + hours(m.opt.FrontAge) + ".", k.hint(nextRoom, "latest stories") + " · " + k.hint(refreshAll, "ask every feed again")}
	case m.refresh.run != nil:
		return []string{"Asking your feeds …", "stories appear as they arrive"}
	case m.refresh.offline:
		return []string{"No feed could be reached.", "Is there a network?", k.hint(refreshAll, "try again") + " · " + k.hint(openDemo, "demo newsroom")}
	}
	return []string{"Nothing stored yet.", k.hint(refreshAll, "ask every feed") + " · " + k.hint(showFeeds, "choose feeds") + " · " + k.hint(openDemo, "demo newsroom")}
}

// notFound says that a search found nothing in a room, and where else to look.
func (m *Model) notFound(words string) []string {
	lines := []string{"No story here has: " + words, ""}
	switch {
	case m.search != nil && m.room != store.Latest:
		return append(lines, "Latest has all stories.")
	case m.search != nil:
		return lines
	case m.room == store.Front:
		lines = append(lines, m.keys.hint(nextRoom, "looks through all stories"))
	}
	return append(lines, m.keys.hint(dropChip, "ends the search"))
}

// nothingLeft says which part of the filter takes how much away, and the key that drops the one that takes most.
func (m *Model) nothingLeft() []string {
	if words := m.filter.words(); words != "" && len(m.filter) == 1 {
		return m.notFound(words)
	}
	lines := []string{"No story here passes the filter: " + strings.TrimSuffix(m.filter.line(), " ✕"), ""}
	if len(m.filter) == 1 || len(m.blamed) != len(m.filter) {
		return append(lines, m.keys.hint(dropChip, "takes "+m.filter[len(m.filter)-1].name()+" away"))
	}
	for i, b := range m.blamed {
		n := fmt.Sprintf("%s: %s %s", b.chip.name(), humanize.Comma(int64(b.stories)), plural(b.stories, "story", "stories"))
		if i == 0 {
			lines = append(lines, m.keys.hint(dropChip, "drops "+n))
			continue
		}
		lines = append(lines, "without "+n)
	}
	return lines
}
