package main

import (
	"strconv"
	"time"

	"dateline/store"
)

// day is one of those that "90d" counts.
const day = 24 * time.Hour

// age takes how long something is kept: "90d", "12w", "2y" or "forever"; a week at least, a hundred years at most.
func (p *configParser) age(to *time.Duration, v value) {
	s, _ := v.data.(string)
	if s == "forever" {
		*to = store.Forever
		return
	}
	if n := len(s) - 1; n > 0 {
		unit := map[byte]time.Duration{'d': day, 'w': 7 * day, 'y': 365 * day}[s[n]]
		if count, err := strconv.ParseUint(s[:n], 10, 16); err == nil && unit > 0 {
			if d := time.Duration(count) * unit; count <= 36500 && d >= 7*day && d <= 36500*day {
				*to = d
				return
			}
		}
	}
	p.wrong(v.line, `%s: wants days, weeks or years from "7d", such as "90d", "12w" or "2y", or "forever", not %s`, v.path(), v.kind())
}

// keptOf says of a feed how long its stories are kept, if it says so.
func (p *configParser) keptOf(address string, k store.Keeping) {
	if k == (store.Keeping{}) {
		return
	}
	if p.Keep.Feeds == nil {
		p.Keep.Feeds = map[string]store.Keeping{}
	}
	p.Keep.Feeds[address] = k
}
