package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/feeds/topics"
	"dateline/internal/safe"
	"dateline/store"
)

func (p *plain) mark(read bool) actMsg {
	p.story.Read = read
	if p.query.Events() && p.sheet.reports == nil {
		return answer[actMsg](p.w.markEvent(p.story.ID, read))
	}
	return answer[actMsg](p.w.markRead(p.story.ID, read))
}

func (p *plain) toggleRead() { p.tell(p.mark(!p.story.Read)) }

func (p *plain) toggleSaved() {
	p.story.Saved = !p.story.Saved
	p.tell(answer[actMsg](p.w.save(p.story.ID, p.story.Saved)))
	if p.story.Saved && !p.opt.ReadOnly {
		if cmd := p.w.keepText(p.story.ID); cmd != nil {
			cmd()
		}
	}
}

// act writes a change of the reader's own and says what it did.
func (p *plain) act(do func(ctx context.Context) (store.Act, error)) bool {
	return p.tell(answer[actMsg](p.w.act(0, "", do)))
}

// edit changes the configuration and says what that did.
func (p *plain) edit(do func(ctx context.Context) (store.Act, error)) bool {
	if no := p.opt.noDesk(); no != "" {
		p.say(sentence(no))
		return false
	}
	return p.act(do)
}

// renew goes on with what the configuration says now.
func (p *plain) renew() {
	msg := answer[setupMsg](p.w.setup(p.opt.Desk))
	if msg.err != nil {
		p.wrong(msg.err)
		return
	}
	p.w = p.w.with(msg.setup)
	if labelled := answer[labelledMsg](p.w.label()); labelled.err != nil {
		p.wrong(labelled.err)
	}
}

// tell says what an act did; false when it did nothing. After a change of the configuration that holds from now on.
func (p *plain) tell(msg actMsg) bool {
	switch {
	case errors.Is(msg.err, errNothing):
		p.say("Nothing to " + pick(msg.verb == "undone", "undo.", "redo."))
	case msg.err != nil:
		p.wrong(msg.err)
	case msg.act.Count == 0:
		p.say("Nothing to change.")
	case msg.verb != "":
		p.say(sentence(msg.verb + ": " + actWords(msg.act)))
	default:
		p.say(sentence(actWords(msg.act)) + " " + p.hint(undo, "takes it back."))
	}
	if msg.err != nil || msg.act.Count == 0 {
		return false
	}
	if msg.act.File != "" {
		p.renew()
	}
	return true
}

func (p *plain) markAll() {
	if p.sheet.place == inCoverage {
		p.tell(answer[actMsg](p.w.markEvent(p.sheet.of.ID, true)))
		return
	}
	p.tell(answer[actMsg](p.w.markList(p.query)))
}

// markRead marks all that a query finds as read.
func (p *plain) markRead(query string) {
	if query == "" {
		p.say("Which stories? A query behind it says so, as in mark-read older:7d.")
		return
	}
	p.tell(answer[actMsg](p.w.markList(store.Query{Room: store.Latest, Words: query})))
}

func (p *plain) toggleFollow() {
	if p.chosen() && p.act(func(ctx context.Context) (store.Act, error) {
		return p.w.db.FollowEvent(ctx, p.story.ID, !p.story.Followed)
	}) {
		p.story.Followed = !p.story.Followed
	}
}

// note writes the note of the story, or prints it.
func (p *plain) note(text string) {
	if !p.chosen() {
		return
	}
	if text != "" {
		p.act(func(ctx context.Context) (store.Act, error) { return p.w.db.SetNote(ctx, p.story.ID, text) })
		return
	}
	msg := answer[textMsg](p.w.body(p.story.ID))
	switch {
	case msg.err != nil:
		p.wrong(msg.err)
	case msg.body.Note == "":
		p.say("No note yet. A text behind the command is one.")
	default:
		for line := range strings.Lines(msg.body.Note) {
			p.say(line)
		}
	}
}

// tag tags the story, or prints its tags and those in use.
func (p *plain) tag(text string) {
	if !p.chosen() {
		return
	}
	if text != "" {
		tags := strings.Split(text, ",")
		p.act(func(ctx context.Context) (store.Act, error) { return p.w.db.SetTags(ctx, p.story.ID, tags) })
		return
	}
	msg := answer[tagsMsg](p.w.tags(p.story))
	if msg.err != nil {
		p.wrong(msg.err)
		return
	}
	p.say(pick(len(msg.story.Tags) == 0, "It has no tags.", "Its tags: "+strings.Join(msg.story.Tags, ", ")+"."))
	var used []string
	for _, t := range msg.all {
		used = append(used, t.Name)
	}
	if len(used) > 0 {
		p.say("In use: " + strings.Join(used, ", ") + ".")
	}
}

// giveTopic gives the story a topic, or takes it away.
func (p *plain) giveTopic(name string) {
	if !p.chosen() {
		return
	}
	names := make([]string, len(p.w.topics))
	for i, t := range p.w.topics {
		names[i] = t.Name
	}
	if name == "" {
		p.say(sentence("The topics are " + strings.Join(names, ", ")))
		p.say(pick(len(p.story.Topics) == 0, "The story has none.", "The story has "+strings.Join(p.story.Topics, ", ")+"."))
		return
	}
	at, ok := p.choice(name, names, "topic")
	if !ok {
		return
	}
	on := !slices.Contains(p.story.Topics, names[at])
	correct := func(ctx context.Context) (store.Act, error) {
		return p.w.db.CorrectTopic(ctx, p.story.ID, names[at], on)
	}
	if !p.act(correct) {
		return
	}
	rest := slices.DeleteFunc(slices.Clone(p.story.Topics), func(t string) bool { return t == names[at] })
	p.story.Topics = pick(on, append(rest, names[at]), rest)
}

// newTopic makes a topic: "Grain: grain deal, wheat*"; it says first how much that would be.
func (p *plain) newTopic(text string) {
	name, words, ok := strings.Cut(text, ":")
	t := topics.Topic{Name: strings.TrimSpace(name), Any: commaWords(words)}
	if !ok || t.Name == "" || len(t.Any) == 0 {
		p.say("A topic is a name and its words, as in new-topic Grain: grain deal, wheat*.")
		if p.story.ID != 0 {
			p.say("Words of the headline: " + strings.ToLower(strings.Join(tellingWords(p.story.Title, 12), ", ")) + ".")
		}
		return
	}
	if msg := answer[topicTryMsg](p.w.topicTry(words)); msg.err == nil {
		p.say(fmt.Sprintf("%d %s.", msg.stories, plural(msg.stories, "story has these words", "stories have these words")))
	}
	p.edit(func(ctx context.Context) (store.Act, error) { return p.opt.Desk.KeepTopic(ctx, t) })
}

// join marks the story, or makes it one with the story that is marked.
func (p *plain) join() {
	switch p.joining {
	case p.story.ID:
		p.joining = 0
		p.say("No longer marked: " + p.story.Title + ".")
	case 0:
		p.joining = p.story.ID
		p.say("Marked: " + p.story.Title + ". " + p.hint(join, "on another story makes both one."))
	default:
		both := []store.ID{p.joining, p.story.ID}
		p.joining = 0
		p.act(func(ctx context.Context) (store.Act, error) { return p.w.db.JoinStories(ctx, both) })
	}
}

// split takes a report out of its story.
func (p *plain) split(words string) {
	if words != "" {
		if i, _, ok := p.numbered(words, p.size(), "report"); !ok || !p.choose(i) {
			return
		}
	}
	if p.chosen() {
		p.act(func(ctx context.Context) (store.Act, error) { return p.w.db.SplitStory(ctx, p.story.ID) })
	}
}

// mute hides what a query finds, for a day unless it says how long. Without one it lists what can be hidden of the story; a number is
// one of these, or without such a list a story.
func (p *plain) mute(text string) {
	query, until, err := mutedUntil(text, p.w.now())
	if err != nil {
		p.wrong(err)
		return
	}
	i, rest, ok := leadNumber(query)
	switch listed := p.sheet.mutable; {
	case ok && rest == "" && i < len(listed):
		query = listed[i].query
	case ok && rest == "" && !p.choose(i):
		return
	case ok && rest == "" || query == "":
		if p.chosen() {
			p.mutable()
		}
		return
	}
	p.act(func(ctx context.Context) (store.Act, error) { return p.w.db.Mute(ctx, query, until) })
}

// mutable lists what can be hidden of the story.
func (p *plain) mutable() {
	p.sheet.mutable = muteLines(p.story)
	for i, l := range p.sheet.mutable {
		l.stories = answer[muteCountMsg](p.w.muteCount(l.query)).stories
		p.say(fmt.Sprintf("%d. %s: %d %s.", i+1, upperFirst(safe.Line(l.says)), l.stories, l.counts()))
	}
	p.say("mute and a number hides that for a day; for a week, for ever or until 2026-12-24 behind it say how long.")
}

// mutedUntil takes how long something is hidden off the end of a text: "for ever" is the zero time, nothing a day.
func mutedUntil(text string, now time.Time) (query string, until time.Time, err error) {
	for _, span := range []struct {
		words string
		until time.Time
	}{{"for a day", now.AddDate(0, 0, 1)}, {"for a week", now.AddDate(0, 0, 7)}, {"for ever", time.Time{}}} {
		if rest, ok := strings.CutSuffix(text, " "+span.words); ok {
			return strings.TrimSpace(rest), span.until, nil
		}
	}
	if i := strings.LastIndex(text, " until "); i >= 0 {
		until, err := lastDay(strings.TrimSpace(text[i+7:]), now)
		return strings.TrimSpace(text[:i]), until, err
	}
	return text, now.AddDate(0, 0, 1), nil
}
