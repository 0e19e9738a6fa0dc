package topics

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

var monday = time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)

// rep is a report of a test: its source is the letter its id begins with.
func rep(id string, hours float64, title, summary string) Report {
	return Report{
		ID: id, Title: title, Summary: summary, Source: "The " + id[:1], Lang: "en",
		Published: monday.Add(time.Duration(hours * float64(time.Hour))),
	}
}

// groups adds reports in order and returns them as "a1 b1 | c1": stories in the order they were founded.
func groups(g *Grouper, reports ...Report) string {
	var order []string
	members := map[string][]string{}
	for _, r := range reports {
		s := g.Add(r)
		if members[s] == nil {
			order = append(order, s)
		}
		members[s] = append(members[s], r.ID)
	}
	var out []string
	for _, s := range order {
		out = append(out, strings.Join(members[s], " "))
	}
	return strings.Join(out, " | ")
}

var (
	quake = rep("a1", 0, "Strong earthquake shakes Valmora, at least twelve dead",
		"A magnitude 6.4 earthquake struck the coastal town of Valmora before dawn on Monday, killing at least twelve people and toppling the bell tower of its cathedral.")
	quakeToo = rep("b1", 2, "Twelve killed as earthquake hits coastal town of Valmora",
		"Rescuers dug through the rubble of Valmora on Monday after a 6.4 magnitude earthquake killed twelve people and brought down the cathedral's bell tower.")
	quakeFar = rep("c1", 3, "Earthquake rattles Ostrel mountain villages, no injuries",
		"A magnitude 4.9 earthquake woke villagers in the Ostrel mountains on Monday. Officials reported cracked walls but nobody was hurt.")
	strike = rep("d1", 1, "Ferry crews walk out over night shifts",
		"Ferries between Lindholm and the islands stayed in port as crews began a two-day strike over night shift pay.")
	strikeToo = rep("e1", 5, "Island ferries cancelled as crews strike over night shift pay",
		"Thousands of passengers were stranded in Lindholm after ferry crews stopped work for two days in a dispute over pay for night shifts.")
)

func later(r Report, id string, hours float64) Report {
	r.ID, r.Source, r.Published = id, "The "+id[:1], r.Published.Add(time.Duration(hours*float64(time.Hour)))
	return r
}

func with(r Report, change func(*Report)) Report {
	change(&r)
	return r
}

func TestSameEvent(t *testing.T) {
	for _, c := range []struct {
		name    string
		reports []Report
		want    string
	}{
		{"two outlets on one earthquake", []Report{quake, quakeToo}, "a1 b1"},
		{"two earthquakes on one day", []Report{quake, quakeFar}, "a1 | c1"},
		{"two events, five reports", []Report{quake, strike, quakeToo, quakeFar, strikeToo}, "a1 b1 | d1 e1 | c1"},
		{"the same words four days on are another story", []Report{quake, later(quakeToo, "b2", 96)}, "a1 | b2"},
		{"the same id again changes nothing", []Report{quake, quakeToo, quake}, "a1 b1 a1"},
		{"one language at a time", []Report{quake, with(quakeToo, func(r *Report) { r.Lang = "de" })}, "a1 | b1"},
		{"regions of a language are one", []Report{
			with(quake, func(r *Report) { r.Lang = "en-GB" }), with(quakeToo, func(r *Report) { r.Lang = "en_US" }),
		}, "a1 b1"},
		{"a language nobody named", []Report{
			with(quake, func(r *Report) { r.Lang = "" }), with(quakeToo, func(r *Report) { r.Lang = "" }),
		}, "a1 b1"},
		{"no dates at all", []Report{
			with(quake, func(r *Report) { r.Published = time.Time{} }), with(quakeToo, func(r *Report) { r.Published = time.Time{} }),
		}, "a1 b1"},
		{"a live page founds nothing", []Report{
			with(quake, func(r *Report) { r.Title = "Valmora earthquake: live updates" }), quakeToo,
		}, "a1 | b1"},
		{"a live page joins", []Report{
			quake, with(quakeToo, func(r *Report) { r.Title = "Valmora earthquake kills twelve – live" }),
		}, "a1 b1"},
		{"empty reports stay alone", []Report{rep("a1", 0, "", ""), rep("b1", 0, "", ""), rep("c1", 0, "The", "of")}, "a1 | b1 | c1"},
	} {
		if got := groups(NewGrouper(Corrections{}), c.reports...); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestLanguages(t *testing.T) {
	for _, c := range []struct{ lang, a, sa, b, sb, other string }{
		{"de", "Sturm legt Zugverkehr in Nordwalden lahm", "Umgestürzte Bäume haben am Montag den Bahnverkehr in Nordwalden gestoppt, Tausende Reisende saßen fest.", "Zugverkehr in Nordwalden nach Sturm gestoppt", "Nach dem Sturm liegen Bäume auf den Gleisen: Reisende in Nordwalden sitzen fest.", "Gericht verurteilt früheren Bürgermeister von Seefeld wegen Untreue"},
		{"fr", "Un incendie ravage le marché couvert de Belleroche", "Le marché couvert de Belleroche a été détruit dans la nuit par un incendie, sans faire de victime.", "Belleroche : le marché couvert détruit par un incendie", "Un incendie a détruit le marché couvert dans la nuit de dimanche, aucune victime n'est à déplorer.", "Les éleveurs manifestent contre la baisse du prix du lait"},
		{"es", "Un incendio destruye el mercado central de Villaluna", "El fuego arrasó el mercado central de Villaluna durante la madrugada, sin causar heridos.", "El fuego arrasa el mercado de Villaluna", "El mercado central quedó destruido por un incendio en la madrugada; no hay heridos.", "El Gobierno sube el salario mínimo un tres por ciento"},
		{"it", "Crolla un ponte a Montevento, traffico bloccato", "Il ponte sul fiume Arna è crollato lunedì mattina a Montevento; nessun ferito.", "Montevento, crollato il ponte sull'Arna", "Traffico bloccato dopo il crollo del ponte sul fiume Arna, nessun ferito a Montevento.", "La nazionale di pallavolo vince la finale contro la Serbia"},
		{"pt", "Cheia do rio Laranjal deixa centenas desalojados", "A cheia do rio Laranjal obrigou centenas de pessoas a deixar as suas casas na segunda-feira.", "Centenas de desalojados pela cheia do Laranjal", "Centenas de pessoas deixaram as casas depois da cheia do rio Laranjal.", "Banco central mantém a taxa de juro"},
		{"nl", "Brand verwoest molen bij Oosterdam", "Een grote brand heeft maandag de oude molen bij Oosterdam verwoest.", "Oude molen bij Oosterdam afgebrand", "De oude molen bij Oosterdam is maandag door brand verwoest.", "Minister treedt af na kritiek op belastingplan"},
		{"sv", "Brand förstörde kyrkan i Björkhult", "Den gamla träkyrkan i Björkhult förstördes i en brand natten till måndagen.", "Träkyrkan i Björkhult förstörd i brand", "En brand har förstört den gamla kyrkan i Björkhult.", "Riksbanken höjer räntan igen"},
		{"ru", "В Соснограде обрушился мост через реку", "Мост через реку Тихую обрушился в Соснограде утром в понедельник, пострадавших нет.", "Обрушение моста в Соснограде: пострадавших нет", "В понедельник утром в Соснограде обрушился мост через Тихую.", "Центробанк сохранил ключевую ставку"},
		{"pl", "Pożar zniszczył halę targową w Jasnowie", "Hala targowa w Jasnowie spłonęła w nocy z niedzieli na poniedziałek, nikt nie ucierpiał.", "Jasnowo: hala targowa spłonęła w nocy", "Nikt nie ucierpiał w pożarze, który zniszczył halę targową w Jasnowie.", "Rząd podnosi płacę minimalną od stycznia"},
		{"ar", "زلزال قوي يضرب مدينة الورد ومقتل عشرة أشخاص", "قتل عشرة أشخاص في زلزال قوي ضرب مدينة الورد فجر الاثنين وانهار برج المدينة القديم", "عشرة قتلى في زلزال مدينة الورد", "انهار برج قديم في مدينة الورد بعد زلزال قوي أدى إلى مقتل عشرة أشخاص", "البنك المركزي يرفع سعر الفائدة"},
		{"ja", "花巻沢市で震度6強の地震、12人死亡", "2日未明、花巻沢市で震度6強の地震があり、12人が死亡した。大聖堂の塔が倒壊した。", "花巻沢市の地震で12人死亡、塔が倒壊", "花巻沢市で2日未明に起きた地震で、12人の死亡が確認された。", "中央銀行が金利を据え置き"},
		{"zh", "青石镇发生六点四级地震造成十二人死亡", "周一凌晨青石镇发生六点四级地震，造成十二人死亡，钟楼倒塌。", "青石镇地震十二人死亡 钟楼倒塌", "青石镇周一凌晨发生地震，已有十二人死亡。", "央行宣布下调存款利率"},
		{"ko", "푸른시에서 규모 6.4 지진, 12명 사망", "월요일 새벽 푸른시에서 규모 6.4 지진이 발생해 12명이 숨지고 종탑이 무너졌다.", "푸른시 지진으로 12명 사망, 종탑 무너져", "월요일 새벽 푸른시에서 발생한 지진으로 12명이 숨졌다.", "중앙은행 기준금리 동결"},
		{"th", "แผ่นดินไหวรุนแรงที่เมืองดอกแก้ว เสียชีวิตสิบสองคน", "เกิดแผ่นดินไหวรุนแรงที่เมืองดอกแก้วเมื่อเช้าวันจันทร์ มีผู้เสียชีวิตสิบสองคน หอระฆังถล่ม", "ผู้เสียชีวิตสิบสองคนจากแผ่นดินไหวเมืองดอกแก้ว", "หอระฆังถล่มหลังแผ่นดินไหวที่เมืองดอกแก้วเมื่อเช้าวันจันทร์", "ธนาคารกลางคงอัตราดอกเบี้ยนโยบาย"},
	} {
		g := NewGrouper(Corrections{})
		a := Report{ID: "a", Title: c.a, Summary: c.sa, Source: "A", Published: monday}
		x := Report{ID: "x", Title: c.other, Source: "A", Published: monday}
		b := Report{ID: "b", Title: c.b, Summary: c.sb, Source: "B", Published: monday.Add(time.Hour)}
		for _, named := range []string{c.lang, ""} {
			a.Lang, b.Lang, x.Lang = named, named, named
			if got := groups(g, a, x, b); got != "a b | x" && got != "a b x" {
				t.Errorf("%s (named %q): %s", c.lang, named, got)
			}
			g = NewGrouper(Corrections{})
		}
		if got := language("", c.a+" "+c.sa); got != c.lang {
			t.Errorf("language of %q: %q, want %s", c.a, got, c.lang)
		}
	}
}

// Where nothing tells the language, small words join nothing all the same.
func TestSmallWordsOfNoLanguage(t *testing.T) {
	unsaid := func(r Report) Report { return with(r, func(r *Report) { r.Lang = "" }) }
	got := groups(NewGrouper(Corrections{}), unsaid(rep("a1", 0, "museum in Valmora", "")), unsaid(rep("b1", 1, "ruling in Ostrel", "")))
	if got != "a1 | b1" {
		t.Errorf("grouped as %s", got)
	}
}

func TestCorrections(t *testing.T) {
	for _, c := range []struct {
		name    string
		order   Corrections
		reports []Report
		want    string
	}{
		{"apart", Corrections{Apart: [][2]string{{"b1", "a1"}}}, []Report{quake, quakeToo}, "a1 | b1"},
		{"together", Corrections{Together: [][2]string{{"a1", "d1"}}}, []Report{quake, strike}, "a1 d1"},
		{"together by way of a third", Corrections{Together: [][2]string{{"a1", "e1"}, {"e1", "d1"}}}, []Report{quake, strike}, "a1 d1"},
		{"together, though a live page founded it", Corrections{Together: [][2]string{{"a1", "b1"}}}, []Report{
			with(quake, func(r *Report) { r.Title = "Valmora earthquake: live updates" }), quakeToo,
		}, "a1 b1"},
		{"apart keeps the whole story away", Corrections{Apart: [][2]string{{"f1", "a1"}}}, []Report{quake, quakeToo, later(quakeToo, "f1", 1)}, "a1 b1 | f1"},
		{"of someone never seen", Corrections{Apart: [][2]string{{"a1", "zz"}}, Together: [][2]string{{"b1", "zz"}}}, []Report{quake, quakeToo}, "a1 b1"},
	} {
		if got := groups(NewGrouper(c.order), c.reports...); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestPlaceKeepsStories(t *testing.T) {
	g := NewGrouper(Corrections{})
	g.Place(quake, "older")
	g.Place(strike, "d1")
	if got := g.Add(quakeToo); got != "older" {
		t.Errorf("story %s, want the one the window was loaded with", got)
	}
	if w, ok := g.Why("a1"); !ok || w.Because != Placed || w.Story != "older" {
		t.Errorf("why of a placed report: %+v", w)
	}
}

func TestWhy(t *testing.T) {
	g := NewGrouper(Corrections{})
	groups(g, quake, quakeToo, quakeFar)
	joined, _ := g.Why("b1")
	if joined.Because != Alike || joined.Near != "a1" || joined.P < .5 || len(joined.Shared) == 0 {
		t.Errorf("joined: %+v", joined)
	}
	if s := joined.String(); !strings.Contains(s, "nearest a1") || !strings.Contains(s, "2 h from its first") || !strings.Contains(s, "shares ") {
		t.Errorf("joined in words: %s", s)
	}
	alone, _ := g.Why("c1")
	if alone.Because != First || alone.Nearest != "a1" || alone.Refusal == "" {
		t.Errorf("alone: %+v", alone)
	}
	if s := alone.String(); !strings.Contains(s, string(alone.Refusal)) {
		t.Errorf("alone in words: %s", s)
	}
	if _, ok := g.Why("nobody"); ok {
		t.Error("a decision about a report never seen")
	}
}

func TestCopies(t *testing.T) {
	wire := with(later(quake, "b2", 1), func(r *Report) { r.Summary = "VALMORA (AP) — " + r.Summary })
	for _, c := range []struct {
		name        string
		second      Report
		of, agency_ string
	}{
		{"the same wire text", wire, "a1", "AP"},
		{"told in other words", quakeToo, "", ""},
		{"another headline over the same text", with(later(quake, "b3", 1), func(r *Report) { r.Title = "Valmora earthquake leaves twelve dead" }), "a1", ""},
	} {
		g := NewGrouper(Corrections{})
		g.Add(quake)
		if s := g.Add(c.second); s != "a1" {
			t.Errorf("%s: not in the story", c.name)
		}
		if w, _ := g.Why(c.second.ID); w.CopyOf != c.of || w.Agency != c.agency_ {
			t.Errorf("%s: copy of %q by %q, want %q by %q", c.name, w.CopyOf, w.Agency, c.of, c.agency_)
		}
	}
}

func TestAgency(t *testing.T) {
	for _, c := range []struct{ byline, summary, want string }{
		{"", "LONDON (Reuters) - Ferries stayed in port.", "Reuters"},
		{"", "Fähren bleiben im Hafen. (dpa)", "dpa"},
		{"", "Fähren bleiben im Hafen /dpa", "dpa"},
		{"By The Associated Press", "", "AP"},
		{"dpa/lno", "", "dpa"},
		{"", "Ferry owners told Reuters on Monday that talks had failed and that a strike was likely to last until the weekend.", ""},
		{"Anna Paap", "", ""},
		{"", "", ""},
	} {
		if got := Agency(c.byline, c.summary); got != c.want {
			t.Errorf("%q %q: %q, want %q", c.byline, c.summary, got, c.want)
		}
	}
}

func TestKindOf(t *testing.T) {
	for _, c := range []struct {
		title, link string
		want        Kind
	}{
		{"Ferry strike: live updates from Lindholm", "", Live},
		{"Ferry strike – live", "", Live},
		{"Live Aid singer dies", "", Plain},
		{"Where refugees live", "", Plain},
		{"Ferry strike", "https://example.org/world/live/2026/ferry", Live},
		{"Your Monday Briefing", "", Briefing},
		{"Minister delivers briefing on ferry strike", "", Plain},
		{"Opinion: the ferries must run", "", Opinion},
		{"Public opinion turns on the ferries", "", Plain},
		{"The ferries must run", "https://example.org/commentisfree/2026/ferries", Opinion},
		{"Podcast: life on the ferries", "", Podcast},
		{"Quiz: how well do you know ferries?", "", Quiz},
		{"Senators quiz ferry owner", "", Plain},
		{"Sturm im Norden: Liveticker", "", Live},
		{"", "", Plain},
	} {
		if got := KindOf(c.title, c.link); got != c.want {
			t.Errorf("%q %s: %v, want %v", c.title, c.link, got, c.want)
		}
	}
}

func TestTemplatesStayApart(t *testing.T) {
	var reports []Report
	for i := range 5 {
		reports = append(reports, rep(fmt.Sprint("a", i), float64(i*12), fmt.Sprintf("Siege of Valmora: what happened on day %d", 20+i), ""))
	}
	if got := groups(NewGrouper(Corrections{}), reports...); got != "a0 | a1 | a2 | a3 | a4" {
		t.Errorf("a title used again and again: %s", got)
	}
}

func TestBoilerplateIsNoLink(t *testing.T) {
	g := NewGrouper(Corrections{})
	tail := " Subscribe to our harbour newsletter and receive the tide tables free every Thursday morning."
	var tied []string
	for i, title := range []string{
		"Council votes on bridge tolls", "Chess champion retires at forty", "Drought empties upland reservoirs", "Opera house unveils spring season",
		"Lynx sighted near sugar mill", "Airline drops winter routes", "Glassworks reopens its furnace", "Cyclists petition for tunnel lights",
	} {
		id := fmt.Sprint("a", i)
		if s := g.Add(rep(id, float64(i), title, tail)); s != id && i >= boilerplate {
			tied = append(tied, id)
		}
	}
	if len(tied) > 0 {
		t.Errorf("the outlet's own sentence still tied %v", tied)
	}
}

func TestFloodOfOneOutlet(t *testing.T) {
	g := NewGrouper(Corrections{})
	g.Add(quake)
	n := 0
	for i := range 80 {
		if g.Add(later(quakeToo, fmt.Sprint("b", i), float64(i)/10)) == "a1" {
			n++
		}
	}
	if n != mostOfOutlet {
		t.Errorf("%d reports of one outlet in a story, want %d", n, mostOfOutlet)
	}
}

func TestWindow(t *testing.T) {
	g := NewGrouper(Corrections{})
	for i := range 4 * sweepEvery {
		g.Add(rep(fmt.Sprint("a", i), float64(i)/4, fmt.Sprintf("Notice zx%dq from harbour qv%dk", i, i*7), ""))
	}
	if n, most := g.Len(), 4*(72+6)+sweepEvery+16; n > most {
		t.Errorf("%d reports in the window, want at most %d", n, most)
	}
	wrong := rep("b1", 24*365*100, "A date from another century", "")
	g.Add(wrong)
	for i := range 2 * sweepEvery {
		g.Add(rep(fmt.Sprint("c", i), 256+float64(i)/1000, fmt.Sprintf("Notice zy%dq from harbour qw%dk", i, i*7), ""))
	}
	if g.Len() < 4*70 {
		t.Errorf("%d reports in the window: one wrong date emptied it", g.Len())
	}
}

func TestGroup(t *testing.T) {
	in := strings.Join([]string{
		`{"id":"a1","title":"Ferry crews walk out over night shifts","summary":"Ferries between Lindholm and the islands stayed in port.","published":"2026-03-02T06:00:00Z","source":"A","lang":"en"}`,
		``,
		`{"id":"b1","title":"Ferry crews in Lindholm walk out over night shifts","summary":"Ferries to the islands stayed in port.","published":"2026-03-02T07:00:00+01:00","source":"B","lang":"en"}`,
		`{"id":"c\u009b\u202e1","title":"Glassworks reopens","published":"soon","unknown":1}`,
		`{"id":12,"title":"Harbour crane falls into the basin"}`,
	}, "\n")
	var out bytes.Buffer
	if err := Group(strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	want := `{"id":"a1","story":"a1"}` + "\n" + `{"id":"b1","story":"a1"}` + "\n" +
		`{"id":"c\u009b\u202e1","story":"c\u009b\u202e1"}` + "\n" + `{"id":"12","story":"12"}` + "\n"
	if out.String() != want {
		t.Errorf("got %q\nwant %q", out.String(), want)
	}
	for _, c := range []struct{ in, want string }{
		{"{\"id\":\"a\"}\n\nnot json\n", "line 3: no JSON object"},
		{"{\"title\":\"Ferries\"}", "line 1: the report has no id"},
		{"{\"id\":\"a\"}\n[]", "line 2: no JSON object"},
		{"{\"id\":1,\"title\":5}", "line 1: title wants a text, not a JSON number"},
		{"{\"id\":[1]}", "line 1: the id is neither a text nor a number"},
		{"{\"id\":null}", "line 1: the report has no id"},
	} {
		if err := Group(strings.NewReader(c.in), &out); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %s", c.in, err, c.want)
		}
	}
}

// answering proves that Group answers a line before it reads the next.
type answering struct {
	t     *testing.T
	out   *bytes.Buffer
	asked int
}

func (a *answering) Read(p []byte) (int, error) {
	if n := strings.Count(a.out.String(), "\n"); n != a.asked {
		a.t.Fatalf("%d answers after %d lines", n, a.asked)
	}
	if a.asked == 3 {
		return 0, fmt.Errorf("enough")
	}
	a.asked++
	return copy(p, fmt.Sprintf("{\"id\":\"%d\",\"title\":\"Ferries\"}\n", a.asked)), nil
}

func TestGroupAnswersAtOnce(t *testing.T) {
	var out bytes.Buffer
	if err := Group(&answering{t: t, out: &out}, &out); err == nil || !strings.Contains(err.Error(), "enough") {
		t.Errorf("error of the reader: %v", err)
	}
}

func TestDeterministic(t *testing.T) {
	run := func() string {
		g := NewGrouper(Corrections{})
		var out strings.Builder
		for i := range 3000 {
			r := rep(fmt.Sprint(string(rune('a'+i%7)), i), float64(i)/20, strings.Join(invented(i/3, 8), " "), strings.Join(invented(i/3+i%3*1000, 30), " "))
			fmt.Fprintln(&out, g.Add(r))
		}
		return out.String()
	}
	if a, b := run(), run(); a != b {
		t.Error("two runs over the same reports differ")
	}
}

// invented returns n made-up words, the common ones often.
func invented(seed, n int) []string {
	x := uint64(seed)*0x9e3779b97f4a7c15 + 1
	words := make([]string, n)
	for i := range words {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		u := float64(x>>11) / (1 << 53)
		words[i] = fmt.Sprintf("w%dx", int(40000*u*u*u*u))
	}
	return words
}

// BenchmarkAdd is a busy reader's window: 6,500 reports in 72 hours.
func BenchmarkAdd(b *testing.B) {
	g := NewGrouper(Corrections{})
	add := func(i int) {
		g.Add(rep(fmt.Sprint(string(rune('a'+i%26)), i), float64(i)*72/6500, strings.Join(invented(i/2, 8), " "),
			strings.Join(invented(i/2+i%2*100000, 36), " ")))
	}
	n := 0
	for ; n < 6500; n++ {
		add(n)
	}
	b.ReportAllocs()
	for b.Loop() {
		add(n)
		n++
	}
	b.ReportMetric(float64(g.Len()), "reports-in-window")
}

// BenchmarkPlace loads a window of 6,500 reports again, as a refresh does.
func BenchmarkPlace(b *testing.B) {
	for b.Loop() {
		g := NewGrouper(Corrections{})
		for i := range 6500 {
			id := fmt.Sprint(string(rune('a'+i%26)), i)
			g.Place(rep(id, float64(i)*72/6500, strings.Join(invented(i/2, 8), " "),
				strings.Join(invented(i/2+i%2*100000, 36), " ")), id)
		}
	}
}

// BenchmarkWindow fills a window with 65,000 reports and weighs it.
func BenchmarkWindow(b *testing.B) {
	for b.Loop() {
		before := heap()
		g := NewGrouper(Corrections{})
		for i := range 65000 {
			g.Add(rep(fmt.Sprint(string(rune('a'+i%26)), i), float64(i)*72/65000, strings.Join(invented(i/2, 8), " "),
				strings.Join(invented(i/2+i%2*100000, 36), " ")))
		}
		b.ReportMetric(float64(heap()-before)/1e6, "MB")
		b.ReportMetric(float64(g.Len()), "reports-in-window")
		runtime.KeepAlive(g)
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
