package feeds

import (
	"strconv"
	"strings"
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

// number reads the digits at i: a time of day, a fraction, a part of a date. It returns where they end.
func (d *date) number(s string, i int) (int, bool) {
	from := i
	for i < len(s) && digit(s[i]) {
		i++
	}
	width := i - from
	n, err := strconv.Atoi(s[from:i])
	if err != nil || width > 4 && width != 8 {
		return 0, false
	}
	rest := s[i:]
	switch {
	case width == 8:
		return i + d.compact(n, rest), true
	case width <= 2 && !d.clock:
		if end := d.hours(s, from, i, n); end > 0 {
			return end, true
		}
	case width <= 2 && d.part(n, rest):
		return i, true
	case width == 4 && d.clock && !d.zoned && d.yearKnown():
		d.offset, d.zoned = (n/100*60+n%100)*60, true
		return i, true
	}
	d.numbers = append(d.numbers, number{n, width})
	if len(rest) > 1 && (rest[0] == '-' || rest[0] == '/' || rest[0] == '.') && digit(rest[1]) {
		d.sep = rest[0]
		i++
	}
	if i+1 < len(s) && s[i] == 't' && digit(s[i+1]) { // 2026-03-02T10:00
		i++
	}
	return i, true
}

// hours reads a time of day that begins with n, whose digits stand at from and end at i. It returns where it ends; 0: it
// is none.
func (d *date) hours(s string, from, i, n int) int {
	rest := s[i:]
	switch {
	case len(rest) > 1 && rest[0] == ':' && digit(rest[1]):
		return d.timeOfDay(s, from)
	case strings.HasPrefix(rest, "時"), strings.HasPrefix(rest, "시"), len(d.numbers) > 0 && meridiem(rest):
		d.hour, d.clock = n, true
		return i
	case len(rest) > 0 && rest[0] == 'h' && (len(rest) == 1 || !letter(rest[1])): // 10h30
		d.hour, d.clock = n, true
		for i++; i < len(s) && digit(s[i]); i++ {
			d.minute = min(d.minute*10+int(s[i]-'0'), 1000)
		}
		return i
	case len(rest) > 2 && rest[0] == '.' && digit(rest[1]) && digit(rest[2]) && (d.named && len(d.numbers) > 1 || len(d.numbers) > 2):
		d.hour, d.minute, d.clock = n, int(rest[1]-'0')*10+int(rest[2]-'0'), true // klo 10.30
		return i + 3
	}
	return 0
}

// part reads minutes or seconds with their word behind them.
func (d *date) part(n int, rest string) bool {
	switch {
	case strings.HasPrefix(rest, "分"), strings.HasPrefix(rest, "분"):
		d.minute = n
	case strings.HasPrefix(rest, "秒"), strings.HasPrefix(rest, "초"):
		d.second = n
	default:
		return false
	}
	return true
}

// compact reads 20260302, and the time in 20260302T103000. It returns how much of rest belongs to it.
func (d *date) compact(n int, rest string) int {
	d.numbers = append(d.numbers, number{n / 10000, 4}, number{n / 100 % 100, 2}, number{n % 100, 2})
	if len(rest) < 7 || rest[0] != 't' {
		return 0
	}
	clock, err := strconv.Atoi(rest[1:7])
	if err != nil {
		return 0
	}
	d.hour, d.minute, d.second, d.clock = clock/10000, clock/100%100, clock%100, true
	return 7
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
