package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"dateline/feeds"
	"dateline/internal/safe"
	"dateline/store"
)

// answerJSON is an answer of a feed in --json.
type answerJSON struct {
	At      string `json:"at"`
	Took    int64  `json:"took_ms"`
	Status  int    `json:"status"`
	Bytes   int64  `json:"bytes"`
	Same    bool   `json:"same"`
	New     int    `json:"new"`
	Updated int    `json:"updated"`
	Reason  string `json:"reason,omitempty"`
}

func answersJSON(history []store.FeedAnswer) []answerJSON {
	out := []answerJSON{}
	for _, a := range history {
		out = append(out, answerJSON{rfc3339(a.At), a.Took.Milliseconds(), a.Status, a.Bytes, a.Same, a.New, a.Updated, a.Reason})
	}
	return out
}

// fewAnswers is how many answers a line of feeds --json has; feeds doctor NAME has all.
const fewAnswers = 10

// withHistory adds to the line of a feed what it brings and how it answered last.
func withHistory(ctx context.Context, db *store.DB, f *feedJSON, most int) error {
	volume, err := db.FeedVolume(ctx, f.URL)
	if err != nil {
		return err
	}
	history, err := db.FeedHistory(ctx, f.URL)
	f.Silent, f.PerDay = rfc3339(volume.Newest), float64(int(volume.PerDay*100+0.5))/100
	f.Answers = answersJSON(history[:min(len(history), most)])
	return err
}

// examine prints the last answers of one feed.
func (p *program) examine(ctx context.Context, input string, asJSON bool) error {
	c, err := loadConfig(p.config)
	if err != nil {
		return err
	}
	f, err := readConfigFile(p.config)
	if err != nil {
		return err
	}
	if _, err := f.own(); err != nil {
		return err
	}
	s, err := p.called(ctx, f, input)
	if err != nil {
		return err
	}
	db, err := p.openStore(ctx, p.storePath(), c)
	if err != nil {
		return err
	}
	return errors.Join(p.printHistory(ctx, c, db, s.URL, asJSON), db.Close())
}

func (p *program) printHistory(ctx context.Context, c Config, db *store.DB, address string, asJSON bool) error {
	states, err := db.Feeds(ctx)
	if err != nil {
		return err
	}
	var state store.FeedState
	for _, s := range states {
		if s.URL == address {
			state = s
		}
	}
	line := feedLine(state, true)
	if err := withHistory(ctx, db, &line, 1<<30); err != nil {
		return err
	}
	out := bufio.NewWriter(p.out)
	if asJSON {
		return errors.Join(writeJSONLine(out, line), out.Flush())
	}
	fmt.Fprintln(out, safe.Line(strings.Join(volumeWords(line, state, p.now()), " · ")))
	if trouble, fix := diagnose(state, p.now()); trouble != "" {
		fmt.Fprintln(out, safe.Line(trouble))
		fmt.Fprintln(out, "→ "+safe.Line(fix))
	}
	for _, a := range line.Answers {
		p.printAnswer(out, a)
	}
	return out.Flush()
}

// volumeWords reads "BBC World", "https://…", "812 stories", "24 a day", "the newest 2 h old".
func volumeWords(f feedJSON, state store.FeedState, now time.Time) []string {
	words := []string{state.Source.Shown(state.Title), feeds.Spoken(f.URL), count(f.Stories, "story", "stories")}
	if f.PerDay > 0 {
		words = append(words, fmt.Sprintf("%.3g a day", f.PerDay))
	}
	if newest, err := time.Parse(time.RFC3339, f.Silent); err == nil {
		words = append(words, "the newest "+span(max(now.Sub(newest), time.Minute))+" old")
	}
	if f.MovedTo == "" && f.Confirmations > 0 {
		words = append(words, fmt.Sprintf("said %s to have moved", count(f.Confirmations, "time")))
	}
	return words
}

// printAnswer prints an answer: when, status, kilobytes, how long it took, and what came of it.
func (p *program) printAnswer(out *bufio.Writer, a answerJSON) {
	status := "–"
	if a.Status != 0 {
		status = fmt.Sprint(a.Status)
	}
	came := "nothing new"
	switch {
	case a.Reason != "":
		came = a.Reason
	case a.New > 0 || a.Updated > 0:
		came = fmt.Sprintf("%d new, %d changed", a.New, a.Updated)
	case a.Same:
		came = "not modified"
	}
	size, took := fmt.Sprintf("%.1f KB", float64(a.Bytes)/1000), fmt.Sprintf("%.2f s", float64(a.Took)/1000)
	if !p.terminal {
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", a.At, status, size, took, safe.Line(came))
		return
	}
	when := a.At
	if t, err := time.Parse(time.RFC3339, a.At); err == nil {
		when = t.Local().Format("Mon 2 Jan 15:04")
	}
	fmt.Fprintln(out, p.cut(fmt.Sprintf("%-17s %3s %10s %8s  %s", when, status, size, took, safe.Line(came))))
}
