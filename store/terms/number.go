package terms

import "slices"

// shortestNoun is how many letters a word has that is put in the plural: "IR" is none, "IRS" no plural.
const shortestNoun = 3

// Plurals are what may be the plural of a word, as Next gives it, in the languages that end it in s.
func Plurals(word string) []string {
	if len(word) < shortestNoun {
		return nil
	}
	switch n := len(word) - 1; word[n] {
	case 's', 'x', 'z':
		return []string{word + "es"}
	case 'a', 'e', 'i', 'u':
		return []string{word + "s"}
	case 'y':
		return []string{word + "s", word[:n] + "ies"}
	}
	return []string{word + "s", word + "es"}
}

// Names reports that a word, as Next gives it, is another one or its plural. A plural names no singular: "jobs" are no job well done,
// "bonds" no Bond.
func Names(word string, other []byte) bool {
	if longer := len(other) - len(word); longer < 1 || longer > 2 {
		return string(other) == word
	}
	return slices.Contains(Plurals(word), string(other))
}
