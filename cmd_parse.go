package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"dateline/feeds"
	"dateline/internal/safe"
)

// maxInput is the longest document that is read, in bytes.
const maxInput = 10 << 20

func parseCommand() command {
	return command{
		name: "parse", args: "[FILE|-]", short: "read a feed document and print what it says",
		long: `
Reads an RSS, Atom or JSON Feed document from FILE or stdin and prints its
items, one a line: date, address, title.

  --json                one JSON object with all that the document says
  --url URL             where it came from: links are relative to it
  --content-type TYPE   what the server called it

A document that is no feed: one line on stderr, exit status 1.`,
		run: (*program).parseFeed,
	}
}

func (p *program) parseFeed(_ context.Context, args []string) error {
	asJSON, url, contentType := false, "", ""
	set := p.flags("parse")
	set.BoolVar(&asJSON, "json", false, "")
	set.StringVar(&url, "url", "", "")
	set.StringVar(&contentType, "content-type", "", "")
	words, err := p.parse(set, args)
	if err != nil {
		return err
	}
	doc, name, err := p.document(words)
	if err != nil {
		return err
	}
	f, err := feeds.Parse(doc, url, contentType)
	var other feeds.NoFeed
	if errors.As(err, &other) {
		return fmt.Errorf("%s is %s", name, other.What)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if asJSON {
		return feeds.WriteJSON(p.out, f)
	}
	out := bufio.NewWriter(p.out)
	for _, i := range f.Items {
		fmt.Fprintf(out, "%s\t%s\t%s\n", rfc3339(i.Published), safe.Line(i.Link), safe.Line(i.Title))
	}
	return out.Flush()
}

// document reads the file that words name, or stdin, up to maxInput bytes, and says what to call it in messages.
func (p *program) document(words []string) ([]byte, string, error) {
	if len(words) > 1 {
		return nil, "", usage("one file at a time, and here is %s as well", quoted(words[1]))
	}
	name, from := "stdin", p.in
	if len(words) == 1 && words[0] != "-" {
		name = words[0]
		f, err := os.Open(name)
		if err != nil {
			return nil, "", fmt.Errorf("open %s: %w", name, plainCause(err))
		}
		defer f.Close()
		from = f
	}
	doc, err := io.ReadAll(io.LimitReader(from, maxInput+1))
	switch {
	case err != nil:
		return nil, "", fmt.Errorf("read %s: %w", name, plainCause(err))
	case len(doc) > maxInput:
		return nil, "", errors.New(name + ": longer than 10 MB")
	}
	return doc, name, nil
}
