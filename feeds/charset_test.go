package feeds

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

func TestUTF8Text(t *testing.T) {
	latin := func(s string) string { out, _ := charmap.ISO8859_1.NewEncoder().String(s); return out }
	cyrillic := func(s string) string { out, _ := charmap.Windows1251.NewEncoder().String(s); return out }
	jis := func(s string) string { out, _ := japanese.ISO2022JP.NewEncoder().String(s); return out }
	wide := func(s string) string {
		out, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
		return out
	}
	wider := func(s string) string {
		out, _ := utf32.UTF32(utf32.BigEndian, utf32.UseBOM).NewEncoder().String(s)
		return out
	}
	cases := []struct{ name, in, header, want string }{
		{"plain", "<rss>é</rss>", "", "<rss>é</rss>"},
		{"byte order mark", "\xef\xbb\xbf<rss>é</rss>", "", "<rss>é</rss>"},
		{"valid UTF-8 beats both labels", `<?xml encoding="iso-8859-1"?>é`, "text/xml; charset=windows-1252", `<?xml encoding="iso-8859-1"?>é`},
		{"the document's label", latin(`<?xml version="1.0" encoding="ISO-8859-1"?>é`), "", `<?xml version="1.0" encoding="ISO-8859-1"?>é`},
		{"the document's label before the header's", cyrillic(`<?xml encoding='windows-1251'?>мир`), "text/xml; charset=utf-8", `<?xml encoding='windows-1251'?>мир`},
		{"the header's label", cyrillic("<rss>мир</rss>"), "text/xml; charset=Windows-1251", "<rss>мир</rss>"},
		{"a broken header", cyrillic("<rss>мир</rss>"), `text/xml;; charset="windows-1251"`, "<rss>мир</rss>"},
		{"seven bits", jis(`<?xml encoding="iso-2022-jp"?>日本`), "", `<?xml encoding="iso-2022-jp"?>日本`},
		{"UTF-16", wide("<rss>мир</rss>"), "", "<rss>мир</rss>"},
		{"UTF-16 without a mark", wide("<rss/>")[2:], "", "<rss/>"},
		{"UTF-32", wider("<rss>мир</rss>"), "", "<rss>мир</rss>"},
		{"a label that lies", latin(`<?xml encoding="utf-8"?>café`), "", `<?xml encoding="utf-8"?>café`},
		{"two encodings in one document", "мир and caf\xe9 \x93so\x94", "", "мир and café “so”"},
		{"a label nobody knows", latin(`<?xml encoding="klingon"?>é`), "", `<?xml encoding="klingon"?>é`},
	}
	for _, c := range cases {
		if got := string(utf8Text([]byte(c.in), c.header)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
