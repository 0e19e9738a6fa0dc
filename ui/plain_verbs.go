package ui

import (
	"strings"

	"dateline/store"
)

// plainVerb is what a command does in plain mode: an action of the other face, or a command that takes words.
type plainVerb struct {
	action action // none: it has a name only
	name   string // of one that is no action
	words  string // what may stand behind it, for help
	does   string // when help has other words for it than on the screen
	do     func(p *plain, words string)
}

// called is the name of a command.
func (v plainVerb) called(k keymap) string {
	if v.action == none {
		return v.name
	}
	return k.bound[k.at[v.action]].name
}

// plainVerbs are the commands of plain mode, in the order of help. Each call makes them anew.
func plainVerbs() []plainVerb {
	bare := func(do func(p *plain)) func(*plain, string) { return func(p *plain, _ string) { do(p) } }
	return []plainVerb{
		{action: open, words: "NUMBER", does: "read that story; without a number this one", do: (*plain).open},
		{action: nextUnread, do: bare(func(p *plain) { p.unread(false) })},
		{action: prevUnread, do: bare(func(p *plain) { p.unread(true) })},
		{action: onward, does: "more headlines; after a story, the next unread one", do: bare((*plain).onward)},
		{action: down, does: "the next headline", do: bare(func(p *plain) { p.step(1, false) })},
		{action: up, does: "the headline before", do: bare(func(p *plain) { p.step(-1, false) })},
		{action: nextStory, do: bare(func(p *plain) { p.step(1, true) })},
		{action: prevStory, do: bare(func(p *plain) { p.step(-1, true) })},
		{action: back, does: "print again what lies under this", do: bare((*plain).back)},
		{action: showArrived, does: "print the list anew, with what came in", do: bare((*plain).list)},

		{action: goFront, do: bare(func(p *plain) { p.enter(store.Front) })},
		{action: goLatest, do: bare(func(p *plain) { p.enter(store.Latest) })},
		{action: goSaved, do: bare(func(p *plain) { p.enter(store.Saved) })},
		{action: goFollowing, do: bare(func(p *plain) { p.enter(store.Following) })},
		{action: nextRoom, do: bare(func(p *plain) { p.stepRoom(1) })},
		{action: prevRoom, do: bare(func(p *plain) { p.stepRoom(-1) })},
		{name: "view", words: "NAME", does: "show a view; without a name list them", do: (*plain).view},
		{action: keepView, words: "NAME", do: (*plain).keepView},
		{name: "drop-view", words: "NAME", does: "take the view out of the config", do: (*plain).dropView},

		{action: search, words: "WORDS", does: "show what words find; without words everything", do: (*plain).search},
		{action: pickTopics, words: "NAME", does: "one topic only; without a name list them", do: (*plain).topic},
		{action: allTopics, do: bare(func(p *plain) { p.narrow(p.filter.without(isChosen)) })},
		{action: onlyThis, words: "NAME", does: "only a topic, source or country of the story; without a name list them", do: func(p *plain, words string) { p.byStory(words, false) }},
		{action: notThis, words: "NAME", does: "leave out a topic, source or country of the story", do: func(p *plain, words string) { p.byStory(words, true) }},
		{action: unreadOnly, do: bare(func(p *plain) {
			p.narrow(p.filter.set(chip{kind: unreadChip}, !p.filter.has(chip{kind: unreadChip})))
		})},
		{action: dropChip, do: bare(func(p *plain) { p.narrow(p.filter[:max(len(p.filter)-1, 0)]) })},
		{action: sortList, words: "ORDER", does: "another order: rank, newest, sources or source; without a name the next one", do: (*plain).sort},

		{action: toggleRead, words: "NUMBER", do: about((*plain).toggleRead)},
		{action: markAll, does: "mark all that is listed as read", do: bare((*plain).markAll)},
		{name: "mark-read", words: "QUERY", does: "mark all that a query finds as read, as in mark-read older:7d", do: (*plain).markRead},
		{action: bookmark, words: "NUMBER", do: about((*plain).toggleSaved)},
		{action: note, words: "TEXT", does: "write a note on the story, which is saved with it; without a text print the note", do: (*plain).note},
		{action: tag, words: "TAGS", does: "tag the story, with commas between the tags; without them print those it has", do: (*plain).tag},
		{action: follow, words: "NUMBER", do: about((*plain).toggleFollow)},
		{action: showLines, do: bare((*plain).storylines)},
		{action: openLine, words: "NUMBER", does: "the timeline of that story", do: (*plain).timeline},
		{action: pinLine, words: "NUMBER", do: (*plain).pinLine},
		{action: renameLine, words: "NUMBER NAME", do: (*plain).renameLine},
		{action: dropLine, words: "NUMBER", do: (*plain).dropLine},

		{action: covers, words: "NUMBER", does: "all reports of the story", do: about((*plain).coverage)},
		{action: split, words: "NUMBER", does: "that report tells of something else: split it out", do: (*plain).split},
		{action: join, words: "NUMBER", do: about((*plain).join)},
		{action: changed, words: "NUMBER", do: about((*plain).changes)},
		{action: why, words: "NUMBER", do: about((*plain).why)},
		{action: giveTopic, words: "NAME", do: (*plain).giveTopic},
		{action: newTopic, words: "NAME: WORDS", does: "make a topic of words with commas between them", do: (*plain).newTopic},
		{action: mute, words: "WHAT", does: "hide a word, an outlet, a topic, a story; without words list what can be hidden of this story", do: (*plain).mute},
		{action: showMutes, do: bare((*plain).mutes)},
		{action: lookInto, words: "NUMBER", does: "show what that mute hides", do: (*plain).lookInto},
		{action: liftMute, words: "NUMBER", does: "lift that mute", do: (*plain).liftMute},

		{action: showHidden, do: bare((*plain).hidden)},
		{action: siteRule, words: "NUMBER", does: "keep such a hidden block of this site from now on, or lift that", do: (*plain).siteRule},
		{action: links, words: "NUMBER", does: "list the links of the text; with a number open that one", do: (*plain).links},
		{action: browse, words: "NUMBER", do: about((*plain).browse)},
		{action: copyLink, words: "NUMBER", does: "print the link", do: about((*plain).link)},
		{action: exportText, words: "NUMBER", do: about((*plain).export)},
		{action: pipeText, words: "NAME", does: "hand the text to a command of the config, and print what it says", do: (*plain).pipe},

		{action: refreshAll, do: (*plain).refreshAll},
		{action: refreshPage, do: (*plain).refetch},
		{action: showFeeds, do: bare((*plain).feeds)},
		{action: feedStories, words: "NUMBER", does: "the stories of that feed", do: onFeed((*plain).feedStories)},
		{action: addFeed, words: "ADDRESS", do: (*plain).addFeed},
		{action: catalogue, words: "WORDS", does: "list feeds of the catalogue by region, country, language, owner or name, to choose from", do: (*plain).catalogue},
		{action: askFeed, words: "NUMBER", does: "ask that feed now", do: onFeed((*plain).askFeed)},
		{action: pauseFeed, words: "NUMBER", does: "pause that feed, or ask it again", do: onFeed((*plain).pauseFeed)},
		{action: renameFeed, words: "NUMBER NAME", does: "give that feed another name", do: onFeed((*plain).renameFeed)},
		{action: moveFeed, words: "NUMBER", does: "take that feed's new address", do: onFeed((*plain).moveFeed)},
		{action: removeFeed, words: "NUMBER", does: "follow that feed no longer; its stories stay", do: onFeed((*plain).removeFeed)},

		{action: undo, do: bare(func(p *plain) { p.tell(answer[actMsg](p.w.undo())) })},
		{action: redo, do: bare(func(p *plain) { p.tell(answer[actMsg](p.w.redo())) })},
		{action: help, words: "WORDS", does: "list the commands; with words those that have them", do: (*plain).help},
		{action: leave, does: "back to the list; from the list, quit", do: bare((*plain).leave)},
		{action: quit, do: bare(func(p *plain) { p.leaving = true })},
	}
}

// about is a command about the story of the number behind it, else about the last one that was named.
func about(do func(p *plain)) func(*plain, string) {
	return func(p *plain, words string) {
		if i, _, ok := leadNumber(words); ok && !p.choose(i) {
			return
		}
		if p.chosen() {
			do(p)
		}
	}
}

// help lists the commands: key, name, what may stand behind it, what it does; of some words, those that have them. Keys that are heard
// over feeds, mutes and the like only stand below a line that says so.
func (p *plain) help(words string) {
	if words == "" {
		p.say("A number takes what was printed with it: it reads a story, opens a timeline. An empty line prints more headlines.")
		p.say("A command is its key or its name. It is about the story of the number behind it, without one about the last story that was named:")
	}
	var lines []string
	below := map[place][]string{}
	for _, v := range plainVerbs() {
		line, where := v.line(p.keys)
		switch {
		case !strings.Contains(strings.ToLower(line), strings.ToLower(words)):
		case where == 0:
			lines = append(lines, line)
		default:
			below[where] = append(below[where], line)
		}
	}
	for _, pl := range places {
		if len(below[pl.place]) > 0 {
			lines = append(append(lines, upperFirst(pl.title)+":"), below[pl.place]...)
		}
	}
	if len(lines) == 0 {
		p.say("No command has these words.")
	}
	for _, l := range lines {
		p.say(l)
	}
}

// line is a command in help, and the place where alone its key is heard; 0: wherever one is.
func (v plainVerb) line(k keymap) (line string, where place) {
	key, does := "", v.does
	if v.action != none {
		b := k.bound[k.at[v.action]]
		does = pick(does == "", b.help, does)
		if b.where&inStories == 0 {
			where = b.where
		}
		if where&inHidden == 0 && len(b.keys) > 0 && len(b.keys[0]) == 1 {
			key = b.keys[0] + " or "
		}
	}
	return strings.TrimSpace(key+v.called(k)+" "+v.words) + ": " + does + ".", where
}
