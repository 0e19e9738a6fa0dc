package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dateline/internal/safe"
	"dateline/ui"
)

// themesFolder stands beside the configuration; every NAME.toml in it is a theme:
//
//	base = "fjord"            # what the file does not say; without it the default theme
//	[dark]
//	accent = "#8ec6e7"
//	[light]
//	accent = "#306684"
const themesFolder = "themes"

// loadThemes reads the reader's own themes beside the configuration at path; path "" is the usual place. No folder is no themes.
func loadThemes(path string) ([]ui.Theme, error) {
	if path == "" {
		path = configPath()
	}
	folder := filepath.Join(filepath.Dir(path), themesFolder)
	files, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("open themes %s: %w", folder, plainCause(err))
	}
	var all []ui.Theme
	var wrong configError
	for _, f := range files {
		name, isTheme := strings.CutSuffix(f.Name(), ".toml")
		if f.IsDir() || !isTheme {
			continue
		}
		file := filepath.Join(folder, f.Name())
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("open theme %s: %w", file, plainCause(err))
		}
		t, err := parseTheme(file, name, text)
		var problems configError
		if errors.As(err, &problems) {
			wrong = append(wrong, problems...)
		}
		all = append(all, t)
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	return all, nil
}

// parseTheme reads a theme; file is its name in messages. Its error is a configError.
func parseTheme(file, name string, text []byte) (ui.Theme, error) {
	doc, err := readTOML(text)
	if err != nil {
		return ui.Theme{}, configError{fmt.Sprintf("%s:%s", file, err)}
	}
	p := configParser{file: file}
	if safe.Line(name) != name || strings.ContainsAny(name, " \t") || slices.Contains([]string{"auto", "dark", "light"}, name) {
		p.wrong(1, "%s is no name for a theme: one word, and none of auto, dark, light", quoted(name))
	}
	t := ui.Themes()[0]
	for _, v := range doc.top {
		if v.key != "base" {
			p.unknown(v.line, "key", "", v.key, "base", "dark", "light")
			continue
		}
		if base, ok := p.text(v); ok {
			t = p.base(v, base)
		}
	}
	t.Name = name
	for side, tables := range doc.tables {
		switch side {
		case "dark":
			p.colours(&t.Dark, tables)
		case "light":
			p.colours(&t.Light, tables)
		default:
			p.unknown(tables[0].line, "table", "", side, "dark", "light")
		}
	}
	if len(p.problems) > 0 {
		return ui.Theme{}, p.sorted()
	}
	return t, nil
}

// base is the built-in theme that another begins with.
func (p *configParser) base(v value, name string) ui.Theme {
	for _, t := range ui.Themes() {
		if t.Name == name {
			return t
		}
	}
	p.wrong(v.line, "base: %s", noTheme(name, themeNames()))
	return ui.Theme{}
}

// noTheme says that there is no theme of a name, and which one may be meant.
func noTheme(name string, names []string) string {
	if near := nearest(name, names); near != "" {
		return fmt.Sprintf("%s is no theme · did you mean %q?", quoted(name), near)
	}
	return quoted(name) + " is no theme · dateline themes lists them"
}

// colours reads one side of a theme.
func (p *configParser) colours(c *ui.Colors, tables []table) {
	for _, t := range tables {
		for _, v := range t.values {
			switch to := c.Named(v.key); {
			case v.key == "topics":
				c.Topics = nil
				for _, e := range p.list(v) {
					var one string
					p.colour(&one, e)
					c.Topics = append(c.Topics, one)
				}
			case to == nil:
				p.unknown(v.line, "colour", v.table, v.key, ui.ColorNames()...)
			default:
				p.colour(to, v)
			}
		}
	}
}

func (p *configParser) colour(to *string, v value) {
	s, ok := p.text(v)
	switch {
	case !ok:
	case !ui.IsColor(s):
		p.wrong(v.line, `%s: %s is no colour · write "#rrggbb", "0" to "255", or "" for the terminal's own`, v.path(), quoted(s))
	default:
		*to = s
	}
}

// theme takes the name of a theme, a side, or both.
func (p *configParser) theme(v value) {
	s, ok := p.text(v)
	if !ok {
		return
	}
	if ui.KnownTheme(s, p.Themes) {
		p.Theme = s
		return
	}
	names := append([]string{"auto", "dark", "light"}, themeNames()...)
	for _, t := range p.Themes {
		names = append(names, t.Name)
	}
	p.wrong(v.line, "theme: %s", noTheme(s, names))
}

func themeNames() []string {
	var names []string
	for _, t := range ui.Themes() {
		names = append(names, t.Name)
	}
	return names
}

func themesCommand() command {
	return command{
		name: "themes", args: "[NAME]", short: "the themes; one as a file to start from",
		long: `
Lists the themes, your own with a star. With a name it prints that theme as a
file: saved as themes/MINE.toml beside the config and changed, it is one of your
own, and theme = "MINE" in the config puts it on.`,
		run: (*program).themes,
	}
}

func (p *program) themes(_ context.Context, args []string) error {
	words, err := p.parse(p.flags("themes"), args)
	if err != nil {
		return err
	}
	own, err := loadThemes(p.config)
	if err != nil {
		return err
	}
	switch len(words) {
	case 0:
		var list strings.Builder
		for _, t := range own {
			list.WriteString(t.Name + " *\n")
		}
		for _, name := range themeNames() {
			list.WriteString(name + "\n")
		}
		_, err := io.WriteString(p.out, list.String())
		return err
	case 1:
		return p.printTheme(words[0], own)
	}
	return usage("one theme at a time")
}

// printTheme prints a theme as the file that would make it.
func (p *program) printTheme(name string, own []ui.Theme) error {
	for _, t := range append(own, ui.Themes()...) {
		if t.Name != name {
			continue
		}
		var file strings.Builder
		fmt.Fprintf(&file, "# theme: %s\n", t.Name)
		for _, side := range []struct {
			name string
			c    ui.Colors
		}{{"dark", t.Dark}, {"light", t.Light}} {
			fmt.Fprintf(&file, "\n[%s]\n", side.name)
			for _, n := range ui.ColorNames() {
				if to := side.c.Named(n); to != nil {
					fmt.Fprintf(&file, "%-10s = %q\n", n, *to)
				}
			}
			fmt.Fprintf(&file, "%-10s = [\"%s\"]\n", "topics", strings.Join(side.c.Topics, `", "`))
		}
		_, err := io.WriteString(p.out, file.String())
		return err
	}
	return usage("%s", noTheme(name, themeNames()))
}
