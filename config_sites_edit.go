package main

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"dateline/feeds/article"
	"dateline/ui"
)

// The rules for sites are edited in place: comments, order and everything else in the file stay as they are. What comes out is
// read again, and has to say what was wanted.

// changeSite makes or lifts a rule in the text of a file of rules; file is its name in messages.
func changeSite(file string, c ui.RuleChange) configEdit {
	return func(text string) (string, error) {
		was, err := parseSites(file, []byte(text))
		if err != nil {
			return "", err
		}
		want := wantedSites(was, c)
		if reflect.DeepEqual(was, want) {
			return text, nil
		}
		e := siteEdit{text: text, change: c, key: map[bool]string{true: "keep", false: "hide"}[c.Keep]}
		out, err := e.apply()
		if err == nil {
			var got article.Sites
			if got, err = parseSites(file, []byte(out)); err == nil && !sameSites(got, want) {
				err = errByHand
			}
		}
		if err != nil {
			return "", fmt.Errorf("%s is written in a way that only you can edit: nothing was changed", file)
		}
		return out, nil
	}
}

var errByHand = errors.New("only by hand")

// wantedSites are the rules after a change.
func wantedSites(sites article.Sites, c ui.RuleChange) article.Sites {
	var out article.Sites
	found := false
	for _, s := range sites {
		s.Hide, s.Keep = slices.Clone(s.Hide), slices.Clone(s.Keep)
		if s.Host == c.Host {
			found = true
			list := &s.Hide
			if c.Keep {
				list = &s.Keep
			}
			at := slices.Index(*list, c.Rule)
			switch {
			case c.Lift && at >= 0:
				*list = slices.Delete(*list, at, at+1)
			case !c.Lift && at < 0:
				*list = append(*list, c.Rule)
			}
		}
		if len(s.Hide)+len(s.Keep) > 0 {
			out = append(out, s)
		}
	}
	if !found && !c.Lift {
		s := article.Site{Host: c.Host}
		if c.Keep {
			s.Keep = []article.Rule{c.Rule}
		} else {
			s.Hide = []article.Rule{c.Rule}
		}
		out = append(out, s)
	}
	return out
}

// sameSites compares what rules say, not how empty lists are held.
func sameSites(a, b article.Sites) bool {
	return slices.EqualFunc(a, b, func(a, b article.Site) bool {
		return a.Host == b.Host && slices.Equal(a.Hide, b.Hide) && slices.Equal(a.Keep, b.Keep)
	})
}

// siteEdit is a change on its way into a text.
type siteEdit struct {
	text   string
	change ui.RuleChange
	key    string // hide or keep
}

func (e siteEdit) apply() (string, error) {
	doc, err := readTOML([]byte(e.text))
	if err != nil {
		return "", err
	}
	lines := strings.SplitAfter(e.text, "\n")
	for _, t := range doc.tables["sites"] {
		p := configParser{}
		sites := p.sites([]table{t})
		if len(sites) != 1 || sites[0].Host != e.change.Host {
			continue
		}
		for _, v := range t.values {
			if v.key == e.key {
				return e.inList(lines, t, v)
			}
		}
		if e.change.Lift {
			return "", errByHand
		}
		at := t.line // below the heading, or below the line of the host
		for _, v := range t.values {
			if v.key == "host" {
				at = v.line
			}
		}
		return strings.Join(lines[:at], "") + e.key + " = [" + ruleText(e.change.Rule) + "]\n" + strings.Join(lines[at:], ""), nil
	}
	if e.change.Lift {
		return "", errByHand
	}
	text := e.text
	if text != "" {
		text = strings.TrimRight(text, "\n") + "\n\n"
	}
	return fmt.Sprintf("%s[[sites]]\nhost = %s\n%s = [%s]\n", text, tomlString(e.change.Host), e.key, ruleText(e.change.Rule)), nil
}

// ruleText is a rule as it is written.
func ruleText(r article.Rule) string {
	switch {
	case r.Heading != "":
		return "{ heading = " + tomlString(r.Heading) + " }"
	case r.Class != "":
		return "{ class = " + tomlString(r.Class) + " }"
	}
	return "{ text = " + tomlString(r.Text) + " }"
}

// inList changes the list of rules of a key.
func (e siteEdit) inList(lines []string, t table, v value) (string, error) {
	start := len(strings.Join(lines[:v.line-1], ""))
	open, close, parts, err := listParts(e.text, start)
	if err != nil {
		return "", err
	}
	if !e.change.Lift {
		return e.add(close, parts), nil
	}
	list, _ := v.data.([]value)
	if len(list) != len(parts) {
		return "", errByHand
	}
	at := slices.IndexFunc(list, func(el value) bool {
		p := configParser{}
		inner, ok := el.data.(table)
		if !ok {
			return false
		}
		r, ok := p.rule("", inner)
		return ok && r == e.change.Rule
	})
	switch {
	case at < 0:
		return "", errByHand
	case len(parts) > 1:
		return e.drop(open, parts, at), nil
	}
	// The last rule goes with its key, and the site with its last key.
	others := slices.ContainsFunc(t.values, func(o value) bool { return o.key != "host" && o.key != e.key })
	if others {
		return e.text[:start] + afterLine(e.text, close), nil
	}
	from := len(strings.Join(lines[:t.line-1], ""))
	rest := afterLine(e.text, close)
	for _, o := range t.values { // what of the table stands below the list
		if o.line > v.line && o.key == "host" {
			return "", errByHand
		}
	}
	head, rest := strings.TrimRight(e.text[:from], "\n"), strings.TrimLeft(rest, "\n")
	switch {
	case head == "":
		return rest, nil
	case rest == "":
		return head + "\n", nil
	}
	return head + "\n\n" + rest, nil
}

// afterLine is what follows the line of a place.
func afterLine(text string, at int) string {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return text[at+i+1:]
	}
	return ""
}

// add puts a rule behind the others: on a line of its own where they have one each.
func (e siteEdit) add(close int, parts [][2]int) string {
	rule := ruleText(e.change.Rule)
	if len(parts) == 0 {
		return e.text[:close] + rule + e.text[close:]
	}
	last := parts[len(parts)-1]
	line := e.text[strings.LastIndexByte(e.text[:last[0]], '\n')+1 : last[0]]
	if strings.TrimSpace(line) == "" {
		return e.text[:last[1]] + ",\n" + line + rule + e.text[last[1]:]
	}
	return e.text[:last[1]] + ", " + rule + e.text[last[1]:]
}

// drop takes a rule out of a list of several, with the comma that belongs to it.
func (e siteEdit) drop(open int, parts [][2]int, at int) string {
	if at+1 < len(parts) {
		return e.text[:parts[at][0]] + e.text[parts[at+1][0]:]
	}
	return e.text[:parts[at-1][1]] + e.text[parts[at][1]:]
}

// listParts finds the list that begins behind a place: where its brackets stand, and its elements.
func listParts(text string, from int) (open, close int, parts [][2]int, err error) {
	open = strings.IndexByte(text[from:], '[')
	if open < 0 {
		return 0, 0, nil, errByHand
	}
	open += from
	start, depth := -1, 0
	for i := open + 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' || c == '\'':
			if i = stringEnd(text, i); i < 0 {
				return 0, 0, nil, errByHand
			}
		case c == '#':
			if n := strings.IndexByte(text[i:], '\n'); n >= 0 {
				i += n
			} else {
				return 0, 0, nil, errByHand
			}
		case c == '{' || c == '[':
			if depth == 0 {
				start = i
			}
			depth++
		case c == ']' && depth == 0:
			return open, i, parts, nil
		case c == '}' || c == ']':
			if depth--; depth == 0 && start >= 0 {
				parts = append(parts, [2]int{start, i + 1})
			}
		}
	}
	return 0, 0, nil, errByHand
}

// stringEnd is where a string of one line ends; -1: nowhere, or it is one of many lines.
func stringEnd(text string, at int) int {
	quote := text[at]
	if strings.HasPrefix(text[at:], strings.Repeat(string(quote), 3)) {
		return -1
	}
	for i := at + 1; i < len(text) && text[i] != '\n'; i++ {
		switch {
		case text[i] == '\\' && quote == '"':
			i++
		case text[i] == quote:
			return i
		}
	}
	return -1
}
