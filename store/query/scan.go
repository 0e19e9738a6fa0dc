package query

import (
	"strings"
	"unicode"
)

// token is a piece of a query as written.
type token struct {
	kind  kind
	place int    // of its first character
	raw   string // as written
	field string // before the colon, lower case
	text  string // the word, or what stood between quotes
	quote bool
	open  bool // the quote, or the regular expression, is never closed
	star  bool // a * follows
	last  bool // nothing, not even a space, follows

	pattern bool   // it stands between slashes
	flags   string // after the second one
}

type kind int

const (
	word kind = iota
	or
	and
	not
	open
	shut
)

// scan cuts a query into tokens. It cannot fail: what is odd is seen by the parser.
func scan(text string) []token {
	s := scanner{in: []rune(text)}
	var out []token
	for {
		s.blanks()
		if s.at >= len(s.in) {
			break
		}
		out = append(out, s.next())
	}
	if n := len(out); n > 0 {
		out[n-1].last = out[n-1].place+len([]rune(out[n-1].raw)) == len(s.in)
	}
	return out
}

type scanner struct {
	in []rune
	at int
}

func (s *scanner) blanks() {
	for s.at < len(s.in) && blank(s.in[s.at]) {
		s.at++
	}
}

func blank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// next reads one token; there is one.
func (s *scanner) next() token {
	t := token{place: s.at}
	switch s.in[s.at] {
	case '(':
		s.at++
		t.kind, t.raw = open, "("
		return t
	case ')':
		s.at++
		t.kind, t.raw = shut, ")"
		return t
	case '-', '!', '−':
		if s.at+1 < len(s.in) && !blank(s.in[s.at+1]) && s.in[s.at+1] != ')' {
			t.kind, t.raw = not, string(s.in[s.at])
			s.at++
			return t
		}
	}
	if quoted(s.in[s.at]) {
		s.quoted(&t)
		t.raw = string(s.in[t.place:s.at])
		return t
	}
	if s.in[s.at] != '/' || !s.slashes(&t) {
		s.bare(&t)
	}
	t.raw = string(s.in[t.place:s.at])
	switch {
	case t.field != "" || t.star || t.quote || t.pattern:
	case t.raw == "OR", t.raw == "||":
		t.kind = or
	case t.raw == "AND", t.raw == "&&":
		t.kind = and
	case t.raw == "NOT", t.raw == "not":
		t.kind = not
	case strings.Trim(t.raw, "-!−") == "":
		t.text = "" // a dash between words
	}
	return t
}

func quoted(r rune) bool { return r == '"' || r == '“' || r == '”' || r == '„' }

// quoted reads "…" and a * after it.
func (s *scanner) quoted(t *token) {
	s.at++
	start := s.at
	for s.at < len(s.in) && !quoted(s.in[s.at]) {
		s.at++
	}
	t.quote, t.text = true, string(s.in[start:s.at])
	if s.at == len(s.in) {
		t.open = true
		return
	}
	s.at++
	if s.at < len(s.in) && s.in[s.at] == '*' {
		t.star = true
		s.at++
	}
}

// slashes reads /…/ and its flags; a slash within stands behind a backslash, or before something else than flags and the
// end of the word. Without a second slash all that follows is taken; false: what begins here is a path.
func (s *scanner) slashes(t *token) bool {
	for at := s.at + 1; at < len(s.in); at++ {
		if s.in[at] == '\\' {
			at++
			continue
		}
		if s.in[at] != '/' {
			continue
		}
		end := at + 1
		for end < len(s.in) && strings.ContainsRune("ims", s.in[end]) {
			end++
		}
		if end == len(s.in) || blank(s.in[end]) || s.in[end] == ')' {
			t.pattern, t.flags = true, string(s.in[at+1:end])
			t.text = strings.ReplaceAll(string(s.in[s.at+1:at]), `\/`, "/")
			s.at = end
			return true
		}
	}
	word := s.at
	for word < len(s.in) && !blank(s.in[word]) {
		word++
	}
	if strings.ContainsRune(string(s.in[s.at+1:word]), '/') {
		return false
	}
	t.pattern, t.open, t.text = true, true, string(s.in[s.at+1:])
	s.at = len(s.in)
	return true
}

// bare reads a word, or field:word, or field:"…", or field:/…/.
func (s *scanner) bare(t *token) {
	start := s.at
	for s.at < len(s.in) {
		r := s.in[s.at]
		if blank(r) || r == '(' || r == ')' || quoted(r) {
			break
		}
		s.at++
		if r == ':' && t.field == "" && fieldName(s.in[start:s.at-1]) {
			t.field = strings.ToLower(string(s.in[start : s.at-1]))
			start = s.at
			if s.at < len(s.in) && quoted(s.in[s.at]) {
				s.quoted(t)
				return
			}
			if s.at < len(s.in) && s.in[s.at] == '/' && texts(t.field) && s.slashes(t) {
				return
			}
		}
	}
	t.text = string(s.in[start:s.at])
	if cut := strings.TrimRight(t.text, "*"); cut != t.text {
		t.text, t.star = cut, true
	}
}

// fieldName reports that letters before a colon look like the name of a field rather than like "10:30" or an address.
func fieldName(r []rune) bool {
	if len(r) == 0 {
		return false
	}
	for _, c := range r {
		if c > unicode.MaxASCII || !unicode.IsLetter(c) {
			return false
		}
	}
	return true
}

// texts reports that a field is a text, in which a regular expression can be looked for.
func texts(field string) bool { return field == "title" || field == "text" || field == "author" }

// searchable reports that a text has something an index of words holds: a letter, a digit, a sign of a script.
func searchable(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r)
	})
}
