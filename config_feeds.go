package main

import (
	"strings"

	"dateline/feeds"
	"dateline/store"
)

// feeds reads [[feeds]]; one of them is enough to replace the default ones.
func (p *configParser) feeds(tables []table) {
	if len(tables) == 0 {
		return
	}
	p.Feeds, p.Access, p.Keep.Feeds = nil, map[string]feeds.Access{}, nil
	first := map[string]int{} // address → line
	for _, t := range tables {
		var s feeds.Source
		var k key
		var kept store.Keeping
		line := t.line
		for _, v := range t.values {
			switch v.key {
			case "url":
				line = v.line
				p.address(&s.URL, &k, v)
			case "name":
				p.name(&s.Name, v)
			case "fulltext":
				p.fullText(&s.FullText, v)
			case "paused":
				p.boolean(&s.Paused, v)
			case "headers":
				p.headers(&k, v)
			case "auth":
				p.auth(&k, v)
			case "keep":
				p.age(&kept.Read, v)
			case "keep_unread":
				p.age(&kept.Unread, v)
			default:
				p.unknown(v.line, "key", "feeds", v.key, "url", "name", "fulltext", "paused", "headers", "auth", "keep", "keep_unread")
			}
		}
		switch {
		case !t.has("url"):
			p.wrong(t.line, "feeds.url is missing: the address of the feed")
		case s.URL == "":
		case first[s.URL] != 0:
			p.wrong(line, "feeds.url: this feed stands already in line %d", first[s.URL])
		default:
			first[s.URL] = line
			p.Feeds = append(p.Feeds, s)
			p.keptOf(s.URL, kept)
			if !k.empty() {
				p.Access[s.URL] = k.access()
			}
		}
	}
}

// address takes the address of a feed, and out of it what opens it. One that cannot be asked is not repeated when it may
// hold a password.
func (p *configParser) address(to *string, k *key, v value) {
	s, ok := p.text(v)
	if !ok {
		return
	}
	if rest, found := strings.CutPrefix(s, "feed:"); found { // feed://host/… and feed:https://host/…
		s = rest
		if strings.HasPrefix(rest, "//") {
			s = "http:" + rest
		}
	}
	address, found := addressParts(s)
	*to = address
	if !found.empty() {
		k.user, k.password = found.user, found.password
	}
	switch {
	case address == "" && strings.Contains(s, "@"):
		p.wrong(v.line, "%s: this is no http or https address · in a name or password write %%40 for @, %%2F for /, %%3A for :", v.path())
	case address == "":
		p.wrong(v.line, "%s: %s is no http or https address", v.path(), quoted(s))
	}
}

// fullText takes a word for when pages are fetched; the usual one is kept as "".
func (p *configParser) fullText(to *string, v value) {
	p.choice(to, v, "auto", feeds.AlwaysFullText, feeds.NeverFullText)
	if *to == "auto" {
		*to = ""
	}
}
