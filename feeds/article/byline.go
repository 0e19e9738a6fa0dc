package article

import "strings"

// head drops what repeats the title, the site, the authors and the date before the text begins.
func (s *story) head() {
	for i, b := range s.kept() {
		switch {
		case i < 12 && s.title != "" && b.words > 1 && sameWords(b.text, s.title):
			s.drop(b, KindRepeated, "the title again")
		case i < 3 && s.site != "" && sameWords(b.text, s.site):
			s.drop(b, KindRepeated, "the name of the site")
		case i < 8 && b.words <= 16 && !b.told && s.isByline(b.text):
			s.drop(b, KindRepeated, "the byline again")
		case i < 8 && b.words <= 14 && b.shape != heading && isDateLine(b.text):
			s.drop(b, KindRepeated, "the date again")
		}
	}
}

func sameWords(a, b string) bool {
	return strings.Join(wordsOf(a), " ") == strings.Join(wordsOf(b), " ")
}

// isByline reports a line that is made of the authors' names and the words that go with them.
func (s *story) isByline(line string) bool {
	words := wordsOf(line)
	if len(words) == 0 {
		return false
	}
	names := map[string]bool{}
	for _, a := range append([]string{s.site}, s.authors...) {
		for _, w := range wordsOf(a) {
			names[w] = true
		}
	}
	hits, rest := 0, 0
	for _, w := range words {
		switch {
		case names[w]:
			hits++
		case bylineWord(w):
		default:
			rest++
		}
	}
	return hits > 0 && rest == 0 || byWords().MatchString(line) && hits > 0 && rest <= 3
}

func bylineWord(w string) bool {
	switch w {
	case "by", "von", "par", "por", "di", "da", "door", "av", "af", "przez", "and", "und", "et", "y", "e", "en",
		"och", "og", "from", "for", "of", "the",
		"in", "at", "staff", "writer", "reporter", "correspondent", "editor", "senior", "written", "published", "updated", "text", "автор", "и":
		return true
	}
	return len(w) < 3 || strings.Trim(w, "0123456789") == ""
}

// isDateLine reports a line that is a date, with or without a time and words such as "Published".
func isDateLine(line string) bool {
	t := textDate(line)
	if t.IsZero() {
		return false
	}
	other := 0
	for _, w := range wordsOf(line) {
		if strings.Trim(w, "0123456789") != "" && monthOf(w) == 0 && len(w) > 3 && !dateWord(w) {
			other++
		}
	}
	return other == 0
}

func dateWord(w string) bool {
	for _, p := range []string{
		"publi", "updat", "post", "last", "modif", "aktual", "veröff", "stand", "mis",
		"actual", "aggior", "atual", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mont", "dien", "mitt", "donn",
		"frei", "sams", "lundi", "mardi", "mercr", "jeudi", "vendr", "same", "diman", "lunes", "marte", "mierc",
		"miérc", "juev", "viern", "sábad", "domin", "segun", "terç", "quart", "quint", "sext", "gmt", "uhr",
		"from", "date",
	} {
		if strings.HasPrefix(w, p) {
			return true
		}
	}
	return false
}
