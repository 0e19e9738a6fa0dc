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
	"unicode"

	"github.com/adrg/xdg"

	"dateline/feeds"
	"dateline/feeds/article"
	"dateline/feeds/topics"
	"dateline/internal/safe"
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

// options reads what stands above the first table, and refuses tables that mean nothing here.
func (p *configParser) options(doc document) {
	tables := []string{"pipes", "views", "mutes", "rules", "feeds", "topics"}
	known := append([]string{
		"theme", "width", "refresh", "front", "mouse", "browser", "contact", "user_agent", "proxy", "prefetch", "justify", "images", "export_dir", "pipe", "keep", "keep_unread", "keep_saved", "keys",
	}, tables...)
	for _, v := range doc.top {
		switch v.key {
		case "theme":
			p.theme(v)
		case "width":
			p.number(&p.Width, v, 40, 200)
		case "refresh":
			p.duration(&p.Refresh, v, 10*time.Minute, 24*time.Hour, "off")
		case "front":
			p.duration(&p.Front, v, time.Hour, 720*time.Hour, "")
		case "mouse":
			p.boolean(&p.Mouse, v)
		case "browser":
			p.command(&p.Browser, v)
		case "contact":
			p.contact(&p.Contact, v)
		case "user_agent":
			p.agent(&p.UserAgent, v)
		case "proxy":
			p.proxy(&p.Proxy, v)
		case "prefetch":
			p.boolean(&p.Prefetch, v)
		case "justify":
			p.boolean(&p.Justify, v)
		case "images":
			p.boolean(&p.Images, v)
		case "export_dir":
			p.folder(&p.ExportDir, v)
		case "pipe":
			p.pipe(v)
		case "keep":
			p.age(&p.Keep.Read, v)
		case "keep_unread":
			p.age(&p.Keep.Unread, v)
		case "keep_saved":
			p.age(&p.Keep.Saved, v)
		case "keys":
			p.wrong(v.line, "keys: this is a table: write [keys] above its keys")
		case "pipes", "views", "mutes", "rules", "feeds", "topics":
			p.wrong(v.line, `%s: this is a table: write [[%s]] above its keys`, v.key, v.key)
		default:
			p.unknown(v.line, "key", "", v.key, known...)
		}
	}
	for name, found := range doc.tables {
		switch {
		case name == "keys":
			p.single(found)
		case !slices.Contains(tables, name):
			p.unknown(found[0].line, "table", "", name, append([]string{"keys"}, tables...)...)
		case !found[0].array:
			p.wrong(found[0].line, `%s: write [[%s]] with two brackets, once for each`, name, name)
		}
	}
}

// feeds reads [[feeds]]; one of them is enough to replace the default ones.
func (p *configParser) feeds(tables []table) {
	if len(tables) == 0 {
		return
	}
	p.Feeds, p.Access, p.Keep.Feeds = nil, map[string]feeds.Access{}, nil
	first := map[string]int{} // address → line
	for _, t := range tables {
		var s feeds.Source
		var k key
		var kept store.Keeping
		line := t.line
		for _, v := range t.values {
			switch v.key {
			case "url":
				line = v.line
				p.address(&s.URL, &k, v)
			case "name":
				p.name(&s.Name, v)
			case "fulltext":
				p.fullText(&s.FullText, v)
			case "paused":
				p.boolean(&s.Paused, v)
			case "headers":
				p.headers(&k, v)
			case "auth":
				p.auth(&k, v)
			case "keep":
				p.age(&kept.Read, v)
			case "keep_unread":
				p.age(&kept.Unread, v)
			default:
				p.unknown(v.line, "key", "feeds", v.key, "url", "name", "fulltext", "paused", "headers", "auth", "keep", "keep_unread")
			}
		}
		switch {
		case !t.has("url"):
			p.wrong(t.line, "feeds.url is missing: the address of the feed")
		case s.URL == "":
		case first[s.URL] != 0:
			p.wrong(line, "feeds.url: this feed stands already in line %d", first[s.URL])
		default:
			first[s.URL] = line
			p.Feeds = append(p.Feeds, s)
			p.keptOf(s.URL, kept)
			if !k.empty() {
				p.Access[s.URL] = k.access()
			}
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

// address takes the address of a feed, and out of it what opens it. One that cannot be asked is not repeated when it may
// hold a password.
func (p *configParser) address(to *string, k *key, v value) {
	s, ok := p.text(v)
	if !ok {
		return
	}
	if rest, found := strings.CutPrefix(s, "feed:"); found { // feed://host/… and feed:https://host/…
		s = rest
		if strings.HasPrefix(rest, "//") {
			s = "http:" + rest
		}
	}
	address, found := addressParts(s)
	*to = address
	if !found.empty() {
		k.user, k.password = found.user, found.password
	}
	switch {
	case address == "" && strings.Contains(s, "@"):
		p.wrong(v.line, "%s: this is no http or https address · in a name or password write %%40 for @, %%2F for /, %%3A for :", v.path())
	case address == "":
		p.wrong(v.line, "%s: %s is no http or https address", v.path(), quoted(s))
	}
}

// fullText takes a word for when pages are fetched; the usual one is kept as "".
func (p *configParser) fullText(to *string, v value) {
	p.choice(to, v, "auto", feeds.AlwaysFullText, feeds.NeverFullText)
	if *to == "auto" {
		*to = ""
	}
}

// name takes a name of one line, at most 80 characters.
func (p *configParser) name(to *string, v value) {
	s, ok := p.text(v)
	if !ok {
		return
	}
	switch *to = safe.Line(s); {
	case strings.TrimSpace(*to) == "":
		*to = ""
		p.wrong(v.line, "%s is empty", v.path())
	case len([]rune(*to)) > 80:
		p.wrong(v.line, "%s: longer than 80 characters", v.path())
	}
}

// lines takes a list of names.
func (p *configParser) lines(to *[]string, v value) {
	for _, e := range p.list(v) {
		var s string
		if p.name(&s, e); s != "" {
			*to = append(*to, s)
		}
	}
}

// words takes a list of words, phrases and prefixes.
func (p *configParser) words(to *[]string, v value) {
	for _, e := range p.list(v) {
		s, ok := p.text(e)
		if !ok {
			continue
		}
		s = strings.TrimSpace(safe.Line(s))
		stem := strings.TrimSuffix(s, "*")
		switch {
		case !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
			p.wrong(e.line, "%s: %s holds no word", v.path(), quoted(s))
		case strings.Contains(stem, "*"):
			p.wrong(e.line, "%s: %s: a * stands only at the end of a word", v.path(), quoted(s))
		case stem != s && len([]rune(stem)) < 2:
			p.wrong(e.line, "%s: %s: two letters at least before the *", v.path(), quoted(s))
		default:
			*to = append(*to, s)
		}
	}
}

// command takes a program with its arguments: a list, or one string that is cut at its spaces.
func (p *configParser) command(to *[]string, v value) {
	*to = nil
	if s, ok := v.data.(string); ok {
		*to = strings.Fields(s)
		return
	}
	for _, e := range p.list(v) {
		if s, ok := p.text(e); ok {
			*to = append(*to, s)
		}
	}
	if len(*to) > 0 && strings.TrimSpace((*to)[0]) == "" {
		p.wrong(v.line, "%s: the program has no name", v.path())
	}
}

func (p *configParser) text(v value) (string, bool) {
	s, ok := v.data.(string)
	if !ok {
		p.wrong(v.line, "%s: wants text in quotes, not %s", v.path(), v.kind())
	}
	return s, ok
}

func (p *configParser) list(v value) []value {
	l, ok := v.data.([]value)
	if !ok {
		p.wrong(v.line, `%s: wants a list, ["…", "…"], not %s`, v.path(), v.kind())
	}
	return l
}

func (p *configParser) boolean(to *bool, v value) {
	b, ok := v.data.(bool)
	if !ok {
		p.wrong(v.line, "%s: wants true or false, not %s", v.path(), v.kind())
		return
	}
	*to = b
}

func (p *configParser) choice(to *string, v value, choices ...string) {
	s, _ := v.data.(string)
	if !slices.Contains(choices, s) {
		p.wrong(v.line, `%s: wants "%s", not %s`, v.path(), strings.Join(choices, `" or "`), v.kind())
		return
	}
	*to = s
}

func (p *configParser) number(to *int, v value, low, high int64) {
	n, ok := v.data.(int64)
	if !ok || n < low || n > high {
		p.wrong(v.line, "%s: wants a number from %d to %d, not %s", v.path(), low, high, v.kind())
		return
	}
	*to = int(n)
}

// duration takes a time such as "30m" or "2h"; off, when not empty, is the word for 0.
func (p *configParser) duration(to *time.Duration, v value, low, high time.Duration, off string) {
	s, _ := v.data.(string)
	if off != "" && s == off {
		*to = 0
		return
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < low || d > high {
		or := ""
		if off != "" {
			or = fmt.Sprintf(" or %q", off)
		}
		p.wrong(v.line, "%s: wants a time from %q to %q%s, not %s", v.path(), short(low), short(high), or, v.kind())
		return
	}
	*to = d
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

// short writes a duration of whole hours or minutes as one would in the file.
func short(d time.Duration) string {
	if d%time.Hour == 0 {
		return fmt.Sprintf("%dh", d/time.Hour)
	}
	return fmt.Sprintf("%dm", d/time.Minute)
}

// quoted is s in quotes with nothing in it that a terminal would act on, cut at 60 characters.
func quoted(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:59]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
