package main

import (
	"slices"
	"strings"

	"dateline/feeds"
)

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
