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

// page is a wish for a story set in a certain way. It is what a set text has to match to be shown.
type page struct {
	id     store.ID
	width  int
	dark   bool
	hidden bool // with what was taken out
	round  int  // grows when the text behind it changed
}

// reader shows one story. A zero reader shows nothing.
type reader struct {
	want    page
	story   store.Story
	body    store.Body
	article article.Article
	lines   []string
	set     bool // lines are of this story, perhaps in an older setting
	offset  int
	fetch   bool   // its page is on the way
	note    string // why the page could not be had
	preview bool   // shown beside the list, not opened
}

// show turns to a story; its text has to be asked for.
func (r *reader) show(s store.Story, width int, dark, preview bool) {
	*r = reader{want: page{id: s.ID, width: width, dark: dark}, story: s, preview: preview}
}

// take accepts a set text; it reports false when another is waited for.
func (r *reader) take(m textMsg, rows int) bool {
	if m.page != r.want {
		return false
	}
	anchor := ""
	if r.set && r.offset > 0 && r.offset < len(r.lines) {
		anchor = firstWords(r.lines[r.offset:])
	}
	before := r.offset
	r.body, r.article, r.lines, r.set = m.body, m.article, m.lines, true
	if m.body.Story.ID != 0 {
		r.story = m.body.Story
	}
	r.note = m.body.ArticleErr
	r.offset = min(before, r.last(rows))
	if anchor != "" {
		r.offset = min(find(r.lines, anchor, before), r.last(rows))
	}
	return true
}

// firstWords is the first words of a text, to find the place again.
func firstWords(lines []string) string {
	for _, l := range lines {
		if f := strings.Fields(ansi.Strip(l)); len(f) >= 3 {
			return strings.Join(f[:3], " ")
		}
	}
	return ""
}

// find is the line that holds the words, the nearest to where they stood; without one, that line itself.
func find(lines []string, words string, near int) int {
	best, distance := near, len(lines)+1
	for i, l := range lines {
		if d := max(i-near, near-i); d < distance && strings.Contains(strings.Join(strings.Fields(ansi.Strip(l)), " "), words) {
			best, distance = i, d
		}
	}
	return best
}

// last is the greatest offset: the end of the text at the bottom of the pane.
func (r *reader) last(rows int) int { return max(0, len(r.lines)-(rows-1)) }

func (r *reader) scroll(by, rows int) { r.offset = max(0, min(r.offset+by, r.last(rows))) }

func (r *reader) atEnd(rows int) bool { return r.offset >= r.last(rows) }

// needsPage reports that the feed gave so little that the page itself is worth asking for.
func (r *reader) needsPage(now time.Time) bool {
	b := r.body
	if b.Article != nil || r.story.URL == "" || r.fetch {
		return false
	}
	if b.ArticleErr != "" && now.Sub(b.ArticleAt) < time.Hour {
		return false
	}
	return words(r.article.Text) < enough
}

// enough is how many words of a feed make a whole text; feeds that give summaries stay far below.
const enough = 200

// bodyArticle is the best text at hand: the page where it was read and is no stub, else what the feed gave.
func bodyArticle(b store.Body) article.Article {
	html := b.Content
	if len(html) < len(b.Summary) {
		html = b.Summary
	}
	fromFeed := article.Fragment(article.Page{HTML: []byte(html), URL: b.Story.URL, Title: b.Story.Title, Summary: b.Story.Summary})
	if b.Article != nil && 2*words(b.Article.Text) >= words(fromFeed.Text) && strings.TrimSpace(b.Article.Markdown) != "" {
		return *b.Article
	}
	return fromFeed
}

func words(s string) int { return len(strings.Fields(s)) }

// pageLines sets a whole story: head, text, and what was hidden.
func pageLines(p page, b store.Body, a article.Article, all []topics.Topic, now time.Time) []string {
	t := newTheme(p.dark)
	lines := headLines(p, b, a, all, now, t)
	text := markdownLines(a.Markdown, p.width, t)
	if len(text) == 0 {
		text = []string{t.faint.Render("The feed gave no text.")}
	}
	lines = append(append(lines, ""), text...)
	return append(lines, hiddenLines(p, a, t)...)
}

// headLines are the title of a story, who wrote it where and when, and its topics.
func headLines(p page, b store.Body, a article.Article, all []topics.Topic, now time.Time, t theme) []string {
	var lines []string
	for _, l := range strings.Split(ansi.Wrap(b.Story.Title, p.width, ""), "\n") {
		lines = append(lines, t.title.Render(l))
	}
	facts := []string{b.Story.Source}
	if by := byline(b.Story.Author, a.Authors); by != "" {
		facts = append(facts, by)
	}
	when := b.Story.Published.In(now.Location())
	facts = append(facts, when.Format("Mon 2 Jan 2006, 15:04")+" ("+ago(now, when)+")")
	if n := words(a.Text); n > 0 {
		facts = append(facts, fmt.Sprintf("%d min", max((n+115)/230, 1)))
	}
	if b.Story.Updated {
		facts = append(facts, "updated")
	}
	for _, l := range wrapFacts(facts, p.width) {
		lines = append(lines, t.faint.Render(l))
	}
	if line := topicLine(b.Story.Topics, all, p.width, t); line != "" {
		lines = append(lines, line)
	}
	return append(lines, t.rule.Render(strings.Repeat("─", p.width)))
}

// wrapFacts joins facts with dots, as many on a line as fit.
func wrapFacts(facts []string, width int) []string {
	var lines []string
	line := ""
	for _, f := range facts {
		f = cut(f, width)
		switch {
		case line == "":
			line = f
		case ansi.StringWidth(line)+3+ansi.StringWidth(f) <= width:
			line += " · " + f
		default:
			lines, line = append(lines, line), f
		}
	}
	return append(lines, line)
}

func ago(now, then time.Time) string {
	switch a := age(now, then); {
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

func topicIndex(all []topics.Topic, name string) int {
	for i := range all {
		if all[i].Name == name {
			return i
		}
	}
	return -1
}

// hiddenLines count what was taken out of a text, or show it, each block with its reason.
func hiddenLines(p page, a article.Article, t theme) []string {
	if len(a.Hidden) == 0 {
		return nil
	}
	kinds := make([]string, 0, 8)
	for _, k := range a.Counts() {
		kinds = append(kinds, fmt.Sprintf("%s %d", k.Kind, k.N))
	}
	what := fmt.Sprintf("%d blocks hidden: ", len(a.Hidden))
	if len(a.Hidden) == 1 {
		what = "1 block hidden: "
	}
	sign, does := "▸ ", "H to show"
	if p.hidden {
		sign, does = "▾ ", "H to hide"
	}
	out := []string{"", t.rule.Render(strings.Repeat("─", p.width))}
	kinds[0] = sign + what + kinds[0]
	wrapped := wrapFacts(kinds, p.width)
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
	if !p.hidden {
		return out
	}
	for _, h := range a.Hidden {
		out = append(out, "", t.chip.Render(cut(h.Kind+" · "+h.Reason, p.width)))
		for _, l := range strings.Split(ansi.Wrap(cut(h.Text, 1200), p.width-2, ""), "\n") {
			out = append(out, "  "+t.faint.Render(l))
		}
	}
	return out
}

// view draws the reader in a pane, exactly rows lines: the text, and one line that says where one is.
func (r *reader) view(l layout, t theme) []string {
	out := make([]string, 0, l.rows)
	margin := strings.Repeat(" ", max((l.readerWidth-r.want.width)/2, 0))
	for i := r.offset; i < len(r.lines) && len(out) < l.rows-1; i++ {
		if r.lines[i] == "" {
			out = append(out, "")
			continue
		}
		out = append(out, margin+r.lines[i])
	}
	if !r.set && r.want.id != 0 {
		for _, line := range strings.Split(ansi.Wrap(r.story.Title, r.want.width, ""), "\n") {
			out = append(out, margin+t.title.Render(line))
		}
	}
	if len(out) > l.rows-1 {
		out = out[:l.rows-1]
	}
	for len(out) < l.rows-1 {
		out = append(out, "")
	}
	return append(out, margin+r.state(l, t))
}

// state is the line below the text: how far one has read, and what goes on with the page.
func (r *reader) state(l layout, t theme) string {
	if r.want.id == 0 {
		return ""
	}
	left := "all"
	if last := r.last(l.rows); last > 0 {
		left = fmt.Sprintf("%d %%", r.offset*100/last)
	}
	left = t.faint.Render(pad(left, 5))
	switch {
	case r.fetch:
		return left + t.faint.Render(cut("fetching the page …", r.want.width-6))
	case r.note != "" && r.body.Article == nil:
		return left + t.warning.Render(cut(upperFirst(r.note)+" · the feed's text is shown · o browser · R try again", r.want.width-6))
	}
	return left
}

func upperFirst(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-32) + s[1:]
}
