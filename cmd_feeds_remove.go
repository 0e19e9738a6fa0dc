package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"dateline/feeds"
	"dateline/internal/safe"
)

func feedsRemoveCommand() command {
	return command{
		name: "remove", args: "URL|NAME", short: "follow a feed no longer; its stories stay",
		long: `
Takes a feed out of the configuration, by its address or by what it is called.
Its stories stay and can be searched. Your configuration is edited by line, its
comments stay.

  --dry-run   say which one it would be, write nothing`,
		run: (*program).removeFeed,
	}
}

func (p *program) removeFeed(ctx context.Context, args []string) error {
	dry := false
	set := p.flags("feeds remove")
	set.BoolVar(&dry, "dry-run", false, "")
	words, err := p.mixed(set, args)
	input := strings.TrimSpace(strings.Join(words, " "))
	switch {
	case err != nil:
		return err
	case input == "":
		return usage("feeds remove wants the address or the name of a feed · dateline feeds lists them")
	}
	f, err := readConfigFile(p.config)
	if err != nil {
		return err
	}
	builtIn, err := f.own()
	if err != nil {
		return err
	}
	s, err := p.called(ctx, f, input)
	if err != nil {
		return err
	}
	name := safe.Line(s.Shown(""))
	if dry {
		fmt.Fprintln(p.out, name+" to be removed · "+safe.Line(feeds.Spoken(s.URL)+" · config "+f.path))
		return nil
	}
	if err := f.remove(s.URL); err != nil {
		return err
	}
	if err := p.saveRemoval(ctx, f, s); err != nil {
		return err
	}
	line := name + " removed, its stories stay · config " + safe.Line(f.path) + broughtAlong(max(builtIn-1, 0)) +
		" · dateline feeds add " + safe.Line(feeds.Spoken(s.URL)) + " follows it again"
	if len(f.entries) == 0 {
		line += fmt.Sprintf(" · that was the last one: the %s that are built in are followed", count(len(f.base.Feeds), "feed"))
	}
	fmt.Fprintln(p.out, line)
	return nil
}

// saveRemoval writes a configuration from which a feed was taken: as an act that mark undo takes back, where there is a store that
// can write it down.
func (p *program) saveRemoval(ctx context.Context, f *configFile, s feeds.Source) error {
	if _, err := os.Stat(p.storePath()); err != nil {
		return f.save()
	}
	c, err := loadConfig(p.config)
	if err != nil { // there is no such file yet
		return f.save()
	}
	db, err := p.openStore(ctx, p.storePath(), c)
	if err != nil {
		return f.save()
	}
	if db.ReadOnly() {
		return errors.Join(f.save(), db.Close())
	}
	d, err := p.newDesk(db, p.config)
	if err == nil {
		_, err = d.change(ctx, "feed removed", s.Shown(""), func(f *configFile) error { return f.remove(s.URL) })
	}
	return errors.Join(err, db.Close())
}

// called is the feed of a file that has this address or name; the name may be the feed's own title.
func (p *program) called(ctx context.Context, f *configFile, input string) (feeds.Source, error) {
	input = unspoken(input)
	address, _ := feeds.WebAddress(input)
	var named []feeds.Source
	for _, e := range f.entries {
		if e.URL == address || e.URL == input || feeds.Spoken(e.URL) == input {
			return e.Source, nil
		}
		if strings.EqualFold(e.Name, input) {
			named = append(named, e.Source)
		}
	}
	var names []string
	if len(named) == 0 {
		titles, err := p.titles(ctx)
		if err != nil {
			return feeds.Source{}, err
		}
		for _, e := range f.entries {
			title := titles[e.URL]
			if strings.EqualFold(title, input) {
				named = append(named, feeds.Source{URL: e.URL, Name: e.Source.Shown(title)})
			}
			names = append(names, strings.ToLower(e.Source.Shown(title)))
		}
	}
	switch len(named) {
	case 1:
		return named[0], nil
	case 0:
		hint := "dateline feeds lists them"
		if near := nearest(input, names); near != "" {
			hint = "did you mean " + quoted(near) + "?"
		}
		return feeds.Source{}, fmt.Errorf("no feed that is followed is called %s · %s", quoted(input), hint)
	}
	return feeds.Source{}, fmt.Errorf("%d feeds are called %s: say its address · dateline feeds lists them", len(named), quoted(input))
}

// titles are what feeds call themselves, by address, as far as the store knows.
func (p *program) titles(ctx context.Context) (map[string]string, error) {
	c, err := loadConfig(p.config)
	if err != nil {
		return nil, err
	}
	states, err := p.kept(ctx, c)
	titles := map[string]string{}
	for _, s := range states {
		titles[s.URL] = s.Title
	}
	return titles, err
}
