// Package article turns a news page, or the body of a feed item, into a clean article: title, people, date and text as
// Markdown, with what was taken out kept beside it, each block with its reason. It is pure: no network, no clock, no
// storage.
//
// The way of a page: parse → blocks (lines of text with their place in the page) → judge (which blocks are the story) →
// rules (what noise is left, in words of many languages) → render (the kept blocks, from the page's own elements) →
// Markdown and text. Blocks that are not kept become Hidden.
package article

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"time"
)

// ErrNoArticle says that a page holds no article: a front page, a consent dialog, an empty page.
var ErrNoArticle = errors.New("no article in this page")

// Page is what there is to read.
type Page struct {
	HTML    []byte // the page, or the body of a feed item
	URL     string // its address; relative links are resolved against it
	Title   string // as the feed has it; may be empty
	Summary string // as the feed has it, HTML or text: a witness of what belongs to the story; may be empty
	Whole   bool   // the whole text is wanted, however long
	Rules   Rules  // what the reader wants hidden and kept of this site, and what is known of it
}

// Article is a page as a reader wants it.
type Article struct {
	URL       string
	Title     string
	Authors   []string
	Published time.Time // zero: unknown
	Updated   time.Time // zero: unknown, or never
	Section   string    // as the page names it; may be empty
	Site      string
	Language  string
	Image     string
	Markdown  string // CommonMark with tables; without title, byline and date
	Text      string // the same as plain text, one block a line
	Locked    bool   // the page says that the rest is for subscribers
	Next      string // the next page of the same article; Join takes it in
	Front     bool   // the page leads to stories and holds none
	Cut       bool   // Markdown and Text end early: 2,000 blocks or 256 KB are reached
	Hidden    []Hidden
	Doubtful  []Hidden // left out as well, but nothing proves that it is noise: to be looked at, not counted
	Around    []Hidden // the page around the story: navigation, sides and foot, a block for each kind; not counted
	Standing  []string `json:"-"` // lines of the text that belong to the site if they stand on other pages of it too
}

// Hidden is a block that was taken out of the text as noise.
type Hidden struct {
	Kind   string // one of the Kind constants: what it is counted as
	Reason string // why, in a reader's words, e.g. "link list under 'Recommended For You'"
	Text   string // the block as plain text
	At     int    // where it stood: so many characters of the article's Text come before it, spaces not counted
}

// KindCount is how many blocks of a kind are hidden.
type KindCount struct {
	Kind string
	N    int
}

// Counts returns the hidden blocks by kind, in the order in which the kinds appear.
func (a Article) Counts() []KindCount {
	var out []KindCount
	at := map[string]int{}
	for _, h := range a.Hidden {
		i, ok := at[h.Kind]
		if !ok {
			i = len(out)
			at[h.Kind] = i
			out = append(out, KindCount{Kind: h.Kind})
		}
		out[i].N++
	}
	return out
}

// WriteJSON writes a as one JSON object on one line. Unknown instants are empty strings, known ones RFC 3339.
func WriteJSON(w io.Writer, a Article) error {
	type hidden struct {
		Kind   string `json:"kind"`
		Reason string `json:"reason"`
		Text   string `json:"text"`
	}
	out := struct {
		URL       string   `json:"url"`
		Title     string   `json:"title"`
		Authors   []string `json:"authors"`
		Published string   `json:"published"`
		Updated   string   `json:"updated,omitempty"`
		Section   string   `json:"section,omitempty"`
		Site      string   `json:"site"`
		Language  string   `json:"language"`
		Image     string   `json:"image"`
		Locked    bool     `json:"locked,omitempty"`
		Front     bool     `json:"front,omitempty"`
		Next      string   `json:"next,omitempty"`
		Markdown  string   `json:"markdown"`
		Text      string   `json:"text"`
		Hidden    []hidden `json:"hidden"`
		Doubtful  []hidden `json:"doubtful,omitempty"`
	}{
		URL: a.URL, Title: a.Title, Authors: a.Authors, Published: instant(a.Published), Updated: instant(a.Updated),
		Section: a.Section, Site: a.Site, Language: a.Language, Image: a.Image, Locked: a.Locked, Front: a.Front, Next: a.Next,
		Markdown: a.Markdown, Text: a.Text, Hidden: []hidden{},
	}
	if out.Authors == nil {
		out.Authors = []string{}
	}
	for _, h := range slices.Concat(a.Hidden, a.Around) {
		out.Hidden = append(out.Hidden, hidden{h.Kind, h.Reason, h.Text})
	}
	for _, h := range a.Doubtful {
		out.Doubtful = append(out.Doubtful, hidden{h.Kind, h.Reason, h.Text})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
