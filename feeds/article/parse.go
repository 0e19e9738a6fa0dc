package article

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// errLarge says that a page has more elements than can be judged in time.
var errLarge = errors.New("page has too many elements")

// Limits of a page. What lies beyond is not read.
const (
	maxPage  = 10 << 20 // bytes
	maxDepth = 200      // open elements after flattening; the parser gives up at 512
	maxNodes = 150_000  // beyond, the page is read as plain text

	maxOutput = 256 << 10 // bytes of Markdown
	maxBlocks = 2000
)

// parse returns the page as a tree; errLarge when that would be too large a one. A page that nests deeper than the parser can take is
// flattened first.
func parse(page []byte) (*html.Node, error) {
	page = toUTF8(page[:min(len(page), maxPage)])
	if affordable(page) < len(page) {
		return nil, errLarge
	}
	if doc, err := html.Parse(bytes.NewReader(page)); err == nil {
		return doc, nil
	}
	if page = flatten(page); affordable(page) < len(page) {
		return nil, errLarge
	}
	return html.Parse(bytes.NewReader(page))
}

// toUTF8 decodes a page that is not UTF-8 by what it says of itself, and repairs what is broken.
func toUTF8(page []byte) []byte {
	if utf8.Valid(page) {
		return page
	}
	enc, name, _ := charset.DetermineEncoding(page[:min(len(page), 1024)], "")
	if name != "utf-8" {
		if out, err := enc.NewDecoder().Bytes(page); err == nil {
			return out
		}
	}
	return bytes.ToValidUTF8(page, []byte("\uFFFD"))
}

// flatten writes the page anew without the tags that are nested deeper than maxDepth.
func flatten(page []byte) []byte {
	var out bytes.Buffer
	z := html.NewTokenizer(bytes.NewReader(page))
	var open []string
	skipped := map[string]int{}
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.Bytes()
		case html.StartTagToken:
			raw := bytes.Clone(z.Raw())
			name, _ := z.TagName()
			tag := string(name)
			switch {
			case void(tag):
			case len(open) >= maxDepth:
				skipped[tag]++
				out.WriteByte(' ')
				continue
			default:
				open = append(open, tag)
			}
			out.Write(raw)
		case html.EndTagToken:
			raw := bytes.Clone(z.Raw())
			name, _ := z.TagName()
			tag := string(name)
			if skipped[tag] > 0 {
				skipped[tag]--
				out.WriteByte(' ')
				continue
			}
			for i := len(open) - 1; i >= 0 && i >= len(open)-8; i-- {
				if open[i] == tag {
					open = open[:i]
					break
				}
			}
			out.Write(raw)
		default:
			out.Write(z.Raw())
		}
	}
}

func void(tag string) bool {
	switch tag {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr":
		return true
	}
	return false
}

// plainText is the text of a page that cannot be read as a tree, one block a line.
func plainText(page []byte) string {
	var out strings.Builder
	z := html.NewTokenizer(bytes.NewReader(toUTF8(page[:min(len(page), maxPage)])))
	silent := 0
	for out.Len() < maxOutput {
		t := z.Next()
		if t == html.ErrorToken {
			break
		}
		name, _ := z.TagName()
		a := atom.Lookup(name)
		switch {
		case t == html.TextToken && silent == 0:
			out.Write(z.Text())
		case t == html.StartTagToken && mute(a):
			silent++
		case t == html.EndTagToken && mute(a) && silent > 0:
			silent--
		case (t == html.StartTagToken || t == html.EndTagToken) && isBlock(a):
			out.WriteByte('\n')
		}
	}
	return out.String()
}

// countNodes counts the nodes of a tree, up to limit.
func countNodes(doc *html.Node, limit int) int {
	n := 0
	for range doc.Descendants() {
		if n++; n >= limit {
			break
		}
	}
	return n
}

// asFragment returns the body of a feed item as a tree.
func asFragment(body []byte) *html.Node {
	doc, err := parse(body[:affordable(body)])
	if err != nil {
		doc, err = html.Parse(io.LimitReader(strings.NewReader(html.EscapeString(plainText(body))), maxPage))
		if err != nil {
			return &html.Node{Type: html.DocumentNode}
		}
	}
	return doc
}
