package newsroom

import (
	"html"
	"regexp"
	"strings"
	"unicode"
)

// block is a piece of a report: "## heading", "- list", "> quote", "| table | row", "!picture caption | credit" or a
// plain paragraph. Only links are marked inside a line: [words](name of an event or path).
type block struct {
	kind  string // paragraph, heading, list, quote, table, picture
	text  string // of a paragraph, heading, quote; caption of a picture
	by    string // who is quoted; credit of a picture
	items []string
	rows  [][]string // the first is the head
}

// paragraphs splits a text at its blank lines.
func paragraphs(text string) []string {
	var out []string
	for part := range strings.SplitSeq(text, "\n\n") {
		out = append(out, splitLetters(strings.TrimSpace(part))...)
	}
	return out
}

// splitLetters sets a line of letters apart from the lines around it, so that no blank line is needed there.
func splitLetters(part string) []string {
	var out []string
	open := false
	for line := range strings.SplitSeq(part, "\n") {
		switch {
		case line == "":
		case isLetters(line):
			out, open = append(out, line), false
		case open:
			out[len(out)-1] += "\n" + line
		default:
			out, open = append(out, line), true
		}
	}
	return out
}

// readBlocks reads a piece of marked text.
func readBlocks(text string) []block {
	var out []block
	add := func(kind string) *block {
		if len(out) == 0 || out[len(out)-1].kind != kind || kind == "heading" || kind == "picture" {
			out = append(out, block{kind: kind})
		}
		return &out[len(out)-1]
	}
	for _, part := range strings.Split(text, "\n\n") {
		fresh := true
		for line := range strings.SplitSeq(strings.TrimSpace(part), "\n") {
			mark, rest, _ := strings.Cut(line, " ")
			switch {
			case line == "":
			case mark == "##":
				add("heading").text = rest
			case mark == "-":
				b := add("list")
				b.items = append(b.items, rest)
			case mark == ">":
				b := add("quote")
				b.text, b.by, _ = strings.Cut(rest, " — ")
			case mark == "|":
				b := add("table")
				b.rows = append(b.rows, cells(rest))
			case mark == "!picture":
				b := add("picture")
				b.text, b.by, _ = strings.Cut(rest, " | ")
			case !fresh && out[len(out)-1].kind == "paragraph":
				out[len(out)-1].text += " " + line
			default:
				out = append(out, block{kind: "paragraph", text: line})
			}
			fresh = false
		}
	}
	return out
}

func cells(row string) []string {
	var out []string
	for cell := range strings.SplitSeq(row, "|") {
		out = append(out, strings.TrimSpace(cell))
	}
	return out
}

var inlineLink = regexp.MustCompile(`\[([^\]]+)\]\(([^)]+)\)`)

// plainInline is a line without the marks of its links.
func plainInline(s string) string { return inlineLink.ReplaceAllString(s, "$1") }

// inline is a line as HTML. Links lead to what the outlet has about the event, else to its page on that subject.
func (r *report) inline(s string) string {
	var b strings.Builder
	at := 0
	for _, m := range inlineLink.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(html.EscapeString(s[at:m[0]]))
		b.WriteString(`<a href="` + html.EscapeString(r.target(s[m[4]:m[5]])) + `">` + html.EscapeString(s[m[2]:m[3]]) + `</a>`)
		at = m[1]
	}
	b.WriteString(html.EscapeString(s[at:]))
	return b.String()
}

func (r *report) target(name string) string {
	for _, other := range r.outlet.reports {
		if other.event.name == name {
			return other.url()
		}
	}
	return r.outlet.url("/topic/" + slug(name))
}

// html is a block as an outlet's editor would write it.
func (r *report) html(b block) string {
	var w strings.Builder
	switch b.kind {
	case "heading":
		w.WriteString("<h2>" + r.inline(b.text) + "</h2>")
	case "list":
		w.WriteString("<ul>\n")
		for _, item := range b.items {
			w.WriteString("<li>" + r.inline(item) + "</li>\n")
		}
		w.WriteString("</ul>")
	case "quote":
		w.WriteString("<blockquote><p>" + r.inline(b.text) + "</p>")
		if b.by != "" {
			w.WriteString("<cite>" + r.inline(b.by) + "</cite>")
		}
		w.WriteString("</blockquote>")
	case "table":
		r.table(&w, b.rows)
	case "picture":
		name := slug(b.text)
		w.WriteString(`<figure><img src="` + r.outlet.url("/pictures/"+name+".png") + `" alt="` + html.EscapeString(b.text) +
			`" width="640" height="360" loading="lazy"><figcaption>` + r.inline(b.text) +
			` <span class="credit">` + html.EscapeString(b.by) + `</span></figcaption></figure>`)
	default:
		w.WriteString("<p>" + r.inline(b.text) + "</p>")
	}
	return w.String()
}

func (r *report) table(w *strings.Builder, rows [][]string) {
	w.WriteString("<table>\n<thead>")
	for i, row := range rows {
		cell := "td"
		if i == 0 {
			cell = "th"
		}
		w.WriteString("<tr>")
		for _, c := range row {
			w.WriteString("<" + cell + ">" + r.inline(c) + "</" + cell + ">")
		}
		w.WriteString("</tr>")
		if i == 0 {
			w.WriteString("</thead>\n<tbody>")
		}
		w.WriteString("\n")
	}
	w.WriteString("</tbody></table>")
}

// words counts the words of a report's text.
func (r *report) words() int {
	n := 0
	for _, b := range r.blocks {
		n += len(strings.Fields(b.text))
		for _, item := range b.items {
			n += len(strings.Fields(item))
		}
	}
	return n
}

// minutes is how long reading takes.
func minutes(words int) int { return max(1, (words+199)/200) }

var plainLetters = strings.NewReplacer(
	"á", "a", "à", "a", "â", "a", "ä", "ae", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "í", "i", "î", "i", "ï", "i",
	"ñ", "n", "ó", "o", "ô", "o", "ö", "oe", "œ", "oe", "ú", "u", "ù", "u", "û", "u", "ü", "ue", "ß", "ss", "’", "", "'", "",
)

// slug makes the part of an address out of a title: ASCII words with hyphens, at most ten.
func slug(title string) string {
	words := strings.FieldsFunc(plainLetters.Replace(strings.ToLower(title)), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return strings.Join(words[:min(len(words), 10)], "-")
}
