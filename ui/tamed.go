package ui

import (
	"os"

	tea "charm.land/bubbletea/v2"
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

// keyboard is the terminal as input; none where stdin is something else: the library looks for a terminal then.
func keyboard() []tea.ProgramOption {
	if !term.IsTerminal(os.Stdin.Fd()) {
		return nil
	}
	return []tea.ProgramOption{tea.WithInput(&tamed{File: os.Stdin})}
}
