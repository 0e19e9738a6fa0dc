package feeds

import (
	"strconv"
	"strings"
	"sync"
	"time"
)

// word reads a word: a month, am or pm, a zone. Weekdays and words around a date say nothing new.
func (d *date) word(w string) bool {
	d.korean = d.korean || w == "년" || w == "오전" || w == "오후"
	if d.small(w) {
		return true
	}
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
	return w != "w" && d.zone(strings.TrimPrefix(w, "etc/")) // 2026-W10 counts weeks
}

// small reads the words that stand between the others.
func (d *date) small(w string) bool {
	switch w {
	case "am", "a":
		d.am = d.am || d.clock
		d.afterMark = w == "a"
	case "pm", "p":
		d.pm = d.pm || d.clock
		d.afterMark = w == "p"
	case "m":
		return d.afterMark // a.m.
	case "午前", "上午", "오전":
		d.am = true
	case "午後", "下午", "오후":
		d.pm = true
	case "tháng": // the Vietnamese number their months
		d.sep = '.'
	case "t", "d", "h", "uhr", "hrs", "time":
	default:
		return false
	}
	return true
}

// zone reads the name of a zone behind a time of day. One that nobody knows makes the whole date unknown, unless an offset
// was given before.
func (d *date) zone(w string) bool {
	if !d.clock {
		return true
	}
	if offset, ok := zones()[w]; ok {
		if !d.zoned {
			d.offset = offset
			d.zoned = w != "gmt" && w != "utc" && w != "ut" // a number may follow: GMT+2
		}
		return true
	}
	if strings.Contains(w, "/") {
		return d.placed(w)
	}
	return d.zoned || !isASCII(w) || len(w) < 3 || len(w) > 5 || len(d.numbers) == 0
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
