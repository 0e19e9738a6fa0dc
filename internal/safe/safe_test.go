package safe

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestLine(t *testing.T) {
	for _, c := range []struct{ what, in, want string }{
		{"plain text stays", "Storm shuts ports", "Storm shuts ports"},
		{"white space folds", "  two\t words\n\nhere ", "two words here"},
		{"escape sequences lose what makes them act", "a\x1b]0;title\x07b\x1b[31mc", "a]0;titleb[31mc"},
		{"C1 controls go", "a\u009b31mb\u0085c", "a31mb c"},
		{"DEL goes", "a\x7fb", "ab"},
		{"bidirectional overrides go", "safe\u202eexe.txt\u2066x\u2069", "safeexe.txtx"},
		{"tag characters go", "a\U000e0041\U000e0042b", "ab"},
		{"fillers and zero width spaces go", "a\u200b\u3164\u2060b\ufeff", "ab"},
		{"invalid bytes are shown as such", "a\xffb", "a\ufffdb"},
		{"a heap of marks is levelled to eight", "e" + strings.Repeat("\u0301", 50) + "x", "e" + strings.Repeat("\u0301", 8) + "x"},
		{"Vietnamese keeps its marks", "tie\u0302\u0301ng", "tie\u0302\u0301ng"},
		{"family emoji survive", "👨‍👩‍👧 and 🇺🇦", "👨‍👩‍👧 and 🇺🇦"},
		{"Arabic, Hebrew and Devanagari survive", "سلام שלום नमस्ते", "سلام שלום नमस्ते"},
		{"Persian keeps its non-joiner", "می\u200cخواهم", "می\u200cخواهم"},
		{"no-break spaces become spaces", "10\u00a0000", "10 000"},
		{"ideographic spaces become spaces", "東京\u3000大阪", "東京 大阪"},
	} {
		if got := Line(c.in); got != c.want {
			t.Errorf("%s: Line(%q) = %q, want %q", c.what, c.in, got, c.want)
		}
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"},
		{"\tindented", "    indented"},
		{"a\x1b[2Jb\n", "a[2Jb\n"},
	} {
		if got := Text(c.in); got != c.want {
			t.Errorf("Text(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestURL(t *testing.T) {
	for _, c := range []struct{ what, in, want string }{
		{"an address", "https://news.example/a?b=c#d", "https://news.example/a?b=c#d"},
		{"space around it", " http://news.example/a \n", "http://news.example/a"},
		{"host in lower case", "HTTPS://News.Example/Path", "https://news.example/Path"},
		{"javascript", "javascript:alert(1)", ""},
		{"a file", "file:///etc/passwd", ""},
		{"data", "data:text/html,x", ""},
		{"no host", "https:///path", ""},
		{"relative", "/path", ""},
		{"opaque", "http:news.example", ""},
		{"a user in front of the host", "https://bank.example@evil.example/", "https://evil.example/"},
		{"other scripts become punycode", "https://пример.example/ж", "https://xn--e1afmkfd.example/%D0%B6"},
		{"escape in the query", "https://news.example/?q=\x1b]8;;x", ""},
		{"quote in the query", `https://news.example/?q="x"<y>`, "https://news.example/?q=%22x%22%3Cy%3E"},
		{"non-ASCII query", "https://news.example/?q=é", "https://news.example/?q=%C3%A9"},
		{"too long", "https://news.example/" + strings.Repeat("a", 5000), ""},
		{"a host with a quote", "http://a%22b/", ""},
		{"a zone", "http://[fe80::1%25eth0]/", ""},
		{"IPv6", "http://[::1]:8080/x", "http://[::1]:8080/x"},
	} {
		if got := URL(c.in); got != c.want {
			t.Errorf("%s: URL(%q) = %q, want %q", c.what, c.in, got, c.want)
		}
	}
}

func TestLinkDropsTrackers(t *testing.T) {
	for in, want := range map[string]string{
		"https://n.example/a?utm_source=rss&id=7&utm_medium=x": "https://n.example/a?id=7",
		"https://n.example/a?fbclid=1":                         "https://n.example/a",
		"https://n.example/a?mc_cid=1#top":                     "https://n.example/a#top",
		"https://n.example/a?b=2&a=1":                          "https://n.example/a?b=2&a=1",
		"javascript:x?utm_source=1":                            "",
	} {
		if got := Link(in); got != want {
			t.Errorf("Link(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTerminal(t *testing.T) {
	for _, c := range []struct{ what, in, want string }{
		{"colours stay", "\x1b[1;38;2;1;8;5mred\x1b[m", "\x1b[1;38;2;1;8;5mred\x1b[m"},
		{"a link stays", "\x1b]8;id=7;https://n.example/\x1b\\x\x1b]8;;\x1b\\", ansi.SetHyperlink("https://n.example/", "id=7") + "x" + ansi.ResetHyperlink()},
		{"blinking goes", "\x1b[5mx", "x"},
		{"concealing goes", "\x1b[0;8mx", "x"},
		{"cursor movement goes", "a\x1b[2Jb\x1b[10;10Hc", "abc"},
		{"titles and clipboards go", "a\x1b]0;t\x07b\x1b]52;c;eA==\x07c", "abc"},
		{"links elsewhere go", "\x1b]8;;file:///etc/passwd\x07x\x1b]8;;\x07", "x" + ansi.ResetHyperlink()},
		{"device control strings go", "a\x1bPq#0\x1b\\b\x1b_G\x1b\\c\x1b^x\x1b\\d", "abcd"},
		{"bare controls go", "a\rb\x08c\x00d\x7fe", "abcde"},
		{"more parameters than a terminal takes", "a\x1b[" + strings.Repeat(";", 40) + "0mb\x1b[" + strings.Repeat(";", 40) + "0Hc", "a\x1b[" + strings.Repeat(";", 40) + "0mbc"},
		{"C1 goes", "a\u009b2Jb\u0090c", "a2Jbc"},
		{"bidi goes", "a\u202eb", "ab"},
		{"lines stay", "a\nb", "a\nb"},
		{"emoji stay", "👨‍👩‍👧 🇺🇦 é", "👨‍👩‍👧 🇺🇦 é"},
	} {
		if got := Terminal(c.in); got != c.want {
			t.Errorf("%s: Terminal(%q) = %q, want %q", c.what, c.in, got, c.want)
		}
	}
}

// FuzzTerminal holds the promise of the package: whatever comes in, what goes out is text, line feeds, SGR and OSC 8.
func FuzzTerminal(f *testing.F) {
	for _, s := range []string{"a\x1b[5;31mb", "\x1b]8;;https://x.example\x07y", "\x9b31m", "\x1bP1\x1b\\", "\u202e", "\x1b]8;;\x1b]52;c;x\x07"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, out := range []string{Terminal(s), Terminal(Line(s)), Terminal(Text(s))} {
			rest := out
			for i := strings.IndexByte(rest, 0x1b); i >= 0; i = strings.IndexByte(rest, 0x1b) {
				rest = rest[i:]
				if !strings.HasPrefix(rest, "\x1b[") && !strings.HasPrefix(rest, "\x1b]8;") {
					t.Fatalf("%q became %q", s, out)
				}
				if rest[1] == '[' && !strings.HasPrefix(strings.TrimLeft(rest[2:], "0123456789;:"), "m") {
					t.Fatalf("%q became %q", s, out)
				}
				rest = rest[2:]
			}
			for _, r := range Line(out) {
				if Hidden(r) {
					t.Fatalf("%q left %U", s, r)
				}
			}
			for _, r := range Line(s) + Text(s) {
				if r != '\n' && Hidden(r) {
					t.Fatalf("cleaning %q left %U", s, r)
				}
			}
		}
	})
}

// FuzzURL: what URL returns is printable ASCII, http or https, and URL says the same of it again.
func FuzzURL(f *testing.F) {
	for _, s := range []string{"http://\u034f", "http://0?" + strings.Repeat("\x8e", 1500), "http://00%22000", "https://пример.example/ж?q=é#x", "HTTP://[::1]:80/%zz", "https://a\x1b]8;;b/", "http://a/%2e%2E/?a=%00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, got := range []string{URL(s), Link(s)} {
			if got == "" {
				continue
			}
			if !strings.HasPrefix(got, "http://") && !strings.HasPrefix(got, "https://") {
				t.Fatalf("%q became %q", s, got)
			}
			for i := range len(got) {
				if got[i] <= ' ' || got[i] >= 0x7f {
					t.Fatalf("%q became %q", s, got)
				}
			}
			if again := URL(got); again != got {
				t.Fatalf("%q became %q, and that %q", s, got, again)
			}
		}
	})
}
