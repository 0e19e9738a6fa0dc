package main

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"dateline/feeds/article"
)

// Every archive in testdata/sites is a bad file of rules and what is said about it.
func TestBadSites(t *testing.T) {
	files, err := filepath.Glob("testdata/sites/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			_, err := parseSites("sites.toml", a.Files[0].Data)
			var wrong configError
			if !errors.As(err, &wrong) {
				t.Fatalf("got %v, want a list of problems", err)
			}
			if got, want := strings.TrimSpace(wrong.Error()), strings.TrimSpace(string(a.Files[1].Data)); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// Rules stand beside the configuration, wherever that is; without a file there are none.
func TestLoadSites(t *testing.T) {
	dir := t.TempDir()
	config := filepath.Join(dir, "mine.toml")
	if sites, err := loadSites(config); err != nil || sites != nil {
		t.Errorf("no file: %v, %v", sites, err)
	}
	text := `[[sites]]
host = "https://WWW.Paper.example/"
hide = [{ heading = "From our shop" }, { class = ".house-ad" }]
keep = [{ text = "Corrections" }]
`
	for name, text := range map[string]string{"mine.toml": "width = 70\n", sitesFile: text} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want := article.Sites{{Host: "paper.example", Rules: article.Rules{
		Hide: []article.Rule{{Heading: "From our shop"}, {Class: ".house-ad"}},
		Keep: []article.Rule{{Text: "Corrections"}},
	}}}
	c, err := loadConfig(config)
	if err != nil || !reflect.DeepEqual(c.Sites, want) {
		t.Errorf("got %+v, %v", c.Sites, err)
	}
}
