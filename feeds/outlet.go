package feeds

import (
	_ "embed"
	"net/url"
	"strings"
	"sync"
)

// Outlet is what is known of a newspaper, a station or a site, beyond its feeds.
type Outlet struct {
	Name    string
	Country string // of its newsroom, ISO 3166: "GB"
	Owner   string // kind of owner in a word: "public", "state", "private", "listed", "trust", "non-profit", "agency" …
	Family  string // the house it belongs to: outlets of one house are not independent of each other
	Source  string // address where that is told
}

//go:embed outlets.tsv
var outletsTable string

// outlets is the table by host.
var outlets = sync.OnceValue(func() map[string]Outlet {
	out := make(map[string]Outlet, 300)
	for line := range strings.Lines(outletsTable) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if line[0] == '#' || len(f) < 6 {
			continue
		}
		for host := range strings.FieldsSeq(f[0]) {
			out[host] = Outlet{Name: f[1], Country: f[2], Owner: f[3], Family: f[4], Source: f[5]}
		}
	}
	return out
})

// OutletAt is the outlet that an address of a page or a feed belongs to; false when the table does not know it.
func OutletAt(address string) (Outlet, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return Outlet{}, false
	}
	for host := strings.ToLower(u.Hostname()); host != ""; {
		if o, ok := outlets()[host]; ok {
			return o, true
		}
		_, rest, ok := strings.Cut(host, ".")
		if !ok {
			break
		}
		host = rest
	}
	return Outlet{}, false
}
