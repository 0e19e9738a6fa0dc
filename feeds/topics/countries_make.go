//go:build ignore

// Writes countries.tsv: every country of CLDR with its region and its names in the languages that most feeds are written in.
// Run it here with go run countries_make.go.
package main

import (
	"fmt"
	"log"
	"os"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

var languages = strings.Fields("en de fr es it pt nl sv nb da fi pl cs hu ro tr ru uk el ar he fa hi id vi th ja ko zh")

func main() {
	var out strings.Builder
	out.WriteString("# Made by countries_make.go from the names of CLDR: code, continent (M49), names in " + strings.Join(languages, " ") + ".\n")
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			r, err := language.ParseRegion(string(a) + string(b))
			if err != nil || !r.IsCountry() || r.Canonicalize() != r || slices.Contains([]string{"EU", "EZ", "UN"}, r.String()) || r.String() != string(a)+string(b) {
				continue
			}
			if names := namesOf(r); names != "" {
				fmt.Fprintf(&out, "%s\t%s\t%s\n", r, continent(r), names)
			}
		}
	}
	if err := os.WriteFile("countries.tsv", []byte(out.String()), 0o644); err != nil {
		log.Fatal(err)
	}
}

// namesOf are the names of a country, "" for one that CLDR does not name.
func namesOf(r language.Region) string {
	var list []string
	for _, l := range languages {
		name := display.Regions(language.MustParse(l)).Name(r)
		if l == "en" && (name == "" || name == "Unknown Region" || name == r.String()) {
			return ""
		}
		list = append(list, name)
	}
	return strings.Join(list, "\t")
}

func continent(r language.Region) string {
	for _, code := range []string{"002", "019", "142", "150", "009"} {
		if c, err := language.ParseRegion(code); err == nil && c.Contains(r) {
			return code
		}
	}
	return "001"
}
