package ui

import (
	"context"
	"reflect"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/feeds/article"
	"dateline/store"
)

// What was hidden is shown in place; the keys then go from block to block, and make or lift rules for the site.

// RuleChange is a rule for a site that a reader makes or lifts.
type RuleChange struct {
	Host string // of the site, as it stands in the rules, or is to
	Rule article.Rule
	Keep bool // the block is kept; else hidden
	Lift bool // the rule goes
}

// toggleHidden shows what was taken out of the text, or hides it again.
func (m *Model) toggleHidden() tea.Cmd {
	r := &m.reader
	r.want.hidden = !r.want.hidden
	r.jump, r.chosen = r.want.hidden, -1
	return m.setAgain()
}

// chosenBlock is the block that was chosen; nil: none.
func (r *reader) chosenBlock() *textBlock {
	if !r.have.hidden || r.chosen < 0 || r.chosen >= len(r.blocks) {
		return nil
	}
	return &r.blocks[r.chosen]
}

// rechoose finds the block again that was chosen before the text was set anew; when what was hidden is shown for the first
// time, it goes to the next hidden block.
func (r *reader) rechoose(was *textBlock, rows int) {
	if !r.have.hidden {
		return
	}
	if was != nil {
		best := -1
		for i, b := range r.blocks {
			if b.words == was.words && (best < 0 || distance(i, r.chosen) < distance(best, r.chosen)) {
				best = i
			}
		}
		r.chosen = best
	}
	if r.jump && !r.partial {
		r.jump = false
		r.chosen = r.blockFrom(r.offset, true)
		r.showBlock(rows)
	}
}

func distance(a, b int) int { return max(a-b, b-a) }

// blockFrom is the first block that ends below a line; of the hidden ones, else the last of them; -1: there is none.
func (r *reader) blockFrom(line int, hidden bool) int {
	last := -1
	for i, b := range r.blocks {
		if hidden && b.hidden == nil {
			continue
		}
		last = i
		if b.end > line {
			return i
		}
	}
	return last
}

// sees reports that some of a block is on the screen.
func (r *reader) sees(b *textBlock, rows int) bool {
	return b != nil && b.first < r.offset+rows-1 && b.end > r.offset
}

// showBlock scrolls so that the chosen block is seen, its beginning above all.
func (r *reader) showBlock(rows int) {
	b := r.chosenBlock()
	if b == nil {
		return
	}
	if b.end > r.offset+rows-1 {
		r.offset = b.end - (rows - 1)
	}
	r.offset = max(0, min(r.offset, b.first, r.last(rows)))
	r.moved()
}

// chooseBlock goes on to another block.
func (m *Model) chooseBlock(by int, hidden bool) tea.Cmd {
	r, rows := &m.reader, m.readerLayout().rows
	if !r.have.hidden || len(r.blocks) == 0 {
		return m.scrollText(by)
	}
	if r.chosenBlock() == nil {
		r.chosen = r.blockFrom(r.offset, hidden)
		r.showBlock(rows)
		return nil
	}
	// A block that goes on below the screen is read to its end first.
	if b := r.chosenBlock(); by > 0 && !hidden && b.end > r.offset+rows-1 {
		return m.scrollText(by)
	}
	at := r.chosen
	for step := pick(by < 0, -1, 1); by != 0; by -= step {
		next := at + step
		for next >= 0 && next < len(r.blocks) && hidden && r.blocks[next].hidden == nil {
			next += step
		}
		if next < 0 || next >= len(r.blocks) {
			break
		}
		at = next
	}
	if at == r.chosen {
		return m.scrollText(by)
	}
	r.chosen = at
	r.showBlock(rows)
	return nil
}

// ruleWord says what a rule would do to the block that is chosen.
func (r *reader) ruleWord() string {
	if b := r.chosenBlock(); b != nil && (b.hidden == nil || b.hidden.kept) {
		return "hide such"
	}
	return "keep such"
}

// ruleForBlock keeps a block that was hidden, or hides one that was not, and all like it on this site from now on; where a
// rule of the reader's did that, the rule is lifted.
func (m *Model) ruleForBlock() tea.Cmd {
	r := &m.reader
	b := r.chosenBlock()
	host := bareHost(hostName(r.story.URL))
	switch {
	case b == nil:
		return m.status.say("Choose a block first: " + m.keys.hint(nextBlock, "next") + " · " + m.keys.hint(nextHiddenBlock, "next hidden one"))
	case host == "":
		return m.status.say("This story has no address: there is no site to make a rule for")
	}
	c := ruleChange(m.world.sites, host, r.story.URL, *b)
	if c.Rule == (article.Rule{}) {
		return m.status.say("This block has no words to make a rule of")
	}
	return m.edit(func(ctx context.Context) (store.Act, error) { return m.opt.Desk.ChangeSite(ctx, c) })
}

// ruleChange is what x does to a block.
func ruleChange(sites article.Sites, host, address string, b textBlock) RuleChange {
	rules := sites.For(address)
	hidden := b.hidden != nil && !b.hidden.kept
	if hidden {
		for _, r := range rules.Hide {
			if strings.HasSuffix(b.hidden.Reason, "your rule: "+r.String()) {
				return RuleChange{Host: hostOfRule(sites, host, r, false), Rule: r, Lift: true}
			}
		}
		if r, ok := hides(rules, b.words); ok {
			return RuleChange{Host: hostOfRule(sites, host, r, false), Rule: r, Lift: true}
		}
		return RuleChange{Host: host, Rule: newRule(b.words), Keep: true}
	}
	if r, ok := keeps(rules, b.words); ok {
		return RuleChange{Host: hostOfRule(sites, host, r, true), Rule: r, Keep: true, Lift: true}
	}
	return RuleChange{Host: host, Rule: newRule(b.words)}
}

// hostOfRule is the site, the host or one above it, that has a rule.
func hostOfRule(sites article.Sites, host string, rule article.Rule, keep bool) string {
	for _, s := range sites {
		if host != s.Host && !strings.HasSuffix(host, "."+s.Host) {
			continue
		}
		for _, r := range pick(keep, s.Keep, s.Hide) {
			if r == rule {
				return s.Host
			}
		}
	}
	return host
}

// newRule is a rule that names a block by its words: one of several lines under a short one by that heading, another by its
// first words.
func newRule(words string) article.Rule {
	first, rest, several := strings.Cut(strings.TrimSpace(words), "\n")
	f := strings.Fields(first)
	if several && rest != "" && len(f) <= 8 && len([]rune(first)) <= 80 {
		return article.Rule{Heading: strings.Join(f, " ")}
	}
	n := min(len(f), 10)
	for n > 1 && len([]rune(strings.Join(f[:n], " "))) > 78 {
		n--
	}
	text := strings.Join(f[:n], " ")
	if r := []rune(text); len(r) > 78 {
		text = string(r[:78])
	}
	return article.Rule{Text: text}
}

// String says what a change of a rule means.
func (c RuleChange) String() string {
	return pick(c.Lift, "no longer ", "") + pick(c.Keep, "keep ", "hide ") + c.Rule.String() + " at " + c.Host
}

// changeSites sets the text by rules that have changed. A page is read again for them: rules hold for all of it, and its lists,
// links and headings come back as they were.
func (m *Model) changeSites(sites article.Sites) tea.Cmd {
	if reflect.DeepEqual(sites, m.world.sites) {
		return nil
	}
	m.world.sites = sites
	r := &m.reader
	if r.want.id == 0 {
		return nil
	}
	r.want.round++
	cmd := m.world.text(r.want, m.setting(), r.place().at)
	if r.body.Article != nil && r.story.URL != "" && !r.fetch {
		cmd = tea.Batch(cmd, m.fetchPage())
	}
	return cmd
}
