package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/internal/safe"
)

// append adds a table behind the last one of its name, or at the end.
func (f *configFile) append(name string, lines ...string) error {
	at := len(f.lines)
	for at > 0 && strings.TrimSpace(f.lines[at-1]) == "" {
		at--
	}
	if all := f.tables[name]; len(all) > 0 {
		last := all[len(all)-1]
		if !f.standsAlone(last) {
			return f.byHand()
		}
		_, at = f.span(last)
	}
	f.insert(map[int][][]string{at: {append([]string{"[[" + name + "]]"}, lines...)}})
	return nil
}

// put adds a table, or gives the one for which is holds these lines.
func (f *configFile) put(name string, is func(table) bool, lines ...string) error {
	all := f.tables[name]
	at := slices.IndexFunc(all, is)
	if at < 0 {
		return f.append(name, lines...)
	}
	if !f.standsAlone(all[at]) {
		return f.byHand()
	}
	first, end := f.span(all[at])
	f.lines = slices.Concat(f.lines[:first+1], lines, f.lines[end:])
	return nil
}

// drop takes the table for which is holds out, with the comments inside its lines.
func (f *configFile) drop(name string, is func(table) bool) error {
	all := f.tables[name]
	at := slices.IndexFunc(all, is)
	switch {
	case at < 0:
		return fmt.Errorf("it is not in %s", f.path)
	case !f.standsAlone(all[at]):
		return f.byHand()
	}
	f.cut(f.span(all[at]))
	if err := f.wants(func(Config) bool { return true }); err != nil {
		return err
	}
	if len(f.tables[name]) != len(all)-1 {
		return f.byHand()
	}
	return nil
}

// standsAlone reports that a table is written as [[name]] and lines, not inside a list.
func (f *configFile) standsAlone(t table) bool {
	return strings.HasPrefix(strings.TrimSpace(f.lines[t.line-1]), "[[")
}

// named finds the table of that name.
func named(name string) func(table) bool {
	return func(t table) bool { return strings.EqualFold(textOf(t, "name"), safe.Line(name)) }
}

// span is where a table stands: lines[first:end].
func (f *configFile) span(t table) (first, end int) {
	end = t.line
	for _, v := range t.values {
		end = max(end, v.line, v.lastLine())
	}
	for end < len(f.lines) && !f.sound(t.line-1, end) { // a list that is closed below its last word
		end++
	}
	return t.line - 1, end
}

// sound reports that lines are a document of their own.
func (f *configFile) sound(first, end int) bool {
	_, err := readTOML([]byte(strings.Join(f.lines[first:end], "\n") + "\n"))
	return err == nil
}

// lastLine is where the last part of a list stands.
func (v value) lastLine() int {
	n := v.line
	if list, ok := v.data.([]value); ok {
		for _, e := range list {
			n = max(n, e.lastLine())
		}
	}
	return n
}

// cut takes lines out, and an empty one beside them that would be one too many.
func (f *configFile) cut(first, end int) {
	if end < len(f.lines) && strings.TrimSpace(f.lines[end]) == "" && (first == 0 || strings.TrimSpace(f.lines[first-1]) == "") {
		end++
	}
	if end == len(f.lines) && first > 0 && strings.TrimSpace(f.lines[first-1]) == "" {
		first--
	}
	f.lines = slices.Delete(f.lines, first, end)
}

// wants reads the file as edited, and wants it to be sound and to say so.
func (f *configFile) wants(so func(Config) bool) error {
	text := f.joined()
	c, err := parseConfig(f.base, f.path, text)
	if err != nil {
		return f.editError(err)
	}
	if err := f.read(text); err != nil || !so(c) {
		return f.byHand()
	}
	f.parsed = c
	return nil
}

// editError is the first thing that is wrong with an edit, without the place: the line is not one that the reader wrote.
func (f *configFile) editError(err error) error {
	var wrong configError
	if !errors.As(err, &wrong) {
		return err
	}
	s := strings.TrimPrefix(wrong[0], f.path+":")
	if _, rest, ok := strings.Cut(s, ": "); ok {
		s = rest
	}
	return errors.New(s)
}

// textOf is the text of a key of a table; "" when there is none.
func textOf(t table, key string) string {
	for _, v := range t.values {
		if s, ok := v.data.(string); ok && v.key == key {
			return s
		}
	}
	return ""
}

// tomlList writes a list of texts, in lines of up to 110 characters.
func tomlList(list []string) string {
	var b strings.Builder
	b.WriteByte('[')
	width := 12
	for i, s := range list {
		s = tomlString(s)
		if i > 0 {
			b.WriteByte(',')
			if width += len([]rune(s)) + 2; width > 110 {
				b.WriteString("\n  ")
				width = 2 + len([]rune(s))
			} else {
				b.WriteByte(' ')
			}
		} else {
			width += len([]rune(s))
		}
		b.WriteString(s)
	}
	b.WriteByte(']')
	return b.String()
}
