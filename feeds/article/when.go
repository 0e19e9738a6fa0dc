package article

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// timeLayouts are how pages write instants for machines.
var timeLayouts = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05-0700", "2006-01-02T15:04-07:00", "2006-01-02T15:04:05",
	"2006-01-02T15:04Z", "2006-01-02T15:04",
	"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05-07:00", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02",
	"20060102T150405Z", "20060102150405", "20060102", "2006/01/02", "2006/01/02 15:04:05", "2006/01/02 15:04",
	time.RFC1123Z, time.RFC1123, time.RFC850, time.ANSIC, "Mon Jan 02 2006 15:04:05 GMT-0700",
	"Mon Jan 02 15:04:05 MST 2006", "Jan 2, 2006 3:04 PM", "Monday, January 2, 2006", "2006-01",
}

// parseTime reads an instant or a day; zero when s is none, or lies before 1990.
func parseTime(s string) time.Time {
	s = strings.TrimSpace(s)
	if len(s) < 6 || len(s) > 80 {
		return time.Time{}
	}
	if i := strings.Index(s, "["); i > 10 {
		s = s[:i]
	}
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return plausible(t)
		}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		switch {
		case n > 1e12 && n < 1e13:
			return plausible(time.UnixMilli(n).UTC())
		case n > 6e8 && n < 1e10:
			return plausible(time.Unix(n, 0).UTC())
		}
		return time.Time{}
	}
	return textDate(s)
}

func plausible(t time.Time) time.Time {
	if t.Year() < 1990 || t.Year() > 2100 {
		return time.Time{}
	}
	return t
}

// dateForm is a way of writing a day; year, month and day are the numbers of its groups.
type dateForm struct {
	re               *regexp.Regexp
	year, month, day int
}

var dateForms = sync.OnceValue(func() []dateForm {
	return []dateForm{
		{regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?:[^\d]|$)`), 1, 2, 3},
		{regexp.MustCompile(`(?:^|[^\d])(\d{1,2})(?:\.|st|nd|rd|th|º|er)?[\s.\-/]+(?:de |of )?(\pL{3,12})\.?,?[\s.\-/]+(?:de |del )?((?:19|20)\d\d)`), 3, 2, 1},
		{regexp.MustCompile(`(\pL{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)`), 3, 1, 2},
		{regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)\s+(\pL{3,9})\.?\s+(\d{1,2})(?:[^\d]|$)`), 1, 2, 3},
		{regexp.MustCompile(`(?:^|[^\d])(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)(?:[^\d]|$)`), 3, 2, 1},
		{regexp.MustCompile(`(?:^|[^\d.])(\d{1,2})\.(\d{1,2})\.(\d\d)(?:\d{1,2}:\d\d|[^\d.]|$)`), 3, 2, 1},
	}
})

// months maps the first letters of month names in many languages to their numbers.
var months = sync.OnceValue(func() map[string]time.Month {
	names := [12]string{
		"jan ene gen janv sty oca янв січ ιαν led", "feb feb fév fev lut şub фев лют φεβ úno",
		"mar mär mars mrt maa marz мар бер μαρ bře már", "apr avr abr kwi nis апр кві απρ dub ápr",
		"may mai mei mag maj mayo май мая тра μαΐ kvě máj", "jun juin giu cze haz июн чер ιουν čer jún",
		"jul juil lug lip tem июл лип ιουλ čvc júl", "aug aoû ago sie ağu авг сер αυγ srp aug",
		"sep set sept wrz eyl сен вер σεπ zář sze", "oct okt ott out paź eki окт жов οκτ říj",
		"nov lis kas ноя лис νοε lis", "dec dez déc dic des gru ara дек гру δεκ pro",
	}
	out := map[string]time.Month{}
	for i, list := range names {
		for _, n := range strings.Fields(list) {
			if _, taken := out[n]; !taken {
				out[n] = time.Month(i + 1)
			}
		}
	}
	return out
})

func monthOf(name string) time.Month {
	r := []rune(strings.ToLower(name))
	for n := min(4, len(r)); n >= 3; n-- {
		if m := months()[string(r[:n])]; m != 0 {
			return m
		}
	}
	return 0
}

// textDate finds the first day that is written out in s.
func textDate(s string) time.Time {
	if len(s) > 2000 {
		s = s[:2000]
	}
	best, at := time.Time{}, len(s)+1
	for _, f := range dateForms() {
		for _, m := range f.re.FindAllStringSubmatchIndex(s, 3) {
			if m[0] >= at {
				break
			}
			if t := f.read(s, m); !t.IsZero() {
				best, at = t, m[0]
				break
			}
		}
	}
	return best
}

// read is the day of a match. Where both may be the month, the second number is.
func (f dateForm) read(s string, m []int) time.Time {
	group := func(n int) string { return s[m[2*n]:m[2*n+1]] }
	year, month, d := group(f.year), number(group(f.month)), group(f.day)
	if month == 0 {
		month = int(monthOf(group(f.month)))
	}
	if month > 12 && number(d) <= 12 && f.year == 3 {
		month, d = number(d), strconv.Itoa(month)
	}
	if len(year) == 2 {
		year = "20" + year
	}
	return day(year, month, d)
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func day(year string, month int, day string) time.Time {
	y, d := number(year), number(day)
	if month < 1 || month > 12 || d < 1 || d > 31 {
		return time.Time{}
	}
	return plausible(time.Date(y, time.Month(month), d, 0, 0, 0, 0, time.UTC))
}

var addressDate = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2]|[a-z]{3})[/_-]?(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)
})

// urlDate finds a day in an address such as /2024/05/17/.
func urlDate(address string) time.Time {
	m := addressDate().FindStringSubmatch(strings.ToLower(address))
	if m == nil {
		return time.Time{}
	}
	month := number(m[2])
	if month == 0 {
		month = int(monthOf(m[2]))
	}
	return day(m[1], month, m[3])
}
