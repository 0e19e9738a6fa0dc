package ui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/charmbracelet/x/ansi"

	"dateline/internal/safe"
)

// codeLine is a line of code, plain and in colours.
type codeLine struct{ plain, styled string }

// maxColoured is how many bytes of code are worth colours.
const maxColoured = 20 << 10

// colourCode puts colours into code. Without the name of a language it is taken for what it looks like.
func colourCode(code, language string, st *textStyles) []codeLine {
	code = strings.TrimRight(safe.Text(code), "\n ")
	if tokens := codeTokens(code, language); tokens != nil {
		return colourTokens(tokens, st)
	}
	var out []codeLine
	before, after := st.of(mono)
	for _, l := range strings.Split(code, "\n") {
		out = append(out, codeLine{l, pick(l == "", "", before+l+after)})
	}
	return out
}

// codeTokens are the words of code by what they are; nil: nobody knows.
func codeTokens(code, language string) []chroma.Token {
	if len(code) > maxColoured {
		return nil
	}
	lexer := lexers.Get(language)
	if language == "" || lexer == nil {
		lexer = lexers.Analyse(code)
	}
	if lexer == nil {
		return nil
	}
	it, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err != nil {
		return nil
	}
	return it.Tokens()
}

// colourTokens writes tokens in lines.
func colourTokens(tokens []chroma.Token, st *textStyles) []codeLine {
	var out []codeLine
	var plain, styled strings.Builder
	end := func() {
		out = append(out, codeLine{plain.String(), styled.String()})
		plain.Reset()
		styled.Reset()
	}
	for _, t := range tokens {
		for i, part := range strings.Split(t.Value, "\n") {
			if i > 0 {
				end()
			}
			plain.WriteString(part)
			if strings.TrimSpace(part) == "" {
				styled.WriteString(part)
			} else {
				styled.WriteString(codeStyle(t.Type, st).Render(part))
			}
		}
	}
	if plain.Len() > 0 {
		end()
	}
	return out
}

// codeStyle is how a kind of token is set: few colours, those of the theme.
func codeStyle(t chroma.TokenType, st *textStyles) lipgloss.Style {
	th := st.theme
	switch {
	case t.InCategory(chroma.Comment):
		return th.faint.Italic(true)
	case t.InCategory(chroma.Keyword):
		return th.key.Bold(true)
	case t.InSubCategory(chroma.String), t.InSubCategory(chroma.Number):
		return th.unread.Style
	case t == chroma.NameFunction, t == chroma.NameClass, t == chroma.NameTag:
		return th.text.Bold(true)
	}
	return th.code.Style
}

// maxFolded is how many columns of a line of code are cut with their colours: that takes more the longer it is.
const maxFolded = 400

// foldCode cuts a line of code into lines of at most width columns. Those that go on begin as far in as the first, behind a sign.
func foldCode(l codeLine, width int, st *textStyles) []string {
	all := ansi.StringWidth(l.plain)
	if all <= width {
		return []string{l.styled}
	}
	indent := min(len(l.plain)-len(strings.TrimLeft(l.plain, " ")), width/2)
	lead := strings.Repeat(" ", indent) + st.rule.Render("↪ ")
	before, after := st.of(mono)
	var out []string
	for rest, at := l.plain, 0; rest != ""; {
		room := pick(at > 0, max(width-indent-2, 2), width)
		n, w := fit(rest, room)
		part := before + rest[:n] + after
		if all <= maxFolded {
			part = ansi.Cut(l.styled, at, at+w)
		}
		out = append(out, pick(at > 0, lead, "")+part)
		rest, at = rest[n:], at+w
	}
	return out
}

// fit is how many bytes of a line of code go into so many columns, up to a space where there is one near the end, and their width.
func fit(s string, room int) (n, width int) {
	space, spaceWidth := 0, 0
	for n < len(s) {
		cluster, w := ansi.FirstGraphemeCluster(s[n:], ansi.GraphemeWidth)
		if len(cluster) == 0 {
			return len(s), width
		}
		if n > 0 && width+w > room {
			if space > 0 && spaceWidth*3 > room*2 {
				return space, spaceWidth
			}
			return n, width
		}
		n, width = n+len(cluster), width+w
		if cluster == " " {
			space, spaceWidth = n, width
		}
	}
	return n, width
}
