package article

import (
	"errors"

	"dateline/internal/safe"
)

// ErrStumbled is a mistake of ours, or of a library, which costs one document and not the reader.
var ErrStumbled = errors.New("dateline stumbles over this text · please report it with its address")

// guarded reads p; a panic is ErrStumbled, with what is known of p beforehand.
func guarded(p Page, read func(Page) (Article, error)) (a Article, err error) {
	defer func() {
		if recover() != nil {
			a, err = Article{URL: safe.URL(p.URL), Title: safe.Line(p.Title)}, ErrStumbled
		}
	}()
	return read(p)
}
