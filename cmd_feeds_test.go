package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/store"
)

// noon is when these tests are.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// told runs a command over an internet in memory and returns what it says.
func told(t *testing.T, folder string, pages map[string]string, terminal int, args ...string) (string, error) {
	t.Helper()
	return toldOver(t, folder, pagesInMemory(pages), terminal, args...)
}

// toldOver is the same over any network.
func toldOver(t *testing.T, folder string, network http.RoundTripper, terminal int, args ...string) (string, error) {
	t.Helper()
	var out strings.Builder
	p := program{
		stdio: stdio{in: strings.NewReader(""), out: &out, err: &out, terminal: terminal > 0, width: terminal},
		now:   func() time.Time { return noon }, transport: network,
		config: filepath.Join(folder, "c.toml"), store: filepath.Join(folder, "s.db"),
	}
	if _, err := os.Stat(p.config); err != nil {
		if err := os.WriteFile(p.config, []byte("[[feeds]]\nurl = \"https://other.example/f\"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	err := p.run(context.Background(), args)
	return strings.ReplaceAll(out.String(), folder+"/", ""), err
}

type pagesInMemory map[string]string

func (p pagesInMemory) RoundTrip(r *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	body, ok := p[r.URL.String()]
	if !ok {
		rec.WriteHeader(http.StatusNotFound)
	}
	_, _ = io.WriteString(rec, body)
	resp := rec.Result()
	resp.Request = r
	return resp, nil
}

const twoFeeds = `<html><head>
<link rel="alternate" type="application/rss+xml" href="/comments/feed" title="Comments">
<link rel="alternate" type="application/rss+xml" href="/feed"></head><body>Hello</body></html>`

func courier(title string) string {
	return `<rss version="2.0"><channel><title>` + title + `</title>
<item><title>Harbour &amp;#27;[2J opens` + "\u202e" + `</title><pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate></item>
<item><title>A headline that is much longer than a narrow terminal is wide</title></item></channel></rss>`
}

func TestAddOneOfSeveral(t *testing.T) {
	folder := t.TempDir()
	site := map[string]string{
		"https://a.example/": twoFeeds, "https://a.example/feed": courier("The Courier"), "https://a.example/comments/feed": courier("Comments on the Courier"),
	}
	got, err := told(t, folder, site, 40, "feeds", "add", "a.example")
	want := ` 1  The Courier · RSS · 2 items · newes…
    https://a.example/feed
      Harbour [2J opens
      A headline that is much longer th…
 2  Comments on the Courier · RSS · 2 i…
    https://a.example/comments/feed
      Harbour [2J opens
      A headline that is much longer th…
`
	if err == nil || err.Error() != "2 feeds were found, none was added · --pick N takes one" || got != want {
		t.Errorf("%v\n%s", err, got)
	}
	if _, err = told(t, folder, site, 0, "feeds", "add", "a.example", "--pick", "3"); err == nil || err.Error() != "--pick 3: no more than 2 feeds were found" {
		t.Error(err)
	}
	got, err = told(t, folder, site, 0, "feeds", "add", "--pick", "1", "a.example", "--name", " My\x1b Courier ")
	if err != nil || got != "My Courier added · https://a.example/feed · config c.toml\n" {
		t.Errorf("%q %v", got, err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "c.toml"))
	if err != nil || !strings.HasSuffix(string(text), "\n\n[[feeds]]\nurl = \"https://a.example/feed\"\nname = \"My Courier\"\n") {
		t.Errorf("%s %v", text, err)
	}
}

func TestBrowseOnTerminal(t *testing.T) {
	got, err := told(t, t.TempDir(), nil, 60, "feeds", "browse", "oceania")
	want := `Oceania
  ABC Australia             en  public, Australia
  ABC Australia World       en  public, Australia; a sectio…
  Sydney Morning Herald     en  private, Australia
`
	if err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestDiagnose(t *testing.T) {
	feed := func(change func(*store.FeedState)) store.FeedState {
		f := store.FeedState{Followed: true, Stories: 10, Changed: noon.Add(-time.Hour), Site: "https://a.example/"}
		f.URL, f.Checked, f.Next = "https://a.example/f?a=1&b", noon.Add(-time.Hour), noon.Add(25*time.Minute)
		change(&f)
		return f
	}
	failing := func(failures, status int, says string) store.FeedState {
		return feed(func(f *store.FeedState) { f.Failures, f.Status, f.LastError = failures, status, says })
	}
	const again = "dateline feeds add --dry-run https://a.example/"
	const remove = "dateline feeds remove 'https://a.example/f?a=1&b'"
	for _, c := range []struct {
		feed         store.FeedState
		trouble, fix string
	}{
		{feed(func(*store.FeedState) {}), "", ""},
		{feed(func(f *store.FeedState) { *f = store.FeedState{Followed: true} }), "", ""},
		{feed(func(f *store.FeedState) { f.Gone = true }), "its server says that it is gone for good (410); it is not asked any more", remove},
		{feed(func(f *store.FeedState) { f.MovedTo = "https://b.example/f" }), "it has moved for good to https://b.example/f", "dateline feeds move 'https://a.example/f?a=1&b'"},
		{feed(func(f *store.FeedState) { f.Changed = noon.Add(-10 * 7 * 24 * time.Hour) }), "it answers, but has brought nothing new for 10 w", again},
		{feed(func(f *store.FeedState) { f.Changed, f.Stories = time.Time{}, 0 }), "it answers, but there is nothing in it", again},
		{feed(func(f *store.FeedState) { f.Failures, f.Status, f.Site = 1, 404, "" }), "there is nothing at its address (404)", again},
		{failing(1, 503, "answered 503"), "its server is in trouble (503)", "nothing: it is asked again in 25 min"},
		{failing(3, 500, "answered 500"), "its server is in trouble (500), 3 times in a row", "nothing: it is asked again in 25 min"},
		{failing(20, 500, "answered 500"), "its server is in trouble (500), 20 times in a row", remove},
		{failing(1, 403, "answered 403"), "its server refuses to give it (403), to programs or to this network", again},
		{failing(1, 403, "answered 403: the site asks for a browser check"), "its site lets only browsers in, by a check that no program passes", again},
		{failing(1, 401, "answered 401: it asks for a password"), "it asks for a password (401)", again},
		{failing(1, 429, "answered 429: asked too often"), "its server was asked too often (429)", "nothing: it is asked again in 25 min"},
		{failing(2, 200, "the answer is a web page, not a feed"), "what is at its address is no feed: the answer is a web page, not a feed, 2 times in a row", again},
		{failing(1, 0, "no such host"), "its host does not exist (any more)", "look for a slip in the address, else " + remove},
		{failing(1, 0, "the certificate is not valid for this address"), "the certificate is not valid for this address", "look at the clock of this computer, else write to the outlet"},
		{failing(1, 0, "no answer in 15 s"), "no answer in 15 s", "nothing: it is asked again in 25 min"},
		{failing(1, 418, "answered 418"), "answered 418", "nothing: it is asked again in 25 min"},
	} {
		trouble, fix := diagnose(c.feed, noon)
		if trouble != c.trouble || fix != c.fix {
			t.Errorf("%+v:\n%s\n%s\nwant\n%s\n%s", c.feed, trouble, fix, c.trouble, c.fix)
		}
	}
}

// A feed that has moved gets its new address in the configuration, and its stories come along.
func TestDoctorMovesFeeds(t *testing.T) {
	folder := t.TempDir()
	config := filepath.Join(folder, "c.toml")
	if err := os.WriteFile(config, []byte("[[feeds]]\nurl = \"https://a.example/f\" # mine\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(context.Background(), filepath.Join(folder, "s.db"), store.Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	ctx, source := context.Background(), feeds.Source{URL: "https://a.example/f"}
	answer := feeds.Answer{Source: source, Asked: noon, Status: 200, MovedTo: "https://b.example/f", Feed: &feeds.Feed{Title: "A", Items: []feeds.Item{{Title: "One", Link: "https://b.example/1"}}}}
	err = db.Follow(ctx, []feeds.Source{source})
	for day := range 5 { // a server has to say so more than once
		answer.Asked = noon.Add(time.Duration(day) * 24 * time.Hour)
		_, _, keeping := db.Keep(ctx, answer)
		err = errors.Join(err, keeping)
	}
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ command, want string }{
		{"feeds doctor", "https://a.example/f\tA\tit has moved for good to https://b.example/f\tdateline feeds move https://a.example/f\n"},
		{"feeds", "https://a.example/f\tA\tok, has moved: dateline feeds move takes it to https://b.example/f\tdue\n"},
		{"feeds move A", "A · https://a.example/f → https://b.example/f\n"},
		{"feeds doctor --fix", "no feed has moved\n"},
		{"feeds doctor", "1 feed: all well\n"},
	} {
		if got, err := told(t, folder, nil, 0, strings.Fields(c.command)...); err != nil || got != c.want {
			t.Errorf("%s: %v\n%s", c.command, err, got)
		}
	}
	if text, err := os.ReadFile(config); err != nil || string(text) != "[[feeds]]\nurl = \"https://b.example/f\" # mine\n" {
		t.Errorf("%s %v", text, err)
	}
	got, err := told(t, folder, nil, 0, "feeds", "--json")
	if err != nil || strings.Count(got, "\n") != 1 || !strings.Contains(got, `"stories":1`) {
		t.Errorf("%s %v", got, err)
	}
}

// Without a network the doctor blames no feed, and a refresh says it once.
func TestNoNetwork(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "c.toml"),
		[]byte("[[feeds]]\nurl = \"https://a.example/f\"\n[[feeds]]\nurl = \"https://b.example/f\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	lost := unplugged{&net.OpError{Op: "dial", Err: &net.DNSError{Name: "a.example", IsNotFound: true}}}
	got, err := toldOver(t, folder, lost, 0, "refresh")
	if err == nil || err.Error() != "no feed answered" || !strings.HasPrefix(got, "no network: 2 feeds could not be reached\n2 feeds · 0 new stories · 2 failed") {
		t.Errorf("%q, %v", got, err)
	}
	const want = "\tthe network\tno feed could be reached when they were last asked, just now\tdateline refresh --force, once it is there again\n"
	if got, err := told(t, folder, nil, 0, "feeds", "doctor"); err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
	refused := unplugged{&net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}}
	if _, err := toldOver(t, folder, refused, 0, "refresh", "--force"); err == nil {
		t.Error("nobody answered")
	}
	if got, err := told(t, folder, nil, 0, "feeds", "doctor"); err != nil || strings.Count(got, "\n") != 2 || strings.Contains(got, "network") {
		t.Errorf("%q, %v", got, err)
	}
}

// unplugged is a network that does not get anywhere.
type unplugged struct{ err error }

func (u unplugged) RoundTrip(*http.Request) (*http.Response, error) { return nil, u.err }

// Every built-in feed is in the catalogue, under the same name.
func TestCatalogueHasTheDefaults(t *testing.T) {
	c, err := parseConfig(Config{}, "config.example.toml", defaultConfig)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, l := range feeds.Catalogue() {
		names[l.URL] = l.Name
	}
	for _, s := range c.Feeds {
		if names[s.URL] != s.Name {
			t.Errorf("%s is called %q in the catalogue", s.Name, names[s.URL])
		}
	}
}

// Lists of thousands are taken in at once; nothing of them is lost on the way out and in again.
func TestImportThousands(t *testing.T) {
	folder := t.TempDir()
	var list strings.Builder
	list.WriteString("<opml><body>")
	for i := range 3000 {
		if i%30 == 0 {
			if i > 0 {
				list.WriteString("</outline>")
			}
			fmt.Fprintf(&list, `<outline text="Folder %d & more">`, i/30)
		}
		fmt.Fprintf(&list, `<outline text="Feed "%d" < x" xmlUrl="https://f%d.example/?a&b=%d"/>`, i, i, i)
	}
	list.WriteString("</outline></body></opml>")
	file := filepath.Join(folder, "list.opml")
	if err := os.WriteFile(file, []byte(list.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := told(t, folder, nil, 0, "feeds", "import", file); err != nil || got != "3,000 feeds added · config c.toml\n" {
		t.Fatal(got, err)
	}
	first, err := told(t, folder, nil, 0, "feeds", "export")
	if err != nil || strings.Count(first, "xmlUrl") != 3001 || strings.Count(first, "<outline text=\"Folder ") != 100 {
		t.Fatal(err, len(first))
	}
	if err := os.WriteFile(file, []byte(first), 0o600); err != nil {
		t.Fatal(err)
	}
	again := t.TempDir()
	if got, err := told(t, again, nil, 0, "feeds", "import", file); err != nil || got != "3,000 feeds added, 1 was there already · config c.toml\n" {
		t.Fatal(got, err)
	}
	if second, err := told(t, again, nil, 0, "feeds", "export"); err != nil || second != first {
		t.Errorf("the second list differs from the first: %v", err)
	}
}

// A list that was exported has all that the configuration says of a feed, but nothing that is secret.
func TestExportKeepsSecrets(t *testing.T) {
	folder, again := t.TempDir(), t.TempDir()
	const public = "[[feeds]]\nurl = \"https://b.example/f\"\nname = \"B\"\nfulltext = \"never\"\npaused = true\n"
	if err := os.WriteFile(filepath.Join(folder, "c.toml"), []byte("[[feeds]]\nurl = \"https://jane:hush1@a.example/f\"\n"+
		"headers = { \"X-Key\" = \"hush2\" }\n\n[[feeds]]\nurl = \"https://c.example/f\"\nauth = { command = [\"hush3\"] }\n\n"+public), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := told(t, folder, nil, 0, "feeds", "export")
	if err != nil || strings.Count(got, "xmlUrl") != 3 || strings.Contains(got, "hush") || strings.Contains(got, "jane") || strings.Contains(got, "X-Key") {
		t.Fatalf("%v\n%s", err, got)
	}
	file := filepath.Join(again, "list.opml")
	if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := told(t, again, nil, 0, "feeds", "import", file); err != nil {
		t.Error(got, err)
	}
	if text, err := os.ReadFile(filepath.Join(again, "c.toml")); err != nil || !strings.HasSuffix(string(text), "\n\n"+public) {
		t.Errorf("%s %v", text, err)
	}
}

// The help of every command fits the smallest usual screen.
func TestFeedsHelpFits(t *testing.T) {
	for _, c := range append(feedsCommands(), feedsCommand()) {
		args := []string{"feeds", c.name, "--help"}
		if c.name == "feeds" {
			args = []string{"help", "feeds"}
		}
		got, err := told(t, t.TempDir(), nil, 0, args...)
		if err != nil || strings.Count(got, "\n") > 23 {
			t.Errorf("%s: %v, %d lines", c.name, err, strings.Count(got, "\n"))
		}
		for line := range strings.Lines(got) {
			if w := len([]rune(strings.TrimSuffix(line, "\n"))); w > 80 {
				t.Errorf("%s: %d columns: %s", c.name, w, line)
			}
		}
	}
}
