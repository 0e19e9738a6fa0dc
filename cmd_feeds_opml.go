package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"dateline/feeds"
	"dateline/internal/safe"

	"github.com/dustin/go-humanize"
)

func feedsImportCommand() command {
	return command{
		name: "import", args: "[FILE|-]", short: "follow the feeds of an OPML list",
		long: `
Reads an OPML list from FILE or stdin and adds its feeds to the configuration,
each under a heading with the name of its folder. A feed that is there already
stays as it is. A configuration that has no feeds of its own gets these, and
they replace the built-in ones.

  --dry-run   print what would be added, one line a feed: address, name,
              folders, "new" or "there already"; write nothing
  --json      with --dry-run: one JSON object a line: url, title, path, site

A list that was cut is read as far as it goes, and that is said. What is no
list: one line on stderr, exit status 1.`,
		run: (*program).importFeeds,
	}
}

func (p *program) importFeeds(_ context.Context, args []string) error {
	dry, asJSON := false, false
	set := p.flags("feeds import")
	set.BoolVar(&dry, "dry-run", false, "")
	set.BoolVar(&asJSON, "json", false, "")
	words, err := p.mixed(set, args)
	switch {
	case err != nil:
		return err
	case asJSON && !dry:
		return usage("--json goes with --dry-run · dateline feeds import --help")
	}
	doc, name, err := p.document(words)
	if err != nil {
		return err
	}
	all, err := feeds.ReadList(doc)
	list := all.Outlines
	switch {
	case errors.Is(err, feeds.ErrCut):
		fmt.Fprintln(p.err, safe.Line(fmt.Sprintf("%s: %v: only what stands before was read", name, err)))
	case err != nil:
		return fmt.Errorf("%s: %w", name, err)
	}
	if line := refusedLine(all.Refused); line != "" {
		fmt.Fprintln(p.err, safe.Line(name+": "+line))
	}
	switch {
	case asJSON:
		err = p.printOutlinesJSON(list)
	case len(list) > 0:
		return p.importOutlines(list, dry)
	}
	if err == nil && len(list) == 0 {
		fmt.Fprintln(p.err, safe.Line(name+": there are no feeds in this list"))
	}
	return err
}

// refusedLine reads `2 left out that are no web addresses: "exec:/bin/ls", "|ls"`; "": nothing was.
func refusedLine(refused []string) string {
	const shown = 3
	if len(refused) == 0 {
		return ""
	}
	line := count(len(refused), "left out that is no web address", "left out that are no web addresses") + ": "
	for i, r := range refused[:min(len(refused), shown)] {
		if i > 0 {
			line += ", "
		}
		line += quoted(r)
	}
	if len(refused) > shown {
		line += ", …"
	}
	return line
}

// outlineJSON is a line of feeds import --dry-run --json.
type outlineJSON struct {
	URL   string   `json:"url"`
	Title string   `json:"title"`
	Path  []string `json:"path"`
	Site  string   `json:"site,omitempty"`
}

func (p *program) printOutlinesJSON(list []feeds.Outline) error {
	out := bufio.NewWriter(p.out)
	for _, o := range list {
		line := outlineJSON{o.URL, feeds.Source{URL: o.URL, Name: o.Name}.Shown(o.Title), append([]string{}, o.Path...), o.Site}
		if err := writeJSONLine(out, line); err != nil {
			return err
		}
	}
	return out.Flush()
}

// importOutlines adds what is not there, or with dry says what that would be.
func (p *program) importOutlines(list []feeds.Outline, dry bool) error {
	f, err := readConfigFile(p.config)
	if err != nil {
		return err
	}
	var fresh []addition
	known := map[string]bool{}
	for _, s := range f.sources() {
		known[s.URL] = true
	}
	for _, o := range list {
		if !known[o.URL] {
			fresh = append(fresh, addition{feeds.Source{URL: o.URL, Name: cutName(o.Name), FullText: o.FullText, Paused: o.Paused}, o.Path})
		}
	}
	replaced := 0
	if len(f.entries) == 0 && len(fresh) > 0 {
		replaced = len(f.base.Feeds)
	}
	if dry {
		if err := p.printOutlines(list, known); err != nil {
			return err
		}
	} else if len(fresh) > 0 {
		if err := f.add(fresh); err != nil {
			return err
		}
		if err := f.save(); err != nil {
			return err
		}
	}
	fmt.Fprintln(p.out, safe.Line(importLine(len(fresh), len(list)-len(fresh), replaced, dry)+" · config "+f.path))
	return nil
}

// importLine reads "12 feeds added, 3 were there already".
func importLine(added, there, replaced int, dry bool) string {
	verb := "added"
	if dry {
		verb = "to be added"
	}
	line := fmt.Sprintf("%s %s", count(added, "feed"), verb)
	switch {
	case there == 1:
		line += ", 1 was there already"
	case there > 1:
		line += fmt.Sprintf(", %s were there already", humanize.Comma(int64(there)))
	}
	if replaced > 0 {
		line += fmt.Sprintf(" · in place of the %s that are built in", count(replaced, "feed"))
	}
	return line
}

func (p *program) printOutlines(list []feeds.Outline, known map[string]bool) error {
	out := bufio.NewWriter(p.out)
	for _, o := range list {
		state := "new"
		if known[o.URL] {
			state = "there already"
		}
		name := feeds.Source{URL: o.URL, Name: o.Name}.Shown(o.Title)
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", safe.Line(feeds.Spoken(o.URL)), safe.Line(name), safe.Line(strings.Join(o.Path, " › ")), state)
	}
	return out.Flush()
}

// cutName is a name as long as a configuration takes it.
func cutName(s string) string {
	if r := []rune(safe.Line(s)); len(r) > 80 {
		return strings.TrimSpace(string(r[:79])) + "…"
	}
	return strings.TrimSpace(safe.Line(s))
}

func feedsExportCommand() command {
	return command{
		name: "export", args: "[FILE|-]", short: "write the feeds as an OPML list",
		long: `
Writes the feeds that are followed as an OPML list to FILE or stdout: in the
folders that the headings of the configuration make, with your names, their own
titles and sites, fulltext and paused. Every feed reader can read it; dateline
feeds import gives back all of it. Passwords and headers are not in it; of
addresses with a key in them a line on stderr warns.

  --force   replace FILE when it exists`,
		run: (*program).exportFeeds,
	}
}

func (p *program) exportFeeds(ctx context.Context, args []string) error {
	force := false
	set := p.flags("feeds export")
	set.BoolVar(&force, "force", false, "")
	words, err := p.mixed(set, args)
	switch {
	case err != nil:
		return err
	case len(words) > 1:
		return usage("one file at a time, and here is %s as well", quoted(words[1]))
	}
	list, err := p.outlines(ctx)
	if err != nil {
		return err
	}
	if n := len(slices.DeleteFunc(slices.Clone(list), func(o feeds.Outline) bool { return !feeds.Keyed(o.URL) })); n > 0 {
		fmt.Fprintf(p.err, "%s the key to a feed inside: the list is for nobody who should not have it\n", count(n, "address has", "addresses have"))
	}
	const title = "Feeds of dateline"
	if len(words) == 0 || words[0] == "-" {
		return feeds.WriteOPML(p.out, list, title)
	}
	path := words[0]
	if _, err := os.Lstat(path); !force && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s exists already · --force replaces it", path)
	}
	var b strings.Builder
	if err = feeds.WriteOPML(&b, list, title); err == nil {
		err = writeWhole(path, []byte(b.String()))
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, plainCause(err))
	}
	fmt.Fprintln(p.out, safe.Line(count(len(list), "feed")+" · "+path))
	return nil
}

// outlines are the feeds that are followed, with what the store knows of them.
func (p *program) outlines(ctx context.Context) ([]feeds.Outline, error) {
	c, err := loadConfig(p.config)
	if err != nil {
		return nil, err
	}
	f, err := readConfigFile(p.config)
	if err == nil && len(f.entries) == 0 {
		_, err = f.own() // the built-in ones have folders, too
	}
	if err != nil {
		return nil, err
	}
	states, err := p.kept(ctx, c)
	if err != nil {
		return nil, err
	}
	titles, sites := map[string]string{}, map[string]string{}
	for _, s := range states {
		titles[s.URL], sites[s.URL] = s.Title, s.Site
	}
	var list []feeds.Outline
	for _, e := range f.entries {
		list = append(list, feeds.Outline{URL: e.URL, Name: e.Name, Title: titles[e.URL], Site: sites[e.URL], Path: e.folder, FullText: e.FullText, Paused: e.Paused})
	}
	return list, nil
}
