package feeds

import (
	"context"
	"fmt"
	"iter"
	"net/netip"
	"strings"
	"sync"
	"time"
)

const (
	workers = 12 // sources asked at a time
	perHost = 2  // of one host
)

// Refresh asks the sources that are due, or with force all of them, and yields a report for each as it comes in.
// Forced requests are still conditional; only a server's own wish for silence (Retry-After) is stronger than the reader.
// A few workers fetch and parse, at most two at a host; the caller's goroutine alone writes to the shelf. Breaking out of
// the loop or ending ctx cancels what is under way; when the loop has ended, no goroutine is left.
func Refresh(ctx context.Context, f *Fetcher, shelf Shelf, sources []Source, force bool) iter.Seq[Report] {
	return func(yield func(Report) bool) {
		ctx, cancel := context.WithCancel(ctx)
		due, held := choose(ctx, shelf, sources, force, f.now())
		answers := make(chan Answer, workers)
		var crew sync.WaitGroup
		lanes := queue(due)
		for range min(workers, len(lanes)) {
			crew.Go(func() { work(ctx, f, lanes, answers) })
		}
		go func() { crew.Wait(); close(answers) }()
		defer func() {
			cancel()
			for range answers { // until the crew has gone home
			}
		}()
		done, total := 0, len(due)+len(held)
		for _, a := range held {
			done++
			if !yield(Report{Answer: a, Done: done, Total: total}) {
				return
			}
		}
		for a := range answers {
			if ctx.Err() != nil {
				return
			}
			done++
			if !yield(shelve(ctx, shelf, a, done, total)) {
				return
			}
		}
	}
}

// shelve writes one answer to the shelf and reports it.
func shelve(ctx context.Context, shelf Shelf, a Answer, done, total int) Report {
	r := Report{Answer: a, Done: done, Total: total}
	if a.Feed != nil {
		a.Feed.Items = newest(a.Feed.Items, maxKept)
	}
	var err error
	if r.New, r.Updated, err = shelf.Keep(ctx, a); err != nil {
		r.Err = fmt.Errorf("keep the answer: %w", err)
	}
	return r
}

// choose returns the subscriptions to be asked, and answers for those that their servers want to be left alone.
func choose(ctx context.Context, shelf Shelf, sources []Source, force bool, now time.Time) (due []Subscription, held []Answer) {
	var subs []Subscription
	quiet := map[string]time.Time{}
	for _, s := range sources {
		sub, err := shelf.Subscription(ctx, s)
		if err != nil {
			held = append(held, Answer{Source: s, Asked: now, Err: fmt.Errorf("read what is known of the feed: %w", err)})
			continue
		}
		sub.Source = s
		subs = append(subs, sub)
		if host := sourceHost(s.URL); sub.Quiet.After(quiet[host]) {
			quiet[host] = sub.Quiet
		}
	}
	for _, s := range subs {
		until := quiet[sourceHost(s.URL)]
		switch {
		case !force && (s.Gone || s.Next.After(now) || until.After(now)):
		case until.After(now):
			held = append(held, Answer{
				Source: s.Source, Validators: s.Validators, Hash: s.Hash, Asked: now, Next: s.Next, Quiet: until, Failures: s.Failures, Gone: s.Gone,
				Err: fmt.Errorf("the server wants to be asked again in %s", roughly(until.Sub(now))),
			})
		default:
			due = append(due, s)
		}
	}
	return due, held
}

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

// queue returns the lanes that the workers go through: one per host and connection it may have. Lanes of a host share what
// is to be asked there.
func queue(due []Subscription) chan chan Subscription {
	byHost := map[string][]Subscription{}
	var hosts []string
	for _, s := range due {
		h := sourceHost(s.URL)
		if byHost[h] == nil {
			hosts = append(hosts, h)
		}
		byHost[h] = append(byHost[h], s)
	}
	lanes := make(chan chan Subscription, len(due))
	shared := map[string]chan Subscription{}
	for round := range workers {
		for _, h := range hosts {
			subs := byHost[h]
			if round >= min(len(subs), connections(h)) {
				continue
			}
			if round == 0 {
				shared[h] = make(chan Subscription, len(subs))
				for _, s := range subs {
					shared[h] <- s
				}
				close(shared[h])
			}
			lanes <- shared[h]
		}
	}
	close(lanes)
	return lanes
}

// connections is how many a host may have at a time. This machine needs no manners.
func connections(hostPort string) int {
	host, _, _ := strings.Cut(hostPort, ":")
	if a, err := netip.ParseAddrPort(hostPort); err == nil && a.Addr().Unmap().IsLoopback() || host == "localhost" {
		return workers
	}
	return perHost
}

// work asks lane after lane.
func work(ctx context.Context, f *Fetcher, lanes chan chan Subscription, answers chan<- Answer) {
	for lane := range lanes {
		for s := range lane {
			if ctx.Err() != nil {
				return
			}
			answers <- f.Ask(ctx, s)
		}
	}
}
