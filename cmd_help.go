package main

import (
	"context"
	"fmt"
	"strings"

	"dateline/store/query"
)

// helpText fits an 80×24 screen together with the list of commands.
const helpText = `dateline · the world's news in the terminal
  dateline [COMMAND] [OPTIONS] [WORDS]    alone: the reader; ? shows its keys

%s
Options, before or right behind the command · help COMMAND, keys, search
  --config FILE    instead of ~/.config/dateline/config.toml
  --store FILE     instead of ~/.local/share/dateline/dateline.db
  --plain          a prompt with numbered headlines · --version · --help
`

// help prints what there is, or what one command does.
func (p *program) help(words []string) error {
	if len(words) == 0 || words[0] == "help" {
		var list strings.Builder
		for _, c := range commands() {
			fmt.Fprintf(&list, "  %-19s %s\n", strings.TrimSpace(c.name+" "+c.args), c.short)
		}
		_, err := fmt.Fprintf(p.out, helpText, list.String())
		return err
	}
	switch words[0] {
	case "keys":
		return p.helpKeys()
	case "feeds":
		if len(words) > 1 {
			return p.feedsCommand(context.Background(), words[1], []string{"--help"})
		}
	case "search":
		_, err := fmt.Fprint(p.out, query.Language())
		return err
	}
	c, err := lookUp(words[0])
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.out, "dateline %s\n\n%s\n", strings.TrimSpace(c.name+" [OPTIONS] "+c.args), strings.TrimSpace(c.long))
	return err
}
