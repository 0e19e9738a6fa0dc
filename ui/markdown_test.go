package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// plainLines sets Markdown and returns it without styles.
func plainLines(source string, width int) string {
	lines := markdownLines(source, width, newTheme(true))
	for i := range lines {
		lines[i] = ansi.Strip(lines[i])
	}
	return strings.Join(lines, "\n")
}

func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ what, in, want string }{
		{"a paragraph wraps", "One two three four five six seven eight nine", "One two three four five six\nseven eight nine"},
		{"lines of the source run together", "one\ntwo", "one two"},
		{"a hard break stays", "one\\\ntwo", "one\ntwo"},
		{"a heading loses its marks", "## What to know\n\ntext", "What to know\n\ntext"},
		{"bullets", "- one\n- two", "• one\n• two"},
		{"the lines of a bullet stand under each other", "- one two three four five six seven", "• one two three four five six\n  seven"},
		{"bullets in bullets", "- one\n  - two\n    - three\n- four", "• one\n  • two\n    • three\n• four"},
		{"numbers", "1. one\n2. two", "1. one\n2. two"},
		{"numbers of two digits", "9. nine\n10. ten", " 9. nine\n10. ten"},
		{"a loose list", "- one\n\n- two", "• one\n\n• two"},
		{"tasks", "- [x] done\n- [ ] open", "☑ done\n☐ open"},
		{"a list in a quote", "> said\n>\n> - one\n> - two", "▏ said\n▏ \n▏ • one\n▏ • two"},
		{"a quote over two lines", "> one two three four five six seven", "▏ one two three four five six\n▏ seven"},
		{"a quote has a bar", "> said so", "▏ said so"},
		{"a link shows its words", "see [the report](https://n.example/r) now", "see the report now"},
		{"a bare address is a link", "<https://n.example/r>", "https://n.example/r"},
		{"a picture shows its words, the caption under it", "![Boats](https://n.example/p.jpg)\n*In the harbour*", "▨ Boats\nIn the harbour"},
		{"a caption that says the same and more stands for the words", "![Boats](https://n.example/p.jpg)\n\n*Boats at noon. Photo: A*", "▨ Boats at noon. Photo: A"},
		{"another caption stands under the picture", "![A harbour](https://n.example/p.jpg)\n\n*Boats at noon*\n\ntext", "▨ A harbour\nBoats at noon\n\ntext"},
		{"emphasis under text is no caption", "text\n\n*Boats at noon*", "text\n\nBoats at noon"},
		{"a picture without words", "![](https://n.example/p.jpg)", "▨ picture"},
		{"raw HTML goes", "a <b onclick=x>bold</b> word\n\n<script>x</script>", "a bold word"},
		{"entities become characters once", "Tom &amp; Jerry &lt;3 &amp;lt;", "Tom & Jerry <3 &lt;"},
	} {
		if got := plainLines(c.in, 30); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.what, got, c.want)
		}
	}
}

func TestLinksBecomeHyperlinks(t *testing.T) {
	for _, c := range []struct{ what, in, address string }{
		{"a link", "[x](https://n.example/r?a=1&b=2)", "https://n.example/r?a=1&b=2"},
		{"a bare address", "<https://n.example/r>", "https://n.example/r"},
		{"a picture", "![x](https://n.example/p.jpg)", "https://n.example/p.jpg"},
		{"a script is none", "[x](javascript:alert(1))", ""},
		{"a file is none", "[x](file:///etc/passwd)", ""},
	} {
		got := strings.Join(markdownLines(c.in, 40, newTheme(true)), "\n")
		if c.address == "" {
			if strings.Contains(got, "\x1b]8;") {
				t.Errorf("%s: %q holds a hyperlink", c.what, got)
			}
			continue
		}
		if !strings.Contains(got, ansi.SetHyperlink(c.address)) {
			t.Errorf("%s: %q does not link to %s", c.what, got, c.address)
		}
	}
}

func TestALinkOverTwoLinesIsOneOnEach(t *testing.T) {
	lines := markdownLines("[a rather long link that has to be broken](https://n.example/r) end", 24, newTheme(true))
	if len(lines) != 2 {
		t.Fatalf("%d lines: %q", len(lines), lines)
	}
	for _, l := range lines {
		if strings.Count(l, ansi.SetHyperlink("https://n.example/r")) != 1 || strings.LastIndex(l, ansi.ResetHyperlink()) < strings.LastIndex(l, "https") {
			t.Errorf("%q does not open and close its link", l)
		}
	}
}

// Terminals must not be written to by what an entity turns into after every other cleaning.
func TestEntitiesCannotSmuggleControls(t *testing.T) {
	for _, in := range []string{
		"&#27;]0;title&#7;", "&amp;#27;]52;c;eA==&amp;#7;", "`&#27;[2J`", "```\n\x1b[2J\n```", "a &#x9b;31m b", "![&#27;[2J](https://n.example/)", "&#x202e;reversed",
	} {
		for _, l := range markdownLines(in, 40, newTheme(true)) {
			for _, r := range ansi.Strip(l) {
				if r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x202e {
					t.Errorf("%q became %q", in, l)
				}
			}
			if strings.Contains(l, "\x1b]0") || strings.Contains(l, "\x1b]52") || strings.Contains(l, "\x1b[2J") {
				t.Errorf("%q became %q", in, l)
			}
		}
	}
}

// Documents made to be slow are set within a moment or cut. What counts here is that they end: without the limits each
// takes minutes.
func TestHostileDocumentsEnd(t *testing.T) {
	for what, in := range map[string]string{
		"nested quotes":          strings.Repeat("> ", 500) + "deep",
		"nested lists and words": nestedLists(60),
		"many headings":          strings.Repeat("# h\n\n", 10_000),
		"many links":             strings.Repeat("[x](https://n.example/) ", 50_000),
		"one long line of code":  "```\n" + strings.Repeat("x", 300_000) + "\n```",
	} {
		start := time.Now()
		if len(markdownLines(in, 80, newTheme(true))) == 0 {
			t.Errorf("%s: nothing was set", what)
		}
		t.Log(what, "in", time.Since(start).Round(time.Millisecond))
	}
}

func nestedLists(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- item\n")
	}
	return b.String()
}

func BenchmarkMarkdown3000Words(b *testing.B) {
	paragraph := strings.Repeat("The ministry said on Monday that the river had risen by two metres since the rain began. ", 6)
	source := strings.Repeat(paragraph+"\n\n", 31)
	t := newTheme(true)
	for b.Loop() {
		markdownLines(source, 80, t)
	}
}
