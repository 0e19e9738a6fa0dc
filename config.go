package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/adrg/xdg"

	"dateline/feeds"
	"dateline/feeds/article"
	"dateline/feeds/topics"
	"dateline/store"
	"dateline/ui"
)

// defaultConfig is the documented configuration: what holds wherever the reader's own file says nothing.
//
//go:embed config.example.toml
var defaultConfig []byte

// Config is what the reader asked for.
type Config struct {
	network

	Theme   string        // "auto", "dark", "light", the name of a theme, or a name and a side
	Themes  []ui.Theme    // the reader's own
	Width   int           // columns of text, 40 to 200
	Refresh time.Duration // how often the open reader looks for feeds that are due; 0: only when told
	Front   time.Duration // how far the front page goes back
	Mouse   bool
	Justify bool     // both edges of a text are straight
	Images  bool     // pictures are fetched and shown
	Browser []string // a program and its arguments; empty: what the system uses
	Keys    ui.Keys

	ExportDir string    // where e puts its files; "": dateline in the folder of documents
	Pipes     []ui.Pipe // what | hands a text to

	Prefetch bool // pages of the front page's first screen are fetched before they are opened

	Keep  store.Retention // how long stories are kept
	Views []View
	Mutes []Mute
	Rules []Rule

	Feeds  []feeds.Source
	Access map[string]feeds.Access // what opens those feeds that are not for everybody, by address
	Topics []topics.Topic
	Sites  article.Sites // what the reader wants hidden and kept of which site
}

// configError is everything that is wrong with a configuration: one line each, in the order of the file.
type configError []string

func (e configError) Error() string { return strings.Join(e, "\n") }

// loadConfig reads the configuration at path, and the rules for sites beside it; path "" is the reader's usual place,
// where no file means the defaults.
func loadConfig(path string) (Config, error) {
	c, err := loadOptions(path)
	if err != nil {
		return c, err
	}
	if c.Sites, err = loadSites(path); err != nil {
		return Config{}, err
	}
	return c, nil
}

// loadOptions reads the configuration alone.
func loadOptions(path string) (Config, error) {
	c, err := parseConfig(Config{}, "config.example.toml", defaultConfig)
	if err != nil {
		return Config{}, fmt.Errorf("read the built-in configuration: %w", err)
	}
	usual := path == ""
	if usual {
		path = configPath()
	}
	if c.Themes, err = loadThemes(path); err != nil {
		return Config{}, err
	}
	text, err := os.ReadFile(path)
	switch {
	case usual && errors.Is(err, fs.ErrNotExist):
		return c, nil
	case err != nil:
		return Config{}, fmt.Errorf("open configuration %s: %w", path, plainCause(err))
	}
	return parseConfig(c, path, text)
}

// configPath is where the reader's own configuration is looked for.
func configPath() string {
	xdg.Reload()
	return filepath.Join(xdg.ConfigHome, "dateline", "config.toml")
}

// storePath is where stories are kept.
func (p *program) storePath() string {
	if p.store != "" {
		return p.store
	}
	xdg.Reload()
	return filepath.Join(xdg.DataHome, "dateline", "dateline.db")
}

// parseConfig reads a configuration over base: what it does not say stays as it is there. file is its name in messages.
func parseConfig(base Config, file string, text []byte) (Config, error) {
	doc, err := readTOML(text)
	if err != nil {
		return Config{}, configError{fmt.Sprintf("%s:%s", file, err)}
	}
	p := configParser{file: file, Config: base}
	p.options(doc)
	p.keys(doc.tables["keys"])
	p.pipes(doc.tables["pipes"])
	p.views(doc.tables["views"])
	p.mutes(doc.tables["mutes"])
	p.scoring(doc.tables["rules"])
	p.feeds(doc.tables["feeds"])
	p.topics(doc.tables["topics"])
	if len(p.problems) > 0 {
		return Config{}, p.sorted()
	}
	return p.Config, nil
}

// configParser fills a Config from the tables of a file and gathers what is wrong with them.
type configParser struct {
	Config
	file     string
	problems []problem
}

type problem struct {
	line int
	text string
}

func (p *configParser) wrong(line int, format string, args ...any) {
	p.problems = append(p.problems, problem{line, fmt.Sprintf(format, args...)})
}

func (p *configParser) sorted() configError {
	slices.SortStableFunc(p.problems, func(a, b problem) int { return a.line - b.line })
	var e configError
	for _, q := range p.problems {
		e = append(e, fmt.Sprintf("%s:%d: %s", p.file, q.line, q.text))
	}
	return e
}

// option is a key above the first table.
type option struct {
	key  string
	read func(v value)
}

// known are all options, in the order in which they are suggested.
func (p *configParser) known() []option {
	return []option{
		{"theme", p.theme},
		{"width", func(v value) { p.number(&p.Width, v, 40, 200) }},
		{"refresh", func(v value) { p.duration(&p.Refresh, v, 10*time.Minute, 24*time.Hour, "off") }},
		{"front", func(v value) { p.duration(&p.Front, v, time.Hour, 720*time.Hour, "") }},
		{"mouse", func(v value) { p.boolean(&p.Mouse, v) }},
		{"browser", func(v value) { p.command(&p.Browser, v) }},
		{"contact", func(v value) { p.contact(&p.Contact, v) }},
		{"user_agent", func(v value) { p.agent(&p.UserAgent, v) }},
		{"proxy", func(v value) { p.proxy(&p.Proxy, v) }},
		{"prefetch", func(v value) { p.boolean(&p.Prefetch, v) }},
		{"justify", func(v value) { p.boolean(&p.Justify, v) }},
		{"images", func(v value) { p.boolean(&p.Images, v) }},
		{"export_dir", func(v value) { p.folder(&p.ExportDir, v) }},
		{"pipe", p.pipe},
		{"keep", func(v value) { p.age(&p.Keep.Read, v) }},
		{"keep_unread", func(v value) { p.age(&p.Keep.Unread, v) }},
		{"keep_saved", func(v value) { p.age(&p.Keep.Saved, v) }},
	}
}

// options reads what stands above the first table, and refuses tables that mean nothing here.
func (p *configParser) options(doc document) {
	options := p.known()
	var keys []string
	for _, o := range options {
		keys = append(keys, o.key)
	}
	lists := []string{"pipes", "views", "mutes", "rules", "feeds", "topics"}
	tables := append([]string{"keys"}, lists...)
	for _, v := range doc.top {
		at := slices.Index(keys, v.key)
		switch {
		case at >= 0:
			options[at].read(v)
		case v.key == "keys":
			p.wrong(v.line, "keys: this is a table: write [keys] above its keys")
		case slices.Contains(lists, v.key):
			p.wrong(v.line, `%s: this is a table: write [[%s]] above its keys`, v.key, v.key)
		default:
			p.unknown(v.line, "key", "", v.key, append(keys, tables...)...)
		}
	}
	for name, found := range doc.tables {
		switch {
		case name == "keys":
			p.single(found)
		case !slices.Contains(lists, name):
			p.unknown(found[0].line, "table", "", name, tables...)
		case !found[0].array:
			p.wrong(found[0].line, `%s: write [[%s]] with two brackets, once for each`, name, name)
		}
	}
}

// topics reads [[topics]]; one of them is enough to replace the default ones.
func (p *configParser) topics(tables []table) {
	if len(tables) == 0 {
		return
	}
	p.Topics = nil
	first := map[string]int{} // name in lower case → line
	for _, t := range tables {
		topic := p.topic(t)
		key := strings.ToLower(topic.Name)
		switch {
		case !t.has("name"):
			p.wrong(t.line, "topics.name is missing: what the topic is called")
		case topic.Name == "":
		case first[key] != 0:
			p.wrong(t.line, "topics.name: there is a topic %s already in line %d", quoted(topic.Name), first[key])
		case !t.has("any") && !t.has("all") && !t.has("sections") && !t.has("feeds") && !t.has("countries"):
			p.wrong(t.line, "topic %s is empty: give it words, any = [\"…\"]", quoted(topic.Name))
		default:
			first[key] = t.line
			p.Topics = append(p.Topics, topic)
		}
	}
}

func (p *configParser) topic(t table) topics.Topic {
	var topic topics.Topic
	for _, v := range t.values {
		switch v.key {
		case "name":
			p.name(&topic.Name, v)
		case "any":
			p.words(&topic.Any, v)
		case "all":
			p.words(&topic.All, v)
		case "not":
			p.words(&topic.Not, v)
		case "sections":
			p.lines(&topic.Sections, v)
		case "feeds":
			p.lines(&topic.Feeds, v)
		case "countries":
			p.countries(&topic.Countries, v)
		default:
			p.unknown(v.line, "key", "topics", v.key, "name", "any", "all", "not", "sections", "feeds", "countries")
		}
	}
	return topic
}

// countries reads names of countries and regions.
func (p *configParser) countries(to *[]string, v value) {
	p.lines(to, v)
	for _, name := range *to {
		if _, _, ok := topics.CountryWords(name); !ok {
			p.wrong(v.line, "topics.countries: %s is no country and no region · write \"Kenya\", \"KE\" or \"Africa\"", quoted(name))
		}
	}
}

// unknown reports a key or table that is not known, with the known one next to it in spelling.
func (p *configParser) unknown(line int, what, in, name string, known ...string) {
	if in != "" {
		in += "."
	}
	hint := ""
	if near := nearest(name, known); near != "" {
		hint = fmt.Sprintf(" · did you mean %q?", in+near)
	}
	p.wrong(line, "unknown %s %s%s", what, quoted(in+name), hint)
}

// quoted is s in quotes with nothing in it that a terminal would act on, cut at 60 characters.
func quoted(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:59]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
