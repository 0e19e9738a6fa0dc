// Package query turns the words a reader types to find stories into a value. It knows the grammar and nothing of where
// stories lie: no database, no clock of its own.
//
//	ukraine "peace plan"       both, anywhere
//	title:envoy peace*         in one field; every word that begins so
//	-sport  NOT sport          without
//	kyiv OR odesa  (a b) OR c  either; words side by side mean both
//	/oil|gas/i title:/^Live/   a regular expression, in title and summary or in one text
//	is:unread newer:2d source:bbc topic:"Middle East" lang:en url:example.org on:2026-11-23
//	between:2026-11-20..2026-11-23 has:note sources:>=3 score:>10 country:kenya tag:later
//	sort:sources               in which order
package query

import (
	_ "embed"
	"time"
)

//go:embed language.txt
var language string

// Language tells a reader all that can be asked, on 20 lines of 80 columns.
func Language() string { return language }

// Expr is a parsed query: And, Or, Not, Text, Regexp, Field, Is, Has, Number or Span, and once, as a part of the outermost And or
// by itself, an Order. A nil Expr asks for nothing in particular.
type Expr interface{ expr() }

// And holds of a story when every part does; it has two parts or more.
type And []Expr

// Or holds of a story when one part does; it has two parts or more.
type Or []Expr

// Not holds of a story when Of does not.
type Not struct{ Of Expr }

// Text is one word, or words in a row, to be found in a text; case, accents and endings do not matter.
type Text struct {
	In     Column
	Words  string
	Prefix bool // the last word may go on
}

// Column is a text of a story.
type Column string

// The texts of a story; Anywhere is title, summary and text.
const (
	Anywhere Column = ""
	Title    Column = "title"
	Body     Column = "text"
	Author   Column = "author"
)

// Regexp is a regular expression (RE2) to be found in a text; Anywhere is title and summary.
type Regexp struct {
	In      Column
	Pattern string // compiles; flags stand in front of it, "(?i)oil|gas"
}

// Field asks for a part of what a story is filed under.
type Field struct {
	Name  Name
	Value string
}

// Name is a field that is no text.
type Name string

// The fields that are no text.
const (
	Source  Name = "source" // name or address of the feed; "feed" is the same
	Topic   Name = "topic"
	URL     Name = "url"
	Lang    Name = "lang"
	Country Name = "country" // of the outlet
	Tag     Name = "tag"     // the reader's
	Event   Name = "event"   // number of a story: what tells of the same
)

// Is asks for a state of a story.
type Is string

// The states of a story.
const (
	Unread   Is = "unread"
	Read     Is = "read"
	Saved    Is = "saved"
	Followed Is = "followed"
	Muted    Is = "muted"
	Updated  Is = "updated"
	New      Is = "new" // since the last visit
)

// Has asks for something that a story comes with.
type Has string

// What a story may come with.
const (
	FullText Has = "fulltext"
	Image    Has = "image"
	Note     Has = "note"
)

// Number compares a figure of a story.
type Number struct {
	Of      Figure
	Compare string // "=", "<", "<=", ">" or ">="
	N       int
}

// Holds reports that a story with n of it is meant.
func (c Number) Holds(n int) bool {
	switch c.Compare {
	case "<":
		return n < c.N
	case "<=":
		return n <= c.N
	case ">":
		return n > c.N
	case ">=":
		return n >= c.N
	}
	return n == c.N
}

// Figure is a number that a story has.
type Figure string

// The figures of a story.
const (
	Sources Figure = "sources" // outlets that report the same
	Score   Figure = "score"   // what the reader's rules say of it
)

// Order says in which order stories are wanted.
type Order string

// The orders.
const (
	Newest      Order = "newest"
	Ranked      Order = "rank"
	MostSources Order = "sources"
	BySource    Order = "source"
)

// Span asks for stories published at From or later and before To; a zero time is no limit.
type Span struct{ From, To time.Time }

func (And) expr()    {}
func (Or) expr()     {}
func (Not) expr()    {}
func (Text) expr()   {}
func (Regexp) expr() {}
func (Field) expr()  {}
func (Is) expr()     {}
func (Has) expr()    {}
func (Number) expr() {}
func (Span) expr()   {}
func (Order) expr()  {}

// Error is a query that cannot be understood: where, which word, and what would be right.
type Error struct {
	Place   int    // in characters from the start, 0 first
	Word    string // as written
	Problem string // e.g. "unknown field"
	Hint    string // e.g. "did you mean newer:?"; may be empty
}

// Error is one line: the word, the place, the problem and the hint.
func (e *Error) Error() string {
	s := e.Problem
	if e.Word != "" {
		s = `"` + clip(e.Word) + `" · ` + s
	}
	if e.Hint != "" {
		s += " · " + e.Hint
	}
	return s
}

// clip keeps a word short enough for a message.
func clip(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
