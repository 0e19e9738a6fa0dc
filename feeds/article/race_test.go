//go:build race

package article

// detector reports that the race detector watches. Nothing of this package runs at once with anything: large pages, which take it ten
// times as long as without, tell it nothing that small ones do not.
const detector = true
