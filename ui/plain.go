package ui

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/dustin/go-humanize"

	"dateline/internal/safe"
	"dateline/store"
)

// plain is the reader for screen readers and terminals that can do nothing: numbered headlines and a prompt that takes the keys and
// the commands of the other face. It writes lines of text and nothing else, and only when it was asked something.
type plain struct {
	opt   Options
	w     world
	keys  keymap
	out   *bufio.Writer
	width int

	room    store.Room
	filter  filter
	order   [4]store.Order // of each room
	query   store.Query
	page    store.Page
	printed int        // how many headlines of the list have been printed
	sheet   plainSheet // what was printed over the list, and numbers name now
	at      int        // position of the story that commands are about; -1: none yet
	story   store.Story
	reading bool
	body    store.Body
	joining store.ID // the story that the next one is joined with

	refresh *backgroundRefresh
	leaving bool
}

// headlines is how many are printed at once.
const headlines = 20

// RunPlain reads commands from in, a line each, until it ends or one of them quits. echo repeats them, for a transcript where in is no
// terminal.
func RunPlain(ctx context.Context, o Options, in io.Reader, out io.Writer, echo bool) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	m := New(ctx, o)
	p := &plain{opt: m.opt, w: m.world, keys: m.keys, out: bufio.NewWriter(out), width: m.opt.Width, at: -1}
	p.start()
	defer func() { p.stop() }()
	for lines := readLines(ctx, in); ; {
		p.news()
		fmt.Fprint(p.out, "> ")
		if err := p.out.Flush(); err != nil {
			return fmt.Errorf("write: %w", err)
		}
		line, ok := next(ctx, lines)
		if !ok {
			p.say("")
			return errors.Join(p.out.Flush(), ctx.Err())
		}
		if echo {
			p.say(line)
		}
		if p.command(line); p.leaving {
			return p.out.Flush()
		}
	}
}

// readLines hands over the lines of in until it ends or ctx does.
func readLines(ctx context.Context, in io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(in); s.Scan(); {
			select {
			case lines <- safe.Line(s.Text()):
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

// next waits for a line; ok is false when there are no more, or ctx has ended.
func next(ctx context.Context, lines <-chan string) (line string, ok bool) {
	select {
	case line, ok = <-lines:
	case <-ctx.Done():
	}
	return line, ok
}

// start shows the front page. The feeds that are due are asked meanwhile; where there is nothing to read yet they are waited for.
func (p *plain) start() {
	now := p.w.now()
	counts := answer[countsMsg](p.w.counts()).counts
	p.say("Dateline" + pick(p.opt.Demo, " demo", "") + ". " + now.Format("Monday 2 January 2006, 15:04") + ".")
	if !p.opt.ReadOnly {
		if msg := answer[labelledMsg](p.w.label()); msg.err != nil {
			p.wrong(msg.err)
		}
		if at := time.Time(answer[visitMsg](p.w.visit())); !at.IsZero() {
			p.w.lastVisit = at.UnixMilli()
			if n, err := p.w.fresh(p.w.ctx); err == nil && n > 0 {
				p.say(fmt.Sprintf("%s new since %s.", humanize.Comma(int64(n)), moment(now, at.In(now.Location()))))
			}
		}
		p.begin(p.w.sources, false)
		if counts.Stories == 0 && p.refresh != nil {
			p.say("Asking your feeds …")
			_ = p.out.Flush()
			p.say(p.refresh.wait())
			p.refresh = nil
		}
	}
	p.list()
	p.say("A number reads a story. " + p.hint(nextUnread, "reads the next unread one, ") + p.hint(help, "lists all commands, ") + p.hint(leave, "quits."))
}

func (p *plain) stop() {
	if p.refresh != nil {
		p.refresh.run.cancel()
		p.refresh.wait()
	}
	p.w.endVisit()
}

// say writes a line.
func (p *plain) say(line string) { fmt.Fprintln(p.out, safe.Line(line)) }

// sayAll writes paragraphs with empty lines between them, wrapped to the width of the text.
func (p *plain) sayAll(paragraphs ...string) {
	for _, s := range paragraphs {
		p.say("")
		for _, l := range wrapped(safe.Line(s), p.width) {
			p.say(l)
		}
	}
}

func (p *plain) wrong(err error) { p.say(sentence(err.Error())) }

// hint says which command does something: by its key where that is a letter or a sign, else by its name.
func (p *plain) hint(a action, does string) string {
	b := p.keys.bound[p.keys.at[a]]
	for _, k := range b.keys {
		if len(k) == 1 {
			return k + " " + does
		}
	}
	return b.name + " " + does
}

// sentence is s with a great letter and a full stop, the dots between its parts as commas.
func sentence(s string) string {
	s = strings.NewReplacer(": · ", ", ", " · ", ", ").Replace(s)
	if s != "" && strings.ContainsAny(s[len(s)-1:], ".?") || strings.HasSuffix(s, "…") {
		return upperFirst(s)
	}
	return upperFirst(s) + "."
}

// answer runs a command to its end.
func answer[T any](cmd tea.Cmd) T {
	msg, _ := cmd().(T)
	return msg
}

// command does what a line says: a number takes what was printed with it, an empty line prints more, anything else is a key or a command
// by its name, with words behind some.
func (p *plain) command(line string) {
	line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), ":"))
	if n, err := strconv.Atoi(line); err == nil && n > 0 {
		p.take(n - 1)
		return
	}
	if line == "" {
		p.more()
		return
	}
	name, words, _ := strings.Cut(line, " ")
	if rest, ok := strings.CutPrefix(line, "/"); ok {
		name, words = "/", rest
	}
	v, names := p.find(name)
	switch a := p.key(name); {
	case v != nil:
		v.do(p, strings.TrimSpace(words))
	case a != none:
		p.say(sentence("not in plain mode: " + p.keys.bound[p.keys.at[a]].help))
	case len(names) > 1:
		p.say("Which of " + strings.Join(names, ", ") + "?")
	default:
		p.say("No command " + strconv.Quote(cut(name, 30)) + ". " + p.hint(help, "lists them."))
	}
}

// key is the action of a key: in the text that was read, over what was printed last, in the list, last in the text of the story that
// was named.
func (p *plain) key(name string) action {
	for _, where := range []place{pick(p.reading, inReader, p.sheet.place), p.sheet.place, inList, inReader} {
		if a, _ := p.keys.look(where, name); a != none {
			return a
		}
	}
	return none
}

// find is the command of a key, of a name, or of the beginning of one name only; else the names that begin so.
func (p *plain) find(name string) (*plainVerb, []string) {
	var begin []string
	var found *plainVerb
	a := p.key(name)
	for _, v := range plainVerbs() {
		full := v.called(p.keys)
		if full == name || a != none && v.action == a {
			return &v, nil
		}
		if strings.HasPrefix(full, name) && v.action != markAll { // that one is to be written out
			begin, found = append(begin, full), &v
		}
	}
	if len(begin) != 1 || a != none {
		return nil, begin
	}
	return found, nil
}
