package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dateline/internal/safe"
)

// FuzzMarkdown: whatever an article says, its lines fit the width, and hold nothing but text, SGR and hyperlinks to the web.
func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{
		"# A\n\n- b\n  1. c\n\n> d\n\n| e | f |\n| - | - |\n| g | h |\n", "[x](javascript:alert(1)) [y](https://example.org/a?b=c)", "&#27;[2J &amp;#27;[2J `\x1b]52;c;eA==\x07`",
		"![a](https://example.org/p.png)\n*caption*", "```go\nfunc main() {}\n```", strings.Repeat(">", 90) + "deep", ">>>>>>>>0", "#", "شعر\u202eعرب 新聞 👨‍👩‍👧 🇺🇦", "<script>x</script><b>y</b>", "0000| 00000 -", "a\\\nb  \nc\u2061\ufe00d\u2062",
	} {
		f.Add(s, 40)
		f.Add(s, 2)
	}
	theme := newTheme(true)
	f.Fuzz(func(t *testing.T, source string, width int) {
		width = 10 + (width&0xff)%190
		for _, line := range setParts(source, wish{width: width, theme: theme}).lines { // without the net: a panic is to be seen
			if safe.Terminal(line) != line {
				t.Fatalf("%q has what the filter does not let through", line)
			}
			if w := ansi.StringWidth(line); w > width {
				t.Fatalf("%q is %d columns wide, not %d", line, w, width)
			}
			if strings.ContainsAny(line, "\n\r\t") {
				t.Fatalf("%q is no line", line)
			}
		}
	})
}
