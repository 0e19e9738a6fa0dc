package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dustin/go-humanize"

	"dateline/feeds"
	"dateline/internal/safe"
	"dateline/store"
)

// feeds prints how each feed is, those in trouble first.
func (p *plain) feeds() {
	rows, ok := p.feedRows()
	if !ok {
		return
	}
	p.over(plainSheet{place: inFeeds, rows: rows, pick: func(p *plain, i int) {
		if i < len(rows) {
			p.feedStories(rows[i], "")
			return
		}
		p.say(fmt.Sprintf("They have the numbers 1 to %d.", len(rows)))
	}, print: func() {
		if len(rows) == 0 {
			p.say("No feeds yet: the places where your news comes from. " + p.hint(addFeed, "and an address adds one.") + " " + p.hint(catalogue, "lists some to choose from."))
			return
		}
		fine := 0
		for i, f := range rows {
			if f.rank() == 1 {
				fine++
			}
			p.sayFeed(i, f)
		}
		p.say(fmt.Sprintf("%s of %s feeds are fine.", humanize.Comma(int64(fine)), humanize.Comma(int64(len(rows)))))
		p.say("A number shows the stories of a feed.")
	}})
}

// feedRows are all feeds in the order of the room of feeds.
func (p *plain) feedRows() (rows []feedRow, ok bool) {
	msg := answer[feedsMsg](p.w.feeds())
	if msg.err != nil {
		p.wrong(msg.err)
		return nil, false
	}
	for i, f := range msg.feeds {
		msg.feeds[i].trouble = p.opt.trouble(f.FeedState)
	}
	slices.SortStableFunc(msg.feeds, func(a, b feedRow) int { return a.rank() - b.rank() })
	return msg.feeds, true
}

// sayFeed prints a feed on a line: "3. DW: well. 120 stories, 24.3 a day, newest 5 min ago."
func (p *plain) sayFeed(i int, f feedRow) {
	line := fmt.Sprintf("%d. %s: %s. %s", i+1, f.called(), strings.TrimSuffix(f.health(), "."), upperFirst(strings.ReplaceAll(f.figures(), " · ", ", ")))
	if !f.Newest.IsZero() {
		line += ", newest " + p.since(f.Newest)
	}
	p.say(line + ".")
	if f.MovedTo != "" {
		p.say("It has a new address, " + f.MovedTo + ". " + p.hint(moveFeed, "and its number takes it."))
	}
}

// onFeed is a command about the feed that the number behind it names. Before the feeds were printed, they are: nothing is done to
// one that nobody has seen.
func onFeed(do func(p *plain, f feedRow, rest string)) func(*plain, string) {
	return func(p *plain, words string) {
		if p.sheet.place != inFeeds || p.sheet.rows == nil {
			p.feeds()
			p.say("Which one? The command again, with its number here.")
			return
		}
		if i, rest, ok := p.numbered(words, len(p.sheet.rows), "feed"); ok {
			do(p, p.sheet.rows[i], rest)
		}
	}
}

func (p *plain) feedStories(f feedRow, _ string) {
	p.room = store.Latest
	p.narrow(filter{{kind: sourceChip, text: f.called()}})
}

// changeFeed changes a feed of the configuration and prints all feeds again.
func (p *plain) changeFeed(do func(ctx context.Context) (store.Act, error)) {
	if p.edit(do) {
		p.feeds()
	}
}

func (p *plain) pauseFeed(f feedRow, _ string) {
	p.changeFeed(func(ctx context.Context) (store.Act, error) { return p.opt.Desk.PauseFeed(ctx, f.named(), !f.Paused) })
}

func (p *plain) renameFeed(f feedRow, name string) {
	p.changeFeed(func(ctx context.Context) (store.Act, error) { return p.opt.Desk.RenameFeed(ctx, f.Source, name) })
}

func (p *plain) moveFeed(f feedRow, _ string) {
	if f.MovedTo == "" {
		p.say(f.called() + " has not moved, as far as its server has said.")
		return
	}
	p.changeFeed(func(ctx context.Context) (store.Act, error) {
		return p.opt.Desk.MoveFeed(ctx, f.named(), safe.URL(f.MovedTo))
	})
}

func (p *plain) removeFeed(f feedRow, _ string) {
	if !f.Followed {
		p.say(f.called() + " is followed no more.")
		return
	}
	p.changeFeed(func(ctx context.Context) (store.Act, error) { return p.opt.Desk.RemoveFeed(ctx, f.named()) })
}

// askFeed asks the server of a feed now.
func (p *plain) askFeed(f feedRow, _ string) {
	at := slices.IndexFunc(p.w.sources, func(s feeds.Source) bool { return s.URL == f.URL })
	if at < 0 || f.Paused {
		p.say(f.called() + pick(f.Paused, " is paused. "+p.hint(pauseFeed, "and its number asks it again."), " is followed no more."))
		return
	}
	p.say("Asking " + f.called() + " …")
	p.ask(p.w.sources[at : at+1])
}

// addFeed follows the feed of an address, a site, a handle; where there are several it lists them.
func (p *plain) addFeed(address string) {
	switch no := p.opt.noDesk(); {
	case no != "":
		p.say(sentence(no))
		return
	case address == "":
		p.say("Which feed? An address, a site, an @handle, an r/name behind the command says so.")
		return
	}
	p.say("Looking for the feeds of " + address + " …")
	_ = p.out.Flush()
	msg := answer[feedFoundMsg](p.w.findFeeds(p.opt.Desk, address))
	switch {
	case msg.err != nil:
		p.wrong(msg.err)
		return
	case len(msg.found) == 1:
		p.followFeed(address, msg.found[0].Title, feeds.Source{URL: msg.found[0].URL}, "")
		return
	}
	p.offer(len(msg.found), func(i int) string {
		f := msg.found[i]
		return fmt.Sprintf("%s: %s, %d %s, %s", f.Title, f.Kind, f.Items, plural(f.Items, "story", "stories"), f.URL)
	}, func(i int) {
		p.followFeed(address, msg.found[i].Title, feeds.Source{URL: msg.found[i].URL}, "")
	})
}

// catalogue lists the feeds of the catalogue that some words find.
func (p *plain) catalogue(words string) {
	var all []feeds.Listing
	for _, l := range feeds.Catalogue() {
		if l.Matches(strings.Fields(words)...) {
			all = append(all, l)
		}
	}
	p.offer(len(all), func(i int) string {
		l := all[i]
		followed := slices.ContainsFunc(p.w.sources, func(s feeds.Source) bool { return s.URL == l.URL })
		return strings.Join([]string{l.Name, l.Region, l.Country, l.Language, l.Owner}, ", ") + pick(followed, ", followed", "")
	}, func(i int) {
		p.followFeed("", all[i].Name, all[i].Source, all[i].Region)
	})
}

// offer lists feeds; a number follows one of them.
func (p *plain) offer(n int, line func(i int) string, follow func(i int)) {
	p.over(plainSheet{place: inFeeds, pick: func(p *plain, i int) {
		if i >= n {
			p.say(fmt.Sprintf("They have the numbers 1 to %d.", n))
			return
		}
		follow(i)
	}, print: func() {
		for i := range n {
			p.say(fmt.Sprintf("%d. %s.", i+1, line(i)))
		}
		p.say(pick(n == 0, "None is found.", "A number follows one of them."))
	}})
}

// followFeed adds a feed to the configuration and asks it.
func (p *plain) followFeed(typed, title string, s feeds.Source, region string) {
	title = safe.Line(title)
	if !p.edit(func(ctx context.Context) (store.Act, error) { return p.opt.Desk.AddFeed(ctx, typed, title, s, region) }) {
		return
	}
	if at := slices.IndexFunc(p.w.sources, func(have feeds.Source) bool { return have.URL == s.URL }); at >= 0 {
		p.say("Asking " + title + " …")
		p.ask(p.w.sources[at : at+1])
	}
}
