package ui

import (
	"bytes"
	"io"
	"net/http"
	"path/filepath"
	"slices"
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
			"Front page: ", "\n1. Appeals court frees two reporters", ". The Rift Courier and 2 others, 29 minutes ago.", "\n20. ", "more: press enter.\n",
		}, []string{"\n21. "}},
		{"an empty line prints more", []string{"\n"}, []string{"\n21. "}, nil},
		{"a number reads the story and marks it", []string{"1", "front-page"}, []string{
			"> 1\nFetching the page …\n\nAppeals court frees", "An appeals court on Monday ordered the release", "H shows them.", "29 minutes ago, read.",
		}, nil},
		{"n reads the next unread, J the next", []string{"n", "J"}, []string{"\nAppeals court frees", "\nKestoria signals"}, nil},
		{"j names the next headline", []string{"j", "j", "k"}, []string{"> j\n1. Appeals", "> j\n2. Kestoria", "> k\n1. Appeals"}, nil},
		{"b keeps a story, B shows what is kept, u takes it back", []string{"b 2", "B", "u", "B"}, []string{
			"Bookmarked: Kestoria", "u takes it back.", "Saved: 1 story, 1 unread.\n1. Kestoria", "Undone: bookmarked: ", "Saved: nothing saved yet.",
		}, nil},
		{"/ searches", []string{"/malaria", "/"}, []string{"Front page, words malaria: 3 stories", "> /\n\nFront page: "}, nil},
		{"t lists topics, with a name it shows one", []string{"t", "t eco", "0"}, []string{"Economy: ", "\nFront page, topic Economy: ", "> 0\n\nFront page: "}, nil},
		{"commands by the beginnings of their names", []string{"lat", "mark"}, []string{"Latest: 180 stories", "Which stories? "}, nil},
		{"bulk", []string{"mark-read topic:Disasters", "u", "redo"}, []string{"22 stories marked read. u takes it back.", "Undone: 22 stories", "Redone: 22 stories"}, nil},
		{"why", []string{"w", "w 5"}, []string{"Which story? Its number first.", "3 outlets, 2 independent, 3 in the last 3 h", "Disasters: title"}, nil},
		{"hidden", []string{"H", "1", "H"}, []string{"> H\nWhich story? Read one first.", "Cookies, "}, nil},
		{"a feed is changed by the number that was printed", []string{"remove-feed 3"}, []string{
			"> remove-feed 3\n\n1. Karst Gazette: ", "\n16. ", "Which one? The command again, with its number here.",
		}, []string{"Feed removed"}},
		{"help", []string{"?"}, []string{"n or next-unread: next unread story.", "/ or search WORDS: show what words find", "Over the feeds:\n"}, nil},
		{"help of a word", []string{"? mute"}, []string{"Over the mutes:\nlook-into NUMBER: "}, []string{"next-unread"}},
		{"headings, tables and links are said", []string{`/source:"Orbit & Field" malaria`, "1", "L"}, []string{"Heading: A larger effect", "District, Children, Deaths", "L and a number opens"}, nil},
		{"coverage, its reports by number, and back", []string{"j", "j", "c", "3", "J", "q", "A", "q", "u"}, []string{
			"Coverage of Kestoria signals support for revised peace plan as envoy heads to Dravenia: 4 reports.", "The Rift Courier, Kenya", "Only here: ",
			"> 3\n", "> J\n\nKestoria agrees", "> q\nCoverage of ", "> A\nMarked read: ", "> q\n\nFront page", "Undone: marked read",
		}, nil},
		{"what changed", []string{"2", "d"}, []string{"Nothing that matters has changed"}, nil},
		{"a story is followed, named, pinned, let go", []string{"2", "f", "F", "rename-story 1 Peace", "P", "1", "following", "F", "x 1", "x", "u"}, []string{
			"Followed: Kestoria", "You follow 1 story.\n1. Kestoria", "1. Peace. 7 reports", "pinned.", "Timeline of Peace: 7 reports.\nToday:\n1. ", "Following: ", "There is no story that you follow here.", "Undone: ",
		}, nil},
		{"a topic is muted for a week, and lifted", []string{"x 5", "mute 2 for a week", "X", "1", "X", "D 1", "u", "mute volcano for ever", "mute a until yesterday"}, []string{
			"1. This story: 3 reports.\n2. Topic Disasters: 22 stories.", "Muted: topic Disasters, 22 stories. u takes it back.",
			"1. Topic Disasters. Until Mon 30 Nov 2026", "Latest, words topic:\"Disasters\" is:muted: 22 stories", "Mute lifted: topic Disasters", "Nothing is muted.",
			"Undone: mute lifted", "Muted: volcano", "A day looks like 2026-11-30.",
		}, nil},
		{"orders by name, or one after the other", []string{"s", "s sources", "sort newest", "lat", "s rank"}, []string{
			"> s\n\nFront page, newest first: ", "Front page, most sources first: ", "> sort newest\n\nFront page, newest first", "The orders are newest, sources and source.",
		}, nil},
		{"what a story is about narrows the list", []string{"5", "+", "+ disas", "- meridian", "drop-filter"}, []string{
			"The story has topic Disasters, source The Meridian Post", "Front page, topic Disasters: ", "Front page, topic Disasters, not source The Meridian Post: ",
		}, nil},
		{"rooms one after the other", []string{"next-room", "next-room", "previous-room"}, []string{"> next-room\n\nLatest: ", "Saved: nothing saved yet. b on a story", "> previous-room\n\nLatest: "}, nil},
		{"notes, tags, topics of one's own", []string{"N x", "5", "N A thought", "N", "# tea, sea", "#", "a", "a health", "a"}, []string{
			"Which story?", "Note kept: ", "> N\nA thought\n", "Its tags: sea, tea.", "The story has Disasters.", "Given a topic: ", "The story has Disasters, Health.",
		}, nil},
		{"two stories are one, and two again", []string{"2", "M", "5", "M", "u", "2", "c", "S 4"}, []string{"Marked: Kestoria", "Made one story: ", "Undone: made one story", "Split out: "}, nil},
		{"without a configuration to change it says so", []string{"= Day", "/malaria", "= Day", "E", "p 1"}, []string{"Nothing to keep: ", "The configuration cannot be changed from here."}, nil},
		{"without a command or a folder too", []string{"1", "|", "e"}, []string{"No command to hand the text to", "There is no folder for files"}, nil},
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

// Feeds, views, topics and rules are changed as on the screen, and hold at once.
func TestPlainModeChangesTheConfiguration(t *testing.T) {
	var d *testDesk
	desk := func(o *Options) {
		d = &testDesk{opt: o, found: []feeds.Candidate{{URL: "https://a.example/feed", Title: "A"}, {URL: "https://b.example/feed", Title: "B"}}}
		o.Desk = d
	}
	got := plainly(t, desk, "/malaria", "= Fever", "view fev", "next-room", "drop-view fever", "view", "E", "p 2", "rename-feed 3 The Estuary",
		"x 1", "a b.example", "2", "catalogue nikkei", "1", "T Sea: sea, ocean*", "t sea", "1", "H", "site-rule 1", "site-rule 900")
	for _, w := range []string{
		"View kept: Fever", "Latest, view Fever: ", "> next-room\n\nFront page: ", "View dropped: Fever", "There is no view yet.",
		"1. Karst Gazette: ", "Feed paused: Cedar Gate News", "16. Cedar Gate News: paused.", "Feed renamed: The Estuary", "Feed removed: Karst Gazette",
		"1. A: ", "2. B: ", "A number follows one of them.", "Feed added: B", "Feed added: Nikkei Asia", "Topic kept: Sea", "topic Sea: ", "Rule: keep ", "They have the numbers 1 to ",
	} {
		if !strings.Contains(got, w) {
			t.Errorf("%q is missing in\n%s", w, got)
		}
	}
}

// All that can be done on the screen can be done here by the same name, but for what is about the screen.
func TestPlainModeLacksNothing(t *testing.T) {
	screen := []action{
		top, bottom, halfDown, halfUp, pageDown, pageUp, number, nextHit, prevHit, nextBlock, prevBlock, nextHiddenBlock, prevHiddenBlock,
		images, wider, narrower, zen, openDemo, commands, suspend,
	}
	for _, b := range bindings {
		here := slices.ContainsFunc(plainVerbs(), func(v plainVerb) bool { return v.action == b.action })
		if here == slices.Contains(screen, b.action) {
			t.Errorf("%s: in plain mode %v", b.name, here)
		}
	}
	for _, w := range commandWords() {
		p := plain{keys: newKeymap(nil)}
		if v, _ := p.find(w.name); v == nil && w.name != "theme" && w.name != "find" {
			t.Errorf("%s is missing", w.name)
		}
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

// The first minute without a network: it says so, and what there is to do.
func TestPlainModeWithoutANetwork(t *testing.T) {
	var out bytes.Buffer
	inBubble(t, nil, func(o *Options) {
		o.Fetcher.Client = &http.Client{Transport: unreachable{}}
	}, func(t *testing.T, o Options) {
		if err := RunPlain(t.Context(), o, strings.NewReader("X\nF\nview\nq\n"), &out, true); err != nil {
			t.Error(err)
		}
	})
	for _, w := range []string{
		"No feed could be reached. Is there a network?\n\nFront page: nothing. r asks every feed. dateline demo --plain", "Nothing is muted.",
		"You follow no story yet", "There is no view yet.",
	} {
		if !strings.Contains(out.String(), w) {
			t.Errorf("%q is missing in\n%s", w, out.String())
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
