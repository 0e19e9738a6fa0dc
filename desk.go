package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dateline/feeds"
	"dateline/feeds/topics"
	"dateline/store"
	"dateline/ui"
)

// desk is where the reader's configuration is changed while it is read. What it writes is an act of the store's journal, so that
// undo takes it back.
type desk struct {
	p    *program
	db   *store.DB
	path string // of the configuration; absolute
}

// newDesk changes the configuration at path; "": the usual one.
func (p *program) newDesk(db *store.DB, path string) (*desk, error) {
	if path == "" {
		path = configPath()
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find the configuration: %w", err)
	}
	return &desk{p: p, db: db, path: path}, nil
}

// Setup reads the configuration as it is now, and lets the store follow its feeds.
func (d *desk) Setup(ctx context.Context) (ui.Setup, error) {
	f, err := readConfigFile(d.path)
	if err != nil {
		return ui.Setup{}, err
	}
	c := f.parsed
	sites, err := loadSites(d.path)
	if err != nil {
		return ui.Setup{}, err
	}
	if err := d.db.Follow(ctx, c.Feeds); err != nil {
		return ui.Setup{}, err
	}
	return ui.Setup{Fetcher: d.p.fetcher(c), Sources: c.Feeds, Topics: c.Topics, Views: shownViews(c.Views), Sites: sites, Theme: c.Theme}, nil
}

// change edits the configuration as one act of that kind.
func (d *desk) change(ctx context.Context, kind, title string, edit func(f *configFile) error) (store.Act, error) {
	return d.db.ChangeFile(ctx, kind, title, d.path, editing(d.path, func(f *configFile) error {
		if _, err := f.own(); err != nil {
			return err
		}
		return edit(f)
	}))
}

// Find finds the feeds of what a reader typed, or the one of the catalogue that has this name.
func (d *desk) Find(ctx context.Context, typed string) ([]feeds.Candidate, error) {
	if l, ok := listed(typed); ok {
		return []feeds.Candidate{{URL: l.URL, Title: l.Name}}, nil
	}
	f, err := readConfigFile(d.path)
	if err != nil {
		return nil, err
	}
	return d.p.find(ctx, f, typed)
}

// AddFeed follows a feed that was found for what a reader typed. It goes to its region where the configuration has such a heading.
func (d *desk) AddFeed(ctx context.Context, typed, title string, s feeds.Source, region string) (store.Act, error) {
	return d.change(ctx, "feed added", title, func(f *configFile) error {
		if f.follows(s.URL) {
			return fmt.Errorf("%s is followed already", title)
		}
		f.unlocked(typed) // whose name and password are written with it
		folder := []string{region}
		if !slices.ContainsFunc(f.entries, func(e entry) bool { return slices.Equal(e.folder, folder) }) {
			folder = nil
		}
		return f.add([]addition{{feeds.Source{URL: s.URL, Name: cutName(s.Name)}, folder}})
	})
}

func (d *desk) RemoveFeed(ctx context.Context, s feeds.Source) (store.Act, error) {
	return d.db.ChangeFile(ctx, "feed removed", s.Name, d.path, removeFeed(d.path, s.URL))
}

func (d *desk) RenameFeed(ctx context.Context, s feeds.Source, name string) (store.Act, error) {
	return d.change(ctx, "feed renamed", strings.TrimSpace(name), func(f *configFile) error { return f.rename(s.URL, name) })
}

func (d *desk) PauseFeed(ctx context.Context, s feeds.Source, on bool) (store.Act, error) {
	kind := "feed paused"
	if !on {
		kind = "feed asked again"
	}
	return d.change(ctx, kind, s.Name, func(f *configFile) error { return f.pause(s.URL, on) })
}

// MoveFeed follows a feed at its new address; where that is followed too, the old one is dropped.
func (d *desk) MoveFeed(ctx context.Context, s feeds.Source, to string) (store.Act, error) {
	return d.change(ctx, "feed moved", s.Name, func(f *configFile) error {
		if f.follows(to) {
			return f.remove(s.URL)
		}
		return f.move(s.URL, to)
	})
}

func (d *desk) KeepView(ctx context.Context, v ui.View) (store.Act, error) {
	return d.db.ChangeFile(ctx, "view kept", v.Name, d.path, appendView(d.path, v.Name, v.Query))
}

func (d *desk) DropView(ctx context.Context, name string) (store.Act, error) {
	return d.db.ChangeFile(ctx, "view dropped", name, d.path, dropView(d.path, name))
}

func (d *desk) KeepTheme(ctx context.Context, words string) (store.Act, error) {
	return d.db.ChangeFile(ctx, "theme", words, d.path, putTheme(d.path, words))
}

func (d *desk) KeepTopic(ctx context.Context, t topics.Topic) (store.Act, error) {
	return d.db.ChangeFile(ctx, "topic kept", t.Name, d.path, appendTopic(d.path, t))
}

// ChangeSite makes or lifts a rule for a site, in the file beside the configuration.
func (d *desk) ChangeSite(ctx context.Context, c ui.RuleChange) (store.Act, error) {
	file := filepath.Join(filepath.Dir(d.path), sitesFile)
	return d.db.ChangeFile(ctx, "rule", c.String(), file, changeSite(file, c))
}

// Trouble is what is wrong with a feed, in words; "" when it is well.
func (d *desk) Trouble(f store.FeedState, now time.Time) string {
	trouble, _ := diagnose(f, now)
	return trouble
}

// shownViews are views as the screen knows them.
func shownViews(views []View) []ui.View {
	var out []ui.View
	for _, v := range views {
		out = append(out, ui.View(v))
	}
	return out
}
