package ui

import (
	"fmt"
	"runtime"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"
)

// Crash is a mistake of the program that ended the reader. The terminal is as it was before, and the store can be closed.
type Crash struct {
	Where string // "update", "view" or "command"
	What  string // what Go says of it, when that cannot hold a word of an article; else only its type
	Stack string
}

func (c *Crash) Error() string { return "a mistake of the program stopped it" }

// Crashed makes a Crash of a recovered value; it is to be called by the function that recovers.
func Crashed(where string, value any) *Crash {
	c := &Crash{Where: where, What: fmt.Sprintf("a value of type %T", value), Stack: string(debug.Stack())}
	if err, ok := value.(runtime.Error); ok {
		c.What = err.Error()
	}
	return c
}

// safetyNet runs a model and the commands that it returns so that a panic in any of them ends the program in good order: Bubble Tea would
// print it, with whatever text it holds, over the screen.
type safetyNet struct {
	tea.Model
	crash *Crash
	quit  func() // asks the program to end; must not wait for it
}

// framesASecond is how often a changed screen may be drawn: a key waits for half a frame on average.
const framesASecond = 120

// runCaught runs a model until it ends; a panic in it is a *Crash.
func runCaught(m tea.Model, more ...tea.ProgramOption) error {
	n := &safetyNet{Model: m}
	program := tea.NewProgram(n, append([]tea.ProgramOption{tea.WithFPS(framesASecond)}, more...)...)
	n.quit = func() { go program.Quit() }
	_, err := program.Run()
	if n.crash != nil {
		return n.crash
	}
	return err
}

func (n *safetyNet) Init() tea.Cmd { return caught(n.Model.Init()) }

func (n *safetyNet) Update(msg tea.Msg) (m tea.Model, cmd tea.Cmd) {
	if c, ok := msg.(*Crash); ok && n.crash == nil {
		n.crash = c
	}
	if n.crash != nil {
		return n, tea.Quit
	}
	defer func() {
		if v := recover(); v != nil {
			n.crash, m, cmd = Crashed("update", v), n, tea.Quit
		}
	}()
	_, cmd = n.Model.Update(msg)
	return n, caught(cmd)
}

func (n *safetyNet) View() (v tea.View) {
	if n.crash != nil {
		return v
	}
	defer func() {
		if value := recover(); value != nil {
			n.crash, v = Crashed("view", value), tea.View{}
			n.quit()
		}
	}()
	return n.Model.View()
}

// caught is a command whose panic becomes a message, and so are those of the commands it is made of.
func caught(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if v := recover(); v != nil {
				msg = Crashed("command", v)
			}
		}()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i, c := range batch {
				batch[i] = caught(c)
			}
		}
		return msg
	}
}
