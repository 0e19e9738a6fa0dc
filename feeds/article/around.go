package article

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// What stands around the story is kept too, so that nothing is cut that cannot be looked at: navigation, side columns, the foot
// of the page. It is one block for each kind of it, behind the text, and the words of menus that say nothing are left out.

// The most that is kept of what stands around a story, in bytes.
const maxAround = 4000

// around collects what stands around a story.
type around struct {
	kinds []string
	texts map[string]*strings.Builder
	why   map[string]string
	seen  map[string]bool
	at    int
}

// add takes in a block.
func (a *around) add(b *block, kind, reason string) {
	if a.texts == nil {
		a.texts, a.why, a.seen = map[string]*strings.Builder{}, map[string]string{}, map[string]bool{}
	}
	if a.seen[b.text] {
		return
	}
	a.seen[b.text] = true
	out := a.texts[kind]
	if out == nil {
		out = &strings.Builder{}
		a.texts[kind], a.why[kind] = out, reason
		a.kinds = append(a.kinds, kind)
	}
	a.at = b.above
	if out.Len()+len(b.text) < maxAround {
		out.WriteString(b.text + "\n")
	}
}

// blocks are what was collected, kind by kind.
func (a *around) blocks() []Hidden {
	var out []Hidden
	for _, k := range a.kinds {
		if s := strings.TrimSpace(a.texts[k].String()); s != "" {
			out = append(out, Hidden{Kind: k, Reason: a.why[k], Text: s, At: a.at})
		}
	}
	return out
}

// partOf tells what part of the page around the story b belongs to, or "": it is a word of a menu.
func (s *story) partOf(b *block) (kind, reason string) {
	switch {
	case b.linkOnly() && b.words <= 2 && !s.say(b).has(familyClosed), b.shape == button && b.words <= 2:
		return "", ""
	case b.inside(atom.Nav, atom.Header):
		return KindNavigation, "in the head of the page"
	case b.inside(atom.Footer):
		return KindAround, "in the foot of the page"
	case b.kind == KindOther, b.kind == KindNavigation, b.kind == KindVideo, b.kind == KindRepeated:
		return KindAround, "elsewhere on the page"
	}
	return b.kind, "elsewhere on the page"
}

// surelyAround reports that what stands around the story is none of it: the judge is as good as sure.
func (s *story) surelyAround(b *block) bool {
	if b.told || isCaption(b) || isCredit(b.text) {
		return false
	}
	if !s.news {
		return b.p < 0.005
	}
	return b.p < 0.02 || b.inside(atom.Nav, atom.Footer) && b.p < 0.2
}
