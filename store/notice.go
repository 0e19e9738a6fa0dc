package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"dateline/feeds"
)

// keptItems is how many items of an answer are kept. More is no news.
const keptItems = 1000

// earliest is the oldest date that is believed; feeds that say less mean nothing.
var earliest = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)

// notice is an item on its way to become a story, or to change one.
type notice struct {
	*ready
	published time.Time
	key       int64
	link      int64 // 0: the link names no single story
}

// notices are the newest items of a document, the first of each ID, in order of time; at the same moment the first of
// the document is the newest.
func (k *keeper) notices(p *prepared, asked time.Time) []notice {
	links := make(map[string]int)
	for i := range p.items {
		links[p.items[i].item.Link]++
	}
	seen := make(map[int64]bool)
	var out []notice
	for i := range p.items {
		item := &p.items[i].item
		n := notice{ready: &p.items[i], published: believed(item, asked), key: k.key(item)}
		if seen[n.key] {
			continue
		}
		seen[n.key] = true
		if item.Link != "" && item.Link != k.site && links[item.Link] == 1 {
			n.link = hash(k.feed, "link", item.Link)
		}
		out = append(out, n)
	}
	slices.Reverse(out)
	slices.SortStableFunc(out, func(a, b notice) int { return a.published.Compare(b.published) })
	return out[max(0, len(out)-keptItems):]
}

// believed is the date of an item to the second, or the time of asking when it has none that can be true.
func believed(i *feeds.Item, asked time.Time) time.Time {
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
func (k *keeper) key(i *feeds.Item) int64 {
	switch {
	case i.ID != "":
		return hash(k.feed, "id", i.ID)
	case i.Link != "":
		return hash(k.feed, "page", i.Link)
	}
	return hash(k.feed, "title", i.Title, i.Published.UTC().Format(time.RFC3339))
}

// notice adds a story or brings one up to date.
func (k *keeper) notice(ctx context.Context, n notice) error {
	if k.fresh {
		return k.add(ctx, n)
	}
	var s shelved
	err := s.scan(k.at.byKey.QueryRowContext(ctx, n.key))
	if errors.Is(err, sql.ErrNoRows) && n.link != 0 {
		err = s.scan(k.at.byLink.QueryRowContext(ctx, n.link))
	}
	switch {
	case errors.Is(err, sql.ErrNoRows):
		if gone, err := k.wasCleaned(ctx, n.key); gone || err != nil {
			return err
		}
		return k.add(ctx, n)
	case err != nil || s.digest == n.digest:
		return err
	}
	return k.update(ctx, n, s)
}

// shelved is a story that is known.
type shelved struct {
	id            ID
	place, digest int64
	unread, muted bool
}

func (s *shelved) scan(row scanner) error {
	return row.Scan(&s.id, &s.place, &s.digest, &s.unread, &s.muted)
}

// sections is the row of a list of sections; nil for an empty one.
func (k *keeper) sections(ctx context.Context, list []string) (any, error) {
	if len(list) == 0 {
		return nil, nil
	}
	names := strings.Join(list, "\n")
	if id, ok := k.filed[names]; ok {
		return id, nil
	}
	var id int64
	err := k.at.sections.QueryRowContext(ctx, names).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = k.tx.QueryRowContext(ctx, "INSERT INTO sections (names) VALUES (?) RETURNING id", names).Scan(&id)
	}
	if err == nil {
		k.filed[names] = id
	}
	return id, err
}

func (k *keeper) add(ctx context.Context, n notice) error {
	id := k.next
	k.next++
	if id > idMask {
		return errors.New("the store has had a thousand million stories; that is all it can count")
	}
	place := placeOf(n.published, id)
	list, err := k.sections(ctx, n.filed)
	if err != nil {
		return err
	}
	t := n.texts
	for _, s := range []struct {
		stmt *sql.Stmt
		args []any
	}{
		{k.at.story, []any{id, place, k.feed, n.key, nullable(n.link), n.digest, k.now.UnixMilli(), n.words, list, strings.ToLower(k.language)}},
		{k.at.headline, []any{id, t.title, n.item.Link, t.author, t.summary, n.item.Image}},
		{k.at.body, []any{id, n.item.ID, n.item.Summary, n.item.Content}},
	} {
		if _, err := s.stmt.ExecContext(ctx, s.args...); err != nil {
			return err
		}
	}
	k.added++
	k.tally.add(0, true)
	k.touched = append(k.touched, place)
	k.indexing = append(k.indexing, indexing{place, t, false})
	for _, l := range n.labels {
		l.place = place
		k.labelling = append(k.labelling, l)
		if l.strong {
			k.tally.add(l.topic, true)
		}
	}
	return nil
}

// label writes the labels of a story that had others.
func (k *keeper) label(ctx context.Context, place int64, labels []label, s shelved) error {
	for _, l := range labels {
		if _, err := k.at.label.ExecContext(ctx, place, l.topic, l.strong, s.unread, s.muted); err != nil {
			return err
		}
		if l.strong && !s.muted {
			k.tally.add(l.topic, s.unread)
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
func (k *keeper) update(ctx context.Context, n notice, was shelved) error {
	if err := k.writeLabels(ctx); err != nil { // it may have come in a moment ago
		return err
	}
	id := was.id
	old, err := textsOf(ctx, k.tx, id)
	if err != nil {
		return err
	}
	list, err := k.sections(ctx, n.filed)
	if err != nil {
		return err
	}
	t := n.texts
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
		{"DELETE FROM label WHERE place = ?", []any{was.place}},
	} {
		if _, err := k.tx.ExecContext(ctx, s.text, s.args...); err != nil {
			return err
		}
	}
	if err := k.label(ctx, was.place, n.labels, was); err != nil {
		return err
	}
	if err := k.corrected(ctx, id, was.place); err != nil {
		return err
	}
	k.touched = append(k.touched, was.place)
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
		n.words, countWords(changed.text), saysElse(old, changed), k.now.UnixMilli(), worth, id); err != nil {
		return err
	}
	if worth {
		k.updated++
	}
	k.indexing = append(k.indexing, indexing{was.place, changed, true})
	return nil
}

// saysElse reports that a reader of the old text has not read the new one.
func saysElse(a, b texts) bool {
	return a.title != b.title || a.summary != b.summary || a.text != b.text
}
