// Package query turns the words a reader types to find stories into a value. It knows the grammar and nothing of where
// stories lie: no database, no clock of its own.
//
//	ukraine "peace plan"       both, anywhere
//	title:envoy peace*         in one field; every word that begins so
//	-sport  NOT sport          without
//	kyiv OR odesa  (a b) OR c  either; words side by side mean both
//	is:unread newer:2d source:bbc topic:"Middle East" lang:en url:example.org on:2026-11-23
package query

import "time"

// Expr is a parsed query: And, Or, Not, Text, Field, Is or Span. A nil Expr asks for nothing in particular.
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

// Field asks for a part of what a story is filed under.
type Field struct {
	Name  Name
	Value string
}

// Name is a field that is no text.
type Name string

// The fields that are no text.
const (
	Source Name = "source" // name or address of the feed; "feed" is the same
	Topic  Name = "topic"
	URL    Name = "url"
	Lang   Name = "lang"
)

// Is asks for a state of a story.
type Is string

// The states of a story.
const (
	Unread  Is = "unread"
	Read    Is = "read"
	Saved   Is = "saved"
	Updated Is = "updated"
)

// Span asks for stories published at From or later and before To; a zero time is no limit.
type Span struct{ From, To time.Time }

func (And) expr()   {}
func (Or) expr()    {}
func (Not) expr()   {}
func (Text) expr()  {}
func (Field) expr() {}
func (Is) expr()    {}
func (Span) expr()  {}

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
