package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/feeds"
	"dateline/feeds/article"
	"dateline/store"
)

// The answers of the commands, each with the question it answers.
type (
	// listMsg is a window of a list.
	listMsg struct {
		asked  store.Query // what the list was when it was asked for
		page   store.Page
		cursor int  // where the story to keep stands; -1: leave the cursor
		reset  bool // a new list rather than more of the same
		err    error
	}
	// arrivedMsg says how many stories of a list came in after it was made.
	arrivedMsg struct {
		asked store.Query
		n     int
		err   error
	}
	countsMsg struct {
		counts store.Counts
		views  []store.ListCount // in the order of the config
		fresh  int               // unread rows of the front page with something that came in since the last visit
		lines  []store.Storyline // those that are followed
		err    error
	}
	// nextMsg is the place of the next unread story.
	nextMsg struct {
		asked  store.Query
		at     int
		found  bool
		inText bool // open it
		back   bool
	}
	// textMsg is a story set for reading.
	textMsg struct {
		page    page
		body    store.Body
		article article.Article
		set     setText
		rest    bool    // the same again, and all of it
		next    tea.Cmd // sets the rest
		err     error
	}
	// fetchedMsg says that the page of a story was asked for, and kept when err is nil.
	fetchedMsg struct {
		id       store.ID
		fleeting *article.Article // it was not kept: its site wants nobody to store it, or err says why
		unneeded bool             // it was not asked for: what is there is enough
		err      error
	}
	// actMsg is a change of the reader's own that was written, or not.
	actMsg struct {
		act  store.Act
		verb string // "", "undone", "redone"
		id   store.ID
		err  error
	}
	topicsMsg struct {
		asked  store.Query
		counts []store.TopicCount
		err    error
	}
	whyMsg struct {
		id       store.ID
		rank     string   // what the rank of its event rests on
		together string   // why it is in its event
		score    []string // the rules that lift or sink it
		hits     []store.Hit
		err      error
	}
	// foundMsg is how many stories the words behind a command find.
	foundMsg struct {
		words         string
		total, unread int
		err           error
	}
	feedsMsg struct {
		feeds []feedRow
		err   error
	}
	// reportsMsg is what a refresh has to tell since the last one.
	reportsMsg struct {
		run     *refreshRun
		reports []feeds.Report
		joined  bool // stories were put together
		done    bool
	}
	browsedMsg struct {
		url string
		err error
	}
	// labelledMsg says that the store knows the topics of the config, and whether any story got or lost one for it.
	labelledMsg struct {
		changed bool
		err     error
	}
	// namesMsg is what feeds call themselves, by address.
	namesMsg map[string]string
	// minuteMsg comes every minute: ages grow, feeds become due.
	minuteMsg struct{}
	// quietMsg clears the message with its number.
	quietMsg struct{ n int }
	// digitMsg comes when a count was not followed by a movement.
	digitMsg struct{ n int }
)
