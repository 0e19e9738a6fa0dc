package article

import (
	"errors"
	"testing"
)

func TestAPanicCostsOneDocument(t *testing.T) {
	p := Page{HTML: []byte("<p>x"), URL: "https://paper.example/a", Title: "A\x1b title"}
	a, err := guarded(p, func(p Page) (Article, error) {
		var none []byte
		return Article{Text: string(none[len(p.HTML)])}, nil
	})
	if !errors.Is(err, ErrStumbled) || a.URL != p.URL || a.Title != "A title" || a.Text != "" {
		t.Errorf("%+v, %v", a, err)
	}
	want := errors.New("no")
	if a, err := guarded(p, func(Page) (Article, error) { return Article{Text: "x"}, want }); a.Text != "x" || !errors.Is(err, want) {
		t.Errorf("without a panic: %+v, %v", a, err)
	}
}
