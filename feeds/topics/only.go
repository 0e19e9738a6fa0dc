package topics

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What only one report of an event says: sentences that no other report has in these or in other words. Reports in other
// languages do not count as others, nor do copies of the report itself.

const (
	onlySentences = 5   // of a report are named
	askedOf       = 80  // sentences of a report are looked at, the first
	fewSubjects   = 5   // different words that a sentence needs to say something
	newSubjects   = 3   // of these that no other report has, a number or a name counting twice
	toldBefore    = .5  // of the words of a sentence in one sentence of another report: it says the same
	toldAround    = .75 // or in all of its sentences together
	muchNew       = 6   // unless so many of its subjects are new
)

// Telling is what one report of an event says. Text is plain text, one paragraph a line; the summary where no more is known.
type Telling struct {
	Lang, Title, Text string
	CopyOf            int // place of the report whose words these are; -1: its own
}

// statement is a sentence and its words without endings, sorted.
type statement struct {
	text  string
	words []string
	heavy map[string]bool // those that are numbers or names
}

// Only returns for each report the sentences that say what no other does, in the order of its text, at most five. It
// depends on nothing but the tellings.
func Only(tellings []Telling) [][]string {
	read := make([][]statement, len(tellings))
	all := make([]map[string]bool, len(tellings))
	for i, t := range tellings {
		t.Lang = language(t.Lang, t.Title+" "+clip(t.Text, summaryBytes))
		tellings[i].Lang = t.Lang
		read[i] = append([]statement{state(t.Lang, t.Title)}, statements(t.Lang, t.Text)...)
		all[i] = map[string]bool{}
		for _, s := range read[i] {
			for _, w := range s.words {
				all[i][w] = true
			}
		}
	}
	out := make([][]string, len(tellings))
	for i, t := range tellings {
		var others []int
		for k, o := range tellings {
			if k != i && o.Lang == t.Lang && o.CopyOf != i && (t.CopyOf < 0 || o.CopyOf != t.CopyOf) {
				others = append(others, k)
			}
		}
		if len(others) > 0 {
			out[i] = only(read[i][1:], others, read, all)
		}
	}
	return out
}

// only chooses the sentences of a report that say most of what the others do not.
func only(own []statement, others []int, read [][]statement, all []map[string]bool) []string {
	type choice struct{ at, fresh int }
	var list []choice
	for i, s := range own {
		fresh := 0
		for _, w := range s.words {
			switch {
			case slices.ContainsFunc(others, func(k int) bool { return all[k][w] }):
			case s.heavy[w]:
				fresh += 2
			default:
				fresh++
			}
		}
		if len(s.words) < fewSubjects || fresh < newSubjects {
			continue
		}
		if fresh >= muchNew || !slices.ContainsFunc(others, func(k int) bool { return s.toldBy(read[k], all[k]) }) {
			list = append(list, choice{i, fresh})
		}
	}
	slices.SortStableFunc(list, func(a, b choice) int { return cmp.Compare(b.fresh, a.fresh) })
	list = list[:min(len(list), onlySentences)]
	slices.SortFunc(list, func(a, b choice) int { return cmp.Compare(a.at, b.at) })
	var out []string
	for _, c := range list {
		out = append(out, own[c.at].text)
	}
	return out
}

// toldBy reports that another report says the same.
func (s *statement) toldBy(sentences []statement, all map[string]bool) bool {
	n := 0
	for _, w := range s.words {
		if all[w] {
			n++
		}
	}
	need := toldBefore * float64(len(s.words))
	if float64(n) < need {
		return false // which most are, and cheaply
	}
	if float64(n) >= toldAround*float64(len(s.words)) {
		return true
	}
	return slices.ContainsFunc(sentences, func(o statement) bool { return float64(shared(s.words, o.words)) >= need })
}

// shared counts what two sorted lists have in common.
func shared(a, b []string) int {
	n := 0
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch c := cmp.Compare(a[i], b[k]); {
		case c < 0:
			i++
		case c > 0:
			k++
		default:
			i, k, n = i+1, k+1, n+1
		}
	}
	return n
}

// statements are the first sentences of a text, each once.
func statements(lang, text string) []statement {
	var out []statement
	seen := map[string]bool{}
	for _, s := range Sentences(text) {
		if seen[s] {
			continue
		}
		seen[s] = true
		if out = append(out, state(lang, s)); len(out) == askedOf {
			break
		}
	}
	return out
}

// state reads a sentence.
func state(lang, text string) statement {
	s := statement{text: text, words: TitleWords(lang, text), heavy: map[string]bool{}}
	first := true
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !inWord(r) }) {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsDigit(r) || unicode.IsUpper(r) && !first {
			s.heavy[stem(lang, strings.ToLower(w))] = true
		}
		first = false
	}
	return s
}

// Sentences cuts a text of one paragraph a line into its sentences. Unlike what is hashed to find what an outlet repeats,
// these are to be read: an abbreviation, an initial or a small letter after a full stop does not end one.
func Sentences(text string) []string {
	var out []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		begun := ""
		for s := range sentences(paragraph) {
			if begun != "" {
				s = begun + " " + s
			}
			if begun = ""; abbreviated(s) {
				begun = s
				continue
			}
			if r, _ := utf8.DecodeRuneInString(s); len(out) > 0 && unicode.IsLower(r) && !strings.HasSuffix(out[len(out)-1], "\n") {
				out[len(out)-1] += " " + s
				continue
			}
			out = append(out, s)
		}
		if begun != "" {
			out = append(out, begun)
		}
		if len(out) > 0 && !strings.HasSuffix(out[len(out)-1], "\n") {
			out[len(out)-1] += "\n" // a new paragraph continues no sentence
		}
	}
	for i := range out {
		out[i] = strings.TrimSuffix(out[i], "\n")
	}
	return out
}

// abbreviated reports that the full stop at the end of s belongs to its last word.
func abbreviated(s string) bool {
	body, ok := strings.CutSuffix(s, ".")
	if !ok {
		return false
	}
	last := body[strings.LastIndexAny(body, " (“\"'’")+1:]
	if n := utf8.RuneCountInString(last); n == 1 {
		r, _ := utf8.DecodeRuneInString(last)
		return unicode.IsUpper(r)
	}
	switch strings.ToLower(last) {
	case "mr", "mrs", "ms", "dr", "st", "gen", "sen", "rep", "lt", "col", "sgt", "capt", "gov", "prof", "rev", "hon", "jr", "sr",
		"vs", "no", "inc", "co", "corp", "ltd", "u.s", "u.k", "u.n", "d.c", "e.g", "i.e", "approx", "bzw", "ca", "z.b", "d.h", "nr",
		"jan", "feb", "aug", "sept", "sep", "oct", "nov", "dec", "sra", "sr.", "ee.uu", "mme", "mlle", "av", "bd":
		return true
	}
	return false
}
