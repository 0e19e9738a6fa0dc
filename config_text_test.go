package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"dateline/store"
	"dateline/ui"
)

func TestPipes(t *testing.T) {
	for _, c := range []struct {
		name, text, wrong string
		want              []ui.Pipe
	}{
		{"one", `pipe = ["wc", "-w"]`, "", []ui.Pipe{{Name: "wc", Command: []string{"wc", "-w"}}}},
		{"a string is cut at its spaces", `pipe = "/usr/bin/wc -w"`, "", []ui.Pipe{{Name: "wc", Command: []string{"/usr/bin/wc", "-w"}}}},
		{
			"several", "[[pipes]]\nname = \"words\"\ncommand = [\"wc\", \"-w\"]\n[[pipes]]\ncommand = [\"less\"]\nterminal = true\n", "",
			[]ui.Pipe{{Name: "words", Command: []string{"wc", "-w"}}, {Name: "less", Command: []string{"less"}, Terminal: true}},
		},
		{"no command", "[[pipes]]\nname = \"x\"\n", `c:1: pipes.command is missing: the program and its arguments, ["wc", "-w"]`, nil},
		{"an empty one", "[[pipes]]\ncommand = []\n", "c:1: pipes.command is empty", nil},
		{"twice", "[[pipes]]\ncommand = [\"wc\"]\n[[pipes]]\ncommand = [\"wc\"]\n", `c:3: pipes.name: there is a command "wc" already in line 1`, nil},
		{"a word too many", "[[pipes]]\ncommand = [\"wc\"]\nshell = true\n", `c:3: unknown key "pipes.shell"`, nil},
	} {
		got, err := parseConfig(Config{}, "c", []byte(c.text))
		if c.wrong != "" {
			if err == nil || err.Error() != c.wrong {
				t.Errorf("%s: %v, want %s", c.name, err, c.wrong)
			}
			continue
		}
		if err != nil || !reflect.DeepEqual(got.Pipes, c.want) {
			t.Errorf("%s: %v, %+v", c.name, err, got.Pipes)
		}
	}
}

func TestKeeper(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new", "place")
	export := keeper(folder)
	b := store.Body{Story: store.Story{ID: 7, Title: "../Storm: \x1b[31mports / “closed”", Published: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}, Content: "<p>Wind.</p>"}
	path, err := export(b)
	if err != nil || path != filepath.Join(folder, "2026-11-23-storm-31mports-closed-7.md") {
		t.Fatalf("%q, %v", path, err)
	}
	if again, err := export(b); err != nil || again != path {
		t.Errorf("the same again: %q, %v", again, err)
	}
	b.Content = "<p>More wind.</p>"
	other, err := export(b)
	if err != nil || other != strings.Replace(path, ".md", " (2).md", 1) {
		t.Errorf("another text: %q, %v", other, err)
	}
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), "Wind.") || strings.Contains(string(text), "\x1b") {
		t.Errorf("%q, %v", text, err)
	}
	b.Story.Title = "…"
	if path, err := export(b); err != nil || filepath.Base(path) != "2026-11-23-7.md" {
		t.Errorf("no words: %q, %v", path, err)
	}
}
