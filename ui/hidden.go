package ui

import (
	"cmp"
	"slices"
	"strings"

	"dateline/feeds/article"
)

// hiddenBlock is a block that was taken out of a text.
type hiddenBlock struct {
	article.Hidden
	doubtful bool
	kept     bool // a rule that the reader made since says that it is part of the text
}

// atEnd is the place of what was taken out behind the last character, or nobody knows where.
const atEnd = 1 << 40

// hiddenOf are the blocks taken out of an article, in the order of its text.
func hiddenOf(a article.Article) []hiddenBlock {
	var out []hiddenBlock
	known := false
	for _, h := range a.Hidden {
		out = append(out, hiddenBlock{Hidden: h})
		known = known || h.At > 0
	}
	for _, h := range a.Doubtful {
		out = append(out, hiddenBlock{Hidden: h, doubtful: true})
		known = known || h.At > 0
	}
	for _, h := range a.Around {
		h.At = atEnd
		out = append(out, hiddenBlock{Hidden: h})
	}
	for i := range out {
		if !known { // from before places were noted
			out[i].At = atEnd
		}
	}
	slices.SortStableFunc(out, func(a, b hiddenBlock) int { return cmp.Compare(a.At, b.At) })
	return out
}

// hiddenBefore sets (places are known to within a few characters) what was taken out above so many characters: dimmed, with the reason, when it is to be shown; as text of
// the article where a rule of the reader's wants it kept.
func (s *setter) hiddenBefore(chars int) {
	for ; s.hides < len(s.hidden) && s.hidden[s.hides].At <= chars+4+chars/200; s.hides++ {
		h := s.hidden[s.hides]
		if _, ok := keeps(s.rules, h.Hidden.Text); ok {
			s.setKept(h)
		} else if s.shows {
			s.setHidden(h)
		}
	}
}

// setHidden shows a block that was taken out.
func (s *setter) setHidden(h hiddenBlock) {
	head := "▾ " + h.Kind + " · " + h.Reason + pick(h.doubtful, " · not sure", "")
	again := head == s.head // right under one that was hidden for the same reason
	if !again {
		s.gap()
	}
	was := s.silent
	s.silent = true
	bar := s.styles.rule.Render("┊ ")
	first := len(s.out.lines)
	s.within(inset{bar, bar, 2, true}, func() {
		if !again {
			s.setPieces([]piece{{clean(head), dim | bold, 0}})
		}
		for _, l := range strings.Split(cutText(h.Text), "\n") {
			s.setPieces([]piece{{clean(l), dim, 0}})
		}
	})
	s.silent, s.head = was, head
	s.noteBlock(first, h.Text, &h)
}

// setKept sets a block that was taken out and is kept by a newer rule, until the page is read again.
func (s *setter) setKept(h hiddenBlock) {
	s.gap()
	first := len(s.out.lines)
	chars := s.out.chars
	for _, l := range strings.Split(h.Text, "\n") {
		s.setPieces([]piece{{clean(l), s.manner(0), 0}})
	}
	s.out.chars = chars // places count what the article has
	h.kept = true
	s.noteBlock(first, h.Text, &h)
}

// noteBlock notes a block that can be chosen; the empty line above it is no part of it.
func (s *setter) noteBlock(first int, words string, h *hiddenBlock) {
	if first < len(s.out.lines) && s.out.lines[first] == "" {
		first++
	}
	if first < len(s.out.lines) {
		s.out.blocks = append(s.out.blocks, textBlock{first: first, end: len(s.out.lines), words: words, hidden: h})
	}
}

// cutText cuts what was hidden to what is worth showing.
func cutText(s string) string { return cut(s, 1200) }

// hides is the rule of the reader's that hides a block of these words, if none keeps it.
func hides(r article.Rules, words string) (article.Rule, bool) {
	if _, kept := keeps(r, words); kept {
		return article.Rule{}, false
	}
	return firstRule(r.Hide, words)
}

// keeps is the rule of the reader's that keeps a block of these words.
func keeps(r article.Rules, words string) (article.Rule, bool) { return firstRule(r.Keep, words) }

// firstRule is the first rule that names a line of a block.
func firstRule(rules []article.Rule, words string) (article.Rule, bool) {
	for _, r := range rules {
		for line := range strings.SplitSeq(words, "\n") {
			if r.Names(line) {
				return r, true
			}
		}
	}
	return article.Rule{}, false
}
