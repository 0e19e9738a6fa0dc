package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"dateline/feeds/topics"
	"dateline/store/terms"
)

// BroadShare is the part of the store that a single word catches when it is too broad for a topic.
const BroadShare = .15

// TopicPreview counts what a topic would catch of the whole store, as it is being made: strong labels that no mute hides. Newest is
// the title of the newest such story. Stories that only a feed or a section files under it count as well.
func (db *DB) TopicPreview(ctx context.Context, t topics.Topic) (TopicCount, error) {
	c := TopicCount{Name: t.Name}
	err := db.look(ctx, "count topic", func(tx *sql.Tx) error {
		b := newLabeller()
		b.add(1, t)
		r := b.reading()
		return eachCandidate(ctx, tx, b, t, func(o *outlet, s *relabelled) error {
			for _, e := range r.story(o, &s.arrival) {
				if !e.strong() {
					continue
				}
				if c.Stories++; s.unread {
					c.Unread++
				}
				if c.Newest == "" {
					c.Newest = s.title
				}
			}
			return nil
		})
	})
	return c, err
}

// eachCandidate visits the stories that may have a topic, newest first: those that the index of words finds, or all, where sections or
// feeds are asked for or what the index cannot find.
func eachCandidate(ctx context.Context, tx *sql.Tx, b *labeller, t topics.Topic, visit func(*outlet, *relabelled) error) error {
	outlets, err := outletsOf(ctx, tx)
	if err != nil {
		return err
	}
	query := `SELECT s.place, s.feed, s.read = 0, h.title, h.summary, coalesce(x.names, '') FROM story s
		CROSS JOIN headline h ON h.id = s.id LEFT JOIN sections x ON x.id = s.sections WHERE s.muted = 0 ORDER BY s.place DESC`
	var args []any
	if match := b.match(); match != "" && len(t.Feeds)+len(t.Sections) == 0 && (t.Name == "" || !b.filed(ctx, tx, t.Name)) {
		query = `SELECT s.place, s.feed, s.read = 0, h.title, h.summary, '' FROM (SELECT rowid AS p FROM words WHERE words MATCH ?) w CROSS JOIN story s ON s.place = w.p
			CROSS JOIN headline h ON h.id = s.id WHERE s.muted = 0 ORDER BY w.p DESC`
		args = []any{match}
	}
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var s relabelled
		var names string
		if err := rows.Scan(&s.place, &s.feed, &s.unread, &s.title, &s.summary, &names); err != nil {
			return err
		}
		s.sections = sectionsOf(names)
		o := outlets[s.feed]
		if o == nil {
			o = new(outlet)
		}
		if err := visit(o, &s); err != nil {
			return err
		}
	}
	return rows.Err()
}

// filed reports that feeds file stories under that name.
func (b *labeller) filed(ctx context.Context, tx *sql.Tx, name string) bool {
	var found bool
	err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sections WHERE instr(lower(names), lower(?)) > 0)", name).Scan(&found)
	return found || err != nil
}

// match is what the index of words is asked for the topics; "" when it cannot find all that they do: it holds stems, of which a prefix
// may be more, and a phrase of many words has too many forms.
func (b *labeller) match() string {
	var parts []string
	for _, e := range b.entries {
		switch {
		case !e.any || len(e.pattern) == 0:
		case e.prefix, len(e.pattern) > longestPhrase:
			return ""
		default:
			for _, words := range spellings(e.pattern) {
				parts = append(parts, ftsQuote(words))
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "{title summary} : (" + strings.Join(parts, " OR ") + ")"
}

const (
	longestPhrase = 5 // words
	mostInitials  = 6 // letters of a word that texts part by dots
)

// spellings are what a search finds all that a pattern does with: with the plurals that have a stem of their own ("viruses"), and a
// short word as letters.
func spellings(pattern []string) []string {
	out := []string{""}
	for _, word := range pattern {
		var longer []string
		for _, form := range formsOf(word) {
			for _, o := range out {
				longer = append(longer, o+" "+form)
			}
		}
		out = longer
	}
	if len(pattern) == 1 && len(pattern[0]) <= mostInitials {
		out = append(out, strings.Join(strings.Split(pattern[0], ""), " "))
	}
	return out
}

// formsOf are a word and those of its plurals that have other stems.
func formsOf(word string) []string {
	out := []string{word}
	known := []string{string(terms.Stem([]byte(word)))}
	for _, p := range terms.Plurals(word) {
		if stem := string(terms.Stem([]byte(p))); !slices.Contains(known, stem) {
			out, known = append(out, p), append(known, stem)
		}
	}
	return out
}

// Broad is a single word of a topic that catches too much.
type Broad struct {
	Topic, Word string
	Stories     int
	Share       float64 // of the store
}

// BroadWords are the single words of topics that alone catch more than BroadShare of the store. Only topics that themselves have so
// much are looked at.
func (db *DB) BroadWords(ctx context.Context) ([]Broad, error) {
	var out []Broad
	err := db.look(ctx, "look for broad topics", func(tx *sql.Tx) error {
		all, err := one(ctx, tx, "SELECT stories FROM tally WHERE topic = 0", nil)
		if err != nil || all == 0 {
			return err
		}
		b, err := db.current(ctx, tx)
		if err != nil {
			return err
		}
		for i, s := range b.topics {
			n, err := one(ctx, tx, "SELECT coalesce(max(stories), 0) FROM tally WHERE topic = ?", []any{s.id})
			if err != nil {
				return err
			}
			if float64(n) <= BroadShare*float64(all) {
				continue
			}
			for _, word := range b.from[i].Any {
				if strings.ContainsAny(word, " *") {
					continue
				}
				k, err := one(ctx, tx, "SELECT count(*) FROM words WHERE words MATCH ?", []any{"{title summary} : " + ftsQuote(word)})
				if err != nil {
					return err
				}
				if share := float64(k) / float64(all); share > BroadShare {
					out = append(out, Broad{b.from[i].Name, word, k, share})
				}
			}
		}
		return nil
	})
	return out, err
}
