package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/sahilm/fuzzy"

	"dateline/store"
)

// list makes the list of the room anew and prints its first headlines.
func (p *plain) list() {
	p.query = p.filter.query(p.room, p.w.now().Add(-p.w.front).Unix())
	p.query.Sort, p.query.Visit = p.order[p.room], p.w.lastVisit
	msg := answer[listMsg](p.w.list(p.query, 0, headlines, true))
	if msg.err != nil {
		p.wrong(msg.err)
		return
	}
	p.query, p.page, p.printed, p.at, p.reading, p.sheet = msg.page.Query, msg.page, 0, -1, false, plainSheet{}
	p.say("")
	p.say(p.heading())
	p.more()
}

// heading says which list is printed: "Front page, topic Economy, newest first: 22 stories, 18 unread."
func (p *plain) heading() string {
	parts := []string{rooms[slices.IndexFunc(rooms, func(r roomName) bool { return r.room == p.room })].name}
	for _, c := range p.filter {
		parts = append(parts, c.words())
	}
	if o := p.order[p.room]; o != store.Usual {
		parts = append(parts, orderName(o))
	}
	name := strings.Join(parts, ", ")
	switch {
	case p.page.Total > 0:
		return fmt.Sprintf("%s: %s %s, %s unread.", name, some(p.page.Total, p.page.More), plural(p.page.Total, "story", "stories"),
			some(p.page.Unread, p.page.More))
	case len(p.filter) > 0:
		return name + ": nothing. " + p.hint(dropChip, "takes "+p.filter[len(p.filter)-1].words()+" away.")
	case p.room == store.Saved:
		return name + ": nothing saved yet. " + p.hint(bookmark, "on a story keeps it here, with its text, for ever.")
	case p.room == store.Following:
		return name + ": you follow no story yet. " + p.hint(follow, "on a story follows it for as long as it goes on.")
	case p.page.Muted > 0:
		return name + ": your mutes hide all there is here. " + p.hint(showMutes, "lists them.")
	}
	return name + ": nothing. " + p.hint(refreshAll, "asks every feed.") + pick(p.opt.Demo, "", " dateline demo --plain reads the demo newsroom.")
}

// more prints the next headlines of the list.
func (p *plain) more() {
	if p.sheet.place != 0 {
		p.say("That is all. " + p.hint(back, "shows the list again."))
		return
	}
	if p.printed >= p.page.Total {
		if p.page.Total > 0 {
			p.say("That is all.")
		}
		return
	}
	msg := answer[listMsg](p.w.window(p.query, p.printed, headlines))
	if msg.err != nil {
		p.wrong(msg.err)
		return
	}
	for i, s := range msg.page.Stories {
		p.headline(p.printed+i, s)
	}
	p.printed += len(msg.page.Stories)
	if left := p.page.Total - p.printed; left > 0 && len(msg.page.Stories) > 0 {
		p.say(fmt.Sprintf("%s more: press enter.", humanize.Comma(int64(left))))
	}
}

// headline prints a story on a line: "3. Storm shuts ports. DW and 6 others, 14 min, Weather, read."
func (p *plain) headline(at int, s store.Story) {
	facts := []string{s.Source}
	if n := s.Outlets - 1; n > 0 {
		facts[0] += fmt.Sprintf(" and %d %s", n, plural(n, "other", "others"))
	}
	facts = append(facts, p.since(lastReport(s)))
	facts = append(facts, s.Topics...)
	for _, mark := range []struct {
		on   bool
		word string
	}{{s.Read, "read"}, {p.fresh(s), "new"}, {s.Saved, "saved"}, {s.Followed, "followed"}, {s.Noted, "with a note"}, {s.Updated, "updated"}} {
		if mark.on {
			facts = append(facts, mark.word)
		}
	}
	p.say(fmt.Sprintf("%d. %s. %s.", at+1, strings.TrimRight(s.Title, "."), strings.Join(facts, ", ")))
}

// fresh reports that a story came in after the visit before this one.
func (p *plain) fresh(s store.Story) bool {
	return rowStyle{visit: p.w.lastVisit}.fresh(s)
}

// enter goes to a room.
func (p *plain) enter(room store.Room) {
	p.room, p.filter = room, p.filter.without(aboutViews)
	p.list()
}

// stepRoom goes to the next room or view, or the one before.
func (p *plain) stepRoom(by int) {
	n := len(rooms) + len(p.w.views)
	at := slices.IndexFunc(rooms, func(r roomName) bool { return r.room == p.room })
	if v := slices.IndexFunc(p.w.views, func(v View) bool { return v.Name == p.filter.view() }); v >= 0 {
		at = len(rooms) + v
	}
	at = (at + by + n) % n
	if at < len(rooms) {
		p.enter(rooms[at].room)
		return
	}
	p.showView(p.w.views[at-len(rooms)])
}

func (p *plain) showView(v View) {
	p.room = store.Latest
	p.narrow(filter{{kind: viewChip, text: v.Name, query: v.Query}})
}

// narrow shows the room under another filter.
func (p *plain) narrow(f filter) {
	p.filter = f
	p.list()
}

func (p *plain) search(words string) {
	p.narrow(p.filter.search(words))
}

// topic shows one topic only, whatever of its name was typed; without a name it lists them.
func (p *plain) topic(name string) {
	if name == "" {
		p.topics()
		return
	}
	names := make([]string, len(p.w.topics))
	for i, t := range p.w.topics {
		names[i] = t.Name
	}
	if at, ok := p.choice(name, names, "topic"); ok {
		p.narrow(append(p.filter.without(aboutTopics), chip{kind: topicChip, text: names[at]}))
	}
}

// topics lists the topics of the list, with how much there is of each.
func (p *plain) topics() {
	msg := answer[topicsMsg](p.w.topicCounts(p.query))
	if msg.err != nil {
		p.wrong(msg.err)
		return
	}
	for _, c := range msg.counts {
		if c.Stories > 0 {
			p.say(fmt.Sprintf("%s: %d %s, %d unread.", c.Name, c.Stories, plural(c.Stories, "story", "stories"), c.Unread))
		}
	}
	p.say(p.hint(pickTopics, "and a name shows one of them, ") + p.hint(allTopics, "all."))
}

// view shows a view; without a name it lists them.
func (p *plain) view(name string) {
	names := make([]string, len(p.w.views))
	for i, v := range p.w.views {
		names[i] = v.Name
	}
	if name != "" || len(names) == 0 {
		if at, ok := p.choice(name, names, "view"); ok {
			p.showView(p.w.views[at])
		}
		return
	}
	counts := answer[countsMsg](p.w.counts()).views
	for i, n := range names {
		if i < len(counts) {
			n += ": " + some(counts[i].Unread, counts[i].More) + " unread"
		}
		p.say(sentence(n))
	}
	p.say("view and a name shows one of them.")
}

// keepView keeps the filter as a view.
func (p *plain) keepView(name string) {
	query := p.filter.asQuery()
	switch {
	case query == "":
		p.say("Nothing to keep: the list is not narrowed. " + p.hint(pickTopics, "and a name narrows it."))
	case name == "":
		p.say("Under which name? Write it behind the command.")
	default:
		p.edit(func(ctx context.Context) (store.Act, error) { return p.opt.Desk.KeepView(ctx, View{name, query}) })
	}
}

// dropView takes a view out of the configuration.
func (p *plain) dropView(name string) {
	at := slices.IndexFunc(p.w.views, func(v View) bool { return strings.EqualFold(v.Name, name) })
	if at < 0 {
		p.say("No view of that name. view lists them.")
		return
	}
	p.edit(func(ctx context.Context) (store.Act, error) { return p.opt.Desk.DropView(ctx, p.w.views[at].Name) })
}

// sort gives the room the order of a name, or its next one.
func (p *plain) sort(name string) {
	order := nextOrder(p.room, p.order[p.room])
	if name != "" {
		var ok bool
		if order, ok = orderNamed(name); !ok || order == store.Ranked && p.room != store.Front {
			p.say("The orders are " + pick(p.room == store.Front, "rank, ", "") + "newest, sources and source.")
			return
		}
	}
	p.order[p.room] = pick(order == usual(p.room), store.Usual, order)
	p.list()
}

// byStory narrows the list by something that the story is about, or leaves that out; without a name it says what there is.
func (p *plain) byStory(name string, out bool) {
	if !p.chosen() {
		return
	}
	all := facetsOf(p.story)
	var names, words []string
	for _, c := range all {
		names, words = append(names, c.text), append(words, c.words())
	}
	if name == "" {
		p.say(sentence("The story has " + strings.Join(words, ", ")))
		p.say(p.hint(pick(out, notThis, onlyThis), "and one of these names ") + pick(out, "leaves that out.", "shows only that."))
		return
	}
	if at, ok := p.choice(name, names, "topic, source or country of this story"); ok {
		c := all[at]
		c.out = out
		p.narrow(p.filter.set(c, true))
	}
}

// choice is the one of some names that is meant by what was typed of it.
func (p *plain) choice(typed string, names []string, what string) (int, bool) {
	if at := slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, typed) }); at >= 0 {
		return at, true
	}
	found := fuzzy.Find(typed, names)
	if len(found) == 0 {
		p.say(pick(len(names) == 0, "There is no "+what+" yet.", "No "+what+" of that name."))
		return 0, false
	}
	return found[0].Index, true
}

// since says how long ago a moment was, in words that are good to hear: "28 minutes ago".
func (p *plain) since(then time.Time) string {
	return humanize.RelTime(then, p.w.now(), "ago", "from now")
}
