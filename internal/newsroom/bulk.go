package newsroom

import (
	"fmt"
	"html/template"
	"strings"
)

// What makes real pages large: grids for every width of window, pictures in every size, names that a build tool made.

var widths = [...]int{320, 400, 480, 640, 800, 960, 1200, 1600}

// gridRules are the style rules of a grid that nobody needs to see.
func gridRules() string {
	var b strings.Builder
	for i, w := range widths {
		fmt.Fprintf(&b, "@media (min-width:%dpx){", w)
		for j, v := range widths {
			fmt.Fprintf(&b, ".g%d-%d{width:%dpx;max-width:100%%}.m%[1]d-%[2]d{margin-inline:calc((%dpx - 100%%) / %d)}"+
				".p%[1]d-%[2]d{padding-block:calc(%d * .25rem)}.o%[1]d-%[2]d{order:%[2]d}", i, j, v, w, j+2, j+1)
		}
		b.WriteString("}\n")
	}
	return b.String()
}

// srcset is the attribute that offers a picture in every size.
func srcset(picture string) template.HTMLAttr {
	var b strings.Builder
	for i, w := range widths {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s?width=%d&amp;quality=75&amp;auto=webp&amp;fit=crop %dw", picture, w, w)
	}
	return template.HTMLAttr(`srcset="` + b.String() + `" sizes="(min-width: 1200px) 300px, (min-width: 800px) 220px, 120px"`) //nolint:gosec // our own address
}

// className is a class name as build tools make them.
func className(s string) string {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789"
	n := 0
	for _, r := range s {
		n = n*31 + int(r)
	}
	out := []byte("css-")
	for range 6 {
		out = append(out, letters[(n&0xffff)%len(letters)])
		n = n*7 + 13
	}
	return string(out)
}
