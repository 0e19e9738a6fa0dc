package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"dateline/feeds"
)

var _ feeds.Shelf = (*DB)(nil)

// What is kept of an answer. More is no news.
const (
	keptItems      = 1000
	keptSections   = 12
	longestSection = 64 // bytes
)

// earliest is the oldest date that is believed; feeds that say less mean nothing.
var earliest = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)

// Keep stores an answer in one transaction (feeds.Shelf). A story that is known is brought up to date where it is; one
// that the feed no longer has stays.
func (db *DB) Keep(ctx context.Context, a feeds.Answer) (added, updated int, err error) {
	if db.write == nil {
		return 0, 0, fmt.Errorf("keep stories: %s: %w", db.path, ErrReadOnly)
	}
	prepared, err := db.stored()
	if err != nil {
		return 0, 0, db.wrong("keep stories", err)
	}
	err = db.change(ctx, soon, "keep stories", func(ctx context.Context, tx *sql.Tx) error {
		k := keeper{db: db, tx: tx, at: prepared.in(ctx, tx), now: db.now()}
		if err := k.answer(ctx, a); err != nil {
			return err
		}
		added, updated = k.added, k.updated
		return nil
	})
	if err != nil {
		added, updated = 0, 0
	}
	return added, updated, err
}

// shelfStatements are what is said again for every story of a refresh.
type shelfStatements struct{ byKey, byLink, sections, story, headline, body, words *sql.Stmt }

func prepareShelf(db *sql.DB) (*shelfStatements, error) {
	var s shelfStatements
	for _, p := range []struct {
		to   **sql.Stmt
		text string
	}{
		{&s.byKey, "SELECT id, place, digest FROM story WHERE key = ?"},
		{&s.byLink, "SELECT id, place, digest FROM story WHERE link = ?"},
		{&s.sections, "SELECT id FROM sections WHERE names = ?"},
		{&s.story, `INSERT INTO story (id, place, feed, key, link, digest, fetched, words, sections, language)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.headline, "INSERT INTO headline (id, title, url, author, summary, image) VALUES (?, ?, ?, ?, ?, ?)"},
		{&s.body, "INSERT INTO body (id, guid, summary, content) VALUES (?, ?, ?, ?)"},
		{&s.words, "INSERT INTO words (rowid, title, summary, text, author) VALUES (?, ?, ?, ?, ?)"},
	} {
		var err error
		if *p.to, err = db.Prepare(p.text); err != nil { //nolint:sqlclosecheck // they live as long as the store
			return nil, err
		}
	}
	return &s, nil
}

// in makes the statements part of a transaction.
func (s *shelfStatements) in(ctx context.Context, tx *sql.Tx) shelfStatements {
	return shelfStatements{
		tx.StmtContext(ctx, s.byKey), tx.StmtContext(ctx, s.byLink), tx.StmtContext(ctx, s.sections), tx.StmtContext(ctx, s.story),
		tx.StmtContext(ctx, s.headline), tx.StmtContext(ctx, s.body), tx.StmtContext(ctx, s.words),
	}
}

// keeper stores one answer.
type keeper struct {
	db             *DB
	tx             *sql.Tx
	at             shelfStatements
	now            time.Time
	feed           int64
	outlet         outlet
	language       string
	site           string
	next           ID // of the next new story
	arrivals       []arrival
	indexing       []indexing
	added, updated int
}

// indexing is what the index of words is to hold of a story.
type indexing struct {
	place int64
	texts texts
	again bool // it holds something already
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
	if err := k.tx.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'story'").
		Scan(&k.next); err != nil {
		return err
	}
	first := k.next
	for _, n := range k.notices(a.Feed.Items, cmp.Or(a.Asked, k.now)) {
		if err := k.notice(ctx, n); err != nil {
			return err
		}
	}
	if err := k.index(ctx); err != nil {
		return err
	}
	b, err := k.db.current(ctx, k.tx)
	if err != nil {
		return err
	}
	if err := b.labelNew(ctx, k.tx, k.outlet, k.arrivals); err != nil {
		return err
	}
	if err := k.db.judge(ctx, k.tx, placesOf(k.arrivals), first); err != nil {
		return err
	}
	if k.added+k.updated == 0 {
		return nil
	}
	_, err = k.tx.ExecContext(ctx, "UPDATE feed SET changed = ? WHERE id = ?", k.now.UnixMilli(), k.feed)
	return err
}

// source keeps what the answer says of the feed itself.
func (k *keeper) source(ctx context.Context, a feeds.Answer) error {
	k.outlet = outlet{url: a.URL, name: a.Name}
	err := k.tx.QueryRowContext(ctx, "SELECT id, name, title, language, site FROM feed WHERE url = ?", a.URL).
		Scan(&k.feed, &k.outlet.name, &k.outlet.title, &k.language, &k.site)
	if errors.Is(err, sql.ErrNoRows) {
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
	_, err = k.tx.ExecContext(ctx, `UPDATE feed SET name = ?, title = ?, shown = ?, folded = ?, site = ?, language = ?,
		etag = ?, last_modified = ?, hash = ?, checked = ?, next = ?, quiet = ?, failures = ?, gone = ?,
		whole = ?, status = ?, error = ? WHERE id = ?`,
		k.outlet.name, k.outlet.title, k.outlet.shown, foldedFeed(k.outlet.shown, k.outlet.title, a.URL), k.site, k.language,
		a.ETag, a.LastModified, a.Hash, millis(a.Asked), millis(a.Next), millis(a.Quiet), a.Failures, a.Gone,
		millis(a.Whole), a.Status, problem, k.feed)
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

// notice is an item on its way to become a story, or to change one.
type notice struct {
	item      feeds.Item
	published time.Time
	key       int64
	link      int64 // 0: the link names no single story
	digest    int64
}

// notices are the newest items of a document, the first of each ID, in order of time; at the same moment the first of
// the document is the newest.
func (k *keeper) notices(items []feeds.Item, asked time.Time) []notice {
	links := make(map[string]int)
	for _, i := range items {
		links[i.Link]++
	}
	seen := make(map[int64]bool)
	var out []notice
	for _, i := range items {
		n := notice{item: i, published: believed(i, asked), key: k.key(i), digest: digest(i)}
		if seen[n.key] {
			continue
		}
		seen[n.key] = true
		if i.Link != "" && i.Link != k.site && links[i.Link] == 1 {
			n.link = hash(k.feed, "link", i.Link)
		}
		out = append(out, n)
	}
	slices.Reverse(out)
	slices.SortStableFunc(out, func(a, b notice) int { return a.published.Compare(b.published) })
	return out[max(0, len(out)-keptItems):]
}

// believed is the date of an item to the second, or the time of asking when it has none that can be true.
func believed(i feeds.Item, asked time.Time) time.Time {
	for _, t := range []time.Time{i.Published, i.Updated} {
		if !t.IsZero() {
			if t.Before(earliest) || t.After(asked.Add(24*time.Hour)) {
				break
			}
			return t.Truncate(time.Second)
		}
	}
	return asked.Truncate(time.Second)
}

// key is what makes an item of this feed the same as one seen before.
func (k *keeper) key(i feeds.Item) int64 {
	switch {
	case i.ID != "":
		return hash(k.feed, "id", i.ID)
	case i.Link != "":
		return hash(k.feed, "page", i.Link)
	}
	return hash(k.feed, "title", i.Title, i.Published.UTC().Format(time.RFC3339))
}

func hash(feed int64, parts ...string) int64 {
	h := sha256.New()
	fmt.Fprintf(h, "%d", feed)
	for _, p := range parts {
		h.Write([]byte{0})
		h.Write([]byte(p))
	}
	return int64(binary.BigEndian.Uint64(h.Sum(nil)))
}

// digest differs when an item differs in anything that is kept.
func digest(i feeds.Item) int64 {
	text, _ := json.Marshal([]any{i.Title, i.Link, i.Summary, i.Content, i.Image, i.Authors, i.Categories})
	sum := sha256.Sum256(text)
	return int64(binary.BigEndian.Uint64(sum[:]))
}

// notice adds a story or brings one up to date.
func (k *keeper) notice(ctx context.Context, n notice) error {
	var id ID
	var place, known int64
	err := k.at.byKey.QueryRowContext(ctx, n.key).Scan(&id, &place, &known)
	if errors.Is(err, sql.ErrNoRows) && n.link != 0 {
		err = k.at.byLink.QueryRowContext(ctx, n.link).Scan(&id, &place, &known)
	}
	switch {
	case errors.Is(err, sql.ErrNoRows):
		if gone, err := k.wasCleaned(ctx, n.key); gone || err != nil {
			return err
		}
		return k.add(ctx, n)
	case err != nil || known == n.digest:
		return err
	}
	return k.update(ctx, n, id, place)
}

// texts are what is searched of an item, and its words counted.
func (n *notice) texts() (texts, int) {
	summary, content := plain(n.item.Summary), paragraphs(n.item.Content)
	t := texts{title: n.item.Title, summary: short(cmp.Or(summary, strings.ReplaceAll(content, "\n", " "))), text: content, author: authors(n.item.Authors)}
	if content == "" && t.summary != summary {
		t.text = summary
	}
	return t, countWords(cmp.Or(t.text, t.summary))
}

func authors(list []feeds.Person) string {
	var names []string
	for _, p := range list {
		if n := cmp.Or(p.Name, p.Email); n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return strings.Join(names, ", ")
}

func sections(list []string) []string {
	var out []string
	for _, c := range list {
		c = strings.Join(strings.Fields(c), " ")
		if c != "" && len(c) <= longestSection && len(out) < keptSections && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// sections is the row of a list of sections; nil for an empty one.
func (k *keeper) sections(ctx context.Context, list []string) (any, error) {
	if len(list) == 0 {
		return nil, nil
	}
	names := strings.Join(list, "\n")
	var id int64
	err := k.at.sections.QueryRowContext(ctx, names).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = k.tx.QueryRowContext(ctx, "INSERT INTO sections (names) VALUES (?) RETURNING id", names).Scan(&id)
	}
	return id, err
}

func (k *keeper) add(ctx context.Context, n notice) error {
	id := k.next
	k.next++
	if id > idMask {
		return errors.New("the store has had a thousand million stories; that is all it can count")
	}
	t, words := n.texts()
	place := placeOf(n.published, id)
	filed := sections(n.item.Categories)
	list, err := k.sections(ctx, filed)
	if err != nil {
		return err
	}
	for _, s := range []struct {
		stmt *sql.Stmt
		args []any
	}{
		{k.at.story, []any{id, place, k.feed, n.key, nullable(n.link), n.digest, k.now.UnixMilli(), words, list, strings.ToLower(k.language)}},
		{k.at.headline, []any{id, t.title, n.item.Link, t.author, t.summary, n.item.Image}},
		{k.at.body, []any{id, n.item.ID, n.item.Summary, n.item.Content}},
	} {
		if _, err := s.stmt.ExecContext(ctx, s.args...); err != nil {
			return err
		}
	}
	k.added++
	k.arrivals = append(k.arrivals, arrival{place, t.title, t.summary, filed})
	k.indexing = append(k.indexing, indexing{place, t, false})
	return nil
}

// index writes to the index of words, in one go and in its order: every other change in between, and every step back,
// would make it write a segment of its own.
func (k *keeper) index(ctx context.Context) error {
	slices.SortFunc(k.indexing, func(a, b indexing) int { return cmp.Compare(a.place, b.place) })
	for _, i := range k.indexing {
		if i.again {
			if _, err := k.tx.ExecContext(ctx, "DELETE FROM words WHERE rowid = ?", i.place); err != nil {
				return err
			}
		}
		t := i.texts
		if _, err := k.at.words.ExecContext(ctx, i.place, t.title, t.summary, t.text, t.author); err != nil {
			return err
		}
	}
	return nil
}

func nullable(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

// update brings a story up to date. Its date, its marks and its place in lists stay.
func (k *keeper) update(ctx context.Context, n notice, id ID, place int64) error {
	old, err := textsOf(ctx, k.tx, id)
	if err != nil {
		return err
	}
	filed := sections(n.item.Categories)
	list, err := k.sections(ctx, filed)
	if err != nil {
		return err
	}
	t, words := n.texts()
	for _, s := range []struct {
		text string
		args []any
	}{
		{"UPDATE story SET key = ?, link = ?, digest = ?, sections = ? WHERE id = ?", []any{n.key, nullable(n.link), n.digest, list, id}},
		{
			"UPDATE headline SET title = ?, url = ?, author = ?, summary = ?, image = ? WHERE id = ?",
			[]any{t.title, n.item.Link, t.author, t.summary, n.item.Image, id},
		},
		{"UPDATE body SET guid = ?, summary = ?, content = ? WHERE id = ?", []any{n.item.ID, n.item.Summary, n.item.Content, id}},
		{"DELETE FROM label WHERE place = ?", []any{place}},
		{"DELETE FROM reason WHERE place = ?", []any{place}},
	} {
		if _, err := k.tx.ExecContext(ctx, s.text, s.args...); err != nil {
			return err
		}
	}
	k.arrivals = append(k.arrivals, arrival{place, t.title, t.summary, filed})
	changed, err := textsOf(ctx, k.tx, id)
	if err != nil || changed == old {
		return err
	}
	if saysElse(old, changed) {
		if err := keepVersion(ctx, k.tx, id, old, changed); err != nil {
			return err
		}
	}
	worth := worthTelling(old, changed)
	if _, err := k.tx.ExecContext(ctx, "UPDATE story SET words = max(?1, ?2), changed = iif(?3, ?4, changed), edited = iif(?5, ?4, edited) WHERE id = ?6",
		words, countWords(changed.text), saysElse(old, changed), k.now.UnixMilli(), worth, id); err != nil {
		return err
	}
	if worth {
		k.updated++
	}
	k.indexing = append(k.indexing, indexing{place, changed, true})
	return nil
}

// saysElse reports that a reader of the old text has not read the new one.
func saysElse(a, b texts) bool {
	return a.title != b.title || a.summary != b.summary || a.text != b.text
}
