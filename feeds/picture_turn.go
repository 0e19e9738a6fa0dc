package feeds

import (
	"bytes"
	bits "encoding/binary"
	"image"
)

// A camera that was held upright writes lying pixels and a note in the file of how to turn them (Exif, tag 0x0112).

// turns are from 1, as it lies, to 8; every other value means 1.
const (
	asItLies   = 1
	sidewise   = 5      // from here on rows become columns
	turnTag    = 0x0112 // of the first directory of the note
	exifMarker = 0xe1
)

// turnOf is how the pixels of a JPEG file are to be turned.
func turnOf(doc []byte) int {
	note := exifOf(doc)
	if len(note) < 8 {
		return asItLies
	}
	var order bits.ByteOrder = bits.BigEndian
	if note[0] == 'I' {
		order = bits.LittleEndian
	}
	at := int64(order.Uint32(note[4:]))
	if at+2 > int64(len(note)) {
		return asItLies
	}
	rest := note[at+2:]
	for n := order.Uint16(note[at:]); n > 0 && len(rest) >= 12; n-- {
		if order.Uint16(rest) == turnTag {
			if turn := int(order.Uint16(rest[8:])); turn >= asItLies && turn <= 8 {
				return turn
			}
			break
		}
		rest = rest[12:]
	}
	return asItLies
}

// exifOf is the note of a camera in a JPEG file, from its byte order on; nil: there is none.
func exifOf(doc []byte) []byte {
	rest, ok := bytes.CutPrefix(doc, []byte{0xff, 0xd8})
	if !ok {
		return nil
	}
	for len(rest) >= 4 && rest[0] == 0xff && rest[1] >= 0xc0 && rest[1] != 0xda { // up to the pixels
		size := 2 + int(bits.BigEndian.Uint16(rest[2:]))
		if size > len(rest) || size < 4 {
			return nil
		}
		if note, ok := bytes.CutPrefix(rest[4:size], []byte("Exif\x00\x00")); ok && rest[1] == exifMarker {
			return note
		}
		rest = rest[size:]
	}
	return nil
}

// turned is a picture the right way up.
func turned(img *image.RGBA, turn int) *image.RGBA {
	if turn == asItLies {
		return img
	}
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	size := image.Rect(0, 0, w, h)
	if turn >= sidewise {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			to := image.Point{x, y}
			switch turn {
			case 2: // left for right
				to.X = w - 1 - x
			case 3: // upside down
				to.X, to.Y = w-1-x, h-1-y
			case 4: // top for bottom
				to.Y = h - 1 - y
			case 5: // its top at the left, mirrored
				to.X, to.Y = y, x
			case 6: // its top at the right
				to.X, to.Y = h-1-y, x
			case 7: // its top at the right, mirrored
				to.X, to.Y = h-1-y, w-1-x
			case 8: // its top at the left
				to.X, to.Y = y, w-1-x
			}
			out.SetRGBA(to.X, to.Y, img.RGBAAt(x, y))
		}
	}
	return out
}
