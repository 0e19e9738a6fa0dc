package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/feeds"
)

// edited writes a configuration, edits it and returns what it is then.
func edited(t *testing.T, text string, edit func(*configFile) error) (string, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "c.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := readConfigFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := edit(f); err != nil {
		return "", errors.New(strings.ReplaceAll(err.Error(), path, "c.toml"))
	}
	if err := f.save(); err != nil {
		t.Fatal(err)
	}
	out, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(out), nil
}

// block is a [[feeds]] as it is written.
func block(lines ...string) string { return "[[feeds]]\n" + strings.Join(lines, "\n") + "\n" }

const (
	a = "url = \"https://a.example/f\""
	b = "url = \"https://b.example/f\""
	n = "url = \"https://n.example/f\"\nname = \"N\""
)

func TestConfigEdits(t *testing.T) {
	add := func(folder ...string) func(*configFile) error {
		return func(f *configFile) error {
			return f.add([]addition{{feeds.Source{URL: "https://n.example/f", Name: "N"}, folder}})
		}
	}
	remove := func(f *configFile) error { return f.remove("https://a.example/f") }
	within := func(f *configFile) error { return f.move("https://a.example/f", "https://a.example/g") }
	move := func(f *configFile) error { return f.move("https://a.example/f", "https://m.example/g?x=1") }
	topics := "[[topics]]\nname = \"T\"\nany = [\n  \"x\", # words\n]\n"
	cases := []struct {
		name, text string
		edit       func(*configFile) error
		want       string
	}{
		{"the first feed of all", "", add(), block(n)},
		{"the first feed, behind options", "width = 70 # narrow", add(), "width = 70 # narrow\n\n" + block(n)},
		{"the first feed, behind topics", topics + "\n\n", add(), topics + "\n" + block(n) + "\n\n"},
		{"the first feed, in a folder", "width = 70\n", add("World", "Asia"), "width = 70\n\n# ── World › Asia ──\n\n" + block(n)},
		{"behind another", block(a) + "# the end\n", add(), block(a) + "\n" + block(n) + "\n# the end\n"},
		{"between feeds and topics", block(a) + "\n" + topics, add(), block(a) + "\n" + block(n) + "\n" + topics},
		{"in its folder", "# ── X ──\n" + block(a) + "\n# ── Y ──\n" + block(b), add("X"), "# ── X ──\n" + block(a) + "\n" + block(n) + "\n# ── Y ──\n" + block(b)},
		{"in a new folder", "# ── X ──\n" + block(a) + "\n# ── Topics ─────\n\n" + topics, add("Y"), "# ── X ──\n" + block(a) + "\n# ── Y ──\n\n" + block(n) + "\n# ── Topics ─────\n\n" + topics},
		{"in no folder, where all have one", "# mine\n\n# ── X ──\n" + block(a), add(), "# mine\n\n" + block(n) + "\n# ── X ──\n" + block(a)},
		{"in no folder, at the top of the file", "# ── X ──\n" + block(a), add(), block(n) + "\n# ── X ──\n" + block(a)},
		{"in no folder, where the heading is of another kind", "# ── Feeds ────\n\n" + block(a), add(), "# ── Feeds ────\n\n" + block(a) + "\n" + block(n)},
		{"a folder ends at a table", "# ── X ──\n" + block(a) + topics + block(b), add(), "# ── X ──\n" + block(a) + topics + block(b) + "\n" + block(n)},
		{"lines of another system", "width = 70\r\n[[feeds]]\r\n" + a + "\r\n", add(), "width = 70\r\n[[feeds]]\r\n" + a + "\r\n\r\n[[feeds]]\r\n" + strings.ReplaceAll(n, "\n", "\r\n") + "\r\n"},
		{"a mark at the start", "\ufeff" + block(a), add(), "\ufeff" + block(a) + "\n" + block(n)},
		{"no line end at the end", block(a)[:len(block(a))-1], add(), block(a) + "\n" + block(n)},

		{"remove the only one", "# mine\n" + block(a+" # good"), remove, "# mine\n"},
		{"remove the first", block(a) + "\n" + block(b), remove, block(b)},
		{"remove the last", block(b) + "\n" + block(a), remove, block(b)},
		{"remove one in the middle", block(b) + "\n" + block("name = \"A\" # why", "# old: x", a) + "\n" + topics, remove, block(b) + "\n" + topics},
		{"comments around stay", "# before\n" + block(a) + "# behind\n\n" + block(b), remove, "# before\n# behind\n\n" + block(b)},
		{"the other one looks alike", block(b, "name = \"https://a.example/f\"") + block(a), remove, block(b, "name = \"https://a.example/f\"")},

		{"move", "# x\n" + block(a+" # good") + topics, move, "# x\n" + block("url = \"https://m.example/g?x=1\" # good") + topics},
		{"move, in an inline list", "feeds = [\n  {url = \"https://a.example/f\", name = \"A\"}, # one\n]\n", move, "feeds = [\n  {url = \"https://m.example/g?x=1\", name = \"A\"}, # one\n]\n"},
		{"move, with a password, on its server", block("url = \"https://jane:pw@a.example/f\""), within, block("url = \"https://jane:pw@a.example/g\"")},
	}
	for _, c := range cases {
		got, err := edited(t, c.text, c.edit)
		if err != nil || got != c.want {
			t.Errorf("%s: %v\n%q\nwant\n%q", c.name, err, got, c.want)
		}
	}
	for _, c := range []struct {
		name, text string
		edit       func(*configFile) error
		want       string
	}{
		{"add to an inline list", `feeds = [{url = "https://a.example/f"}]`, add(), "c.toml is written in a way that only you can edit: nothing was changed"},
		{"remove from an inline list", `feeds = [{url = "https://a.example/f"}, {url = "https://b.example/f"}]`, remove, "c.toml is written in a way that only you can edit: nothing was changed"},
		{"remove a value of two lines", block("url = \"\"\"\\\n  https://a.example/f\"\"\"", "name = \"A\"") + "\n[[feeds]]\nname = \"\"\"\n[[feeds]]\"\"\"\n" + b, remove, ""},
		{"move an address that is spelled otherwise", block("url = \"HTTPS://A.example/f\""), move, "c.toml is written in a way that only you can edit: nothing was changed"},
		{"move to another server, with a password", block("url = \"https://jane:pw@a.example/f\""), move, "c.toml is written in a way that only you can edit: nothing was changed"},
		{"remove what is not there", block(b), remove, "https://a.example/f is not in c.toml"},
	} {
		_, err := edited(t, c.text, c.edit)
		if err == nil && c.want != "" || err != nil && err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// What is added is read as it was meant, whatever names and folders it has.
func TestConfigKeepsWhatIsAdded(t *testing.T) {
	names := []string{"", "Plain", `Quote " and \ and #`, "'''", "日本", "= [", "# ── X ──", "\\u0041", strings.Repeat("x", 80)}
	folders := [][]string{nil, {"World"}, {"World", "Asia"}, {"a › b"}, {"a", "› b"}, {"››", "c ──"}, {"──"}, {"[[feeds]]"}, {"Topics ────"}, slices.Repeat([]string{"d"}, 200)}
	var additions []addition
	for i, name := range names {
		for j, folder := range folders {
			additions = append(additions, addition{feeds.Source{URL: fmt.Sprintf("https://a.example/%d/%d", i, j), Name: name}, folder})
		}
	}
	for _, text := range []string{"", "width = 70\n", block(b), "# ── World ──\n" + block(b), string(defaultConfig)} {
		out, err := edited(t, text, func(f *configFile) error { return f.add(additions) })
		if err != nil {
			t.Fatal(err)
		}
		var f *configFile
		if _, err := edited(t, out, func(read *configFile) error { f = read; return nil }); err != nil {
			t.Fatal(err)
		}
		for _, a := range additions {
			at := slices.IndexFunc(f.entries, func(e entry) bool { return e.Source == a.Source })
			if at < 0 || !slices.Equal(f.entries[at].folder, a.folder) {
				t.Errorf("%q: %q in %q: %d", text[:min(len(text), 20)], a.Source.URL, a.folder, at)
			}
		}
		for line := range strings.Lines(text) {
			if !strings.Contains(out, line) {
				t.Errorf("lost %q", line)
			}
		}
	}
}

// The built-in feeds become one's own with their headings and comments, and mean the same.
func TestConfigOwn(t *testing.T) {
	for _, text := range []string{"", "width = 70"} {
		out, err := edited(t, text, func(f *configFile) error { _, err := f.own(); return err })
		if err != nil {
			t.Fatal(err)
		}
		base, err := parseConfig(Config{}, "x", defaultConfig)
		if err != nil {
			t.Fatal(err)
		}
		c, err := parseConfig(base, "x", []byte(out))
		if err != nil || !slices.Equal(c.Feeds, base.Feeds) {
			t.Errorf("%v\n%s", err, out)
		}
		for _, want := range []string{"# ── Africa ──", "# public, United Kingdom"} {
			if !strings.Contains(out, want) {
				t.Errorf("no %q in\n%s", want, out)
			}
		}
		if strings.Contains(out, "Catalogue") || !strings.HasPrefix(out, text) {
			t.Errorf("%s", out)
		}
	}
}

// A file that somebody else has written meanwhile, or that cannot be written, stays.
func TestConfigNotSaved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.toml")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(block(a))
	f, err := readConfigFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.remove("https://a.example/f"); err != nil {
		t.Fatal(err)
	}
	write(block(b))
	if err := f.save(); err == nil || !strings.HasSuffix(err.Error(), "was changed by somebody else: nothing was written") {
		t.Error(err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != block(b) {
		t.Errorf("%q %v", text, err)
	}
	if err := writeWhole(filepath.Dir(path), []byte("x")); err == nil {
		t.Error("a folder was written over")
	}
}

func TestFeedIsRenamedAndPaused(t *testing.T) {
	for _, c := range []struct {
		name, text string
		edit       func(*configFile) error
		want       string
	}{
		{"new name", block(a), func(f *configFile) error { return f.rename("https://a.example/f", `My "A"`) }, block(a, `name = "My \"A\""`)},
		{"other name, comment stays", block(a, `name = 'A'   # public`), func(f *configFile) error { return f.rename("https://a.example/f", "B") }, block(a, `name = "B"   # public`)},
		{"no name", block(a, `name = "A"`), func(f *configFile) error { return f.rename("https://a.example/f", " ") }, block(a)},
		{"no name, comment stays", block(a, `name = "A" # x`), func(f *configFile) error { return f.rename("https://a.example/f", "") }, block(a, "# x")},
		{"paused", block(a, `name = "A"`), func(f *configFile) error { return f.pause("https://a.example/f", true) }, block(a, "paused = true", `name = "A"`)},
		{"asked again", block(a, "paused = true"), func(f *configFile) error { return f.pause("https://a.example/f", false) }, block(a)},
	} {
		got, err := edited(t, c.text, c.edit)
		if err != nil || got != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.name, err, got, c.want)
		}
	}
}
