package ui

import (
	"strings"
	"unicode"

	extast "github.com/yuin/goldmark/extension/ast"
)

// cell is a cell of a table: its atoms, and how wide they are on one line and at least.
type cell struct {
	atoms      []atom
	wide, slim int
}

// grid is a table on its way to the screen.
type grid struct {
	head  []cell
	rows  [][]cell
	right []bool // columns of figures end at the right
}

// between is what stands between two columns.
const between = " │ "

// table sets a table: with its columns beside each other when they fit, if need be with their words over several lines; else
// row by row, each cell behind the name of its column.
func (s *setter) table(t *extast.Table) {
	g := s.grid(t)
	if len(g.rows) == 0 && len(g.head) == 0 {
		return
	}
	widths, ok := g.widths(s.room())
	if !ok {
		s.records(g)
		return
	}
	if g.headed() {
		s.row(g, g.head, widths)
		s.line(s.styles.rule.Render(crossLine(widths)), s.out.chars)
	}
	for _, r := range g.rows {
		s.row(g, r, widths)
	}
}

func crossLine(widths []int) string {
	parts := make([]string, len(widths))
	for i, w := range widths {
		parts[i] = strings.Repeat("─", w)
	}
	return strings.Join(parts, "─┼─")
}

func (s *setter) grid(t *extast.Table) grid {
	var g grid
	for r := t.FirstChild(); r != nil; r = r.NextSibling() {
		_, isHead := r.(*extast.TableHeader)
		var cells []cell
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, newCell(atoms(s.pieces(c, s.manner(pick(isHead, bold, 0)), 0))))
		}
		if isHead {
			g.head = cells
			continue
		}
		g.rows = append(g.rows, cells)
	}
	g.right = make([]bool, len(g.head))
	for i := range g.right {
		g.right[i] = i < len(t.Alignments) && t.Alignments[i] == extast.AlignRight || g.figures(i)
	}
	return g
}

func newCell(all []atom) cell {
	c := cell{atoms: all}
	word := 0
	for _, a := range all {
		if a.space {
			c.wide++
		}
		c.wide += a.width
		word = pick(a.join, word, 0) + a.width
		c.slim = max(c.slim, word)
	}
	return c
}

// headed reports that the head of a table says something.
func (g grid) headed() bool {
	for _, c := range g.head {
		if c.wide > 0 {
			return true
		}
	}
	return false
}

// figures reports that a column holds numbers.
func (g grid) figures(column int) bool {
	n := 0
	for _, r := range g.rows {
		if column >= len(r) || r[column].wide == 0 {
			continue
		}
		digits, letters := 0, 0
		for _, a := range r[column].atoms {
			for _, c := range a.s {
				switch {
				case unicode.IsDigit(c):
					digits++
				case unicode.IsLetter(c):
					letters++
				}
			}
		}
		if digits == 0 || letters > digits {
			return false
		}
		n++
	}
	return n > 0
}

// least is how slim a column of words may become.
const least = 7

// widths are the widths of the columns within room; false when they do not fit beside each other.
func (g grid) widths(room int) ([]int, bool) {
	n := len(g.head)
	wide, slim := make([]int, n), make([]int, n)
	for _, r := range append([][]cell{g.head}, g.rows...) {
		for i, c := range r[:min(len(r), n)] {
			wide[i], slim[i] = max(wide[i], c.wide), max(slim[i], c.slim)
		}
	}
	room -= (n - 1) * 3
	total := 0
	for i := range wide {
		slim[i] = min(wide[i], max(slim[i], min(least, wide[i])))
		total += wide[i]
	}
	for total > room {
		at := -1 // the column that can give most
		for i := range wide {
			if wide[i] > slim[i] && (at < 0 || wide[i] > wide[at]) {
				at = i
			}
		}
		if at < 0 {
			return nil, false
		}
		wide[at]--
		total--
	}
	return wide, true
}

// row sets a row, as many lines as its highest cell.
func (s *setter) row(g grid, cells []cell, widths []int) {
	sets := make([][]setLine, len(widths))
	high := 1
	for i := range widths {
		if i < len(cells) {
			sets[i] = wrapAtoms(cells[i].atoms, max(widths[i], 1))
			high = max(high, len(sets[i]))
		}
	}
	bar := s.styles.rule.Render(between)
	at := s.out.chars
	for n := range high {
		parts := make([]string, len(widths))
		for i, w := range widths {
			var l setLine
			if n < len(sets[i]) {
				l = sets[i][n]
			}
			fill := strings.Repeat(" ", max(w-l.width, 0))
			words := l.render(s.styles, s.out.links, nil)
			parts[i] = pick(g.right[i], fill+words, words+fill)
			at += l.chars()
		}
		s.line(strings.TrimRight(strings.Join(parts, bar), " "), s.out.chars)
		for i := range sets {
			if n < len(sets[i]) {
				s.noteLinks(sets[i][n], len(s.out.lines)-1)
			}
		}
	}
	if !s.silent {
		s.out.chars = at
	}
}

// records sets a table row by row: the first cell, and under it the others behind the names of their columns.
func (s *setter) records(g grid) {
	for n, r := range g.rows {
		if n > 0 {
			s.gap()
		}
		for i, c := range r {
			if c.wide == 0 {
				continue
			}
			all := c.atoms
			if i == 0 {
				for k := range all {
					all[k].manner |= bold
				}
				s.setAtoms(all)
				continue
			}
			s.within(inset{"  ", "    ", 4, false}, func() { s.setAtoms(append(nameAtoms(g, i, s.manner(dim)), all...)) })
		}
	}
}

// nameAtoms are the name of a column, as it stands before a cell.
func nameAtoms(g grid, column int, m manner) []atom {
	if column >= len(g.head) || g.head[column].wide == 0 {
		return nil
	}
	var out []atom
	for _, a := range g.head[column].atoms {
		a.manner, a.link = m, 0
		out = append(out, a)
	}
	out[len(out)-1].s += ":"
	out[len(out)-1].width++
	return append(out, atom{s: "", space: true, manner: m})
}

// setAtoms sets atoms as a paragraph.
func (s *setter) setAtoms(all []atom) {
	at := s.out.chars
	for _, l := range wrapAtoms(all, s.room()) {
		s.line(l.render(s.styles, s.out.links, nil), at)
		s.noteLinks(l, len(s.out.lines)-1)
		if !s.silent {
			at += l.chars()
		}
	}
	s.out.chars = at
}
