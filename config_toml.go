package main

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// document is a TOML file with the line of everything in it, which is what a message about it needs.
type document struct {
	top    []value
	tables map[string][]table
}

// table is one [name] or [[name]], or an inline table in a list of that name.
type table struct {
	line   int
	array  bool // [[name]]
	values []value
}

// value is one key with what stands behind it. An element of a list bears the key of the list.
type value struct {
	table, key string
	line       int
	data       any // string, bool, int64, []value, table, or nil for the rest
	raw        string
}

func (t table) has(key string) bool {
	for _, v := range t.values {
		if v.key == key {
			return true
		}
	}
	return false
}

// path names a value in messages: feeds.url.
func (v value) path() string {
	if v.table == "" {
		return v.key
	}
	return v.table + "." + v.key
}

// kind says in a message what stands there instead.
func (v value) kind() string {
	switch d := v.data.(type) {
	case string:
		return quoted(d)
	case []value:
		return "a list"
	case table:
		return "a table"
	}
	return v.raw
}

// readTOML reads a file of the shape that a configuration has: keys, then tables one level deep.
// An error starts with its line.
func readTOML(text []byte) (document, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	var all map[string]any
	if err := toml.Unmarshal(text, &all); err != nil {
		var at *toml.DecodeError
		if !errors.As(err, &at) {
			return document{}, fmt.Errorf("1: %w", err)
		}
		line, _ := at.Position()
		what, key := strings.TrimPrefix(at.Error(), "toml: "), keyAt(text, line)
		if key != "" && !strings.Contains(what, key) {
			what = key + ": " + what
		}
		return document{}, fmt.Errorf("%d: %s", line, what)
	}
	w := tomlWalk{text: text, doc: document{tables: map[string][]table{}}, lastLine: 1}
	w.Reset(text)
	for w.NextExpression() {
		w.expression(w.Expression())
	}
	if err := w.Error(); err != nil {
		return document{}, fmt.Errorf("%d: %w", w.lastLine, err)
	}
	return w.doc, nil
}

const keyLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."

// keyAt is the key that a line begins with, "" when it is none.
func keyAt(text []byte, line int) string {
	for l := range bytes.Lines(text) {
		if line--; line > 0 {
			continue
		}
		l = bytes.TrimLeft(l, " \t[")
		return string(l[:min(len(l)-len(bytes.TrimLeft(l, keyLetters)), 40)])
	}
	return ""
}

// tomlWalk goes through a file that is known to be sound.
type tomlWalk struct {
	unstable.Parser
	text     []byte
	doc      document
	current  string // the table whose keys are read; "": above the first
	lastByte int
	lastLine int
}

func (w *tomlWalk) expression(n *unstable.Node) {
	switch n.Kind {
	case unstable.Table, unstable.ArrayTable:
		name, line := w.key(n)
		w.current = name
		w.doc.tables[name] = append(w.doc.tables[name], table{line: line, array: n.Kind == unstable.ArrayTable})
	case unstable.KeyValue:
		v := w.pair(w.current, n)
		if w.current != "" {
			all := w.doc.tables[w.current]
			all[len(all)-1].values = append(all[len(all)-1].values, v)
			return
		}
		if inline, ok := tablesOf(v); ok {
			w.doc.tables[v.key] = append(w.doc.tables[v.key], inline...)
			return
		}
		w.doc.top = append(w.doc.top, v)
	}
}

// tablesOf reports that a value is a list of inline tables: another way to write [[name]].
func tablesOf(v value) ([]table, bool) {
	list, _ := v.data.([]value)
	var tables []table
	for _, e := range list {
		t, ok := e.data.(table)
		if !ok {
			return nil, false
		}
		for i := range t.values {
			t.values[i].table = v.key
		}
		tables = append(tables, t)
	}
	return tables, len(tables) > 0
}

func (w *tomlWalk) pair(in string, n *unstable.Node) value {
	key, line := w.key(n)
	v := w.value(n.Value(), line)
	v.table, v.key = in, key
	if list, ok := v.data.([]value); ok {
		for i := range list {
			list[i].table, list[i].key = in, key
		}
	}
	return v
}

// key is the dotted name of a table or key, and the line it stands in.
func (w *tomlWalk) key(n *unstable.Node) (string, int) {
	var parts []string
	line := 0
	for it := n.Key(); it.Next(); {
		k := it.Node()
		if line == 0 {
			line = w.line(k.Raw, w.lastLine)
		}
		parts = append(parts, string(k.Data))
	}
	return strings.Join(parts, "."), line
}

func (w *tomlWalk) value(n *unstable.Node, line int) value {
	v := value{line: w.line(n.Raw, line), raw: string(n.Data)}
	switch n.Kind {
	case unstable.String:
		v.data = string(n.Data)
	case unstable.Bool:
		v.data = string(n.Data) == "true"
	case unstable.Integer:
		if i, err := strconv.ParseInt(strings.ReplaceAll(string(n.Data), "_", ""), 0, 64); err == nil {
			v.data = i
		}
	case unstable.Array:
		list := []value{}
		for it := n.Children(); it.Next(); {
			if c := it.Node(); c.Kind != unstable.Comment {
				list = append(list, w.value(c, line))
			}
		}
		v.data = list
	case unstable.InlineTable:
		t := table{line: v.line, array: true}
		for it := n.Children(); it.Next(); {
			t.values = append(t.values, w.pair(w.current, it.Node()))
		}
		v.data = t
	}
	return v
}

// line is where a range of bytes starts; a node without one stands in the line of its key. Ranges come in the order
// of the file, so it counts on from the one before.
func (w *tomlWalk) line(r unstable.Range, otherwise int) int {
	at := int(r.Offset)
	if r.Length == 0 {
		return otherwise
	}
	if at < w.lastByte {
		w.lastByte, w.lastLine = 0, 1
	}
	w.lastLine += bytes.Count(w.text[w.lastByte:at], []byte("\n"))
	w.lastByte = at
	return w.lastLine
}
