package article

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/internal/safe"
)

// pictureOf returns the address of the picture that n (an img, picture or video) shows, as the page writes it; "" for
// placeholders, counting pixels, icons and pictures that are in the page itself.
func pictureOf(n *html.Node) string {
	switch n.DataAtom {
	case atom.Video:
		return attr(n, "poster")
	case atom.Picture:
		for c := range n.Descendants() {
			if c.DataAtom == atom.Img {
				if s := pictureOf(c); s != "" {
					return s
				}
			}
		}
		for c := range n.Descendants() {
			if c.DataAtom == atom.Source {
				if s := first(largest(attr(c, "srcset")), largest(attr(c, "data-srcset"))); s != "" {
					return s
				}
			}
		}
		return ""
	}
	if tiny(n, "width") || tiny(n, "height") {
		return ""
	}
	for _, key := range []string{
		"data-src", "data-original", "data-lazy-src", "data-full-src", "data-hi-res-src",
		"data-image", "data-url", "data-img-src", "data-src-medium",
	} {
		if s := attr(n, key); real(s) {
			return s
		}
	}
	if s := attr(n, "src"); real(s) {
		return s
	}
	for _, key := range []string{"data-srcset", "data-lazy-srcset", "srcset"} {
		if s := largest(attr(n, key)); real(s) {
			return s
		}
	}
	return ""
}

// unwrapLazy puts pictures that stand in a noscript element, for browsers without scripts, into the page, where nothing
// else beside them shows one.
func unwrapLazy(body *html.Node) {
	var found []*html.Node
	for n := range body.Descendants() {
		if n.DataAtom == atom.Noscript && n.FirstChild != nil && len(found) < 200 &&
			strings.Contains(n.FirstChild.Data, "<img") && n.Parent != nil {
			found = append(found, n)
		}
	}
	nameFigures(body)
	plainPictures(body)
	for _, n := range found {
		if len(n.FirstChild.Data) > 8000 || strings.Count(n.FirstChild.Data, "<") > 100 || showsPicture(n.Parent) {
			continue
		}
		nodes, err := html.ParseFragment(strings.NewReader(n.FirstChild.Data), element0(atom.Div))
		if err != nil {
			continue
		}
		for _, c := range nodes {
			if c.DataAtom != atom.Img {
				for d := range c.Descendants() {
					if d.DataAtom == atom.Img {
						d.Parent.RemoveChild(d)
						c = d
						break
					}
				}
			}
			if c.DataAtom == atom.Img && pictureOf(c) != "" {
				n.Parent.InsertBefore(c, n)
				break
			}
		}
	}
}

// plainPictures makes pictures of the elements that AMP has for them.
func plainPictures(body *html.Node) {
	for n := range body.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom == 0 && (n.Data == "amp-img" || n.Data == "amp-anim") {
			n.Data, n.DataAtom = "img", atom.Img
		}
	}
}

// nameFigures puts a picture into figures that only name one, as their itemid, and leave it to a script to show it.
func nameFigures(body *html.Node) {
	var figures []*html.Node
	for n := range body.Descendants() {
		if (n.DataAtom == atom.Figure || n.DataAtom == atom.Div) && real(attr(n, "itemid")) && len(figures) < 200 &&
			strings.HasSuffix(attr(n, "itemtype"), "/ImageObject") {
			figures = append(figures, n)
		}
	}
	for _, n := range figures {
		if !showsPicture(n) {
			img := element0(atom.Img)
			img.Attr = []html.Attribute{{Key: "src", Val: attr(n, "itemid")}}
			n.InsertBefore(img, n.FirstChild)
		}
	}
}

func showsPicture(n *html.Node) bool {
	for c := range n.Descendants() {
		if isMedia(c.DataAtom) && pictureOf(c) != "" {
			return true
		}
	}
	return false
}

func tiny(n *html.Node, key string) bool {
	v, err := strconv.Atoi(strings.TrimSuffix(attr(n, key), "px"))
	return err == nil && v > 0 && v < 50
}

// real reports an address that can be a picture of the story.
func real(s string) bool {
	low := strings.ToLower(strings.TrimSpace(s))
	if low == "" || strings.HasPrefix(low, "data:") || strings.HasPrefix(low, "blob:") || strings.HasPrefix(low, "{") {
		return false
	}
	low, _, _ = strings.Cut(low, "?")
	for _, w := range []string{"placeholder", "spacer", "blank.", "/pixel", "transparent.", "/logo", "gravatar", "lazyload.", "doubleclick", "scorecardresearch", "/emoji"} {
		if strings.Contains(low, w) {
			return false
		}
	}
	for w := range strings.FieldsFuncSeq(low, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		switch w {
		case "icon", "icons", "favicon", "avatar", "avatars", "1x1", "loading":
			return false
		}
	}
	return !strings.HasSuffix(low, ".svg")
}

// largest returns the address of the largest candidate of a srcset.
func largest(set string) string {
	best, size := "", -1.0
	for c := range strings.SplitSeq(set, ", ") {
		f := strings.Fields(strings.TrimSuffix(c, ","))
		if len(f) == 0 {
			continue
		}
		w := 0.0
		if len(f) > 1 {
			w, _ = strconv.ParseFloat(strings.TrimRight(f[1], "wxh"), 64)
		}
		if w > size {
			best, size = f[0], w
		}
	}
	return best
}

// resolve returns a link of the page as an absolute address, or "".
func resolve(base *url.URL, raw string) string {
	raw = strings.TrimSpace(raw)
	if raw == "" || strings.HasPrefix(raw, "#") {
		return ""
	}
	if base != nil {
		u, err := base.Parse(raw)
		if err != nil {
			return ""
		}
		raw = u.String()
	}
	return safe.Link(raw)
}
