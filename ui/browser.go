package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"dateline/internal/safe"
)

// Browser returns a function that opens web addresses with a command: the one given as an argument vector, else $BROWSER, else
// the system's opener. No shell is involved, and nothing but an absolute http or https address is ever passed on.
func Browser(command []string) func(ctx context.Context, url string) error {
	return func(_ context.Context, raw string) error {
		url := safe.URL(raw)
		if url == "" {
			return errors.New("the story has no web address")
		}
		for _, argv := range openers(command) {
			path, err := exec.LookPath(argv[0])
			if err != nil {
				continue
			}
			cmd := exec.Command(path, append(argv[1:], url)...) // outlives the reader, so no context
			if err := cmd.Start(); err != nil {
				return fmt.Errorf("start %s: %w", argv[0], err)
			}
			go func() { _ = cmd.Wait() }() // so that it does not stay behind as a zombie
			return nil
		}
		return errors.New("no browser found; set browser in the config")
	}
}

// openers are the commands to try, in order.
func openers(command []string) [][]string {
	if len(command) > 0 {
		return [][]string{command}
	}
	var all [][]string
	for _, b := range strings.Split(os.Getenv("BROWSER"), string(os.PathListSeparator)) {
		if f := strings.Fields(strings.ReplaceAll(b, "%s", "")); len(f) > 0 {
			all = append(all, f)
		}
	}
	switch runtime.GOOS {
	case "darwin":
		return append(all, []string{"open"})
	case "windows":
		return append(all, []string{"rundll32", "url.dll,FileProtocolHandler"})
	}
	return append(all, []string{"xdg-open"}, []string{"wslview"}, []string{"sensible-browser"}, []string{"www-browser"})
}
