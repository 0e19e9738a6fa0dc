package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/store/query"
	"dateline/store/terms"
)

// A prefix finds the stories that have a term which begins as it does, whatever stands for it when the index is asked.
func TestPrefixes(t *testing.T) {
	w := newWorld(4)
	db := fresh(t)
	items := w.items(0, 400, 30*24*time.Hour, 5)
	found := make(map[string][]string) // terms by title
	for i, it := range items {
		items[i].Title = fmt.Sprintf("%s %d", it.Title, i)
		found[items[i].Title] = terms.Stems(items[i].Title + " " + plain(it.Summary) + " " + plain(it.Content))
	}
	keep(t, db, answer("Outlet", items...))
	r := rand.New(rand.NewPCG(4, 4))
	forms, all := make(map[string]int), prefixes{db.read, inIndex}
	for range 300 {
		word := w.words[r.IntN(500)]
		prefix := word[:1+r.IntN(len(word))]
		e, err := all.known(t.Context(), query.Text{Words: prefix, Prefix: true})
		if err != nil {
			t.Fatal(err)
		}
		forms[form(e)]++
		known, err := all.shortened(t.Context(), prefix)
		if err != nil {
			t.Fatal(err)
		}
		stem := terms.Stems(known)[0]
		var want []string
		for title, its := range found {
			if slices.ContainsFunc(its, func(term string) bool { return strings.HasPrefix(term, stem) }) {
				want = append(want, title)
			}
		}
		p, err := db.Page(t.Context(), Query{Room: Latest, Words: prefix + "*"}, 0, len(items))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range p.Stories {
			got = append(got, s.Title)
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q as %s finds %d stories, want %d", prefix, form(e), len(got), len(want))
		}
	}
	for _, f := range []string{"itself", "prefixes", "words"} {
		if forms[f] < 10 {
			t.Errorf("only %d prefixes stood as %s: %v", forms[f], f, forms)
		}
	}
}

// form is what stands for a prefix.
func form(e query.Expr) string {
	any, ok := e.(query.Or)
	switch {
	case !ok:
		return "itself"
	case slices.ContainsFunc(any, func(e query.Expr) bool { return e.(query.Text).Prefix }):
		return "prefixes"
	}
	return "words"
}

// A term is asked for by a word of which it is the stem; of nearly all there is one.
func TestWordOf(t *testing.T) {
	for word, want := range map[string]string{
		"elections": "elect", "happiness": "happi", "universe": "universe", "réunion": "reunion", "2026": "2026", "выборы": "выборы", "bus": "bu",
	} {
		if got := wordOf(terms.Stems(word)[0]); got != want {
			t.Errorf("of %q: %q, want %q", word, got, want)
		}
	}
	none := 0
	for _, word := range newWorld(4).words {
		term := terms.Stems(word)[0]
		switch got := wordOf(term); {
		case got == "":
			none++
		case terms.Stems(got)[0] != term:
			t.Errorf("of %q: %q", term, got)
		}
	}
	if none > 30 {
		t.Errorf("%d of 30,000 terms are of no word", none)
	}
}
