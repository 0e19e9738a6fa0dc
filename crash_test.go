package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/ui"
)

// A mistake in a command is one line and a report, in which nothing stands that was read.
func TestCrashReport(t *testing.T) {
	state := t.TempDir()
	t.Setenv("XDG_STATE_HOME", state)
	const secret = "a word of an article"
	var printed bytes.Buffer
	p := program{stdio: stdio{out: &printed, err: &printed}}
	p.now = func() time.Time {
		p.now = func() time.Time { return time.Date(2026, 11, 23, 8, 41, 0, 0, time.UTC) }
		panic(secret)
	}
	err := p.runCaught(t.Context(), []string{"list", "newer:1d"})
	var crash *ui.Crash
	if !errors.As(err, &crash) {
		t.Fatalf("left with %v", err)
	}
	if status := p.exit(t.Context(), err); status != 1 {
		t.Errorf("exit status %d", status)
	}
	file := filepath.Join(state, "dateline", "crash-20261123-084100.txt")
	want := "dateline: a mistake of the program stopped it · nothing you did is lost · please send the report " + file + "\n"
	if printed.String() != want {
		t.Errorf("it says %q", printed.String())
	}
	report, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"dateline 0.1.0", "2026-11-23T08:41:00Z", "in the command: a value of type string", "(*program).list"} {
		if !strings.Contains(string(report), part) {
			t.Errorf("the report lacks %q:\n%s", part, report)
		}
	}
	if strings.Contains(string(report), secret) {
		t.Error("the report has a word of an article")
	}
}
