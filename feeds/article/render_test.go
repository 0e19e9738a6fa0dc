package article

import (
	"errors"
	"strings"
	"testing"
)

func TestMarkdown(t *testing.T) {
	const lead = "<p>A sentence that stands before what is looked at here.</p>"
	cases := []struct{ name, in, want string }{
		{
			"links are absolute and clean",
			`<p>See <a href="/rel?utm_source=x&amp;a=1">this</a> and <a href="javascript:x()">that</a>.</p>`,
			"See [this](https://site.example/rel?a=1) and that.",
		},
		{
			"words for screen readers", `<p>See <a href="/rel">this<span class="sr-only">, opens new tab</span></a> now.</p>`,
			"See [this](https://site.example/rel) now.",
		},
		{
			"brackets in an address", `<p>See <a href="https://o.example/a(b)">this page</a> now.</p>`,
			"See [this page](https://o.example/a%28b%29) now.",
		},
		{"signs are no marks", `<p>1 &lt; 2 &amp; *star* _under_</p>`, `1 &lt; 2 &amp; \*star* \_under_`},
		{"references stay asleep", `<p>Try &amp;lt;b&amp;gt; and &amp;#27;[31m.</p>`, "Try &amp;lt;b&amp;gt; and [31m."},
		{"a line that looks like a list", `<p>1. not a list</p>`, `1\. not a list`},
		{"nested lists", `<ul><li>one<ul><li>two</li></ul></li><li>three</li></ul>`, "- one\n  \n  - two\n- three"},
		{"an ordered list goes on", `<ol start="3"><li>three</li><li>four</li></ol>`, "3. three\n4. four"},
		{"a quote of two paragraphs", `<blockquote><p>One.</p><p>Two.</p></blockquote>`, "> One.\n> \n> Two."},
		{
			"an embedded post",
			`<blockquote class="twitter-tweet"><p>Short news.</p>&mdash; Ada (@ada) <a href="https://t.example/1">May 1</a></blockquote>`, "> Short news.\n> \n> — Ada (@ada) [May 1](https://t.example/1)",
		},
		{
			"a table with a bar in it",
			`<table><tr><th>Year</th><th>net | gross</th></tr><tr><td>2031</td><td>2.40</td></tr></table>`,
			"| Year | net \\| gross |\n| --- | --- |\n| 2031 | 2.40 |",
		},
		{"code", "<pre><code>x := \"&amp;&lt;\"\n\ty()</code></pre>", "```\nx := \"&<\"\n    y()\n```"},
		{
			"a lazy picture with its caption",
			`<figure><img src="data:image/gif;base64,x" data-src="/i/a.jpg" alt="A [b]"><figcaption>Two *stars*</figcaption></figure><p>Text goes on after the picture, as it should.</p>`, "![A \\[b\\]](https://site.example/i/a.jpg)\n\n*Two \\*stars\\**\n\nText goes on after the picture, as it should.",
		},
		{
			"a caption and whose the picture is, apart", `<figure><img src="/i/b.jpg" alt=""><figcaption>Boats at noon <span class="photo-credit"><b>Ada</b> / House</span></figcaption></figure>`,
			"![](https://site.example/i/b.jpg)\n\n*Boats at noon · Ada / House*",
		},
		{
			"a caption that parts them itself", `<figure><img src="/i/b.jpg" alt=""><figcaption>Boats at noon. <span class="credit">Ada</span></figcaption></figure>`,
			"![](https://site.example/i/b.jpg)\n\n*Boats at noon. Ada*",
		},
		{
			"no dot before brackets", `<figure><img src="/i/b.jpg" alt=""><figcaption>Boats at noon <span class="credit">(Ada)</span></figcaption></figure>`,
			"![](https://site.example/i/b.jpg)\n\n*Boats at noon (Ada)*",
		},
		{"a term and what it means", `<dl><dt>Term</dt><dd>What it means.</dd></dl>`, "**Term**\n\nWhat it means."},
		{
			"headings", `<h1>One</h1><p>Text of the first part.</p><h4>Four</h4><p>Text of the second part.</p>`,
			"## One\n\nText of the first part.\n\n#### Four\n\nText of the second part.",
		},
		{"a line break", `<p>first line<br>second line</p>`, "first line  \nsecond line"},
		{
			"two breaks are two paragraphs", `<div>The first paragraph.<br><br>The second paragraph.</div>`,
			"The first paragraph.\n\nThe second paragraph.",
		},
		{"a drop cap joins its word", `<p><span class="cap">T</span>he harbour was quiet.</p>`, "The harbour was quiet."},
		{"ruby in brackets", `<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>の町。</p>`, "漢字(かんじ)の町。"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := Fragment(Page{HTML: []byte(lead + c.in), URL: "https://site.example/a/b"})
			got := strings.TrimPrefix(a.Markdown, "A sentence that stands before what is looked at here.\n\n")
			if got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func TestNestingIsCapped(t *testing.T) {
	deep := strings.Repeat("<blockquote>", 60) + "<p>Deep text.</p>" + strings.Repeat("<ul><li>item", 60)
	for line := range strings.Lines(Fragment(Page{HTML: []byte(deep)}).Markdown) {
		if n := strings.Count(line, ">"); n > maxNested {
			t.Fatalf("quotes %d deep: %q", n, line)
		}
		if n := len(line) - len(strings.TrimLeft(line, " >")); n > 2*maxNested+2 {
			t.Fatalf("list %d columns deep: %q", n, line)
		}
	}
}

func TestLongTextIsCut(t *testing.T) {
	a := Fragment(Page{HTML: []byte(strings.Repeat("<p>One more paragraph of many.</p>", 3000))})
	if n := strings.Count(a.Text, "\n") + 1; !a.Cut || n != maxBlocks {
		t.Errorf("cut %v after %d blocks", a.Cut, n)
	}
	if a := Fragment(Page{HTML: []byte("<p>Short.</p>")}); a.Cut {
		t.Error("a short text is not cut")
	}
}

func TestNoArticle(t *testing.T) {
	pages := map[string]string{
		"nothing": "", "pdf": "%PDF-1.7 obj", "zeros": strings.Repeat("\x00\x01", 100),
		"consent": `<html><head><title>Before you go on</title></head><body><h1>Before you go on</h1><div class="consent"><p>We and our partners use cookies and similar techniques to store information on your device. You can give your consent or change your cookie settings.</p><button>Accept all</button></div></body></html>`,
	}
	for name, page := range pages {
		a, err := Read(Page{HTML: []byte(page), URL: "https://site.example/x", Title: "From the feed"})
		if !errors.Is(err, ErrNoArticle) || a.Markdown != "" || a.Title == "" {
			t.Errorf("%s: %v, title %q, text %q", name, err, a.Title, a.Text)
		}
	}
}

func TestTextOnlyInJSONLD(t *testing.T) {
	body := strings.Repeat("The tower clock stood still for nine days before anybody noticed. ", 6)
	page := `<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"Clock","articleBody":"` + body + `"}</script></head><body><div id="app"></div></body></html>`
	a, err := Read(Page{HTML: []byte(page), URL: "https://site.example/x"})
	if err != nil || !strings.HasPrefix(a.Text, "The tower clock stood still") {
		t.Errorf("%v: %q", err, a.Text)
	}
}

func TestLocked(t *testing.T) {
	const lead = "<p>The council of the upper town met behind closed doors on Monday to talk about the missing money of the bridge fund.</p><p>What it found out has surprised even those who had asked for the meeting in the first place.</p>"
	cases := []struct {
		name, page string
		want       bool
	}{
		{
			"JSON-LD says so",
			`<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>` + framed(lead), true,
		},
		{
			"words of a wall",
			framed(lead + `<div class="paywall"><p>To continue reading this article, subscribe today.</p><p>Already a subscriber? Log in.</p></div>`), true,
		},
		{"free", framed(lead), false},
	}
	for _, c := range cases {
		if a, err := Read(Page{HTML: []byte(c.page), URL: "https://paper.example/x"}); err != nil || a.Locked != c.want {
			t.Errorf("%s: locked %v, %v\n%s", c.name, a.Locked, err, a.Text)
		}
	}
}

func TestWholeText(t *testing.T) {
	a := Fragment(Page{HTML: []byte(strings.Repeat("<p>One more paragraph of many.</p>", 3000)), Whole: true})
	if n := strings.Count(a.Text, "\n") + 1; a.Cut || n != 3000 {
		t.Errorf("cut %v after %d blocks", a.Cut, n)
	}
}
