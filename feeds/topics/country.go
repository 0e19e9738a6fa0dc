package topics

import (
	_ "embed"
	"strings"
	"sync"
)

// countries.tsv has the names of countries as CLDR gives them.
//
//go:generate go run countries_make.go
//go:embed countries.tsv
var countriesTable string

// country is a row of the table.
type country struct {
	code      string // ISO 3166: "GB"
	continent string // M49: "150"
	names     []string
}

// countries are all, in the order of their codes.
var countries = sync.OnceValue(func() []country {
	out := make([]country, 0, 260)
	for line := range strings.Lines(countriesTable) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if line[0] == '#' || len(f) < 3 {
			continue
		}
		out = append(out, country{code: f[0], continent: f[1], names: f[2:]})
	}
	return out
})

// CountryName is the English name of a country, by its code of ISO 3166 in any case; "" for what is none.
func CountryName(code string) string {
	code = strings.ToUpper(code)
	for _, c := range countries() {
		if c.code == code {
			return c.names[0]
		}
	}
	return ""
}
