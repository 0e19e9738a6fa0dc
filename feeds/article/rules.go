package article

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// story is the kept text of a page under the rules: the blocks in page order, of which some are kept.
//
// The rules, in their order: the head (what the reader draws itself), closed lines, sections of other stories, prompts,
// lines that are only links, the tail. Bullets, quotes, tables and what a witness has are not dropped for looks alone.
type story struct {
	blocks  []*block
	says    map[*block]saying
	title   string
	site    string
	authors []string
	page    bool // a whole page: there is a judge's opinion of every block
	news    bool // which says that it is an article: no forum, no list, no documentation
	known   []Standing
	asks    map[*block]string // what lines in boxes ask for, as far as they were asked
}

// drop hides b as kind, because of reason, unless the reader wants it.
func (s *story) drop(b *block, kind, reason string) {
	if b.wish == wishKept {
		return
	}
	b.keep, b.kind, b.reason = false, kind, reason
}

func (s *story) say(b *block) saying {
	x, ok := s.says[b]
	if !ok {
		x = say(b.text)
		s.says[b] = x
	}
	return x
}

// kept are the kept blocks of text, in order.
func (s *story) kept() []*block {
	var out []*block
	for _, b := range s.blocks {
		if b.keep && b.shape != media {
			out = append(out, b)
		}
	}
	return out
}

// clean applies the rules.
func (s *story) clean() {
	s.head()
	s.boxes()
	s.closed(false)
	s.sections()
	s.comments()
	s.closed(true)
	s.teasers()
	s.prompts()
	s.linkLines()
	s.tail()
	s.standing(s.known)
	s.loneHeadings()
}

// head drops what repeats the title, the site, the authors and the date before the text begins.
func (s *story) head() {
	for i, b := range s.kept() {
		switch {
		case i < 12 && s.title != "" && b.words > 1 && sameWords(b.text, s.title):
			s.drop(b, KindRepeated, "the title again")
		case i < 3 && s.site != "" && sameWords(b.text, s.site):
			s.drop(b, KindRepeated, "the name of the site")
		case i < 8 && b.words <= 16 && !b.told && s.isByline(b.text):
			s.drop(b, KindRepeated, "the byline again")
		case i < 8 && b.words <= 14 && b.shape != heading && isDateLine(b.text):
			s.drop(b, KindRepeated, "the date again")
		}
	}
}

func sameWords(a, b string) bool {
	return strings.Join(wordsOf(a), " ") == strings.Join(wordsOf(b), " ")
}

// isByline reports a line that is made of the authors' names and the words that go with them.
func (s *story) isByline(line string) bool {
	words := wordsOf(line)
	if len(words) == 0 {
		return false
	}
	names := map[string]bool{}
	for _, a := range append([]string{s.site}, s.authors...) {
		for _, w := range wordsOf(a) {
			names[w] = true
		}
	}
	hits, rest := 0, 0
	for _, w := range words {
		switch {
		case names[w]:
			hits++
		case bylineWord(w):
		default:
			rest++
		}
	}
	return hits > 0 && rest == 0 || byWords().MatchString(line) && hits > 0 && rest <= 3
}

func bylineWord(w string) bool {
	switch w {
	case "by", "von", "par", "por", "di", "da", "door", "av", "af", "przez", "and", "und", "et", "y", "e", "en",
		"och", "og", "from", "for", "of", "the",
		"in", "at", "staff", "writer", "reporter", "correspondent", "editor", "senior", "written", "published", "updated", "text", "автор", "и":
		return true
	}
	return len(w) < 3 || strings.Trim(w, "0123456789") == ""
}

// isDateLine reports a line that is a date, with or without a time and words such as "Published".
func isDateLine(line string) bool {
	t := textDate(line)
	if t.IsZero() {
		return false
	}
	other := 0
	for _, w := range wordsOf(line) {
		if strings.Trim(w, "0123456789") != "" && monthOf(w) == 0 && len(w) > 3 && !dateWord(w) {
			other++
		}
	}
	return other == 0
}

func dateWord(w string) bool {
	for _, p := range []string{
		"publi", "updat", "post", "last", "modif", "aktual", "veröff", "stand", "mis",
		"actual", "aggior", "atual", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mont", "dien", "mitt", "donn",
		"frei", "sams", "lundi", "mardi", "mercr", "jeudi", "vendr", "same", "diman", "lunes", "marte", "mierc",
		"miérc", "juev", "viern", "sábad", "domin", "segun", "terç", "quart", "quint", "sext", "gmt", "uhr",
		"from", "date",
	} {
		if strings.HasPrefix(w, p) {
			return true
		}
	}
	return false
}

// closed drops the lines that can only be furniture, also several of them glued together. Those that may also start a
// section of other stories wait for the second time, after the sections.
func (s *story) closed(again bool) {
	for _, b := range s.kept() {
		if b.words > 60 || b.told && b.words > 6 {
			continue
		}
		x := s.say(b)
		if x.has(familyKeep) || x.has(familyHeading) && !again {
			continue
		}
		if x[familyClosed] == KindRelated && b.words == 1 && !b.linkOnly() && !strings.ContainsAny(b.text, ":…»>.") {
			continue // "More" may be a true word
		}
		if x.has(familyClosed) && !(b.shape == heading && b.words < 2 && s.page) {
			s.drop(b, x[familyClosed], closedReason(x[familyClosed]))
			continue
		}
		if kind := gluedClosed(b.text); kind != "" {
			s.drop(b, kind, closedReason(kind))
			continue
		}
		if at := readingTimeAt(b.text); at >= 0 && b.words <= 24 && b.shape != heading && (at == 0 || at < 3 ||
			isGlued(b.text[:at]) || b.linkOnly()) {
			if at < 3 {
				s.drop(b, KindReading, "a reading time")
			}
		}
	}
}

func closedReason(kind string) string {
	switch kind {
	case KindLicensing:
		return "a line about printing, licences or corrections"
	case KindPreferred:
		return "an invitation to prefer this site on Google"
	case KindSharing:
		return "a button for sharing"
	case KindAd:
		return "a mark of an advertisement"
	case KindReading:
		return "a reading time"
	case KindCopyright:
		return "a line about the copyright"
	case KindFollow:
		return "an invitation to follow"
	case KindPlayer:
		return "a button of a player"
	case KindComments:
		return "a button of the comments"
	}
	return "a line of the page, not of the story"
}

// gluedClosed returns the kind of a line that is made of closed lines, glued together or with spaces between, or "".
func gluedClosed(line string) string {
	if letters(line) > 300 {
		return ""
	}
	if kind := barredClosed(line); kind != "" {
		return kind
	}
	for _, parts := range [][]string{splitGlue(line), splitCapitals(line)} {
		if len(parts) < 2 || len(parts) > 12 {
			continue
		}
		if kinds, ok := coverClosed(parts); ok {
			return kinds[0]
		}
	}
	return ""
}

// barredClosed returns the kind of a line of which every piece between bars, dots or slashes is a closed line or a heading
// of other stories, or "".
func barredClosed(line string) string {
	kind := ""
	parts := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("|·•/›»–", r) })
	for _, p := range parts {
		x := say(p)
		k := first(x[familyClosed], x[familyHeading])
		if k == "" || x.has(familyKeep) {
			return ""
		}
		kind = first(kind, k)
	}
	if len(parts) < 2 {
		return ""
	}
	return kind
}

// splitCapitals cuts a line before every word that begins with a capital: where closed lines with spaces between could part.
func splitCapitals(line string) []string {
	var out []string
	for _, w := range strings.Fields(line) {
		if r, _ := utf8.DecodeRuneInString(w); len(out) > 0 && !unicode.IsUpper(r) {
			out[len(out)-1] += " " + w
			continue
		}
		out = append(out, w)
	}
	return out
}

// coverClosed joins parts so that every piece is a closed line, and returns the kinds of the pieces.
func coverClosed(parts []string) ([]string, bool) {
	if len(parts) == 0 {
		return nil, true
	}
	for n := min(6, len(parts)); n >= 1; n-- {
		x := say(strings.Join(parts[:n], " "))
		if !x.has(familyClosed) {
			x = say(strings.Join(parts[:n], ""))
		}
		if !x.has(familyClosed) {
			continue
		}
		if rest, ok := coverClosed(parts[n:]); ok {
			return append([]string{x[familyClosed]}, rest...), true
		}
	}
	return nil, false
}

// splitGlue cuts a line where a small letter, a digit or the end of a sentence meets a capital without a space.
func splitGlue(line string) []string {
	var out []string
	start := 0
	prev, before := ' ', ' '
	for i, r := range line {
		if i > 0 && unicode.IsUpper(r) && gluesBefore(prev, before) {
			next, _ := utf8.DecodeRuneInString(line[i+utf8.RuneLen(r):])
			if !camel(line[start:i], r, next) {
				out = append(out, strings.TrimSpace(line[start:i]))
				start = i
			}
		}
		prev, before = r, prev
	}
	return append(out, strings.TrimSpace(line[start:]))
}

// gluesBefore reports that a capital cannot follow here in plain writing.
func gluesBefore(prev, before rune) bool {
	switch {
	case unicode.IsLower(prev), prev == ')' || prev == '”' || prev == '»' || prev == '!' || prev == '?' || prev == '…':
		return true
	case prev == '.':
		return !unicode.IsUpper(before) // U.S.A stays
	case unicode.IsDigit(prev):
		return false
	}
	return false
}

// camel reports names that have a capital inside, such as McDonald, MacKenzie, YouTube, iPhone, eBay.
func camel(part string, r, next rune) bool {
	w := part[strings.LastIndexFunc(part, unicode.IsSpace)+1:]
	low := strings.ToLower(w)
	if n := letters(w); n <= 1 || n == 2 && (low == "mc" || low == "de" || low == "di" || low == "la" ||
		low == "le" || low == "o'") || low == "mac" || low == "fitz" {
		return true
	}
	for _, brand := range []string{
		"you", "face", "linked", "tik", "whats", "git", "pay", "snap", "open", "mid",
		"you", "hub", "deep", "space", "data", "black", "master", "air",
	} {
		if low == brand && unicode.IsLower(next) {
			return brandTail(brand, r)
		}
	}
	return false
}

func brandTail(brand string, r rune) bool {
	tails := map[string]string{
		"you": "TG", "face": "T", "linked": "I", "tik": "T", "whats": "A", "git": "HL",
		"pay": "P", "snap": "C", "open": "A", "mid": "J", "hub": "S", "deep": "MS", "space": "X", "data": "B",
		"black": "RB", "master": "C", "air": "BTP",
	}
	return strings.ContainsRune(tails[brand], r)
}

// isGlued reports that a capital follows a small letter somewhere.
func isGlued(line string) bool { return len(splitGlue(line)) > 1 }

// paragraph reports a block that is a real paragraph of a story.
func (s *story) paragraph(b *block) bool {
	return b.words >= 18 && sentenceEnd(b.text) && b.linked*2 < b.words && readingTimeAt(b.text) < 0 &&
		!(s.say(b).has(familyPrompt) && b.words < 25)
}

// teaser reports a line such as lists of other stories have.
func (s *story) teaser(b *block) bool {
	return b.linkOnly() || readingTimeAt(b.text) > 0 || isGlued(b.text) && b.words < 25 || !sentenceEnd(b.text) &&
		b.words >= 4 && b.words < 30 || s.say(b).has(familyClosed)
}

// sections drops lists of other stories that stand under a heading of their own.
func (s *story) sections() {
	k := s.kept()
	total, before := 0, 0
	for _, b := range k {
		total += b.words
	}
	for i := 0; i < len(k); i++ {
		b := k[i]
		x := s.say(b)
		if !b.keep || !x.has(familyHeading) || x.has(familyKeep) || b.words > 12 || b.told && b.words > 6 ||
			b.shape == item && !b.linkOnly() && s.page && b.p > 0.6 {
			before += b.words
			continue
		}
		end := i + 1
		for end < len(k) && !s.paragraph(k[end]) && !s.say(k[end]).has(familyKeep) && !(end > i+1 && s.resumes(k[end], k[end-1])) {
			end++
		}
		if end == len(k) && before*10 >= total*4 {
			s.section(b, k[i:end])
			continue
		}
		run := k[i+1 : end]
		if len(run) == 0 && s.emptied(b) {
			s.drop(b, x[familyHeading], fmt.Sprintf("heading of other stories: %q", short(b.text)))
			continue
		}
		teasers, linked := 0, 0
		for _, o := range run {
			if s.teaser(o) {
				teasers++
			}
			if o.linkOnly() || readingTimeAt(o.text) > 0 || isGlued(o.text) {
				linked++
			}
		}
		if teasers >= 2 && teasers*2 >= len(run) && linked > 0 || len(run) == 1 && run[0].linkOnly() {
			s.section(b, k[i:end])
			continue
		}
		if b.linkOnly() && b.words < 5 && !(strings.HasSuffix(b.text, ":") && len(run) > 0 && s.paragraph(run[0])) {
			s.drop(b, x[familyHeading], "a heading of other stories")
		}
		before += b.words
	}
}

// resumes reports that the story goes on with b, a sentence too short for a sure paragraph, after a line that is only a link
// or ends with its reading time.
func (s *story) resumes(b, before *block) bool {
	x := s.say(b)
	return b.words >= 8 && b.linked == 0 && sentenceEnd(b.text) && readingTimeAt(b.text) < 0 && !isGlued(b.text) && b.shape != heading &&
		!x.has(familyHeading) && !x.has(familyClosed) && !x.has(familyPrompt) && (!s.page || b.p > 0.9) &&
		(before.linkOnly() || readingTimeAt(before.text) > 0)
}

// emptied reports a heading of other stories of which the judge has left out all that stood under it, links among it.
func (s *story) emptied(head *block) bool {
	at := slices.Index(s.blocks, head)
	links := 0
	for _, b := range s.blocks[at+1:] {
		if b.shape == media || b.words == 0 {
			continue
		}
		if b.keep {
			break
		}
		if b.linkOnly() && b.words >= 3 || readingTimeAt(b.text) > 0 {
			links++
		}
	}
	return links > 0
}

// underHeading starts the reason of what was taken out because of the heading above it.
const underHeading = "under the heading "

// section drops a heading and what follows it. Headings inside the run start sections of their own.
func (s *story) section(head *block, run []*block) {
	for _, b := range run {
		if !b.keep {
			continue
		}
		x := s.say(b)
		if x.has(familyHeading) && b.words <= 12 {
			head = b
		}
		kind := s.say(head)[familyHeading]
		switch {
		case b == head:
			s.drop(b, kind, fmt.Sprintf("heading of other stories: %q", short(head.text)))
		case x.has(familyClosed) && x[familyClosed] != KindReading && x[familyClosed] != KindRepeated:
			s.drop(b, x[familyClosed], closedReason(x[familyClosed]))
		case x.has(familyPrompt) && x[familyPrompt] != KindRelated && !b.linkOnly():
			s.drop(b, x[familyPrompt], promptReason(x[familyPrompt]))
		default:
			s.drop(b, kind, fmt.Sprintf(underHeading+"%q", short(head.text)))
		}
	}
}

// comments drops what stands under the heading of the comments, when most of the story is before it.
func (s *story) comments() {
	total, before := 0, 0
	for _, b := range s.kept() {
		total += b.words
	}
	opened := false
	for _, b := range s.blocks {
		if b.keep {
			before += b.words
		}
		x := s.say(b)
		opens := x[familyHeading] == KindComments || x[familyClosed] == KindComments && (b.shape == heading ||
			b.text[0] >= '0' && b.text[0] <= '9')
		switch {
		case opens && !b.told && before*100 >= total*45:
			opened = true
			if b.keep {
				s.drop(b, KindComments, "heading of the comments")
			}
		case opened && b.keep && b.shape != media && !b.told && !x.has(familyKeep) && s.p(b) < 0.85:
			s.drop(b, KindComments, "under the heading of the comments")
		}
	}
}

// teaserReason is why headlines with a reading time are taken out.
const teaserReason = "a headline with its reading time"

// teasers drops lines that end with a reading time: the time glued to the headline, or two of them in a row.
func (s *story) teasers() {
	k := s.kept()
	is := func(i int) bool {
		return i >= 0 && i < len(k) && k[i].words <= 30 && k[i].shape != heading && readingTimeAt(k[i].text) > 0
	}
	for i, b := range k {
		if !is(i) || b.told {
			continue
		}
		r, _ := utf8.DecodeLastRuneInString(b.text[:readingTimeAt(b.text)])
		if unicode.IsLetter(r) || is(i-1) || is(i+1) {
			s.drop(b, KindMore, teaserReason)
		}
	}
}

func short(s string) string {
	if letters(s) <= 60 {
		return s
	}
	return string([]rune(s)[:57]) + "…"
}

// prompts drops what asks the reader for something.
func (s *story) prompts() {
	k := s.kept()
	total, before := 0, 0
	for _, b := range k {
		total += b.words
	}
	for i, b := range k {
		before += b.words
		x := s.say(b)
		if b.told && !(x[familyPrompt] == KindRelated && startsRelated(b.text)) {
			continue // articleBody often has the links to other stories as well
		}
		if late := (before-b.words)*100 >= total*80; late && i > 1 && b.words <= 70 && b.shape != heading &&
			b.shape != cell && (b.links > 0 || s.p(b) < 0.6) {
			if kind := asksInside(b.text, false); kind != "" {
				s.drop(b, kind, promptReason(kind))
				continue
			}
		}
		if !x.has(familyPrompt) || x.has(familyKeep) || b.words > 40 {
			continue
		}
		kind := x[familyPrompt]
		late := (before-b.words)*100 >= total*85 || i == len(k)-1
		var gone bool
		switch kind {
		case KindLive:
			gone = b.words <= 30 && (late || b.linked > 0 || b.words <= 16) && !(b.shape == item && i < len(k)-1 &&
				!b.linkOnly())
		case KindRelated:
			gone = b.linkOnly() && b.words <= 30 || b.words <= 40 && startsRelated(b.text) &&
				(b.linked*2 >= b.words || strings.ContainsAny(firstWords(b.text, 5), ":»|>"))
		case KindDonate, KindFollow, KindCookies:
			gone = b.linkOnly() || late && b.words <= 30 && (s.p(b) < 0.8 || b.linked > 0) || b.shape == button
		default:
			gone = b.words <= 16 && (b.linkOnly() || late || s.p(b) < 0.7 || !s.page) || b.linkOnly() ||
				b.shape == heading && b.words <= 12 && s.p(b) < 0.9
		}
		if gone {
			s.drop(b, kind, promptReason(kind))
		}
	}
}

func (s *story) p(b *block) float64 {
	if !s.page {
		return 0.75
	}
	return b.p
}

// asksInside returns the kind of a longer prompt, one that says somewhere in it to sign up or to follow, or "". In a box
// with something to press, more counts: to donate, to listen, to play.
func asksInside(text string, inBox bool) string {
	low := " " + strings.Join(wordsOf(text), " ") + " "
	for _, a := range phrases().asks {
		if (inBox || !a.inBox) && strings.Contains(low, a.words) {
			return a.kind
		}
	}
	return ""
}

// startsRelated reports a line that starts like "Read also" and goes on.
func startsRelated(line string) bool {
	words := strings.Fields(line)
	for n := 1; n <= 4 && n < len(words); n++ {
		if say(strings.Join(words[:n], " "))[familyClosed] == KindRelated && (n > 1 || strings.ContainsAny(words[0], ":»")) {
			return true
		}
	}
	return false
}

func firstWords(s string, n int) string {
	f := strings.Fields(s)
	return strings.Join(f[:min(n, len(f))], " ")
}

func promptReason(kind string) string {
	switch kind {
	case KindLive:
		return "an invitation to the live coverage"
	case KindNewsletter:
		return "an invitation to a newsletter"
	case KindSubscribe:
		return "an invitation to subscribe"
	case KindSignIn:
		return "an invitation to sign in"
	case KindApp:
		return "an invitation to get the app"
	case KindFollow:
		return "an invitation to follow"
	case KindDonate:
		return "an invitation to donate"
	case KindPodcast:
		return "an invitation to listen"
	case KindEvent:
		return "an invitation to an event"
	case KindQuiz:
		return "an invitation to play"
	case KindCookies:
		return "a line about cookies or consent"
	case KindRelated:
		return "a link to another story"
	}
	return "an invitation"
}

// loneLinkReason is why lines that are only links are taken out.
const loneLinkReason = "a link to another story"

// linkLines drops lines that are only links: two or more in a row, or one alone that is a paragraph.
func (s *story) linkLines() {
	s.linkLists()
	k := s.kept()
	for i := 0; i < len(k); {
		if !s.loneLink(k[i]) {
			i++
			continue
		}
		j := i
		for j < len(k) && s.loneLink(k[j]) {
			j++
		}
		run := k[i:j]
		for _, b := range run {
			if len(run) >= 2 && (b.shape != item || s.p(b) < 0.8) || b.shape != item && b.words >= 5 &&
				(s.p(b) < 0.9 || b.linked == b.words && !sentenceEnd(b.text)) {
				s.drop(b, KindRelated, loneLinkReason)
			}
		}
		i = j
	}
}

// linkLists drops the links that stand directly under a heading of other stories which is gone already.
func (s *story) linkLists() {
	var head *block
	for _, b := range s.blocks {
		if b.shape == media || b.words == 0 {
			continue
		}
		x := s.say(b)
		switch {
		case !b.keep && !x.has(familyKeep) && b.words <= 8 && (x.has(familyHeading) ||
			x[familyClosed] == KindRelated && !b.linkOnly()):
			head = b
		case head != nil && b.keep && b.linkOnly() && b.words >= 3:
			s.drop(b, first(s.say(head)[familyHeading], KindRelated), fmt.Sprintf(underHeading+"%q", short(head.text)))
		case b.keep:
			head = nil
		}
	}
}

func (s *story) loneLink(b *block) bool {
	return b.linkOnly() && b.links <= 2 && b.words >= 3 && b.shape != cell && b.shape != heading && b.shape != code &&
		!b.told && !b.inside(atom.Table, atom.Blockquote) && !s.say(b).has(familyKeep)
}

// tail drops what stands after the last real paragraph and is none of the story's own ends.
func (s *story) tail() {
	k := s.kept()
	for i := len(k) - 1; i > 0; i-- {
		b := k[i]
		x := s.say(b)
		switch {
		case s.paragraph(b), b.shape == item && !b.linkOnly() && b.words > 3, b.shape == cell, b.shape == code,
			b.told, x.has(familyKeep):
			return
		case x.has(familyPrompt) && b.words <= 30 && x[familyPrompt] != KindRelated:
			s.drop(b, x[familyPrompt], promptReason(x[familyPrompt]))
		case x.has(familyHeading) && b.words <= 10:
			s.drop(b, x[familyHeading], "a heading of other stories")
		case b.shape == heading:
			s.drop(b, KindOther, "a heading with nothing under it")
		case b.linkOnly() && (b.links <= 2 || s.p(b) < 0.6) && b.words > 1 && !b.inside(atom.Blockquote):
			s.drop(b, KindRelated, loneLinkReason)
		default:
			return
		}
	}
}

// loneHeadings drops headings that lost everything under them.
func (s *story) loneHeadings() {
	k := s.kept()
	for i, b := range k {
		if b.shape != heading || s.say(b).has(familyKeep) {
			continue
		}
		if i == len(k)-1 {
			s.drop(b, KindOther, "a heading with nothing under it")
		}
	}
}
