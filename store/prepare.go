package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"dateline/feeds"
)

// What can be done about an answer before it is its turn to be written, by several at once: all that needs no row.

const (
	keptSections   = 12
	longestSection = 64 // bytes
)

// prepared is what a Shelf knows of an answer beforehand.
type prepared struct {
	items  []ready
	by     *labeller // who labelled them
	outlet outlet    // as what they were labelled
}

// ready is an item that can be written.
type ready struct {
	item   feeds.Item
	texts  texts
	words  int
	filed  []string // sections
	digest int64
	labels []label // without places
}

// Prepare does what can be done about an answer before it is kept (feeds.Shelf).
func (db *DB) Prepare(ctx context.Context, a *feeds.Answer) {
	if _, done := a.Prepared.(*prepared); done || a.Feed == nil {
		return
	}
	if b, err := db.current(ctx, db.read); err == nil { // else it is done when it is kept
		a.Prepared = prepare(b, *a)
	}
}

func prepare(b *labeller, a feeds.Answer) *prepared {
	p := &prepared{items: make([]ready, len(a.Feed.Items))}
	for i, item := range a.Feed.Items {
		r := ready{item: item, filed: sections(item.Categories), digest: digest(item)}
		r.texts, r.words = textsOfItem(item)
		p.items[i] = r
	}
	p.label(b, outlet{url: a.URL, name: a.Name, title: a.Feed.Title})
	return p
}

// label finds the topics of all items.
func (p *prepared) label(b *labeller, o outlet) {
	p.by, p.outlet = b, o
	r := b.reading()
	for i := range p.items {
		it := &p.items[i]
		it.labels = r.labels(&o, &arrival{title: it.texts.title, summary: it.texts.summary, sections: it.filed})
	}
}

// labelledAs reports that the labels are those that a labeller would give to stories of a feed.
func (p *prepared) labelledAs(b *labeller, o outlet) bool {
	return p.by.fingerprint == b.fingerprint && p.outlet.url == o.url && p.outlet.name == o.name && p.outlet.title == o.title
}

// textsOfItem are what is searched of an item, and its words counted.
func textsOfItem(i feeds.Item) (texts, int) {
	summary, content := plain(i.Summary), paragraphs(i.Content)
	t := texts{title: i.Title, summary: short(cmp.Or(summary, strings.ReplaceAll(content, "\n", " "))), text: content, author: authors(i.Authors)}
	if content == "" && t.summary != summary {
		t.text = summary
	}
	return t, countWords(cmp.Or(t.text, t.summary))
}

func authors(list []feeds.Person) string {
	var names []string
	for _, p := range list {
		if n := cmp.Or(p.Name, p.Email); n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return strings.Join(names, ", ")
}

func sections(list []string) []string {
	var out []string
	for _, c := range list {
		c = strings.Join(strings.Fields(c), " ")
		if c != "" && len(c) <= longestSection && len(out) < keptSections && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

func hash(feed int64, parts ...string) int64 {
	var buf [512]byte
	b := strconv.AppendInt(buf[:0], feed, 10)
	for _, p := range parts {
		b = append(append(b, 0), p...)
	}
	sum := sha256.Sum256(b)
	return int64(binary.BigEndian.Uint64(sum[:])) // #nosec G115 -- a hash, any 64 bits
}

// digest differs when an item differs in anything that is kept.
func digest(i feeds.Item) int64 {
	text, _ := json.Marshal([]any{i.Title, i.Link, i.Summary, i.Content, i.Image, i.Authors, i.Categories})
	sum := sha256.Sum256(text)
	return int64(binary.BigEndian.Uint64(sum[:])) // #nosec G115 -- a hash, any 64 bits
}
