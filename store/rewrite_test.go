package store

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

// An act on a file gives back its own lines, and leaves alone what was edited around them since.
func TestChangeFile(t *testing.T) {
	const feeds = "# mine\n\n[[feeds]]\nurl = \"a\"\n\n[[feeds]]\nurl = \"b\"\n\n[[feeds]]\nurl = \"c\"\n"
	const without = "# mine\n\n[[feeds]]\nurl = \"a\"\n\n[[feeds]]\nurl = \"c\"\n"
	for _, c := range []struct {
		name              string
		before, after     string
		edited            string // by somebody, after the act; "": not
		undone            string // "": it cannot be
		redone, otherwise string
	}{
		{"a feed removed", feeds, without, "", feeds, without, ""},
		{"a file begun", "", feeds, "", "\x00", feeds, ""},
		{"a file emptied", feeds, "", "", feeds, "\x00", ""},
		{"a file begun, and more written", "", "[x]\n", "a\n[x]\n", "a\n", "a\n[x]\n", ""},
		{"something added at the end", "a = 1", "a = 1\nb = 2\n", "", "a = 1", "a = 1\nb = 2\n", ""},
		{"edited above", feeds, without, "theme = \"dark\"\n" + without, "theme = \"dark\"\n" + feeds, "theme = \"dark\"\n" + without, ""},
		{"edited below", feeds, without, without + "\n[[topics]]\n", feeds + "\n[[topics]]\n", without + "\n[[topics]]\n", ""},
		{"edited beside", "a\nb\nc\nd\n", "a\nb\nX\nd\n", "a\nB\nX\nd\n", "a\nB\nc\nd\n", "a\nB\nX\nd\n", ""},
		{"edited there", "a\nb\nc\n", "a\nX\nc\n", "a\nY\nc\n", "", "", "a\nY\nc\n"},
		{"there twice by now", "b\n", "X\n", "X\n\nX\n", "", "", "X\n\nX\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := c.before
			rewrite := func(file string, edit func(string) (string, error)) error {
				if file != "/config" {
					t.Errorf("file %q", file)
				}
				changed, err := edit(text)
				if err == nil {
					text = changed
				}
				return err
			}
			db, err := Open(t.Context(), filepath.Join(t.TempDir(), "news.db"), Options{Rewrite: rewrite})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			want := Act{Kind: "feed removed", Count: 1, Title: "B", File: "/config"}
			a, err := db.ChangeFile(t.Context(), "feed removed", "B", "/config", func(old string) (string, error) {
				if old != c.before {
					t.Errorf("%q", old)
				}
				return c.after, nil
			})
			if a != want || err != nil || text != c.after {
				t.Fatalf("%+v, %v, %q", a, err, text)
			}
			if c.edited != "" {
				text = c.edited
			}
			a, ok, err := db.Undo(t.Context())
			if c.undone == "" {
				if a != want || ok || !errors.Is(err, ErrStays) || text != c.otherwise || strings.Contains(err.Error(), "\n") {
					t.Errorf("%+v, %t, %v, %q", a, ok, err, text)
				}
				if a, ok, err := db.Undo(t.Context()); ok || err != nil {
					t.Errorf("it stands in the way of earlier acts: %+v, %v", a, err)
				}
				return
			}
			if a != want || !ok || err != nil || text != strings.Trim(c.undone, "\x00") {
				t.Fatalf("%+v, %t, %v, %q", a, ok, err, text)
			}
			if a, ok, err := db.Redo(t.Context()); a != want || !ok || err != nil || text != strings.Trim(c.redone, "\x00") {
				t.Errorf("%+v, %t, %v, %q", a, ok, err, text)
			}
		})
	}
}

func TestChangeFileThatStays(t *testing.T) {
	refused := errors.New("refused")
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "news.db"), Options{Rewrite: func(_ string, edit func(string) (string, error)) error {
		if text, err := edit("a\n"); err != nil || text == "a\n" {
			return err
		}
		return refused
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	same := func(s string) (string, error) { return s, nil }
	if a, err := db.ChangeFile(t.Context(), "k", "t", "/f", same); a.Count != 0 || err != nil {
		t.Error(a, err)
	}
	other := func(s string) (string, error) { return s + "b\n", nil }
	if a, err := db.ChangeFile(t.Context(), "k", "t", "/f", other); a.Count != 0 || !errors.Is(err, refused) {
		t.Error(a, err)
	}
	if a, ok, err := db.Undo(t.Context()); ok || err != nil {
		t.Error("there is something to undo:", a, err)
	}
	if _, err := fresh(t).ChangeFile(t.Context(), "k", "t", "/f", other); !errors.Is(err, errNoFiles) {
		t.Error(err)
	}
}
