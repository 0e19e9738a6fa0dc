package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/feeds"
)

// refreshRun is a refresh on its way: its reports come out of a channel, cancel ends it.
type refreshRun struct {
	reports chan feeds.Report
	joined  chan struct{} // stories were put together
	cancel  context.CancelFunc
	err     error  // why events could not be kept; to be read when reports is closed
	crash   *Crash // it broke; likewise
}

// refresh starts a refresh. The reports are taken with next.
func (w world) refresh(sources []feeds.Source, force bool) (*refreshRun, tea.Cmd) {
	ctx, cancel := context.WithCancel(w.ctx)
	run := &refreshRun{reports: make(chan feeds.Report, len(sources)), joined: make(chan struct{}, 1), cancel: cancel}
	start := func() tea.Msg {
		go w.ask(ctx, run, sources, force)
		return run.next()
	}
	return run, start
}

// groupEvery is how often stories that come in are put together during a refresh, lull how soon when none come in: a feed that takes
// half a minute to answer keeps nobody from seeing what the others told together.
const (
	groupEvery = 2 * time.Second
	lull       = 500 * time.Millisecond
)

// ask asks the feeds, hands over what becomes of each, and puts stories of one event together.
func (w world) ask(ctx context.Context, run *refreshRun, sources []feeds.Source, force bool) {
	defer close(run.reports)
	defer run.caught()
	told := make(chan feeds.Report)
	go func() {
		defer close(told)
		defer run.caught()
		for r := range feeds.Refresh(ctx, w.fetcher, w.db, sources, force) {
			told <- r
		}
	}()
	defer func() {
		for range told { // should grouping break, what was asked is stored all the same
		}
	}()
	w.groupAmid(ctx, run, told)
	w.group(ctx, run)
	if _, err := w.db.Clean(ctx); run.err == nil && ctx.Err() == nil {
		run.err = err
	}
}

// groupAmid hands over what is told and, every now and then, puts together what has come in.
func (w world) groupAmid(ctx context.Context, run *refreshRun, told <-chan feeds.Report) {
	grouped, fresh := w.now(), false
	quiet := time.NewTimer(lull)
	defer quiet.Stop()
	for {
		select {
		case r, ok := <-told:
			if !ok {
				return
			}
			run.reports <- r
			fresh = fresh || r.New > 0
			quiet.Reset(lull)
			if w.now().Sub(grouped) < groupEvery {
				continue
			}
		case <-quiet.C:
		}
		if fresh {
			w.group(ctx, run)
			grouped, fresh = w.now(), false
		}
	}
}

func (w world) group(ctx context.Context, run *refreshRun) {
	n, err := w.db.Group(ctx)
	if ctx.Err() == nil {
		run.err = err
	}
	if n > 0 {
		select {
		case run.joined <- struct{}{}:
		default: // the screen has not yet heard of the time before
		}
	}
}

// caught notes what broke a refresh; to be deferred.
func (r *refreshRun) caught() {
	if v := recover(); v != nil {
		r.crash = Crashed("refresh", v)
	}
}

// burst is how long a refresh gathers reports before the screen hears of them: often enough to look alive, seldom enough to
// leave the processor to the reader's keys.
const burst = 150 * time.Millisecond

// next waits for a report and takes those that follow within a moment with it.
func (r *refreshRun) next() tea.Msg {
	var first feeds.Report
	ok := true
	select {
	case first, ok = <-r.reports:
	case <-r.joined:
		return reportsMsg{run: r, joined: true}
	}
	if !ok && r.crash != nil {
		return r.crash
	}
	if !ok {
		return reportsMsg{run: r, done: true}
	}
	got := []feeds.Report{first}
	t := time.NewTimer(burst)
	defer t.Stop()
	for {
		select {
		case more, ok := <-r.reports:
			if !ok {
				return reportsMsg{run: r, reports: got, done: r.crash == nil}
			}
			got = append(got, more)
		case <-t.C:
			return reportsMsg{run: r, reports: got}
		}
	}
}
