package newsroom

import (
	_ "embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

//go:embed words.txt
var wordsText string

// words is the furniture of pages in one language. Lines may repeat: navigation, comments, teasers.
type words map[string][]string

// readWords reads words.txt: "[language]" lines, then "name: value" lines.
func readWords() map[string]words {
	all := map[string]words{}
	var w words
	for line := range strings.SplitSeq(wordsText, "\n") {
		if lang, ok := strings.CutPrefix(line, "["); ok {
			w = words{}
			all[strings.TrimSuffix(lang, "]")] = w
			continue
		}
		name, value, ok := strings.Cut(line, ": ")
		if ok && !strings.HasPrefix(line, "# ") {
			w[name] = append(w[name], value)
		}
	}
	return all
}

// get is the first line of that name, or "".
func (w words) get(name string) string {
	if lines := w[name]; len(lines) > 0 {
		return lines[0]
	}
	return ""
}

// teaser is a line that wants to be clicked: section, headline and reading time.
type teaser struct {
	Section, Title, Href, Picture string
	Minutes                       int
	Read                          string // "3 min read"
}

// teasers reads the lines "Section | Headline | minutes" of that name.
func (o *outlet) teasers(name string) []teaser {
	var out []teaser
	for _, line := range o.words[name] {
		part := strings.Split(line, " | ")
		n, err := strconv.Atoi(part[2])
		if err != nil {
			panic(fmt.Sprintf("words.txt: %s: %v", line, err))
		}
		out = append(out, o.teaser(part[0], part[1], o.url("/"+slug(part[0])+"/"+slug(part[1])), n))
	}
	return out
}

func (o *outlet) teaser(section, title, href string, n int) teaser {
	return teaser{
		Section: section, Title: title, Href: href, Minutes: n,
		Read:    strings.ReplaceAll(o.words.get("minutes"), "{n}", strconv.Itoa(n)),
		Picture: o.url("/pictures/" + slug(title) + ".png"),
	}
}

// say is a line of furniture about the outlet or its report.
func (r *report) say(name string) string { return r.filler().Replace(r.outlet.words.get(name)) }

// filler puts names and numbers of a report into lines of furniture.
func (r *report) filler() *strings.Replacer {
	author := r.outlet.name
	if len(r.authors) > 0 {
		author = r.authors[0]
	}
	return strings.NewReplacer("{name}", r.outlet.name, "{section}", r.section(), "{author}", author,
		"{agency}", r.agency, "{n}", strconv.Itoa(r.minutes))
}

// date is a moment as the outlet prints it, in UTC.
func (o *outlet) date(t time.Time) string { return t.UTC().Format(o.words.get("date")) }

var weekday = regexp.MustCompile(`\{day([+-]\d)?\}`)

// fillDays puts the names of weekdays into a text: {day} is that of the moment, {day+2} two days later.
func (w words) fillDays(text string, t time.Time) string {
	names := splitList(w.get("weekdays"))
	return weekday.ReplaceAllStringFunc(text, func(mark string) string {
		shift, _ := strconv.Atoi(weekday.FindStringSubmatch(mark)[1]) // none is 0
		return names[t.AddDate(0, 0, shift).Weekday()]
	})
}
