package main

import (
	"context"
	"errors"
	"os"
	"strings"

	"dateline/store"
	"dateline/ui"
)

// runReader opens the reader over the configured feeds, and the demo when the reader left it for that.
func (p *program) runReader(ctx context.Context) error {
	c, err := loadConfig(p.config)
	switch {
	case err != nil:
		return err
	case !p.terminal && !p.plain:
		return errors.New("the reader needs a terminal · dateline list prints the stories, dateline --plain takes commands from a pipe")
	}
	db, err := p.openStore(ctx, p.storePath(), c)
	if err != nil {
		return err
	}
	left, err := p.openReader(ctx, c, db, p.config)
	if err = errors.Join(err, db.Close()); err != nil || !left.Demo {
		return err
	}
	return p.demo(ctx, nil)
}

// openReader shows a store until the reader is left. What is changed meanwhile goes into the configuration at path.
func (p *program) openReader(ctx context.Context, c Config, db *store.DB, path string) (ui.Outcome, error) {
	d, err := p.newDesk(db, path)
	if err != nil {
		return ui.Outcome{}, err
	}
	o := ui.Options{
		Desk: d, Demo: p.inDemo, Editor: editor(),
		DB: db, Fetcher: p.fetcher(c), Sources: c.Feeds, Topics: c.Topics, Views: shownViews(c.Views), Now: p.now, Browse: ui.Browser(c.Browser),
		ReadOnly: db.ReadOnly(), Theme: c.Theme, Width: c.Width, FrontAge: c.Front,
		Mouse: c.Mouse, Refresh: c.Refresh, Prefetch: c.Prefetch, Keys: c.Keys, Themes: c.Themes, Sites: c.Sites,
		Justify: c.Justify, Images: c.Images, Export: keeper(c.exportFolder()), Pipes: c.Pipes,
	}
	if p.plain || p.dumb {
		return ui.Outcome{}, ui.RunPlain(ctx, o, p.in, p.out, p.echo)
	}
	return ui.Run(ctx, o)
}

// editor is what the reader writes with: $VISUAL, else $EDITOR, a program and its arguments.
func editor() []string {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if words := strings.Fields(os.Getenv(name)); len(words) > 0 {
			return words
		}
	}
	return nil
}
