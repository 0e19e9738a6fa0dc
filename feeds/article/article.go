// Package article turns a news page, or the body of a feed item, into a clean article: title, people, date and text as
// Markdown, with what was taken out kept beside it, each block with its reason. It is pure: no network, no clock, no storage.
package article

import "time"

// Article is a page as a reader wants it.
type Article struct {
	URL       string
	Title     string
	Authors   []string
	Published time.Time // zero: unknown
	Site      string
	Language  string
	Image     string
	Markdown  string // CommonMark with tables; without title, byline and date
	Text      string // the same as plain text, one block a line
	Hidden    []Hidden
}

// Hidden is a block that was taken out of the text as noise.
type Hidden struct {
	Kind   string // one of the Kind constants: what it is counted as
	Reason string // why, in a reader's words, e.g. "link list under 'Recommended For You'"
	Text   string // the block as plain text
}
