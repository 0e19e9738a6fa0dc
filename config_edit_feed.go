package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"dateline/feeds"
)

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

// rename gives a feed another name; "" takes the one that it has away.
func (f *configFile) rename(address, name string) error {
	literal := ""
	if name = cutName(name); name != "" {
		literal = tomlString(name)
	}
	return f.set(address, "name", literal, func(s *feeds.Source) { s.Name = name })
}

// pause makes a feed one that is not asked, or is asked again.
func (f *configFile) pause(address string, on bool) error {
	literal := ""
	if on {
		literal = "true"
	}
	return f.set(address, "paused", literal, func(s *feeds.Source) { s.Paused = on })
}

// set gives a key of a feed another value, "" none; a comment behind it stays. Change says what that makes of the feed.
func (f *configFile) set(address, key, literal string, change func(*feeds.Source)) error {
	at := slices.IndexFunc(f.entries, func(e entry) bool { return e.URL == address })
	if at < 0 {
		return fmt.Errorf("%s is not in %s", address, f.path)
	}
	e, want := f.entries[at], f.sources()
	change(&want[at])
	v, there := e.keys[key]
	switch {
	case !there && literal == "":
	case !there && e.url < 0:
		return f.byHand()
	case !there:
		f.lines = slices.Insert(f.lines, e.url+1, key+" = "+literal)
	default:
		line, ok := otherValue(f.lines[v.line-1], literal)
		switch {
		case !ok:
			return f.byHand()
		case line == "":
			f.lines = slices.Delete(f.lines, v.line-1, v.line)
		default:
			f.lines[v.line-1] = line
		}
	}
	return f.check(want)
}

// keyLine is a line with one key and a plain value: what stands before the value, the value, what stands behind it.
var keyLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\s*[\w-]+\s*=\s*)("(?:[^"\\]|\\.)*"|'[^']*'|true|false)(\s*(?:#.*)?)$`)
})

// otherValue is a line of a key with another value; without one only its comment is left. ok is false when it is another kind of line.
func otherValue(line, literal string) (string, bool) {
	m := keyLine().FindStringSubmatch(line)
	if m == nil {
		return "", false
	}
	if literal == "" {
		return strings.TrimSpace(m[3]), true
	}
	return m[1] + literal + m[3], true
}
