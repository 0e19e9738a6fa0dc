package ui

import (
	"fmt"
	"strings"

	"github.com/dustin/go-humanize"

	"dateline/feeds"
)

// backgroundRefresh is a refresh that goes on while somebody reads.
type backgroundRefresh struct {
	run    *refreshRun
	result chan string
	told   string
}

// begin starts to ask some feeds, unless there are none or a refresh goes on.
func (p *plain) begin(sources []feeds.Source, force bool) {
	if len(sources) == 0 || p.refresh != nil {
		return
	}
	run, next := p.w.refresh(sources, force)
	b := &backgroundRefresh{run: run, result: make(chan string, 1)}
	p.refresh = b
	all := len(p.w.sources)
	go func() {
		sum := refreshing{total: len(sources)}
		for msg, ok := next().(reportsMsg); ok; msg, ok = run.next().(reportsMsg) {
			sum.take(msg.reports)
			if msg.done {
				break
			}
		}
		switch {
		case run.crash != nil:
			b.result <- sentence(run.crash.Error())
		case run.err != nil:
			b.result <- sentence(run.err.Error())
		case sum.reachedNobody(all):
			b.result <- noNetwork
		default:
			b.result <- sum.words()
		}
	}()
}

const noNetwork = "No feed could be reached. Is there a network?"

// words say what came of a refresh: "12 new stories, 2 feeds in trouble."
func (r refreshing) words() string {
	words := fmt.Sprintf("%s new %s", humanize.Comma(int64(r.added)), plural(r.added, "story", "stories"))
	if r.failed > 0 {
		words += fmt.Sprintf(", %d %s in trouble", r.failed, plural(r.failed, "feed", "feeds"))
	}
	return words + "."
}

// wait is what came of a refresh, when it is over.
func (b *backgroundRefresh) wait() string {
	if b.told == "" {
		b.told = <-b.result
	}
	return b.told
}

// news tells of a refresh that has ended since the last command.
func (p *plain) news() {
	if p.refresh == nil {
		return
	}
	select {
	case words := <-p.refresh.result:
		p.refresh = nil
		switch {
		case words == noNetwork:
			p.say(words)
		case !strings.HasPrefix(words, "0 new stories."):
			p.say(words + " " + p.hint(showArrived, "shows the list anew."))
		}
	default:
	}
}

// ask asks some feeds and waits for what becomes of it.
func (p *plain) ask(sources []feeds.Source) {
	_ = p.out.Flush()
	if p.refresh != nil { // that of those that were due
		p.say(p.refresh.wait())
		p.refresh = nil
	}
	p.begin(sources, true)
	words := p.refresh.wait()
	p.refresh = nil
	p.say(words)
}

// refreshAll asks every feed and waits for the answers.
func (p *plain) refreshAll(string) {
	if p.opt.ReadOnly || len(p.w.sources) == 0 {
		p.say(pick(p.opt.ReadOnly, "The store is open for reading only.", "No feeds yet: name some as [[feeds]] in the config."))
		return
	}
	p.say(fmt.Sprintf("Asking %d feeds …", len(p.w.sources)))
	p.ask(p.w.sources)
	p.list()
}
