package ui

import (
	"image/color"

	"charm.land/glamour/v2/ansi"
	"charm.land/lipgloss/v2"
)

// palette is a theme as data: its colours by what they are for.
type palette struct {
	text, faint, faintest          string // running text, what goes with it, lines and rules
	accent, unread, saved          string
	heading, link, quote, code     string
	warning, selected, selectedBar string
	topics                         []string // one after the other for the topics of the config
}

// The colours keep a contrast of at least 4.5:1 for words against a usual black or white background; a test computes it.
var (
	darkPalette = palette{
		text: "#d7dae0", faint: "#9aa2b1", faintest: "#5b6472",
		accent: "#8fb8ff", unread: "#ffb454", saved: "#f2cc60",
		heading: "#ffffff", link: "#7fb4ff", quote: "#b4bccb", code: "#e6b673",
		warning: "#ff8f80", selected: "#262c37", selectedBar: "#8fb8ff",
		topics: []string{"#7fd1b9", "#e0a3d8", "#f0b37e", "#9ecbff", "#b8d977", "#f29ca3", "#c5b3f5", "#e6cf7a"},
	}
	lightPalette = palette{
		text: "#22262e", faint: "#5a6270", faintest: "#a9b0bb",
		accent: "#1a56b8", unread: "#a84a00", saved: "#806000",
		heading: "#000000", link: "#1a56b8", quote: "#48505e", code: "#8a4a00",
		warning: "#b3261e", selected: "#e4eaf4", selectedBar: "#1a56b8",
		topics: []string{"#00695c", "#8e2a82", "#9a4d00", "#0b5cad", "#4d6b00", "#b3263a", "#5b3fb5", "#755b00"},
	}
)

// theme holds every style of the program, named by what it means.
type theme struct {
	dark bool
	p    palette

	text, faint, rule, title, source   lipgloss.Style
	masthead, tab, tabOn, chip         lipgloss.Style
	unread, saved, read                lipgloss.Style
	key, warning, match, bar, boxTitle lipgloss.Style
	selectedBackground, boxBorder      color.Color
	topics                             []lipgloss.Style
}

func newTheme(dark bool) theme {
	p := lightPalette
	if dark {
		p = darkPalette
	}
	fg := func(c string) lipgloss.Style { return lipgloss.NewStyle().Foreground(lipgloss.Color(c)) }
	t := theme{
		dark: dark, p: p,
		text: fg(p.text), faint: fg(p.faint), rule: fg(p.faintest),
		title: fg(p.heading).Bold(true), source: fg(p.faint),
		masthead: fg(p.accent).Bold(true), tab: fg(p.faint), tabOn: fg(p.heading).Bold(true).Underline(true),
		chip:   fg(p.accent),
		unread: fg(p.unread), saved: fg(p.saved), read: fg(p.faint),
		key: fg(p.accent), warning: fg(p.warning), match: fg(p.unread).Bold(true), bar: fg(p.selectedBar).Bold(true),
		boxTitle:           fg(p.heading).Bold(true),
		selectedBackground: lipgloss.Color(p.selected), boxBorder: lipgloss.Color(p.faintest),
	}
	for _, c := range p.topics {
		t.topics = append(t.topics, fg(c))
	}
	return t
}

// topic is the style of the n-th topic of the config.
func (t theme) topic(n int) lipgloss.Style {
	if n < 0 {
		return t.faint
	}
	return t.topics[n%len(t.topics)]
}

// markdown is the theme for Glamour.
func (t theme) markdown() ansi.StyleConfig {
	yes, zero, two := true, uint(0), uint(2)
	str := func(s string) *string { return &s }
	prim := func(c string) ansi.StylePrimitive { return ansi.StylePrimitive{Color: str(c)} }
	heading := func(bold bool) ansi.StyleBlock {
		return ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{Color: str(t.p.heading), Bold: &bold, BlockSuffix: "\n"}}
	}
	code := ansi.StyleBlock{StylePrimitive: prim(t.p.code)}
	return ansi.StyleConfig{
		Document: ansi.StyleBlock{StylePrimitive: prim(t.p.text), Margin: &zero},
		Heading:  heading(true),
		H1:       heading(true), H2: heading(true), H3: heading(true), H4: heading(true), H5: heading(true), H6: heading(true),
		Strikethrough:  ansi.StylePrimitive{CrossedOut: &yes},
		Emph:           ansi.StylePrimitive{Italic: &yes},
		Strong:         ansi.StylePrimitive{Bold: &yes},
		HorizontalRule: ansi.StylePrimitive{Color: str(t.p.faintest), Format: "\n────────\n"},
		LinkText:       ansi.StylePrimitive{Color: str(t.p.link), Underline: &yes},
		ImageText:      ansi.StylePrimitive{Color: str(t.p.faint), Format: "▨ {{.text}}"},
		Code:           code,
		CodeBlock:      ansi.StyleCodeBlock{StyleBlock: ansi.StyleBlock{StylePrimitive: prim(t.p.code), Margin: &two}},
		Table:          ansi.StyleTable{CenterSeparator: str("┼"), ColumnSeparator: str("│"), RowSeparator: str("─")},
		DefinitionTerm: ansi.StylePrimitive{Bold: &yes},
		DefinitionDescription: ansi.StylePrimitive{
			BlockPrefix: "\n  ",
		},
	}
}
