package ui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/feeds/article"
	"dateline/internal/safe"
	"dateline/store"
)

// Pipe is a command that texts are handed to: a program and its arguments, no shell. It reads the text on its standard input.
// What it writes is shown over the text, unless it wants the terminal for itself.
type Pipe struct {
	Name     string
	Command  []string
	Terminal bool
}

// openPipes hands the text to the only command there is, or lets one choose.
func (m *Model) openPipes() tea.Cmd {
	pipes := m.opt.Pipes
	switch {
	case !m.reader.set:
		return nil
	case len(pipes) == 0:
		return m.status.say(`No command to hand the text to: write pipe = ["wc", "-w"] into the config`)
	case len(pipes) == 1:
		return m.pipeTo(pipes[0])
	}
	m.hintBox = &hintBox{
		title: "Hand the text to", foot: "letter, number or enter runs it · esc back",
		choose: func(i int) tea.Cmd { return m.pipeTo(pipes[i]) },
	}
	for _, p := range pipes {
		m.hintBox.lines = append(m.hintBox.lines, hinted{p.Name, strings.Join(p.Command, " ")})
	}
	return nil
}

func (m *Model) pipeTo(p Pipe) tea.Cmd {
	text := plainText(m.reader.story, m.reader.article)
	if p.Terminal {
		return runOnTerminal(p, text)
	}
	return tea.Batch(m.status.say("Running "+p.Name+" …"), m.world.pipe(p, text))
}

// plainText is a story as a command gets it: its title, where it is from, its address, and its paragraphs with empty lines between.
func plainText(s store.Story, a article.Article) string {
	var b strings.Builder
	from := s.Source
	if !s.Published.IsZero() {
		from += " · " + s.Published.Format("2006-01-02 15:04")
	}
	for _, line := range []string{s.Title, from, s.URL} {
		if line = safe.Line(line); line != "" {
			b.WriteString(line + "\n")
		}
	}
	if text := strings.TrimSpace(safe.Text(a.Text)); text != "" {
		b.WriteString("\n" + strings.ReplaceAll(text, "\n", "\n\n") + "\n")
	}
	return b.String()
}

// pipedMsg is what a command made of a text.
type pipedMsg struct {
	name   string
	output string
	err    error
}

// maxOutput is how much of what a command writes is kept, in bytes.
const maxOutput = 1 << 20

// limited keeps the first bytes that are written to it.
type limited struct{ bytes.Buffer }

func (l *limited) Write(b []byte) (int, error) {
	if room := maxOutput - l.Len(); room > 0 {
		l.Buffer.Write(b[:min(len(b), room)])
	}
	return len(b), nil
}

// pipe runs a command over a text and gathers what it writes.
func (w world) pipe(p Pipe, text string) tea.Cmd {
	return func() tea.Msg {
		var out, wrong limited
		cmd, err := pipeCommand(w.ctx, p)
		if err != nil {
			return pipedMsg{name: p.Name, err: err}
		}
		cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(text), &out, &wrong
		if err = cmd.Run(); err != nil && w.ctx.Err() == nil {
			err = pipeError(p, err, wrong.String())
		}
		return pipedMsg{p.Name, out.String(), err}
	}
}

// runOnTerminal leaves the terminal to a command until it ends.
func runOnTerminal(p Pipe, text string) tea.Cmd {
	cmd, err := pipeCommand(context.Background(), p)
	if err != nil {
		return func() tea.Msg { return pipedMsg{name: p.Name, err: err} }
	}
	cmd.Stdin = strings.NewReader(text)
	return tea.ExecProcess(cmd, func(err error) tea.Msg {
		if err != nil {
			err = pipeError(p, err, "")
		}
		return pipedMsg{name: p.Name, err: err}
	})
}

func pipeCommand(ctx context.Context, p Pipe) (*exec.Cmd, error) {
	path, err := exec.LookPath(p.Command[0])
	if err != nil {
		return nil, fmt.Errorf("%s: there is no program %s", p.Name, p.Command[0])
	}
	return exec.CommandContext(ctx, path, p.Command[1:]...), nil
}

// pipeError says what went wrong with a command, with the first line that it wrote about it.
func pipeError(p Pipe, err error, wrote string) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		err = fmt.Errorf("%s ended with %d", filepath.Base(p.Command[0]), exit.ExitCode())
	}
	if line, _, _ := strings.Cut(strings.TrimSpace(wrote), "\n"); line != "" {
		err = fmt.Errorf("%w: %s", err, safe.Line(line))
	}
	return fmt.Errorf("%s: %w", p.Name, err)
}

// gotPiped shows what a command made of the text.
func (m *Model) gotPiped(msg pipedMsg) tea.Cmd {
	output := strings.TrimRight(safe.Text(ansi.Strip(msg.output)), "\n ")
	if output != "" {
		width := min(m.layout.width-2, 84)
		m.box = &scrollBox{title: msg.name, width: width}
		for _, l := range wrapped(output, width-4) {
			m.box.lines = append(m.box.lines, m.theme.text.Render(l))
		}
	}
	switch {
	case msg.err != nil:
		return m.status.warn(m.errorText(msg.err))
	case output == "":
		return m.status.say(upperFirst(msg.name) + " is done")
	}
	m.status.message = ""
	return nil
}

// exportText keeps the story as a Markdown file.
func (m *Model) exportText() tea.Cmd {
	r := &m.reader
	switch {
	case !r.set:
		return nil
	case m.opt.Export == nil:
		return m.status.say("There is no folder for files: set export_dir in the config")
	}
	body := r.body
	return func() tea.Msg {
		path, err := m.opt.Export(body)
		home, _ := os.UserHomeDir()
		return exportedMsg{shortPath(path, home), err}
	}
}

// shortPath is a path with ~ for the reader's home.
func shortPath(path, home string) string {
	if rest, ok := strings.CutPrefix(path, home+string(filepath.Separator)); home != "" && ok {
		return "~" + string(filepath.Separator) + rest
	}
	return path
}

// exportedMsg says where a story went.
type exportedMsg struct {
	path string
	err  error
}

func (m *Model) gotExported(msg exportedMsg) tea.Cmd {
	if msg.err != nil {
		return m.status.warn(m.errorText(msg.err))
	}
	return m.status.say("Kept as " + safe.Line(msg.path))
}
