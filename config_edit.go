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

// tomlString writes a text of one line in quotes.
func tomlString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(safe.Line(s)) + `"`
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
