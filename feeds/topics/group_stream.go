package topics

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// line is a report as JSON.
type line struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Summary   string `json:"summary"`
	Published string `json:"published"`
	Source    string `json:"source"`
	Lang      string `json:"lang"`
	Link      string `json:"link"`
	Byline    string `json:"byline"`
}

func (l line) report() Report {
	r := Report{ID: l.ID, Title: l.Title, Summary: l.Summary, Source: l.Source, Lang: l.Lang, Link: l.Link, Byline: l.Byline}
	r.Published, _ = time.Parse(time.RFC3339, l.Published)
	return r
}

// Group reads one report a line as a JSON object from in (id, title, summary, published, source, lang, link, byline) and writes
// {"id","story"} for each to out before it reads on. published is RFC 3339; what is missing or no date is unknown.
// A line that is no such object ends it with an error that names the line.
func Group(in io.Reader, out io.Writer) error {
	g := NewGrouper(Corrections{})
	lines := bufio.NewReaderSize(in, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for n := 1; ; n++ {
		text, err := lines.ReadBytes('\n')
		if len(text) > 1 {
			var l line
			if err := json.Unmarshal(text, &l); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
			answer := struct {
				ID    string `json:"id"`
				Story string `json:"story"`
			}{l.ID, g.Add(l.report())}
			if err := enc.Encode(answer); err != nil {
				return fmt.Errorf("write the story of line %d: %w", n, err)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read line %d: %w", n, err)
		}
	}
}
