package topics

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEachWord(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Obama's visit to the U.S. ends", "obama visit to the u.s ends"},
		{"U.S.-led force", "u.s led force"},
		{"The end. Then more", "the end then more"},
		{"l’accord d'Alger", "l accord d alger"},
		{"$1,200 or 3.5 %", "1,200 or 3.5"},
		{"Straße ÜBER café", "straße über café"},
		{"rock'n'roll", "rock n roll"},
		{"東京で地震", "東京 京で で地 地震"},
		{"한국 은행", "한국 은행"},
		{"雨", "雨"},
		{"", ""},
		{"— … !", ""},
		{"bad\xffbyte", "bad byte"},
		{strings.Repeat("x", 60) + " y", "y"},
	} {
		var got []string
		eachWord(c.text, func(w string) { got = append(got, w) })
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: %s, want %s", c.text, s, c.want)
		}
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ said, text, want string }{
		{"en-GB", "", "en"},
		{"EN_us", "", "en"},
		{"nb-NO", "", "no"},
		{"", "The ferries stayed in port and the crews went home", "en"},
		{"", "Die Fähren sind im Hafen geblieben und die Mannschaft ist zu Hause", "de"},
		{"", "Паромы остались в порту, и команды пошли домой", "ru"},
		{"", "xyzzy", ""},
		{"not a language", "", ""},
	} {
		if got := language(c.said, c.text); got != c.want {
			t.Errorf("%q %q: %q, want %q", c.said, c.text, got, c.want)
		}
	}
}

func TestLexiconForgets(t *testing.T) {
	l := newLexicon("en")
	for i := range lexiconFull {
		l.read(strings.Join(invented(i, 3), " "), "")
	}
	kept, _ := l.read("keepme please", "")
	if !l.full() {
		t.Fatal("not full")
	}
	before, n := len(l.terms), l.n
	l.fade(func(mark func(uint32)) { mark(kept[0].id) })
	if len(l.terms) >= before || l.n >= n || len(l.free) == 0 {
		t.Errorf("%d terms of %d left, %.0f reports of %.0f", len(l.terms), before, l.n, n)
	}
	if again, _ := l.read("keepme please", ""); again[0].id != kept[0].id {
		t.Error("a word in use changed its number")
	}
}

func FuzzEachWord(f *testing.F) {
	for _, s := range []string{"U.S. l'été 東京 1,200.5 a.b.c", "\xff'’ʼ.", "ab\u200dc d\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		eachWord(s, func(w string) {
			if w == "" || !utf8.ValidString(w) && utf8.ValidString(s) {
				t.Errorf("%q gives the word %q", s, w)
			}
		})
	})
}
