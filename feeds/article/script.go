package article

import (
	"encoding/json"
	"html"
	"strings"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Pages whose text stands only in a script, as the state from which a program in the browser would build them. Nothing says
// where in it the story is, but its paragraphs stand side by side under the same names.

// The least that a script's text has to be, and how large a script may be.
const (
	minScriptWords = 60
	maxScript      = 4 << 20
)

// passage is the strings that stand under the same names, in their order.
type passage struct {
	texts []string
	words int // of those that read like paragraphs
}

// scriptText returns the body of the story as HTML out of the scripts of a page; "": they hold none.
func scriptText(doc *nethtml.Node) string {
	var best passage
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Script || n.FirstChild == nil || len(n.FirstChild.Data) < 200 || len(n.FirstChild.Data) > maxScript {
			continue
		}
		data := n.FirstChild.Data
		start := strings.IndexAny(data, "{[")
		if start < 0 || start > 200 {
			continue
		}
		if p := longestPassage(data[start:]); p.words > best.words {
			best = p
		}
	}
	if best.words < minScriptWords {
		return ""
	}
	var out strings.Builder
	for _, s := range best.texts {
		if hasMarkup([]byte(s)) {
			out.WriteString(s)
		} else {
			out.WriteString("<p>" + html.EscapeString(s) + "</p>")
		}
	}
	return out.String()
}

// longestPassage reads a value of JSON, and what follows it not, and returns its longest passage.
func longestPassage(data string) passage {
	d := json.NewDecoder(strings.NewReader(data))
	found := map[string]*passage{}
	type level struct {
		list, key bool // a list; in an object: a name comes next
		path      string
	}
	var open []level
	path := ""
	for {
		t, err := d.Token()
		if err != nil {
			break
		}
		top := len(open) - 1
		switch t := t.(type) {
		case json.Delim:
			if t == '{' || t == '[' {
				if len(open) > 60 {
					return passage{}
				}
				open = append(open, level{list: t == '[', key: t == '{', path: path})
				continue
			}
			open = open[:top]
			if top = top - 1; top < 0 { // the end of the first value
				return longestOf(found)
			}
		case string:
			if open[top].key {
				path = open[top].path + "." + t
				open[top].key = false
				continue
			}
			note(found, path, t)
		}
		if top >= 0 {
			path = open[top].path
			open[top].key = !open[top].list
		}
	}
	return longestOf(found)
}

// note adds a string to the passage of its path. A whole text in one string is a passage of its own.
func note(found map[string]*passage, path, text string) {
	if len(found) > 5000 || countWords(text) < 2 {
		return
	}
	p := found[path]
	if p == nil {
		p = &passage{}
		found[path] = p
	}
	switch plain := text; {
	case strings.Count(text, "<p") > 1 || strings.Count(text, "<br") > 2:
		p.words += countWords(plainText([]byte(text)))
	case countWords(plain) >= 12 && sentenceEnd(strings.TrimSpace(plain)) && !strings.ContainsAny(plain, "{}"):
		p.words += countWords(plain)
	}
	if len(p.texts) < maxBlocks {
		p.texts = append(p.texts, text)
	}
}

func longestOf(found map[string]*passage) passage {
	var best passage
	for _, p := range found {
		if p.words > best.words || p.words == best.words && len(p.texts) > 0 && len(best.texts) > 0 && p.texts[0] < best.texts[0] {
			best = *p
		}
	}
	return best
}
