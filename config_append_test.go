package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/topics"
	"dateline/store"
)

// What is added on the screen stands in the file as the reader would have written it, and nothing else there moves.
func TestConfigAppend(t *testing.T) {
	const mine = "# mine\nwidth = 66 # narrow\n\n[[views]]\nname = \"Day\" # the first\nquery = \"newer:1d\"\n\n[[topics]]\nname = \"Tea\"\nany = [\n  \"tea\", # the leaf\n]\n\n[[topics]]\nname = \"Sea\"\nany = [\"sea\"]\n"
	until := time.Date(2026, 12, 24, 18, 0, 0, 0, time.Local)
	rule := Rule{Query: `"tea house"`, Score: -5, Do: []string{"bookmark", "read"}}
	sea := topics.Topic{Name: "Sea", Any: []string{"sea", "ocean*"}, Not: []string{"sea \"change\""}}
	const path = "/c.toml"
	swap := func(old, now string) string { return strings.Replace(mine, old, now, 1) }
	for _, c := range []struct {
		name, text string
		edit       configEdit
		want       string
		err        string
	}{
		{"a view in an empty file", "", appendView(path, "Day", "newer:1d"), "[[views]]\nname = \"Day\"\nquery = \"newer:1d\"\n", ""},
		{
			"a view behind the others", mine, appendView(path, "Night", "is:unread -\"the \\ sea\""),
			swap("newer:1d\"\n", "newer:1d\"\n\n[[views]]\nname = \"Night\"\nquery = \"is:unread -\\\"the \\\\ sea\\\"\"\n"), "",
		},
		{"another query for a view", mine, appendView(path, "day", "newer:2d"), swap("name = \"Day\" # the first\nquery = \"newer:1d\"", "name = \"day\"\nquery = \"newer:2d\""), ""},
		{"a view no more", mine, dropView(path, "Day"), swap("[[views]]\nname = \"Day\" # the first\nquery = \"newer:1d\"\n\n", ""), ""},
		{"a view that is not there", mine, dropView(path, "Week"), "", "it is not in /c.toml"},
		{"a view that asks for nothing", mine, appendView(path, "Week", "newr:1d"), "", `views.query, character 1: "newr:1d" · unknown field newr: · did you mean newer:?`},
		{"a list of views", "views = [{name = \"Day\", query = \"a\"}]\n", appendView(path, "Week", "b"), "", "/c.toml is written in a way that only you can edit: nothing was changed"},
		{"a theme in an empty file", "", putTheme(path, "fjord"), "theme = \"fjord\"\n", ""},
		{"a theme above the comments", mine, putTheme(path, "fjord dark"), "theme = \"fjord dark\"\n\n" + mine, ""},
		{"a theme above other options", "width = 66\n", putTheme(path, "light"), "theme = \"light\"\nwidth = 66\n", ""},
		{"another theme", "# a\ntheme = 'dark' # by day too\n", putTheme(path, "fjord"), "# a\ntheme = \"fjord\" # by day too\n", ""},
		{"a theme in several lines", "theme = \"\"\"\ndark\"\"\"\n", putTheme(path, "fjord"), "", "/c.toml is written in a way that only you can edit: nothing was changed"},
		{"a theme that is none", mine, putTheme(path, "blub"), "", "theme: \"blub\" is no theme · dateline themes lists them"},
		{"a mute", "width = 66", appendMute(path, "title:quiz", time.Time{}), "width = 66\n\n[[mutes]]\nquery = \"title:quiz\"\n", ""},
		{
			"a mute with an end", "[[mutes]]\nquery = \"a\"\n# below\n", appendMute(path, "b", until),
			"[[mutes]]\nquery = \"a\"\n\n[[mutes]]\nquery = \"b\"\nuntil = \"2026-12-24 18:00\"\n\n# below\n", "",
		},
		{"a rule", "\n\n", appendRule(path, rule), "[[rules]]\nquery = \"\\\"tea house\\\"\"\nscore = -5\ndo = [\"bookmark\", \"read\"]\n\n\n", ""},
		{"a rule with Windows line ends", "width = 66\r\n", appendRule(path, Rule{Query: "a", Score: 1}), "width = 66\r\n\r\n[[rules]]\r\nquery = \"a\"\r\nscore = 1\r\n", ""},
		{"a topic", mine, appendTopic(path, topics.Topic{Name: "Air", Any: []string{"air"}}), mine + "\n[[topics]]\nname = \"Air\"\nany = [\"air\"]\n", ""},
		{"a topic changed", mine, appendTopic(path, sea), swap("any = [\"sea\"]", "any = [\"sea\", \"ocean*\"]\nnot = [\"sea \\\"change\\\"\"]"), ""},
		{"a topic no more", mine, dropTopic(path, "Tea"), swap("[[topics]]\nname = \"Tea\"\nany = [\n  \"tea\", # the leaf\n]\n\n", ""), ""},
		{"the last topic", "[[topics]]\nname = \"Tea\"\nany = [\"tea\"]\n", dropTopic(path, "Tea"), "", "the last topic stays: without one, the built-in topics would come back"},
		{"the last feed", "[[feeds]]\nurl = \"https://a.example/\"\n", removeFeed(path, "https://a.example/"), "", "the last feed stays: without one, the built-in feeds would come back"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := c.edit(c.text)
			if c.err != "" {
				if err == nil || err.Error() != c.err {
					t.Errorf("got %v, want %s", err, c.err)
				}
				return
			}
			if err != nil || got != c.want {
				t.Errorf("%v, got\n%s\nwant\n%s", err, got, c.want)
			}
		})
	}
}

// A change of what is built in makes all of it the reader's own, and changes nothing else.
func TestConfigAppendToDefaults(t *testing.T) {
	base, err := parseConfig(Config{}, "config.example.toml", defaultConfig)
	if err != nil {
		t.Fatal(err)
	}
	gone := base.Feeds[3].URL
	long := topics.Topic{Name: "Many words", Any: strings.Fields(strings.Repeat("word ", 30) + strings.Repeat("longerword ", 30))}
	text := ""
	for _, edit := range []configEdit{appendTopic("c", long), dropTopic("c", base.Topics[0].Name), removeFeed("c", gone)} {
		if text, err = edit(text); err != nil {
			t.Fatal(err)
		}
	}
	c, err := parseConfig(base, "c", []byte(text))
	if err != nil || len(c.Topics) != len(base.Topics) || len(c.Feeds) != len(base.Feeds)-1 ||
		slices.ContainsFunc(c.Feeds, func(s feeds.Source) bool { return s.URL == gone }) {
		t.Errorf("%d topics of %d, %d feeds of %d, %v", len(c.Topics), len(base.Topics), len(c.Feeds), len(base.Feeds), err)
	}
	if got := c.Topics[len(c.Topics)-1]; got.Name != long.Name || !slices.Equal(got.Any, long.Any) {
		t.Errorf("%+v", got)
	}
}

// A theme of the reader's own stands in the way of no edit.
func TestConfigWithAThemeOfOnesOwnIsEdited(t *testing.T) {
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, themesFolder), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, themesFolder, "mine.toml"), []byte("[dark]\nheading = \"#ff88ff\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "config.toml")
	p := program{now: time.Now}
	for _, edit := range []configEdit{putTheme(path, "mine"), appendView(path, "Day", "newer:1d")} {
		if err := p.rewrite(path, edit); err != nil {
			t.Fatal(err)
		}
	}
	c, err := loadOptions(path)
	if err != nil || c.Theme != "mine" || len(c.Views) != 1 {
		t.Errorf("%q, %v, %v", c.Theme, c.Views, err)
	}
}

// An act on the configuration is undone and redone as any other; what would not be understood is not written.
func TestConfigIsUndone(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "new", "c.toml")
	p := program{now: time.Now}
	db, err := store.Open(ctx, filepath.Join(t.TempDir(), "s.db"), store.Options{Rewrite: p.rewrite})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	text := func() string {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if a, err := db.ChangeFile(ctx, "view added", "Day", path, appendView(path, "Day", "newer:1d")); err != nil || a.Count != 1 {
		t.Fatal(a, err)
	}
	first := text()
	if err := os.WriteFile(path, []byte("width = 66\n\n"+first), 0o600); err != nil {
		t.Fatal(err)
	}
	if a, ok, err := db.Undo(ctx); err != nil || !ok || a.File != path || text() != "width = 66\n\n" {
		t.Fatal(a, ok, err, text())
	}
	if a, ok, err := db.Redo(ctx); err != nil || !ok || a.Title != "Day" || text() != "width = 66\n\n"+first {
		t.Fatal(a, ok, err, text())
	}
	before := text()
	_, err = db.ChangeFile(ctx, "k", "t", path, func(s string) (string, error) { return s + "wdith = 3\n", nil })
	if err == nil || !strings.Contains(err.Error(), `nothing was changed: `+path+`:6: unknown key "views.wdith"`) || text() != before {
		t.Error(err, text())
	}
	_, err = db.ChangeFile(ctx, "k", "t", path, func(s string) (string, error) {
		return s + "# x\n", errors.Join(os.WriteFile(path, []byte("width = 50\n"), 0o600))
	})
	if err == nil || !strings.Contains(err.Error(), "was changed by somebody else") || text() != "width = 50\n" {
		t.Error(err, text())
	}
	if sites := filepath.Join(filepath.Dir(path), sitesFile); true {
		_, err = db.ChangeFile(ctx, "rule of a site", "a.example", sites, func(string) (string, error) {
			return "[[sites]]\nhost = \"a.example\"\nhide = [{ class = \"ad\" }]\n", nil
		})
		if err != nil {
			t.Error(err)
		}
		if _, ok, err := db.Undo(ctx); !ok || err != nil {
			t.Error(ok, err)
		}
		if b, err := os.ReadFile(sites); err != nil || len(b) != 0 {
			t.Errorf("%q, %v", b, err)
		}
	}
}
