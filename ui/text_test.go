package ui

import (
	"image"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		what, in string
		width    int
		want     string
	}{
		{"a long word", "see incomprehensibilities", 12, "see\nincomprehens\nibilities"},
		{"an address breaks at its signs", "<https://news.example/2026/11/24/a-long-story-about-boats>", 24, "https://news.example/\n2026/11/24/a-long-story-\nabout-boats"},
		{"bold within a word does not break it", "one two th**re**e four", 12, "one two\nthree four"},
		{"a stop behind a link stays with it", "[abcd def](https://n.example/).", 8, "abcd\ndef."},
		{"Japanese breaks anywhere", "東京で会談が行われた。", 10, "東京で会談\nが行われ\nた。"},
		{"a stop does not begin a line", "東京で会談。次", 10, "東京で会\n談。次"},
		{"Chinese beside Latin", "和平plan協議", 8, "和平plan\n協議"},
		{"a bracket does not end a line", "東京で会「談」", 10, "東京で会\n「談」"},
		{"flags and families are as wide as they are", "🇺🇦🇺🇦 👨‍👩‍👧 ab", 8, "🇺🇦🇺🇦 👨‍👩‍👧\nab"},
		{"Hebrew", "שלום עולם טוב", 9, "שלום עולם\nטוב"},
		{"Arabic with its marks", "السَّلام عليكم", 8, "السَّلام\nعليكم"},
		{"a hard break", "one\\\ntwo", 20, "one\ntwo"},
	} {
		if got := plainLines(c.in, c.width); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.what, got, c.want)
		}
	}
}

func TestJustify(t *testing.T) {
	in := "One two three four five six seven eight nine ten, and so on it goes."
	set := setMarkdown(in, wish{width: 24, theme: newTheme(true), justify: true})
	var got []string
	for _, l := range set.lines {
		got = append(got, ansi.Strip(l))
	}
	want := "One two three four  five\nsix  seven  eight   nine\nten, and so on it goes."
	if strings.Join(got, "\n") != want {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

// However wide it is set, a text has the same places.
func TestPlaces(t *testing.T) {
	in := "# Boats\n\nOne two *three* [four](https://n.example/) five six seven eight nine.\n\n- ten\n- eleven\n\n> twelve\n\n" +
		"![Boats](https://n.example/a.png)\n\n*In the harbour*\n\nthirteen\n\n| a | b |\n| - | - |\n| 1 | 2 |\n"
	wide, slim := setMarkdown(in, wish{width: 80, theme: newTheme(true)}), setMarkdown(in, wish{width: 20, theme: newTheme(true)})
	if wide.chars != slim.chars || wide.chars == 0 {
		t.Errorf("%d characters at 80 columns, %d at 20", wide.chars, slim.chars)
	}
	for _, words := range []string{"Boats", "ten", "eleven", "twelve", "thirteen", "▨ Boats"} {
		if a, b := placeOf(wide, words), placeOf(slim, words); a != b || a < 0 {
			t.Errorf("%q is at %d and at %d", words, a, b)
		}
	}
}

func placeOf(s setText, words string) int {
	for i, l := range s.lines {
		if strings.Contains(ansi.Strip(l), words) {
			return s.at[i]
		}
	}
	return -1
}

// The beginning of a text that is set alone is the beginning of the whole, a screen beyond where one reads on.
func TestPartsBeginAlike(t *testing.T) {
	in := strings.Repeat("One two three four five six seven eight nine ten eleven twelve.\n\n- a\n- b\n\n> quoted\n\n", 300)
	w := wish{width: 60, theme: newTheme(true)}
	whole := setMarkdown(in, w)
	w.lines, w.at = 100, 4000
	part := setMarkdown(in, w)
	from := slices.IndexFunc(part.at, func(at int) bool { return at >= 4000 })
	if !part.partial || whole.partial || from < 0 || len(part.lines) < from+100 || len(part.lines)*4 > len(whole.lines)*3 {
		t.Fatalf("%d lines of %d, from line %d on", len(part.lines), len(whole.lines), from)
	}
	for i, l := range part.lines {
		if l != whole.lines[i] || part.at[i] != whole.at[i] {
			t.Fatalf("line %d is %q and %q", i, l, whole.lines[i])
		}
	}
}

// A text beyond what is set at once goes on.
func TestMore(t *testing.T) {
	in := strings.Repeat("Boats came home.\n\n", maxBlocks*2)
	w := wish{width: 60, theme: newTheme(true)}
	first := setMarkdown(in, w)
	w.parts = 2
	both := setMarkdown(in, w)
	if !first.more || both.more || len(both.lines) < 2*len(first.lines)-2 {
		t.Errorf("%d lines (more: %v), then %d (%v)", len(first.lines), first.more, len(both.lines), both.more)
	}
}

// Code that is too long goes on behind a sign, as far in as it began, and keeps every character.
func TestFoldCode(t *testing.T) {
	st := newTextStyles(newTheme(true))
	for _, c := range []struct{ what, in, want string }{
		{"it fits", "  a := 1", "  a := 1"},
		{"at a space near the end", "  total += value // what it is", "  total += value \n  ↪ // what it is"},
		{"without spaces", "  abcdefghijklmnopqrstuvwxyz", "  abcdefghijklmnop\n  ↪ qrstuvwxyz"},
		{"wide characters", "// 東京東京東京東京", "// 東京東京東京東\n↪ 京"},
	} {
		var got []string
		for _, l := range colourCode(c.in, "go", st) {
			for _, part := range foldCode(l, 18, st) {
				got = append(got, ansi.Strip(part))
			}
		}
		if s := strings.Join(got, "\n"); s != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.what, s, c.want)
		}
	}
	long := strings.Repeat("x", 5000)
	if got := strings.Join(foldCode(codeLine{long, long}, 50, st), ""); strings.Count(ansi.Strip(got), "x") != 5000 {
		t.Error("characters were lost")
	}
}

func TestATextThatCannotBeSetIsShownAsItStands(t *testing.T) {
	w := wish{width: 20, theme: newTheme(true)}
	w.pictures.how, w.pictures.photos = halfBlocks, map[string]*image.RGBA{"https://paper.example/a.png": {Rect: image.Rect(0, 0, 40, 40)}} // without its pixels
	source := "One *word* and another one\n\n![x](https://paper.example/a.png)\n\nThe end\x1b[2J."
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the picture without pixels has stopped nothing")
			}
		}()
		setParts(source, w)
	}()
	set := setMarkdown(source, w)
	text := strings.Join(set.lines, "\n")
	for _, want := range []string{"One *word* and\nanother one", "The end"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if strings.Contains(text, "\x1b") || len(set.at) != len(set.lines) {
		t.Errorf("%d places of %d lines: %q", len(set.at), len(set.lines), text)
	}
	for _, l := range set.lines {
		if ansi.StringWidth(l) > w.width {
			t.Errorf("%q is wider than %d", l, w.width)
		}
	}
}

func TestSentence(t *testing.T) {
	for s, want := range map[string]string{
		"": ".", "it is kept": "It is kept.", "bookmarked: A · 2 reports": "Bookmarked: A, 2 reports.", "going on …": "Going on …",
		`"newr:2d" · unknown field newr: · did you mean newer:?`: `"newr:2d", unknown field newr, did you mean newer:?`,
		"news.example: no such host":                             "news.example: no such host.",
	} {
		if got := sentence(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
