package feeds

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// opml is an OPML document around outlines.
func opml(outlines string) string {
	return `<?xml version="1.0" encoding="utf-8"?><opml version="2.0"><head><title>x</title></head><body>` + outlines + `</body></opml>`
}

// listed writes subscriptions the way the cases do: folder/folder/title address, one a line.
func listed(outlines []Outline) string {
	var lines []string
	for _, o := range outlines {
		lines = append(lines, strings.Join(append(append([]string{}, o.Path...), o.Title), "/")+" "+o.URL)
	}
	return strings.Join(lines, "\n")
}

func TestReadOPML(t *testing.T) {
	cases := []struct{ name, doc, want string }{
		{
			"two feeds", opml(`<outline text="A" xmlUrl="https://a.example/f"/><outline text="B" type="rss" xmlUrl="https://b.example/f"/>`),
			"A https://a.example/f\nB https://b.example/f",
		},
		{
			"folders", opml(`<outline text="World"><outline text="Asia"><outline text="A" xmlUrl="https://a.example/f"/></outline>` +
				`<outline text="B" xmlUrl="https://b.example/f"/></outline><outline text="C" xmlUrl="https://c.example/f"/>`),
			"World/Asia/A https://a.example/f\nWorld/B https://b.example/f\nC https://c.example/f",
		},
		{"a folder called by its title", opml(`<outline title="World"><outline title="A" xmlUrl="https://a.example/f"/></outline>`), "World/A https://a.example/f"},
		{"a folder without a name", opml(`<outline><outline text="A" xmlUrl="https://a.example/f"/></outline>`), "A https://a.example/f"},
		{
			"a feed is a folder too", opml(`<outline text="A" xmlUrl="https://a.example/f"><outline text="B" xmlUrl="https://b.example/f"/></outline>`),
			"A https://a.example/f\nA/B https://b.example/f",
		},
		{"no name", opml(`<outline xmlUrl="https://a.example/f"/>`), " https://a.example/f"},
		{"its address for a name", opml(`<outline text="https://a.example/f" xmlUrl="https://a.example/f"/>`), " https://a.example/f"},
		{
			"names in any case", `<OPML><BODY><OUTLINE TEXT="A" XMLURL="https://a.example/f"/><Outline Text="B" xmlurl="https://b.example/f"></Outline></BODY></OPML>`,
			"A https://a.example/f\nB https://b.example/f",
		},
		{"category", opml(`<outline text="A" xmlUrl="https://a.example/f" category="/World/Asia,tech"/>`), "World/Asia/A https://a.example/f"},
		{"folders before categories", opml(`<outline text="F"><outline text="A" xmlUrl="https://a.example/f" category="tech"/></outline>`), "F/A https://a.example/f"},
		{"an address in url", opml(`<outline text="A" type="rss" url="https://a.example/f"/><outline text="B" type="link" url="https://b.example/"/>` +
			`<outline text="C" type="include" url="https://c.example/x.opml"/>`), "A https://a.example/f"},
		{"twice", opml(`<outline text="A" xmlUrl="https://a.example/f"/><outline text="F"><outline text="A2" xmlUrl="HTTPS://A.example/f"/></outline>`), "A https://a.example/f"},
		{"commented out", opml(`<outline text="A" xmlUrl="https://a.example/f" isComment="true"><outline text="B" xmlUrl="https://b.example/f"/></outline>` +
			`<outline text="C" xmlUrl="https://c.example/f"/>`), "C https://c.example/f"},
		{"notes", opml(`<outline text="a note"/><outline text="empty" xmlUrl=" "/><outline text="A" xmlUrl="https://a.example/f"/>`), "A https://a.example/f"},
		{
			"feed schemes", opml(`<outline text="A" xmlUrl="feed://a.example/f"/><outline text="B" xmlUrl="feed:https://b.example/f"/>`),
			"A http://a.example/f\nB https://b.example/f",
		},
		{
			"no scheme", opml(`<outline text="A" xmlUrl="a.example/f"/><outline text="B" xmlUrl="//b.example:8080/f"/><outline text="C" xmlUrl="localhost:99/f"/>`),
			"A https://a.example/f\nB https://b.example:8080/f\nC https://localhost:99/f",
		},
		{"space around and inside", opml("<outline text=' A\n B ' xmlUrl='  https://a.example/x y\n'/>"), "A B https://a.example/x%20y"},
		{"what is no web feed", opml(`<outline text="a" xmlUrl="exec:/bin/ls"/><outline text="b" xmlUrl="|/bin/ls"/><outline text="c" xmlUrl="file:///etc/passwd"/>` +
			`<outline text="d" xmlUrl="vfolder"/><outline text="e" xmlUrl="javascript:alert(1)"/><outline text="f" xmlUrl="filter:cat:https://a.example/"/>` +
			`<outline text="g" xmlUrl="$(id).example/f"/><outline text="h" xmlUrl="/etc/passwd"/><outline text="i" xmlUrl="hhttps://a.example/f"/>` +
			`<outline text="j" xmlUrl="-rf a.example"/>`), ""},
		{"bare ampersands", opml(`<outline text="Q&A" xmlUrl="https://a.example/?a=1&b=2"/>`), "Q&A https://a.example/?a=1&b=2"},
		{"escaped twice", opml(`<outline text="Q&amp;amp;A" xmlUrl="https://a.example/?a=1&amp;amp;b=2"/>`), "Q&A https://a.example/?a=1&b=2"},
		{"entities of HTML", opml(`<outline text="Caf&eacute; &ndash; Le&nbsp;Monde" xmlUrl="https://a.example/f"/>`), "Café – Le Monde https://a.example/f"},
		{"markup in a title", opml(`<outline text="&lt;b&gt;A&lt;/b&gt; <i>B</i>" xmlUrl="https://a.example/f"/>`), "A B https://a.example/f"},
		{
			"a raw < in a title", opml(`<outline text="Politics < Daily" xmlUrl="https://a.example/f"/><outline text="B" xmlUrl="https://b.example/f"/>`),
			"Politics < Daily https://a.example/f\nB https://b.example/f",
		},
		{
			"quotes in a title", opml(`<outline text="The "real" news" title="The "real" news" xmlUrl="https://a.example/f"/><outline text='It's late' xmlUrl='https://b.example/f'/>`),
			"The \"real\" news https://a.example/f\nIt's late https://b.example/f",
		},
		{
			"a quote that is not closed", opml("<outline text=\"A xmlUrl=\"https://a.example/f\"/>\n<outline text=\"B\" xmlUrl=\"https://b.example/f\"/>"),
			"A https://a.example/f\nB https://b.example/f",
		},
		{"no space between attributes", opml(`<outline text="A"type="rss"xmlUrl="https://a.example/f"/>`), "A https://a.example/f"},
		{
			"a tag that is not closed", opml("<outline text=\"A\" xmlUrl=\"https://a.example/f\"\n<outline text=\"B\" xmlUrl=\"https://b.example/f\"/>"),
			"A https://a.example/f\nB https://b.example/f",
		},
		{
			"no outline is closed", opml(`<outline text="A" xmlUrl="https://a.example/f"><outline text="B" xmlUrl="https://b.example/f">`),
			"A https://a.example/f\nB https://b.example/f",
		},
		{"ends that nothing began", opml(`</outline></outline><outline text="A" xmlUrl="https://a.example/f"/>`), "A https://a.example/f"},
		{"controls", opml("<outline text=\"a\x08b&#x0C;c\x1b]0;d\" xmlUrl=\"https://a.example/f\"/>"), "abc]0;d https://a.example/f"},
		{"in a namespace", `<o:opml xmlns:o="http://opml.org/spec2"><o:body><o:outline text="A" xmlUrl="https://a.example/f"/></o:body></o:opml>`, "A https://a.example/f"},
		{"a comment", opml(`<!-- <outline text="A" xmlUrl="https://a.example/f"/> --><outline text="B" xmlUrl="https://b.example/f"/>`), "B https://b.example/f"},
		{"a password", opml(`<outline text="A" xmlUrl="https://jane:secret@a.example/f"/>`), "A https://a.example/f"},
		{"byte order mark", "\ufeff" + opml(`<outline text="A" xmlUrl="https://a.example/f"/>`), "A https://a.example/f"},
		{"Latin 1", latin1(strings.Replace(opml(`<outline text="é" xmlUrl="https://a.example/é"/>`), "utf-8", "iso-8859-1", 1)), "é https://a.example/%C3%A9"},
		{"UTF-16", wide(strings.Replace(opml(`<outline text="世界" xmlUrl="https://a.example/f"/>`), "utf-8", "utf-16", 1)), "世界 https://a.example/f"},
		{"nothing in it", opml(""), ""},
	}
	for _, c := range cases {
		got, err := ReadOPML([]byte(c.doc))
		if err != nil || listed(got) != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.name, err, listed(got), c.want)
		}
	}
}

// What calls itself a feed and is none of the web is told apart from what is no feed at all.
func TestRefusedOutlines(t *testing.T) {
	got, err := ReadList([]byte(opml(`<outline text="a" xmlUrl="exec:/bin/ls&#27;"/><outline text="note"/><outline text="b" type="link" url="x"/>` +
		`<outline text="c" xmlUrl="https://c.example/f"/><outline text="d" xmlUrl=" | ls "/>`)))
	want := []string{"exec:/bin/ls", "| ls"}
	if err != nil || len(got.Outlines) != 1 || !slices.Equal(got.Refused, want) {
		t.Errorf("%v %+v, want %+v", err, got, want)
	}
}

func latin1(s string) string {
	out, _ := charmap.ISO8859_1.NewEncoder().String(s)
	return out
}

func wide(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func TestReadCutOPML(t *testing.T) {
	whole := opml(`<outline text="F"><outline text="A" xmlUrl="https://a.example/f"/><outline text="B" xmlUrl="https://b.example/f"/></outline>`)
	for end := strings.Index(whole, "<body>") + 6; end < strings.Index(whole, "</opml>"); end++ {
		got, err := ReadOPML([]byte(whole[:end]))
		if !errors.Is(err, ErrCut) {
			t.Fatalf("%q: %v", whole[:end], err)
		}
		if want := strings.Count(whole[:end], "/>"); len(got) != want {
			t.Errorf("%q: %d feeds, want %d", whole[:end], len(got), want)
		}
	}
}

func TestNoOPML(t *testing.T) {
	cases := []struct{ doc, want string }{
		{"", "the list is empty"},
		{"  \n", "the list is empty"},
		{`{"feeds":[]}`, "this is no OPML list but plain text or data"},
		{"<html><body>login</body></html>", "this is a web page, not an OPML list"},
		{"<!doctype html>\n<HTML>", "this is a web page, not an OPML list"},
		{`<rss version="2.0"><channel/></rss>`, "this is a feed, not an OPML list of feeds"},
		{`<rdf:RDF/>`, "this is a feed, not an OPML list of feeds"},
		{`<svg/>`, "this is XML but no OPML list"},
		{`<opml version="2.0"><head/></opml>`, "the OPML list has no body"},
		{`a < b`, "this is no OPML list"},
	}
	for _, c := range cases {
		got, err := ReadOPML([]byte(c.doc))
		if err == nil || err.Error() != c.want || len(got) > 0 {
			t.Errorf("%q: %v, %v, want %s", c.doc, got, err, c.want)
		}
	}
}

// Lists made to be slow or large end soon and stay small.
func TestHostileOPML(t *testing.T) {
	deep := func(n int) string {
		return opml(strings.Repeat(`<outline text="d">`, n) + `<outline text="A" xmlUrl="https://a.example/f"/>` + strings.Repeat("</outline>", n))
	}
	var many strings.Builder
	for i := range maxOutlines + 5 {
		fmt.Fprintf(&many, `<outline xmlUrl="https://a.example/%d"/>`, i)
	}
	cases := []struct {
		name, doc string
		feeds     int
		folders   int
		err       bool
	}{
		{"200 levels", deep(200), 1, 200, false},
		{"100,000 levels", deep(100_000), 1, 200, false},
		{"too many", opml(many.String()), maxOutlines, 0, true},
		{"entities that grow", `<!DOCTYPE o [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>` + opml(`<outline text="&b;&b;" xmlUrl="https://a.example/f"/>`), 1, 0, false},
		{"quotes without end", opml(`<outline text="` + strings.Repeat(`"a `, 200_000) + `" xmlUrl="https://a.example/f"/>`), 0, 0, false},
		{"an attribute of a megabyte", opml(`<outline text="` + strings.Repeat("a", 1<<20) + `" xmlUrl="https://a.example/f"/>`), 1, 0, false},
	}
	for _, c := range cases {
		got, err := ReadOPML([]byte(c.doc))
		if len(got) != c.feeds || (err != nil) != c.err {
			t.Errorf("%s: %d feeds, %v", c.name, len(got), err)
		}
		if len(got) == 0 {
			continue
		}
		if n := len(got[0].Path); n != c.folders {
			t.Errorf("%s: %d folders, want %d", c.name, n, c.folders)
		}
	}
}

// What was written is read as it was: folders, titles, names, sites.
func TestOPMLThereAndBack(t *testing.T) {
	asia := []string{"World", "Asia <&> \"East\""}
	want := []Outline{
		{URL: "https://a.example/f?a=1&b=2", Title: "A &amp; B", Path: []string{"World"}},
		{URL: "https://c.example/f", Title: "C", Name: "Mine", Site: "https://c.example/", Path: asia},
		{URL: "https://d.example/f", Name: "<b>Only</b> the reader's", Path: asia},
		{URL: "https://e.example/f", Title: "Same", Name: "Same", Path: strings.Split(strings.Repeat("d", 200), "")},
		{URL: "https://f.example/f", FullText: NeverFullText, Paused: true},
		{URL: "https://g.example/f", Title: "日本 'x'"},
	}
	var b bytes.Buffer
	if err := WriteOPML(&b, want, "My feeds & more"); err != nil {
		t.Fatal(err)
	}
	got, err := ReadOPML(b.Bytes())
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\ngot  %+v\nwant %+v\n%s", err, got, want, b.String())
	}
	// Another program's reading: the reader's names as text and title.
	foreign, err := ReadOPML(bytes.Replace(b.Bytes(), []byte(opmlSpace), []byte("x"), 1))
	if err != nil || foreign[1].Title != "Mine" || foreign[0].Name != "A & B" {
		t.Errorf("%v %+v", err, foreign)
	}
}

func TestWriteOPML(t *testing.T) {
	var b bytes.Buffer
	err := WriteOPML(&b, []Outline{
		{URL: "https://a.example/f", Title: "A", Name: "Mine", Site: "https://a.example/", Path: []string{"World"}},
		{URL: "https://b.example/f"},
	}, "Feeds")
	want := `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0" xmlns:dateline="urn:dateline:opml">
  <head>
    <title>Feeds</title>
  </head>
  <body>
    <outline text="World" title="World">
      <outline text="Mine" title="Mine" type="rss" xmlUrl="https://a.example/f" htmlUrl="https://a.example/" dateline:name="Mine" dateline:title="A"/>
    </outline>
    <outline text="https://b.example/f" title="https://b.example/f" type="rss" xmlUrl="https://b.example/f"/>
  </body>
</opml>
`
	if err != nil || b.String() != want {
		t.Errorf("%v\n%s", err, b.String())
	}
}

func FuzzReadOPML(f *testing.F) {
	f.Add(opml(`<outline text="The "real" news" xmlUrl="https://a.example/f"/>`))
	f.Add(opml("<outline text='a><outline xmlUrl=b.example =\"/>"))
	f.Fuzz(func(t *testing.T, doc string) {
		got, _ := ReadOPML([]byte(doc))
		for _, o := range got {
			if address, _ := WebAddress(o.URL); address != o.URL {
				t.Errorf("%q is not as it goes on the wire", o.URL)
			}
		}
	})
}
