package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"dateline/feeds"
)

var _ feeds.Shelf = (*DB)(nil)

// Keep is KeepAll for one answer.
func (db *DB) Keep(ctx context.Context, a feeds.Answer) (added, updated int, err error) {
	kept, err := db.KeepAll(ctx, []feeds.Answer{a})
	if err != nil {
		return 0, 0, err
	}
	return kept[0].New, kept[0].Updated, nil
}

// KeepAll stores answers in one transaction and tells what each has brought; after an error none has been kept
// (feeds.Shelf). A story that is known is brought up to date where it is; one that its feed no longer has stays.
func (db *DB) KeepAll(ctx context.Context, answers []feeds.Answer) ([]feeds.Kept, error) {
	if db.write == nil {
		return nil, fmt.Errorf("keep stories: %s: %w", db.path, ErrReadOnly)
	}
	statements, err := db.stored()
	if err != nil {
		return nil, db.wrong("keep stories", err)
	}
	answers = slices.Clone(answers)
	for i := range answers {
		db.Prepare(ctx, &answers[i])
	}
	var kept []feeds.Kept
	err = db.change(ctx, soon, "keep stories", func(ctx context.Context, tx *sql.Tx) error {
		s := shelving{db: db, tx: tx, at: statements.in(ctx, tx), now: db.now(), filed: make(map[string]int64), tally: make(tally)}
		kept, err = s.answers(ctx, answers)
		return err
	})
	if err != nil {
		return nil, err
	}
	return kept, nil
}

// shelving is one transaction that keeps answers.
type shelving struct {
	db        *DB
	tx        *sql.Tx
	at        shelfStatements
	now       time.Time
	next      ID // of the next new story
	labels    *labeller
	filed     map[string]int64 // rows of lists of sections, as far as they have come up
	tally     tally
	labelling []label // of stories that have come in
	touched   []int64 // places of stories that have come in, or changed
	indexing  []indexing
}

// indexing is what the index of words is to hold of a story.
type indexing struct {
	place int64
	texts texts
	again bool // it holds something already
}

func (s *shelving) answers(ctx context.Context, list []feeds.Answer) ([]feeds.Kept, error) {
	var err error
	if s.labels, err = s.db.current(ctx, s.tx); err != nil {
		return nil, err
	}
	if err := s.tx.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'story'").
		Scan(&s.next); err != nil {
		return nil, err
	}
	first := s.next
	kept := make([]feeds.Kept, len(list))
	for i, a := range list {
		k := keeper{shelving: s}
		if err := k.answer(ctx, a); err != nil {
			return nil, err
		}
		kept[i] = feeds.Kept{New: k.added, Updated: k.updated}
	}
	if err := s.writeLabels(ctx); err != nil {
		return nil, err
	}
	if err := s.tally.write(ctx, s.tx); err != nil {
		return nil, err
	}
	if err := s.db.judge(ctx, s.tx, s.touched, first); err != nil {
		return nil, err
	}
	return kept, s.index(ctx)
}

// labelsTogether is how many labels are written in one statement.
const labelsTogether = 64

// writeLabels writes the labels of stories that have come in, in their order and many at once: row by row, and here and there in
// the table, they would cost twice as much.
func (s *shelving) writeLabels(ctx context.Context) error {
	slices.SortFunc(s.labelling, func(a, b label) int { return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.topic, b.topic)) })
	args := make([]any, 0, 3*labelsTogether)
	for len(s.labelling) >= labelsTogether {
		args = args[:0]
		for _, l := range s.labelling[:labelsTogether] {
			args = append(args, l.place, l.topic, l.strong)
		}
		if _, err := s.at.labels.ExecContext(ctx, args...); err != nil {
			return err
		}
		s.labelling = s.labelling[labelsTogether:]
	}
	for _, l := range s.labelling {
		if _, err := s.at.label.ExecContext(ctx, l.place, l.topic, l.strong, true, false); err != nil {
			return err
		}
	}
	s.labelling = nil
	return nil
}

// index writes to the index of words, in one go and in its order: every other change in between, and every step back,
// would make it write a segment of its own.
func (s *shelving) index(ctx context.Context) error {
	slices.SortFunc(s.indexing, func(a, b indexing) int { return cmp.Compare(a.place, b.place) })
	for _, i := range s.indexing {
		if i.again {
			if _, err := s.tx.ExecContext(ctx, "DELETE FROM words WHERE rowid = ?", i.place); err != nil {
				return err
			}
		}
		t := i.texts
		if _, err := s.at.words.ExecContext(ctx, i.place, t.title, t.summary, t.text, t.author); err != nil {
			return err
		}
	}
	return nil
}

// keeper stores one answer.
type keeper struct {
	*shelving
	feed           int64
	fresh          bool // it has never had a story
	outlet         outlet
	move           move
	language       string
	site           string
	added, updated int
}

func (k *keeper) answer(ctx context.Context, a feeds.Answer) error {
	if err := k.source(ctx, a); err != nil {
		return err
	}
	if err := k.moving(ctx, a); err != nil {
		return err
	}
	if a.Feed != nil {
		if err := k.stories(ctx, a); err != nil {
			return err
		}
	}
	return k.remember(ctx, a)
}

// stories keeps what the document of an answer brought.
func (k *keeper) stories(ctx context.Context, a feeds.Answer) error {
	p, ok := a.Prepared.(*prepared)
	if !ok {
		p = prepare(k.labels, a)
	}
	if !p.labelledAs(k.labels, k.outlet) {
		p.label(k.labels, k.outlet)
	}
	for _, n := range k.notices(p, cmp.Or(a.Asked, k.now)) {
		if err := k.notice(ctx, n); err != nil {
			return err
		}
	}
	if k.added+k.updated == 0 {
		return nil
	}
	_, err := k.at.changed.ExecContext(ctx, k.now.UnixMilli(), k.feed)
	return err
}

// source keeps what the answer says of the feed itself.
func (k *keeper) source(ctx context.Context, a feeds.Answer) error {
	k.outlet = outlet{url: a.URL, name: a.Name}
	err := k.at.source.QueryRowContext(ctx, a.URL).Scan(&k.feed, &k.outlet.name, &k.outlet.title, &k.language, &k.site,
		&k.move.to, &k.move.since, &k.move.confirmed, &k.fresh)
	if errors.Is(err, sql.ErrNoRows) {
		k.fresh = true
		err = k.tx.QueryRowContext(ctx, "INSERT INTO feed (url) VALUES (?) RETURNING id", a.URL).Scan(&k.feed)
	}
	if err != nil {
		return err
	}
	k.outlet.name = cmp.Or(a.Name, k.outlet.name)
	if f := a.Feed; f != nil {
		k.outlet.title = cmp.Or(f.Title, k.outlet.title)
		k.language, k.site = cmp.Or(f.Language, k.language), cmp.Or(f.Link, k.site)
	}
	k.outlet.shown = shown(k.outlet.name, k.outlet.title, a.URL)
	problem := ""
	switch {
	case a.Err == nil && a.Feed != nil && a.Feed.Cut:
		problem = "its document breaks off in the middle; the stories before that are kept"
	case a.Err != nil:
		problem = a.Err.Error()
	}
	_, err = k.at.answered.ExecContext(ctx,
		k.outlet.name, k.outlet.title, k.outlet.shown, foldedFeed(k.outlet.shown, k.outlet.title, a.URL), k.site, k.language,
		a.ETag, a.LastModified, a.Hash, millis(a.Asked), millis(a.Next), millis(a.Quiet), a.Failures, a.Gone,
		millis(a.Whole), a.Status, problem, a.Public, k.feed)
	return err
}

// shown is the name of a feed in lists.
func shown(name, title, address string) string {
	if n := cmp.Or(name, title); n != "" {
		return n
	}
	if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
		return strings.TrimPrefix(u.Hostname(), "www.")
	}
	return address
}

func foldedFeed(parts ...string) string { return fold(strings.Join(parts, " ")) }

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

// shelfStatements are what is said again for every feed and story of a refresh.
type shelfStatements struct {
	source, answered, changed, remember, forget    *sql.Stmt // of a feed
	byKey, byLink, sections, story, headline, body *sql.Stmt
	label, labels, words                           *sql.Stmt
}

// each visits the statements with their texts.
func (s *shelfStatements) each(visit func(*(*sql.Stmt), string)) {
	visit(&s.source, `SELECT id, name, title, language, site, moving_to, moving_since, confirmed,
		changed = 0 FROM feed WHERE url = ?`)
	visit(&s.answered, `UPDATE feed SET name = ?, title = ?, shown = ?, folded = ?, site = ?, language = ?,
		etag = ?, last_modified = ?, hash = ?, checked = ?, next = ?, quiet = ?, failures = ?, gone = ?,
		whole = ?, status = ?, error = ?, public = ? WHERE id = ?`)
	visit(&s.changed, "UPDATE feed SET changed = ? WHERE id = ?")
	visit(&s.remember, `INSERT OR REPLACE INTO answer (feed, at, took, status, bytes, same, added, updated, reason)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	visit(&s.forget, `DELETE FROM answer WHERE feed = ?1
		AND at < (SELECT at FROM answer WHERE feed = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)`)
	visit(&s.byKey, "SELECT id, place, digest, read = 0, muted > 0 FROM story WHERE key = ?")
	visit(&s.byLink, "SELECT id, place, digest, read = 0, muted > 0 FROM story WHERE link = ?")
	visit(&s.sections, "SELECT id FROM sections WHERE names = ?")
	visit(&s.story, `INSERT INTO story (id, place, feed, key, link, digest, fetched, words, sections, language)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	visit(&s.headline, "INSERT INTO headline (id, title, url, author, summary, image) VALUES (?, ?, ?, ?, ?, ?)")
	visit(&s.body, "INSERT INTO body (id, guid, summary, content) VALUES (?, ?, ?, ?)")
	visit(&s.label, insertLabel)
	visit(&s.labels, "INSERT INTO label (place, topic, strong, unread, muted) VALUES (?, ?, ?, 1, 0)"+
		strings.Repeat(", (?, ?, ?, 1, 0)", labelsTogether-1))
	visit(&s.words, "INSERT INTO words (rowid, title, summary, text, author) VALUES (?, ?, ?, ?, ?)")
}

func prepareShelf(db *sql.DB) (*shelfStatements, error) {
	var s shelfStatements
	var err error
	s.each(func(to **sql.Stmt, text string) {
		if err == nil {
			*to, err = db.Prepare(text) //nolint:sqlclosecheck // they live as long as the store
		}
	})
	return &s, err
}

// in makes the statements part of a transaction.
func (s *shelfStatements) in(ctx context.Context, tx *sql.Tx) shelfStatements {
	out := *s
	out.each(func(to **sql.Stmt, _ string) { *to = tx.StmtContext(ctx, *to) })
	return out
}
