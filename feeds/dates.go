package feeds

import (
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// when reads a date as feeds write them: RFC 822 and 3339 first of all, then whatever a template of the last thirty years
// made of them, in some thirty languages. It returns the zero time for what it cannot read for sure: an unknown zone, a day
// and month that could be swapped, a day that no calendar has. Dates without a zone are taken as UTC.
func when(s string) time.Time {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 120 {
		return time.Time{}
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return sane(t)
	}
	s = strings.ToLower(westernDigits(s))
	var d date
	d.month, d.weekday = -1, -1
	if !d.digits(s) && !d.read(s) {
		return time.Time{}
	}
	return d.time()
}

// westernDigits writes the digits of all scripts as 0–9.
func westernDigits(s string) string {
	if isASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf || !unicode.Is(unicode.Nd, r) {
			return r
		}
		n := rune(0)
		for n < 9 && unicode.Is(unicode.Nd, r-n-1) {
			n++
		}
		return '0' + n
	}, s)
}

// sane is t in UTC, or no time when it lies where no feed's date can.
func sane(t time.Time) time.Time {
	if y := t.Year(); y < 1970 || y > 2200 {
		return time.Time{}
	}
	return t.UTC()
}

// date is a date under construction.
type date struct {
	epoch                time.Time
	year, month, day     int // month -1: not seen
	hour, minute, second int
	nano                 int
	clock, named, zoned  bool // a time of day, a month's name, a zone was seen
	pm, am, afterMark    bool
	offset               int // seconds east
	place                *time.Location
	weekday              int      // 0–6, -1: not named in English
	korean               bool     // the words are Korean
	numbers              []number // numbers whose part is not clear yet
	sep                  byte     // what stood between them: - / .
}

// number is a run of digits and how it was written.
type number struct{ value, width int }

// digits reads a text of digits only: seconds or milliseconds since 1970, or a compact date.
func (d *date) digits(s string) bool {
	s = strings.TrimPrefix(s, "@")
	if whole, part, ok := strings.Cut(s, "."); ok && len(whole) == 10 && strings.Trim(part, "0123456789") == "" {
		s = whole
	}
	if len(s) < 8 || strings.Trim(s, "0123456789") != "" {
		return false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return false
	}
	switch len(s) {
	case 8:
		d.year, d.month, d.day = int(n/10000), int(n/100%100), int(n%100)
	case 14:
		day := n / 1000000
		d.year, d.month, d.day = int(day/10000), int(day/100%100), int(day%100)
		d.hour, d.minute, d.second = int(n/10000%100), int(n/100%100), int(n%100)
	case 9, 10:
		d.epoch = time.Unix(n, 0)
	case 12, 13:
		d.epoch = time.UnixMilli(n)
	default:
		return false
	}
	return true
}

// read takes the text apart, word by word and number by number.
func (d *date) read(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			n, ok := d.number(s, i)
			if !ok {
				return false
			}
			i = n
		case (c == '+' || c == '-') && d.clock && !d.zoned:
			i = d.numericZone(s, i)
		case c == '[':
			end := strings.IndexByte(s[i:], ']')
			if end < 0 || !d.word(s[i+1:i+end]) {
				return false
			}
			i += end + 1
		case c >= utf8.RuneSelf, c >= 'a' && c <= 'z':
			n := wordEnd(s, i)
			if n == i { // a sign that is no letter
				_, size := utf8.DecodeRuneInString(s[i:])
				i += size
				continue
			}
			if !d.word(s[i:n]) {
				return false
			}
			i = n
		default:
			i++
		}
	}
	return d.settle()
}

// wordEnd is where the word at i ends. Zone names such as america/new_york are one word.
func wordEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if (r == '/' || r == '_') && (i+1 == len(s) || s[i+1] < 'a' || s[i+1] > 'z') {
			break
		}
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && r != '/' && r != '_' {
			break
		}
		i += n
		if strings.ContainsRune("年月日時分秒년월일시분초", r) {
			break
		}
	}
	return i
}

// number reads the digits at i: a time of day, a fraction, a part of a date.
func (d *date) number(s string, i int) (int, bool) {
	from := i
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	width := i - from
	n, err := strconv.Atoi(s[from:i])
	if err != nil || width > 4 && width != 8 {
		return 0, false
	}
	rest := s[i:]
	switch {
	case !d.clock && width <= 2 && len(rest) > 1 && rest[0] == ':' && digit(rest[1]):
		return d.timeOfDay(s, from), true
	case !d.clock && width <= 2 && (strings.HasPrefix(rest, "時") || strings.HasPrefix(rest, "시")):
		d.hour, d.clock = n, true
		return i, true
	case d.clock && width <= 2 && (strings.HasPrefix(rest, "分") || strings.HasPrefix(rest, "분")):
		d.minute = n
		return i, true
	case d.clock && width <= 2 && (strings.HasPrefix(rest, "秒") || strings.HasPrefix(rest, "초")):
		d.second = n
		return i, true
	case !d.clock && width <= 2 && len(d.numbers) > 0 && meridiem(rest):
		d.hour, d.clock = n, true
		return i, true
	case !d.clock && width <= 2 && len(rest) > 0 && rest[0] == 'h' && (len(rest) == 1 || !letter(rest[1])): // 10h30
		d.hour, d.clock = n, true
		i++
		for i < len(s) && digit(s[i]) {
			d.minute = min(d.minute*10+int(s[i]-'0'), 1000)
			i++
		}
		return i, true
	case !d.clock && width <= 2 && len(rest) > 2 && rest[0] == '.' && digit(rest[1]) && digit(rest[2]) && (d.named && len(d.numbers) > 1 || len(d.numbers) > 2):
		d.clock, d.hour, d.minute = true, n, int(rest[1]-'0')*10+int(rest[2]-'0') // klo 10.30
		return i + 3, true
	case width == 8 && len(rest) > 6 && rest[0] == 't' && strings.Trim(rest[1:7], "0123456789") == "": // 20260302T103000Z
		d.clock = true
		clock, err := strconv.Atoi(rest[1:7])
		d.hour, d.minute, d.second = clock/10000, clock/100%100, clock%100
		d.numbers = append(d.numbers, number{n / 10000, 4}, number{n / 100 % 100, 2}, number{n % 100, 2})
		return i + 7, err == nil
	case width == 8:
		d.numbers = append(d.numbers, number{n / 10000, 4}, number{n / 100 % 100, 2}, number{n % 100, 2})
		return i, true
	case d.clock && !d.zoned && width == 4 && d.yearKnown():
		d.offset, d.zoned = (n/100*60+n%100)*60, true
		return i, true
	}
	d.numbers = append(d.numbers, number{n, width})
	if len(rest) > 1 && (rest[0] == '-' || rest[0] == '/' || rest[0] == '.') && digit(rest[1]) {
		d.sep = rest[0]
		i++
	}
	if i < len(s) && s[i] == 't' && i+1 < len(s) && digit(s[i+1]) { // 2026-03-02T10:00
		i++
	}
	return i, true
}

func (d *date) yearKnown() bool {
	for _, n := range d.numbers {
		if n.width == 4 {
			return true
		}
	}
	return len(d.numbers) >= 2 && d.named || len(d.numbers) >= 3
}

// meridiem reports that am or pm follows.
func meridiem(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	for _, m := range []string{"am", "pm", "a.m", "p.m"} {
		if strings.HasPrefix(rest, m) {
			return true
		}
	}
	return false
}

// timeOfDay reads hh:mm, hh:mm:ss or hh:mm:ss.fff at i.
func (d *date) timeOfDay(s string, i int) int {
	d.clock = true
	parts := []*int{&d.hour, &d.minute, &d.second}
	for k, p := range parts {
		for i < len(s) && digit(s[i]) {
			*p = min(*p*10+int(s[i]-'0'), 1000)
			i++
		}
		if k == 2 || i+1 >= len(s) || s[i] != ':' || !digit(s[i+1]) {
			break
		}
		i++
	}
	if i+1 < len(s) && (s[i] == '.' || s[i] == ',') && digit(s[i+1]) {
		i++
		for scale := int(1e8); i < len(s) && digit(s[i]); i, scale = i+1, scale/10 {
			d.nano += int(s[i]-'0') * scale
		}
	}
	return i
}

// numericZone reads +hh, +hhmm or +hh:mm at i; a lone sign is no zone.
func (d *date) numericZone(s string, i int) int {
	sign := 1
	for i < len(s) && (s[i] == '+' || s[i] == '-') { // "--0700" is seen
		if s[i] == '-' {
			sign = -1
		}
		i++
	}
	from, digits, n := i, 0, 0
	for i < len(s) && (digit(s[i]) || s[i] == ':' && i > from && i+1 < len(s) && digit(s[i+1])) && digits < 4 {
		if digit(s[i]) {
			n, digits = n*10+int(s[i]-'0'), digits+1
		}
		i++
	}
	switch {
	case digits == 0:
		return i
	case digits <= 2:
		d.offset = sign * n * 3600
	default:
		d.offset = sign * (n/100*60 + n%100) * 60
	}
	for i < len(s) && (digit(s[i]) || s[i] == ':') { // seconds of an offset
		i++
	}
	d.zoned = true
	return i
}

// word reads a word: a month, am or pm, a zone. Weekdays and words around a date say nothing new.
func (d *date) word(w string) bool {
	switch w {
	case "am", "a":
		d.am = d.am || d.clock
		d.afterMark = w == "a"
		return true
	case "pm", "p":
		d.pm = d.pm || d.clock
		d.afterMark = w == "p"
		return true
	case "m":
		if d.afterMark {
			return true
		}
	case "t", "d", "h":
		return true
	case "w": // weeks of a year
		return false
	case "tháng": // the Vietnamese number their months
		d.sep = '.'
		return true
	case "午前", "上午", "오전":
		d.am = true
	case "午後", "下午", "오후":
		d.pm = true
	}
	d.korean = d.korean || w == "년" || w == "오전" || w == "오후"
	if n, ok := weekday(w); ok {
		d.weekday = n
		return true
	}
	if m, ok := months()[w]; ok {
		if d.month < 0 {
			d.month, d.named = m, true
		}
		return true
	}
	w = strings.TrimPrefix(w, "etc/")
	if offset, ok := zones()[w]; ok && d.clock {
		if !d.zoned {
			d.offset = offset
			d.zoned = w != "gmt" && w != "utc" && w != "ut" // a number may follow: GMT+2
		}
		return true
	}
	if strings.Contains(w, "/") {
		return d.placed(w)
	}
	if d.clock && isASCII(w) && len(w) >= 3 && len(w) <= 5 && len(d.numbers) > 0 && w != "uhr" && w != "hrs" && w != "time" {
		return d.zoned // a zone nobody knows
	}
	return true
}

// placed takes the name of a place as the zone: america/los_angeles.
func (d *date) placed(w string) bool {
	parts := strings.FieldsFunc(w, func(r rune) bool { return r == '/' })
	for i, p := range parts {
		words := strings.Split(p, "_")
		for j, v := range words {
			if v != "of" && v != "es" && v != "" {
				words[j] = strings.ToUpper(v[:1]) + v[1:]
			}
		}
		parts[i] = strings.Join(words, "_")
	}
	place, err := time.LoadLocation(strings.Join(parts, "/"))
	if err != nil {
		return false
	}
	if !d.zoned {
		d.place, d.zoned = place, true
	}
	return true
}

// weekday reads an English weekday.
func weekday(w string) (int, bool) {
	for n := time.Sunday; n <= time.Saturday; n++ {
		name := strings.ToLower(n.String())
		if len(w) >= 3 && strings.HasPrefix(name, w) || w == "tues" || w == "thurs" || w == "thur" {
			return int(n), true
		}
	}
	return 0, false
}

// settle decides which number is the year, the month and the day.
func (d *date) settle() bool {
	n := d.numbers
	switch {
	case len(n) == 1 && n[0].width == 4 && !d.clock: // a month, or a year
		d.year, d.month, d.day = n[0].value, max(d.month, 1), 1
		return true
	case len(n) == 2 && n[0].width == 4 && n[1].width == 3 && n[1].value > 0 && n[1].value <= 366: // the day of the year
		t := time.Date(n[0].value, 1, n[1].value, 0, 0, 0, 0, time.UTC)
		d.year, d.month, d.day = n[0].value, int(t.Month()), t.Day()
		return true
	case len(n) == 2 && n[0].width == 4 && !d.clock && !d.named:
		d.year, d.month, d.day = n[0].value, n[1].value, 1
		return true
	case d.named && len(n) == 2:
		return d.dayAndYear(n[0], n[1])
	case d.named && len(n) > 2 && n[2].width == 4: // 02 Mar 10 2026 is nothing, but a lone hour is seen
		return d.dayAndYear(n[0], n[2])
	case d.named, len(n) < 3:
		return false
	case n[0].width == 4:
		d.year, d.month, d.day = n[0].value, n[1].value, n[2].value
		return true
	case n[2].width == 4:
		d.year = n[2].value
		return d.dayAndMonth(n[0].value, n[1].value)
	case n[2].width == 2 && (d.sep == '.' || d.sep == '/'):
		d.year = century(n[2].value)
		return d.dayAndMonth(n[0].value, n[1].value)
	case n[2].width == 2 && n[0].value > 31:
		d.year, d.month, d.day = century(n[0].value), n[1].value, n[2].value
		return true
	}
	return false
}

func (d *date) dayAndYear(a, b number) bool {
	switch {
	case b.width == 4:
		d.day, d.year = a.value, b.value
	case a.width == 4:
		d.year, d.day = a.value, b.value
	case a.value > 31:
		d.year, d.day = century(a.value), b.value
	default:
		d.day, d.year = a.value, century(b.value)
	}
	return true
}

// dayAndMonth tells a/b/year from b/a/year, where that can be told.
func (d *date) dayAndMonth(a, b int) bool {
	switch {
	case a > 12, a == b, d.sep == '.', d.sep == '-' && b <= 12:
		d.day, d.month = a, b
	case b > 12, d.am, d.pm:
		d.month, d.day = a, b
	case d.weekday >= 0: // the day of the week tells
		d.day, d.month = a, b
		if t := time.Date(d.year, time.Month(b), a, 0, 0, 0, 0, time.UTC); int(t.Weekday()) != d.weekday {
			d.month, d.day = a, b
		}
	default:
		return false
	}
	return true
}

func century(y int) int {
	switch {
	case y > 99:
		return y
	case y >= 70:
		return 1900 + y
	}
	return 2000 + y
}

// time puts the parts together.
func (d *date) time() time.Time {
	if !d.epoch.IsZero() {
		return sane(d.epoch)
	}
	if d.pm && d.hour < 12 {
		d.hour += 12
	}
	if d.am && d.hour == 12 {
		d.hour = 0
	}
	if d.month < 1 || d.month > 12 || d.day < 1 || d.hour > 24 || d.minute > 59 || d.second > 60 || d.offset < -15*3600 || d.offset > 15*3600 {
		return time.Time{}
	}
	if d.year > 2400 { // years of Buddha
		d.year -= 543
	}
	if time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Day() != d.day {
		return time.Time{}
	}
	if d.korean && !d.zoned {
		d.offset = 9 * 3600 // only Korea writes dates in Korean
	}
	place := d.place
	if place == nil {
		place = time.FixedZone("", d.offset)
	}
	return sane(time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, min(d.second, 59), d.nano, place))
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= utf8.RuneSelf }

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// months maps the names of months in lower case to 1–12. Each line is one language, names and short forms of a month
// divided by a slash. Where two languages disagree, the first line wins.
var months = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for _, line := range strings.Split(strings.TrimSpace(monthNames), "\n") {
		for i, names := range strings.Fields(line) {
			for _, name := range strings.Split(names, "/") {
				if _, taken := m[name]; !taken {
					m[name] = i + 1
				}
			}
		}
	}
	return m
})

const monthNames = `
january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct november/nov december/dec
janvier/janv février/fevrier/févr/fév/fevr mars avril/avr mai juin juillet/juil/juill août/aout septembre octobre novembre décembre/decembre/déc
enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre/set octubre noviembre diciembre/dic
januar/jän/jänner februar märz/mrz/mär/maerz april mai juni juli august september oktober/okt november dezember/dez
gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto settembre ottobre/ott novembre dicembre
janeiro fevereiro/fev março/marco abril maio junho julho agosto setembro outubro/out novembro dezembro
januari februari maart/mrt april mei juni juli augustus september oktober november december
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november december/des/desember
tammikuu/tammikuuta/tammi helmikuu/helmikuuta/helmi maaliskuu/maaliskuuta/maalis huhtikuu/huhtikuuta/huhti toukokuu/toukokuuta/touko kesäkuu/kesäkuuta/kesä heinäkuu/heinäkuuta/heinä elokuu/elokuuta/elo syyskuu/syyskuuta/syys lokakuu/lokakuuta/loka marraskuu/marraskuuta/marras joulukuu/joulukuuta/joulu
stycznia/styczeń/sty lutego/luty/lut marca/marzec kwietnia/kwiecień/kwi maja/maj czerwca/czerwiec/cze lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz października/październik/paź listopada/listopad/lis grudnia/grudzień/gru
ledna/leden/led února/únor/úno března/březen/bře dubna/duben/dub května/květen/kvě června/červen/čvn července/červenec/čvc srpna/srpen/srp září/zář října/říjen/říj listopadu prosince/prosinec/pro
január február/febr március/márc április/ápr május/máj június/jún július/júl augusztus szeptember/szept október november december
ianuarie/ian februarie martie aprilie mai iunie/iun iulie/iul august septembrie octombrie noiembrie/noi decembrie
ocak/oca şubat/şub/subat mart nisan/nis mayıs/mayis haziran/haz temmuz/tem ağustos/ağu/agustos eylül/eyl/eylul ekim/eki kasım/kas/kasim aralık/ara/aralik
января/январь/янв февраля/февраль/фев/февр марта/март/мар апреля/апрель/апр мая/май июня/июнь/июн июля/июль/июл августа/август/авг сентября/сентябрь/сен/сент октября/октябрь/окт ноября/ноябрь/ноя/нояб декабря/декабрь/дек
січня/січень/січ лютого/лютий/лют березня/березень/бер квітня/квітень/кві/квіт травня/травень/тра/трав червня/червень/чер/черв липня/липень/лип серпня/серпень/сер/серп вересня/вересень/вер жовтня/жовтень/жов/жовт листопада/листопад/лис/лист грудня/грудень/гру/груд
ιανουαρίου/ιανουάριος/ιαν φεβρουαρίου/φεβρουάριος/φεβ/φεβρ μαρτίου/μάρτιος/μαρ/μαρτ απριλίου/απρίλιος/απρ μαΐου/μάιος/μαϊ/μαι/μάι ιουνίου/ιούνιος/ιουν/ιούν ιουλίου/ιούλιος/ιουλ/ιούλ αυγούστου/αύγουστος/αυγ σεπτεμβρίου/σεπτέμβριος/σεπ/σεπτ οκτωβρίου/οκτώβριος/οκτ νοεμβρίου/νοέμβριος/νοε/νοεμ δεκεμβρίου/δεκέμβριος/δεκ
януари/яну февруари/февр март април май юни юли август септември/септ октомври/окт ноември/ноем декември/дек
januari februari/peb maret april mei juni juli agustus/agu/agt september oktober november/nop desember
gener/gen febrer març abril maig juny juliol agost setembre octubre novembre desembre
janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
siječnja/sij veljače/velj ožujka/ožu travnja/tra svibnja/svi lipnja srpnja kolovoza/kol rujna/ruj listopada studenoga/stu prosinca
يناير فبراير مارس أبريل/ابريل مايو يونيو يوليو أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر
ינואר/בינואר פברואר/בפברואר מרץ/במרץ אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר
มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
जनवरी फरवरी/फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर
`

// zones maps the names of zones in lower case to seconds east of Greenwich. Names that several countries use mean what
// most feeds mean by them: IST India, CST and EST America, BST British summer, AST Atlantic.
var zones = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for _, f := range strings.Fields(zoneNames) {
		name, hours, _ := strings.Cut(f, "=")
		h, err := strconv.ParseFloat(hours, 64)
		if err == nil {
			m[name] = int(h * 3600)
		}
	}
	return m
})

const zoneNames = `
z=0 ut=0 utc=0 gmt=0 wet=0 west=1 bst=1 cet=1 cest=2 met=1 mest=2 mez=1 mesz=2 eet=2 eest=3 msk=3 msd=4 trt=3 fet=3
est=-5 edt=-4 cst=-6 cdt=-5 mst=-7 mdt=-6 pst=-8 pdt=-7 et=-5 ct=-6 mt=-7 pt=-8 ast=-4 at=-4 adt=-3 nst=-3.5 ndt=-2.5
akst=-9 akdt=-8 hst=-10 hast=-10 hadt=-9 hdt=-9 sst=-11 chst=10
brt=-3 brst=-2 art=-3 clt=-4 clst=-3 cot=-5 pet=-5 ect=-5 vet=-4 bot=-4 pyt=-4 pyst=-3 uyt=-3 uyst=-2 gft=-3 gyt=-4 srt=-3
wat=1 cat=2 eat=3 sast=2 wast=2 cvt=-1 mut=4 sct=4 ret=4
idt=3 ist=5.5 irst=3.5 irdt=4.5 ast4=4 gst=4 azt=4 amt=4 get=4 aft=4.5 pkt=5 uzt=5 tmt=5 tjt=5 mvt=5 npt=5.75 btt=6 bdt=6 almt=5
kgt=6 mmt=6.5 ict=7 wib=7 hovt=7 krat=7 novt=7 omst=6 yekt=5 samt=4 irkt=8 yakt=9 vlat=10 magt=11 pett=12
hkt=8 myt=8 sgt=8 pht=8 pst8=8 wita=8 ulat=8 awst=8 bnt=8 wit=9 kst=9 jst=9 tlt=9
acst=9.5 acdt=10.5 aest=10 aedt=11 acwst=8.75 lhst=10.5 lhdt=11 pgt=10 sbt=11 vut=11 nct=11 nzst=12 nzdt=13 fjt=12 tot=13 wst=13
a=1 b=2 c=3 d=4 e=5 f=6 g=7 h=8 i=9 k=10 l=11 n=-1 o=-2 q=-4 r=-5 s=-6 u=-8 v=-9 w=-10 x=-11 y=-12
`
