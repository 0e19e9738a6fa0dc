package feeds

import (
	"errors"
	"hash/fnv"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// How often a source is asked: never more often than its server, its feed or good manners wish, and seldom when it seldom
// has news.
const (
	soonest   = 10 * time.Minute
	usual     = 30 * time.Minute
	lazy      = 4 * time.Hour // a feed without news is asked this often at least
	latest    = 24 * time.Hour
	silentFor = 7 * 24 * time.Hour // the longest Retry-After that is believed
)

// plan completes an answer with what follows from it: failures in a row, the server's wish for silence, the next time.
func plan(a *Answer, s Subscription, h http.Header, now time.Time) {
	wait := time.Duration(0)
	switch {
	case a.Err == nil:
		wait = interval(a, s)
		wait = max(wait, freshFor(h, now))
	case errors.Is(a.Err, ErrOffline):
		a.Failures, a.Gone = s.Failures, s.Gone
		wait = soonest
	default:
		a.Failures = s.Failures + 1
		a.Gone = a.Gone || s.Gone
		wait = min(soonest<<min(a.Failures, 8), latest)
	}
	wait = min(max(wait, soonest), latest)
	a.Next = now.Add(wait + jitter(s.URL, wait))
	a.Quiet = quietUntil(a.Status, h, now)
	if a.Next.Before(a.Quiet) {
		a.Next = a.Quiet.Add(jitter(s.URL, soonest))
	}
	if a.Gone {
		a.Next = now.Add(latest)
	}
	if a.Feed != nil {
		a.Next = unskipped(a.Next, a.Feed.Wish)
	}
}

// interval is how long to wait for news after a good answer. A feed with news is asked about twice in the time between two
// of its newest items; every answer without news makes the wait a quarter longer.
func interval(a *Answer, s Subscription) time.Duration {
	before := s.Next.Sub(s.Checked)
	if s.Checked.IsZero() || before <= 0 {
		before = usual
	}
	if a.Feed == nil {
		return max(min(before+before/4, lazy), min(before, latest))
	}
	wait := usual
	if gap := rhythm(a.Feed.Items); gap > 0 {
		wait = min(max(gap/2, soonest), lazy)
	}
	return max(wait, a.Feed.Wish.Every)
}

// rhythm is the usual time between two of the ten newest items; 0: their dates do not tell.
func rhythm(items []Item) time.Duration {
	var dates []time.Time
	for _, i := range items {
		if t := earliest(i.Published, i.Updated); !t.IsZero() {
			dates = append(dates, t)
		}
	}
	if len(dates) < 3 {
		return 0
	}
	slices.SortFunc(dates, func(a, b time.Time) int { return b.Compare(a) })
	dates = dates[:min(len(dates), 10)]
	return dates[0].Sub(dates[len(dates)-1]) / time.Duration(len(dates)-1)
}

// freshFor is how long the server says its answer is good.
func freshFor(h http.Header, now time.Time) time.Duration {
	for _, d := range strings.Split(strings.ToLower(h.Get("Cache-Control")), ",") {
		if v, ok := strings.CutPrefix(strings.TrimSpace(d), "max-age="); ok {
			if n, err := strconv.Atoi(strings.Trim(v, `"`)); err == nil && n > 0 {
				return time.Duration(min(n, int(latest.Seconds()))) * time.Second
			}
			return 0
		}
	}
	if t, err := http.ParseTime(h.Get("Expires")); err == nil {
		return max(t.Sub(now), 0)
	}
	return 0
}

// quietUntil is when a server that has had enough may be asked again; zero: it has not.
func quietUntil(status int, h http.Header, now time.Time) time.Time {
	if status != http.StatusTooManyRequests && status != http.StatusServiceUnavailable {
		return time.Time{}
	}
	if d := retryAfter(h, now); d > 0 {
		return now.Add(d)
	}
	if status == http.StatusTooManyRequests {
		return now.Add(soonest)
	}
	return time.Time{}
}

// retryAfter reads the header of that name: seconds, or a date.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if n, err := strconv.Atoi(v); err == nil {
		return time.Duration(min(max(n, 0), int(silentFor.Seconds()))) * time.Second
	}
	if t, err := http.ParseTime(v); err == nil {
		return min(max(t.Sub(now), 0), silentFor)
	}
	return 0
}

// jitter is up to a tenth of the wait, the same for a source every time: not everybody comes on the full hour.
func jitter(address string, wait time.Duration) time.Duration {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(address)) // a hash never fails
	return wait / 10 * time.Duration(sum.Sum32()%1000) / 1000
}

// unskipped moves a time out of the hours and days in which a feed does not want to be read.
func unskipped(t time.Time, w Wish) time.Time {
	if len(w.SkipHours) >= 24 || len(w.SkipDays) >= 7 {
		return t
	}
	for range 24 * 7 {
		u := t.UTC()
		if !slices.Contains(w.SkipHours, u.Hour()) && !slices.Contains(w.SkipDays, u.Weekday()) {
			return t
		}
		t = t.Truncate(time.Hour).Add(time.Hour + time.Duration(t.Minute())*time.Minute)
	}
	return t
}
