package ui

import (
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"

	"dateline/internal/safe"
)

// maxLinks is how many links of a text are kept.
const maxLinks = 1 << 16

// link notes a link and returns its number, from 1; 0: it leads nowhere that may be opened.
func (s *setter) link(words, address string, picture bool) int {
	if address = safe.URL(address); address == "" || len(s.out.links) >= maxLinks {
		return 0
	}
	s.out.links = append(s.out.links, textLink{words: words, address: address, picture: picture, line: -1})
	return len(s.out.links)
}

// linkPieces are the words of a link. Where they are the address of another site than the one that it leads to, that one is
// named behind them.
func (s *setter) linkPieces(l ast.Node, address string, m manner, in int) []piece {
	words := s.pieces(l, m, 0)
	said := sayWords(words)
	n := s.link(said, address, false)
	if n == 0 {
		return s.pieces(l, m, in)
	}
	for i := range words {
		words[i].manner |= linked
		words[i].link = n
	}
	if target := s.out.links[n-1].address; strings.TrimSpace(said) == "" {
		words = []piece{{target, m | linked, n}}
	} else if misleads(said, target) {
		words = append(words, piece{" (" + hostOf(target) + ")", m | dim, 0})
	}
	return words
}

// autoLink is a bare address: a link on itself.
func (s *setter) autoLink(l *ast.AutoLink, m manner, in int) []piece {
	label := clean(string(l.Label(s.source)))
	if l.AutoLinkType != ast.AutoLinkURL {
		return []piece{{label, m, in}}
	}
	n := s.link(label, string(l.URL(s.source)), false)
	if n == 0 {
		return []piece{{label, m, in}}
	}
	return []piece{{label, m | linked, n}}
}

// inlinePicture leaves the words of a picture amid a text, as a link to it.
func (s *setter) inlinePicture(p *ast.Image, m manner, in int) []piece {
	words := append([]piece{{"▨ ", m | dim, 0}}, s.pieces(p, m|dim, 0)...)
	if len(words) == 1 {
		words = append(words, piece{"picture", m | dim, 0})
	}
	n := s.link(sayWords(words[1:]), pictureAddress(string(p.Destination)), true)
	if n == 0 {
		n = in
	}
	for i := range words {
		words[i].link = n
	}
	return words
}

// sayWords are the words of pieces on one line.
func sayWords(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.words)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// misleads reports that the words of a link name a site, and it leads to another one.
func misleads(words, address string) bool {
	if strings.ContainsAny(words, " @") || !strings.Contains(words, ".") {
		return false
	}
	if !strings.Contains(words, "://") {
		words = "https://" + words
	}
	u, err := url.Parse(words)
	if err != nil {
		return false
	}
	said, real := bareHost(u.Hostname()), bareHost(hostName(address))
	if i := strings.LastIndexByte(said, '.'); i <= 0 || len(said)-i < 3 || strings.Trim(said[i+1:], "abcdefghijklmnopqrstuvwxyz") != "" {
		return false
	}
	return said != real && !strings.HasSuffix(real, "."+said)
}

func hostName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

func bareHost(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }

// pictureAddress is where a picture is.
func pictureAddress(raw string) string { return safe.URL(raw) }
