package feeds

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// repairedJSON is a document without the mistakes that programs make which write JSON by hand: control characters and unknown
// escapes in strings, commas too many or too few, words that are no values, something after the end. What is still wrong then,
// or cut off, is left as it is.
func repairedJSON(doc []byte) []byte {
	r := jsonRepair{out: make([]byte, 0, len(doc)+len(doc)/16), last: '['}
	for i := 0; i < len(doc) && !r.done; {
		switch c := doc[i]; c {
		case ' ', '\t', '\r', '\n':
			i++
		case '"':
			r.value()
			i = r.text(doc, i)
		case '{', '[':
			r.value()
			r.open = append(r.open, c)
			r.put(c)
			i++
		case '}', ']':
			r.close(c)
			i++
		case ',', ':':
			r.separate(c)
			i++
		default:
			r.value()
			i = r.word(doc, i)
		}
	}
	return r.out
}

type jsonRepair struct {
	out  []byte
	open []byte // brackets
	last byte   // what was written: a comma, a colon, an opening bracket, or '"' for any value
	done bool   // the document has ended
}

func (r *jsonRepair) put(c byte) { r.out, r.last = append(r.out, c), c }

// value makes room for a value.
func (r *jsonRepair) value() {
	if r.last == '"' {
		r.put(',')
	}
}

// separate writes a comma or a colon; where no value is before it, it is one too many.
func (r *jsonRepair) separate(c byte) {
	switch {
	case r.last == ':' && c == ',':
		r.out = append(r.out, "null"...)
		fallthrough
	case r.last == '"':
		r.put(c)
	}
}

// close ends an object or a list; a bracket that closes nothing is left out.
func (r *jsonRepair) close(c byte) {
	n := len(r.open) - 1
	if n < 0 || (r.open[n] == '{') != (c == '}') {
		return
	}
	switch r.last {
	case ',':
		r.out = r.out[:len(r.out)-1]
	case ':':
		r.out = append(r.out, "null"...)
	}
	r.open, r.done = r.open[:n], n == 0
	r.put(c)
	r.last = '"'
}

// word writes a number, true, false or null, and null for what is none of them; it returns where the word ends.
func (r *jsonRepair) word(doc []byte, from int) int {
	to := from + 1
	for to < len(doc) && bytes.IndexByte([]byte(" \t\r\n,:{}[]\""), doc[to]) < 0 {
		to++
	}
	if word := doc[from:to]; json.Valid(word) {
		r.out = append(r.out, word...)
	} else {
		r.out = append(r.out, "null"...)
	}
	r.last = '"'
	return to
}

// text writes a string and returns where it ends.
func (r *jsonRepair) text(doc []byte, from int) int {
	r.out, r.last = append(r.out, '"'), '"'
	i := from + 1
	for i < len(doc) {
		switch c := doc[i]; {
		case c == '"':
			r.out = append(r.out, c)
			return i + 1
		case c == '\\' && escapes(doc[i:]):
			r.out = append(r.out, c, doc[i+1])
			i++
		case c == '\\':
		case c < ' ':
			r.out = append(r.out, ' ')
		case c < utf8.RuneSelf:
			r.out = append(r.out, c)
		default:
			char, n := utf8.DecodeRune(doc[i:])
			r.out = utf8.AppendRune(r.out, char)
			i += n - 1
		}
		i++
	}
	return i
}

// escapes reports that s begins with an escape sequence of JSON.
func escapes(s []byte) bool {
	if len(s) < 2 || bytes.IndexByte([]byte(`"\/bfnrtu`), s[1]) < 0 {
		return false
	}
	return s[1] != 'u' || len(s) >= 6 && json.Valid(append(append([]byte{'"'}, s[:6]...), '"'))
}

// brokenJSON are the members of an object that is no JSON: those of the repaired one, or as many as can be read of the one or the
// other. cut tells that it ended before its end.
func brokenJSON(doc []byte) (top map[string]json.RawMessage, cut bool) {
	repaired := repairedJSON(doc)
	if json.Unmarshal(repaired, &top) == nil {
		return top, false
	}
	top, cut = members(doc)
	other, otherCut := members(repaired)
	if elements(other["items"]) > elements(top["items"]) {
		return other, otherCut
	}
	return top, cut
}

// elements is how many a list has.
func elements(list json.RawMessage) int {
	all, _ := firstOfList(list, maxItems)
	return len(all)
}

const jsonSpace = " \t\r\n"

// members are the members of an object as far as they can be read.
func members(doc []byte) (top map[string]json.RawMessage, cut bool) {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(doc, jsonSpace), []byte("{"))
	if !ok {
		return nil, true
	}
	top = map[string]json.RawMessage{}
	for {
		var name string
		key, behind, _ := firstValue(bytes.TrimLeft(rest, ","+jsonSpace))
		if json.Unmarshal(key, &name) != nil {
			break
		}
		if rest, ok = bytes.CutPrefix(bytes.TrimLeft(behind, jsonSpace), []byte(":")); !ok {
			break
		}
		if name == "items" {
			top[name], rest = readableItems(rest)
			continue
		}
		var value json.RawMessage
		if value, rest, ok = firstValue(rest); !ok {
			break
		}
		top[name] = value
	}
	if len(top) == 0 {
		return nil, true
	}
	return top, !bytes.HasPrefix(rest, []byte("}"))
}

// firstValue is the value that s begins with, and what is behind it; or false, and what is behind the part that was looked at.
func firstValue(s []byte) (value json.RawMessage, rest []byte, ok bool) {
	s = bytes.TrimLeft(s, jsonSpace)
	n := extent(s)
	return json.RawMessage(s[:n]), s[n:], json.Valid(s[:n])
}

// extent is how long the value is that s begins with, going by its quotes and brackets; all of s where they do not close.
func extent(s []byte) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			for i++; i < len(s) && s[i] != '"'; i++ {
				if s[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		default:
			if depth > 0 {
				continue
			}
			if n := bytes.IndexAny(s, ",:{}[]\""+jsonSpace); n >= 0 {
				return n
			}
			return len(s)
		}
		if depth <= 0 {
			return min(i+1, len(s))
		}
	}
	return len(s)
}

// readableItems is a list of the elements of a list that can be read, and what is behind it. One that cannot costs only itself:
// what looks like the beginning of the next one is tried.
func readableItems(s []byte) (list json.RawMessage, rest []byte) {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(s, jsonSpace), []byte("["))
	if !ok {
		return nil, s
	}
	list = []byte{'['}
	for patience := 4 * len(s); patience > 0; { // bytes that may be read in vain
		if rest = bytes.TrimLeft(rest, ","+jsonSpace); len(rest) == 0 {
			break
		}
		if rest[0] == ']' {
			rest = rest[1:]
			break
		}
		element, behind, ok := firstValue(rest)
		if !ok {
			patience -= len(element)
			rest = nextObject(rest)
			continue
		}
		if len(list) > 1 {
			list = append(list, ',')
		}
		list, rest = append(list, element...), behind
	}
	return append(list, ']'), rest
}

// nextObject is where another object seems to begin behind the end of one.
func nextObject(s []byte) []byte {
	for {
		at := bytes.IndexByte(s, '}')
		if at < 0 {
			return nil
		}
		s = bytes.TrimLeft(s[at+1:], ","+jsonSpace)
		if len(s) > 0 && s[0] == '{' {
			return s
		}
	}
}
