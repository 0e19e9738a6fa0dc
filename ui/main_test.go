package ui

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails the tests that leave a goroutine behind.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		// The clock of what colours code ends by itself, a second later.
		goleak.IgnoreAnyFunction("github.com/dlclark/regexp2.runClock"))
}
