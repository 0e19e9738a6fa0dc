package ui

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// standIn is set for hyphens that end no part of a word while lines are broken: there ansi.Wrap, and Glamour with it, lets a line
// become too wide. It has one column, too.
const standIn = '\ue02d'

func hyphensAway(s string) string {
	before := ' '
	return strings.Map(func(r rune) rune {
		alone := r == '-' && !unicode.IsLetter(before) && !unicode.IsDigit(before)
		before = r
		return pick(alone, standIn, r)
	}, s)
}

func hyphensBack(s string) string { return strings.ReplaceAll(s, string(standIn), "-") }

// wrapped breaks s into lines of at most width columns, between words where that can be.
func wrapped(s string, width int) []string {
	return strings.Split(hyphensBack(ansi.Wrap(hyphensAway(s), width, "")), "\n")
}

// setLine is a line of atoms.
type setLine struct {
	atoms []atom
	width int
	soft  bool // the words go on in the next line: it may be justified
}

// wrapAtoms breaks atoms into lines of at most width columns.
func wrapAtoms(all []atom, width int) []setLine {
	var lines []setLine
	var line setLine
	next := func(soft bool) {
		if len(line.atoms) > 0 {
			line.soft = soft
			lines = append(lines, line)
		}
		line = setLine{}
	}
	for i := 0; i < len(all); {
		end, w := i+1, all[i].width
		for end < len(all) && all[end].join {
			w += all[end].width
			end++
		}
		space := 0
		if all[i].space && len(line.atoms) > 0 {
			space = 1
		}
		switch {
		case all[i].ends:
			next(false)
		case line.width+space+w > width && len(line.atoms) > 0:
			next(true)
		}
		if w > width {
			for _, a := range breakWord(all[i:end], width) {
				if line.width+a.width > width {
					next(true)
				}
				line.atoms, line.width = append(line.atoms, a), line.width+a.width
			}
			i = end
			continue
		}
		if len(line.atoms) == 0 {
			space = 0
		}
		line.atoms, line.width = append(line.atoms, all[i:end]...), line.width+space+w
		i = end
	}
	next(false)
	return lines
}

// breakWord cuts a word that is wider than a line into atoms that fill lines, after a sign where addresses are broken.
func breakWord(word []atom, width int) []atom {
	var out []atom
	room := width
	for _, a := range word {
		a.space, a.ends = false, false
		for a.width > room {
			n, w := head(a.s, room)
			if n == 0 {
				room = width
				if n, w = head(a.s, room); n == 0 {
					break
				}
			}
			part := a
			part.s, part.width = a.s[:n], w
			out = append(out, part)
			a.s, a.width = a.s[n:], a.width-w
			room = width
		}
		if a.s != "" {
			out = append(out, a)
			room -= a.width
		}
		if room <= 0 {
			room = width
		}
	}
	return out
}

// head is how many bytes of a word go on a line with room for so many columns, and their width.
func head(s string, room int) (n, width int) {
	sign, signWidth := 0, 0
	for n < len(s) {
		cluster, w := ansi.FirstGraphemeCluster(s[n:], ansi.GraphemeWidth)
		if len(cluster) == 0 || width+w > room {
			break
		}
		n, width = n+len(cluster), width+w
		if strings.ContainsAny(cluster, "/-?&=._") && width*3 > room*2 {
			sign, signWidth = n, width
		}
	}
	if sign > 0 && n < len(s) {
		return sign, signWidth
	}
	return n, width
}

// stretch is how many spaces more stand before each atom so that the line fills the width; nil: it stays ragged, because
// it is too short.
func (l setLine) stretch(width int) []int {
	var gaps []int
	for i, a := range l.atoms {
		if i > 0 && a.space {
			gaps = append(gaps, i)
		}
	}
	more := width - l.width
	if !l.soft || more <= 0 || len(gaps) == 0 || more > 2*len(gaps) {
		return nil
	}
	out := make([]int, len(l.atoms))
	for k, i := range gaps {
		out[i] = more*(k+1)/len(gaps) - more*k/len(gaps)
	}
	return out
}

// render writes a line: styles and links open and close within it.
func (l setLine) render(st *textStyles, links []textLink, spaces []int) string {
	var b strings.Builder
	link, open := 0, ""
	var now manner
	styled := false
	end := func() {
		if styled {
			b.WriteString(open)
			styled = false
		}
	}
	for i, a := range l.atoms {
		gap := ""
		if i > 0 && a.space {
			gap = " "
			if spaces != nil {
				gap += strings.Repeat(" ", spaces[i])
			}
		}
		same := styled && now == a.manner && link == a.link
		if same {
			b.WriteString(gap)
		} else {
			end()
			if link != a.link && link > 0 {
				b.WriteString(ansi.ResetHyperlink())
			}
			b.WriteString(gap)
			if link != a.link && a.link > 0 {
				b.WriteString(ansi.SetHyperlink(links[a.link-1].address))
			}
			before, after := st.of(a.manner)
			b.WriteString(before)
			now, link, open, styled = a.manner, a.link, after, true
		}
		b.WriteString(a.s)
	}
	end()
	if link > 0 {
		b.WriteString(ansi.ResetHyperlink())
	}
	return b.String()
}

// setPieces sets pieces as a paragraph.
func (s *setter) setPieces(pieces []piece) {
	if s.byHand(pieces) {
		s.setByHand(pieces)
		return
	}
	at := s.out.chars
	lines, starts := s.glamourLines(pieces)
	for i, l := range lines {
		first := len(s.out.lines)
		s.line(l, at)
		for _, n := range starts[i] {
			s.out.links[n-1].line = max(first, len(s.out.lines)-1)
		}
		if !s.silent {
			at += charsOf(ansi.Strip(l))
		}
	}
	s.out.chars = at
}

// setByHand sets pieces without Glamour.
func (s *setter) setByHand(pieces []piece) {
	at := s.out.chars
	for _, l := range wrapAtoms(atoms(pieces), s.room()) {
		var spaces []int
		if s.justify {
			spaces = l.stretch(s.room())
		}
		first := len(s.out.lines)
		s.line(l.render(s.styles, s.out.links, spaces), at)
		s.noteLinks(l, max(first, len(s.out.lines)-1))
		if !s.silent {
			at += l.chars()
		}
	}
	s.out.chars = at
}

// chars counts the characters of a line.
func (l setLine) chars() int {
	n := 0
	for _, a := range l.atoms {
		n += charsOf(a.s)
	}
	return n
}

// noteLinks notes where links begin.
func (s *setter) noteLinks(l setLine, line int) {
	for _, a := range l.atoms {
		if a.link > 0 && s.out.links[a.link-1].line < 0 {
			s.out.links[a.link-1].line = line
		}
	}
}
