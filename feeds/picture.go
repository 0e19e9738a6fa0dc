package feeds

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/gif" // the formats that pictures come in
	_ "image/jpeg"
	_ "image/png"
	"net/http"
	"net/url"
	"path"
	"strings"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
)

const (
	acceptPicture = "image/webp,image/png,image/jpeg,image/gif;q=0.8"
	// MaxPixels is how large a picture may be; it is known before anything of it is decoded.
	MaxPixels = 25_000_000
	// leastSide is how many pixels a picture has at least in each direction: what is smaller counts readers, or is an ornament.
	leastSide = 32
)

var (
	errTracker    = errors.New("it is no picture but counts readers: not asked for")
	errTinyImage  = errors.New("it is too small for a picture")
	errHugeImage  = errors.New("the picture has more than 25 megapixels")
	errNotAnImage = errors.New("it is no picture that can be shown")
)

// Picture fetches a picture and returns its pixels, scaled down to at most width by height. It goes to public addresses only,
// whatever the reader's sources are, and never to those that are known to count readers. Limits: 10 MB, 25 megapixels. The error
// is in the reader's words.
func (f *Fetcher) Picture(ctx context.Context, address string, width, height int) (*image.RGBA, error) {
	if countsReaders(address) {
		return nil, errTracker
	}
	if doc := f.Pictures.read(address); doc != nil {
		if img, err := decodePicture(doc, width, height); err == nil {
			return img, nil
		}
	}
	doc, err := f.pictureBytes(ctx, address)
	if err != nil {
		return nil, err
	}
	img, err := decodePicture(doc, width, height)
	if err == nil {
		f.Pictures.keep(address, doc)
	}
	return img, err
}

// pictureBytes asks a server for a picture; a host is asked for one at a time.
func (f *Fetcher) pictureBytes(ctx context.Context, address string) ([]byte, error) {
	host := sourceHost(address)
	done, err := f.pages.turn(ctx, host)
	if err != nil {
		return nil, err
	}
	defer done()
	if until := f.pages.until(host); until.After(f.now()) {
		return nil, fmt.Errorf("%w %s", ErrHeld, roughly(until.Sub(f.now())))
	}
	within, cancel := context.WithTimeout(ctx, wholeAnswer)
	defer cancel()
	r, err := f.request(withLeave(within, leave{}), address, acceptPicture)
	if err != nil {
		return nil, err
	}
	resp, err := f.client().Do(r)
	if err != nil {
		return nil, blame(ctx, inWords(within, err, false))
	}
	defer drain(resp.Body)
	f.pages.hush(host, quietUntil(resp.StatusCode, resp.Header, f.now()))
	if resp.StatusCode != http.StatusOK {
		return nil, f.unwelcome(resp)
	}
	doc, err := readAll(resp)
	if err != nil {
		return nil, blame(ctx, inWords(within, err, true))
	}
	return doc, nil
}

// decodePicture decodes a picture once its size is known to be fit, and scales it down. One on which a decoder stumbles is no
// picture.
func decodePicture(doc []byte, width, height int) (img *image.RGBA, err error) {
	defer func() {
		if recover() != nil {
			img, err = nil, errNotAnImage
		}
	}()
	return decodeFit(doc, width, height)
}

func decodeFit(doc []byte, width, height int) (*image.RGBA, error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(doc))
	switch {
	case err != nil, c.Width <= 0, c.Height <= 0:
		return nil, errNotAnImage
	case c.Width < leastSide, c.Height < leastSide:
		return nil, errTinyImage
	case c.Height > MaxPixels/c.Width:
		return nil, errHugeImage
	}
	img, _, err := image.Decode(bytes.NewReader(doc))
	if err != nil || img.Bounds().Dx() != c.Width || img.Bounds().Dy() != c.Height {
		return nil, errNotAnImage
	}
	turn := turnOf(doc)
	if turn >= sidewise {
		width, height = height, width
	}
	return turned(ScalePicture(img, width, height), turn), nil
}

// ScalePicture is a picture in at most width by height pixels, its sides in proportion; it is never made larger. What is
// transparent becomes white.
func ScalePicture(img image.Image, width, height int) *image.RGBA {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if w > width {
		w, h = width, max(h*width/w, 1)
	}
	if h > height {
		w, h = max(w*height/h, 1), height
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	if w == b.Dx() && h == b.Dy() {
		draw.Draw(out, out.Bounds(), img, b.Min, draw.Over)
		return out
	}
	if b.Dx() > 4*w { // halve a large one cheaply first
		half := image.NewRGBA(image.Rect(0, 0, 2*w, 2*h))
		draw.ApproxBiLinear.Scale(half, half.Bounds(), img, b, draw.Src, nil)
		img, b = half, half.Bounds()
	}
	draw.BiLinear.Scale(out, out.Bounds(), img, b, draw.Over, nil)
	return out
}

// Stretch draws a picture over all of another one.
func Stretch(out, img *image.RGBA) {
	if out.Bounds().Size() == img.Bounds().Size() {
		draw.Draw(out, out.Bounds(), img, img.Bounds().Min, draw.Src)
		return
	}
	draw.BiLinear.Scale(out, out.Bounds(), img, img.Bounds(), draw.Src, nil)
}

// countsReaders reports an address of a picture that nobody sees: those of services that count readers, and names that say so.
func countsReaders(address string) bool {
	u, err := url.Parse(strings.ToLower(address))
	if err != nil {
		return true
	}
	host := u.Hostname()
	for _, h := range counters() {
		if host == h || strings.HasSuffix(host, "."+h) {
			return true
		}
	}
	for _, label := range strings.Split(host, ".") {
		switch label {
		case "pixel", "pixels", "tracking", "tracker", "beacon", "metrics", "analytics", "stats", "telemetry":
			return true
		}
	}
	name := strings.TrimSuffix(path.Base(u.Path), path.Ext(u.Path))
	switch name {
	case "pixel", "1x1", "spacer", "blank", "transparent", "tr", "beacon", "count", "counter", "track", "open", "clear":
		return true
	}
	for _, part := range strings.Split(u.Path, "/") {
		switch part {
		case "pixel", "pixels", "beacon", "tracking", "tracker", "~r", "~4":
			return true
		}
	}
	return false
}

// counters are hosts that serve no pictures but those which count readers.
func counters() []string {
	return []string{
		"doubleclick.net", "scorecardresearch.com", "google-analytics.com", "googletagmanager.com", "googlesyndication.com", "googleadservices.com",
		"quantserve.com", "chartbeat.net", "chartbeat.com", "imrworldwide.com", "pheedo.com", "feedsportal.com", "feedburner.com", "omtrdc.net",
		"2o7.net", "demdex.net", "adnxs.com", "criteo.com", "taboola.com", "outbrain.com", "moatads.com", "parsely.com", "ivwbox.de", "ioam.de",
		"xiti.com", "ati-host.net", "hotjar.com", "mixpanel.com", "segment.io", "amazon-adsystem.com", "facebook.com", "bat.bing.com",
		"mc.yandex.ru", "counter.yadro.ru", "top-fwz1.mail.ru", "statcounter.com", "histats.com", "sharethis.com", "addtoany.com", "list-manage.com",
		"sendgrid.net", "mailchimp.com", "matomo.cloud", "piwik.pro", "plausible.io", "rlcdn.com", "bluekai.com", "krxd.net",
	}
}
