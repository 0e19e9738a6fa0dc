package ui

import (
	"fmt"
	"strings"
)

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

// size is how many stories can be named by their numbers.
func (p *plain) size() int {
	if p.sheet.place != 0 {
		return len(p.sheet.reports)
	}
	return p.page.Total
}

// choose takes the story at a position of what was printed; false when there is none.
func (p *plain) choose(at int) bool {
	switch n := p.size(); {
	case at < 0 || at >= n:
		p.say(pick(n == 0, "There is no story here.", fmt.Sprintf("Stories have the numbers 1 to %d.", n)))
		return false
	case p.sheet.place != 0:
		p.at, p.story = at, p.sheet.reports[at]
		return true
	}
	msg := answer[listMsg](p.w.window(p.query, at, 1))
	if msg.err != nil || len(msg.page.Stories) == 0 {
		p.say("That story has gone. " + p.hint(showArrived, "shows the list anew."))
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
	p.read()
}

// read prints the story that was chosen.
func (p *plain) read() {
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
	facts = append(facts, moment(p.w.now(), when)+" ("+p.since(when)+")")
	p.say(strings.Join(append(facts, s.Topics...), ". ") + ".")
	if p.body.Article == nil && p.body.ArticleErr != "" {
		p.say(sentence(p.body.ArticleErr) + " This is the feed's text.")
	}
	if strings.TrimSpace(a.Text) == "" {
		p.sayAll("The feed gave no text. " + p.hint(browse, "opens the browser."))
	}
	headings := headingsOf(a.Markdown)
	for l := range strings.Lines(a.Text) {
		if l = strings.TrimSpace(l); l != "" {
			p.sayAll(pick(headings[l], "Heading: ", "") + strings.ReplaceAll(l, " | ", ", ")) // the cells of a table
		}
	}
	if facts := hiddenFacts(a); len(facts) > 0 {
		p.sayAll(strings.Join(facts, ", ") + ". " + p.hint(showHidden, "shows them."))
	}
	p.say("")
}

// headingsOf are the headings of a text.
func headingsOf(markdown string) map[string]bool {
	out := map[string]bool{}
	for l := range strings.Lines(markdown) {
		if words := strings.TrimLeft(l, "#"); len(words) < len(l) && strings.HasPrefix(words, " ") {
			out[strings.TrimSpace(words)] = true
		}
	}
	return out
}

// onward prints more headlines; after a story it reads the next unread one.
func (p *plain) onward() {
	if p.reading {
		p.unread(false)
		return
	}
	p.more()
}

// back prints again what lies under the story or the sheet that was printed last.
func (p *plain) back() {
	if p.reading && p.sheet.print != nil {
		p.reading = false
		p.sheet.print()
		return
	}
	p.list()
}

// leave goes back to the list; from there it quits.
func (p *plain) leave() {
	if p.reading || p.sheet.place != 0 {
		p.back()
		return
	}
	p.leaving = true
}

// unread reads the next or the previous unread story.
func (p *plain) unread(backwards bool) {
	if p.sheet.place != 0 {
		p.list()
	}
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
	case read && p.sheet.reports != nil && (p.at+by < 0 || p.at+by >= len(p.sheet.reports)):
		p.say(pick(by > 0, "This is the last report.", "This is the first report."))
	case read:
		p.openAt(p.at + by)
	case p.choose(p.at + by):
		p.reading = false
		p.headline(p.at, p.story)
	}
}

// chosen says so when no story has been named yet.
func (p *plain) chosen() bool {
	if p.story.ID == 0 {
		p.say("Which story? Its number first.")
		return false
	}
	return true
}

// why tells what the rank of the story rests on, and which words gave it its topics.
func (p *plain) why() {
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

func (p *plain) browse() {
	if p.story.URL == "" {
		p.say("This story has no address.")
		return
	}
	p.browseTo(p.story.URL)
}

func (p *plain) link() { p.say(pick(p.story.URL == "", "This story has no address.", p.story.URL)) }

func (p *plain) browseTo(address string) {
	if p.opt.Demo {
		p.say("The demo's stories are invented: there is no page to open.")
		return
	}
	if msg := answer[browsedMsg](p.w.open(address)); msg.err != nil {
		p.wrong(msg.err)
		return
	}
	p.say("Opened in the browser: " + host(address) + ".")
}
