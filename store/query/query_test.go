package query

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

// now is a Monday.
var now = time.Date(2026, 11, 23, 15, 4, 5, 0, time.UTC)

// show writes an expression so that it can be read aloud.
func show(e Expr) string {
	switch e := e.(type) {
	case nil:
		return "all"
	case And:
		return "(" + join(e, " and ") + ")"
	case Or:
		return "(" + join(e, " or ") + ")"
	case Not:
		return "not " + show(e.Of)
	case Text:
		s := e.Words
		if strings.Contains(s, " ") {
			s = "'" + s + "'"
		}
		if e.Prefix {
			s += "*"
		}
		if e.In != Anywhere {
			s = string(e.In) + "=" + s
		}
		return s
	case Field:
		return string(e.Name) + "=" + e.Value
	case Is:
		return "is " + string(e)
	case Has:
		return "has " + string(e)
	case Number:
		return fmt.Sprintf("%s%s%d", e.Of, e.Compare, e.N)
	case Order:
		return "by " + string(e)
	case Regexp:
		return strings.TrimPrefix(string(e.In)+"=", "=") + "/" + e.Pattern + "/"
	case Span:
		const layout = "2006-01-02T15:04"
		s := "time"
		if !e.From.IsZero() {
			s += " from " + e.From.Format(layout)
		}
		if !e.To.IsZero() {
			s += " to " + e.To.Format(layout)
		}
		return s
	}
	return fmt.Sprintf("%T", e)
}

func join(parts []Expr, between string) string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = show(p)
	}
	return strings.Join(out, between)
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "all"},
		{"   ", "all"},
		{"ukraine", "ukraine"},
		{`ukraine "peace plan"`, "(ukraine and 'peace plan')"},
		{"ukraine AND peace", "(ukraine and peace)"},
		{"title:envoy", "title=envoy"},
		{"TITLE:Envoy", "title=Envoy"},
		{`text:"held rates"`, "text='held rates'"},
		{"author:ito", "author=ito"},
		{`topic:"Middle East"`, "topic=Middle East"},
		{"source:bbc feed:guardian", "(source=bbc and source=guardian)"},
		{"lang:en url:example.org/world", "(lang=en and url=example.org/world)"},
		{"https://example.org/a?b=1", "url=https://example.org/a?b=1"},
		{"peace*", "peace*"},
		{`"peace pl"*`, "'peace pl'*"},
		{"title:peace*", "title=peace*"},
		{"-sport", "not sport"},
		{"NOT sport", "not sport"},
		{"kyiv not sport", "(kyiv and not sport)"},
		{"kyiv -title:sport", "(kyiv and not title=sport)"},
		{"--sport", "sport"},
		{"-(a b)", "not (a and b)"},
		{"kyiv OR odesa", "(kyiv or odesa)"},
		{"(a b) OR c", "((a and b) or c)"},
		{"a b OR c d", "((a and b) or (c and d))"},
		{"a (b OR c) d", "(a and (b or c) and d)"},
		{"((a))", "a"},
		{"()", "all"},
		{"oder OR", "error"},
		{"or", "or"},
		{"peace or war", "(peace and or and war)"},
		{"to be or not", "(to and be and or and not)"},
		{"is:unread is:saved", "(is unread and is saved)"},
		{"IS:READ", "is read"},
		{"10:30", "10:30"},
		{"covid-19", "covid-19"},
		{"don't", "don't"},
		{"a - b", "(a and b)"},
		{"&& *** !!!", "all"},
		{"“curly quotes”", "'curly quotes'"},
		{"平和", "平和"},
		{"newer:2h", "time from 2026-11-23T13:04"},
		{"older:3d", "time to 2026-11-20T15:04"},
		{"newer:2w older:1mo", "(time from 2026-11-09T15:04 and time to 2026-10-23T15:04)"},
		{"newer:90min", "time from 2026-11-23T13:34"},
		{"older:2026-11-20", "time to 2026-11-20T00:00"},
		{"since:monday", "time from 2026-11-23T00:00"},
		{"since:tue", "time from 2026-11-17T00:00"},
		{"since:yesterday", "time from 2026-11-22T00:00"},
		{"since:3d", "time from 2026-11-20T15:04"},
		{"on:today", "time from 2026-11-23T00:00 to 2026-11-24T00:00"},
		{"on:2026-11-20", "time from 2026-11-20T00:00 to 2026-11-21T00:00"},
		{"on:2026-11", "time from 2026-11-01T00:00 to 2026-12-01T00:00"},
		{"on:2026", "time from 2026-01-01T00:00 to 2027-01-01T00:00"},
		{"between:2026-11-20..2026-11-21", "time from 2026-11-20T00:00 to 2026-11-22T00:00"},
		{"between:2026-11-21..2026-11-20", "time from 2026-11-20T00:00 to 2026-11-22T00:00"},
		{"between:monday..today", "time from 2026-11-23T00:00 to 2026-11-24T00:00"},
		{"between:2026-09..3d", "time from 2026-09-01T00:00 to 2026-11-20T15:04"},
		{"is:followed is:muted is:updated is:new", "(is followed and is muted and is updated and is new)"},
		{"has:fulltext -has:image has:note", "(has fulltext and not has image and has note)"},
		{"sources:>=3 score:>10 score:<-5", "(sources>=3 and score>10 and score<-5)"},
		{"sources:2 score:≤0", "(sources=2 and score<=0)"},
		{"country:kenya tag:\"to read\"", "(country=kenya and tag=to read)"},
		{"event:1042", "event=1042"},
		{"sort:newest", "by newest"},
		{"kyiv sort:sources", "(kyiv and by sources)"},
		{"sort:rank (a OR b)", "(by rank and (a or b))"},
		{"a OR b sort:newest", "error"},
		{"-sort:newest", "error"},
		{"(a sort:newest) b", "error"},
		{"sort:newest sort:rank", "error"},
		{"/oil|gas/i", "/(?i)oil|gas/"},
		{"kyiv /peace plan/ -/live:/i", "(kyiv and /peace plan/ and not /(?i)live:/)"},
		{`title:/^Live \/ now/`, "title=/^Live / now/"},
		{"(/a/ OR text:/b/s)", "(/a/ or text=/(?s)b/)"},
		{"/r/worldnews", "/r/worldnews"},
		{"/e/OS and more", "(/e/OS and and and more)"},
		{"and/or", "and/or"},
		{"url:/news/", "url=/news/"},
		{"a\x00b", "(a and b)"},
		{"\xff", "all"},
	} {
		got, err := Parse(c.text, now)
		if c.want == "error" {
			if err == nil {
				t.Errorf("%q: %s, want an error", c.text, show(got))
			}
			continue
		}
		if err != nil || show(got) != c.want {
			t.Errorf("%q: %s, %v; want %s", c.text, show(got), err, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		text  string
		place int
		want  string
	}{
		{"a newr:2d", 2, `"newr:2d" · unknown field newr: · did you mean newer:?`},
		{"soruce:bbc", 0, `"soruce:bbc" · unknown field soruce: · did you mean source:?`},
		{"zzzz:1", 0, `"zzzz:1" · unknown field zzzz: · put it in quotes to look for the words themselves`},
		{`é "peace`, 2, `""peace" · an open quote · close it with "`},
		{"newer:soon", 0, `"newer:soon" · no age · e.g. 30m, 2h, 3d, 2w, 6mo, 1y or 2026-11-23`},
		{"on:2026-13-01", 0, `"on:2026-13-01" · no such day · e.g. today, yesterday, monday or 2026-11-23`},
		{"is:unred", 0, `"is:unred" · no such state · did you mean is:unread?`},
		{"is:purple", 0, `"is:purple" · no such state · is: takes unread, read, saved, followed, muted, updated, new`},
		{"has:pictures", 0, `"has:pictures" · no such thing · has: takes fulltext, image, note`},
		{"has:imag", 0, `"has:imag" · no such thing · did you mean has:image?`},
		{"a:b", 0, `"a:b" · unknown field a: · put it in quotes to look for the words themselves`},
		{"a sort:old", 2, `"sort:old" · no such order · sort: takes newest, rank, sources, source`},
		{"a (b sort:rank)", 5, `"sort:rank" · an order is for the whole list · take it out of the brackets`},
		{"sources:many", 0, `"sources:many" · no comparison · e.g. sources:>=3, sources:<10 or sources:5`},
		{"score:>", 0, `"score:>" · no comparison · e.g. score:>=3, score:<10 or score:5`},
		{"between:today", 0, `"between:today" · no such span · e.g. between:2026-11-20..2026-11-23 or between:monday..yesterday`},
		{"event:x", 0, `"event:x" · no number of a story · e.g. event:1042; dateline list --json shows them`},
		{"a /b c", 2, `"/b c" · an open regular expression · close it with /, or put the words in quotes`},
		{"a //", 2, `"//" · nothing between the slashes · e.g. /oil|gas/i`},
		{"/a(b/", 0, `"/a(b/" · no regular expression · missing closing ) a(b`},
		{"/((a{900}){900}){900}/", 0, `"/((a{900}){900}){900}/" · no regular expression · invalid repeat count {900}`},
		{"NEAR(a b", 4, `"(" · an open bracket · close it with )`},
		{"topic:", 0, `"topic:" · nothing after the colon · e.g. topic:"Middle East"`},
		{"a OR", 2, `"OR" · nothing after it · a OR b`},
		{"OR a", 0, `"OR" · nothing before it · a OR b`},
		{"a NOT", 2, `"NOT" · nothing after it · -word or NOT word`},
		{"(a", 0, `"(" · an open bracket · close it with )`},
		{"a) b", 1, `")" · closes nothing · take it out, or write ( before`},
		{strings.Repeat("a", 2001), 0, "longer than 2000 characters"},
		{strings.Repeat("a ", 61), 120, `"a" · more than 60 words`},
		{strings.Repeat("(", 30) + "a", 20, `"(" · too many brackets or denials inside each other`},
	} {
		e, err := Parse(c.text, now)
		var q *Error
		if !errors.As(err, &q) {
			t.Errorf("%.20q: %s, %v; want %s", c.text, show(e), err, c.want)
			continue
		}
		if q.Error() != c.want || q.Place != c.place {
			t.Errorf("%.20q: %q at %d; want %q at %d", c.text, q, q.Place, c.want, c.place)
		}
	}
}

func TestTyping(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"u", "all"},
		{"uk", "uk*"},
		{"ukraine pea", "(ukraine and pea*)"},
		{"ukraine peace ", "(ukraine and peace)"},
		{"ukraine p", "ukraine"},
		{`ukraine "peace pl`, "(ukraine and 'peace pl'*)"},
		{`ukraine "peace plan"`, "(ukraine and 'peace plan')"},
		{`"`, "all"},
		{"a b OR", "(a and b)"},
		{"kyiv OR ode", "(kyiv or ode*)"},
		{"kyiv -", "kyiv"},
		{"kyiv NOT", "kyiv"},
		{"kyiv -sp", "(kyiv and not sp*)"},
		{"(kyiv OR od", "(kyiv or od*)"},
		{"title:", "all"},
		{"kyiv title:en", "(kyiv and title=en*)"},
		{"is:", "all"},
		{"is:un", "all"},
		{"kyiv newer:2", "kyiv"},
		{"kyiv newer:2h", "(kyiv and time from 2026-11-23T13:04)"},
		{"on:2026-11-", "all"},
		{"平", "平*"},
		{"kyiv /oil|g", "kyiv"},
		{"kyiv /", "kyiv"},
		{"kyiv /oil/", "(kyiv and /oil/)"},
		{"kyiv title:/oi", "kyiv"},
		{"sources:>", "all"},
		{"score:-", "all"},
		{"between:2026-11-20..", "all"},
		{"sort:", "all"},
		{"kyiv sort:new", "kyiv"},
		{"kyiv sort:newest", "(kyiv and by newest)"},
		{"has:f", "all"},
		{"newr:2d", "error"},
		{"is:xy", "error"},
		{"sources:x", "error"},
		{"/a(b/", "error"},
		{"a) b", "error"},
	} {
		got, err := ParseTyping(c.text, now)
		if (err != nil) != (c.want == "error") || err == nil && show(got) != c.want {
			t.Errorf("%q: %s, %v; want %s", c.text, show(got), err, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", `a "b c"* OR -(d title:e)`, "newer:2h on:2026", "((((", `"“”`, "is:unread -", "/a|b/i (c /", "sources:>=3 sort:rank", "between:1d..today -has:note", "a\x00", "\xff:", "NOT not -- ||"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, parse := range []func(string, time.Time) (Expr, error){Parse, ParseTyping} {
			e, err := parse(s, now)
			var q *Error
			if err != nil && !errors.As(err, &q) {
				t.Errorf("%q: %T", s, err)
			}
			if q != nil && (q.Problem == "" || q.Place < 0 || q.Place > len(s)) {
				t.Errorf("%q: %+v", s, q)
			}
			check(t, s, e)
		}
	})
}

// check holds what a store relies on.
func check(t *testing.T, s string, e Expr) {
	switch e := e.(type) {
	case And:
		if len(e) < 2 {
			t.Errorf("%q: And of %d", s, len(e))
		}
		for _, p := range e {
			check(t, s, p)
		}
	case Or:
		if len(e) < 2 {
			t.Errorf("%q: Or of %d", s, len(e))
		}
		for _, p := range e {
			check(t, s, p)
		}
	case Not:
		if e.Of == nil {
			t.Errorf("%q: Not of nothing", s)
		}
		check(t, s, e.Of)
	case Regexp:
		if _, err := regexp.Compile(e.Pattern); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	case Text:
		if !searchable(e.Words) || strings.ContainsRune(e.Words, 0) {
			t.Errorf("%q: Text %q", s, e.Words)
		}
	}
}

func TestArgument(t *testing.T) {
	for _, c := range []struct{ argument, want string }{
		{"ukraine", "ukraine"},
		{"peace plan", `"peace plan"`},
		{"-peace plan", `-"peace plan"`},
		{"title:peace plan", `title:"peace plan"`},
		{"-topic:Middle East", `-topic:"Middle East"`},
		{"ceasefire at 10:30", `"ceasefire at 10:30"`},
		{`"peace plan" OR truce`, `"peace plan" OR truce`},
		{"title:envoy OR title:summit", "title:envoy OR title:summit"},
		{"topic:ukraine is:unread newer:1d", "topic:ukraine is:unread newer:1d"},
		{"is:unread ukraine", "is:unread ukraine"},
		{"newer:1d peace plan", "newer:1d peace plan"},
		{"/oil (and|or) gas/i", "/oil (and|or) gas/i"},
		{"title:/^Live .* war/", "title:/^Live .* war/"},
		{"NOT sport", "NOT sport"},
		{"oil AND gas", "oil AND gas"},
		{"oil OR", "oil OR"},
		{"peace talk*", "peace talk*"},
		{"kyiv -sport", "kyiv -sport"},
		{"(a b) c", "(a b) c"},
	} {
		if got := Argument(c.argument); got != c.want {
			t.Errorf("Argument(%q) = %q, want %q", c.argument, got, c.want)
		}
	}
}

// What the language is said to have, it has, and the other way round.
func TestLanguage(t *testing.T) {
	for line := range strings.Lines(Language()) {
		example, _, found := strings.Cut(strings.TrimPrefix(line, "  "), "  ")
		if !found || !strings.HasPrefix(line, "  ") {
			continue
		}
		for _, text := range strings.Split(example, ", ") {
			if e, err := Parse(text, now); e == nil || err != nil {
				t.Errorf("%s: %v, %v", text, e, err)
			}
		}
	}
	for _, f := range fieldNames() {
		if !strings.Contains(Language(), f+":") && f != "feed" {
			t.Errorf("%s: is nowhere in it", f)
		}
	}
	for _, word := range []string{"unread", "read", "saved", "followed", "muted", "updated", "new", "fulltext", "image", "note", "newest", "rank", "sources", "source"} {
		if !strings.Contains(Language(), word) {
			t.Errorf("%s is nowhere in it", word)
		}
	}
}
