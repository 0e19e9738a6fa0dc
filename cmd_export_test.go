package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"dateline/feeds"
	"dateline/store"
)

// Whatever a story says, the page of an export is text and links to the web: nothing in it runs or loads.
func TestExportedPageIsInert(t *testing.T) {
	ctx := t.Context()
	db, err := store.Open(ctx, filepath.Join(t.TempDir(), "s.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const bad = `<script>alert(1)</script><img src="https://spy.example/p.gif" onerror="alert(2)"><a href="javascript:alert(3)">tap</a>` +
		`<a href="https://news.example/more">more</a><style>*{background:url(https://spy.example)}</style><iframe src="https://spy.example"></iframe>`
	_, _, err = db.Keep(ctx, feeds.Answer{
		Source: feeds.Source{URL: "https://a.example/f", Name: `"><script>A</script>`}, Asked: time.Now(), Status: 200,
		Feed: &feeds.Feed{Title: "A", Language: `en" onload="x`, Items: []feeds.Item{{
			ID: "1", Title: `<b>Bold</b> & "quoted"`, Link: "javascript:alert(4)", Content: "<p>Words. " + bad + "</p>", Authors: []feeds.Person{{Name: "<i>I</i>"}},
		}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	const note = "See [this](javascript:alert(5)), <img src=x onerror=alert(6)>, ![pic](https://spy.example/q.png) and <https://ok.example/>.\x1b[31m"
	if _, err := db.SetNote(ctx, 1, note); err != nil {
		t.Fatal(err)
	}
	if _, err := db.SetTags(ctx, 1, []string{`<u>`}); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := (exporter{format: "html", query: store.Query{Room: store.Saved}}).stream(ctx, db, &out); err != nil {
		t.Fatal(err)
	}
	tree, err := html.Parse(strings.NewReader(out.String()))
	if err != nil {
		t.Fatal(err)
	}
	links := 0
	for n := range tree.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "img", "iframe", "link", "object", "embed", "form", "base", "video", "audio", "svg", "b", "i", "u":
			t.Errorf("there is a <%s>", n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "src", a.Key == "srcset", a.Key == "style":
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			case a.Key == "href" && strings.HasPrefix(a.Val, "https://"):
				links++
			case a.Key == "href" && !strings.HasPrefix(a.Val, "#story-"):
				t.Errorf("a link to %q", a.Val)
			}
		}
	}
	text := out.String()
	for _, want := range []string{"&lt;b&gt;Bold&lt;/b&gt; &amp; ", "picture: pic</a>", "https://ok.example/", "https://news.example/more", "#&lt;u&gt;"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if links < 3 || strings.ContainsRune(text, '\x1b') || strings.Contains(text, "url(") {
		t.Errorf("%d links in\n%s", links, text)
	}
}

// A story's file has a name that any system takes, and that leads out of no folder.
func TestFileNames(t *testing.T) {
	at := time.Date(2026, 11, 23, 23, 30, 0, 0, time.UTC)
	for _, c := range []struct{ title, want string }{
		{"Envoys meet in Kyiv", "2026-11-23-envoys-meet-in-kyiv-7.md"},
		{"It's “over”: what's next?", "2026-11-23-its-over-whats-next-7.md"},
		{"../../etc/passwd", "2026-11-23-etc-passwd-7.md"},
		{"CON", "2026-11-23-con-7.md"},
		{"日本の港が開く", "2026-11-23-日本の港が開く-7.md"},
		{"\x1b]0;x\x07 -- \u202e", "2026-11-23-0-x-7.md"},
		{"!!!", "2026-11-23-7.md"},
		{"", "2026-11-23-7.md"},
		{strings.Repeat("long words ", 30), "2026-11-23-" + strings.TrimSuffix(strings.Repeat("long-words-", 8)[:81], "-") + "-7.md"},
	} {
		got := fileName(store.Story{ID: 7, Title: c.title, Published: at})
		if got != c.want || filepath.Base(got) != got || len(got) > 120 {
			t.Errorf("%q: %s, want %s", c.title, got, c.want)
		}
	}
}
