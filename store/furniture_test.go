package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dateline/feeds"
	"dateline/feeds/article"
)

// almanac is a page of a site that ends every story in the same words, and begins some with the same sentence.
func almanac(n int) article.Page {
	things := []string{"ferry", "lighthouse", "market hall", "swing bridge", "oyster bank", "harbour choir", "fish auction", "tide mill"}
	thing := things[n%len(things)]
	return article.Page{
		URL: fmt.Sprintf("https://www.almanac.example/%d", n),
		HTML: fmt.Appendf(nil, `<html><head><title>About the %s</title></head><body><main><article><h1>About the %[1]s</h1>
<p>The %[1]s of Holm will be open to visitors on %d days this year, the council said on Monday, two more than in the year before it.</p>
<p>The harbour is %d years old.</p>
<p>Repairs to the %[1]s cost a third of what was feared, and the money that is left goes to the school near the old town wall.</p>
<p>Put on paper by the almanac's own press, Holm</p></article></main></body></html>`, thing, n+40, 300),
	}
}

func TestFurniture(t *testing.T) {
	db, ctx := fresh(t), t.Context()
	var items []feeds.Item
	for n := range 6 {
		items = append(items, item(fmt.Sprint(n), "x", 0))
	}
	keep(t, db, answer("A", items...))
	const line = "Put on paper by the almanac's own press, Holm"
	read := func(n int) article.Article {
		t.Helper()
		p := almanac(n)
		var err error
		if p.Rules.Standing, err = db.Standing(ctx, p.URL); err != nil {
			t.Fatal(err)
		}
		a, err := article.Read(p)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.KeepArticle(ctx, ID(n+1), a); err != nil {
			t.Fatal(err)
		}
		return a
	}
	for _, n := range []int{0, 1, 0, 1, 1, 2} { // read again, a page counts once
		if a := read(n); !strings.Contains(a.Text, line) {
			t.Fatalf("page %d: %q", n, a.Text)
		}
	}
	a := read(3)
	if strings.Contains(a.Text, line) || !slices.Contains(a.Hidden, article.Hidden{
		Kind: article.KindStanding, Reason: "stands on 3 pages of this site", Text: line, At: 237,
	}) {
		t.Errorf("shown: %q\nhidden: %+v", a.Text, a.Hidden)
	}
	if !strings.Contains(a.Text, "The harbour is 300 years old.") {
		t.Errorf("a sentence amid the text is gone: %q", a.Text)
	}
	got, err := db.Furniture(ctx)
	if want := []Furniture{{"almanac.example", line, 4, false}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	if list, err := db.Standing(ctx, "https://other.example/1"); err != nil || list != nil {
		t.Errorf("%+v, %v", list, err)
	}

	for n := range 4 { // one report by four feeds is one page
		a := article.Article{URL: fmt.Sprintf("https://wire.example/%d/storm", n), Title: "A storm", Standing: []string{"No boat sails today"}}
		if err := db.KeepArticle(ctx, ID(n+1), a); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := db.Standing(ctx, "https://wire.example/5"); err != nil || list != nil {
		t.Errorf("%+v, %v", list, err)
	}

	if err := db.ShowFurniture(ctx, "www.almanac.example", strings.ToUpper(line), true); err != nil {
		t.Fatal(err)
	}
	if a := read(4); !strings.Contains(a.Text, line) {
		t.Errorf("hidden against the reader's wish: %q", a.Text)
	}
	if err := db.ShowFurniture(ctx, "almanac.example", line, false); err != nil {
		t.Fatal(err)
	}
	if a := read(5); strings.Contains(a.Text, line) {
		t.Errorf("shown again: %q", a.Text)
	}
	if err := db.ShowFurniture(ctx, "almanac.example", "Something else", true); !errors.Is(err, ErrNoFurniture) {
		t.Error(err)
	}
}

// What no page of the last 200 has any more is forgotten, what the reader wants to see is not.
func TestForgetFurniture(t *testing.T) {
	db, ctx := fresh(t), t.Context()
	n := rememberedPages + 5
	var items []feeds.Item
	for i := range n {
		items = append(items, item(fmt.Sprint(i), "x", 0))
	}
	keep(t, db, answer("A", items...))
	for i := range n {
		a := article.Article{URL: "https://a.example/1", Title: fmt.Sprint("Story ", i), Text: "x", Standing: []string{fmt.Sprint("only here ", i)}}
		if i < 4 {
			a.Standing = append(a.Standing, "An old line", "A line to see")
		}
		if err := db.KeepArticle(ctx, ID(i+1), a); err != nil {
			t.Fatal(err)
		}
		if i == 3 {
			if err := db.ShowFurniture(ctx, "a.example", "A line to see", true); err != nil {
				t.Fatal(err)
			}
		}
	}
	got, err := db.Furniture(ctx)
	if want := []Furniture{{"a.example", "A line to see", 4, true}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	var rows int
	if err := db.read.QueryRowContext(ctx, "SELECT count(DISTINCT story) FROM page_line").Scan(&rows); err != nil || rows > rememberedPages {
		t.Errorf("%d pages are remembered, %v", rows, err)
	}
}

// BenchmarkLearn keeps pages of a site of which 200 are remembered; the same without lines beside it shows what learning costs.
func BenchmarkLearn(b *testing.B) {
	for _, lines := range []int{0, 10} {
		b.Run(fmt.Sprintf("%d lines", lines), func(b *testing.B) {
			db, ctx := fresh(b), b.Context()
			var items []feeds.Item
			for i := range 300 {
				items = append(items, item(fmt.Sprint(i), "x", 0))
			}
			keep(b, db, answer("A", items...))
			one := func(i int) {
				a := article.Article{URL: "https://a.example/1", Title: fmt.Sprint("Story ", i), Text: strings.Repeat("the harbour ", 400)}
				for k := range lines {
					a.Standing = append(a.Standing, fmt.Sprintf("a line of page %d, %d", i*min(k, 7), k))
				}
				if err := db.KeepArticle(ctx, ID(i%300+1), a); err != nil {
					b.Fatal(err)
				}
			}
			for i := range 300 {
				one(i)
			}
			for i := 0; b.Loop(); i++ {
				one(i)
			}
		})
	}
}
