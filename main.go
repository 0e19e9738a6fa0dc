// Dateline reads the world's news in the terminal. Without a command it opens the reader; its commands are the stations
// of the same pipeline as Unix filters: they say little, print plain lines or JSON, and leave with 0, 1 or 2.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/signal"
	"os/user"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"

	"dateline/internal/safe"
	"dateline/ui"
)

const version = "0.1.0"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	findHome()
	p := program{stdio: terminal(), now: time.Now}
	status := p.exit(ctx, p.runCaught(ctx, os.Args[1:]))
	stop()
	os.Exit(status)
}

// findHome sets HOME where it is not, to what the system knows of the user.
func findHome() {
	if os.Getenv("HOME") != "" {
		return
	}
	if u, err := user.Current(); err == nil && u.HomeDir != "" {
		_ = os.Setenv("HOME", u.HomeDir) // whoever needs a home says that there is none
	}
}

// stdio is the world outside as a command sees it.
type stdio struct {
	in       io.Reader
	out, err io.Writer
	terminal bool // out is one: cut lines, colours, the reader
	width    int  // columns of the terminal
	dumb     bool // it can do nothing but print lines
	echo     bool // what is read is no terminal's: a transcript repeats it
}

func terminal() stdio {
	s := stdio{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, terminal: term.IsTerminal(os.Stdout.Fd()),
		dumb: os.Getenv("TERM") == "dumb", echo: !term.IsTerminal(os.Stdin.Fd()),
	}
	if w, _, err := term.GetSize(os.Stdout.Fd()); err == nil {
		s.width = w
	}
	return s
}

// program is one run of dateline.
type program struct {
	stdio
	now       func() time.Time
	transport http.RoundTripper // nil: the network
	config    string            // file of the configuration; "": the usual place
	store     string            // file of the store; "": the usual place
	plain     bool              // a prompt and lines of text instead of a screen
	inDemo    bool              // the newsroom stands in for the network
}

// command is one word after dateline.
type command struct {
	name, args, short string
	long              string // what help says below the usage line
	run               func(p *program, ctx context.Context, args []string) error
}

// commands are all of them, in the order of the help.
func commands() []command {
	return []command{
		refreshCommand(), listCommand(), markCommand(), readCommand(), sitesCommand(), feedsCommand(), parseCommand(),
		groupCommand(), labelCommand(), themesCommand(), exportCommand(), backupCommand(), restoreCommand(), storeCommand(), demoCommand(),
	}
}

// usageError is a command line that says nothing we can do: exit status 2.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func usage(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// run does what the arguments say.
func (p *program) run(ctx context.Context, args []string) error {
	showVersion := false
	set := p.flags("dateline")
	set.BoolVar(&showVersion, "version", false, "")
	set.BoolVar(&p.plain, "plain", false, "")
	args, err := p.parse(set, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return p.help(nil)
	case err != nil:
		return err
	case showVersion:
		_, err := fmt.Fprintln(p.out, versionLine())
		return err
	case len(args) == 0:
		return p.runReader(ctx)
	case args[0] == "help":
		return p.help(args[1:])
	}
	c, err := lookUp(args[0])
	if err != nil {
		return err
	}
	err = c.run(p, ctx, args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return p.help([]string{c.name})
	}
	return err
}

func lookUp(name string) (command, error) {
	names := []string{"help"}
	for _, c := range commands() {
		if c.name == name {
			return c, nil
		}
		names = append(names, c.name)
	}
	if near := nearest(name, names); near != "" {
		return command{}, usage("no command %s · did you mean %s?", quoted(name), near)
	}
	return command{}, usage("no command %s · dateline help lists them", quoted(name))
}

// flags starts the flags of a command with those that every one of them takes.
func (p *program) flags(name string) *flag.FlagSet {
	set := flag.NewFlagSet(name, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&p.config, "config", p.config, "")
	set.StringVar(&p.store, "store", p.store, "")
	return set
}

// optionWords puts what package flag says into the words of this program.
var optionWords = strings.NewReplacer(
	"flag provided but not defined: -", "unknown option --",
	"flag needs an argument: -", "a value is missing for --",
	"invalid value ", "cannot read ", "invalid boolean value ", "cannot read ",
	" for flag -", " as the value of --", " for -", " as the value of --", ": parse error", "",
)

// parse reads flags up to the first word, so that "-sport" behind a word stays a word.
func (p *program) parse(set *flag.FlagSet, args []string) ([]string, error) {
	err := set.Parse(args)
	switch {
	case err == nil:
		return set.Args(), nil
	case errors.Is(err, flag.ErrHelp):
		return nil, err
	}
	hint := "dateline help"
	if set.Name() != "dateline" {
		hint += " " + set.Name()
	}
	return nil, usage("%s · %s", optionWords.Replace(err.Error()), hint)
}

// exit tells what went wrong and returns the exit status. A run that was interrupted has nothing to tell.
func (p *program) exit(ctx context.Context, err error) int {
	var wrong configError
	var misused usageError
	var crash *ui.Crash
	switch {
	case err == nil:
		return 0
	case errors.As(err, &crash):
		fmt.Fprintln(p.err, "dateline: "+safe.Line(p.reportCrash(crash)))
		return 1
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		return 130
	case errors.As(err, &wrong):
		for _, line := range wrong {
			fmt.Fprintln(p.err, safe.Line(line))
		}
		return 1
	}
	fmt.Fprintln(p.err, "dateline: "+safe.Line(err.Error()))
	if errors.As(err, &misused) {
		return 2
	}
	return 1
}

// plainCause drops the operation and the path from an error of the file system: the caller has named them.
func plainCause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// versionLine is the version, the commit it was built from where that is known, and the Go release.
func versionLine() string {
	line := "dateline " + version
	if b, ok := debug.ReadBuildInfo(); ok {
		for _, s := range b.Settings {
			if s.Key == "vcs.revision" && len(s.Value) > 9 {
				line += " (" + s.Value[:9] + ")"
			}
		}
	}
	return line + " " + runtime.Version()
}
