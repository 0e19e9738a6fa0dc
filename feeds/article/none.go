package article

import (
	"bytes"
	"encoding/json"
	"strings"
)

// NoArticle is an ErrNoArticle that says what there is instead.
type NoArticle struct {
	What string // in a reader's words, e.g. "a PDF"; never empty
	Feed bool   // it is a feed: to be followed, not read
}

func (e NoArticle) Error() string { return "no article: this is " + e.What }

// Unwrap makes it an ErrNoArticle.
func (e NoArticle) Unwrap() error { return ErrNoArticle }

// What a document is that is no page.
const (
	isFeed    = "a feed"
	isJSON    = "data in JSON"
	isXML     = "data in XML"
	isData    = "no text"
	isConsent = "a dialog about cookies and consent"
	isRobots  = "a check that you are no robot"
	isFront   = "a front page, which leads to stories and holds none"
)

// magic are the first bytes of what is no text, also as they look when they were taken for Latin letters.
var magic = [...]struct{ bytes, is string }{
	{"%PDF-", "a PDF"},
	{"PNG\r\n\x1a\n", "a picture"},
	{"GIF87a", "a picture"},
	{"GIF89a", "a picture"},
	{"JFIF\x00", "a picture"},
	{"Exif\x00", "a picture"},
	{"WEBPVP8", "a picture"},
	{"ftypavif", "a picture"},
	{"ftyp", "a film"},
	{"OggS\x00", "a recording"},
	{"ID3\x03", "a recording"},
	{"ID3\x04", "a recording"},
	{"WAVEfmt", "a recording"},
	{"PK\x03\x04", "an archive"},
	{"\x1f\x8b\x08", "an archive"},
	{"7z\xbc\xaf", "an archive"},
	{"\x7fELF", "a program"},
}

// whatIs tells what a document is when it is no page: a feed, a PDF, a picture, data; "": it may be a page.
func whatIs(doc []byte) string {
	head := doc[:min(len(doc), 32)]
	for _, m := range magic {
		if at := bytes.Index(head, []byte(m.bytes)); at >= 0 && at < 14 {
			return m.is
		}
	}
	if rubbish(doc[:min(len(doc), 4096)]) {
		return isData
	}
	text := bytes.TrimSpace(bytes.TrimPrefix(doc, []byte("\ufeff")))
	start := strings.ToLower(string(text[:min(len(text), 2048)]))
	switch {
	case strings.HasPrefix(start, "{"), strings.HasPrefix(start, "["):
		if strings.Contains(start, "jsonfeed.org/version") {
			return isFeed
		}
		if len(text) < 4<<20 && json.Valid(text) {
			return isJSON
		}
	case strings.HasPrefix(start, "<"):
		return whatXML(start)
	}
	return ""
}

// whatXML tells what a document is whose first element is not one of a page.
func whatXML(start string) string {
	declared := strings.HasPrefix(start, "<?xml")
	for strings.HasPrefix(start, "<?") || strings.HasPrefix(start, "<!--") || declared && strings.HasPrefix(start, "<!doctype") {
		end := ">"
		if strings.HasPrefix(start, "<!--") {
			end = "-->"
		}
		_, rest, found := strings.Cut(start, end)
		if !found {
			return ""
		}
		start = strings.TrimSpace(rest)
	}
	name := strings.TrimPrefix(start, "<")
	if i := strings.IndexAny(name, " \t\r\n/>"); i >= 0 {
		name = name[:i]
	}
	switch {
	case name == "rss", name == "feed", name == "rdf:rdf":
		return isFeed
	case declared && name != "html" && name != "":
		return isXML
	}
	return ""
}

// rubbish reports bytes that are no text in any encoding: one in fifty is a control character, or eight are zero.
func rubbish(b []byte) bool {
	zeros, others := 0, 0
	for _, c := range b {
		switch {
		case c == 0:
			zeros++
		case c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1b:
			others++
		}
	}
	return zeros > 8 || others*50 > len(b) && others > 3
}

// robotWords are what the pages say that let nobody in who could be a program.
var robotWords = [...]string{
	"checking your browser", "checking if the site connection is secure", "verify you are human", "verify you are a human", "are you a robot",
	"i m not a robot", "im not a robot", "unusual traffic", "enable javascript and cookies to continue", "please enable cookies",
	"captcha", "access to this page has been denied", "press and hold", "security check", "ddos protection", "ray id",
	"sind sie ein mensch", "sicherheitsüberprüfung", "kein roboter", "vous n êtes pas un robot", "nêtes pas un robot", "vérification de sécurité",
	"no eres un robot", "no soy un robot", "comprobación de seguridad", "não é um robô", "não sou um robô", "non sono un robot", "geen robot",
	"nie jestem robotem", "что вы не робот", "ви не робот", "ロボットではありません", "我不是机器人", "人机验证",
}

// onlyRobots reports a page that has nothing but a check against programs.
func (r *reading) onlyRobots() bool {
	words := 0
	var all strings.Builder
	for _, b := range r.view.blocks {
		if words += b.words; words > 150 {
			return false
		}
		all.WriteString(" " + strings.Join(wordsOf(b.text), " ") + " ")
	}
	all.WriteString(strings.Join(wordsOf(r.title), " "))
	text := all.String()
	for _, w := range robotWords {
		if strings.Contains(text, w) || strings.Contains(text, strings.Join(wordsOf(w), " ")) {
			return true
		}
	}
	return false
}
