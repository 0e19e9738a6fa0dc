package ui

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dustin/go-humanize"
	"github.com/sahilm/fuzzy"

	"dateline/feeds/article"
	"dateline/store"
)

// plainVerb is what an action does in plain mode.
type plainVerb struct {
	action action
	words  string // what may stand behind it, for help
	does   string // when help has other words for it than on the screen
	do     func(p *plain, words string)
}

// plainVerbs are the actions of plain mode. Each call makes them anew.
func plainVerbs() []plainVerb {
	return []plainVerb{
		{open, "NUMBER", "read that story; without a number this one", func(p *plain, words string) { p.open(words) }},
		{nextUnread, "", "", func(p *plain, _ string) { p.unread(false) }},
		{prevUnread, "", "", func(p *plain, _ string) { p.unread(true) }},
		{down, "", "the next headline", func(p *plain, _ string) { p.step(1, false) }},
		{up, "", "the headline before", func(p *plain, _ string) { p.step(-1, false) }},
		{nextStory, "", "", func(p *plain, _ string) { p.step(1, true) }},
		{prevStory, "", "", func(p *plain, _ string) { p.step(-1, true) }},
		{back, "", "print the list again", func(p *plain, _ string) { p.list() }},
		{goFront, "", "", func(p *plain, _ string) { p.enter(store.Front) }},
		{goLatest, "", "", func(p *plain, _ string) { p.enter(store.Latest) }},
		{goSaved, "", "", func(p *plain, _ string) { p.enter(store.Saved) }},
		{toggleRead, "", "", (*plain).toggleRead},
		{markAll, "", "", func(p *plain, _ string) { p.tell(answer[actMsg](p.w.markList(p.query))) }},
		{bookmark, "", "", (*plain).toggleSaved},
		{search, "WORDS", "show what words find; without words everything", (*plain).search},
		{pickTopics, "NAME", "one topic only; without a name it lists them", (*plain).topic},
		{allTopics, "", "", func(p *plain, _ string) { p.narrow(p.filter.without(aboutTopics)) }},
		{unreadOnly, "", "", func(p *plain, _ string) {
			p.narrow(p.filter.set(chip{kind: unreadChip}, !p.filter.has(chip{kind: unreadChip})))
		}},
		{dropChip, "", "", func(p *plain, _ string) { p.narrow(p.filter[:max(len(p.filter)-1, 0)]) }},
		{why, "", "", (*plain).why},
		{showHidden, "", "", (*plain).hidden},
		{browse, "", "", (*plain).browse},
		{copyLink, "", "print the link", func(p *plain, _ string) { p.say(pick(p.story.URL == "", "This story has no address.", p.story.URL)) }},
		{refreshAll, "", "", (*plain).refreshAll},
		{refreshPage, "", "", (*plain).refetch},
		{showFeeds, "", "", (*plain).feeds},
		{undo, "", "", func(p *plain, _ string) { p.tell(answer[actMsg](p.w.undo())) }},
		{redo, "", "", func(p *plain, _ string) { p.tell(answer[actMsg](p.w.redo())) }},
		{help, "", "", (*plain).help},
		{leave, "", "quit", func(p *plain, _ string) { p.leaving = true }},
	}
}

// enter goes to a room.
func (p *plain) enter(room store.Room) {
	p.room = room
	p.list()
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
		msg := answer[topicsMsg](p.w.topicCounts(p.query))
		if msg.err != nil {
			p.wrong(msg.err)
			return
		}
		for _, c := range msg.counts {
			if c.Stories > 0 {
				p.say(fmt.Sprintf("%s: %d, %d unread.", c.Name, c.Stories, c.Unread))
			}
		}
		p.say(p.keys.hint(pickTopics, "and a name shows one of them, ") + p.keys.hint(allTopics, "all."))
		return
	}
	names := make([]string, len(p.w.topics))
	for i, t := range p.w.topics {
		names[i] = t.Name
	}
	found := fuzzy.Find(name, names)
	if len(found) == 0 {
		p.say("No topic of that name.")
		return
	}
	p.narrow(append(p.filter.without(aboutTopics), chip{kind: topicChip, text: found[0].Str}))
}

// open reads the story of a number, else the one that was named last.
func (p *plain) open(words string) {
	at := p.at
	if words != "" {
		if _, err := fmt.Sscanf(words, "%d", &at); err != nil {
			p.say("A number, please.")
			return
		}
		at--
	}
	p.openAt(at)
}

// choose takes the story at a position of the list; false when there is none.
func (p *plain) choose(at int) bool {
	if at < 0 || at >= p.page.Total {
		p.say(pick(p.page.Total == 0, "There is no story here.", fmt.Sprintf("Stories have the numbers 1 to %d.", p.page.Total)))
		return false
	}
	msg := answer[listMsg](p.w.window(p.query, at, 1))
	if msg.err != nil || len(msg.page.Stories) == 0 {
		p.say("That story has gone. " + p.keys.hint(back, "shows the list anew."))
		return false
	}
	p.at, p.story = at, msg.page.Stories[0]
	return true
}

// openAt reads the story at a position of the list; its page is fetched when the feed gave too little.
func (p *plain) openAt(at int) {
	if !p.choose(at) {
		return
	}
	p.reading = true
	if !p.load() {
		return
	}
	if !p.opt.ReadOnly && p.w.needsPage(p.body, p.w.bodyArticle(p.body, false)) {
		p.say("Fetching the page …")
		_ = p.out.Flush()
		p.fetch()
	}
	p.text()
	if !p.story.Read {
		p.mark(true)
	}
}

func (p *plain) load() bool {
	msg := answer[textMsg](p.w.body(p.story.ID))
	if msg.err != nil {
		p.wrong(msg.err)
		return false
	}
	p.body = msg.body
	return true
}

// fetch asks for the page of the story.
func (p *plain) fetch() {
	msg := answer[fetchedMsg](p.w.fetch(p.body, false))
	if p.load() && msg.fleeting != nil { // its site wants nobody to keep it
		p.body.Article, p.body.ArticleErr = msg.fleeting, ""
	}
}

// refetch asks for the page of the story again and prints it.
func (p *plain) refetch(string) {
	if !p.chosen() || p.story.URL == "" || p.opt.ReadOnly {
		return
	}
	p.fetch()
	p.text()
}

// text prints the story: its head, its text paragraph by paragraph, and what was hidden in a line.
func (p *plain) text() {
	a := p.w.bodyArticle(p.body, false)
	s := p.body.Story
	p.sayAll(s.Title)
	facts := []string{s.Source}
	if by := byline(s.Author, a.Authors); by != "" {
		facts = append(facts, by)
	}
	when := s.Published.In(p.w.now().Location())
	facts = append(facts, moment(p.w.now(), when)+" ("+ago(p.w.now(), when)+")")
	p.say(strings.Join(append(facts, s.Topics...), ". ") + ".")
	if p.body.Article == nil && p.body.ArticleErr != "" {
		p.say(sentence(p.body.ArticleErr) + " This is the feed's text.")
	}
	if strings.TrimSpace(a.Text) == "" {
		p.sayAll("The feed gave no text. " + p.keys.hint(browse, "opens the browser."))
	}
	for l := range strings.Lines(a.Text) {
		if l = strings.TrimSpace(l); l != "" {
			p.sayAll(l)
		}
	}
	if facts := hiddenFacts(a); len(facts) > 0 {
		p.sayAll(strings.Join(facts, ", ") + ". " + p.keys.hint(showHidden, "shows them."))
	}
	p.say("")
}

// hidden prints what was taken out of the text, each block with its reason.
func (p *plain) hidden(string) {
	a := p.w.bodyArticle(p.body, false)
	if !p.reading || len(a.Hidden)+len(a.Doubtful) == 0 {
		p.say("Nothing is hidden.")
		return
	}
	for _, h := range append(append([]article.Hidden{}, a.Hidden...), a.Doubtful...) {
		p.sayAll(h.Kind+", "+h.Reason+":", cut(h.Text, 1200))
	}
}

// unread reads the next or the previous unread story.
func (p *plain) unread(backwards bool) {
	msg := answer[nextMsg](p.w.nextUnread(p.query, p.at, backwards, false))
	if !msg.found {
		p.say(pick(backwards, "No unread story before this one.", "No unread story after this one."))
		return
	}
	p.openAt(msg.at)
}

// step goes to a story nearby: it is read, or its headline is.
func (p *plain) step(by int, read bool) {
	switch {
	case read:
		p.openAt(p.at + by)
	case p.choose(p.at + by):
		p.reading = false
		p.headline(p.at, p.story)
	}
}

// chosen says so when no story has been named yet.
func (p *plain) chosen() bool {
	if p.at < 0 || p.story.ID == 0 {
		p.say("Which story? Its number first.")
		return false
	}
	return true
}

func (p *plain) mark(read bool) actMsg {
	p.story.Read = read
	if p.query.Events() {
		return answer[actMsg](p.w.markEvent(p.story.ID, read))
	}
	return answer[actMsg](p.w.markRead(p.story.ID, read))
}

func (p *plain) toggleRead(string) {
	if p.chosen() {
		p.tell(p.mark(!p.story.Read))
	}
}

func (p *plain) toggleSaved(string) {
	if !p.chosen() {
		return
	}
	p.story.Saved = !p.story.Saved
	p.tell(answer[actMsg](p.w.save(p.story.ID, p.story.Saved)))
	if p.story.Saved && !p.opt.ReadOnly {
		if cmd := p.w.keepText(p.story.ID); cmd != nil {
			cmd()
		}
	}
}

// tell says what an act did.
func (p *plain) tell(msg actMsg) {
	switch {
	case errors.Is(msg.err, errNothing):
		p.say("Nothing to " + pick(msg.verb == "undone", "undo.", "redo."))
	case msg.err != nil:
		p.wrong(msg.err)
	case msg.act.Count == 0:
		p.say("Nothing to change.")
	case msg.verb != "":
		p.say(sentence(msg.verb + ": " + actWords(msg.act)))
	default:
		p.say(sentence(actWords(msg.act)) + " " + p.keys.hint(undo, "takes it back."))
	}
}

func (p *plain) why(string) {
	if !p.chosen() {
		return
	}
	msg := answer[whyMsg](p.w.why(p.story.ID))
	if msg.err != nil {
		p.wrong(msg.err)
		return
	}
	if msg.rank != "" {
		p.say(sentence(msg.rank))
	}
	for _, h := range msg.hits {
		p.say(sentence(h.Topic + pick(h.Strong, "", " (weak)") + ": " + h.Why))
	}
	if len(msg.hits) == 0 {
		p.say("No topic's words are in its title or summary.")
	}
}

func (p *plain) browse(string) {
	switch {
	case !p.chosen():
	case p.story.URL == "":
		p.say("This story has no address.")
	case p.opt.Demo:
		p.say("The demo's stories are invented: there is no page to open.")
	default:
		if msg := answer[browsedMsg](p.w.open(p.story.URL)); msg.err != nil {
			p.wrong(msg.err)
			return
		}
		p.say("Opened in the browser: " + host(p.story.URL) + ".")
	}
}

// refreshAll asks every feed and waits for the answers.
func (p *plain) refreshAll(string) {
	if p.opt.ReadOnly || len(p.w.sources) == 0 {
		p.say(pick(p.opt.ReadOnly, "The store is open for reading only.", "No feeds yet: name some as [[feeds]] in the config."))
		return
	}
	p.say(fmt.Sprintf("Asking %d feeds …", len(p.w.sources)))
	_ = p.out.Flush()
	if p.refresh != nil { // that of those that were due
		p.say(p.refresh.wait())
		p.refresh = nil
	}
	p.begin(true)
	words := p.refresh.wait()
	p.refresh = nil
	p.say(words)
	p.list()
}

// feeds says how many feeds are fine, and what is wrong with the others.
func (p *plain) feeds(string) {
	msg := answer[feedsMsg](p.w.feeds())
	if msg.err != nil {
		p.wrong(msg.err)
		return
	}
	fine := 0
	for _, f := range msg.feeds {
		if f.LastError == "" && !f.Gone {
			fine++
			continue
		}
		p.say(sentence(f.Shown(f.Title) + ": " + pick(f.LastError == "", "gone", f.LastError)))
	}
	p.say(fmt.Sprintf("%s of %s feeds are fine.", humanize.Comma(int64(fine)), humanize.Comma(int64(len(msg.feeds)))))
}

// help lists the commands of plain mode: key, name, what it does.
func (p *plain) help(string) {
	p.say("A number reads that story, an empty line prints more headlines. A command is its key or its name:")
	for _, v := range plainVerbs() {
		b := p.keys.bound[p.keys.at[v.action]]
		key := ""
		if len(b.keys) > 0 && len(b.keys[0]) == 1 {
			key = b.keys[0] + " or "
		}
		p.say(strings.TrimSpace(key+b.name+" "+v.words) + ": " + pick(v.does == "", b.help, v.does) + ".")
	}
	p.say("mark-read QUERY: mark all that a query finds as read, as in mark-read older:7d.")
}
