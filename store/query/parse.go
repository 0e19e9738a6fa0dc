package query

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// What a query may not exceed: nobody types more, and a store that compiles it must not be made to work for ever.
const (
	maxBytes = 2000
	maxDepth = 20
	maxTerms = 60
)

// Parse reads a whole query. Relative times such as newer:2h count from now, days are days of now's location. An empty
// query is nil. Errors are of type *Error.
func Parse(text string, now time.Time) (Expr, error) { return parse(text, now, false) }

// ParseTyping reads a query that is being typed: its last word may go on, and an open quote or bracket, a field
// without a value or an OR without a second half at its end are taken as not yet there. Whatever else is wrong is an
// *Error as for Parse: go on showing the last good result.
func ParseTyping(text string, now time.Time) (Expr, error) { return parse(text, now, true) }

func parse(text string, now time.Time, typing bool) (Expr, error) {
	if len(text) > maxBytes {
		return nil, &Error{Problem: fmt.Sprintf("longer than %d characters", maxBytes)}
	}
	text = strings.ToValidUTF8(text, " ")
	p := parser{tokens: scan(text), now: now, typing: typing, end: len([]rune(text))}
	if len(p.tokens) > maxTerms {
		t := p.tokens[maxTerms]
		return nil, &Error{Place: t.place, Word: t.raw, Problem: fmt.Sprintf("more than %d words", maxTerms)}
	}
	e, err := p.either(0)
	if err != nil {
		return nil, err
	}
	if p.sorted {
		if _, alternative := e.(Or); alternative {
			return nil, &Error{Problem: "an order beside OR", Hint: "put the words in brackets: (a OR b) sort:newest"}
		}
	}
	if t, ok := p.peek(); ok {
		return nil, wrong(t, "closes nothing", "take it out, or write ( before")
	}
	return e, nil
}

type parser struct {
	tokens []token
	at     int
	now    time.Time
	typing bool
	end    int
	inner  int  // how many brackets and denials stand around what is read
	sorted bool // an order was read
}

func (p *parser) peek() (token, bool) {
	if p.at < len(p.tokens) {
		return p.tokens[p.at], true
	}
	return token{place: p.end}, false
}

func wrong(t token, problem, hint string) *Error {
	return &Error{Place: t.place, Word: t.raw, Problem: problem, Hint: hint}
}

// either reads parts joined by OR.
func (p *parser) either(depth int) (Expr, error) {
	var out Or
	var last token // the OR before
	for {
		e, n, err := p.all(depth)
		if err != nil {
			return nil, err
		}
		if e != nil {
			out = append(out, e)
		}
		t, ok := p.peek()
		if ok && t.kind == or {
			if n == 0 && !p.typing {
				return nil, wrong(t, "nothing before it", "a OR b")
			}
			last = t
			p.at++
			continue
		}
		if n == 0 && last.kind == or && !p.typing {
			return nil, wrong(last, "nothing after it", "a OR b")
		}
		break
	}
	switch len(out) {
	case 0:
		return nil, nil
	case 1:
		return out[0], nil
	}
	return out, nil
}

// all reads parts side by side up to OR, ) or the end, and tells how many tokens they took.
func (p *parser) all(depth int) (Expr, int, error) {
	var out And
	start := p.at
	for {
		t, ok := p.peek()
		if !ok || t.kind == or || t.kind == shut {
			break
		}
		if t.kind == and {
			p.at++
			continue
		}
		e, err := p.one(depth)
		if err != nil {
			return nil, 0, err
		}
		if nested, ok := e.(And); ok {
			out = append(out, nested...)
		} else if e != nil {
			out = append(out, e)
		}
	}
	n := p.at - start
	switch len(out) {
	case 0:
		return nil, n, nil
	case 1:
		return out[0], n, nil
	}
	return out, n, nil
}

// one reads a word, a field, a group, or any of them denied.
func (p *parser) one(depth int) (Expr, error) {
	t, ok := p.peek()
	if !ok {
		return nil, nil
	}
	p.at++
	if depth >= maxDepth {
		return nil, wrong(t, "too many brackets or denials inside each other", "")
	}
	switch t.kind {
	case not:
		return p.denied(t, depth)
	case open:
		return p.group(t, depth)
	}
	return p.term(t)
}

func (p *parser) denied(t token, depth int) (Expr, error) {
	next, ok := p.peek()
	if !ok || next.kind == or || next.kind == shut || next.kind == and {
		if t.raw == "not" { // the word at the end of a title
			return p.term(token{place: t.place, raw: t.raw, text: t.raw, last: t.last})
		}
		if p.typing && !ok {
			return nil, nil
		}
		return nil, wrong(t, "nothing after it", "-word or NOT word")
	}
	p.inner++
	e, err := p.one(depth + 1)
	p.inner--
	if e == nil || err != nil {
		return nil, err
	}
	if inner, ok := e.(Not); ok {
		return inner.Of, nil
	}
	return Not{e}, nil
}

func (p *parser) group(t token, depth int) (Expr, error) {
	p.inner++
	e, err := p.either(depth + 1)
	p.inner--
	if err != nil {
		return nil, err
	}
	if end, ok := p.peek(); ok && end.kind == shut {
		p.at++
		return e, nil
	}
	if p.typing {
		return e, nil
	}
	return nil, wrong(t, "an open bracket", "close it with )")
}

// term reads one word, phrase or field.
func (p *parser) term(t token) (Expr, error) {
	if t.open && !t.pattern && !p.typing {
		return nil, wrong(t, "an open quote", `close it with "`)
	}
	if t.field == "" {
		return text(Anywhere)(p, t)
	}
	if p.typing && t.last && t.text == "" {
		return nil, nil
	}
	if (t.field == "http" || t.field == "https") && strings.HasPrefix(t.text, "//") {
		return Field{Name: URL, Value: t.raw}, nil
	}
	f, ok := fieldNamed(t.field)
	if !ok {
		return nil, unknownField(t)
	}
	if strings.TrimSpace(t.text) == "" && !t.pattern {
		return nil, wrong(t, "nothing after the colon", "e.g. "+f.example)
	}
	return f.read(p, t)
}

func (p *parser) text(in Column, t token) Expr {
	if !searchable(t.text) {
		return nil
	}
	words := strings.Join(strings.FieldsFunc(t.text, blank), " ")
	unfinished := p.typing && t.last && (!t.quote || t.open)
	if unfinished && len(words) == 1 {
		return nil // one letter begins nearly everything
	}
	return Text{In: in, Words: words, Prefix: t.star || unfinished}
}

// unknownField is the error for name:… where no field has that name.
func unknownField(t token) *Error {
	hint := "put it in quotes to look for the words themselves"
	if near := nearest(t.field, fieldNames()); near != "" {
		hint = "did you mean " + near + ":?"
	}
	return wrong(t, "unknown field "+t.field+":", hint)
}

// nearest is the candidate that s may be meant for; "": none.
func nearest(s string, candidates []string) string {
	if i := Nearest(s, candidates); i >= 0 {
		return candidates[i]
	}
	return ""
}

// Nearest is the place of the candidate that differs from s in the fewest letters, if those are few, or of the first that
// begins so; -1: there is none.
func Nearest(s string, candidates []string) int {
	best, at := -1, 3
	for i, c := range candidates {
		if d := distance(s, c); d < at && d < min(len(s), len(c)) {
			best, at = i, d
		}
	}
	if best < 0 && len(s) > 1 {
		return slices.IndexFunc(candidates, func(c string) bool { return strings.HasPrefix(c, s) })
	}
	return best
}

// distance counts letters to change, add, drop or swap with their neighbour.
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range b {
		rows[0][j+1] = j + 1
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(a)][len(b)]
}
