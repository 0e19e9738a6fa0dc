package store

import (
	"context"
	"sync/atomic"
)

// own counts the changes that this program made, so that those of others can be told from them.
type own struct {
	base    atomic.Int64 // edition when others were first looked for, less the own changes until then
	known   atomic.Bool  // base is set
	changes atomic.Int64
	busy    atomic.Int64 // changes under way: their number is not in changes yet
	last    atomic.Int64 // what Elsewhere said last
}

// begin is called before a change, and what it returns after it.
func (o *own) begin() func() {
	o.busy.Add(1)
	return func() { o.busy.Add(-1) }
}

// Elsewhere counts the changes that other programs have made to the store since it was first asked: an open reader asks now
// and then, and reads its lists again when the number is another one. It costs a row. While a change of one's own is being
// written, it says what it said last.
func (db *DB) Elsewhere(ctx context.Context) (int64, error) {
	if db.readOnly {
		return 0, nil // opened as what nobody changes
	}
	o := &db.own
	before := o.changes.Load()
	quiet := o.busy.Load() == 0
	var n int64
	if err := db.read.QueryRowContext(ctx, "SELECT n FROM edition").Scan(&n); err != nil {
		return 0, db.wrong("look for changes", err)
	}
	if !quiet || o.busy.Load() > 0 || o.changes.Load() != before {
		return o.last.Load(), nil
	}
	if o.known.CompareAndSwap(false, true) {
		o.base.Store(n - before)
	}
	o.last.Store(n - before - o.base.Load())
	return o.last.Load(), nil
}
