package newsroom

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed outlets.txt
var outletsText string

// outlet is an invented newspaper, magazine or site, as outlets.txt describes it.
type outlet struct {
	key        string
	name       string
	host       string
	language   string // BCP 47
	region     string
	motto      string
	feed       string // path of the feed
	format     string // rss, atom or json
	body       string // what the feed gives: summary, full or both
	path       string // of a report; {section}, {slug}, {number}, {day} are filled in
	page       string // name of the page template
	validators string // both, etag or modified
	trouble    string // slow or broken; empty: none
	sections   []string
	words      words
	reports    []*report // newest first
}

// readOutlets reads outlets.txt: paragraphs of "field: value" lines, the first line being the key.
func readOutlets() []*outlet {
	dictionary := readWords()
	var all []*outlet
	for para := range strings.SplitSeq(strings.TrimSpace(stripComments(outletsText)), "\n\n") {
		key, rest, _ := strings.Cut(strings.TrimSpace(para), "\n")
		o := &outlet{key: key}
		for line := range strings.SplitSeq(rest, "\n") {
			name, value, _ := strings.Cut(line, ":")
			o.set(name, strings.TrimSpace(value))
		}
		o.words = dictionary[o.speaks()]
		all = append(all, o)
	}
	return all
}

func (o *outlet) set(name, value string) {
	fields := map[string]*string{
		"name": &o.name, "host": &o.host, "language": &o.language, "region": &o.region, "motto": &o.motto,
		"feed": &o.feed, "format": &o.format, "body": &o.body, "path": &o.path, "page": &o.page,
		"validators": &o.validators, "trouble": &o.trouble,
	}
	if name == "sections" {
		o.sections = splitList(value)
		return
	}
	field, ok := fields[name]
	if !ok {
		panic(fmt.Sprintf("outlets.txt: %s: unknown field %q", o.key, name))
	}
	*field = value
}

// url returns the absolute address of a path on the outlet's host.
func (o *outlet) url(path string) string {
	return "https://" + o.host + path
}

// speaks is the two-letter language of the outlet.
func (o *outlet) speaks() string {
	lang, _, _ := strings.Cut(o.language, "-")
	return lang
}

// section returns the outlet's own name for a desk ("Disasters"): English outlets use it as it is, the others
// translate it with words.txt.
func (o *outlet) section(desk string) string {
	if name := o.words.get("desk " + desk); name != "" {
		return name
	}
	return desk
}

// stripComments drops lines that begin with #, and one blank line at the top that they leave.
func stripComments(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "# ") {
			b.WriteString(line)
		}
	}
	return b.String()
}

func splitList(s string) []string {
	var out []string
	for item := range strings.SplitSeq(s, ",") {
		if item = strings.TrimSpace(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}
