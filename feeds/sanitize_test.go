package feeds

import (
	"net/url"
	"strings"
	"testing"
)

func TestSanitized(t *testing.T) {
	base, _ := url.Parse("https://example.org/news/story.html")
	cases := []struct{ name, in, want string }{
		{"plain text", "a < b", "a &lt; b"},
		{"what may stay", `<p class="x" onclick="y()">A <b>b</b></p>`, "<p>A <b>b</b></p>"},
		{"whose a picture is", `<figure class="credit"><figcaption>Boats <span class="photo-Credit x" itemprop="y">Ada</span></figcaption></figure><p class="credit">B</p>`, `<figure><figcaption>Boats <span class="credit">Ada</span></figcaption></figure><p>B</p>`},
		{"script", "a<script>alert('<b>')</script>b", "ab"},
		{"style", "a<style>p{}</style>b", "ab"},
		{"frame", `a<iframe src="https://x.test/">no frames</iframe>b`, "ab"},
		{"object without an end", "safe<object> <b>words</b>", "safe <b>words</b>"},
		{"frame without an end", "safe<iframe> <b>words</b>", "safe <b>words</b>"},
		{"form", `<form action="/x"><input name="q">Ask</form>`, "Ask"},
		{"relative link", `<a href="../a?b=1&amp;c=2">x</a>`, `<a href="https://example.org/a?b=1&amp;c=2">x</a>`},
		{"dangerous links", `<a href="javascript:alert(1)">x</a><a href="file:///etc/passwd">y</a><a href=" java&#10;script:z">z</a>`, "<a>x</a><a>y</a><a>z</a>"},
		{"mail", `<a href="mailto:a@example.org">x</a>`, `<a href="mailto:a@example.org">x</a>`},
		{"image", `<img src="/p.jpg" alt="A &quot;p&quot;" onerror="x" width="3">`, `<img src="https://example.org/p.jpg" alt="A &#34;p&#34;" width="3">`},
		{"data image", `<img src="data:image/png;base64,AAAA" alt="p">`, `<img alt="p">`},
		{"unclosed", "<p>a<p>b<ul><li>c<li>d", "<p>a</p><p>b<ul><li>c</li><li>d</li></ul></p>"},
		{"stray ends", "a</b></p>b", "ab"},
		{"escapes are not undone", "1 &lt; 2 &amp;lt; 3", "1 &lt; 2 &amp;lt; 3"},
		{"controls", "a&#27;]52;c;x&#7;b\u009b1m\u202e", "a]52;c;xb1m"},
		{"comment", "a<!-- <b> -->b", "ab"},
		{"prefix", "<xhtml:p>a</xhtml:p>", "<p>a</p>"},
	}
	for _, c := range cases {
		if got := sanitized(c.in, base); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestSanitizedNesting(t *testing.T) {
	got := sanitized(strings.Repeat("<div>", 5000)+"deep"+strings.Repeat("</div>", 5000)+"end", nil)
	if n := strings.Count(got, "<div>"); n != maxNesting {
		t.Errorf("%d levels, want %d", n, maxNesting)
	}
	if !strings.Contains(got, "deep") || !strings.HasSuffix(got, "end") {
		t.Errorf("words are lost: …%s", got[len(got)-80:])
	}
	if strings.Count(got, "<div>") != strings.Count(got, "</div>") {
		t.Error("not every element is closed")
	}
}

func TestAbsolute(t *testing.T) {
	base, _ := url.Parse("https://example.org/a/b")
	cases := []struct{ in, want string }{
		{"https://EXAMPLE.com/x", "https://example.com/x"},
		{" /x ", "https://example.org/x"},
		{"x?y#z", "https://example.org/a/x?y#z"},
		{"//cdn.example.org/x", "https://cdn.example.org/x"},
		{"https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2"},
		{"javascript:alert(1)", ""},
		{"tag:example.org,2026:1", ""},
		{"not an address", ""},
		{"https://", ""},
		{"", ""},
	}
	for _, c := range cases {
		if got := absolute(c.in, base); got != c.want {
			t.Errorf("%q is %q, want %q", c.in, got, c.want)
		}
	}
}

func BenchmarkSanitized(b *testing.B) {
	text := strings.Repeat(`<p class="lead">The harbour was quiet on <a href="/monday?utm=1">Monday</a>, <em>they said</em>; nothing moved.</p>`+"\n", 50)
	base, _ := url.Parse("https://example.org/")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		sanitized(text, base)
	}
}
