package topics

import (
	"slices"
	"testing"
)

func TestCountryWords(t *testing.T) {
	for _, c := range []struct {
		name       string
		has, hasNo []string
	}{
		{"UA", []string{"Ukraine", "Ukrainian", "Kyiv", "Украина", "烏克蘭"}[:4], []string{"Russia"}},
		{"ukraine", []string{"Kyiv"}, nil},
		{"Deutschland", []string{"Germany", "German", "Allemagne", "ドイツ"}, nil},
		{"britain", []string{"United Kingdom", "UK", "Scotland"}, nil},
		{"Africa", []string{"Kenya", "Nigerian", "Sahel", "Addis Ababa"}, []string{"France", "Ceuta & Melilla"}},
		{"middle east", []string{"Gaza", "Iran", "Houthis", "Cairo"}, []string{"India"}},
		{"Europe", []string{"Kyiv", "Swiss", "Brussels", "Tbilisi"}, []string{"Turkey", "Beijing"}},
		{"Asia", []string{"Beijing", "Tokyo", "Dhaka"}, []string{"Gaza", "Tbilisi"}},
		{"Latin America", []string{"Mexico", "Brazilian"}, []string{"White House", "Canadian"}},
		{"Oceania", []string{"Auckland", "Fijian"}, []string{"Chile"}},
	} {
		words, _, ok := CountryWords(c.name)
		if !ok {
			t.Errorf("%s: no country", c.name)
		}
		for _, w := range c.has {
			if !slices.Contains(words, w) {
				t.Errorf("%s: not %q", c.name, w)
			}
		}
		for _, w := range c.hasNo {
			if slices.Contains(words, w) {
				t.Errorf("%s: %q", c.name, w)
			}
		}
	}
	if _, not, _ := CountryWords("Turkey"); !slices.Contains(not, "roast turkey") {
		t.Error(not)
	}
	for _, name := range []string{"", "Atlantis", "XX", "  "} {
		if _, _, ok := CountryWords(name); ok {
			t.Errorf("%q is a country", name)
		}
	}
}

// Every country is in a region, and every alias belongs to a country.
func TestCountriesTable(t *testing.T) {
	if n := len(countries()); n < 240 {
		t.Fatal(n, "countries")
	}
	for _, c := range countries() {
		in := 0
		for _, r := range regions() {
			if r.has(c) {
				in++
			}
		}
		if in == 0 {
			t.Errorf("%s %s is nowhere", c.code, c.names[0])
		}
	}
	n := 0
	eachRow(aliasesTable, func(f []string) {
		n++
		if CountryName(f[0]) == "" {
			t.Errorf("aliases of %q, which is no country", f[0])
		}
	})
	if n < 190 {
		t.Error(n, "countries have aliases")
	}
	if CountryName("gb") != "United Kingdom" || CountryName("") != "" || CountryName("zz") != "" {
		t.Error(CountryName("gb"), CountryName(""), CountryName("zz"))
	}
}
