package main

import (
	"bufio"
	"context"

	"dateline/feeds/topics"
)

func groupCommand() command {
	return command{
		name: "group", short: "tell which reports on stdin are of one event",
		long: `
Reads reports as JSON objects, one a line, in the order of their dates:
id, title, summary, published (RFC 3339), source, lang. Prints {"id","story"}
for each before it reads on; reports with the same story are of one event, whose
name is the id of the first. What dateline list --json prints will do, turned
round (| tac); its ids come back as text.`,
		run: (*program).group,
	}
}

func (p *program) group(_ context.Context, args []string) error {
	words, err := p.parse(p.flags("group"), args)
	switch {
	case err != nil:
		return err
	case len(words) > 0:
		return usage("group reads stdin and takes no words")
	}
	return topics.Group(bufio.NewReader(p.in), p.out)
}
