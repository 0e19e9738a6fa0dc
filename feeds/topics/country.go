package topics

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// countries.tsv has the names of countries as CLDR gives them, aliases.tsv other words for them.
//
//go:generate go run countries_make.go
//go:embed countries.tsv
var countriesTable string

//go:embed aliases.tsv
var aliasesTable string

// country is a row of the table.
type country struct {
	code      string // ISO 3166: "GB"
	continent string // M49: "150"
	names     []string
	words     []string // that name it as well
	not       []string // beside which its name means something else
}

// countries are all, in the order of their codes.
var countries = sync.OnceValue(func() []country {
	out := make([]country, 0, 260)
	eachRow(countriesTable, func(f []string) {
		out = append(out, country{code: f[0], continent: f[1], names: f[2:]})
	})
	eachRow(aliasesTable, func(f []string) {
		i := slices.IndexFunc(out, func(c country) bool { return c.code == f[0] })
		if i < 0 {
			return
		}
		out[i].words = strings.Split(f[1], ", ")
		if len(f) > 2 {
			out[i].not = strings.Split(f[2], ", ")
		}
	})
	return out
})

func eachRow(table string, f func([]string)) {
	for line := range strings.Lines(table) {
		if cells := strings.Split(strings.TrimRight(line, "\n"), "\t"); line[0] != '#' && len(cells) > 1 {
			f(cells)
		}
	}
}

// region is a part of the world with several countries.
type region struct {
	name       string
	words      []string // that name the region itself
	continents []string // of which all countries are in it
	codes      []string // of further ones; with "-" in front: of those that are not
}

func regions() []region {
	return []region{
		{"Africa", []string{"African", "Africans", "Sahel", "African Union", "Afrika", "Afrique", "África"}, []string{"002"}, []string{"-EA", "-IC"}},
		{"Americas", []string{"Latin America", "Latin American", "South America", "Central America", "Caribbean", "Amazon rainforest"}, []string{"019"}, nil},
		{"Latin America", []string{"Latin American", "South America", "South American", "Central America", "Central American", "Caribbean", "América Latina"}, []string{"019"}, []string{"-US", "-CA", "-GL", "-PM", "-BM"}},
		{"Asia", []string{"Asian", "Asians", "Asia-Pacific", "ASEAN", "Asien", "Asie"}, []string{"142"}, append(middleEast("-"), "-CY", "-GE", "-AM", "-AZ")},
		{"Europe", []string{"European", "Europeans", "EU", "European Union", "Brussels", "European Commission", "Eurozone", "Europa"}, []string{"150"}, []string{"CY", "GE", "AM", "AZ", "EA", "IC"}},
		{"Middle East", append([]string{"Mideast", "Gulf states", "Persian Gulf", "Red Sea", "Nahost", "Proche-Orient", "Moyen-Orient", "Oriente Medio"}, "Arab League"), nil, append(middleEast(""), "EG")},
		{"Oceania", []string{"Pacific islands", "Pacific Islanders", "South Pacific", "Polynesia", "Melanesia", "Micronesia"}, []string{"009"}, nil},
	}
}

// middleEast is the codes of the countries of western Asia that are called so, with a sign in front.
func middleEast(sign string) []string {
	var out []string
	for code := range strings.FieldsSeq("AE BH IL IQ IR JO KW LB OM PS QA SA SY TR YE") {
		out = append(out, sign+code)
	}
	return out
}

// has reports that a country is in a region.
func (r region) has(c country) bool {
	return !slices.Contains(r.codes, "-"+c.code) && (slices.Contains(r.continents, c.continent) || slices.Contains(r.codes, c.code))
}

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

// CountryWords are the words that name a country or a region, in all languages that the table knows, and the words beside which
// one of these means something else; those of a region have none. It is named by its code, a name in any of these languages, or the name of a region
// ("Africa", "Middle East"); false when it is none.
func CountryWords(name string) (words, not []string, ok bool) {
	name = strings.TrimSpace(name)
	for _, r := range regions() {
		if !strings.EqualFold(r.name, name) {
			continue
		}
		words = append(words, r.name)
		words = append(words, r.words...)
		for _, c := range countries() {
			if r.has(c) {
				words = append(words, c.all()...)
			}
		}
		return words, not, true
	}
	for _, c := range countries() {
		if c.named(name) {
			return c.all(), c.not, true
		}
	}
	return nil, nil, false
}

// CountriesNamed are the English names of the country, or of those of the region, that is named as for CountryWords; nil when it is none.
func CountriesNamed(name string) (english []string) {
	name = strings.TrimSpace(name)
	for _, r := range regions() {
		if !strings.EqualFold(r.name, name) {
			continue
		}
		for _, c := range countries() {
			if r.has(c) {
				english = append(english, c.names[0])
			}
		}
		return english
	}
	for _, c := range countries() {
		if c.named(name) {
			return c.names[:1]
		}
	}
	return nil
}

// named reports that a name is the country's code, a name of it or another word for it.
func (c country) named(name string) bool {
	same := func(n string) bool { return strings.EqualFold(n, name) }
	return same(c.code) || slices.ContainsFunc(c.names, same) || slices.ContainsFunc(c.words, same)
}

// all are the names of a country and the other words for it. What CLDR puts in brackets or joins by signs is no word of a text; nor
// do names of two letters name anything but by chance, but for the few that are written so.
func (c country) all() []string {
	var out []string
	for _, n := range append(slices.Clone(c.names), c.words...) {
		n, _, _ = strings.Cut(n, " (")
		n, _, _ = strings.Cut(n, "(")
		n = strings.ReplaceAll(n, "’", "'")
		if n = strings.TrimSpace(n); n == "" || slices.Contains(out, n) || len(n) < 4 && n != "UK" && n != "USA" && n != "UAE" && n != "DRC" && n != "M23" && n != "IDF" {
			continue
		}
		out = append(out, n)
	}
	return out
}
