package main

import (
	"errors"
	"slices"
	"strings"
	"time"

	"dateline/store/query"
)

// View is a list of the reader's own: a name for a query.
type View struct{ Name, Query string }

// Mute hides what a query finds.
type Mute struct {
	Query string
	Until time.Time // zero: for ever
}

// Rule says of what a query finds how much it matters, and what is to be done with it when it arrives.
type Rule struct {
	Query string
	Score int      // -100 to 100
	Do    []string // of ruleActs
}

// ruleActs are what a rule can do.
func ruleActs() []string { return []string{"bookmark", "follow", "read", "notify"} }

// views reads [[views]].
func (p *configParser) views(tables []table) {
	if len(tables) > 0 {
		p.Views = nil
	}
	first := map[string]int{} // name in lower case → line
	for _, t := range tables {
		var w View
		for _, v := range t.values {
			switch v.key {
			case "name":
				p.name(&w.Name, v)
			case "query":
				p.query(&w.Query, v)
			default:
				p.unknown(v.line, "key", "views", v.key, "name", "query")
			}
		}
		key := strings.ToLower(w.Name)
		switch {
		case !t.has("name"):
			p.wrong(t.line, "views.name is missing: what the view is called")
		case p.without(t, "query"), w.Name == "", w.Query == "":
		case first[key] != 0:
			p.wrong(t.line, "views.name: there is a view %s already in line %d", quoted(w.Name), first[key])
		default:
			first[key] = t.line
			p.Views = append(p.Views, w)
		}
	}
}

// mutes reads [[mutes]].
func (p *configParser) mutes(tables []table) {
	if len(tables) > 0 {
		p.Mutes = nil
	}
	for _, t := range tables {
		var m Mute
		for _, v := range t.values {
			switch v.key {
			case "query":
				p.query(&m.Query, v)
			case "until":
				p.until(&m.Until, v)
			default:
				p.unknown(v.line, "key", "mutes", v.key, "query", "until")
			}
		}
		if !p.without(t, "query") && m.Query != "" {
			p.Mutes = append(p.Mutes, m)
		}
	}
}

// scoring reads [[rules]].
func (p *configParser) scoring(tables []table) {
	if len(tables) > 0 {
		p.Rules = nil
	}
	for _, t := range tables {
		var r Rule
		for _, v := range t.values {
			switch v.key {
			case "query":
				p.query(&r.Query, v)
			case "score":
				p.number(&r.Score, v, -100, 100)
			case "do":
				p.acts(&r.Do, v)
			default:
				p.unknown(v.line, "key", "rules", v.key, "query", "score", "do")
			}
		}
		switch {
		case p.without(t, "query"), r.Query == "":
		case !t.has("score") && !t.has("do"):
			p.wrong(t.line, `rule %s changes nothing: give it a score, score = 5, or do = ["bookmark"]`, quoted(r.Query))
		default:
			p.Rules = append(p.Rules, r)
		}
	}
}

// without reports, and says, that a table lacks a key that it needs.
func (p *configParser) without(t table, key string) bool {
	if t.has(key) {
		return false
	}
	name := ""
	if len(t.values) > 0 {
		name = t.values[0].table + "."
	}
	p.wrong(t.line, "%s%s is missing: the words that find its stories", name, key)
	return true
}

// query takes words in the language of the search; what they mean at another time of day, they mean here.
func (p *configParser) query(to *string, v value) {
	s, ok := p.text(v)
	if !ok {
		return
	}
	var bad *query.Error
	switch e, err := query.Parse(s, time.Date(2026, 1, 1, 12, 0, 0, 0, time.Local)); {
	case errors.As(err, &bad):
		p.wrong(v.line, "%s, character %d: %s", v.path(), bad.Place+1, bad)
	case err != nil:
		p.wrong(v.line, "%s: %s", v.path(), err)
	case e == nil:
		p.wrong(v.line, "%s asks for nothing", v.path())
	default:
		*to = s
	}
}

// until takes the last day of a mute, or a moment; the day is the reader's.
func (p *configParser) until(to *time.Time, v value) {
	s, ok := v.data.(string)
	if !ok {
		s = v.raw
	}
	if s == "forever" {
		return
	}
	if day, err := time.ParseInLocation(time.DateOnly, s, time.Local); err == nil {
		*to = day.AddDate(0, 0, 1)
		return
	}
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if at, err := time.ParseInLocation(form, s, time.Local); err == nil {
			*to = at
			return
		}
	}
	p.wrong(v.line, `%s: wants a day, "2026-12-24", a day and a time, "2026-12-24 18:00", or "forever", not %s`, v.path(), v.kind())
}

// acts takes a list of what a rule does.
func (p *configParser) acts(to *[]string, v value) {
	*to = nil
	for _, e := range p.list(v) {
		s, ok := p.text(e)
		switch {
		case !ok:
		case !slices.Contains(ruleActs(), s):
			hint := ""
			if near := nearest(s, ruleActs()); near != "" {
				hint = " · did you mean " + quoted(near) + "?"
			}
			p.wrong(e.line, `%s: knows "%s", not %s%s`, v.path(), strings.Join(ruleActs(), `", "`), quoted(s), hint)
		case !slices.Contains(*to, s):
			*to = append(*to, s)
		}
	}
}
