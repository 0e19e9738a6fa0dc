package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"dateline/feeds/article"
	"dateline/store"
)

func TestPipe(t *testing.T) {
	w := world{ctx: context.Background()}
	text := plainText(
		store.Story{Title: "Boats", Source: "Paper", URL: "https://paper.example/1", Published: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)},
		article.Article{Text: "One.\nTwo."},
	)
	if want := "Boats\nPaper · 2026-11-23 08:00\nhttps://paper.example/1\n\nOne.\n\nTwo.\n"; text != want {
		t.Errorf("%q, want %q", text, want)
	}
	for _, c := range []struct {
		name    string
		command []string
		output  string
		wrong   string
	}{
		{"what it gets it gives back", []string{"cat"}, text, ""},
		{"no shell looks at the arguments", []string{"echo", "$HOME; `id` | cat"}, "$HOME; `id` | cat\n", ""},
		{"it fails", []string{"cat", "/no/such/file"}, "", "cat ended with 1: "},
		{"there is none", []string{"no-such-program"}, "", "there is no program no-such-program"},
		{"it reads nothing", []string{"true"}, "", ""},
	} {
		msg := w.pipe(Pipe{Name: "x", Command: c.command}, text)().(pipedMsg)
		if msg.output != c.output {
			t.Errorf("%s: %q", c.name, msg.output)
		}
		if (msg.err != nil) != (c.wrong != "") || msg.err != nil && !strings.Contains(msg.err.Error(), c.wrong) {
			t.Errorf("%s: %v, want %q", c.name, msg.err, c.wrong)
		}
	}
}

// What a command writes is shown over the text, and nothing of it acts on the terminal.
func TestPipedTextIsShown(t *testing.T) {
	inSession(t, 80, 24, func(o *Options) { o.Pipes = []Pipe{{Name: "words"}, {Name: "less"}} }, func(t *testing.T, s *session) {
		s.openModelCase()
		s.Keys("|")
		s.Has("Hand the text to", "a 1  words", "s 2  less")
		s.Keys("esc")
		s.Send(pipedMsg{name: "words", output: "\x1b[31mred\x1b[2J\x07\n 312 words\n"})
		s.Has("words ─", "red", "312 words")
		if strings.Contains(s.View().Content, "[2J") || strings.Contains(s.Text(), "[31m") {
			t.Error("the command wrote to the terminal")
		}
		s.Keys("esc")
		s.Send(pipedMsg{name: "less"})
		s.Has("Less is done")
	})
}
