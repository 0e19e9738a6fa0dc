package article

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/publicsuffix"
)

// The training of the judge. It needs a folder of saved pages with what belongs to the article, one folder a page with
// page.html.gz and truth.json (url, text, text_alt, must, must_not); such folders are not part of the repository.
//
//	go test ./feeds/article -run '^TestTrain$' -cases DIR -timeout 60m
//
// trains on all pages and writes judge.model. With -folds DIR2 it also writes five models, each trained without the
// sites of one fifth (fold-N.model), so that the figures of the judge can be measured on sites it has not seen:
// siteFold tells which fold a page is in.
var (
	casesDir = flag.String("cases", "", "folder of pages to train the judge on")
	foldsDir = flag.String("folds", "", "folder for the models of the cross-validation")
)

const folds = 5

type lesson struct {
	ID      string   `json:"id"`
	URL     string   `json:"url"`
	Kind    string   `json:"kind"`
	Text    string   `json:"text"`
	TextAlt string   `json:"text_alt"`
	Must    []string `json:"must"`
	MustNot []string `json:"must_not"`

	fold int
	view *view
	y    []float32 // 1 true, 0 not
	w    []float32 // 0: unknown
	at   int       // first row in the table
	copy bool      // a page again, with some of what is known about it taken away
}

// siteFold is the fold of a page's site.
func siteFold(address string) int {
	u, err := url.Parse(address)
	if err != nil {
		return 0
	}
	site, err := publicsuffix.EffectiveTLDPlusOne(u.Hostname())
	if err != nil {
		site = u.Hostname()
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(site))
	return int(h.Sum32() % folds)
}

func TestTrain(t *testing.T) {
	if *casesDir == "" {
		t.Skip("no -cases")
	}
	lessons := loadLessons(t, *casesDir)
	lessons = append(lessons, poorer(lessons)...)
	tab := newTable(lessons)
	t.Logf("%d pages, %d blocks, %d features", len(lessons), tab.rows, tab.width)
	first := make([]*forest, folds)
	p := make([]float64, tab.rows)
	for k := range folds {
		first[k] = tab.grow(func(l *lesson) bool { return l.fold != k }, 160, uint64(k))
		for _, l := range lessons {
			if l.fold == k {
				for i := range l.y {
					p[l.at+i] = sigmoid(first[k].margin(tab.row(l.at + i)))
				}
			}
		}
	}
	report(t, "first judge", lessons, p)
	ctx := tab.withContext(lessons, p)
	q := make([]float64, tab.rows)
	for k := range folds {
		second := ctx.grow(func(l *lesson) bool { return l.fold != k }, 120, uint64(k))
		for _, l := range lessons {
			if l.fold == k {
				for i := range l.y {
					q[l.at+i] = sigmoid(second.margin(ctx.row(l.at + i)))
				}
			}
		}
		if *foldsDir != "" {
			write(t, filepath.Join(*foldsDir, fmt.Sprintf("fold-%d.model", k)), first[k], second)
		}
	}
	report(t, "second judge", lessons, q)
	for i := range q {
		q[i] = (p[i] + q[i]) / 2
	}
	report(t, "both", lessons, q)
	all := func(*lesson) bool { return true }
	write(t, "judge.model", tab.grow(all, 160, 99), ctx.grow(all, 120, 99))
}

// poorer returns copies of half of the pages: without the adviser's opinion, or without the names of the elements, so
// that the judge does not lean on either.
func poorer(lessons []*lesson) []*lesson {
	rng := rand.New(rand.NewPCG(5, 5))
	var out []*lesson
	for _, l := range lessons {
		x := rng.Float64()
		if x > 0.7 {
			continue
		}
		c := *l
		c.copy = true
		v := *l.view
		c.view = &v
		lay := *v.layout
		v.layout = &lay
		lay.blocks = make([]*block, len(l.view.blocks))
		for i, b := range l.view.blocks {
			d := *b
			lay.blocks[i] = &d
		}
		if x < 0.4 {
			for _, b := range lay.blocks {
				b.advice = false
			}
			v.advised, v.firstAdvice, v.lastAdvice = 0, -1, -1
		} else {
			v.nameless = true
		}
		c.w = make([]float32, len(l.w))
		for i := range c.w {
			c.w[i] = l.w[i] * 0.4
		}
		out = append(out, &c)
	}
	return out
}

func write(t *testing.T, file string, fs ...*forest) {
	t.Helper()
	if err := os.WriteFile(file, writeForests(fs), 0o644); err != nil {
		t.Fatal(err)
	}
}

func loadLessons(t *testing.T, dir string) []*lesson {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*", "truth.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages in %s", dir)
	}
	out := make([]*lesson, len(files))
	var wg sync.WaitGroup
	for part := range 2 {
		wg.Go(func() {
			for i := part; i < len(files); i += 2 {
				out[i] = loadLesson(files[i])
			}
		})
	}
	wg.Wait()
	return slices.DeleteFunc(out, func(l *lesson) bool { return l == nil })
}

func loadLesson(file string) *lesson {
	var l lesson
	data, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(data, &l) != nil {
		return nil
	}
	data, err = os.ReadFile(filepath.Join(filepath.Dir(file), "page.html.gz"))
	if err != nil {
		return nil
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	page, err := io.ReadAll(z)
	if err != nil {
		return nil
	}
	r, err := open(Page{HTML: page, URL: l.URL})
	if err != nil {
		return nil
	}
	l.fold = siteFold(l.URL)
	l.view = r.view
	l.mark()
	return &l
}

// mark says which blocks are true.
func (l *lesson) mark() {
	v := l.view
	n := len(v.blocks)
	l.y, l.w = make([]float32, n), make([]float32, n)
	if l.Text == "" {
		l.markPassages()
		return
	}
	truth := newWitness(l.Text + "\n" + l.TextAlt)
	lines := map[string]bool{}
	flat := " " + strings.Join(wordsOf(l.Text+"\n"+l.TextAlt), " ") + " "
	for _, text := range []string{l.Text, l.TextAlt} {
		for s := range strings.SplitSeq(text, "\n") {
			lines[strings.Join(wordsOf(s), " ")] = true
		}
	}
	trueWords := 0
	lo, hi := n, -1
	for i, b := range v.blocks {
		if len(v.words[i]) >= gramWords && b.shape != media {
			if truth.share(v.words[i]) >= 0.6 {
				l.y[i] = 1
				if len(v.words[i]) > 8 {
					lo, hi = min(lo, i), max(hi, i)
				}
			}
		}
	}
	for i, b := range v.blocks {
		if k := len(v.words[i]); k > 0 && k < gramWords && i > lo-4 && i < hi+4 {
			s := strings.Join(v.words[i], " ")
			near := i > 0 && l.y[i-1] == 1 || i+1 < n && l.y[i+1] == 1
			if lines[s] || near && k > 1 && strings.Contains(flat, " "+s+" ") {
				l.y[i] = 1
			}
		}
		if l.y[i] == 1 {
			trueWords += b.words
		}
	}
	l.onlyOnce()
	for i, b := range v.blocks {
		if b.shape != media && b.shape != caption && b.words > 0 {
			l.w[i] = float32(min(6, 100*float64(b.words+4)/float64(trueWords+150)))
		}
	}
}

// onlyOnce takes the mark from copies of a true block that stand away from the others.
func (l *lesson) onlyOnce() {
	v := l.view
	where := map[string][]int{}
	for i, b := range v.blocks {
		if l.y[i] == 1 {
			where[b.text] = append(where[b.text], i)
		}
	}
	for _, list := range where {
		if len(list) < 2 {
			continue
		}
		best, at := -1, 0
		for _, i := range list {
			near := 0
			for k := max(0, i-8); k <= min(len(v.blocks)-1, i+8); k++ {
				if l.y[k] == 1 {
					near += min(30, v.blocks[k].words)
				}
			}
			if near > best {
				best, at = near, i
			}
		}
		for _, i := range list {
			if i != at {
				l.y[i] = 0
			}
		}
	}
}

// markPassages marks what is known of a page of which only passages are known.
func (l *lesson) markPassages() {
	squeeze := func(s string) string { return strings.Join(wordsOf(s), " ") }
	for i, b := range l.view.blocks {
		text := " " + strings.Join(l.view.words[i], " ") + " "
		for _, m := range l.Must {
			if s := squeeze(m); s != "" && strings.Contains(text, " "+s+" ") {
				l.y[i], l.w[i] = 1, 1
			}
		}
		for _, m := range l.MustNot {
			if s := squeeze(m); s != "" && strings.Contains(text, " "+s+" ") && l.w[i] == 0 {
				l.w[i] = 0.7
			}
		}
		_ = b
	}
}

// report prints how well p fits, as means over pages of word precision and recall.
func report(t *testing.T, name string, lessons []*lesson, p []float64) {
	t.Helper()
	for _, kind := range []string{"news", "other"} {
		var ps, rs, n float64
		var passages, wrong float64
		for _, l := range lessons {
			if l.Kind != kind || l.copy {
				continue
			}
			var tp, fp, fn float64
			for i, b := range l.view.blocks {
				if l.w[i] == 0 {
					continue
				}
				yes := p[l.at+i] > 0.5
				w := float64(b.words)
				switch {
				case yes && l.y[i] == 1:
					tp += w
				case yes:
					fp += w
				case l.y[i] == 1:
					fn += w
				}
				if l.Text == "" {
					passages++
					if yes != (l.y[i] == 1) {
						wrong++
					}
				}
			}
			if l.Text != "" && tp+fn > 0 {
				n++
				ps += tp / math.Max(1, tp+fp)
				rs += tp / math.Max(1, tp+fn)
			}
		}
		t.Logf("%s, %s: precision %.4f recall %.4f F1 %.4f over %.0f pages; wrong passages %.3f of %.0f",
			name, kind, ps/n, rs/n, 2*ps*rs/n/(ps+rs), n, wrong/passages, passages)
	}
}

// table holds the features of all blocks.
type table struct {
	rows, width int
	x           []float32
	y, w        []float32
	lessons     []*lesson
}

func newTable(lessons []*lesson) *table {
	t := &table{lessons: lessons}
	for _, l := range lessons {
		l.at = t.rows
		for i := range l.y {
			from := len(t.x)
			t.x = l.view.features(i, t.x)
			t.width = len(t.x) - from
			t.rows++
		}
		t.y = append(t.y, l.y...)
		t.w = append(t.w, l.w...)
	}
	return t
}

func (t *table) row(i int) []float32 { return t.x[i*t.width : (i+1)*t.width] }

func (t *table) withContext(lessons []*lesson, p []float64) *table {
	o := &table{rows: t.rows, y: t.y, w: t.w, lessons: lessons}
	for _, l := range lessons {
		op := newOpinion(l.view, p[l.at:l.at+len(l.y)])
		for i := range l.y {
			from := len(o.x)
			o.x = append(o.x, t.row(l.at+i)...)
			o.x = l.view.context(op, i, o.x)
			o.width = len(o.x) - from
		}
	}
	return o
}

const (
	bins      = 48
	rate      = 0.08
	leafMin   = 12.0 // sum of weights
	maxLeaves = 24
	lambda    = 2.0
)

// grow trains a forest on the lessons for which ok holds: gradient boosting on histograms, best leaf first.
func (t *table) grow(ok func(*lesson) bool, trees int, seed uint64) *forest {
	rng := rand.New(rand.NewPCG(seed, 7))
	var rows []int
	for _, l := range t.lessons {
		if !ok(l) {
			continue
		}
		for i := range l.y {
			r := l.at + i
			if t.w[r] > 0 && (t.y[r] == 1 || l.view.sinceFar(i) < 25 || rng.Float64() < 0.35) {
				rows = append(rows, r)
			}
		}
	}
	cuts, binned := t.bin(rows, rng)
	n := len(rows)
	margin, g, h := make([]float64, n), make([]float32, n), make([]float32, n)
	f := &forest{features: t.width}
	for range trees {
		for i, r := range rows {
			p := sigmoid(margin[i])
			g[i] = float32(p-float64(t.y[r])) * t.w[r]
			h[i] = float32(math.Max(1e-6, p*(1-p))) * t.w[r]
		}
		var sample []int32
		for i := range n {
			if rng.Float64() < 0.6 {
				sample = append(sample, int32(i))
			}
		}
		cols := rng.Perm(t.width)[:t.width*4/10]
		tree := growTree(sample, cols, binned, cuts, g, h)
		f.trees = append(f.trees, tree)
		for i, r := range rows {
			margin[i] += float64((&forest{trees: [][]node{tree}}).value(t.row(r)))
		}
	}
	return f
}

func (f *forest) value(x []float32) float32 {
	t := f.trees[0]
	i := 0
	for t[i].feature != leaf {
		if x[t[i].feature] <= t[i].value {
			i++
		} else {
			i = int(t[i].right)
		}
	}
	return t[i].value
}

// sinceFar is the distance of a block to the next long paragraph.
func (v *view) sinceFar(i int) int {
	d := 1000
	if p := v.prevLong[i]; p >= 0 {
		d = i - p
	}
	if q := v.nextLong[i]; q >= 0 {
		d = min(d, q-i)
	}
	return d
}

// bin sorts the values of every feature into at most 48 bins; binned is by feature, then row.
func (t *table) bin(rows []int, rng *rand.Rand) (cuts [][]float32, binned [][]uint8) {
	cuts, binned = make([][]float32, t.width), make([][]uint8, t.width)
	sample := make([]int, 0, 20000)
	for _, r := range rows {
		if rng.Float64() < 20000/float64(len(rows)) {
			sample = append(sample, r)
		}
	}
	var wg sync.WaitGroup
	for part := range 2 {
		wg.Go(func() {
			for f := part; f < t.width; f += 2 {
				values := make([]float32, 0, len(sample))
				for _, r := range sample {
					values = append(values, t.x[r*t.width+f])
				}
				slices.Sort(values)
				var c []float32
				for k := 1; k < bins; k++ {
					x := values[k*(len(values)-1)/bins]
					if len(c) == 0 || x > c[len(c)-1] {
						c = append(c, x)
					}
				}
				uniq := slices.Compact(slices.Clone(values))
				if len(uniq) <= bins {
					c = uniq[:max(0, len(uniq)-1)]
				}
				cuts[f] = c
				col := make([]uint8, len(rows))
				for i, r := range rows {
					k, _ := slices.BinarySearch(c, t.x[r*t.width+f])
					col[i] = uint8(k)
				}
				binned[f] = col
			}
		})
	}
	wg.Wait()
	return cuts, binned
}

type bough struct {
	rows        []int32
	g, h        float64
	feature     int
	bin         int
	gain        float64
	left, right *bough
}

func growTree(rows []int32, cols []int, binned [][]uint8, cuts [][]float32, g, h []float32) []node {
	root := &bough{rows: rows}
	for _, r := range rows {
		root.g += float64(g[r])
		root.h += float64(h[r])
	}
	root.split(cols, binned, cuts, g, h)
	open := []*bough{root}
	for leaves := 1; leaves < maxLeaves; leaves++ {
		best := -1
		for i, b := range open {
			if b.gain > 1e-3 && (best < 0 || b.gain > open[best].gain) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		b := open[best]
		l, r := &bough{}, &bough{}
		col := binned[b.feature]
		for _, i := range b.rows {
			to := l
			if int(col[i]) > b.bin {
				to = r
			}
			to.rows = append(to.rows, i)
			to.g += float64(g[i])
			to.h += float64(h[i])
		}
		b.left, b.right, b.rows = l, r, nil
		l.split(cols, binned, cuts, g, h)
		r.split(cols, binned, cuts, g, h)
		open[best] = l
		open = append(open, r)
	}
	return root.flat(cuts, nil)
}

func (b *bough) flat(cuts [][]float32, out []node) []node {
	if b.left == nil {
		return append(out, node{feature: leaf, value: float32(-rate * b.g / (b.h + lambda))})
	}
	at := len(out)
	out = append(out, node{feature: uint8(b.feature), value: cuts[b.feature][b.bin]})
	out = b.left.flat(cuts, out)
	out[at].right = uint16(len(out))
	return b.right.flat(cuts, out)
}

// split finds the best cut of a bough.
func (b *bough) split(cols []int, binned [][]uint8, cuts [][]float32, g, h []float32) {
	type found struct {
		feature, bin int
		gain         float64
	}
	parts := make([]found, 2)
	var wg sync.WaitGroup
	for part := range parts {
		wg.Go(func() {
			best := found{}
			base := b.g * b.g / (b.h + lambda)
			for k := part; k < len(cols); k += len(parts) {
				f := cols[k]
				if len(cuts[f]) == 0 {
					continue
				}
				var hg, hh [bins + 1]float64
				col := binned[f]
				for _, r := range b.rows {
					hg[col[r]] += float64(g[r])
					hh[col[r]] += float64(h[r])
				}
				var lg, lh float64
				for c := range cuts[f] {
					lg += hg[c]
					lh += hh[c]
					rg, rh := b.g-lg, b.h-lh
					if lh < leafMin/4 || rh < leafMin/4 {
						continue
					}
					if gain := lg*lg/(lh+lambda) + rg*rg/(rh+lambda) - base; gain > best.gain {
						best = found{f, c, gain}
					}
				}
			}
			parts[part] = best
		})
	}
	wg.Wait()
	for _, p := range parts {
		if p.gain > b.gain {
			b.feature, b.bin, b.gain = p.feature, p.bin, p.gain
		}
	}
}
