package ui

// action is something a reader can do by a key, or by its name in the palette of commands.
type action int

const (
	none action = iota
	down
	up
	top
	bottom
	halfDown
	halfUp
	pageDown
	pageUp
	open
	back
	leave
	onward
	nextStory
	prevStory
	nextUnread
	prevUnread
	toggleRead
	markAll
	undo
	redo
	bookmark
	goFront
	goLatest
	goSaved
	nextRoom
	prevRoom
	showArrived
	pickTopics
	number
	allTopics
	dropChip
	sortList
	onlyThis
	notThis
	keepView
	search
	unreadOnly
	why
	showHidden
	nextHit
	prevHit
	nextBlock
	prevBlock
	nextHiddenBlock
	prevHiddenBlock
	siteRule
	wider
	narrower
	zen
	links
	exportText
	pipeText
	images
	browse
	copyLink
	refreshAll
	refreshPage
	openDemo
	showFeeds
	feedStories
	follow
	goFollowing
	showLines
	openLine
	pinLine
	renameLine
	dropLine
	split
	join
	giveTopic
	newTopic
	mute
	showMutes
	lookInto
	liftMute
	covers
	changed
	note
	tag
	addFeed
	catalogue
	askFeed
	pauseFeed
	renameFeed
	moveFeed
	removeFeed
	help
	commands
	suspend
	quit
)

// place is where a key is heard. Places are bits, so that a key may be heard in several.
type place uint16

const (
	inList place = 1 << iota
	inReader
	inHits   // in the reader, while words found in the text are marked
	inHidden // in the reader, while what was hidden is shown
	inFeeds
	inMutes
	inCoverage
	inChanges
	inStorylines
	inTimeline
	inSheets   = inFeeds | inMutes | inCoverage | inChanges | inStorylines | inTimeline
	onStory    = inStories | inCoverage | inTimeline
	inStories  = inList | inReader
	everywhere = inStories | inSheets
)

// places are all of them with what help calls them: "Keys in the list".
var places = []struct {
	place place
	title string
}{
	{inList, "in the list"},
	{inReader, "while reading"},
	{inFeeds, "over the feeds"},
	{inHits, "while words are found"},
	{inHidden, "while what was hidden is shown"},
	{inMutes, "over the mutes"},
	{inCoverage, "over the coverage of a story"},
	{inChanges, "over what changed"},
	{inStorylines, "over the stories you follow"},
	{inTimeline, "over the timeline of a story"},
}

// binding gives an action its name in [keys] of the config and in the palette of commands, the place where it is heard, its keys
// (sequences are written with spaces: "g g"), and the words that help shows for it.
type binding struct {
	action action
	name   string
	where  place
	keys   []string
	help   string
}

// bindings is the one table of keys, an action a line: matching, the line of hints, help, the palette of commands and the config
// read it. Help shows it in this order.
var bindings = []binding{
	{down, "down", everywhere, []string{"j", "down"}, "down"},
	{up, "up", everywhere, []string{"k", "up"}, "up"},
	{top, "top", everywhere, []string{"g", "home"}, "to the top"},
	{bottom, "bottom", everywhere, []string{"G", "end"}, "to the end"},
	{halfDown, "half-page-down", everywhere, []string{"ctrl+d"}, "half a page down"},
	{halfUp, "half-page-up", everywhere, []string{"ctrl+u"}, "half a page up"},
	{pageDown, "page-down", everywhere, []string{"pgdown", "ctrl+f"}, "a page down"},
	{pageUp, "page-up", everywhere, []string{"pgup", "ctrl+b"}, "a page up"},
	{onward, "read-on", everywhere, []string{"space"}, "a page down; at the end, the next unread story"},
	{open, "open", inList | inCoverage | inTimeline, []string{"enter", "l", "right"}, "read the story"},
	{back, "back", everywhere, []string{"esc", "h", "left"}, "back, one step at a time"},
	{leave, "back-or-quit", everywhere, []string{"q"}, "back; on the front page, quit"},
	{nextStory, "next-story", inReader, []string{"J"}, "next story"},
	{prevStory, "previous-story", inReader, []string{"K"}, "previous story"},
	{nextUnread, "next-unread", inStories, []string{"n"}, "next unread story"},
	{prevUnread, "previous-unread", inStories, []string{"p"}, "previous unread story"},
	{toggleRead, "toggle-read", onStory, []string{"m"}, "mark read or unread"},
	{markAll, "mark-all-read", inList | inCoverage, []string{"A"}, "mark all shown as read"},
	{bookmark, "bookmark", onStory, []string{"b"}, "bookmark, or take the bookmark away"},
	{goFront, "front-page", everywhere, nil, "the front page"},
	{goLatest, "latest", everywhere, nil, "every report, newest first"},
	{goFollowing, "following", everywhere, nil, "what is new of the stories you follow"},
	{goSaved, "saved", everywhere, []string{"B"}, "saved stories"},
	{nextRoom, "next-room", everywhere, []string{"tab"}, "next room or view"},
	{prevRoom, "previous-room", everywhere, []string{"shift+tab"}, "previous room or view"},
	{pickTopics, "topics", inStories, []string{"t"}, "choose topics"},
	{number, "topic-number", inStories, []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, "one of the first nine topics; before a movement: how far"},
	{allTopics, "all-topics", inList, []string{"0"}, "all topics"},
	{search, "search", everywhere, []string{"/"}, "search, as you type; in a text, find in it"},
	{nextHit, "next-hit", inHits, []string{"n"}, "next place where the words stand"},
	{prevHit, "previous-hit", inHits, []string{"N"}, "previous place where the words stand"},
	{unreadOnly, "unread-only", inList, []string{"!"}, "unread only, or all"},
	{dropChip, "drop-filter", inList, []string{"backspace"}, "take the last filter away"},
	{sortList, "sort", inList, []string{"s"}, "other order: rank, newest, most sources, source"},
	{onlyThis, "only-this", inList, []string{"+"}, "only what the story is about; again: its next topic, its outlet, its country"},
	{notThis, "not-this", inList, []string{"-"}, "leave out what the story is about; again: something else of it"},
	{keepView, "keep-view", inList, []string{"="}, "keep the filter as a view"},
	{showArrived, "show-new", inList, []string{"."}, "show stories that came in"},
	{why, "why", onStory, []string{"w"}, "why it is here, and why these topics"},
	{covers, "coverage", onStory, []string{"c"}, "all reports of the story side by side"},
	{changed, "what-changed", onStory | inChanges, []string{"d"}, "what changed in the story"},
	{follow, "follow", onStory, []string{"f"}, "follow the story for as long as it goes on, or let it go"},
	{showLines, "storylines", everywhere, []string{"F"}, "stories you follow, and what is new in them"},
	{openLine, "timeline", inStorylines, []string{"enter", "l", "right"}, "the timeline of the story"},
	{pinLine, "pin-story", inStorylines, []string{"P"}, "keep the story above the others, or no more"},
	{renameLine, "rename-story", inStorylines, []string{"n"}, "give the story another name"},
	{dropLine, "unfollow-story", inStorylines, []string{"x", "f", "delete"}, "follow the story no more"},
	{split, "split-report", inCoverage, []string{"S"}, "this report tells of something else: split it out"},
	{join, "join-stories", inList, []string{"M"}, "mark the story; on another one, make both one story"},
	{giveTopic, "give-topic", onStory, []string{"a"}, "give the story a topic, or take one away"},
	{newTopic, "new-topic", onStory, []string{"T"}, "make a topic of words of the headline"},
	{note, "note", onStory, []string{"N"}, "write a note on the story, in your editor; it is saved"},
	{tag, "tags", onStory, []string{"#"}, "tag the story; it is saved"},
	{mute, "mute", onStory | inMutes, []string{"x"}, "hide a word, an outlet, a topic, a story: for a day or longer"},
	{showMutes, "mutes", everywhere, []string{"X"}, "what is muted, what it hid, and how to lift it"},
	{lookInto, "look-into", inMutes, []string{"enter", "l", "right"}, "show what the mute hides"},
	{liftMute, "lift-mute", inMutes, []string{"D", "delete"}, "lift the mute"},
	{showHidden, "hidden", inReader, []string{"H"}, "show what was hidden in the text"},
	{nextBlock, "next-block", inHidden, []string{"j", "down"}, "next block"},
	{prevBlock, "previous-block", inHidden, []string{"k", "up"}, "previous block"},
	{nextHiddenBlock, "next-hidden-block", inHidden, []string{"tab"}, "next hidden block"},
	{prevHiddenBlock, "previous-hidden-block", inHidden, []string{"shift+tab"}, "previous hidden block"},
	{siteRule, "site-rule", inHidden, []string{"x"}, "keep or hide such a block of this site from now on, or lift that"},
	{images, "images", inReader, []string{"i"}, "show or hide pictures"},
	{exportText, "export", inReader, []string{"e"}, "keep the text as a Markdown file"},
	{pipeText, "pipe", inReader, []string{"|"}, "hand the text to a command"},
	{wider, "wider", inReader, []string{">"}, "wider text"},
	{narrower, "narrower", inReader, []string{"<"}, "narrower text"},
	{zen, "zen", inReader, []string{"z"}, "only the text"},
	{links, "links", inReader, []string{"L"}, "links of the text"},
	{browse, "browser", onStory | inChanges, []string{"o"}, "open in the browser"},
	{copyLink, "copy-link", onStory, []string{"y"}, "copy the link"},
	{refreshAll, "refresh", inList | inFeeds, []string{"r"}, "ask every feed again"},
	{refreshPage, "refetch", inReader, []string{"R"}, "fetch this page again"},
	{showFeeds, "feeds", everywhere, []string{"E"}, "feeds, and what they last answered"},
	{feedStories, "feed-stories", inFeeds, []string{"enter", "l", "right"}, "show the stories of the feed"},
	{addFeed, "add-feed", inFeeds, []string{"a"}, "add a feed by its address, a site, a handle"},
	{catalogue, "catalogue", inFeeds, []string{"c"}, "add a feed from the catalogue"},
	{askFeed, "ask-feed", inFeeds, []string{"R"}, "ask this feed now"},
	{pauseFeed, "pause-feed", inFeeds, []string{"p"}, "pause the feed, or ask it again"},
	{renameFeed, "rename-feed", inFeeds, []string{"n"}, "give the feed another name"},
	{moveFeed, "move-feed", inFeeds, []string{"M"}, "take the feed's new address"},
	{removeFeed, "remove-feed", inFeeds, []string{"x", "delete"}, "follow the feed no longer; its stories stay"},
	{openDemo, "demo", inList, []string{"D"}, "the demo newsroom (while nothing is stored)"},
	{undo, "undo", everywhere, []string{"u"}, "undo"},
	{redo, "redo", everywhere, []string{"ctrl+r"}, "redo"},
	{help, "help", everywhere, []string{"?", "f1"}, "help"},
	{commands, "commands", everywhere, []string{":", "ctrl+p"}, "all commands by name"},
	{suspend, "suspend", everywhere, []string{"ctrl+z"}, "back to the shell for a while; fg returns"},
	{quit, "quit", everywhere, []string{"ctrl+c"}, "quit"},
}
