package article

import (
	"errors"
	"strings"
	"testing"
)

// What is no page is told by what it is, in whatever encoding it arrives.
func TestWhatIs(t *testing.T) {
	noise := make([]byte, 4000)
	for i := range noise {
		noise[i] = byte(i * 7919 >> 3)
	}
	page := framed("<p>" + strings.Repeat("The tide mill of Holm grinds from May. ", 12) + "</p>")
	for name, c := range map[string]struct{ doc, want string }{
		"pdf":               {"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"},
		"png":               {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a picture"},
		"png as letters":    {"\u2030PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a picture"},
		"jpeg":              {"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "a picture"},
		"webp":              {"RIFF\x24\x00\x00\x00WEBPVP8 ", "a picture"},
		"film":              {"\x00\x00\x00\x18ftypmp42", "a film"},
		"zip":               {"PK\x03\x04\x14\x00", "an archive"},
		"program":           {"\x7fELF\x02\x01\x01", "a program"},
		"rubbish":           {string(noise), "no text"},
		"rubbish as text":   {strings.ToValidUTF8(string(noise), "\ufffd"), "no text"},
		"rss":               {`<?xml version="1.0"?><!-- made by hand --><rss version="2.0"><channel/></rss>`, "a feed"},
		"atom":              {"\ufeff\n<feed xmlns=\"http://www.w3.org/2005/Atom\"></feed>", "a feed"},
		"rdf":               {`<?xml version="1.0"?><rdf:RDF xmlns="x"></rdf:RDF>`, "a feed"},
		"json feed":         {`{"version": "https://jsonfeed.org/version/1.1", "items": []}`, "a feed"},
		"json":              {`{"answer": [1, 2, 3]}`, "data in JSON"},
		"sitemap":           {`<?xml version="1.0"?><urlset></urlset>`, "data in XML"},
		"xhtml":             {`<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">` + page, ""},
		"page":              {page, ""},
		"text":              {"Only words, but many of them.", ""},
		"bracketed words":   {"[Photo] The mill of Holm", ""},
		"an article on rss": {`<html><body><p>Write &lt;rss&gt; first</p></body></html>`, ""},
	} {
		if got := whatIs([]byte(c.doc)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWhatThereIsInstead(t *testing.T) {
	for name, c := range map[string]struct{ page, want string }{
		"consent": {
			`<html><body><div class="dialog"><h1>Before you go on</h1><p>We and our partners use cookies and store your consent to process personal data.</p>
<p>You can change your cookie settings and withdraw consent at any time in our privacy policy.</p><button>Accept all</button><button>Reject all</button></div></body></html>`,
			isConsent,
		},
		"consent, german": {
			`<html><body><div id="cmp"><h2>Cookies zustimmen</h2><p>Wir und unsere Partner verwenden Cookies. Ihre Einwilligung zur Verarbeitung personenbezogener Daten können Sie in den Datenschutzeinstellungen widerrufen.</p>
<button>Alle akzeptieren</button></div></body></html>`,
			isConsent,
		},
		"robots": {
			`<html><head><title>Just a moment</title></head><body><p>Checking your browser before you can go to paper.example.</p><p>Please wait for five seconds until this is done, and do not close the window.</p></body></html>`,
			isRobots,
		},
		"robots, french": {
			`<html><body><h1>Encore un instant</h1><p>Merci de confirmer que vous n'êtes pas un robot avant de continuer votre lecture sur ce site.</p></body></html>`,
			isRobots,
		},
		"front page": {frontOf(12), isFront},
		"feed":       {`<rss><channel></channel></rss>`, isFeed},
	} {
		a, err := Read(Page{HTML: []byte(c.page), URL: "https://paper.example/"})
		var none NoArticle
		if !errors.Is(err, ErrNoArticle) || !errors.As(err, &none) || none.What != c.want || none.Feed != (c.want == isFeed) {
			t.Errorf("%s: %v, %q", name, err, a.Text)
		}
	}
	if _, err := Read(Page{HTML: []byte(framed(strings.Repeat("<p>The word captcha stands in a report on how captchas are read by programs, which is no check at all.</p>", 12)))}); err != nil {
		t.Error(err)
	}
}

// frontOf is a front page that leads to so many stories.
func frontOf(n int) string {
	out := `<html><head><title>The Paper</title></head><body><main>`
	for i := range n {
		out += `<div class="card"><h3><a href="/story-` + strings.Repeat("x", i+1) + `">A headline of some words, the ` + strings.Repeat("very ", i%3) + `best</a></h3><p>What it is about, in a line.</p></div>`
	}
	return out + `</main></body></html>`
}
