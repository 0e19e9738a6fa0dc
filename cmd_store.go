package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"dateline/store"
)

func storeCommand() command {
	return command{
		name: "store", args: "", short: "its size, what it holds, whether it is sound",
		long: `
Prints the file, its size and form, what is in it, how long stories are kept, the
copies beside it, and words of topics that are in too many stories to tell any.

  --check     read all of it and say whether it is in order; exit status 1 if not
  --compact   give the disk back what of the file is empty (it needs as much room
              again as the store has; nobody can write meanwhile)
  --json      one JSON object`,
		run: (*program).showStore,
	}
}

func (p *program) showStore(ctx context.Context, args []string) error {
	var check, compact, asJSON bool
	set := p.flags("store")
	set.BoolVar(&check, "check", false, "")
	set.BoolVar(&compact, "compact", false, "")
	set.BoolVar(&asJSON, "json", false, "")
	words, err := p.mixed(set, args)
	switch {
	case err != nil:
		return err
	case len(words) > 0:
		return usage("store takes no %s · another store is --store FILE", quoted(words[0]))
	}
	c, err := loadConfig(p.config)
	if err != nil {
		return err
	}
	db, err := p.lookInto(ctx, c.Keep)
	if err != nil {
		return err
	}
	return errors.Join(p.storeLines(ctx, c, db, check, compact, asJSON), db.Close())
}

func (p *program) storeLines(ctx context.Context, c Config, db *store.DB, check, compact, asJSON bool) error {
	var verdict error
	if check {
		verdict = db.Check(ctx)
	}
	before, err := db.Health(ctx)
	if err != nil {
		return errors.Join(verdict, err)
	}
	h := before
	if compact && verdict == nil {
		if err := db.Compact(ctx); err != nil {
			return err
		}
		if h, err = db.Health(ctx); err != nil {
			return err
		}
	}
	out := bufio.NewWriter(p.out)
	if asJSON {
		return errors.Join(verdict, writeJSONLine(out, healthJSONOf(h, check, verdict)), out.Flush())
	}
	for _, line := range healthLines(h, c.Keep, p.now()) {
		fmt.Fprintf(out, "%-9s %s\n", line[0], line[1])
	}
	broad, err := db.BroadWords(ctx)
	if err != nil {
		return errors.Join(verdict, err)
	}
	for _, b := range broad {
		fmt.Fprintf(out, "topic     %s: the word %s alone is in %.0f %% of all stories · take one that says more\n", b.Topic, quoted(b.Word), 100*b.Share)
	}
	switch {
	case check && verdict == nil:
		fmt.Fprintln(out, "check     in order")
	case h.Unclean && !check:
		fmt.Fprintln(out, "check     in use, or the program that last wrote did not end by itself · --check reads all of it")
	}
	if compact && verdict == nil {
		fmt.Fprintf(out, "compact   %s before, %s now\n", bytesIn(before.Size), bytesIn(h.Size))
	}
	return errors.Join(verdict, out.Flush())
}

// healthLines are what is told of a store: what, and how it is.
func healthLines(h store.Health, keep store.Retention, now time.Time) [][2]string {
	lines := [][2]string{{"store", h.Path}}
	size := bytesIn(h.Size)
	if h.Stories > 0 {
		size += fmt.Sprintf(", %s a story", bytesIn(h.Size/int64(h.Stories)))
	}
	if h.Log > 0 {
		size += fmt.Sprintf(", %s more in its log", bytesIn(h.Log))
	}
	if h.Free > h.Size/20 {
		size += fmt.Sprintf(", %s of it empty · --compact gives it back", bytesIn(h.Free))
	}
	lines = append(lines, [2]string{"size", size}, [2]string{"form", fmt.Sprintf("version %d", h.Version)})
	stories := join(count(h.Stories, "story", "stories"), of(h.Unread, "unread"), of(h.Muted, "muted"))
	if !h.Oldest.IsZero() {
		stories += fmt.Sprintf(" · from %s to %s", h.Oldest.Local().Format(time.DateOnly), h.Newest.Local().Format(time.DateOnly))
	}
	lines = append(lines,
		[2]string{"stories", stories},
		[2]string{"texts", join(count(h.Pages, "whole page"), count(h.Versions, "earlier version"))},
		[2]string{"yours", join(count(h.Saved, "bookmark"), of(h.Noted, "with a note"), of(h.Tagged, "with tags"), count(h.Acts, "act")+" to undo")},
		[2]string{"feeds", fmt.Sprintf("%s, %d followed", count(h.Feeds, "feed"), h.Followed)},
		[2]string{"kept", keptLine(h, keep, now)},
	)
	for _, c := range h.Copies {
		lines = append(lines, [2]string{"copy", fmt.Sprintf("%s · %s · %s", filepath.Base(c.Path), bytesIn(c.Size), c.At.Local().Format(time.DateOnly))})
	}
	if h.ReadOnly {
		lines = append(lines, [2]string{"place", "cannot be written: everything can be read, nothing changed"})
	}
	return lines
}

// keptLine says how long stories are kept, and what that means today.
func keptLine(h store.Health, keep store.Retention, now time.Time) string {
	line := fmt.Sprintf("read %s, unread %s, bookmarks %s", keptFor(keep.Read), keptFor(keep.Unread), keptFor(keep.Saved))
	if h.Over > 0 {
		when := "after the next refresh"
		if due := h.Cleaned.Add(24 * time.Hour); !h.Cleaned.IsZero() && due.After(now) {
			when = "after " + due.Local().Format("2006-01-02 15:04")
		}
		line += fmt.Sprintf(" · %s will go %s", count(h.Over, "story", "stories"), when)
	}
	return line
}

func keptFor(d time.Duration) string {
	if d <= 0 || d == store.Forever {
		return "for ever"
	}
	return count(int(d/day), "day")
}

// of is a number with its word, or nothing where there is none.
func of(n int, what string) string {
	if n == 0 {
		return ""
	}
	return humanize.Comma(int64(n)) + " " + what
}

// join puts commas between what is not empty.
func join(parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, ", ")
}

// healthJSON is what store --json prints.
type healthJSON struct {
	Path     string `json:"path"`
	Version  int    `json:"version"`
	Bytes    int64  `json:"bytes"`
	Log      int64  `json:"log_bytes"`
	Free     int64  `json:"free_bytes"`
	Stories  int    `json:"stories"`
	Unread   int    `json:"unread"`
	Saved    int    `json:"saved"`
	Noted    int    `json:"noted"`
	Tagged   int    `json:"tagged"`
	Muted    int    `json:"muted"`
	Pages    int    `json:"pages"`
	Versions int    `json:"versions"`
	Feeds    int    `json:"feeds"`
	Followed int    `json:"followed"`
	Acts     int    `json:"acts"`
	Oldest   string `json:"oldest,omitempty"`
	Newest   string `json:"newest,omitempty"`
	Over     int    `json:"over"`
	Copies   int    `json:"copies"`
	ReadOnly bool   `json:"read_only"`
	Sound    *bool  `json:"sound,omitempty"` // with --check
}

func healthJSONOf(h store.Health, check bool, verdict error) healthJSON {
	out := healthJSON{
		Path: h.Path, Version: h.Version, Bytes: h.Size, Log: h.Log, Free: h.Free, Stories: h.Stories, Unread: h.Unread, Saved: h.Saved,
		Noted: h.Noted, Tagged: h.Tagged, Muted: h.Muted, Pages: h.Pages, Versions: h.Versions, Feeds: h.Feeds, Followed: h.Followed,
		Acts: h.Acts, Oldest: rfc3339(h.Oldest), Newest: rfc3339(h.Newest), Over: h.Over, Copies: len(h.Copies), ReadOnly: h.ReadOnly,
	}
	if sound := verdict == nil; check {
		out.Sound = &sound
	}
	return out
}
