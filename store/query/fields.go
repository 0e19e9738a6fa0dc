package query

import (
	"strconv"
	"strings"
	"time"
)

// fields says how the value of each field is read.
var fields = map[string]func(*parser, token) (Expr, error){
	"title":  func(p *parser, t token) (Expr, error) { return p.text(Title, t), nil },
	"text":   func(p *parser, t token) (Expr, error) { return p.text(Body, t), nil },
	"author": func(p *parser, t token) (Expr, error) { return p.text(Author, t), nil },
	"source": filed(Source),
	"feed":   filed(Source),
	"topic":  filed(Topic),
	"lang":   filed(Lang),
	"url":    filed(URL),
	"is":     state,
	"newer":  func(p *parser, t token) (Expr, error) { return span(p, t, true) },
	"older":  func(p *parser, t token) (Expr, error) { return span(p, t, false) },
	"since":  since,
	"on":     on,
}

// examples shows each field at work, for messages.
var examples = map[string]string{
	"title": "title:envoy", "text": "text:envoy", "author": "author:ito", "source": "source:bbc", "feed": "feed:bbc",
	"topic": `topic:"Middle East"`, "lang": "lang:en", "url": "url:example.org", "is": "is:unread",
	"newer": "newer:2h", "older": "older:3d", "since": "since:monday", "on": "on:2026-11-23",
}

func fieldNames() []string {
	return []string{
		"title", "text", "author", "source", "feed", "topic", "lang", "url", "is", "newer", "older", "since", "on",
	}
}

func filed(n Name) func(*parser, token) (Expr, error) {
	return func(_ *parser, t token) (Expr, error) {
		return Field{Name: n, Value: strings.Join(strings.FieldsFunc(t.text, blank), " ")}, nil
	}
}

func state(p *parser, t token) (Expr, error) {
	names := []string{string(Unread), string(Read), string(Saved), string(Updated)}
	value := strings.ToLower(t.text)
	for _, n := range names {
		if value == n {
			return Is(n), nil
		}
	}
	if p.typing && t.last {
		for _, n := range names {
			if strings.HasPrefix(n, value) {
				return nil, nil
			}
		}
	}
	hint := "is: takes " + strings.Join(names, ", ")
	if near := nearest(value, names); near != "" {
		hint = "did you mean is:" + near + "?"
	}
	return nil, wrong(t, "no such state", hint)
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
