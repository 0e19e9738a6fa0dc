package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dateline/feeds"
	"dateline/internal/safe"
	"dateline/ui"
)

func feedsAddCommand() command {
	return command{
		name: "add", args: "URL|SITE|@HANDLE|NAME", short: "find the feed of a site and follow it",
		long: `
Follows a feed: by its address, by the address of a site that has one, by a
handle (@user@host of the Fediverse, @name.bsky.social, @channel of YouTube,
r/name of Reddit), or by its name in the catalogue. At most 12 requests.
A site with several feeds: they are listed with what is in them, to --pick from.
Your configuration is edited by line, its comments stay.

  --name NAME   what it is to be called
  --pick N      the Nth of several
  --dry-run     show what was found, write nothing
  --json        with --dry-run: one JSON object a line: url, title, kind, items,
                newest, headlines, comments`,
		run: (*program).addFeed,
	}
}

// adding is what the flags of feeds add say.
type adding struct {
	name      string
	pick      int
	dry, json bool
}

func (p *program) addFeed(ctx context.Context, args []string) error {
	var a adding
	set := p.flags("feeds add")
	set.StringVar(&a.name, "name", "", "")
	set.IntVar(&a.pick, "pick", 0, "")
	set.BoolVar(&a.dry, "dry-run", false, "")
	set.BoolVar(&a.json, "json", false, "")
	words, err := p.mixed(set, args)
	input := strings.TrimSpace(strings.Join(words, " "))
	switch {
	case err != nil:
		return err
	case input == "":
		return usage("feeds add wants an address, a site, a handle or a name · dateline feeds add --help")
	case a.pick < 0:
		return usage("--pick wants the number of a feed, 1 or more")
	case a.json && !a.dry:
		return usage("--json goes with --dry-run · dateline feeds add --help")
	}
	f, err := readConfigFile(p.config)
	if err != nil {
		return err
	}
	if l, ok := listed(input); ok {
		return p.addListed(f, l, a)
	}
	if address, _ := feeds.WebAddress(unspoken(input)); !a.dry && f.follows(address) {
		return p.follow(f, address, "", a, nil) // says so, and asks nobody
	}
	found, err := p.find(ctx, f, input)
	if err != nil {
		return err
	}
	return p.addFound(f, found, a)
}

// find finds the feeds of what a reader typed. A name and password in it open them, and are kept in f for what is added.
func (p *program) find(ctx context.Context, f *configFile, input string) ([]feeds.Candidate, error) {
	input, access := f.unlocked(input)
	if !strings.ContainsAny(input, "./:@") {
		return nil, notListed(input)
	}
	found, err := feeds.Discover(ctx, p.fetcher(Config{network: f.network, Access: access}), input)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", input, err)
	}
	return found, nil
}

// listed is the feed of the catalogue that has this name.
func listed(name string) (feeds.Listing, bool) {
	for _, l := range feeds.Catalogue() {
		if strings.EqualFold(l.Name, name) {
			return l, true
		}
	}
	return feeds.Listing{}, false
}

// notListed says that a word is no name of the catalogue, and which one may be meant.
func notListed(word string) error {
	var names []string
	matches := 0
	spelled := map[string]string{}
	for _, l := range feeds.Catalogue() {
		lower := strings.ToLower(l.Name)
		names, spelled[lower] = append(names, lower), l.Name
		if l.Matches(strings.Fields(word)...) {
			matches++
		}
	}
	near := nearest(word, names)
	switch {
	case matches > 0:
		return fmt.Errorf("no feed of the catalogue is called %s · dateline feeds browse %s lists %s", quoted(word), word, count(matches, "that comes near", "that come near"))
	case near != "":
		return fmt.Errorf("no feed of the catalogue is called %s · did you mean %s?", quoted(word), quoted(spelled[near]))
	}
	return fmt.Errorf("%s is no address, and no feed of the catalogue is called so · dateline feeds browse", quoted(word))
}

// addListed follows a feed of the catalogue. It goes to its region, where the configuration has a heading for that.
func (p *program) addListed(f *configFile, l feeds.Listing, a adding) error {
	if a.dry {
		return p.printCandidates([]feeds.Candidate{{URL: l.URL, Title: l.Name}}, a.json)
	}
	if a.name == "" {
		a.name = l.Name
	}
	return p.follow(f, l.URL, l.Name, a, []string{l.Region})
}

// addFound follows what was found, when it is clear which.
func (p *program) addFound(f *configFile, found []feeds.Candidate, a adding) error {
	switch {
	case a.pick > len(found):
		return fmt.Errorf("--pick %d: no more than %s found", a.pick, count(len(found), "feed was", "feeds were"))
	case a.pick > 0:
		found = found[a.pick-1 : a.pick]
	}
	if a.dry || len(found) > 1 {
		if err := p.printCandidates(found, a.json); err != nil || a.dry {
			return err
		}
		return fmt.Errorf("%s were found, none was added · --pick N takes one", count(len(found), "feed"))
	}
	return p.follow(f, found[0].URL, found[0].Title, a, nil)
}

// follow writes a feed into the configuration. A configuration without feeds of its own gets the built-in ones first, or
// they would be gone. folder is where it goes if there is such a folder.
func (p *program) follow(f *configFile, address, title string, a adding, folder []string) error {
	builtIn, err := f.own()
	if err != nil {
		return err
	}
	s := feeds.Source{URL: address, Name: cutName(a.name)}
	shown := safe.Line(s.Shown(title))
	if at := slices.IndexFunc(f.entries, func(e entry) bool { return e.URL == address }); at >= 0 {
		fmt.Fprintln(p.out, safe.Line(f.entries[at].Source.Shown(title)+" is followed already · "+address))
		return nil
	}
	if !slices.ContainsFunc(f.entries, func(e entry) bool { return slices.Equal(e.folder, folder) }) {
		folder = nil
	}
	if err := f.add([]addition{{s, folder}}); err != nil {
		return err
	}
	if err := f.save(); err != nil {
		return err
	}
	fmt.Fprintln(p.out, shown+" added · "+safe.Line(address+" · config "+f.path)+broughtAlong(builtIn))
	return nil
}

// broughtAlong says that the built-in feeds were written into a configuration that had none of its own.
func broughtAlong(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" · with the %s that are built in", count(n, "feed"))
}

// candidateJSON is a line of feeds add --dry-run --json.
type candidateJSON struct {
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Kind      string   `json:"kind,omitempty"`
	Items     int      `json:"items"`
	Newest    string   `json:"newest,omitempty"`
	Headlines []string `json:"headlines"`
	Comments  bool     `json:"comments"`
}

func (p *program) printCandidates(list []feeds.Candidate, asJSON bool) error {
	out := bufio.NewWriter(p.out)
	for i, c := range list {
		if asJSON {
			line := candidateJSON{c.URL, c.Title, c.Kind, c.Items, rfc3339(c.Newest), append([]string{}, c.Headlines...), c.Comments}
			if err := writeJSONLine(out, line); err != nil {
				return err
			}
			continue
		}
		p.printCandidate(out, i+1, c)
	}
	return out.Flush()
}

// printCandidate prints a number, what the feed is, its address and what is in it.
func (p *program) printCandidate(out io.Writer, number int, c feeds.Candidate) {
	about := []string{safe.Line(c.Title)}
	if c.Kind != "" {
		about = append(about, c.Kind, count(c.Items, "item"))
	}
	if !c.Newest.IsZero() {
		about = append(about, "newest "+ui.Age(p.now(), c.Newest))
	}
	if c.Comments {
		about = append(about, "comments")
	}
	lines := []string{fmt.Sprintf("%2d  %s", number, strings.Join(about, " · ")), "    " + safe.Line(feeds.Spoken(c.URL))}
	for _, h := range c.Headlines {
		lines = append(lines, "      "+safe.Line(h))
	}
	for _, line := range lines {
		if p.terminal && p.width > 0 {
			line = ansi.Truncate(line, p.width, "…")
		}
		fmt.Fprintln(out, line)
	}
}
