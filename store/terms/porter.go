package terms

// Porter's stemmer in the form that FTS5 gave it: bytes, not letters; what is not ASCII counts as a consonant.

// Stem cuts a word, as Next gives it, down to its term, in place.
func Stem(w []byte) []byte {
	if len(w) < 3 || len(w) > longest {
		return w
	}
	w = plural(w)
	w = past(w)
	if n := len(w) - 1; w[n] == 'y' && hasVowel(w[:n]) {
		w[n] = 'i'
	}
	w = replaceEnding(w, secondStep, atLeastOne)
	w = replaceEnding(w, thirdStep, atLeastOne)
	w = replaceEnding(w, fourthStep, atLeastTwo)
	if n := len(w) - 1; w[n] == 'e' && (measure(w[:n]) > 1 || measure(w[:n]) == 1 && !shortEnd(w[:n])) {
		w = w[:n]
	}
	if n := len(w) - 1; n > 0 && w[n] == 'l' && w[n-1] == 'l' && measure(w[:n]) > 1 {
		w = w[:n]
	}
	return w
}

func plural(w []byte) []byte {
	n := len(w)
	switch {
	case w[n-1] != 's':
	case w[n-2] == 'e' && (n > 4 && w[n-4] == 's' && w[n-3] == 's' || n > 3 && w[n-3] == 'i'):
		return w[:n-2]
	case w[n-2] != 's':
		return w[:n-1]
	}
	return w
}

// past takes off -ed and -ing, and mends what they leave.
func past(w []byte) []byte {
	n := len(w)
	switch {
	case ends(w, "eed"):
		if measure(w[:n-3]) > 0 {
			w = w[:n-1]
		}
		return w
	case ends(w, "ed") && hasVowel(w[:n-2]):
		w = w[:n-2]
	case ends(w, "ing") && hasVowel(w[:n-3]):
		w = w[:n-3]
	default:
		return w
	}
	n = len(w)
	switch {
	case ends(w, "at"), ends(w, "bl"), ends(w, "iz"):
		return append(w, 'e')
	case n > 1 && w[n-1] == w[n-2] && !vowel(w[n-1], false) && w[n-1] != 'l' && w[n-1] != 's' && w[n-1] != 'z':
		return w[:n-1]
	case measure(w) == 1 && shortEnd(w):
		return append(w, 'e')
	}
	return w
}

// ends reports a suffix with something before it.
func ends(w []byte, suffix string) bool {
	return len(w) > len(suffix) && string(w[len(w)-len(suffix):]) == suffix
}

// vowel tells whether c is one; y is after a consonant.
func vowel(c byte, afterConsonant bool) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	case 'y':
		return afterConsonant
	}
	return false
}

func hasVowel(w []byte) bool {
	for i, c := range w {
		if vowel(c, i > 0) {
			return true
		}
	}
	return false
}

// measure counts how often consonants follow vowels, up to 2.
func measure(w []byte) int {
	n, consonant := 0, false
	for i := 0; i < len(w) && n < 2; i++ {
		was := i > 0 && !consonant
		consonant = !vowel(w[i], consonant)
		if was && consonant {
			n++
		}
	}
	return n
}

// shortEnd reports consonant, vowel, consonant at the end, and the last one no w, x or y.
func shortEnd(w []byte) bool {
	if len(w) == 0 {
		return false
	}
	if c := w[len(w)-1]; c == 'w' || c == 'x' || c == 'y' {
		return false
	}
	pattern, consonant := 0, false
	for _, c := range w {
		consonant = !vowel(c, consonant)
		pattern = pattern << 1 & 7
		if consonant {
			pattern |= 1
		}
	}
	return pattern == 5
}

func atLeastOne(stem []byte, _ string) bool { return measure(stem) > 0 }

func atLeastTwo(stem []byte, suffix string) bool {
	if suffix == "ion" && stem[len(stem)-1] != 's' && stem[len(stem)-1] != 't' {
		return false
	}
	return measure(stem) > 1
}

// ending is a suffix and what takes its place.
type ending struct{ from, to string }

// replaceEnding replaces the first suffix of a step that the word has, if what is before it is long enough. The letter
// before the last one says which may be.
func replaceEnding(w []byte, step func(byte) []ending, enough func(stem []byte, suffix string) bool) []byte {
	if len(w) < 3 {
		return w
	}
	for _, e := range step(w[len(w)-2]) {
		if !ends(w, e.from) {
			continue
		}
		if stem := w[:len(w)-len(e.from)]; enough(stem, e.from) {
			return append(stem, e.to...)
		}
		return w
	}
	return w
}

func secondStep(c byte) []ending {
	switch c {
	case 'a':
		return second[0:2]
	case 'c':
		return second[2:4]
	case 'e':
		return second[4:5]
	case 'g':
		return second[5:6]
	case 'l':
		return second[6:11]
	case 'o':
		return second[11:14]
	case 's':
		return second[14:18]
	case 't':
		return second[18:21]
	}
	return nil
}

var second = [...]ending{
	{"ational", "ate"},
	{"tional", "tion"},
	{"enci", "ence"},
	{"anci", "ance"},
	{"izer", "ize"},
	{"logi", "log"},
	{"bli", "ble"},
	{"alli", "al"},
	{"entli", "ent"},
	{"eli", "e"},
	{"ousli", "ous"},
	{"ization", "ize"},
	{"ation", "ate"},
	{"ator", "ate"},
	{"alism", "al"},
	{"iveness", "ive"},
	{"fulness", "ful"},
	{"ousness", "ous"},
	{"aliti", "al"},
	{"iviti", "ive"},
	{"biliti", "ble"},
}

func thirdStep(c byte) []ending {
	switch c {
	case 'a':
		return third[0:1]
	case 's':
		return third[1:2]
	case 't':
		return third[2:4]
	case 'u':
		return third[4:5]
	case 'v':
		return third[5:6]
	case 'z':
		return third[6:7]
	}
	return nil
}

var third = [...]ending{
	{"ical", "ic"},
	{"ness", ""},
	{"icate", "ic"},
	{"iciti", "ic"},
	{"ful", ""},
	{"ative", ""},
	{"alize", "al"},
}

func fourthStep(c byte) []ending {
	switch c {
	case 'a':
		return fourth[0:1]
	case 'c':
		return fourth[1:3]
	case 'e':
		return fourth[3:4]
	case 'i':
		return fourth[4:5]
	case 'l':
		return fourth[5:7]
	case 'n':
		return fourth[7:11]
	case 'o':
		return fourth[11:13]
	case 's':
		return fourth[13:14]
	case 't':
		return fourth[14:16]
	case 'u':
		return fourth[16:17]
	case 'v':
		return fourth[17:18]
	case 'z':
		return fourth[18:19]
	}
	return nil
}

var fourth = [...]ending{
	{"al", ""},
	{"ance", ""},
	{"ence", ""},
	{"er", ""},
	{"ic", ""},
	{"able", ""},
	{"ible", ""},
	{"ant", ""},
	{"ement", ""},
	{"ment", ""},
	{"ent", ""},
	{"ion", ""},
	{"ou", ""},
	{"ism", ""},
	{"ate", ""},
	{"iti", ""},
	{"ous", ""},
	{"ive", ""},
	{"ize", ""},
}
