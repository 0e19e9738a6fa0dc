package feeds

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"
)

// Refresh asks the sources that are due, or with force all of them, and yields a report for each as it comes in.
// Paused sources are not asked. Forced requests are still conditional; only a server's own wish for silence (Retry-After) is stronger than the reader.
// A few workers fetch and parse, at most two at a host, one until it has answered; what it says about being asked again holds
// for all its sources at once. The caller's goroutine alone writes to the shelf. Breaking out of the loop or ending ctx
// cancels what is under way; when the loop has ended, no goroutine is left. While another program refreshes the same shelf there is
// one report only, of ErrRefreshing.
func Refresh(ctx context.Context, f *Fetcher, shelf Shelf, sources []Source, force bool) iter.Seq[Report] {
	return func(yield func(Report) bool) {
		leave, err := shelf.Enter()
		if err != nil {
			yield(Report{Answer: Answer{Asked: f.now(), Err: err}, Done: 1, Total: 1})
			return
		}
		defer leave()
		ctx, cancel := context.WithCancel(ctx)
		due, held, later := choose(ctx, f, shelf, sources, force)
		c := newCrew(f, shelf, due)
		c.start(ctx)
		defer func() {
			cancel()
			for range c.outcomes { // until the crew has gone home
			}
		}()
		r := Report{Total: len(due) + len(held), Later: later}
		tell := func(outcomes []outcome) bool {
			for _, o := range outcomes {
				r.Done++
				r.Answer, r.New, r.Updated = o.Answer, o.New, o.Updated
				if !yield(r) {
					return false
				}
			}
			return true
		}
		if !tell(held) {
			return
		}
		var d doubts
		for o := range c.outcomes {
			if ctx.Err() != nil || !tell(shelve(ctx, shelf, d.sift(c.more(o)))) {
				return
			}
		}
		tell(shelve(ctx, shelf, d.settle()))
	}
}

// shelve writes answers to the shelf: together, or when that fails one by one, so that a failure is that of one feed.
func shelve(ctx context.Context, shelf Shelf, outcomes []outcome) []outcome {
	var asked []int
	var answers []Answer
	for i, o := range outcomes {
		if !o.held {
			asked, answers = append(asked, i), append(answers, o.Answer)
		}
	}
	if len(answers) == 0 {
		return outcomes
	}
	kept, err := shelf.KeepAll(ctx, answers)
	switch {
	case err != nil && len(answers) > 1:
		for _, i := range asked {
			shelve(ctx, shelf, outcomes[i:i+1])
		}
	case err != nil:
		outcomes[asked[0]].Err = fmt.Errorf("keep the answer: %w", err)
	default:
		for n, i := range asked {
			outcomes[i].Kept, outcomes[i].Prepared = kept[n], nil
		}
	}
	return outcomes
}

// choose returns the subscriptions to be asked, answers for those that their servers want to be left alone, and how many
// are due but have to wait for another refresh.
func choose(ctx context.Context, f *Fetcher, shelf Shelf, sources []Source, force bool) (due []Subscription, held []outcome, later int) {
	now := f.now()
	var subs []Subscription
	for _, s := range sources {
		if s.Paused {
			continue
		}
		sub, err := shelf.Subscription(ctx, s)
		if err != nil {
			held = append(held, outcome{held: true, Answer: Answer{Source: s, Asked: now, Err: fmt.Errorf("read what is known of the feed: %w", err)}})
			continue
		}
		sub.Source = s
		subs = append(subs, sub)
		f.pages.hush(sourceHost(s.URL), sub.Quiet)
	}
	for _, s := range subs {
		until := f.pages.until(sourceHost(s.URL))
		switch {
		case !force && (s.Gone || s.Next.After(now) || until.After(now)):
		case until.After(now):
			held = append(held, outcome{held: true, Answer: holdBack(s, until, now)})
		default:
			due = append(due, s)
		}
	}
	due, later = spare(due, subs, now)
	return due, held, later
}

// ErrRefreshing is the Err of the only Report of a refresh, without a source, while another program refreshes the same shelf.
var ErrRefreshing = errors.New("another dateline is asking the feeds already")

// ErrHeld is the Err of a Report when a source was not asked, because its server wants to be left alone for a while. The time
// that is left follows it.
var ErrHeld = errors.New("the server wants to be asked again in")

// roughly is a span of time in the reader's words.
func roughly(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds())+1)
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes())+1)
	}
	return fmt.Sprintf("%d h", int(d.Hours())+1)
}
