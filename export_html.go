package main

import (
	"context"
	"fmt"
	"html"
	"io"
	"strings"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	goldhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"dateline/internal/safe"
	"dateline/store"
)

// The page of an export stands alone: no script, no picture, no font is loaded, and a browser is told not to. What a story says
// is Markdown of our own making; raw HTML in it is left out, and links lead to web pages only.

const pageHead = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Stories from dateline</title>
<style>
:root { color-scheme: light dark }
body { font: 1.1rem/1.6 Georgia, serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }
header, .by, nav, aside h3 { font-family: system-ui, sans-serif }
h1, h2 { line-height: 1.25 } .by { font-size: .85rem; opacity: .75 }
article { border-top: 1px solid; margin-top: 4rem; padding-top: 1rem }
aside { border-left: .25rem solid; padding-left: 1rem } pre { overflow-x: auto } table { border-collapse: collapse }
td, th { border: 1px solid; padding: .2rem .6rem }
</style>
</head>
<body>
`

// page writes the stories of an export as one HTML page.
func (e exporter) page(ctx context.Context, db *store.DB, out io.Writer) error {
	var stories, index strings.Builder
	n := 0
	err := each(ctx, db, e.query, func(b store.Body) error {
		n++
		fmt.Fprintf(&index, "<li><a href=\"#story-%d\">%s</a></li>\n", b.Story.ID, html.EscapeString(safe.Line(b.Story.Title)))
		return writeStory(&stories, b)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s<header><h1>%s</h1></header>\n<nav><ol>\n%s</ol></nav>\n", pageHead, count(n, "story", "stories"), index.String())
	_, err = io.WriteString(out, stories.String()+"</body>\n</html>\n")
	return err
}

func writeStory(out *strings.Builder, b store.Body) error {
	s := b.Story
	title := html.EscapeString(safe.Line(s.Title))
	if url := safe.URL(s.URL); url != "" {
		title = fmt.Sprintf(`<a href="%s" rel="noreferrer">%s</a>`, html.EscapeString(url), title)
	}
	var by []string
	for _, part := range []string{
		s.Source, s.Author, s.Published.Local().Format("Mon 2 Jan 2006, 15:04"), strings.Join(s.Topics, ", "), tagLine(s.Tags),
	} {
		if part != "" {
			by = append(by, html.EscapeString(safe.Line(part)))
		}
	}
	lang := ""
	if s.Language != "" {
		lang = fmt.Sprintf(" lang=\"%s\"", html.EscapeString(safe.Line(s.Language)))
	}
	fmt.Fprintf(out, "<article id=\"story-%d\"%s>\n<h2>%s</h2>\n<p class=\"by\"><time datetime=\"%s\">%s</time></p>\n",
		s.ID, lang, title, s.Published.UTC().Format(time.RFC3339), strings.Join(by, " · "))
	text := b.Best().Markdown
	if strings.TrimSpace(text) == "" {
		text = escapeMarkdown(s.Summary)
	}
	if err := writeMarkdown(out, text); err != nil {
		return err
	}
	if b.Note != "" {
		out.WriteString("<aside>\n<h3>Note</h3>\n")
		if err := writeMarkdown(out, b.Note); err != nil {
			return err
		}
		out.WriteString("</aside>\n")
	}
	out.WriteString("</article>\n")
	return nil
}

func tagLine(tags []string) string {
	if len(tags) == 0 {
		return ""
	}
	return "#" + strings.Join(tags, " #")
}

// writeMarkdown sets Markdown as HTML that loads nothing.
func writeMarkdown(out io.Writer, text string) error {
	md := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(pictureLinks{}, 100), util.Prioritized(goldhtml.NewRenderer(), 1000))),
	)
	return md.Convert([]byte(safe.Text(text)), out)
}

// pictureLinks writes a picture as a link to it, and a link only where it leads to the web.
type pictureLinks struct{}

func (p pictureLinks) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindImage, p.image)
	r.Register(ast.KindLink, p.link)
	r.Register(ast.KindAutoLink, p.autoLink)
}

func (pictureLinks) image(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n, ok := node.(*ast.Image)
	if !ok || !entering {
		return ast.WalkContinue, nil
	}
	var text strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			text.Write(t.Segment.Value(source))
		}
	}
	label := "picture"
	if s := strings.TrimSpace(text.String()); s != "" {
		label = "picture: " + s
	}
	_, err := w.WriteString(openLink(string(n.Destination)) + html.EscapeString(label) + closeLink(string(n.Destination)))
	return ast.WalkSkipChildren, err
}

func (pictureLinks) link(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n, ok := node.(*ast.Link)
	if !ok {
		return ast.WalkContinue, nil
	}
	tag := closeLink(string(n.Destination))
	if entering {
		tag = openLink(string(n.Destination))
	}
	_, err := w.WriteString(tag)
	return ast.WalkContinue, err
}

func (pictureLinks) autoLink(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n, ok := node.(*ast.AutoLink)
	if !ok || !entering {
		return ast.WalkContinue, nil
	}
	address := string(n.URL(source))
	_, err := w.WriteString(openLink(address) + html.EscapeString(string(n.Label(source))) + closeLink(address))
	return ast.WalkContinue, err
}

func openLink(address string) string {
	url := safe.URL(address)
	if url == "" {
		return ""
	}
	return fmt.Sprintf(`<a href="%s" rel="noreferrer">`, html.EscapeString(url))
}

func closeLink(address string) string {
	if safe.URL(address) == "" {
		return ""
	}
	return "</a>"
}
