package article

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// formatted is a page of which each later text is opened within hundreds of elements that only format.
func formatted(fonts, texts int) string {
	var b strings.Builder
	for i := range fonts {
		fmt.Fprintf(&b, "<p><font face=f%d></p>", i)
	}
	return b.String() + strings.Repeat("<p>x", texts)
}

// counting repeats a word, with a number behind each.
func counting(word string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprint(&b, word, i)
	}
	return b.String()
}

// The estimate is never below what the parser makes of a page.
func TestEstimate(t *testing.T) {
	for _, page := range []string{
		"", "<p>One</p><p>Two <b>three</b></p>", formatted(200, 100), formatted(3, 5000), strings.Repeat("<b><i>", 50) + strings.Repeat("<p>x</p>", 900),
		strings.Repeat("<font><p></font>", 600), strings.Repeat("<b><div></b>", 300) + "x", strings.Repeat("<a href=x><p>y</a>", 700),
		strings.Repeat("<i><table><td><b></td></table></i>x", 400), strings.Repeat("<b a=1><b a=2><p></b>", 200),
	} {
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			continue // too deep: it is flattened
		}
		nodes, f, cost := countNodes(doc, 1<<30), formats{}, 8 // html, head, body and what a table adds
		z := html.NewTokenizer(strings.NewReader(page))
		for t := z.Next(); t != html.ErrorToken; t = z.Next() {
			cost += f.cost(t, bytes.Clone(z.Raw()), z)
		}
		if cost < nodes {
			t.Errorf("%.40s…: %d nodes are taken for %d", page, nodes, cost)
		}
	}
}

// What is too much is refused before there is a tree of it; of a feed's text, the beginning is shown.
func TestTooMuch(t *testing.T) {
	if detector {
		t.Skip("pages of megabytes")
	}
	for name, page := range map[string]string{
		"opened anew in each block": formatted(400, 300_000),
		"opened anew, flattened":    formatted(600, 300_000),
		"breaks":                    strings.Repeat("x<br>", 2_000_000),
		"attributes":                "<p>x<p " + counting(" a", 700_000) + ">x",
		"one text":                  strings.Repeat("word ", 2_000_000),
	} {
		if _, err := parse([]byte(page)); err == nil {
			t.Errorf("%s: there is a tree of it", name)
		}
		if n := affordable([]byte(page)); n > len(page)/2 {
			t.Errorf("%s: %d of %d bytes are afforded", name, n, len(page))
		}
	}
	if a := Fragment(Page{HTML: []byte("<p>The beginning.</p>" + formatted(400, 300_000))}); !strings.HasPrefix(a.Text, "The beginning.") {
		t.Errorf("of a long text is shown: %.60q", a.Text)
	}
}
