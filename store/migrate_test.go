package store

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/article"
	"dateline/feeds/topics"
)

// A store of every earlier form is kept in testdata, written by the program of its day: vN.db.gz. Before N+1.sql comes,
//
//	FIXTURE=testdata/vN.db.gz go test ./store -run TestMakeFixture
//
// writes the one of form N.

// oldest and newest forms of which there is one at least.
const lastFixture = 13

// fixture unpacks a store of an earlier form.
func fixture(t *testing.T, version int) string {
	t.Helper()
	in, err := os.Open(filepath.Join("testdata", fmt.Sprintf("v%d.db.gz", version)))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	z, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "old.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Whatever form a store has, it opens with all that was in it: stories, texts, topics, marks, what the reader wrote, and what can be
// undone and redone.
func TestEarlierForms(t *testing.T) {
	found, err := filepath.Glob("testdata/v*.db.gz")
	if err != nil || len(found) < lastFixture {
		t.Fatal(found, err)
	}
	for version := 1; version <= len(found); version++ {
		t.Run(fmt.Sprint(version), func(t *testing.T) { testEarlierForm(t, version) })
	}
}

func testEarlierForm(t *testing.T, version int) {
	ctx := t.Context()
	path := fixture(t, version)
	c := &clock{time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	db := open(t, path, c)
	if err := db.Check(ctx); err != nil {
		t.Fatal(err)
	}
	checkTallies(t, db)
	copies, err := copiesOf(path + ".v")
	if want := fmt.Sprintf("%s.v%d-", path, version); err != nil || version < len(migrations()) && (len(copies) != 1 || !strings.HasPrefix(copies[0], want)) {
		t.Errorf("copies: %q, %v", copies, err)
	}
	list := func(words string) string {
		t.Helper()
		return strings.Join(titles(t, db, Query{Room: Latest, Words: words}), " | ")
	}
	const harbours = "Harbour opens again after storm, ships wait | Harbour opens again after the storm"
	for words, want := range map[string]string{
		"harbour": harbours, "pilot": strings.Split(harbours, " | ")[0], "topic:harbours": harbours, "is:read": "Ferry an hour late",
		"ferry is:updated": "Ferry an hour late", "source:ahoy storm": strings.Split(harbours, " | ")[1], `author:"Ada Quill" is:saved`: strings.Split(harbours, " | ")[1],
	} {
		if got := list(words); got != want {
			t.Errorf("%s finds %q, want %q", words, got, want)
		}
	}
	for words, muted := range map[string]string{"runs": "is:muted runs", "bridge": "is:muted bridge"} {
		if version >= 5 {
			if got := list(words); got != "" {
				t.Errorf("%s finds %q, which is muted", words, got)
			}
			words = muted
		}
		if got := list(words); got != "Bridge closed until spring" {
			t.Errorf("%s finds %q", words, got)
		}
	}
	one := must(db.Body(ctx, 1))
	three := must(db.Body(ctx, 3))
	if !one.Story.Saved || !slices.Equal(one.Story.Topics, []string{"Harbours"}) || one.SavedAt.IsZero() {
		t.Errorf("%+v", one.Story)
	}
	if three.Article == nil || three.Article.Text != "The old bridge is shut; a ferry runs." || must(db.Body(ctx, 4)).ArticleErr != "the server says 404" {
		t.Errorf("%+v", three.Article)
	}
	if version >= 3 {
		if v := must(db.Versions(ctx, 2)); len(v) != 1 || v[0].Title != "Ferry late" {
			t.Errorf("earlier versions: %+v", v)
		}
	}
	if said := one.Note != "" || len(one.Story.Tags) > 0 || three.Place > 0; said != (version >= 4) {
		t.Errorf("note %q, tags %q, place %d", one.Note, one.Story.Tags, three.Place)
	}
	if version >= 4 && (one.Note != "Ask the *harbour master*." || !slices.Equal(one.Story.Tags, []string{"later", "sea"}) || three.Place != 12) {
		t.Errorf("note %q, tags %q, place %d", one.Note, one.Story.Tags, three.Place)
	}
	testEarlierJournal(t, db, version)
	if n, _ := keep(t, db, answer("C", item("9", "A new one", -10*time.Hour))); n != 1 {
		t.Error("nothing new is kept")
	}
	noOrphans(t, db)
}

// testEarlierJournal redoes what was undone last, and undoes all.
func testEarlierJournal(t *testing.T, db *DB, version int) {
	ctx := t.Context()
	if a, ok, err := db.Redo(ctx); err != nil || !ok || a.Kind != "read" || !must(db.Story(ctx, 4)).Read {
		t.Errorf("redo: %+v, %t, %v", a, ok, err)
	}
	var kinds []string
	for {
		a, ok, err := db.Undo(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			break
		}
		kinds = append(kinds, a.Kind)
	}
	want := []string{"read", "saved", "read"}
	if version >= 4 {
		want = []string{"read", "tagged", "noted", "saved", "read"}
	}
	if version >= 5 {
		want = slices.Insert(want, 1, "muted")
	}
	if c, err := db.Counts(ctx); !slices.Equal(kinds, want) || err != nil || c.Saved != 0 || c.Unread != 4 || c.Stories != 4 {
		t.Errorf("undone: %q, want %q; %+v, %v", kinds, want, c, err)
	}
}

func TestMakeFixture(t *testing.T) {
	file := os.Getenv("FIXTURE")
	if file == "" {
		t.Skip("FIXTURE names no file")
	}
	ctx := t.Context()
	c := &clock{time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)}
	path := filepath.Join(t.TempDir(), "old.db")
	db := open(t, path, c)
	must(db.SetTopics(ctx, []topics.Topic{{Name: "Harbours", Any: []string{"harbour"}}, {Name: "Bridges", Any: []string{"bridge"}}}))
	report := func(id, title string, minutes int, content string) feeds.Item {
		return feeds.Item{
			ID: id, Title: title, Link: "https://news.example/" + id, Published: c.now.Add(-time.Duration(minutes) * time.Minute),
			Summary: "<p>" + title + ", in short.</p>", Content: content, Authors: []feeds.Person{{Name: "Ada Quill"}}, Categories: []string{"Coast"},
		}
	}
	keep(t, db, answer("ahoy", report("1", "Harbour opens again after the storm", 90, ""), report("2", "Ferry late", 80, ""),
		report("3", "Bridge closed until spring", 70, "")))
	keep(t, db, answer("beacon", report("4", "Harbour opens again after storm, ships wait", 60, "<p>Forty ships wait outside the harbour for a pilot.</p>")))
	must(db.Group(ctx))
	c.now = c.now.Add(time.Hour)
	keep(t, db, answer("ahoy", report("2", "Ferry an hour late", 140, "")))
	must(db.MarkRead(ctx, []ID{2}, true))
	must(db.Save(ctx, 1, true))
	for _, text := range []string{"The old bridge is shut.", "The old bridge is shut; a ferry runs."} {
		if err := db.KeepArticle(ctx, 3, article.Article{Title: "Bridge closed until spring", Markdown: text, Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.KeepArticleError(ctx, 4, "the server says 404"); err != nil {
		t.Fatal(err)
	}
	must(db.SetNote(ctx, 1, "Ask the *harbour master*."))
	must(db.SetTags(ctx, 1, []string{"sea", "later"}))
	if err := db.KeepPlace(ctx, 3, 12); err != nil {
		t.Fatal(err)
	}
	must(db.Mute(ctx, "title:bridge", time.Time{}))
	must(db.MarkRead(ctx, []ID{4}, true))
	if _, _, err := db.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if err := db.Backup(ctx, path+".small"); err != nil {
		t.Fatal(err)
	}
	out := must(os.Create(file))
	defer out.Close()
	z := must(gzip.NewWriterLevel(out, gzip.BestCompression))
	if _, err := z.Write(must(os.ReadFile(path + ".small"))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}
