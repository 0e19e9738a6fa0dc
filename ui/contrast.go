package ui

import (
	"fmt"
	"image/color"
	"math"
	"strconv"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// readable is the contrast that WCAG asks for between words and what is behind them.
const readable = 4.5

// contrast is the ratio of two colours' luminances by WCAG 2: from 1, none, to 21, black and white.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	lin := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= .03928 {
			return s / 12.92
		}
		return math.Pow((s+.055)/1.055, 2.4)
	}
	return .2126*lin(r) + .7152*lin(g) + .0722*lin(b)
}

// madeReadable is a colour, or the nearest to it, lighter or darker, that can be read on all of some backgrounds in a profile of
// 256 or more colours. Colours of the terminal's own palette stay: nobody knows how they look.
func madeReadable(c string, dark bool, p colorprofile.Profile, behind ...string) string {
	if !isHex(c) {
		return c
	}
	shown := inProfile(c, p)
	for i := 1; i <= 20 && !enoughContrast(shown, behind); i++ {
		shown = inProfile(blended(c, pick(dark, "#ffffff", "#000000"), float64(i)/20), p)
	}
	return shown
}

func enoughContrast(c string, behind []string) bool {
	for _, b := range behind {
		if b != "" && contrast(lipgloss.Color(c), lipgloss.Color(b)) < readable {
			return false
		}
	}
	return true
}

// inProfile is a colour as a terminal of 256 colours shows it: the nearest of the 240 that are the same everywhere. Where there are
// more colours it stays.
func inProfile(c string, p colorprofile.Profile) string {
	if p != colorprofile.ANSI256 || !isHex(c) {
		return c
	}
	r, g, b, _ := lipgloss.Color(c).RGBA()
	best, least := 16, math.MaxInt
	for i := 16; i < 256; i++ {
		x, y, z, _ := ansi.IndexedColor(i).RGBA()
		dr, dg, db := int(r>>8)-int(x>>8), int(g>>8)-int(y>>8), int(b>>8)-int(z>>8)
		if d := dr*dr + dg*dg + db*db; d < least {
			best, least = i, d
		}
	}
	return strconv.Itoa(best)
}

// blended is a colour with some of another in it, 0 to 1.
func blended(c, with string, share float64) string {
	ar, ag, ab, _ := lipgloss.Color(c).RGBA()
	br, bg, bb, _ := lipgloss.Color(with).RGBA()
	mix := func(a, b uint32) int { return int(math.Round((float64(a)*(1-share) + float64(b)*share) / 0x101)) }
	return fmt.Sprintf("#%02x%02x%02x", mix(ar, br), mix(ag, bg), mix(ab, bb))
}

// hexOf is a colour as "#rrggbb"; "" without one.
func hexOf(c color.Color) string {
	if c == nil {
		return ""
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

func isHex(c string) bool {
	if len(c) != 7 || c[0] != '#' {
		return false
	}
	_, err := strconv.ParseUint(c[1:], 16, 32)
	return err == nil
}

// IsColor reports that a colour of a theme is one: "#rrggbb", "0" to "255", or "".
func IsColor(c string) bool {
	n, err := strconv.Atoi(c)
	return c == "" || isHex(c) || err == nil && n >= 0 && n <= 255 && strconv.Itoa(n) == c
}
