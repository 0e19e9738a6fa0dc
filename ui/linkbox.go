package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// openLinks shows the links of the text, the first of those on the screen under the cursor.
func (m *Model) openLinks() tea.Cmd {
	list, cursor := m.linksOfText()
	if len(list) == 0 {
		return m.status.say("No links in this text")
	}
	m.hintBox = &hintBox{
		title: "Links", cursor: cursor, top: cursor, foot: "letter, number or enter opens · y copies · esc back",
		choose: func(i int) tea.Cmd { return m.browseTo(list[i].address) },
		copy:   func(i int) tea.Cmd { return m.copyText(list[i].address) },
	}
	for _, l := range list {
		words := pick(l.picture, "▨ ", "") + pick(l.words == "", "picture", l.words)
		m.hintBox.lines = append(m.hintBox.lines, hinted{words, host(l.address)})
	}
	return nil
}

// linksOfText are the links of a text, and which of them is the first on the screen.
func (m *Model) linksOfText() (list []textLink, first int) {
	list = eachOnce(m.reader.links)
	return list, max(slices.IndexFunc(list, func(l textLink) bool { return l.line >= m.reader.offset }), 0)
}

// eachOnce are the links that stand on a line, in their order, each address once.
func eachOnce(all []textLink) []textLink {
	var list []textLink
	known := map[string]bool{}
	for _, l := range all {
		if l.line >= 0 && !known[l.address] {
			known[l.address] = true
			list = append(list, l)
		}
	}
	return list
}

// browseTo opens an address in the browser.
func (m *Model) browseTo(address string) tea.Cmd {
	if m.opt.Demo {
		return m.status.say("The demo's stories are invented: there is no page to open")
	}
	return m.world.open(address)
}

func (m *Model) copyText(address string) tea.Cmd {
	return tea.Batch(tea.SetClipboard(address), m.status.say("Link copied: "+host(address)))
}
