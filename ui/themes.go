package ui

import "strings"

// Theme is a pair of colours by name, one for a dark and one for a light background.
type Theme struct {
	Name        string
	Dark, Light Colors
}

// Colors are the colours of a theme by what they are for: "#rrggbb", a number of the terminal's own palette ("0" to "255"), or ""
// for the terminal's own. Bar and Border are like Accent and Rule when they are empty.
type Colors struct {
	Background            string // what the colours are made for; a theme chosen by name gives it to the terminal
	Text, Faint, Rule     string // running text, what goes with it, lines
	Heading, Accent       string // headlines; the name of the paper, filters, keys
	Unread, Saved         string // marks of a story
	Followed, New         string
	Link, Quote, Code     string // in a text
	Warning               string
	Added, Removed        string // what changed in a text
	Found                 string // behind words that were looked for
	Selected, Bar, Border string // behind the chosen row, the bar at its left, frames
	Topics                []string
}

// ColorNames are the names of the colours in a file of a theme; "topics" is a list of eight.
func ColorNames() []string {
	return []string{
		"background", "text", "faint", "rule", "heading", "accent", "unread", "saved", "followed", "new", "link", "quote", "code",
		"warning", "added", "removed", "found", "selected", "bar", "border", "topics",
	}
}

// Named is the colour of a name, to be read or changed; nil when there is none of that name, or for "topics".
func (c *Colors) Named(name string) *string {
	return map[string]*string{
		"background": &c.Background, "text": &c.Text, "faint": &c.Faint, "rule": &c.Rule, "heading": &c.Heading, "accent": &c.Accent,
		"unread": &c.Unread, "saved": &c.Saved, "followed": &c.Followed, "new": &c.New, "link": &c.Link, "quote": &c.Quote, "code": &c.Code,
		"warning": &c.Warning, "added": &c.Added, "removed": &c.Removed, "found": &c.Found, "selected": &c.Selected, "bar": &c.Bar,
		"border": &c.Border,
	}[name]
}

// Themes are the built-in themes, the default one first. Each call makes them anew.
func Themes() []Theme { return append([]Theme{defaultTheme(), terminalTheme()}, builtinThemes()...) }

func defaultTheme() Theme {
	return Theme{
		Name: "dateline",
		Dark: Colors{
			Background: "#1c1f26", Text: "#d7dae0", Faint: "#9aa2b1", Rule: "#5b6472", Heading: "#ffffff",
			Accent: "#8fb8ff", Unread: "#ffb454", Saved: "#f2cc60", Followed: "#7fd1d9", New: "#9ad67c",
			Link: "#7fb4ff", Quote: "#b4bccb", Code: "#e6b673", Warning: "#ff8f80", Added: "#9ad67c",
			Removed: "#ff9d94", Found: "#5c4c00", Selected: "#262c37",
			Topics: []string{"#7fd1b9", "#e0a3d8", "#f0b37e", "#9ecbff", "#b8d977", "#f29ca3", "#c5b3f5", "#e6cf7a"},
		},
		Light: Colors{
			Background: "#ffffff", Text: "#22262e", Faint: "#5a6270", Rule: "#a9b0bb", Heading: "#000000",
			Accent: "#1a56b8", Unread: "#a84a00", Saved: "#806000", Followed: "#00646e", New: "#2c6b18",
			Link: "#1a56b8", Quote: "#48505e", Code: "#8a4a00", Warning: "#b3261e", Added: "#2c6b18",
			Removed: "#a8322a", Found: "#ffe48a", Selected: "#e4eaf4",
			Topics: []string{"#00695c", "#8e2a82", "#9a4d00", "#0b5cad", "#4d6b00", "#b3263a", "#5b3fb5", "#755b00"},
		},
	}
}

// terminalTheme is made of the terminal's own sixteen colours, for terminals that have no more and for readers who have chosen
// theirs. It keeps to those that the usual palettes show well on their background.
func terminalTheme() Theme {
	return Theme{
		Name: "terminal",
		Dark: Colors{
			Faint: "7", Rule: "8", Heading: "15", Accent: "14", Unread: "11", Saved: "11", Followed: "14", New: "10", Link: "14",
			Code: "11", Warning: "9", Added: "10", Removed: "9", Found: "8", Topics: []string{"14", "13", "11", "10", "9"},
		},
		Light: Colors{
			Rule: "7", Accent: "4", Unread: "1", Saved: "4", Followed: "4", New: "4", Link: "4", Code: "1", Warning: "1", Added: "4",
			Removed: "1", Found: "11", Topics: []string{"4", "1"},
		},
	}
}

// splitTheme is the name and the side of what stands behind theme in the config: "auto", "dark", "light", "fjord", "fjord dark".
// An empty side follows the terminal.
func splitTheme(s string) (name, side string) {
	for _, w := range strings.Fields(s) {
		switch w {
		case "auto":
		case "dark", "light":
			side = w
		default:
			name = w
		}
	}
	return name, side
}

// KnownTheme reports that a theme of the config is one of those there are: a name, a side, or both.
func KnownTheme(s string, own []Theme) bool {
	words := strings.Fields(s)
	name, side := splitTheme(s)
	if len(words) == 0 || len(words) > 2 || len(words) == 2 && (name == "" || side == "" || words[1] != side) {
		return false
	}
	_, ok := findTheme(name, own)
	return ok
}

// findTheme is the theme of a name; "" is the default one. A reader's own goes before a built-in one.
func findTheme(name string, own []Theme) (Theme, bool) {
	if name == "" {
		return defaultTheme(), true
	}
	for _, t := range append(append([]Theme{}, own...), Themes()...) {
		if t.Name == name {
			return t, true
		}
	}
	return Theme{}, false
}
