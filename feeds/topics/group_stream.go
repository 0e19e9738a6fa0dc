package topics

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode/utf16"

	"dateline/internal/safe"
)

// ID names a report in JSON: a text, or a number as dateline list prints it, which is taken as its text.
type ID string

// UnmarshalJSON implements json.Unmarshaler.
func (id *ID) UnmarshalJSON(text []byte) error {
	var number json.Number
	if len(text) > 0 && text[0] != '"' && json.Unmarshal(text, &number) == nil {
		*id = ID(number)
		return nil
	}
	if err := json.Unmarshal(text, (*string)(id)); err != nil {
		return errors.New("the id is neither a text nor a number")
	}
	return nil
}

// ReadLine reads a line of JSON into report, a pointer to a struct; its errors are in the words of who wrote the line.
func ReadLine(text []byte, report any) error {
	err := json.Unmarshal(text, report)
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong) && wrong.Field != "":
		return fmt.Errorf("%s wants a text, not a JSON %s", wrong.Field, wrong.Value)
	case errors.As(err, &wrong), errors.As(err, &syntax):
		return errors.New("no JSON object, which each line has to be")
	}
	return err
}

// line is a report as JSON.
type line struct {
	ID        ID     `json:"id"`
	Title     string `json:"title"`
	Summary   string `json:"summary"`
	Published string `json:"published"`
	Source    string `json:"source"`
	Lang      string `json:"lang"`
	Link      string `json:"link"`
	Byline    string `json:"byline"`
}

func (l line) report() Report {
	r := Report{
		ID: string(l.ID), Title: l.Title, Summary: l.Summary, Source: l.Source, Lang: l.Lang, Link: l.Link, Byline: l.Byline,
	}
	r.Published, _ = time.Parse(time.RFC3339, l.Published)
	return r
}

// Group reads one report a line as a JSON object from in (id, title, summary, published, source, lang, link, byline) and
// writes {"id","story"} for each to out before it reads on. published is RFC 3339; what is missing or no date is unknown.
// A line that is no such object, or has no id, ends it with an error that names the line. Empty lines are passed over.
func Group(in io.Reader, out io.Writer) error {
	g := NewGrouper(Corrections{})
	lines := bufio.NewReaderSize(in, 1<<16)
	for n := 1; ; n++ {
		text, err := lines.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return fmt.Errorf("read line %d: %w", n, err)
		}
		answer, bad := g.answer(text)
		if bad != nil {
			return fmt.Errorf("line %d: %w", n, bad)
		}
		if _, err := out.Write(answer); err != nil {
			return fmt.Errorf("write the story of line %d: %w", n, err)
		}
		if err == io.EOF {
			return nil
		}
	}
}

// answer turns a line of input into one of output; an empty one gives nothing.
func (g *Grouper) answer(text []byte) ([]byte, error) {
	if blank(text) {
		return nil, nil
	}
	var l line
	if err := ReadLine(text, &l); err != nil {
		return nil, err
	}
	if l.ID == "" {
		return nil, errors.New("the report has no id")
	}
	id, err := quoted(string(l.ID))
	if err != nil {
		return nil, err
	}
	story, err := quoted(g.Add(l.report()))
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, `{"id":%s,"story":%s}`+"\n", id, story), nil
}

func blank(text []byte) bool {
	for _, c := range text {
		if c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return false
		}
	}
	return true
}

// quoted returns s as a JSON string that harms no terminal: what shows nothing itself is written as an escape.
func quoted(s string) ([]byte, error) {
	b, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	var out []byte
	for _, r := range string(b) {
		switch {
		case !safe.Hidden(r):
			out = append(out, string(r)...)
		case r > 0xffff:
			hi, lo := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, hi, lo)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	}
	return out, nil
}
