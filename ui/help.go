package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// helpBox lists the keys of a place, out of the table of keys.
func helpBox(t theme, keymap keymap, where place, width int) *scrollBox {
	title := ""
	for _, p := range places {
		if p.place == where {
			title = p.title
		}
	}
	var lines []string
	keys, wide := 18, min(width-2, 72)
	if wide < 48 {
		keys = 12
	}
	for _, b := range keymap.bound {
		if b.where&where == 0 || len(b.keys) == 0 {
			continue
		}
		for i, words := range strings.Split(ansi.Wrap(b.help, wide-4-keys, ""), "\n") {
			name := ""
			if i == 0 {
				name = b.all()
			}
			lines = append(lines, t.key.Render(pad(cut(name, keys-1), keys))+t.text.Render(words))
		}
	}
	return &scrollBox{title: title, lines: lines, width: wide}
}
