package article

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func fixture(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The model case: lead, "What To Know" and six bullets are shown, everything after them is hidden and counted.
func TestModelCase(t *testing.T) {
	want := string(fixture(t, "model.md"))
	counts := []KindCount{
		{KindLive, 1}, {KindLicensing, 3}, {KindPreferred, 1}, {KindRecommended, 6}, {KindPodcast, 1}, {
			KindTrending,
			4,
		}, {KindTopStories, 6},
	}
	cases := []struct {
		file string
		read func(Page) (Article, error)
	}{
		{"model.html", Read},
		{"model-glued.html", Read},
		{"model-body.html", func(p Page) (Article, error) { return Fragment(p), nil }},
		{"model-glued.txt", func(p Page) (Article, error) { return Fragment(p), nil }},
		{"model-one-line.txt", func(p Page) (Article, error) { return Fragment(p), nil }},
	}
	for _, c := range cases {
		t.Run(c.file, func(t *testing.T) {
			a, err := c.read(Page{HTML: fixture(t, c.file), URL: "https://harbour.example/world/accord"})
			if err != nil {
				t.Fatal(err)
			}
			if got := withoutPictures(a.Markdown) + "\n"; got != want {
				t.Errorf("markdown:\n%s\nwant:\n%s", got, want)
			}
			got := slices.DeleteFunc(a.Counts(), func(k KindCount) bool {
				return k.Kind == KindRepeated ||
					k.Kind == KindSharing
			})
			if !slices.Equal(got, counts) {
				t.Errorf("hidden %v, want %v", got, counts)
			}
			for _, h := range a.Hidden {
				if h.Reason == "" || h.Text == "" {
					t.Errorf("hidden block without reason or text: %+v", h)
				}
			}
		})
	}
}

func TestModelCaseMeta(t *testing.T) {
	a, err := Read(Page{HTML: fixture(t, "model.html"), URL: "https://harbour.example/world/accord"})
	if err != nil {
		t.Fatal(err)
	}
	if a.Title != "River Accord Talks: Envoy Heads North as Ministers Near a Deal" || !slices.Equal(a.Authors,
		[]string{"Imre Tolvan"}) ||
		a.Published.Format("2006-01-02T15:04Z07:00") != "2031-11-25T14:05Z" || a.Site != "The Harbour Ledger" ||
		a.Language != "en" {
		t.Errorf("%+v", a)
	}
	if !strings.Contains(a.Markdown,
		"![Delegates on a bridge](https://cdn.harbour.example/img/bridge-talks.jpg)\n\n*Delegates cross the old customs bridge") {
		t.Errorf("no picture with its caption:\n%s", a.Markdown)
	}
	var out bytes.Buffer
	if err := WriteJSON(&out, a); err != nil || bytes.Count(out.Bytes(), []byte("\n")) != 1 {
		t.Errorf("one line of JSON, got %d bytes, %v", out.Len(), err)
	}
}

// withoutPictures takes pictures and their captions out of Markdown.
func withoutPictures(md string) string {
	var out []string
	picture := false
	for _, p := range strings.Split(md, "\n\n") {
		switch {
		case strings.HasPrefix(p, "!["):
			picture = true
			continue
		case picture && strings.HasPrefix(p, "*"):
		default:
			out = append(out, p)
		}
		picture = false
	}
	return strings.Join(out, "\n\n")
}

func BenchmarkRead(b *testing.B) {
	page, err := os.ReadFile(filepath.Join("testdata", "model.html"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(Page{HTML: page, URL: "https://harbour.example/world/accord"}); err != nil {
			b.Fatal(err)
		}
	}
}

// What stands around the story can be looked at, and is not counted.
func TestAround(t *testing.T) {
	page := framed(`<p>The tide mill of Holm will grind again from May, the owner said on Monday, after a winter in which the wheel was rebuilt.</p>
<p>Flour from the mill goes to the school and to two bakeries, which had bought from the mainland for more than thirty years.</p>`)
	a, err := Read(Page{HTML: []byte(page), URL: "https://paper.example/story"})
	if err != nil {
		t.Fatal(err)
	}
	found := ""
	for _, h := range a.Around {
		found += h.Kind + ": " + h.Text + "\n"
	}
	if !strings.Contains(found, "© 2031 The Paper") || strings.Contains(a.Text, "©") || len(a.Counts()) != 0 {
		t.Errorf("around %q\ncounted %v", found, a.Counts())
	}
	var out strings.Builder
	if err := WriteJSON(&out, a); err != nil || !strings.Contains(out.String(), `"text":"© 2031 The Paper`) {
		t.Errorf("%v: %s", err, out.String())
	}
}
