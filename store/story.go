package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"dateline/feeds/article"
)

// ID names a story for ever; higher ones came in later.
type ID int64

// idBits is how many bits of a place hold the ID.
const idBits = 30

// idMask cuts the ID out of a place, in SQL: place & 1073741823.
const idMask = 1<<idBits - 1

// placeOf is where a story stands in order of time.
func placeOf(published time.Time, id ID) int64 { return published.Unix()<<idBits | int64(id) }

// Story is a row of a list: all that a list shows, no body.
type Story struct {
	ID                                                            ID
	Title, URL, Source, FeedURL, Author, Summary, Language, Image string    // Summary: plain text, at most 400 characters; Source: the name to show
	Published                                                     time.Time // unknown or impossible in the feed: when it was fetched
	Fetched                                                       time.Time
	Topics                                                        []string // strong ones, in the order of the config
	Read, Saved                                                   bool
	Followed                                                      bool     // the reader follows the storyline of its event
	Noted                                                         bool     // the reader wrote a note on it
	Tags                                                          []string // the reader's, by name
	Updated                                                       bool     // title or text changed after the story was first seen, in a way worth telling (see Changes)
	Words                                                         int      // of the longest text there is; 0: unknown
	Score                                                         int      // by the reader's rules
	Muted                                                         bool     // a mute matches it

	Event            ID        // of the event it tells of; its own ID while it is not grouped, or alone
	Reports, Outlets int       // of the event: on Front those that pass the filter, in a Body all; elsewhere 0
	OutletNames      []string  // on Front: who reports the event, in order of time, but Source first
	Last             time.Time // on Front: when the last report was published
	Arrived          time.Time // on Front: when the last report came in
}

// Body is a story with its texts.
type Body struct {
	Story            Story
	Summary, Content string           // sanitised HTML as the feed gave it
	Article          *article.Article // the page, cleaned; nil: not fetched
	ArticleErr       string           // why the page could not be had
	ArticleAt        time.Time        // when it was fetched, or tried; zero: never
	SavedAt          time.Time        // when it was saved; zero: it is not
	Note             string           // the reader's, Markdown; "": none
	Place            int              // where the reader left it (see KeepPlace); 0: at the beginning
}

// storyColumns are what scanStory reads, of story s, headline h and feed f.
const storyColumns = `s.id, h.title, h.url, f.shown, f.url, h.author, h.summary, s.language, h.image,
	s.place >> 30, s.fetched, s.read > 0, s.saved > 0, s.edited > 0, s.words, s.score, s.muted > 0, ` + eventID + `,
	(SELECT group_concat(t.name, char(10) ORDER BY t.position) FROM label l JOIN topic t ON t.id = l.topic
		WHERE l.place = s.place AND l.strong = 1),
	EXISTS (SELECT 1 FROM chapter c JOIN storyline y ON y.id = c.line WHERE c.event = ` + eventID + ` AND y.followed > 0),
	EXISTS (SELECT 1 FROM note n WHERE n.story = s.id),
	(SELECT group_concat(g.name, char(10) ORDER BY g.folded) FROM tag g WHERE g.story = s.id)`

const storyTables = `story s JOIN headline h ON h.id = s.id JOIN feed f ON f.id = s.feed`

type scanner interface{ Scan(...any) error }

func scanStory(row scanner) (Story, error) {
	var s Story
	var published, fetched int64
	var names, tags sql.NullString
	err := row.Scan(&s.ID, &s.Title, &s.URL, &s.Source, &s.FeedURL, &s.Author, &s.Summary, &s.Language, &s.Image,
		&published, &fetched, &s.Read, &s.Saved, &s.Updated, &s.Words, &s.Score, &s.Muted, &s.Event, &names,
		&s.Followed, &s.Noted, &tags)
	s.Published, s.Fetched = time.Unix(published, 0), time.UnixMilli(fetched)
	if names.String != "" {
		s.Topics = strings.Split(names.String, "\n")
	}
	if tags.String != "" {
		s.Tags = strings.Split(tags.String, "\n")
	}
	return s, err
}

// Story is one story; ErrNoStory when there is none of that ID.
func (db *DB) Story(ctx context.Context, id ID) (Story, error) {
	s, err := scanStory(db.read.QueryRowContext(ctx, "SELECT "+storyColumns+" FROM "+storyTables+" WHERE s.id = ?", id))
	return s, db.wrong("read story", err)
}

// Body is one story with its texts; ErrNoStory when there is none of that ID.
func (db *DB) Body(ctx context.Context, id ID) (Body, error) {
	var b Body
	err := db.look(ctx, "read story", func(tx *sql.Tx) error {
		var err error
		if b.Story, err = scanStory(tx.QueryRowContext(ctx,
			"SELECT "+storyColumns+" FROM "+storyTables+" WHERE s.id = ?", id)); err != nil {
			return err
		}
		if err := countEvent(ctx, tx, &b.Story); err != nil {
			return err
		}
		var at, saved int64
		if err := tx.QueryRowContext(ctx, `SELECT article_error, article_at,
			coalesce((SELECT text FROM note WHERE story = b.id), ''), coalesce((SELECT chars FROM left_at WHERE story = b.id), 0),
			(SELECT saved FROM story WHERE id = b.id)
			FROM body b WHERE id = ?`, id).
			Scan(&b.ArticleErr, &at, &b.Note, &b.Place, &saved); err != nil {
			return err
		}
		b.ArticleAt, b.SavedAt = fromMillis(at), fromMillis(saved)
		return b.readText(ctx, tx)
	})
	return b, err
}

// readText reads what the feed and the page of the story say.
func (b *Body) readText(ctx context.Context, tx *sql.Tx) error {
	var page string
	err := tx.QueryRowContext(ctx, "SELECT summary, content, article FROM body WHERE id = ?", b.Story.ID).Scan(&b.Summary, &b.Content, &page)
	if err != nil || page == "" {
		return err
	}
	b.Article = new(article.Article)
	return json.Unmarshal([]byte(page), b.Article)
}

// KeepArticle keeps the cleaned page of a story; its words can be searched from then on.
func (db *DB) KeepArticle(ctx context.Context, id ID, a article.Article) error {
	page, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("keep article: %w", err)
	}
	return db.change(ctx, soon, "keep article", func(ctx context.Context, tx *sql.Tx) error {
		var place int64
		var words int
		if err := tx.QueryRowContext(ctx, "SELECT place, words FROM story WHERE id = ?", id).Scan(&place, &words); err != nil {
			return err
		}
		before := Body{Story: Story{ID: id}}
		if err := before.readText(ctx, tx); err != nil {
			return err
		}
		old, err := textsOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE body SET article = ?, article_error = '', article_at = ? WHERE id = ?",
			string(page), db.now().UnixMilli(), id); err != nil {
			return err
		}
		t, err := textsOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if before.Article != nil && saysElse(old, t) && !saysTheSame(*before.Article, a) {
			if err := keepVersion(ctx, tx, id, old, t); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE story SET changed = ?1, edited = iif(?2, ?1, edited) WHERE id = ?3",
				db.now().UnixMilli(), worthTelling(old, t), id); err != nil {
				return err
			}
		}
		if n := countWords(t.text); n > words {
			if _, err := tx.ExecContext(ctx, "UPDATE story SET words = ? WHERE id = ?", n, id); err != nil {
				return err
			}
		}
		if err := learn(ctx, tx, id, a); err != nil {
			return err
		}
		return index(ctx, tx, place, t)
	})
}

// KeepArticleError keeps why the page of a story could not be had; an earlier article stays.
func (db *DB) KeepArticleError(ctx context.Context, id ID, reason string) error {
	return db.change(ctx, soon, "keep article", func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE body SET article_error = ?, article_at = ? WHERE id = ?",
			reason, db.now().UnixMilli(), id)
		return err
	})
}

// texts are what the index of words holds of a story, as plain text.
type texts struct{ title, summary, text, author string }

// textsOf reads them back from what is kept; text is the longest there is.
func textsOf(ctx context.Context, tx *sql.Tx, id ID) (texts, error) {
	var t texts
	var summary, content, page string
	if err := tx.QueryRowContext(ctx, `SELECT h.title, h.author, b.summary, b.content, b.article
		FROM headline h JOIN body b ON b.id = h.id WHERE h.id = ?`, id).
		Scan(&t.title, &t.author, &summary, &content, &page); err != nil {
		return t, err
	}
	t.summary = plain(summary)
	var err error
	t.text, err = longestText(content, page)
	return t, err
}

// longestText is the longer of what the feed gave and the page that was kept, if one was.
func longestText(content, page string) (string, error) {
	text := paragraphs(content)
	if page == "" {
		return text, nil
	}
	var a article.Article
	if err := json.Unmarshal([]byte(page), &a); err != nil {
		return text, err
	}
	if len(a.Text) > len(text) {
		text = a.Text
	}
	return text, nil
}

// index replaces what the index of words holds of a story.
func index(ctx context.Context, tx *sql.Tx, place int64, t texts) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM words WHERE rowid = ?", place); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO words (rowid, title, summary, text, author) VALUES (?, ?, ?, ?, ?)",
		place, t.title, t.summary, t.text, t.author)
	return err
}
