package ui

import (
	"image/color"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// backdrop is what a terminal says of itself: whether it is dark, its background where that is known ("#rrggbb"), and its colours.
type backdrop struct {
	told       bool // it has said so; else this is a guess
	dark       bool
	background string
	profile    colorprofile.Profile
}

// theme holds every style of the program, named by what it means. It never changes once it is made.
type theme struct {
	name  string
	dark  bool
	paint string // what the terminal's background is to become; "": it stays
	p     Colors

	text, faint, rule, title, source   pen
	masthead, tab, tabOn, chip         pen
	unread, saved, read                pen
	followed, fresh                    pen // marks: followed, new since the last visit
	key, warning, match, bar, boxTitle pen
	link, quote, code                  pen // in a text
	added, removed                     pen // what changed; they are underlined and crossed out too
	hit, hitNow                        pen // words that were looked for, and those one is at
	selectedBackground, boxBorder      color.Color
	topics                             []pen
}

// newTheme is the default theme as it is before the terminal has said anything.
func newTheme(dark bool) theme {
	return makeTheme(defaultTheme(), "", backdrop{dark: dark, profile: colorprofile.TrueColor})
}

// makeTheme fits a theme to a terminal. side holds it to "dark" or "light", else it follows the terminal. Its words are made readable on
// the background that there is.
func makeTheme(from Theme, side string, s backdrop) theme {
	dark := s.dark
	if side != "" {
		dark = side == "dark"
	}
	if s.profile <= colorprofile.ANSI {
		from = terminalTheme()
	}
	c := pick(dark, from.Dark, from.Light)
	own := from.Name != defaultTheme().Name // a theme that was chosen brings its background
	paint := ""
	if c.Background != "" && (own && (s.told || side != "") || s.told && dark != s.dark) {
		paint = c.Background
	}
	return newStyles(from.Name, dark, paint, fitted(c, dark, paint, s))
}

// fitted are colours that can be read on a terminal. The default theme's chosen row is made of the terminal's background.
func fitted(c Colors, dark bool, paint string, s backdrop) Colors {
	if paint == "" && s.background != "" && c.Background != "" {
		c.Background = s.background
		c.Selected = blended(s.background, c.Text, .09)
	}
	c.Selected = inProfile(c.Selected, s.profile)
	c.Found = inProfile(c.Found, s.profile)
	for _, words := range []*string{
		&c.Text, &c.Faint, &c.Heading, &c.Accent, &c.Unread, &c.Saved, &c.Followed, &c.New, &c.Link, &c.Quote, &c.Code, &c.Warning,
		&c.Added, &c.Removed,
	} {
		*words = madeReadable(*words, dark, s.profile, c.Background, c.Selected)
	}
	topics := make([]string, len(c.Topics))
	for i, t := range c.Topics {
		topics[i] = madeReadable(t, dark, s.profile, c.Background, c.Selected)
	}
	c.Topics = topics
	c.Bar = pick(c.Bar == "", c.Accent, c.Bar)
	c.Border = pick(c.Border == "", c.Rule, c.Border)
	return c
}

func newStyles(name string, dark bool, paint string, p Colors) theme {
	fg := func(c string) lipgloss.Style {
		if c == "" {
			return lipgloss.NewStyle()
		}
		return lipgloss.NewStyle().Foreground(lipgloss.Color(c))
	}
	on := func(c string) lipgloss.Style {
		return lipgloss.NewStyle().Background(lipgloss.Color(c)).Foreground(inkOn(c))
	}
	plain := func(c string) pen { return newPen(fg(c)) }
	bold := func(c string) pen { return newPen(fg(c).Bold(true)) }
	lined := func(c string) pen { return newPen(fg(c).Underline(true)) }
	t := theme{
		name: name, dark: dark, paint: paint, p: p,
		text: plain(p.Text), faint: plain(p.Faint), rule: plain(p.Rule), title: bold(p.Heading), source: plain(p.Faint),
		masthead: bold(p.Accent), tab: plain(p.Faint), tabOn: newPen(fg(p.Heading).Bold(true).Underline(true)), chip: plain(p.Accent),
		unread: plain(p.Unread), saved: plain(p.Saved), read: plain(p.Faint), followed: plain(p.Followed), fresh: plain(p.New),
		key: plain(p.Accent), warning: plain(p.Warning), match: bold(p.Unread), bar: bold(p.Bar),
		link: lined(p.Link), quote: plain(p.Quote), code: plain(p.Code),
		added: lined(p.Added), removed: newPen(fg(p.Removed).Strikethrough(true)),
		hit: newPen(on(p.Found)), hitNow: newPen(on(p.Accent).Bold(true)),
		boxTitle:           bold(p.Heading),
		selectedBackground: lipgloss.Color(p.Selected), boxBorder: lipgloss.Color(p.Border),
	}
	for _, c := range p.Topics {
		t.topics = append(t.topics, plain(c))
	}
	return t
}

// inkOn is black or white, whichever can be read better on a colour.
func inkOn(c string) color.Color {
	black, white := lipgloss.Color("#000000"), lipgloss.Color("#ffffff")
	if !isHex(c) && len(c) < 3 { // of the terminal's own sixteen
		black, white = lipgloss.Color("0"), lipgloss.Color("15")
	}
	return pick(contrast(black, lipgloss.Color(c)) >= contrast(white, lipgloss.Color(c)), black, white)
}

// topic is the style of the n-th topic of the config.
func (t theme) topic(n int) pen {
	if n < 0 || len(t.topics) == 0 {
		return t.faint
	}
	return t.topics[n%len(t.topics)]
}

// dress puts on a theme by its name and side, as they stand in the config.
func (m *Model) dress(words string) tea.Cmd {
	name, side := splitTheme(words)
	from, ok := findTheme(name, m.opt.Themes)
	if !ok {
		from = defaultTheme()
	}
	t := makeTheme(from, side, m.backdrop)
	m.wearing, m.theme, m.look = words, t, &t
	for _, in := range m.inputs() {
		dressInput(in, t)
	}
	return m.reset()
}

// background is what the terminal's background is to become; nil: it stays.
func (t theme) background() color.Color {
	if t.paint == "" {
		return nil
	}
	return lipgloss.Color(t.paint)
}

// theme is what a page is to be set in.
func (p page) theme() theme {
	if p.look == nil {
		return newTheme(true)
	}
	return *p.look
}
