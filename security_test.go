package main

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"dateline/internal/safe"
)

// evil is what no terminal may get to see: a cleared screen, a clipboard, a title, controls of eight bits, overrides of direction.
const evil = "\x1b[2J\x1b]52;c;QQ==\a\x1b]0;own\a\x1bPq\x1b\\\u009b31m\u202e\U000e0041\b\r\x7f"

// evilFeed has it in every field, raw, as a character reference, and as one of a reference.
func evilFeed(at time.Time) string {
	forms := []string{strings.ToValidUTF8(evil, ""), "&#27;[2J&#x9b;5m", html.EscapeString("&#27;[2J&amp;#27;[8m")}
	var b strings.Builder
	fmt.Fprintf(&b, "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Feed%s</title><link>http://x.example/%s</link>", forms[0], forms[1])
	for i, f := range forms {
		fmt.Fprintf(&b, "<item><title>Story %d%s end</title><guid>%d%s</guid><link>http://x.example/%d%s</link><dc:creator>Ann%s</dc:creator><category>Coast%s</category>"+
			"<pubDate>%s</pubDate><description>Text%s of the story.</description></item>", i, f, i, f, i, f, f, f, at.Format(time.RFC1123Z), f)
	}
	return b.String() + "</channel></rss>"
}

// Whatever a feed, a page or a server says, the commands write nothing to a terminal but text, colours and links.
func TestNothingActsOnTheTerminal(t *testing.T) {
	now := time.Now()
	mux := http.NewServeMux()
	mux.HandleFunc("/feed", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, evilFeed(now.Add(-time.Hour))) })
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, "<title>%s</title><article>%s</article>", evil, strings.Repeat("<p>"+evil+"A sentence about the harbour that goes on for a while.&#27;[2J&amp;#27;[5m</p>", 20))
	})
	mux.HandleFunc("/status", func(w http.ResponseWriter, _ *http.Request) {
		c, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			_, _ = c.Write([]byte("HTTP/1.1 500 " + strings.NewReplacer("\r", "", "\n", "").Replace(evil) + "\r\nContent-Length: 0\r\n\r\n"))
			_ = c.Close()
		}
	})
	mux.HandleFunc("/type", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Type", "image/"+evil) })
	server := httptest.NewServer(mux)
	defer server.Close()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	config := write("config.toml", fmt.Sprintf("[[feeds]]\nurl = %q\n[[feeds]]\nurl = %q\nname = \"Status\"\n", server.URL+"/feed", server.URL+"/status"))
	feed, page := write("feed.xml", evilFeed(now)), write("page.html", "<title>"+evil+"</title><p>"+strings.Repeat("Words &#27;[2J of the text. ", 60))
	opml := write("list.opml", "<opml><body><outline text='"+strings.NewReplacer("\x1b", "&#27;", "<", "").Replace(evil)+"' xmlUrl='"+server.URL+"/other'/></body></opml>")
	broken := write("broken.toml", "theme = \""+evil+"\"\n\"k"+`\u001b[2J`+"\" = 1\n")
	wrong := filepath.Join(dir, "none\x1b[2J\u009b5m")
	for _, args := range [][]string{
		{"refresh"},
		{"list"},
		{"list", "story"},
		{"feeds"},
		{"feeds", "doctor"},
		{"feeds", "history", server.URL + "/feed"},
		{"parse", feed},
		{"parse", wrong},
		{"read", page},
		{"read", server.URL + "/page"},
		{"read", server.URL + "/status"},
		{"read", server.URL + "/type"},
		{"read", wrong},
		{"feeds", "import", "--dry-run", opml},
		{"feeds", "remove", "no\x1b[2J"},
		{"list", "newr:2\x1b[2Jd"},
		{"list\x1b[2J"},
		{"list", "--no\x1b[2J"},
		{"--config", broken, "list"},
		{"--config", wrong, "list"},
	} {
		for _, terminal := range []bool{true, false} {
			var out bytes.Buffer
			p := program{stdio: stdio{in: strings.NewReader(""), out: &out, err: &out, terminal: terminal, width: 80}, now: time.Now, config: config, store: filepath.Join(dir, "store.db")}
			p.exit(t.Context(), p.run(t.Context(), args))
			if got := strings.ReplaceAll(out.String(), "\t", " "); got != safe.Terminal(got) || out.Len() == 0 {
				t.Errorf("%q, terminal %v: %q", args, terminal, got)
			}
		}
	}
}

// Every test that SECURITY.md names is there.
func TestSecurityNamesItsTests(t *testing.T) {
	text, err := os.ReadFile("SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`([a-z/]+)\\.((?:Test|Fuzz)[A-Za-z0-9]+)`").FindAllStringSubmatch(string(text), -1)
	if len(named) < 60 {
		t.Fatalf("only %d tests are named", len(named))
	}
	sources := map[string]string{}
	for _, n := range named {
		folder := strings.TrimPrefix(n[1], "main")
		if sources[folder] == "" {
			files, err := filepath.Glob(filepath.Join(".", folder, "*_test.go"))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				source, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				sources[folder] += string(source)
			}
		}
		if !strings.Contains(sources[folder], "func "+n[2]+"(") {
			t.Errorf("%s.%s is not there", n[1], n[2])
		}
	}
}
