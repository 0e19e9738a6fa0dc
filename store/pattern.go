package store

import (
	"database/sql/driver"
	"fmt"
	"regexp"
	"sync"

	"modernc.org/sqlite"
)

// patterns makes SQL know regular expressions, once for the whole program: dateline_find(pattern, text, …) is 1 when one of
// the texts has the pattern, dateline_text(html, article) is the text of a body as the index of words holds it.
var patterns = sync.OnceValue(func() error {
	c := compiled{known: make(map[string]*regexp.Regexp)}
	if err := sqlite.RegisterDeterministicScalarFunction("dateline_find", -1, c.find); err != nil {
		return fmt.Errorf("teach the store regular expressions: %w", err)
	}
	return sqlite.RegisterDeterministicScalarFunction("dateline_text", 2, bodyText)
})

// compiled keeps the last regular expressions that were asked for.
type compiled struct {
	mu    sync.Mutex
	known map[string]*regexp.Regexp
}

// mostPatterns is how many are kept.
const mostPatterns = 50

func (c *compiled) get(pattern string) (*regexp.Regexp, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if re, ok := c.known[pattern]; ok {
		return re, nil
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	if len(c.known) >= mostPatterns {
		clear(c.known)
	}
	c.known[pattern] = re
	return re, nil
}

func (c *compiled) find(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
	pattern, _ := args[0].(string)
	re, err := c.get(pattern)
	if err != nil {
		return nil, err
	}
	for _, a := range args[1:] {
		if text, ok := a.(string); ok && re.MatchString(text) {
			return int64(1), nil
		}
	}
	return int64(0), nil
}

func bodyText(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
	content, _ := args[0].(string)
	page, _ := args[1].(string)
	return longestText(content, page)
}
