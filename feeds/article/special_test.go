package article

import (
	"strings"
	"testing"
)

// Special pages: each has what makes it special in its text, and nothing that is not the story's.
func TestSpecialPages(t *testing.T) {
	p := []string{
		"The swing bridge of Oldharbour will turn again in June, eleven years after it got stuck on the night of the great storm.",
		"Its engine is the one of 1911, taken apart into nine thousand pieces by pupils of the technical school, cleaned and put together again.",
		"The council pays a third of what was feared, the mayor told a crowd on the quay, and a third of that comes from the sale of old rails.",
	}
	three := "<p>" + strings.Join(p, "</p><p>") + "</p>"
	const nav = `<header><nav><a href="/w">World</a> <a href="/s">Sports</a> <a href="/c">Culture</a></nav></header>`
	const foot = `<footer><a href="/about">About us</a> <a href="/jobs">Jobs</a><p>© 2031 The Paper</p></footer>`
	whole := func(head, main string) string {
		return `<!DOCTYPE html><html lang="en"><head><title>The bridge turns - The Paper</title><meta property="og:type" content="article">` + head + `</head><body>` + nav +
			`<main><article><h1>The bridge turns</h1>` + main + `</article></main>` + foot + `</body></html>`
	}
	photo := func(n, text string) string {
		return `<figure><img data-src="/img/` + n + `.jpg" src="data:image/gif;base64,R0lGOD"><figcaption>` + text + `</figcaption></figure>`
	}
	for _, c := range []struct {
		name, page string
		text       []string // lines of the text
		markdown   []string // in the Markdown
		not        []string // nowhere in the Markdown
		check      func(Article) bool
	}{
		{
			name: "explainer with key points",
			page: whole("", `<section class="key-points"><h2>Key points</h2><ul><li>The bridge turns in June.</li><li>Pupils mended its engine.</li></ul></section>`+
				`<h2>Why was it stuck?</h2><p>`+p[0]+`</p><h2>Who mended it?</h2><p>`+p[1]+`</p><h2>Who pays?</h2><p>`+p[2]+`</p>`),
			text:     append([]string{"Key points", "The bridge turns in June.", "Why was it stuck?", "Who pays?"}, p...),
			markdown: []string{"## Who mended it?", "- Pupils mended its engine."},
		},
		{
			name: "questions and answers in a disclosure",
			page: whole("", three+`<details><summary>When can I cross it?</summary><p>On foot from the first of June, and by car from the first of July.</p></details>`),
			text: append([]string{"When can I cross it?", "On foot from the first of June, and by car from the first of July."}, p...),
		},
		{
			name: "gallery",
			page: whole("", `<p>`+p[0]+`</p><div class="gallery">`+photo("a", "The bridge in the storm of 2020. Photo: Ada Finch")+
				photo("b", "Pupils with a part of the engine.")+photo("c", "The wheel that turns it.")+`</div>`),
			markdown: []string{"img/a.jpg", "*The bridge in the storm of 2020. Photo: Ada Finch*", "img/b.jpg", "*Pupils with a part of the engine.*", "img/c.jpg", "*The wheel that turns it.*"},
			not:      []string{"base64"},
		},
		{
			name: "gallery without a text",
			page: whole("", photo("a", "The bridge in the storm of 2020, which broke its engine and its bell.")+
				photo("b", "Pupils of the technical school with a part of the engine, in the yard of their school.")+photo("c", "The wheel that turns the bridge, made of oak in 1911 and mended twice.")),
			markdown: []string{"img/a.jpg", "The bridge in the storm of 2020", "img/b.jpg", "Pupils of the technical school with a part", "The wheel that turns the bridge"},
		},
		{
			name: "video with its description",
			page: `<!DOCTYPE html><html lang="en"><head><title>Watch the bridge turn</title><meta property="og:type" content="video.other"></head><body>` + nav +
				`<main><h1>Watch the bridge turn</h1><div class="player"><video src="/v.mp4" poster="/v.jpg"></video><button>Play</button></div>` +
				`<div class="video-description"><p>` + p[0] + `</p><p>` + p[1] + `</p></div>` +
				`<aside class="up-next"><h2>Up next</h2><ul><li><a href="/v/1">A ferry is launched</a></li><li><a href="/v/2">The choir on the pier</a></li></ul></aside></main>` + foot + `</body></html>`,
			text: []string{p[0], p[1]}, not: []string{"A ferry is launched", "Play"},
		},
		{
			name: "stub behind a wall",
			page: whole(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"The bridge turns","isAccessibleForFree":"False"}</script>`,
				`<p>`+p[0]+`</p><div class="paywall"><h2>Read on with a subscription</h2><p>Subscribe today to continue reading.</p><a href="/abo">See the offers</a><p>Already a subscriber? Log in.</p></div>`),
			text: []string{p[0]}, not: []string{"Subscribe today", "Log in", "offers"},
			check: func(a Article) bool { return a.Locked },
		},
		{
			name: "AMP",
			page: `<!doctype html><html ⚡ lang="en"><head><title>The bridge turns</title><link rel="canonical" href="https://paper.example/bridge"></head><body>` + nav +
				`<article><h1>The bridge turns</h1><amp-img src="/img/a.jpg" alt="The bridge" width="800" height="600"></amp-img><p>` + p[0] + `</p><amp-ad type="x"></amp-ad><p>` + p[1] +
				`</p><amp-social-share type="email"></amp-social-share><p>` + p[2] + `</p></article>` + foot + `</body></html>`,
			text: p, markdown: []string{"![The bridge](https://paper.example/img/a.jpg)"},
		},
		{
			name: "text in a script's JSON only",
			page: `<!DOCTYPE html><html lang="en"><head><title>The bridge turns</title></head><body><div id="app"></div><script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"article":{"title":"The bridge turns","body":[` +
				`{"type":"paragraph","text":"` + p[0] + `"},{"type":"paragraph","text":"` + p[1] + `"},{"type":"paragraph","text":"` + p[2] + `"}]},"menu":[{"text":"About us"}]}}}</script></body></html>`,
			text: p, not: []string{"About us", "paragraph"},
		},
		{
			name: "text as HTML in a script's JSON",
			page: `<!DOCTYPE html><html lang="en"><head><title>The bridge turns</title></head><body><div id="root"></div><script>window.__STATE__ = {"story":{"html":"\u003cp\u003e` +
				strings.Join(p, `\u003c/p\u003e\u003cp\u003e`) + `\u003c/p\u003e"},"user":null};</script></body></html>`,
			text: p, not: []string{"STATE"},
		},
		{
			name: "pictures that load late",
			page: whole("", `<p>`+p[0]+`</p><figure><img class="lazy" data-original="/img/one.jpg" alt="One"></figure><p>`+p[1]+
				`</p><figure><img src="/blank.gif" data-srcset="/img/two-400.jpg 400w, /img/two-800.jpg 800w" alt="Two"></figure><p>`+p[2]+
				`</p><figure><noscript><img src="/img/three.jpg" alt="Three"></noscript></figure><p>That is all there is to say about it today, the mayor said and went home.</p>`),
			markdown: []string{"![One](https://paper.example/img/one.jpg)", "img/two-800.jpg", "![Three](https://paper.example/img/three.jpg)"}, not: []string{"blank.gif"},
		},
		{
			name: "drop cap in pieces",
			page: whole("", `<p><span class="dropcap">T</span><span>he</span> swing bridge of Oldharbour will turn again in June, eleven years after it got stuck on the night of the great storm.</p><p>`+p[1]+`</p><p>`+p[2]+`</p>`),
			text: p,
		},
		{
			name: "ruby",
			page: strings.Replace(whole("", `<p>旧<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の旋回橋は、大嵐の夜に動かなくなってから十一年ぶりに、六月から再び動くことになった。</p><p>機械は一九一一年のもので、工業学校の生徒が九千個の部品に分けて洗い、また組み立てた。</p>`), `lang="en"`, `lang="ja"`, 1),
			text: []string{"旧港(みなと)の旋回橋は、大嵐の夜に動かなくなってから十一年ぶりに、六月から再び動くことになった。"},
		},
		{
			name:  "right to left",
			page:  strings.Replace(whole("", `<p>سيدور الجسر المتحرك في الميناء القديم من جديد في حزيران، بعد أحد عشر عاما من توقفه ليلة العاصفة الكبرى.</p><p>المحرك هو محرك عام 1911، وقد فككه تلاميذ المدرسة الفنية إلى تسعة آلاف قطعة ثم ركبوه من جديد.</p>`), `lang="en"`, `lang="ar" dir="rtl"`, 1),
			text:  []string{"سيدور الجسر المتحرك في الميناء القديم من جديد في حزيران، بعد أحد عشر عاما من توقفه ليلة العاصفة الكبرى."},
			check: func(a Article) bool { return a.Language == "ar" },
		},
		{
			name:     "an embedded post with its author and link",
			page:     whole("", `<p>`+p[0]+`</p><blockquote class="twitter-tweet"><p>It turns! It really turns!</p>— Mayor of Oldharbour (@mayor) <a href="https://post.example/mayor/1">4 May 2031</a></blockquote><p>`+p[1]+`</p><p>`+p[2]+`</p>`),
			markdown: []string{"> It turns! It really turns!", "> — Mayor of Oldharbour (@mayor) [4 May 2031](https://post.example/mayor/1)"},
		},
		{
			name: "footnotes and a correction",
			page: whole("", `<p>`+p[0]+`<sup><a href="#f1">1</a></sup></p><p>`+p[1]+`</p><p>`+p[2]+`</p><h2>Notes</h2><ol><li id="f1">Minutes of the harbour office, 12 January 2020.</li></ol><p class="correction">Correction: An earlier version of this article gave the year of the engine as 1912.</p>`),
			text: []string{"Minutes of the harbour office, 12 January 2020.", "Correction: An earlier version of this article gave the year of the engine as 1912."},
		},
		{
			name:     "story in a definition list and a table",
			page:     whole("", three+`<h2>The bridge in figures</h2><table><tr><th>Part</th><th>Weight</th></tr><tr><td>Wheel</td><td>4 t</td></tr><tr><td>Deck</td><td>62 t</td></tr></table><dl><dt>Built</dt><dd>1911, by the shipyard</dd></dl>`),
			markdown: []string{"| Part | Weight |", "| Deck | 62 t |", "**Built**", "1911, by the shipyard"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := Read(Page{HTML: []byte(c.page), URL: "https://paper.example/bridge"})
			if err != nil {
				t.Fatal(err)
			}
			lines := "\n" + a.Text + "\n"
			for _, want := range c.text {
				if !strings.Contains(lines, "\n"+want+"\n") {
					t.Errorf("lost: %q\n%s", want, a.Text)
				}
			}
			for _, want := range c.markdown {
				if !strings.Contains(a.Markdown, want) {
					t.Errorf("lost: %q\n%s", want, a.Markdown)
				}
			}
			for _, bad := range append(c.not, "About us", "Sports", "©") {
				if strings.Contains(a.Markdown, bad) {
					t.Errorf("shown: %q\n%s", bad, a.Markdown)
				}
			}
			if c.check != nil && !c.check(a) {
				t.Errorf("%+v", a)
			}
		})
	}
}
