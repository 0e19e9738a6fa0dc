package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Some acts change a file of the reader's: the configuration, the rules for sites. The journal keeps which lines became
// which, so that the act can be undone although the rest of the file was edited since.

// Rewrite replaces a file by what edit makes of its text, "" when there is none; it is whole before and after, and stays as
// it was when edit, or a check of the new text, says no.
type Rewrite func(file string, edit func(text string) (string, error)) error

// ErrStays says that an act on a file cannot be undone or redone because the file was changed at that place since.
var ErrStays = errors.New("changed at this place since")

var errNoFiles = errors.New("this program changes no files")

// ChangeFile is an act that changes a file as edit says: kind "feed removed", title the feed's name. File must be absolute.
// An edit that changes nothing is no act. Undo gives the lines back that it changed, wherever they stand by then.
func (db *DB) ChangeFile(ctx context.Context, kind, title, file string, edit func(text string) (string, error)) (Act, error) {
	return db.record(ctx, kind, kind, 0, func(ctx context.Context, d *deed) error {
		d.Title = title
		return d.file(file, edit)
	})
}

// file changes a file as part of an act; it comes last, because it cannot be rolled back.
func (d *deed) file(file string, edit func(text string) (string, error)) error {
	if d.db.rewrite == nil {
		return errNoFiles
	}
	var h hunk
	err := d.db.rewrite(file, func(old string) (string, error) {
		text, err := edit(old)
		h = hunkOf(old, text)
		return text, err
	})
	if err != nil {
		return fileError{err}
	}
	if h.Old == h.New {
		return nil
	}
	b, err := json.Marshal(h)
	d.File, d.hunk = file, string(b)
	return err
}

// turnFile gives a file back what an act changed in it, or changes it again.
func (d *deed) turnFile(undo bool) error {
	if d.File == "" {
		return nil
	}
	if d.db.rewrite == nil {
		return errNoFiles
	}
	var h hunk
	if err := json.Unmarshal([]byte(d.hunk), &h); err != nil {
		return fmt.Errorf("read journal: %w", err)
	}
	if undo {
		h.Old, h.New = h.New, h.Old
	}
	if err := d.db.rewrite(d.File, h.apply); err != nil {
		return fileError{err}
	}
	return nil
}

// fileError is what went wrong with a file other than the store.
type fileError struct{ error }

func (e fileError) Unwrap() error { return e.error }

// hunk is a change of a text: Old between Above and Below became New; all whole lines.
type hunk struct{ Above, Old, New, Below string }

// around is how many lines above and below a hunk tell where it belongs.
const around = 3

// hunkOf is the change that makes text of old.
func hunkOf(old, text string) hunk {
	a, b := strings.SplitAfter(old, "\n"), strings.SplitAfter(text, "\n")
	head := 0
	for head < min(len(a), len(b)) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return hunk{
		Above: strings.Join(a[max(0, head-around):head], ""),
		Old:   strings.Join(a[head:len(a)-tail], ""),
		New:   strings.Join(b[head:len(b)-tail], ""),
		Below: strings.Join(a[len(a)-tail:min(len(a), len(a)-tail+around)], ""),
	}
}

// apply makes the change where it belongs: at the only place of the text that has the lines around it, or else those of one
// side; what was the whole file goes to the end. ErrStays when there is no such place.
func (h hunk) apply(text string) (string, error) {
	if h.Above+h.Old+h.Below == "" {
		return text + h.New, nil
	}
	for _, side := range []hunk{h, {Above: h.Above}, {Below: h.Below}} {
		was := side.Above + h.Old + side.Below
		if at := places(text, was); len(at) == 1 {
			return text[:at[0]] + side.Above + h.New + side.Below + text[at[0]+len(was):], nil
		}
	}
	return text, ErrStays
}

// places are where lines stand in a text, none for blank ones, two at most.
func places(text, lines string) []int {
	switch {
	case text == lines:
		return []int{0}
	case strings.TrimSpace(lines) == "":
		return nil
	}
	var out []int
	for from := 0; len(out) < 2; {
		at := strings.Index(text[from:], lines)
		if at < 0 {
			break
		}
		if at += from; at == 0 || text[at-1] == '\n' {
			out = append(out, at)
		}
		from = at + 1
	}
	return out
}
