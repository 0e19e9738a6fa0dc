package feeds

import (
	"bytes"
	"context"
	bits "encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hills is a picture of two colours, the upper half blue.
func hills(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{20, 40, 200, 255}
			if y >= h/2 {
				c = color.RGBA{30, 120, 40, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func encoded(t *testing.T, format string, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch format {
	case "png":
		err = png.Encode(&b, img)
	case "jpeg":
		err = jpeg.Encode(&b, img, nil)
	case "gif":
		err = gif.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// claims is a PNG that says it is that large, and has nothing to show for it.
func claims(w, h uint32) []byte {
	head := append([]byte("IHDR"), bits.BigEndian.AppendUint32(bits.BigEndian.AppendUint32(nil, w), h)...)
	head = append(head, 8, 2, 0, 0, 0)
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")
	b = append(b, head...)
	return bits.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(head))
}

type pictureServer struct {
	doc    []byte
	status int
	asked  int
	header http.Header
}

func (s *pictureServer) RoundTrip(r *http.Request) (*http.Response, error) {
	s.asked++
	s.header = r.Header
	w := &wireAnswer{header: http.Header{"Content-Type": {"image/png"}}}
	return w.answer(r, s.status, s.doc), nil
}

type wireAnswer struct{ header http.Header }

func (w *wireAnswer) answer(r *http.Request, status int, doc []byte) *http.Response {
	return &http.Response{StatusCode: status, Header: w.header, Body: readCloser{bytes.NewReader(doc)}, Request: r, ContentLength: int64(len(doc))}
}

type readCloser struct{ *bytes.Reader }

func (readCloser) Close() error { return nil }

func TestPictures(t *testing.T) {
	for _, c := range []struct {
		name   string
		doc    []byte
		status int
		want   image.Point
		wrong  error
	}{
		{"a PNG", encoded(t, "png", hills(64, 48)), 200, image.Pt(64, 48), nil},
		{"a JPEG, scaled down", encoded(t, "jpeg", hills(800, 400)), 200, image.Pt(100, 50), nil},
		{"a tall one", encoded(t, "png", hills(100, 400)), 200, image.Pt(25, 100), nil},
		{"a GIF", encoded(t, "gif", hills(64, 64)), 200, image.Pt(64, 64), nil},
		{"one that counts readers", encoded(t, "png", hills(1, 1)), 200, image.Point{}, errTinyImage},
		{"a strip", encoded(t, "png", hills(640, 4)), 200, image.Point{}, errTinyImage},
		{"one that claims to be enormous", claims(60_000, 60_000), 200, image.Point{}, errHugeImage},
		{"one that claims more than it has", claims(4000, 4000), 200, image.Point{}, errNotAnImage},
		{"a page", []byte("<html><body>Sign in</body></html>"), 200, image.Point{}, errNotAnImage},
		{"nothing", nil, 200, image.Point{}, errNotAnImage},
		{"half of one", encoded(t, "png", hills(300, 300))[:200], 200, image.Point{}, errNotAnImage},
		{"more than 10 MB", make([]byte, MaxDocument+1), 200, image.Point{}, errTooLarge},
	} {
		s := &pictureServer{doc: c.doc, status: c.status}
		f := &Fetcher{Client: &http.Client{Transport: s}}
		img, err := f.Picture(context.Background(), "https://paper.example/boats.png", 100, 100)
		if !errors.Is(err, c.wrong) || c.wrong == nil && (err != nil || img.Bounds().Size() != c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
		if s.header.Get("Referer") != "" || s.header.Get("Cookie") != "" || !strings.HasPrefix(s.header.Get("Accept"), "image/") {
			t.Errorf("%s: %v was sent", c.name, s.header)
		}
	}
}

// No picture is asked for at addresses that count readers or are private, not even at a host that the reader typed.
func TestPicturesNotAskedFor(t *testing.T) {
	for _, address := range []string{
		"https://stats.paper.example/a.png", "https://b.scorecardresearch.com/p?c1=2", "https://www.facebook.com/tr?id=1", "https://paper.example/pixel.gif",
		"https://paper.example/img/1x1.png", "https://feeds.feedburner.com/~r/paper/~4/x",
	} {
		s := &pictureServer{status: 200}
		if _, err := (&Fetcher{Client: &http.Client{Transport: s}}).Picture(context.Background(), address, 100, 100); !errors.Is(err, errTracker) || s.asked > 0 {
			t.Errorf("%s: %v, asked %d times", address, err, s.asked)
		}
	}
	for _, address := range []string{"http://127.0.0.1:1/a.png", "http://[::1]:1/a.png", "http://192.168.0.1:1/a.png", "http://169.254.169.254/a.png"} {
		f := &Fetcher{Client: NewClient(ClientOptions{})}
		if _, err := f.Picture(context.Background(), address, 100, 100); !errors.Is(err, errPrivate) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// What was fetched is kept, up to a limit, and read as carefully as from the network.
func TestPictureShelf(t *testing.T) {
	doc := encoded(t, "png", hills(64, 64))
	s := &pictureServer{doc: doc, status: 200}
	shelf := &PictureShelf{Folder: filepath.Join(t.TempDir(), "pictures"), Most: int64(3 * len(doc))}
	f := &Fetcher{Client: &http.Client{Transport: s}, Pictures: shelf}
	get := func(n int) {
		t.Helper()
		if _, err := f.Picture(context.Background(), fmt.Sprintf("https://paper.example/%d.png", n), 100, 100); err != nil {
			t.Fatal(err)
		}
	}
	get(1)
	if get(1); s.asked != 1 {
		t.Errorf("asked %d times for one picture", s.asked)
	}
	for n := range 8 {
		get(n)
	}
	files, err := os.ReadDir(shelf.Folder)
	if err != nil || len(files) != 3 {
		t.Errorf("%d files are kept, %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Join(shelf.Folder, file.Name())
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
		if err := os.WriteFile(name, []byte("rubbish"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	asked := s.asked
	if get(7); s.asked != asked+1 {
		t.Error("rubbish was taken for a picture")
	}
}

func TestTransparentBecomesWhite(t *testing.T) {
	img, err := decodePicture(encoded(t, "png", image.NewNRGBA(image.Rect(0, 0, 40, 40))), 20, 20)
	if err != nil || img.RGBAAt(10, 10) != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("%v, %v", img.RGBAAt(10, 10), err)
	}
}
