package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dateline/feeds"
	"dateline/internal/safe"
)

func feedsBrowseCommand() command {
	return command{
		name: "browse", args: "[WORDS]", short: "print the feeds that come with dateline",
		long: `
Prints the catalogue by region: those that are followed already are marked, and
who owns each outlet stands beside it. Words choose: a region, a country, a
language, an owner, a part of a name. dateline feeds add NAME follows one.

  --json   one JSON object a line: name, url, region, country, language, owner,
           note, followed

Where stdout is no terminal: one line a feed, with tabs between followed,
region, name, country, language, owner, note and address.`,
		run: (*program).browse,
	}
}

// listingJSON is a line of feeds browse --json.
type listingJSON struct {
	Name     string `json:"name"`
	URL      string `json:"url"`
	Region   string `json:"region"`
	Country  string `json:"country"`
	Language string `json:"language"`
	Owner    string `json:"owner"`
	Note     string `json:"note,omitempty"`
	Followed bool   `json:"followed"`
}

func (p *program) browse(_ context.Context, args []string) error {
	asJSON := false
	set := p.flags("feeds browse")
	set.BoolVar(&asJSON, "json", false, "")
	words, err := p.mixed(set, args)
	if err != nil {
		return err
	}
	c, err := loadConfig(p.config)
	if err != nil {
		return err
	}
	followed := map[string]bool{}
	for _, s := range c.Feeds {
		followed[s.URL] = true
	}
	out := bufio.NewWriter(p.out)
	region, n := "", 0
	for _, l := range feeds.Catalogue() {
		if !l.Matches(strings.Fields(strings.Join(words, " "))...) {
			continue
		}
		n++
		if asJSON {
			line := listingJSON{l.Name, l.URL, l.Region, l.Country, l.Language, l.Owner, l.Note, followed[l.URL]}
			if err := writeJSONLine(out, line); err != nil {
				return err
			}
			continue
		}
		p.printListing(out, l, followed[l.URL], &region)
	}
	if n == 0 {
		return fmt.Errorf("nothing in the catalogue has %s · dateline feeds browse prints all of it", quoted(safe.Line(strings.Join(words, " "))))
	}
	return out.Flush()
}

// printListing prints a feed, on a terminal under the name of its region.
func (p *program) printListing(out *bufio.Writer, l feeds.Listing, followed bool, region *string) {
	if !p.terminal {
		mark := ""
		if followed {
			mark = "followed"
		}
		fmt.Fprintln(out, strings.Join([]string{mark, l.Region, l.Name, l.Country, l.Language, l.Owner, l.Note, l.URL}, "\t"))
		return
	}
	if l.Region != *region {
		if *region != "" {
			fmt.Fprintln(out)
		}
		*region = l.Region
		fmt.Fprintln(out, l.Region)
	}
	mark := " "
	if followed {
		mark = "✓"
	}
	about := l.Owner + ", " + l.Country
	if l.Note != "" {
		about += "; " + l.Note
	}
	line := mark + " " + fit(l.Name, 25) + " " + l.Language + "  " + about
	if p.width > 0 {
		line = ansi.Truncate(line, p.width, "…")
	}
	fmt.Fprintln(out, line)
}
