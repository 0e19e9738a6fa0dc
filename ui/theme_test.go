package ui

import (
	"math"
	"testing"

	"charm.land/lipgloss/v2"
)

// contrast is the ratio of two colours' luminances by WCAG 2.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func luminance(c string) float64 {
	r, g, b, _ := lipgloss.Color(c).RGBA()
	lin := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= .03928 {
			return s / 12.92
		}
		return math.Pow((s+.055)/1.055, 2.4)
	}
	return .2126*lin(r) + .7152*lin(g) + .0722*lin(b)
}

func TestContrastOfBlackAndWhite(t *testing.T) {
	if got := contrast("#000000", "#ffffff"); math.Abs(got-21) > .01 {
		t.Errorf("contrast = %v, want 21", got)
	}
}
