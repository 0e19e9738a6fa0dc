package store

import (
	"math"
	"time"
)

// Forever is how long what has no end is kept.
const Forever time.Duration = math.MaxInt64

// Keeping is how long stories are kept after they came in; 0: it is not said.
type Keeping struct{ Read, Unread time.Duration }

// Retention is how long stories are kept after they came in, and saved ones after they were saved. What is not said is for ever.
type Retention struct {
	Keeping
	Saved time.Duration
	Feeds map[string]Keeping // of single feeds, by address: what is not said there holds as above
}
