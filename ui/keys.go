package ui

import "strings"

// action is something a reader can do by a key.
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
	goSaved
	nextRoom
	prevRoom
	showArrived
	pickTopics
	number
	allTopics
	dropChip
	search
	unreadOnly
	why
	showHidden
	browse
	copyLink
	refreshAll
	refreshPage
	openDemo
	showFeeds
	help
	suspend
	quit
)

// place is where a key is heard. Places are bits, so that a key may be heard in several.
type place uint8

const (
	inList place = 1 << iota
	inReader
	everywhere = inList | inReader
)

// binding gives an action its keys and the words that help shows for it.
type binding struct {
	action action
	where  place
	keys   []string
	help   string
}

// bindings is the one table of keys: matching, footer and help screen read it. Help shows it in this order.
var bindings = []binding{
	{down, everywhere, []string{"j", "down"}, "down"},
	{up, everywhere, []string{"k", "up"}, "up"},
	{top, everywhere, []string{"g", "home"}, "to the top"},
	{bottom, everywhere, []string{"G", "end"}, "to the end"},
	{halfDown, everywhere, []string{"ctrl+d"}, "half a page down"},
	{halfUp, everywhere, []string{"ctrl+u"}, "half a page up"},
	{pageDown, everywhere, []string{"pgdown", "ctrl+f"}, "a page down"},
	{pageUp, everywhere, []string{"pgup", "ctrl+b"}, "a page up"},
	{onward, everywhere, []string{"space"}, "a page down; at the end, the next unread story"},
	{open, inList, []string{"enter", "l", "right"}, "read the story"},
	{back, everywhere, []string{"esc", "h", "left"}, "back, one step at a time"},
	{leave, everywhere, []string{"q"}, "back; on the front page, quit"},
	{nextStory, inReader, []string{"J"}, "next story"},
	{prevStory, inReader, []string{"K"}, "previous story"},
	{nextUnread, everywhere, []string{"n"}, "next unread story"},
	{prevUnread, everywhere, []string{"p"}, "previous unread story"},
	{toggleRead, everywhere, []string{"m"}, "mark read or unread"},
	{markAll, inList, []string{"A"}, "mark all shown as read"},
	{bookmark, everywhere, []string{"b"}, "bookmark, or take the bookmark away"},
	{goSaved, everywhere, []string{"B"}, "saved stories"},
	{nextRoom, everywhere, []string{"tab"}, "next of Front page, Latest, Saved"},
	{prevRoom, everywhere, []string{"shift+tab"}, "previous of them"},
	{pickTopics, everywhere, []string{"t"}, "choose topics"},
	{number, everywhere, []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, "one of the first nine topics; before a movement: how far"},
	{allTopics, inList, []string{"0"}, "all topics"},
	{search, everywhere, []string{"/"}, "search, as you type"},
	{unreadOnly, inList, []string{"!"}, "unread only, or all"},
	{dropChip, inList, []string{"backspace"}, "take the last filter away"},
	{showArrived, inList, []string{"."}, "show stories that came in"},
	{why, everywhere, []string{"w"}, "why these topics"},
	{showHidden, inReader, []string{"H"}, "show what was hidden in the text"},
	{browse, everywhere, []string{"o"}, "open in the browser"},
	{copyLink, everywhere, []string{"y"}, "copy the link"},
	{refreshAll, inList, []string{"r"}, "ask every feed again"},
	{refreshPage, inReader, []string{"R"}, "fetch this page again"},
	{showFeeds, inList, []string{"E"}, "feeds, and what they last answered"},
	{openDemo, inList, []string{"D"}, "the demo newsroom (while nothing is stored)"},
	{undo, everywhere, []string{"u"}, "undo"},
	{redo, everywhere, []string{"ctrl+r"}, "redo"},
	{help, everywhere, []string{"?", "f1"}, "help"},
	{suspend, everywhere, []string{"ctrl+z"}, "back to the shell for a while; fg returns"},
	{quit, everywhere, []string{"ctrl+c"}, "quit"},
}

// keymap finds the action of a key in a place.
type keymap map[place]map[string]action

func newKeymap() keymap {
	m := keymap{inList: {}, inReader: {}}
	for _, b := range bindings {
		for p := range m {
			if b.where&p == 0 {
				continue
			}
			for _, k := range b.keys {
				m[p][k] = b.action
			}
		}
	}
	return m
}

// keyOf is the key of an action in a place, as people write it.
func keyOf(a action, where place) string {
	for _, b := range bindings {
		if b.action == a && b.where&where != 0 {
			return keyName(b.keys[0])
		}
	}
	return ""
}

// keyNames are the keys of an action as people write them: "j ↓".
func keyNames(keys []string) string {
	if len(keys) > 4 {
		return keyName(keys[0]) + " … " + keyName(keys[len(keys)-1])
	}
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = keyName(k)
	}
	return strings.Join(names, " ")
}

func keyName(k string) string {
	switch k {
	case "down":
		return "↓"
	case "up":
		return "↑"
	case "left":
		return "←"
	case "right":
		return "→"
	case "pgdown":
		return "pgdn"
	}
	return k
}
