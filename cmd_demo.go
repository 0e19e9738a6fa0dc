package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"dateline/feeds"
	"dateline/internal/newsroom"
)

func demoCommand() command {
	return command{
		name: "demo", args: "[WORDS…]", short: "the same reader over invented outlets; no network",
		long: `
Opens the reader over an invented newsroom that is built into the program. Its
feeds and pages go through the same code as real ones; nothing is kept.
When stdout is no terminal, it prints the stories as dateline list does.

  --plain     a prompt and lines of text, as in dateline --plain
  --json      one JSON object a line
  --limit N   at most N stories`,
		run: (*program).demo,
	}
}

func (p *program) demo(ctx context.Context, args []string) error {
	var l lister
	set := p.flags("demo")
	l.flags(set)
	set.BoolVar(&p.plain, "plain", p.plain, "")
	words, err := p.parse(set, args)
	if err != nil {
		return err
	}
	if err := cmp.Or(l.few(), l.take(words, p.now())); err != nil {
		return err
	}
	c, err := loadConfig(p.config)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "dateline-demo-")
	if err != nil {
		return err
	}
	return errors.Join(p.demoIn(ctx, folder, c, l), os.RemoveAll(folder))
}

// demoIn runs the demo with its store in a folder.
func (p *program) demoIn(ctx context.Context, folder string, c Config, l lister) error {
	n := newsroom.New(p.now)
	p.transport = n.Transport()
	p.inDemo = true
	c.Feeds = demoFeeds(n)
	db, err := p.openStore(ctx, filepath.Join(folder, "demo.db"), c)
	if err != nil {
		return err
	}
	if (p.terminal || p.plain) && !l.json && l.words == "" {
		file := filepath.Join(folder, "config.toml")
		err := p.demoConfig(file, c.Feeds)
		if err == nil {
			_, err = p.openReader(ctx, c, db, file)
		}
		return errors.Join(err, db.Close())
	}
	if _, err := db.SetTopics(ctx, c.Topics); err != nil {
		return errors.Join(err, db.Close())
	}
	for range feeds.Refresh(ctx, p.fetcher(c), db, c.Feeds, true) {
		continue // what the newsroom's broken and slow outlets do is part of the demo
	}
	if _, err := db.Group(ctx); err != nil {
		return errors.Join(err, db.Close())
	}
	return errors.Join(ctx.Err(), p.printStories(ctx, db, l), db.Close())
}

func demoFeeds(n *newsroom.Newsroom) []feeds.Source {
	var sources []feeds.Source
	for _, s := range n.Sources() {
		sources = append(sources, feeds.Source{URL: s.URL, Name: s.Name})
	}
	return sources
}

// demoConfig writes the reader's configuration and themes with the demo's feeds instead of others, to be changed while the demo lasts.
func (p *program) demoConfig(file string, list []feeds.Source) error {
	f, err := readConfigFile(p.config)
	if err != nil {
		return err
	}
	for _, e := range slices.Backward(f.entries) {
		f.lines = slices.Delete(f.lines, e.first, e.end)
	}
	for _, s := range list {
		f.lines = append(append(f.lines, ""), f.block(addition{Source: s})...)
	}
	themes := os.DirFS(filepath.Join(filepath.Dir(cmp.Or(p.config, configPath())), themesFolder))
	err = os.CopyFS(filepath.Join(filepath.Dir(file), themesFolder), themes)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("copy your themes: %w", plainCause(err))
	}
	return writeWhole(file, f.joined())
}
