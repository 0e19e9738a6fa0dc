package ui

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"image"
	"strings"

	"github.com/charmbracelet/x/ansi/kitty"

	"dateline/feeds"
)

// Pictures reach the terminal as pixels that were decoded and scaled here, never as the bytes that came from outside: as coloured
// cells, or in the escape sequences of the Kitty graphics protocol that this file writes.

// blockLines draws a picture with two pixels a cell: the upper one is the colour of a half block, the lower one its background.
func blockLines(img *image.RGBA, cols, rows int) []string {
	img = stretched(img, cols, 2*rows)
	lines := make([]string, rows)
	for y := range rows {
		var b strings.Builder
		var was [6]uint8
		for x := range cols {
			up, low := img.RGBAAt(x, 2*y), img.RGBAAt(x, 2*y+1)
			if now := [6]uint8{up.R, up.G, up.B, low.R, low.G, low.B}; x == 0 || now != was {
				fmt.Fprintf(&b, "\x1b[38;2;%d;%d;%d;48;2;%d;%d;%dm", up.R, up.G, up.B, low.R, low.G, low.B)
				was = now
			}
			b.WriteString("▀")
		}
		lines[y] = b.String() + "\x1b[m"
	}
	return lines
}

// stretched is a picture in exactly that many pixels.
func stretched(img *image.RGBA, width, height int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	feeds.Stretch(out, img)
	return out
}

// kittyQueryID is the number of the picture that is only asked about.
const kittyQueryID = 31

// kittyQuery asks a terminal whether it takes a picture of one pixel; nothing is shown.
const kittyQuery = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"

// cellWidth and cellHeight are how many pixels of a picture go into a cell, whatever its font.
const cellWidth, cellHeight = 10, 20

// kittyPicture hands a picture to the terminal, to be drawn where its placeholders stand: its pixels as RGB, packed, in pieces of
// 4,096 characters. The terminal is to answer nothing.
func kittyPicture(p shownPicture) string {
	size := p.img.Bounds().Size()
	width, height := min(p.cols*cellWidth, size.X), min(p.rows*cellHeight, size.Y)
	img := stretched(p.img, width, height)
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	row := make([]byte, 3*width)
	for y := range height {
		for x := range width {
			c := img.RGBAAt(x, y)
			row[3*x], row[3*x+1], row[3*x+2] = c.R, c.G, c.B
		}
		_, _ = z.Write(row) // into memory
	}
	_ = z.Close()
	data := base64.StdEncoding.EncodeToString(packed.Bytes())
	var b strings.Builder
	for first := true; first || data != ""; first = false {
		n := min(len(data), kitty.MaxChunkSize)
		more := 0
		if n < len(data) {
			more = 1
		}
		if first {
			fmt.Fprintf(&b, "\x1b_Ga=T,U=1,q=2,f=24,o=z,t=d,i=%d,s=%d,v=%d,c=%d,r=%d,m=%d;", p.id, width, height, p.cols, p.rows, more)
		} else {
			fmt.Fprintf(&b, "\x1b_Gq=2,m=%d;", more)
		}
		b.WriteString(data[:n] + "\x1b\\")
		data = data[n:]
	}
	return b.String()
}

// kittyForget takes a picture away from the terminal, wherever it is drawn, and its pixels.
func kittyForget(id uint32) string { return fmt.Sprintf("\x1b_Ga=d,d=I,q=2,i=%d\x1b\\", id) }

// placeholders are the characters in whose places the terminal draws a picture: its number is their colour, their row and column
// are marks on them.
func placeholders(p shownPicture) []string {
	lines := make([]string, p.rows)
	for y := range p.rows {
		var b strings.Builder
		fmt.Fprintf(&b, "\x1b[38;2;%d;%d;%dm", p.id>>16&255, p.id>>8&255, p.id&255)
		for x := range p.cols {
			b.WriteRune(kitty.Placeholder)
			b.WriteRune(kitty.Diacritic(y))
			b.WriteRune(kitty.Diacritic(x))
		}
		lines[y] = b.String() + "\x1b[m"
	}
	return lines
}
