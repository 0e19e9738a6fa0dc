package ui

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
)

// Sequences of any length, answered or pasted, whole or in pieces, do not break the library that reads them.
func TestTamed(t *testing.T) {
	for _, c := range []struct{ name, in string }{
		{"what the terminal can do", "\x1b[?62" + strings.Repeat(";4", 5000) + "c"},
		{"one more than there is room for", "\x1b[?1" + strings.Repeat(";1", 32) + "c"},
		{"none between", "\x1b[" + strings.Repeat(";", 200) + "m"},
		{"with colons", "\x1b[1" + strings.Repeat(":2", 100) + "u"},
		{"of a device", "\x1bP1" + strings.Repeat(";1", 100) + "+r\x1b\\"},
		{"pasted", "\x1b[200~\x1b[1" + strings.Repeat(";1", 100) + "A\x1b[201~"},
	} {
		t.Run(c.name, func(t *testing.T) {
			read, write, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer read.Close()
			if _, err := write.WriteString(c.in + "q"); err != nil {
				t.Fatal(err)
			}
			if err := write.Close(); err != nil {
				t.Fatal(err)
			}
			heard := make(chan uv.Event, len(c.in)+1)
			if err := uv.NewTerminalReader(&tamed{File: read}, "xterm").StreamEvents(t.Context(), heard); err != nil {
				t.Fatal(err)
			}
			close(heard)
			last := ""
			for e := range heard {
				if k, ok := e.(uv.KeyPressEvent); ok {
					last = k.String()
				}
			}
			if last != "q" {
				t.Errorf("after it, the last key was %q", last)
			}
		})
	}
	plain := []byte("7:30; 1;2;3 and \x1b[38;2;1;2;3m")
	got := bytes.Clone(plain)
	if (&tamed{}).tame(got); !bytes.Equal(got, plain) {
		t.Errorf("%q became %q", plain, got)
	}
}

// A frame of nothing before the first one clears nothing; what is drawn then comes through as it is.
func TestComposed(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	c := &composed{File: write}
	for _, s := range []string{"\x1b[?25l\r\x1b[J", "\x1b[?1049h\x1b[H\x1b[2Ja", "b\r\x1b[J"} {
		if n, err := c.Write([]byte(s)); n != len(s) || err != nil {
			t.Errorf("%q: %d, %v", s, n, err)
		}
	}
	if err := write.Close(); err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(read)
	if want := "\x1b[?25l\x1b[?1049h\x1b[H\x1b[2Jab\r\x1b[J"; err != nil || string(out) != want {
		t.Errorf("%q, %v", out, err)
	}
}
