package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"dateline/internal/safe"
	"dateline/store"
)

func exportCommand() command {
	return command{
		name: "export", args: "[WORDS…]", short: "write saved stories, texts, tags and notes to files",
		long: `
Writes the saved stories, latest bookmark first, or those that WORDS find, in the
language of the search: with their whole text, your tags and your notes.

  --format markdown   a file a story, with front matter (the default)
  --format html       one page for all, which loads nothing from anywhere
  --format jsonl      one JSON object a line
  --to PLACE          a folder for markdown, a file for the others; without it
                      they go to stdout
  --force             write over files that are there

A story keeps its file name, so that an export into the same folder adds what is
new; what is there, you may have edited: it is left alone.`,
		run: (*program).export,
	}
}

// exporter is what export was asked for.
type exporter struct {
	format, to string
	force      bool
	query      store.Query
}

func (p *program) export(ctx context.Context, args []string) error {
	var e exporter
	set := p.flags("export")
	set.StringVar(&e.format, "format", "markdown", "")
	set.StringVar(&e.to, "to", "", "")
	set.BoolVar(&e.force, "force", false, "")
	words, err := p.parse(set, args)
	if err != nil {
		return err
	}
	formats := []string{"markdown", "html", "jsonl"}
	if near := nearest(e.format, formats); e.format != formats[0] && e.format != formats[1] && e.format != formats[2] {
		if near != "" {
			near = " · did you mean " + near + "?"
		}
		return usage("--format is markdown, html or jsonl, not %s%s", quoted(e.format), near)
	}
	var l lister
	if err := l.take(words, p.now()); err != nil {
		return err
	}
	e.query = store.Query{Room: store.Saved}
	if l.words != "" {
		e.query = store.Query{Room: store.Latest, Words: l.words}
	}
	db, err := p.lookInto(ctx, store.Retention{})
	if err != nil {
		return err
	}
	return errors.Join(p.exportTo(ctx, db, e), db.Close())
}

// exportTo writes where it was told to.
func (p *program) exportTo(ctx context.Context, db *store.DB, e exporter) error {
	switch {
	case e.to == "":
		out := bufio.NewWriter(p.out)
		return cmp.Or(e.stream(ctx, db, out), out.Flush())
	case e.format == "markdown":
		return p.exportFolder(ctx, db, e)
	}
	var text strings.Builder
	if err := e.stream(ctx, db, &text); err != nil {
		return err
	}
	return e.write(e.to, text.String())
}

// stream writes all stories one after the other.
func (e exporter) stream(ctx context.Context, db *store.DB, out io.Writer) error {
	if e.format == "html" {
		return e.page(ctx, db, out)
	}
	first := true
	return each(ctx, db, e.query, func(b store.Body) error {
		if e.format == "jsonl" {
			return writeJSON(out, exportJSONOf(b))
		}
		space := "\n"
		if first {
			space = ""
		}
		first = false
		_, err := io.WriteString(out, space+b.Markdown())
		return err
	})
}

// each calls f with the stories of a list, as they were when it began. A topic, source, country or tag that is none is an error.
func each(ctx context.Context, db *store.DB, q store.Query, f func(store.Body) error) error {
	const step = 200
	var err error
	if q.UpTo, err = db.Newest(ctx); err != nil {
		return err
	}
	for first := 0; ; first += step {
		page, err := db.Page(ctx, q, first, step)
		if err != nil {
			return err
		}
		if page.Total == 0 {
			return db.Doubt(ctx, q)
		}
		for _, s := range page.Stories {
			b, err := db.Body(ctx, s.ID)
			if err != nil {
				return err
			}
			if err := f(b); err != nil {
				return err
			}
		}
		if len(page.Stories) < step {
			return nil
		}
	}
}

// exportFolder writes a Markdown file a story.
func (p *program) exportFolder(ctx context.Context, db *store.DB, e exporter) error {
	if err := os.MkdirAll(e.to, 0o700); err != nil {
		return fmt.Errorf("make the folder %s: %w", e.to, plainCause(err))
	}
	written, there := 0, 0
	err := each(ctx, db, e.query, func(b store.Body) error {
		err := e.write(filepath.Join(e.to, fileName(b.Story)), b.Markdown())
		if errors.Is(err, store.ErrExists) {
			there++
			return nil
		}
		if err == nil {
			written++
		}
		return err
	})
	line := count(written, "story", "stories") + " written to " + e.to
	if there > 0 {
		line += fmt.Sprintf(" · %s there already", count(there, "story", "stories"))
	}
	fmt.Fprintln(p.out, line)
	return err
}

// write makes a file, and leaves one alone that is there unless it was told to write over it.
func (e exporter) write(file, text string) error {
	if e.force {
		if err := writeWhole(file, []byte(text)); err != nil {
			return fmt.Errorf("write %s: %w", file, plainCause(err))
		}
		return nil
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s: %w, or --force", file, store.ErrExists)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", file, plainCause(err))
	}
	_, err = io.WriteString(f, text)
	if err = cmp.Or(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", file, plainCause(err)), os.Remove(file))
	}
	return nil
}

// fileName is what the file of a story is called, on any system, always the same: its day, its title, its number.
func fileName(s store.Story) string {
	var b strings.Builder
	dash := true
	for _, r := range strings.ToLower(safe.Line(s.Title)) {
		switch {
		case b.Len() > 80:
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r) && !dash:
			b.WriteRune(r)
			dash = false
		case !dash && r != '\'' && r != '’':
			b.WriteByte('-')
			dash = true
		}
	}
	title := strings.TrimRight(b.String(), "-")
	if title != "" {
		title += "-"
	}
	return s.Published.UTC().Format("2006-01-02") + "-" + title + strconv.FormatInt(int64(s.ID), 10) + ".md"
}

// exportJSON is a line of an export as jsonl.
type exportJSON struct {
	ID        store.ID `json:"id"`
	Title     string   `json:"title"`
	URL       string   `json:"url"`
	Source    string   `json:"source"`
	Author    string   `json:"author,omitempty"`
	Published string   `json:"published"` // RFC 3339, as saved
	Saved     string   `json:"saved,omitempty"`
	Language  string   `json:"language,omitempty"`
	Topics    []string `json:"topics"`
	Tags      []string `json:"tags"`
	Note      string   `json:"note,omitempty"`
	Markdown  string   `json:"markdown"`
}

func exportJSONOf(b store.Body) exportJSON {
	s := b.Story
	return exportJSON{
		ID: s.ID, Title: s.Title, URL: s.URL, Source: s.Source, Author: s.Author, Published: rfc3339(s.Published), Saved: rfc3339(b.SavedAt),
		Language: s.Language, Topics: append([]string{}, s.Topics...), Tags: append([]string{}, s.Tags...), Note: b.Note,
		Markdown: safe.Text(b.Best().Markdown),
	}
}
