package article

import (
	"strings"
	"sync"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/marker"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// newConverter is html-to-markdown with what news needs: tables, figures with their captions, and text in which no
// entity can come to life.
var newConverter = sync.OnceValue(func() *converter.Converter {
	c := converter.NewConverter(converter.WithPlugins(
		base.NewBasePlugin(),
		commonmark.NewCommonmarkPlugin(commonmark.WithListEndComment(false)),
	))
	c.Register.TextTransformer(func(_ converter.Context, s string) string {
		return strings.ReplaceAll(s, "&", "&amp;")
	}, converter.PriorityEarly)
	c.Register.RendererFor("table", converter.TagTypeBlock, renderTable, converter.PriorityEarly)
	c.Register.RendererFor("figure", converter.TagTypeBlock, renderFigure, converter.PriorityEarly)
	return c
})

// markdown writes a clean tree as Markdown. The tree is changed on the way.
func markdown(tree *html.Node) string {
	out, err := newConverter().ConvertNode(tree)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// renderTable writes a table, the first row as its head.
func renderTable(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	_, _ = w.WriteString("\n\n")
	for row := n.FirstChild; row != nil; row = row.NextSibling {
		_, _ = w.WriteString("|")
		columns := 0
		for cell := row.FirstChild; cell != nil; cell = cell.NextSibling {
			var b strings.Builder
			renderInto(ctx, &b, cell)
			s := strings.Join(strings.Fields(b.String()), " ")
			_, _ = w.WriteString(" " + escaped(s, "|") + " |")
			columns++
		}
		_, _ = w.WriteString("\n")
		if row == n.FirstChild {
			_, _ = w.WriteString("|" + strings.Repeat(" --- |", columns) + "\n")
		}
	}
	_, _ = w.WriteString("\n\n")
	return converter.RenderSuccess
}

// renderFigure writes a picture and right under it its caption in italics.
func renderFigure(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	_, _ = w.WriteString("\n\n")
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Img:
			alt := strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "&", "&amp;", "<", "&lt;", "`", "\\`", "*",
				`\*`, "_", `\_`).Replace(attr(c, "alt"))
			_, _ = w.WriteString("![" + alt + "](" + destination(attr(c, "src")) + ")")
		case atom.Figcaption:
			var b strings.Builder
			renderInto(ctx, &b, c)
			_, _ = w.WriteString("\n\n*" + escaped(strings.TrimSpace(b.String()), "*") + "*")
		}
	}
	_, _ = w.WriteString("\n\n")
	return converter.RenderSuccess
}

// escaped puts a backslash before every sign, in place of the converter's mark that one may be needed there.
func escaped(s, sign string) string {
	s = strings.ReplaceAll(s, string(marker.MarkerEscaping)+sign, sign)
	return strings.ReplaceAll(s, sign, `\`+sign)
}

// destination is an address as it may stand in the brackets of a link.
func destination(s string) string {
	return strings.NewReplacer("(", "%28", ")", "%29", "*", "%2A", "_", "_").Replace(s)
}

func renderInto(ctx converter.Context, b *strings.Builder, n *html.Node) {
	ctx.RenderChildNodes(ctx, b, n)
}
