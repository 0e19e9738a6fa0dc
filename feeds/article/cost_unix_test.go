//go:build unix

package article

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"
)

// What reading costs. It is measured on request, for a machine that has other things to do is no judge:
//
//	go test ./feeds/article -run '^TestCost$' -v -cost             # every hostile page within a second
//	go test ./feeds/article -run '^TestCost$' -v -cost -cases DIR  # and saved pages: 35 ms on average, 90 ms for 95 of 100, 15 MB
var costs = flag.Bool("cost", false, "measure what reading costs")

// cpu is the processor time that the program has used, collecting garbage included.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// costOf reads a page and returns processor time and bytes allocated.
func costOf(p Page) (time.Duration, uint64) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := cpu()
	_, _ = Read(p)
	took := cpu() - start
	runtime.ReadMemStats(&after)
	return took, after.TotalAlloc - before.TotalAlloc
}

func TestCost(t *testing.T) {
	if !*costs {
		t.Skip("no -cost")
	}
	costOf(Page{HTML: []byte(framed("<p>What is set up once is set up now.</p>"))})
	for name, page := range hostile() {
		took, _ := costOf(Page{HTML: []byte(page), URL: "https://hostile.example/x"})
		if took > 200*time.Millisecond {
			t.Logf("%-16s %4d ms", name, took.Milliseconds())
		}
		if took > time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
	if *casesDir == "" {
		return
	}
	var times []time.Duration
	var sum time.Duration
	var bytes uint64
	files, _ := filepath.Glob(filepath.Join(*casesDir, "*", "page.html.gz"))
	for _, file := range files {
		p, ok := savedPage(file)
		if !ok {
			continue
		}
		took, size := costOf(p)
		times, sum, bytes = append(times, took), sum+took, bytes+size
	}
	slices.Sort(times)
	n := len(times)
	mean, most := sum/time.Duration(n), times[n*95/100]
	t.Logf("%d pages: %.1f ms on average, median %.1f ms, 95 of 100 within %.1f ms, worst %.0f ms; %.1f MB allocated on average", n,
		mean.Seconds()*1000, times[n/2].Seconds()*1000, most.Seconds()*1000, times[n-1].Seconds()*1000, float64(bytes)/float64(n)/1e6)
	if mean > 35*time.Millisecond || most > 90*time.Millisecond || bytes/uint64(n) > 15e6 {
		t.Error("too much")
	}
}

// savedPage reads one page of the folder of -cases.
func savedPage(file string) (Page, bool) {
	f, err := os.Open(file)
	if err != nil {
		return Page{}, false
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return Page{}, false
	}
	page, err := io.ReadAll(z)
	if err != nil {
		return Page{}, false
	}
	var truth struct{ URL string }
	data, err := os.ReadFile(filepath.Join(filepath.Dir(file), "truth.json"))
	if err == nil {
		err = json.Unmarshal(data, &truth)
	}
	return Page{HTML: page, URL: truth.URL}, err == nil
}
