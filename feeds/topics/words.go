package topics

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	snowball "github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"
)

// longestWord is how many bytes of a word are looked at; what is longer is an address or noise.
const longestWord = 48

// eachWord calls f with every word of s in lower case, in order: runs of letters, digits and their marks. What follows
// an apostrophe is cut off ("Obama's" → obama) unless the first part is a mere article ("l'accord" → l, accord); dots
// inside an abbreviation stay ("U.S." → u.s). Scripts that set no spaces give every pair of neighbouring characters.
func eachWord(s string, f func(string)) {
	for len(s) > 0 {
		start := strings.IndexFunc(s, inWord)
		if start < 0 {
			return
		}
		s = s[start:]
		n := wordEnd(s)
		emit(s[:n], f)
		s = s[n:]
	}
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// wordEnd is the length of the word that s begins with, with the apostrophes, dots and commas inside it.
func wordEnd(s string) int {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if inWord(r) || r == '\u200c' || r == '\u200d' {
			i += n
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[i+n:])
		prev, w := utf8.DecodeLastRuneInString(s[:i])
		switch {
		case (r == '\'' || r == '’' || r == 'ʼ') && unicode.IsLetter(next) && unicode.IsLetter(prev):
		case (r == '.' || r == ',') && unicode.IsDigit(next) && unicode.IsDigit(prev):
		case r == '.' && unicode.IsLetter(next) && unicode.IsUpper(prev) && single(s[:i], w) && single2(s[i+n:]):
		default:
			return i
		}
		i += n
	}
	return len(s)
}

// single reports that the last letter of s, w bytes long, stands alone or behind a dot.
func single(s string, w int) bool { return len(s) == w || s[len(s)-w-1] == '.' }

// single2 reports that s begins with one letter that no other follows.
func single2(s string) bool {
	_, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	return !unicode.IsLetter(next)
}

func emit(word string, f func(string)) {
	if len(word) > longestWord && !spaceless(word) {
		return
	}
	word = strings.ToLower(word)
	if spaceless(word) {
		pairs(word, f)
		return
	}
	for word != "" {
		i := strings.IndexAny(word, "'’ʼ")
		if i < 0 {
			f(word)
			return
		}
		_, n := utf8.DecodeRuneInString(word[i:])
		head, tail := word[:i], word[i+n:]
		if head != "" {
			f(head)
		}
		if utf8.RuneCountInString(head) > 4 || utf8.RuneCountInString(tail) < 3 {
			return
		}
		word = tail
	}
}

// spaceless reports that a word is written in a script that does not part words.
func spaceless(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao,
		unicode.Khmer, unicode.Myanmar, unicode.Tibetan)
}

// pairs calls f with every two neighbouring characters, or with the only one.
func pairs(word string, f func(string)) {
	prev := -1
	for i := range word {
		if prev >= 0 {
			_, n := utf8.DecodeRuneInString(word[i:])
			f(word[prev : i+n])
		}
		prev = i
	}
	if prev == 0 {
		f(word)
	}
}

// stem returns a word of a language (ISO 639-1) without its endings; a language without a stemmer keeps its words.
func stem(lang, word string) string {
	if word == "" || word[0] >= '0' && word[0] <= '9' {
		return word
	}
	f := stemmer(lang)
	if f == nil {
		return word
	}
	env := snowball.NewEnv(word)
	f(env)
	return env.Current()
}

func stemmer(lang string) func(*snowball.Env) bool {
	switch lang {
	case "ar":
		return arabic.Stem
	case "da":
		return danish.Stem
	case "de":
		return german.Stem
	case "en":
		return english.Stem
	case "es":
		return spanish.Stem
	case "fi":
		return finnish.Stem
	case "fr":
		return french.Stem
	case "hu":
		return hungarian.Stem
	case "it":
		return italian.Stem
	case "nl":
		return dutch.Stem
	case "no":
		return norwegian.Stem
	case "pt":
		return portuguese.Stem
	case "ro":
		return romanian.Stem
	case "ru":
		return russian.Stem
	case "sv":
		return swedish.Stem
	case "tr":
		return turkish.Stem
	}
	return nil
}

// language returns the language of a report as ISO 639-1: what its feed says ("en-GB" → en), else what its letters and
// small words say, else "".
func language(said, text string) string {
	said, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(strings.TrimSpace(said), "_", "-")), "-")
	switch said {
	case "nb", "nn":
		return "no"
	case "in":
		return "id"
	case "iw":
		return "he"
	case "":
	default:
		if len(said) <= 3 {
			return said
		}
	}
	return guess(text)
}

// smallWords maps every stop word to the languages that have it.
var smallWords = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	for _, lang := range []string{
		"en", "de", "fr", "es", "it", "pt", "nl", "sv", "no", "fi", "ru", "uk", "pl", "cs", "ro", "tr", "hu", "ar", "he", "fa",
		"hi", "el", "id", "vi",
	} {
		for _, w := range strings.Fields(stopWords(lang)) {
			m[w] = append(m[w], lang)
		}
	}
	return m
})

// guess returns the language most of whose small words and letters stand in a text; "" when they do not tell.
func guess(text string) string {
	if lang := script(text); lang != "" {
		return lang
	}
	count := map[string]int{}
	eachWord(text, func(w string) {
		for _, lang := range smallWords()[w] {
			count[lang] += 2
		}
	})
	for _, r := range text {
		if r >= utf8.RuneSelf {
			for lang := range strings.FieldsSeq(letters(unicode.ToLower(r))) {
				count[lang]++
			}
		}
	}
	best, lang := 3, ""
	for l, n := range count {
		if n > best || n == best && lang != "" && l < lang {
			best, lang = n, l
		}
	}
	return lang
}

// letters names the languages that use a letter more than others do.
func letters(r rune) string {
	switch r {
	case 'å':
		return "sv no"
	case 'ä', 'ö':
		return "sv de fi"
	case 'ü':
		return "de tr hu"
	case 'ß':
		return "de"
	case 'æ', 'ø':
		return "no"
	case 'ñ', '¿', '¡':
		return "es"
	case 'ã', 'õ':
		return "pt"
	case 'ç':
		return "fr pt tr"
	case 'è', 'ê', 'œ':
		return "fr it"
	case 'ł', 'ą', 'ę', 'ż', 'ś', 'ć', 'ń':
		return "pl"
	case 'ř', 'ě', 'ů', 'č', 'š', 'ž':
		return "cs"
	case 'ő', 'ű':
		return "hu"
	case 'ğ', 'ı', 'ş':
		return "tr"
	case 'ț', 'ș', 'ă', 'â':
		return "ro"
	case 'і', 'ї', 'є', 'ґ':
		return "uk"
	case 'ы', 'э', 'ё':
		return "ru"
	case 'پ', 'چ', 'ژ', 'گ', 'ی', 'ک':
		return "fa"
	case 'ة', 'ي', 'ك', 'أ', 'ى':
		return "ar"
	case 'đ', 'ơ', 'ư':
		return "vi"
	}
	return ""
}

// script returns the language of a text whose letters alone give it away.
func script(text string) string {
	han := false
	for _, r := range text {
		switch {
		case r < 0x0370:
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			return "ja"
		case unicode.Is(unicode.Hangul, r):
			return "ko"
		case unicode.Is(unicode.Thai, r):
			return "th"
		case unicode.Is(unicode.Greek, r):
			return "el"
		case unicode.Is(unicode.Hebrew, r):
			return "he"
		case unicode.Is(unicode.Han, r):
			han = true
		}
	}
	if han {
		return "zh"
	}
	return ""
}
