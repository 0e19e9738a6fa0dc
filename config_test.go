package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"dateline/feeds"
	"dateline/internal/safe"
	"dateline/store"
)

// The configuration in the box is the default one: it loads, it is balanced, and nothing in it stands twice.
func TestDefaultConfig(t *testing.T) {
	c, err := parseConfig(Config{}, "config.example.toml", defaultConfig)
	if err != nil {
		t.Fatal(err)
	}
	if c.Theme != "auto" || c.Width != 80 || c.Refresh != 30*time.Minute || c.Front != 48*time.Hour || !c.Mouse || len(c.Browser) != 0 {
		t.Errorf("options: %+v", c)
	}
	if len(c.Feeds) < 32 {
		t.Errorf("%d feeds, want at least 32", len(c.Feeds))
	}
	if len(c.Topics) < 24 {
		t.Errorf("%d topics, want at least 24", len(c.Topics))
	}
	unique(t, "feed name", c.Feeds, func(s feeds.Source) string { return s.Name })
	unique(t, "feed address", c.Feeds, func(s feeds.Source) string { return s.URL })
	for _, s := range c.Feeds {
		if s.URL != safe.URL(s.URL) || !strings.HasPrefix(s.URL, "https://") {
			t.Errorf("%s: %s is not as it goes on the wire", s.Name, s.URL)
		}
	}
	for _, topic := range c.Topics {
		unique(t, topic.Name+": word", slices.Concat(topic.Any, topic.All, topic.Not), strings.ToLower)
		unique(t, topic.Name+": section", topic.Sections, strings.ToLower)
	}
}

// Every region has a voice, and none has more than a quarter of them.
func TestDefaultFeedsAreBalanced(t *testing.T) {
	region, counts, total := "", map[string]int{}, 0
	for line := range strings.Lines(string(defaultConfig)) {
		switch {
		case strings.HasPrefix(line, "# ── ") && strings.HasSuffix(line, " ──\n"):
			region = strings.TrimSuffix(strings.TrimPrefix(line, "# ── "), " ──\n")
		case strings.HasPrefix(line, "[[feeds]]"):
			counts[region]++
			total++
		}
	}
	for _, r := range []string{"Global", "Africa", "Americas", "Asia", "Europe", "Middle East", "Oceania", "In their own language"} {
		if counts[r] < 3 || counts[r] > total/4 {
			t.Errorf("%s has %d of %d feeds, want 3 to %d", r, counts[r], total, total/4)
		}
	}
}

// A feed of the catalogue works as soon as its # are gone, and is none of the active ones.
func TestCatalogue(t *testing.T) {
	text := defaultConfig
	for _, key := range []string{"[[feeds]]", "url", "name"} {
		text = bytes.ReplaceAll(text, []byte("\n#"+key), []byte("\n"+key))
	}
	all, err := parseConfig(Config{}, "config.example.toml", text)
	if err != nil {
		t.Fatal(err)
	}
	some, err := parseConfig(Config{}, "config.example.toml", defaultConfig)
	if err != nil {
		t.Fatal(err)
	}
	if more := len(all.Feeds) - len(some.Feeds); more < 30 {
		t.Errorf("the catalogue has %d feeds, want at least 30", more)
	}
	unique(t, "feed name", all.Feeds, func(s feeds.Source) string { return s.Name })
	for _, topic := range all.Topics {
		for _, f := range topic.Feeds {
			if !slices.ContainsFunc(all.Feeds, func(s feeds.Source) bool { return s.Name == f }) {
				t.Errorf("topic %s: there is no feed %q", topic.Name, f)
			}
		}
	}
}

func unique[T any](t *testing.T, what string, list []T, key func(T) string) {
	t.Helper()
	seen := map[string]bool{}
	for _, e := range list {
		if k := key(e); seen[k] {
			t.Errorf("%s %q stands twice", what, k)
		} else {
			seen[k] = true
		}
	}
}

// Every archive in testdata/config is a bad configuration and what is said about it.
func TestBadConfig(t *testing.T) {
	files, err := filepath.Glob("testdata/config/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			_, err := parseConfig(Config{}, "c.toml", a.Files[0].Data)
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

// What a configuration does not say stays as it is in the defaults.
func TestConfigOverDefaults(t *testing.T) {
	base, err := parseConfig(Config{}, "config.example.toml", defaultConfig)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text    string
		feeds, topics int
	}{
		{"nothing", "", len(base.Feeds), len(base.Topics)},
		{"an option", "width = 66", len(base.Feeds), len(base.Topics)},
		{"one feed", "[[feeds]]\nurl = \"http://127.0.0.1:8077/feed/1.xml\"", 1, len(base.Topics)},
		{"feeds in a list", `feeds = [{url = "https://a.example/"}, {url = "https://b.example/", name = "B"}]`, 2, len(base.Topics)},
		{"one topic", "[[topics]]\nname = \"Tea\"\nany = [\"tea\"]", len(base.Feeds), 1},
		{"feed: addresses", "[[feeds]]\nurl = \"feed://a.example/rss\"\n[[feeds]]\nurl = \"feed:https://a.example/rss\"", 2, len(base.Topics)},
		{"a mark of the byte order", "\ufeffwidth = 66", len(base.Feeds), len(base.Topics)},
		{"Windows line ends", "width = 66\r\n[[feeds]]\r\nurl = \"https://a.example/\"\r\n", 1, len(base.Topics)},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := parseConfig(base, "c.toml", []byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Feeds) != c.feeds || len(got.Topics) != c.topics {
				t.Errorf("%d feeds and %d topics, want %d and %d", len(got.Feeds), len(got.Topics), c.feeds, c.topics)
			}
		})
	}
}

func TestConfigValues(t *testing.T) {
	text, err := os.ReadFile("testdata/config/all.toml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := parseConfig(Config{}, "all.toml", text)
	if err != nil {
		t.Fatal(err)
	}
	if c.Theme != "dark" || c.Width != 66 || c.Refresh != 0 || c.Front != 24*time.Hour || c.Mouse {
		t.Errorf("options: %+v", c)
	}
	if !slices.Equal(c.Browser, []string{"firefox", "--new-tab"}) {
		t.Errorf("browser: %q", c.Browser)
	}
	if want := (feeds.Source{URL: "https://xn--bcher-kva.example/feed", Name: "Bücher", FullText: "always"}); c.Feeds[0] != want {
		t.Errorf("feed: %+v, want %+v", c.Feeds[0], want)
	}
	if c.Contact != "https://example.org/about" || !c.Prefetch || c.Feeds[1].FullText != "" {
		t.Errorf("contact %q, prefetch %v, full text %q", c.Contact, c.Prefetch, c.Feeds[1].FullText)
	}
	if k := c.Keys; k.Preset != "less" || len(k.Changes) != 3 || len(k.Changes[2].Keys) != 0 {
		t.Errorf("keys: %+v", k)
	}
	topic := c.Topics[0]
	if topic.Name != "Tea" || !slices.Equal(topic.Any, []string{"tea", "green tea", "oolong*"}) || !slices.Equal(topic.All, []string{"leaf"}) ||
		!slices.Equal(topic.Not, []string{"tea party"}) || !slices.Equal(topic.Feeds, []string{"Bücher"}) || !slices.Equal(topic.Sections, []string{"Drinks"}) || !slices.Equal(topic.Countries, []string{"India", "Africa"}) {
		t.Errorf("topic: %+v", topic)
	}
}

func TestConfigViews(t *testing.T) {
	text, err := os.ReadFile("testdata/config/all.toml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := parseConfig(Config{}, "all.toml", text)
	if err != nil {
		t.Fatal(err)
	}
	if want := []View{{"Evening", "is:unread newer:1d -sport"}}; !slices.Equal(c.Views, want) {
		t.Errorf("views: %+v", c.Views)
	}
	if want := []Mute{
		{Query: "title:quiz"},
		{"lottery", time.Date(2026, 12, 25, 0, 0, 0, 0, time.Local)}, // the 24th is still quiet
		{"royals", time.Date(2026, 12, 24, 18, 0, 0, 0, time.Local)},
	}; !slices.Equal(c.Mutes, want) {
		t.Errorf("mutes: %+v", c.Mutes)
	}
	if want := []Rule{{"topic:tea", -5, []string{"bookmark", "follow"}}}; !reflect.DeepEqual(c.Rules, want) {
		t.Errorf("rules: %+v", c.Rules)
	}
	want := store.Retention{
		Keeping: store.Keeping{Read: 90 * day, Unread: 26 * 7 * day}, Saved: store.Forever,
		Feeds: map[string]store.Keeping{"https://a.example/feed": {Read: 730 * day}},
	}
	if !reflect.DeepEqual(c.Keep, want) {
		t.Errorf("kept: %+v", c.Keep)
	}
}

// The examples of views, mutes and rules work as soon as their # are gone.
func TestExampleOfViews(t *testing.T) {
	_, text, _ := strings.Cut(string(defaultConfig), "# ── Views, mutes, rules ")
	text, _, _ = strings.Cut(text, "\n# ── Feeds ")
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimPrefix(line, "# "); strings.HasPrefix(line, "[[") || strings.Contains(line, " = ") {
			lines = append(lines, line)
		}
	}
	c, err := parseConfig(Config{}, "example", []byte(strings.Join(lines, "")))
	if err != nil || len(c.Views) != 1 || len(c.Mutes) != 1 || len(c.Rules) != 1 || len(c.Rules[0].Do) != 1 {
		t.Errorf("%+v, %v", c, err)
	}
}

// What opens a feed goes to the fetcher and is nowhere else.
func TestConfigAccess(t *testing.T) {
	text, err := os.ReadFile("testdata/config/all.toml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := parseConfig(Config{}, "all.toml", text)
	if err != nil {
		t.Fatal(err)
	}
	const pair = "Basic amFuZTpzQGNyZXQ=" // jane:s@cret
	for n, want := range []http.Header{
		{"X-Key": {"k"}},
		{"Authorization": {pair}},
		{"Authorization": {pair}},
		{"Authorization": {pair}},
		{"Authorization": {"Bearer t0ken"}},
	} {
		access := c.Access[c.Feeds[n].URL]
		if access == nil {
			t.Errorf("nothing opens %s", c.Feeds[n].URL)
			continue
		}
		for range 2 { // the second time, what is known
			if got, err := access(t.Context()); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %v, %v; want %v", c.Feeds[n].URL, got, err, want)
			}
		}
	}
	if shown := fmt.Sprintf("%+v", c); strings.Contains(shown, "cret") {
		t.Errorf("the password is in the configuration as others see it: %s", shown)
	}
}

// A command for a password that fails is named by what it did, not by what it printed.
func TestAccessCommandFails(t *testing.T) {
	for _, c := range []struct {
		command []string
		want    string
	}{
		{[]string{"sh", "-c", "echo secret; exit 3"}, "the command for its password ended with exit status 3"},
		{[]string{"true"}, "the command for its password printed nothing"},
		{[]string{"no-such-program-here"}, `the command for its password is not there: "no-such-program-here"`},
		{[]string{"printf", `se\001cret`}, "what is kept as its password cannot be sent"},
	} {
		if h, err := (key{secret: printed(c.command)}).access()(t.Context()); h != nil || err == nil || err.Error() != c.want {
			t.Errorf("%q: %v, %v; want %s", c.command, h, err, c.want)
		}
	}
}

// Servers see who asks and where to complain.
func TestUserAgent(t *testing.T) {
	for _, c := range []struct{ contact, want string }{
		{"", "dateline/" + version + " (terminal news reader; +dateline)"},
		{"me@example.org", "dateline/" + version + " (terminal news reader; +me@example.org)"},
	} {
		if got := (network{Contact: c.contact}).userAgent(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"theme", "width", "refresh", "url", "any"}
	for _, c := range []struct{ word, want string }{
		{"tehme", "theme"},
		{"Width", "width"},
		{"refesh", "refresh"},
		{"ulr", "url"},
		{"colour", ""},
		{"", ""},
	} {
		if got := nearest(c.word, known); got != c.want {
			t.Errorf("nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}

// The lines of the example fit a screen where a reader would edit it; word lists may be longer.
func TestExampleIsNarrow(t *testing.T) {
	s := bufio.NewScanner(bytes.NewReader(defaultConfig))
	for n := 1; s.Scan(); n++ {
		if limit := 90; strings.HasPrefix(s.Text(), "# ") && len([]rune(s.Text())) > limit {
			t.Errorf("line %d is longer than %d characters", n, limit)
		}
	}
}

func BenchmarkDefaultConfig(b *testing.B) {
	for b.Loop() {
		if _, err := parseConfig(Config{}, "config.example.toml", defaultConfig); err != nil {
			b.Fatal(err)
		}
	}
}
