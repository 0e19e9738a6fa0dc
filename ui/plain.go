package ui

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
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
	query   store.Query
	page    store.Page
	printed int // how many headlines of the list have been printed
	at      int // position of the story that commands are about; -1: none yet
	story   store.Story
	reading bool
	body    store.Body

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
		p.begin(false)
		if counts.Stories == 0 && p.refresh != nil {
			p.say("Asking your feeds …")
			_ = p.out.Flush()
			p.say(p.refresh.wait())
			p.refresh = nil
		}
	}
	p.list()
	p.say("A number reads a story. n next unread, ? all commands, q quit.")
}

func (p *plain) stop() {
	if p.refresh != nil {
		p.refresh.run.cancel()
		p.refresh.wait()
	}
}

// say writes a line.
func (p *plain) say(line string) { fmt.Fprintln(p.out, safe.Line(line)) }

// sayAll writes paragraphs with empty lines between them, wrapped to the width of the text.
func (p *plain) sayAll(paragraphs ...string) {
	for _, s := range paragraphs {
		p.say("")
		for _, l := range strings.Split(ansi.Wrap(safe.Line(s), p.width, ""), "\n") {
			p.say(l)
		}
	}
}

func (p *plain) wrong(err error) { p.say(sentence(err.Error())) }

// sentence is s with a great letter and a full stop.
func sentence(s string) string {
	if strings.HasSuffix(s, "…") || strings.HasSuffix(s, ".") {
		return upperFirst(s)
	}
	return upperFirst(s) + "."
}

// answer runs a command to its end.
func answer[T any](cmd tea.Cmd) T {
	msg, _ := cmd().(T)
	return msg
}

// list makes the list of the room anew and prints its first headlines.
func (p *plain) list() {
	p.query = p.filter.query(p.room, p.w.now().Add(-p.opt.FrontAge).Unix())
	msg := answer[listMsg](p.w.list(p.query, 0, headlines, true))
	if msg.err != nil {
		p.wrong(msg.err)
		return
	}
	p.query, p.page, p.printed, p.at, p.reading = msg.page.Query, msg.page, 0, -1, false
	p.say("")
	p.say(p.heading())
	p.more()
}

// heading says which list is printed: "Front page, Ukraine: 22 stories, 18 unread".
func (p *plain) heading() string {
	name := ""
	for _, r := range rooms {
		if r.room == p.room {
			name = r.name
		}
	}
	if len(p.filter) > 0 {
		name += ", " + strings.TrimSuffix(p.filter.line(), " ✕")
	}
	if p.page.Total == 0 {
		return name + ": nothing" + pick(p.room == store.Saved, " saved yet", "") + "."
	}
	return fmt.Sprintf("%s: %s %s, %s unread.", name, some(p.page.Total, p.page.More), plural(p.page.Total, "story", "stories"),
		some(p.page.Unread, p.page.More))
}

// more prints the next headlines of the list.
func (p *plain) more() {
	if p.printed >= p.page.Total {
		if p.page.Total > 0 {
			p.say("That is all.")
		}
		return
	}
	msg := answer[listMsg](p.w.window(p.query, p.printed, headlines))
	if msg.err != nil {
		p.wrong(msg.err)
		return
	}
	for i, s := range msg.page.Stories {
		p.headline(p.printed+i, s)
	}
	p.printed += len(msg.page.Stories)
	if left := p.page.Total - p.printed; left > 0 && len(msg.page.Stories) > 0 {
		p.say(fmt.Sprintf("%s more: press enter.", humanize.Comma(int64(left))))
	}
}

// headline prints a story on a line: "3. Storm shuts ports. DW and 6 others, 14 min, Weather, read."
func (p *plain) headline(at int, s store.Story) {
	facts := []string{s.Source}
	if n := s.Outlets - 1; n > 0 {
		facts[0] += fmt.Sprintf(" and %d %s", n, plural(n, "other", "others"))
	}
	facts = append(facts, Age(p.w.now(), lastReport(s)))
	facts = append(facts, s.Topics...)
	for _, mark := range []struct {
		on   bool
		word string
	}{{s.Read, "read"}, {s.Saved, "saved"}, {s.Updated, "updated"}} {
		if mark.on {
			facts = append(facts, mark.word)
		}
	}
	p.say(fmt.Sprintf("%d. %s. %s.", at+1, strings.TrimRight(s.Title, "."), strings.Join(facts, ", ")))
}

// command does what a line says: a number opens a story, an empty line prints more, anything else is a key or a command by its name,
// with words behind some.
func (p *plain) command(line string) {
	line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), ":"))
	if n, err := strconv.Atoi(line); err == nil && n > 0 {
		p.openAt(n - 1)
		return
	}
	name, words, _ := strings.Cut(line, " ")
	if rest, ok := strings.CutPrefix(line, "/"); ok {
		name, words = "/", rest
	}
	words = strings.TrimSpace(words)
	switch a, names := p.find(name); {
	case line == "":
		p.more()
	case name == "mark-read" && words != "":
		p.tell(answer[actMsg](p.w.markList(store.Query{Room: store.Latest, Words: words})))
	case a != none:
		for _, v := range plainVerbs() {
			if v.action == a {
				v.do(p, words)
				return
			}
		}
		p.say(sentence("not in plain mode: " + p.keys.bound[p.keys.at[a]].help))
	case len(names) > 1:
		p.say("Which of " + strings.Join(names, ", ") + "?")
	default:
		p.say("No command " + strconv.Quote(cut(name, 30)) + ". ? lists them.")
	}
}

// find is the action of a key, of a name, or of the beginning of one name only; else the names that begin so.
func (p *plain) find(name string) (action, []string) {
	where := pick(p.reading, inReader, inList)
	if a, _ := p.keys.look(where, name); a != none {
		return a, nil
	}
	if a, _ := p.keys.look(inList, name); a != none { // a key of the list, while a text is read
		return a, nil
	}
	var begin []string
	found := none
	for _, v := range plainVerbs() {
		b := p.keys.bound[p.keys.at[v.action]]
		if b.name == name || len(b.keys) > 0 && b.keys[0] == name {
			return b.action, nil
		}
		if name != "" && strings.HasPrefix(b.name, name) && b.action != markAll { // that one is to be written out
			begin, found = append(begin, b.name), b.action
		}
	}
	if len(begin) != 1 {
		return none, begin
	}
	return found, nil
}

// backgroundRefresh is a refresh that goes on while somebody reads.
type backgroundRefresh struct {
	run    *refreshRun
	result chan string
	told   string
}

// begin starts a refresh, unless there is nothing to ask.
func (p *plain) begin(force bool) {
	if len(p.w.sources) == 0 || p.refresh != nil {
		return
	}
	run, next := p.w.refresh(p.w.sources, force)
	b := &backgroundRefresh{run: run, result: make(chan string, 1)}
	p.refresh = b
	go func() {
		sum := refreshing{total: len(p.w.sources)}
		for msg, ok := next().(reportsMsg); ok; msg, ok = run.next().(reportsMsg) {
			sum.take(msg.reports)
			if msg.done {
				break
			}
		}
		words := fmt.Sprintf("%s new %s", humanize.Comma(int64(sum.added)), plural(sum.added, "story", "stories"))
		if sum.failed > 0 {
			words += fmt.Sprintf(", %d %s in trouble", sum.failed, plural(sum.failed, "feed", "feeds"))
		}
		switch {
		case run.crash != nil:
			words = upperFirst(run.crash.Error())
		case run.err != nil:
			words = upperFirst(run.err.Error())
		}
		b.result <- words + "."
	}()
}

// wait is what came of a refresh, when it is over.
func (b *backgroundRefresh) wait() string {
	if b.told == "" {
		b.told = <-b.result
	}
	return b.told
}

// news tells of a refresh that has ended since the last command.
func (p *plain) news() {
	if p.refresh == nil {
		return
	}
	select {
	case words := <-p.refresh.result:
		p.refresh = nil
		if !strings.HasPrefix(words, "0 new stories.") {
			p.say(words + " front-page shows the list anew.")
		}
	default:
	}
}
