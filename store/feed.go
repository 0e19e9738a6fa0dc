package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"dateline/feeds"
)

// FeedState is what the store knows of a feed.
type FeedState struct {
	feeds.Subscription
	Title, Site     string
	LastError       string    // why the last answer brought nothing; "": it was fine
	Status          int       // of the last answer; 0: there was none
	Stories, Unread int       // Unread: that no mute hides
	Changed         time.Time // when it last brought something new; zero: never
	MovedTo         string    // where it is now for good, confirmed; "": where it was
	Confirmations   int       // answers in a row that were permanently redirected to one other address
	Followed        bool      // it is among the configured sources
}

// subscriptionColumns are what scanSubscription reads.
const subscriptionColumns = "url, name, etag, last_modified, hash, checked, next, quiet, whole, failures, gone, public"

func scanSubscription(row scanner, s *feeds.Subscription, more ...any) error {
	var checked, next, quiet, whole int64
	err := row.Scan(append([]any{
		&s.URL, &s.Name, &s.ETag, &s.LastModified, &s.Hash, &checked, &next, &quiet, &whole, &s.Failures, &s.Gone, &s.Public,
	}, more...)...)
	s.Checked, s.Next, s.Quiet, s.Whole = fromMillis(checked), fromMillis(next), fromMillis(quiet), fromMillis(whole)
	return err
}

// Subscription is what is remembered of a source (feeds.Shelf).
func (db *DB) Subscription(ctx context.Context, s feeds.Source) (feeds.Subscription, error) {
	var out feeds.Subscription
	err := scanSubscription(db.read.QueryRowContext(ctx, "SELECT "+subscriptionColumns+" FROM feed WHERE url = ?", s.URL), &out)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return feeds.Subscription{Source: s}, db.wrong("read feed", err)
	}
	out.Source = s
	return out, nil
}

// Feeds are all feeds that were ever followed, by name.
func (db *DB) Feeds(ctx context.Context) ([]FeedState, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT "+subscriptionColumns+`, title, site, error, status, changed, moved_to, confirmed, followed,
		(SELECT count(*) FROM story s INDEXED BY story_feed WHERE s.feed = f.id), coalesce(u.n, 0)
		FROM feed f LEFT JOIN (SELECT feed, count(*) AS n FROM story INDEXED BY story_unread WHERE read = 0 AND muted = 0 GROUP BY feed) u
		ON u.feed = f.id ORDER BY shown COLLATE NOCASE, url`)
	if err != nil {
		return nil, db.wrong("read feeds", err)
	}
	defer rows.Close()
	var out []FeedState
	for rows.Next() {
		var f FeedState
		var changed int64
		if err := scanSubscription(rows, &f.Subscription, &f.Title, &f.Site, &f.LastError, &f.Status, &changed, &f.MovedTo,
			&f.Confirmations, &f.Followed, &f.Stories, &f.Unread); err != nil {
			return nil, db.wrong("read feeds", err)
		}
		f.Changed = fromMillis(changed)
		out = append(out, f)
	}
	return out, db.wrong("read feeds", rows.Err())
}

// Follow makes sources the ones that are followed, under the names they have there. Feeds that are not among them stay,
// with all their stories. A source at an address to which a feed has moved, and which replaces that feed in the config,
// goes on where it was.
func (db *DB) Follow(ctx context.Context, sources []feeds.Source) error {
	if same, err := db.follows(ctx, sources); same || err != nil {
		return err
	}
	return db.change(ctx, soon, "follow feeds", func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE feed SET followed = 0"); err != nil {
			return err
		}
		configured := make(map[string]bool)
		for _, s := range sources {
			configured[s.URL] = true
		}
		for _, s := range sources {
			if err := adopt(ctx, tx, s, configured); err != nil {
				return err
			}
			var title string
			if err := tx.QueryRowContext(ctx, `INSERT INTO feed (url, name) VALUES (?, ?)
				ON CONFLICT (url) DO UPDATE SET name = excluded.name, followed = 1 RETURNING title`, s.URL, s.Name).Scan(&title); err != nil {
				return err
			}
			name := shown(s.Name, title, s.URL)
			if _, err := tx.ExecContext(ctx, "UPDATE feed SET shown = ?, folded = ? WHERE url = ?",
				name, foldedFeed(name, title, s.URL), s.URL); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, "UPDATE feed SET public = 0 WHERE followed = 0") // who follows it again may know better
		return err
	})
}

// follows reports that the store follows these sources already, under these names: the usual case at start.
func (db *DB) follows(ctx context.Context, sources []feeds.Source) (bool, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT url, name FROM feed WHERE followed = 1")
	if err != nil {
		return false, db.wrong("read feeds", err)
	}
	defer rows.Close()
	have := make(map[string]string)
	for rows.Next() {
		var address, name string
		if err := rows.Scan(&address, &name); err != nil {
			return false, db.wrong("read feeds", err)
		}
		have[address] = name
	}
	if err := rows.Err(); err != nil {
		return false, db.wrong("read feeds", err)
	}
	for _, s := range sources {
		if name, ok := have[s.URL]; !ok || name != s.Name {
			return false, nil
		}
	}
	return len(have) == len(sources), nil
}

// adopt gives a feed that has moved its new address, if that is what is configured now and the old one is not. What the
// reader has done by hand needs no further confirmation.
func adopt(ctx context.Context, tx *sql.Tx, s feeds.Source, configured map[string]bool) error {
	var known bool
	if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM feed WHERE url = ?)", s.URL).Scan(&known); err != nil || known {
		return err
	}
	var old string
	err := tx.QueryRowContext(ctx, "SELECT url FROM feed WHERE moving_to = ? ORDER BY checked DESC LIMIT 1", s.URL).Scan(&old)
	if errors.Is(err, sql.ErrNoRows) || err == nil && configured[old] {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE feed SET url = ?, moved_to = '', moving_to = '', confirmed = 0 WHERE url = ?", s.URL, old)
	return err
}
