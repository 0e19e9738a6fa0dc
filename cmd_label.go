package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"dateline/feeds"
	"dateline/feeds/topics"
	"dateline/internal/safe"
	"dateline/store"
)

func labelCommand() command {
	return command{
		name: "label", short: "tell which topics of the config reports on stdin have",
		long: `
Reads reports as JSON objects, one a line: id, title, summary. Prints for each,
in the same order, its topics by the [[topics]] of the config, and why:
{"id","topics":[…],"weak":[…],"why":{"Climate":"title \"emissions\""}}`,
		run: (*program).label,
	}
}

// labelled is what label reads and prints of a report.
type labelled struct {
	ID      topics.ID         `json:"id"`
	Title   string            `json:"title,omitempty"`
	Summary string            `json:"summary,omitempty"`
	Topics  []string          `json:"topics"`
	Weak    []string          `json:"weak,omitempty"`
	Why     map[string]string `json:"why,omitempty"`
}

func (p *program) label(ctx context.Context, args []string) error {
	words, err := p.parse(p.flags("label"), args)
	switch {
	case err != nil:
		return err
	case len(words) > 0:
		return usage("label reads stdin and takes no words")
	}
	c, err := loadConfig(p.config)
	if err != nil {
		return err
	}
	reports, err := p.readReports()
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "dateline-label-")
	if err != nil {
		return err
	}
	return errors.Join(p.labelIn(ctx, folder, c, reports), os.RemoveAll(folder))
}

func (p *program) readReports() ([]labelled, error) {
	var reports []labelled
	lines := bufio.NewScanner(p.in)
	lines.Buffer(nil, maxInput)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var r labelled
		if err := topics.ReadLine(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		reports = append(reports, r)
	}
	return reports, lines.Err()
}

// labelBatch is how many reports are stored at a time.
const labelBatch = 500

// labelIn labels reports as the reader does: by a store with the topics of the config, kept in a folder.
func (p *program) labelIn(ctx context.Context, folder string, c Config, reports []labelled) error {
	db, err := store.Open(ctx, filepath.Join(folder, "label.db"), store.Options{Now: p.now})
	if err != nil {
		return err
	}
	if _, err := db.SetTopics(ctx, c.Topics); err != nil {
		return errors.Join(err, db.Close())
	}
	for from := 0; from < len(reports) && err == nil; from += labelBatch {
		err = p.labelPart(ctx, db, from, reports[from:min(from+labelBatch, len(reports))])
	}
	return errors.Join(err, db.Close())
}

// labelPart stores reports as the items of a feed of their own and asks why each has its topics. from makes the feed's address,
// which nobody asks.
func (p *program) labelPart(ctx context.Context, db *store.DB, from int, reports []labelled) error {
	source := feeds.Source{URL: "https://stdin.invalid/" + strconv.Itoa(from)}
	feed := &feeds.Feed{}
	for i, r := range reports {
		feed.Items = append(feed.Items, feeds.Item{
			ID: strconv.Itoa(i), Link: source.URL + "/" + strconv.Itoa(i), Published: p.now().Add(-time.Duration(i) * time.Second),
			Title: safe.Line(r.Title), Summary: html.EscapeString(safe.Text(r.Summary)),
		})
	}
	if _, _, err := db.Keep(ctx, feeds.Answer{Source: source, Asked: p.now(), Status: 200, Feed: feed}); err != nil {
		return err
	}
	page, err := db.Page(ctx, store.Query{Room: store.Latest, Words: `feed:"` + source.URL + `"`}, 0, len(reports))
	if err != nil {
		return err
	}
	for _, s := range page.Stories {
		i, err := strconv.Atoi(s.URL[strings.LastIndexByte(s.URL, '/')+1:])
		if err != nil || i >= len(reports) || !strings.HasPrefix(s.URL, source.URL+"/") {
			continue
		}
		hits, err := db.Why(ctx, s.ID)
		if err != nil {
			return err
		}
		reports[i].take(hits)
	}
	out := json.NewEncoder(p.out)
	for _, r := range reports {
		r.Title, r.Summary = "", ""
		if err := out.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

func (r *labelled) take(hits []store.Hit) {
	r.Topics, r.Why = []string{}, map[string]string{}
	for _, h := range hits {
		r.Why[h.Topic] = h.Why
		if h.Strong {
			r.Topics = append(r.Topics, h.Topic)
		} else {
			r.Weak = append(r.Weak, h.Topic)
		}
	}
}
