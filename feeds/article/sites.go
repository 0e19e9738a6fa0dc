package article

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// A reader's own rules come before all others: what they keep is not judged, and what they hide is hidden, with the rule
// as its reason. Where both match a block, it is kept.

// Rule names a part of a page by one of its fields; the others are empty.
type Rule struct {
	Heading string // a line of these words, and what stands under it up to the next heading of its kind
	Class   string // everything in an element with this class, id or test id
	Text    string // every line in which these words follow each other
}

// String is the rule as a reader wrote it.
func (r Rule) String() string {
	switch {
	case r.Heading != "":
		return "heading " + strconv.Quote(short(r.Heading))
	case r.Class != "":
		return "class " + strconv.Quote(short(r.Class))
	}
	return "text " + strconv.Quote(short(r.Text))
}

// Names reports that a rule by its words names a line of text. Classes are not known from the words.
func (r Rule) Names(line string) bool {
	switch {
	case r.Heading != "":
		return slices.Equal(wordsOf(line), wordsOf(r.Heading))
	case r.Text != "":
		return follow(wordsOf(line), wordsOf(r.Text))
	}
	return false
}

// Rules are what a reader wants hidden and kept of a site, and what is known of it: the lines that stand on its pages.
type Rules struct {
	Hide, Keep []Rule
	Standing   []Standing
}

// Site is a host, such as "paper.example", with its rules. They hold for the hosts below it too.
type Site struct {
	Host string
	Rules
}

// Sites are all hosts that a reader has rules for.
type Sites []Site

// For returns the rules that hold for a page: those of its host and of the hosts above it.
func (s Sites) For(address string) Rules {
	var out Rules
	if len(s) == 0 {
		return out
	}
	u, err := url.Parse(address)
	if err != nil {
		return out
	}
	host := strings.ToLower(u.Hostname())
	for _, site := range s {
		if above := strings.TrimPrefix(strings.ToLower(site.Host), "www."); above != "" &&
			(host == above || strings.HasSuffix(host, "."+above)) {
			out.Hide = append(out.Hide, site.Hide...)
			out.Keep = append(out.Keep, site.Keep...)
		}
	}
	return out
}

// wish is what a reader wants of a block.
type wish int8

const (
	noWish wish = iota
	wishHidden
	wishKept
)

// obey marks the blocks of a page that a reader's rules name.
func (l *layout) obey(rules Rules) {
	if len(rules.Hide)+len(rules.Keep) == 0 {
		return
	}
	words := make([][]string, len(l.blocks))
	for i, b := range l.blocks {
		words[i] = wordsOf(b.text)
	}
	for _, r := range rules.Hide {
		for _, b := range l.named(r, words) {
			b.wish, b.keep, b.kind, b.reason = wishHidden, false, KindYours, "your rule: "+r.String()
		}
	}
	for _, r := range rules.Keep {
		for _, b := range l.named(r, words) {
			b.wish, b.keep, b.kind, b.reason = wishKept, b.shape != media, "", ""
		}
	}
}

// named returns the blocks that a rule names; words are those of every block.
func (l *layout) named(r Rule, words [][]string) []*block {
	var out []*block
	switch {
	case r.Heading != "":
		want := wordsOf(r.Heading)
		for i, w := range words {
			if len(w) > 0 && slices.Equal(w, want) {
				out = append(out, l.under(i)...)
			}
		}
	case r.Class != "":
		name := strings.TrimLeft(r.Class, ".#")
		known := map[*element]bool{}
		for _, b := range l.blocks {
			if isIn(b.in, name, known) {
				out = append(out, b)
			}
		}
	default:
		want := wordsOf(r.Text)
		for i, w := range words {
			if follow(w, want) {
				out = append(out, l.blocks[i])
			}
		}
	}
	return out
}

// under returns the heading in block i and what stands under it: up to the next heading of its level or above, or the
// end of the box that it heads. A list under a heading ends where a paragraph begins: there the story goes on.
func (l *layout) under(i int) []*block {
	head := l.blocks[i]
	box := head.in
	for box.up != nil && l.emptyAfter(i, box) {
		box = box.up
	}
	end := i + 1
	list, text := false, false
	for ; end < box.last; end++ {
		b := l.blocks[end]
		if head.endsAt(b) || list && b.long() {
			break
		}
		text = text || b.long()
		list = !text && (list || b.shape != media && !isCaption(b))
	}
	return l.blocks[i:end]
}

// endsAt reports that b heads a part of its own, beside the part that head heads.
func (head *block) endsAt(b *block) bool {
	if b.shape == heading {
		return head.shape != heading || b.level <= head.level
	}
	x := say(b.text)
	return head.shape != heading && b.words <= 12 && (x.has(familyHeading) || x.has(familyKeep))
}

// emptyAfter reports that after block i nothing stands in e but a link such as "See all".
func (l *layout) emptyAfter(i int, e *element) bool {
	words := 0
	for _, b := range l.blocks[i+1 : max(i+1, e.last)] {
		if b.shape == media || !b.linkOnly() {
			return false
		}
		words += b.words
	}
	return words <= 4
}

// isIn reports that e is or stands in an element of that name; known is what has been found out before.
func isIn(e *element, name string, known map[*element]bool) bool {
	if e == nil {
		return false
	}
	in, ok := known[e]
	if !ok {
		in = isNamed(e.node, name) || isIn(e.up, name, known)
		known[e] = in
	}
	return in
}

// isNamed reports that a class, the id or the test id of n is name; capitals make no difference.
func isNamed(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "class":
			for c := range strings.FieldsSeq(a.Val) {
				if strings.EqualFold(c, name) {
					return true
				}
			}
		case "id", "data-testid":
			if strings.EqualFold(strings.TrimSpace(a.Val), name) {
				return true
			}
		}
	}
	return false
}

// follow reports that the words of part follow each other in all.
func follow(all, part []string) bool {
	for i := 0; len(part) > 0 && i+len(part) <= len(all); i++ {
		if slices.Equal(all[i:i+len(part)], part) {
			return true
		}
	}
	return false
}
