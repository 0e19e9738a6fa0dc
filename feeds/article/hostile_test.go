package article

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/internal/safe"
)

// hostile are pages made to be slow, large or broken.
func hostile() map[string]string {
	long := strings.Repeat("A sentence about the harbour that goes on for a while, as sentences do. ", 30)
	out := map[string]string{
		"empty": "", "space": " \n\t ", "nul": "\x00\x00<p>\x00text\x00</p>",
		"no body":       "<html><head><title>x</title></head></html>",
		"frames":        `<html><frameset cols="*,*"><frame src="a"><frame src="b"></frameset></html>`,
		"cut in a tag":  "<html><body><p>Some text <a href=",
		"cut in script": "<html><body><script>var a = '<p>",
		"latin-1":       "<html><head><meta charset=iso-8859-1></head><body><p>caf\xe9 " + long + "</p></body></html>",
		"utf-16 bytes":  "\xff\xfe<\x00p\x00>\x00a\x00",
		"broken utf-8":  "<p>\xc3\x28 \xf0\x28\x8c\x28 " + long + "</p>", "doctype only": "<!DOCTYPE html>",
		"json":   `{"a":["b"]}`,
		"pdf":    "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< >>\nendobj",
		"xml":    `<?xml version="1.0"?><rss><channel><item><title>x</title></item></channel></rss>`,
		"bad ld": `<script type="application/ld+json">{"@type":["NewsArticle",{"x":[[[[]]]]}],"author":{"name":{"name":[1,2,{}]}},"datePublished":12}</script><p>` + long,
		"ld loops": `<script type="application/ld+json">` + strings.Repeat(`{"@graph":[`,
			500) + strings.Repeat(`]}`, 500) + `</script><p>` + long,
		"entities": "<p>" + strings.Repeat("&amp;#27;[31m &#27;[31m &amp;amp;#x1b; &#x202e;abc &#155;31m ",
			50) + long + "</p>",
		"escapes":      "<title>\x1b]0;x\x07\u009b31m</title><h1>\u202ex\u2066</h1><p>\x1b[2J\u009d8;;x " + long + "</p>",
		"javascript":   `<p>` + long + `<a href="javascript:alert(1)">one</a> <a href="file:///etc/passwd">two</a> <a href="data:text/html,x">three</a> <img src="javascript:x"><img src="file:///x.png"></p>`,
		"markdown":     "<p>" + long + " [x](javascript:y) ![i](file:///x) `code` *a* _b_ # c <b>|</b> ~~~ --- &lt;script&gt;alert(1)&lt;/script&gt;</p><pre>```\n~~~\n```` <script></pre>",
		"table bars":   "<p>" + long + "</p><table><tr><td>a|b</td><td>c\n\nd</td></tr><tr><td>`|`</td><td>\\|</td></tr></table>",
		"nested table": strings.Repeat("<table><tr><td>", 150) + long,
		"colspan":      `<p>` + long + `</p><table><tr><td colspan=999999999>a</td><td>b</td></tr><tr><td colspan=-5>c</td><td>d</td></tr></table>`,
		"ol start":     `<p>` + long + `</p><ol start=99999999999><li>a b c d</li></ol><ol start=-1><li>a b c d</li></ol>`,
		"one word":     strings.Repeat("a", 1<<20),
		"many spaces":  "<p>" + strings.Repeat(" ", 1<<20) + long,
		"capitals":     strings.Repeat("aB", 1<<18),
		"glued":        strings.Repeat("World News Of The Day3 min readRecommended For You", 5000),
		"sentences":    strings.Repeat("This is it.Yes it is now.", 20000),
		"attributes":   "<p " + strings.Repeat(`a="b" `, 50000) + ">" + long,
		"long class":   `<div class="` + strings.Repeat("related ", 100000) + `"><p>` + long,
		"marks":        "<p>" + strings.Repeat("a"+strings.Repeat("\u0301", 200), 200) + long,
		"brs":          strings.Repeat("text<br><br>", 50000),
		"links":        strings.Repeat(`<a href="/x">link text here</a> `, 50000),
		"link blocks":  strings.Repeat(`<p><a href="/x">link text goes here</a></p>`, 50000),
		"headings":     strings.Repeat(`<h2>Heading</h2>`, 50000),
		"paragraphs":   strings.Repeat("<p>"+long+"</p>", 3000),
		"images":       strings.Repeat(`<img src="a.jpg">`, 50000),
		"bold":         strings.Repeat("<b>x", 20000),
		"formatting":   strings.Repeat("<b><i><u><s>x</p>", 5000),
		"anchors":      strings.Repeat("<a href=x>x<p>", 5000),
		"comments":     strings.Repeat("<!-- -->x", 50000),
		"code lines":   "<pre>" + strings.Repeat("x := 1\n", 100000) + "</pre>",
		"list items":   "<ul>" + strings.Repeat("<li>one item of many</li>", 50000) + "</ul>",
		"rows":         "<table>" + strings.Repeat("<tr><td>1</td><td>2</td></tr>", 20000) + "</table>",
		"cells":        "<table><tr>" + strings.Repeat("<td>1</td>", 50000) + "</tr></table>",
		"times":        `<main class="liveblog">` + strings.Repeat(`<div><time datetime="2031-05-04">1</time>`+long[:200], 1000),
		"time lists":   `<main class="liveblog">` + strings.Repeat(`<p><time>1</time>`+long[:200]+`</p><p><time>1</time></p><div><time>1</time>`, 1000),
		"reports":      `<script type="application/ld+json">{"@type":"LiveBlogPosting","liveBlogUpdate":[` + strings.Repeat(`{"headline":"One report","articleBody":"`+long[:300]+`","datePublished":"2031-05-04T07:05:00Z"},`, 4000) + `{}]}</script><main>` + strings.Repeat("<p>"+long[:300]+"</p>", 4000),
		"script":       `<script type="application/json">{"a":` + strings.Repeat(`[{"text":"`+long[:200]+`"},`, 50) + strings.Repeat(`{"text":"`+long[:200]+`"},`, 15000) + `</script>`,
		"deep script":  `<script>x = ` + strings.Repeat(`{"a":[`, 100000) + `</script>`,
		"forms":        "<p>" + long + "</p>" + strings.Repeat(`<div><h4>Our newsletter</h4><form><input><button>Sign up</button></form></div>`, 20000),
		"empty boxes":  "<p>" + long + "</p>" + strings.Repeat(`<div>Sign up for our newsletter<i></i>`, 150) + strings.Repeat("<i></i>", 40000),
		"figures":      "<p>" + long + "</p>" + strings.Repeat(`<figure><img src="/a.jpg"><figcaption>One of many pictures in a row</figcaption></figure>`, 20000),
		"only figures": "<article>" + strings.Repeat(`<figure><img src="/a.jpg"><figcaption>One of many pictures in a row</figcaption></figure>`, 20000),
		"barred":       strings.Repeat("Trending | Recommended · Top Stories / ", 5000),
		"svg":          strings.Repeat("<svg><foreignObject><p>x</p></foreignObject></svg>", 5000),
		"select":       "<select>" + strings.Repeat("<option>x", 50000),
		"ten megabyte": strings.Repeat("<div><p>"+long+"</p></div>", 10<<20/len(long)),
	}
	for _, tag := range []string{"div", "blockquote", "ul><li", "span", "b", "a href=x", "section", "font", "table", "em"} {
		out["deep "+tag] = strings.Repeat("<"+tag+">", 60000) + long
	}
	return out
}

// harmless reports what is wrong with a text that is to be shown, or "".
func harmless(s string) string {
	if !utf8.ValidString(s) {
		return "invalid UTF-8"
	}
	for _, r := range s {
		if r != '\n' && safe.Hidden(r) {
			return fmt.Sprintf("character %U", r)
		}
	}
	return ""
}

// liveLink is a link in Markdown to anything but a web address; an escaped bracket makes none.
var liveLink = regexp.MustCompile(`(?i)(?:^|[^\\])\[[^\]\[]*\]\((?:javascript|file|data|vbscript):`)

// decodes reports what a Markdown text becomes in the hands of renderers, which decode entities, some of them twice, or "". Plain text
// is decoded by nobody: there "&#27;" is what it says.
func decodes(s string) string {
	for range 3 { // renderers decode entities, some of them twice
		s = html.UnescapeString(s)
		if strings.ContainsAny(s, "\x1b\u009b\u009d\x07\x00\u202e") {
			return "an entity that becomes a control character"
		}
	}
	return ""
}

func checkArticle(t *testing.T, a Article) {
	t.Helper()
	if wrong := decodes(a.Markdown); wrong != "" {
		t.Errorf("markdown has %s", wrong)
	}
	for name, s := range map[string]string{
		"title": a.Title, "markdown": a.Markdown, "text": a.Text, "site": a.Site,
		"language": a.Language, "section": a.Section, "authors": strings.Join(a.Authors,
			"\n"), "image": a.Image, "url": a.URL,
	} {
		if wrong := harmless(s); wrong != "" {
			t.Errorf("%s has %s", name, wrong)
		}
	}
	if len(a.Hidden) > maxHidden || len(a.Doubtful) > maxHidden {
		t.Errorf("%d hidden, %d doubtful", len(a.Hidden), len(a.Doubtful))
	}
	for _, h := range slices.Concat(a.Hidden, a.Doubtful, a.Around) {
		if wrong := harmless(h.Text + h.Reason + h.Kind); wrong != "" {
			t.Errorf("hidden block has %s", wrong)
		}
	}
	if m := liveLink.FindString(a.Markdown); m != "" {
		t.Errorf("link %s", m)
	}
	if len(a.Markdown) > 2*maxOutput {
		t.Errorf("%d bytes of Markdown", len(a.Markdown))
	}
}

func TestHostilePages(t *testing.T) {
	pages := hostile()
	if len(pages) < 50 {
		t.Fatalf("only %d pages", len(pages))
	}
	for name, page := range pages {
		if detector && len(page) > 64<<10 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := Page{HTML: []byte(page), URL: "https://hostile.example/x"}
			a, _ := read(p)
			checkArticle(t, a)
			checkArticle(t, fragment(p))
			checkWork(t, p)
		})
	}
}

// checkWork looks at what there is to do for a page: every station does its work for each block once or a few times, so
// few blocks that stand not too deep are little work, however large the page is. BenchmarkHostile says how long it takes.
func checkWork(t *testing.T, p Page) {
	t.Helper()
	r, err := open(p)
	if err != nil {
		return // too large for a tree: read as plain text
	}
	if n := countNodes(r.doc, maxNodes+1); n > maxNodes {
		t.Errorf("%d nodes", n)
	}
	bytes := 0
	for _, b := range r.view.blocks {
		bytes += len(b.text)
		if b.in.depth > 2*maxDepth { // the parser adds the bodies and rows of tables
			t.Fatalf("a block stands in %d elements", b.in.depth)
		}
	}
	longest := 0 // the last block may be a long one
	for _, b := range r.view.blocks {
		longest = max(longest, len(b.text))
	}
	if bytes > maxText+longest {
		t.Errorf("%d bytes of text", bytes)
	}
	if len(r.live) > 2000 {
		t.Errorf("%d reports", len(r.live))
	}
}

// BenchmarkHostile reads the pages that cost most, one after the other.
func BenchmarkHostile(b *testing.B) {
	pages := hostile()
	for _, name := range []string{"ten megabyte", "images", "list items", "cells", "headings", "times", "link blocks", "deep ul><li", "glued"} {
		b.Run(name, func(b *testing.B) {
			p := Page{HTML: []byte(pages[name]), URL: "https://hostile.example/x"}
			b.SetBytes(int64(len(p.HTML)))
			b.ReportAllocs()
			for b.Loop() {
				_, _ = read(p)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, page := range hostile() {
		if len(page) < 4000 {
			f.Add(page)
		}
	}
	f.Add("&\x00#07")
	f.Add("&ampamp#7;")
	f.Add("<title>&amp;#27;[2J</title><p>&amp;amp;#27;[2J")
	f.Add(framed("<p>One.Two threeFour</p><h3>Recommended For You</h3><a href=x>World</a>"))
	f.Fuzz(func(t *testing.T, page string) {
		a, _ := read(Page{HTML: []byte(page), URL: "https://fuzz.example/"})
		checkArticle(t, a)
		checkArticle(t, fragment(Page{HTML: []byte(page), Summary: page, Title: page})) // unguarded: a panic is to be seen
	})
}
