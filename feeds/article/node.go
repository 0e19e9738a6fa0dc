package article

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// attr returns an attribute, or "".
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// isHidden reports that n does not show at first. Pages also hide what a script will show.
func isHidden(n *html.Node) bool {
	if hasAttr(n, "hidden") {
		return true
	}
	style := strings.ToLower(strings.ReplaceAll(attr(n, "style"), " ", ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// forEars reports an element that is only there for screen readers, such as "opens new tab" after a link.
func forEars(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "class":
			for name := range strings.FieldsSeq(a.Val) {
				switch strings.ToLower(name) {
				case "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "screenreader",
					"screen-reader", "screen-reader-only", "u-visually-hidden", "is-visually-hidden", "hidden-visually", "a11y-hidden", "offscreen":
					return true
				}
			}
		case "style":
			style := strings.ToLower(strings.ReplaceAll(a.Val, " ", ""))
			if strings.Contains(style, "clip:rect(0") || strings.Contains(style, "clip:rect(1px") {
				return true
			}
		}
	}
	return false
}

// mute reports an element whose text is no text of the page.
func mute(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Head, atom.Title, atom.Select,
		atom.Textarea, atom.Input, atom.Canvas, atom.Object, atom.Embed, atom.Datalist, atom.Meta, atom.Link, atom.Map,
		atom.Iframe, atom.Audio, atom.Frameset, atom.Frame, atom.Noframes, atom.Option, atom.Optgroup, atom.Progress, atom.Meter:
		return true
	}
	return false
}

// isMedia reports an element that shows a picture.
func isMedia(a atom.Atom) bool { return a == atom.Img || a == atom.Picture || a == atom.Video }

// isBlock reports an element that starts a new line.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Button, atom.Caption, atom.Center,
		atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption,
		atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header,
		atom.Hgroup, atom.Hr, atom.Html, atom.Label, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P,
		atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr,
		atom.Ul:
		return true
	}
	return false
}

// isEmoji reports a picture that stands for a character.
func isEmoji(n *html.Node) bool {
	if n.DataAtom != atom.Img {
		return false
	}
	alt := attr(n, "alt")
	return alt != "" && utf8.RuneCountInString(alt) <= 4 &&
		(strings.Contains(attr(n, "class"), "emoji") || strings.Contains(attr(n, "src"), "/emoji"))
}

func isFormat(a atom.Atom) bool {
	switch a {
	case atom.B, atom.Strong, atom.I, atom.Em, atom.Sup, atom.Sub, atom.Mark, atom.U, atom.S:
		return true
	}
	return false
}

// isAnchor reports a link to a place on its own page: only a fragment, or one that is its own name.
func isAnchor(n *html.Node) bool {
	address, place, ok := strings.Cut(attr(n, "href"), "#")
	return ok && place != "" && (address == "" || attr(n, "id") == place)
}

func isHeading(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}
