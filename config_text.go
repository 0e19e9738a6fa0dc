package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"

	"dateline/store"
	"dateline/ui"
)

// pipe takes the command that texts are handed to, as it stands alone.
func (p *configParser) pipe(v value) {
	p.Pipes = nil
	var command []string
	p.command(&command, v)
	if len(command) > 0 && command[0] != "" {
		p.Pipes = []ui.Pipe{{Name: filepath.Base(command[0]), Command: command}}
	}
}

// pipes reads [[pipes]].
func (p *configParser) pipes(tables []table) {
	first := map[string]int{} // name → line
	for _, t := range tables {
		var c ui.Pipe
		for _, v := range t.values {
			switch v.key {
			case "name":
				p.name(&c.Name, v)
			case "command":
				p.command(&c.Command, v)
			case "terminal":
				p.boolean(&c.Terminal, v)
			default:
				p.unknown(v.line, "key", "pipes", v.key, "name", "command", "terminal")
			}
		}
		if c.Name == "" && len(c.Command) > 0 {
			c.Name = filepath.Base(c.Command[0])
		}
		switch {
		case !t.has("command"):
			p.wrong(t.line, `pipes.command is missing: the program and its arguments, ["wc", "-w"]`)
		case len(c.Command) == 0 || c.Command[0] == "":
			p.wrong(t.line, "pipes.command is empty")
		case first[c.Name] != 0:
			p.wrong(t.line, "pipes.name: there is a command %s already in line %d", quoted(c.Name), first[c.Name])
		default:
			first[c.Name] = t.line
			p.Pipes = append(p.Pipes, c)
		}
	}
}

// folder takes the name of a folder; ~/ is the reader's home, "" the usual one.
func (p *configParser) folder(to *string, v value) {
	s, ok := p.text(v)
	if !ok {
		return
	}
	rest, home := strings.CutPrefix(s, "~/")
	switch {
	case home:
		folder, err := os.UserHomeDir()
		if err != nil {
			p.wrong(v.line, "%s: where ~ is cannot be found out", v.path())
			return
		}
		s = filepath.Join(folder, rest)
	case s != "" && !filepath.IsAbs(s):
		p.wrong(v.line, "%s: wants a folder that begins with / or ~/, not %s", v.path(), quoted(s))
		return
	}
	*to = s
}

// exportFolder is where e puts its files.
func (c Config) exportFolder() string {
	if c.ExportDir != "" {
		return c.ExportDir
	}
	xdg.Reload()
	return filepath.Join(xdg.UserDirs.Documents, "dateline")
}

// keeper keeps stories in a folder as dateline export does, and returns their paths. A file that is there and says something else,
// because the story or the reader's note has changed, or somebody wrote into it, is left alone: the new one gets a number.
func keeper(folder string) func(store.Body) (string, error) {
	return func(b store.Body) (string, error) {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return "", fmt.Errorf("make the folder %s: %w", folder, plainCause(err))
		}
		text := b.Markdown()
		name := strings.TrimSuffix(fileName(b.Story), ".md")
		for n := 1; n < 1000; n++ {
			path := filepath.Join(folder, name+".md")
			if n > 1 {
				path = filepath.Join(folder, fmt.Sprintf("%s (%d).md", name, n))
			}
			err := exporter{}.write(path, text)
			if !errors.Is(err, store.ErrExists) {
				return path, err
			}
			if old, err := os.ReadFile(path); err == nil && string(old) == text {
				return path, nil
			}
		}
		return "", fmt.Errorf("%s holds a thousand files of that story", folder)
	}
}
