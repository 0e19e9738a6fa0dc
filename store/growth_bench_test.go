package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dustin/go-humanize"
)

// How the store grows is measured at a thousand stories, ten thousand, and so on, up to GROWTH of them (10,000 unless it says
// otherwise): 300 outlets, three years, 5 KB of text for a fifth, 24 topics, half of it read, four mutes. STORES is a folder in which
// the stores are kept for the next time; with TABLE=../docs/performance.md the table there is written anew:
//
//	GROWTH=1000000 STORES=/tmp/stores TABLE=../docs/performance.md go test ./store -run '^$' -bench Growth -benchtime 1x -timeout 2h

// growth is one column of the table.
type growth struct {
	stories int
	rows    []growthRow
}

type growthRow struct{ name, value string }

func (g *growth) add(b *testing.B, name, unit string, value float64, format string) {
	b.ReportMetric(value, strings.ReplaceAll(name+", "+unit, " ", "-"))
	g.rows = append(g.rows, growthRow{name + ", " + unit, fmt.Sprintf(format, value)})
}

func BenchmarkGrowth(b *testing.B) {
	most, err := strconv.Atoi(os.Getenv("GROWTH"))
	if err != nil {
		most = 10_000
	}
	folder := os.Getenv("STORES")
	if folder == "" {
		folder = b.TempDir()
	}
	var table []growth
	for n := 1000; n <= most; n *= 10 {
		b.Run(humanize.Comma(int64(n)), func(b *testing.B) {
			b.Setenv("STORES", folder)
			g := grow(b, filepath.Join(folder, fmt.Sprintf("grown-%d-v%d.db", n, len(migrations()))), n)
			if len(table) == 0 || table[len(table)-1].stories != n {
				table = append(table, g)
			}
			b.ReportMetric(0, "ns/op")
		})
	}
	if file := os.Getenv("TABLE"); file != "" {
		if err := writeTable(file, table); err != nil {
			b.Fatal(err)
		}
	}
}

// grow fills a store, if it is not there yet, and measures it.
func grow(b *testing.B, path string, n int) growth {
	w := newWorld(2)
	g := growth{stories: n}
	if _, err := os.Stat(path); err != nil {
		db := open(b, path+".part", nil)
		_, err := db.SetTopics(b.Context(), w.topics(24, 12))
		if err != nil {
			b.Fatal(err)
		}
		w.fill(b, db, n)
		for from := 2; from <= n; from += 20_000 {
			var ids []ID
			for i := from; i < min(from+20_000, n+1); i += 2 {
				ids = append(ids, ID(i))
			}
			if _, err := db.MarkRead(b.Context(), ids, true); err != nil {
				b.Fatal(err)
			}
		}
		mutes := []Mute{{Query: w.words[300]}, {Query: fmt.Sprintf("%q", w.words[40]+" "+w.words[2])}, {Query: "source:outlet77-0"}, {Query: `topic:"topic 23"`}}
		if err := db.SetMutes(b.Context(), mutes); err != nil {
			b.Fatal(err)
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
		if err := os.Rename(path+".part", path); err != nil {
			b.Fatal(err)
		}
	} else { // the same words as when it was filled
		w.topics(24, 12)
	}
	g.opening(b, path)
	db := open(b, path, nil)
	defer db.Close()
	g.reading(b, db, w)
	g.writing(b, db, w)
	g.space(b, path)
	return g
}

// timed are the processor times of calls, in milliseconds, sorted.
func timed(n int, f func(i int)) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = float64(took(func() { f(i) })) / 1e6
	}
	slices.Sort(out)
	return out
}

func (g *growth) opening(b *testing.B, path string) {
	var before, after runtime.MemStats
	allocs := uint64(0)
	ms := timed(15, func(int) {
		runtime.ReadMemStats(&before)
		db, err := Open(context.Background(), path, Options{Now: (&clock{noon}).Now})
		if err != nil {
			b.Fatal(err)
		}
		page(b, db, Query{Room: Latest}, 0)
		runtime.ReadMemStats(&after)
		allocs = after.Mallocs - before.Mallocs
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	})
	g.add(b, "open, first page, close", "ms", ms[len(ms)/2], "%.1f")
	g.add(b, "allocations of that", "thousands", float64(allocs)/1000, "%.1f")
}

func (g *growth) reading(b *testing.B, db *DB, w *world) {
	r := rand.New(rand.NewPCG(7, 7))
	var views []Query
	for i := range 40 {
		q := Query{Room: Latest, Unread: i%4 != 3, Include: Topics(fmt.Sprintf("Topic %d", r.IntN(23)))}
		if i%5 == 0 {
			q.Exclude = Topics(fmt.Sprintf("Topic %d", r.IntN(23)))
		}
		views = append(views, q)
	}
	pages := timed(200, func(i int) { page(b, db, views[i%len(views)], 50*(i%5)) })
	g.add(b, "page of a view: topic, unread, mutes (p95)", "ms", pages[len(pages)*95/100], "%.2f")
	find := func(words ...string) []float64 {
		return timed(30, func(i int) {
			db.counted.forget()
			db.sifting.forget()
			page(b, db, Query{Room: Latest, Words: words[i%len(words)]}, 0)
		})
	}
	rare, common := find(w.words[20_000], w.words[15_000]), find(w.words[10], w.words[20])
	g.add(b, "search, rare word (median)", "ms", rare[len(rare)/2], "%.2f")
	g.add(b, "search, common word, newest first (median)", "ms", common[len(common)/2], "%.2f")
	var typed []string
	for _, n := range []int{0, 3, 10, 60, 400, 2000} {
		for _, text := range []string{w.words[n] + " " + w.words[n+2], "title:" + w.words[n] + " is:unread", w.words[n] + " -" + w.words[n+5]} {
			for end := 1; end <= len(text); end++ {
				typed = append(typed, text[:end])
			}
		}
	}
	typing := timed(len(typed), func(i int) { // an unfinished query is an error that shows the last result
		_, _ = db.Page(b.Context(), Query{Room: Latest, Words: typed[i], Typing: true}, 0, 50)
	})
	g.add(b, "search as you type, a letter (p95)", "ms", typing[len(typing)*95/100], "%.1f")
	counts := timed(10, func(int) {
		db.counted.forget()
		db.sifting.forget()
		_, err := db.Counts(b.Context())
		if err == nil {
			_, err = db.ViewCounts(b.Context(), []Query{{Room: Front, Since: noon.Add(-48 * time.Hour).Unix()}, {Room: Latest}, {Room: Latest, Unread: true}, {Room: Saved}})
		}
		if err == nil {
			_, err = db.TopicCounts(b.Context(), Query{Room: Latest})
		}
		if err != nil {
			b.Fatal(err)
		}
	})
	g.add(b, "counts of the tabs and 24 topics (median)", "ms", counts[len(counts)/2], "%.2f")
}

func (g *growth) writing(b *testing.B, db *DB, w *world) {
	var ids []ID
	for i := range min(10_000, g.stories/4) {
		ids = append(ids, ID(1+2*i))
	}
	mark, back := make([]float64, 5), make([]float64, 5)
	for i := range mark {
		mark[i] = float64(took(func() {
			if a, err := db.MarkRead(b.Context(), ids, true); err != nil || a.Count != len(ids) {
				b.Fatal(a, err)
			}
		})) / 1e6
		back[i] = float64(took(func() {
			if _, _, err := db.Undo(b.Context()); err != nil {
				b.Fatal(err)
			}
		})) / 1e6
	}
	slices.Sort(mark)
	slices.Sort(back)
	g.add(b, "10,000 stories marked read (median)", "ms", mark[len(mark)/2], "%.0f")
	g.add(b, "the undoing of that (median)", "ms", back[len(back)/2], "%.0f")
	topics := w.topics(24, 12)
	label := timed(3, func(i int) {
		topics[5].Not = []string{fmt.Sprint("never", time.Now().UnixNano(), i)}
		if _, err := db.SetTopics(b.Context(), topics); err != nil {
			b.Fatal(err)
		}
	})
	g.add(b, "labels anew after a topic changed (median)", "ms", label[len(label)/2], "%.0f")
}

func (g *growth) space(b *testing.B, path string) {
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	c := exec.CommandContext(b.Context(), self, "-test.run=^$")
	c.Env = append(os.Environ(), "STORE_CHILD=resident", "STORE_PATH="+path)
	out, err := c.Output()
	if err != nil {
		b.Fatal(err)
	}
	kb, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		b.Fatal(string(out), err)
	}
	g.add(b, "memory of a program that has it open and has searched it", "MB resident", kb/1024, "%.0f")
	st, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	g.add(b, "disk", "bytes a story", float64(st.Size())/float64(g.stories), "%.0f")
}

// resident opens a store, reads and searches it, and prints the memory that this takes, in KB.
func resident(path string) int {
	ctx := context.Background()
	db, err := Open(ctx, path, Options{Now: (&clock{noon}).Now})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer db.Close()
	w := newWorld(2)
	for i := range 20 {
		for _, q := range []Query{{Room: Latest}, {Room: Latest, Include: "Topic 1", Unread: true}, {Room: Latest, Words: w.words[10+i]}} {
			if _, err := db.Page(ctx, q, 50*i, 50); err != nil {
				fmt.Println(err)
				return 1
			}
		}
		if _, err := db.TopicCounts(ctx, Query{Room: Latest}); err != nil {
			fmt.Println(err)
			return 1
		}
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	fmt.Println(strings.Fields(rest)[0])
	return 0
}

// writeTable puts the table between its marks in a file.
func writeTable(file string, table []growth) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	const first, last = "<!-- growth -->\n", "<!-- /growth -->"
	head, rest, ok := strings.Cut(string(text), first)
	_, tail, end := strings.Cut(rest, last)
	if !ok || !end || len(table) == 0 {
		return fmt.Errorf("%s has no place for the table", file)
	}
	var out strings.Builder
	out.WriteString(head + first + "| stories |")
	for _, g := range table {
		out.WriteString(" " + humanize.Comma(int64(g.stories)) + " |")
	}
	out.WriteString("\n|---|" + strings.Repeat("--:|", len(table)) + "\n")
	for i, row := range table[0].rows {
		out.WriteString("| " + row.name + " |")
		for _, g := range table {
			out.WriteString(" " + g.rows[i].value + " |")
		}
		out.WriteString("\n")
	}
	return os.WriteFile(file, []byte(out.String()+last+tail), 0o644)
}
