package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"net/url"
	"strings"

	"dateline/feeds/article"
)

// Furniture are the lines that stand on several pages of a site. They are learned from the pages that are kept, hidden on
// those that are fetched later, and shown again when the reader says so.

// On how many pages a line has to stand, and how many pages of a site are remembered.
const (
	furniturePages  = 3
	rememberedPages = 200
)

// ErrNoFurniture says that no such line was learned of a site.
var ErrNoFurniture = errors.New("no such line was learned")

// Furniture is a line that was learned of a site.
type Furniture struct {
	Site  string // host, without www.
	Text  string // plain text
	Pages int    // on which it stands
	Shown bool   // the reader wants to see it all the same
}

// siteOf is the host of an address, without www.; "": it has none.
func siteOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// lineHash is the hash of a line; capitals, accents and white space make no difference.
func lineHash(line string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(fold(line))) // a hash takes everything
	return int64(h.Sum64())            // #nosec G115 -- a hash, any 64 bits
}

// learn remembers the lines of an article that may be furniture, and notes those that stand on enough pages by now.
func learn(ctx context.Context, tx *sql.Tx, id ID, a article.Article) error {
	site := siteOf(a.URL)
	if site == "" {
		return nil
	}
	page := lineHash(a.Title) // not the story or the address: a report comes by many feeds, which is no sign of furniture
	if _, err := tx.ExecContext(ctx, "DELETE FROM page_line WHERE site = ? AND page = ?", site, page); err != nil {
		return err
	}
	for _, line := range a.Standing {
		hash := lineHash(line)
		if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO page_line (site, page, hash, story) VALUES (?, ?, ?, ?)",
			site, page, hash, id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO furniture (site, hash, text, pages)
			SELECT ?1, ?2, ?3, count(*) FROM page_line WHERE site = ?1 AND hash = ?2 HAVING count(*) >= ?4
			ON CONFLICT DO UPDATE SET text = excluded.text, pages = excluded.pages`, site, hash, line, furniturePages); err != nil {
			return err
		}
	}
	return forgetPages(ctx, tx, site)
}

// forgetPages drops what is known of the oldest pages of a site beyond rememberedPages, and lines that stand on none of
// the others.
func forgetPages(ctx context.Context, tx *sql.Tx, site string) error {
	var oldest int64
	err := tx.QueryRowContext(ctx, "SELECT DISTINCT story FROM page_line WHERE site = ? ORDER BY story DESC LIMIT 1 OFFSET ?",
		site, rememberedPages).Scan(&oldest)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM page_line WHERE site = ? AND story <= ?", site, oldest); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM furniture WHERE site = ?1 AND shown = 0
		AND NOT EXISTS (SELECT 1 FROM page_line l WHERE l.site = ?1 AND l.hash = furniture.hash)`, site)
	return err
}

// Standing are the lines to hide on a page, as they were learned of its site.
func (db *DB) Standing(ctx context.Context, address string) ([]article.Standing, error) {
	var out []article.Standing
	err := db.eachFurniture(ctx, "WHERE site = ? AND shown = 0", []any{siteOf(address)}, func(f Furniture) {
		out = append(out, article.Standing{Text: f.Text, Pages: f.Pages})
	})
	return out, err
}

// Furniture is all that was learned, site by site, what stands on most pages first.
func (db *DB) Furniture(ctx context.Context) ([]Furniture, error) {
	var out []Furniture
	err := db.eachFurniture(ctx, "", nil, func(f Furniture) { out = append(out, f) })
	return out, err
}

func (db *DB) eachFurniture(ctx context.Context, where string, args []any, f func(Furniture)) error {
	return db.look(ctx, "read what was learned of sites", func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT site, text, pages, shown FROM furniture "+where+" ORDER BY site, pages DESC, text", args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var l Furniture
			if err := rows.Scan(&l.Site, &l.Text, &l.Pages, &l.Shown); err != nil {
				return err
			}
			f(l)
		}
		return rows.Err()
	})
}

// ShowFurniture shows a learned line of a site from now on, or hides it again. Article texts that are kept already stay as
// they are. ErrNoFurniture when nothing of these words was learned of the site.
func (db *DB) ShowFurniture(ctx context.Context, site, text string, show bool) error {
	return db.quietly(ctx, "change what was learned of a site", func(ctx context.Context, tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "UPDATE furniture SET shown = ? WHERE site = ? AND hash = ?",
			show, strings.TrimPrefix(strings.ToLower(site), "www."), lineHash(text))
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, fmt.Errorf("%w of %s", ErrNoFurniture, site))
		}
		return nil
	})
}
