package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"dateline/feeds/article"
	"dateline/internal/safe"
	"dateline/store"
)

func sitesCommand() command {
	return command{
		name: "sites", args: "[HOST]", short: "print what is hidden and kept of each site",
		long: `
Prints, site by site, your rules of sites.toml and what was learned from the
pages that were read: lines that stand on three or more pages of a site are
hidden on those that are fetched later. HOST prints one site.

  sites keep HOST LINE   shows a learned line again, from the next page on
  sites hide HOST LINE   hides it again
  --json                 one JSON object a line: host, by ("you" or "pages"),
                         does ("hide" or "keep"), rule, pages

LINE may be the beginning of the line, as long as only one begins so.`,
		run: (*program).sites,
	}
}

// siteLine is a rule for a site, of the reader or learned.
type siteLine struct {
	Host  string `json:"host"`
	By    string `json:"by"`   // you, pages
	Does  string `json:"does"` // hide, keep
	Rule  string `json:"rule"` // as in sites.toml, or the line itself
	Pages int    `json:"pages,omitempty"`
}

func (p *program) sites(ctx context.Context, args []string) error {
	asJSON := false
	set := p.flags("sites")
	set.BoolVar(&asJSON, "json", false, "")
	words, err := p.parse(set, args)
	if err != nil {
		return err
	}
	c, err := loadConfig(p.config)
	if err != nil {
		return err
	}
	switch {
	case len(words) > 0 && (words[0] == "keep" || words[0] == "hide"):
		if len(words) < 3 {
			return usage("sites %s wants a host and a line, as dateline sites prints them", words[0])
		}
		return p.changeSite(ctx, c, hostWord(words[1]), strings.Join(words[2:], " "), words[0] == "keep")
	case len(words) > 1:
		return usage("sites takes one host, or keep or hide with a host and a line")
	}
	lines := ownSiteLines(c.Sites)
	learned, err := p.learned(ctx, c)
	if err != nil {
		return err
	}
	for _, f := range learned {
		does := "hide"
		if f.Shown {
			does = "keep"
		}
		lines = append(lines, siteLine{f.Site, "pages", does, f.Text, f.Pages})
	}
	if len(words) == 1 {
		lines = linesOfHost(lines, hostWord(words[0]))
	}
	return p.printSites(lines, asJSON)
}

// hostWord is the host that a word of the command line means; an address will do.
func hostWord(word string) string {
	word = strings.ToLower(word)
	if _, rest, found := strings.Cut(word, "://"); found {
		word, _, _ = strings.Cut(rest, "/")
	}
	return strings.TrimPrefix(word, "www.")
}

// ownSiteLines are the rules of sites.toml.
func ownSiteLines(sites article.Sites) []siteLine {
	var out []siteLine
	for _, s := range sites {
		for _, r := range s.Hide {
			out = append(out, siteLine{Host: s.Host, By: "you", Does: "hide", Rule: r.String()})
		}
		for _, r := range s.Keep {
			out = append(out, siteLine{Host: s.Host, By: "you", Does: "keep", Rule: r.String()})
		}
	}
	return out
}

// learned is what the store has learned of sites; nothing when there is no store yet.
func (p *program) learned(ctx context.Context, c Config) ([]store.Furniture, error) {
	if _, err := os.Stat(p.storePath()); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	db, err := p.openStore(ctx, p.storePath(), c)
	if err != nil {
		return nil, err
	}
	list, err := db.Furniture(ctx)
	return list, errors.Join(err, db.Close())
}

func linesOfHost(lines []siteLine, host string) []siteLine {
	var out []siteLine
	for _, l := range lines {
		if l.Host == host || strings.HasSuffix(host, "."+l.Host) {
			out = append(out, l)
		}
	}
	return out
}

// printSites prints rules: for a terminal under their hosts, else one a line.
func (p *program) printSites(lines []siteLine, asJSON bool) error {
	out := bufio.NewWriter(p.out)
	order, byHost := []string{}, map[string][]siteLine{}
	for _, l := range lines {
		if byHost[l.Host] == nil {
			order = append(order, l.Host)
		}
		byHost[l.Host] = append(byHost[l.Host], l)
	}
	for _, host := range order {
		if p.terminal && !asJSON {
			fmt.Fprintln(out, p.cut(safe.Line(host)))
		}
		for _, l := range byHost[host] {
			switch {
			case asJSON:
				if err := writeJSONLine(out, l); err != nil {
					return err
				}
			case p.terminal:
				fmt.Fprintln(out, p.cut("  "+safe.Line(l.words())))
			default:
				fmt.Fprintln(out, safe.Line(host)+"\t"+safe.Line(l.words()))
			}
		}
	}
	if len(lines) == 0 && p.terminal && !asJSON {
		fmt.Fprintln(out, "Nothing yet: no rules in sites.toml, and no line stands on three pages of a site.")
	}
	return out.Flush()
}

// words reads "hide class \"club\" · your rule" or "hide Edited by Jo Brand · stands on 5 pages".
func (l siteLine) words() string {
	switch {
	case l.By == "you":
		return l.Does + " " + l.Rule + " · your rule"
	case l.Does == "keep":
		return fmt.Sprintf("keep %q · stands on %s, shown as you wish", l.Rule, count(l.Pages, "page"))
	}
	return fmt.Sprintf("hide %q · stands on %s", l.Rule, count(l.Pages, "page"))
}

// changeSite shows a learned line again, or hides it again.
func (p *program) changeSite(ctx context.Context, c Config, host, line string, keep bool) error {
	list, err := p.learned(ctx, c)
	if err != nil {
		return err
	}
	var found []string
	for _, f := range list {
		if f.Site == host && strings.EqualFold(f.Text, line) {
			found = []string{f.Text}
			break
		}
		if f.Site == host && len(f.Text) >= len(line) && strings.EqualFold(f.Text[:len(line)], line) {
			found = append(found, f.Text)
		}
	}
	switch len(found) {
	case 0:
		return fmt.Errorf("no line of %s that begins with %s was learned · dateline sites %s lists them", host, quoted(line), host)
	case 1:
	default:
		return fmt.Errorf("%d lines of %s begin with %s: write more of the one you mean", len(found), host, quoted(line))
	}
	db, err := p.openStore(ctx, p.storePath(), c)
	if err != nil {
		return err
	}
	return errors.Join(db.ShowFurniture(ctx, host, found[0], keep), db.Close())
}
