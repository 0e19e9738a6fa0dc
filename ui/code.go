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
		return th.unread
	case t == chroma.NameFunction, t == chroma.NameClass, t == chroma.NameTag:
		return th.text.Bold(true)
	}
	return th.code
}

// foldCode cuts a line of code into lines of at most width columns. Those that go on begin as far in as the first, behind a sign.
func foldCode(l codeLine, width int, sign string) []string {
	all := ansi.StringWidth(l.plain)
	if all <= width {
		return []string{l.styled}
	}
	indent := min(len(l.plain)-len(strings.TrimLeft(l.plain, " ")), width/2)
	var out []string
	for at := 0; at < all; {
		room, lead := width, ""
		if at > 0 {
			room, lead = width-indent-2, strings.Repeat(" ", indent)+sign
		}
		end := min(at+max(room, 1), all)
		part := ansi.Cut(l.plain, at, end)
		if i := strings.LastIndexByte(part, ' '); end < all && i > len(part)*2/3 {
			end = at + ansi.StringWidth(part[:i+1])
		}
		out = append(out, lead+ansi.Cut(l.styled, at, end))
		at = end
	}
	return out
}
