package topics

import (
	"hash/fnv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Kind says what sort of report a title or an address announces. Only a Plain one founds a story or builds it; the
// others may join one.
type Kind uint8

// The kinds.
const (
	Plain    Kind = iota
	Live          // a page that goes on being written
	Briefing      // several events under one title
	Podcast
	Opinion
	Quiz
	Template // a title that an outlet uses again and again: "Day 21", "Prices on Monday"
)

// String names a kind in one word.
func (k Kind) String() string {
	return [...]string{"report", "live page", "briefing", "podcast", "opinion", "quiz", "template"}[k]
}

// mark tells a kind by a piece of a title in lower case. A leading ^ binds it to the beginning, a trailing $ to the end;
// else it stands between characters that are no letters.
type mark struct {
	kind  Kind
	words []string
}

var titleMarks = sync.OnceValue(func() []mark {
	return []mark{
		{Live, []string{
			"live updates", "live blog", "liveblog", "live-blog", "live coverage", "live results", "live score", "latest updates",
			"^live:", "^watch live", "^live |", "– live$", "— live$", "- live$", "| live$", "as it happened", "live feed", "updates live$",
			"^happening now", "liveticker", "live-ticker", "newsblog", "newsticker", "news-ticker", "im ticker", "^en direct",
			"en direct :", "en vivo", "en directo", "ao vivo", "minuto a minuto", "in diretta", "diretta live", "^direkt:",
			"^senaste nytt:", "na żywo", "canlı anlatım", "прямая трансляция", "онлайн-трансляция", "実況", "速報中",
		}},
		{Briefing, []string{
			"morning briefing", "evening briefing", "daily briefing", "news briefing", "monday briefing", "tuesday briefing",
			"wednesday briefing", "thursday briefing", "friday briefing", "weekend briefing", "^briefing:", "^your briefing",
			"newsletter", "things to know for", "things to know today", "^first thing:", "^morning mail", "^evening mail",
			"the week in", "week in review", "week in pictures", "in pictures:", "photos of the day", "pictures of the day",
			"photos of the week", "weekend reads", "what to read", "top stories", "top headlines", "today's headlines",
			"the day's headlines", "news in brief", "in brief:", "news roundup", "news round-up", "weekly roundup", "daily roundup",
			"weekly round-up", "morning roundup", "playbook:", "^the papers:", "what the papers say", "newspaper headlines",
			"die lage am", "das war der tag", "nachrichten am morgen", "nachrichten am abend", "presseschau", "news des tages",
			"revue de presse", "les titres du", "l'essentiel de l'actualité", "titulares de", "las noticias del día", "rassegna stampa",
			"le notizie del giorno", "resumo do dia", "nieuwsoverzicht", "dagens nyheter i korthet",
		}},
		{Podcast, []string{"podcast", "podcasts", "– audio$", "audio long read", "^listen:"}},
		{Opinion, []string{
			"^opinion:", "^opinion |", "| opinion$", "- opinion$", "– opinion$", "^editorial:", "^op-ed:", "| editorial$", "^letters:",
			"| letters$", "– letters$", "^column:", "^kommentar:", "^kolumne:", "^leitartikel:", "^glosse:", "^tribune", "^édito",
			"^opinión:", "^opinião:", "^editoriale", "^ledare:", "^krönika:", "^leder:", "^opinie:", "^мнение:",
		}},
		{Quiz, []string{
			"^quiz:", "quiz:", "news quiz", "weekly quiz", "the quiz$", "take the quiz", "take our quiz", "^quiz", "crossword", "sudoku", "wordle",
			"horoscope", "horoscopes", "horoskop", "horóscopo", "oroscopo", "kreuzworträtsel", "mots croisés",
		}},
	}
})

// linkMarks tells a kind by a part of an address.
var linkMarks = sync.OnceValue(func() []mark {
	return []mark{
		{Live, []string{"/live/", "/liveblog", "/live-updates", "/live-news/", "-live-updates", "/newsblog", "/liveticker"}},
		{Briefing, []string{"/briefing/", "/briefings/", "/newsletters/", "/newsletter/"}},
		{Podcast, []string{"/podcast", "/audio/"}},
		{Opinion, []string{"/opinion/", "/opinions/", "/commentisfree/", "/editorial/", "/editorials/", "/kommentare/", "/tribune", "/opinion-"}},
		{Quiz, []string{"/quiz", "/crossword", "/horoscope", "/puzzles/"}},
	}
})

// KindOf tells the kind of a report by its title and its address, either of which may be empty. It never answers
// Template: that takes the titles before.
func KindOf(title, link string) Kind {
	title = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(title), "’", "'"))
	for _, m := range titleMarks() {
		for _, w := range m.words {
			if marked(title, w) {
				return m.kind
			}
		}
	}
	if link == "" {
		return Plain
	}
	link = strings.ToLower(link)
	for _, m := range linkMarks() {
		for _, w := range m.words {
			if strings.Contains(link, w) {
				return m.kind
			}
		}
	}
	return Plain
}

// marked reports that a title holds a mark.
func marked(title, w string) bool {
	if rest, ok := strings.CutPrefix(w, "^"); ok {
		return strings.HasPrefix(title, rest) && apart(rest, title[len(rest):])
	}
	if rest, ok := strings.CutSuffix(w, "$"); ok {
		return strings.HasSuffix(title, rest)
	}
	for i := 0; ; {
		k := strings.Index(title[i:], w)
		if k < 0 {
			return false
		}
		i += k
		if apart(title[:i], title[i:]) && apart(w, title[i+len(w):]) {
			return true
		}
		i += len(w)
	}
}

// apart reports that no word runs from the end of a into b.
func apart(a, b string) bool {
	x, _ := utf8.DecodeLastRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	return !unicode.IsLetter(x) || !unicode.IsLetter(y)
}

// template returns what stays of a title when numbers, weekdays and months are taken out, hashed together with its
// source; 0 when there is nothing to take out, or hardly anything else.
func template(source, title string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(source))
	changes, rest := 0, 0
	eachWord(title, func(w string) {
		if w[0] >= '0' && w[0] <= '9' || calendar()[w] {
			changes++
			w = "#"
		} else {
			rest++
		}
		h.Write([]byte{' '})
		h.Write([]byte(w))
	})
	if source == "" || changes == 0 || rest == 0 {
		return 0
	}
	return h.Sum64()
}

// calendar is the names of days and months in the languages that most feeds are written in.
var calendar = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december jan feb mar apr jun jul aug sep sept oct nov dec
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz mai juni juli oktober dezember
lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet août septembre octobre novembre décembre
lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
segunda terça quarta quinta sexta janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart mei augustus
måndag tisdag onsdag torsdag fredag lördag söndag`) {
		m[w] = true
	}
	return m
})
