package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// maxDepth is how deep quotes and lists may nest: what lies deeper becomes a paragraph.
const maxDepth = 10

// parseMarkdown reads Markdown.
func parseMarkdown(source []byte) ast.Node {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList))
	doc := md.Parser().Parse(text.NewReader(source))
	flatten(doc, 0)
	return doc
}

// flatten makes a paragraph of quotes and lists that lie too deep.
func flatten(n ast.Node, depth int) {
	for c := n.FirstChild(); c != nil; {
		next := c.NextSibling()
		switch {
		case nests(c) && depth >= maxDepth:
			n.ReplaceChild(n, c, flat(c))
		case c.Type() == ast.TypeBlock:
			flatten(c, pick(nests(c), depth+1, depth))
		}
		c = next
	}
}

// flat is one paragraph of all the words below a block.
func flat(block ast.Node) ast.Node {
	p := ast.NewParagraph()
	var gather func(n ast.Node)
	gather = func(n ast.Node) {
		for c := n.FirstChild(); c != nil; {
			next := c.NextSibling()
			if c.Type() == ast.TypeInline {
				p.AppendChild(p, c)
			} else {
				gather(c)
			}
			c = next
		}
	}
	gather(block)
	return p
}

func nests(n ast.Node) bool {
	return n.Kind() == ast.KindBlockquote || n.Kind() == ast.KindList
}

// words sets the words of a block.
func (s *setter) words(n ast.Node, m manner) { s.setPieces(s.pieces(n, s.manner(m), 0)) }

// manner is how words are set here that are to be set in a manner.
func (s *setter) manner(m manner) manner {
	if s.quoted {
		m |= quoted
	}
	if s.silent {
		m |= dim
	}
	return m
}

// paragraph sets a paragraph; one that is a picture, or the caption of one, in its own way.
func (s *setter) paragraph(p *ast.Paragraph) {
	if isCaption(p) {
		return // it was set with its picture
	}
	if picture, caption := figureOf(p); picture != nil {
		s.figure(picture, caption)
		return
	}
	s.words(p, 0)
}

// quote sets a quote, a bar before each line.
func (s *setter) quote(q *ast.Blockquote) {
	was := s.quoted
	s.quoted = true
	bar := s.styles.rule.Render("▏ ")
	s.within(inset{bar, bar, 2, true}, func() { s.children(q, false) })
	s.quoted = was
}

// list sets a list, every line of an item behind its bullet or number.
func (s *setter) list(l *ast.List) {
	last := fmt.Sprint(l.Start + l.ChildCount() - 1)
	n := l.Start
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		bullet := "• "
		if l.IsOrdered() {
			bullet = fmt.Sprintf("%*d. ", len(last), n)
		}
		if box := takeCheckBox(item); box != "" {
			bullet = box
		}
		if item.PreviousSibling() != nil && !l.IsTight {
			s.gap()
		}
		w := ansi.StringWidth(bullet)
		s.within(inset{s.styles.theme.faint.Render(bullet), strings.Repeat(" ", w), w, false}, func() { s.children(item, l.IsTight) })
		n++
	}
}

// takeCheckBox takes the check box of a task out of its item.
func takeCheckBox(item ast.Node) string {
	if item.FirstChild() == nil {
		return ""
	}
	box, ok := item.FirstChild().FirstChild().(*extast.TaskCheckBox)
	if !ok {
		return ""
	}
	box.Parent().RemoveChild(box.Parent(), box)
	return pick(box.IsChecked, "☑ ", "☐ ")
}

// code sets a block of code; a line that is too long goes on in the next one, behind a sign.
func (s *setter) code(lines *text.Segments, language string) {
	var b strings.Builder
	for i := range lines.Len() {
		at := lines.At(i)
		b.Write(at.Value(s.source))
	}
	s.within(inset{"  ", "  ", 2, true}, func() {
		for _, l := range colourCode(b.String(), language, s.styles) {
			for _, part := range foldCode(l, s.room(), s.styles) {
				s.line(part, s.out.chars)
			}
			s.out.chars += charsOf(l.plain)
		}
	})
}

// isCaption reports the words under a picture.
func isCaption(n ast.Node) bool {
	if n.PreviousSibling() == nil || n.Kind() != ast.KindParagraph {
		return false
	}
	before, ok := n.PreviousSibling().(*ast.Paragraph)
	if !ok {
		return false
	}
	_, isPicture := only(before).(*ast.Image)
	_, emphasised := only(n).(*ast.Emphasis)
	return isPicture && emphasised
}

// only is what a paragraph consists of, when that is one thing.
func only(n ast.Node) ast.Node {
	if n.FirstChild() == nil || n.FirstChild() != n.LastChild() {
		return nil
	}
	return n.FirstChild()
}

// figureOf is the picture that a paragraph consists of, and its caption: emphasised words under it, in the same paragraph or
// as the next one. Nil: the paragraph is something else.
func figureOf(p ast.Node) (*ast.Image, ast.Node) {
	picture, ok := p.FirstChild().(*ast.Image)
	if !ok {
		return nil, nil
	}
	rest := picture.NextSibling()
	if rest == nil {
		if next := p.NextSibling(); next != nil && isCaption(next) {
			return picture, next.FirstChild()
		}
		return picture, nil
	}
	t, isText := rest.(*ast.Text)
	if isText && t.Segment.Len() == 0 && rest.NextSibling() != nil && rest.NextSibling() == p.LastChild() {
		if caption, ok := p.LastChild().(*ast.Emphasis); ok {
			return picture, caption
		}
	}
	return nil, nil
}

// figure sets a picture: itself where it is at hand, and under it what it shows.
func (s *setter) figure(picture *ast.Image, caption ast.Node) {
	was := s.silent
	s.silent = true
	defer func() { s.silent = was }()
	address := pictureAddress(string(picture.Destination))
	shown := s.picture(address)
	words := s.pieces(picture, s.manner(0), 0)
	var under []piece
	if caption != nil {
		under = s.pieces(caption, s.manner(0), 0)
		if strings.HasPrefix(plainOf(under), plainOf(words)) {
			words, under = under, nil
		}
	}
	if plainOf(words) == "" {
		words = []piece{{"picture", s.manner(0), 0}}
		if shown {
			words = nil
		}
	}
	if !shown {
		words = append([]piece{{"▨ ", s.manner(0), 0}}, words...)
	}
	if n := s.link(strings.TrimPrefix(sayWords(words), "▨ "), address, true); n > 0 {
		for i := range words {
			words[i].link = n
		}
	}
	for _, w := range [][]piece{words, under} {
		if len(w) > 0 {
			s.setPieces(w)
		}
	}
}

// plainOf are the words of pieces in lower case.
func plainOf(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.words)
	}
	return strings.ToLower(strings.Join(strings.Fields(b.String()), " "))
}
