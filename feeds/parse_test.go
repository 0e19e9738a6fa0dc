package feeds

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

const origin = "https://example.org/feed.xml"

// rssFeed is an RSS document around what stands in its channel.
func rssFeed(inside string) string {
	return `<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
		` xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"` +
		` xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"` +
		` xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>C</title><link>https://example.org/</link>` + inside + `</channel></rss>`
}

func item(inside string) string { return rssFeed("<item>" + inside + "</item>") }

func atomFeed(inside string) string {
	return `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><link href="https://example.org/"/>` + inside + `</feed>`
}

func entry(inside string) string { return atomFeed("<entry>" + inside + "</entry>") }

// of reads a document that has to be a feed.
func of(t *testing.T, doc string) *Feed {
	t.Helper()
	f, err := Parse([]byte(doc), origin, "")
	if err != nil {
		t.Fatalf("%v\n%s", err, doc)
	}
	return f
}

func TestItemFields(t *testing.T) {
	link := func(i Item) string { return i.Link }
	id := func(i Item) string { return i.ID }
	title := func(i Item) string { return i.Title }
	summary := func(i Item) string { return i.Summary }
	content := func(i Item) string { return i.Content }
	image := func(i Item) string { return i.Image }
	labels := func(i Item) string { return strings.Join(i.Categories, "|") }
	people := func(i Item) string { return fmt.Sprint(i.Authors) }
	files := func(i Item) string { return fmt.Sprint(i.Enclosures) }
	date := func(i Item) string { return stamp(i.Published) + " " + stamp(i.Updated) }
	cases := []struct {
		name string
		doc  string
		of   func(Item) string
		want string
	}{
		{"RSS title", item("<title>AT&amp;amp;T &lt;b>grows&lt;/b></title>"), title, "AT&T grows"},
		{"of two titles the first", item("<title>One</title><title>Two</title>"), title, "One"},
		{"Dublin Core title", item("<dc:title>D</dc:title>"), title, "D"},
		{"Atom text title", entry("<title>1 &lt; 2</title>"), title, "1 < 2"},
		{"Atom HTML title", entry(`<title type="html">&lt;i>I&lt;/i> &amp;amp; you</title>`), title, "I & you"},
		{"Atom title escaped twice", entry("<title>AT&amp;amp;T</title>"), title, "AT&T"},
		{"Atom XHTML title", entry(`<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">So <b>it</b> is</div></title>`), title, "So it is"},
		{"no title, but a text", item("<description>&lt;p>It rained.&lt;/p></description>"), title, "It rained."},
		{"no title, no text", item("<link>https://example.org/1</link>"), title, "https://example.org/1"},

		{"RSS link", item("<link> https://example.org/1?utm_source=rss&amp;x=2 </link>"), link, "https://example.org/1?x=2"},
		{"relative link", item("<link>/1</link>"), link, "https://example.org/1"},
		{"link by xml:base", item(`<link xml:base="https://other.example/d/">1</link>`), link, "https://other.example/d/1"},
		{"Atom link in RSS", item(`<atom:link href="/2"/>`), link, "https://example.org/2"},
		{"the page before its feed", entry(`<link rel="self" href="/f"/><link rel="alternate" type="application/json" href="/j"/><link href="/p"/>`), link, "https://example.org/p"},
		{"permalink", item("<guid>https://example.org/g</guid>"), link, "https://example.org/g"},
		{"guid that is no link", item(`<guid isPermaLink="false">https://example.org/g</guid>`), link, ""},
		{"original link", item("<link>https://feeds.example/~r/1</link><feedburner:origLink>https://example.org/o</feedburner:origLink>"), link, "https://example.org/o"},
		{"file as a link", item(`<enclosure url="https://example.org/a.mp3"/>`), link, "https://example.org/a.mp3"},
		{"script as a link", item("<link>javascript:alert(1)</link>"), link, ""},
		{"bare ampersands", item("<link>https://example.org/?a=1&b=2&copy=3</link>"), link, "https://example.org/?a=1&b=2&copy=3"},

		{"guid", item("<guid>g1</guid>"), id, "g1"},
		{"Atom id", entry("<id>tag:example.org,2026:1</id>"), id, "tag:example.org,2026:1"},
		{"RDF name", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel/><item rdf:about="urn:1"><title>T</title></item></rdf:RDF>`, id, "urn:1"},

		{"escaped HTML", item("<description>&lt;p>a &amp;amp; b&lt;/p></description>"), summary, "<p>a &amp; b</p>"},
		{"naked HTML", item("<description>a <b>b</b><br>c</description>"), summary, "a <b>b</b><br>c"},
		{"CDATA", item("<description><![CDATA[<p>a</p>]]></description>"), summary, "<p>a</p>"},
		{"full text", item("<content:encoded><![CDATA[<p>all</p>]]></content:encoded>"), content, "<p>all</p>"},
		{"XHTML", entry(`<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a &amp; b</p></div></content>`), content, "<p>a &amp; b</p>"},
		{"Atom text", entry("<summary>1 &lt; 2</summary>"), summary, "1 &lt; 2"},
		{"links in a text", item(`<description>&lt;a href="x">y&lt;/a></description>`), summary, `<a href="https://example.org/x">y</a>`},
		{"links in a text from elsewhere", `<rss><channel><link>https://site.example/</link><item><description>&lt;img src="/p.png"></description></item></channel></rss>`, summary, `<img src="https://site.example/p.png">`},

		{"author with mail", item("<author>jane@example.org (Jane)</author>"), people, "[{Jane jane@example.org}]"},
		{"several creators", item("<dc:creator>A</dc:creator><dc:creator>B</dc:creator><dc:creator>A</dc:creator>"), people, "[{A } {B }]"},
		{"Atom author", entry("<author><name>J</name><email>j@example.org</email></author>"), people, "[{J j@example.org}]"},
		{"the feed's author", atomFeed("<author><name>F</name></author><entry><title>t</title></entry>"), people, "[{F }]"},
		{"the feed's author, said too late", atomFeed("<entry><title>t</title></entry><author><name>F</name></author>"), people, "[{F }]"},

		{"categories", item("<category>War</category><category domain='x'>Peace &amp;amp; more</category><dc:subject>war</dc:subject>"), labels, "War|Peace & more"},
		{"keywords", item("<media:keywords>a, b ,c</media:keywords>"), labels, "a|b|c"},
		{"Atom category", entry(`<category term="t" label="The T"/>`), labels, "t"},

		{"thumbnail", item(`<media:group><media:thumbnail url="/t.jpg"/></media:group>`), image, "https://example.org/t.jpg"},
		{"picture among files", item(`<media:content url="/p" medium="image"/>`), image, "https://example.org/p"},
		{"enclosure", item(`<enclosure url="/a.mp3" type="audio/mpeg" length="12"/>`), files, "[{https://example.org/a.mp3 audio/mpeg 12}]"},
		{"nonsense as a length", item(`<enclosure url="/a.mp3" length="-99999999999999999999"/>`), files, "[{https://example.org/a.mp3  0}]"},
		{"Atom enclosure", entry(`<link rel="enclosure" href="/a.mp3" length="3"/>`), files, "[{https://example.org/a.mp3  3}]"},

		{"pubDate", item("<pubDate>Mon, 02 Mar 2026 10:00:00 JST</pubDate>"), date, "2026-03-02T01:00:00Z "},
		{"dc:date", item("<dc:date>2026-03-02</dc:date>"), date, "2026-03-02T00:00:00Z "},
		{"Atom dates", entry("<published>2026-03-02T10:00:00Z</published><updated>2026-03-02T11:00:00+01:00</updated>"), date, "2026-03-02T10:00:00Z 2026-03-02T10:00:00Z"},
		{"a date that is none", item("<pubDate>soon</pubDate>"), date, " "},
	}
	for _, c := range cases {
		f := of(t, c.doc)
		if len(f.Items) != 1 {
			t.Errorf("%s: %d items", c.name, len(f.Items))
			continue
		}
		if got := c.of(f.Items[0]); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFeedFields(t *testing.T) {
	f := of(t, rssFeed(`<description>D &amp;amp; d</description><language>en_GB</language><copyright>©</copyright><ttl>90</ttl>
		<managingEditor>ed@example.org (Ed)</managingEditor><category>News</category><image><url>/i.png</url></image>
		<lastBuildDate>Mon, 02 Mar 2026 10:00:00 GMT</lastBuildDate>
		<skipHours><hour>0</hour><hour>24</hour><hour>x</hour></skipHours><skipDays><day>Sunday</day></skipDays>`))
	got := fmt.Sprint(f.Title, " ", f.Link, " ", f.Description, " ", f.Language, " ", f.Copyright, " ", f.Image, " ", f.Authors, " ", f.Categories, " ", stamp(f.Updated), " ", f.Wish)
	want := "C https://example.org/ D &amp; d en-GB © https://example.org/i.png [{Ed ed@example.org}] [News] 2026-03-02T10:00:00Z {1h30m0s [0 0] [Sunday]}"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if f := of(t, rssFeed("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>")); f.Wish.Every != 30*time.Minute {
		t.Errorf("twice an hour is every %v", f.Wish.Every)
	}
	if f := of(t, atomFeed(`<subtitle>S</subtitle><logo>/l.png</logo><rights>R</rights>`)); f.Description != "S" || f.Image != "https://example.org/l.png" || f.Copyright != "R" {
		t.Errorf("Atom: %+v", f)
	}
}

// Broken documents keep every item that is whole.
func TestSalvage(t *testing.T) {
	whole := "<item><title>Alpha</title><link>https://example.org/1</link></item><item><title>Beta</title><link>https://example.org/2</link></item>"
	cases := []struct {
		name, doc, want string
		cut             bool
	}{
		{"whole", rssFeed(whole), "Alpha Beta", false},
		{"cut in an item", strings.Split(rssFeed(whole), "Beta")[0], "Alpha", true},
		{"cut in a tag", strings.Split(rssFeed(whole), "ink>https://example.org/2")[0], "Alpha", true},
		{"cut in CDATA", rssFeed(whole)[:len(rssFeed(whole))-len("</channel></rss>")] + "<item><title><![CDATA[Gam", "Alpha Beta", true},
		{"cut after an item", rssFeed(whole)[:len(rssFeed(whole))-len("</channel></rss>")], "Alpha Beta", false},
		{"items that are not closed", rssFeed("<item><title>Alpha</title><item><title>Beta</title>"), "Alpha Beta", false},
		{"fields that are not closed", rssFeed("<item><title>Alpha<description>d</item><item><title>Beta</title></item>"), "Alpha Beta", false},
		{"fields closed twice", rssFeed("<item><title>Alpha</title></title></item><item><title>Beta</title></description></item>"), "Alpha Beta", false},
		{"wrong end tags", rssFeed("<item><title>Alpha</titel></item><item><title>Beta</title></item>"), "Alpha Beta", false},
		{"quotes that are missing", rssFeed("<item><title>Alpha</title><guid isPermaLink=false>1</guid></item><item><title>Beta</title></item>"), "Alpha Beta", false},
		{"a warning in front", "<br />\n<b>Warning</b>: include() in <b>/srv/x.php</b>" + rssFeed(whole), "Alpha Beta", false},
		{"junk in front", "\n\n <!-- x -->" + rssFeed(whole), "Alpha Beta", false},
		{"junk behind", rssFeed(whole) + "<script>track()</script>", "Alpha Beta", false},
		{"the feed twice", rssFeed(whole) + rssFeed(whole), "Alpha Beta", false},
		{"control characters", strings.ReplaceAll(rssFeed(whole), "Beta", "\x0cBe\x1bta\x00"), "Alpha Beta", false},
		{"HTML entities", strings.ReplaceAll(rssFeed(whole), "Beta", "B&eacute;ta &nosuch; & co"), "Alpha Béta &nosuch; & co", false},
		{"a bad byte", strings.ReplaceAll(rssFeed(whole), "Beta", "B\xe9ta"), "Alpha Béta", false},
		{"prefixes nobody declared", strings.ReplaceAll(rssFeed(whole), "</link>", "</link><x:y>z</x:y>"), "Alpha Beta", false},
		{"upper case", "<RSS><CHANNEL><ITEM><TITLE>Alpha</TITLE></ITEM></CHANNEL></RSS>", "Alpha", false},
		{"entities of its own", `<!DOCTYPE rss [<!ENTITY b "Beta">]>` + strings.ReplaceAll(rssFeed(whole), "Beta", "&b;"), "Alpha Beta", false},
		{"Atom in a foreign namespace", `<feed xmlns="urn:x"><entry><title>Alpha</title></entry></feed>`, "Alpha", false},
		{"Atom in RSS", `<rss xmlns:a="http://www.w3.org/2005/Atom"><channel><a:entry><a:title>Alpha</a:title></a:entry></channel></rss>`, "Alpha", false},
		{"an extension that looks like the end", strings.ReplaceAll(rssFeed(whole), "</item>", "<feedburner:x></feedburner:x></item>"), "Alpha Beta", false},
		{"an extension that carries items", rssFeed("<item><title>Alpha</title><x:old><item><title>Old</title></item></x:old><guid>1</guid></item><item><title>Beta</title></item>"), "Alpha Beta", false},
		{"an object in a title", rssFeed("<item><title>Al&lt;object x>pha</title></item>"), "Alpha", false},
		{"the start of a tag in a title", rssFeed("<item><title>Alpha &amp;&amp; &lt;a</title></item>"), "Alpha && <a", false},
		{"empty items", rssFeed("<item/><item></item>"), "https://example.org/feed.xml", false},
	}
	for _, c := range cases {
		f := of(t, c.doc)
		var titles []string
		for _, i := range f.Items {
			titles = append(titles, i.Title)
		}
		if c.name == "empty items" {
			if len(f.Items) != 2 {
				t.Errorf("%s: %d items", c.name, len(f.Items))
			}
			continue
		}
		if got := strings.Join(titles, " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if f.Cut != c.cut {
			t.Errorf("%s: cut is %v", c.name, f.Cut)
		}
	}
}

func TestRefusals(t *testing.T) {
	cases := []struct{ name, doc, want string }{
		{"nothing", "", "the answer is empty"},
		{"white space", " \n\t", "the answer is empty"},
		{"a page", "<!DOCTYPE html><html><head><title>Log in</title></head></html>", "the answer is a web page, not a feed"},
		{"a wall", "<html><head><title>Just a moment...</title></head></html>", "the site asks for a browser check instead of sending the feed"},
		{"a list of feeds", "<opml version='2.0'><body/></opml>", "the answer is an OPML list of feeds, not a feed"},
		{"a sitemap", "<urlset/>", "the answer is a sitemap, not a feed"},
		{"other XML", "<note/>", "the answer is XML but no feed"},
		{"an error in JSON", `{"error":"forbidden"}`, "the answer is JSON but no feed"},
		{"null", "null", "the answer is no feed but plain text or data"},
		{"a list", "[]", "the answer is JSON but no feed"},
		{"text", "Too many requests", "the answer is no feed but plain text or data"},
		{"a picture", "\x89PNG\r\n\x1a\n\x00", "the answer is no feed but plain text or data"},
		{"an archive with a sign in it", "PK\x03\x04\x00<a\x00b>", "the answer is no feed but plain text or data"},
		{"too much", "<rss>" + strings.Repeat(" ", MaxDocument), "the feed is larger than 10 MB"},
	}
	for _, c := range cases {
		f, err := Parse([]byte(c.doc), origin, "")
		if err == nil || err.Error() != c.want || f != nil {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestJSONFeed(t *testing.T) {
	const head = `{"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"https://example.org/","items":[`
	cases := []struct{ name, doc, want string }{
		{
			"whole", head + `{"id":"1","title":"A","url":"/a","content_html":"<p>x</p>","tags":["t"]},{"id":2,"content_text":"a < b"}]}`,
			`[1 A https://example.org/a <p>x</p> [t]] [2 a < b  a &lt; b []]`,
		},
		{"cut", head + `{"id":"1","title":"A"},{"id":"2","tit`, `[1 A   []]`},
		{"wrong types", head + `{"id":["x"],"title":7,"tags":"one","author":"Jane","attachments":{"url":"https://example.org/f"}},null,5]}`, `[ 7   [one]]`},
		{"escapes", head + `{"id":"a\u001b]0;x","title":"b\u0007\u009b1m\u202e"}]}`, `[a]0;x b1m   []]`},
		{"no items", `{"version":"https://jsonfeed.org/version/1","title":"J"}`, ``},
	}
	for _, c := range cases {
		f := of(t, c.doc)
		var got []string
		for _, i := range f.Items {
			got = append(got, fmt.Sprintf("[%s %s %s %s %v]", i.ID, i.Title, i.Link, i.Content, i.Categories))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, s, c.want)
		}
	}
}

func TestWriteJSON(t *testing.T) {
	f := of(t, rssFeed(`<description>d</description><item><guid>1</guid><title>A &amp; B</title><link>https://example.org/1</link>
		<pubDate>Mon, 02 Mar 2026 10:00:00 +0100</pubDate><author>j@example.org (J)</author><category>c</category>
		<enclosure url="/a" type="t/t" length="5"/></item><item><title>Z</title></item>`))
	var b bytes.Buffer
	if err := WriteJSON(&b, f); err != nil {
		t.Fatal(err)
	}
	want := `{"title":"C","link":"https://example.org/","description":"d","items":[` +
		`{"id":"1","title":"A & B","link":"https://example.org/1","authors":["J"],"author_emails":["j@example.org"],"published":"2026-03-02T09:00:00Z",` +
		`"categories":["c"],"enclosures":[{"url":"https://example.org/a","type":"t/t","length":"5"}]},{"title":"Z"}]}` + "\n"
	if b.String() != want {
		t.Errorf("got  %swant %s", b.String(), want)
	}
}

// Documents made to be slow or large are handled within the limits.
func TestLimits(t *testing.T) {
	n := 200_000
	media := ` xmlns:media="http://search.yahoo.com/mrss/"`
	cases := []struct {
		name, doc string
		items     int
	}{
		{"very many items", "<rss><channel>" + strings.Repeat("<item/>", n) + "</channel></rss>", maxItems},
		{"very many levels", "<rss><channel><item><title>x</title>" + strings.Repeat("<a>", n) + "</a></item></channel></rss>", 1},
		{"very many known levels", "<rss" + media + "><channel><item><title>x</title>" + strings.Repeat("<media:group>", n/2) + "</item></channel></rss>", 1},
		{"very many levels of markup", "<rss><channel><item><title>x</title><description>" + strings.Repeat("<div>", n) + "</description></item></channel></rss>", 1},
		{"very many fields", "<rss><channel><item><title>x</title>" + strings.Repeat("<category/>", n/2) + "</item></channel></rss>", 1},
		{"very many namespaces", "<rss><channel><item><title>x</title>" + strings.Repeat(`<a xmlns:b="c"/>`, n/3) + "</item></channel></rss>", 1},
		{"very many channels with namespaces", "<rss>" + strings.Repeat(`<channel xmlns:a="b">`, n/2) + "<item><title>x</title></item></channel></rss>", 1},
		{"a title of megabytes", "<rss><channel><item><title>" + strings.Repeat("& ", n) + "</title></item></channel></rss>", 1},
		{"entities in entities", `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>` + strings.Repeat("&b;", 1000) + "</title></item></channel></rss>", 1},
		{"an entity of a file", `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>`, 1},
		{"very many items of JSON", `{"version":"https://jsonfeed.org/version/1","items":[` + strings.Repeat("{},", n) + `{}]}`, maxItems},
		{"very many levels of JSON", `{"version":"https://jsonfeed.org/version/1","items":` + strings.Repeat("[", n), 0},
	}
	for _, c := range cases {
		f := of(t, c.doc)
		if len(f.Items) != c.items {
			t.Errorf("%s: %d items, want %d", c.name, len(f.Items), c.items)
		}
		for _, i := range f.Items {
			if len(i.Title) > maxHeadline || strings.Contains(i.Title, "root:") || strings.Contains(i.Title, "haha") {
				t.Errorf("%s: title %.60q", c.name, i.Title)
			}
		}
	}
}

func TestNewest(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 3, n, 0, 0, 0, 0, time.UTC) }
	items := []Item{{ID: "old", Published: day(1)}, {ID: "none"}, {ID: "new", Published: day(9)}, {ID: "mid", Updated: day(5)}}
	var got []string
	for _, i := range newest(items, 3) {
		got = append(got, i.ID)
	}
	if s := strings.Join(got, " "); s != "none new mid" {
		t.Errorf("kept %s", s)
	}
}

// FuzzParse looks for documents that are not answered, or answered with something that is not safe or no JSON.
func FuzzParse(f *testing.F) {
	for _, doc := range []string{
		item("<title>A</title><description>&lt;p>x</description>"), entry(`<title type="xhtml"><div><b>x</b></div></title>`),
		`<rdf:RDF xmlns:rdf="x"><item rdf:about="y"/></rdf:RDF>`, `{"version":"https://jsonfeed.org/version/1","items":[{"id":1}]}`,
		"<rss><channel><item><title><![CDATA[x", "<feed><entry><content src='y' type='text/html' mode='base64'>PGI+", `<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;`,
		"\xff\xfe<\x00r\x00", "<rss><channel><item><media:group><media:content url='/x'>", "<rss xml:base='::'><link>x", "<a <b c='",
	} {
		f.Add([]byte(doc), "")
	}
	f.Fuzz(func(t *testing.T, doc []byte, header string) {
		feed, err := parse(doc, origin, header)
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteJSON(&b, feed); err != nil || !json.Valid(b.Bytes()) {
			t.Fatalf("no JSON: %v", err)
		}
		for _, i := range feed.Items {
			for _, s := range []string{i.Title, i.ID, i.Link, i.Summary, i.Content, fmt.Sprint(i.Authors, i.Categories, i.Enclosures)} {
				if strings.ContainsAny(s, "\x00\x07\x1b\u009b\u202e") {
					t.Fatalf("not clean: %q", s)
				}
			}
			if strings.Contains(strings.ToLower(i.Summary+i.Content), "<script") {
				t.Fatalf("not safe: %q", i.Content)
			}
		}
	})
}

// BenchmarkParse reads a feed of fifty stories with their whole text, as a large paper sends it: 100 KB.
func BenchmarkParse(b *testing.B) {
	var s strings.Builder
	for n := range 50 {
		fmt.Fprintf(&s, `<item><title>The harbour on day %d</title><link>https://example.org/%d</link><guid isPermaLink="false">h%d</guid>`+
			`<pubDate>Mon, 02 Mar 2026 10:%02d:00 GMT</pubDate><dc:creator>Jane Doe</dc:creator><category>Sea</category>`+
			`<description>It was quiet.</description><content:encoded><![CDATA[%s]]></content:encoded></item>`, n, n, n, n,
			strings.Repeat(`<p>The harbour was quiet on <a href="/monday">Monday</a>, <em>they said</em>; nothing moved.</p>`, 15))
	}
	doc := []byte(rssFeed(s.String()))
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(doc, origin, ""); err != nil {
			b.Fatal(err)
		}
	}
}
