package ui

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

func TestContrastOfBlackAndWhite(t *testing.T) {
	if got := contrast(lipgloss.Color("#000000"), lipgloss.Color("#ffffff")); math.Abs(got-21) > .01 {
		t.Errorf("contrast = %v, want 21", got)
	}
}

// words are the colours in which a theme writes.
func (c Colors) words() []string {
	return append([]string{
		c.Text, c.Faint, c.Heading, c.Accent, c.Unread, c.Saved, c.Followed, c.New, c.Link, c.Quote, c.Code, c.Warning, c.Added, c.Removed,
	}, c.Topics...)
}

// Every word in every theme can be read on its background and on the chosen row, in 16 million colours and in 256.
func TestContrast(t *testing.T) {
	themes := Themes()
	if len(themes) < 9 {
		t.Errorf("%d themes", len(themes))
	}
	for _, th := range themes {
		if th.Name == "terminal" {
			continue
		}
		for _, side := range []string{"dark", "light"} {
			c := pick(side == "dark", th.Dark, th.Light)
			least := pick(th.Name == "contrast", 7.0, readable)
			if len(c.Topics) != 8 {
				t.Errorf("%s %s has colours for %d topics", th.Name, side, len(c.Topics))
			}
			for _, name := range ColorNames() {
				if p := c.Named(name); name != "topics" && name != "bar" && name != "border" && (*p == "" || !IsColor(*p)) {
					t.Errorf("%s %s: %s is %q", th.Name, side, name, *p)
				}
			}
			for _, w := range c.words() {
				for _, behind := range []string{c.Background, c.Selected} {
					if got := contrast(lipgloss.Color(w), lipgloss.Color(behind)); got < least {
						t.Errorf("%s %s: %s on %s has a contrast of %.2f", th.Name, side, w, behind, got)
					}
				}
			}
			if got := contrast(lipgloss.Color(c.Rule), lipgloss.Color(c.Background)); got < 1.4 {
				t.Errorf("%s %s: lines have a contrast of %.2f", th.Name, side, got)
			}
			for _, profile := range []colorprofile.Profile{colorprofile.ANSI256, colorprofile.TrueColor} {
				made := makeTheme(th, side, backdrop{told: true, dark: side == "dark", profile: profile})
				for _, w := range made.p.words() {
					for _, behind := range []string{made.p.Background, made.p.Selected} {
						if got := contrast(lipgloss.Color(w), lipgloss.Color(behind)); got < readable {
							t.Errorf("%s %s in %v: %s on %s has a contrast of %.2f", th.Name, side, profile, w, behind, got)
						}
					}
				}
				for _, s := range []pen{made.hit, made.hitNow} {
					if got := contrast(s.GetForeground(), s.GetBackground()); got < readable {
						t.Errorf("%s %s in %v: what was found has a contrast of %.2f", th.Name, side, profile, got)
					}
				}
			}
		}
	}
}

// The sixteen colours are used where terminals show them well: checked with those of xterm.
func TestContrastOfSixteenColours(t *testing.T) {
	xterm := []string{
		"#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
		"#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff",
	}
	for _, side := range []string{"dark", "light"} {
		made := makeTheme(defaultTheme(), side, backdrop{told: true, dark: side == "dark", profile: colorprofile.ANSI})
		if made.paint != "" {
			t.Errorf("%s: the background is painted %q", side, made.paint)
		}
		for _, w := range made.p.words() {
			if w == "" {
				continue
			}
			n, err := strconv.Atoi(w)
			if err != nil || n > 15 {
				t.Fatalf("%s: %q is none of the sixteen", side, w)
			}
			if got := contrast(lipgloss.Color(xterm[n]), lipgloss.Color(pick(side == "dark", "#000000", "#ffffff"))); got < readable {
				t.Errorf("%s: colour %s has a contrast of %.2f", side, w, got)
			}
		}
	}
}

// Whatever background a terminal has, the default theme can be read on it.
func TestTheDefaultThemeFollowsTheBackground(t *testing.T) {
	for _, c := range []struct {
		background string
		dark       bool
	}{{"#002b36", true}, {"#fdf6e3", false}, {"#3f3f3f", true}, {"#c8c8c8", false}, {"#000000", true}, {"#4a4a6a", true}} {
		made := makeTheme(defaultTheme(), "", backdrop{told: true, dark: c.dark, background: c.background, profile: colorprofile.TrueColor})
		if made.paint != "" || made.dark != c.dark {
			t.Errorf("on %s: paint %q, dark %v", c.background, made.paint, made.dark)
		}
		for _, w := range made.p.words() {
			for _, behind := range []string{c.background, made.p.Selected} {
				if got := contrast(lipgloss.Color(w), lipgloss.Color(behind)); got < readable {
					t.Errorf("on %s: %s on %s has a contrast of %.2f", c.background, w, behind, got)
				}
			}
		}
	}
}

func TestThemesByName(t *testing.T) {
	own := []Theme{{Name: "mine"}}
	for words, want := range map[string]bool{
		"auto": true, "dark": true, "light": true, "fjord": true, "fjord dark": true, "ember light": true, "mine": true, "terminal": true,
		"": false, "fjrod": false, "dark fjord": false, "fjord fjord": false, "fjord dark light": false, "dark light": false, "fjord auto": false,
	} {
		if got := KnownTheme(words, own); got != want {
			t.Errorf("KnownTheme(%q) = %v", words, got)
		}
	}
}

func TestTheTerminalsBackgroundIsFollowed(t *testing.T) {
	inSession(t, 100, 30, func(o *Options) { o.Theme = "auto" }, func(t *testing.T, s *session) {
		s.Send(tea.BackgroundColorMsg{Color: lipgloss.Color("#fdf6e3")})
		if v := s.View(); v.BackgroundColor != nil || !strings.Contains(v.Content, "\x1b[1;38;2;0;0;0m") {
			t.Errorf("a light terminal: background %v\n%q", v.BackgroundColor, v.Content[:300])
		}
	})
	inSession(t, 100, 30, func(o *Options) { o.Theme = "fjord" }, func(t *testing.T, s *session) {
		if s.View().BackgroundColor != nil {
			t.Error("a background is painted before the terminal has told its own")
		}
		s.Send(tea.BackgroundColorMsg{Color: lipgloss.Color("#ffffff")})
		if got := hexOf(s.View().BackgroundColor); got != themeNamed(t, "fjord").Light.Background {
			t.Errorf("background %s", got)
		}
		s.Send(tea.ColorProfileMsg{Profile: colorprofile.ANSI})
		if s.View().BackgroundColor != nil {
			t.Error("a background is painted in sixteen colours")
		}
	})
}

func themeNamed(t *testing.T, name string) Theme {
	t.Helper()
	th, ok := findTheme(name, nil)
	if !ok {
		t.Fatalf("no theme %s", name)
	}
	return th
}

func TestThemesAreShownAsOneMovesThroughThem(t *testing.T) {
	own := Theme{Name: "mine", Dark: defaultTheme().Dark, Light: defaultTheme().Light}
	own.Dark.Heading = "#ff88ff"
	inSession(t, 120, 40, func(o *Options) { o.Theme, o.Themes = "dark", []Theme{own} }, func(t *testing.T, s *session) {
		s.Keys("enter")
		s.Wait(time.Second)
		before := s.View().Content
		s.Keys(":")
		s.Type("theme mine")
		pink := "38;2;255;136;255m"
		if n := strings.Count(s.View().Content, pink); n < 3 {
			t.Errorf("the theme is not shown: %d", n)
		}
		s.Keys("esc")
		if s.View().Content != before {
			t.Error("esc did not bring the theme back")
		}
		s.Keys(":")
		s.Type("theme mine")
		s.Keys("enter")
		s.Has(`Theme mine · theme = "mine" in the config keeps it`)
		if n := strings.Count(s.View().Content, pink); n < 3 {
			t.Errorf("the theme is not kept: %d", n)
		}
	})
}

// A theme that is chosen stands in the configuration; undo takes it off again.
func TestAThemeIsKept(t *testing.T) {
	inFeedRoom(t, 100, 30, func(t *testing.T, s *session, d *testDesk) {
		s.Keys("esc", ":")
		s.Type("theme fjord dark")
		s.Keys("enter")
		s.Has("Theme: fjord dark · u undo")
		if d.opt.Theme != "fjord dark" {
			t.Errorf("kept is %q", d.opt.Theme)
		}
		d.opt.Theme = "ember dark" // as somebody's editor, or undo, would have it
		s.Send(s.m.world.setup(d)())
		if got, want := hexOf(s.View().BackgroundColor), themeNamed(t, "ember").Dark.Background; got != want {
			t.Errorf("the background is %s, not %s", got, want)
		}
	})
}

// The colour of lines is too weak for words: nothing that is to be read has it.
func TestNoWordsInTheColourOfLines(t *testing.T) {
	r, g, b, _ := lipgloss.Color(themeNamed(t, "ember").Light.Rule).RGBA()
	line := regexp.MustCompile(fmt.Sprintf(`\x1b\[(?:[\d;]*;)?38;2;%d;%d;%d(?:;[\d;]*)?m([^\x1b]*)`, r>>8, g>>8, b>>8))
	inSession(t, 120, 40, func(o *Options) { o.Theme = "ember light" }, func(t *testing.T, s *session) {
		for _, keys := range []string{"j", "c", "E", "F", "X", "d", "t", ":", "x", "?", "w", "enter"} {
			s.Keys(keys)
			s.Wait(time.Second)
			found := line.FindAllStringSubmatch(s.View().Content, -1)
			for _, m := range found {
				if strings.ContainsFunc(m[1], unicode.IsLetter) {
					t.Errorf("after %s: %q", keys, m[1])
				}
			}
			if len(found) == 0 {
				t.Errorf("after %s there are no lines", keys)
			}
			if keys != "j" {
				s.Keys("esc")
			}
		}
	})
}
