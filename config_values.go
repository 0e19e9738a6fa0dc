package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"dateline/internal/safe"
)

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

// short writes a duration of whole hours or minutes as one would in the file.
func short(d time.Duration) string {
	if d%time.Hour == 0 {
		return fmt.Sprintf("%dh", d/time.Hour)
	}
	return fmt.Sprintf("%dm", d/time.Minute)
}
