package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dateline/feeds"
	"dateline/internal/safe"
)

// The reader's configuration is edited by line: what is not about the feed in question, comments above all, stays as it
// is. What comes out is read again before it is written, and has to say what was wanted.
//
// A comment line of the form "# ── World › Asia ──", as in config.example.toml, is the folder of the feeds that follow it,
// up to the next such line, a table of another kind, or a heading with a longer line.

// configFile is the reader's configuration as a text to be edited.
type configFile struct {
	path    string // "": none but the built-in one
	text    []byte // as it is on disk; nil: there is no file
	lines   []string
	eol     string
	entries []entry
	top     []value            // what stands above the first table
	tables  map[string][]table // all that it has
	parsed  Config             // what it says, and base where it says nothing
	base    Config             // what holds where the file says nothing
	network
	logins map[string]string // user:password of feeds to be added, as they stand in an address; by scheme and host
}

// entry is one [[feeds]] of a file.
type entry struct {
	feeds.Source
	folder     []string
	first, end int // its lines: lines[first:end]
	heading    int // index of the line that names the folder; -1: there is none
	url        int // index of the line with the address
	keys       map[string]value
}

// readConfigFile reads the reader's configuration for editing; path "" is the usual place, where there may be none.
func readConfigFile(path string) (*configFile, error) {
	if path == "" {
		path = configPath()
	}
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		text = nil
	case err != nil:
		return nil, fmt.Errorf("open configuration %s: %w", path, plainCause(err))
	}
	return parseConfigFile(path, text)
}

// parseConfigFile takes the text of a configuration for editing.
func parseConfigFile(path string, text []byte) (*configFile, error) {
	base, err := parseConfig(Config{}, "config.example.toml", defaultConfig)
	if err != nil {
		return nil, fmt.Errorf("read the built-in configuration: %w", err)
	}
	if base.Themes, err = loadThemes(path); err != nil {
		return nil, err
	}
	f := &configFile{path: path, text: text, base: base}
	if f.parsed, err = parseConfig(base, f.path, f.text); err != nil {
		return nil, err
	}
	f.network = f.parsed.network
	return f, f.read(f.text)
}

// read finds the feeds of a text that is known to be sound.
func (f *configFile) read(text []byte) error {
	f.eol = "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		f.eol = "\r\n"
	}
	f.lines = nil
	for line := range strings.Lines(string(text)) {
		f.lines = append(f.lines, strings.TrimRight(line, "\r\n"))
	}
	doc, err := readTOML(text)
	if err != nil {
		return fmt.Errorf("%s:%w", f.path, err)
	}
	f.entries, f.top, f.tables = nil, doc.top, doc.tables
	for _, t := range doc.tables["feeds"] {
		p := configParser{Config: f.base}
		p.feeds([]table{t})
		if len(p.Feeds) != 1 {
			continue
		}
		e := entry{Source: p.Feeds[0], first: t.line - 1, end: t.line, url: -1, keys: map[string]value{}}
		for _, v := range t.values {
			e.keys[v.key] = v
			e.end = max(e.end, v.line)
			if v.key == "url" {
				e.url = v.line - 1
			}
		}
		f.entries = append(f.entries, e)
	}
	f.readFolders()
	return nil
}

// readFolders gives every entry the folder whose heading stands above it.
func (f *configFile) readFolders() {
	var folder []string
	heading, next := -1, 0
	for i, line := range f.lines {
		trimmed := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(trimmed, "# ── "):
			if folder, heading = headingFolder(trimmed), i; folder == nil {
				heading = -1
			}
		case next < len(f.entries) && f.entries[next].first == i:
			f.entries[next].folder, f.entries[next].heading = folder, heading
			next++
		case strings.HasPrefix(trimmed, "[") && !inside(f.entries, i):
			folder, heading = nil, -1
		}
	}
}

func inside(entries []entry, line int) bool {
	at, _ := slices.BinarySearchFunc(entries, line, func(e entry, line int) int { return e.end - 1 - line })
	return at < len(entries) && entries[at].first <= line
}

// folderMark stands between folders in a heading; one in a name is doubled.
const folderMark = "›"

// headingFolder reads "# ── World › Asia ──"; nil: it is a heading of another kind.
func headingFolder(line string) []string {
	name, ok := strings.CutSuffix(strings.TrimPrefix(line, "# ── "), " ──")
	if !ok || strings.TrimSpace(name) == "" {
		return nil
	}
	folder := strings.Split(name, " "+folderMark+" ")
	for i := range folder {
		folder[i] = strings.ReplaceAll(folder[i], folderMark+folderMark, folderMark)
	}
	return folder
}

// heading writes what headingFolder reads.
func heading(folder []string) string {
	names := make([]string, len(folder))
	for i, name := range folder {
		names[i] = strings.ReplaceAll(safe.Line(name), folderMark, folderMark+folderMark)
	}
	return "# ── " + strings.Join(names, " "+folderMark+" ") + " ──"
}

// addition is a feed to be added.
type addition struct {
	feeds.Source
	folder []string
}

// follows reports that a feed stands in the file.
func (f *configFile) follows(address string) bool {
	return slices.ContainsFunc(f.entries, func(e entry) bool { return e.URL == address })
}

// own makes the built-in feeds, with the comments between them, part of the file when it has none of its own; a feed that
// is added or taken out would otherwise replace or revive all of them. It returns how many there were.
func (f *configFile) own() (int, error) {
	if len(f.entries) > 0 {
		return 0, nil
	}
	before, section, _ := strings.Cut(string(defaultConfig), "\n[[feeds]]")
	section = before[strings.LastIndex(before, "\n# ── ")+1:] + "\n[[feeds]]" + section
	section, _, _ = strings.Cut(section, "\n# ── Catalogue")
	lines := strings.Split(strings.TrimSpace(section), "\n")
	if len(f.lines) > 0 {
		lines = append([]string{""}, lines...)
	}
	f.lines = append(f.lines, lines...)
	return len(f.base.Feeds), f.check(f.base.Feeds)
}

// add puts feeds behind the others of their folder. It has to be told the feeds that are not there yet.
func (f *configFile) add(additions []addition) error {
	want := f.sources()
	byFolder := map[string][]addition{}
	var known, fresh []string // folders; what goes into those that are there comes before the heading of another one
	for _, a := range additions {
		want = append(want, a.Source)
		key := strings.Join(a.folder, "\x00")
		if byFolder[key] == nil {
			if _, head := f.place(a.folder); head == "" {
				known = append(known, key)
			} else {
				fresh = append(fresh, key)
			}
		}
		byFolder[key] = append(byFolder[key], a)
	}
	blocks := map[int][][]string{} // index of a line → blocks to put in front of it
	for _, key := range append(known, fresh...) {
		at, head := f.place(byFolder[key][0].folder)
		if head != "" {
			blocks[at] = append(blocks[at], []string{head})
		}
		for _, a := range byFolder[key] {
			blocks[at] = append(blocks[at], f.block(a))
		}
	}
	f.insert(blocks)
	return f.check(want)
}

// insert puts blocks in front of lines, with an empty line between them and what is there.
func (f *configFile) insert(blocks map[int][][]string) {
	empty := func(lines []string) bool { return len(lines) == 0 || strings.TrimSpace(lines[len(lines)-1]) == "" }
	var lines []string
	for i := 0; i <= len(f.lines); i++ {
		for _, block := range blocks[i] {
			if !empty(lines) {
				lines = append(lines, "")
			}
			lines = append(lines, block...)
		}
		if i == len(f.lines) {
			break
		}
		if len(blocks[i]) > 0 && strings.TrimSpace(f.lines[i]) != "" {
			lines = append(lines, "")
		}
		lines = append(lines, f.lines[i])
	}
	f.lines = lines
}

// place is the line before which a feed of a folder goes, and the heading it needs.
func (f *configFile) place(folder []string) (at int, head string) {
	for _, e := range slices.Backward(f.entries) {
		if slices.Equal(e.folder, folder) {
			return e.end, ""
		}
	}
	last := len(f.lines)
	for last > 0 && strings.TrimSpace(f.lines[last-1]) == "" {
		last--
	}
	switch n := len(f.entries); {
	case len(folder) == 0 && n > 0:
		return f.entries[0].heading, ""
	case len(folder) == 0:
		return last, ""
	case n > 0:
		last = f.entries[n-1].end
	}
	return last, heading(folder)
}

// block is a feed as lines of a file.
func (f *configFile) block(a addition) []string {
	address := a.URL
	if login := f.logins[server(address)]; login != "" {
		address = strings.Replace(address, "://", "://"+login+"@", 1)
	}
	lines := []string{"[[feeds]]", "url = " + tomlString(address)}
	if a.Name != "" {
		lines = append(lines, "name = "+tomlString(a.Name))
	}
	if a.FullText != "" {
		lines = append(lines, "fulltext = "+tomlString(a.FullText))
	}
	if a.Paused {
		lines = append(lines, "paused = true")
	}
	return lines
}

// server is the beginning of an address, up to its path.
func server(address string) string {
	scheme, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host
}

// tomlString writes a text of one line in quotes.
func tomlString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(safe.Line(s)) + `"`
}

// remove takes a feed out, with the comments inside its lines.
func (f *configFile) remove(address string) error {
	at := slices.IndexFunc(f.entries, func(e entry) bool { return e.URL == address })
	if at < 0 {
		return fmt.Errorf("%s is not in %s", address, f.path)
	}
	e := f.entries[at]
	want := slices.Delete(f.sources(), at, at+1)
	f.cut(e.first, e.end)
	return f.check(want)
}

// move gives a feed another address.
func (f *configFile) move(from, to string) error {
	at := slices.IndexFunc(f.entries, func(e entry) bool { return e.URL == from })
	if at < 0 || f.entries[at].url < 0 {
		return fmt.Errorf("%s is not in %s", from, f.path)
	}
	want := f.sources()
	want[at].URL = to
	line := &f.lines[f.entries[at].url]
	before, after, ok := strings.Cut(*line, from)
	if !ok {
		before, after, ok = cutAccess(*line, from, to)
		_, to, _ = strings.Cut(to, "://")
	}
	if !ok {
		return f.byHand()
	}
	*line = before + to + after
	return f.check(want)
}

// cutAccess is what stands before and after an address with a user and password in it, which stay where they are as long as
// it is the same server that gets them.
func cutAccess(line, from, to string) (before, after string, ok bool) {
	scheme, rest, _ := strings.Cut(from, "://")
	host, _, _ := strings.Cut(rest, "/")
	at := strings.Index(line, "@"+rest)
	if at < 0 || !strings.Contains(line[:at], scheme+"://") || !strings.HasPrefix(to, scheme+"://"+host+"/") {
		return "", "", false
	}
	return line[:at+1], line[at+1+len(rest):], true
}

// sources are the feeds of the file.
func (f *configFile) sources() []feeds.Source {
	var list []feeds.Source
	for _, e := range f.entries {
		list = append(list, e.Source)
	}
	return list
}

// check reads the file as edited, and wants these feeds in it, in any order.
func (f *configFile) check(want []feeds.Source) error {
	text := f.joined()
	c, err := parseConfig(f.base, f.path, text)
	if err != nil {
		return f.byHand()
	}
	if err := f.read(text); err != nil {
		return f.byHand()
	}
	byAddress := func(a, b feeds.Source) int { return strings.Compare(a.URL, b.URL) }
	got, want := slices.Clone(c.Feeds), slices.Clone(want)
	if len(f.entries) == 0 {
		got = nil
	}
	slices.SortFunc(got, byAddress)
	slices.SortFunc(want, byAddress)
	if !slices.Equal(got, want) {
		return f.byHand()
	}
	return nil
}

func (f *configFile) byHand() error {
	return fmt.Errorf("%s is written in a way that only you can edit: nothing was changed", f.path)
}

func (f *configFile) joined() []byte {
	if len(f.lines) == 0 {
		return nil
	}
	return []byte(strings.Join(f.lines, f.eol) + f.eol)
}

// save writes the file as a whole or not at all. Where somebody else has written it meanwhile, it is left alone.
func (f *configFile) save() error { return f.write(f.joined()) }

func (f *configFile) write(text []byte) error {
	now, err := os.ReadFile(f.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) || !bytes.Equal(now, f.text) {
		return fmt.Errorf("%s was changed by somebody else: nothing was written", f.path)
	}
	if err := os.MkdirAll(filepath.Dir(f.path), 0o700); err != nil {
		return fmt.Errorf("make the folder of %s: %w", f.path, plainCause(err))
	}
	if err := writeWhole(f.path, text); err != nil {
		return fmt.Errorf("write configuration %s: %w", f.path, plainCause(err))
	}
	return nil
}

// writeWhole replaces a file: a reader of it sees the old text or the new one. A link is followed, the mode of a file that
// was there stays, a new one is for its owner only.
func writeWhole(path string, text []byte) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	mode := fs.FileMode(0o600)
	if was, err := os.Stat(path); err == nil {
		if !was.Mode().IsRegular() {
			return errors.New("it is no ordinary file")
		}
		if was.Mode().Perm()&0o200 == 0 {
			return errors.New("it is read-only")
		}
		mode = was.Mode().Perm()
	}
	folder := filepath.Dir(path)
	temp, err := os.CreateTemp(folder, ".dateline-*")
	if err != nil {
		return err
	}
	_, err = temp.Write(text)
	err = cmp.Or(err, temp.Chmod(mode), temp.Sync(), temp.Close()) // a full disk says so at each
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return nil
}
