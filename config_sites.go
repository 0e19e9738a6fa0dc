package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"dateline/feeds/article"
	"dateline/internal/safe"
)

// sitesFile stands beside the configuration and says what is hidden and kept of which site:
//
//	[[sites]]
//	host = "paper.example"
//	hide = [{ heading = "From our shop" }, { class = "house-ad" }]
//	keep = [{ text = "Corrections" }]
const sitesFile = "sites.toml"

// loadSites reads the rules for sites beside the configuration at path; path "" is the usual place. No file is no rules.
func loadSites(path string) (article.Sites, error) {
	if path == "" {
		path = configPath()
	}
	file := filepath.Join(filepath.Dir(path), sitesFile)
	text, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("open rules for sites %s: %w", file, plainCause(err))
	}
	return parseSites(file, text)
}

// parseSites reads rules for sites; file is its name in messages.
func parseSites(file string, text []byte) (article.Sites, error) {
	doc, err := readTOML(text)
	if err != nil {
		return nil, configError{fmt.Sprintf("%s:%s", file, err)}
	}
	p := configParser{file: file}
	for _, v := range doc.top {
		if v.key == "sites" {
			p.wrong(v.line, "sites: this is a table: write [[sites]] above its keys")
			continue
		}
		p.unknown(v.line, "key", "", v.key, "sites")
	}
	for name, tables := range doc.tables {
		switch {
		case name != "sites":
			p.unknown(tables[0].line, "table", "", name, "sites")
		case !tables[0].array:
			p.wrong(tables[0].line, "sites: write [[sites]] with two brackets, once for each")
		}
	}
	sites := p.sites(doc.tables["sites"])
	if len(p.problems) > 0 {
		return nil, p.sorted()
	}
	return sites, nil
}

// sites reads [[sites]].
func (p *configParser) sites(tables []table) article.Sites {
	var out article.Sites
	first := map[string]int{} // host → line
	for _, t := range tables {
		var s article.Site
		line := t.line
		for _, v := range t.values {
			switch v.key {
			case "host":
				line = v.line
				p.host(&s.Host, v)
			case "hide":
				p.rules(&s.Hide, v)
			case "keep":
				p.rules(&s.Keep, v)
			default:
				p.unknown(v.line, "key", "sites", v.key, "host", "hide", "keep")
			}
		}
		switch {
		case !t.has("host"):
			p.wrong(t.line, `sites.host is missing: the site that is meant, such as "paper.example"`)
		case s.Host == "":
		case first[s.Host] != 0:
			p.wrong(line, "sites.host: %s stands already in line %d", quoted(s.Host), first[s.Host])
		case !t.has("hide") && !t.has("keep"):
			p.wrong(t.line, `site %s is empty: give it rules, hide = [{ heading = "…" }]`, quoted(s.Host))
		default:
			first[s.Host] = line
			out = append(out, s)
		}
	}
	return out
}

// host takes the name of a host, also out of an address; www. makes no difference.
func (p *configParser) host(to *string, v value) {
	s, ok := p.text(v)
	if !ok {
		return
	}
	host := strings.ToLower(strings.TrimSpace(s))
	if u, err := url.Parse(host); err == nil && u.Host != "" {
		host = u.Hostname()
	}
	host = strings.TrimPrefix(host, "www.")
	u, err := url.Parse("https://" + host + "/")
	if err != nil || host == "" || u.Hostname() != host || safe.URL(u.String()) == "" || strings.HasPrefix(host, ".") {
		p.wrong(v.line, `%s: wants the name of a host, such as "paper.example", not %s`, v.path(), quoted(s))
		return
	}
	*to = host
}

// rules takes a list of rules.
func (p *configParser) rules(to *[]article.Rule, v value) {
	for _, e := range p.list(v) {
		t, ok := e.data.(table)
		if !ok || len(t.values) == 0 {
			p.wrong(e.line, `%s: wants { heading = "…" }, { class = "…" } or { text = "…" }, not %s`, v.path(), e.kind())
			continue
		}
		if r, ok := p.rule(v.path(), t); ok {
			*to = append(*to, r)
		}
	}
}

// rule takes one rule; in is the path of the list that it stands in.
func (p *configParser) rule(in string, t table) (article.Rule, bool) {
	var r article.Rule
	before := len(p.problems)
	for i, v := range t.values {
		v.table = in
		if i > 0 {
			p.wrong(v.line, "%s: one rule has one of heading, class and text", in)
			break
		}
		switch v.key {
		case "heading":
			p.phrase(&r.Heading, v)
		case "class":
			p.class(&r.Class, v)
		case "text":
			p.phrase(&r.Text, v)
		default:
			p.unknown(v.line, "key", in, v.key, "heading", "class", "text")
		}
	}
	return r, len(p.problems) == before
}

// phrase takes words of a page, two letters or digits at least.
func (p *configParser) phrase(to *string, v value) {
	p.name(to, v)
	n := 0
	for _, r := range *to {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	if *to != "" && n < 2 {
		p.wrong(v.line, "%s: %s holds no word", v.path(), quoted(*to))
	}
}

// class takes one name of an element.
func (p *configParser) class(to *string, v value) {
	p.name(to, v)
	if name := strings.TrimLeft(strings.TrimSpace(*to), ".#"); *to != "" && (name == "" || strings.ContainsAny(name, " .#>[:,")) {
		p.wrong(v.line, "%s: wants one class or id, not %s", v.path(), quoted(*to))
	}
}
