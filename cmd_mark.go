package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/dustin/go-humanize"

	"dateline/internal/safe"
	"dateline/store"
)

func markCommand() command {
	return command{
		name: "mark", args: "HOW WORDS…", short: "mark all stories that a search finds; undo",
		long: `
Marks all stories that WORDS find, in the language of the search, and says how
many there were. HOW is read, unread, saved or unsaved:

  dateline mark read older:7d
  dateline mark read topic:sport -is:saved
  dateline mark saved 'title:envoy source:guardian'
  dateline mark undo
  dateline mark redo

What a mute hides is left alone. It is one act: u in the reader takes it back,
and so does undo, which takes back whatever was done last, here or there.`,
		run: (*program).mark,
	}
}

// marks are the words for what stories can be marked.
func marks() []string { return []string{"read", "unread", "saved", "unsaved"} }

func (p *program) mark(ctx context.Context, args []string) error {
	words, err := p.parse(p.flags("mark"), args)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		return usage("mark how? read, unread, saved or unsaved, and the words of a search · dateline help mark")
	}
	kind := words[0]
	if kind == "undo" || kind == "redo" {
		return p.undo(ctx, kind == "redo", words[1:])
	}
	if near := nearest(kind, marks()); near != kind {
		if near != "" {
			near = " · did you mean " + near + "?"
		}
		return usage("stories are marked read, unread, saved or unsaved, not %s%s", quoted(kind), near)
	}
	var l lister
	if err := l.take(words[1:], p.now()); err != nil {
		return err
	}
	if l.words == "" {
		return usage("mark which stories %s? · all of them: dateline mark %s newer:99y", kind, kind)
	}
	_, db, err := p.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(p.markStories(ctx, db, store.Query{Room: store.Latest, Words: l.words}, kind), db.Close())
}

func (p *program) markStories(ctx context.Context, db *store.DB, q store.Query, kind string) error {
	act, err := db.MarkList(ctx, q, kind)
	if err != nil {
		return err
	}
	if act.Count == 0 {
		if err := db.Doubt(ctx, q); err != nil {
			return err
		}
		_, err = fmt.Fprintln(p.out, "no story to mark "+kind)
		return err
	}
	_, err = fmt.Fprintf(p.out, "%s marked %s · dateline mark undo takes it back\n", stories(act.Count), kind)
	return err
}

// stories is a number of them.
func stories(n int) string {
	if n == 1 {
		return "1 story"
	}
	return humanize.Comma(int64(n)) + " stories"
}

// undo takes the latest act back, or does again what was taken back last.
func (p *program) undo(ctx context.Context, redo bool, words []string) error {
	if len(words) > 0 {
		return usage("undo and redo take no words, and here is %s · dateline help mark", quoted(words[0]))
	}
	_, db, err := p.open(ctx)
	if err != nil {
		return err
	}
	turn, verb := db.Undo, "undone"
	if redo {
		turn, verb = db.Redo, "redone"
	}
	act, ok, err := turn(ctx)
	switch {
	case err == nil && !ok:
		_, err = fmt.Fprintln(p.out, "nothing to be "+verb)
	case err == nil && act.Title != "" && act.Count == 1:
		_, err = fmt.Fprintf(p.out, "%s: %s · %s\n", verb, act.Kind, safe.Line(act.Title))
	case err == nil:
		_, err = fmt.Fprintf(p.out, "%s: %s · %s\n", verb, act.Kind, stories(act.Count))
	}
	return errors.Join(err, db.Close())
}
