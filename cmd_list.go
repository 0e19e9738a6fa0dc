package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/internal/safe"
	"dateline/store"
	"dateline/store/query"
	"dateline/ui"
)

func listCommand() command {
	return command{
		name: "list", args: "[WORDS…]", short: "print stored stories, newest first",
		long: `
Prints the stored stories, newest first, one a line: age, source, title.
WORDS choose among them, in the language of the search (dateline help search):

  dateline list ukraine "peace plan" -sport
  dateline list topic:climate is:unread newer:1d
  dateline list 'title:envoy OR title:summit' source:guardian
  dateline list is:saved
  dateline list 'sources:>=3 newer:1d sort:sources'

  --json      one JSON object a line: id, title, url, source, published,
              topics, read, saved, and where known summary and lang
  --limit N   at most N stories

A topic, source, country or tag that is none is named, with what may be meant.
Options stand before the first word. When the first word starts with a dash,
write -- before it.`,
		run: (*program).list,
	}
}

// lister is what list was asked for.
type lister struct {
	json  bool
	limit int
	words string
}

func (p *program) list(ctx context.Context, args []string) error {
	var l lister
	set := p.flags("list")
	l.flags(set)
	words, err := p.parse(set, args)
	if err != nil {
		return err
	}
	if err := cmp.Or(l.few(), l.take(words, p.now())); err != nil {
		return err
	}
	_, db, err := p.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(p.printStories(ctx, db, l), db.Close())
}

func (l *lister) flags(set *flag.FlagSet) {
	set.BoolVar(&l.json, "json", false, "")
	set.IntVar(&l.limit, "limit", math.MaxInt, "")
}

// few refuses a limit that is none.
func (l *lister) few() error {
	if l.limit < 1 {
		return usage("--limit wants a number above 0, not %d", l.limit)
	}
	return nil
}

// take takes the words of the search and looks whether they can be read.
func (l *lister) take(words []string, now time.Time) error {
	for i, w := range words {
		if strings.HasPrefix(w, "--") && len(w) > 2 {
			return usage("%s stands behind a word: options go before the first one", quoted(w))
		}
		words[i] = query.Argument(w)
	}
	l.words = strings.Join(words, " ")
	e, err := query.Parse(l.words, now)
	if err != nil {
		return usageError{err.Error()}
	}
	if e == nil {
		l.words = "" // signs alone, ";", ask for nothing
	}
	return nil
}

// printStories prints the stories that were there when it began.
func (p *program) printStories(ctx context.Context, db *store.DB, l lister) error {
	const step = 500
	newest, err := db.Newest(ctx)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(p.out)
	q := store.Query{Room: store.Latest, Words: l.words, UpTo: newest}
	for first := 0; first < l.limit; first += step {
		n := min(step, l.limit-first)
		page, err := db.Page(ctx, q, first, n)
		if err != nil {
			return err
		}
		if page.Total == 0 {
			return db.Doubt(ctx, q)
		}
		for _, s := range page.Stories {
			if err := p.printStory(out, s, l.json); err != nil {
				return err
			}
		}
		if len(page.Stories) < n {
			break
		}
	}
	return out.Flush()
}

// storyJSON is a line of list --json.
type storyJSON struct {
	ID        store.ID `json:"id"`
	Title     string   `json:"title"`
	URL       string   `json:"url"`
	Source    string   `json:"source"`
	Published string   `json:"published"` // RFC 3339
	Topics    []string `json:"topics"`
	Read      bool     `json:"read"`
	Saved     bool     `json:"saved"`
	Summary   string   `json:"summary,omitempty"` // its beginning
	Lang      string   `json:"lang,omitempty"`
}

func (p *program) printStory(out *bufio.Writer, s store.Story, asJSON bool) error {
	if asJSON {
		return writeJSONLine(out, storyJSON{
			ID: s.ID, Title: s.Title, URL: s.URL, Source: s.Source, Published: rfc3339(s.Published),
			Topics: append([]string{}, s.Topics...), Read: s.Read, Saved: s.Saved,
			Summary: s.Summary, Lang: s.Language,
		})
	}
	when, source, title := ui.Age(p.now(), s.Published), safe.Line(s.Source), safe.Line(s.Title)
	if !p.terminal {
		_, err := fmt.Fprintf(out, "%s\t%s\t%s\n", when, source, title)
		return err
	}
	line := fit(when, 7) + " " + fit(source, 22) + " " + title
	if p.width > 0 {
		line = ansi.Truncate(line, p.width, "…")
	}
	_, err := fmt.Fprintln(out, line)
	return err
}

// fit cuts or fills s to so many columns.
func fit(s string, columns int) string {
	s = ansi.Truncate(s, columns, "…")
	return s + strings.Repeat(" ", columns-ansi.StringWidth(s))
}

// rfc3339 writes a time in UTC; one that is not known is empty.
func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// writeJSONLine writes one object and a line feed, with < and & as they are.
func writeJSONLine(out *bufio.Writer, v any) error { return writeJSON(out, v) }

func writeJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
