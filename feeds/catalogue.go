package feeds

import (
	_ "embed"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// catalogue has one feed a line.
//
//go:embed catalogue.tsv
var catalogue string

// Listing is a feed of the catalogue.
type Listing struct {
	Source
	Region   string // "Global", "Africa", "Americas", "Asia", "Europe", "Middle East", "Oceania"
	Country  string // where the outlet is at home
	Language string // BCP 47
	Owner    string // "public", "private", "non-profit", "trust", "cooperative", "state", "intergovernmental"
	Note     string // what else a reader should know; may be empty
}

// Catalogue returns the feeds that come with the program, by region. Dead ones are not among them.
func Catalogue() []Listing {
	var list []Listing
	for line := range strings.Lines(catalogue) {
		line = strings.TrimSuffix(line, "\n")
		c := strings.Split(line, "\t")
		if strings.HasPrefix(line, "#") || len(c) < 6 {
			continue
		}
		l := Listing{Source: Source{Name: c[1], URL: c[2]}, Region: c[0], Country: c[3], Language: c[4], Owner: c[5]}
		if len(c) > 6 {
			l.Note = c[6]
		}
		list = append(list, l)
	}
	return list
}

// Matches reports that each of some words stands somewhere in the listing: in any case, with or without accents, as the
// beginning of a word. Languages are found by their code and by their English name.
func (l Listing) Matches(words ...string) bool {
	text := " " + plainWords(strings.Join([]string{l.Name, l.Region, l.Country, l.Language, languageName(l.Language), l.Owner, l.Note, l.URL}, " "))
	for _, w := range words {
		if w = plainWords(w); w != "" && !strings.Contains(text, " "+w) {
			return false
		}
	}
	return true
}

// plainWords is a text in lower case and without accents, one space between its words.
func plainWords(s string) string {
	return strings.Join(strings.FieldsFunc(strings.Map(func(r rune) rune {
		if r >= 0x300 && r < 0x370 { // what an accent becomes when it is taken off its letter
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToLower(s))), func(r rune) bool { return strings.ContainsRune(" .,;:/&-?=()'\"", r) }), " ")
}

func languageName(code string) string {
	switch code {
	case "en":
		return "English"
	case "fr":
		return "French"
	case "es":
		return "Spanish"
	case "de":
		return "German"
	case "it":
		return "Italian"
	case "pt":
		return "Portuguese"
	case "ru":
		return "Russian"
	case "ja":
		return "Japanese"
	}
	return ""
}
