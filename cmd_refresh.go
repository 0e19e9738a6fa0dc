package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dateline/feeds"
	"dateline/internal/safe"
	"dateline/store"

	"github.com/adrg/xdg"
	"github.com/dustin/go-humanize"
)

func refreshCommand() command {
	return command{
		name: "refresh", short: "ask the feeds that are due and store what is new",
		long: `
Asks every feed that is due and stores what is new. One line on stderr for each
feed that brought nothing, or one for all when there is no network; one line at
the end. A feed that is not due is left alone: servers say how often they want
to be asked. While another dateline asks the feeds of the same store, it is
left to that.

  --force   ask every feed now; what has not changed is still not sent again

The exit status is 1 when none of the feeds answered.`,
		run: (*program).refresh,
	}
}

func (p *program) refresh(ctx context.Context, args []string) error {
	force := false
	set := p.flags("refresh")
	set.BoolVar(&force, "force", false, "")
	words, err := p.parse(set, args)
	switch {
	case err != nil:
		return err
	case len(words) > 0:
		return usage("refresh takes no words, and here is %s · dateline help refresh", quoted(words[0]))
	}
	c, db, err := p.open(ctx)
	if err != nil {
		return err
	}
	if db.ReadOnly() {
		why := "cannot be written"
		if db.Full() {
			why = "is on a full disk"
		}
		return errors.Join(fmt.Errorf("%s %s, so nothing can be refreshed", db.Path(), why), db.Close())
	}
	return errors.Join(p.refreshAll(ctx, c, db, force), db.Close())
}

// open reads the configuration, opens the store and tells it what the reader follows.
func (p *program) open(ctx context.Context) (Config, *store.DB, error) {
	c, err := loadConfig(p.config)
	if err != nil {
		return c, nil, err
	}
	db, err := p.openStore(ctx, p.storePath(), c)
	if err != nil || db.ReadOnly() {
		return c, db, err
	}
	if _, err := db.SetTopics(ctx, c.Topics); unlessFull(err) != nil {
		return c, nil, errors.Join(err, db.Close())
	}
	return c, db, nil
}

// openStore opens a store and tells it which feeds are followed and what is muted. Topics that have changed take their time in a large store: they are
// set by open, and by the reader while it is already on the screen.
func (p *program) openStore(ctx context.Context, path string, c Config) (*store.DB, error) {
	if p.store == "" && os.Getenv("HOME") == "" && os.Getenv("XDG_DATA_HOME") == "" {
		return nil, errors.New("there is no home folder to keep stories in · set HOME, or name a file with --store")
	}
	db, err := store.Open(ctx, path, store.Options{Now: p.now, Keep: c.Keep, Rewrite: p.rewrite})
	if err != nil || db.ReadOnly() {
		return db, err
	}
	if err := errors.Join(unlessFull(db.Follow(ctx, c.Feeds)), unlessFull(c.mute(ctx, db))); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// mute tells a store what the configuration hides, and what it thinks of stories.
func (c Config) mute(ctx context.Context, db *store.DB) error {
	var mutes []store.Mute
	for _, m := range c.Mutes {
		mutes = append(mutes, store.Mute(m))
	}
	var rules []store.Rule
	for _, r := range c.Rules {
		rules = append(rules, store.Rule(r))
	}
	if err := db.SetMutes(ctx, mutes); err != nil {
		return err
	}
	return db.SetRules(ctx, rules)
}

// unlessFull drops an error that says that the disk is full: what is stored can be read all the same, and the next change says so.
func unlessFull(err error) error {
	if errors.Is(err, store.ErrFull) {
		return nil
	}
	return err
}

// fetcher asks the network, or whatever stands in for it.
func (p *program) fetcher(c Config) *feeds.Fetcher {
	client := feeds.NewClient(feeds.ClientOptions{Transport: p.transport, Proxy: c.proxy()})
	f := &feeds.Fetcher{Client: client, UserAgent: c.userAgent(), Now: p.now, Access: c.Access}
	if !p.inDemo {
		f.Pictures = &feeds.PictureShelf{Folder: filepath.Join(xdg.CacheHome, "dateline", "pictures")}
	}
	return f
}

// tally is what a refresh came to.
type tally struct {
	asked, failed, added, updated int
	offline                       int       // of those that failed
	held                          int       // as well: their servers want to be left alone
	quiet                         time.Time // when the first of those may be asked
}

// refreshAll asks the feeds, tells of those that failed, and sums up.
func (p *program) refreshAll(ctx context.Context, c Config, db *store.DB, force bool) error {
	start := p.now()
	var t tally
	for r := range feeds.Refresh(ctx, p.fetcher(c), db, c.Feeds, force) {
		switch {
		case errors.Is(r.Err, feeds.ErrRefreshing):
			fmt.Fprintln(p.out, r.Err)
			return nil
		case r.URL == "":
			return r.Err
		}
		t.asked++
		t.added += r.New
		t.updated += r.Updated
		switch {
		case r.Err == nil || ctx.Err() != nil:
		case errors.Is(r.Err, feeds.ErrOffline):
			t.failed++
			t.offline++
		case errors.Is(r.Err, feeds.ErrHeld):
			t.failed++
			if t.held++; t.held == 1 || r.Quiet.Before(t.quiet) {
				t.quiet = r.Quiet
			}
		default:
			t.failed++
			fmt.Fprintln(p.err, safe.Line(r.Source.Shown("")+": "+r.Err.Error()))
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if t.offline > 0 {
		fmt.Fprintf(p.err, "no network: %s could not be reached\n", count(t.offline, "feed"))
	}
	if t.held > 0 {
		fmt.Fprintf(p.err, "%s not asked: a server wants to be left alone, the first one for %s\n", count(t.held, "feed"), span(max(t.quiet.Sub(p.now()), time.Minute)))
	}
	if _, err := db.Group(ctx); err != nil {
		return err
	}
	if _, err := db.Clean(ctx); err != nil {
		return err
	}
	if t.asked == 0 && len(c.Feeds) > 0 {
		fmt.Fprintf(p.out, "none of %s is due · dateline refresh --force asks now\n", count(len(c.Feeds), "feed"))
		return nil
	}
	fmt.Fprintln(p.out, t.line(p.now().Sub(start)))
	if t.failed == t.asked && t.asked > 0 {
		return errors.New("no feed answered")
	}
	return nil
}

// line reads "100 feeds · 5,000 new stories · 2 failed · 1.2 s".
func (t tally) line(took time.Duration) string {
	parts := []string{count(t.asked, "feed"), count(t.added, "new story", "new stories")}
	if t.updated > 0 {
		parts = append(parts, humanize.Comma(int64(t.updated))+" updated")
	}
	if t.failed > 0 {
		parts = append(parts, humanize.Comma(int64(t.failed))+" failed")
	}
	return strings.Join(append(parts, fmt.Sprintf("%.1f s", took.Seconds())), " · ")
}

// count is a number with its noun: one, and the form for many, which is an s more unless given.
func count(n int, noun string, many ...string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case len(many) > 0:
		return humanize.Comma(int64(n)) + " " + many[0]
	}
	return humanize.Comma(int64(n)) + " " + noun + "s"
}
