package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"golang.org/x/net/html/charset"

	"dateline/feeds"
	"dateline/feeds/article"
	"dateline/internal/safe"
	"dateline/ui"
)

func readCommand() command {
	return command{
		name: "read", args: "[FILE|-|URL]", short: "turn a page into clean text",
		long: `
Reads a news page from FILE, stdin or the web and prints its article: Markdown,
or set for the screen when stdout is a terminal. What was taken out as noise is
counted on stderr. Of an article from the web that goes on over several pages,
up to five are read.

  --json      one JSON object: url, title, authors, published, site, language,
              image, markdown, text, hidden: each block with its reason, and
              doubtful: what was left out as well, but may be part of the story
  --url URL   where the page came from: links are relative to it

What you want hidden or kept of a site stands in sites.toml beside config.toml:

  [[sites]]
  host = "paper.example"
  hide = [{ heading = "From our shop" }, { class = "house-ad" }]
  keep = [{ text = "Corrections" }]`,
		run: (*program).read,
	}
}

func (p *program) read(ctx context.Context, args []string) error {
	asJSON, address := false, ""
	set := p.flags("read")
	set.BoolVar(&asJSON, "json", false, "")
	set.StringVar(&address, "url", "", "")
	words, err := p.parse(set, args)
	if err != nil {
		return err
	}
	c, err := loadConfig(p.config)
	if err != nil {
		return err
	}
	c.Feeds, c.Access = nil, nil // the page may be anywhere, and gets no feed's password
	page, name, err := p.page(ctx, c, words, address)
	if err != nil {
		return err
	}
	page.Rules = c.Sites.For(page.URL)
	a, err := article.ReadAll(page, func(address string) (article.Page, error) {
		if len(words) == 0 || !webAddress(words[0]) { // from a file: nothing is fetched
			return article.Page{}, errors.ErrUnsupported
		}
		next, _, err := p.page(ctx, c, []string{address}, "")
		return next, err
	})
	switch {
	case asJSON && (err == nil || errors.Is(err, article.ErrNoArticle)):
		return article.WriteJSON(p.out, a)
	case err != nil:
		return readError(name, err)
	case p.terminal:
		err = p.printSet(c, a)
	default:
		_, err = io.WriteString(p.out, safe.Text(articleMarkdown(a)))
	}
	if line := hiddenLine(a); err == nil && line != "" {
		fmt.Fprintln(p.err, line)
	}
	return err
}

// readError says that the page called name holds no article, and what to do with a feed.
func readError(name string, err error) error {
	var none article.NoArticle
	if !errors.As(err, &none) || !none.Feed {
		return fmt.Errorf("%s: %w", name, err)
	}
	if webAddress(name) {
		return fmt.Errorf("%s: %w · dateline feeds add %s follows it", name, err, name)
	}
	return fmt.Errorf("%s: %w · dateline parse prints its items", name, err)
}

// page has the page from the web, a file or stdin, and says what to call it in messages.
func (p *program) page(ctx context.Context, c Config, words []string, address string) (article.Page, string, error) {
	if len(words) == 1 && webAddress(words[0]) {
		page, err := p.fetcher(c).Page(ctx, words[0], feeds.Subscription{Source: feeds.Source{URL: words[0]}})
		if err != nil {
			return article.Page{}, "", fmt.Errorf("%s: %w", feeds.Spoken(words[0]), err)
		}
		if address == "" {
			address = page.URL
		}
		return article.Page{HTML: page.HTML, URL: address}, feeds.Spoken(words[0]), nil
	}
	doc, name, err := p.document(words)
	if err != nil {
		return article.Page{}, "", err
	}
	return article.Page{HTML: asUTF8(doc), URL: address}, name, nil
}

// webAddress reports that a word is meant as an address: anything with a scheme. One that is no web address is left to
// the fetcher to refuse in words.
func webAddress(word string) bool {
	u, err := url.Parse(word)
	return strings.Contains(word, "://") && (err != nil || u.Scheme != "file")
}

// asUTF8 reads a page by its byte order mark, its own label, or the look of its bytes.
func asUTF8(page []byte) []byte {
	if utf8.Valid(page) {
		return page
	}
	r, err := charset.NewReader(bytes.NewReader(page), "text/html")
	if err != nil {
		return page
	}
	if text, err := io.ReadAll(r); err == nil {
		return text
	}
	return page
}

// printSet prints the article as the reader shows it, in lines of at most the width of the configuration.
func (p *program) printSet(c Config, a article.Article) error {
	width := c.Width
	if p.width > 0 {
		width = min(width, p.width)
	}
	out := colorprofile.NewWriter(p.out, os.Environ()) // as many colours as the terminal has, and NO_COLOR
	_, err := io.WriteString(out, ui.Print(articleMarkdown(a), width, p.dark(c.Theme)))
	return err
}

// dark tells which colours a theme of the configuration means; "auto" asks the terminal.
func (p *program) dark(theme string) bool {
	in, keyboard := p.in.(*os.File)
	out, screen := p.out.(*os.File)
	if theme == "auto" && keyboard && screen {
		return lipgloss.HasDarkBackground(in, out)
	}
	return theme != "light"
}

// articleMarkdown is the article with its title and byline above it.
func articleMarkdown(a article.Article) string {
	var b strings.Builder
	if a.Title != "" {
		fmt.Fprintf(&b, "# %s\n\n", escapeMarkdown(a.Title))
	}
	if by := byline(a); by != "" {
		fmt.Fprintf(&b, "*%s*\n\n", escapeMarkdown(by))
	}
	b.WriteString(strings.TrimRight(a.Markdown, "\n"))
	b.WriteString("\n")
	return b.String()
}

// byline is site, people and time, as far as they are known.
func byline(a article.Article) string {
	var parts []string
	if a.Site != "" {
		parts = append(parts, a.Site)
	}
	if len(a.Authors) > 0 {
		parts = append(parts, strings.Join(a.Authors, ", "))
	}
	if !a.Published.IsZero() {
		parts = append(parts, a.Published.Format("Mon 2 Jan 2006, 15:04"))
	}
	return strings.Join(parts, " · ")
}

// escapeMarkdown keeps plain text from being read as Markdown.
func escapeMarkdown(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", "&", "&amp;", "`", "\\`").Replace(safe.Line(s))
}

// hiddenLine reads "14 blocks hidden: Recommended 6 · Trending 4 · not sure about 3 more", or is empty.
func hiddenLine(a article.Article) string {
	var kinds []string
	for _, k := range a.Counts() {
		kinds = append(kinds, fmt.Sprintf("%s %d", safe.Line(k.Kind), k.N))
	}
	n := len(a.Doubtful)
	switch {
	case len(kinds) == 0 && n == 0:
		return ""
	case len(kinds) == 0:
		return count(n, "block") + " left out, not for sure"
	case n > 0:
		kinds = append(kinds, fmt.Sprintf("not sure about %d more", n))
	}
	return count(len(a.Hidden), "block") + " hidden: " + strings.Join(kinds, " · ")
}
