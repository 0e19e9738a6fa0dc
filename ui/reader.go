package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/feeds/article"
	"dateline/store"
)

// page is a wish for a story set in a certain way. It is what a set text has to match to be shown.
type page struct {
	id     store.ID
	width  int
	look   *theme // the theme; nil: the default one
	hidden bool   // with what was taken out
	parts  int    // how often more of a long text was wanted
	whole  bool   // all of a text that was cut when it was cleaned
	album  int    // which pictures are at hand; grows with them, 0: none are shown
	round  int    // grows when the text behind it changed
}

// reader shows one story. A zero reader shows nothing.
type reader struct {
	want    page
	story   store.Story
	body    store.Body
	article article.Article
	setText
	set     bool // lines are of this story, perhaps in an older setting
	offset  int
	have    page      // what lines are a setting of
	jump    bool      // to what was hidden, once it is set
	chosen  int       // of blocks, while what was hidden is shown; -1: none
	resume  textPlace // where to go on, as soon as that part of the text is there
	anchor  textPlace // where one was before the text was set anew, as long as nobody moves: so that it does not creep
	places  map[store.ID]textPlace
	fetch   bool    // its page is on the way
	note    string  // why the page could not be had
	vain    string  // the same, when the store does not say it: the page was asked for since the story was opened, and is not again by itself
	preview bool    // shown beside the list, not opened
	rest    tea.Cmd // sets what follows the beginning that is set; nil: all is, or is being set
	find    *textFind
}

// textPlace is where a reader is in a text: the characters above the first line on the screen, and that line's first words
// and number.
type textPlace struct {
	at    int
	words string
	line  int
}

// show turns to a story; its text has to be asked for. Where the one before was left is remembered.
func (r *reader) show(s store.Story, want page, preview bool) {
	places := r.places
	if places == nil {
		places = map[store.ID]textPlace{}
	}
	if r.set && !r.preview {
		places[r.want.id] = r.place()
	}
	*r = reader{want: want, story: s, preview: preview, places: places, resume: places[s.ID], chosen: -1}
}

// place is where one is in the text.
func (r *reader) place() textPlace {
	if r.anchor != (textPlace{}) {
		return r.anchor
	}
	if r.offset == 0 || r.offset >= len(r.lines) {
		return textPlace{}
	}
	return textPlace{r.at[r.offset], firstWords(r.lines[r.offset:min(len(r.lines), r.offset+4)]), r.offset}
}

// take accepts a set text; it reports false when another is waited for.
func (r *reader) take(m textMsg, rows int) bool {
	if m.page != r.want || m.rest && r.have != m.page {
		return false
	}
	at := r.place()
	same := r.set && r.article.Markdown == m.article.Markdown
	switch {
	case r.resume != (textPlace{}):
		at, same = r.resume, r.resume.words == ""
	case !r.set && m.body.Place > 0:
		at = textPlace{at: m.body.Place}
		r.resume, same = at, true
	}
	if r.anchor = at; !same {
		r.anchor = textPlace{}
	}
	chosen := r.chosenBlock()
	moves := r.have.round != m.page.round && r.sees(chosen, rows) // a line that is kept now stands where its page has it
	r.have = m.page
	r.body, r.article, r.setText, r.set = m.body, m.article, m.set, true
	if m.body.Story.ID != 0 {
		read := r.story.Read // by the reader's key, which the store may hear of later
		r.story = m.body.Story
		r.story.Read = read
	}
	if r.note = m.body.ArticleErr; r.note == "" {
		r.note = r.vain
	}
	r.goTo(at, same, rows)
	r.rechoose(chosen, rows)
	if b := r.chosenBlock(); moves && b != nil && !r.sees(b, rows) {
		r.showBlock(rows)
	}
	return true
}

// goTo goes to a place in the text as it is set now. A place that is further down than the text is long waits for the rest.
func (r *reader) goTo(at textPlace, same bool, rows int) {
	line := at.line
	if same && at.at > 0 {
		line = r.lineAt(at)
	} else if at.words != "" {
		if found, ok := find(r.lines, at.words, at.line); ok {
			line, r.resume = found, textPlace{}
		}
	}
	r.offset = max(0, min(line, r.last(rows)))
	if !r.partial && at.at <= r.chars {
		r.resume = textPlace{}
	}
}

// lineAt is the line of a place: among those above which the same characters stand, the one that begins with its words.
func (r *reader) lineAt(p textPlace) int {
	if n := p.line; n > 0 && n < len(r.at) && r.at[n] == p.at && firstWords(r.lines[n:min(len(r.lines), n+4)]) == p.words {
		return n // as it was
	}
	line := 0
	for i, at := range r.at {
		switch {
		case at > p.at:
			return line
		case at > r.at[line] || line == 0:
			line = i
		case p.words != "" && strings.HasPrefix(firstWords(r.lines[i:i+1]), p.words):
			line = i
		}
	}
	return line
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

// find is the line that holds the words, the nearest to where they stood.
func find(lines []string, words string, near int) (line int, ok bool) {
	best, distance := near, len(lines)+near+1
	for i, l := range lines {
		if d := max(i-near, near-i); d < distance && strings.Contains(strings.Join(strings.Fields(ansi.Strip(l)), " ")+" ", words) {
			best, distance, ok = i, d, true
		}
	}
	return best, ok
}

// last is the greatest offset: the end of the text at the bottom of the pane.
func (r *reader) last(rows int) int { return max(0, len(r.lines)-(rows-1)) }

// moved forgets the places that were to be gone back to: the reader has chosen another.
func (r *reader) moved() { r.resume, r.anchor = textPlace{}, textPlace{} }

func (r *reader) scroll(by, rows int) {
	r.offset = max(0, min(r.offset+by, r.last(rows)))
	r.moved()
}

func (r *reader) atEnd(rows int) bool { return r.offset >= r.last(rows) && !r.more && !r.partial }

// view draws the reader in a pane, exactly rows lines: the text, and one line that says where one is.
func (r *reader) view(l layout, t theme, keys keymap) []string {
	out := make([]string, 0, l.rows)
	margin := strings.Repeat(" ", max((l.readerWidth-r.want.width)/2, 0))
	bar := margin
	if n := len(margin) - 2; n >= 0 {
		bar = margin[:n] + t.bar.Render("▌") + " "
	}
	block := r.chosenBlock()
	for i := r.offset; i < len(r.lines) && len(out) < l.rows-1; i++ {
		line := r.lines[i]
		if marks := r.find.marks(i, t); len(marks) > 0 {
			line = lipgloss.StyleRanges(line, marks...)
		}
		switch {
		case block != nil && i >= block.first && i < block.end:
			out = append(out, bar+line)
		case line == "":
			out = append(out, "")
		default:
			out = append(out, margin+line)
		}
	}
	if !r.set && r.want.id != 0 {
		for _, line := range wrapped(r.story.Title, r.want.width) {
			out = append(out, margin+t.title.Render(line))
		}
	}
	if len(out) > l.rows-1 {
		out = out[:l.rows-1]
	}
	for len(out) < l.rows-1 {
		out = append(out, "")
	}
	if l.bare {
		return append(out, "")
	}
	return append(out, margin+r.state(l, t, keys))
}

// state is the line below the text: how far one has read, and what goes on with the page.
func (r *reader) state(l layout, t theme, keys keymap) string {
	if r.want.id == 0 {
		return ""
	}
	left := "all"
	if last := r.last(l.rows); last > 0 {
		left = fmt.Sprintf("%d %%", r.offset*100/last)
	}
	left = t.faint.Render(pad(left, 5))
	switch {
	case r.find != nil && !r.find.typing:
		return left + t.match.Render(r.find.count()) + t.faint.Render(cut(" “"+r.find.words+"”", r.want.width-16))
	case r.preview && r.set && r.body.Article == nil && words(r.article.Text) < enough && r.story.URL != "":
		return left + t.key.Render(keys.of(open)) + t.faint.Render(" reads the whole story")
	case r.fetch:
		return left + t.faint.Render(cut("fetching the page …", r.want.width-6))
	case r.note != "" && r.body.Article == nil:
		does := " · " + keys.hint(browse, "browser") + " · " + keys.hint(refreshPage, "try again")
		said := upperFirst(r.note) + " · the feed's text is shown"
		return left + t.warning.Render(cut(cut(said, r.want.width-6-ansi.StringWidth(does))+does, r.want.width-6))
	}
	return left
}
