package feeds

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// web is an internet in memory: addresses and what they answer. "rss NAME", "atom NAME", "json NAME" and "empty NAME" are
// feeds, "→ ADDRESS" and "⇒ ADDRESS" redirects (for now, for good), a number a status with the body behind it; all else is
// a page. Hosts that are not in it do not exist.
type web struct {
	pages map[string]string
	asked []string
}

func (w *web) RoundTrip(r *http.Request) (*http.Response, error) {
	w.asked = append(w.asked, r.URL.String())
	body, known := w.pages[r.URL.String()]
	if !known {
		host := slices.Collect(func(yield func(string) bool) {
			for address := range w.pages {
				if strings.HasPrefix(address, r.URL.Scheme+"://"+r.URL.Host+"/") && !yield(address) {
					return
				}
			}
		})
		if len(host) == 0 {
			return nil, &net.DNSError{Err: "no such host", IsNotFound: true}
		}
		if body = w.pages[r.URL.Scheme+"://"+r.URL.Host+"/*"]; body == "" {
			body = "404 not found"
		}
	}
	rec := httptest.NewRecorder()
	rec.Header().Set("Content-Type", "text/html")
	word, rest, _ := strings.Cut(body, " ")
	switch word {
	case "rss":
		_, _ = io.WriteString(rec, `<rss version="2.0"><channel><title>`+rest+`</title>`+threeItems(rest, "item")+`</channel></rss>`)
	case "empty":
		_, _ = io.WriteString(rec, `<rss version="2.0"><channel><title>`+rest+`</title></channel></rss>`)
	case "atom":
		_, _ = io.WriteString(rec, `<feed xmlns="http://www.w3.org/2005/Atom"><title>`+rest+`</title>`+threeItems(rest, "entry")+`</feed>`)
	case "json":
		fmt.Fprintf(rec, `{"version":"https://jsonfeed.org/version/1.1","title":%q,"items":[{"id":"1","title":"One of %s"}]}`, rest, rest)
	case "→", "⇒":
		rec.Header().Set("Location", rest)
		rec.WriteHeader(map[string]int{"→": http.StatusFound, "⇒": http.StatusMovedPermanently}[word])
	case "refused":
		return nil, syscall.ECONNREFUSED
	case "untrusted":
		return nil, &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}
	case "offline":
		return nil, &net.DNSError{Err: "server misbehaving", IsTemporary: true}
	case "403", "404", "429", "500", "503":
		var status int
		_, _ = fmt.Sscan(word, &status)
		rec.WriteHeader(status)
		_, _ = io.WriteString(rec, rest)
	default:
		_, _ = io.WriteString(rec, body)
	}
	resp := rec.Result()
	resp.Request = r
	return resp, nil
}

func threeItems(name, tag string) string {
	var b strings.Builder
	for i, word := range []string{"One", "Two", "Three", "Four"} {
		fmt.Fprintf(&b, `<%[1]s><title>%[2]s of %[3]s</title><link>https://a.example/%[2]s</link><pubDate>Mon, 02 Mar 2026 0%[4]d:00:00 GMT</pubDate></%[1]s>`,
			tag, word, name, i)
	}
	return b.String()
}

// discovered asks a web, and writes down what is found: "Kind Title address", one a line.
func discovered(t *testing.T, input string, pages map[string]string) (found string, w *web, err error) {
	t.Helper()
	w = &web{pages: pages}
	f := &Fetcher{Client: NewClient(ClientOptions{Transport: w}), UserAgent: "dateline/test"}
	list, err := Discover(context.Background(), f, input)
	if len(w.asked) > maxRequests {
		t.Errorf("%s: %d requests: %q", input, len(w.asked), w.asked)
	}
	seen := map[string]bool{}
	for _, address := range w.asked {
		if seen[address] {
			t.Errorf("%s: %s was asked twice", input, address)
		}
		seen[address] = true
	}
	var lines []string
	for _, c := range list {
		lines = append(lines, c.Kind+" "+c.Title+" "+c.URL)
	}
	return strings.Join(lines, "\n"), w, err
}

func linking(tags string) string {
	return "<!doctype html><html><head><title>A</title>" + tags + "</head><body><p>Hello</p></body></html>"
}

func TestDiscover(t *testing.T) {
	const home = "https://a.example/"
	rss := `<link rel="alternate" type="application/rss+xml" title="A" href="`
	cases := []struct {
		name, input string
		web         map[string]string
		want        string
	}{
		{"a feed itself", "https://a.example/f", map[string]string{"https://a.example/f": "rss A"}, "RSS A https://a.example/f"},
		{"feed:", "feed://a.example/f", map[string]string{"http://a.example/f": "atom A"}, "Atom A http://a.example/f"},
		{"feed:https", "feed:https://a.example/f", map[string]string{"https://a.example/f": "json A"}, "JSON Feed A https://a.example/f"},
		{"a bare host", "a.example", map[string]string{home: "rss A"}, "RSS A https://a.example/"},
		{"spaces and brackets", " <a.example/f> ", map[string]string{"https://a.example/f": "rss A"}, "RSS A https://a.example/f"},
		{"a bare host without https", "a.example/f", map[string]string{"http://a.example/f": "rss A"}, "RSS A http://a.example/f"},
		{"a bare host whose https is closed", "a.example/f", map[string]string{"https://a.example/f": "refused", "http://a.example/f": "rss A"}, "RSS A http://a.example/f"},
		{"moved for good", "a.example/f", map[string]string{"https://a.example/f": "⇒ https://www.a.example/g", "https://www.a.example/g": "rss A"}, "RSS A https://www.a.example/g"},
		{"elsewhere for now", "a.example/f", map[string]string{"https://a.example/f": "→ https://cdn.example/g", "https://cdn.example/g": "rss A"}, "RSS A https://a.example/f"},

		{"a link", "a.example", map[string]string{home: linking(rss + `https://a.example/f">`), "https://a.example/f": "rss A"}, "RSS A https://a.example/f"},
		{"a relative link", "a.example/blog/", map[string]string{"https://a.example/blog/": linking(rss + `f.xml">`), "https://a.example/blog/f.xml": "rss A"}, "RSS A https://a.example/blog/f.xml"},
		{"a base", "a.example", map[string]string{home: linking(`<base href="/deep/"><base href="/no/">` + rss + `f">`), "https://a.example/deep/f": "rss A"}, "RSS A https://a.example/deep/f"},
		{"type in capitals, with charset", "a.example", map[string]string{
			home:                  linking(`<LINK REL="Alternate" TYPE="Application/RSS+XML; charset=utf-8" HREF="/f">`),
			"https://a.example/f": "rss A",
		}, "RSS A https://a.example/f"},
		{"JSON Feed", "a.example", map[string]string{
			home:                  linking(`<link rel="alternate" type="application/json" href="/wp-json/x"><link rel="alternate" type="application/feed+json" href="/f">`),
			"https://a.example/f": "json A",
		}, "JSON Feed A https://a.example/f"},
		{"a link in the body", "a.example", map[string]string{home: "<html><body><p>Hi</p>" + rss + `/f"></body></html>`, "https://a.example/f": "rss A"}, "RSS A https://a.example/f"},
		{"a page of XHTML", "a.example", map[string]string{home: `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head>` + rss + `/f"/></head></html>`, "https://a.example/f": "rss A"}, "RSS A https://a.example/f"},
		{"a link to feed:", "a.example", map[string]string{home: linking(rss + `feed:https://a.example/f">`), "https://a.example/f": "rss A"}, "RSS A https://a.example/f"},
		{"a link that is commented out", "a.example", map[string]string{home: linking("<!-- " + rss + `/old"> -->` + rss + `/f">`), "https://a.example/f": "rss A", "https://a.example/old": "rss Old"}, "RSS A https://a.example/f"},
		{"style sheets and languages", "a.example", map[string]string{
			home:                  linking(`<link rel="alternate stylesheet" type="application/rss+xml" href="/no"><link rel="alternate" hreflang="de" href="/de">` + rss + `/f">`),
			"https://a.example/f": "rss A", "https://a.example/de": "rss De", "https://a.example/no": "rss No",
		}, "RSS A https://a.example/f"},
		{"comments last", "a.example", map[string]string{
			home:                               linking(`<link rel=alternate type="application/rss+xml" title="Comments feed" href="/comments/feed/">` + rss + `/feed/">`),
			"https://a.example/comments/feed/": "rss Comments on A", "https://a.example/feed/": "rss A",
		}, "RSS A https://a.example/feed/\nRSS Comments on A https://a.example/comments/feed/"},
		{"the same in two formats", "a.example", map[string]string{
			home:                        linking(rss + `/rss.xml"><link rel=alternate type="application/atom+xml" href="/atom.xml">`),
			"https://a.example/rss.xml": "rss A", "https://a.example/atom.xml": "atom A",
		}, "RSS A https://a.example/rss.xml"},
		{"several", "a.example", map[string]string{
			home:                  linking(rss + `/w">` + rss + `/w">` + rss + `/s">`),
			"https://a.example/w": "rss World", "https://a.example/s": "rss Sport",
		}, "RSS World https://a.example/w\nRSS Sport https://a.example/s"},
		{"a redirect to www, then a link", "a.example", map[string]string{
			home: "⇒ https://www.a.example/", "https://www.a.example/": linking(rss + `/f">`), "https://www.a.example/f": "rss A",
		}, "RSS A https://www.a.example/f"},
		{"a link that leads nowhere, another that does", "a.example", map[string]string{home: linking(rss + `/gone">` + rss + `/f">`), "https://a.example/f": "rss A"}, "RSS A https://a.example/f"},
		{"a link among the words", "a.example", map[string]string{
			home:                             `<html><body><a href="/about">About</a> <a href="/news/rss.xml">RSS</a></body></html>`,
			"https://a.example/news/rss.xml": "rss A",
		}, "RSS A https://a.example/news/rss.xml"},

		{"a usual place at the root", "a.example", map[string]string{home: linking(""), "https://a.example/feed": "rss A"}, "RSS A https://a.example/feed"},
		{"a usual place beside the page", "a.example/blog/", map[string]string{
			"https://a.example/blog/": linking(""), "https://a.example/blog/atom.xml": "atom Blog", "https://a.example/feed": "rss A",
		}, "Atom Blog https://a.example/blog/atom.xml"},
		{"a usual place below the page", "a.example/blog", map[string]string{"https://a.example/blog": linking(""), "https://a.example/blog/feed": "rss Blog"}, "RSS Blog https://a.example/blog/feed"},
		{"a redirect to www, then a usual place", "a.example", map[string]string{
			home: "⇒ https://www.a.example/", "https://www.a.example/": linking(""), "https://www.a.example/blog/feed": "rss A",
		}, "RSS A https://www.a.example/blog/feed"},
		{"/feed is the home page", "a.example", map[string]string{
			home: linking(""), "https://a.example/feed": "→ https://a.example/", "https://a.example/rss.xml": "rss A",
		}, "RSS A https://a.example/rss.xml"},
		{"the page is gone, the site is there", "a.example/old/page", map[string]string{home: linking(rss + `/f">`), "https://a.example/f": "rss A"}, "RSS A https://a.example/f"},
		{"the home page is closed, the feed is not", "a.example", map[string]string{home: "403 no", "https://a.example/feed": "rss A"}, "RSS A https://a.example/feed"},

		{"a channel of YouTube", "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv/videos", map[string]string{
			"https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv": "atom Tube",
		}, "Atom Tube https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv"},
		{
			"a playlist", "youtube.com/watch?v=x&list=PL1",
			map[string]string{"https://www.youtube.com/feeds/videos.xml?playlist_id=PL1": "atom List"},
			"Atom List https://www.youtube.com/feeds/videos.xml?playlist_id=PL1",
		},
		{"a handle of YouTube, by its canonical address", "@tube", map[string]string{
			"https://www.youtube.com/@tube": linking(`<link rel="canonical" href="https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv">`),
			"https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv": "atom Tube",
		}, "Atom Tube https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv"},
		{"a handle of YouTube, by its script", "https://m.youtube.com/@tube", map[string]string{
			"https://m.youtube.com/@tube": `<html><script>var x={"channelId":"UCabcdefghijklmnopqrstuv"}</script></html>`,
			"https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv": "atom Tube",
		}, "Atom Tube https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv"},
		{"Reddit", "https://old.reddit.com/r/worldnews", map[string]string{"https://www.reddit.com/r/worldnews/.rss": "atom News"}, "Atom News https://www.reddit.com/r/worldnews/.rss"},
		{"r/name", "/r/worldnews", map[string]string{"https://www.reddit.com/r/worldnews/.rss": "atom News"}, "Atom News https://www.reddit.com/r/worldnews/.rss"},
		{"Mastodon", "@ida@social.example", map[string]string{"https://social.example/@ida.rss": "rss Ida"}, "RSS Ida https://social.example/@ida.rss"},
		{"Mastodon without the first @", "ida@social.example", map[string]string{"https://social.example/@ida.rss": "rss Ida"}, "RSS Ida https://social.example/@ida.rss"},
		{"a page of Mastodon that names nothing", "https://social.example/@ida", map[string]string{
			"https://social.example/@ida": linking(""), "https://social.example/@ida.rss": "rss Ida",
		}, "RSS Ida https://social.example/@ida.rss"},
		{"Pleroma", "@ida@social.example", map[string]string{"https://social.example/users/ida/feed.atom": "atom Ida"}, "Atom Ida https://social.example/users/ida/feed.atom"},
		{"Bluesky", "https://bsky.app/profile/ida.example", map[string]string{"https://bsky.app/profile/ida.example/rss": "rss Ida"}, "RSS Ida https://bsky.app/profile/ida.example/rss"},
		{"a handle of Bluesky", "@ida.bsky.social", map[string]string{"https://bsky.app/profile/ida.bsky.social/rss": "rss Ida"}, "RSS Ida https://bsky.app/profile/ida.bsky.social/rss"},
		{"somebody at GitHub", "https://github.com/ida", map[string]string{"https://github.com/ida.atom": "atom Ida"}, "Atom Ida https://github.com/ida.atom"},
		{"a repository", "https://github.com/ida/boat.git", map[string]string{
			"https://github.com/ida/boat/releases.atom": "empty Releases", "https://github.com/ida/boat/commits.atom": "atom Commits", "https://github.com/ida/boat/tags.atom": "atom Tags",
		}, "Atom Commits https://github.com/ida/boat/commits.atom\nAtom Tags https://github.com/ida/boat/tags.atom"},
		{
			"deep in a repository", "https://github.com/ida/boat/tree/main/hull",
			map[string]string{"https://github.com/ida/boat/commits/main/hull.atom": "atom Hull"},
			"Atom Hull https://github.com/ida/boat/commits/main/hull.atom",
		},
		{
			"GitLab", "https://gitlab.com/fleet/boats/one/-/releases/v1",
			map[string]string{"https://gitlab.com/fleet/boats/one/-/releases.atom": "atom One"},
			"Atom One https://gitlab.com/fleet/boats/one/-/releases.atom",
		},
		{"Substack", "https://ida.substack.com/p/a-letter", map[string]string{"https://ida.substack.com/feed": "rss Ida"}, "RSS Ida https://ida.substack.com/feed"},
		{"Medium", "https://medium.com/@ida/a-story-1", map[string]string{"https://medium.com/feed/@ida": "rss Ida"}, "RSS Ida https://medium.com/feed/@ida"},
		{"an own name at Medium", "https://ida.medium.com", map[string]string{"https://ida.medium.com/feed": "rss Ida"}, "RSS Ida https://ida.medium.com/feed"},
	}
	for _, c := range cases {
		got, w, err := discovered(t, c.input, c.web)
		if err != nil || got != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s\nasked %q", c.name, err, got, c.want, w.asked)
		}
	}
}

func TestNothingDiscovered(t *testing.T) {
	const home = "https://a.example/"
	cases := []struct {
		name, input string
		web         map[string]string
		want        string
		asked       int // at most
	}{
		{"nothing typed", "  ", nil, "the address is empty", 0},
		{"a word", "harbour", nil, "this is no web address", 0},
		{"a command", "exec:/bin/ls", nil, "this is no web address", 0},
		{"a file", "file:///etc/passwd", nil, "this is no web address", 0},
		{"a password", "https://ida:secret@a.example/", nil, "an address with a name or password in it is not supported", 0},
		{"no handle", "@a b", nil, "this is no handle: @user@host, @name.bsky.social or @channel", 0},
		{"no such host", "a.example", map[string]string{}, "no such host", 2},
		{"no such host, asked for by its scheme", "https://a.example", map[string]string{}, "no such host", 1},
		{"no network", "a.example", map[string]string{home: "offline"}, "no network", 1},
		{"a bad certificate", "a.example", map[string]string{home: "untrusted", "http://a.example/": "rss A"}, "the certificate is not valid for this address", 1},
		{"a challenge", "a.example", map[string]string{home: "403 <html>Just a moment...</html>", "https://a.example/*": "403 no"}, "answered 403: the site asks for a browser check", 3},
		{"a challenge in disguise", "a.example", map[string]string{home: "<html>Checking your browser</html>"}, "the site asks for a browser check instead of sending its page", 12},
		{"too often", "a.example", map[string]string{home: "429 wait"}, "answered 429: asked too often", 1},
		{"every address is the home page", "a.example/x", map[string]string{home: linking(""), "https://a.example/*": linking("")}, "no feed was found: the page names none, and none is at the usual places (2 addresses asked)", 2},
		{"nothing anywhere", "a.example/x/y/z", map[string]string{home: linking("")}, "no feed was found: the page names none, and none is at the usual places (12 addresses asked)", 12},
		{"a feed that is named and missing", "a.example", map[string]string{home: linking(`<link rel=alternate type="application/rss+xml" href="/f">`)}, "the page names a feed that cannot be read: answered 404", 12},
		{"redirects without end", "https://a.example/", map[string]string{
			home: "→ /1", "https://a.example/1": "→ /2", "https://a.example/2": "→ /3",
			"https://a.example/3": "→ /4", "https://a.example/4": "→ /5", "https://a.example/5": "→ /6", "https://a.example/6": "→ /7",
		}, "redirected more than five times", 12},
	}
	for _, c := range cases {
		got, w, err := discovered(t, c.input, c.web)
		if err == nil || err.Error() != c.want || got != "" || len(w.asked) > c.asked {
			t.Errorf("%s: %q, %v, want %s\nasked %d: %q", c.name, got, err, c.want, len(w.asked), w.asked)
		}
	}
}

func TestPreview(t *testing.T) {
	w := &web{pages: map[string]string{"https://a.example/f": "rss A"}}
	list, err := Discover(context.Background(), &Fetcher{Client: NewClient(ClientOptions{Transport: w})}, "a.example/f")
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	c := list[0]
	if c.Items != 4 || c.Newest.UTC().Hour() != 3 || !slices.Equal(c.Headlines, []string{"One of A", "Two of A", "Three of A"}) {
		t.Errorf("%+v", c)
	}
}

// A search that is given up ends at once, and says so.
func TestDiscoverCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	w := &wire{answer: func(http.ResponseWriter, *http.Request) {}}
	_, err := Discover(ctx, fetcher(w), "https://a.example/")
	if !errors.Is(err, context.Canceled) || len(w.asked) > 1 {
		t.Errorf("%v, asked %d", err, len(w.asked))
	}
}

// What a public page names may not lead into the reader's own network; what the reader typed may be there.
func TestDiscoverAtHome(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/f" {
			_, _ = io.WriteString(rw, item("<title>A</title>"))
			return
		}
		_, _ = io.WriteString(rw, linking(`<link rel=alternate type="application/rss+xml" href="/f">`))
	}))
	defer server.Close()
	list, err := Discover(context.Background(), &Fetcher{}, strings.TrimPrefix(server.URL, "http://"))
	if err != nil || len(list) != 1 || list[0].URL != server.URL+"/f" {
		t.Errorf("%+v %v", list, err)
	}
	other := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(rw, linking(`<link rel=alternate type="application/rss+xml" href="`+server.URL+`/f">`))
	}))
	defer other.Close()
	list, err = Discover(context.Background(), &Fetcher{}, other.URL)
	if err == nil || !strings.Contains(err.Error(), "private") {
		t.Errorf("%+v %v", list, err)
	}
}
