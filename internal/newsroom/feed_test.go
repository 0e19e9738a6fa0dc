package newsroom

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"testing"
)

func TestFeedsAreWellFormed(t *testing.T) {
	n := open()
	for _, o := range n.outlets {
		doc, mediaType, changed := n.document(o)
		var err error
		if o.format == "json" {
			var v any
			err = json.Unmarshal(doc, &v)
		} else {
			err = wellFormed(doc)
		}
		if (err != nil) != (o.trouble == "broken") {
			t.Errorf("%s: %v", o.name, err)
		}
		if changed.IsZero() || mediaType == "" || len(n.news(o)) < 6 {
			t.Errorf("%s: %d reports, changed %v, %q", o.name, len(n.news(o)), changed, mediaType)
		}
		if !bytes.Contains(doc, []byte(o.words.get("invented"))) {
			t.Errorf("%s: the feed does not say that it is invented", o.name)
		}
	}
}

func wellFormed(doc []byte) error {
	d := xml.NewDecoder(bytes.NewReader(doc))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestBrokenFeedHasWholeItems(t *testing.T) {
	n := open()
	for _, o := range n.outlets {
		if o.trouble != "broken" {
			continue
		}
		doc, _, _ := n.document(o)
		begun, ended := bytes.Count(doc, []byte("<item>")), bytes.Count(doc, []byte("</item>"))
		if ended < 5 || begun != ended+1 {
			t.Errorf("%s: %d items begun, %d ended", o.name, begun, ended)
		}
	}
}
