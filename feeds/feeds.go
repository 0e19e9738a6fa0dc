// Package feeds turns the addresses of feeds into clean items: it asks servers politely, reads what they answer, and
// hands one Answer per source to a Shelf. It knows no database and no screen; time, network and storage come in as values.
//
// Every string of a Feed, Item or Answer has passed package safe; HTML fields hold sanitised HTML.
package feeds

import (
	"context"
	"time"
)

// Source is a feed the reader asked for.
type Source struct {
	URL  string // absolute http or https address, as configured
	Name string // the reader's own name for it; empty: the feed's title is shown
	// FullText is AlwaysFullText, NeverFullText, or "" for pages of stories of which the feed gives too little.
	FullText string
	Paused   bool // it stays among the followed feeds, but is not asked
}

// When the pages of a source's stories are fetched without being asked for.
const (
	AlwaysFullText = "always"
	NeverFullText  = "never"
)

// Shown is what a feed is called: by the reader, else by itself, else its address.
func (s Source) Shown(title string) string {
	switch {
	case s.Name != "":
		return s.Name
	case title != "":
		return title
	}
	return Spoken(s.URL)
}

// Validators are what a server wants to hear again to say "not modified", byte for byte as it sent them.
type Validators struct {
	ETag         string
	LastModified string
}

// Subscription is a Source together with what its earlier answers taught.
type Subscription struct {
	Source
	Validators
	Hash     string    // of the last body that was read, hex; the same again is not parsed
	Checked  time.Time // when it was last asked; zero: never
	Next     time.Time // not before this moment, unless the reader insists
	Failures int       // answers in a row that brought nothing
	Gone     bool      // the server said 410: paused until the reader says otherwise
	Whole    time.Time // when a whole document last came; zero: unknown
	Quiet    time.Time // the server asked not to be asked before (Retry-After); holds for its whole host, even if the reader insists
	Public   bool      // its host has been at a public address: it is not asked at a private one any more
}

// Person is an author as a feed names one.
type Person struct {
	Name  string
	Email string
}

// Enclosure is a file that belongs to an item.
type Enclosure struct {
	URL    string
	Type   string // media type
	Length int64  // bytes; 0: unknown
}

// Feed is what a feed document says.
type Feed struct {
	Title       string
	Link        string // the site's page
	Language    string // BCP 47 as far as the feed keeps to it, e.g. "en-GB"
	Description string // HTML
	Copyright   string
	Image       string
	Authors     []Person
	Published   time.Time
	Updated     time.Time
	Categories  []string
	Items       []Item // in the order of the document
	Wish        Wish
	Cut         bool // the document ended in the middle: these are the items that were whole
}

// Wish is how often a feed document asks to be read.
type Wish struct {
	Every     time.Duration // ttl, or sy:updatePeriod / sy:updateFrequency; 0: nothing said
	SkipHours []int         // 0–23, UTC
	SkipDays  []time.Weekday
}

// Item is one entry of a feed.
type Item struct {
	ID         string // guid or id as the feed gives it; may be empty
	Title      string // plain text, one line
	Link       string
	Summary    string // HTML
	Content    string // HTML; the whole text where the feed has it
	Image      string
	Comments   string
	Authors    []Person
	Published  time.Time // zero: unknown
	Updated    time.Time
	Categories []string
	Enclosures []Enclosure
}

// Answer is the outcome of asking one source once: all that a Shelf has to remember of it.
type Answer struct {
	Source
	Validators
	Asked       time.Time
	Took        time.Duration
	Status      int       // HTTP status; 0: no answer at all
	Bytes       int64     // of the body, decoded
	NotModified bool      // 304, or the same bytes again
	Hash        string    // of the body, when one was read
	Feed        *Feed     // nil: nothing new to store
	MovedTo     string    // final address when every hop was a permanent redirect and a feed is there
	Whole       time.Time // as in Subscription
	Gone        bool
	Next        time.Time // not to be asked again before
	Quiet       time.Time // as in Subscription
	Public      bool      // as in Subscription
	Failures    int
	Err         error // why nothing came, in the reader's words
	Prepared    any   // what a Shelf made of it in Prepare, for KeepAll; nobody else's business
}

// Report is what became of one source in a refresh.
type Report struct {
	Answer
	New, Updated int // stories
	Done, Total  int // sources, so far and in this refresh
	Later        int // sources that are due, too, but of hosts that are asked for one a minute only
}

// Shelf is where a refresh finds its subscriptions and leaves their answers.
type Shelf interface {
	// Enter begins a refresh of the shelf: one at a time, whatever program it is in; else the error is ErrRefreshing.
	Enter() (leave func(), err error)
	// Subscription returns what is remembered of a source; a source never seen yields only itself.
	Subscription(ctx context.Context, s Source) (Subscription, error)
	// Prepare does beforehand what it can for an answer that is to be kept, and leaves it in Prepared. Several answers may be
	// prepared at once, while others are kept.
	Prepare(ctx context.Context, a *Answer)
	// KeepAll stores answers in one transaction and tells what each has brought. After an error it has kept none of them.
	KeepAll(ctx context.Context, answers []Answer) ([]Kept, error)
}

// Kept is what an answer has brought: stories that were not known, and those that say something else now.
type Kept struct{ New, Updated int }
