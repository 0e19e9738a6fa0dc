package feeds

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"dateline/internal/safe"

	gofeedatom "github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"
)

// MaxDocument is how large a feed or a page may be, in bytes, after decoding.
const MaxDocument = 10 << 20

// Parse reads a feed document: RSS, RDF, Atom or JSON Feed, in any encoding, well-formed or nearly so. url is where the
// document came from (relative addresses are resolved against it) and contentType the HTTP header; both may be empty.
// Of a document that was cut it returns every item that is whole. The error of a document that is no feed says what it is.
func Parse(doc []byte, url, contentType string) (f *Feed, err error) {
	defer func() {
		if recover() != nil {
			f, err = nil, errStumbled
		}
	}()
	return parse(doc, url, contentType)
}

// NoFeed is the error for a document that is something else.
type NoFeed struct{ What string }

func (e NoFeed) Error() string { return "the answer is " + e.What }

// errStumbled is a mistake of ours, or of a library, which costs one feed and not the reader.
var errStumbled = errors.New("dateline stumbles over this document · please report it with the address of the feed")

func parse(doc []byte, url, contentType string) (*Feed, error) {
	if len(doc) > MaxDocument {
		return nil, errors.New("the feed is larger than 10 MB")
	}
	doc = utf8Text(doc, contentType)
	start := bytes.TrimLeft(doc, " \t\r\n\ufeff\x00")
	if len(start) == 0 {
		return nil, NoFeed{"empty"}
	}
	base := parsedURL(url)
	if start[0] == '{' || start[0] == '[' {
		f, err := parseJSON(start, base)
		if err == nil {
			f.complete(safe.URL(url))
		}
		return f, err
	}
	clean, texts, cut, err := mended(start, base)
	if errors.Is(err, errNoFeed) {
		return nil, refused(start)
	}
	if err != nil {
		return nil, err
	}
	f, err := readXML(clean, texts)
	if err != nil {
		return nil, fmt.Errorf("the feed cannot be read: %w", err)
	}
	f.Cut = cut
	f.complete(safe.URL(url))
	return f, nil
}

// readXML hands a mended document to gofeed.
func readXML(clean []byte, texts texts) (*Feed, error) {
	if bytes.HasPrefix(clean, []byte("<feed")) {
		a, err := (&gofeedatom.Parser{}).Parse(bytes.NewReader(clean))
		if err != nil {
			return nil, err
		}
		return fromAtom(a, texts), nil
	}
	r, err := (&rss.Parser{}).Parse(bytes.NewReader(clean))
	if err != nil {
		return nil, err
	}
	return fromRSS(r, texts), nil
}

// plainData is what a document without markup is.
const plainData = "no feed but plain text or data"

// refused says what a document is in which no feed starts.
func refused(doc []byte) error {
	if !bytes.ContainsRune(doc, '<') {
		return NoFeed{plainData}
	}
	return NoFeed{"no feed"}
}

// refusedRoot says what a document is by its first element.
func refusedRoot(local string, doc []byte) error {
	switch local {
	case "html", "head", "body", "script", "meta", "title", "div", "p", "h1", "center":
		if wall(doc) {
			return errors.New("the site asks for a browser check instead of sending the feed")
		}
		return NoFeed{"a web page, not a feed"}
	case "opml":
		return NoFeed{"an OPML list of feeds, not a feed"}
	case "urlset", "sitemapindex":
		return NoFeed{"a sitemap, not a feed"}
	}
	if bytes.IndexByte(doc, 0) >= 0 { // chance made a "<"
		return NoFeed{plainData}
	}
	return NoFeed{"XML but no feed"}
}

// wall reports a page that bot protection puts in front of a site.
func wall(doc []byte) bool {
	head := strings.ToLower(string(doc[:min(len(doc), 16<<10)]))
	for _, sign := range []string{
		"just a moment...", "checking your browser", "cf-chl", "challenge-platform", "attention required", "captcha", "enable javascript and cookies",
		"access denied", "incapsula", "ddos-guard", "are you a robot", "datadome", "px-captcha",
	} {
		if strings.Contains(head, sign) {
			return true
		}
	}
	return false
}
