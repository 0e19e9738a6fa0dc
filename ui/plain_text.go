package ui

import (
	"context"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dateline/feeds/article"
	"dateline/internal/safe"
	"dateline/store"
)

// readFirst is said where a command is about the text and none is read.
const readFirst = "Which story? Read one first."

// hidden prints what was taken out of the text, each block with its number and its reason.
func (p *plain) hidden() {
	blocks := p.blocks()
	if len(blocks) == 0 {
		p.say(pick(p.reading, "Nothing is hidden.", readFirst))
		return
	}
	for i, h := range blocks {
		p.sayAll(fmt.Sprintf("%d. %s, %s:", i+1, h.Kind, h.Reason), cutText(h.Text))
	}
	p.sayAll("site-rule and a number keeps such a block of this site from now on.")
}

// blocks are what was taken out of the text that is read.
func (p *plain) blocks() []hiddenBlock {
	if !p.reading {
		return nil
	}
	return hiddenOf(p.w.bodyArticle(p.body, false))
}

// siteRule keeps a block that was hidden, and all like it on this site; where a rule of the reader's hid it, that is lifted.
func (p *plain) siteRule(words string) {
	blocks := p.blocks()
	i, _, ok := p.numbered(words, len(blocks), "hidden block")
	if !ok {
		return
	}
	c := ruleChange(p.w.sites, bareHost(hostName(p.story.URL)), p.story.URL, textBlock{words: blocks[i].Text, hidden: &blocks[i]})
	if c.Host == "" || c.Rule == (article.Rule{}) {
		p.say("There is nothing to make a rule of.")
		return
	}
	if p.edit(func(ctx context.Context) (store.Act, error) { return p.opt.Desk.ChangeSite(ctx, c) }) {
		p.refetch("")
	}
}

// links lists the links of the text, or opens one.
func (p *plain) links(words string) {
	if !p.reading {
		p.say(readFirst)
		return
	}
	list := p.textLinks()
	if words == "" && len(list) > 0 {
		for i, l := range list {
			p.say(fmt.Sprintf("%d. %s: %s", i+1, pick(l.words == "", "picture", l.words), l.address))
		}
		p.say(p.hint(links, "and a number opens one in the browser."))
		return
	}
	if i, _, ok := p.numbered(words, len(list), "link"); ok {
		p.browseTo(list[i].address)
	}
}

// textLinks are the links of the text that is read, each address once.
func (p *plain) textLinks() []textLink {
	a := p.w.bodyArticle(p.body, false)
	set := setMarkdown(a.Markdown, wish{width: p.width, theme: newTheme(true)})
	return eachOnce(set.links)
}

// export keeps the story as a Markdown file.
func (p *plain) export() {
	switch {
	case !p.load():
	case p.opt.Export == nil:
		p.say("There is no folder for files: set export_dir in the config.")
	default:
		path, err := p.opt.Export(p.body)
		if err != nil {
			p.wrong(err)
			return
		}
		p.say("Kept as " + path + ".")
	}
}

// pipe hands the text to a command of the config and prints what that says.
func (p *plain) pipe(name string) {
	pipes := p.opt.Pipes
	if !p.chosen() || !p.load() {
		return
	}
	if len(pipes) == 0 {
		p.say(`No command to hand the text to: write pipe = ["wc", "-w"] into the config.`)
		return
	}
	var names []string
	for _, c := range pipes {
		names = append(names, c.Name)
	}
	at, ok := 0, true
	switch {
	case name != "":
		at, ok = p.choice(name, names, "command")
	case len(pipes) > 1:
		p.say("To which of " + strings.Join(names, ", ") + "?")
		return
	}
	if !ok {
		return
	}
	msg := answer[pipedMsg](p.w.pipe(pipes[at], plainText(p.story, p.w.bodyArticle(p.body, false))))
	for line := range strings.Lines(safe.Text(ansi.Strip(msg.output))) {
		p.say(line)
	}
	switch {
	case msg.err != nil:
		p.wrong(msg.err)
	case strings.TrimSpace(msg.output) == "":
		p.say(sentence(msg.name + " is done"))
	}
}
