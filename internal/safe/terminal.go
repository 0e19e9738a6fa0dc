package safe

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Terminal returns rendered text with only what a reader's screen is made of: cleaned characters, line feeds, colours
// and text attributes (SGR, but not blinking and concealing), and hyperlinks (OSC 8) to absolute http or https addresses.
// Every other sequence is dropped whole.
func Terminal(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	marks := 0
	var state byte
	for len(s) > 0 {
		seq, width, n, next := ansi.DecodeSequence(s, state, nil) // its parser of parameters breaks at the 33rd
		state, s = next, s[n:]
		switch {
		case width > 0:
			marks = 0
			writeCluster(&b, seq, &marks)
		case len(seq) > 0 && (seq[0] == '\n' || seq[0] == '\t'):
			marks = 0
			b.WriteString(strings.ReplaceAll(seq, "\t", "    "))
		case ansi.HasCsiPrefix(seq):
			if strings.HasSuffix(seq, "m") && harmlessSGR(seq) {
				b.WriteString(seq)
			}
		case ansi.HasOscPrefix(seq):
			b.WriteString(hyperlink(seq))
		case len(seq) > 0 && seq[0] == '\x1b':
		default:
			writeCluster(&b, seq, &marks)
		}
	}
	return b.String()
}

// writeCluster writes the characters of a grapheme cluster that may be seen. Marks that a parser hands over on their
// own count with those before them.
func writeCluster(b *strings.Builder, seq string, marks *int) {
	for _, r := range seq {
		if r == utf8.RuneError || r < 0x20 || Hidden(r) {
			continue
		}
		if isMark(r) {
			if *marks++; *marks > maxMarks {
				continue
			}
		}
		b.WriteRune(r)
	}
}

// harmlessSGR reports that a CSI … m sequence only sets colours and attributes that leave the text to be read.
func harmlessSGR(seq string) bool {
	body := strings.TrimSuffix(strings.TrimPrefix(seq, "\x1b["), "m")
	fields := strings.Split(body, ";")
	for i := 0; i < len(fields); i++ {
		f := fields[i]
		if strings.Trim(f, "0123456789:") != "" {
			return false
		}
		head, _, _ := strings.Cut(f, ":")
		n, _ := strconv.Atoi(head)
		switch {
		case n == 5, n == 6, n == 8:
			return false
		case (n == 38 || n == 48 || n == 58) && !strings.Contains(f, ":"):
			i += colourArguments(fields[i+1:])
		}
	}
	return true
}

// colourArguments is how many fields follow 38, 48 or 58: a kind and its numbers.
func colourArguments(rest []string) int {
	switch {
	case len(rest) > 0 && rest[0] == "5":
		return min(2, len(rest))
	case len(rest) > 0 && rest[0] == "2":
		return min(4, len(rest))
	}
	return 0
}

// hyperlink returns an OSC 8 sequence that starts a link to a web address or ends a link, anew; "" for any other OSC.
func hyperlink(seq string) string {
	body := strings.TrimPrefix(seq, "\x1b]")
	body = strings.TrimSuffix(strings.TrimSuffix(body, "\x07"), "\x1b\\")
	kind, rest, _ := strings.Cut(body, ";")
	params, address, ok := strings.Cut(rest, ";")
	if kind != "8" || !ok {
		return ""
	}
	if address == "" {
		return ansi.ResetHyperlink()
	}
	if address = URL(address); address == "" {
		return ""
	}
	for _, p := range strings.Split(params, ":") {
		if id, found := strings.CutPrefix(p, "id="); found && digits(id) {
			return ansi.SetHyperlink(address, "id="+id)
		}
	}
	return ansi.SetHyperlink(address)
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
