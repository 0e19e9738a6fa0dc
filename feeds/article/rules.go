package article

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

// paragraph reports a block that is a real paragraph of a story.
func (s *story) paragraph(b *block) bool {
	return b.words >= 18 && sentenceEnd(b.text) && b.linked*2 < b.words && readingTimeAt(b.text) < 0 &&
		!(s.say(b).has(familyPrompt) && b.words < 25)
}

func short(s string) string {
	if letters(s) <= 60 {
		return s
	}
	return string([]rune(s)[:57]) + "…"
}
