package store

import (
	"encoding/json"
	"strings"
	"time"

	"dateline/feeds/article"
	"dateline/internal/safe"
)

// Best is the best text there is of a story: the page where it was read and is no stub, else what the feed gave.
func (b Body) Best() article.Article {
	html := b.Content
	if len(html) < len(b.Summary) {
		html = b.Summary
	}
	feed := article.Fragment(article.Page{HTML: []byte(html), URL: b.Story.URL, Title: b.Story.Title, Summary: b.Story.Summary})
	if b.Article != nil && strings.TrimSpace(b.Article.Markdown) != "" && 2*countWords(b.Article.Text) >= countWords(feed.Text) {
		return *b.Article
	}
	return feed
}

// Markdown is the story as a file of its own: front matter (YAML: title, url, source, author, published, saved, language, topics,
// tags), the title, the text, and the reader's note under a heading of its own. Nothing in it acts on a terminal.
func (b Body) Markdown() string {
	var out strings.Builder
	s := b.Story
	out.WriteString("---\n")
	for _, field := range []struct{ name, value string }{
		{"title", s.Title},
		{"url", s.URL},
		{"source", s.Source},
		{"author", s.Author},
		{"published", stamp(s.Published)},
		{"saved", stamp(b.SavedAt)},
		{"language", s.Language},
	} {
		if field.value != "" {
			out.WriteString(field.name + ": " + yaml(field.value) + "\n")
		}
	}
	for _, list := range []struct {
		name   string
		values []string
	}{{"topics", s.Topics}, {"tags", s.Tags}} {
		var quoted []string
		for _, v := range list.values {
			quoted = append(quoted, yaml(v))
		}
		if quoted != nil {
			out.WriteString(list.name + ": [" + strings.Join(quoted, ", ") + "]\n")
		}
	}
	out.WriteString("---\n\n# " + plainMarkdown(s.Title) + "\n")
	text := strings.TrimSpace(safe.Text(b.Best().Markdown))
	if text == "" {
		text = plainMarkdown(s.Summary)
	}
	if text != "" {
		out.WriteString("\n" + text + "\n")
	}
	if b.Note != "" {
		out.WriteString("\n## Note\n\n" + safe.Text(b.Note) + "\n")
	}
	return out.String()
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// yaml is a text in double quotes, as YAML and JSON read it alike.
func yaml(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(safe.Line(s)); err != nil {
		return `""`
	}
	return strings.TrimSpace(b.String())
}

// plainMarkdown keeps plain text from being read as Markdown.
func plainMarkdown(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", "&", "&amp;", "`", "\\`", "#", `\#`).
		Replace(safe.Line(s))
}
