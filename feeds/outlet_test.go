package feeds

import (
	"net/url"
	"slices"
	"testing"

	tags "golang.org/x/text/language"
)

func TestOutletAt(t *testing.T) {
	for _, c := range []struct{ address, name, country, family string }{
		{"https://feeds.bbci.co.uk/news/world/rss.xml", "BBC", "GB", "BBC"},
		{"https://www.bbc.com/news/articles/c1", "BBC", "GB", "BBC"},
		{"https://www.theguardian.com/world/rss", "The Guardian", "GB", "Guardian Media Group"},
		{"https://rss.dw.com/rdf/rss-en-all", "Deutsche Welle", "DE", "Deutsche Welle"},
		{"https://notbbc.com/", "", "", ""},
		{"https://bbc.com.example/", "", "", ""},
		{"", "", "", ""},
		{"::", "", "", ""},
	} {
		o, ok := OutletAt(c.address)
		if ok != (c.name != "") || o.Name != c.name || o.Country != c.country || o.Family != c.family {
			t.Errorf("%s: %+v", c.address, o)
		}
	}
}

// Every row has a country that there is, a kind of owner that coverage can show, a house and a source.
func TestOutletsTable(t *testing.T) {
	kinds := []string{"public", "state", "state-funded", "private", "listed", "trust", "non-profit", "cooperative", "agency", "international"}
	if n := len(outlets()); n < 200 {
		t.Errorf("%d hosts", n)
	}
	for host, o := range outlets() {
		r, err := tags.ParseRegion(o.Country)
		if err != nil || !r.IsCountry() || r.String() != o.Country {
			t.Errorf("%s: country %q, %v", host, o.Country, err)
		}
		if u, err := url.Parse(o.Source); err != nil || u.Host == "" || o.Name == "" || o.Family == "" || !slices.Contains(kinds, o.Owner) {
			t.Errorf("%s: %+v", host, o)
		}
	}
}
