package feeds

import (
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"
)

// hostile are documents of a size, each made to cost more than it is worth.
func hostile(size int) map[string]func() []byte {
	fill := func(before, part, after string) func() []byte {
		return func() []byte {
			n := (size - len(before) - len(after)) / len(part)
			return []byte(before + strings.Repeat(part, n) + after)
		}
	}
	nest := func(before, open, inside, shut, after string) func() []byte {
		return func() []byte {
			n := (size - len(before) - len(inside) - len(after)) / (len(open) + len(shut))
			return []byte(before + strings.Repeat(open, n) + inside + strings.Repeat(shut, n) + after)
		}
	}
	const head, foot = `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>A</title>`, `</channel></rss>`
	in := func(before, part, after string) func() []byte { return fill(head+before, part, after+foot) }
	return map[string]func() []byte{
		"many items":              in("", "<item/>", ""),
		"many small stories":      in("", "<item><title>x</title></item>", ""),
		"a story in many fields":  in("<item>", "<title>x</title>", "</item>"),
		"many categories":         in("<item>", "<category>x</category>", "</item>"),
		"many links":              in("<item>", `<link href="http://x.example/"/>`, "</item>"),
		"many enclosures":         in("<item>", `<enclosure url="http://x.example/" length="1"/>`, "</item>"),
		"many dates":              in("", "<item><pubDate>Mo, 99 Foo 9999 99:99</pubDate></item>", ""),
		"a long date":             in("<item><pubDate>", "Monday 1 ", "</pubDate></item>"),
		"a long title":            in("<item><title>", "word &amp;amp; ", "</title></item>"),
		"tags in a title":         in("<item><title>", "&lt;b&gt;", "</title></item>"),
		"a long author":           in("<item><author>", "a@b (", "</author></item>"),
		"entities":                in("<item><description>", "&#x41;", "</description></item>"),
		"unknown entities":        in("<item><description>", "&x;", "</description></item>"),
		"ampersands":              in("<item><description>", "&", "</description></item>"),
		"open elements in HTML":   in("<item><description>", "&lt;b>", "</description></item>"),
		"open lists in HTML":      in("<item><description>", "&lt;ul>&lt;li>", "</description></item>"),
		"open tables in HTML":     in("<item><description>", "&lt;table>&lt;td>", "</description></item>"),
		"smaller-thans in HTML":   in("<item><description><![CDATA[", "<", "]]></description></item>"),
		"attributes in HTML":      in("<item><description>&lt;a ", "b=c ", "></description></item>"),
		"quotes in HTML":          in("<item><description>", `&lt;a href=&quot;`, "</description></item>"),
		"many small texts":        in("", "<item><description>&lt;p>x&lt;p>y</description></item>", ""),
		"half comments":           in("", "<!--", ""),
		"half sections":           in("<item><description>", "<![CDATA[", "</description></item>"),
		"many sections":           in("<item><description>", "<![CDATA[<]]>", "</description></item>"),
		"processing instructions": in("", "<?x?>", ""),
		"open tags":               in("<item>", "<x>", ""),
		"half tags":               in("<item>", "<x ", ""),
		"smaller-thans":           in("<item>", "<", ""),
		"attributes":              in("<item ", `a="b" `, "/>"),
		"one attribute":           in(`<item a="`, "b", `"/>`),
		"namespaces":              in("<item ", `xmlns:a="b" `, "/>"),
		"nested groups":           nest(head+"<item>", "<media:group>", `<media:content url="http://x.example/"/>`, "</media:group>", "</item>"+foot),
		"nested stories":          nest(head, "<item>", "<title>x</title>", "</item>", foot),
		"nested channels":         nest("<rss>", "<channel>", "<item/>", "</channel>", "</rss>"),
		"nested bases":            nest("<feed>", `<entry xml:base="a/">`, `<link href="b"/>`, "</entry>", "</feed>"),
		"nested XHTML":            nest(`<feed><entry><content type="xhtml">`, "<div>", "x", "</div>", "</content></entry></feed>"),
		"wrong ends":              in("<item><x>", "</y>", "</item>"),
		"entities declared":       fill("<!DOCTYPE r [", `<!ENTITY a "b">`, "]>"+head+foot),
		"spaces":                  fill("", " ", head+foot),
		"control characters":      in("<item><title>", "\x01\x02", "</title></item>"),
		"broken bytes":            in("<item><title>", "\xff\xc3", "</title></item>"),
		"UTF-16": func() []byte {
			return utf16Text(head + strings.Repeat("<item><title>é</title></item>", size/60) + foot)
		},
		"JSON, nested":             fill(`{"version":"https://jsonfeed.org/version/1","items":`, "[", ""),
		"JSON, many stories":       fill(`{"version":"https://jsonfeed.org/version/1","items":[{}`, `,{}`, `]}`),
		"JSON, many small stories": fill(`{"version":"https://jsonfeed.org/version/1","items":[{}`, `,{"id":"1","content_html":"<b>x"}`, `]}`),
		"JSON, a story of tags":    fill(`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","tags":["a"`, `,"b"`, `]}]}`),
		"JSON, keys":               fill(`{"a":1`, `,"b":1`, `}`),
		"JSON, a long text":        fill(`{"version":"https://jsonfeed.org/version/1","items":[{"content_html":"`, `<p>x</p>`, `"}]}`),
		"JSON, smaller-thans":      fill(`{"version":"https://jsonfeed.org/version/1","items":[{"content_html":"`, `<`, `"}]}`),
		"JSON, keys of a story":    fill(`{"version":"https://jsonfeed.org/version/1","items":[{"a":1`, `,"b":1`, `}]}`),
		"JSON, broken stories":     fill(`{"version":"https://jsonfeed.org/version/1","items":[`, "{\"id\":\"a\" \"t\":\x01x,,},", ""),
		"JSON, broken and nested":  fill(`{"version":"https://jsonfeed.org/version/1","items":[`, `{"a":[{},`, ""),
		"JSON, commas":             fill(`{"version":"https://jsonfeed.org/version/1","items":[`, `,`, `]}`),
		"JSON, nested objects":     fill(`{"version":"https://jsonfeed.org/version/1","items":`, `{"a":`, ""),
		"JSON, escapes":            fill(`{"version":"https://jsonfeed.org/version/1","items":[{"title":"`, `\u0041`, `"}]}`),
		"no feed at all":           fill("", "word ", ""),
		"a page":                   fill("<html>", "<p>x", ""),
	}
}

func utf16Text(s string) []byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// What a document makes of itself is bounded: no more stories than a feed may have, and no more memory, all in all, than a
// small multiple of its size. What the largest cost, and how long they take, is told by BenchmarkHostile.
func TestHostileDocuments(t *testing.T) {
	const size = 2 << 20
	for name, document := range hostile(size) {
		doc := document()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f, err := Parse(doc, "https://example.org/feed", "")
		runtime.ReadMemStats(&after)
		if spent := after.TotalAlloc - before.TotalAlloc; spent > 60*size {
			t.Errorf("%s: %d MB", name, spent>>20)
		}
		switch {
		case len(doc) < size*9/10 || len(doc) > size:
			t.Errorf("%s: a document of %d bytes tests something else", name, len(doc))
		case err != nil && err.Error() == "":
			t.Errorf("%s: refused without a reason", name)
		case err == nil && len(f.Items) > maxItems:
			t.Errorf("%s: %d stories", name, len(f.Items))
		}
	}
}

func BenchmarkHostile(b *testing.B) {
	for name, document := range hostile(MaxDocument) {
		doc := document()
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = Parse(doc, "https://example.org/feed", "")
			}
		})
	}
}
