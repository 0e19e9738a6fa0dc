package ui

import (
	"bytes"
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
