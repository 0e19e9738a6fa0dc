package feeds

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// FuzzSanitized: what is left of a text has no script, no handler, no address but of the web and of mail, and cleaning it again
// changes nothing but how characters are written.
func FuzzSanitized(f *testing.F) {
	for _, s := range []string{
		`<p onclick=x>a<script>b</script>`, `<a href=" java&#x09;script:x">y</a>`, `<img src=/z.png onerror=1><svg><style>`, `<table><td><b>c</table>d`,
		"<a href='mailto:x@example.org'>e</a><iframe src=f>", "&lt;script>&amp;#27;", "<![CDATA[<x>]]><!-- y --!><p", "<math><mtext><img src=x>", "<noscript><p title='</noscript><img>'>",
	} {
		f.Add(s)
	}
	base, err := url.Parse(origin)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		clean := sanitized(raw, base)
		for z := html.NewTokenizer(strings.NewReader(clean)); z.Next() != html.ErrorToken; {
			token := z.Token()
			switch token.Data {
			case "script", "style", "iframe", "object", "embed", "form", "input", "svg", "math", "base", "meta", "link", "noscript", "template":
				if token.Type != html.TextToken {
					t.Fatalf("%q became %q", raw, clean)
				}
			}
			for _, a := range token.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
					t.Fatalf("%q became %q", raw, clean)
				}
				if a.Key == "href" || a.Key == "src" || a.Key == "poster" {
					if u, err := url.Parse(a.Val); err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
						t.Fatalf("%q became %q", raw, clean)
					}
				}
			}
		}
		if again := sanitized(clean, base); tokens(again) != tokens(clean) {
			t.Fatalf("%q became %q, and that %q", raw, clean, again)
		}
	})
}

// tokens is HTML as a browser reads it, without regard to how its characters are written.
func tokens(doc string) string {
	var b strings.Builder
	for z := html.NewTokenizer(strings.NewReader(doc)); z.Next() != html.ErrorToken; {
		b.WriteString(z.Token().String())
	}
	return b.String()
}
