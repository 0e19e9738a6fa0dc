package newsroom

import (
	"bytes"
	"hash/fnv"
	"image"
	"image/color"
	"image/png"
	"math"
	"net/http"
	"path"
	"time"
)

// picture paints hills under a sky, by name: the demo's stand-in for a press photo, 640×360.
func picture(name string) []byte {
	h := fnv.New64a()
	h.Write([]byte(name))
	seed := h.Sum64()
	pick := func(shift uint, n uint64) float64 { return float64(seed >> shift % n) }
	palette := color.Palette{color.RGBA{0xf2, 0xd9, 0xb0, 0xff}}
	hue := uint8(seed % 90)
	for i := range uint8(5) {
		palette = append(palette, color.RGBA{60 + hue - 20*i/2, 150 - 22*i, 170 - 12*i - hue/2, 0xff})
	}
	img := image.NewPaletted(image.Rect(0, 0, 640, 360), palette)
	for x := range 640 {
		for layer := range 5 {
			f := float64(layer + 1)
			height := 120 + 45*f + 28*math.Sin(float64(x)/(150-pick(8, 40)-18*f)+pick(16, 7)*f) + 9*math.Sin(float64(x)/(31+pick(24, 9))+f)
			for y := max(0, int(height)); y < 360; y++ {
				img.SetColorIndex(x, y, uint8(layer+1))
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err) // a picture of fixed size into memory
	}
	return b.Bytes()
}

func servePicture(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "public, max-age=86400, immutable")
	send(w, r, answer{
		body: picture(path.Base(r.URL.Path)), mediaType: "image/png", status: http.StatusOK,
		changed: time.Date(2024, time.March, 1, 9, 0, 0, 0, time.UTC), validators: "both",
	})
}
