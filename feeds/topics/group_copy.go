package topics

import (
	"hash/fnv"
	"slices"
	"strings"
)

// A copy is a report that says what another one in its story says, in mostly the same words: wire copy, a text run by
// two outlets of one house, a report published twice. What to compare is kept as a sketch of each report.

const (
	sketchBytes = 1500 // of the summary are sketched
	sketchSize  = 24   // smallest hashes are kept
	shingle     = 3    // words of a shingle
	fewShingles = 12   // with fewer, single words are compared instead

	copyContained = .7 // of the smaller sketch lies in the other
	copyWords     = .5 // of all words of title and summary are shared
	copyTitle     = .75
)

// sketch returns the smallest hashes of all runs of three words of a report, sorted.
func sketch(title, summary string) []uint32 {
	var last [shingle]uint32
	var all []uint32
	n := 0
	read := func(w string) {
		h := fnv.New32a()
		h.Write([]byte(w))
		copy(last[:], last[1:])
		last[shingle-1] = h.Sum32()
		if n++; n < shingle {
			return
		}
		x := uint64(1469598103934665603)
		for _, v := range last {
			x = (x ^ uint64(v)) * 1099511628211
			x ^= x >> 29
		}
		all = append(all, uint32(x>>16)) // #nosec G115 -- half of a hash is meant
	}
	eachWord(title, read)
	n = 0
	eachWord(clip(summary, sketchBytes), read)
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.Clone(all[:min(len(all), sketchSize)])
}

// contained is the share of the smaller of two sketches that lies in the other, over the range that both cover.
func contained(a, b []uint32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	top := ^uint32(0)
	if len(a) == sketchSize {
		top = a[sketchSize-1]
	}
	if len(b) == sketchSize {
		top = min(top, b[sketchSize-1])
	}
	i, j, both, na, nb := 0, 0, 0, 0, 0
	for i < len(a) && a[i] <= top || j < len(b) && b[j] <= top {
		switch {
		case j >= len(b) || i < len(a) && a[i] < b[j]:
			i, na = i+1, na+1
		case i >= len(a) || a[i] > b[j]:
			j, nb = j+1, nb+1
		default:
			i, j, na, nb, both = i+1, j+1, na+1, nb+1, both+1
		}
	}
	if na == 0 || nb == 0 {
		return 0
	}
	return float64(both) / float64(min(na, nb))
}

// isCopy reports that b says what a says.
func isCopy(a, b *entry) bool {
	if min(len(a.sketch), len(b.sketch)) >= fewShingles {
		return contained(a.sketch, b.sketch) >= copyContained
	}
	both, i := 0, 0
	for _, w := range a.words {
		for i < len(b.words) && b.words[i].id < w.id {
			i++
		}
		if i < len(b.words) && b.words[i].id == w.id {
			both++
		}
	}
	floor := copyWords
	if a.bare || b.bare {
		floor = copyTitle
	}
	all := len(a.words) + len(b.words) - both
	return all > 0 && float64(both) >= floor*float64(all)
}

// original returns the earliest report of a story that e copies, nil if there is none. A copy of a copy names the first.
func (s *story) original(e *entry) *entry {
	for _, m := range s.members {
		if m != e && m.copyOf == nil && isCopy(m, e) {
			return m
		}
	}
	return nil
}

// agency is a news agency with the ways it is named: as the only word in brackets or behind a dash, and in full.
type agency struct{ name, short, full string }

func agencies() []agency {
	return []agency{
		{"AP", "AP", "Associated Press"},
		{"Reuters", "Reuters", "Thomson Reuters"},
		{"AFP", "AFP", "Agence France-Presse"},
		{"dpa", "dpa", "Deutsche Presse-Agentur"},
		{"EFE", "EFE", "Agencia EFE"},
		{"ANSA", "ANSA", "Agenzia ANSA"},
		{"PA", "PA", "PA Media"},
		{"UPI", "UPI", "United Press International"},
		{"APA", "APA", "Austria Presse Agentur"},
		{"Keystone-SDA", "SDA", "Keystone-SDA"},
		{"ANP", "ANP", "Algemeen Nederlands Persbureau"},
		{"Belga", "Belga", "Agence Belga"},
		{"TT", "TT", "TT Nyhetsbyrån"},
		{"NTB", "NTB", "Norsk Telegrambyrå"},
		{"Ritzau", "Ritzau", "Ritzaus Bureau"},
		{"STT", "STT", "Suomen Tietotoimisto"},
		{"Lusa", "Lusa", "Agência Lusa"},
		{"PAP", "PAP", "Polska Agencja Prasowa"},
		{"ČTK", "ČTK", "Česká tisková kancelář"},
		{"MTI", "MTI", "Magyar Távirati Iroda"},
		{"TASS", "TASS", "ТАСС"},
		{"Interfax", "Interfax", "Интерфакс"},
		{"Xinhua", "Xinhua", "Xinhua News Agency"},
		{"Kyodo", "Kyodo", "Kyodo News"},
		{"Jiji", "Jiji", "Jiji Press"},
		{"Yonhap", "Yonhap", "Yonhap News"},
		{"PTI", "PTI", "Press Trust of India"},
		{"ANI", "ANI", "Asian News International"},
		{"IANS", "IANS", "Indo-Asian News Service"},
		{"AAP", "AAP", "Australian Associated Press"},
		{"Anadolu", "AA", "Anadolu Agency"},
		{"SID", "SID", "Sport-Informations-Dienst"},
		{"epd", "epd", "Evangelischer Pressedienst"},
		{"KNA", "KNA", "Katholische Nachrichten-Agentur"},
		{"CNA", "CNA", "Central News Agency"},
		{"Bernama", "Bernama", "BERNAMA"},
		{"CP", "CP", "The Canadian Press"},
	}
}

// Agency returns the news agency that a byline or the edges of a summary name, "" if none: "(AP)", "LONDON (Reuters) -",
// "… /dpa", "By The Associated Press". A name in the middle of the text is no sign: reports speak of agencies too.
func Agency(byline, summary string) string {
	head := clip(summary, 100)
	tail := strings.TrimRight(summary[len(clip(summary, max(0, len(summary)-48))):], " .\n)]")
	for _, a := range agencies() {
		switch {
		case byline != "" && (hasWord(byline, a.short) || strings.Contains(byline, a.full)):
			return a.name
		case strings.Contains(head, "("+a.short+")"), strings.HasPrefix(head, a.short+" – "), strings.HasPrefix(head, a.short+" - "),
			strings.HasPrefix(head, a.short+" — "):
			return a.name
		case strings.HasSuffix(tail, "("+a.short), strings.HasSuffix(tail, "["+a.short), strings.HasSuffix(tail, "/"+a.short),
			strings.HasSuffix(tail, "— "+a.short), strings.HasSuffix(tail, "– "+a.short):
			return a.name
		}
	}
	return ""
}

// hasWord reports that s holds w with no letter next to it.
func hasWord(s, w string) bool {
	i := strings.Index(s, w)
	return i >= 0 && apart(s[:i], s[i:]) && apart(w, s[i+len(w):])
}

// Copies returns for each report the place of an earlier one in the list that it says again in mostly the same words, in
// one language, and -1 for words of its own. A copy of a copy names the first.
func Copies(reports []Report) []int {
	desks := map[string]*lexicon{}
	read := make([]entry, len(reports))
	langs := make([]string, len(reports))
	out := make([]int, len(reports))
	for i, r := range reports {
		langs[i] = language(r.Lang, r.Title+" "+clip(r.Summary, summaryBytes))
		l := desks[langs[i]]
		if l == nil {
			l = newLexicon(langs[i])
			desks[langs[i]] = l
		}
		e := &read[i]
		e.bare = strings.TrimSpace(r.Summary) == ""
		e.words, e.inTitle = l.read(r.Title, r.Summary)
		e.sketch = sketch(r.Title, r.Summary)
		out[i] = -1
		for k := range i {
			if out[k] < 0 && langs[k] == langs[i] && isCopy(&read[k], e) {
				out[i] = k
				break
			}
		}
	}
	return out
}
