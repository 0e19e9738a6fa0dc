package newsroom

import (
	"embed"
	"fmt"
	"hash/fnv"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed events/*.txt
var eventFiles embed.FS

// event is something that happened, told by one or more reports. In events/*.txt it looks like this:
//
//	=== quake-aldana
//	storyline: aldana        (only when it is a chapter of a longer story)
//	section: Disasters
//	tags: Earthquakes, Chile
//	place: PUERTO ALDANA, Chile
//
//	[a] A paragraph for every report that names it.
//	[b] ## A heading on {day}
//	- a list
//	- of two
//
//	*** -40m A new entry of the live page
//	Text of the entry.
//
//	--- meridian 2h10m by Nadia Ferrow, Ilan Crewe via Quillwire as wall
//	The headline
//	The lead of this report.
//
//	b a
//	A paragraph that only this report has.
//
// A lead of one letter is a paragraph of the pool: wire copies share it. {day} is the weekday of the first report, in the
// language of the outlet, {day+2} two days later.
type event struct {
	name      string
	storyline string
	desk      string
	tags      []string
	place     string
	live      []entry
	reports   []*report
}

// entry is one entry of a live page.
type entry struct {
	after  time.Duration // of opening; negative: before
	title  string
	blocks []block
}

// report is what one outlet wrote about an event.
type report struct {
	outlet    *outlet
	event     *event
	age       time.Duration // at opening; negative: it comes later
	authors   []string
	agency    string
	as        string // live, wall, robots, missing, model; empty: an ordinary page
	title     string
	lead      string
	blocks    []block // the lead is the first
	slug      string
	number    int
	minutes   int // to read it
	published time.Time
}

// readEvents reads all event files in the order of their names. A slip in them is a slip in the program: it panics.
func readEvents(outlets []*outlet, opened time.Time) []*event {
	names, err := eventFiles.ReadDir("events")
	if err != nil {
		panic(err)
	}
	var all []*event
	for _, name := range names {
		text, err := eventFiles.ReadFile(path.Join("events", name.Name()))
		if err != nil {
			panic(err)
		}
		for _, part := range strings.Split("\n"+stripComments(string(text)), "\n=== ")[1:] {
			e, err := readEvent(part, outlets, opened)
			if err != nil {
				panic(fmt.Sprintf("events/%s: %v", name.Name(), err))
			}
			all = append(all, e)
		}
	}
	return all
}

func readEvent(text string, outlets []*outlet, opened time.Time) (*event, error) {
	parts := strings.Split(text, "\n--- ")
	first := opened.Add(-oldest(parts[1:]))
	head, parts := outlets[0].words.fillDays(parts[0], first), parts[1:]
	head, live, _ := strings.Cut(head, "\n*** ")
	head, pool, _ := strings.Cut(head, "\n\n")
	name, fields, _ := strings.Cut(head, "\n")
	e := &event{name: name, storyline: name}
	for line := range strings.Lines(fields) {
		field, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		if err := e.set(field, strings.TrimSpace(value)); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if err := e.readLive(live); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	paragraphs := readPool(pool)
	for _, part := range parts {
		if err := e.readReport(part, paragraphs, outlets, first); err != nil {
			return nil, fmt.Errorf("%s: %.40q: %w", name, part, err)
		}
	}
	return e, nil
}

// oldest is the greatest age among the heads of reports; readReport complains about those that are none.
func oldest(reports []string) time.Duration {
	var most time.Duration
	for _, part := range reports {
		if fields := strings.Fields(part); len(fields) > 1 {
			age, _ := time.ParseDuration(fields[1])
			most = max(most, age)
		}
	}
	return most
}

func (e *event) set(field, value string) error {
	switch field {
	case "storyline":
		e.storyline = value
	case "section":
		e.desk = value
	case "tags":
		e.tags = splitList(value)
	case "place":
		e.place = value
	default:
		return fmt.Errorf("unknown field %q", field)
	}
	return nil
}

func (e *event) readLive(text string) error {
	if text == "" {
		return nil
	}
	for part := range strings.SplitSeq(text, "\n*** ") {
		head, body, _ := strings.Cut(part, "\n")
		when, title, _ := strings.Cut(head, " ")
		after, err := time.ParseDuration(when)
		if err != nil {
			return err
		}
		e.live = append(e.live, entry{after: after, title: title, blocks: readBlocks(body)})
	}
	return nil
}

// readPool reads the paragraphs that reports share, by their letter.
func readPool(text string) map[string][]block {
	pool := map[string][]block{}
	for _, part := range strings.Split("\n"+text, "\n[")[1:] {
		letter, body, _ := strings.Cut(part, "]")
		pool[letter] = readBlocks(body)
	}
	return pool
}

var reportHead = regexp.MustCompile(`^(\w+) (\S+)(?: by ([^\n]+?))?(?: via (\w+))?(?: as (\w+))?$`)

func (e *event) readReport(text string, pool map[string][]block, outlets []*outlet, first time.Time) error {
	head, rest, _ := strings.Cut(text, "\n")
	title, rest, _ := strings.Cut(rest, "\n")
	lead, body, _ := strings.Cut(rest, "\n\n")
	m := reportHead.FindStringSubmatch(head)
	if m == nil {
		return fmt.Errorf("no report begins with %q", head)
	}
	age, err := time.ParseDuration(m[2])
	if err != nil {
		return err
	}
	i := slices.IndexFunc(outlets, func(o *outlet) bool { return o.key == m[1] })
	if i < 0 {
		return fmt.Errorf("no outlet %q", m[1])
	}
	r := &report{outlet: outlets[i], event: e, age: age, authors: splitList(m[3]), agency: m[4], as: m[5], title: title}
	if r.agency != "" && len(r.authors) == 0 {
		r.authors = []string{r.agency}
	}
	if r.blocks, err = choose(r.outlet.words.fillDays(lead+"\n\n"+body, first), pool); err != nil {
		return err
	}
	r.lead = plainInline(r.blocks[0].text)
	r.slug, r.minutes = slug(title), minutes(r.words())
	h := fnv.New32a()
	h.Write([]byte(r.outlet.key + r.slug))
	r.number = 1000000 + int(h.Sum32()%9000000)
	e.reports = append(e.reports, r)
	return nil
}

// choose puts a report together: letters stand for paragraphs of the pool, everything else is its own.
func choose(text string, pool map[string][]block) ([]block, error) {
	var out []block
	for _, part := range paragraphs(text) {
		if !isLetters(part) {
			out = append(out, readBlocks(part)...)
			continue
		}
		for _, letter := range strings.Fields(part) {
			blocks, ok := pool[letter]
			if !ok {
				return nil, fmt.Errorf("no paragraph %q", letter)
			}
			out = append(out, blocks...)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no text")
	}
	return out, nil
}

// isLetters reports that a line is nothing but letters of paragraphs: "a c b".
func isLetters(line string) bool {
	for word := range strings.FieldsSeq(line) {
		if len(word) > 1 {
			return false
		}
	}
	return true
}

// url is the address of the report's page.
func (r *report) url() string {
	return r.outlet.url(strings.NewReplacer(
		"{section}", slug(r.section()), "{slug}", r.slug, "{number}", strconv.Itoa(r.number),
		"{day}", r.published.Format("2006/01/02"),
	).Replace(r.outlet.path))
}

func (r *report) section() string { return r.outlet.section(r.event.desk) }

// tags are the event's subjects; outlets in other languages than English give none.
func (r *report) tags() []string {
	if r.outlet.speaks() != "en" {
		return nil
	}
	return r.event.tags
}

// updated is the time of the last change: of the newest entry for a live page, else that of publication.
func (r *report) updated(n *Newsroom) time.Time {
	if entries := n.entries(r); len(entries) > 0 {
		return n.opened.Add(entries[0].after)
	}
	return r.published
}

// entries returns what a live page shows by now, newest first; nil for other reports.
func (n *Newsroom) entries(r *report) []entry {
	if r.as != "live" {
		return nil
	}
	var out []entry
	for _, e := range r.event.live {
		if e.after <= n.elapsed() {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b entry) int { return int(b.after - a.after) })
	return out
}
