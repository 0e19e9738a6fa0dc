package terms

import (
	"bytes"
	"database/sql"
	"flag"
	"fmt"
	"go/format"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	_ "modernc.org/sqlite"
)

var update = flag.Bool("update", false, "ask SQLite for its letters and write unicode.go")

// index is an FTS5 index in memory that can be asked what it made of a text.
type index struct {
	*sql.DB
	t *testing.T
}

func newIndex(t *testing.T, tokenizer string) index {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	x := index{db, t}
	x.do("CREATE VIRTUAL TABLE t USING fts5 (x, content = '', tokenize = '" + tokenizer + "')")
	x.do("CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)")
	return x
}

func (x index) do(statement string, args ...any) {
	x.t.Helper()
	if _, err := x.Exec(statement, args...); err != nil {
		x.t.Fatal(statement, err)
	}
}

// terms are what the index has of texts, by their numbers.
func (x index) terms(texts []string) [][]string {
	x.t.Helper()
	x.do("BEGIN")
	x.do("INSERT INTO t (t) VALUES ('delete-all')")
	for i, s := range texts {
		x.do("INSERT INTO t (rowid, x) VALUES (?, ?)", i+1, s)
	}
	x.do("COMMIT")
	rows, err := x.Query(`SELECT doc, term FROM v ORDER BY doc, "offset"`)
	if err != nil {
		x.t.Fatal(err)
	}
	defer rows.Close()
	out := make([][]string, len(texts))
	for rows.Next() {
		var i int
		var term string
		if err := rows.Scan(&i, &term); err != nil {
			x.t.Fatal(err)
		}
		out[i-1] = append(out[i-1], term)
	}
	if err := rows.Err(); err != nil {
		x.t.Fatal(err)
	}
	return out
}

// Every character there is, inside a word and at its start.
func TestEveryCharacter(t *testing.T) {
	if testing.Short() {
		t.Skip("asks for 70,000 characters")
	}
	x := newIndex(t, "unicode61 remove_diacritics 2")
	var texts []string
	for r := rune(1); r <= unicode.MaxRune; r++ {
		switch {
		case r == 0xd800:
			r = 0xe000
		case r == 0xfffe: // SQLite reads no noncharacters
			r = 0x10000
		case r > 0x20000: // a sample
			r += 0xff0
		}
		texts = append(texts, "a"+string(r)+"b "+string(r)+"c")
	}
	got := x.terms(texts)
	if *update {
		writeTables(t, texts, got)
		return
	}
	for i, want := range got {
		if have := All(texts[i]); !slices.Equal(have, want) {
			t.Errorf("%+q: %+q, and SQLite says %+q", texts[i], have, want)
		}
	}
}

// writeTables makes unicode.go of what the index has of texts "aXb Xc".
func writeTables(t *testing.T, texts []string, got [][]string) {
	var letters, accents []rune
	var folds []fold
	for i, s := range texts {
		r, _ := utf8.DecodeRuneInString(s[1:])
		switch have := got[i]; {
		case r < utf8.RuneSelf || have[0] == "a":
		case have[0] == "ab":
			accents = append(accents, r)
		default:
			f, _ := utf8.DecodeRuneInString(have[0][1:])
			letters = append(letters, r)
			folds = addFold(folds, r, f-r)
		}
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "package terms\n\nimport \"unicode\"\n\n// Made by asking SQLite: go test ./store/terms -run TestEveryCharacter -update\n\n")
	writeRanges(&b, "letters are what words are made of, beyond ASCII.", "letters", letters)
	writeRanges(&b, "accents are dropped where they follow a letter.", "accents", accents)
	fmt.Fprintf(&b, "// folds are the letters that are kept as another one, in order.\nvar folds = []fold{")
	for i, f := range folds {
		if i%6 == 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "{%#x, %#x, %d, %d}, ", f.lo, f.hi, f.stride, f.delta)
	}
	b.WriteString("\n}\n")
	text, err := format.Source(b.Bytes())
	if err == nil {
		err = os.WriteFile("unicode.go", text, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func addFold(list []fold, r, delta rune) []fold {
	if delta == 0 {
		return list
	}
	if n := len(list) - 1; n >= 0 && list[n].delta == delta {
		l := &list[n]
		if step := r - l.hi; l.lo == l.hi && step <= 2 || step == l.stride {
			l.stride, l.hi = step, r
			return list
		}
	}
	return append(list, fold{r, r, 1, delta})
}

func writeRanges(b *bytes.Buffer, what, name string, list []rune) {
	fmt.Fprintf(b, "// %s\nvar %s = &unicode.RangeTable{\nR16: []unicode.Range16{", what, name)
	wide, n := false, 0
	for i := 0; i < len(list); n++ {
		lo := list[i]
		for i++; i < len(list) && follows(list[i-1], list[i]); i++ {
		}
		if lo > 0xffff && !wide {
			wide, n = true, 0
			b.WriteString("\n},\nR32: []unicode.Range32{")
		}
		if n%6 == 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "{%#x, %#x, 1}, ", lo, list[i-1])
	}
	b.WriteString("\n},\n}\n\n")
}

// follows tells whether b is the next character asked for after a.
func follows(a, b rune) bool { return b == a+1 || a == 0xfffd && b == 0x10000 || a >= 0x20000 }

// Words that are met, and words made of what the stemmer looks for.
func TestStemsAreThoseOfTheIndex(t *testing.T) {
	x := newIndex(t, "porter unicode61 remove_diacritics 2")
	texts := strings.Fields(`caresses ponies ties cats feed agreed plastered bled motoring sing conflated troubled sized hopping tanned falling
		hissing fizzed failing filing happy sky relational conditional rational valenci hesitanci digitizer conformabli radicalli differentli
		vileli analogousli vietnamization predication operator feudalism decisiveness hopefulness callousness formaliti sensitiviti sensibiliti
		triplicate formative formalize electriciti electrical hopeful goodness revival allowance inference airliner gyroscopic adjustable
		defensible irritant replacement adjustment dependent adoption homologou communism activate angulariti homologous effective bowdlerize
		probate rate cease controll roll immigration policies negotiations yes ayed eed aing ing ies sses y yy aye s's U.S. Élan CO₂ naïveté
		Straße İstanbul ΑΘΗΝΑ Київ 東京都 العربية हिन्दी भाषा 🤖robots don’t e-mail 1,000.5 ﬁnance Ǆungla ` + strings.Repeat("verylong", 9) + "ing")
	r := rand.New(rand.NewPCG(1, 2))
	parts := append(strings.Fields(`a e i o u y b c d f g h l m n p r s t w x z é ed ing eed s es ies ss ll tt at bl iz ful ness ion ation tional ational
		izer logi bli alli entli eli ousli ization ator alism iveness fulness ousness aliti iviti biliti icate ative alize iciti ical al ance ence er
		ic able ible ant ement ment ent sion tion ou ism ate iti ous ive ize enci anci`), "")
	for range 40_000 {
		w := ""
		for range 1 + r.IntN(6) {
			w += parts[r.IntN(len(parts))]
		}
		texts = append(texts, w)
	}
	for i, want := range x.terms(texts) {
		if have := Stems(texts[i]); !slices.Equal(have, want) {
			t.Errorf("%+q: %+q, and SQLite says %+q", texts[i], have, want)
		}
	}
}

func TestNextStopsAtTheEnd(t *testing.T) {
	for _, text := range []string{"", "  ", "—", "…!", "\u0301"} {
		if word, rest := Next(text, nil); len(word) > 0 || rest != "" {
			t.Errorf("%q: %q and %q", text, word, rest)
		}
	}
}

func BenchmarkStems(b *testing.B) {
	text := strings.Repeat("Negotiators from both countries agreed on a temporary ceasefire along the border, officials said on Tuesday. ", 10)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		var buf [longest]byte
		for word, rest := Next(text, buf[:]); len(word) > 0; word, rest = Next(rest, word) {
			Stem(word)
		}
	}
}
