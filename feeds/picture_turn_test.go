package feeds

import (
	"bytes"
	bits "encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

// noted is a JPEG file with the note of a camera that it is to be turned so.
func noted(t *testing.T, img image.Image, turn uint16, order bits.AppendByteOrder) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 100}); err != nil {
		t.Fatal(err)
	}
	note := []byte("Exif\x00\x00MM\x00*")
	if order == bits.AppendByteOrder(bits.LittleEndian) {
		note = []byte("Exif\x00\x00II*\x00")
	}
	note = order.AppendUint32(note, 8)
	note = order.AppendUint16(note, 2) // entries
	note = order.AppendUint16(note, 0x0100)
	note = append(note, make([]byte, 10)...)
	note = order.AppendUint16(order.AppendUint16(note, turnTag), 3)
	note = order.AppendUint16(order.AppendUint32(note, 1), turn)
	note = append(note, 0, 0)
	segment := bits.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(note)+2))
	return append(append([]byte{0xff, 0xd8}, append(segment, note...)...), b.Bytes()[2:]...)
}

// quarters is a picture of which the quarters are red and green above, blue and white below.
func quarters(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	colours := [2][2]color.RGBA{{{255, 0, 0, 255}, {0, 255, 0, 255}}, {{0, 0, 255, 255}, {255, 255, 255, 255}}}
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, colours[2*y/h][2*x/w])
		}
	}
	return img
}

// seen names the colours of the quarters, line by line.
func seen(img *image.RGBA) string {
	b, out := img.Bounds(), ""
	for _, p := range [][2]int{{1, 1}, {3, 1}, {1, 3}, {3, 3}} {
		c := img.RGBAAt(b.Dx()*p[0]/4, b.Dy()*p[1]/4)
		switch {
		case c.R > 200 && c.G > 200 && c.B > 200:
			out += "w"
		case c.R > 200:
			out += "r"
		case c.G > 200:
			out += "g"
		case c.B > 200:
			out += "b"
		}
	}
	return fmt.Sprintf("%s %dx%d", out, b.Dx(), b.Dy())
}

func TestPicturesAreTurnedUpright(t *testing.T) {
	want := []string{"rgbw 80x48", "rgbw 80x48", "grwb 80x48", "wbgr 80x48", "bwrg 80x48", "rbgw 48x80", "brwg 48x80", "wgbr 48x80", "gwrb 48x80", "rgbw 80x48"}
	for turn, w := range want {
		for _, order := range []bits.AppendByteOrder{bits.BigEndian, bits.LittleEndian} {
			img, err := decodePicture(noted(t, quarters(160, 96), uint16(turn), order), 80, 80)
			if err != nil || seen(img) != w {
				t.Errorf("turn %d: %v, %s, want %s", turn, err, seen(img), w)
			}
		}
	}
}

// A note that is cut off or points anywhere turns nothing.
func TestBrokenNotesOfCameras(t *testing.T) {
	whole := noted(t, quarters(64, 64), 6, bits.BigEndian)
	for n := range 48 {
		_ = turnOf(whole[:n])
	}
	at := bytes.Index(whole, []byte("MM\x00*")) + 4
	for _, to := range []uint32{9, 38, 1 << 20, 1<<32 - 1} {
		doc := bytes.Clone(whole)
		bits.BigEndian.PutUint32(doc[at:], to)
		if got := turnOf(doc); got != asItLies {
			t.Errorf("directory at %d: turn %d", to, got)
		}
	}
	if got := turnOf([]byte("GIF89a")); got != asItLies {
		t.Errorf("turn %d of what is no JPEG", got)
	}
}

// webp is hills as a lossless WebP file: two colours, a bit for each channel of a pixel.
func webp(w, h int) []byte {
	var data []byte
	n := 0
	put := func(v, width int) { // the lowest bit first
		for i := range width {
			if n%8 == 0 {
				data = append(data, 0)
			}
			data[n/8] |= byte(v>>i&1) << (n % 8)
			n++
		}
	}
	put(0x2f, 8)
	put(w-1, 14)
	put(h-1, 14)
	put(0, 1+3+1+1+1)                                               // not transparent, version 0, no transforms, no cache, one group of codes
	for _, pair := range [][2]int{{40, 120}, {20, 30}, {40, 200}} { // green, red, blue: two symbols of eight bits
		put(1|1<<1|1<<2, 3)
		put(pair[0], 8)
		put(pair[1], 8)
	}
	put(1|0<<1|1<<2, 3) // opaque
	put(255, 8)
	put(1|0<<1|0<<2, 3) // no distances
	put(0, 1)
	for y := range h {
		for range w {
			put(map[bool]int{true: 0b100, false: 0b011}[y < h/2], 3)
		}
	}
	if len(data)%2 == 1 {
		data = append(data, 0)
	}
	chunk := append(bits.LittleEndian.AppendUint32([]byte("WEBPVP8L"), uint32(len(data))), data...)
	return append(bits.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(chunk))), chunk...)
}

func TestWebP(t *testing.T) {
	img, err := decodePicture(webp(60, 40), 30, 30)
	if err != nil || img.Bounds().Dx() != 30 || img.Bounds().Dy() != 20 {
		t.Fatal(img, err)
	}
	if up, low := img.RGBAAt(15, 3), img.RGBAAt(15, 17); up != (color.RGBA{20, 40, 200, 255}) || low != (color.RGBA{30, 120, 40, 255}) {
		t.Errorf("above %v, below %v", up, low)
	}
}
