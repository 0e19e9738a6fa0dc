package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/rogpeppe/go-internal/testscript"

	"dateline/feeds/article"
	"dateline/store"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"dateline": main})
}

// The scripts of testdata/script run the command itself, each with a home of its own and a small server on loopback:
//
//	$FEED/world.xml   a feed of three stories, dated some hours ago; answers 304 when asked again
//	$FEED/late.xml    another one, of one story
//	$FEED/page.html   an article among furniture
//	$FEED/wall        a page where a feed should be
//	$FEED/down        503
//	$FEED/busy        429, for two hours
//	$FEED/members.xml  for jane with the password s@cret only
func TestScripts(t *testing.T) {
	server := httptest.NewServer(outlet(time.Now()))
	t.Cleanup(server.Close)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			for _, folder := range []string{"CONFIG", "DATA", "CACHE", "STATE"} {
				e.Setenv("XDG_"+folder+"_HOME", e.WorkDir+"/"+strings.ToLower(folder))
			}
			e.Setenv("HOME", e.WorkDir+"/home")
			e.Setenv("FEED", server.URL)
			e.Setenv("SECRET", strings.Replace(server.URL, "//", "//jane:s%40cret@", 1))
			e.Setenv("GUESS", strings.Replace(server.URL, "//", "//jane:guess@", 1))
			e.Setenv("TZ", "UTC")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"jsonl": jsonLines, "fill": fill, "status": status},
	})
}

// outlet serves the feeds and pages of the scripts.
func outlet(now time.Time) http.Handler {
	mux := http.NewServeMux()
	serve := func(path, kind, body string) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			etag := `"` + path + `"`
			w.Header().Set("Content-Type", kind)
			w.Header().Set("ETag", etag)
			if r.Header.Get("If-None-Match") == etag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprint(w, strings.ReplaceAll(body, "{host}", "http://"+r.Host))
		})
	}
	date := func(hours int) string { return now.Add(-time.Duration(hours) * time.Hour).UTC().Format(time.RFC1123Z) }
	serve("/world.xml", "application/rss+xml", fmt.Sprintf(worldFeed, date(1), date(2), date(75)))
	serve("/late.xml", "application/rss+xml", fmt.Sprintf(lateFeed, date(3)))
	serve("/page.html", "text/html; charset=utf-8", articlePage)
	serve("/long.html", "text/html; charset=utf-8", strings.Replace(articlePage, "</article>", `<a href="/long-2.html">2</a></article>`, 1))
	serve("/long-2.html", "text/html; charset=utf-8", strings.ReplaceAll(articlePage, "coal plant", "tide mill"))
	serve("/wall", "text/html; charset=utf-8", "<!doctype html><title>Just a moment</title><p>Checking your browser.</p>")
	mux.HandleFunc("GET /members.xml", func(w http.ResponseWriter, r *http.Request) {
		if user, password, _ := r.BasicAuth(); user != "jane" || password != "s@cret" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		fmt.Fprintf(w, lateFeed, date(3))
	})
	mux.HandleFunc("GET /busy", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	mux.HandleFunc("GET /down", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	return mux
}

const worldFeed = `<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Courier</title><link>{host}/</link>
<item><title>Emissions fall for a third year as wind power grows</title><link>{host}/page.html</link><guid>w1</guid><pubDate>%s</pubDate>
<description>Greenhouse gas output fell by two per cent.</description><category>Environment</category></item>
<item><title>Envoys meet in Kyiv over a "peace plan" &amp; a ceasefire</title><link>{host}/2</link><guid>w2</guid><pubDate>%s</pubDate>
<description>Talks went on into the night.</description></item>
<item><title>Rowers win gold medal on the last stroke</title><link>{host}/3</link><guid>w3</guid><pubDate>%s</pubDate>
<description>By a hand's breadth.</description></item>
</channel></rss>`

const lateFeed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Late Edition</title><link>{host}/</link>
<item><title>Central bank holds its interest rate</title><link>{host}/4</link><guid>l1</guid><pubDate>%s</pubDate></item>
</channel></rss>`

const articlePage = `<!doctype html><html lang="en"><head><title>Emissions fall for a third year as wind power grows | The Harbour Courier</title>
<meta property="og:site_name" content="The Harbour Courier"><meta name="author" content="Ida Brekke">
<meta property="article:published_time" content="2026-03-02T08:30:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>
<main><article><h1>Emissions fall for a third year as wind power grows</h1>
<p>Greenhouse gas emissions in the five coastal provinces fell by two per cent last year, the statistics office said on Monday, the
third fall in a row and the largest since records began.</p>
<p>Most of it came from new wind farms in the north, which now deliver a third of the power that the ports and their refineries use,
according to the <a href="/report">yearly report</a> of the office.</p>
<h2>What comes next</h2>
<ul><li>Two more wind farms start in spring.</li><li>The last coal plant closes in the autumn.</li></ul>
<p>Fishermen have asked for a say in where the masts are built, and the ministry has promised a hearing before the summer begins.</p>
<h3>Recommended For You</h3><ul><li><a href="/a">Ten harbours to see before they silt up</a></li><li><a href="/b">The lighthouse keeper's last winter</a></li></ul>
</article></main><footer>© The Harbour Courier. All rights reserved.</footer></body></html>`

// jsonLines is a command of the scripts: jsonl N KEY… looks whether the last output has N lines, each one JSON object with these keys.
func jsonLines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: jsonl N KEY…")
	}
	lines := 0
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		var object map[string]any
		ts.Check(json.Unmarshal([]byte(line), &object))
		for _, key := range args[1:] {
			if _, ok := object[key]; !ok {
				ts.Fatalf("no %q in %s", key, line)
			}
		}
		lines++
	}
	if fmt.Sprint(lines) != args[0] {
		ts.Fatalf("%d lines, want %s", lines, args[0])
	}
}

// status is a command of the scripts: status N COMMAND… runs it like exec and wants this exit status.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND…")
	}
	err := ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	got := 0
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if fmt.Sprint(got) != args[0] {
		ts.Fatalf("exit status %d, want %s", got, args[0])
	}
}

// fill is a command of the scripts: fill FILE… puts environment variables into files.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		path := ts.MkAbs(name)
		ts.Check(os.WriteFile(path, []byte(os.Expand(ts.ReadFile(name), ts.Getenv)), 0o600))
	}
}

func TestSpan(t *testing.T) {
	for _, c := range []struct {
		ago  time.Duration
		want string
	}{
		{-time.Hour, "now"},
		{30 * time.Second, "now"},
		{14 * time.Minute, "14 min"},
		{90 * time.Minute, "1 h"},
		{47 * time.Hour, "47 h"},
		{49 * time.Hour, "2 d"},
		{20 * 24 * time.Hour, "20 d"},
		{36 * 24 * time.Hour, "5 w"},
	} {
		if got := span(c.ago); got != c.want {
			t.Errorf("span(%s) = %q, want %q", c.ago, got, c.want)
		}
	}
}

func TestTally(t *testing.T) {
	for _, c := range []struct {
		tally tally
		took  time.Duration
		want  string
	}{
		{tally{asked: 100, added: 5000, failed: 2}, 1234 * time.Millisecond, "100 feeds · 5,000 new stories · 2 failed · 1.2 s"},
		{tally{asked: 1, added: 1, updated: 12}, 40 * time.Millisecond, "1 feed · 1 new story · 12 updated · 0.0 s"},
		{tally{asked: 3}, time.Second, "3 feeds · 0 new stories · 1.0 s"},
	} {
		if got := c.tally.line(c.took); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// On a terminal a story is one line of columns, never longer than the screen and with nothing in it that acts.
func TestStoryOnTerminal(t *testing.T) {
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		width       int
		story, want string
	}{
		{80, "Harbour opens", "3 h     The Meridian Post      Harbour opens"},
		{48, "Harbour opens after a winter", "3 h     The Meridian Post      Harbour opens af…"},
		{80, "日本の港が開く", "3 h     The Meridian Post      日本の港が開く"},
		{38, "日本の港が開く", "3 h     The Meridian Post      日本の…"},
		{80, "A\x1b]52;c;AAAA\atitle\u202e", "3 h     The Meridian Post      A]52;c;AAAAtitle"},
		{0, "Width unknown", "3 h     The Meridian Post      Width unknown"},
	} {
		var b strings.Builder
		out := bufio.NewWriter(&b)
		p := program{stdio: stdio{terminal: true, width: c.width}, now: func() time.Time { return now }}
		s := store.Story{Title: c.story, Source: "The Meridian Post", Published: now.Add(-3 * time.Hour)}
		if err := errors.Join(p.printStory(out, s, false), out.Flush()); err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSuffix(b.String(), "\n"); got != c.want {
			t.Errorf("width %d: got %q, want %q", c.width, got, c.want)
		}
	}
}

// An article set for the screen keeps within its lines, and what it says cannot act there.
func TestArticleOnTerminal(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	var b strings.Builder
	p := program{stdio: stdio{out: &b, terminal: true, width: 40}, now: time.Now}
	err := p.printSet(Config{Width: 80, Theme: "dark"}, article.Article{
		Title: "A *hearing* for the_coast", Site: "Courier", Authors: []string{"Ida Brekke"},
		Markdown: "Emissions in the five coastal provinces fell by two per cent last year.\n\n- One &#27;[2J &amp;#27;[2J\n- Two\n",
	})
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > 40 || strings.HasSuffix(line, " \n") {
			t.Errorf("%d columns: %q", w, line)
		}
	}
	for _, want := range []string{"A *hearing* for the_coast", "Courier · Ida Brekke", "• Two"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	if strings.Contains(b.String(), "\x1b[2J") {
		t.Errorf("the text clears the screen: %q", b.String())
	}
}

// The help fits the smallest usual screen.
func TestHelpFits(t *testing.T) {
	var out strings.Builder
	p := program{stdio: stdio{out: &out}, now: time.Now}
	for _, args := range [][]string{
		{"--help"},
		{"help"},
		{"help", "list"},
		{"list", "--help"},
		{"feeds", "-h"},
		{"help", "demo"},
		{"help", "parse"},
		{"help", "read"},
		{"help", "refresh"},
		{"help", "mark"},
		{"help", "search"},
	} {
		out.Reset()
		if err := p.run(context.Background(), args); err != nil {
			t.Errorf("%q: %v", args, err)
		}
		if n := strings.Count(out.String(), "\n"); n < 5 || n > 23 {
			t.Errorf("%q: %d lines, want at most 23", args, n)
		}
		for line := range strings.Lines(out.String()) {
			if w := len([]rune(strings.TrimSuffix(line, "\n"))); w > 80 {
				t.Errorf("%q: %d columns: %s", args, w, line)
			}
		}
	}
}

// A terminal that can do nothing gets the reader as a prompt.
func TestDumbTerminal(t *testing.T) {
	var out strings.Builder
	p := program{
		stdio: stdio{in: strings.NewReader("q\n"), out: &out, err: io.Discard, terminal: true, dumb: true, echo: true},
		now:   time.Now, config: filepath.Join(t.TempDir(), "c.toml"), store: filepath.Join(t.TempDir(), "s.db"),
	}
	if err := os.WriteFile(p.config, []byte("[[feeds]]\nurl = \"http://127.0.0.1:1/feed\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := p.run(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.Contains(got, "Front page: nothing.") || !strings.HasSuffix(got, "> q\n") || strings.Contains(got, "\x1b") {
		t.Errorf("got %q", got)
	}
}

// Without HOME, the system says where the reader is at home; where it does not know either, no store is made somewhere.
func TestHome(t *testing.T) {
	home := os.Getenv("HOME")
	t.Setenv("HOME", "")
	t.Setenv("XDG_DATA_HOME", "")
	p := program{now: time.Now}
	if _, err := p.openStore(t.Context(), p.storePath(), Config{}); err == nil || !strings.HasPrefix(err.Error(), "there is no home folder") {
		t.Errorf("without a home: %v", err)
	}
	if findHome(); os.Getenv("HOME") == "" && home != "" {
		t.Error("no home was found")
	}
}
