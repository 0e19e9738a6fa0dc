package ui

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dateline/feeds/article"
	"dateline/feeds/topics"
	"dateline/store"
)

// bodyArticle is the best text at hand: the page where it was read and is no stub, else what the feed gave.
func (w world) bodyArticle(b store.Body, whole bool) article.Article {
	html := b.Content
	if len(html) < len(b.Summary) {
		html = b.Summary
	}
	fromFeed := article.Fragment(article.Page{
		HTML: []byte(html), URL: b.Story.URL, Title: b.Story.Title, Summary: b.Story.Summary, Rules: w.sites.For(b.Story.URL), Whole: whole,
	})
	if b.Article != nil && 2*words(b.Article.Text) >= words(fromFeed.Text) && strings.TrimSpace(b.Article.Markdown) != "" {
		return *b.Article
	}
	return fromFeed
}

func words(s string) int { return len(strings.Fields(s)) }

// setting is what a text is set by beside its page.
type setting struct {
	topics   []topics.Topic
	now      time.Time
	sites    article.Sites
	justify  bool
	pictures album
	keys     keymap
	lines    int // how many are set, from where one reads on, before a text is shown; the rest follows
}

// setPage sets a story for reading: its head, its text, and what was taken out. With at, only the beginning of it, at least down
// to that place.
func setPage(p page, b store.Body, a article.Article, l setting, at int) setText {
	t := p.theme()
	w := wish{
		width: p.width, theme: t, justify: l.justify, parts: p.parts + 1, shows: p.hidden, hidden: hiddenOf(a), rules: l.sites.For(b.Story.URL), pictures: l.pictures,
	}
	if at >= 0 {
		w.lines, w.at = l.lines, at
	}
	set := setMarkdown(a.Markdown, w)
	if len(set.lines) == 0 {
		set.lines, set.at = []string{t.faint.Render("The feed gave no text.")}, []int{0}
	}
	head := append(headLines(p, b, a, l, t), "")
	lead, shown := leadLines(p, b, a, l, t)
	set.under(append(head, lead...))
	set.shown = append(set.shown, shown...)
	switch {
	case set.partial:
	case set.more, a.Cut:
		set.more, set.cut = true, !set.more
		set.foot("", t.key.Render("more…"))
	default:
		set.foot(hiddenLines(p, a, l.keys, t)...)
	}
	return set
}

// under puts lines above a text.
func (s *setText) under(head []string) {
	s.lines = append(head, s.lines...)
	s.at = append(make([]int, len(head)), s.at...)
	for i := range s.links {
		s.links[i].line += len(head)
	}
	for i := range s.blocks {
		s.blocks[i].first += len(head)
		s.blocks[i].end += len(head)
	}
}

// foot puts lines below a text.
func (s *setText) foot(lines ...string) {
	for _, l := range lines {
		s.lines, s.at = append(s.lines, l), append(s.at, s.chars)
	}
}

// headLines are the title of a story, who wrote it where and when, and its topics.
func headLines(p page, b store.Body, a article.Article, l setting, t theme) []string {
	now := l.now
	var lines []string
	for _, l := range wrapped(b.Story.Title, p.width) {
		lines = append(lines, t.title.Render(l))
	}
	facts := []string{b.Story.Source}
	if by := byline(b.Story.Author, a.Authors); by != "" {
		facts = append(facts, by)
	}
	narrow := p.width < 45
	when := b.Story.Published.In(now.Location())
	facts = append(facts, pick(narrow, ago(now, when), moment(now, when)+" ("+ago(now, when)+")"))
	if n := words(a.Text); n > 0 {
		facts = append(facts, fmt.Sprintf("%d min", max((n+115)/230, 1)))
	}
	if b.Story.Updated {
		facts = append(facts, "updated"+behind(l.keys.of(changed)))
	}
	if narrow { // a small screen has room for the text, or for all of this
		if n := b.Story.Outlets - 1; n > 0 {
			facts = append(facts, fmt.Sprintf("%d %s", n, plural(n, "other", "others"))+behind(l.keys.of(covers)))
		}
	}
	for _, l := range wrapFacts(facts, p.width) {
		lines = append(lines, t.faint.Render(l))
	}
	if !narrow {
		lines = append(lines, topicAndOthers(b.Story, l, p.width, t)...)
	}
	return append(lines, t.rule.Render(strings.Repeat("─", p.width)))
}

// wrapFacts joins facts with dots, as many on a line as fit; a last one that would stand alone takes the one before it along.
func wrapFacts(facts []string, width int) []string {
	const dot, gap = " · ", 3
	var lines [][]string
	used := 0
	for _, f := range facts {
		f = cut(f, width)
		w := ansi.StringWidth(f)
		if n := len(lines) - 1; n >= 0 && used+gap+w <= width {
			lines[n] = append(lines[n], f)
			used += len(dot) - 1 + w
			continue
		}
		lines, used = append(lines, []string{f}), w
	}
	if n := len(lines) - 1; n > 0 && len(lines[n]) == 1 && len(lines[n-1]) > 1 {
		last := len(lines[n-1]) - 1
		if both := []string{lines[n-1][last], lines[n][0]}; ansi.StringWidth(strings.Join(both, dot)) <= width {
			lines[n-1], lines[n] = lines[n-1][:last], both
		}
	}
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = strings.Join(l, dot)
	}
	return out
}

// moment is a day and a time, with the year where it is another.
func moment(now, then time.Time) string {
	return then.Format(pick(then.Year() == now.Year(), "Mon 2 Jan, 15:04", "Mon 2 Jan 2006, 15:04"))
}

func ago(now, then time.Time) string {
	switch a := Age(now, then); {
	case a == "now":
		return "just now"
	case now.Sub(then) < 7*24*time.Hour:
		return a + " ago"
	}
	return fmt.Sprintf("%d days ago", int(now.Sub(then).Hours()/24))
}

// byline names at most three people.
func byline(fromFeed string, fromPage []string) string {
	names := fromPage
	if len(names) == 0 && fromFeed != "" {
		names = []string{fromFeed}
	}
	if len(names) > 3 {
		names = append(names[:3:3], "and others")
	}
	return strings.Join(names, ", ")
}

func topicLine(names []string, all []topics.Topic, width int, t theme) string {
	var b strings.Builder
	used := 0
	for i, name := range names {
		w := ansi.StringWidth(name)
		if i > 0 {
			w += 3
		}
		if used+w > width {
			break
		}
		used += w
		if i > 0 {
			b.WriteString(t.faint.Render(" · "))
		}
		b.WriteString(t.topic(topicIndex(all, name)).Render(name))
	}
	return b.String()
}

// topicAndOthers are the topics of a story, and at the right end how many other outlets report its event; below each other
// where both do not fit.
func topicAndOthers(s store.Story, l setting, width int, t theme) []string {
	others := ""
	if n := s.Outlets - 1; n > 0 {
		others = fmt.Sprintf("also: %d other %s", n, plural(n, "source", "sources")) + behind(l.keys.of(covers))
	}
	line := topicLine(s.Topics, l.topics, width, t)
	used, more := ansi.StringWidth(line), ansi.StringWidth(others)
	switch {
	case line == "" && others == "":
		return nil
	case others == "":
		return []string{line}
	case used > 0 && used+more+2 > width:
		return []string{line, t.faint.Render(cut(others, width))}
	case used == 0:
		return []string{t.faint.Render(cut(others, width))}
	}
	return []string{pad(line, width-more) + t.faint.Render(others)}
}

// behind is a key in brackets, as it stands behind what it shows; "" without a key.
func behind(key string) string {
	if key == "" {
		return ""
	}
	return " (" + key + ")"
}

func topicIndex(all []topics.Topic, name string) int {
	for i := range all {
		if all[i].Name == name {
			return i
		}
	}
	return -1
}

// hiddenLines count what was taken out of a text.
func hiddenLines(p page, a article.Article, keys keymap, t theme) []string {
	facts := hiddenFacts(a)
	if len(facts) == 0 {
		return nil
	}
	sign, does := "▸ ", keys.hint(showHidden, "to show")
	if p.hidden {
		sign, does = "▾ ", keys.hint(showHidden, "to hide")
	}
	out := []string{"", t.rule.Render(strings.Repeat("─", p.width))}
	facts[0] = sign + facts[0]
	wrapped := wrapFacts(facts, p.width)
	for i, l := range wrapped {
		if i == len(wrapped)-1 && ansi.StringWidth(l)+len(does)+2 <= p.width {
			out = append(out, t.faint.Render(pad(l, p.width-len(does)))+t.key.Render(does))
			continue
		}
		out = append(out, t.faint.Render(l))
		if i == len(wrapped)-1 {
			out = append(out, t.key.Render(does))
		}
	}
	return out
}

// hiddenFacts say how many blocks are hidden, of which kinds, and of how many of them nobody is sure; none: nothing is hidden.
func hiddenFacts(a article.Article) []string {
	var facts []string
	for i, k := range a.Counts() {
		fact := fmt.Sprintf("%s %d", k.Kind, k.N)
		if i == 0 {
			fact = fmt.Sprintf("%d %s hidden: ", len(a.Hidden), plural(len(a.Hidden), "block", "blocks")) + fact
		}
		facts = append(facts, fact)
	}
	switch n := len(a.Doubtful); {
	case n > 0 && len(facts) == 0:
		facts = append(facts, fmt.Sprintf("%d %s left out, not for sure", n, plural(n, "block", "blocks")))
	case n > 0:
		facts = append(facts, fmt.Sprintf("not sure about %d more", n))
	}
	return facts
}

// upperFirst gives s a great letter, unless it begins with an address, which stays as it is written.
func upperFirst(s string) string {
	first, _, _ := strings.Cut(s, " ")
	if s == "" || s[0] < 'a' || s[0] > 'z' || strings.Contains(strings.TrimRight(first, ".…"), ".") {
		return s
	}
	return string(s[0]-32) + s[1:]
}
