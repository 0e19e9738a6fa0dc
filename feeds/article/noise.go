package article

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed noise.txt
var noiseTable string

// family is how far a phrase of noise.txt may be trusted.
type family uint8

const (
	familyNone family = iota
	familyKeep
	familyHeading
	familyClosed
	familyPrompt
	nFamilies
	familyAsk  // found anywhere in a line
	familyBox  // the same, but only in a small box with something to press
	familySign // begins a line that ends a story and belongs to it
)

// saying is what a line says, by the phrases of noise.txt: at most one kind for each family.
type saying [nFamilies]string

func (s saying) has(f family) bool { return s[f] != "" }

// phrase is a line of noise as words; "*" is none to eight words, "+" one to eight, "#" a number.
type phrase struct {
	words  []string
	family family
	kind   string
}

// phrasebook finds phrases by their first word; those that start with "*" or "+" by their last. What long lines are asked
// for is a list.
type phrasebook struct {
	byFirst, byLast map[string][]phrase
	asks            []asking
	signs           []string // each with a space behind it
}

// asking is what a longer line says somewhere in it: words with a space around each, and what it asks for.
type asking struct {
	words, kind string
	inBox       bool // counts only in a box
}

// phrases reads noise.txt, once.
var phrases = sync.OnceValue(func() *phrasebook {
	book := &phrasebook{byFirst: map[string][]phrase{}, byLast: map[string][]phrase{}}
	families := map[string]family{
		"keep": familyKeep, "heading": familyHeading, "closed": familyClosed, "prompt": familyPrompt,
		"ask": familyAsk, "box": familyBox, "sign": familySign,
	}
	for line := range strings.Lines(noiseTable) {
		head, rest, ok := strings.Cut(strings.TrimSpace(line), "|")
		kind, list, ok2 := strings.Cut(rest, "|")
		if !ok || !ok2 || strings.HasPrefix(head, "#") {
			continue
		}
		f, k := families[strings.TrimSpace(head)], strings.TrimSpace(kind)
		if f == familyKeep {
			k = "keep"
		}
		for text := range strings.SplitSeq(list, ";") {
			if f > nFamilies {
				words := strings.Join(tokens(text, false), " ")
				if f == familySign {
					book.signs = append(book.signs, words+" ")
					continue
				}
				book.asks = append(book.asks, asking{" " + words + " ", k, f == familyBox})
				continue
			}
			book.add(phrase{tokens(text, true), f, k})
		}
	}
	return book
})

func (b *phrasebook) add(p phrase) {
	if len(p.words) == 0 {
		return
	}
	if first := p.words[0]; !wild(first) {
		b.byFirst[first] = append(b.byFirst[first], p)
	} else if last := p.words[len(p.words)-1]; !wild(last) {
		b.byLast[last] = append(b.byLast[last], p)
	} else {
		for _, w := range p.words {
			if !wild(w) { // wild at both ends: found by its first firm word, wherever it stands
				b.byFirst["*"+w] = append(b.byFirst["*"+w], p)
				return
			}
		}
	}
}

func wild(w string) bool { return w == "*" || w == "+" || w == "#" }

// exact reports a phrase without wildcards: it counts for more than one that has some.
func (p phrase) exact() bool { return !slices.ContainsFunc(p.words, wild) }

// say looks a line up.
func say(line string) saying {
	var s saying
	if len(line) > 400 {
		return s
	}
	w := wordsOf(line)
	if len(w) == 0 || len(w) > 60 {
		return s
	}
	book := phrases()
	try := func(list []phrase) {
		for _, p := range list {
			if (s[p.family] == "" || p.exact()) && fits(p.words, w) {
				s[p.family] = p.kind
			}
		}
	}
	try(book.byFirst[w[0]])
	try(book.byLast[w[len(w)-1]])
	for _, x := range w {
		if list := book.byFirst["*"+x]; list != nil {
			try(list)
		}
	}
	return s
}

// fits matches words against a phrase.
func fits(p, w []string) bool {
	for len(p) > 0 {
		if p[0] == "#" {
			if len(w) == 0 || strings.Trim(w[0], "0123456789") != "" {
				return false
			}
			p, w = p[1:], w[1:]
			continue
		}
		if !wild(p[0]) {
			if len(w) == 0 || p[0] != w[0] {
				return false
			}
			p, w = p[1:], w[1:]
			continue
		}
		least, most := 0, 8
		if p[0] == "+" {
			least = 1
		}
		if len(p) == 1 {
			return len(w) >= least
		}
		for n := least; n <= most && n <= len(w); n++ {
			if fits(p[1:], w[n:]) {
				return true
			}
		}
		return false
	}
	return len(w) == 0
}

// wordsOf splits a line into lower case words without punctuation; a Chinese or Japanese character is a word of its own.
func wordsOf(s string) []string { return tokens(s, false) }

// tokens is wordsOf; with wildcards, those of noise.txt are words too.
func tokens(s string, wildcards bool) []string {
	var out []string
	start := -1
	lower := strings.ToLower(s)
	flush := func(end int) {
		if start >= 0 {
			out = append(out, strings.Map(noApostrophe, lower[start:end]))
			start = -1
		}
	}
	for i, r := range lower {
		switch {
		case r >= 0x3040 && r <= 0x9fff || r >= 0x0e00 && r <= 0x0e7f:
			flush(i)
			out = append(out, string(r))
		case r == '©' || wildcards && (r == '*' || r == '+' || r == '#'):
			flush(i)
			out = append(out, string(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || apostrophe(r) && start >= 0:
			if start < 0 {
				start = i
			}
		default:
			flush(i)
		}
	}
	flush(len(lower))
	return out
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' }

func noApostrophe(r rune) rune {
	if apostrophe(r) {
		return -1
	}
	return r
}

// shape of lines that need no words

// looksLikeTime reports "3 min read" and its kin at the end of a line and returns where it starts.
func readingTimeAt(s string) int {
	low := strings.ToLower(s)
	for _, unit := range readingUnits {
		if !strings.HasSuffix(low, unit) || len(low) != len(s) {
			continue
		}
		rest := strings.TrimRight(s[:len(s)-len(unit)], " \u00a0-")
		digits := strings.TrimRight(rest, "0123456789")
		if n := len(rest) - len(digits); n > 0 && n <= 3 {
			return len(digits)
		}
	}
	return -1
}

// readingUnits end a reading time, longest first.
var readingUnits = []string{
	"minutos de lectura", "minutos de leitura", "minuti di lettura", "minutes de lecture", "minuten lesezeit",
	"minuten leestijd",
	"min de lectura", "min de leitura", "min di lettura", "min de lecture", "min. lesezeit", "min lesezeit", "minutes read",
	"minute read", "min leestijd", "min lästid", "min lesetid", "min læsetid", "min czytania", "dk okuma", "мин чтения",
	"мин. чтения", "хв читання", "دقيقة قراءة", "دقائق قراءة", "دقيقة للقراءة", "分で読めます", "分钟阅读", "分鐘閱讀", "분 읽기",
	"min read", "mins read", "min čtení", "minut čtení", "minuty čtení", "min čítania", "perc olvasás", "perc olvasási idő", "min citire", "minute de citit",
	"min lukuaika", "min. lukuaika", "λεπτά ανάγνωσης", "λεπτά ανάγνωση", "λεπτό ανάγνωσης", "דקות קריאה", "דק׳ קריאה", "دقیقه مطالعه",
	"menit membaca", "menit baca", "phút đọc", "मिनट में पढ़ें", "मिनट पढ़ें", "min za čitanje", "мин за четене",
}

// letters counts the characters of s.
func letters(s string) int { return utf8.RuneCountInString(s) }

// isSignOff reports a line that ends a story and belongs to it: who reported it, where it was printed first, what was corrected.
func isSignOff(line string) bool {
	start := strings.Join(wordsOf(line[:min(len(line), 120)]), " ") + " "
	for _, s := range phrases().signs {
		if strings.HasPrefix(start, s) {
			return true
		}
	}
	return false
}
