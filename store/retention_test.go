package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/article"
	"dateline/feeds/topics"
)

const days = 24 * time.Hour

// kept opens a store that keeps stories for so long.
func kept(t *testing.T, path string, c *clock, r Retention) *DB {
	t.Helper()
	db, err := Open(t.Context(), path, Options{Now: c.Now, Keep: r})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// clean cleans, and wants it to be due.
func clean(t *testing.T, db *DB) int {
	t.Helper()
	n, err := db.Clean(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// noOrphans looks in every table for what belongs to no story.
func noOrphans(t *testing.T, db *DB) {
	t.Helper()
	rows, err := db.read.Query(`SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.sql NOT LIKE '%VIRTUAL%' AND m.name NOT LIKE 'words%' AND m.name NOT LIKE 'sqlite%'
		AND (c.name IN ('story', 'place') OR c.name = 'id' AND m.name IN ('headline', 'body')) AND m.name NOT IN ('change', 'act')`)
	if err != nil {
		t.Fatal(err)
	}
	var checks []string
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		of := map[bool]string{true: "place", false: "id"}[column == "place"]
		checks = append(checks, fmt.Sprintf("SELECT '%s', count(*) FROM %[1]s WHERE %s NOT IN (SELECT %s FROM story)", table, column, of))
	}
	if err := rows.Err(); err != nil || len(checks) < 8 {
		t.Fatal(checks, err)
	}
	checks = append(checks, "SELECT 'words', count(*) FROM words_docsize WHERE id NOT IN (SELECT place FROM story)")
	for _, check := range checks {
		var table string
		var n int
		if err := db.read.QueryRow(check).Scan(&table, &n); err != nil || n > 0 {
			t.Errorf("%s: %d rows belong to no story, %v", table, n, err)
		}
	}
	if _, err := db.write.Exec("INSERT INTO words (words, rank) VALUES ('integrity-check', 0)"); err != nil {
		t.Error(err)
	}
	checkTallies(t, db)
}

// Each of these came in long ago; what happened to it since decides.
func TestClean(t *testing.T) {
	ctx := t.Context()
	c := &clock{noon}
	path := filepath.Join(t.TempDir(), "news.db")
	r := Retention{Keeping: Keeping{Read: 90 * days}}
	db := kept(t, path, c, r)
	if _, err := db.SetTopics(ctx, []topics.Topic{{Name: "T", Any: []string{"story"}}}); err != nil {
		t.Fatal(err)
	}
	names := []string{"", "read", "unread", "saved", "noted", "tagged", "unsaved", "unnoted", "late", "with versions", "muted", "followed"}
	var items []feeds.Item
	for i, name := range names[1:] {
		items = append(items, item(fmt.Sprint(i), "story "+name, time.Duration(len(names)-i)*time.Minute))
	}
	keep(t, db, answer("A", items...))
	clean(t, db) // sets the mark from which it is due every day
	id := func(name string) ID {
		p, err := db.Page(ctx, Query{Room: Latest, Words: `title:"` + name + `"`}, 0, 1)
		if err != nil || len(p.Stories) != 1 {
			t.Fatal(name, p, err)
		}
		return p.Stories[0].ID
	}
	read := []ID{id("read"), id("saved"), id("noted"), id("tagged"), id("unsaved"), id("unnoted"), id("with versions"), id("muted"), id("followed")}
	late := id("late")
	for _, do := range []func() (Act, error){
		func() (Act, error) { return db.MarkRead(ctx, read, true) },
		func() (Act, error) { return db.Save(ctx, read[1], true) },
		func() (Act, error) { return db.SetNote(ctx, read[2], "why") },
		func() (Act, error) { return db.Save(ctx, read[2], false) },
		func() (Act, error) { return db.SetTags(ctx, read[3], []string{"x"}) },
		func() (Act, error) { return db.Save(ctx, read[3], false) },
		func() (Act, error) { return db.Save(ctx, read[4], true) },
		func() (Act, error) { return db.Save(ctx, read[4], false) },
		func() (Act, error) { return db.SetNote(ctx, read[5], "why") },
		func() (Act, error) { return db.SetNote(ctx, read[5], "") },
		func() (Act, error) { return db.Mute(ctx, "title:muted", time.Time{}) },
	} {
		if a, err := do(); err != nil || a.Count == 0 {
			t.Fatal(a, err)
		}
	}
	for _, text := range []string{"one", "two"} {
		if err := db.KeepArticle(ctx, read[6], article.Article{Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.KeepPlace(ctx, read[0], 80); err != nil {
		t.Fatal(err)
	}
	if _, err := db.write.Exec(`INSERT INTO storyline (id, name, followed) VALUES (1, 'x', 1), (2, 'y', 0);
		INSERT INTO chapter (event, line) VALUES (?, 1), (?, 2); INSERT INTO topic_correction VALUES (?, 'T', 0)`, read[8], read[0], read[0]); err != nil {
		t.Fatal(err)
	}
	left := func() string {
		p, err := db.Page(ctx, latest, 0, 20)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, s := range p.Stories {
			out = append(out, strings.TrimPrefix(s.Title, "story "))
		}
		return strings.Join(out, ", ")
	}
	daily := func(d time.Duration) (n int) { // as a reader who is there every week
		for end := c.now.Add(d); c.now.Before(end); {
			c.now = c.now.Add(min(7*days, end.Sub(c.now)))
			n += clean(t, db)
		}
		return n
	}
	if n := daily(80 * days); n != 0 {
		t.Errorf("after 80 days: %d went", n)
	}
	if _, err := db.MarkRead(ctx, []ID{late}, true); err != nil {
		t.Fatal(err)
	}
	if n := daily(20 * days); n != 3 || left() != "followed, late, unnoted, unsaved, tagged, noted, saved, unread" {
		t.Errorf("after 100 days: %d went, left are %s", n, left())
	}
	noOrphans(t, db)
	var chapters int
	if err := db.read.QueryRow("SELECT count(*) FROM chapter").Scan(&chapters); err != nil || chapters != 1 {
		t.Errorf("%d events belong to a story line, %v", chapters, err)
	}
	if added, _ := keep(t, db, answer("A", items...)); added != 0 {
		t.Errorf("the feed brings %d back that were cleaned away", added)
	}
	if n := daily(80 * days); n != 1 || strings.Contains(left(), "late") {
		t.Errorf("90 days after it was read: %d went, left are %s", n, left())
	}
	for {
		a, ok, err := db.Undo(ctx)
		if err != nil {
			t.Fatal(a, err)
		}
		if !ok {
			break
		}
	}
	noOrphans(t, db)
	if added, _ := keep(t, db, answer("A", items...)); added != 0 || clean(t, db) != 0 {
		t.Errorf("%d came back", added)
	}
}

// A feed has its own time, which holds when it is gone from the configuration; saved stories have theirs only when the reader says so.
func TestCleanFeeds(t *testing.T) {
	ctx := t.Context()
	c := &clock{noon}
	path := filepath.Join(t.TempDir(), "news.db")
	a, b := answer("A", item("1", "a", 0)), answer("B", item("2", "b", 0), item("3", "saved", 0))
	r := Retention{Keeping: Keeping{Read: 30 * days, Unread: 30 * days}, Feeds: map[string]Keeping{b.URL: {Read: Forever, Unread: Forever}}}
	db := kept(t, path, c, r)
	keep(t, db, a)
	keep(t, db, b)
	if _, err := db.Save(ctx, 3, true); err != nil {
		t.Fatal(err)
	}
	follow := func(sources ...feeds.Source) {
		if err := db.Follow(ctx, sources); err != nil {
			t.Fatal(err)
		}
	}
	follow(a.Source, b.Source)
	clean(t, db)
	c.now = c.now.Add(29 * days)
	if n := clean(t, db); n != 0 {
		t.Errorf("%d went after 29 days", n)
	}
	db.Close()
	r.Feeds = nil // both are gone from the configuration
	db = kept(t, path, c, r)
	follow()
	c.now = c.now.Add(29 * days)
	if n := clean(t, db); n != 1 {
		t.Errorf("%d went", n)
	}
	if got := titles(t, db, latest); len(got) != 2 {
		t.Errorf("%q", got)
	}
	follow(b.Source) // it is back, and kept as any other
	c.now = c.now.Add(days)
	if n := clean(t, db); n != 1 {
		t.Errorf("%d went", n)
	}
	db.Close()
	r.Saved = 60 * days
	db = kept(t, path, c, r)
	c.now = c.now.Add(20 * days)
	if n := clean(t, db); n != 1 {
		t.Errorf("%d went", n)
	}
	noOrphans(t, db)
}

// A clock that is wrong for a while costs little, and a cancelled cleaning stops between two transactions.
func TestCleanWithAWrongClock(t *testing.T) {
	c := &clock{noon}
	r := Retention{Keeping: Keeping{Read: 90 * days, Unread: 90 * days}}
	db := kept(t, filepath.Join(t.TempDir(), "news.db"), c, r)
	keep(t, db, answer("A", item("1", "a", 0)))
	clean(t, db)
	c.now = noon.Add(10 * 365 * days)
	if n := clean(t, db); n != 0 {
		t.Errorf("ten years ahead: %d went", n)
	}
	c.now = noon.Add(-3 * 365 * days)
	if n := clean(t, db); n != 0 {
		t.Errorf("three years back: %d went", n)
	}
	for c.now = noon.Add(days); c.now.Before(noon.Add(95 * days)); c.now = c.now.Add(10 * days) {
		clean(t, db)
	}
	if got := titles(t, db, latest); len(got) != 1 {
		t.Errorf("%q: it went too early", got)
	}
	c.now = noon.Add(96 * days)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if n, err := db.Clean(ctx); n != 0 || err == nil {
		t.Error(n, err)
	}
	n := 0
	for range 50 { // it takes a month at a time
		n += clean(t, db)
	}
	if n != 1 {
		t.Errorf("%d went", n)
	}
	var mark sql.NullString
	if err := db.read.QueryRow("SELECT value FROM meta WHERE name = 'cleaned'").Scan(&mark); err != nil || mark.String == "" {
		t.Error(mark, err)
	}
}

// A store of which most is over is cleaned in steps, and what a search finds is what is left.
func TestCleanMany(t *testing.T) {
	c := &clock{noon}
	db := kept(t, filepath.Join(t.TempDir(), "news.db"), c, Retention{Keeping: Keeping{Unread: 30 * days}})
	newWorld(5).some(t, db, 3000)
	clean(t, db)
	if _, err := db.Save(t.Context(), 7, true); err != nil {
		t.Fatal(err)
	}
	c.now = noon.Add(29 * days)
	clean(t, db)
	keep(t, db, answer("Late", item("1", "late story", 0)))
	c.now = noon.Add(31 * days)
	if n := clean(t, db); n != 2999 {
		t.Errorf("%d went", n)
	}
	if p, err := db.Page(t.Context(), latest, 0, 10); err != nil || p.Total != 2 || len(p.Stories) != 2 {
		t.Errorf("%+v, %v", p, err)
	}
	noOrphans(t, db)
}
