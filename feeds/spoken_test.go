package feeds

import "testing"

// What is told of an address has no password and no key.
func TestSpoken(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/feed":                                      "https://a.example/feed",
		"https://a.example/feed?format=rss&page=2#top":                "https://a.example/feed?format=rss&page=2#top",
		"https://a.example/?feed=rss2&cat=world-news":                 "https://a.example/?feed=rss2&cat=world-news",
		"https://a.example/?from=2026-11-24-2026-11-25":               "https://a.example/?from=2026-11-24-2026-11-25",
		"https://ann:secret@a.example/feed":                           "https://a.example/feed",
		"https://a.example/feed?token=abc&page=2":                     "https://a.example/feed?token=…&page=2",
		"https://a.example/feed?API_KEY=abc#x":                        "https://a.example/feed?API_KEY=…#x",
		"https://a.example/feed?token=":                               "https://a.example/feed?token=",
		"https://a.example/.rss?feed=0123456789abcdef01234567&user=a": "https://a.example/.rss?feed=…&user=a",
	} {
		if got := Spoken(address); got != want || Keyed(address) != (want != address) {
			t.Errorf("%s is told as %s, want %s", address, got, want)
		}
	}
	if got := (Source{URL: "https://a.example/feed?token=abc"}).Shown(""); got != "https://a.example/feed?token=…" {
		t.Errorf("without a name: %s", got)
	}
}
