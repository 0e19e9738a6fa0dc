package main

import (
	"strings"
	"testing"
)

// FuzzConfig: any text is a configuration or is refused with the file and a line in each message, which is one line.
func FuzzConfig(f *testing.F) {
	for _, s := range []string{"", "theme = 3", "[[feeds]]\nurl = 'x'", "[[topics]]\nname = ''\nany = [1, [2]]", "a.b.c = {d = 1979-05-27}", "[[sites]]\nhost = 'x'\nhide = [{text = 'y'}]", "feeds = [[]]", "x = \"\"\"\n\x1b\"\"\""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, err := parseConfig(Config{}, "config.toml", []byte(text))
		checkConfigError(t, err)
		_, err = parseSites("sites.toml", []byte(text))
		checkConfigError(t, err)
	})
}

func checkConfigError(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		return
	}
	for _, line := range strings.Split(err.Error(), "\n") {
		if !strings.HasPrefix(line, "config.toml:") && !strings.HasPrefix(line, "sites.toml:") {
			t.Fatalf("it says %q", line)
		}
	}
}
