//go:build !linux

package store

// journalMode is WAL; only on Linux do we know how to tell a network file system.
func journalMode(string) string { return "WAL" }

// noRoom is not known here.
func noRoom(string) bool { return false }
