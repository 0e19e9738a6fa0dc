package ui

import (
	"bytes"
	"os"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// maxParameters is how many parameters of a sequence the library that reads the terminal has room for; it breaks at one more,
// where nothing can catch it.
const maxParameters = 32

// tamed is a terminal whose input has no sequence with more parameters than that, whatever it answers and whoever has put
// something into what is pasted.
type tamed struct {
	*os.File
	separators int // in a row, with nothing but digits in between
}

// Read reads keys and answers (io.Reader).
func (t *tamed) Read(p []byte) (int, error) {
	n, err := t.File.Read(p)
	t.tame(p[:n])
	return n, err
}

// tame makes a digit of each separator that there is no room for.
func (t *tamed) tame(p []byte) {
	for i, c := range p {
		switch {
		case c >= '0' && c <= '9':
		case c != ';' && c != ':':
			t.separators = 0
		case t.separators < maxParameters-1:
			t.separators++
		default:
			p[i] = '0'
		}
	}
}

// composed is a terminal as output. The library draws a frame of nothing, and with it clears what is below the prompt, when its
// clock strikes before the first picture is ready; that clearing is left out.
type composed struct {
	*os.File
	shown bool // the program has the screen
}

// Write writes to the terminal (io.Writer).
func (c *composed) Write(p []byte) (int, error) {
	if c.shown {
		return c.File.Write(p)
	}
	out := bytes.ReplaceAll(p, []byte("\r"+ansi.EraseScreenBelow), nil)
	c.shown = bytes.Contains(p, []byte(ansi.SetModeAltScreenSaveCursor))
	if _, err := c.File.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}

// console is the terminal as input and output, as far as stdin and stdout are one; where they are not, the library looks for one.
func console() (options []tea.ProgramOption) {
	if term.IsTerminal(os.Stdin.Fd()) {
		options = append(options, tea.WithInput(&tamed{File: os.Stdin}))
	}
	if term.IsTerminal(os.Stdout.Fd()) {
		options = append(options, tea.WithOutput(&composed{File: os.Stdout}))
	}
	return options
}
