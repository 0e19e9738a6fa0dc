package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/adrg/xdg"

	"dateline/ui"
)

// runCaught does what the arguments say, and turns a panic into an error that can be reported.
func (p *program) runCaught(ctx context.Context, args []string) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = ui.Crashed("the command", v)
		}
	}()
	return p.run(ctx, args)
}

// reportCrash writes what went wrong to a file in the state folder and returns the line that tells of it. The report has the program,
// the machine's kind and where the code was: no address, no path of the reader's, nothing of what was read.
func (p *program) reportCrash(c *ui.Crash) string {
	now := p.now().UTC()
	text := fmt.Sprintf("%s\n%s/%s, %s\n%s\nin %s: %s\n\n%s\n", versionLine(), runtime.GOOS, runtime.GOARCH, os.Getenv("TERM"),
		now.Format(time.RFC3339), c.Where, c.What, c.Stack)
	line := c.Error() + " · nothing you did is lost"
	xdg.Reload()
	file := filepath.Join(xdg.StateHome, "dateline", "crash-"+now.Format("20060102-150405")+".txt")
	if os.MkdirAll(filepath.Dir(file), 0o700) != nil || os.WriteFile(file, []byte(text), 0o600) != nil {
		return line + " · no report could be written"
	}
	return line + " · please send the report " + file
}
