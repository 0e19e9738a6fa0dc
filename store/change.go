package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/feeds/topics"
)

// Op says what became of a piece of text.
type Op uint8

// What can have become of it.
const (
	Same Op = iota
	Added
	Removed
)

// Run is a piece of text that stayed, came or went.
type Run struct {
	Text string
	Op   Op
}

// Change is what became different in a story from one look to a later one.
type Change struct {
	At         time.Time // when the later one was had
	Title      []Run     // the headline, word by word; nil: it stayed
	Paragraphs [][]Run   // those that are not as they were: corrections first, then changed numbers, then in the order of the text
	Summary    string    // "correction, headline changed, +3 paragraphs"
}

// Changes are what became different in a story, newest first; none when nothing did that a reader would call a change: fewer
// than three words, and neither a number nor a word of correction. Of a live page only what came is told. ErrNoStory when
// there is none of that ID.
func (db *DB) Changes(ctx context.Context, id ID) ([]Change, error) {
	versions, err := db.Versions(ctx, id)
	if err != nil || len(versions) == 0 {
		return nil, err
	}
	now, live, err := db.present(ctx, id, versions[0].At)
	if err != nil {
		return nil, db.wrong("read versions", err)
	}
	base := versions[len(versions)-1]
	slices.Reverse(versions)
	var out []Change
	for _, v := range append(versions[1:], now) { // what is too little to tell adds up
		c, worth := changeOf(base, v, live)
		if worth {
			out, base = append(out, c), v
		}
	}
	slices.Reverse(out)
	return out, nil
}

// present is what a story says now, since when, and whether it is a live page; last is when it said what it says no more.
func (db *DB) present(ctx context.Context, id ID, last time.Time) (now Version, live bool, err error) {
	err = db.look(ctx, "read versions", func(tx *sql.Tx) error {
		t, err := textsOf(ctx, tx, id)
		if err != nil {
			return err
		}
		var changed int64
		var link string
		if err := tx.QueryRowContext(ctx, `SELECT s.changed, h.url FROM story s JOIN headline h ON h.id = s.id WHERE s.id = ?`, id).Scan(&changed, &link); err != nil {
			return err
		}
		now = Version{At: fromMillis(max(changed, last.UnixMilli())), Title: t.title, Summary: short(t.summary), Text: t.text}
		live = topics.KindOf(t.title, link) == topics.Live
		return nil
	})
	return now, live, err
}

const (
	tooFew       = 3 // fewer changed words are no change worth telling
	headlineWord = 3 // for so many counts a word of the headline, which has few and means each
)

// changeOf tells what became different, and whether it is worth telling.
func changeOf(old, later Version, live bool) (Change, bool) {
	c := Change{At: later.At}
	before, after := old.Text, later.Text
	if before == after || before == "" || after == "" {
		before, after = old.Summary, later.Summary
	}
	d := differ(before, after)
	if live {
		d.paragraphs = slices.DeleteFunc(d.paragraphs, func(p paragraph) bool { return !p.whole(Added) })
	}
	title := differ(old.Title, later.Title)
	if len(title.paragraphs) > 0 {
		c.Title = wordsOf(old.Title, later.Title)
	}
	words, special := title.weigh()
	words *= headlineWord
	more, too := d.weigh()
	if words+more < tooFew && !special && !too {
		return c, false
	}
	c.Summary = d.summary(c.Title != nil, live)
	slices.SortStableFunc(d.paragraphs, func(a, b paragraph) int { return cmp.Compare(b.standing(), a.standing()) })
	for _, p := range d.paragraphs {
		c.Paragraphs = append(c.Paragraphs, p.runs)
	}
	return c, true
}

// worthTelling reports that a reader of the old texts would want to hear of the new ones.
func worthTelling(old, changed texts) bool {
	_, worth := changeOf(Version{Title: old.title, Summary: old.summary, Text: old.text},
		Version{Title: changed.title, Summary: changed.summary, Text: changed.text}, false)
	return worth
}

// summary is the difference in a few words.
func (d difference) summary(title, live bool) string {
	var corrected, numbers, came, went, changed int
	for _, p := range d.paragraphs {
		switch {
		case p.corrects:
			corrected++
		case p.whole(Added):
			came++
		case p.whole(Removed):
			went++
		case p.numbers > 0:
			numbers += p.numbers
		default:
			changed++
		}
	}
	noun := "paragraph"
	if live {
		noun = "new entry"
	}
	var out []string
	say := func(n int, form string, args ...any) {
		if n > 0 {
			out = append(out, fmt.Sprintf(form, args...))
		}
	}
	say(corrected, "%s", plural(corrected, "correction"))
	if title {
		out = append(out, "headline changed")
	}
	say(numbers, "%s changed", plural(numbers, "number"))
	if live {
		say(came, "%s", plural(came, noun))
	} else {
		say(came, "+%s", plural(came, noun))
	}
	say(went, "−%s", plural(went, noun))
	say(changed, "%s changed", plural(changed, noun))
	return strings.Join(out, ", ")
}

// plural is a number and its noun.
func plural(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
