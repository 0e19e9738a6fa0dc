package topics

import (
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What an outlet prints under every report ("Sign up for our newsletter") says nothing about any. A sentence is left out
// once the outlet has printed it in so many reports.
const boilerplate = 4

// again counts that something was printed and reports whether it had been so often before.
func (d *desk) again(key uint64, times uint8) bool {
	n := d.printed[key]
	if n < 255 {
		d.printed[key] = n + 1
	}
	return n >= times
}

// fresh returns a summary without the sentences its source prints again and again.
func (d *desk) fresh(source, summary string) string {
	if source == "" || summary == "" {
		return summary
	}
	var kept []string
	cut := false
	for s := range sentences(clip(summary, sketchBytes)) {
		h := fnv.New64a()
		h.Write([]byte(source))
		h.Write([]byte{0})
		h.Write([]byte(s))
		if d.again(h.Sum64(), boilerplate) {
			cut = true
			continue
		}
		kept = append(kept, s)
	}
	if !cut {
		return summary
	}
	return strings.Join(kept, " ")
}

// sentences yields the pieces of a text that end with a full stop, a mark or a line.
func sentences(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		start := 0
		for i, r := range text {
			var end bool
			switch r {
			case '\n', '。', '！', '？', '।', '؟':
				end = true
			case '.', '!', '?', '…':
				next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
				end = unicode.IsSpace(next)
			}
			if !end {
				continue
			}
			stop := i + utf8.RuneLen(r)
			if s := strings.TrimSpace(text[start:stop]); s != "" && !yield(s) {
				return
			}
			start = stop
		}
		if s := strings.TrimSpace(text[start:]); s != "" {
			yield(s)
		}
	}
}
