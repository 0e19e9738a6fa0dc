package feeds

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"time"
)

const (
	workers = 12          // sources asked at a time
	perHost = 2           // of one host
	atOnce  = 20          // requests to a host without a pause between them
	pause   = time.Second // before each further one
	seldom  = time.Minute // between two requests to a host that wants few
)

// lane is what is to be asked of one host. Its first request goes alone: what the server says to it holds for the others.
type lane struct {
	host  string
	todo  chan Subscription // closed
	extra int               // connections besides the first one

	mu    sync.Mutex
	asked int
	quiet bool // its server wants to be left alone
}

// outcome is what came of a subscription.
type outcome struct {
	Answer
	Kept
	held bool // it was not asked
}

// crew are the workers of a refresh. They go from lane to lane; a lane is taken by as many as the host may have connections.
type crew struct {
	fetcher  *Fetcher
	shelf    Shelf
	lanes    chan *lane
	open     sync.WaitGroup // lanes that are in the channel or worked at
	outcomes chan outcome
}

// newCrew gives every host its lane.
func newCrew(f *Fetcher, shelf Shelf, due []Subscription) *crew {
	byHost := map[string][]Subscription{}
	var hosts []string
	for _, s := range due {
		h := sourceHost(s.URL)
		if byHost[h] == nil {
			hosts = append(hosts, h)
		}
		byHost[h] = append(byHost[h], s)
	}
	c := &crew{fetcher: f, shelf: shelf, lanes: make(chan *lane, len(due)), outcomes: make(chan outcome, 2)}
	var lanes []*lane
	for _, h := range hosts {
		l := &lane{host: h, todo: make(chan Subscription, len(byHost[h]))}
		for _, s := range byHost[h] {
			l.todo <- s
		}
		close(l.todo)
		l.extra = min(connections(h), len(byHost[h])) - 1
		lanes = append(lanes, l)
		c.offer(l)
	}
	for _, l := range lanes {
		for local(l.host) && l.extra > 0 {
			l.extra--
			c.offer(l)
		}
	}
	return c
}

// offer gives a lane to the next worker. There is room for as many as there are subscriptions.
func (c *crew) offer(l *lane) {
	c.open.Add(1)
	c.lanes <- l
}

// start lets the workers go. The outcomes end when all have gone home.
func (c *crew) start(ctx context.Context) {
	var all sync.WaitGroup
	for range min(workers, cap(c.lanes)) {
		all.Go(func() {
			for l := range c.lanes {
				c.walk(ctx, l)
				c.open.Done()
			}
		})
	}
	go func() { c.open.Wait(); close(c.lanes); all.Wait(); close(c.outcomes) }()
}

// walk asks what is in a lane, one after the other.
func (c *crew) walk(ctx context.Context, l *lane) {
	for s := range l.todo {
		if !l.wait(ctx) {
			return
		}
		now := c.fetcher.now()
		if until := c.fetcher.pages.until(l.host); until.After(now) {
			c.outcomes <- outcome{Answer: holdBack(s, until, now), held: true}
			continue
		}
		a := c.fetcher.Ask(ctx, s)
		c.fetcher.pages.hush(l.host, a.Quiet)
		if l.answered(a) {
			c.offer(l)
		}
		if a.Feed != nil {
			a.Feed.Items = newest(a.Feed.Items, maxKept)
			c.fetcher.work(func() { c.shelf.Prepare(ctx, &a) })
		}
		c.outcomes <- outcome{Answer: a}
	}
}

// What is written in one go: as much as has come in meanwhile, but no more than takes a moment.
const (
	answersTogether = 16
	itemsTogether   = 800
)

// more is an outcome and those that have come in since.
func (c *crew) more(first outcome) []outcome {
	out, items := []outcome{first}, first.items()
	for len(out) < answersTogether && items < itemsTogether {
		select {
		case o, ok := <-c.outcomes:
			if !ok {
				return out
			}
			out, items = append(out, o), items+o.items()
		default:
			return out
		}
	}
	return out
}

func (o *outcome) items() int {
	if o.Feed == nil {
		return 0
	}
	return len(o.Feed.Items)
}

// wait keeps a host that has many feeds from being asked for all of them at once; it is false when ctx has ended.
func (l *lane) wait(ctx context.Context) bool {
	l.mu.Lock()
	l.asked++
	many := l.asked > atOnce && !local(l.host)
	l.mu.Unlock()
	if !many {
		return ctx.Err() == nil
	}
	t := time.NewTimer(pause)
	defer t.Stop()
	select {
	case <-t.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

// answered notes whether the host wants quiet, and reports that one more worker may help.
func (l *lane) answered(a Answer) (help bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.quiet = l.quiet || !a.Quiet.IsZero()
	if l.extra == 0 || len(l.todo) == 0 || l.quiet {
		return false
	}
	l.extra--
	return true
}

// holdBack is the answer for a subscription that is not asked, because its server wants quiet.
func holdBack(s Subscription, until, now time.Time) Answer {
	return Answer{
		Source: s.Source, Validators: s.Validators, Hash: s.Hash, Whole: s.Whole, Asked: now, Next: s.Next, Quiet: until, Failures: s.Failures,
		Gone: s.Gone, Public: s.Public, Err: fmt.Errorf("%w %s", ErrHeld, roughly(until.Sub(now))),
	}
}

// connections is how many a host may have at a time.
func connections(hostPort string) int {
	if local(hostPort) {
		return workers
	}
	return perHost
}

// local reports this machine, which needs no manners.
func local(hostPort string) bool {
	host, _, _ := strings.Cut(hostPort, ":")
	a, err := netip.ParseAddrPort(hostPort)
	return err == nil && a.Addr().Unmap().IsLoopback() || host == "localhost"
}

// sparing is the name under which hosts are known that want one request a minute, or "" for others. Reddit says 429 to
// everybody who asks for more without an account.
func sparing(hostPort string) string {
	host, _, _ := strings.Cut(hostPort, ":")
	if host == "reddit.com" || strings.HasSuffix(host, ".reddit.com") {
		return "reddit.com"
	}
	return ""
}

// spare takes out of what is due all but one feed of each host that wants few requests: the one that waited longest, and
// none within a minute of the last. subs are all subscriptions; later is how many had to be left for another time.
func spare(due, subs []Subscription, now time.Time) (rest []Subscription, later int) {
	last := map[string]time.Time{}
	for _, s := range subs {
		if h := sparing(sourceHost(s.URL)); h != "" && s.Checked.After(last[h]) {
			last[h] = s.Checked
		}
	}
	turn := map[string]Subscription{}
	for _, s := range due {
		h := sparing(sourceHost(s.URL))
		if first, some := turn[h]; h != "" && (!some || s.Checked.Before(first.Checked)) {
			turn[h] = s
		}
	}
	for _, s := range due {
		h := sparing(sourceHost(s.URL))
		if h != "" && (turn[h].URL != s.URL || now.Sub(last[h]) < seldom) {
			later++
			continue
		}
		rest = append(rest, s)
	}
	return rest, later
}
