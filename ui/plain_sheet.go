package ui

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"

	"dateline/internal/safe"
	"dateline/store"
)

// plainSheet is what was printed over the list of stories; a number names one of its lines. The zero sheet is none.
type plainSheet struct {
	place   place
	of      store.Story   // whose coverage it is
	reports []store.Story // stories that are read by their numbers
	lines   []store.Storyline
	states  []store.MuteState
	rows    []feedRow
	mutable []muteLine            // what can be hidden of a story
	print   func()                // prints it again
	pick    func(p *plain, i int) // what a number does; nil: it reads that report
}

// take does what a number stands for.
func (p *plain) take(i int) {
	if p.sheet.pick == nil {
		p.openAt(i)
		return
	}
	p.sheet.pick(p, i)
}

// leadNumber cuts a number off the front of a text; i counts from 0.
func leadNumber(text string) (i int, rest string, ok bool) {
	first, rest, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(first)
	return n - 1, strings.TrimSpace(rest), err == nil && n > 0
}

// numbered is which of n things a command is about, by the number behind it, and what stands behind that. The only one needs no number.
func (p *plain) numbered(words string, n int, what string) (i int, rest string, ok bool) {
	i, rest, ok = leadNumber(words)
	switch {
	case n == 0:
		p.say("There is no " + what + " here.")
		return 0, "", false
	case !ok && n == 1:
		return 0, words, true
	case !ok:
		p.say("Which " + what + "? Its number behind the command says so.")
		return 0, "", false
	case i >= n:
		p.say(fmt.Sprintf("They have the numbers 1 to %d.", n))
		return 0, "", false
	}
	return i, rest, true
}

// over prints a sheet; numbers name its lines from now on.
func (p *plain) over(s plainSheet) {
	p.sheet, p.at, p.reading = s, -1, false
	p.say("")
	s.print()
}

// coverage prints all reports of the story.
func (p *plain) coverage() {
	of := p.story
	msg := answer[coverageMsg](p.w.coverage(of.ID))
	if msg.err != nil {
		p.wrong(msg.err)
		return
	}
	s := plainSheet{place: inCoverage, of: of}
	for _, c := range msg.cover.Reports {
		s.reports = append(s.reports, c.Story)
	}
	s.reports = append(s.reports, msg.earlier...)
	s.print = func() { p.sayCoverage(of, msg) }
	p.over(s)
}

func (p *plain) sayCoverage(of store.Story, msg coverageMsg) {
	n := len(msg.cover.Reports)
	p.say(sentence(fmt.Sprintf("coverage of %s: %d %s", strings.TrimRight(of.Title, "."), n, plural(n, "report", "reports"))))
	if msg.cover.Why != "" {
		p.say(sentence(msg.cover.Why))
	}
	for i, c := range msg.cover.Reports {
		facts := []string{c.Source}
		for _, a := range []string{c.Country, c.Owner} {
			if a != "" {
				facts = append(facts, a)
			}
		}
		p.report(i, c.Story, facts)
		if c.CopyOf != "" {
			p.say("The words of " + c.CopyOf + ".")
		}
		for _, o := range c.Only {
			p.say("Only here: " + o)
		}
	}
	if len(msg.earlier) > 0 {
		p.say("Earlier in this story:")
	}
	for i, s := range msg.earlier {
		p.report(n+i, s, []string{s.Source})
	}
	p.say("A number reads a report, " + p.hint(markAll, "marks all of them as read, ") + p.hint(back, "goes back to the list."))
}

// report prints a report of a story on a line: "2. Storm shuts ports. DW, Germany, 14 min, read."
func (p *plain) report(at int, s store.Story, facts []string) {
	facts = append(facts, p.since(s.Published))
	if s.Read {
		facts = append(facts, "read")
	}
	p.say(fmt.Sprintf("%d. %s. %s.", at+1, strings.TrimRight(s.Title, "."), strings.Join(facts, ", ")))
}

// changes prints what became different in the story.
func (p *plain) changes() {
	msg := answer[changesMsg](p.w.changes(p.story.ID))
	switch {
	case msg.err != nil:
		p.wrong(msg.err)
		return
	case len(msg.changes) == 0:
		p.say("Nothing that matters has changed since it was first seen.")
		return
	}
	for _, c := range msg.changes {
		p.sayAll(sentence(moment(p.w.now(), c.At.In(p.w.now().Location())) + ", " + p.since(c.At) + pick(c.Summary == "", "", ": "+c.Summary)))
		if c.Title != nil {
			p.sayRuns("headline", c.Title)
		}
		for _, runs := range c.Paragraphs {
			p.sayRuns("paragraph", runs)
		}
	}
	p.say("")
}

// sayRuns prints a piece of text as it was and as it is; one that came or went whole, once.
func (p *plain) sayRuns(what string, runs []store.Run) {
	var was, is strings.Builder
	for _, r := range runs {
		if r.Op != store.Added {
			was.WriteString(r.Text + " ")
		}
		if r.Op != store.Removed {
			is.WriteString(r.Text + " ")
		}
	}
	before, now := strings.Join(strings.Fields(was.String()), " "), strings.Join(strings.Fields(is.String()), " ")
	switch {
	case before == "":
		p.sayAll("New " + what + ": " + now)
	case now == "":
		p.sayAll("Gone " + what + ": " + before)
	default:
		p.sayAll("The "+what+" was: "+before, "It is now: "+now)
	}
}

// storylines prints the stories that are followed.
func (p *plain) storylines() {
	msg := answer[linesMsg](p.w.storylines())
	if msg.err != nil {
		p.wrong(msg.err)
		return
	}
	p.over(plainSheet{place: inStorylines, lines: msg.lines, pick: func(p *plain, i int) { p.timeline(strconv.Itoa(i + 1)) }, print: func() {
		if len(msg.lines) == 0 {
			p.say("You follow no story yet: what goes on for days stands here, with its news. " + p.hint(follow, "on a story follows it."))
			return
		}
		p.say(fmt.Sprintf("You follow %d %s.", len(msg.lines), plural(len(msg.lines), "story", "stories")))
		for i, l := range msg.lines {
			facts := []string{fmt.Sprintf("%d %s", l.Stories, plural(l.Stories, "report", "reports"))}
			if l.New > 0 {
				facts = append(facts, fmt.Sprintf("%d new", l.New))
			}
			if !l.Last.IsZero() {
				facts = append(facts, "the last "+p.since(l.Last))
			}
			if l.Pinned {
				facts = append(facts, "pinned")
			}
			p.say(fmt.Sprintf("%d. %s. %s.", i+1, strings.TrimRight(l.Name, "."), upperFirst(strings.Join(facts, ", "))))
		}
		p.say("A number opens a timeline.")
	}})
}

// line is the storyline that the number behind a command names; what stands behind that is left.
func (p *plain) line(words string) (l store.Storyline, rest string, ok bool) {
	if p.sheet.place != inStorylines {
		p.sheet = plainSheet{place: inStorylines, lines: answer[linesMsg](p.w.storylines()).lines}
	}
	i, rest, ok := p.numbered(words, len(p.sheet.lines), "story that you follow")
	if !ok {
		return l, rest, false
	}
	return p.sheet.lines[i], rest, true
}

// timeline prints the reports of a storyline by day.
func (p *plain) timeline(words string) {
	l, _, ok := p.line(words)
	if !ok {
		return
	}
	msg := answer[timelineMsg](p.w.timeline(l.ID))
	if msg.err != nil {
		p.wrong(msg.err)
		return
	}
	fresh := latest(msg.reports, l.New)
	p.over(plainSheet{place: inTimeline, reports: msg.reports, print: func() {
		p.say(sentence(fmt.Sprintf("timeline of %s: %d %s", strings.TrimRight(l.Name, "."), len(msg.reports), plural(len(msg.reports), "report", "reports"))))
		day := ""
		for i, s := range msg.reports {
			if d := dayOf(s.Published, p.w.now()); d != day {
				day = d
				p.say(day + ":")
			}
			facts := []string{s.Source}
			if fresh[s.ID] {
				facts = append(facts, "new")
			}
			p.report(i, s, facts)
		}
	}})
}

func (p *plain) pinLine(words string) {
	if l, _, ok := p.line(words); ok && p.act(func(ctx context.Context) (store.Act, error) { return p.w.db.PinStoryline(ctx, l.ID, !l.Pinned) }) {
		p.storylines()
	}
}

func (p *plain) renameLine(words string) {
	l, name, ok := p.line(words)
	if ok && p.act(func(ctx context.Context) (store.Act, error) { return p.w.db.RenameStoryline(ctx, l.ID, name) }) {
		p.storylines()
	}
}

func (p *plain) dropLine(words string) {
	if l, _, ok := p.line(words); ok && p.tell(answer[actMsg](p.w.dropStoryline(l.ID))) {
		p.storylines()
	}
}

// mutes prints what is muted, until when, and how much that hides.
func (p *plain) mutes() {
	msg := answer[mutesMsg](p.w.mutes())
	if msg.err != nil {
		p.wrong(msg.err)
		return
	}
	p.over(plainSheet{place: inMutes, states: msg.mutes, pick: func(p *plain, i int) { p.lookInto(strconv.Itoa(i + 1)) }, print: func() {
		if len(msg.mutes) == 0 {
			p.say("Nothing is muted. mute on a story lists what of it can be hidden.")
			return
		}
		for i, s := range msg.mutes {
			name := muteName(s.Query)
			if s.Headline != "" {
				name = "the story " + s.Headline
			}
			p.say(fmt.Sprintf("%d. %s. %s%s. It hides %s of today, %s in all.", i+1, upperFirst(safe.Line(name)), upperFirst(muteEnd(s.Until, p.w.now())),
				pick(s.FromConfig, ", from the config", ""), humanize.Comma(int64(s.Today)), humanize.Comma(int64(s.Stories))))
		}
		p.say("A number shows what a mute hides. " + p.hint(liftMute, "and a number lifts it."))
	}})
}

// muted is the mute that the number behind a command names.
func (p *plain) muted(words string) (store.MuteState, bool) {
	if p.sheet.place != inMutes {
		p.sheet = plainSheet{place: inMutes, states: answer[mutesMsg](p.w.mutes()).mutes}
	}
	i, _, ok := p.numbered(words, len(p.sheet.states), "mute")
	if !ok {
		return store.MuteState{}, false
	}
	return p.sheet.states[i], true
}

func (p *plain) lookInto(words string) {
	if s, ok := p.muted(words); ok {
		p.room = store.Latest
		p.narrow(mutedFilter(s))
	}
}

func (p *plain) liftMute(words string) {
	if s, ok := p.muted(words); ok && p.act(func(ctx context.Context) (store.Act, error) { return p.w.db.Lift(ctx, s.ID) }) {
		p.mutes()
	}
}
