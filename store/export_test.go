package store

import (
	"strings"
	"testing"
	"time"

	"dateline/feeds"
	"dateline/feeds/article"
	"dateline/feeds/topics"
)

// A story as a file says what it is, where it was, and what the reader thought of it, and nothing in it is more than text.
func TestBodyMarkdown(t *testing.T) {
	ctx := t.Context()
	c := &clock{noon}
	db := open(t, t.TempDir()+"/news.db", c)
	if _, err := db.SetTopics(ctx, []topics.Topic{{Name: "The \"sea\"", Any: []string{"ship"}}}); err != nil {
		t.Fatal(err)
	}
	i := item("1", "A ship: *calm* & \"quiet\" # <b>", time.Hour)
	i.Content, i.Authors = "<p>First <em>words</em>.</p><p>---</p>", []feeds.Person{{Name: "Ann"}}
	keep(t, db, answer("A", i, item("2", "Bare", 2*time.Hour)))
	if _, err := db.SetTags(ctx, 2, []string{"later", "x: y"}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.SetNote(ctx, 2, "Ask *Ben*.\x1b]52;c;QQ==\x07"); err != nil {
		t.Fatal(err)
	}
	b, err := db.Body(ctx, 2)
	if err != nil {
		t.Fatal(err)
	}
	const want = `---
title: "A ship: *calm* & \"quiet\" # <b>"
url: "https://example.org/1"
source: "A"
author: "Ann"
published: "2026-11-23T11:00:00Z"
saved: "2026-11-23T12:00:00Z"
language: "en"
topics: ["The \"sea\""]
tags: ["later", "x: y"]
---

# A ship: \*calm\* &amp; "quiet" \# &lt;b>

First *words*.

\---

## Note

Ask *Ben*.`
	if got := b.Markdown(); !strings.HasPrefix(got, want) || strings.ContainsAny(got, "\x1b\x07") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if err := db.KeepArticle(ctx, 2, article.Article{Markdown: "Much **more** of the same story than before.", Text: "Much more of the same story than before."}); err != nil {
		t.Fatal(err)
	}
	if b, err = db.Body(ctx, 2); err != nil || !strings.Contains(b.Markdown(), "Much **more**") || strings.Contains(b.Markdown(), "First") {
		t.Errorf("%v\n%s", err, b.Markdown())
	}
	if b, err = db.Body(ctx, 1); err != nil || strings.Contains(b.Markdown(), "saved") || !strings.HasSuffix(b.Markdown(), "# Bare\n") {
		t.Errorf("%v\n%s", err, b.Markdown())
	}
}
