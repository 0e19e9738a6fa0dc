package query

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"time"
)

// field is one that a query may name: how its value is read, and an example of it for messages.
type field struct {
	name    string
	example string
	read    func(*parser, token) (Expr, error)
}

// fields are all there are, in the order in which they are suggested.
func fields() []field {
	return []field{
		{"title", "title:envoy", text(Title)},
		{"text", "text:envoy", text(Body)},
		{"author", "author:ito", text(Author)},
		{"source", "source:bbc", filed(Source)},
		{"feed", "feed:bbc", filed(Source)},
		{"topic", `topic:"Middle East"`, filed(Topic)},
		{"tag", "tag:later", filed(Tag)},
		{"country", "country:kenya", filed(Country)},
		{"lang", "lang:en", filed(Lang)},
		{"url", "url:example.org", filed(URL)},
		{"event", "event:1042", event},
		{"is", "is:unread", state},
		{"has", "has:image", having},
		{"newer", "newer:2h", func(p *parser, t token) (Expr, error) { return span(p, t, true) }},
		{"older", "older:3d", func(p *parser, t token) (Expr, error) { return span(p, t, false) }},
		{"since", "since:monday", since},
		{"on", "on:2026-11-23", on},
		{"between", "between:2026-11-20..2026-11-23", between},
		{"sources", "sources:>=3", number(Sources)},
		{"score", "score:>10", number(Score)},
		{"sort", "sort:newest", order},
	}
}

func fieldNames() []string {
	var out []string
	for _, f := range fields() {
		out = append(out, f.name)
	}
	return out
}

func fieldNamed(name string) (field, bool) {
	all := fields()
	if i := slices.IndexFunc(all, func(f field) bool { return f.name == name }); i >= 0 {
		return all[i], true
	}
	return field{}, false
}

func text(in Column) func(*parser, token) (Expr, error) {
	return func(p *parser, t token) (Expr, error) {
		if t.pattern {
			return pattern(p, in, t)
		}
		return p.text(in, t), nil
	}
}

// pattern reads a regular expression.
func pattern(p *parser, in Column, t token) (Expr, error) {
	switch {
	case t.open && p.typing:
		return nil, nil
	case t.open:
		return nil, wrong(t, "an open regular expression", "close it with /, or put the words in quotes")
	case t.text == "" && p.typing && t.last:
		return nil, nil
	case t.text == "":
		return nil, wrong(t, "nothing between the slashes", "e.g. /oil|gas/i")
	}
	s := t.text
	if t.flags != "" {
		s = "(?" + t.flags + ")" + s
	}
	_, err := regexp.Compile(s)
	var e *syntax.Error
	switch {
	case errors.As(err, &e):
		return nil, wrong(t, "no regular expression", strings.TrimSpace(e.Code.String()+" "+clip(e.Expr)))
	case err != nil:
		return nil, wrong(t, "no regular expression", "e.g. /oil|gas/i")
	}
	return Regexp{In: in, Pattern: s}, nil
}

func filed(n Name) func(*parser, token) (Expr, error) {
	return func(_ *parser, t token) (Expr, error) {
		return Field{Name: n, Value: strings.Join(strings.FieldsFunc(t.text, blank), " ")}, nil
	}
}

func event(p *parser, t token) (Expr, error) {
	if n, err := strconv.ParseInt(t.text, 10, 64); err != nil || n <= 0 {
		return nil, wrong(t, "no number of a story", "e.g. event:1042; dateline list --json shows them")
	}
	return filed(Event)(p, t)
}

func state(p *parser, t token) (Expr, error) {
	return choice(p, t, "state", Unread, Read, Saved, Followed, Muted, Updated, New)
}

func having(p *parser, t token) (Expr, error) { return choice(p, t, "thing", FullText, Image, Note) }

func order(p *parser, t token) (Expr, error) {
	if p.inner > 0 {
		return nil, wrong(t, "an order is for the whole list", "take it out of the brackets")
	}
	if p.sorted {
		return nil, wrong(t, "a second order", "one sort: is enough")
	}
	e, err := choice(p, t, "order", Newest, Ranked, MostSources, BySource)
	p.sorted = e != nil
	return e, err
}

// choice reads one of a few words; kind is what they are.
func choice[E interface {
	~string
	Expr
}](p *parser, t token, kind string, choices ...E) (Expr, error) {
	value := strings.ToLower(t.text)
	var names []string
	for _, c := range choices {
		names = append(names, string(c))
	}
	if i := slices.Index(names, value); i >= 0 {
		return choices[i], nil
	}
	if p.typing && t.last && slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, value) }) {
		return nil, nil
	}
	hint := t.field + ": takes " + strings.Join(names, ", ")
	if near := nearest(value, names); near != "" {
		hint = "did you mean " + t.field + ":" + near + "?"
	}
	return nil, wrong(t, "no such "+kind, hint)
}

// number reads a comparison: ">=3", "<10", "5", which is "=5".
func number(of Figure) func(*parser, token) (Expr, error) {
	return func(p *parser, t token) (Expr, error) {
		rest := strings.TrimLeft(t.text, "<>=≤≥")
		compare, known := map[string]string{
			"": "=", "=": "=", "==": "=", "<": "<", "<=": "<=", "≤": "<=", ">": ">", ">=": ">=", "≥": ">=",
		}[strings.TrimSuffix(t.text, rest)]
		n, err := strconv.Atoi(rest)
		switch {
		case err == nil && known && n > -1_000_000 && n < 1_000_000:
			return Number{Of: of, Compare: compare, N: n}, nil
		case p.typing && t.last && (rest == "" || rest == "-"):
			return nil, nil
		}
		return nil, wrong(t, "no comparison", "e.g. "+t.field+":>=3, "+t.field+":<10 or "+t.field+":5")
	}
}

// span reads an age or a date: newer:2h, older:3d, newer:2026-11-20.
func span(p *parser, t token, newer bool) (Expr, error) {
	at, ok := age(t.text, p.now)
	if !ok {
		at, _, ok = days(t.text, p.now)
	}
	switch {
	case !ok && p.typing && t.last:
		return nil, nil
	case !ok:
		return nil, wrong(t, "no age", "e.g. 30m, 2h, 3d, 2w, 6mo, 1y or 2026-11-23")
	case newer:
		return Span{From: at}, nil
	}
	return Span{To: at}, nil
}

func since(p *parser, t token) (Expr, error) {
	day, _, ok := days(t.text, p.now)
	if !ok {
		day, ok = age(t.text, p.now)
	}
	if ok {
		return Span{From: day}, nil
	}
	if p.typing && t.last {
		return nil, nil
	}
	return nil, badDate(t)
}

func on(p *parser, t token) (Expr, error) {
	from, to, ok := days(t.text, p.now)
	if ok {
		return Span{From: from, To: to}, nil
	}
	if p.typing && t.last {
		return nil, nil
	}
	return nil, badDate(t)
}

// between reads two days or ages and means both and all in between.
func between(p *parser, t token) (Expr, error) {
	first, last, found := strings.Cut(t.text, "..")
	from, end, ok := moments(first, p.now)
	start, to, ok2 := moments(last, p.now)
	if found && ok && ok2 {
		if start.Before(from) {
			from, to = start, end
		}
		return Span{From: from, To: to}, nil
	}
	if p.typing && t.last {
		return nil, nil
	}
	return nil, wrong(t, "no such span", "e.g. between:2026-11-20..2026-11-23 or between:monday..yesterday")
}

// moments reads a day, a month or a year as its bounds, an age as one moment.
func moments(s string, now time.Time) (from, to time.Time, ok bool) {
	if from, to, ok = days(s, now); ok {
		return from, to, true
	}
	from, ok = age(s, now)
	return from, from, ok
}

func badDate(t token) *Error {
	return wrong(t, "no such day", "e.g. today, yesterday, monday or 2026-11-23")
}

// age reads "2h" as the moment two hours before now. Units: m, h, d, w, mo, y.
func age(s string, now time.Time) (time.Time, bool) {
	s = strings.ToLower(s)
	digits := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if digits <= 0 {
		return time.Time{}, false
	}
	n, err := strconv.Atoi(s[:digits])
	if err != nil || n > 100_000 {
		return time.Time{}, false
	}
	switch s[digits:] {
	case "m", "min":
		return now.Add(-time.Duration(n) * time.Minute), true
	case "h":
		return now.Add(-time.Duration(n) * time.Hour), true
	case "d":
		return now.AddDate(0, 0, -n), true
	case "w":
		return now.AddDate(0, 0, -7*n), true
	case "mo":
		return now.AddDate(0, -n, 0), true
	case "y":
		return now.AddDate(-min(n, 2000), 0, 0), true
	}
	return time.Time{}, false
}

// days reads a day, a month or a year as its first moment where now is and the first after it: today, yesterday, a day
// of the week (the latest, today included), 2026-11-23, 2026-11, 2026.
func days(s string, now time.Time) (from, to time.Time, ok bool) {
	s = strings.ToLower(s)
	y, m, d := now.Date()
	today := time.Date(y, m, d, 0, 0, 0, 0, now.Location())
	switch s {
	case "today":
		return today, today.AddDate(0, 0, 1), true
	case "yesterday":
		return today.AddDate(0, 0, -1), today, true
	}
	for i := range 7 {
		day := today.AddDate(0, 0, -i)
		if len(s) >= 3 && strings.HasPrefix(strings.ToLower(day.Weekday().String()), s) {
			return day, day.AddDate(0, 0, 1), true
		}
	}
	for _, form := range []struct {
		layout              string
		years, months, days int
	}{{"2006-1-2", 0, 0, 1}, {"2006-1", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if from, err := time.ParseInLocation(form.layout, s, now.Location()); err == nil {
			return from, from.AddDate(form.years, form.months, form.days), true
		}
	}
	return time.Time{}, time.Time{}, false
}
