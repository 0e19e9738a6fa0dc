package feeds

import (
	"slices"
	"strings"
	"testing"

	"dateline/internal/safe"
)

// Every line of the catalogue can be added as it stands, none stands twice, and every region has a choice.
func TestCatalogue(t *testing.T) {
	regions := []string{"Global", "Africa", "Americas", "Asia", "Europe", "Middle East", "Oceania"}
	owners := []string{"public", "private", "non-profit", "trust", "cooperative", "state", "intergovernmental"}
	list := Catalogue()
	if want := strings.Count(catalogue, "\n") - strings.Count(catalogue, "\n#") - 1; len(list) != want || want < 80 {
		t.Errorf("%d feeds of %d lines, want at least 80", len(list), want)
	}
	names, addresses, count := map[string]bool{}, map[string]bool{}, map[string]int{}
	for _, l := range list {
		if l.Name == "" || names[strings.ToLower(l.Name)] || addresses[l.URL] {
			t.Errorf("%q stands twice, or has no name", l.Name)
		}
		names[strings.ToLower(l.Name)], addresses[l.URL] = true, true
		count[l.Region]++
		if l.URL != safe.URL(l.URL) || !strings.HasPrefix(l.URL, "https://") {
			t.Errorf("%s: %s is not as it goes on the wire", l.Name, l.URL)
		}
		if !slices.Contains(regions, l.Region) || !slices.Contains(owners, l.Owner) || languageName(l.Language) == "" || l.Country == "" {
			t.Errorf("%s: %q, %q, %q, %q", l.Name, l.Region, l.Owner, l.Language, l.Country)
		}
	}
	for _, r := range regions {
		if count[r] < 3 {
			t.Errorf("%s has %d feeds", r, count[r])
		}
	}
	if !slices.IsSortedFunc(list, func(a, b Listing) int { return slices.Index(regions, a.Region) - slices.Index(regions, b.Region) }) {
		t.Error("the regions are not in order")
	}
}

func TestListingMatches(t *testing.T) {
	l := Listing{Source: Source{Name: "El País", URL: "https://elpais.example/f"}, Region: "Europe", Country: "Spain", Language: "es", Owner: "private", Note: "part behind a wall"}
	for _, c := range []struct {
		words string
		want  bool
	}{
		{"", true},
		{"el pais", true},
		{"PAÍS", true},
		{"europe spanish", true},
		{"es", true},
		{"spa", true},
		{"elpais.example", true},
		{"pain", false},
		{"europe french", false},
		{"behind wall", true},
	} {
		if got := l.Matches(strings.Fields(c.words)...); got != c.want {
			t.Errorf("%q: %v", c.words, got)
		}
	}
}
