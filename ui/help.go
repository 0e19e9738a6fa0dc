package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// helpBox lists the keys of a place, out of the table of keys.
func helpBox(t theme, where place, width int) *scrollBox {
	title := "Keys in the list"
	if where == inReader {
		title = "Keys while reading"
	}
	var lines []string
	keys, wide := 18, min(width-2, 72)
	if wide < 48 {
		keys = 12
	}
	for _, b := range bindings {
		if b.where&where == 0 {
			continue
		}
		for i, words := range strings.Split(ansi.Wrap(b.help, wide-4-keys, ""), "\n") {
			name := ""
			if i == 0 {
				name = keyNames(b.keys)
			}
			lines = append(lines, t.key.Render(pad(cut(name, keys-1), keys))+t.text.Render(words))
		}
	}
	return &scrollBox{title: title, lines: lines, width: wide}
}
