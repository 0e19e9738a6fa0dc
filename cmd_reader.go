package main

import (
	"context"
	"errors"

	"dateline/store"
	"dateline/ui"
)

// runReader opens the reader over the configured feeds.
func (p *program) runReader(ctx context.Context) error {
	c, err := loadConfig(p.config)
	switch {
	case err != nil:
		return err
	case !p.terminal:
		return errors.New("the reader needs a terminal · dateline list prints the stories")
	}
	db, err := p.openStore(ctx, p.storePath(), c)
	if err != nil {
		return err
	}
	return errors.Join(p.openReader(ctx, c, db, false), db.Close())
}

// openReader shows a store until the reader quits.
func (p *program) openReader(ctx context.Context, c Config, db *store.DB, demo bool) error {
	return ui.Run(ctx, ui.Options{
		DB: db, Fetcher: p.fetcher(c.Feeds), Sources: c.Feeds, Topics: c.Topics, Demo: demo, Now: p.now,
		Browser: c.Browser, Theme: c.Theme, Width: c.Width,
	})
}
