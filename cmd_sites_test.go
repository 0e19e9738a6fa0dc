package main

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/article"
	"dateline/store"
)

// sitesProgram has a store that learned two lines of a site, and rules for another.
func sitesProgram(t *testing.T) (*program, *strings.Builder) {
	t.Helper()
	folder := t.TempDir()
	config, path := filepath.Join(folder, "config.toml"), filepath.Join(folder, "news.db")
	for name, text := range map[string]string{
		config: "", filepath.Join(folder, sitesFile): "[[sites]]\nhost = \"courier.example\"\nhide = [{ class = \"club\" }]\nkeep = [{ text = \"Corrections\" }]\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	now := func() time.Time { return time.Date(2031, 5, 4, 12, 0, 0, 0, time.UTC) }
	db, err := store.Open(t.Context(), path, store.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	var items []feeds.Item
	for i := range 4 {
		items = append(items, feeds.Item{ID: strconv.Itoa(i), Title: "x", Link: "https://almanac.example/" + strconv.Itoa(i), Published: now()})
	}
	_, _, err = db.Keep(t.Context(), feeds.Answer{
		Source: feeds.Source{URL: "https://almanac.example/feed"}, Asked: now(), Status: 200, Feed: &feeds.Feed{Items: items},
	})
	for i := range 4 {
		lines := []string{"Printed in Holm"}
		if i > 0 {
			lines = append(lines, "Printed on oak")
		}
		err = errors.Join(err, db.KeepArticle(t.Context(), store.ID(i+1), article.Article{URL: items[i].Link, Title: strconv.Itoa(i), Text: "x", Standing: lines}))
	}
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	return &program{stdio: stdio{out: &out, err: &out}, now: now, config: config, store: path}, &out
}

func TestSites(t *testing.T) {
	p, out := sitesProgram(t)
	const yours = "courier.example\thide class \"club\" · your rule\ncourier.example\tkeep text \"Corrections\" · your rule\n"
	const holm = "almanac.example\thide \"Printed in Holm\" · stands on 4 pages\n"
	const oak = "almanac.example\thide \"Printed on oak\" · stands on 3 pages\n"
	const oakKept = "almanac.example\tkeep \"Printed on oak\" · stands on 3 pages, shown as you wish\n"
	for _, c := range []struct{ words, want string }{
		{"sites", yours + holm + oak},
		{"sites https://www.almanac.example/1", holm + oak},
		{"sites keep almanac.example Printed on", ""},
		{"sites almanac.example", holm + oakKept},
		{"sites hide almanac.example printed on oak", ""},
		{"sites almanac.example", holm + oak},
		{"sites keep almanac.example Printed", "2 lines of almanac.example begin with \"Printed\": write more of the one you mean"},
		{"sites keep almanac.example Painted", "no line of almanac.example that begins with \"Painted\" was learned · dateline sites almanac.example lists them"},
		{"sites keep almanac.example", "sites keep wants a host and a line, as dateline sites prints them"},
		{"sites --json almanac.example", `{"host":"almanac.example","by":"pages","does":"hide","rule":"Printed in Holm","pages":4}` + "\n" +
			`{"host":"almanac.example","by":"pages","does":"hide","rule":"Printed on oak","pages":3}` + "\n"},
		{"sites nowhere.example", ""},
	} {
		out.Reset()
		got := ""
		if err := p.run(t.Context(), strings.Fields(c.words)); err != nil {
			got = err.Error()
		}
		if got += out.String(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.words, got, c.want)
		}
	}
	out.Reset()
	p.terminal, p.width = true, 40
	if err := p.run(t.Context(), []string{"sites"}); err != nil {
		t.Fatal(err)
	}
	want := "courier.example\n  hide class \"club\" · your rule\n  keep text \"Corrections\" · your rule\n" +
		"almanac.example\n  hide \"Printed in Holm\" · stands on 4 …\n  hide \"Printed on oak\" · stands on 3 p…\n"
	if out.String() != want {
		t.Errorf("got %q", out.String())
	}
}
