package topics

import "math"

// A grouper that has seen little of busy days cannot know whether a name is that of one event or on every page this week:
// two countries at war, a sea, a court, a club. While that is so, reports that have little in common but a name or two
// join only if all else speaks for them, the less so the more hours lie between them.

const (
	knowing = 2000 // reports of a language after which their frequencies are trusted
	busy    = 24   // reports a day; with half as many, a name that comes back within 72 h is the event's
	enough  = .15  // cosine beyond the two heaviest words that is more than a name
	atOnce  = 3    // odds (natural logarithm) asked of reports with nothing beyond, published together
	hoursOn = 12   // and of those that are latest hours apart
	latest  = 6    // hours
)

// caution is how great the odds (natural logarithm) of a report's belonging to a story must be; 0: as ever.
func (g *Grouper) caution(d *desk, c *Clues) float64 {
	alone := 1 - float64(c[clueBeyond])/enough
	unknown := d.lex.unknown()
	if c[clueUndated] == 1 || alone <= 0 || unknown == 0 {
		return 0
	}
	apart := min(1, 24*float64(c[clueSinceLast])/latest)
	return unknown * g.crowd() * alone * (atOnce + (hoursOn-atOnce)*apart)
}

// unknown tells a lexicon of which nothing is known (1) from one whose frequencies can be trusted (0).
func (l *lexicon) unknown() float64 { return max(0, 1-(l.n-usual)/knowing) }

// crowd tells quiet days (0) from busy ones (1) by the reports that came in a day; 1 while nobody can know.
func (g *Grouper) crowd() float64 {
	if g.dated < len(g.recent) {
		return 1
	}
	perDay := float64(g.dated) / max(1, float64(g.clock-g.began)/86400)
	return min(1, max(0, 2*perDay/busy-1))
}

// odds is the natural logarithm of the odds of something that is likely by p.
func odds(p float64) float64 { return math.Log(p / (1 - p)) }
