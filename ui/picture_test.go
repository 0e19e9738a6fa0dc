package ui

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"
)

// quarters is a picture of four colours.
func quarters(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 0, 0, 255}
			if y >= h/2 {
				c.G = 255
			}
			if x >= w/2 {
				c.B = 255
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func TestPictureCells(t *testing.T) {
	for _, c := range []struct{ w, h, width, height, cols, rows int }{
		{800, 400, 80, 24, 80, 20},
		{800, 800, 80, 24, 48, 24},
		{400, 800, 80, 20, 20, 20},
		{100, 50, 80, 24, 25, 6},
		{800, 8, 80, 24, 80, 1},
		{8, 800, 80, 24, 2, 24},
		{800, 400, 36, 4, 16, 4},
	} {
		if cols, rows := pictureCells(image.Pt(c.w, c.h), c.width, c.height); cols != c.cols || rows != c.rows {
			t.Errorf("%d×%d in %d×%d: %d×%d, want %d×%d", c.w, c.h, c.width, c.height, cols, rows, c.cols, c.rows)
		}
	}
}

// Half blocks: the upper pixel is the character, the lower one its background.
func TestBlockLines(t *testing.T) {
	got := blockLines(quarters(4, 4), 4, 2)
	want := []string{
		"\x1b[38;2;255;0;0;48;2;255;0;0m▀▀\x1b[38;2;255;0;255;48;2;255;0;255m▀▀\x1b[m",
		"\x1b[38;2;255;255;0;48;2;255;255;0m▀▀\x1b[38;2;255;255;255;48;2;255;255;255m▀▀\x1b[m",
	}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("%q", got)
	}
}

// The pixels go as packed RGB, in pieces, and nothing else does.
func TestKittyPicture(t *testing.T) {
	p := shownPicture{id: 0x0a0b0d, img: quarters(2, 2), cols: 4, rows: 2}
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write([]byte{255, 0, 0, 255, 0, 255, 255, 255, 0, 255, 255, 255})
	_ = z.Close()
	want := "\x1b_Ga=T,U=1,q=2,f=24,o=z,t=d,i=658189,s=2,v=2,c=4,r=2,m=0;" + base64.StdEncoding.EncodeToString(packed.Bytes()) + "\x1b\\"
	if got := kittyPicture(p); got != want {
		t.Errorf("%q, want %q", got, want)
	}

	img := image.NewRGBA(image.Rect(0, 0, 200, 200)) // of noise, which does not pack
	seed := uint32(1)
	for i := range img.Pix {
		seed = seed*1664525 + 1013904223
		img.Pix[i] = byte(seed >> 24)
	}
	var data strings.Builder
	parts := strings.SplitAfter(kittyPicture(shownPicture{id: 1, img: img, cols: 20, rows: 10}), "\x1b\\")
	parts = parts[:len(parts)-1]
	for i, part := range parts {
		head, rest, ok := strings.Cut(part, ";")
		rest = strings.TrimSuffix(rest, "\x1b\\")
		wantHead := pick(i == 0, "\x1b_Ga=T,U=1,q=2,f=24,o=z,t=d,i=1,s=200,v=200,c=20,r=10,m=1", fmt.Sprintf("\x1b_Gq=2,m=%d", pick(i < len(parts)-1, 1, 0)))
		if !ok || head != wantHead || len(rest) > kitty.MaxChunkSize || strings.ContainsAny(rest, "\x1b;,") {
			t.Fatalf("part %d of %d: %q, %d characters", i, len(parts), head, len(rest))
		}
		data.WriteString(rest)
	}
	raw, err := base64.StdEncoding.DecodeString(data.String())
	if err != nil {
		t.Fatal(err)
	}
	r, err := zlib.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if pixels, err := io.ReadAll(r); err != nil || len(pixels) != 3*200*200 || pixels[0] != img.Pix[0] || pixels[5] != img.Pix[6] {
		t.Errorf("%d bytes of pixels, %v", len(pixels), err)
	}
}

func TestPlaceholders(t *testing.T) {
	got := placeholders(shownPicture{id: 0x0a0b0d, cols: 2, rows: 2})
	want := []string{
		"\x1b[38;2;10;11;13m\U0010EEEE\u0305\u0305\U0010EEEE\u0305\u030d\x1b[m",
		"\x1b[38;2;10;11;13m\U0010EEEE\u030d\u0305\U0010EEEE\u030d\u030d\x1b[m",
	}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] || ansi.StringWidth(got[0]) != 2 {
		t.Errorf("%q", got)
	}
}

// Pictures come by a key, in half blocks, and go by the same; where there are too few colours none is asked for.
func TestPicturesByKey(t *testing.T) {
	open := func(s *session) {
		s.Keys("/")
		s.Type(`malaria nurse`)
		s.Keys("enter", "enter")
		s.Wait(2 * time.Second)
	}
	inSession(t, 80, 40, nil, func(t *testing.T, s *session) {
		open(s)
		s.Lacks("▀")
		s.Has("▨ A nurse")
		s.Keys("i")
		s.Wait(2 * time.Second)
		s.Has("▀▀▀", "A nurse threads a bead")
		s.Lacks("▨ A nurse")
		fits(t, s.View(), 80, 40)
		s.Resize(40, 10)
		s.Wait(time.Second)
		fits(t, s.View(), 40, 10)
		s.Resize(80, 40)
		s.Keys("i")
		s.Wait(time.Second)
		s.Lacks("▀")
	})
	inSession(t, 80, 40, nil, func(t *testing.T, s *session) {
		s.Send(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
		open(s)
		s.Keys("i")
		s.Has("too few colours for pictures", "▨ A nurse")
	})
}

// A terminal that draws pictures in the places of characters gets them so.
func TestPicturesByGraphics(t *testing.T) {
	inSession(t, 80, 40, func(o *Options) { o.Images = true }, func(t *testing.T, s *session) {
		s.Send(uv.KittyGraphicsEvent{Options: kitty.Options{ID: kittyQueryID}, Payload: []byte("OK")})
		s.Keys("/")
		s.Type(`malaria nurse`)
		s.Keys("enter", "enter")
		s.Wait(2 * time.Second)
		s.Has("▀▀▀") // it has not said that it can do that
		s.Send(tea.TerminalVersionMsg{Name: "kitty(0.42.1)"})
		s.Wait(time.Second)
		s.Lacks("▀")
		if v := s.View(); strings.Count(v.Content, string(kitty.Placeholder)) < 100 {
			t.Error("no places for a picture")
		}
		fits(t, s.View(), 80, 40)
	})
}

// What a terminal has of pictures goes when another text comes, and at the end; in the list none is left.
func TestPicturesAreTakenAway(t *testing.T) {
	onTerminal(t, fetchedLibrary(t), 80, 40, func(o *Options) { o.Images = true }, func(s *tty) {
		s.program.Send(uv.KittyGraphicsEvent{Options: kitty.Options{ID: kittyQueryID}, Payload: []byte("OK")})
		s.program.Send(tea.TerminalVersionMsg{Name: "ghostty 1.2"})
		typed := func(text string) { s.press(strings.Split(text, "")...) }
		typed("/malaria nurse\r\r")
		s.wait(3 * time.Second)
		shows := func() bool { return strings.ContainsRune(s.text(), kitty.Placeholder) }
		said := func(what string) []string {
			return regexp.MustCompile(what+`i=(\d+)`).FindAllString(s.drew.String(), -1)
		}
		sent := said("a=T,U=1,q=2,f=24,o=z,t=d,")
		if len(sent) == 0 || !shows() {
			t.Fatalf("%d pictures were sent:\n%s", len(sent), s.text())
		}
		typed(strings.Repeat("j", 30)) // its places go with the text
		s.drawn("further down")
		typed("gq")
		if shows() {
			t.Errorf("a picture over the list:\n%s", s.text())
		}
		typed("j\r")
		s.wait(3 * time.Second)
		for _, id := range sent {
			if _, number, _ := strings.Cut(id, ",i="); !strings.Contains(s.drew.String(), "\x1b_Ga=d,d=I,q=2,i="+number+"\x1b\\") {
				t.Errorf("%s was not taken away", number)
			}
		}
		typed("\x03")
		s.wait(time.Second)
		if n, gone := len(said("a=T,U=1,q=2,f=24,o=z,t=d,")), len(said("a=d,d=I,q=2,")); n != gone {
			t.Errorf("%d were sent, %d taken away", n, gone)
		}
	})
}
