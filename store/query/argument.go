package query

import (
	"slices"
	"strings"
)

// Argument puts an argument of a command line back into the quotes that the shell took off it: peace plan is one phrase,
// -peace plan and title:peace plan as well. An argument that is a query of its own stays as it is.
func Argument(arg string) string {
	if !strings.ContainsFunc(arg, blank) {
		return arg
	}
	before, rest := "", scan(arg)
	if len(rest) > 0 && rest[0].kind == not && rest[0].raw == "-" {
		before, rest = "-", rest[1:]
	}
	if len(rest) > 0 && phrases(rest[0].field) && !rest[0].star && !rest[0].quote && !rest[0].pattern {
		before, rest = before+rest[0].field+":", slices.Clone(rest)
		rest[0].raw, rest[0].field = rest[0].text, ""
	}
	var words []string
	for _, t := range rest {
		if t.kind != word || t.field != "" || t.star || t.quote || t.pattern {
			return arg
		}
		words = append(words, t.raw)
	}
	return before + `"` + strings.Join(words, " ") + `"`
}

// phrases reports that the value of a field may be several words.
func phrases(field string) bool {
	return texts(field) || slices.Contains([]string{"source", "feed", "topic", "tag", "country"}, field)
}
