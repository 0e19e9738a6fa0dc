package topics

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// labelled is a report whose story is known; truth is "" where it is not.
type labelled struct {
	Report
	truth string
}

// set is a stream of labelled reports, read into words once: words do not depend on the model.
type set struct {
	name    string
	reports []labelled
	lex     *lexicon
	entries []*entry
	truth   map[*entry]string
}

// ranked names the sets whose mean counts.
func ranked() []string { return []string{"neus", "allsides2021", "basil", "ecb", "uci"} }

// The others: "ecb dated" is ecb as if all its events had happened in two days, so that dates cannot tell events of one
// kind apart; "noise" holds stories among reports of unknown story; "dense" is its beginning in a tenth of the time.
func others() []string { return []string{"ecb dated", "noise", "dense"} }

// loadSet reads NAME.jsonl.gz and NAME.truth.jsonl.gz from a folder. With half 0 or 1 it keeps that half of the stories.
func loadSet(t testing.TB, dir, name string, half int) *set {
	t.Helper()
	s := &set{name: name, truth: map[*entry]string{}}
	file := map[string]string{"ecb dated": "ecb", "dense": "noise"}[name]
	if file == "" {
		file = name
	}
	truth := map[string]string{}
	eachLine(t, filepath.Join(dir, file+".truth.jsonl.gz"), func(b []byte) error {
		var x struct{ ID, Group string }
		err := json.Unmarshal(b, &x)
		truth[x.ID] = x.Group
		return err
	})
	eachLine(t, filepath.Join(dir, file+".jsonl.gz"), func(b []byte) error {
		var l line
		err := json.Unmarshal(b, &l)
		r := labelled{l.report(), truth[string(l.ID)]}
		if half < 0 || half == halfOf(r) {
			s.reports = append(s.reports, r)
		}
		return err
	})
	s.moveDates()
	g := NewGrouper(Corrections{})
	for _, r := range s.reports {
		d, e := g.read(r.Report)
		s.lex, s.truth[e] = d.lex, r.truth
		s.entries = append(s.entries, e)
	}
	return s
}

// moveDates makes the sets that are others with other dates.
func (s *set) moveDates() {
	switch s.name {
	case "ecb dated":
		for i := range s.reports {
			s.reports[i].Published = time.Unix(1.6e9, 0).Add(time.Duration(i) * 6 * time.Minute)
		}
	case "dense":
		s.reports = s.reports[:min(len(s.reports), 6000)]
		first := s.reports[0].Published
		for i := range s.reports {
			s.reports[i].Published = first.Add(s.reports[i].Published.Sub(first) / 10)
		}
	}
}

// halfOf parts stories, and reports without one, into two halves.
func halfOf(r labelled) int {
	key := r.truth
	if key == "" {
		key = r.ID
	}
	h := fnv.New32a()
	h.Write([]byte(key))
	return int(h.Sum32()>>7) % 2
}

func eachLine(t testing.TB, path string, f func([]byte) error) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<22)
	for in.Scan() {
		if err := f(in.Bytes()); err != nil {
			t.Fatal(err)
		}
	}
	if in.Err() != nil {
		t.Fatal(in.Err())
	}
}

// run groups the set with a model. see, if any, is shown every comparison; with gold, labelled reports go where they
// belong.
func (s *set) run(m model, gold bool, see func(e *entry, js []judged)) {
	g := NewGrouper(Corrections{})
	g.model = m
	d := &desk{lex: s.lex}
	s.forget()
	right := map[string]*story{}
	for _, e := range s.entries {
		e.story, e.copyOf, e.top = nil, nil, heavy(e.words)
		s.count(e)
		if see != nil {
			see(e, g.judge(d, e))
		}
		truth := s.truth[e]
		st := right[truth]
		switch {
		case !gold || truth == "":
			st = g.settle(d, e)
		case st == nil:
			st = g.found(d, e)
			right[truth] = st
		}
		st.take(d, e)
		g.tick(e.at)
		if !st.closed && e.kind == Plain {
			d.index.put(st, e.top)
		}
	}
}

// count counts the words of a report into the lexicon.
func (s *set) count(e *entry) {
	s.lex.n++
	for _, w := range e.words {
		s.lex.df[w.id]++
	}
}

// forget takes all counted reports out of the lexicon again, so that a run sees frequencies as the stream shows them.
func (s *set) forget() {
	for _, e := range s.entries {
		s.lex.n--
		for _, w := range e.words {
			s.lex.df[w.id]--
		}
	}
}

// prf is precision, recall and their harmonic mean.
type prf struct{ p, r, f float64 }

func newPRF(p, r float64) prf { return prf{p, r, 2 * p * r / max(p+r, 1e-9)} }

// score compares the groups of the last run with the truth, by BCubed and by pairs; largest counts all reports.
func (s *set) score() (b3, pair prf, largest int) {
	type cell struct {
		truth string
		story *story
	}
	truths, groups, both := map[string]float64{}, map[*story]float64{}, map[cell]float64{}
	size := map[*story]int{}
	n := 0.0
	for _, e := range s.entries {
		size[e.story]++
		largest = max(largest, size[e.story])
		if t := s.truth[e]; t != "" {
			n++
			truths[t]++
			groups[e.story]++
			both[cell{t, e.story}]++
		}
	}
	var p, r, hit, put, whole float64
	for k, c := range both {
		p += c * c / groups[k.story]
		r += c * c / truths[k.truth]
		hit += c * (c - 1) / 2
	}
	for _, c := range groups {
		put += c * (c - 1) / 2
	}
	for _, c := range truths {
		whole += c * (c - 1) / 2
	}
	return newPRF(math.Min(1, p/n), math.Min(1, r/n)), newPRF(hit/max(put, 1), hit/max(whole, 1)), largest
}
