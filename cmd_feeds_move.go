package main

import (
	"context"
	"fmt"
	"strings"

	"dateline/internal/safe"
	"dateline/store"
)

func feedsMoveCommand() command {
	return command{
		name: "move", args: "URL|NAME", short: "follow a feed that has moved to its new address",
		long: `
Writes the new address of a feed into the configuration, once its server has
said for two days and three times that it has moved for good; its stories move
along. dateline feeds doctor names the feeds that have moved.

dateline feeds doctor --fix does it for all of them.`,
		run: (*program).moveFeed,
	}
}

func (p *program) moveFeed(ctx context.Context, args []string) error {
	set := p.flags("feeds move")
	words, err := p.mixed(set, args)
	input := strings.TrimSpace(strings.Join(words, " "))
	switch {
	case err != nil:
		return err
	case input == "":
		return usage("feeds move wants the address or the name of a feed · dateline feeds doctor says which have moved")
	}
	f, err := readConfigFile(p.config)
	if err != nil {
		return err
	}
	if _, err := f.own(); err != nil {
		return err
	}
	s, err := p.called(ctx, f, input)
	if err != nil {
		return err
	}
	c, err := loadConfig(p.config)
	if err != nil {
		return err
	}
	states, err := p.kept(ctx, c)
	if err != nil {
		return err
	}
	for _, state := range states {
		if state.URL == s.URL && state.MovedTo != "" {
			return p.moveFeeds(ctx, []store.FeedState{state})
		}
	}
	return fmt.Errorf("%s has not moved, as far as its server has said", safe.Line(s.Shown("")))
}
