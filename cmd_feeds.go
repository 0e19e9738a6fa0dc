package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/feeds"
	"dateline/internal/safe"
	"dateline/store"
)

func feedsCommand() command {
	return command{
		name: "feeds", args: "[COMMAND]", short: "print the feeds; add, remove, browse, import, export them",
		long: `
Prints one line a feed: address, name, state, when it will be asked next. Feeds
of which stories are kept but that are not in the configuration any more are
among them, as "not followed".

  --json   one JSON object a line: url, name, title, state, error, status,
           followed, checked, next, failures, moved_to, stories, unread,
           silent_since, per_day, answers (the last ten)

Commands; dateline feeds COMMAND --help tells more
` + feedsCommandLines(),
		run: (*program).feeds,
	}
}

// feedsCommands are the words after dateline feeds.
func feedsCommands() []command {
	return []command{
		feedsAddCommand(), feedsRemoveCommand(), feedsBrowseCommand(), feedsImportCommand(), feedsExportCommand(), feedsDoctorCommand(),
		feedsMoveCommand(),
	}
}

func feedsCommandLines() string {
	var b strings.Builder
	for _, c := range feedsCommands() {
		fmt.Fprintf(&b, "  %-26s %s\n", strings.TrimSpace(c.name+" "+c.args), c.short)
	}
	return b.String()
}

func (p *program) feeds(ctx context.Context, args []string) error {
	asJSON := false
	set := p.flags("feeds")
	set.BoolVar(&asJSON, "json", false, "")
	words, err := p.parse(set, args)
	switch {
	case err != nil:
		return err
	case len(words) > 0 && asJSON:
		return p.feedsCommand(ctx, words[0], append([]string{"--json"}, words[1:]...))
	case len(words) > 0:
		return p.feedsCommand(ctx, words[0], words[1:])
	}
	c, db, err := p.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(p.printFeeds(ctx, c, db, asJSON), db.Close())
}

// feedsCommand runs a command after dateline feeds.
func (p *program) feedsCommand(ctx context.Context, name string, args []string) error {
	var names []string
	for _, c := range feedsCommands() {
		if c.name != name {
			names = append(names, c.name)
			continue
		}
		err := c.run(p, ctx, args)
		if errors.Is(err, flag.ErrHelp) {
			_, err = fmt.Fprintf(p.out, "dateline feeds %s\n\n%s\n", strings.TrimSpace(c.name+" [OPTIONS] "+c.args), strings.TrimSpace(c.long))
		}
		return err
	}
	if near := nearest(name, names); near != "" {
		return usage("no command feeds %s · did you mean feeds %s?", quoted(name), near)
	}
	return usage("no command feeds %s · dateline help feeds lists them", quoted(name))
}

// mixed reads flags before, between and behind words, up to "--": none of the words of these commands starts with "-".
func (p *program) mixed(set *flag.FlagSet, args []string) ([]string, error) {
	var words []string
	for {
		rest, err := p.parse(set, args)
		if err != nil || len(rest) == 0 {
			return words, err
		}
		if done := len(args) - len(rest); done > 0 && args[done-1] == "--" {
			return append(words, rest...), nil
		}
		words, args = append(words, rest[0]), rest[1:]
	}
}

// kept is what the store knows of the feeds; nothing when there is no store yet.
func (p *program) kept(ctx context.Context, c Config) ([]store.FeedState, error) {
	if _, err := os.Stat(p.storePath()); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	db, err := p.openStore(ctx, p.storePath(), c)
	if err != nil {
		return nil, err
	}
	list, err := db.Feeds(ctx)
	return list, errors.Join(err, db.Close())
}

func (p *program) printFeeds(ctx context.Context, c Config, db *store.DB, asJSON bool) error {
	kept, err := db.Feeds(ctx)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(p.out)
	for _, f := range feedLines(c, kept) {
		if asJSON {
			err = errors.Join(withHistory(ctx, db, &f, fewAnswers), writeJSONLine(out, f))
		} else {
			err = p.printFeed(out, f)
		}
		if err != nil {
			return err
		}
	}
	return out.Flush()
}

// feedJSON is a line of feeds --json.
type feedJSON struct {
	URL      string `json:"url"`
	Name     string `json:"name"`
	Title    string `json:"title"`
	State    string `json:"state"` // "ok", "not asked yet", "failing", "not reached", "paused", "gone", "not followed"
	Error    string `json:"error,omitempty"`
	Status   int    `json:"status,omitempty"`
	Followed bool   `json:"followed"`
	Checked  string `json:"checked,omitempty"`
	Next     string `json:"next,omitempty"`
	Failures int    `json:"failures"`
	MovedTo  string `json:"moved_to,omitempty"`
	Stories  int    `json:"stories"`
	Unread   int    `json:"unread"`

	Confirmations int          `json:"confirmations,omitempty"` // of a move that is not sure yet, or is
	Silent        string       `json:"silent_since,omitempty"`  // date of the newest story
	PerDay        float64      `json:"per_day"`                 // stories, over 30 days
	Answers       []answerJSON `json:"answers"`                 // the newest first

	next time.Time
}

// feedLines are the feeds of the configuration in its order, then those that are only kept.
func feedLines(c Config, kept []store.FeedState) []feedJSON {
	states := map[string]store.FeedState{}
	for _, s := range kept {
		states[s.URL] = s
	}
	var lines []feedJSON
	for _, s := range c.Feeds {
		f := states[s.URL]
		f.Source = s
		lines = append(lines, feedLine(f, true))
		delete(states, s.URL)
	}
	for _, s := range kept {
		if _, left := states[s.URL]; left {
			lines = append(lines, feedLine(s, false))
		}
	}
	return lines
}

func feedLine(f store.FeedState, followed bool) feedJSON {
	state := "ok"
	switch {
	case !followed:
		state = "not followed"
	case f.Paused:
		state = "paused"
	case f.Gone:
		state = "gone"
	case f.Failures > 0:
		state = "failing"
	case f.LastError == feeds.ErrOffline.Error():
		state = "not reached"
	case f.Checked.IsZero():
		state = "not asked yet"
	}
	name := f.Name
	if name == "" {
		name = f.Title
	}
	return feedJSON{
		URL: f.URL, Name: name, Title: f.Title, State: state, Error: f.LastError, Status: f.Status, Followed: followed,
		Checked: rfc3339(f.Checked), Next: rfc3339(f.Next), Failures: f.Failures, MovedTo: f.MovedTo, Stories: f.Stories, Unread: f.Unread,
		Confirmations: f.Confirmations, next: f.Next,
	}
}

func (p *program) printFeed(out *bufio.Writer, f feedJSON) error {
	state := f.State
	if f.Error != "" {
		state += ": " + f.Error
	}
	if f.MovedTo != "" && f.Followed {
		state += ", has moved: dateline feeds move takes it to " + f.MovedTo
	}
	address, name, state, next := safe.Line(feeds.Spoken(f.URL)), safe.Line(f.Name), safe.Line(state), nextWords(f, p.now())
	if !p.terminal {
		_, err := fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", address, name, state, next)
		return err
	}
	line := fit(name, 22) + " " + fit(state, 22) + " " + fit(next, 10) + " " + address
	if p.width > 0 {
		line = ansi.Truncate(line, p.width, "…")
	}
	_, err := fmt.Fprintln(out, line)
	return err
}

// nextWords says when a feed is asked next: "due", "in 25 min", "never".
func nextWords(f feedJSON, now time.Time) string {
	wait := f.next.Sub(now)
	switch {
	case !f.Followed, f.State == "gone", f.State == "paused":
		return "never"
	case wait <= 0:
		return "due"
	}
	return "in " + span(max(wait, time.Minute))
}

// span says how long something takes or took: "now", "14 min", "3 h", "2 d", "5 w".
func span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return fmt.Sprintf("%d min", d/time.Minute)
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", d/time.Hour)
	case d < 21*24*time.Hour:
		return fmt.Sprintf("%d d", d/(24*time.Hour))
	}
	return fmt.Sprintf("%d w", d/(7*24*time.Hour))
}
