package ui

import (
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestFindInLines(t *testing.T) {
	lines := []string{
		"\x1b[1mThe peace\x1b[m plan was a piece of work. Peace?", "• Málaga and the peace", "  plan of “Straße”", "▏ 和平協議在東京簽", "▏ 署了 Ĳ", "",
	}
	x := newFindIndex(lines)
	for _, c := range []struct {
		what, words string
		want        []hit
	}{
		{"nothing", "", nil},
		{"what is not there", "war", nil},
		{"large and small letters", "PEACE", []hit{{{0, 4, 9}}, {{0, 36, 41}}, {{1, 17, 22}}}},
		{"accents", "malaga", []hit{{{1, 2, 8}}}},
		{"an accent that is typed", "málaga", []hit{{{1, 2, 8}}}},
		{"over the end of a line, past an indent", "peace plan", []hit{{{0, 4, 14}}, {{1, 17, 22}, {2, 2, 6}}}},
		{"a letter that folds into two", "strasse", []hit{{{2, 11, 17}}}},
		{"a script without spaces, over the end of a line", "簽署", []hit{{{3, 16, 18}, {4, 2, 4}}}},
	} {
		got := x.find(c.words)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
			continue
		}
		for i := range got {
			if len(got[i]) != len(c.want[i]) || got[i][0] != c.want[i][0] || got[i][len(got[i])-1] != c.want[i][len(c.want[i])-1] {
				t.Errorf("%s: %v, want %v", c.what, got, c.want)
			}
		}
	}
}

// All hits are marked, and marking them changes no letter and no column.
func TestMarks(t *testing.T) {
	lines := strings.Split("one two one\ntwo one", "\n")
	f := &textFind{index: newFindIndex(lines)}
	f.search("one", 1)
	if f.count() != "3/3" {
		t.Errorf("from the second line on one is at %s", f.count())
	}
	f.step(1)
	if f.count() != "1/3" {
		t.Errorf("after the last comes %s", f.count())
	}
	th := newTheme(true)
	for i, n := range []int{2, 1} {
		marks := f.marks(i, th)
		if len(marks) != n {
			t.Errorf("line %d has %d marks", i, len(marks))
		}
		if got := lipgloss.StyleRanges(lines[i], marks...); ansi.Strip(got) != lines[i] || got == lines[i] {
			t.Errorf("line %d became %q", i, got)
		}
	}
}

func TestFindInText(t *testing.T) {
	inSession(t, 80, 24, nil, func(t *testing.T, s *session) {
		s.openModelCase()
		s.Keys("/")
		s.Type("lindqvist")
		s.Has("/lindqvist", "1/")
		s.Keys("enter")
		s.Has("1/", "“lindqvist”", "n next", "N previous")
		s.Keys("n")
		s.Has("2/")
		s.Keys("N")
		s.Has("1/")
		s.Keys("<", "n") // set anew
		s.Wait(0)
		s.Has("2/", "“lindqvist”")
		s.Keys("esc")
		s.Lacks("“lindqvist”")
		s.Keys("esc")
		s.Has("[Front page]")
		s.Keys("enter", "/")
		s.Type("zeppelin")
		s.Has("not in this text")
		s.Keys("esc")
		s.Has("0 %")
	})
}
