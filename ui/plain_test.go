package ui

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/internal/newsroom"
	"dateline/store"
)

// plainly gives commands to a reader in plain mode over the fetched newsroom and returns what it printed.
func plainly(t *testing.T, change func(*Options), commands ...string) string {
	t.Helper()
	var out bytes.Buffer
	inBubble(t, fetchedLibrary(t), change, func(t *testing.T, o Options) {
		if err := RunPlain(t.Context(), o, strings.NewReader(strings.Join(commands, "\n")), &out, true); err != nil {
			t.Error(err)
		}
	})
	return out.String()
}

func TestPlainMode(t *testing.T) {
	for _, c := range []struct {
		what     string
		commands []string
		want     []string
		lacks    []string
	}{
		{"the front page comes by itself, numbered", nil, []string{
			"Front page: ", "\n1. Appeals court frees two reporters", ". The Rift Courier and 2 others, 29 min.", "\n20. ", "more: press enter.\n",
		}, []string{"\n21. "}},
		{"an empty line prints more", []string{"\n"}, []string{"\n21. "}, nil},
		{"a number reads the story and marks it", []string{"1", "front-page"}, []string{
			"> 1\nFetching the page …\n\nAppeals court frees", "An appeals court on Monday ordered the release", "H shows them.", "29 min, read.",
		}, nil},
		{"n reads the next unread, J the next", []string{"n", "J"}, []string{"\nAppeals court frees", "\nKestoria signals"}, nil},
		{"j names the next headline", []string{"j", "j", "k"}, []string{"> j\n1. Appeals", "> j\n2. Kestoria", "> k\n1. Appeals"}, nil},
		{"b keeps a story, B shows what is kept, u takes it back", []string{"2", "b", "B", "u", "B"}, []string{
			"Bookmarked: Kestoria", "u takes it back.", "Saved: 1 story, 0 unread.\n1. Kestoria", "Undone: bookmarked: ", "Saved: nothing saved yet.",
		}, nil},
		{"/ searches", []string{"/malaria", "/"}, []string{"Front page, /malaria: 3 stories", "> /\n\nFront page: "}, nil},
		{"t lists topics, with a name it shows one", []string{"t", "t eco", "0"}, []string{"Economy: ", "\nFront page, Economy: ", "> 0\n\nFront page: "}, nil},
		{"commands by the beginnings of their names", []string{"lat", "mark"}, []string{"Latest: 180 stories", `No command "mark"`}, nil},
		{"bulk", []string{"mark-read topic:Disasters", "u", "redo"}, []string{"22 stories marked read. u takes it back.", "Undone: 22 stories", "Redone: 22 stories"}, nil},
		{"why", []string{"w", "5", "w"}, []string{"Which story? Its number first.", "3 outlets, 2 independent, 3 in the last 3 h", "Disasters: title"}, nil},
		{"hidden", []string{"H", "1", "H"}, []string{"Nothing is hidden.", "Cookies, "}, nil},
		{"help", []string{"?"}, []string{"n or next-unread: next unread story.", "/ or search WORDS: show what words find"}, nil},
		{"what is no command", []string{"blub", "99999", "0x"}, []string{`No command "blub".`, "Stories have the numbers 1 to "}, nil},
		{"a command of the other face only", []string{"ctrl+z"}, []string{"Not in plain mode: back to the shell"}, nil},
		{"q quits", []string{"q", "1"}, nil, []string{"ordered the release"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			got := plainly(t, nil, c.commands...)
			for _, w := range c.want {
				if !strings.Contains(got, w) {
					t.Errorf("%q is missing in\n%s", w, got)
				}
			}
			for _, w := range c.lacks {
				if strings.Contains(got, w) {
					t.Errorf("%q is in\n%s", w, got)
				}
			}
			if i := strings.IndexFunc(got, func(r rune) bool { return r < ' ' && r != '\n' || r >= '─' && r <= '▟' }); i >= 0 {
				t.Errorf("it prints %q", got[i:min(i+20, len(got))])
			}
		})
	}
}

// A refresh goes on while one reads, and is told of before the next prompt; r waits for one.
func TestPlainModeRefreshes(t *testing.T) {
	late := func(o *Options) { // an hour later the newsroom has gone on, and the feeds are due
		n := newsroom.New(o.Now)
		time.Sleep(3 * time.Hour)
		o.Fetcher.Client = feeds.NewClient(feeds.ClientOptions{Transport: n.Transport()})
	}
	got := plainly(t, late, "r", "E")
	for _, w := range []string{"Asking 16 feeds …", " new stor", "15 of 16 feeds are fine.", "Karst Gazette: "} {
		if !strings.Contains(got, w) {
			t.Errorf("%q is missing in\n%s", w, got)
		}
	}
}

// The pipe breaks: it ends.
func TestPlainModeStopsWhenNobodyReads(t *testing.T) {
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	r, w := io.Pipe()
	_ = r.Close()
	if err := RunPlain(t.Context(), Options{DB: db}, strings.NewReader("1\n"), w, false); err == nil {
		t.Error("it goes on")
	}
}
