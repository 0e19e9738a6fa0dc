package store

import (
	"path/filepath"
	"testing"
	"time"
)

func TestVisit(t *testing.T) {
	c := &clock{noon}
	db := open(t, filepath.Join(t.TempDir(), "news.db"), c)
	for _, step := range []struct {
		after time.Duration
		want  time.Time
	}{
		{0, time.Time{}},
		{20 * time.Minute, time.Time{}}, // the same visit, its end
		{8 * time.Hour, noon.Add(20 * time.Minute)},
		{time.Minute, noon.Add(20 * time.Minute)},
		{24 * time.Hour, noon.Add(8*time.Hour + 21*time.Minute)},
	} {
		c.now = c.now.Add(step.after)
		got, err := db.Visit(t.Context())
		if err != nil || !got.Equal(step.want) {
			t.Errorf("after %v: %v, %v; want %v", step.after, got, err, step.want)
		}
	}
}
